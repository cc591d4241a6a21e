//! One step of the work: its name on the screen, the command it runs, the time it took.

use std::fmt;
use std::path::Path;
use std::process::{self, Stdio};
use std::time::{Duration, Instant};

/// Why a step failed, in one line for the person at the terminal.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A command whose failure names itself.
pub struct Command {
    inner: process::Command,
}

impl Command {
    pub fn new(program: &Path, folder: &Path) -> Self {
        let mut inner = process::Command::new(program);
        inner.current_dir(folder).stdin(Stdio::null());
        Self { inner }
    }

    pub fn args<S: AsRef<std::ffi::OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.inner.args(args);
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.inner.env(name, value);
        self
    }

    /// Runs it; what it prints goes straight to the terminal.
    pub fn run(mut self) -> Result<(), Failure> {
        let status = self.inner.status().map_err(|error| self.cannot_start(&error))?;
        if status.success() {
            return Ok(());
        }
        Err(Failure::new(format!("`{}` ended with {status}", self.line())))
    }

    /// Runs it and gives what it printed to standard output; its errors go to the terminal.
    pub fn output(mut self) -> Result<String, Failure> {
        self.inner.stderr(Stdio::inherit());
        let output = self.inner.output().map_err(|error| self.cannot_start(&error))?;
        if !output.status.success() {
            return Err(Failure::new(format!("`{}` ended with {}", self.line(), output.status)));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Whether it starts and succeeds; prints nothing.
    pub fn succeeds(mut self) -> bool {
        let status = self.inner.stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    }

    /// Whether it succeeds within a time; a command still running then is ended. Prints nothing.
    pub fn succeeds_within(mut self, limit: Duration) -> bool {
        let started = self.inner.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let Ok(mut child) = started else { return false };
        let begun = Instant::now();
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return status.success(),
                Ok(None) if begun.elapsed() < limit => {
                    std::thread::sleep(Duration::from_millis(100));
                }
                Ok(None) | Err(_) => {
                    // It may have ended in this very moment: then there is nothing to end.
                    let _ = child.kill();
                    let _ = child.wait();
                    return false;
                }
            }
        }
    }

    fn line(&self) -> String {
        let mut words = vec![self.inner.get_program().to_string_lossy()];
        words.extend(self.inner.get_args().map(|word| word.to_string_lossy()));
        words.join(" ")
    }

    fn cannot_start(&self, error: &std::io::Error) -> Failure {
        Failure::new(format!("`{}` cannot be started: {error}", self.line()))
    }
}

/// What was done, and how long each step took.
#[derive(Default)]
pub struct Steps {
    done: Vec<(&'static str, Duration)>,
}

impl Steps {
    /// Announces a step, does it, and stops everything at the first failure.
    pub fn step(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        println!("\n== {name}");
        let begun = Instant::now();
        let outcome = work();
        let took = begun.elapsed();
        self.done.push((name, took));
        if let Err(failure) = outcome {
            return Err(Failure::new(format!(
                "{name}, after {:.1} s: {failure}",
                took.as_secs_f64()
            )));
        }
        println!("== {name}: {:.1} s", took.as_secs_f64());
        Ok(())
    }

    /// One line for each step and the sum.
    pub fn print(&self) {
        println!("\nxtask test: every step passed");
        let mut sum = Duration::ZERO;
        for (name, took) in &self.done {
            println!("  {name:<28} {:>7.1} s", took.as_secs_f64());
            sum += *took;
        }
        println!("  {:<28} {:>7.1} s", "all", sum.as_secs_f64());
    }
}
