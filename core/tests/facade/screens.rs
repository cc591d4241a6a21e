//! What a screen asks in one call: today with what is new, a page that may be kept as a text, the
//! medicines of a visit, drafts.

use holdfast_core::care::summary::Slot;
use holdfast_core::care::summary::names::Alike;
use holdfast_core::care::{MedicineOutcome, Outcome, PersonId, Said, Source};
use holdfast_core::device::{Device, DeviceError, LastRead, PageVersion, Safe, VisitId};

use crate::office::{EVENING, HOUR, Office, content, writing};

fn scene() -> (Office, PersonId, VisitId) {
    let office = Office::new();
    let person = office.person("Margaret");
    let warfarin = [("name", "Warfarin"), ("times", "20:30"), ("minimum_interval", "720")];
    let carol = office.device("Carol").people();
    carol.add(person, content(Slot::Medicine, &warfarin), writing()).expect("written");
    let visit = office.visit(person, &["Amina"]);
    office.meet();
    (office, person, visit)
}

fn new_to(device: &Device, person: PersonId) -> Option<LastRead> {
    let today = device.visits().today_page().expect("today");
    today.reading.get(&person).copied()
}

#[test]
fn today_says_what_is_new_to_its_reader() {
    let (office, person, _) = scene();
    let amina = office.device("Amina");
    assert_eq!(new_to(amina, person), Some(LastRead::Never));

    let page = amina.people().page(person).expect("the page");
    amina.people().acknowledge(&page).expect("read");
    assert_eq!(new_to(amina, person), Some(LastRead::AsItStands));

    let carol = office.device("Carol").people();
    let alert = content(Slot::Alert, &[("alert", "The back step is loose")]);
    carol.add(person, alert, writing()).expect("written");
    office.meet();
    assert_eq!(new_to(amina, person), Some(LastRead::BeforeChanges));

    // What is in her own words asks for nothing, though something was written.
    let page = amina.people().page(person).expect("the page");
    amina.people().acknowledge(&page).expect("read");
    let matters = content(Slot::WhatMatters, &[("words", "My sister's letters")]);
    carol.add(person, matters, writing()).expect("written");
    office.meet();
    assert_eq!(new_to(amina, person), Some(LastRead::AsItStands));
}

#[test]
fn today_lists_the_others_below_and_what_is_only_here() {
    let (office, person, _) = scene();
    let amina = office.device("Amina");
    let before = amina.visits().today_page().expect("today");
    assert_eq!((before.visits.len(), before.others.len()), (1, 0));
    assert_eq!(before.safe, Safe::Nothing);
    assert_eq!(before.names.of(before.member), Some("Amina"));

    let winston = office.person("Winston");
    let carol = office.device("Carol").visits().today_page().expect("today");
    let others: Vec<PersonId> = carol.others.iter().map(|row| row.person).collect();
    assert_eq!(others, [winston]);
    assert!(carol.reading.contains_key(&person));
}

#[test]
fn a_page_may_be_kept_as_a_text_and_is_still_bound_to_what_was_shown() {
    let (office, person, _) = scene();
    let amina = office.device("Amina");
    let page = amina.people().page(person).expect("the page");
    let kept = PageVersion::of(&page).to_string();
    let version: PageVersion = kept.parse().expect("as it was kept");
    assert_eq!((version.person(), &version), (person, &PageVersion::of(&page)));

    let carol = office.device("Carol").people();
    carol.add(person, content(Slot::Alert, &[("alert", "New dog")]), writing()).expect("written");
    office.meet();
    let changed = amina.people().acknowledge_version(&version);
    assert!(matches!(changed, Err(DeviceError::Changed)), "{changed:?}");
    assert!(matches!("another text".parse::<PageVersion>(), Err(DeviceError::Changed)));

    let page = amina.people().page(person).expect("the page");
    amina.people().acknowledge_version(&PageVersion::of(&page)).expect("read");
    assert_eq!(amina.people().page(person).expect("the page").reading(), LastRead::AsItStands);
}

#[test]
fn a_visits_medicines_come_with_when_they_are_due_and_what_to_look_at_first() {
    let (office, _, visit) = scene();
    let amina = office.device("Amina").visits();
    let before = amina.medicines(visit).expect("the medicines");
    let [warfarin] = &before.rows[..] else { panic!("expected one, found {before:?}") };
    assert_eq!(warfarin.due, [EVENING.plus_millis(HOUR + HOUR / 2)]);
    assert_eq!(warfarin.look_first, None);

    let (_, at) = before.summary.at(warfarin.medicine.as_str()).expect("it stands");
    let name = at.values[0].content.get("name").expect("its name");
    let mut dose = MedicineOutcome::named(crate::office::line(&name), Outcome::TakenSeen);
    dose.medicine = Some(warfarin.medicine.clone());
    amina.medicine(visit, dose, Said::default()).expect("saved");
    let after = amina.medicines(visit).expect("the medicines");
    let look_first = after.rows[0].look_first.as_ref().expect("a dose a moment ago");
    assert_eq!(look_first.outcome, Outcome::TakenSeen);
}

#[test]
fn whoever_may_be_taken_for_her_is_named() {
    let (office, person, _) = scene();
    let carol = office.device("Carol").people();
    assert_eq!(carol.similar(person).expect("asked"), []);
    let names = [content(Slot::FullName, &[("name", "Margaret Hughes")])];
    let other = carol.begin(&names, &Source::Person).expect("begun");
    let similar = carol.similar(person).expect("asked");
    let found: Vec<_> = similar.iter().map(|(row, alike)| (row.person, *alike)).collect();
    assert_eq!(found, [(other, Alike::Same)]);
}

#[test]
fn a_draft_is_kept_replaced_and_forgotten() {
    let (office, _, _) = scene();
    let drafts = office.device("Amina").drafts();
    assert_eq!(drafts.kept("note/1").expect("asked"), None);
    drafts.keep("note/1", "Found her").expect("kept");
    drafts.keep("note/1", "Found her awake").expect("kept");
    drafts.keep("note/2", "Another").expect("kept");
    assert_eq!(drafts.kept("note/1").expect("asked").as_deref(), Some("Found her awake"));
    drafts.forget("note/1").expect("forgotten");
    assert_eq!(drafts.kept("note/1").expect("asked"), None);
    assert_eq!(drafts.kept("note/2").expect("asked").as_deref(), Some("Another"));
}
