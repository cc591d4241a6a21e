//! `cargo xtask android`: the Android shell on a plain JVM, and pictures of its screens.
//!
//! Maven does the work; where it finds its artefacts is the machine's own setting, and nothing here
//! names a host.

use std::ffi::OsString;
use std::fs;

use crate::step::{Command, Failure};
use crate::workspace::Workspace;

/// `test` or `screens`.
pub fn run(workspace: &Workspace, rest: &[String]) -> Result<(), Failure> {
    match rest.first().map(String::as_str) {
        Some("test") => test(workspace),
        Some("screens") => screens(workspace),
        other => Err(Failure::new(format!(
            "expected test or screens, found {other:?}; type cargo xtask android test"
        ))),
    }
}

/// Compiles and tests all of `android/` on the library that `bindings/kotlin` builds, with a real hub.
pub fn test(workspace: &Workspace) -> Result<(), Failure> {
    binding(workspace)?;
    let hub = hub(workspace)?;
    maven(workspace, "android", ["clean".into(), "test".into(), hub])
}

/// Every screen at phone size, light, dark and at 200 %.
fn screens(workspace: &Workspace) -> Result<(), Failure> {
    binding(workspace)?;
    let hub = hub(workspace)?;
    let folder = absolute(workspace, "android-screens")?;
    let mut into = OsString::from("-Dholdfast.screens=");
    into.push(&folder);
    let words = ["clean", "test", "--projects", "ui", "-Dtest=ScreensTest"].map(OsString::from);
    maven(workspace, "android", words.into_iter().chain([into, hub]))?;
    println!("the screens are in {}", folder.display());
    Ok(())
}

/// The Kotlin package with the native library in it, where Maven finds it for what is built next.
fn binding(workspace: &Workspace) -> Result<(), Failure> {
    maven(workspace, "bindings/kotlin", ["install".into(), "-DskipTests".into()])
}

/// The command that is a hub in the tests.
fn hub(workspace: &Workspace) -> Result<OsString, Failure> {
    let build = ["build", "--quiet", "--locked", "--release", "--package", "holdfast"];
    workspace.cargo().args(build).run()?;
    let name = format!("holdfast{}", std::env::consts::EXE_SUFFIX);
    let mut word = OsString::from("-Dholdfast.command=");
    word.push(absolute(workspace, "release")?.join(name));
    Ok(word)
}

/// A folder below the target, as another program in another folder finds it.
fn absolute(workspace: &Workspace, below: &str) -> Result<std::path::PathBuf, Failure> {
    let folder = workspace.target().join(below);
    let found = fs::create_dir_all(&folder).and_then(|()| fs::canonicalize(&folder));
    found.map_err(|error| Failure::new(format!("{} cannot be made: {error}", folder.display())))
}

fn maven(
    workspace: &Workspace,
    package: &str,
    words: impl IntoIterator<Item = OsString>,
) -> Result<(), Failure> {
    let quietly = ["--batch-mode", "--no-transfer-progress", "--quiet"];
    Command::new("mvn".as_ref(), &workspace.path(package)).args(quietly).args(words).run()
}
