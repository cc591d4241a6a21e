//! `cargo deny`: licences, bans and sources always; advisories wherever the database can be had.

use std::path::PathBuf;
use std::time::Duration;

use crate::step::Failure;
use crate::workspace::Workspace;

/// The version all machines use. Raising it is a commit of its own.
const VERSION: &str = "0.20.2";
/// A database that has not come by then is called unreachable.
const FETCH_LIMIT: Duration = Duration::from_secs(60);

/// Runs what can be run here.
pub fn check(workspace: &Workspace) -> Result<(), Failure> {
    let deny = installed(workspace)?;
    let call = || workspace.command(&deny).args(["--workspace", "--locked"]);
    call().args(["check", "--hide-inclusion-graph", "bans", "licenses", "sources"]).run()?;

    if call().args(["fetch", "db"]).succeeds_within(FETCH_LIMIT) {
        return call().args(["check", "--disable-fetch", "advisories"]).run();
    }
    if std::env::var_os("HOLDFAST_PUBLIC_CI").is_some() {
        return Err(Failure::new(
            "expected the advisory database, which is mandatory under HOLDFAST_PUBLIC_CI, \
             found it unreachable; run again with the network up",
        ));
    }
    println!("!!!! advisories NOT checked: their database cannot be reached from here !!!!");
    Ok(())
}

/// The pinned cargo-deny under `target/tools`, built there if need be: unoptimised, since it is built
/// in a third of the time so and runs for a second.
fn installed(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let tools = workspace.target().join("tools");
    let deny = tools.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    let version = workspace.command(&deny).args(["--version"]);
    if deny.exists() && version.output()?.trim() == format!("cargo-deny {VERSION}") {
        return Ok(deny);
    }
    println!("cargo-deny {VERSION}: installing it under target/tools (about two minutes, once)");
    let build = tools.join("build");
    let package = format!("cargo-deny@{VERSION}");
    workspace
        .cargo()
        .args(["install", "--quiet", "--debug", "--locked", "--force", &package, "--root"])
        .args([&tools, &PathBuf::from("--target-dir"), &build])
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .run()?;
    // Only the program is wanted; what it was built from is half a gigabyte.
    if let Err(error) = std::fs::remove_dir_all(&build) {
        println!("target/tools/build could not be removed ({error}); it is not needed any more");
    }
    Ok(deny)
}
