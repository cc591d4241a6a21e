//! `cargo xtask ios test`: the iOS shell on any machine, as far as it goes without Apple's: models on the
//! real library, views against signatures of ours, and what only a phone runs compiled against those.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

use crate::step::Failure;
use crate::swift::{self, COMMAND, Package, Program};
use crate::words;
use crate::workspace::Workspace;

const SHELL: Package = Package {
    folder: "ios",
    sources: &["Package.swift", "Sources", "Tests", "LinuxStubs", "App"],
    programs: &[COMMAND, MALLORY],
};

/// A phone in the wrong hands.
const MALLORY: Program =
    Program { package: "holdfast-tests", name: "mallory", told_by: "HOLDFAST_MALLORY" };

/// What Xcode's project is made from.
const PROJECT: &str = "ios/project.yml";
/// What asks iOS for time in the background.
const BACKGROUND: &str = "ios/App/BackgroundSync.swift";

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
    project(workspace)?;
    tests(workspace, &[])
}

/// Holds what iOS is told about the app to what the app has: it ends an app that asks for a task it was not
/// told of, and shows English where it was not told of a language.
fn project(workspace: &Workspace) -> Result<(), Failure> {
    let background = workspace.read(BACKGROUND)?;
    let name = background.split("identifier = \"").nth(1).and_then(|rest| rest.split('"').next());
    let name = name.ok_or_else(|| {
        Failure::new(format!("expected the task's identifier in {BACKGROUND}, found none"))
    })?;
    let lines = [
        format!("BGTaskSchedulerPermittedIdentifiers: [{name}]"),
        format!("CFBundleLocalizations: [{}]", languages(workspace)?.join(", ")),
    ];
    let project = workspace.read(PROJECT)?;
    for line in lines {
        if !project.lines().any(|found| found.trim() == line) {
            return Err(Failure::new(format!(
                "expected the line {line:?} in {PROJECT}, found none; write it there"
            )));
        }
    }
    Ok(())
}

/// The languages there are words in, the one that everybody else gets first.
fn languages(workspace: &Workspace) -> Result<Vec<String>, Failure> {
    let words = fs::read_dir(workspace.path("words"))
        .map_err(|error| Failure::new(format!("words cannot be read: {error}")))?;
    let files = words.flatten().map(|entry| entry.path());
    let catalogues = files.filter(|file: &PathBuf| file.extension() == Some(OsStr::new("ftl")));
    let mut languages: Vec<String> = catalogues
        .filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    languages.sort_by_key(|language| (language != "en", language.clone()));
    Ok(languages)
}

fn tests(workspace: &Workspace, more: &[&str]) -> Result<(), Failure> {
    words::generate(workspace, Some("ios"))?;
    swift::tests(workspace, SHELL, more)
}
