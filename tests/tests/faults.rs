//! What breaks is found out and mended; and nothing that is wrong with a clock, a summary or a hub
//! keeps a carer from arriving and from writing down what they see.

use holdfast_core::care::finding::SectionState;
use holdfast_core::care::section_state::Ground;
use holdfast_core::care::summary::Slot;
use holdfast_core::care::{Defined as _, Event, Said};
use holdfast_core::device::Safe;
use holdfast_ledger::{Ended, Role};
use holdfast_tests::scene::{
    OFFICE, add, all_applied, by_phone, content, line, margaret, notes, said, same_summary, text,
    visit, writing,
};
use holdfast_tests::world::{DAY, HOUR, Link, World};

#[test]
fn a_hub_restored_from_an_hour_ago_is_filled_again_by_the_phones() {
    let mut world = World::staffed(51);
    let person = margaret(&world);
    let id = visit(&world, person, &["Amina"]);
    world.run_until_quiet();
    let copy = world.copy_hub();
    world.advance(HOUR);
    world.device("Amina").visits().start(id, Said::default()).expect("never refused");
    let words = text("Drank half a cup of tea.");
    world.device("Amina").visits().note(id, words, Said::default()).expect("saved");
    world.run_until_quiet();
    assert_eq!(world.device("Amina").status().expect("status").safe, Safe::AtTheHub);

    world.restore_hub(&copy);
    world.run_until_quiet();
    let refilled = world.device("Amina").status().expect("status").safe;
    assert_eq!(refilled, Safe::AtTheHub);
    // The refilled hub alone can serve somebody new.
    world.enrol("Mo", "Nadia", holdfast_ledger::Role::Senior, None);
    world.run_until_quiet();
    for name in ["Amina", "Carol", "Sam"] {
        assert_eq!(notes(&world, name, id), ["Drank half a cup of tea."], "{name}");
    }
    all_applied(&world, &["Amina", "Carol", "Sam"]);
}

#[test]
fn a_hub_that_lost_everything_is_filled_again_whoever_comes_first() {
    let mut world = World::staffed(53);
    let person = margaret(&world);
    let id = visit(&world, person, &["Amina"]);
    world.run_until_quiet();
    let words = text("Drank half a cup of tea.");
    world.device("Amina").visits().note(id, words, Said::default()).expect("saved");
    world.run_until_quiet();

    world.empty_hub();
    // Sam wrote nothing of it, and was told all of it.
    assert_eq!(world.sync("Sam").0, Ended::InSync);
    world.enrol("Mo", "Nadia", Role::Senior, None);
    world.run_until_quiet();
    let everybody = ["Olu", "Mo", "Carol", "Sam", "Amina", "Ben", "Nadia"];
    for name in everybody {
        let safe = world.device(name).status().expect("status").safe;
        let wrote = ["Olu", "Mo", "Carol", "Amina"].contains(&name);
        assert_eq!(safe, if wrote { Safe::AtTheHub } else { Safe::Nothing }, "{name}");
        assert_eq!(world.sync(name).0, Ended::InSync, "{name}");
    }
    for name in ["Amina", "Carol", "Sam", "Mo"] {
        assert_eq!(notes(&world, name, id), ["Drank half a cup of tea."], "{name}");
    }
    same_summary(&world, person, &["Amina", "Carol", "Sam", "Mo"]);
    all_applied(&world, &["Amina", "Carol", "Sam", "Mo"]);
}

#[test]
fn a_clock_three_days_wrong_stops_nothing() {
    for wrong in [-3 * DAY, 3 * DAY] {
        let mut world = World::staffed(52);
        let person = margaret(&world);
        let id = visit(&world, person, &["Amina"]);
        world.run_until_quiet();
        world.person("Amina").clock.advance(wrong);
        let amina = world.device("Amina").visits();
        amina.start(id, Said::default()).expect("never refused");
        amina.note(id, text("Asleep."), Said::default()).expect("saved");
        add(&world, "Sam", person, Slot::Allergy, &[("agent", "latex")]);
        world.run_until_quiet();
        for name in ["Amina", "Carol", "Sam", "Mo"] {
            assert_eq!(notes(&world, name, id), ["Asleep."], "{name}");
            assert_eq!(said(&world, name, person, Slot::Allergy), [["latex"]], "{name}");
        }
        same_summary(&world, person, &["Amina", "Carol", "Sam", "Mo"]);
        all_applied(&world, &["Amina", "Carol", "Sam", "Mo"]);
    }
}

/// A clock set back is no proof that time has gone back: what had run out has still run out.
#[test]
fn a_clock_set_back_makes_nothing_current_again() {
    let mut world = World::staffed(59);
    let person = margaret(&world);
    let allergy = [("agent", "penicillin"), ("reaction", "a rash")];
    let key = add(&world, "Carol", person, Slot::Allergy, &allergy);
    let carol = world.device("Carol").people();
    let shown = carol.page(person).expect("a page");
    carol.confirm(&shown, std::slice::from_ref(&key), &by_phone()).expect("confirmed");
    let id = visit(&world, person, &["Amina"]);
    world.run_until_quiet();
    let allergies = |world: &World| {
        let page = world.device("Amina").people().page(person).expect("a page");
        let about = |ground: &Ground| ground.keys.contains(&key);
        let grounds = page.sections.into_iter().flat_map(|section| section.grounds);
        grounds.filter(about).map(|ground| ground.state).collect::<Vec<_>>()
    };
    assert_eq!(allergies(&world), [], "confirmed a moment ago");

    world.advance(200 * DAY);
    world.run_until_quiet();
    let stale = allergies(&world);
    assert!(stale.contains(&SectionState::Stale), "half a year old: {stale:?}");
    world.person("Amina").clock.advance(-200 * DAY);
    assert!(!allergies(&world).is_empty(), "the hub's time was later");
    assert!(allergies(&world).contains(&SectionState::Unconfirmed), "check the date");
    world.person("Amina").clock.advance(200 * DAY);

    world.link("Amina", Link::Cut);
    world.person("Amina").clock.advance(20 * DAY);
    let amina = world.device("Amina").visits();
    amina.note(id, text("she is well"), Said::default()).expect("a note");
    world.person("Amina").clock.advance(-10 * DAY);
    assert!(allergies(&world).contains(&SectionState::Unconfirmed), "her own note was later");
    amina.note(id, text("never refused"), Said::default()).expect("a note");
}

/// `sync` in one window and `visit note` in another: two processes with one vault.
#[test]
fn two_processes_with_one_vault_lose_nothing_of_each_other() {
    let mut world = World::staffed(61);
    let person = margaret(&world);
    let id = visit(&world, person, &["Amina"]);
    world.run_until_quiet();
    let amina = world.person("Amina");
    let other = amina.opened(amina.folder.clone(), 61).expect("the same vault once more");
    let mut expected = Vec::new();
    for round in 0..3 {
        for (window, device) in [("first", &amina.device), ("second", &other.device)] {
            let words = format!("round {round}, {window} window");
            device.visits().note(id, text(&words), Said::default()).expect("a note");
            expected.push(words);
        }
    }
    expected.sort();
    assert_eq!(notes(&world, "Amina", id), expected);
    world.run_until_quiet();
    for name in OFFICE {
        assert_eq!(notes(&world, name, id), expected, "{name}");
    }
    world.device("Amina").repair().expect("repaired");
    assert_eq!(notes(&world, "Amina", id), expected);
    all_applied(&world, &OFFICE);
}

#[test]
fn no_state_of_anything_refuses_arriving_or_a_note() {
    let mut world = World::staffed(53);
    let person = margaret(&world);
    let id = visit(&world, person, &["Amina"]);
    world.run_until_quiet();
    let mut expected: Vec<String> = Vec::new();
    let write = |world: &World, at, expected: &mut Vec<String>, state: &str| {
        let amina = world.device("Amina").visits();
        amina.start(at, Said::default()).unwrap_or_else(|e| panic!("{state}: {e}"));
        amina.note(at, text(state), Said::default()).unwrap_or_else(|e| panic!("{state}: {e}"));
        expected.push(state.to_owned());
        expected.sort();
    };
    write(&world, id, &mut expected, "nothing but a name in the summary");

    let allergy = [("agent", "penicillin"), ("reaction", "a rash")];
    let key = add(&world, "Carol", person, Slot::Allergy, &allergy);
    world.run_until_quiet();
    world.link("Carol", Link::Cut);
    let worse = content(Slot::Allergy, &[("agent", "penicillin"), ("reaction", "hives")]);
    world.device("Sam").people().change(person, &key, worse, writing()).expect("changed");
    let carol = world.device("Carol").people();
    let shown = carol.page(person).expect("a page");
    carol.confirm(&shown, std::slice::from_ref(&key), &by_phone()).expect("confirmed");
    world.link("Carol", Link::Up);
    world.run_until_quiet();
    assert_eq!(world.device("Amina").disputes().list().expect("disputes").len(), 1);
    write(&world, id, &mut expected, "a summary in dispute");

    let fall =
        Event::from_texts(&[("person", &person.to_string()), ("kind", "fall")]).expect("an event");
    world.device("Sam").people().happened(person, fall, Said::default()).expect("recorded");
    world.run_until_quiet();
    write(&world, id, &mut expected, "everything unconfirmed by a fall");

    world.person("Amina").clock.advance(40 * DAY);
    write(&world, id, &mut expected, "a clock that is forty days ahead");
    world.person("Amina").clock.advance(-80 * DAY);
    write(&world, id, &mut expected, "a clock that is forty days behind");
    world.person("Amina").clock.advance(40 * DAY);

    let amina = world.device("Amina").visits();
    amina.leave(id, Some(line("settled")), Said::default()).expect("saved");
    write(&world, id, &mut expected, "after leaving");
    world.run_until_quiet();
    world.device("Sam").visits().sign_off(id, None).expect("signed off");
    world.run_until_quiet();
    write(&world, id, &mut expected, "after the sign-off");
    let unplanned = world.device("Amina").visits().start_unplanned(person, line("she rang"));
    let mut alone = Vec::new();
    write(&world, unplanned.expect("never refused"), &mut alone, "nobody planned it");

    world.run_until_quiet();
    for name in OFFICE {
        assert_eq!(notes(&world, name, id), expected, "{name}");
    }
}
