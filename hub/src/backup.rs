//! A copy of a database, made while the hub runs. Copying the file itself would not do: what was
//! last flushed stands in the log beside it.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use holdfast_ledger::LedgerId;
use rusqlite::Connection;

use crate::organisation::database_path;

/// A backup that could not be made. The database is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// No such organisation.
    #[error("expected the database of organisation {register}, found none; check the fingerprint")]
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
}

/// Copies an organisation's database as of one moment into a new file, flushed before this answers.
/// The hub may be running, and goes on meanwhile.
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
    let copied = copy(&database, into);
    if copied.is_err() {
        // Half a copy must not be taken for a backup.
        std::fs::remove_file(into)?;
    }
    copied?;
    file.sync_all()?;
    #[cfg(unix)]
    if let Some(folder) = into.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn copy(database: &Path, into: &Path) -> Result<(), BackupError> {
    let connection = Connection::open(database)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    let invalid = || std::io::Error::from(std::io::ErrorKind::InvalidFilename);
    let into = into.to_str().ok_or_else(invalid)?;
    connection.execute("VACUUM INTO ?1", [into]).map_err(BackupError::from)?;
    Ok(())
}
