//! Notes that travel as files, and what two people begin without seeing each other.

use holdfast_core::care::{Said, Text};
use holdfast_core::device::{BundleOf, DeviceError, TakenIn};
use holdfast_ledger::BundleError;
use holdfast_tests::scene::{
    OFFICE, account, all_applied, line, margaret, notes, same_summary, screens, text, visit,
};
use holdfast_tests::world::{EVENING, HOUR, Link, World};

fn note(words: &str) -> Text {
    text(words)
}

#[test]
fn two_who_write_first_in_an_unplanned_visit_are_both_read() {
    let mut world = World::staffed(101);
    let person = margaret(&world);
    visit(&world, person, &["Amina", "Ben"]);
    world.run_until_quiet();
    let started = world.device("Amina").visits().start_unplanned(person, line("a fall"));
    let id = started.expect("arriving is never refused");
    world.run_until_quiet();
    for name in ["Amina", "Ben", "Sam"] {
        world.link(name, Link::Cut);
    }
    // None of its collections is there yet: each begins them.
    for (name, words) in
        [("Amina", "On the floor by the bed."), ("Ben", "No injury seen."), ("Sam", "999 called.")]
    {
        let visits = world.device(name).visits();
        visits.start(id, Said::default()).expect("arriving is never refused");
        visits.note(id, note(words), Said::default()).expect("saved");
        visits.leave(id, Some(line(words)), Said::default()).expect("saved");
    }
    for name in ["Amina", "Ben", "Sam"] {
        world.link(name, Link::Up);
    }
    world.run_until_quiet();
    for name in ["Amina", "Ben", "Carol", "Mo", "Olu", "Sam"] {
        let all = ["999 called.", "No injury seen.", "On the floor by the bed."];
        assert_eq!(notes(&world, name, id), all, "{name}");
        let visit = world.device(name).visits().page(id).expect("the visit").visit;
        assert_eq!((visit.arrived.len(), visit.left.len()), (4, 3), "{name}");
        assert!(visit.is_unplanned(), "{name}");
    }
    let now = EVENING.plus_millis(2 * HOUR);
    let shown = screens(world.person("Carol"), person, id, now);
    for name in OFFICE {
        assert!(screens(world.person(name), person, id, now) == shown, "{name}");
    }
    all_applied(&world, &["Amina", "Ben", "Carol", "Mo", "Olu", "Sam"]);
}

#[test]
fn bundles_out_of_order_and_twice_bring_everything_once() {
    let mut world = World::staffed(102);
    let person = margaret(&world);
    let id = visit(&world, person, &["Amina", "Ben"]);
    world.run_until_quiet();
    let mut files = Vec::new();
    for words in ["One.", "Two.", "Three.", "Four."] {
        world.device("Amina").visits().note(id, note(words), Said::default()).expect("saved");
        let bundles = world.device("Amina").bundles();
        files.push(bundles.write(BundleOf::Person(person)).expect("a bundle"));
    }
    let ben = world.device("Ben").bundles();
    let new: Vec<u64> = [3, 1, 0, 2, 3, 0]
        .iter()
        .map(|at: &usize| ben.read(&files[*at]).expect("a bundle").new)
        .collect();
    assert_eq!(new, [4, 0, 0, 0, 0, 0]);
    assert_eq!(notes(&world, "Ben", id), ["Four.", "One.", "Three.", "Two."]);
    let before = account(world.person("Sam")).0;
    let sam = world.device("Sam").bundles();
    let new: Vec<u64> = [1, 0, 3, 1]
        .iter()
        .map(|at: &usize| sam.read(&files[*at]).expect("a bundle").new)
        .collect();
    assert_eq!(new, [2, 0, 2, 0]);
    assert_eq!(account(world.person("Sam")).0.applied, before.applied + 4);
    assert_eq!(notes(&world, "Sam", id), ["Four.", "One.", "Three.", "Two."]);
    // What came by file and what comes by the hub are the same.
    world.run_until_quiet();
    for name in ["Amina", "Ben", "Carol", "Sam"] {
        assert_eq!(notes(&world, name, id), ["Four.", "One.", "Three.", "Two."], "{name}");
    }
    all_applied(&world, &["Amina", "Ben", "Carol", "Sam"]);
    same_summary(&world, person, &OFFICE);
}

#[test]
fn a_bundle_for_somebody_else_is_carried_and_read_once_it_is_theirs_to_read() {
    let mut world = World::staffed(103);
    let person = margaret(&world);
    let id = visit(&world, person, &["Amina"]);
    world.run_until_quiet();
    world.device("Amina").visits().note(id, note("Asleep."), Said::default()).expect("saved");
    let file = world.device("Amina").bundles().write(BundleOf::Person(person)).expect("a bundle");

    // Ben is not on Margaret's round: he carries what he cannot read, and passes it on.
    let ben = world.person("Ben");
    let before = account(ben).0;
    let taken = ben.device.bundles().read(&file).expect("of this organisation");
    assert!(taken.new > 0 && taken.refused == 0, "{taken:?}");
    let counts = account(ben).0;
    assert!(counts.carried > 0, "{counts:?}");
    assert_eq!(counts.waiting + counts.quarantined, 0, "{counts:?}");
    assert_eq!(counts.taken_in, before.taken_in + taken.new);
    assert_eq!(ben.device.people().list().expect("people"), []);
    assert!(ben.device.visits().page(id).is_err());
    let again = ben.device.bundles().read(&file).expect("of this organisation");
    assert_eq!(again, TakenIn { known: taken.new + taken.known, ..TakenIn::default() });
    let passed_on = ben.device.bundles().write(BundleOf::Everything).expect("a bundle");
    world.device("Carol").bundles().read(&passed_on).expect("taken in");
    assert_eq!(notes(&world, "Carol", id), ["Asleep."]);

    // Then Carol plans him in: all of it opens, what he had carried too.
    world.link("Ben", Link::Cut);
    let next = visit(&world, person, &["Ben"]);
    world.run_until_quiet();
    let granted = world.device("Carol").bundles().write(BundleOf::Person(person));
    world.device("Ben").bundles().read(&granted.expect("a bundle")).expect("taken in");
    assert_eq!(notes(&world, "Ben", id), ["Asleep."]);
    world.device("Ben").visits().start(next, Said::default()).expect("arriving is never refused");
    world.link("Ben", Link::Up);
    world.run_until_quiet();
    all_applied(&world, &["Amina", "Ben", "Carol", "Sam"]);
}

#[test]
fn a_bundle_of_another_organisation_changes_nothing() {
    let world = World::staffed(104);
    let elsewhere = World::new(105);
    let before = account(world.person("Ben"));
    let file = elsewhere.device("Olu").bundles().write(BundleOf::Everything).expect("a bundle");
    let refused = world.device("Ben").bundles().read(&file).expect_err("another's");
    assert!(matches!(refused, DeviceError::Bundle(BundleError::OtherOrganisation)), "{refused}");
    assert_eq!(account(world.person("Ben")), before);
}
