//! Who plays: a shell in another language, the command line, and the hub between them.

use std::fmt;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// What did not go as the script says.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    pub fn new(says: impl Into<String>) -> Self {
        Self(says.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A result of a scene.
pub type Result<T> = core::result::Result<T, Failure>;

fn cannot<'a>(what: &'a str) -> impl FnOnce(std::io::Error) -> Failure + 'a {
    move |error| Failure::new(format!("{what}: {error}"))
}

/// A process of another language that does what it is told, a line at a time.
pub struct Shell {
    language: &'static str,
    child: Child,
    told: ChildStdin,
    says: BufReader<ChildStdout>,
}

impl Shell {
    pub fn start(language: &'static str, words: &[String]) -> Result<Self> {
        let mut child = Command::new(&words[0])
            .args(&words[1..])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(cannot(language))?;
        let told = child.stdin.take().expect("it was asked for");
        let says = BufReader::new(child.stdout.take().expect("it was asked for"));
        Ok(Self { language, child, told, says })
    }

    /// Tells it one thing and gives what it says.
    pub fn tell(&mut self, words: &[&str]) -> Result<Vec<String>> {
        let line = words.join("\t") + "\n";
        self.told.write_all(line.as_bytes()).map_err(cannot(self.language))?;
        let mut said = Vec::new();
        loop {
            let mut line = String::new();
            if self.says.read_line(&mut line).map_err(cannot(self.language))? == 0 {
                let ended = format!("{}: ended at {:?}, see above", self.language, words[0]);
                return Err(Failure::new(ended));
            }
            match line.trim_end_matches('\n') {
                "." => return Ok(said),
                line => said.push(line.to_owned()),
            }
        }
    }

    /// Tells it something that is to be done, or to say exactly this.
    pub fn expect(&mut self, words: &[&str], answer: &[&str]) -> Result<()> {
        let said = self.tell(words)?;
        if said == answer {
            return Ok(());
        }
        Err(Failure::new(format!(
            "{}: {words:?}: expected {answer:?}, found {said:?}",
            self.language
        )))
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        // It may have ended by itself: then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A device of the command line: each act is a process of its own.
pub struct Terminal {
    pub command: PathBuf,
    pub folder: PathBuf,
    pub device: String,
}

impl Terminal {
    fn call(&self, words: &[&str]) -> Command {
        let mut call = Command::new(&self.command);
        call.args(words)
            .current_dir(&self.folder)
            .env("HOLDFAST_DEVICE", &self.device)
            .env("HOLDFAST_PIN_FILE", self.folder.join("pin"))
            .env("HOLDFAST_RUNTIME", self.folder.join("runtime"))
            .stdin(Stdio::null());
        call
    }

    /// Types a command that is to succeed.
    pub fn types(&self, words: &[&str]) -> Result<()> {
        let output = self.call(words).output().map_err(cannot("holdfast"))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(Failure::new(format!("holdfast {}: {said}", words.join(" "))))
    }

    /// Types a command that is to fail.
    pub fn types_in_vain(&self, words: &[&str]) -> Result<()> {
        let output = self.call(words).output().map_err(cannot("holdfast"))?;
        if output.status.success() {
            let done = format!("holdfast {}: expected it to fail, it did not", words.join(" "));
            return Err(Failure::new(done));
        }
        Ok(())
    }
}

/// A real hub on loopback.
pub struct Hub {
    child: Child,
    pub address: String,
}

impl Hub {
    /// Listens at a socket; returns when it can be asked.
    pub fn up(command: &Path, folder: &Path, socket: &str) -> Result<Self> {
        let run = ["hub", "run", "--data", "hub", "--root", "harbour.root", "--listen", socket];
        let mut child = Command::new(command)
            .args(run)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(cannot("the hub"))?;
        let mut line = String::new();
        let says = child.stdout.take().expect("it was asked for");
        BufReader::new(says).read_line(&mut line).map_err(cannot("the hub"))?;
        let address = line.trim().strip_prefix("listening on ").map(str::to_owned);
        match address {
            Some(address) => Ok(Self { child, address }),
            None => Err(Failure::new("the hub ended before it listened")),
        }
    }

    /// Where it listens, without the scheme.
    pub fn socket(&self) -> String {
        self.address.trim_start_matches("http://").to_owned()
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        // The network is gone, as far as a device can tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
