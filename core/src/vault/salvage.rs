//! Saving what can be read of a damaged database into a new one. The damaged file is left as it is: who
//! called puts it aside, and a person decides what becomes of it.
//!
//! What is copied is what cannot be made again: entries, keys, secrets, positions, drafts. Heads are
//! computed from the entries; records are rebuilt from them by the device; wraps are asked for again.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::database::{Access, begin, connect};
use super::entries::{STORED, stored};
use super::error::Result;
use super::making::make;
use super::tables::Tables;

/// Tables worth saving. All have row ids.
const KEPT: [&str; 9] =
    ["meta", "unlock", "secret", "key", "entry", "position", "draft", "peer", "damaged"];

/// Row ids tried one by one behind a row that cannot be read, before the steps double.
const NEAR: i64 = 4096;

/// What came of a salvage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Rows copied.
    pub rows: u64,
    /// Places where one row or several could not be read.
    pub gaps: u64,
    /// Entries whose row was read, but is not what was written. Their bytes are kept aside.
    pub entries_set_aside: u64,
}

/// Copies what can be read of the vault at `damaged` into a new one at `into`, which is there whole or
/// not at all.
///
/// # Errors
/// [`super::VaultError::NotAVault`] if not even the file's head can be read;
/// [`super::VaultError::Exists`]; [`super::VaultError::Full`].
pub fn salvage(damaged: &Path, into: &Path) -> Result<Salvaged> {
    std::fs::metadata(damaged)?;
    let old = connect(damaged, Access::Read)?;
    make(into, |new| {
        let transaction = begin(new, rusqlite::TransactionBehavior::Immediate)?;
        let mut salvaged = Salvaged::default();
        for table in KEPT {
            copy(&old, &transaction, table, &mut salvaged)?;
        }
        let mut tables = Tables::new(&transaction, None);
        salvaged.entries_set_aside = tables.set_damaged_aside()?;
        tables.rebuild_heads()?;
        transaction.commit()?;
        Ok(salvaged)
    })
}

/// Copies a table row by row, around what cannot be read.
fn copy(old: &Connection, new: &Connection, table: &str, salvaged: &mut Salvaged) -> Result<()> {
    let sql = format!("SELECT max(rowid) FROM {table}");
    let last =
        old.query_row(&sql, [], |row| row.get::<_, Option<i64>>(0)).unwrap_or(Some(i64::MAX));
    let Some(last) = last else { return Ok(()) };
    let mut after = i64::MIN;
    let mut step = 0;
    while after < last {
        match next_row(old, table, after) {
            Ok(None) => return Ok(()),
            Ok(Some((at, row))) => {
                keep(new, table, row)?;
                salvaged.rows += 1;
                (after, step) = (at, 0);
            }
            Err(_) => {
                salvaged.gaps += u64::from(step == 0);
                step += 1;
                let leap = if step < NEAR { 1 } else { 1_i64 << (step - NEAR).min(62) };
                // Row ids begin at 1.
                after = after.max(0).saturating_add(leap);
            }
        }
    }
    Ok(())
}

type Found = Option<(i64, Vec<Value>)>;

fn next_row(old: &Connection, table: &str, after: i64) -> rusqlite::Result<Found> {
    let sql = format!("SELECT rowid, * FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT 1");
    let mut statement = old.prepare_cached(&sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query([after])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let values = (1..columns).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?;
    Ok(Some((row.get(0)?, values)))
}

/// Keeps a row. One that the tables do not admit any more, a damaged one, is left out.
fn keep(new: &Connection, table: &str, row: Vec<Value>) -> Result<()> {
    let slots = vec!["?"; row.len()].join(", ");
    let sql = format!("INSERT OR IGNORE INTO {table} VALUES ({slots})");
    match new.prepare_cached(&sql)?.execute(params_from_iter(row)) {
        Err(rusqlite::Error::SqliteFailure(failure, _))
            if failure.code == rusqlite::ErrorCode::ConstraintViolation =>
        {
            Ok(())
        }
        done => Ok(done.map(drop)?),
    }
}

impl Tables<'_> {
    /// Sets aside every entry whose row is not what was written.
    ///
    /// # Errors
    /// What the database says. Heads are to be computed anew afterwards.
    pub fn set_damaged_aside(&mut self) -> Result<u64> {
        let sql = format!("SELECT {STORED}, arrival FROM entry");
        let whole = |row: &Row<'_>| stored(row).is_ok_and(|read| read.is_ok());
        let rows = self.all(&sql, [], |row| Ok((row.get::<_, i64>(8)?, whole(row))))?;
        let mut count = 0;
        for (arrival, _) in rows.into_iter().filter(|(_, whole)| !whole) {
            self.set_arrival_aside(arrival)?;
            count += 1;
        }
        Ok(count)
    }
}
