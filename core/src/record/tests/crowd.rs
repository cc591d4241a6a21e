//! Mallory leaves more in a record than one change can name: everybody writes on, and nothing is lost.

use std::collections::BTreeSet;

use super::super::ground::{REPLACED, UPON};
use super::*;

/// An entry of its own number, however many there are.
fn numbered(number: usize, author: DeviceId, change: Vec<u8>) -> Entry {
    let mut id = [0; 32];
    id[..8].copy_from_slice(&(number as u64).to_be_bytes());
    Entry { id: EntryId(id), author, change }
}

/// So many changes by Mallory, each with a pen of its own and upon nothing.
fn crowd(count: usize, key: impl Fn(usize) -> String) -> Vec<Entry> {
    let one = |number: usize| {
        let pen = Actor::new(MALLORY, (number as u32).to_be_bytes());
        let change = writes(&mut Document::new(pen), &key(number), &number.to_string());
        numbered(number, MALLORY, change)
    };
    (0..count).map(one).collect()
}

fn plain_hash(change: &[u8]) -> ChangeHash {
    change::hash_of(change).unwrap()
}

fn made_by(device: DeviceId, entries: &[Entry]) -> Document {
    let mut made = materialise(actor(device), &held(entries));
    assert_eq!((made.quarantined, made.waiting), (vec![], vec![]));
    made.documents.remove(0)
}

#[test]
fn a_change_builds_upon_a_few_its_writers_own_and_some_of_each_device() {
    let mut all = crowd(4 * UPON, |number| format!("note/{number}"));
    let bens = writes(&mut Document::new(actor(BEN)), "plan/time", "nine");
    let ben_at = plain_hash(&bens);
    all.push(numbered(all.len(), BEN, bens));
    let mut amina = made_by(AMINA, &all);
    let mut own = None;
    for value in ["ten", "eleven"] {
        let change = writes(&mut amina, "plan/time", value);
        let upon: BTreeSet<_> = plain(&change).deps.into_iter().collect();
        assert!(upon.len() <= UPON, "{}", upon.len());
        match own {
            // She saw what Ben wrote, so that there is no dispute about it.
            None => assert!(upon.contains(&ben_at)),
            Some(own) => assert!(upon.contains(&own)),
        }
        own = Some(plain_hash(&change));
        all.push(numbered(all.len(), AMINA, change));
        assert_eq!(amina.values("plan/time"), [value.as_bytes()]);
        // Loaded again, with the same pen, she goes on as well.
        amina = Document::load(actor(AMINA), Some(&amina.save()), []).unwrap();
    }
    let again = made_by(BEN, &all);
    assert_eq!((again.fields(), again.heads()), (amina.fields(), amina.heads()));
    assert_eq!(again.fields().len(), 4 * UPON + 1);
}

#[test]
fn what_is_too_much_to_replace_is_left_beside() {
    let mut all = crowd(REPLACED + 1, |_| "plan/time".to_owned());
    // All of it behind one change, which Amina builds upon before she needs that key.
    let mut behind = PlainChange {
        deps: all.iter().map(|entry| plain_hash(&entry.change)).collect(),
        ..plain(&writes(&mut Document::new(Actor::new(MALLORY, [0xff; 4])), "note/x", "."))
    };
    behind.deps.sort_unstable();
    behind.start = 2;
    all.push(numbered(all.len(), MALLORY, behind.encode()));
    let mut amina = made_by(AMINA, &all);
    all.push(numbered(all.len(), AMINA, writes(&mut amina, "note/y", "Here.")));
    let standing = amina.values("plan/time");
    for value in ["ten", "eleven"] {
        let change = writes(&mut amina, "plan/time", value);
        all.push(numbered(all.len(), AMINA, change));
        let mut expected = standing.clone();
        expected.push(value.as_bytes().to_vec());
        let mut found = amina.values("plan/time");
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "hers stands beside the others, once");
    }
    let again = made_by(BEN, &all);
    assert_eq!((again.fields(), again.heads()), (amina.fields(), amina.heads()));
}
