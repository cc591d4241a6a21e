//! Records as rows: a cache made from entries, sealed, with a few numbers in clear to find them by.
//!
//! A document is a snapshot at some version and the changes since, so that a save costs as much as the
//! change and not as the document. The readable form says which version it was made from; one that is
//! older than the record is not given out. Each sealed value opens in its own place only, with the
//! numbers that stand beside it: a byte changed in any of them is found when the value is read.

use holdfast_ledger::{EntryId, LedgerId, RecordId, Timestamp};
use rusqlite::{Row, params};

use super::error::{Result, VaultError};
use super::tables::Tables;

/// Changes kept beside a snapshot. With more, the writer should make a new snapshot: reading a document
/// costs about 30 µs for each, and making a snapshot as much as the document is long.
pub const TAIL: u64 = 64;

/// A record's identity: nobody reaches a summary by writing its id in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    /// The ledger it stands in.
    pub ledger: LedgerId,
    /// The stable code of its kind.
    pub kind: u16,
    /// Its id.
    pub id: RecordId,
}

/// The numbers a record is found by. They stand in clear.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordIndex {
    /// When what it is about begins, such as a visit's window.
    pub starts: Option<Timestamp>,
    /// When something is to be done about it.
    pub due: Option<Timestamp>,
    /// A code of its kind's own.
    pub state: u32,
}

/// A record as lists show it.
#[derive(Clone, PartialEq, Eq)]
pub struct RecordRow {
    /// Which.
    pub key: RecordKey,
    /// Its numbers.
    pub index: RecordIndex,
    /// How many changes its document has had.
    pub version: u64,
    /// What a line of a list shows of it, opened.
    pub card: Vec<u8>,
}

impl core::fmt::Debug for RecordRow {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "RecordRow({:?}, {:?}, version {})", self.key, self.index, self.version)
    }
}

/// A document as it was stored: the changes come on top of the snapshot, in this order.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredDocument {
    /// The whole document at an earlier version; nothing for a young one.
    pub snapshot: Option<Vec<u8>>,
    /// The raw changes since.
    pub tail: Vec<Vec<u8>>,
}

impl core::fmt::Debug for StoredDocument {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "StoredDocument({} changes since its snapshot)", self.tail.len())
    }
}

const ROW: &str = "row, ledger, kind, id, starts, due, state, version, card";

impl Tables<'_> {
    /// One record, as lists show it.
    ///
    /// # Errors
    /// [`VaultError::Locked`], [`VaultError::Damaged`].
    pub fn record(&self, key: &RecordKey) -> Result<Option<RecordRow>> {
        let sql = format!("SELECT {ROW} FROM record WHERE ledger = ? AND kind = ? AND id = ?");
        let params = params![key.ledger.as_bytes(), key.kind, key.id.as_bytes()];
        Ok(self.rows(&sql, params)?.pop())
    }

    /// Every record of a kind, by ledger and id.
    ///
    /// # Errors
    /// [`VaultError::Locked`], [`VaultError::Damaged`].
    pub fn records(&self, kind: u16) -> Result<Vec<RecordRow>> {
        let sql = format!("SELECT {ROW} FROM record WHERE kind = ? ORDER BY ledger, id");
        self.rows(&sql, [kind])
    }

    /// Every record of a kind in one ledger, by id.
    ///
    /// # Errors
    /// [`VaultError::Locked`], [`VaultError::Damaged`].
    pub fn records_in(&self, ledger: &LedgerId, kind: u16) -> Result<Vec<RecordRow>> {
        let sql = format!("SELECT {ROW} FROM record WHERE ledger = ? AND kind = ? ORDER BY id");
        self.rows(&sql, params![ledger.as_bytes(), kind])
    }

    /// The records of a kind that start in a span of time, first to last.
    ///
    /// # Errors
    /// [`VaultError::Locked`], [`VaultError::Damaged`].
    pub fn records_starting(
        &self,
        kind: u16,
        span: core::ops::Range<Timestamp>,
    ) -> Result<Vec<RecordRow>> {
        let sql = format!(
            "SELECT {ROW} FROM record WHERE kind = ? AND starts >= ? AND starts < ?
             ORDER BY starts, ledger, id"
        );
        self.rows(&sql, params![kind, span.start.0, span.end.0])
    }

    /// The records of a kind that are due before a moment, first to last.
    ///
    /// # Errors
    /// [`VaultError::Locked`], [`VaultError::Damaged`].
    pub fn records_due(&self, kind: u16, before: Timestamp) -> Result<Vec<RecordRow>> {
        let sql =
            format!("SELECT {ROW} FROM record WHERE kind = ? AND due < ? ORDER BY due, ledger, id");
        self.rows(&sql, params![kind, before.0])
    }

    /// Sets a record's numbers and card; makes the record if there is none. Its document stays.
    ///
    /// # Errors
    /// [`VaultError::Locked`].
    pub fn put_record(&mut self, key: &RecordKey, index: &RecordIndex, card: &[u8]) -> Result<()> {
        let sealed = self.keys()?.record.seal(&card_place(key, index), card);
        self.run(
            "INSERT INTO record (ledger, kind, id, starts, due, state, version, card)
             VALUES (?, ?, ?, ?, ?, ?, 0, ?)
             ON CONFLICT (ledger, kind, id) DO UPDATE SET
                starts = excluded.starts, due = excluded.due, state = excluded.state,
                card = excluded.card
             WHERE (starts, due, state, card)
                IS NOT (excluded.starts, excluded.due, excluded.state, excluded.card)",
            params![
                key.ledger.as_bytes(),
                key.kind,
                key.id.as_bytes(),
                index.starts.map(|at| at.0),
                index.due.map(|at| at.0),
                index.state,
                sealed
            ],
        )?;
        Ok(())
    }

    /// How many changes a record's document has had; nothing if there is no such record.
    ///
    /// # Errors
    /// What the database says.
    pub fn version(&self, key: &RecordKey) -> Result<Option<u64>> {
        Ok(self.row_of(key)?.map(|(_, version)| version.unsigned_abs()))
    }

    /// The stored document of a record; nothing if there is no such record.
    ///
    /// # Errors
    /// [`VaultError::Locked`], [`VaultError::Damaged`].
    pub fn document(&self, key: &RecordKey) -> Result<Option<StoredDocument>> {
        let Some((row, version)) = self.row_of(key)? else { return Ok(None) };
        let seal = &self.keys()?.record;
        let sql = "SELECT version, sealed FROM snapshot WHERE record = ?";
        let stored: Option<(i64, Vec<u8>)> =
            self.one(sql, [row], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let from = stored.as_ref().map_or(0, |(version, _)| *version);
        let snapshot = stored
            .map(|(at, sealed)| seal.open(&place(key, Part::Snapshot, at), &sealed, "a record"))
            .transpose()?;
        let sql = "SELECT version, sealed FROM tail WHERE record = ? ORDER BY version";
        let rows: Vec<(i64, Vec<u8>)> = self.all(sql, [row], |r| Ok((r.get(0)?, r.get(1)?)))?;
        if !rows.iter().map(|(at, _)| *at).eq(from + 1..=version) {
            return Err(VaultError::Damaged { expected: "every change of a record" });
        }
        let open = |(at, sealed): (i64, Vec<u8>)| {
            seal.open(&place(key, Part::Tail, at), &sealed, "a change of a record")
        };
        let tail = rows.into_iter().map(open).collect::<Result<_>>()?;
        Ok(Some(StoredDocument { snapshot, tail }))
    }

    /// Adds a raw change to a record's document. Answers how many changes its tail has now: at
    /// [`TAIL`], [`Self::put_snapshot`] is due.
    ///
    /// # Errors
    /// [`VaultError::Locked`]; [`VaultError::Damaged`] if there is no such record.
    pub fn append_change(&mut self, key: &RecordKey, change: &[u8]) -> Result<u64> {
        self.append_changes(key, &[change])
    }

    /// The same for several, in their order.
    ///
    /// # Errors
    /// [`VaultError::Locked`]; [`VaultError::Damaged`] if there is no such record.
    pub fn append_changes(&mut self, key: &RecordKey, changes: &[&[u8]]) -> Result<u64> {
        let (row, version) = self.row_of(key)?.ok_or(NO_RECORD)?;
        let mut next = version;
        for change in changes {
            next += 1;
            let sealed = self.keys()?.record.seal(&place(key, Part::Tail, next), change);
            let sql = "INSERT INTO tail (record, version, sealed) VALUES (?, ?, ?)";
            self.run(sql, params![row, next, sealed])?;
        }
        self.run("UPDATE record SET version = ? WHERE row = ?", [next, row])?;
        let sql = "SELECT version FROM snapshot WHERE record = ?";
        let from = self.one(sql, [row], |r| r.get::<_, i64>(0))?.unwrap_or(0);
        Ok(u64::try_from(next - from).unwrap_or(0))
    }

    /// Stores the whole document, at the version the record has, instead of snapshot and tail.
    ///
    /// # Errors
    /// [`VaultError::Locked`]; [`VaultError::Damaged`] if there is no such record.
    pub fn put_snapshot(&mut self, key: &RecordKey, document: &[u8]) -> Result<()> {
        let (row, version) = self.row_of(key)?.ok_or(NO_RECORD)?;
        let sealed = self.keys()?.record.seal(&place(key, Part::Snapshot, version), document);
        self.run(
            "INSERT INTO snapshot (record, version, sealed) VALUES (?, ?, ?)
             ON CONFLICT (record) DO UPDATE SET version = excluded.version, sealed = excluded.sealed",
            params![row, version, sealed],
        )?;
        self.run("DELETE FROM tail WHERE record = ?", [row])?;
        Ok(())
    }

    /// Stores a document that was rebuilt: another history than the one stored, so a new version.
    ///
    /// # Errors
    /// [`VaultError::Locked`]; [`VaultError::Damaged`] if there is no such record.
    pub fn replace_document(&mut self, key: &RecordKey, document: &[u8]) -> Result<()> {
        let (row, version) = self.row_of(key)?.ok_or(NO_RECORD)?;
        self.run("UPDATE record SET version = ? WHERE row = ?", [version + 1, row])?;
        self.put_snapshot(key, document)
    }

    /// The readable form of a record, if it was made from the version the record has.
    ///
    /// # Errors
    /// [`VaultError::Locked`], [`VaultError::Damaged`].
    pub fn readable(&self, key: &RecordKey) -> Result<Option<Vec<u8>>> {
        let seal = &self.keys()?.record;
        let sql = "SELECT readable.version, sealed FROM record JOIN readable ON record = row
                   WHERE ledger = ? AND kind = ? AND id = ? AND readable.version = record.version";
        let params = params![key.ledger.as_bytes(), key.kind, key.id.as_bytes()];
        let found: Option<(i64, Vec<u8>)> =
            self.one(sql, params, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let open = |(at, sealed): (i64, Vec<u8>)| {
            seal.open(&place(key, Part::Readable, at), &sealed, "a readable form")
        };
        found.map(open).transpose()
    }

    /// Stores the readable form made from the version the record has.
    ///
    /// # Errors
    /// [`VaultError::Locked`]; [`VaultError::Damaged`] if there is no such record.
    pub fn put_readable(&mut self, key: &RecordKey, readable: &[u8]) -> Result<()> {
        let (row, version) = self.row_of(key)?.ok_or(NO_RECORD)?;
        let sealed = self.keys()?.record.seal(&place(key, Part::Readable, version), readable);
        self.run(
            "INSERT INTO readable (record, version, sealed) VALUES (?, ?, ?)
             ON CONFLICT (record) DO UPDATE SET version = excluded.version, sealed = excluded.sealed",
            params![row, version, sealed],
        )?;
        Ok(())
    }

    /// Notes that an entry holds a change of a record.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] if there is no such record.
    pub fn put_part(&mut self, key: &RecordKey, entry: &EntryId) -> Result<()> {
        self.put_parts(key, [*entry])
    }

    /// The same for several.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] if there is no such record.
    pub fn put_parts(
        &mut self,
        key: &RecordKey,
        entries: impl IntoIterator<Item = EntryId>,
    ) -> Result<()> {
        let (row, _) = self.row_of(key)?.ok_or(NO_RECORD)?;
        for entry in entries {
            let sql = "INSERT OR IGNORE INTO part (record, entry) VALUES (?, ?)";
            self.run(sql, params![row, entry.as_bytes()])?;
        }
        Ok(())
    }

    /// The entries that hold changes of a record, sorted.
    ///
    /// # Errors
    /// What the database says.
    pub fn parts(&self, key: &RecordKey) -> Result<Vec<EntryId>> {
        let sql = "SELECT entry FROM record JOIN part ON record = row
                   WHERE ledger = ? AND kind = ? AND id = ? ORDER BY entry";
        let params = params![key.ledger.as_bytes(), key.kind, key.id.as_bytes()];
        self.all(sql, params, |row| row.get(0).map(EntryId))
    }

    /// Forgets every record of one ledger, whose entries stay.
    ///
    /// # Errors
    /// What the database says.
    pub fn forget_records_of(&mut self, ledger: &LedgerId) -> Result<()> {
        self.run("DELETE FROM record WHERE ledger = ?", [ledger.as_bytes()])?;
        Ok(())
    }

    /// Forgets every record, to make them anew from the entries.
    ///
    /// # Errors
    /// What the database says.
    pub fn forget_records(&mut self) -> Result<()> {
        self.run("DELETE FROM record", [])?;
        Ok(())
    }

    fn row_of(&self, key: &RecordKey) -> Result<Option<(i64, i64)>> {
        let sql = "SELECT row, version FROM record WHERE ledger = ? AND kind = ? AND id = ?";
        let params = params![key.ledger.as_bytes(), key.kind, key.id.as_bytes()];
        self.one(sql, params, |row| Ok((row.get(0)?, row.get(1)?)))
    }

    fn rows(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<RecordRow>> {
        let seal = &self.keys()?.record;
        let mut rows = self.all(sql, params, read_row)?;
        for row in &mut rows {
            row.card =
                seal.open(&card_place(&row.key, &row.index), &row.card, "a record's card")?;
        }
        Ok(rows)
    }
}

const NO_RECORD: VaultError = VaultError::Damaged { expected: "a record to keep a document of" };

/// A row of [`ROW`], its card still sealed.
fn read_row(row: &Row<'_>) -> rusqlite::Result<RecordRow> {
    let key =
        RecordKey { ledger: LedgerId(row.get(1)?), kind: row.get(2)?, id: RecordId(row.get(3)?) };
    let time = |at| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(at)?.map(Timestamp));
    let index = RecordIndex { starts: time(4)?, due: time(5)?, state: row.get(6)? };
    let version = row.get::<_, i64>(7)?;
    Ok(RecordRow { key, index, version: version.unsigned_abs(), card: row.get(8)? })
}

#[derive(Clone, Copy)]
enum Part {
    Snapshot = 1,
    Tail = 2,
    Readable = 3,
    Card = 4,
}

/// Where a sealed value stands, and so opens.
fn place(key: &RecordKey, part: Part, version: i64) -> Vec<u8> {
    let mut place = vec![part as u8];
    place.extend(key.ledger.as_bytes());
    place.extend(key.kind.to_be_bytes());
    place.extend(key.id.as_bytes());
    place.extend(version.to_be_bytes());
    place
}

/// A card opens beside its own numbers only.
fn card_place(key: &RecordKey, index: &RecordIndex) -> Vec<u8> {
    let mut place = place(key, Part::Card, i64::from(index.state));
    for time in [index.starts, index.due] {
        place.push(u8::from(time.is_some()));
        place.extend(time.unwrap_or_default().0.to_be_bytes());
    }
    place
}
