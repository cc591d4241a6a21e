//! `cargo xtask`: the few words that people and CI both use. What passes here passes in CI, because
//! CI runs nothing else.
//!
//! It has no dependencies, so that it is built in a second on a machine that has nothing yet.

#![allow(clippy::print_stdout, reason = "it is a command: printing is its work")]

mod android_shell;
mod bindings;
mod deny;
mod hazards;
mod ios;
mod law;
mod prerequisites;
mod shells;
mod step;
mod swift;
mod test;
mod workspace;

use std::process::ExitCode;

use bindings::Language;
use step::Failure;
use workspace::Workspace;

const HELP: &str = "\
cargo xtask WORD

  test               everything a change must pass: format, dependency law, hazard log, clippy,
                     cargo deny, documentation, all tests, the demonstration. Installs what it needs.
  bench [NAME …]     the budgets of the design beside their floors; fails when one is missed
  demo [FHIR FILE …] the night without signal, on real parts (cargo run --release -- demo)
  bindings LANGUAGE  builds the library and generates a language's code from it (kotlin, which Maven calls, or swift)
  swift WORD         setup, test, format, or run FOLDER COMMAND: with a Swift toolchain, set up if need be
  android test       the Android shell, compiled and tested on a plain JVM against the real library
  android screens    every screen of it at phone size, as pictures below target
  ios                the library as an xcframework, where there is Xcode; else what is missing
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
        "bench" => workspace.cargo().args(BENCH).args(rest).run(),
        "demo" => workspace.cargo().args(DEMO).args(rest).run(),
        "bindings" => bindings::generate(&workspace, Language::named(rest.first())?),
        "android" => android_shell::run(&workspace, rest),
        "ios" => ios::run(&workspace),
        "shells" => shells::test(&workspace),
        "swift" => swift::run(&workspace, rest),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(Failure::new(format!(
            "expected test, bench, demo, bindings, swift, android, ios, shells or help, found {other:?}; type one of them"
        ))),
    }
}

const BENCH: [&str; 8] =
    ["run", "--locked", "--release", "--package", "holdfast-tests", "--bin", "bench", "--"];
const DEMO: [&str; 7] = ["run", "--locked", "--release", "--package", "holdfast", "--", "demo"];
