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
const LIBRARY: Package = Package {
    folder: PACKAGE,
    sources: &["Package.swift", "Sources", "Tests"],
    programs: &[COMMAND],
};

/// The command that is a hub.
pub const COMMAND: Program =
    Program { package: "holdfast", name: "holdfast", told_by: "HOLDFAST_COMMAND" };

/// A Swift package of this repository.
#[derive(Clone, Copy)]
pub struct Package {
    /// Where it is.
    pub folder: &'static str,
    /// What in it is written by hand, to be held to one form.
    pub sources: &'static [&'static str],
    /// What its tests start.
    pub programs: &'static [Program],
}

/// A program that tests start.
#[derive(Clone, Copy)]
pub struct Program {
    /// The crate that has it.
    pub package: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// The variable that tells the tests where it is.
    pub told_by: &'static str,
}

/// One of the words below `swift`.
pub fn run(workspace: &Workspace, words: &[String]) -> Result<(), Failure> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["setup"] => ensure(workspace),
        ["test", ..] => tests(workspace, LIBRARY, &words[1..]),
        ["format"] => format(workspace, LIBRARY),
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
    lint(workspace, LIBRARY)?;
    tests(workspace, LIBRARY, &[])
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

/// Tests a package. One test at a time: one of them measures what the process holds in memory.
pub fn tests(workspace: &Workspace, package: Package, more: &[&str]) -> Result<(), Failure> {
    bindings::generate(workspace, Language::Swift)?;
    let mut told = Vec::new();
    for &Program { package, name, told_by } in package.programs {
        let build = ["build", "--quiet", "--locked", "--release", "--package", package];
        workspace.cargo().args(build).args(["--bin", name]).run()?;
        let path = workspace.target().join("release").join(name);
        told.push(format!("{told_by}={}", path.display()));
    }
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    let words = [&["env"], &told[..], &["swift", "test", "--no-parallel"], more].concat();
    in_package(workspace, package, &words)
}

/// Holds a package to one form.
pub fn lint(workspace: &Workspace, package: Package) -> Result<(), Failure> {
    let words = ["swift-format", "lint", "--recursive", "--strict"];
    let words = [&words[..], package.sources].concat();
    in_package(workspace, package, &words)
}

/// Puts a package into that form.
pub fn format(workspace: &Workspace, package: Package) -> Result<(), Failure> {
    let words = ["swift-format", "format", "--recursive", "--in-place"];
    let words = [&words[..], package.sources].concat();
    in_package(workspace, package, &words)
}

/// Runs a command of the toolchain's in a package.
pub fn in_package(workspace: &Workspace, package: Package, words: &[&str]) -> Result<(), Failure> {
    let toolchain = Toolchain::ready(workspace)?;
    toolchain.command(&workspace.path(package.folder), Network::OwnLoopback, words).run()
}
