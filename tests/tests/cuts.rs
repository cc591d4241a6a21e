//! A long conversation that is cut: at every message, on its way or on its way back, and at any byte
//! of an answer. Whatever was carried is carried once: the next conversation goes on where that one
//! stopped, everything is whole, and no more than a batch goes twice.

use holdfast_core::care::Said;
use holdfast_core::device::{Safe, SyncSummary, VisitId};
use holdfast_ledger::Ended;
use holdfast_tests::scene::{account, margaret, text, visit};
use holdfast_tests::world::{Link, Person, World};

/// The most that one message carries.
const BATCH: u64 = 256 * 1024;

/// How many times as long as the short form; set `HOLDFAST_CUTS` for more.
fn long() -> usize {
    std::env::var("HOLDFAST_CUTS").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// What a note of this size says: long enough that a few dozen fill several messages.
fn words(name: &str, number: usize) -> String {
    format!("{name} {number:02}: {}", "drank tea, walked to the window, sat down. ".repeat(440))
}

/// Amina wrote much without a signal, and so did Ben, whose notes are at the hub.
fn scene(seed: u64) -> (World, Vec<VisitId>, Vec<String>) {
    let mut world = World::staffed(seed);
    let person = margaret(&world);
    let ids: Vec<VisitId> = (0..6).map(|_| visit(&world, person, &["Amina", "Ben"])).collect();
    world.run_until_quiet();
    world.link("Amina", Link::Cut);
    let mut all = Vec::new();
    for (name, count) in [("Amina", 14 * long()), ("Ben", 8 * long())] {
        for number in 0..count {
            let words = words(name, number);
            let id = ids[number % ids.len()];
            world.device(name).visits().note(id, text(&words), Said::default()).expect("saved");
            all.push(words.trim().to_owned());
        }
    }
    world.sync("Ben");
    all.sort();
    (world, ids, all)
}

/// Every note of those visits, as somebody reads them.
fn read(reader: &Person, ids: &[VisitId]) -> Vec<String> {
    let mut read: Vec<String> = Vec::new();
    for id in ids {
        let page = reader.device.visits().page(*id).expect("the visit");
        let notes = page.visit.notes.iter().map(|note| note.original());
        read.extend(notes.map(|note| note.content.text.as_str().to_owned()));
    }
    read.sort();
    read
}

/// How a message is lost.
#[derive(Clone, Copy, Debug)]
enum Lost {
    /// The request never came.
    Request,
    /// The hub had it; its answer never came.
    Answer,
    /// The answer came as far as this hundredth part.
    Torn(usize),
}

/// Carries messages until `cut`, of which message it loses that one; all of them without.
fn carry(world: &mut World, amina: &Person, cut: Option<(u32, Lost)>) -> SyncSummary {
    let mut session = amina.device.sync().expect("a hub");
    while let Some(request) = session.next().expect("a request") {
        let lost = cut.filter(|(at, _)| session.summary().trips == at + 1).map(|(_, lost)| lost);
        if matches!(lost, Some(Lost::Request)) {
            break;
        }
        let answer = world.answer(&request);
        match lost {
            Some(Lost::Torn(part)) => {
                let torn = &answer[..answer.len() * part / 100];
                let before = account(amina);
                assert!(session.receive(torn).is_err(), "{} of {}", torn.len(), answer.len());
                assert_eq!(account(amina), before, "half an answer is none");
                break;
            }
            Some(_) => break,
            None => session.receive(&answer).expect("the hub's answer"),
        }
    }
    session.summary().clone()
}

#[test]
fn a_long_conversation_cut_at_every_message_goes_on_where_it_stopped() {
    let (mut world, ids, all) = scene(81);
    let hub = world.copy_hub();
    let whole = {
        let amina = world.person("Amina").copy(0);
        carry(&mut world, &amina, None)
    };
    assert_eq!(whole.ended, Some(Ended::InSync));
    assert!(whole.trips >= 2, "long enough to be worth cutting: {} trips", whole.trips);
    for at in 0..whole.trips {
        let torn = [7, 50, 93][at as usize % 3];
        for lost in [Lost::Request, Lost::Answer, Lost::Torn(torn)] {
            world.rewind_hub(&hub);
            let amina = world.person("Amina").copy(u64::from(at) + 1);
            let first = carry(&mut world, &amina, Some((at, lost)));
            let second = carry(&mut world, &amina, None);
            let case = format!("message {at}, {lost:?}");
            assert_eq!(second.ended, Some(Ended::InSync), "{case}");
            assert_eq!(amina.device.status().expect("status").safe, Safe::AtTheHub, "{case}");
            let counts = account(&amina).0;
            assert_eq!(counts.taken_in, counts.applied, "{case}");
            assert!(read(&amina, &ids) == all, "{case}");
            // What goes twice is at most the message that was lost, and what begins a conversation.
            assert!(first.sent + second.sent <= whole.sent + BATCH + 4096, "{case}");
            assert!(first.received + second.received <= whole.received + BATCH + 4096, "{case}");
            drop(std::fs::remove_dir_all(&amina.folder));
        }
    }
}

#[test]
fn a_link_that_only_ever_carries_one_message_carries_everything_in_the_end() {
    let (mut world, ids, all) = scene(82);
    let mut sent = 0;
    let mut rounds = 0;
    loop {
        rounds += 1;
        assert!(rounds < 60, "it gets nowhere");
        let mut session = world.device("Amina").sync().expect("a hub");
        let request = session.next().expect("a request").expect("something to ask");
        let answer = world.answer(&request);
        session.receive(&answer).expect("the hub's answer");
        sent += session.summary().sent;
        if session.next().expect("a step").is_none() {
            assert_eq!(session.summary().ended, Some(Ended::InSync));
            break;
        }
    }
    let words: usize = all.iter().filter(|words| words.starts_with("Amina")).map(String::len).sum();
    assert!(sent < 2 * words as u64, "{sent} bytes sent for {words} bytes of words");
    world.link("Amina", Link::Up);
    world.run_until_quiet();
    for name in ["Amina", "Ben", "Carol"] {
        assert!(read(world.person(name), &ids) == all, "{name}");
    }
}
