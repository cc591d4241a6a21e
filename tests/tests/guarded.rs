//! Two people change the same guidance without seeing each other. Nobody's change wins by itself:
//! both are shown to everybody, the same everywhere, until a named person settles it.

use holdfast_core::care::PersonId;
use holdfast_core::care::summary::{Keep, Slot};
use holdfast_core::device::{Choice, DeviceError, DisputeVersion};
use holdfast_tests::scene::{
    OFFICE, add, all_applied, by_phone, content, margaret, said, same_summary, text, visit, writing,
};
use holdfast_tests::world::{Link, World};

/// Everybody who reads Margaret's summary in these scenes.
const READERS: [&str; 5] = ["Carol", "Mo", "Olu", "Sam", "Amina"];

/// Carol and Sam lose the signal, each does something, and both come back.
fn unseen(world: &mut World, acts: impl FnOnce(&World)) {
    world.link("Carol", Link::Cut);
    world.link("Sam", Link::Cut);
    acts(world);
    world.link("Carol", Link::Up);
    world.link("Sam", Link::Up);
    world.run_until_quiet();
}

/// Margaret with an allergy, an evening visit by Amina, and everybody in sync.
fn scene(seed: u64) -> (World, PersonId, String) {
    let mut world = World::staffed(seed);
    let person = margaret(&world);
    let allergy = [("agent", "penicillin"), ("reaction", "a rash")];
    let key = add(&world, "Carol", person, Slot::Allergy, &allergy);
    visit(&world, person, &["Amina"]);
    world.run_until_quiet();
    (world, person, key)
}

/// The keys of what is disputed, as somebody's list of disputes has them.
fn disputes(world: &World, name: &str) -> Vec<String> {
    let rows = world.device(name).disputes().list().expect("disputes");
    rows.into_iter().map(|row| row.about.key().to_owned()).collect()
}

/// The one dispute that somebody's list shows.
fn shown(world: &World, name: &str) -> DisputeVersion {
    world.device(name).disputes().list().expect("disputes").remove(0).version
}

/// Somebody settles the dispute that their list shows.
fn settle(world: &World, name: &str, choice: Choice, why: &str) {
    let shown = shown(world, name);
    world.device(name).disputes().settle(&shown, choice, text(why)).expect("settled");
}

fn everybody_reads(world: &World, person: PersonId, slot: Slot, expected: &[&[&str]]) {
    for name in READERS {
        assert_eq!(said(world, name, person, slot), expected, "{name}");
    }
    same_summary(world, person, &READERS);
    all_applied(world, &READERS);
}

fn everybody_disputes(world: &World, expected: &[&str]) {
    for name in READERS {
        assert_eq!(disputes(world, name), expected, "{name}");
    }
}

#[test]
fn carol_confirms_what_sam_changes() {
    let (mut world, person, key) = scene(11);
    unseen(&mut world, |world| {
        let carol = world.device("Carol").people();
        let shown = carol.page(person).expect("a page");
        carol.confirm(&shown, std::slice::from_ref(&key), &by_phone()).expect("confirmed");
        let worse = [("agent", "penicillin"), ("reaction", "cannot breathe")];
        let sam = world.device("Sam").people();
        sam.change(person, &key, content(Slot::Allergy, &worse), writing()).expect("changed");
    });
    let both: &[&[&str]] = &[&["confirmed: penicillin, a rash", "penicillin, cannot breathe"]];
    everybody_reads(&world, person, Slot::Allergy, both);
    everybody_disputes(&world, &[&key]);

    // While it is disputed nobody edits over it.
    let sam = world.device("Sam").people();
    let shown = sam.page(person).expect("a page");
    let again = sam.confirm(&shown, std::slice::from_ref(&key), &by_phone());
    assert!(again.is_err(), "a dispute is settled, not confirmed away");

    let agreed = content(Slot::Allergy, &[("agent", "penicillin"), ("reaction", "cannot breathe")]);
    let choice = Choice::With(Box::new(agreed));
    settle(&world, "Carol", choice, "asked Margaret's daughter");
    world.run_until_quiet();
    everybody_reads(&world, person, Slot::Allergy, &[&["penicillin, cannot breathe"]]);
    everybody_disputes(&world, &[]);
}

#[test]
fn a_settlement_names_every_writing_that_was_seen() {
    let (mut world, person, key) = scene(12);
    unseen(&mut world, |world| {
        for (name, reaction) in [("Carol", "hives"), ("Sam", "cannot breathe")] {
            let texts = [("agent", "penicillin"), ("reaction", reaction)];
            let people = world.device(name).people();
            people
                .change(person, &key, content(Slot::Allergy, &texts), writing())
                .expect("changed");
        }
    });
    let seen = world.device("Mo").people().summary(person).expect("a summary");
    let seen = seen.at(&key).expect("the allergy").1.writings;
    assert_eq!(seen.len(), 2);
    settle(&world, "Mo", Choice::Removed, "the surgery has neither on record");
    world.run_until_quiet();
    for name in READERS {
        let summary = world.device(name).people().summary(person).expect("a summary");
        let at = summary.at(&key).expect("what was removed stays readable").1;
        let [settled] = &at.values[..] else { panic!("{name}: {} values stand", at.values.len()) };
        assert!(!settled.is_present(), "{name}");
        assert_eq!(settled.settles.0, seen, "{name}");
        assert_eq!(settled.author, world.member("Mo"), "{name}");
        let reason = settled.reason.as_ref().map(|reason| reason.as_str());
        assert_eq!(reason, Some("the surgery has neither on record"), "{name}");
    }
    everybody_disputes(&world, &[]);
}

#[test]
fn carol_removes_what_sam_changes() {
    let (mut world, person, key) = scene(13);
    unseen(&mut world, |world| {
        let carol = world.device("Carol").people();
        carol.remove(person, &key, text("tested: no allergy")).expect("removed");
        let worse = [("agent", "penicillin"), ("reaction", "cannot breathe")];
        let sam = world.device("Sam").people();
        sam.change(person, &key, content(Slot::Allergy, &worse), writing()).expect("changed");
    });
    let both: &[&[&str]] = &[&["penicillin, cannot breathe", "removed: penicillin, a rash"]];
    everybody_reads(&world, person, Slot::Allergy, both);
    everybody_disputes(&world, &[&key]);
    let keep = content(Slot::Allergy, &[("agent", "penicillin"), ("reaction", "cannot breathe")]);
    let choice = Choice::With(Box::new(keep));
    settle(&world, "Sam", choice, "the test was for another drug");
    world.run_until_quiet();
    everybody_reads(&world, person, Slot::Allergy, &[&["penicillin, cannot breathe"]]);
    everybody_disputes(&world, &[]);
}

#[test]
fn carol_says_none_are_known_while_sam_adds_one() {
    for keep in [Keep::Items, Keep::NoneKnown] {
        let (mut world, person, _) = scene(14);
        unseen(&mut world, |world| {
            let carol = world.device("Carol").people();
            carol.none_known(person, Slot::Medicine, writing()).expect("stated");
            let sam = world.device("Sam");
            add(world, "Sam", person, Slot::Medicine, &[("name", "Warfarin 1mg tablets")]);
            assert!(sam.people().none_known(person, Slot::Medicine, writing()).is_err());
        });
        everybody_reads(&world, person, Slot::Medicine, &[&["Warfarin 1mg tablets"]]);
        everybody_reads(&world, person, Slot::MedicinesStatement, &[&["none known"]]);
        everybody_disputes(&world, &["statement/medicine"]);

        let choice = Choice::Keep(Slot::Medicine, keep);
        settle(&world, "Carol", choice, "checked with the pharmacy");
        world.run_until_quiet();
        let (medicines, statement) = match keep {
            Keep::Items => ("Warfarin 1mg tablets", "removed: none known"),
            Keep::NoneKnown => ("removed: Warfarin 1mg tablets", "none known"),
        };
        everybody_reads(&world, person, Slot::Medicine, &[&[medicines]]);
        everybody_reads(&world, person, Slot::MedicinesStatement, &[&[statement]]);
        everybody_disputes(&world, &[]);
    }
}

#[test]
fn two_doses_of_one_medicine_are_both_shown_and_neither_is_chosen() {
    let (mut world, person, _) = scene(15);
    let name = ("name", "Warfarin 1mg tablets");
    let key = add(&world, "Carol", person, Slot::Medicine, &[name, ("dose", "two tablets")]);
    world.run_until_quiet();
    unseen(&mut world, |world| {
        for (who, dose) in [("Carol", "three tablets"), ("Sam", "one tablet")] {
            let people = world.device(who).people();
            let dose = content(Slot::Medicine, &[name, ("dose", dose)]);
            people.change(person, &key, dose, writing()).expect("changed");
        }
    });
    let both: &[&[&str]] =
        &[&["Warfarin 1mg tablets, one tablet", "Warfarin 1mg tablets, three tablets"]];
    everybody_reads(&world, person, Slot::Medicine, both);
    everybody_disputes(&world, &[&key]);
    for reader in READERS {
        let summary = world.device(reader).people().summary(person).expect("a summary");
        let medicine = summary.medicines.at(&key).expect("the medicine");
        assert_eq!(medicine.agreed(), None, "{reader}");
        assert_eq!(medicine.cautious(), None, "{reader}: no ordering is written for a dose");
    }
}

#[test]
fn two_people_who_write_the_same_words_do_not_disagree() {
    let (mut world, person, key) = scene(16);
    unseen(&mut world, |world| {
        for who in ["Carol", "Sam"] {
            let people = world.device(who).people();
            let hives = content(Slot::Allergy, &[("agent", "penicillin"), ("reaction", "hives")]);
            people.change(person, &key, hives, writing()).expect("changed");
        }
    });
    everybody_reads(&world, person, Slot::Allergy, &[&["penicillin, hives"]]);
    everybody_disputes(&world, &[]);
}

#[test]
fn two_people_who_settle_one_dispute_differently_are_in_dispute() {
    let (mut world, person, key) = scene(17);
    let hives = content(Slot::Allergy, &[("agent", "penicillin"), ("reaction", "hives")]);
    let worse = content(Slot::Allergy, &[("agent", "penicillin"), ("reaction", "cannot breathe")]);
    let contents = [("Carol", &hives), ("Sam", &worse)];
    unseen(&mut world, |world| {
        for (who, content) in contents {
            let people = world.device(who).people();
            people.change(person, &key, content.clone(), writing()).expect("changed");
        }
    });
    unseen(&mut world, |world| {
        for (who, content) in contents {
            settle(world, who, Choice::With(Box::new(content.clone())), "I asked her");
        }
    });
    let both: &[&[&str]] = &[&["penicillin, cannot breathe", "penicillin, hives"]];
    everybody_reads(&world, person, Slot::Allergy, both);
    everybody_disputes(&world, &[&key]);
    same_summary(&world, person, &OFFICE);
}

#[test]
fn what_came_in_since_a_dispute_was_shown_is_not_settled_unseen() {
    let (mut world, person, key) = scene(18);
    world.link("Mo", Link::Cut);
    let worse =
        |reaction: &str| content(Slot::Allergy, &[("agent", "penicillin"), ("reaction", reaction)]);
    unseen(&mut world, |world| {
        for (who, reaction) in [("Carol", "hives"), ("Sam", "swelling")] {
            let people = world.device(who).people();
            people.change(person, &key, worse(reaction), writing()).expect("changed");
        }
        let mo = world.device("Mo").people();
        mo.change(person, &key, worse("cannot breathe"), writing()).expect("changed");
    });
    let seen = shown(&world, "Carol");
    assert_eq!(seen, seen.to_string().parse().expect("as it was kept"));
    world.link("Mo", Link::Up);
    world.run_until_quiet();
    for choice in [Choice::With(Box::new(worse("hives"))), Choice::Removed] {
        let carol = world.device("Carol").disputes();
        let refused = carol.settle(&seen, choice, text("asked her daughter"));
        assert!(matches!(refused, Err(DeviceError::Changed)), "{refused:?}");
    }
    world.run_until_quiet();
    let three: &[&[&str]] =
        &[&["penicillin, cannot breathe", "penicillin, hives", "penicillin, swelling"]];
    everybody_reads(&world, person, Slot::Allergy, three);
    everybody_disputes(&world, &[&key]);

    settle(&world, "Carol", Choice::With(Box::new(worse("hives"))), "asked her daughter");
    let refused = world.device("Carol").disputes().settle(&seen, Choice::Removed, text("twice"));
    assert!(matches!(refused, Err(DeviceError::Changed)), "settled since: {refused:?}");
}

#[test]
fn none_known_does_not_remove_what_nobody_saw() {
    let (mut world, person, _) = scene(19);
    unseen(&mut world, |world| {
        let carol = world.device("Carol").people();
        carol.none_known(person, Slot::Medicine, writing()).expect("stated");
        add(world, "Sam", person, Slot::Medicine, &[("name", "Warfarin 1mg tablets")]);
    });
    let seen = shown(&world, "Carol");
    add(&world, "Sam", person, Slot::Medicine, &[("name", "Insulin")]);
    world.run_until_quiet();
    let keep = Choice::Keep(Slot::Medicine, Keep::NoneKnown);
    let why = text("the pharmacy knows of no warfarin");
    let refused = world.device("Carol").disputes().settle(&seen, keep, why);
    assert!(matches!(refused, Err(DeviceError::Changed)), "{refused:?}");
    let both: &[&[&str]] = &[&["Insulin"], &["Warfarin 1mg tablets"]];
    world.run_until_quiet();
    let mut stand = said(&world, "Amina", person, Slot::Medicine);
    stand.sort();
    assert_eq!(stand, both);
}
