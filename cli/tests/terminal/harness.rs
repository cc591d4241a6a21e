//! A terminal for tests: a shell, a clock in hand, a hub that comes and goes.

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

pub fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/terminal").join(name)
}

/// A folder with every device, the hub and their files; gone when the test is.
pub struct Terminal {
    folder: PathBuf,
    clock: i64,
    port: u16,
    hub: Option<(Child, BufReader<ChildStdout>)>,
    /// Everything that was shown.
    pub shown: String,
    /// What each command said on standard output, by the line that was typed.
    pub said: Vec<Said>,
}

/// What a command said.
pub struct Said {
    /// The line that was typed.
    pub line: String,
    /// Its standard output.
    pub output: String,
    /// Its exit code.
    pub code: i32,
}

impl Terminal {
    /// In a folder of this name.
    pub fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("holdfast-{name}-{}", std::process::id()));
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
        Self { folder, clock: 0, port, hub: None, shown: String::new(), said: Vec::new() }
    }

    /// Does one line of the script.
    pub fn type_line(&mut self, line: &str) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "" | "#" => _ = writeln!(self.shown, "{line}"),
            "at" => self.set_clock(rest),
            "as" => {
                let (who, command) = rest.split_once(' ').expect("somebody types something");
                self.act(who, command);
            }
            "hub" if rest == "up" => self.hub_up(""),
            "hub" if rest == "up for programs" => self.hub_up("--json "),
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
        self.said.push(Said {
            line: command.to_owned(),
            output: String::from_utf8_lossy(&output.stdout).into_owned(),
            code: output.status.code().expect("an exit code: nothing kills it"),
        });
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

    fn hub_up(&mut self, json: &str) {
        let line = format!(
            "exec holdfast {json}hub run --data hub --root harbour.root --listen 127.0.0.1:$PORT"
        );
        let log = fs::File::create(self.folder.join("hub.log")).expect("a log");
        let hub = self.shell(&line).stdout(Stdio::piped()).stderr(log).spawn();
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
        self.said.push(Said { line: "holdfast hub run".to_owned(), output: last, code: 0 });
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

/// The lines of the night.
pub fn night() -> Vec<String> {
    let script = fs::read_to_string(kept("night.sh")).expect("the script");
    let (_, night) = script.split_once("\n\n").expect("a page that says how to read it, first");
    night.replace("\\\n", "").lines().map(str::to_owned).collect()
}
