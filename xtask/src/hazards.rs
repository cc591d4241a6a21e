//! The hazard log names the test that shows each control. A name that stands for nothing would be
//! false reassurance of the worst kind, so each is looked up.

use crate::step::Failure;
use crate::workspace::Workspace;

const LOG: &str = "docs/clinical-safety/hazards.md";

/// Every `` `file.rs::function` `` in the log is a function of that file.
pub fn check(workspace: &Workspace) -> Result<(), Failure> {
    let log = workspace.read(LOG)?;
    let named = named_tests(&log);
    for (line, file, function) in &named {
        if !has_function(&workspace.read(file)?, function) {
            return Err(Failure::new(format!(
                "{LOG}, line {line}: expected a test {function} in {file}, found none; \
                 name the test that shows this control now"
            )));
        }
    }
    let without = log.matches("| no test yet |").count();
    println!("{} tests named and found; {without} controls have none yet", named.len());
    Ok(())
}

/// Line, file and function of every test that the log names.
fn named_tests(log: &str) -> Vec<(usize, &str, &str)> {
    let lines = (1..).zip(log.lines());
    lines
        .flat_map(|(line, text)| {
            text.split('`').filter_map(move |word| {
                let (file, function) = word.rsplit_once("::")?;
                file.ends_with(".rs").then_some((line, file, function))
            })
        })
        .collect()
}

fn has_function(source: &str, function: &str) -> bool {
    source.contains(&format!("fn {function}("))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_named_by_file_and_function_and_nothing_else_is() {
        let log =
            "# H1\n| two doses | `core/src/a.rs::both_are_kept`, `b.rs::again` |\n`a::b` `c.rs`";
        assert_eq!(named_tests(log), [(2, "core/src/a.rs", "both_are_kept"), (2, "b.rs", "again")]);
    }

    #[test]
    fn a_name_that_only_begins_alike_is_not_the_test() {
        let source = "#[test]\nfn both_are_kept_in_order() {}";
        assert!(!has_function(source, "both_are_kept"));
        assert!(has_function(source, "both_are_kept_in_order"));
    }
}
