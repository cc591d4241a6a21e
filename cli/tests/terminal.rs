//! A night at a terminal: every command, typed by somebody, on real devices and a real hub, with all
//! that is shown kept and compared. For whoever changes what the command line says: read the golden
//! output as a carer would before it is blessed.
//!
//! The program is the one that people run. Time and randomness are put into its hands from outside,
//! by `tests/terminal/surroundings.c`, so that the output has the same dates and the same order on
//! every day and machine.

#![cfg(all(target_os = "linux", target_env = "gnu"))]

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use chrono::{NaiveDateTime, TimeZone as _};
use chrono_tz::Europe::London;

/// Seconds that pass from one typed line to the next.
const TYPING: i64 = 2;

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/terminal").join(name)
}

/// A folder with every device, the hub and their files; gone when the test is.
struct Terminal {
    folder: PathBuf,
    clock: i64,
    port: u16,
    hub: Option<(Child, BufReader<ChildStdout>)>,
    shown: String,
}

impl Terminal {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("holdfast-terminal-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the test");
        let referral =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/referrals/margaret-hale.json");
        fs::copy(referral, folder.join("margaret-hale.json")).expect("the referral");
        fs::write(folder.join("shopping.json"), "{\"resourceType\": \"Shopping\"}")
            .expect("a file");
        let built = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(folder.join("surroundings.so"))
            .arg(kept("surroundings.c"))
            .arg("-ldl")
            .status();
        assert!(built.expect("a C compiler, as SQLite needs").success(), "surroundings.c is built");
        let free = TcpListener::bind("127.0.0.1:0").expect("a loopback port");
        let port = free.local_addr().expect("an address").port();
        Self { folder, clock: 0, port, hub: None, shown: String::new() }
    }

    /// Does one line of the script.
    fn type_line(&mut self, line: &str) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "" | "#" => _ = writeln!(self.shown, "{line}"),
            "at" => self.set_clock(rest),
            "as" => {
                let (who, command) = rest.split_once(' ').expect("somebody types something");
                self.act(who, command);
            }
            "hub" if rest == "up" => self.hub_up(),
            "hub" if rest == "down" => self.hub_down(),
            _ => panic!("expected at, as or hub, found {line:?}"),
        }
    }

    fn set_clock(&mut self, shows: &str) {
        let local = NaiveDateTime::parse_from_str(shows, "%Y-%m-%d %H:%M").expect("a time");
        self.clock = London.from_local_datetime(&local).earliest().expect("it exists").timestamp();
        _ = writeln!(self.shown, "=== {}", local.format("%A %-d %B %Y, %H:%M"));
    }

    /// A shell in the folder, with the program on its path and nobody's device.
    fn shell(&mut self, line: &str) -> Command {
        self.clock += TYPING;
        fs::write(self.folder.join("clock"), self.clock.to_string()).expect("the clock is set");
        let program = Path::new(env!("CARGO_BIN_EXE_holdfast")).parent().expect("its folder");
        let mut shell = Command::new("sh");
        shell
            .args(["-c", line])
            .current_dir(&self.folder)
            .env_clear()
            .env("PATH", format!("{}:/usr/bin:/bin", program.display()))
            .env("PORT", self.port.to_string())
            .env("HOLDFAST_RUNTIME", self.folder.join("runtime"))
            .env("HOLDFAST_TEST_CLOCK", self.folder.join("clock"))
            .env("LD_PRELOAD", self.folder.join("surroundings.so"))
            .stdin(Stdio::null());
        shell
    }

    fn act(&mut self, who: &str, command: &str) {
        let mut shell = self.shell(command);
        if who != "operator" {
            let pin = self.folder.join(format!("{who}.pin"));
            fs::write(&pin, format!("{who} keeps 4 kittens\n")).expect("a PIN");
            shell.env("HOLDFAST_DEVICE", who).env("HOLDFAST_PIN_FILE", pin);
        }
        let output = shell.output().expect("a shell");
        _ = writeln!(self.shown, "{who}$ {command}");
        self.show(&output);
    }

    fn show(&mut self, output: &Output) {
        let said = |bytes: &[u8]| self.plain(&String::from_utf8_lossy(bytes));
        let (out, complaint) = (said(&output.stdout), said(&output.stderr));
        self.shown.push_str(&out);
        self.complain(&complaint);
        let code = output.status.code().expect("an exit code: nothing kills it");
        if code != 0 {
            _ = writeln!(self.shown, "[exit code {code}]");
        }
    }

    fn complain(&mut self, said: &str) {
        for line in self.plain(said).lines() {
            _ = writeln!(self.shown, "! {line}");
        }
    }

    /// What varies from run to run: the port, and the folder.
    fn plain(&self, said: &str) -> String {
        said.replace(&format!("127.0.0.1:{}", self.port), "127.0.0.1:$PORT")
            .replace(&self.folder.display().to_string(), "$FOLDER")
    }

    fn hub_up(&mut self) {
        let line = "exec holdfast hub run --data hub --root harbour.root --listen 127.0.0.1:$PORT";
        let log = fs::File::create(self.folder.join("hub.log")).expect("a log");
        let hub = self.shell(line).stdout(Stdio::piped()).stderr(log).spawn();
        let mut hub = hub.expect("a hub");
        let mut says = BufReader::new(hub.stdout.take().expect("its output"));
        let mut first = String::new();
        says.read_line(&mut first).expect("its first line");
        let first = self.plain(&first);
        _ = write!(self.shown, "operator$ {} &\n{first}", line.trim_start_matches("exec "));
        self.hub = Some((hub, says));
    }

    fn hub_down(&mut self) {
        let (mut hub, mut says) = self.hub.take().expect("a hub that is up");
        let asked = Command::new("kill").args(["-TERM", &hub.id().to_string()]).status();
        assert!(asked.expect("kill").success());
        let mut last = String::new();
        says.read_to_string(&mut last).expect("its last words");
        let status = hub.wait().expect("its end");
        assert_eq!(status.code(), Some(0), "a hub that is told to stop stops cleanly");
        _ = write!(self.shown, "operator$ kill %1\n{}", self.plain(&last));
        let log = fs::read_to_string(self.folder.join("hub.log")).expect("its log");
        self.complain(&log);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some((hub, _)) = &mut self.hub {
            let _ = hub.kill();
            let _ = hub.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn a_person_does_the_whole_job_from_a_terminal() {
    let script = fs::read_to_string(kept("night.sh")).expect("the script");
    let mut terminal = Terminal::new();
    let (_, night) = script.split_once("\n\n").expect("a page that says how to read it, first");
    for line in night.replace("\\\n", "").lines() {
        terminal.type_line(line);
    }
    if std::env::var_os("HOLDFAST_BLESS").is_some() {
        fs::write(kept("night.txt"), &terminal.shown).expect("blessed");
        return;
    }
    let expected = fs::read_to_string(kept("night.txt")).expect("the golden output");
    let differs = expected.lines().zip(terminal.shown.lines()).find(|(kept, now)| kept != now);
    assert!(
        expected == terminal.shown,
        "expected what tests/terminal/night.txt keeps, found another; first difference: {differs:#?}\n\
         Read what is shown now, and if it is right: HOLDFAST_BLESS=1"
    );
}
