//! A night without signal, at the level of devices: who does what, and what each then sees.

use holdfast_core::care::reference::KeyRef;
use holdfast_core::care::summary::{Content, Slot};
use holdfast_core::care::{
    Line, MedicineOutcome, Outcome, Said, Source, Staff, Text, Value as _, Writing,
};
use holdfast_core::care::{PersonId, Span};
use holdfast_core::device::{NewVisit, VisitId};
use holdfast_ledger::{Ended, Role};
use holdfast_tests::mallory::{Mallory, entries};

use holdfast_tests::world::{DAY, EVENING, HOUR, Link, World};

fn content(slot: Slot, texts: &[(&str, &str)]) -> Content {
    Content::from_texts(slot, texts).expect("a content that is filled in")
}

fn margaret(world: &World) -> PersonId {
    world
        .device("Carol")
        .people()
        .begin(
            &[
                content(Slot::PreferredName, &[("name", "Margaret")]),
                content(Slot::FullName, &[("name", "Margaret Ann Hughes")]),
                content(Slot::Allergy, &[("agent", "penicillin")]),
            ],
            &Source::Person,
        )
        .expect("a new person")
}

fn plan(person: PersonId, window: Span) -> NewVisit {
    NewVisit {
        person,
        window,
        minutes: None,
        tasks: Vec::new(),
        staff: Staff::new(1),
        carers: Vec::new(),
        commissioned_by: None,
        delivered_by: None,
        round: None,
        pathway: None,
    }
}

fn visit(world: &World, person: PersonId, carers: &[&str]) -> VisitId {
    let window = Span { start: EVENING.plus_millis(HOUR), end: EVENING.plus_millis(2 * HOUR) };
    let carers = carers.iter().map(|name| world.member(name)).collect();
    let plan = NewVisit { carers, ..plan(person, window) };
    world.device("Carol").visits().plan(plan).expect("a plan")
}

fn notes(world: &World, name: &str, visit: VisitId) -> Vec<String> {
    let page = world.device(name).visits().page(visit).expect("the visit");
    let mut notes: Vec<String> = page
        .visit
        .notes
        .iter()
        .filter_map(|entry| entry.content())
        .map(|note| note.text.as_str().to_owned())
        .collect();
    notes.sort();
    notes
}

#[test]
fn two_carers_write_in_one_visit_offline_and_both_are_read_by_everybody() {
    let mut world = World::staffed(1);
    let person = margaret(&world);
    let visit = visit(&world, person, &["Amina", "Ben"]);
    world.run_until_quiet();
    assert_eq!(world.device("Amina").visits().today().expect("today").len(), 1);

    world.link("Amina", Link::Cut);
    world.link("Ben", Link::Cut);
    let amina = world.device("Amina").visits();
    amina.start(visit, Said::default()).expect("arriving is never refused");
    amina
        .note(visit, Text::new("Drank half a cup of tea.").expect("text"), Said::default())
        .expect("saved");
    let ben = world.device("Ben").visits();
    ben.note(visit, Text::new("Left heel is red.").expect("text"), Said::default()).expect("saved");
    amina.leave(visit, Line::new("settled").ok(), Said::default()).expect("saved");
    assert_eq!(notes(&world, "Amina", visit), ["Drank half a cup of tea."]);

    world.link("Amina", Link::Up);
    world.link("Ben", Link::Up);
    world.run_until_quiet();
    for name in ["Amina", "Ben", "Carol", "Sam", "Mo"] {
        let seen = notes(&world, name, visit);
        assert_eq!(seen, ["Drank half a cup of tea.", "Left heel is red."], "{name}");
        let counts = world.device(name).status().expect("status").counts;
        assert_eq!(counts.taken_in, counts.applied, "{name}: {counts:?}");
    }
}

#[test]
fn a_carer_who_is_in_sync_hears_so_in_one_trip() {
    let mut world = World::staffed(2);
    let person = margaret(&world);
    visit(&world, person, &["Amina"]);
    world.run_until_quiet();
    assert_eq!(world.sync("Amina"), (Ended::InSync, 0));
}

#[test]
fn a_carer_planned_in_after_a_long_day_offline_can_open_the_visit_at_once() {
    let mut world = World::staffed(3);
    let person = margaret(&world);
    world.run_until_quiet();
    world.link("Carol", Link::Cut);
    let long = "Likes the window open, the radio low and her tea without milk. ".repeat(14);
    for number in 0..240 {
        let words = format!("{number}: {long}");
        let alert = content(Slot::Alert, &[("alert", words.as_str())]);
        let writing = Writing::from(Source::Author);
        world.device("Carol").people().add(person, alert, writing).expect("saved");
    }
    visit(&world, person, &["Amina"]);
    world.link("Carol", Link::Up);
    assert_eq!(world.sync("Carol").0, Ended::InSync);
    assert_eq!(world.sync("Amina").0, Ended::InSync);
    assert_eq!(world.device("Amina").visits().today().expect("today").len(), 1);
    let counts = world.device("Amina").status().expect("status").counts;
    assert_eq!(counts.taken_in, counts.applied, "{counts:?}");
}

#[test]
fn ben_is_shown_the_dose_that_amina_gave_before_he_gives_another_and_may_write_his_all_the_same() {
    let mut world = World::staffed(4);
    let person = margaret(&world);
    let paracetamol = [("name", "Paracetamol"), ("minimum_interval", "240")];
    let paracetamol = content(Slot::Medicine, &paracetamol);
    let writing = Writing::from(Source::Author);
    world.device("Carol").people().add(person, paracetamol, writing).expect("saved");
    let visit = visit(&world, person, &["Amina", "Ben"]);
    world.run_until_quiet();
    let summary = world.device("Ben").people().summary(person).expect("a summary");
    let key = KeyRef::parse(summary.medicines[0].key()).expect("a key");
    let before = |world: &World, name: &str| {
        let visits = world.device(name).visits();
        visits.before_the_tap(visit, &key, None).expect("the visit").map(|offer| offer.outcome)
    };
    assert_eq!(before(&world, "Amina"), None);

    let name = Line::new("Paracetamol").expect("a line");
    let taken = MedicineOutcome {
        medicine: Some(key.clone()),
        ..MedicineOutcome::named(name, Outcome::TakenSeen)
    };
    let give = |world: &World, who: &str| {
        world.device(who).visits().medicine(visit, taken.clone(), Said::default())
    };
    give(&world, "Amina").expect("saved");
    assert_eq!(before(&world, "Amina"), Some(Outcome::TakenSeen));
    assert_eq!(before(&world, "Ben"), None, "he cannot know yet");
    world.run_until_quiet();
    assert_eq!(before(&world, "Ben"), Some(Outcome::TakenSeen));
    give(&world, "Ben").expect("recording is never refused");
    let page = world.device("Ben").visits().page(visit).expect("the visit");
    assert_eq!(page.double_doses.len(), 1);
}

#[test]
fn two_called_out_with_no_signal_write_in_the_months_that_a_planner_opened_ahead() {
    let mut world = World::staffed(6);
    let person = margaret(&world);
    visit(&world, person, &["Amina", "Ben"]);
    world.run_until_quiet();
    let called = |world: &World, who: &str| {
        let because = Line::new("a fall").expect("a line");
        world.device(who).visits().start_unplanned(person, because).expect("begun").ledger
    };
    world.link("Amina", Link::Cut);
    world.link("Ben", Link::Cut);
    let mut ledgers = Vec::new();
    // This month, the next and the one after it. The planner has not looked again since.
    for days in [0, 30, 31] {
        world.advance(days * DAY);
        let (amina, ben) = (called(&world, "Amina"), called(&world, "Ben"));
        assert_eq!(amina, ben, "neither opened a month beside the other's");
        ledgers.push(amina);
    }
    ledgers.dedup();
    assert_eq!(ledgers.len(), 3, "three months, a ledger each");
}

#[test]
fn a_relief_carer_sees_both_halves_of_a_month_that_two_opened_and_last_night_on_the_first() {
    let mut world = World::staffed(5);
    world.enrol("Mo", "Rosa", Role::Carer, None);
    world.enrol("Mo", "Tom", Role::Carer, None);
    let person = margaret(&world);
    visit(&world, person, &["Amina", "Ben"]);
    world.run_until_quiet();

    // 28 February 2027: nobody has opened that month yet. Both are called out with no signal.
    world.advance(117 * DAY);
    world.link("Amina", Link::Cut);
    world.link("Ben", Link::Cut);
    let called = |world: &World, who: &str| {
        let because = Line::new("a fall").expect("a line");
        let visits = world.device(who).visits();
        let id = visits.start_unplanned(person, because).expect("begun");
        visits.note(id, Text::new(who).expect("a text"), Said::default()).expect("saved");
        id
    };
    let (amina, ben) = (called(&world, "Amina"), called(&world, "Ben"));
    assert_ne!(amina.ledger, ben.ledger, "each opened the month");
    world.link("Amina", Link::Up);
    world.link("Ben", Link::Up);
    world.run_until_quiet();

    let tomorrow = |who: &str, world: &World| {
        let start = EVENING.plus_millis(118 * DAY);
        let mut plan = plan(person, Span { start, end: start.plus_millis(HOUR) });
        plan.carers = vec![world.member(who)];
        world.device("Carol").visits().plan(plan).expect("a plan");
    };
    tomorrow("Rosa", &world);
    world.run_until_quiet();
    assert_eq!(notes(&world, "Rosa", amina), ["Amina"]);
    assert_eq!(notes(&world, "Rosa", ben), ["Ben"]);

    // 1 March: Tom comes to a visit of the new month, and last night is in the old one.
    world.advance(DAY);
    tomorrow("Tom", &world);
    world.run_until_quiet();
    assert_eq!(notes(&world, "Tom", amina), ["Amina"]);
    assert_eq!(notes(&world, "Tom", ben), ["Ben"]);
}

#[test]
fn a_note_that_waits_is_looked_at_again_though_its_reader_wrote_meanwhile() {
    let mut world = World::staffed(17);
    let person = holdfast_tests::scene::margaret(&world);
    let id = holdfast_tests::scene::visit(&world, person, &["Amina", "Ben"]);
    world.run_until_quiet();
    world.link("Sam", Link::Cut);
    let note = |world: &World, name: &str, words: &str| {
        let said = Text::new(words).expect("a short text");
        world.device(name).visits().note(id, said, Said::default()).expect("saved");
    };
    note(&world, "Amina", "One, by Amina.");
    world.sync("Amina");
    world.sync("Ben");
    let held = entries(&world.person("Ben").vault(), id.ledger);
    note(&world, "Ben", "Two, by Ben, who has read Amina's.");
    world.sync("Ben");
    world.sync("Carol");
    // Ben's reaches Sam first, as a file, and waits for Amina's; Sam writes; Amina's arrives.
    let bens = entries(&world.person("Ben").vault(), id.ledger);
    let bens: Vec<_> = bens.into_iter().filter(|entry| !held.contains(entry)).collect();
    let file = Mallory::with_device_of(&world, "Ben").file(bens.iter().map(|e| &e.bytes[..]));
    assert_eq!(world.device("Sam").bundles().read(&file).expect("of a colleague").new, 1);
    assert_eq!(world.device("Sam").status().expect("status").counts.waiting, 1);
    note(&world, "Sam", "Three, by Sam.");
    world.link("Sam", Link::Up);
    world.run_until_quiet();
    let all = ["One, by Amina.", "Three, by Sam.", "Two, by Ben, who has read Amina's."];
    for name in ["Amina", "Ben", "Carol", "Sam"] {
        assert_eq!(notes(&world, name, id), all, "{name}");
        assert_eq!(world.device(name).status().expect("status").counts.waiting, 0, "{name}");
    }
}
