//! Nobody is ever refused the pen. Whatever the state of the summary, of the visit, of the clock, of
//! somebody's role, lease or grant: arriving, staying and a note are taken, kept, and reach everybody.

use holdfast_core::care::summary::{Content, Slot};
use holdfast_core::care::{Defined as _, Event, PersonId, Said, Staff};
use holdfast_core::device::VisitId;
use holdfast_core::vault::{Tables, VaultError};
use holdfast_ledger::{
    Branches, Change, DeviceId, EndOf, Entitlement, Entry, Feed, LedgerId, Role, RoleChange,
    StandardTable, Statement, Store as _, Timestamp, Withdraw,
};
use holdfast_tests::mallory::{Mallory, entries};
use holdfast_tests::scene::{by_phone, content, line, margaret, notes, text, visit, writing};
use holdfast_tests::world::{DAY, EVENING, Link, World};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

const WRITERS: [&str; 4] = ["Amina", "Nadia", "Sam", "Carol"];

/// A die.
struct Die(ChaCha20Rng);

impl Die {
    fn roll(&mut self, sides: usize) -> usize {
        self.0.next_u32() as usize % sides
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}

/// Everybody who may writes and arrives; says which state it was, should it be refused.
fn everybody_writes(world: &World, id: VisitId, state: &str, written: &mut Vec<String>) {
    for name in WRITERS {
        let visits = world.device(name).visits();
        let refused = |what: &str, error| panic!("{name} was refused {what}: {state}: {error}");
        visits.start(id, Said::default()).unwrap_or_else(|e| refused("arriving", e));
        let words = format!("{name}, {}: {state}", written.len());
        visits.note(id, text(&words), Said::default()).unwrap_or_else(|e| refused("a note", e));
        written.push(words);
    }
}

/// One thing that changes a state, by chance; what it was.
fn something_happens(world: &World, person: PersonId, id: VisitId, die: &mut Die) -> String {
    const SLOTS: [(Slot, &[(&str, &str)]); 5] = [
        (Slot::Allergy, &[("agent", "penicillin"), ("reaction", "a rash")]),
        (Slot::Medicine, &[("name", "Warfarin 1mg tablets"), ("dose", "two tablets")]),
        (Slot::Alert, &[("alert", "the dog bites")]),
        (Slot::Allergy, &[("agent", "latex")]),
        (Slot::Medicine, &[("name", "Paracetamol 500mg tablets")]),
    ];
    let who = *die.one(&["Carol", "Sam"]);
    let people = world.device(who).people();
    let summary = people.summary(person).expect("a summary");
    let keys: Vec<String> =
        summary.values().iter().map(|(_, value)| value.key().to_owned()).collect();
    let key = die.one(&keys).clone();
    // Each may be refused: what is disputed is not confirmed away, what was removed not changed.
    match die.roll(9) {
        0 | 1 => {
            let (slot, texts) = *die.one(&SLOTS);
            let _ = people.add(person, content(slot, texts), writing());
            format!("{who} adds a {slot:?}")
        }
        2 => {
            let shown = people.page(person).expect("a page");
            let confirmed = people.confirm(&shown, std::slice::from_ref(&key), &by_phone());
            format!("{who} confirms: {}", confirmed.is_ok())
        }
        3 => {
            let removed = people.remove(person, &key, text("not so"));
            format!("{who} removes: {}", removed.is_ok())
        }
        4 => {
            let changed = summary.at(&key).and_then(|(slot, _)| {
                let texts = SLOTS.iter().find(|(of, _)| *of == slot)?.1;
                people.change(person, &key, Content::from_texts(slot, texts).ok()?, writing()).ok()
            });
            format!("{who} changes: {}", changed.is_some())
        }
        5 => {
            let list = *die.one(&[Slot::Allergy, Slot::Medicine]);
            let stated = people.none_known(person, list, writing());
            format!("{who} says none are known: {}", stated.is_ok())
        }
        6 => {
            let kind = *die.one(&["fall", "admission", "discharge", "medicine change"]);
            let texts = [("person", person.to_string()), ("kind", kind.to_owned())];
            let texts: Vec<(&str, &str)> = texts.iter().map(|(k, v)| (*k, v.as_str())).collect();
            let event = Event::from_texts(&texts).expect("an event");
            people.happened(person, event, Said::default()).expect("recorded");
            kind.to_owned()
        }
        7 => {
            let visits = world.device(die.one::<&str>(&WRITERS)).visits();
            let advice = visits.assess(id, Staff::new(1).expect("one"), &[]).expect("advice");
            visits.record_advice(id, &advice).expect("recorded");
            format!("advice: {:?}", advice.assessment.advice)
        }
        _ => {
            let visits = world.device(die.one::<&str>(&WRITERS)).visits();
            visits.leave(id, Some(line("settled")), Said::default()).expect("saved");
            let signed = world.device("Sam").visits().sign_off(id, None);
            format!("left, signed off: {}", signed.is_ok())
        }
    }
}

#[test]
fn no_state_of_the_summary_the_visit_or_a_clock_refuses_arriving_or_a_note() {
    let mut world = World::staffed(111);
    world.enrol("Mo", "Nadia", Role::Subcontractor, Some(EVENING.plus_millis(DAY)));
    world.run_until_quiet();
    let person = margaret(&world);
    let id = visit(&world, person, &["Amina", "Nadia"]);
    world.run_until_quiet();
    let mut die = Die(ChaCha20Rng::seed_from_u64(111));
    let mut written = Vec::new();
    let mut unplanned = Vec::new();
    for round in 0..14 {
        // Half of them have no signal, so that what they do is not seen, and is disputed.
        for name in WRITERS {
            world.link(name, if die.roll(2) == 0 { Link::Cut } else { Link::Up });
        }
        let mut state = String::new();
        for _ in 0..4 {
            state = something_happens(&world, person, id, &mut die);
        }
        let wrong = *die.one(&[0, 3 * DAY, -3 * DAY, 40 * DAY, -400 * DAY, 20_000 * DAY]);
        let whose = *die.one(&WRITERS);
        world.person(whose).clock.advance(wrong);
        let state = format!("round {round}, {state}, {whose}'s clock off by {} days", wrong / DAY);
        everybody_writes(&world, id, &state, &mut written);
        let started = world.device(whose).visits().start_unplanned(person, line("she rang"));
        unplanned.push(started.unwrap_or_else(|e| panic!("unplanned: {state}: {e}")));
        world.person(whose).clock.advance(-wrong);
        world.run_until_quiet();
    }
    for name in WRITERS {
        world.link(name, Link::Up);
    }
    world.run_until_quiet();
    written.sort();
    for name in ["Amina", "Carol", "Mo", "Olu", "Sam"] {
        assert_eq!(notes(&world, name, id), written, "{name}");
        for id in &unplanned {
            assert!(world.device(name).visits().page(*id).is_ok(), "{name}");
        }
    }
    assert!(!world.device("Mo").disputes().list().expect("disputes").is_empty(), "some dispute");
}

#[test]
fn a_clock_at_the_ends_of_time_refuses_nothing() {
    let mut world = World::staffed(112);
    let person = margaret(&world);
    let id = visit(&world, person, &["Amina"]);
    world.run_until_quiet();
    let mut written = Vec::new();
    for at in [i64::MIN / 2, -1, 0, 1, 253_402_300_800_000, i64::MAX / 2] {
        world.person("Amina").clock.set(Timestamp(at));
        let amina = world.device("Amina").visits();
        let words = format!("It is {at}.");
        amina.start(id, Said::default()).unwrap_or_else(|e| panic!("{at}: {e}"));
        amina.note(id, text(&words), Said::default()).unwrap_or_else(|e| panic!("{at}: {e}"));
        amina.start_unplanned(person, line("she rang")).unwrap_or_else(|e| panic!("{at}: {e}"));
        amina.assess(id, Staff::new(1).expect("one"), &[]).expect("advice");
        world.device("Amina").people().page(person).expect("a page");
        world.device("Amina").visits().today().expect("today");
        written.push(words);
        world.run_until_quiet();
    }
    written.sort();
    for name in ["Amina", "Carol", "Sam"] {
        assert_eq!(notes(&world, name, id), written, "{name}");
    }
}
/// A statement by somebody's device that no screen offers yet, given to everybody as a file.
fn states(world: &World, by: &str, ledger: LedgerId, statement: Statement) {
    let mut hand = Mallory::with_device_of(world, by);
    let entry: Entry = hand.hand(ledger).state(statement);
    let file = hand.file([entry.bytes()]);
    for name in ["Amina", "Carol", "Mo", "Nadia", "Olu", "Sam"] {
        let taken = world.device(name).bundles().read(&file).expect("of this organisation");
        assert_eq!(taken.refused, 0, "{name}");
    }
}

fn device(world: &World, name: &str) -> DeviceId {
    world.device(name).identity().expect("unlocked").device
}

#[test]
fn no_withdrawal_no_end_and_no_role_taken_refuses_arriving_or_a_note() {
    let mut world = World::staffed(113);
    world.enrol("Mo", "Nadia", Role::Subcontractor, Some(EVENING.plus_millis(DAY)));
    world.run_until_quiet();
    let person = margaret(&world);
    let id = visit(&world, person, &["Amina", "Nadia"]);
    world.run_until_quiet();
    let mut written = Vec::new();
    everybody_writes(&world, id, "as planned", &mut written);
    world.run_until_quiet();

    // Nadia's lease is over, by every clock.
    world.advance(2 * DAY);
    everybody_writes(&world, id, "Nadia's lease is over", &mut written);
    world.run_until_quiet();
    everybody_writes(&world, id, "and the hub has told her", &mut written);
    world.run_until_quiet();

    // Carol ends Amina's grant of the month.
    let statements: Vec<Entry> = entries(&world.person("Carol").vault(), id.ledger)
        .iter()
        .filter_map(|stored| Entry::decode(&stored.bytes).ok())
        .collect();
    let register = world.register();
    let branches = Branches::none();
    let entitlement =
        Entitlement::fold(id.ledger, &statements, &branches, register, &StandardTable);
    let amina = device(&world, "Amina");
    let carol = world.person("Carol").vault();
    let held = |author: DeviceId| {
        let feed = |tables: &Tables<'_>| tables.feed(&id.ledger, &author);
        carol.read::<_, VaultError>(feed).expect("a feed")
    };
    let end = entitlement.end_of(EndOf::Device(amina), register, held).expect("a grant to end");
    states(&world, "Carol", id.ledger, Statement::End(end));
    everybody_writes(&world, id, "Amina's grant is ended", &mut written);
    world.run_until_quiet();

    // Mo takes Amina's role away, then withdraws her phone.
    let of = world.register().id();
    let (member, role) = (world.member("Amina"), Role::Carer);
    let change = RoleChange { member, role, change: Change::Taken, seen: Vec::new() };
    states(&world, "Mo", of, Statement::RoleChange(change));
    everybody_writes(&world, id, "Amina has no role", &mut written);
    world.run_until_quiet();
    states(
        &world,
        "Mo",
        of,
        Statement::Withdraw(Withdraw { device: amina, seen: Feed::default() }),
    );
    everybody_writes(&world, id, "Amina's phone is withdrawn", &mut written);
    world.run_until_quiet();
    everybody_writes(&world, id, "and the hub has told it", &mut written);
    world.run_until_quiet();

    // Whatever became of Amina and Nadia, what they wrote is there to read.
    written.sort();
    for name in ["Carol", "Mo", "Olu", "Sam"] {
        assert_eq!(notes(&world, name, id), written, "{name}");
    }
}
