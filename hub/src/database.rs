//! Opening a hub's database so that what it says is kept is kept.

use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use crate::schema::{self, SchemaError};

/// A database that cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The file.
    #[error("expected to open the hub's database file, found: {0}; check the folder and its owner")]
    File(#[from] std::io::Error),
    /// Its tables.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// SQLite.
    #[error("expected a hub database, found: {0}; keep the file and restore a backup beside it")]
    Sqlite(#[from] rusqlite::Error),
}

/// Opens a hub's database, or begins one, and brings its tables up to date.
pub fn open_database(path: &Path) -> Result<Connection, DatabaseError> {
    create_private(path)?;
    let mut connection = Connection::open(path)?;
    configure(&connection)?;
    schema::migrate(&mut connection)?;
    Ok(connection)
}

/// The file is made before SQLite sees it: only its owner may read it, or its WAL, which takes its
/// permissions from it.
fn create_private(path: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Lets a database grow to so many bytes and no further.
pub(crate) fn limit_size(connection: &Connection, bytes: u64) -> rusqlite::Result<()> {
    let page: u32 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let pages = u32::try_from(bytes / u64::from(page.max(1))).unwrap_or(u32::MAX - 1);
    connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
}

fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL: with NORMAL, a power cut takes the last commits with it, and their receipts would lie.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // On Apple systems fsync alone does not reach the disk; elsewhere these change nothing.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // SQLite walks through all of its cache at most commits: 16 MiB, since the system caches the
    // file too. A checkpoint every 32 MiB of log: pages that change often are written back once.
    connection.pragma_update(None, "cache_size", -16 * 1024)?;
    connection.pragma_update(None, "wal_autocheckpoint", 8 * 1024)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}
