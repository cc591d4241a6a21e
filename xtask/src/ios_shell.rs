//! `cargo xtask ios test`: the iOS shell on any machine, as far as it goes without Apple's: models on the
//! real library, views against signatures of ours.

use crate::step::Failure;
use crate::swift::{self, Package};
use crate::words;
use crate::workspace::Workspace;

const SHELL: Package =
    Package { folder: "ios", sources: &["Package.swift", "Sources", "Tests", "LinuxStubs"] };

/// `test`, which takes more words for `swift test`, or `format`.
pub fn run(workspace: &Workspace, rest: &[String]) -> Result<(), Failure> {
    let words: Vec<&str> = rest.iter().map(String::as_str).collect();
    match words[..] {
        ["test"] => test(workspace),
        ["test", ..] => tests(workspace, &words[1..]),
        ["format"] => swift::format(workspace, SHELL),
        _ => Err(Failure::new(format!(
            "expected test or format, found {words:?}; type cargo xtask ios test"
        ))),
    }
}

/// What a change must pass.
pub fn test(workspace: &Workspace) -> Result<(), Failure> {
    swift::lint(workspace, SHELL)?;
    tests(workspace, &[])
}

fn tests(workspace: &Workspace, more: &[&str]) -> Result<(), Failure> {
    words::generate(workspace, Some("ios"))?;
    swift::tests(workspace, SHELL, more)
}
