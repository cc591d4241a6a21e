//! `docs/records.md`: every field of every record but the summary's, from the declarations
//! themselves. A test compares the file with it, so that a field is written once.

use std::fmt::Write as _;

use super::acknowledgement::Acknowledgement;
use super::decision::Decision;
use super::definition::page;
use super::directory::{DeviceLabel, Member, Organisation};
use super::event::Event;
use super::ledger_card::Card;
use super::medicine_outcome::MedicineOutcome;
use super::observation::{ObservationKind, Observed};
use super::round::{OnRound, RoundCarer, RoundName};
use super::sign_off::SignOff;
use super::suggested_update::{Ruling, SuggestedUpdate};
use super::visit_log::{
    Arrived, Assessed, Instruction, Left, NotAttended, Note, Observation, TaskOutcome, WentOn,
};
use super::visit_plan::{About, PlannedTask, Staffing, Window};
use super::wrong_person::WrongPerson;

const PREFACE: &str = "# The records of a visit, and what is signed beside it

This page is generated from the declarations in `core/src/care`, and a test compares the two. Every
item also carries its author, its source, when it happened (if its author says so), when it was
written and what the device knew of its clock; when it was received is known to whoever reads. An
amendment is an item of the same type that names the one it amends and says why.
";

/// `docs/records.md`, whole.
pub fn records_page() -> String {
    let parts: [(&str, Vec<String>); 5] = [
        (
            "A visit: the plan",
            vec![page::<About>(), page::<Window>(), page::<Staffing>(), page::<PlannedTask>()],
        ),
        (
            "A visit: what is recorded",
            vec![
                page::<Arrived>(),
                page::<NotAttended>(),
                page::<Assessed>(),
                page::<WentOn>(),
                page::<TaskOutcome>(),
                page::<MedicineOutcome>(),
                page::<Observation>() + &observations(),
                page::<Note>(),
                page::<Instruction>(),
                page::<Left>(),
            ],
        ),
        (
            "Beside a visit, in the month",
            vec![
                page::<SignOff>(),
                page::<WrongPerson>(),
                page::<Acknowledgement>(),
                page::<Decision>(),
                page::<SuggestedUpdate>(),
                page::<Ruling>(),
                page::<Event>(),
            ],
        ),
        (
            "In the office",
            vec![
                page::<Organisation>(),
                page::<Member>(),
                page::<DeviceLabel>(),
                page::<RoundName>(),
                page::<OnRound>(),
                page::<RoundCarer>(),
            ],
        ),
        ("First in every ledger", vec![page::<Card>()]),
    ];
    let mut text = String::from(PREFACE);
    for (heading, pages) in parts {
        write!(text, "\n## {heading}\n\n{}", pages.join("\n"))
            .expect("writing to a String cannot fail");
    }
    text
}

/// What each kind of observation takes.
fn observations() -> String {
    let mut text = String::from("\n| kind of observation | takes |\n|---|---|\n");
    for kind in ObservationKind::ALL.iter().copied() {
        writeln!(text, "| {kind} | {} |", Observed::accepted_for(kind))
            .expect("writing to a String cannot fail");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_in_docs_is_these_declarations() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/records.md");
        let page = records_page();
        if std::env::var_os("HOLDFAST_WRITE_DOCS").is_some() {
            std::fs::write(path, &page).unwrap();
        }
        assert!(
            std::fs::read_to_string(path).unwrap_or_default() == page,
            "docs/records.md differs from the declarations: run the tests once with \
             HOLDFAST_WRITE_DOCS=1"
        );
    }
}
