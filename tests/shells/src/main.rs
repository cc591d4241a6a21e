//! Three devices in three languages, one hub, the network cut and back: they end with the same screens,
//! byte for byte, and receipts. `README.md` says what is compared; `cargo xtask shells` runs it.

#![allow(clippy::print_stdout, reason = "it is a command: printing is its work")]

mod cast;
mod scene;

use std::path::PathBuf;
use std::process::ExitCode;

use cast::{Failure, Result};

/// Where everything is, from the command line.
struct Places {
    /// A folder for the devices; it is emptied first.
    folder: PathBuf,
    /// The command line.
    command: PathBuf,
    /// How the Kotlin shell is started.
    kotlin: Vec<String>,
    /// How the Swift shell is started.
    swift: Vec<String>,
}

const USAGE: &str =
    "expected FOLDER COMMAND KOTLIN WORDS … -- SWIFT WORDS …; run `cargo xtask shells`";

impl Places {
    fn named(words: impl Iterator<Item = String>) -> Result<Self> {
        let words: Vec<String> = words.collect();
        let usage = || Failure::new(USAGE);
        let [folder, command, shells @ ..] = &words[..] else { return Err(usage()) };
        let between = shells.iter().position(|word| word == "--").ok_or_else(usage)?;
        let (kotlin, swift) = (&shells[..between], &shells[between + 1..]);
        if kotlin.is_empty() || swift.is_empty() {
            return Err(usage());
        }
        Ok(Self {
            folder: folder.into(),
            command: command.into(),
            kotlin: kotlin.to_vec(),
            swift: swift.to_vec(),
        })
    }
}

fn main() -> ExitCode {
    match Places::named(std::env::args().skip(1)).and_then(|places| scene::play(&places)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("shells: {failure}");
            ExitCode::FAILURE
        }
    }
}
