//! A link that fails: at every message, within a message, or by bringing messages twice.

use holdfast_core::care::{PersonId, Said};
use holdfast_core::device::VisitId;
use holdfast_tests::scene::{
    OFFICE, all_applied, line, margaret, notes, same_summary, text, visit,
};
use holdfast_tests::world::{Link, World};

const READERS: [&str; 5] = ["Amina", "Ben", "Carol", "Mo", "Sam"];

/// Amina and Ben wrote without a signal; Ben's words are at the hub already.
fn scene(seed: u64) -> (World, PersonId, VisitId) {
    let mut world = World::staffed(seed);
    let person = margaret(&world);
    let id = visit(&world, person, &["Amina", "Ben"]);
    world.run_until_quiet();
    world.link("Amina", Link::Cut);
    let note = |name, words| {
        world.device(name).visits().note(id, text(words), Said::default()).expect("saved");
    };
    note("Amina", "Drank half a cup of tea.");
    note("Ben", "Left heel is red.");
    world.run_until_quiet();
    (world, person, id)
}

fn everything_meets(world: &mut World, id: VisitId, what: &str) {
    world.link("Amina", Link::Up);
    world.run_until_quiet();
    for name in READERS {
        let read = notes(world, name, id);
        assert_eq!(read, ["Drank half a cup of tea.", "Left heel is red."], "{name}, {what}");
    }
    all_applied(world, &READERS);
}

/// Carries that many messages of Amina's conversation, or all of them; gives how many there were.
fn carry(world: &mut World, at_most: u32) -> u32 {
    let mut session = world.device("Amina").sync().expect("a hub");
    while session.summary().trips < at_most {
        let Some(request) = session.next().expect("a request") else { break };
        let answer = world.answer(&request);
        session.receive(&answer).expect("the hub's answer");
    }
    session.summary().trips
}

#[test]
fn the_link_fails_before_or_after_any_message_and_everything_meets() {
    let (mut world, ..) = scene(31);
    let trips = carry(&mut world, u32::MAX);
    for cut in 0..trips {
        for reached in [false, true] {
            let (mut world, _, id) = scene(31);
            let mut session = world.device("Amina").sync().expect("a hub");
            for _ in 0..cut {
                let request = session.next().expect("a request").expect("not over yet");
                let answer = world.answer(&request);
                session.receive(&answer).expect("the hub's answer");
            }
            let request = session.next().expect("a request").expect("not over yet");
            if reached {
                world.answer(&request);
            }
            drop(session);
            everything_meets(&mut world, id, &format!("cut at {cut}, reached the hub: {reached}"));
        }
    }
}

#[test]
fn an_answer_cut_short_or_altered_changes_nothing() {
    let (mut world, _, id) = scene(32);
    let before = world.device("Amina").status().expect("status").counts;
    for part in [0, 1, 50, 99] {
        let mut session = world.device("Amina").sync().expect("a hub");
        let request = session.next().expect("a request").expect("something to say");
        let answer = world.answer(&request);
        let short = &answer[..answer.len() * part / 100];
        assert!(session.receive(short).is_err(), "{} of {} bytes", short.len(), answer.len());

        let mut session = world.device("Amina").sync().expect("a hub");
        let request = session.next().expect("a request").expect("something to say");
        let mut answer = world.answer(&request);
        let at = answer.len() * part / 100;
        answer[at] ^= 1;
        assert!(session.receive(&answer).is_err(), "byte {at} is another");
        assert_eq!(world.device("Amina").status().expect("status").counts, before);
    }
    everything_meets(&mut world, id, "cut short");
}

#[test]
fn requests_and_answers_that_come_again_change_nothing() {
    let (mut world, person, id) = scene(33);
    let mut session = world.device("Amina").sync().expect("a hub");
    let mut requests = Vec::new();
    let mut answers: Vec<Vec<u8>> = Vec::new();
    while let Some(request) = session.next().expect("a request") {
        world.answer(&request);
        let answer = world.answer(&request);
        if let Some(earlier) = answers.last() {
            let counts = world.device("Amina").status().expect("status").counts;
            let _ = session.receive(earlier);
            assert_eq!(world.device("Amina").status().expect("status").counts, counts);
        }
        session.receive(&answer).expect("the hub's answer");
        requests.push(request);
        answers.push(answer);
    }
    requests.iter().rev().for_each(|request| drop(world.answer(request)));
    everything_meets(&mut world, id, "replayed");
    same_summary(&world, person, &OFFICE);
}

#[test]
fn two_who_open_the_same_month_offline_meet_in_both() {
    let mut world = World::staffed(34);
    let person = margaret(&world);
    world.run_until_quiet();
    world.link("Sam", Link::Cut);
    world.link("Mo", Link::Cut);
    let mut visits = Vec::new();
    for (name, words) in [("Sam", "On the floor by the bed."), ("Mo", "No injury to be seen.")] {
        let started = world.device(name).visits().start_unplanned(person, line("a fall"));
        let id = started.expect("arriving is never refused");
        world.device(name).visits().note(id, text(words), Said::default()).expect("saved");
        visits.push((id, words));
    }
    assert_ne!(visits[0].0.ledger, visits[1].0.ledger, "each opened the month");
    world.link("Sam", Link::Up);
    world.link("Mo", Link::Up);
    world.run_until_quiet();
    for name in OFFICE {
        for (id, words) in &visits {
            assert_eq!(notes(&world, name, *id), [*words], "{name}");
        }
        assert_eq!(world.device(name).visits().today().expect("today").len(), 2, "{name}");
    }
    all_applied(&world, &OFFICE);
    // From now on both write in one of them.
    let ledgers: Vec<_> = ["Sam", "Mo"]
        .iter()
        .map(|name| {
            let visits = world.device(name).visits();
            visits.start_unplanned(person, line("again")).expect("never refused").ledger
        })
        .collect();
    assert_eq!(ledgers[0], ledgers[1]);
}
