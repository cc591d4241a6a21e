//! `tests/shells`: devices in three languages with one hub, each language's shell built here.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use crate::bindings::{self, Language};
use crate::step::{Command, Failure};
use crate::workspace::Workspace;
use crate::{kotlin, swift};

const KOTLIN: &str = "bindings/kotlin";
const SHELL: &str = "org.holdfast.shell.ShellKt";
/// Writes down where Maven keeps what the Kotlin shell needs.
const CLASSPATH: &str = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath";

/// Builds all three and plays the evening.
pub fn test(workspace: &Workspace) -> Result<(), Failure> {
    kotlin::ensure(workspace)?;
    let kotlin = shell_in_kotlin(workspace)?;
    bindings::generate(workspace, Language::Swift)?;
    let swift = swift::shell(workspace)?;
    let build = ["build", "--quiet", "--locked", "--release", "--package", "holdfast"];
    workspace.cargo().args(build).run()?;
    let built = workspace.target().join("release");
    let folder = workspace.target().join("shells");
    let run = ["run", "--quiet", "--locked", "--release", "--package", "holdfast-shells", "--"];
    let command = built.join(format!("holdfast{}", std::env::consts::EXE_SUFFIX));
    let call = workspace.cargo().args(run).args([folder, command]);
    call.args(kotlin).args(["--"]).args(swift).run()
}

/// How the Kotlin shell is started: by Java alone, with what Maven compiled.
fn shell_in_kotlin(workspace: &Workspace) -> Result<Vec<OsString>, Failure> {
    let package = workspace.path(KOTLIN);
    let list = package.join("target/classpath");
    let mut into = OsString::from("-Dmdep.outputFile=");
    into.push(&list);
    Command::new(&PathBuf::from("mvn"), &package)
        .args(["-B", "-ntp", "-q", "-DskipTests", "test-compile", CLASSPATH])
        .args([&into])
        .run()?;
    let found = fs::read_to_string(&list)
        .map_err(|error| Failure::new(format!("{}: {error}", list.display())))?;
    let mut classpath = OsString::new();
    for folder in ["target/classes", "target/test-classes"] {
        classpath.push(package.join(folder));
        classpath.push(":");
    }
    classpath.push(found.trim());
    Ok(vec!["java".into(), "-cp".into(), classpath, SHELL.into()])
}
