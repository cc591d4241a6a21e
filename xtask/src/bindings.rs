//! `cargo xtask bindings`: builds the library and generates one language's code from it, into that
//! language's own build folder. Nothing generated is ever committed, and whoever compiles a language's
//! package comes through here first, so what is generated is never older than the library beside it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::step::{Command, Failure};
use crate::workspace::Workspace;

/// A language with bindings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// On the JVM and Android.
    Kotlin,
    /// On iOS, macOS and Linux.
    Swift,
}

impl Language {
    /// By its word.
    pub fn named(word: Option<&String>) -> Result<Self, Failure> {
        match word.map(String::as_str) {
            Some("kotlin") => Ok(Self::Kotlin),
            Some("swift") => Ok(Self::Swift),
            other => Err(Failure::new(format!(
                "expected a language (kotlin or swift), found {other:?}; name one"
            ))),
        }
    }
}

/// Builds the library of the release profile, as everything that is tested, and generates a language's
/// code from it.
pub fn generate(workspace: &Workspace, language: Language) -> Result<(), Failure> {
    let library = library(workspace)?;
    match language {
        Language::Kotlin => kotlin(workspace, &library),
        Language::Swift => swift(workspace, &library),
    }
}

/// The library, just built. Not in one command with the generator: cargo would build both with the
/// features of either, and the library would have the generator in it.
pub fn library(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let build = ["build", "--quiet", "--locked", "--release", "--package", "holdfast-bindings"];
    workspace.cargo().args(build).run()?;
    Ok(workspace.target().join("release").join(library_name()))
}

/// The library's file name on this machine.
pub fn library_name() -> String {
    format!("{}holdfast_bindings{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX)
}

/// Runs the generator with the crate as its folder, where it finds uniffi.toml.
pub fn bindgen(workspace: &Workspace, args: &[&str]) -> Result<(), Failure> {
    let build = ["build", "--quiet", "--locked", "--release", "--package", "holdfast-bindgen"];
    workspace.cargo().args(build).run()?;
    let name = format!("holdfast-bindgen{}", std::env::consts::EXE_SUFFIX);
    let program = workspace.target().join("release").join(name);
    Command::new(&program, &workspace.path("bindings")).args(args).run()
}

fn kotlin(workspace: &Workspace, library: &Path) -> Result<(), Failure> {
    let build = workspace.path("bindings/kotlin/target");
    let generated = build.join("generated/kotlin");
    emptied(&generated)?;
    let from = library.to_string_lossy();
    let into = generated.to_string_lossy();
    let args = ["generate", &from, "--language", "kotlin", "--no-format", "--out-dir", &into];
    bindgen(workspace, &args)?;
    let native = build.join("native").join(jna_folder());
    emptied(&native)?;
    without_debug_information(workspace, library, &native.join(library_name()))
}

/// One folder has all that the package takes from here: the sources, the C module that they call and
/// the library, so that none of them can be older than another.
fn swift(workspace: &Workspace, library: &Path) -> Result<(), Failure> {
    let made = workspace.target().join("swift-generated");
    emptied(&made)?;
    let (from, into) = (library.to_string_lossy(), made.to_string_lossy());
    let args = ["generate", &from, "--language", "swift", "--no-format", "--out-dir", &into];
    bindgen(workspace, &args)?;
    let generated = workspace.path("bindings/swift/Generated");
    // Made of an older library, it ends an app whose code is newer; and no Mac can test with it.
    let framework = generated.join("HoldfastGeneratedFFI.xcframework");
    if framework.exists() {
        fs::remove_dir_all(&framework).map_err(|error| {
            Failure::new(format!("{} cannot be removed: {error}", framework.display()))
        })?;
    }
    let places = [
        (made.join("HoldfastGenerated.swift"), "HoldfastGenerated/HoldfastGenerated.swift"),
        (made.join("HoldfastGeneratedFFI.h"), "HoldfastGeneratedFFI/HoldfastGeneratedFFI.h"),
        (made.join("HoldfastGeneratedFFI.modulemap"), "HoldfastGeneratedFFI/module.modulemap"),
        (library.to_owned(), &format!("lib/{}", library_name())),
    ];
    for (from, into) in places {
        let into = generated.join(into);
        let cannot = |error| Failure::new(format!("{} cannot be written: {error}", into.display()));
        fs::create_dir_all(into.parent().unwrap_or(&generated)).map_err(cannot)?;
        let made = fs::read(&from).map_err(cannot)?;
        // What says the same stays untouched, and need not be compiled again.
        if !fs::read(&into).is_ok_and(|found| found == made) {
            fs::write(&into, made).map_err(cannot)?;
        }
    }
    Ok(())
}

/// Where JNA looks for a library of this machine within a jar.
fn jna_folder() -> String {
    let system = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let processor = match std::env::consts::ARCH {
        "x86_64" => "x86-64",
        "x86" => "x86",
        other => other,
    };
    format!("{system}-{processor}")
}

/// Debug information is nine tenths of the library and of no use in a jar. Where there is no `strip`
/// it goes along.
fn without_debug_information(
    workspace: &Workspace,
    from: &Path,
    into: &Path,
) -> Result<(), Failure> {
    let (source, target) = (from.to_string_lossy(), into.to_string_lossy());
    let args = ["--strip-debug", "-o", &target, &source];
    if cfg!(target_os = "linux") && workspace.command("strip").args(args).succeeds() {
        return Ok(());
    }
    let copied = fs::copy(from, into);
    copied.map(drop).map_err(|error| Failure::new(format!("{target} cannot be written: {error}")))
}

fn emptied(folder: &Path) -> Result<(), Failure> {
    let cannot = |error| Failure::new(format!("{} cannot be made: {error}", folder.display()));
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(cannot)?;
    }
    fs::create_dir_all(folder).map_err(cannot)
}
