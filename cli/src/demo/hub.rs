//! The hub of the demonstration: a child process with a database of its own.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::stage::{Stage, Stopped};

/// How long it may take to close its database.
const CLOSING: Duration = Duration::from_secs(5);

/// A hub that runs until it is stopped or dropped.
pub struct Hub {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Hub {
    /// Starts it, and waits until it listens.
    ///
    /// # Errors
    /// If it does not.
    pub fn start(stage: &Stage) -> Result<Self, Stopped> {
        let log =
            File::create(stage.path("hub.log")).map_err(Stopped::io("write the hub's log"))?;
        let mut child = stage
            .child()
            .args(["hub", "run", "--listen", "127.0.0.1:0", "--data"])
            .arg(stage.path("hub"))
            .arg("--root")
            .arg(stage.path("harbour.root"))
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .map_err(Stopped::io("run the hub"))?;
        let mut lines = child.stdout.take().map(BufReader::new);
        let mut first = String::new();
        if let Some(lines) = &mut lines {
            lines.read_line(&mut first).map_err(Stopped::io("hear from the hub"))?;
        }
        let address =
            first.trim().strip_prefix("listening on http://").and_then(|at| at.parse().ok());
        let Some(address) = address else {
            let _ = child.kill();
            let _ = child.wait();
            return Err(Stopped::Act {
                who: "the hub",
                command: "hub run".to_owned(),
                expected: "a first line that says where it listens",
                found: "another line, or none; see hub.log with --keep".to_owned(),
            });
        };
        // Whatever it says later must not fill the pipe.
        thread::spawn(move || lines.map(|lines| lines.lines().map_while(Result::ok).count()));
        Ok(Self { child, address })
    }

    /// Asks it to stop, as an operator would; by force if it does not.
    pub fn stop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.ask();
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    fn ask(&mut self) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        if !asked.is_ok_and(|status| status.success()) {
            return;
        }
        let until = Instant::now() + CLOSING;
        while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < until {
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        self.stop();
    }
}
