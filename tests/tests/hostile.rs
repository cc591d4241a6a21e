//! Entries as they should not be: forged, cut short, too large, brought again, out of their chain,
//! twice under one number, and a carer's hand reaching for a summary. Each is refused and counted, or
//! held and listed; none of them stands in the way of anybody's honest words.

use std::collections::BTreeSet;

use holdfast_core::care::log::record;
use holdfast_core::care::summary::Slot;
use holdfast_core::care::visit_log::Note;
use holdfast_core::care::{
    Channel, Confirmation, Item, Pen, PersonId, Put, Record as _, RecordKind, Said, Source,
    Summary, Writing,
};
use holdfast_core::device::{BundleOf, Copied, EnrolAs, TakenIn, VisitId, WaitsFor};
use holdfast_core::record::{Actor, Document};
use holdfast_core::vault::{EntryState, Tables, VaultError};
use holdfast_ledger::{
    Bundle, Change, Class, DeviceKeys, Entitlement, Entry, EntryId, EpochKeys, Epochs, Grant,
    LedgerId, MAX_ENTRY, Me, MemberId, MemoryStore, Open, PublicKeys, Purpose, Random16,
    RecordChange, Register, Retire, Rights, Role, RoleChange, Save, SealedKey, Session, Signature,
    StandardTable, Statement, Successor, Wrap,
};
use holdfast_tests::hand::Hand;
use holdfast_tests::mallory::{Mallory, entries};
use holdfast_tests::scene::{
    OFFICE, account, add, all_applied, content, margaret, notes, said, same_summary, screens, text,
    visit, writing,
};
use holdfast_tests::world::{EVENING, HOUR, Link, Person, World};

/// Margaret with an allergy, her evening visit by Amina, Ben and Mallory, and Mallory's hand.
fn scene(seed: u64) -> (World, PersonId, VisitId, Mallory) {
    let mut world = World::staffed(seed);
    world.enrol("Mo", "Mallory", Role::Carer, None);
    world.run_until_quiet();
    let person = margaret(&world);
    add(&world, "Carol", person, Slot::Allergy, &[("agent", "penicillin")]);
    let id = visit(&world, person, &["Amina", "Ben", "Mallory"]);
    world.run_until_quiet();
    let mallory = Mallory::with_device_of(&world, "Mallory");
    (world, person, id, mallory)
}

/// An entry in which Mallory notes something at the visit, as his own device would write it.
fn noted(mallory: &mut Mallory, id: VisitId, pen: u8, words: &str) -> Entry {
    let change = note_change(mallory, id, pen, words);
    mallory.seal(id.ledger, vec![change])
}

fn note_put(mallory: &mut Mallory, words: &str) -> Put {
    let Mallory { member, random, .. } = mallory;
    let mut pen = Pen { member: *member, written: EVENING, random };
    record(Note { text: text(words) }, Said::default(), &mut pen).expect("a short note")
}

fn note_change(mallory: &mut Mallory, id: VisitId, pen: u8, words: &str) -> RecordChange {
    let put = note_put(mallory, words);
    let mut document = mallory.document(pen, id.ledger, RecordKind::Visit, id.record);
    let change = document.put(&[put], EVENING).expect("a change");
    RecordChange { record: id.record, kind: RecordKind::Visit.code(), change }
}

fn reads<'a>(
    reader: &Person,
    mallory: &Mallory,
    entries: impl IntoIterator<Item = &'a [u8]>,
) -> TakenIn {
    reader.device.bundles().read(&mallory.file(entries)).expect("a bundle of this organisation")
}

const NEW: TakenIn = TakenIn { new: 1, known: 0, detached: 0, pooled: 0, refused: 0 };
const REFUSED: TakenIn = TakenIn { new: 0, refused: 1, ..NEW };
const KNOWN: TakenIn = TakenIn { new: 0, known: 1, ..NEW };
const DETACHED: TakenIn = TakenIn { new: 0, detached: 1, ..NEW };
const POOLED: TakenIn = TakenIn { new: 0, pooled: 1, ..NEW };

#[test]
fn bytes_that_are_not_an_entry_are_refused_and_the_good_copy_is_taken() {
    let (world, person, id, mut mallory) = scene(71);
    let sam = world.person("Sam");
    let before = account(sam).0;
    let now = EVENING.plus_millis(HOUR);
    let unchanged = screens(sam, person, id, now);
    let good = noted(&mut mallory, id, 1, "She asked for her glasses.");
    let bytes = good.bytes();

    // The id is over the contents: a copy with another signature has the same.
    let badly_signed = |at: usize| {
        let mut bad = bytes.to_vec();
        let end = bad.len();
        bad[end - 1 - at] ^= 1;
        bad
    };
    // What Amina wrote, as if by her, with Mallory's signature: the id fits, the hand does not.
    let amina = world.device("Amina").visits();
    amina.note(id, text("Asleep."), Said::default()).expect("saved");
    let device = world.device("Amina").identity().expect("unlocked").device;
    let held = entries(&world.person("Amina").vault(), id.ledger);
    let hers = held.into_iter().rfind(|entry| entry.author == device).expect("her note");
    let content = &hers.bytes[..hers.bytes.len() - 64];
    let by_mallory = mallory.keys.sign(Purpose::Entry, hers.id.as_bytes());
    let forged = [content, by_mallory.0.as_slice()].concat();
    let too_large = [bytes, &vec![0; MAX_ENTRY]].concat();

    let mut bad = vec![badly_signed(0), badly_signed(63), forged, too_large, Vec::new()];
    bad.extend([1, 63, 64, 65, bytes.len() / 2, bytes.len() - 1].map(|at| bytes[..at].to_vec()));
    bad.extend((0..bytes.len()).step_by(61).map(|at| {
        let mut altered = bytes.to_vec();
        altered[at] ^= 0x10;
        altered
    }));
    for bytes in &bad {
        assert_eq!(reads(sam, &mallory, [bytes.as_slice()]), REFUSED, "{} bytes", bytes.len());
        assert_eq!(account(sam).0, before);
        assert!(screens(sam, person, id, now) == unchanged, "something else is shown");
    }
    let all = bad.iter().map(Vec::as_slice).chain([bytes]);
    let together = TakenIn { refused: bad.len() as u64, ..NEW };
    assert_eq!(reads(sam, &mallory, all), together);
    assert_eq!(reads(sam, &mallory, [bytes]), KNOWN, "brought again");
    assert_eq!(reads(sam, &mallory, [hers.bytes.as_slice()]), NEW, "the good copy of hers");
    assert_eq!(notes(&world, "Sam", id), ["Asleep.", "She asked for her glasses."]);
    assert_eq!(account(sam).0.taken_in, before.taken_in + 2);
    assert_eq!(account(sam).0.applied, before.applied + 2);
}

#[test]
fn an_altered_bundle_is_refused_whole() {
    let (world, person, id, mut mallory) = scene(72);
    let sam = world.person("Sam");
    let before = account(sam);
    let now = EVENING.plus_millis(HOUR);
    let unchanged = screens(sam, person, id, now);
    let entry = noted(&mut mallory, id, 1, "She asked for her glasses.");
    let file = mallory.file([entry.bytes()]);
    for at in (0..file.len()).step_by(23) {
        let mut altered = file.clone();
        altered[at] ^= 0x04;
        for bad in [altered.as_slice(), &file[..at]] {
            let refused = sam.device.bundles().read(bad).expect_err("altered or cut short");
            assert!(refused.to_string().starts_with("expected "), "{refused}");
            assert_eq!(account(sam), before);
        }
    }
    assert!(screens(sam, person, id, now) == unchanged);
    assert_eq!(sam.device.bundles().read(&file).expect("whole").new, 1);
}

#[test]
fn entries_out_of_their_chain_wait_or_are_refused() {
    let (world, person, id, mut mallory) = scene(73);
    let sam = world.person("Sam");
    let before = account(sam).0;
    let first = noted(&mut mallory, id, 1, "First.");
    let change = note_change(&mut mallory, id, 2, "Second.");
    let second = mallory.seal(id.ledger, vec![change]);

    // Out of order: the second waits, and is applied once the first has come.
    assert_eq!(reads(sam, &mallory, [second.bytes()]), DETACHED);
    assert_eq!(account(sam).1, [(second.id(), EntryState::Waiting)]);
    assert_eq!(notes(&world, "Sam", id), Vec::<String>::new());
    assert_eq!(reads(sam, &mallory, [first.bytes()]), TakenIn { new: 2, ..NEW });
    assert_eq!(notes(&world, "Sam", id), ["First.", "Second."]);

    // After another's entry, or at a number that does not follow: no such chain can ever be whole.
    let other = entries(&sam.vault(), id.ledger);
    let carols = other.iter().find(|entry| entry.author != mallory.device()).expect("the plan");
    for (number, previous) in [(carols.number, carols.id), (77, second.id())] {
        mallory.tear_up();
        let hand = mallory.hand(id.ledger).clone();
        *mallory.hand(id.ledger) = hand.after(number, previous);
        let stray = noted(&mut mallory, id, 3, "From nowhere.");
        assert_eq!(reads(sam, &mallory, [stray.bytes()]), REFUSED);
    }

    // By a device nobody has heard of: kept aside, in bounds, until it is enrolled.
    let stranger = std::rc::Rc::new(holdfast_ledger::DeviceKeys::from_secret(&[9; 32]));
    let point = mallory.point.clone();
    let own = std::mem::replace(&mut mallory.keys, stranger);
    let hand = Hand::new(std::rc::Rc::clone(&mallory.keys), mallory.member, id.ledger, point);
    mallory.tear_up();
    *mallory.hand(id.ledger) = hand;
    let strange = noted(&mut mallory, id, 4, "Who am I?");
    mallory.keys = own;
    assert_eq!(reads(sam, &mallory, [strange.bytes()]), POOLED);

    let (counts, listed) = account(sam);
    assert_eq!((counts.taken_in, counts.applied), (before.taken_in + 2, before.applied + 2));
    assert_eq!(listed, []);
    same_summary(&world, person, &OFFICE);
}

#[test]
fn a_copied_phone_is_flagged_and_what_both_wrote_is_read() {
    let (mut world, person, id, _) = scene(74);
    let mut copy = world.person("Amina").copy(1);
    world.person_mut("Amina").restart();
    copy.restart();
    for (device, words) in
        [(world.device("Amina"), "From the phone."), (&copy.device, "From the copy.")]
    {
        device.visits().note(id, text(words), Said::default()).expect("saved");
        device.visits().note(id, text(&format!("{words} Again.")), Said::default()).expect("saved");
    }
    let from_the_copy = copy.device.bundles().write(holdfast_core::device::BundleOf::Everything);
    let from_the_copy = from_the_copy.expect("a bundle");
    world.device("Ben").bundles().read(&from_the_copy).expect("taken in");
    world.run_until_quiet();
    let all =
        ["From the copy.", "From the copy. Again.", "From the phone.", "From the phone. Again."];
    let amina = world.device("Amina").identity().expect("unlocked").device;
    for name in ["Amina", "Ben", "Carol", "Mo", "Olu", "Sam"] {
        assert_eq!(notes(&world, name, id), all, "{name}");
        let status = world.device(name).status().expect("status");
        let label = Some("Amina's phone".to_owned());
        assert_eq!(status.copied, [Copied { device: amina, label }], "{name}");
        assert_eq!(status.counts.taken_in, status.counts.applied, "{name}");
    }
    same_summary(&world, person, &OFFICE);
    world.device("Sam").repair().expect("repaired");
    assert_eq!(notes(&world, "Sam", id), all);
}

#[test]
fn a_copied_phone_with_one_pen_has_its_clash_listed() {
    // The copy goes on under the very unlock of the phone: the same Automerge actor, and so two
    // changes under one number of it. One stands; the other is held and listed, the same everywhere.
    let (mut world, _, id, _) = scene(75);
    let copy = world.person("Amina").copy(1);
    for (device, words) in
        [(world.device("Amina"), "From the phone."), (&copy.device, "From the copy.")]
    {
        device.visits().note(id, text(words), Said::default()).expect("saved");
    }
    let everything = holdfast_core::device::BundleOf::Everything;
    let file = copy.device.bundles().write(everything).expect("a bundle");
    world.device("Ben").bundles().read(&file).expect("taken in");
    world.run_until_quiet();
    let one = notes(&world, "Mo", id);
    assert!(one == ["From the phone."] || one == ["From the copy."], "{one:?}");
    let listed = account(world.person("Mo")).1;
    let clash = "expected one change for each number of an actor, found two: the device was copied; ask a manager to withdraw it";
    let [(_, EntryState::Quarantined { reason })] = &listed[..] else { panic!("{listed:?}") };
    assert_eq!(reason, clash);
    for name in ["Ben", "Carol", "Olu", "Sam"] {
        assert_eq!(notes(&world, name, id), one, "{name}");
        assert_eq!(account(world.person(name)).1, listed, "{name}");
        assert_eq!(world.device(name).status().expect("status").copied.len(), 1, "{name}");
    }
}

#[test]
fn nobody_writes_or_confirms_in_a_colleagues_name() {
    let (mut world, person, id, mut mallory) = scene(78);
    let (ben, now) = (world.member("Ben"), EVENING.plus_millis(HOUR));
    let before = screens(world.person("Sam"), person, id, now);
    let me = mallory.member;
    // As if Ben had written it; and Mallory's own words, as if Ben had confirmed them.
    mallory.member = ben;
    let as_ben = note_change(&mut mallory, id, 7, "I gave it twice.");
    mallory.member = me;
    let confirmed_by_ben = {
        let Mallory { member, random, .. } = &mut mallory;
        let mut pen = Pen { member: *member, written: EVENING, random };
        let how = Channel::InPerson;
        let events_seen = Vec::new().into();
        let confirmed = Confirmation { by: ben, at: EVENING, how, from: None, events_seen };
        let writing = Writing { confirmed: Some(confirmed), ..Writing::from(Source::Author) };
        let item = Item::new(Note { text: text("I gave it once.") }, writing, &mut pen);
        let put = Put::item(pen.key_in("note"), &item);
        let mut document = mallory.document(8, id.ledger, RecordKind::Visit, id.record);
        let change = document.put(&[put], EVENING).expect("a change");
        RecordChange { record: id.record, kind: RecordKind::Visit.code(), change }
    };
    let own = note_change(&mut mallory, id, 9, "She slept.");
    let written =
        [as_ben, confirmed_by_ben, own].map(|change| mallory.seal(id.ledger, vec![change]));
    reads(world.person("Sam"), &mallory, written[..2].iter().map(Entry::bytes));
    assert!(screens(world.person("Sam"), person, id, now) == before, "something else is shown");
    reads(world.person("Ben"), &mallory, written.iter().map(Entry::bytes));
    world.run_until_quiet();
    let why =
        "expected everything in it under its author's own name, found another's; tell a manager";
    for name in OFFICE {
        assert_eq!(reasons(world.person(name)), [why, why], "{name}");
        assert_eq!(notes(&world, name, id), ["She slept."], "{name}");
        world.device(name).repair().expect("repaired");
        assert_eq!(reasons(world.person(name)), [why, why], "{name}, repaired");
    }
}

#[test]
fn nobody_writes_over_what_was_recorded() {
    let (mut world, person, id, _) = scene(79);
    let amina = world.device("Amina").visits();
    amina.note(id, text("Mallory shouted at her."), Said::default()).expect("saved");
    world.run_until_quiet();
    let mut mallory = Mallory::with_device_of(&world, "Mallory");
    let page = world.device("Sam").visits().page(id).expect("the visit");
    let key = page.visit.notes[0].key().to_owned();
    let now = EVENING.plus_millis(HOUR);
    let before = screens(world.person("Sam"), person, id, now);
    let over = {
        let Mallory { member, random, .. } = &mut mallory;
        let mut pen = Pen { member: *member, written: EVENING, random };
        let note = record(Note { text: text("All well.") }, Said::default(), &mut pen);
        let put = Put { key, ..note.expect("a short note") };
        let mut document = mallory.document(1, id.ledger, RecordKind::Visit, id.record);
        let change = document.put(&[put], EVENING).expect("a change");
        RecordChange { record: id.record, kind: RecordKind::Visit.code(), change }
    };
    let entry = mallory.seal(id.ledger, vec![over]);
    reads(world.person("Ben"), &mallory, [entry.bytes()]);
    world.run_until_quiet();
    let why =
        "expected what was recorded to be amended beside it, found it written over; tell a manager";
    for name in OFFICE {
        assert_eq!(reasons(world.person(name)), [why], "{name}");
        assert_eq!(notes(&world, name, id), ["Mallory shouted at her."], "{name}");
        world.device(name).repair().expect("repaired");
        assert_eq!(reasons(world.person(name)), [why], "{name}, repaired");
    }
    assert!(screens(world.person("Sam"), person, id, now) == before, "something else is shown");
}

#[test]
fn a_request_with_a_colleagues_id_in_it_is_not_enrolled() {
    let world = World::staffed(80);
    let carol = world.member("Carol");
    let keys = DeviceKeys::from_secret(&[77; 32]);
    let file = asking(&keys, carol);
    let to =
        EnrolAs { name: "Dan".into(), role: Role::Carer, phone: None, employer: None, until: None };
    let refused = world.device("Mo").members().enrol(&file, &to).expect_err("Carol's id");
    let sentence = "expected a request of somebody who is not a member yet, found another file or \
                    one that was altered; make a new device and its request again";
    assert_eq!(refused.to_string(), sentence);
    // Of somebody new, once and once more: whoever lost the welcome may have it again.
    let file = asking(&keys, MemberId([0x44; 16]));
    world.device("Mo").members().enrol(&file, &to).expect("Dan");
    world.device("Mo").members().enrol(&file, &to).expect("Dan again");
    let roles = world.device("Mo").members().list().expect("members");
    let carols = roles.iter().find(|row| row.member == carol).expect("Carol");
    assert_eq!(carols.roles, holdfast_ledger::Roles::only(Role::Coordinator));
}

#[test]
fn keys_that_somebody_spoils_at_the_hub_are_had_from_others() {
    let (mut world, person, id, mallory) = scene(81);
    world.enrol("Mo", "Dan", Role::Carer, None);
    world.run_until_quiet();
    let theirs = visit(&world, person, &["Dan"]);
    assert_eq!(theirs.ledger, id.ledger);
    world.link("Dan", Link::Cut);
    world.run_until_quiet();
    let dan = world.device("Dan").identity().expect("unlocked").device;
    // Mallory hands the hub keys for Dan that do not open: of this ledger, and of the standing as if
    // it were in this ledger.
    let keys_of = |ledger| {
        let read = |tables: &Tables<'_>| tables.epoch_keys(&ledger);
        world.person("Sam").vault().read::<_, VaultError>(read).expect("keys")
    };
    let standing = standing_of(&world, person);
    let epochs = keys_of(id.ledger).into_iter().chain(keys_of(standing));
    let key = SealedKey { encapsulated: [7; 32], sealed: [9; 48] };
    let wrap = |(epoch, _)| Wrap { ledger: id.ledger, epoch, device: dan, key };
    let wraps: Vec<Wrap> = epochs.map(wrap).collect();
    assert!(wraps.len() >= 2);
    let mut register = Register::new(DeviceKeys::from_secret(&world.sheet.root).public().signing);
    let mut store = MemoryStore::new();
    let everything = holdfast_core::device::BundleOf::Everything;
    let file = world.device("Mallory").bundles().write(everything).expect("a bundle");
    let read = Bundle::read(&file, &mut store, &mut register, mallory.device());
    read.expect("of this organisation").expect("memory");
    let mut session = Session::new(&register).expect("a hub");
    let me = Me {
        keys: &mallory.keys,
        entitled: [register.id(), id.ledger].into(),
        oldest: None,
        needs: Vec::new(),
        wraps,
        epoch_wraps: Vec::new(),
    };
    while let Some(request) = session.next(&store, &register, &me).expect("memory") {
        let answer = world.answer(&request);
        session
            .receive(&mut store, &mut register, &mallory.keys, &answer, EVENING)
            .expect("answered");
    }
    // He is served them, finds that they do not open, asks, and asks again; others answer.
    world.link("Dan", Link::Up);
    for name in ["Dan", "Dan", "Dan", "Carol", "Sam", "Dan"] {
        world.sync(name);
    }
    world.run_until_quiet();
    let page = world.device("Dan").people().page(person).expect("her page");
    assert!(!page.sections.is_empty());
    assert_eq!(said(&world, "Dan", person, Slot::Allergy), [["penicillin"]]);
    world.device("Dan").visits().page(theirs).expect("his visit");
    all_applied(&world, &["Dan"]);
}

/// A request file as anybody can write one, with any id in it.
fn asking(keys: &DeviceKeys, member: MemberId) -> Vec<u8> {
    #[derive(minicbor::Encode)]
    #[cbor(map)]
    struct Asked(#[n(0)] PublicKeys, #[n(1)] MemberId, #[n(2)] &'static str, #[n(3)] &'static str);
    #[derive(minicbor::Encode)]
    #[cbor(map)]
    struct Signed(#[n(0)] minicbor::bytes::ByteVec, #[n(1)] Signature);
    let body = holdfast_ledger::to_bytes(&Asked(keys.public(), member, "Dan", "Dan's phone"));
    let signature = keys.sign(Purpose::Enrolment, &body);
    let signed = holdfast_ledger::to_bytes(&Signed(body.into(), signature));
    [b"holdfast request 1\n".as_slice(), &signed].concat()
}

/// Every reason on somebody's list.
fn reasons(person: &Person) -> Vec<String> {
    let reason = |(_, state): (EntryId, EntryState)| match state {
        EntryState::Quarantined { reason } => reason,
        other => format!("{other:?}"),
    };
    account(person).1.into_iter().map(reason).collect()
}

#[test]
fn a_summarys_id_written_through_a_month_reaches_no_summary() {
    let (mut world, person, id, mut mallory) = scene(76);
    let standing = standing_of(&world, person);
    let now = EVENING.plus_millis(HOUR);
    let before = screens(world.person("Sam"), person, id, now);
    let change_of = |key: &str, value: &[u8], kind: RecordKind| {
        let mut document = holdfast_core::record::Document::new(mallory.actor(5));
        let put = Put { key: key.to_owned(), value: value.to_vec() };
        let change = document.put(&[put], EVENING).expect("a change");
        RecordChange { record: person.0, kind: kind.code(), change }
    };
    let as_summary = change_of("allergy/1", b"none", RecordKind::Summary);
    let as_visit = change_of("note/1", b"nothing", RecordKind::Visit);
    let as_event = change_of("event/now", b"nothing", RecordKind::Event);
    let unknown = RecordChange { kind: 999, ..as_summary.clone() };
    let written = [
        mallory.seal(id.ledger, vec![as_summary.clone()]),
        mallory.seal(id.ledger, vec![as_visit]),
        mallory.seal(id.ledger, vec![as_event]),
        mallory.seal(id.ledger, vec![unknown]),
        mallory.seal(standing, vec![as_summary]),
    ];
    reads(world.person("Ben"), &mallory, written.iter().map(Entry::bytes));
    world.run_until_quiet();
    let not_his =
        "expected an author whose role may write this here, found another; tell a manager";
    for name in OFFICE {
        let mut expected = vec![
            not_his,
            not_his,
            "expected a kind of record known here, found another; update Holdfast",
        ];
        expected.sort_unstable();
        let mut found = reasons(world.person(name));
        found.sort_unstable();
        assert_eq!(found, expected, "{name}");
        assert!(screens(world.person(name), person, id, now) == before, "{name}");
        world.device(name).repair().expect("repaired");
        assert!(screens(world.person(name), person, id, now) == before, "{name}, repaired");
        assert_eq!(said(&world, name, person, Slot::Allergy), [["penicillin"]], "{name}");
    }
}

/// After Mallory's file Amina notes something, and Ben, who has it too, reads that.
fn noted_all_the_same(world: &World, id: VisitId, file: &[u8], count: u64) {
    for name in ["Amina", "Ben"] {
        let taken = world.device(name).bundles().read(file).expect("a bundle");
        assert_eq!(taken, TakenIn { new: count, ..NEW }, "{name}");
    }
    world.device("Amina").visits().note(id, text("She fell."), Said::default()).expect("saved");
    let hers = world.device("Amina").bundles().write(BundleOf::Everything).expect("a bundle");
    world.device("Ben").bundles().read(&hers).expect("taken in");
    assert!(notes(world, "Ben", id).contains(&"She fell.".to_owned()));
}

#[test]
fn successors_without_number_stop_nobodys_pen() {
    // More than an entry has room for, each on a branch of its own: one of them counts.
    let (world, _, id, mut mallory) = scene(79);
    let hand = mallory.hand(world.register().id()).clone();
    let named = |number: u32| {
        let mut secret = [7; 32];
        secret[..4].copy_from_slice(&number.to_be_bytes());
        let keys = DeviceKeys::from_secret(&secret).public();
        hand.clone().state(Statement::Successor(Successor { keys, incarnation: number }))
    };
    let written: Vec<Entry> = (0..4_700).map(named).collect();
    let file = mallory.file(written.iter().map(Entry::bytes));
    noted_all_the_same(&world, id, &file, 4_700);
}

#[test]
fn a_visit_crowded_with_changes_is_written_on() {
    let (world, _, id, mut mallory) = scene(80);
    let read = |tables: &Tables<'_>| tables.epoch_keys(&id.ledger);
    let keys = world.person("Mallory").vault().read::<_, VaultError>(read).expect("his keys");
    let (epoch, key) = keys.last().expect("he was given a key");
    let mut written = Vec::new();
    for number in 0..8_300_u32 {
        let put = note_put(&mut mallory, "x");
        let mut document = Document::new(Actor::new(mallory.device(), number.to_be_bytes()));
        let change = document.put(&[put], EVENING).expect("a change");
        let change = RecordChange { record: id.record, kind: RecordKind::Visit.code(), change };
        let mut random = mallory.random.clone();
        written.push(mallory.hand(id.ledger).seal(&Save(vec![change]), *epoch, key, &mut random));
    }
    let file = mallory.file(written.iter().map(Entry::bytes));
    noted_all_the_same(&world, id, &file, 8_300);
    world.device("Ben").visits().start(id, Said::default()).expect("saved");
}

#[test]
fn statements_without_number_close_no_ledger_at_its_next_key() {
    let mut world = World::staffed(81);
    world.enrol("Mo", "Mallory", Role::Carer, None);
    let until = Some(EVENING.plus_millis(HOUR));
    world.enrol("Mo", "Sue", Role::Subcontractor, until);
    world.run_until_quiet();
    let person = margaret(&world);
    let id = visit(&world, person, &["Amina", "Ben", "Mallory", "Sue"]);
    world.run_until_quiet();
    let mut mallory = Mallory::with_device_of(&world, "Mallory");
    let hand = mallory.hand(id.ledger).clone();
    let said = |number: u32| {
        let mut back = [0; 32];
        back[..4].copy_from_slice(&number.to_be_bytes());
        hand.clone().state(Statement::Retire(Retire { takes_back: Some(EntryId(back)) }))
    };
    let written: Vec<Entry> = (0..4_200).map(said).collect();
    let file = mallory.file(written.iter().map(Entry::bytes));
    // Sue's lease is over: whoever writes next starts a key without her.
    world.advance(2 * HOUR);
    noted_all_the_same(&world, id, &file, 4_200);
}

fn standing_of(world: &World, person: PersonId) -> LedgerId {
    let read = |tables: &Tables<'_>| tables.records(RecordKind::Summary.code());
    let rows = world.person("Sam").vault().read::<_, VaultError>(read).expect("a vault");
    rows.into_iter().find(|row| row.key.id == person.0).expect("her summary").key.ledger
}

#[test]
fn a_second_standing_takes_nobodys_place_whoever_opens_it() {
    for (hostile, others) in [("Mallory", &OFFICE[..]), ("Carol", &["Mo", "Olu", "Sam"])] {
        let (mut world, person, id, _) = scene(77);
        let mut mallory = Mallory::with_device_of(&world, hostile);
        let standing = standing_of(&world, person);
        let now = EVENING.plus_millis(HOUR);
        let before = screens(world.person("Sam"), person, id, now);
        let file = rival(&world, &mut mallory, person, standing);
        let why =
            "expected a ledger's own card alone in its first save, found another; tell a manager";
        for name in others {
            world.device(name).bundles().read(&file).expect("taken in");
            assert_eq!(reasons(world.person(name)), [why], "{name}, by {hostile}");
            assert!(screens(world.person(name), person, id, now) == before, "{name}, by {hostile}");
        }
        world.run_until_quiet();
        for name in others {
            assert!(screens(world.person(name), person, id, now) == before, "{name}, by {hostile}");
            world.device(name).repair().expect("repaired");
            assert!(screens(world.person(name), person, id, now) == before, "{name}, repaired");
        }
    }
}

/// A standing for the same person, opened by Mallory, granted to everybody, with an id below that of
/// the true one: of two the lower is shown.
fn rival(world: &World, mallory: &mut Mallory, person: PersonId, standing: LedgerId) -> Vec<u8> {
    let nonces = (0_u64..).map(|number| {
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&number.to_be_bytes());
        Random16(nonce)
    });
    let lower = |nonce: &Random16| LedgerId::derive(mallory.device(), *nonce) < standing;
    let nonce = nonces.into_iter().find(lower).expect("half of all ids are lower");
    let ledger = LedgerId::derive(mallory.device(), nonce);
    let open = Open { class: Class::Person, month: None, nonce, recovery: None };
    let hand = mallory.hand(ledger);
    let mut written = vec![hand.state(Statement::Open(open))];
    for device in world.register().now().enrolled() {
        let rights = Rights::PLAIN;
        let grant = Grant { device, member: None, rights, until: None, despite: None };
        written.push(hand.state(Statement::Grant(grant)));
    }
    let register = world.register();
    let branches = holdfast_ledger::Branches::none();
    let entitlement = Entitlement::fold(ledger, &written, &branches, register, &StandardTable);
    let epochs = Epochs::fold(&entitlement, &written, branches, register);
    let recovery = register.recovery().expect("recovery keys").organisation;
    let entitled = entitlement.entitled(EVENING);
    let mut random = mallory.random.clone();
    let keys = EpochKeys::default();
    let started = epochs.start(&entitled, &keys, register, &recovery, &mut random);
    let started = started.expect("an epoch");
    let epoch = mallory.hand(ledger).state(Statement::Epoch(started.statement.clone()));
    let card = holdfast_core::care::ledger_card::Card::standing(person);
    let mut pen = Pen { member: mallory.member, written: EVENING, random: &mut random };
    let put = holdfast_core::care::ledger_card::write_card(card, &mut pen).expect("a card");
    let mut document = holdfast_core::record::Document::new(mallory.actor(6));
    let change = document.put(&[put], EVENING).expect("a change");
    let kind = RecordKind::LedgerCard.code();
    let mut record = [0; 16];
    record[14..].copy_from_slice(&kind.to_be_bytes());
    let change = RecordChange { record: holdfast_ledger::RecordId(record), kind, change };
    let save = holdfast_ledger::Save(vec![change]);
    let card = mallory.hand(ledger).seal(&save, epoch.id(), &started.key, &mut random);
    let wraps = started.wraps(ledger, epoch.id(), register, &mut random);
    written.extend([epoch, card]);
    let bundle = Bundle {
        register: register.id(),
        device: mallory.device(),
        made: EVENING,
        positions: Vec::new(),
        entries: written.iter().map(|entry| entry.bytes().to_vec().into()).collect(),
        wraps,
    };
    bundle.to_bytes(&mallory.keys)
}

/// An allergy in the hand of somebody who may not write it any more, at the point that hand names.
fn allergy(mallory: &mut Mallory, standing: LedgerId, person: PersonId, agent: &str) -> Entry {
    let mut document = mallory.document(3, standing, RecordKind::Summary, person.0);
    let Mallory { member, random, .. } = &mut *mallory;
    let mut pen = Pen { member: *member, written: EVENING, random };
    let content = content(Slot::Allergy, &[("agent", agent)]);
    let puts = Summary::read(&document.fields()).add(content, writing(), &mut pen);
    let change = document.put(&puts.expect("an allergy"), EVENING).expect("a change");
    let (record, kind) = (person.0, RecordKind::Summary.code());
    mallory.seal(standing, vec![RecordChange { record, kind, change }])
}

#[test]
fn who_names_a_position_that_is_not_here_yet_waits_for_it() {
    let mut world = World::staffed(86);
    world.enrol("Mo", "Mallory", Role::Coordinator, None);
    world.run_until_quiet();
    let person = margaret(&world);
    add(&world, "Carol", person, Slot::Allergy, &[("agent", "penicillin")]);
    world.run_until_quiet();
    let standing = standing_of(&world, person);
    // Sam's phone hears nothing while Mallory's role is taken.
    world.link("Sam", Link::Cut);
    let member = world.member("Mallory");
    let taken = Statement::RoleChange(RoleChange {
        member,
        role: Role::Coordinator,
        change: Change::Taken,
        seen: Vec::new(),
    });
    let mut mo = Mallory::with_device_of(&world, "Mo");
    let taken = mo.hand(world.register().id()).state(taken);
    assert_eq!(reads(world.person("Ben"), &mo, [taken.bytes()]), NEW);
    world.run_until_quiet();

    let mut mallory = Mallory::with_device_of(&world, "Mallory");
    let after = allergy(&mut mallory, standing, person, "latex");
    mallory.hand(standing).point.number = u64::MAX;
    let made_up = allergy(&mut mallory, standing, person, "nothing");
    for name in OFFICE {
        let entries = [after.bytes(), made_up.bytes()];
        let taken = reads(world.person(name), &mallory, entries);
        assert_eq!(taken.new, 2, "{name}");
    }
    let sam = world.person("Sam");
    let waits = |shown: &Person| -> BTreeSet<EntryId> {
        let all = shown.device.not_applied().expect("unlocked").into_iter();
        all.filter(|one| one.waits_for == Some(WaitsFor::Register)).map(|one| one.entry).collect()
    };
    assert_eq!(waits(sam), BTreeSet::from([after.id(), made_up.id()]));
    assert_eq!(said(&world, "Sam", person, Slot::Allergy), [["penicillin"]]);

    // It makes no difference which came first.
    world.link("Sam", Link::Up);
    world.run_until_quiet();
    for name in OFFICE {
        for how in ["as it came", "repaired"] {
            let shown = world.person(name);
            assert_eq!(waits(shown), BTreeSet::from([made_up.id()]), "{name}, {how}");
            assert_eq!(
                said(&world, name, person, Slot::Allergy),
                [["penicillin"]],
                "{name}, {how}"
            );
            let refused = account(shown).1.into_iter().filter(|(id, _)| *id == after.id());
            let refused: Vec<EntryState> = refused.map(|(_, state)| state).collect();
            let reason = "expected an author whose role may write this here, found another; tell a \
                          manager";
            let reason = reason.to_owned();
            assert_eq!(refused, [EntryState::Quarantined { reason }], "{name}, {how}");
            shown.device.repair().expect("repaired");
        }
    }
}
