//! Clocks that are wrong by days: a phone's, the hub's. What depends on a date says so; nothing is
//! refused, nobody is locked out who need not be, and whoever was is let in again when the clock is
//! right. Who may do what is decided by positions, never by anybody's clock.

use holdfast_core::care::summary::Slot;
use holdfast_core::care::{Clock, PersonId, Reason, Said, SectionState};
use holdfast_core::device::{Clock as _, Safe, VisitId};
use holdfast_ledger::{Role, Timestamp};
use holdfast_tests::scene::{add, all_applied, by_phone, margaret, notes, said, text, visit};
use holdfast_tests::world::{DAY, EVENING, HOUR, Link, MINUTE, World};

const WRONG: [i64; 2] = [-3 * DAY, 3 * DAY];
const EVERYBODY: [&str; 6] = ["Amina", "Carol", "Mo", "Nadia", "Olu", "Sam"];

/// Margaret with an allergy that Carol confirmed; her visit by Amina and by Nadia, whom another
/// provider lends until tomorrow evening.
fn scene(seed: u64) -> (World, PersonId, VisitId) {
    let mut world = World::staffed(seed);
    world.enrol("Mo", "Nadia", Role::Subcontractor, Some(EVENING.plus_millis(DAY)));
    world.run_until_quiet();
    let person = margaret(&world);
    let key = add(&world, "Carol", person, Slot::Allergy, &[("agent", "penicillin")]);
    let id = visit(&world, person, &["Amina", "Nadia"]);
    let carol = world.device("Carol").people();
    let shown = carol.page(person).expect("a page");
    carol.confirm(&shown, std::slice::from_ref(&key), &by_phone()).expect("confirmed");
    world.run_until_quiet();
    (world, person, id)
}

/// Whether somebody's screen says of anything in the summary "unconfirmed: check the date".
fn check_the_date(world: &World, name: &str, person: PersonId) -> bool {
    let page = world.device(name).people().page(person).expect("a page");
    let mut grounds = page.sections.iter().flat_map(|section| &section.grounds);
    grounds.any(|g| g.reason == Reason::CheckDate && g.state == SectionState::Unconfirmed)
}

fn writes(world: &World, name: &str, id: VisitId, words: &str) {
    let visits = world.device(name).visits();
    visits.start(id, Said::default()).expect("arriving is never refused");
    visits.note(id, text(words), Said::default()).expect("a note is never refused");
}

/// The note of those words as somebody reads it: when it happened, when it was written, and what the
/// writer's device knew of its clock then.
fn times(
    world: &World,
    name: &str,
    id: VisitId,
    words: &str,
) -> (Option<Timestamp>, Timestamp, Option<Clock>) {
    let page = world.device(name).visits().page(id).expect("the visit");
    let mut notes = page.visit.notes.iter().map(|note| note.original());
    let note = notes.find(|note| note.content.text.as_str() == words).expect("the note");
    (note.occurred, note.written, note.clock)
}

#[test]
fn a_phone_three_days_wrong_says_check_the_date_and_goes_on() {
    for wrong in WRONG {
        let (mut world, person, id) = scene(91);
        assert!(!check_the_date(&world, "Amina", person), "her clock is right");
        world.advance(MINUTE);
        world.person("Amina").clock.advance(wrong);
        // She meets the hub once: now the phone knows that it is wrong, and by how much.
        world.run_until_quiet();
        assert!(check_the_date(&world, "Amina", person), "{wrong}");
        assert!(!check_the_date(&world, "Carol", person), "hers is right");

        let occurred = EVENING.plus_millis(HOUR);
        let amina = world.device("Amina").visits();
        amina.start(id, Said::default()).expect("arriving is never refused");
        let before = world.person("Amina").clock.now();
        amina.note(id, text("Asleep."), Said::at(occurred)).expect("a note is never refused");
        let after = world.person("Amina").clock.now();
        world.run_until_quiet();
        for name in EVERYBODY {
            assert_eq!(notes(&world, name, id), ["Asleep."], "{name}");
            let (happened, written, clock) = times(&world, name, id, "Asleep.");
            assert_eq!(happened, Some(occurred), "as she says");
            assert!((before..=after).contains(&written), "by her phone, wrong as it is");
            let ahead = clock.expect("the phone met the hub").ahead;
            assert!((ahead - wrong).abs() < MINUTE, "{ahead} is about {wrong}");
        }
        assert_eq!(world.device("Amina").status().expect("status").safe, Safe::AtTheHub);
        all_applied(&world, &EVERYBODY);

        world.person("Amina").clock.advance(-wrong);
        world.run_until_quiet();
        assert!(!check_the_date(&world, "Amina", person), "mended");
    }
}

#[test]
fn a_phone_that_is_wrong_and_hears_nobody_goes_on_too() {
    for wrong in WRONG {
        let (mut world, person, id) = scene(92);
        world.link("Amina", Link::Cut);
        world.person("Amina").clock.advance(wrong);
        writes(&world, "Amina", id, "Asleep.");
        add(&world, "Sam", person, Slot::Allergy, &[("agent", "latex")]);
        world.link("Amina", Link::Up);
        world.run_until_quiet();
        for name in EVERYBODY {
            assert_eq!(notes(&world, name, id), ["Asleep."], "{name}");
            let both = [["confirmed: penicillin"], ["latex"]];
            assert_eq!(said(&world, name, person, Slot::Allergy), both, "{name}");
        }
        all_applied(&world, &EVERYBODY);
    }
}

#[test]
fn a_hub_three_days_slow_is_doubted_and_everything_goes_on() {
    let (mut world, person, id) = scene(93);
    world.hub_clock.advance(-3 * DAY);
    world.run_until_quiet();
    for name in EVERYBODY {
        world.sync(name);
        assert!(check_the_date(&world, name, person), "{name}");
        writes(&world, name, id, name);
    }
    world.run_until_quiet();
    for name in EVERYBODY {
        assert_eq!(notes(&world, name, id), EVERYBODY, "{name}");
    }
    all_applied(&world, &EVERYBODY);
    world.hub_clock.advance(3 * DAY);
    for name in EVERYBODY {
        world.sync(name);
        assert!(!check_the_date(&world, name, person), "{name}: the hub is right again");
    }
}

#[test]
fn a_hub_three_days_fast_shuts_nadia_out_only_until_it_is_right_again() {
    let (mut world, person, id) = scene(94);
    world.hub_clock.advance(3 * DAY);
    for name in EVERYBODY {
        world.sync(name);
    }
    // Nadia's lease is over by the hub's clock and not by her own: what she holds stays readable.
    assert_eq!(said(&world, "Nadia", person, Slot::Allergy), [["confirmed: penicillin"]]);
    assert!(check_the_date(&world, "Nadia", person));
    for name in EVERYBODY {
        writes(&world, name, id, name);
    }
    add(&world, "Sam", person, Slot::Allergy, &[("agent", "latex")]);
    world.run_until_quiet();
    // Everybody else reads her words; she is not given theirs while the hub thinks she has left.
    let others = ["Amina", "Carol", "Mo", "Olu", "Sam"];
    for name in others {
        assert_eq!(notes(&world, name, id), EVERYBODY, "{name}");
    }
    assert_eq!(notes(&world, "Nadia", id), ["Nadia"]);
    assert_eq!(world.device("Nadia").status().expect("status").safe, Safe::AtTheHub);

    world.hub_clock.advance(-3 * DAY);
    world.run_until_quiet();
    for name in EVERYBODY {
        world.sync(name);
        assert_eq!(notes(&world, name, id), EVERYBODY, "{name}");
        let both = [["confirmed: penicillin"], ["latex"]];
        assert_eq!(said(&world, name, person, Slot::Allergy), both, "{name}");
        assert!(!check_the_date(&world, name, person), "{name}");
    }
    all_applied(&world, &EVERYBODY);
}

#[test]
fn nadia_reads_what_a_restored_hub_was_filled_with_again() {
    let (mut world, person, id) = scene(95);
    let copy = world.copy_hub();
    world.advance(HOUR);
    writes(&world, "Amina", id, "Drank half a cup of tea.");
    writes(&world, "Nadia", id, "Left heel is red.");
    add(&world, "Sam", person, Slot::Allergy, &[("agent", "latex")]);
    world.run_until_quiet();
    world.link("Nadia", Link::Cut);
    world.restore_hub(&copy);
    world.run_until_quiet();
    world.link("Nadia", Link::Up);
    writes(&world, "Amina", id, "Asleep.");
    world.run_until_quiet();
    for name in EVERYBODY {
        let all = ["Asleep.", "Drank half a cup of tea.", "Left heel is red."];
        assert_eq!(notes(&world, name, id), all, "{name}");
        let both = [["confirmed: penicillin"], ["latex"]];
        assert_eq!(said(&world, name, person, Slot::Allergy), both, "{name}");
        let safe = world.device(name).status().expect("status").safe;
        assert!(matches!(safe, Safe::AtTheHub | Safe::Nothing), "{name}: {safe:?}");
    }
    all_applied(&world, &EVERYBODY);
}
