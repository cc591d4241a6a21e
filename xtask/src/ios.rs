//! `cargo xtask ios`: the library for iPhones and their simulators, where there is Xcode; else what is
//! missing, and how far the code can be checked without it. With it comes the rest of what Xcode needs
//! made for it: the words.
//!
//! As UniFFI's manual has it: the generated header and a `module.modulemap` beside the static library
//! of each kind of device, in one xcframework, which `bindings/swift/Package.swift` takes when it is
//! there.

use std::fs;

use crate::bindings::{self, Language};
use crate::step::Failure;
use crate::words;
use crate::workspace::Workspace;

/// The oldest iOS that the package names.
const OLDEST_IOS: &str = "17.0";

/// An iPhone, and the simulators of both kinds of Mac.
const PHONE: &str = "aarch64-apple-ios";
const SIMULATORS: [&str; 2] = ["aarch64-apple-ios-sim", "x86_64-apple-ios"];

const LIBRARY: &str = "libholdfast_bindings.a";
const GENERATED: &str = "bindings/swift/Generated";

/// Builds the framework, or checks what can be checked and says what is missing.
pub fn run(workspace: &Workspace) -> Result<(), Failure> {
    let missing = missing(workspace)?;
    if missing.is_empty() {
        return build(workspace);
    }
    println!("Not built. Missing on this machine:");
    missing.iter().for_each(|what| println!("  - {what}"));
    check(workspace)
}

fn missing(workspace: &Workspace) -> Result<Vec<String>, Failure> {
    let mut missing = Vec::new();
    if !workspace.command("xcodebuild").args(["-version"]).succeeds() {
        missing.push("Xcode, on a Mac: xcodebuild makes the framework, and has Apple's SDK".into());
    }
    let installed = installed(workspace)?;
    for target in [&[PHONE][..], &SIMULATORS].concat() {
        if !installed.lines().any(|line| line == target) {
            missing.push(format!("Rust for {target}: rustup target add {target}"));
        }
    }
    Ok(missing)
}

fn installed(workspace: &Workspace) -> Result<String, Failure> {
    workspace.command("rustup").args(["target", "list", "--installed"]).output()
}

fn build(workspace: &Workspace) -> Result<(), Failure> {
    // Which takes away an older framework: xcodebuild writes over none.
    bindings::generate(workspace, Language::Swift)?;
    words::generate(workspace, Some("ios"))?;
    for target in [&[PHONE][..], &SIMULATORS].concat() {
        let words = ["build", "--locked", "--profile", "dist", "--package", "holdfast-bindings"];
        let call = workspace.cargo().args(words).args(["--target", target]);
        call.env("IPHONEOS_DEPLOYMENT_TARGET", OLDEST_IOS).run()?;
    }
    let built = |target: &str| workspace.target().join(target).join("dist").join(LIBRARY);
    // One library for both simulators: a framework holds one for each kind of device.
    let simulators = workspace.target().join("ios-simulators");
    fs::create_dir_all(&simulators).map_err(cannot_write)?;
    let simulators = simulators.join(LIBRARY);
    let [arm, intel] = SIMULATORS.map(built);
    let lipo = workspace.command("lipo").args(["-create", "-output"]).args([&simulators]);
    lipo.args([&arm, &intel]).run()?;

    // Within a folder of its own: headers of several frameworks end up in one place in Xcode.
    let generated = workspace.path(GENERATED);
    let headers = workspace.target().join("ios-headers");
    let module = headers.join("HoldfastGeneratedFFI");
    fs::create_dir_all(&module).map_err(cannot_write)?;
    for file in ["HoldfastGeneratedFFI.h", "module.modulemap"] {
        let from = generated.join("HoldfastGeneratedFFI").join(file);
        fs::copy(from, module.join(file)).map_err(cannot_write)?;
    }
    let framework = generated.join("HoldfastGeneratedFFI.xcframework");
    let mut call = workspace.command("xcodebuild").args(["-create-xcframework"]);
    for library in [built(PHONE), simulators] {
        call = call.args(["-library"]).args([&library]).args(["-headers"]).args([&headers]);
    }
    call.args(["-output"]).args([&framework]).run()?;
    println!("In {GENERATED}: the Swift package takes it from there.");
    Ok(())
}

fn cannot_write(error: std::io::Error) -> Failure {
    Failure::new(format!("the framework's files cannot be written: {error}"))
}

/// The Rust of everything down from the bindings is checked for an iPhone. The one part in C is SQLite:
/// without Apple's compiler and SDK it is left out, by a compiler that does nothing, which a check that
/// links nothing does not miss.
fn check(workspace: &Workspace) -> Result<(), Failure> {
    if !installed(workspace)?.lines().any(|line| line == PHONE)
        && !workspace.command("rustup").args(["target", "add", PHONE]).succeeds()
    {
        println!("Not checked either: Rust for {PHONE} is not here and cannot be fetched.");
        return Ok(());
    }
    let check = ["check", "--locked", "--target", PHONE, "--package", "holdfast-bindings"];
    let none = [format!("CC_{PHONE}"), format!("AR_{PHONE}")];
    // An SDK must be named, and be a folder, or cc asks Xcode for one.
    let sdk = workspace.target();
    let mut call = workspace.cargo().args(check).env("SDKROOT", &sdk.to_string_lossy());
    for name in &none {
        call = call.env(name, "true");
    }
    call.run()?;
    println!(
        "Checked for {PHONE}: all Rust, from the ledger to the bindings. Not compiled: SQLite's C. \
         Nothing was linked and nothing was run."
    );
    Ok(())
}
