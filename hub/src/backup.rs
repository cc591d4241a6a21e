//! A copy of a database, made while the hub runs. Copying the file itself would not do: what was
//! last flushed stands in the log beside it.
//!
//! What is in the copy, once that is flushed, is noted in the database: from then on the hub's
//! receipts tell each device how many of its entries are in a backup.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use holdfast_ledger::{DeviceId, LedgerId, set_backed_up};
use rusqlite::{Connection, TransactionBehavior};

use crate::database::{DatabaseError, open_database};
use crate::organisation::database_path;
use crate::row::unsigned;
use crate::store::{SqliteStore, StoreError};

/// A backup that could not be made. The database is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// No such organisation.
    #[error(
        "expected this organisation's database in the folder, found none; check folder and root key"
    )]
    Unknown {
        /// Its fingerprint.
        register: LedgerId,
    },
    /// Something is there.
    #[error("expected no file at {path}, found one; name a new file for each backup")]
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// The disk.
    #[error("expected to write the backup, found: {0}; check the disk and its free space")]
    File(#[from] std::io::Error),
    /// SQLite.
    #[error("expected to copy the database, found: {0}; check the disk and its free space")]
    Sqlite(#[from] rusqlite::Error),
    /// The copy is good, but no receipt will say so.
    #[error(
        "expected to note in the hub's database what the backup holds, found: {0}; make another"
    )]
    NotNoted(#[from] StoreError),
    /// The same.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Copies an organisation's database as of one moment into a new file, flushed before this answers,
/// and notes what is in it for the hub's receipts. The hub may be running, and goes on meanwhile.
pub fn back_up(folder: &Path, register: &LedgerId, into: &Path) -> Result<(), BackupError> {
    let database = database_path(folder, register);
    if !database.exists() {
        return Err(BackupError::Unknown { register: *register });
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(into).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => BackupError::Exists { path: into.to_owned() },
        _ => error.into(),
    })?;
    let copied = copy(&database, into).and_then(|()| held(into));
    if copied.is_err() {
        // Half a copy must not be taken for a backup.
        std::fs::remove_file(into)?;
    }
    let held = copied?;
    file.sync_all()?;
    #[cfg(unix)]
    if let Some(folder) = into.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    note(&database, &held)
}

/// How many entries of each device are in a copy.
fn held(copy: &Path) -> Result<Vec<(DeviceId, u64)>, BackupError> {
    let connection = Connection::open(copy)?;
    let mut statement = connection.prepare(
        "SELECT device.id, sum(entries) FROM feed JOIN device ON device.no = feed.author
         GROUP BY feed.author",
    )?;
    let rows = statement.query_map([], |row| Ok((DeviceId(row.get(0)?), unsigned(row.get(1)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn note(database: &Path, held: &[(DeviceId, u64)]) -> Result<(), BackupError> {
    let mut connection = open_database(database)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut store = SqliteStore::new(&transaction);
    for (device, entries) in held {
        set_backed_up(&mut store, device, *entries)?;
    }
    Ok(transaction.commit()?)
}

fn copy(database: &Path, into: &Path) -> Result<(), BackupError> {
    let connection = Connection::open(database)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    let invalid = || std::io::Error::from(std::io::ErrorKind::InvalidFilename);
    let into = into.to_str().ok_or_else(invalid)?;
    connection.execute("VACUUM INTO ?1", [into]).map_err(BackupError::from)?;
    Ok(())
}
