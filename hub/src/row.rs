//! Rows of entries: their columns, the numbers that stand for words, and how a list of them ends.

use holdfast_ledger::{Act, DeviceId, EntryId, LedgerId, Origin, Stored};
use rusqlite::Row;

use crate::store::StoreError;

/// The columns of an entry that both tables of entries have, with their names in full.
macro_rules! select_entries {
    ($first:literal, $table:literal, $rest:literal) => {
        concat!(
            "SELECT e.id, l.id, a.id, e.number, e.previous, e.act, e.bytes",
            $first,
            " FROM ",
            $table,
            " AS e JOIN ledger AS l ON l.no = e.ledger JOIN device AS a ON a.no = e.author ",
            $rest
        )
    };
}
pub(crate) use select_entries;

/// A list that stops at a number of bytes; it takes one at least.
pub(crate) struct Within<T> {
    pub items: Vec<T>,
    bytes: usize,
    max_bytes: usize,
}

impl<T> Within<T> {
    pub const fn new(max_bytes: usize) -> Self {
        Self { items: Vec::new(), bytes: 0, max_bytes }
    }

    pub fn fits(&mut self, size: usize) -> bool {
        self.bytes = self.bytes.saturating_add(size);
        self.items.is_empty() || self.bytes <= self.max_bytes
    }
}

/// Reads the columns of `select_entries!`.
pub(crate) fn read_entry(row: &Row<'_>) -> Result<Stored, StoreError> {
    Ok(Stored {
        id: EntryId(row.get(0)?),
        ledger: LedgerId(row.get(1)?),
        author: DeviceId(row.get(2)?),
        number: unsigned(row.get(3)?),
        previous: row.get::<_, Option<[u8; 32]>>(4)?.map(EntryId),
        act: match row.get(5)? {
            0 => Act::Statement,
            1 => Act::Save,
            2 => Act::Unknown,
            _ => return Err(StoreError::Damaged { expected: "a kind of act" }),
        },
        bytes: row.get(6)?,
    })
}

pub(crate) const fn act_code(act: Act) -> i64 {
    match act {
        Act::Statement => 0,
        Act::Save => 1,
        Act::Unknown => 2,
    }
}

pub(crate) const fn origin_code(origin: Origin) -> i64 {
    match origin {
        Origin::Own => 0,
        Origin::Hub => 1,
        Origin::Peer => 2,
    }
}

/// Numbers of entries and arrivals fit 63 bits; what a request asks for may not.
pub(crate) fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(crate) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
