//! `holdfast-words`, which `cargo xtask words` calls: writes what is generated from the catalogues into
//! folders that hold nothing else, and lists what is not translated.

#![allow(clippy::print_stdout, reason = "it is a command: printing is its work")]

use std::path::Path;
use std::process::ExitCode;

use holdfast_words::{Catalogues, Difference, File, Problem, kotlin, resources, samples, swift};

const HELP: &str = "\
holdfast-words android CODE TESTS RESOURCES
holdfast-words ios     CODE TESTS RESOURCES
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Result<(), Problem> {
    let [platform, code, tests, shown] = words else { return Err(Problem::new(HELP)) };
    let all = Catalogues::load(&Catalogues::folder())?;
    let said = samples::samples(&all)?;
    let files = match platform.as_str() {
        "android" => [kotlin::code(&all)?, kotlin::samples(&all, &said), resources::android(&all)],
        "ios" => [swift::code(&all)?, swift::samples(&all, &said), resources::apple(&all)],
        _ => return Err(Problem::new(HELP)),
    };
    for (folder, files) in [code, tests, shown].into_iter().zip(files) {
        File::write_all(Path::new(folder), &files)?;
    }
    for other in &all.others {
        for one in Difference::between(&all.english, other) {
            if matches!(one, Difference::Missing(_)) {
                println!("{}.ftl: {one}", other.language);
            }
        }
    }
    Ok(())
}
