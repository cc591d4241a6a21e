//! Changes that no honest device writes, each behind a right checksum.

use proptest::prelude::*;

use super::change::{OpId, PlainPut, framed};
use super::columns::{write_signed, write_unsigned};
use super::*;

/// Amina's two changes, and Mallory's honest third on top of them.
fn story() -> (Vec<Vec<u8>>, PlainChange) {
    let mut amina = Document::new(actor(AMINA));
    let first = writes(&mut amina, "texture/now", "normal");
    let second = writes(&mut amina, "texture/now", "soft");
    let entries = [entry(1, AMINA, first.clone()), entry(2, AMINA, second.clone())];
    let mut mallory = document_of(MALLORY, &entries);
    let third = writes(&mut mallory, "texture/now", "anything");
    (vec![first, second], plain(&third))
}

fn bent(bend: impl FnOnce(&mut PlainChange)) -> Vec<u8> {
    let (_, mut change) = story();
    bend(&mut change);
    change.encode()
}

fn reason(change: Vec<u8>) -> Quarantine {
    let (before, _) = story();
    let mut entries: Vec<_> =
        before.into_iter().zip(1..).map(|(change, id)| entry(id, AMINA, change)).collect();
    entries.push(entry(7, MALLORY, change));
    let mut seen = rebuilt(&entries);
    assert_eq!(seen.applied, [EntryId([1; 32]), EntryId([2; 32])]);
    assert_eq!(seen.fields[0]["texture/now"], [b"soft".to_vec()]);
    assert_eq!(seen.quarantined.len(), 1, "{seen:?}");
    seen.quarantined.remove(0).1
}

fn automerge_alone(change: &[u8]) -> Automerge {
    let (before, _) = story();
    unchecked(&before.iter().map(Vec::as_slice).collect::<Vec<_>>(), change)
}

/// Every way found to hurt Automerge 0.12 with a change of the right shape; used in `orders` too.
pub(super) fn misfits() -> Vec<(Vec<u8>, Misfit)> {
    let nobody = OpId { counter: 1, actor: Actor::new(BEN, [0; 4]) };
    vec![
        (bent(|c| c.puts[0].replaces = vec![nobody]), Misfit::WrongReplaced),
        (bent(|c| c.puts[0].replaces[0].counter = 99), Misfit::WrongReplaced),
        (bent(|c| c.puts[0].replaces[0].counter = 1), Misfit::WrongReplaced),
        (bent(|c| c.puts[0].replaces.clear()), Misfit::WrongReplaced),
        (bent(|c| c.puts[0].key = "texture/other".to_owned()), Misfit::WrongReplaced),
        (bent(|c| c.sequence = 2), Misfit::WrongSequence),
        (bent(|c| c.sequence = u32::MAX), Misfit::WrongSequence),
        (bent(|c| c.start = 1), Misfit::WrongStart),
        (bent(|c| c.start = u32::MAX - 1), Misfit::WrongStart),
        (bent(|c| c.deps.clear()), Misfit::WrongStart),
    ]
}

#[test]
fn a_change_that_contradicts_its_own_past_is_quarantined() {
    for (change, misfit) in misfits() {
        assert_eq!(reason(change), Quarantine::Misfit(misfit));
    }
}

#[test]
fn automerge_alone_would_have_been_hurt() {
    let outcomes: Vec<_> = misfits().iter().map(|(change, _)| automerge_alone(change)).collect();
    assert!(outcomes.contains(&Automerge::Panics), "{outcomes:?}");
    assert!(outcomes.contains(&Automerge::CannotReadWhatItSaves), "{outcomes:?}");
}

#[test]
fn a_change_of_another_shape_is_refused() {
    let foreign = bent(|c| c.actor = actor(AMINA));
    assert_eq!(reason(foreign), Quarantine::Refused(Refusal::ForeignActor { expected: MALLORY }));
    let odd = bent(|c| c.puts[0].key = "texture".to_owned());
    assert_eq!(reason(odd), Quarantine::Refused(Refusal::OddKey));
    let again = bent(|c| c.puts.push(c.puts[0].clone()));
    assert_eq!(reason(again), Quarantine::Refused(Refusal::KeyTwice));
    let none = bent(|c| c.puts.clear());
    assert_eq!(reason(none), Quarantine::Refused(Refusal::NotPlain));
    let late = bent(|c| c.start = u32::MAX);
    assert_eq!(reason(late), Quarantine::Refused(Refusal::NumberTooLarge));
    let never = bent(|c| c.time = i64::MAX >> 2);
    assert_eq!(reason(never), Quarantine::Refused(Refusal::NumberTooLarge));
    let many = bent(|c| {
        let puts = |n| PlainPut { key: format!("note/{n}"), value: vec![], replaces: vec![] };
        c.puts = (0..=MAX_PUTS).map(puts).collect();
    });
    assert_eq!(reason(many), Quarantine::Refused(Refusal::TooManyOperations));
    assert_eq!(reason(vec![]), Quarantine::Refused(Refusal::CutShort));
    let large = vec![0; MAX_CHANGE_BYTES + 1];
    assert_eq!(reason(large), Quarantine::Refused(Refusal::TooLarge { found: 262_145 }));
}

/// What Automerge offers and our documents do not have, written by Automerge itself.
#[test]
fn objects_lists_texts_counters_marks_and_deletes_are_refused() {
    use automerge::transaction::{CommitOptions, Transactable};
    use automerge::{ObjType, ROOT, ReadDoc, ScalarValue};
    type Act = fn(&mut automerge::transaction::Transaction<'_>);
    let acts: [Act; 7] = [
        |tx| drop(tx.put_object(ROOT, "a/b", ObjType::Map).unwrap()),
        |tx| {
            let list = tx.put_object(ROOT, "a/b", ObjType::List).unwrap();
            tx.insert(&list, 0, "x").unwrap();
        },
        |tx| {
            let text = tx.put_object(ROOT, "a/b", ObjType::Text).unwrap();
            tx.splice_text(&text, 0, 0, "x").unwrap();
        },
        |tx| tx.put(ROOT, "a/b", ScalarValue::counter(1)).unwrap(),
        |tx| tx.put(ROOT, "a/b", "text").unwrap(),
        |tx| tx.increment(ROOT, "count/er", 1).unwrap(),
        |tx| tx.delete(ROOT, "count/er").unwrap(),
    ];
    for act in acts {
        let mut document = automerge::Automerge::new().with_actor(actor(MALLORY).into());
        let mut begin = document.transaction();
        begin.put(ROOT, "count/er", ScalarValue::counter(1)).unwrap();
        begin.commit();
        let mut transaction = document.transaction();
        act(&mut transaction);
        let hash = transaction.commit_with(CommitOptions::default()).0.unwrap();
        let change = document.get_change_by_hash(&hash).unwrap();
        let refusal = check_change(change.raw_bytes(), MALLORY).unwrap_err();
        assert!(matches!(refusal, Refusal::NotPlain), "{refusal}");
    }
    let mut document = automerge::Automerge::new().with_actor(actor(MALLORY).into());
    let mut transaction = document.transaction();
    transaction.put(ROOT, "a/b", ScalarValue::Bytes(vec![1])).unwrap();
    let said = CommitOptions::default().with_message("a message");
    let hash = transaction.commit_with(said).0.unwrap();
    let change = document.get_change_by_hash(&hash).unwrap();
    assert_eq!(check_change(change.raw_bytes(), MALLORY).unwrap_err(), Refusal::NotPlain);
}

#[test]
fn compressed_chunks_documents_and_trailing_bytes_are_refused() {
    use automerge::ReadDoc;
    let mut amina = Document::new(actor(AMINA));
    let long = writes(&mut amina, "note/1", &"all well ".repeat(200));
    let parsed = automerge::Change::try_from(long.as_slice());
    let compressed = parsed.unwrap().bytes().into_owned();
    assert!(compressed.len() < long.len() / 4);
    assert_eq!(check_change(&compressed, AMINA).unwrap_err(), Refusal::NotAChange);
    assert_eq!(check_change(&amina.save(), AMINA).unwrap_err(), Refusal::NotAChange);
    let trailing = [long.as_slice(), &[0]].concat();
    assert_eq!(check_change(&trailing, AMINA).unwrap_err(), Refusal::NotAChange);
    let twice = [long.as_slice(), &long].concat();
    assert_eq!(check_change(&twice, AMINA).unwrap_err(), Refusal::NotAChange);
    let mut wrong = long;
    *wrong.last_mut().unwrap() ^= 1;
    assert_eq!(check_change(&wrong, AMINA).unwrap_err(), Refusal::WrongHash);
    let mut automerge = automerge::Automerge::new();
    automerge.apply_changes([]).unwrap();
    assert!(automerge.get_change_by_hash(&automerge::ChangeHash([0; 32])).is_none());
}

/// A body with one column of operations said to be `count` long.
fn endless(count: i64) -> Vec<u8> {
    let mut body = vec![0, Actor::LEN as u8];
    body.extend(actor(MALLORY).as_bytes());
    body.extend([1, 1, 0, 0, 0]);
    let mut runs = Vec::new();
    write_signed(&mut runs, count);
    runs.push(1);
    write_unsigned(&mut body, 1);
    write_unsigned(&mut body, 0x42);
    write_unsigned(&mut body, runs.len() as u64);
    body.extend(runs);
    framed(&body)
}

#[test]
fn lengths_that_would_never_end_are_refused_at_once() {
    for count in [MAX_PUTS as i64 + 1, 1 << 40, i64::MAX >> 1, -(1 << 40), i64::MIN >> 1] {
        assert_eq!(check_change(&endless(count), MALLORY).unwrap_err(), Refusal::TooManyOperations);
    }
    assert_eq!(check_change(&endless(0), MALLORY).unwrap_err(), Refusal::NotPlain);
    let mut body = Vec::new();
    write_unsigned(&mut body, u64::MAX);
    assert_eq!(check_change(&framed(&body), MALLORY).unwrap_err(), Refusal::CutShort);
}

#[test]
fn an_actor_that_follows_itself_wrongly_is_quarantined() {
    let mut mallory = Document::new(actor(MALLORY));
    let first = writes(&mut mallory, "note/1", "one");
    let second = writes(&mut mallory, "note/2", "two");
    // The second again, with the first's number: its own past already holds that number.
    let mut again = plain(&second);
    again.sequence = 1;
    // Number two, but beside the first and not after it.
    let mut beside = plain(&second);
    beside.deps.clear();
    beside.start = 1;
    for bent in [again, beside] {
        let entries = [entry(1, MALLORY, first.clone()), entry(2, MALLORY, bent.encode())];
        let seen = rebuilt(&entries);
        let expected = [(EntryId([2; 32]), Quarantine::Misfit(Misfit::WrongSequence))];
        assert_eq!(
            (seen.applied, seen.quarantined.as_slice()),
            (vec![EntryId([1; 32])], &expected[..])
        );
    }
}

/// One byte of an honest change's body changed, or some cut or doubled, behind a right checksum.
fn mutated(bytes: &[u8], at: usize, to: u8, cut: usize) -> Vec<u8> {
    let mut body = bytes[bytes.len() - body_len(bytes)..].to_vec();
    let at = at % body.len();
    body[at] = to;
    let end = (at + cut).min(body.len());
    if cut.is_multiple_of(2) {
        body.drain(at..end);
    } else {
        let again = body[at..end].to_vec();
        body.splice(at..at, again);
    }
    framed(&body)
}

fn body_len(bytes: &[u8]) -> usize {
    let plain = plain(bytes);
    let whole = plain.encode();
    (0..=whole.len()).rev().find(|len| framed(&whole[whole.len() - len..]) == whole).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn a_mutated_change_leaves_a_record_that_can_be_read(
        at in any::<usize>(), to in any::<u8>(), cut in 0..6usize
    ) {
        let (before, third) = story();
        let hostile = mutated(&third.encode(), at, to, cut);
        let entries = [
            entry(1, AMINA, before[0].clone()),
            entry(2, AMINA, before[1].clone()),
            entry(3, MALLORY, hostile),
        ];
        let made = materialise(actor(BEN), &held(&entries));
        prop_assert_eq!(made.applied.len() + made.waiting.len() + made.quarantined.len(), 3);
        prop_assert!(made.quarantined.iter().all(|(_, why)| *why != Quarantine::Failed));
        let saved = made.documents[0].save();
        let again = Document::load(actor(BEN), Some(&saved), []).unwrap();
        prop_assert_eq!(again.fields(), made.documents[0].fields());
    }

    #[test]
    fn any_bytes_are_a_refusal(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(check_change(&bytes, AMINA).is_err());
        prop_assert!(check_change(&framed(&bytes), AMINA).is_err());
    }
}
