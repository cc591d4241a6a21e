//! What a fresh machine may lack. It is installed, and said so; where it cannot be, the exact line
//! to type is printed.

use crate::step::Failure;
use crate::workspace::Workspace;

/// A C compiler for the bundled SQLite, rustfmt and clippy.
pub fn ensure(workspace: &Workspace) -> Result<(), Failure> {
    ensure_c_compiler(workspace)?;
    ensure_component(workspace, "fmt", "rustfmt")?;
    ensure_component(workspace, "clippy", "clippy")
}

/// Usually there, or xtask itself could not have been linked; not where Rust links by other means.
fn ensure_c_compiler(workspace: &Workspace) -> Result<(), Failure> {
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    if workspace.command(&compiler).args(["--version"]).succeeds() {
        println!("C compiler: found ({compiler})");
        return Ok(());
    }
    install(workspace, "a C compiler (SQLite is built with it)", &["gcc", "libc6-dev"])
}

/// Installs Debian packages and says so; where it cannot, the failure has the exact line to type.
pub fn install(workspace: &Workspace, what: &str, packages: &[&str]) -> Result<(), Failure> {
    let words = packages.join(" ");
    let line =
        format!("sudo apt-get update && sudo apt-get install -y --no-install-recommends {words}");
    let as_root = as_root(workspace)
        .ok_or_else(|| Failure::new(format!("expected {what}, found none; type:  {line}")))?;
    if !workspace.command("apt-get").args(["--version"]).succeeds() {
        return Err(Failure::new(format!(
            "expected {what}, found none and no apt-get; install it (on Debian: {line})"
        )));
    }
    println!("{what}: missing; installing {words}");
    let install = ["apt-get", "install", "-y", "--no-install-recommends"];
    let install: Vec<&str> = install.iter().chain(packages).copied().collect();
    for line in [&["apt-get", "update", "-q"][..], &install] {
        let words: Vec<&str> = as_root.iter().chain(line).copied().collect();
        let command = workspace.command(words[0]).args(&words[1..]);
        command.env("DEBIAN_FRONTEND", "noninteractive").run()?;
    }
    Ok(())
}

/// What a command is begun with to run as root: nothing for root, `sudo -n` where that asks for no
/// password; none where it cannot be done.
pub fn as_root(workspace: &Workspace) -> Option<&'static [&'static str]> {
    if workspace.command("id").args(["-u"]).output().is_ok_and(|id| id.trim() == "0") {
        return Some(&[]);
    }
    workspace.command("sudo").args(["-n", "true"]).succeeds().then_some(&["sudo", "-n"])
}

fn ensure_component(workspace: &Workspace, word: &str, component: &str) -> Result<(), Failure> {
    if workspace.cargo().args([word, "--version"]).succeeds() {
        println!("{component}: found");
        return Ok(());
    }
    println!("{component}: missing; adding it to the toolchain");
    workspace.command("rustup").args(["component", "add", component]).run()
}
