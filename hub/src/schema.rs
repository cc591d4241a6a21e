//! The tables of a hub's database, and how an older file becomes one of today.
//!
//! For whoever changes them: add a step at the end of [`STEPS`], never alter one that has been
//! released. `PRAGMA user_version` says how many steps a file has had. Nothing here is ever deleted
//! because it will not open: it is reported, and a person decides.

use rusqlite::{Connection, TransactionBehavior};

/// Each step, from an empty file on.
const STEPS: &[&str] = &[
    // Ledgers and devices are numbered, so that rows and indexes hold small integers and new rows
    // land at the end of them: random 32-byte keys everywhere would make a large hub slow.
    "
    CREATE TABLE ledger (
        no INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE,
        -- Of its heads; NULL once they have moved, until it is asked for again.
        digest BLOB
    ) STRICT;

    CREATE TABLE device (
        no INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE
    ) STRICT;

    -- Chained entries, by arrival. Append-only: the truth, of which `feed` and `ledger.digest` are
    -- caches.
    CREATE TABLE entry (
        arrival INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE,
        ledger INTEGER NOT NULL REFERENCES ledger (no),
        author INTEGER NOT NULL REFERENCES device (no),
        number INTEGER NOT NULL,
        previous BLOB,
        act INTEGER NOT NULL,
        origin INTEGER NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX entry_of_ledger ON entry (ledger);
    CREATE INDEX entry_of_feed ON entry (ledger, author, number);
    CREATE INDEX statement_of_ledger ON entry (ledger) WHERE act = 0;

    -- Entries that wait for one before them; they move to `entry` when it comes.
    CREATE TABLE detached (
        id BLOB NOT NULL UNIQUE,
        ledger INTEGER NOT NULL REFERENCES ledger (no),
        author INTEGER NOT NULL REFERENCES device (no),
        number INTEGER NOT NULL,
        previous BLOB,
        act INTEGER NOT NULL,
        origin INTEGER NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX detached_after ON detached (previous);

    CREATE TABLE feed (
        ledger INTEGER NOT NULL REFERENCES ledger (no),
        author INTEGER NOT NULL REFERENCES device (no),
        entries INTEGER NOT NULL,
        tips BLOB NOT NULL,
        PRIMARY KEY (ledger, author)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX feed_of_author ON feed (author);

    -- Bytes of authors not known yet, by sender.
    CREATE TABLE pool (
        no INTEGER PRIMARY KEY,
        sender BLOB NOT NULL,
        author BLOB NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX pool_by_sender ON pool (sender);
    CREATE INDEX pool_by_author ON pool (author);

    CREATE TABLE position (
        number INTEGER PRIMARY KEY,
        bytes BLOB NOT NULL
    ) STRICT;

    CREATE TABLE wrap (
        device BLOB NOT NULL,
        epoch BLOB NOT NULL,
        ledger BLOB NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (device, epoch)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE note (
        name TEXT PRIMARY KEY,
        bytes BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE served (
        device INTEGER NOT NULL REFERENCES device (no),
        ledger INTEGER NOT NULL REFERENCES ledger (no),
        class INTEGER NOT NULL,
        month INTEGER,
        since INTEGER NOT NULL,
        until INTEGER,
        PRIMARY KEY (device, ledger)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX served_by_ledger ON served (ledger);

    CREATE TABLE need (
        ledger BLOB NOT NULL,
        epoch BLOB NOT NULL,
        device BLOB NOT NULL,
        PRIMARY KEY (ledger, epoch, device)
    ) STRICT, WITHOUT ROWID;
    ",
];

/// A database whose tables cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// Written by a later version of Holdfast.
    #[error(
        "expected a hub database of version {known} or earlier, found {found}; update this hub"
    )]
    Newer {
        /// The last version known here.
        known: usize,
        /// The file's.
        found: i64,
    },
    /// SQLite.
    #[error("expected to prepare the hub's tables, found: {0}; check the disk and the file")]
    Sqlite(#[from] rusqlite::Error),
}

/// Brings a database up to date: every missing step in one transaction.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), SchemaError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = STEPS.len();
    let done = usize::try_from(found).ok().filter(|done| *done <= known);
    let done = done.ok_or(SchemaError::Newer { known, found })?;
    for step in &STEPS[done..] {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", known as i64)?;
    Ok(transaction.commit()?)
}
