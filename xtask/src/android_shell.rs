//! `cargo xtask android`: the Android shell on a plain JVM, and pictures of its screens.
//!
//! Maven does the work; where it finds its artefacts is the machine's own setting, and nothing here
//! names a host.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::prerequisites::install;
use crate::step::{Command, Failure};
use crate::workspace::Workspace;

/// What Skia draws with, and the Debian package that has it.
const LIBRARIES: [(&str, &str); 4] = [
    ("libGL.so.1", "libgl1"),
    ("libX11.so.6", "libx11-6"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libfreetype.so.6", "libfreetype6"),
];

/// Where a Linux machine has its fonts, and the package of the one that screens are drawn in.
const FONT: (&str, &str) = ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "fonts-dejavu-core");

/// What it takes to draw a screen on a machine that has none.
pub fn ensure(workspace: &Workspace) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let known = workspace.command("/sbin/ldconfig").args(["-p"]).output()?;
    let libraries = LIBRARIES.iter().filter(|(library, _)| !known.contains(library));
    let font = (!Path::new(FONT.0).exists()).then_some(&FONT);
    let missing: Vec<&str> = libraries.chain(font).map(|(_, package)| *package).collect();
    if missing.is_empty() {
        println!("drawing without a screen: found");
        return Ok(());
    }
    install(workspace, "what draws the Android screens", &missing)
}

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
    ensure(workspace)?;
    binding(workspace)?;
    let words = ["clean", "test"].map(OsString::from);
    maven(workspace, "android", words.into_iter().chain(programs(workspace)?))
}

/// Every screen at phone size in each language, light, dark and at 200 %.
fn screens(workspace: &Workspace) -> Result<(), Failure> {
    ensure(workspace)?;
    binding(workspace)?;
    let folder = absolute(workspace, "android-screens")?;
    let mut into = OsString::from("-Dholdfast.screens=");
    into.push(&folder);
    let words = ["clean", "test", "--projects", "ui", "-Dtest=ScreensTest"].map(OsString::from);
    maven(workspace, "android", words.into_iter().chain([into]).chain(programs(workspace)?))?;
    println!("the screens are in {}", folder.display());
    Ok(())
}

/// The Kotlin package with the native library in it, where Maven finds it for what is built next.
fn binding(workspace: &Workspace) -> Result<(), Failure> {
    maven(workspace, "bindings/kotlin", ["install".into(), "-DskipTests".into()])
}

/// The programs that the tests start: the command that is a hub, and a phone in the wrong hands.
fn programs(workspace: &Workspace) -> Result<[OsString; 2], Failure> {
    let program = |package: &str, name: &str, word: &str| {
        let build = ["build", "--quiet", "--locked", "--release", "--package", package];
        workspace.cargo().args(build).args(["--bin", name]).run()?;
        let mut word = OsString::from(word);
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        word.push(absolute(workspace, "release")?.join(name));
        Ok(word)
    };
    Ok([
        program("holdfast", "holdfast", "-Dholdfast.command=")?,
        program("holdfast-tests", "mallory", "-Dholdfast.mallory=")?,
    ])
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
