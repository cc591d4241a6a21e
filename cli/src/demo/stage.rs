//! Where the demonstration plays: one folder with every device, the hub and all files, and the child
//! processes that act in it. Each act is a process of this same program, as a person would type it;
//! nothing of what one process knows reaches the next but through the disk and the network.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use serde_json::Value;

use super::cast::Member;
use crate::report::Form;

/// How many characters of a line are shown.
const WIDTH: usize = 110;

/// Where the acts' temporary files would be: looked at in the end with everything else.
const TEMPORARY: &str = "tmp";

/// The demonstration cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// Something beside the acts failed.
    #[error("expected to {doing}, found that this cannot be done ({error})")]
    Io {
        /// What was tried.
        doing: &'static str,
        /// Why not.
        error: io::Error,
    },
    /// An act that should succeed did not.
    #[error("{who}, `holdfast {command}`: expected {expected}, found {found}")]
    Act {
        /// Who acted.
        who: &'static str,
        /// The command's words, its texts left out.
        command: String,
        /// What should have come of it.
        expected: &'static str,
        /// What did.
        found: String,
    },
}

impl Stopped {
    /// For what failed beside the acts.
    pub fn io(doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Io { doing, error }
    }
}

/// How much of what an act said is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// Nothing: what was done is told by the line above.
    Nothing,
    /// Everything.
    All,
    /// This many lines, and how many more there are.
    First(usize),
}

/// What came of an act.
#[derive(Debug)]
pub struct Done {
    /// The exit code; nothing when it was killed.
    pub code: Option<i32>,
    /// What it said, as data. Nothing when it failed.
    pub said: Value,
    /// What it complained of.
    pub complaint: String,
}

impl Done {
    /// The lines it said.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.said["says"].as_array().into_iter().flatten().filter_map(Value::as_str)
    }
}

/// The folder, the program and the clock of the demonstration.
pub struct Stage {
    program: PathBuf,
    folder: PathBuf,
    kept: Kept,
    form: Form,
    started: Instant,
}

/// Whether the folder outlives the demonstration.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    Yes,
    No,
}

impl Stage {
    /// In a folder that is kept, or in one of its own that is not.
    ///
    /// # Errors
    /// If the folder cannot be made, or is not empty.
    pub fn set(keep: Option<&Path>, form: Form) -> Result<Self, Stopped> {
        let started = Instant::now();
        let program = std::env::current_exe().map_err(Stopped::io("find this program"))?;
        let own = || std::env::temp_dir().join(format!("holdfast-demo-{}", std::process::id()));
        let folder = keep.map_or_else(own, Path::to_owned);
        let doing = "make an empty folder for the demonstration";
        fs::create_dir_all(&folder).map_err(Stopped::io(doing))?;
        let folder = fs::canonicalize(&folder).map_err(Stopped::io(doing))?;
        let mut inside = fs::read_dir(&folder).map_err(Stopped::io(doing))?;
        if inside.next().is_some() {
            let error = io::Error::other("there is something in it; name another with --keep");
            return Err(Stopped::Io { doing, error });
        }
        fs::create_dir(folder.join(TEMPORARY)).map_err(Stopped::io(doing))?;
        let kept = if keep.is_some() { Kept::Yes } else { Kept::No };
        Ok(Self { program, folder, kept, form, started })
    }

    /// A path in the folder.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.join(name)
    }

    /// The same as text for a command line.
    pub fn word(&self, name: impl AsRef<Path>) -> String {
        self.path(name).to_string_lossy().into_owned()
    }

    /// A member's device.
    fn device(&self, who: &Member) -> PathBuf {
        self.path("devices").join(who.folder)
    }

    /// The file with a member's PIN.
    pub fn pin_file(&self, who: &Member) -> PathBuf {
        self.path("devices").join(who.folder).with_extension("pin")
    }

    /// A child process of this program, with nothing of the caller's own devices in reach.
    pub fn child(&self) -> Command {
        let mut child = Command::new(&self.program);
        child
            .env_remove("HOLDFAST_DEVICE")
            .env_remove("HOLDFAST_PIN_FILE")
            .env("HOLDFAST_RUNTIME", self.path("runtime"))
            .env("TMPDIR", self.path(TEMPORARY))
            .stdin(Stdio::null());
        child
    }

    /// The same, on somebody's device.
    pub fn child_of(&self, who: &Member) -> Command {
        let mut child = self.child();
        child.arg("-d").arg(self.device(who)).arg("--pin-file").arg(self.pin_file(who));
        child
    }

    /// Tries an act: whatever comes of it is told, not judged.
    ///
    /// # Errors
    /// If the process cannot be run, or says something that is not its JSON.
    pub fn attempt<S: AsRef<OsStr>>(&self, who: &Member, words: &[S]) -> Result<Done, Stopped> {
        let mut child = self.child_of(who);
        child.arg("--json").args(words);
        let output = child.output().map_err(Stopped::io("run this program"))?;
        done(&output).map_err(|found| Stopped::Act {
            who: who.name,
            command: named(words),
            expected: "one line of JSON",
            found,
        })
    }

    /// An act that has to succeed.
    ///
    /// # Errors
    /// If it does not.
    pub fn act<S: AsRef<OsStr>>(&self, who: &Member, words: &[S]) -> Result<Done, Stopped> {
        let done = self.attempt(who, words)?;
        if done.code == Some(0) {
            return Ok(done);
        }
        Err(Stopped::Act {
            who: who.name,
            command: named(words),
            expected: "it to be done",
            found: ended(&done),
        })
    }

    /// An act that has to succeed, told under a line that says who did what.
    ///
    /// # Errors
    /// If it does not.
    pub fn play<S: AsRef<OsStr>>(
        &self,
        who: &Member,
        deed: &str,
        words: &[S],
        show: Show,
    ) -> Result<Done, Stopped> {
        self.deed(who, deed);
        let done = self.act(who, words)?;
        self.show(&done, show);
        Ok(done)
    }

    /// A scene's title, with the time since the beginning.
    pub fn scene(&self, number: u32, title: &str) {
        let seconds = self.started.elapsed().as_secs_f32();
        self.say("");
        self.say(format_args!("{:<78}{seconds:>5.1} s", format!("{number}. {title}")));
    }

    /// Who did what.
    pub fn deed(&self, who: &Member, deed: &str) {
        self.say(format_args!("   {} {deed}", who.name));
    }

    /// What somebody sees, under what they did.
    pub fn show(&self, done: &Done, show: Show) {
        let most = match show {
            Show::Nothing => return,
            Show::All => usize::MAX,
            Show::First(most) => most,
        };
        let lines: Vec<&str> = done.lines().collect();
        for line in lines.iter().take(most) {
            self.seen(line);
        }
        if lines.len() > most {
            self.seen(&format!("… and {} more lines", lines.len() - most));
        }
    }

    /// One line that somebody sees; of a very long one, the beginning.
    pub fn seen(&self, line: &str) {
        let long = line.chars().count() > WIDTH;
        let line: String = if long {
            line.chars().take(WIDTH - 2).chain(" …".chars()).collect()
        } else {
            line.to_owned()
        };
        self.say(format!("      | {line}").trim_end());
    }

    /// A line of the demonstration's own: beside the account, where that is for a program. A reader
    /// that went away does not stop the night.
    pub fn say(&self, line: impl fmt::Display) {
        let _ = match self.form {
            Form::Lines => writeln!(io::stdout().lock(), "{line}"),
            Form::Json => writeln!(io::stderr().lock(), "{line}"),
        };
    }

    /// For whom the account is.
    pub const fn form(&self) -> Form {
        self.form
    }

    /// Where everything is, if it stays.
    pub fn kept(&self) -> Option<&Path> {
        (self.kept == Kept::Yes).then_some(&self.folder)
    }

    /// Seconds since the beginning.
    pub fn seconds(&self) -> f32 {
        self.started.elapsed().as_secs_f32()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if self.kept == Kept::No {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// The words of a command that say what it is: no names, notes or paths.
fn named<S: AsRef<OsStr>>(words: &[S]) -> String {
    let plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let words = words.iter().filter_map(|word| word.as_ref().to_str());
    words.take_while(plain).take(2).collect::<Vec<_>>().join(" ")
}

/// How an act ended, for a message.
pub fn ended(done: &Done) -> String {
    let code =
        done.code.map_or_else(|| "no exit code".to_owned(), |code| format!("exit code {code}"));
    match done.complaint.as_str() {
        "" => code,
        complaint => format!("{code}: {complaint}"),
    }
}

fn done(output: &Output) -> Result<Done, String> {
    let complaint = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    let code = output.status.code();
    let text = String::from_utf8_lossy(&output.stdout);
    let said = match (code, text.trim()) {
        (Some(0), text) => serde_json::from_str(text).map_err(|error| error.to_string())?,
        _ => Value::Null,
    };
    Ok(Done { code, said, complaint })
}
