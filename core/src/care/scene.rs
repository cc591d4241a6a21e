//! The people of the tests: Amina and Ben the carers, Carol the coordinator, Sam the senior, Mo the
//! manager. Each holds a pen; what they write goes onto a sheet of plain fields, as a document would
//! hold it. Time and randomness are handed in, so that a failure repeats.

use std::cell::RefCell;

use holdfast_ledger::{MemberId, RecordId, Timestamp};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use super::definition::Value;
use super::item::{Digest, ItemId};
use super::reference::{KeyRef, PersonRef};
use super::{Fields, Line, Moment, Pen, PersonId, Put, Text};

pub(super) const AMINA: MemberId = MemberId([0xA; 16]);
pub(super) const BEN: MemberId = MemberId([0xB; 16]);
pub(super) const CAROL: MemberId = MemberId([0xC; 16]);
pub(super) const MO: MemberId = MemberId([0xD; 16]);
pub(super) const DOREEN: PersonRef = PersonRef(PersonId(RecordId([0x77; 16])));

thread_local! {
    static RANDOM: RefCell<ChaCha20Rng> = RefCell::new(ChaCha20Rng::seed_from_u64(3));
}

/// A moment on 22 November 2026, in England.
pub(super) fn at(hour: i64, minute: i64) -> Timestamp {
    Timestamp(1_795_305_600_000 + (hour * 60 + minute) * 60_000)
}

/// Somebody writes at a time.
pub(super) fn pen<R>(
    member: MemberId,
    written: Timestamp,
    write: impl FnOnce(&mut Pen<'_>) -> R,
) -> R {
    RANDOM.with_borrow_mut(|random| write(&mut Pen { member, written, random }))
}

/// Fields after these acts, one seeing the other.
pub(super) fn onto(fields: &mut Fields, puts: impl IntoIterator<Item = Put>) {
    for Put { key, value } in puts {
        fields.insert(key, vec![value]);
    }
}

/// Both sides of two people who wrote without seeing each other.
pub(super) fn met(ours: &Fields, theirs: &Fields) -> Fields {
    let mut both = ours.clone();
    for (key, values) in theirs {
        let held = both.entry(key.clone()).or_default();
        held.extend(values.iter().cloned());
        held.sort_by_cached_key(|value| Digest::of(value));
        held.dedup();
    }
    both
}

pub(super) fn line(text: &str) -> Line {
    Line::new(text).unwrap()
}

pub(super) fn text(text: &str) -> Text {
    Text::new(text).unwrap()
}

pub(super) fn moment(at: Timestamp) -> Moment {
    Moment(at)
}

/// The key of the numbered medicine in the summary.
pub(super) fn medicine(number: u8) -> KeyRef {
    KeyRef::parse(&format!("medicine/0190d5a8-3c4e-7000-8000-0000000000{number:02x}")).unwrap()
}

pub(super) fn item_id(number: u8) -> ItemId {
    ItemId([number; 8])
}
