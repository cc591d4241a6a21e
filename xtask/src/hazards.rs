//! The hazard log names the test that shows each control. A name that stands for nothing would be
//! false reassurance of the worst kind, so each is looked up.

use crate::step::Failure;
use crate::workspace::Workspace;

const LOG: &str = "docs/clinical-safety/hazards.md";

/// Every `` `file.rs::function` `` in the log is a function of that file.
pub fn check(workspace: &Workspace) -> Result<(), Failure> {
    let log = workspace.read(LOG)?;
    let mut named = 0;
    for (line, text) in log.lines().enumerate() {
        for (file, function) in text.split('`').filter_map(test_name) {
            let source = workspace.read(file)?;
            if !source.contains(&format!("fn {function}(")) {
                return Err(Failure::new(format!(
                    "{LOG}, line {}: expected a test {function} in {file}, found none; \
                     name the test that shows this control now",
                    line + 1
                )));
            }
            named += 1;
        }
    }
    let without = log.matches("| no test yet |").count();
    println!("{named} tests named and found; {without} controls have none yet");
    Ok(())
}

/// `tests/tests/night.rs::two_carers` is a file and a function in it.
fn test_name(word: &str) -> Option<(&str, &str)> {
    let (file, function) = word.rsplit_once("::")?;
    file.ends_with(".rs").then_some((file, function))
}
