//! What a phone's linker is told. Android's is always LLVM's: functions with the same code are one,
//! relocations are packed (Android 6 and later read them so), and pages may be 16 KiB, as newer phones
//! have them.

#![allow(clippy::print_stdout, reason = "this is how a build script speaks")]

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "android") {
        for word in ["--icf=all", "--pack-dyn-relocs=android", "-z,max-page-size=16384"] {
            println!("cargo:rustc-cdylib-link-arg=-Wl,{word}");
        }
    }
}
