//! `cargo xtask`: the few words that people and CI both use. What passes here passes in CI, because
//! CI runs nothing else.
//!
//! It has no dependencies, so that it is built in a second on a machine that has nothing yet.

#![allow(clippy::print_stdout, reason = "it is a command: printing is its work")]

mod android;
mod android_shell;
mod bindings;
mod boundary;
mod deny;
mod hazards;
mod ios;
mod ios_shell;
mod kotlin;
mod law;
mod prerequisites;
mod shells;
mod step;
mod swift;
mod test;
mod words;
mod workspace;

use std::process::ExitCode;

use bindings::Language;
use step::Failure;
use workspace::Workspace;

const HELP: &str = "\
cargo xtask WORD

  test               everything a change must pass: format, dependency law, hazard log, clippy,
                     cargo deny, documentation, all tests, Kotlin, Swift, the demonstration. Installs what it needs.
  kotlin             builds and tests the Kotlin library alone
  bench [NAME …]     the budgets of the design beside their floors; fails when one is missed
  demo [FHIR FILE …] the night without signal, on real parts (cargo run --release -- demo)
  bindings LANGUAGE  builds the library and generates a language's code from it (kotlin, which Maven calls, or swift)
  swift WORD         setup, test, format, or run FOLDER COMMAND: with a Swift toolchain, set up if need be
  words [PLATFORM]   typed code from the catalogues in words/, which every build of a shell calls (android or ios)
  android            the native libraries for phones, where an NDK is present; else what is missing
  android test       the Android shell, compiled and tested on a plain JVM against the real library
  android screens    every screen of it at phone size in each language, as pictures below target
  ios                the library as an xcframework, where there is Xcode; else what is missing
  ios test           the iOS shell: models on the real library, views against signatures of SwiftUI
  shells             three devices in three languages, one hub: the same screens in the end
  help               this

Set HOLDFAST_PUBLIC_CI=1 where the advisory database can be reached: there it must be.
";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let word = words.next().unwrap_or_else(|| "help".to_owned());
    let rest: Vec<String> = words.collect();
    match run(&word, &rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask {word}: FAILED: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(word: &str, rest: &[String]) -> Result<(), Failure> {
    let workspace = Workspace::find();
    match word {
        "test" => test::run(&workspace),
        "bench" => bench(&workspace, rest),
        "demo" => workspace.cargo().args(DEMO).args(rest).run(),
        "kotlin" => kotlin::ensure(&workspace).and_then(|()| kotlin::test(&workspace)),
        "bindings" => bindings::generate(&workspace, Language::named(rest.first())?),
        "android" if rest.is_empty() => android::run(&workspace),
        "android" => android_shell::run(&workspace, rest),
        "ios" if rest.is_empty() => ios::run(&workspace),
        "ios" => ios_shell::run(&workspace, rest),
        "shells" => shells::test(&workspace),
        "swift" => swift::run(&workspace, rest),
        "words" => words::generate(&workspace, rest.first().map(String::as_str)),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(Failure::new(format!(
            "expected test, kotlin, swift, bench, demo, bindings, words, android, ios, \
             shells or help, found {other:?}; type one of them"
        ))),
    }
}

/// What is measured in Rust alone, then what takes another language. A name measures only that.
fn bench(workspace: &Workspace, names: &[String]) -> Result<(), Failure> {
    let (boundary, rust): (Vec<&String>, Vec<&String>) =
        names.iter().partition(|name| *name == "boundary");
    if names.is_empty() || !rust.is_empty() {
        workspace.cargo().args(BENCH).args(rust).run()?;
    }
    if names.is_empty() || !boundary.is_empty() {
        boundary::bench(workspace)?;
    }
    Ok(())
}

const BENCH: [&str; 8] =
    ["run", "--locked", "--release", "--package", "holdfast-tests", "--bin", "bench", "--"];
const DEMO: [&str; 7] = ["run", "--locked", "--release", "--package", "holdfast", "--", "demo"];
