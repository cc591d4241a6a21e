//! Amina, Ben and Carol write in one record; Mallory, enrolled like them, does his worst.

mod crowd;
mod honest;
mod orders;
mod poison;

use std::panic::{AssertUnwindSafe, catch_unwind};

use holdfast_ledger::{DeviceId, EntryId, Timestamp};

use super::change::{self, PlainChange};
use super::*;
use crate::care::{Fields, Put};

const AMINA: DeviceId = DeviceId([0xa1; 16]);
const BEN: DeviceId = DeviceId([0xb2; 16]);
const MALLORY: DeviceId = DeviceId([0x0e; 16]);
const NINE: Timestamp = Timestamp(1_700_000_000_000);

fn actor(device: DeviceId) -> Actor {
    Actor::new(device, [1, 2, 3, 4])
}

fn put(key: &str, value: &str) -> Put {
    Put { key: key.to_owned(), value: value.as_bytes().to_vec() }
}

fn writes(document: &mut Document, key: &str, value: &str) -> Vec<u8> {
    document.put(&[put(key, value)], NINE).unwrap()
}

/// An entry with a change in it.
#[derive(Clone, PartialEq, Eq)]
struct Entry {
    id: EntryId,
    author: DeviceId,
    change: Vec<u8>,
}

fn entry(id: u8, author: DeviceId, change: Vec<u8>) -> Entry {
    Entry { id: EntryId([id; 32]), author, change }
}

fn held(entries: &[Entry]) -> Vec<Held<'_>> {
    entries.iter().map(|e| Held { entry: e.id, author: e.author, change: &e.change }).collect()
}

/// All that can be seen of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    fields: Vec<Fields>,
    heads: Vec<DocumentHeads>,
    applied: Vec<EntryId>,
    waiting: Vec<(EntryId, Vec<ChangeHash>)>,
    quarantined: Vec<(EntryId, Quarantine)>,
}

fn seen(made: Materialised) -> Seen {
    Seen {
        fields: made.documents.iter().map(Document::fields).collect(),
        heads: made.documents.iter().map(Document::heads).collect(),
        applied: made.applied,
        waiting: made.waiting,
        quarantined: made.quarantined,
    }
}

fn rebuilt(entries: &[Entry]) -> Seen {
    seen(materialise(actor(BEN), &held(entries)))
}

/// The document after `entries`, all of which apply.
fn document_of(device: DeviceId, entries: &[Entry]) -> Document {
    let mut made = materialise(actor(device), &held(entries));
    assert_eq!(made.applied.len(), entries.len());
    made.documents.remove(0)
}

/// A change as plain data, to be bent and encoded again with a right checksum.
fn plain(bytes: &[u8]) -> PlainChange {
    change::decode(bytes).unwrap().plain
}

/// What Automerge does with a change that nobody checked, on a document of `before`.
#[derive(Debug, PartialEq, Eq)]
enum Automerge {
    Takes,
    Refuses,
    Panics,
    /// It takes the change, and cannot read the document it then saves.
    CannotReadWhatItSaves,
}

fn unchecked(before: &[&[u8]], hostile: &[u8]) -> Automerge {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut document = automerge::Automerge::new();
        for change in before.iter().copied().chain([hostile]) {
            let change = automerge::Change::try_from(change).map_err(|_| Automerge::Refuses)?;
            document.apply_changes([change]).map_err(|_| Automerge::Refuses)?;
        }
        let saved = document.save();
        match automerge::Automerge::load(&saved) {
            Ok(_) => Ok(Automerge::Takes),
            Err(_) => Err(Automerge::CannotReadWhatItSaves),
        }
    }));
    outcome.map_or(Automerge::Panics, |result| result.unwrap_or_else(|refused| refused))
}
