//! Scenes: what Ben sees when he comes back after Amina's week.

use super::definition::YesNo;
use super::fields::Record as _;
use super::since::{Differs, since};
use super::summary::Slot;
use super::summary_scene::{Scene, by_author, content, text};

#[test]
fn only_guarded_items_that_say_something_else_ask_again() {
    let mut scene = Scene::complete();
    let acknowledged = scene.summary().readable();
    let nothing = since(Some(&acknowledged), &acknowledged).expect("both read");
    assert_eq!(nothing, []);

    let (allergy, medicine) = {
        let summary = scene.summary();
        (summary.allergies[0].key().to_owned(), summary.medicines[0].key().to_owned())
    };
    scene.confirm(&allergy, &[]);
    let removed = scene.carol(|summary, pen| summary.remove(&medicine, text("stopped"), pen));
    scene.write(removed);
    let name = scene.summary().preferred_name.as_ref().expect("a name").key().to_owned();
    let maggie = content(Slot::PreferredName, &[("name", "Maggie")]);
    let called = scene.carol(|summary, pen| summary.change(&name, maggie, by_author(), pen));
    scene.write(called);
    scene.dispute("mobility/staff-needed", &[("number", "2")], &[("number", "3")]);
    scene.add(Slot::EntryDetails, &[("way_in", "Key safe"), ("code", "4711")]);
    scene.add(Slot::Alert, &[("alert", "New dog")]);

    let now = scene.summary().readable();
    let found: Vec<_> = since(Some(&acknowledged), &now)
        .expect("both read")
        .into_iter()
        .map(|one| (one.slot.expect("a kind"), one.differs, one.asks_again))
        .collect();
    assert_eq!(
        found,
        [
            (Slot::PreferredName, Differs::Changed, YesNo::No),
            (Slot::EntryDetails, Differs::New, YesNo::No),
            (Slot::Allergy, Differs::Confirmed, YesNo::No),
            (Slot::Alert, Differs::New, YesNo::Yes),
            (Slot::Medicine, Differs::Removed, YesNo::Yes),
            (Slot::StaffNeeded, Differs::Disputed, YesNo::Yes),
        ]
    );
    assert!(since(Some(b"not a form"), &now).is_err());
    let all = since(None, &now).expect("it reads");
    assert!(all.iter().all(|one| matches!(one.differs, Differs::New | Differs::Disputed)));
}
