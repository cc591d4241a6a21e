//! Decisions are bound to what was known.

use holdfast_core::care::summary::Slot;
use holdfast_core::device::{DeviceError, NewDecision};

use crate::office::{Office, content, text, writing};

#[test]
fn mo_decides_on_what_she_knew_and_it_shows_when_that_has_changed() {
    let office = Office::new();
    let person = office.person("Margaret");
    let visit = office.visit(person, &["Amina"]);
    office.meet();
    let mo = office.device("Mo");
    let shown = mo.people().page(person).expect("the page").basis;
    let new = NewDecision {
        visit: Some(visit),
        rejected: vec![text("wait until the morning")],
        ..NewDecision::about(person, text("send a second carer"), text("she fell twice this week"))
    };
    mo.decisions().record(new).expect("saved");
    let what = content(Slot::Alert, &[("alert", "falls")]);
    office.device("Carol").people().add(person, what, writing()).expect("added");
    office.meet();
    let rows = office.device("Amina").decisions().list(Some(person)).expect("decisions");
    let [row] = &rows[..] else { panic!("{} decisions", rows.len()) };
    let decision = row.entry.content().expect("it stands");
    assert_eq!(
        (&decision.what, &decision.why, decision.rejected.0.as_slice()),
        (
            &text("send a second carer"),
            &text("she fell twice this week"),
            &[text("wait until the morning")][..]
        )
    );
    assert_eq!(row.entry.original().author, office.member("Mo"));
    let [summary, at] = &decision.known.0[..] else { panic!("what was known") };
    assert_eq!(summary, &shown);
    assert_eq!(at.record.0, visit.record);
    let now = office.device("Amina").people().page(person).expect("the page");
    assert!(!summary.reads_the_same(&now.summary), "guidance changed since");
}

#[test]
fn the_organisations_decisions_are_the_desks() {
    let office = Office::new();
    let new = || NewDecision::of_the_organisation(text("close the office"), text("no electricity"));
    let refused = office.device("Amina").decisions().record(new());
    assert!(matches!(refused, Err(DeviceError::NotAllowed { .. })), "{refused:?}");
    office.device("Mo").decisions().record(new()).expect("saved");
    office.meet();
    let rows = office.device("Amina").decisions().list(None).expect("decisions");
    assert_eq!(rows.len(), 1);
    assert_eq!(
        rows[0].entry.content().map(|decision| decision.what.clone()),
        Some(text("close the office"))
    );
}
