//! `cargo xtask swift`: the Swift package beside the library it stands for, on any machine. What it
//! takes from Rust is made anew before it is compiled, so that nothing stale can be tested.

mod toolchain;

use std::ffi::OsString;
use std::path::Path;

use crate::bindings::{self, Language};
use crate::step::Failure;
use crate::workspace::Workspace;
use toolchain::{Network, Toolchain};

const HELP: &str = "expected setup, test, format, or run FOLDER COMMAND …";
const PACKAGE: &str = "bindings/swift";
const SHELL: &str = "HoldfastShell";
const SOURCES: [&str; 3] = ["Package.swift", "Sources", "Tests"];

/// One of the words below `swift`.
pub fn run(workspace: &Workspace, words: &[String]) -> Result<(), Failure> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["setup"] => ensure(workspace),
        ["test", ..] => tests(workspace, &Toolchain::ready(workspace)?, &words[1..]),
        ["format"] => format(workspace, &Toolchain::ready(workspace)?, "format", &["--in-place"]),
        ["run", folder, _, ..] => in_folder(workspace, folder, &words[2..]),
        _ => Err(Failure::new(format!("{HELP}; found {}", words.join(" ")))),
    }
}

/// A Swift toolchain, set up if there is none.
pub fn ensure(workspace: &Workspace) -> Result<(), Failure> {
    Toolchain::ready(workspace).map(drop)
}

/// What a change must pass.
pub fn test(workspace: &Workspace) -> Result<(), Failure> {
    let toolchain = Toolchain::ready(workspace)?;
    format(workspace, &toolchain, "lint", &["--strict"])?;
    tests(workspace, &toolchain, &[])
}

/// How the shell for `tests/shells` is started, once it is built. It reaches the machine's loopback:
/// the hub there is everybody's.
pub fn shell(workspace: &Workspace) -> Result<Vec<OsString>, Failure> {
    let toolchain = Toolchain::ready(workspace)?;
    let program = built_shell(workspace, &toolchain, "debug")?;
    Ok(toolchain.words(&workspace.path(PACKAGE), Network::Machine, &[&program]))
}

/// What the screens cost through Swift on the vault in a folder, as an app that ships is built.
pub fn measure(workspace: &Workspace, folder: &Path) -> Result<String, Failure> {
    let toolchain = Toolchain::ready(workspace)?;
    bindings::generate(workspace, Language::Swift)?;
    let program = built_shell(workspace, &toolchain, "release")?;
    let words = [&program, "measure", &folder.to_string_lossy()];
    toolchain.command(&workspace.path(PACKAGE), Network::OwnLoopback, &words).output()
}

fn built_shell(
    workspace: &Workspace,
    toolchain: &Toolchain,
    configuration: &str,
) -> Result<String, Failure> {
    let build = |more: &[&str]| {
        let words =
            [&["swift", "build", "-c", configuration, "--product", SHELL][..], more].concat();
        toolchain.command(&workspace.path(PACKAGE), Network::OwnLoopback, &words)
    };
    build(&[]).run()?;
    let folder = build(&["--show-bin-path"]).output()?;
    Ok(Path::new(folder.trim()).join(SHELL).to_string_lossy().into_owned())
}

/// Somebody's own command, in their own folder, with the machine's network.
fn in_folder(workspace: &Workspace, folder: &str, words: &[&str]) -> Result<(), Failure> {
    let toolchain = Toolchain::ready(workspace)?;
    bindings::generate(workspace, Language::Swift)?;
    let folder = std::path::absolute(Path::new(folder))
        .map_err(|error| Failure::new(format!("{folder:?} cannot be found: {error}")))?;
    toolchain.command(&folder, Network::Machine, words).run()
}

/// The hub that the tests start is the command line's own. One test at a time: one of them measures
/// what the process holds in memory.
fn tests(workspace: &Workspace, toolchain: &Toolchain, more: &[&str]) -> Result<(), Failure> {
    bindings::generate(workspace, Language::Swift)?;
    workspace
        .cargo()
        .args(["build", "--quiet", "--locked", "--release", "--package", "holdfast"])
        .run()?;
    let hub = workspace.target().join("release/holdfast");
    let hub = format!("HOLDFAST_COMMAND={}", hub.display());
    let words: Vec<&str> = [&["env", &hub, "swift", "test", "--no-parallel"][..], more].concat();
    toolchain.command(&workspace.path(PACKAGE), Network::OwnLoopback, &words).run()
}

fn format(
    workspace: &Workspace,
    toolchain: &Toolchain,
    word: &str,
    how: &[&str],
) -> Result<(), Failure> {
    let words = [&["swift-format", word, "--recursive"][..], how, &SOURCES].concat();
    toolchain.command(&workspace.path(PACKAGE), Network::OwnLoopback, &words).run()
}
