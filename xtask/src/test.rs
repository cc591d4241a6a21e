//! `cargo xtask test`: everything a change must pass, cheapest first, stopping at the first failure.
//!
//! All of it in the release profile: what is tested is what people run, and it is built once.

use crate::step::{Failure, Steps};
use crate::workspace::Workspace;
use crate::{android_shell, deny, hazards, ios_shell, kotlin, law, prerequisites, shells, swift};

const DOC_FLAGS: &str = "-D warnings -A rustdoc::private_intra_doc_links";

/// Does it all and prints what each step cost.
pub fn run(workspace: &Workspace) -> Result<(), Failure> {
    let mut steps = Steps::default();
    steps.step("what this machine needs", || {
        prerequisites::ensure(workspace)?;
        kotlin::ensure(workspace)?;
        android_shell::ensure(workspace)?;
        swift::ensure(workspace)
    })?;
    steps.step("format", || workspace.cargo().args(["fmt", "--all", "--check"]).run())?;
    steps.step("dependency law", || law::check(workspace))?;
    steps.step("hazard log", || hazards::check(workspace))?;
    steps.step("clippy", || clippy(workspace))?;
    steps.step("cargo deny", || deny::check(workspace))?;
    steps.step("documentation", || documentation(workspace))?;
    let tests = ["test", "--locked", "--release", "--workspace"];
    steps.step("build", || workspace.cargo().args(tests).args(["--no-run"]).run())?;
    steps.step("tests", || workspace.cargo().args(tests).run())?;
    demonstrations(workspace, &mut steps)?;
    steps.step("kotlin", || kotlin::test(workspace))?;
    steps.step("swift", || swift::test(workspace))?;
    steps.step("android", || android_shell::test(workspace))?;
    steps.step("ios", || ios_shell::test(workspace))?;
    steps.step("shells", || shells::test(workspace))?;
    steps.print();
    Ok(())
}

fn clippy(workspace: &Workspace) -> Result<(), Failure> {
    let what = ["clippy", "--locked", "--release", "--workspace", "--all-targets"];
    workspace.cargo().args(what).args(["--", "-D", "warnings"]).run()
}

/// A crate's first page may name its private modules: it is their table of contents.
fn documentation(workspace: &Workspace) -> Result<(), Failure> {
    let args = ["doc", "--locked", "--release", "--workspace", "--no-deps"];
    workspace.cargo().args(args).env("RUSTDOCFLAGS", DOC_FLAGS).run()
}

/// The night without signal on the repository's own referrals, then on vendors' real summaries.
fn demonstrations(workspace: &Workspace, steps: &mut Steps) -> Result<(), Failure> {
    // The tests of the command line have built it.
    let holdfast = workspace
        .target()
        .join("release")
        .join(format!("holdfast{}", std::env::consts::EXE_SUFFIX));
    steps.step("demonstration", || workspace.command(&holdfast).args(["demo"]).run())?;
    let summaries = workspace.vendor_summaries();
    if summaries.is_empty() {
        println!(
            "\nvendors' summaries: none beside this checkout, so the demonstration on them is left out"
        );
        return Ok(());
    }
    steps.step("demonstration on vendors' summaries", || {
        workspace.command(&holdfast).args(["demo"]).args(&summaries).run()
    })
}
