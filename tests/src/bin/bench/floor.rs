//! Floors: the least that the same work could cost on this machine, measured in the same run, so
//! that a slow disk makes no bad code and a fast one hides none.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::sample::Samples;

/// One insert, committed and flushed: WAL and `synchronous=FULL`, as the vault.
pub struct SyncedInsert(Connection);

impl SyncedInsert {
    /// In a folder.
    pub fn new(folder: &Path) -> Self {
        Self(open(folder))
    }

    /// What one of so many bytes takes.
    pub fn insert(&self, bytes: usize) -> Duration {
        let blob = vec![0x5a_u8; bytes];
        let begun = Instant::now();
        self.0
            .execute("INSERT INTO entry (body) VALUES (?1)", [&blob])
            .expect("a scratch database");
        begun.elapsed()
    }
}

/// As many inserts in one commit.
pub fn synced_batch(folder: &Path, bytes: usize, inserts: usize, times: usize) -> Samples {
    let mut db = open(folder);
    let blob = vec![0x5a_u8; bytes];
    Samples::take(5, times, |_| {
        let transaction = db.transaction().expect("a scratch database");
        for _ in 0..inserts {
            transaction
                .prepare_cached("INSERT INTO entry (body) VALUES (?1)")
                .and_then(|mut insert| insert.execute([&blob]))
                .expect("a scratch database");
        }
        transaction.commit().expect("a scratch database");
    })
}

fn open(folder: &Path) -> Connection {
    let db = Connection::open(folder.join("floor.db")).expect("a scratch database");
    db.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;
         CREATE TABLE IF NOT EXISTS entry (number INTEGER PRIMARY KEY, body BLOB NOT NULL);",
    )
    .expect("a scratch database");
    db
}
