//! `cargo xtask android`: the native libraries for phones, where an NDK is present; else what is missing
//! and how far the code can be checked without it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::step::Failure;
use crate::workspace::Workspace;

/// The oldest Android the library is built for: 8.0.
const OLDEST_ANDROID: &str = "26";

/// The first NDK that links for pages of 16 kB by itself. On a phone that has them, a library that an
/// older one linked is not loaded.
const OLDEST_NDK: u32 = 28;

/// Where the shipped app's build looks for native libraries.
const INTO: &str = "android/app/src/main/jniLibs";

/// Each kind of phone: its name in an app, and Rust's name for it.
const PHONES: [(&str, &str); 3] = [
    ("arm64-v8a", "aarch64-linux-android"),
    ("armeabi-v7a", "armv7-linux-androideabi"),
    ("x86_64", "x86_64-linux-android"),
];

/// Builds the libraries, or checks what can be checked and says what is missing.
pub fn run(workspace: &Workspace) -> Result<(), Failure> {
    let missing = missing(workspace)?;
    if missing.is_empty() {
        return build(workspace);
    }
    println!("Not built. Missing on this machine:");
    missing.iter().for_each(|what| println!("  - {what}"));
    check(workspace)
}

fn build(workspace: &Workspace) -> Result<(), Failure> {
    let mut args = vec!["ndk"];
    for (phone, _) in PHONES {
        args.extend(["--target", phone]);
    }
    args.extend(["--platform", OLDEST_ANDROID, "--output-dir", INTO]);
    args.extend(["build", "--locked", "--profile", "dist", "--package", "holdfast-bindings"]);
    workspace.cargo().args(args).run()?;
    println!("In {INTO}: put them into the app; Android's own build strips them.");
    Ok(())
}

fn missing(workspace: &Workspace) -> Result<Vec<String>, Failure> {
    let mut missing = Vec::new();
    if ndk().is_none_or(|folder| revision(&folder) < Some(OLDEST_NDK)) {
        missing.push(format!(
            "an Android NDK of {OLDEST_NDK} or newer: install one (Android Studio, or sdkmanager \
             \"ndk;28.1.13356709\") and set ANDROID_NDK_HOME to its folder"
        ));
    }
    if !workspace.cargo().args(["ndk", "--version"]).succeeds() {
        missing.push("cargo-ndk: cargo install cargo-ndk --locked".to_owned());
    }
    let installed = installed(workspace)?;
    for (_, target) in PHONES {
        if !installed.lines().any(|line| line == target) {
            missing.push(format!("Rust for {target}: rustup target add {target}"));
        }
    }
    Ok(missing)
}

/// The first number of an NDK's version, which its `source.properties` has.
fn revision(ndk: &Path) -> Option<u32> {
    let properties = fs::read_to_string(ndk.join("source.properties")).ok()?;
    let revision = properties.lines().find_map(|line| line.strip_prefix("Pkg.Revision"))?;
    revision.trim_start_matches([' ', '=']).split('.').next()?.parse().ok()
}

fn ndk() -> Option<PathBuf> {
    let named = ["ANDROID_NDK_HOME", "ANDROID_NDK_ROOT", "ANDROID_NDK"];
    let folders = named.iter().filter_map(std::env::var_os).map(PathBuf::from);
    folders.into_iter().find(|folder| folder.join("toolchains").is_dir())
}

fn installed(workspace: &Workspace) -> Result<String, Failure> {
    workspace.command("rustup").args(["target", "list", "--installed"]).output()
}

/// The Rust of everything down from the bindings is checked for a phone's processor and system. The one
/// part in C is SQLite: without the NDK's compiler it is left out, by a compiler that does nothing, which
/// a check that links nothing does not miss.
fn check(workspace: &Workspace) -> Result<(), Failure> {
    let (_, target) = PHONES[0];
    if !installed(workspace)?.lines().any(|line| line == target)
        && !workspace.command("rustup").args(["target", "add", target]).succeeds()
    {
        println!("Not checked either: Rust for {target} is not here and cannot be fetched.");
        return Ok(());
    }
    let check = ["check", "--locked", "--target", target, "--package", "holdfast-bindings"];
    let check = workspace.cargo().args(check);
    check.env(&format!("CC_{target}"), "true").env(&format!("AR_{target}"), "true").run()?;
    println!(
        "Checked for {target}: all Rust, from the ledger to the bindings. Not compiled: SQLite's C. \
         Nothing was linked and nothing was run."
    );
    Ok(())
}
