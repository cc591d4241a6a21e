//! What meeting the hub costs a phone: when nothing has changed, when ten records have, and when it
//! is new and has everything to fetch. And what thirty thousand entries cost when every record is
//! made anew from them.

use std::time::Instant;

use holdfast_core::care::Said;
use holdfast_core::device::{SyncSummary, VisitId};
use holdfast_ledger::Ended;
use holdfast_tests::world::{DAY, EVENING, Link, World};

use crate::newcomer::Newcomer;
use crate::report::{Quantity, Row};
use crate::round::{Round, Size, copy_of, note, padding_of_last, unlocked};
use crate::{hub, scratch};

const RECONNECT: Size = Size { people: 60, days: 10, visits: 2, notes: 3, today: 60 };
const FIRST: Size = Size { people: 20, days: 92, visits: 2, notes: 3, today: 20 };

/// Records changed while out of reach.
const CHANGED: usize = if cfg!(debug_assertions) { 4 } else { 10 };

pub fn reconnect() -> Vec<Row> {
    let mut round = Round::of(6, RECONNECT);
    let headers = hub::headers();
    let entries = round.entries("Ben");
    round.world.link("Sam", Link::Cut);
    round.world.sync("Ben");
    round.world.advance(30 * DAY);

    let quiet = conversation(&mut round.world, "Ben");
    let bodies = bytes(&quiet);
    let mut rows = vec![
        Row::new("reconnect: entries held", Quantity::count(entries)),
        Row::new("reconnect in sync after 30 days, trips", Quantity::count(quiet.trips as usize))
            .published("PouchDB 5")
            .at_most(Quantity::count(1)),
        Row::new("the same, bodies", Quantity::bytes(bodies))
            .published("PouchDB 3 kB")
            .at_most(Quantity::bytes(400)),
        Row::new("the same, with headers", Quantity::bytes(bodies + headers))
            .at_most(Quantity::bytes(800)),
    ];

    // Of one person, as one range. Of ten people each brings its ledger, epoch and register point:
    // what a save alone is allowed on the wire is then allowed ten times.
    let (earlier, today) = (round.earlier.clone(), round.today.clone());
    rows.extend(changed(&mut round.world, &earlier, "10 changed records", Some(5_000)));
    rows.extend(changed(&mut round.world, &today, "the same of 10 people", None));
    rows
}

/// Ben writes a note in each of some records; he and Carol sync.
fn changed(world: &mut World, visits: &[VisitId], what: &str, most: Option<usize>) -> Vec<Row> {
    assert!(visits.len() >= CHANGED);
    let ben = world.device("Ben").visits();
    for (turn, visit) in visits.iter().take(CHANGED).enumerate() {
        ben.note(*visit, note(turn), Said::default()).unwrap();
    }
    let padding = padding_of_last(world, "Ben", CHANGED);
    let mut rows = Vec::new();
    for (name, way) in [("Ben", "sent"), ("Carol", "received")] {
        let talk = conversation(world, name);
        let trips = Row::new(format!("{what}, {way}: trips"), Quantity::count(talk.trips as usize))
            .published("PouchDB 9")
            .at_most(Quantity::count(1));
        let bodies = Quantity::bytes(bytes(&talk) - padding);
        let bodies = Row::new(format!("{what}, {way}: bodies before padding"), bodies)
            .published("PouchDB 8.3 kB");
        rows.push(trips);
        rows.push(match most {
            Some(most) => bodies.at_most(Quantity::bytes(most)),
            None => bodies,
        });
        rows.push(Row::new("the same with padding", Quantity::bytes(bytes(&talk))));
    }
    rows
}

/// One conversation to its end, which must be in sync.
fn conversation(world: &mut World, name: &str) -> SyncSummary {
    let mut session = world.device(name).sync().unwrap();
    while let Some(request) = session.next().unwrap() {
        let answer = world.answer(&request);
        session.receive(&answer).unwrap();
    }
    assert_eq!(session.summary().ended, Some(Ended::InSync), "{name}");
    session.summary().clone()
}

fn bytes(talk: &SyncSummary) -> usize {
    usize::try_from(talk.sent + talk.received).unwrap()
}

pub fn first() -> Vec<Row> {
    let mut round = Round::of(7, FIRST);
    let folder = scratch::folder();
    let home = copy_of(&round.world, "Amina", folder.path());
    let begun = Instant::now();
    let met = Newcomer::begin(&home, round.today.len()).meet(&mut round.world);
    let took = begun.elapsed();
    let stored = Quantity::bytes(met.stored);
    let mut rows = vec![
        Row::new("first sync: entries", Quantity::count(met.entries)),
        Row::new("first sync: received", Quantity::bytes(met.received))
            .floor("the entries as stored", stored)
            .at_most(Quantity::bytes(met.stored * 11 / 10)),
        Row::new("today's list usable after", Quantity::bytes(met.usable))
            .at_most(Quantity::bytes(1_000_000)),
        Row::new("first sync: processor time of the phone", Quantity::time(met.processor))
            .published("FHIR Core 4 h 51 min; CHT 2 min 29 s")
            .at_most(Quantity::millis(4_000.0)),
        Row::new("first sync: from the first byte to the last", Quantity::time(took)),
        Row::new("memory: opened, synced and open", Quantity::bytes(met.memory))
            .at_most(Quantity::bytes(60_000_000)),
    ];
    rows.push(rebuild(&round));
    rows
}

fn rebuild(round: &Round) -> Row {
    let folder = scratch::folder();
    let home = copy_of(&round.world, "Ben", folder.path());
    let ben = unlocked(&home, EVENING);
    let before = ben.status().unwrap().counts;
    let begun = Instant::now();
    let after = ben.repair().unwrap().counts;
    let took = begun.elapsed();
    assert_eq!(before, after, "repair loses nothing");
    Row::new(format!("rebuild every record from {} entries", after.applied), Quantity::time(took))
        .at_most(Quantity::millis(4_000.0))
}
