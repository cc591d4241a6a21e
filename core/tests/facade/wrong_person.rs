//! Entered for the wrong person: Amina had two people called Margaret on one evening.

use holdfast_core::care::summary::Slot;
use holdfast_core::care::{MedicineOutcome, Outcome, PersonId, Said, VisitState};
use holdfast_core::device::{Belongs, DeviceError, Misplaced, VisitId};

use crate::office::{EVENING, HOUR, Office, content, line, text, writing};

/// Two Margarets, Amina at the first, with a note and a dose that belong to the second.
fn scene() -> (Office, VisitId, PersonId) {
    let office = Office::new();
    let (wrong, right) = (office.person("Margaret"), office.person("Margaret Rose"));
    let carol = office.device("Carol").people();
    let warfarin = content(
        Slot::Medicine,
        &[("name", "Warfarin"), ("support", "administer"), ("times", "20:00")],
    );
    carol.add(wrong, warfarin, writing()).expect("a medicine");
    let visit = office.visit(wrong, &["Amina", "Ben"]);
    office.visit(right, &["Amina"]);
    office.meet();
    office.advance(HOUR);
    let amina = office.device("Amina").visits();
    amina.start(visit, Said::default()).expect("arrived");
    office.note("Amina", visit, "Slept in her chair.", EVENING.plus_millis(HOUR));
    office.note("Amina", visit, "Drank her tea.", EVENING.plus_millis(HOUR + 60_000));
    let key = office.device("Amina").people().summary(wrong).expect("the summary").medicines[0]
        .key()
        .to_owned();
    let dose = MedicineOutcome {
        medicine: holdfast_core::care::Value::parse(&key).ok(),
        ..MedicineOutcome::named(line("Warfarin"), Outcome::TakenSeen)
    };
    amina.medicine(visit, dose, Said::default()).expect("saved");
    office.meet();
    (office, visit, right)
}

fn entry(office: &Office, visit: VisitId, words: &str) -> holdfast_core::care::ItemId {
    let page = office.device("Sam").visits().page(visit).expect("the visit");
    let mut notes = page.visit.notes.iter();
    let found = notes.find(|entry| entry.original().content.text.as_str() == words);
    found.expect("the note").id()
}

#[test]
fn sam_marks_a_note_and_it_stands_with_the_right_margaret_as_amina_wrote_it() {
    let (office, visit, right) = scene();
    let note = entry(&office, visit, "Drank her tea.");
    let misplaced = Misplaced {
        visit,
        items: vec![note],
        reason: text("the other Margaret"),
        belongs: Belongs::ToPerson(right),
    };
    let moved = office.device("Sam").visits().wrong_person(misplaced).expect("marked");
    let moved = moved.expect("where it stands now");
    office.meet();
    for name in ["Amina", "Ben", "Carol", "Sam"] {
        assert_eq!(office.notes(name, visit), ["Slept in her chair."], "{name}");
        let page = office.device(name).visits().page(visit).expect("the visit");
        assert_eq!((page.visit.hidden, page.marked), (1, Vec::new()), "{name}");
    }
    let page = office.device("Mo").visits().page(visit).expect("the visit");
    assert_eq!(office.notes("Mo", visit), ["Slept in her chair.", "Drank her tea."]);
    let [mark] = &page.marked[..] else { panic!("{} marks", page.marked.len()) };
    assert_eq!(
        (mark.items.clone(), mark.reason.clone(), mark.by, mark.entered_again),
        (vec![note], text("the other Margaret"), office.member("Sam"), Some(moved.record))
    );
    let page = office.device("Amina").visits().page(moved).expect("the right visit");
    let [again] = &page.visit.notes[..] else { panic!("one note") };
    let before = entry_of(&office, visit, note);
    assert_eq!(
        (again.original().author, again.original().written, again.occurred()),
        (office.member("Amina"), before.0, EVENING.plus_millis(HOUR + 60_000))
    );
    assert_eq!(page.person, Some(right));
    assert_eq!(office.notes("Amina", moved), ["Drank her tea."]);
    let rows = office.device("Amina").visits().today().expect("today");
    let starts = rows.iter().find(|row| row.visit == moved).and_then(|row| row.starts);
    assert_eq!(starts, Some(EVENING.plus_millis(HOUR + 60_000)), "by its own time");
}

/// When the note was written first, as Mo still sees it.
fn entry_of(
    office: &Office,
    visit: VisitId,
    note: holdfast_core::care::ItemId,
) -> (holdfast_ledger::Timestamp,) {
    let page = office.device("Mo").visits().page(visit).expect("the visit");
    let found = page.visit.notes.iter().find(|entry| entry.id() == note).expect("the note");
    (found.original().written,)
}

#[test]
fn a_whole_visit_to_the_wrong_person_is_nobodys_arrival_and_nobodys_dose() {
    let (office, visit, right) = scene();
    let there = office.device("Carol").visits().today().expect("today");
    let there = there.iter().find(|row| row.person == Some(right)).expect("the planned one").visit;
    let misplaced = Misplaced {
        visit,
        items: Vec::new(),
        reason: text("she was at the other house"),
        belongs: Belongs::ToVisit(there),
    };
    let moved = office.device("Mo").visits().wrong_person(misplaced).expect("marked");
    assert_eq!(moved, Some(there));
    office.meet();
    for name in ["Amina", "Carol", "Sam"] {
        let rows = office.device(name).visits().today().expect("today");
        assert!(rows.iter().all(|row| row.visit != visit), "{name} still has it on the list");
        let page = office.device(name).visits().page(there).expect("the right visit");
        assert_eq!(page.state, VisitState::UnderWay, "{name}");
        assert_eq!(office.notes(name, there), ["Slept in her chair.", "Drank her tea."], "{name}");
        let doses: Vec<_> = page.visit.medicines.iter().filter_map(|dose| dose.content()).collect();
        let [dose] = doses[..] else { panic!("{name}: {} doses", doses.len()) };
        assert_eq!((dose.name.as_str(), &dose.medicine), ("Warfarin", &None), "{name}");
    }
    let wrong = office.device("Mo").visits().page(visit).expect("managers see it");
    assert_eq!((wrong.state, wrong.visit.notes.len()), (VisitState::Planned, 2));
    let person = wrong.person.expect("whose it was");
    assert_eq!(office.device("Mo").visits().offers(person).expect("offers"), Vec::new());
    // And nothing stops the pen.
    office.note("Amina", visit, "I am at the right one now.", EVENING.plus_millis(2 * HOUR));
}

#[test]
fn amina_may_not_hide_and_nothing_moves_to_where_it_was() {
    let (office, visit, right) = scene();
    let note = entry(&office, visit, "Drank her tea.");
    let wrong = office.device("Mo").visits().page(visit).expect("the visit").person;
    let mark = |name: &str, belongs| {
        let misplaced = Misplaced { visit, items: vec![note], reason: text("not her"), belongs };
        office.device(name).visits().wrong_person(misplaced)
    };
    let refused = mark("Amina", Belongs::ToPerson(right));
    assert!(matches!(refused, Err(DeviceError::NotAllowed { .. })), "{refused:?}");
    for belongs in [Belongs::ToVisit(visit), Belongs::ToPerson(wrong.expect("a person"))] {
        let refused = mark("Sam", belongs);
        assert!(matches!(refused, Err(DeviceError::SamePerson)), "{refused:?}");
    }
    assert_eq!(office.notes("Ben", visit).len(), 2, "nothing was hidden");
    assert_eq!(mark("Sam", Belongs::NotKnownYet).expect("marked"), None);
    office.meet();
    assert_eq!(office.notes("Ben", visit), ["Slept in her chair."]);
}
