//! The record is a function of the set of entries: every order of arrival, every size of batch.

use super::poison::misfits;
use super::*;

/// Takes entries in as a device does: batch by batch, growing what can be grown, else from the whole.
fn arrived(order: &[&Entry], batch: usize) -> Seen {
    let mut all: Vec<Entry> = Vec::new();
    let mut now = rebuilt_document(&all);
    for more in order.chunks(batch) {
        all.extend(more.iter().map(|e| (*e).clone()));
        now = take(now, &all, more);
    }
    seen(now)
}

fn rebuilt_document(all: &[Entry]) -> Materialised {
    materialise(actor(BEN), &held(all))
}

fn take(mut now: Materialised, all: &[Entry], more: &[&Entry]) -> Materialised {
    if !now.quarantined.is_empty() {
        return rebuilt_document(all);
    }
    let waited = |e: &&Entry| now.waiting.iter().any(|(id, _)| *id == e.id);
    let pool: Vec<_> = all.iter().filter(|e| waited(e) || more.contains(e)).cloned().collect();
    match extend(now.documents.remove(0), &held(&pool)) {
        Extended::Grown { document, applied, waiting } => {
            now.applied.extend(applied);
            now.applied.sort_unstable();
            Materialised { documents: vec![*document], waiting, ..now }
        }
        Extended::Rebuild => rebuilt_document(all),
    }
}

fn permutations(entries: &[Entry]) -> Vec<Vec<&Entry>> {
    if entries.is_empty() {
        return vec![vec![]];
    }
    let mut found = Vec::new();
    for (at, first) in entries.iter().enumerate() {
        let others: Vec<_> =
            entries.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, e)| e.clone()).collect();
        for rest in permutations(&others) {
            let rest = rest.iter().map(|e| entries.iter().find(|mine| mine.id == e.id).unwrap());
            found.push([first].into_iter().chain(rest).collect());
        }
    }
    found
}

fn same_in_every_order(entries: &[Entry]) -> Seen {
    let expected = rebuilt(entries);
    for order in permutations(entries) {
        for batch in [1, 2, entries.len()] {
            assert_eq!(arrived(&order, batch), expected);
        }
    }
    assert_eq!(
        expected.applied.len() + expected.waiting.len() + expected.quarantined.len(),
        entries.len()
    );
    expected
}

#[test]
fn honest_entries_in_every_order() {
    let mut amina = Document::new(actor(AMINA));
    let one = entry(50, AMINA, writes(&mut amina, "texture/now", "normal"));
    let mut ben = document_of(BEN, core::slice::from_ref(&one));
    let two = entry(40, AMINA, writes(&mut amina, "texture/now", "soft"));
    let three = entry(30, BEN, writes(&mut ben, "texture/now", "pureed"));
    let mut sam = document_of(MALLORY, &[one.clone(), two.clone(), three.clone()]);
    let four = entry(20, MALLORY, writes(&mut sam, "texture/now", "settled"));
    let five = entry(10, AMINA, writes(&mut amina, "note/1", "ate well"));
    let seen = same_in_every_order(&[one, two, three, four, five]);
    assert_eq!(seen.applied.len(), 5);
    assert_eq!(seen.fields[0]["texture/now"], [b"settled".to_vec()]);
}

#[test]
fn poison_amongst_them_in_every_order() {
    for (poison, misfit) in misfits() {
        let mut amina = Document::new(actor(AMINA));
        let one = entry(3, AMINA, writes(&mut amina, "texture/now", "normal"));
        let two = entry(9, AMINA, writes(&mut amina, "texture/now", "soft"));
        let mut ben = document_of(BEN, core::slice::from_ref(&one));
        let three = entry(1, BEN, writes(&mut ben, "note/1", "ate well"));
        let bad = entry(2, MALLORY, poison.clone());
        // Mallory goes on upon his own bad change: that waits, and stops nothing else.
        let mut after = plain(&poison);
        after.deps = vec![change::decode(&poison).unwrap().hash()];
        after.sequence = after.sequence.saturating_add(1);
        let worse = entry(4, MALLORY, after.encode());
        let seen = same_in_every_order(&[one, two, three, bad, worse]);
        let applied = [1, 3, 9].map(|id| EntryId([id; 32]));
        assert_eq!(seen.applied, applied);
        assert_eq!(seen.quarantined, [(EntryId([2; 32]), Quarantine::Misfit(misfit))]);
        assert_eq!(seen.fields[0]["texture/now"], [b"soft".to_vec()]);
    }
}

#[test]
fn a_copied_device_in_every_order() {
    // The same actor on two devices, each with its own second change, and more upon both.
    let mut amina = Document::new(actor(AMINA));
    let one = entry(5, AMINA, writes(&mut amina, "note/1", "ate well"));
    let mut copy = amina.clone();
    let two = entry(4, AMINA, writes(&mut amina, "note/2", "from the phone"));
    let three = entry(3, AMINA, writes(&mut amina, "note/3", "still from the phone"));
    let other = entry(2, AMINA, writes(&mut copy, "note/4", "from the copy"));
    let later = entry(1, AMINA, writes(&mut copy, "note/5", "still from the copy"));
    let seen = same_in_every_order(&[one, two, three, other, later]);
    // The lower entry id stands; the other branch is listed, not lost.
    let texts: Vec<_> = seen.fields[0].keys().cloned().collect();
    assert_eq!(texts, ["note/1", "note/4", "note/5"]);
    assert_eq!(seen.quarantined, [(EntryId([4; 32]), Quarantine::Clash)]);
    assert_eq!(seen.waiting.len(), 1);
}

#[test]
fn one_change_in_two_entries_counts_for_both() {
    let mut amina = Document::new(actor(AMINA));
    let change = writes(&mut amina, "note/1", "ate well");
    let entries = [entry(1, AMINA, change.clone()), entry(2, AMINA, change)];
    assert_eq!(same_in_every_order(&entries).applied.len(), 2);
}

#[test]
fn many_devices_beside_each_other_are_judged_quickly() {
    let mut amina = Document::new(actor(AMINA));
    let mut entries = vec![entry(0, AMINA, writes(&mut amina, "texture/now", "normal"))];
    for (at, id) in (1..=60u8).enumerate() {
        let device = DeviceId([at as u8; 16]);
        let mut theirs = document_of(device, &entries[..1]);
        entries.push(entry(id, device, writes(&mut theirs, "texture/now", &format!("{at}"))));
    }
    let mut carol = document_of(BEN, &entries);
    assert_eq!(carol.fields()["texture/now"].len(), 60);
    entries.push(entry(99, BEN, writes(&mut carol, "texture/now", "settled")));
    assert_eq!(rebuilt(&entries).fields[0]["texture/now"], [b"settled".to_vec()]);
}
