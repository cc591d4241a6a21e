//! The docs page of the summary, from the list of kinds and the fields of their contents.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::section::Place;
use super::slot::{Shape, Slot};

/// The whole page, in Markdown: `docs/summary.md` is this text, and a test compares them.
pub fn page() -> String {
    let mut page = String::from(OPENING);
    let mut described = BTreeSet::new();
    for place in Place::ALL {
        let slots = || Slot::ALL.iter().filter(|slot| slot.place() == *place);
        write!(page, "\n## {place}\n\n| key | shape | what it is | content |\n|---|---|---|---|\n")
            .expect("writing to a String cannot fail");
        for slot in slots() {
            let key = match slot.shape() {
                Shape::Many => format!("{slot}/…"),
                Shape::One | Shape::Plain | Shape::Apart => slot.to_string(),
            };
            let shape = match slot.shape() {
                Shape::One => "one, guarded",
                Shape::Many => "any number, guarded",
                Shape::Plain => "one, last written wins",
                Shape::Apart => "one, guarded, never listed",
            };
            let (doc, name) = (slot.doc().trim(), slot.name());
            writeln!(page, "| `{key}` | {shape} | {doc} | {name} |")
                .expect("writing to a String cannot fail");
        }
        for slot in slots() {
            if described.insert(slot.name()) {
                page.push('\n');
                page.push_str(&slot.page());
            }
        }
    }
    page
}

const OPENING: &str = "# The summary: what is written down about a person

Made from the code: each field is declared once, in `core/src/care/summary`, and a test compares this page with it.
Everything stands in an envelope: who wrote it and when, where it comes from, who confirmed it, when it is due for review, and
until when it may be relied on. *Guarded* means that two people who change it without seeing each other make a dispute, which a
named person settles; nothing is merged.
";

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_in_the_docs_is_the_one_the_code_makes() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/summary.md");
        let docs = std::fs::read_to_string(path).unwrap_or_default();
        let page = super::page();
        assert!(docs == page, "docs/summary.md is not this page; put it there:\n\n{page}<END>");
    }
}
