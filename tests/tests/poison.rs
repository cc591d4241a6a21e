//! Poison: Automerge changes that no honest device writes, behind a valid seal and a good signature,
//! from a device that is enrolled like any other. Whatever the order in which they arrive, they are
//! held, listed with the reason and counted; everything else flows, and everybody sees the same.

use automerge::transaction::{CommitOptions, Transactable as _, Transaction};
use automerge::{Automerge, Change, ExpandedChange, ROOT, ReadDoc as _};
use holdfast_core::care::log::record;
use holdfast_core::care::visit_log::Note;
use holdfast_core::care::{Pen, PersonId, Put, RecordKind, Said};
use holdfast_core::device::VisitId;
use holdfast_core::vault::EntryState;
use holdfast_ledger::{Entry, EntryId, RecordChange, Role};
use holdfast_tests::mallory::{Mallory, bent, entries};
use holdfast_tests::scene::{OFFICE, account, margaret, notes, screens, text, visit};
use holdfast_tests::world::{EVENING, HOUR, Person, World};

/// Margaret's evening visit, by Amina, Ben and Mallory, known to everybody; and Mallory's hand.
fn scene(seed: u64) -> (World, PersonId, VisitId, Mallory) {
    let mut world = World::staffed(seed);
    world.enrol("Mo", "Mallory", Role::Carer, None);
    world.run_until_quiet();
    let person = margaret(&world);
    let id = visit(&world, person, &["Amina", "Ben", "Mallory"]);
    world.run_until_quiet();
    let mallory = Mallory::with_device_of(&world, "Mallory");
    (world, person, id, mallory)
}

/// Somebody notes something; the one entry that makes.
fn note(world: &World, name: &str, id: VisitId, words: &str) -> Entry {
    let held = || entries(&world.person(name).vault(), id.ledger);
    let before = held();
    world.device(name).visits().note(id, text(words), Said::default()).expect("saved");
    let new: Vec<_> = held().into_iter().filter(|entry| !before.contains(entry)).collect();
    let [entry] = &new[..] else { panic!("one entry, found {}", new.len()) };
    Entry::decode(&entry.bytes).expect("stored whole")
}

/// A note as Mallory's device would write it, had he used it as it is meant.
fn put(mallory: &mut Mallory, words: &str) -> Put {
    let Mallory { member, random, .. } = mallory;
    let mut pen = Pen { member: *member, written: EVENING, random };
    record(Note { text: text(words) }, Said::default(), &mut pen).expect("a short note")
}

/// An honest change of Mallory's that writes over what stands at the key of the plan's window: the
/// one that poison is made from, since it builds upon something and replaces something.
fn over_the_plan(mallory: &Mallory, id: VisitId) -> Vec<u8> {
    let mut document = mallory.document(1, id.ledger, RecordKind::Visit, id.record);
    let key = document.fields().into_keys().next_back().expect("the plan");
    document.put(&[Put { key, value: b"nonsense".to_vec() }], EVENING).expect("a change")
}

fn seal(mallory: &mut Mallory, id: VisitId, change: Vec<u8>) -> Entry {
    let change = RecordChange { record: id.record, kind: RecordKind::Visit.code(), change };
    mallory.seal(id.ledger, vec![change])
}

/// Every order of so many things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else { return vec![Vec::new()] };
    let longer = |order: Vec<usize>| {
        (0..count).map(move |at| {
            let mut order = order.clone();
            order.insert(at, last);
            order
        })
    };
    orders(last).into_iter().flat_map(longer).collect()
}

fn reads(reader: &Person, mallory: &Mallory, entries: &[&Entry]) {
    let file = mallory.file(entries.iter().map(|entry| entry.bytes()));
    reader.device.bundles().read(&file).expect("a bundle of this organisation");
}

#[test]
fn five_entries_with_poison_among_them_in_every_order() {
    let (mut world, person, id, mut mallory) = scene(61);
    let before = account(world.person("Sam")).0;
    let poison = bent(&over_the_plan(&mallory, id), |change| {
        change.operations[0].pred = Vec::new().into_iter().collect();
    });
    let upon = bent(&poison, |change| {
        change.deps = vec![Change::try_from(poison.as_slice()).expect("well made").hash()];
        change.seq += 1;
        change.start_op = change.start_op.saturating_add(1);
    });
    let words = put(&mut mallory, "She asked for her glasses.");
    let mut document = mallory.document(2, id.ledger, RecordKind::Visit, id.record);
    let honest = document.put(&[words], EVENING).expect("a change");
    let written = [
        seal(&mut mallory, id, poison),
        seal(&mut mallory, id, upon),
        seal(&mut mallory, id, honest),
        note(&world, "Amina", id, "Drank half a cup of tea."),
        note(&world, "Ben", id, "Left heel is red."),
    ];
    let expected = {
        let misfit = "expected it to replace the values that stood at its keys, found others";
        let mut list =
            vec![(written[1].id(), EntryState::Waiting), (written[0].id(), set_aside(misfit))];
        list.sort_by_key(|(_, state)| matches!(state, EntryState::Quarantined { .. }));
        list
    };
    let three = ["Drank half a cup of tea.", "Left heel is red.", "She asked for her glasses."];

    let now = EVENING.plus_millis(HOUR);
    let mut first: Option<String> = None;
    for (number, order) in orders(5).into_iter().enumerate() {
        let sam = world.person("Sam").copy(number as u64);
        for at in &order {
            reads(&sam, &mallory, &[&written[*at]]);
        }
        let shown = |what: &str, first: &mut Option<String>| {
            let (counts, listed) = account(&sam);
            assert_eq!(counts.taken_in, before.taken_in + 5, "{order:?} {what}");
            assert_eq!(counts.applied, before.applied + 3, "{order:?} {what}");
            assert_eq!(listed, expected, "{order:?} {what}");
            let seen = screens(&sam, person, id, now);
            assert!(seen == *first.get_or_insert_with(|| seen.clone()), "{order:?} {what}");
        };
        shown("as it came", &mut first);
        if number % 20 == 0 {
            sam.device.repair().expect("repaired");
            shown("repaired", &mut first);
        }
        drop(std::fs::remove_dir_all(&sam.folder));
    }

    // The same five on everybody's own device: some by file, each in another order, some by the hub.
    let names = ["Amina", "Ben", "Carol", "Mo", "Olu", "Sam"];
    for (name, order) in names.iter().zip(orders(5).into_iter().step_by(31)) {
        for at in order {
            reads(world.person(name), &mallory, &[&written[at]]);
        }
    }
    world.run_until_quiet();
    for name in names {
        assert_eq!(notes(&world, name, id), three, "{name}");
        let (counts, listed) = account(world.person(name));
        assert_eq!(counts.applied + 2, counts.taken_in, "{name}");
        assert_eq!(listed, expected, "{name}");
    }
    let first = first.expect("120 orders");
    for name in OFFICE {
        assert!(screens(world.person(name), person, id, now) == first, "{name}");
    }
}

/// Held and without effect, for a reason; and what a person can do about it.
fn set_aside(why: &str) -> EntryState {
    EntryState::Quarantined { reason: format!("{why}; ask its author to write it again") }
}

/// Everything found that hurts Automerge, or that our documents do not have; and what is said of it.
fn poisons(mallory: &Mallory, id: VisitId) -> Vec<(&'static str, Vec<u8>)> {
    type Bend = fn(&mut ExpandedChange);
    let replaced = "expected it to replace the values that stood at its keys, found others";
    let next = "expected the next change of its actor, found another number";
    let numbered =
        "expected operations numbered on from the changes it builds upon, found other numbers";
    let plain = "expected only values put at keys, found another operation";
    let large = "expected numbers of a document's size, found one too large";
    let bends: [(&'static str, Bend); 11] = [
        (replaced, |c| c.operations[0].pred = Vec::new().into_iter().collect()),
        (replaced, |c| at_counter(c, 99)),
        (replaced, |c| at_counter(c, 1)),
        (next, |c| c.seq = 2),
        (next, |c| c.seq = u64::from(u32::MAX)),
        (numbered, |c| c.start_op = 1.try_into().expect("not zero")),
        (numbered, |c| c.start_op = (u64::from(u32::MAX) - 1).try_into().expect("not zero")),
        (numbered, |c| c.deps.clear()),
        (large, |c| c.time = i64::MAX >> 2),
        (plain, |c| c.operations.clear()),
        ("expected each key once in a change, found one twice", |c| {
            c.operations.push(c.operations[0].clone());
        }),
    ];
    let honest = over_the_plan(mallory, id);
    let mut poisons: Vec<(&'static str, Vec<u8>)> =
        bends.into_iter().map(|(why, bend)| (why, bent(&honest, bend))).collect();
    poisons.push((plain, by_automerge(mallory, |write| write.put(ROOT, "note/1", "text"))));
    poisons.push((plain, by_automerge(mallory, |write| write.delete(ROOT, "plan/window"))));
    let something_else = "expected one uncompressed automerge change, found something else";
    let cut = "expected a whole change, found one cut short";
    poisons.push((something_else, [honest.as_slice(), &[0]].concat()));
    poisons.push((something_else, b"not a change at all".to_vec()));
    poisons.push((cut, honest[..honest.len() - 1].to_vec()));
    poisons.push((cut, Vec::new()));
    poisons
}

/// A change as Automerge itself writes it: it offers more than our documents have.
fn by_automerge<E: std::fmt::Debug>(
    mallory: &Mallory,
    act: impl FnOnce(&mut Transaction<'_>) -> Result<(), E>,
) -> Vec<u8> {
    let mut document = Automerge::new().with_actor(mallory.actor(7).into());
    let mut begin = document.transaction();
    begin.put(ROOT, "plan/window", vec![1_u8]).expect("put");
    begin.commit();
    let mut write = document.transaction();
    act(&mut write).expect("an act that Automerge offers");
    let hash = write.commit_with(CommitOptions::default()).0.expect("a change");
    document.get_change_by_hash(&hash).expect("just written").raw_bytes().to_vec()
}

/// Says of what the change replaces that it was another operation.
fn at_counter(change: &mut ExpandedChange, counter: u64) {
    let replaced = change.operations[0].pred.iter().cloned();
    change.operations[0].pred = replaced
        .map(|mut id| {
            id.0 = counter;
            id
        })
        .collect();
}

#[test]
fn every_poison_is_held_with_its_reason_whichever_side_of_honest_words_it_comes() {
    let (world, person, id, mut mallory) = scene(62);
    let now = EVENING.plus_millis(HOUR);
    let amina = note(&world, "Amina", id, "Drank half a cup of tea.");
    let foreign = {
        let actor = holdfast_core::record::Actor::new(amina.header().author, [1; 4]);
        let change = bent(&over_the_plan(&mallory, id), |change| change.actor_id = actor.into());
        ("expected a change by the author of its entry, found another device's", change)
    };
    let bad = poisons(&mallory, id).into_iter().chain([foreign]);
    for (number, (why, change)) in bad.enumerate() {
        mallory.tear_up();
        let poison = seal(&mut mallory, id, change);
        let expected = [(poison.id(), set_aside(why))];
        let mut seen: Vec<String> = Vec::new();
        for order in [[&poison, &amina], [&amina, &poison]] {
            let sam = world.person("Sam").copy(number as u64);
            reads(&sam, &mallory, &[order[0]]);
            reads(&sam, &mallory, &[order[1]]);
            assert_eq!(account(&sam).1, expected, "{why}");
            seen.push(screens(&sam, person, id, now));
            sam.device.repair().expect("repaired");
            assert_eq!(account(&sam).1, expected, "{why}");
            seen.push(screens(&sam, person, id, now));
        }
        assert!(seen.iter().all(|shown| *shown == seen[0]), "{why}");
    }
}

#[test]
fn one_save_with_good_and_bad_in_it_stands_nowhere() {
    let (world, person, id, mut mallory) = scene(63);
    let now = EVENING.plus_millis(HOUR);
    let before = screens(world.person("Sam"), person, id, now);
    let words = put(&mut mallory, "She asked for her glasses.");
    let mut document = mallory.document(2, id.ledger, RecordKind::Visit, id.record);
    let good = document.put(&[words], EVENING).expect("a change");
    let other = RecordKind::Event.code();
    let changes = |first: Vec<u8>, kind: u16, record, second: Vec<u8>| {
        let visit =
            RecordChange { record: id.record, kind: RecordKind::Visit.code(), change: first };
        vec![visit, RecordChange { record, kind, change: second }]
    };
    let elsewhere = holdfast_ledger::RecordId([9; 16]);
    let twice = changes(good.clone(), RecordKind::Visit.code(), id.record, good.clone());
    let half = changes(good.clone(), other, elsewhere, b"not a change".to_vec());
    let missing = {
        let mut first = holdfast_core::record::Document::new(mallory.actor(3));
        let puts = |key: &str| [Put { key: key.to_owned(), value: b"one".to_vec() }];
        first.put(&puts("event/now"), EVENING).expect("a change");
        first.put(&puts("event/later"), EVENING).expect("a change")
    };
    let waits = changes(good, other, elsewhere, missing);
    let expected: [(Vec<RecordChange>, EntryState); 3] = [
        (twice, set_aside("expected each record once in a save, found one twice")),
        (half, set_aside("expected all of the save to apply, found a part that cannot")),
        (waits, EntryState::Waiting),
    ];
    for (number, (changes, state)) in expected.into_iter().enumerate() {
        mallory.tear_up();
        let entry = mallory.seal(id.ledger, changes);
        let sam = world.person("Sam").copy(number as u64);
        reads(&sam, &mallory, &[&entry]);
        let expected: [(EntryId, EntryState); 1] = [(entry.id(), state)];
        assert_eq!(account(&sam).1, expected);
        assert!(screens(&sam, person, id, now) == before);
        sam.device.repair().expect("repaired");
        assert_eq!(account(&sam).1, expected);
    }
}
