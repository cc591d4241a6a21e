//! Entries as rows: their state, what they wait for, and whether their bytes are still what was
//! written.

use std::collections::HashSet;

use holdfast_ledger::{Act, DeviceId, EntryId, Stored, Timestamp};
use rusqlite::{Row, params};
use sha2::{Digest, Sha256};

use super::error::{Result, VaultError};
use super::tables::Tables;

/// What became of an entry. Taken in = applied + waiting + quarantined + carried, always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryState {
    /// It counts, or stands in its records.
    Applied,
    /// For an earlier entry, a key, a register position, a dependency; or not looked at yet.
    Waiting,
    /// Held, listed for a person, and not applied.
    Quarantined {
        /// Why, in words that say nothing of its contents.
        reason: String,
    },
    /// No key: kept to pass on.
    Carried,
}

/// How many entries are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Every entry taken in.
    pub taken_in: u64,
    /// Applied.
    pub applied: u64,
    /// Waiting.
    pub waiting: u64,
    /// Quarantined.
    pub quarantined: u64,
    /// Carried.
    pub carried: u64,
}

pub(super) const APPLIED: i64 = 1;
pub(super) const WAITING: i64 = 2;
const QUARANTINED: i64 = 3;
const CARRIED: i64 = 4;

const CHAINED: i64 = 1;
const DETACHED: i64 = 2;

/// The columns [`stored`] reads.
pub(super) const STORED: &str = "id, ledger, author, number, previous, act, bytes, checksum";

/// Chained entries that no chained entry follows.
const TIPS: &str = "SELECT ledger, author, id, number FROM entry WHERE place = 1 AND id NOT IN (
    SELECT previous FROM entry WHERE place = 1 AND previous IS NOT NULL)";

impl EntryState {
    const fn code(&self) -> i64 {
        match self {
            Self::Applied => APPLIED,
            Self::Waiting => WAITING,
            Self::Quarantined { .. } => QUARANTINED,
            Self::Carried => CARRIED,
        }
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Option<Self>> {
        let reason: Option<String> = row.get("reason")?;
        Ok(match row.get("state")? {
            APPLIED => Some(Self::Applied),
            WAITING => Some(Self::Waiting),
            QUARANTINED => Some(Self::Quarantined { reason: reason.unwrap_or_default() }),
            CARRIED => Some(Self::Carried),
            _ => None,
        })
    }
}

impl Tables<'_> {
    /// What became of an entry; nothing if it is not held.
    ///
    /// # Errors
    /// What the database says.
    pub fn state_of(&self, id: &EntryId) -> Result<Option<EntryState>> {
        let sql = "SELECT state, reason FROM entry WHERE id = ?";
        let found = self.one(sql, [id.as_bytes()], EntryState::from_row)?;
        found.map(|state| state.ok_or(DAMAGED)).transpose()
    }

    /// When this device took an entry in, by its own clock; nothing for its own.
    ///
    /// # Errors
    /// What the database says.
    pub fn received(&self, id: &EntryId) -> Result<Option<Timestamp>> {
        let sql = "SELECT received FROM entry WHERE id = ?";
        let found = self.one(sql, [id.as_bytes()], |row| row.get::<_, Option<i64>>(0))?;
        Ok(found.flatten().map(Timestamp))
    }

    /// Says what became of an entry.
    ///
    /// # Errors
    /// What the database says.
    pub fn set_state(&mut self, id: &EntryId, state: &EntryState) -> Result<()> {
        let reason = match state {
            EntryState::Quarantined { reason } => Some(reason),
            _ => None,
        };
        self.run(
            "UPDATE entry SET state = ?1, reason = ?2
             WHERE id = ?3 AND (state, reason) IS NOT (?1, ?2)",
            params![state.code(), reason, id.as_bytes()],
        )?;
        Ok(())
    }

    /// How many entries are in each state.
    ///
    /// # Errors
    /// What the database says.
    pub fn counts(&self) -> Result<Counts> {
        let sql = "SELECT count(*) FROM entry";
        let taken_in = self.one(sql, [], |row| count(row, 0))?.unwrap_or(0);
        let mut counts = Counts { taken_in, applied: taken_in, ..Counts::default() };
        let sql = "SELECT state, count(*) FROM entry WHERE state <> 1 GROUP BY state";
        for (state, number) in self.all(sql, [], |row| Ok((row.get(0)?, count(row, 1)?)))? {
            match state {
                WAITING => counts.waiting = number,
                QUARANTINED => counts.quarantined = number,
                CARRIED => counts.carried = number,
                _ => return Err(DAMAGED),
            }
            counts.applied = counts.applied.saturating_sub(number);
        }
        Ok(counts)
    }

    /// The entries that are not applied, with their state; `limit` at most. In an order that has
    /// nothing to do with arrival, so that two devices that hold the same list the same.
    ///
    /// # Errors
    /// What the database says.
    pub fn not_applied(&self, limit: u32) -> Result<Vec<(EntryId, EntryState)>> {
        let sql = "SELECT id, state, reason FROM entry WHERE state <> 1
                   ORDER BY state, ledger, author, number, id LIMIT ?";
        let rows = self
            .all(sql, [limit], |row| Ok((row.get(0).map(EntryId)?, EntryState::from_row(row)?)))?;
        rows.into_iter().map(|(id, state)| Ok((id, state.ok_or(DAMAGED)?))).collect()
    }

    /// The devices of which a feed is held that forked, ascending.
    ///
    /// # Errors
    /// What the database says.
    pub fn forked(&self) -> Result<Vec<DeviceId>> {
        let sql = "SELECT DISTINCT author FROM
            (SELECT author FROM feed GROUP BY ledger, author HAVING count(*) > 1) ORDER BY author";
        self.all(sql, [], |row| row.get(0).map(DeviceId))
    }

    /// How many entries of a device wait for an earlier one of its own.
    ///
    /// # Errors
    /// What the database says.
    pub fn detached_of(&self, device: &DeviceId) -> Result<u64> {
        let sql = "SELECT count(*) FROM entry INDEXED BY entry_detached
                   WHERE place = 2 AND author = ?";
        Ok(self.one(sql, [device.as_bytes()], |row| count(row, 0))?.unwrap_or(0))
    }

    /// Those entries, each feed's in order.
    ///
    /// # Errors
    /// What the database says; [`VaultError::Damaged`].
    pub fn detached_entries(&self, device: &DeviceId) -> Result<Vec<Stored>> {
        let sql = format!(
            "SELECT {STORED} FROM entry INDEXED BY entry_detached
             WHERE place = 2 AND author = ? ORDER BY ledger, number"
        );
        self.stored(&sql, [device.as_bytes()])
    }

    /// The entries that wait though they are chained, by arrival, after one: work not finished when
    /// the program ended, or waiting for a key that has come.
    ///
    /// # Errors
    /// What the database says.
    pub fn waiting(&self) -> Result<Vec<Stored>> {
        let sql =
            format!("SELECT {STORED} FROM entry WHERE state = 2 AND place = 1 ORDER BY arrival");
        self.stored(&sql, [])
    }

    /// Notes that an entry waits for `what`: the id of an entry, an epoch, a change, a ledger.
    ///
    /// # Errors
    /// What the database says.
    pub fn wait_for(&mut self, entry: &EntryId, what: &[u8]) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO awaits (what, entry) VALUES (?, ?)";
        self.run(sql, params![what, entry.as_bytes()])?;
        Ok(())
    }

    /// What an entry was noted to wait for. Sorted.
    ///
    /// # Errors
    /// What the database says.
    pub fn awaited(&self, entry: &EntryId) -> Result<Vec<Vec<u8>>> {
        let sql = "SELECT what FROM awaits WHERE entry = ? ORDER BY what";
        self.all(sql, [entry.as_bytes()], |row| row.get(0))
    }

    /// The entries that wait for `what`, which do so no longer. Sorted.
    ///
    /// # Errors
    /// What the database says.
    pub fn release(&mut self, what: &[u8]) -> Result<Vec<EntryId>> {
        let sql = "SELECT entry FROM awaits WHERE what = ? ORDER BY entry";
        let waiting = self.all(sql, [what], |row| row.get(0).map(EntryId))?;
        if !waiting.is_empty() {
            self.run("DELETE FROM awaits WHERE what = ?", [what])?;
        }
        Ok(waiting)
    }

    /// Takes an entry whose bytes are damaged out of the way, so that a good copy can be taken in
    /// again. The damaged bytes are kept.
    ///
    /// # Errors
    /// What the database says.
    pub fn set_aside(&mut self, id: &EntryId) -> Result<()> {
        let sql = "SELECT arrival FROM entry WHERE id = ?";
        if let Some(arrival) = self.one(sql, [id.as_bytes()], |row| row.get(0))? {
            self.set_arrival_aside(arrival)?;
        }
        self.rebuild_heads()
    }

    /// As [`Self::set_aside`], by arrival and without computing heads.
    pub(super) fn set_arrival_aside(&mut self, arrival: i64) -> Result<()> {
        let sql = "INSERT INTO damaged (id, bytes) SELECT id, bytes FROM entry WHERE arrival = ?";
        self.run(sql, [arrival])?;
        self.run("DELETE FROM entry WHERE arrival = ?", [arrival])?;
        Ok(())
    }

    /// Computes heads anew from the entries held: what follows a gap is detached again, and what
    /// follows none is chained.
    ///
    /// # Errors
    /// What the database says.
    pub fn rebuild_heads(&mut self) -> Result<()> {
        let misplaced = self.misplaced()?;
        for (arrival, place) in misplaced {
            self.run("UPDATE entry SET place = ? WHERE arrival = ?", params![place, arrival])?;
        }
        self.run("UPDATE entry SET state = 2 WHERE place = 2", [])?;
        self.run("DELETE FROM feed", [])?;
        self.run(&format!("INSERT INTO feed (ledger, author, tip, number) {TIPS}"), [])?;
        Ok(())
    }

    /// The entries, by arrival, that do not stand where they belong, and where that is. Each feed is
    /// walked once, by number: what comes before an entry was met before it.
    fn misplaced(&self) -> Result<Vec<(i64, i64)>> {
        let sql = "SELECT arrival, id, previous, place FROM entry ORDER BY author, ledger, number";
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut chained: HashSet<EntryId> = HashSet::new();
        let mut misplaced = Vec::new();
        while let Some(row) = rows.next()? {
            let previous = row.get::<_, Option<_>>(2)?.map(EntryId);
            let place = if previous.is_none_or(|previous| chained.contains(&previous)) {
                chained.insert(EntryId(row.get(1)?));
                CHAINED
            } else {
                DETACHED
            };
            if row.get::<_, i64>(3)? != place {
                misplaced.push((row.get(0)?, place));
            }
        }
        Ok(misplaced)
    }

    /// Whether heads are those of the entries held.
    pub(super) fn heads_are_right(&self) -> Result<bool> {
        let kept = "SELECT ledger, author, tip, number FROM feed";
        let sql = format!(
            "SELECT count(*) FROM (SELECT * FROM ({kept} EXCEPT {TIPS})
             UNION ALL SELECT * FROM ({TIPS} EXCEPT {kept}))"
        );
        Ok(self.one(&sql, [], |row| count(row, 0))? == Some(0))
    }

    /// Rows of [`STORED`], each compared with its checksum.
    pub(super) fn stored(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Stored>> {
        self.all(sql, params, stored)?.into_iter().collect()
    }
}

const DAMAGED: VaultError = VaultError::Damaged { expected: "an entry" };

/// A count or an arrival: never below 0.
pub(super) fn count(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    Ok(row.get::<_, i64>(at)?.unsigned_abs())
}

/// Reads a row of [`STORED`]; an error inside if its bytes are not what was written.
pub(super) fn stored(row: &Row<'_>) -> rusqlite::Result<Result<Stored>> {
    let act = match row.get(5)? {
        1 => Act::Statement,
        2 => Act::Save,
        3 => Act::Unknown,
        _ => return Ok(Err(DAMAGED)),
    };
    let stored = Stored {
        id: row.get(0).map(EntryId)?,
        ledger: row.get(1).map(holdfast_ledger::LedgerId)?,
        author: row.get(2).map(holdfast_ledger::DeviceId)?,
        number: row.get::<_, i64>(3)?.cast_unsigned(),
        previous: row.get::<_, Option<_>>(4)?.map(EntryId),
        act,
        bytes: row.get(6)?,
    };
    let whole = row.get::<_, i64>(7)? == checksum(&stored);
    Ok(if whole { Ok(stored) } else { Err(DAMAGED) })
}

/// Tells whether a row is still what was written: SQLite itself has no checksums.
pub(super) fn checksum(stored: &Stored) -> i64 {
    let digest: [u8; 32] = Sha256::new()
        .chain_update(stored.id.as_bytes())
        .chain_update(stored.ledger.as_bytes())
        .chain_update(stored.author.as_bytes())
        .chain_update(stored.number.to_be_bytes())
        .chain_update(stored.previous.map_or([0; 32], |previous| *previous.as_bytes()))
        .chain_update([act_code(stored.act) as u8])
        .chain_update(&stored.bytes)
        .finalize()
        .into();
    i64::from_be_bytes(*digest.first_chunk().expect("SHA-256 has more than 8 bytes"))
}

pub(super) const fn act_code(act: Act) -> i64 {
    match act {
        Act::Statement => 1,
        Act::Save => 2,
        Act::Unknown => 3,
    }
}
