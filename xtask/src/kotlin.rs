//! The Kotlin library: what its build needs, and its tests against the real library and a real hub.

use std::path::PathBuf;

use crate::prerequisites::install;
use crate::step::{Command, Failure};
use crate::workspace::Workspace;

/// A JDK of at least this version: the class files are made for it.
const OLDEST_JDK: u32 = 17;

/// A JDK and Maven.
pub fn ensure(workspace: &Workspace) -> Result<(), Failure> {
    match jdk(workspace) {
        Some(version) if version >= OLDEST_JDK => println!("JDK: found (version {version})"),
        found => {
            let found =
                found.map_or_else(|| "none".to_owned(), |version| format!("version {version}"));
            let what = format!("a JDK of version {OLDEST_JDK} or later (found {found})");
            install(workspace, &what, &["openjdk-17-jdk-headless"])?;
        }
    }
    if workspace.command("mvn").args(["--version"]).succeeds() {
        println!("Maven: found");
        return Ok(());
    }
    install(workspace, "Maven", &["maven"])
}

/// The version of the Java compiler that Maven would use.
fn jdk(workspace: &Workspace) -> Option<u32> {
    let home = std::env::var_os("JAVA_HOME").map(|home| PathBuf::from(home).join("bin/javac"));
    let javac = home.unwrap_or_else(|| PathBuf::from("javac"));
    let says = workspace.command(javac).args(["--version"]).output().ok()?;
    says.split_whitespace().nth(1)?.split('.').next()?.parse().ok()
}

/// Builds, generates, compiles and tests; what Maven downloads it keeps for the next time.
pub fn test(workspace: &Workspace) -> Result<(), Failure> {
    let target = std::fs::canonicalize(workspace.target()).unwrap_or_else(|_| workspace.target());
    let command = target.join("release").join(format!("holdfast{}", std::env::consts::EXE_SUFFIX));
    let command = format!("-Dholdfast.command={}", command.display());
    let maven = Command::new(&PathBuf::from("mvn"), &workspace.path("bindings/kotlin"));
    maven.args(["-B", "-ntp", &command, "test"]).run()
}
