//! What the ledger crate asks of a hub's database, over one SQLite transaction.
//!
//! The caller opens the transaction (or a savepoint within one), hands its connection in here,
//! and commits or rolls back. A store is made anew for each, since it remembers the numbers of
//! ledgers and devices, which a roll-back would take away.

use std::cell::Cell;

use holdfast_ledger::{
    Arrival, ArrivalsQuery, CborError, DeviceId, EntryId, Feed, Hash, Heads, LedgerId, Origin,
    POOL, Place, SignedPosition, Store, Stored, Wrap, from_bytes, ledger_digest, to_bytes,
};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::authors::AuthorNumbers;
use crate::row::{Within, act_code, integer, origin_code, read_entry, select_entries, unsigned};

/// The most that waits for authors not yet known, from all senders together: strangers can send
/// under any number of names, so the limit for each sender is not enough.
const POOL_IN_ALL: i64 = 4096;

/// Something the database could not do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite: the disk is full, the file is damaged, another process holds it.
    #[error("expected the database to answer, found: {0}; check the disk and its free space")]
    Sqlite(#[from] rusqlite::Error),
    /// What it gave back is not what was put in.
    #[error("expected {expected} in the database, found damage; restore a backup beside this file")]
    Damaged {
        /// What should have stood there.
        expected: &'static str,
    },
}

impl From<CborError> for StoreError {
    fn from(_: CborError) -> Self {
        Self::Damaged { expected: "a canonical value" }
    }
}

/// A hub's database within a transaction.
pub struct SqliteStore<'c> {
    pub(crate) connection: &'c Connection,
    ledger: Cell<Option<(LedgerId, i64)>>,
    device: Cell<Option<(DeviceId, i64)>>,
}

impl<'c> SqliteStore<'c> {
    /// Over a connection on which the caller has begun a transaction.
    pub const fn new(connection: &'c Connection) -> Self {
        Self { connection, ledger: Cell::new(None), device: Cell::new(None) }
    }

    /// The number of a ledger, if it has one.
    pub(crate) fn ledger_number(&self, id: &LedgerId) -> Result<Option<i64>, StoreError> {
        if let Some((held, number)) = self.ledger.get()
            && held == *id
        {
            return Ok(Some(number));
        }
        let number = self.number_of("SELECT no FROM ledger WHERE id = ?1", id.as_bytes())?;
        self.ledger.set(number.map(|number| (*id, number)));
        Ok(number)
    }

    /// The number of a device, if it has one.
    pub(crate) fn device_number(&self, id: &DeviceId) -> Result<Option<i64>, StoreError> {
        if let Some((held, number)) = self.device.get()
            && held == *id
        {
            return Ok(Some(number));
        }
        let number = self.number_of("SELECT no FROM device WHERE id = ?1", id.as_bytes())?;
        self.device.set(number.map(|number| (*id, number)));
        Ok(number)
    }

    fn number_of(&self, sql: &str, id: &[u8; 16]) -> Result<Option<i64>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row([id], |row| row.get(0)).optional()?)
    }

    pub(crate) fn number_ledger(&self, id: &LedgerId) -> Result<i64, StoreError> {
        if let Some(number) = self.ledger_number(id)? {
            return Ok(number);
        }
        self.run("INSERT INTO ledger (id) VALUES (?1)", [id.as_bytes()])?;
        let number = self.connection.last_insert_rowid();
        self.ledger.set(Some((*id, number)));
        Ok(number)
    }

    pub(crate) fn number_device(&self, id: &DeviceId) -> Result<i64, StoreError> {
        if let Some(number) = self.device_number(id)? {
            return Ok(number);
        }
        self.run("INSERT INTO device (id) VALUES (?1)", [id.as_bytes()])?;
        let number = self.connection.last_insert_rowid();
        self.device.set(Some((*id, number)));
        Ok(number)
    }

    pub(crate) fn run(&self, sql: &str, values: impl rusqlite::Params) -> Result<(), StoreError> {
        self.connection.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// Every row of a query, each read by `read`.
    pub(crate) fn list<T>(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(values)?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            list.push(read(row)?);
        }
        Ok(list)
    }

    fn one<T: rusqlite::types::FromSql>(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.connection.prepare_cached(sql)?.query_row(values, |row| row.get(0)).optional()?)
    }

    /// Adds a chained entry and moves its feed on.
    fn arrive(&self, entry: &Stored, origin: i64) -> Result<u64, StoreError> {
        let ledger = self.number_ledger(&entry.ledger)?;
        let author = self.number_device(&entry.author)?;
        self.run(
            "INSERT INTO entry (id, ledger, author, number, previous, act, origin, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                entry.id.as_bytes(),
                ledger,
                author,
                integer(entry.number),
                entry.previous.as_ref().map(EntryId::as_bytes),
                act_code(entry.act),
                origin,
                entry.bytes
            ],
        )?;
        let arrival = unsigned(self.connection.last_insert_rowid());
        let mut feed = self.feed_of(ledger, author)?;
        feed.place(entry.number, entry.id, entry.previous);
        self.run(
            "INSERT INTO feed (ledger, author, entries, tips) VALUES (?1, ?2, 1, ?3)
             ON CONFLICT DO UPDATE SET entries = entries + 1, tips = excluded.tips",
            params![ledger, author, to_bytes(&feed)],
        )?;
        self.run("UPDATE ledger SET digest = NULL WHERE no = ?1 AND digest IS NOT NULL", [ledger])?;
        Ok(arrival)
    }

    fn feed_of(&self, ledger: i64, author: i64) -> Result<Feed, StoreError> {
        let sql = "SELECT tips FROM feed WHERE ledger = ?1 AND author = ?2";
        let tips: Option<Vec<u8>> = self.one(sql, [ledger, author])?;
        tips.map_or_else(|| Ok(Feed::default()), |tips| Ok(from_bytes(&tips, "a feed")?))
    }
}

impl Store for SqliteStore<'_> {
    type Error = StoreError;

    fn entry(&self, id: &EntryId) -> Result<Option<Stored>, StoreError> {
        for sql in [
            select_entries!("", "entry", "WHERE e.id = ?1"),
            select_entries!("", "detached", "WHERE e.id = ?1"),
        ] {
            if let Some(stored) = self.list(sql, [id.as_bytes()], read_entry)?.pop() {
                return Ok(Some(stored));
            }
        }
        Ok(None)
    }

    fn put(&mut self, entry: &Stored, place: Place, origin: Origin) -> Result<u64, StoreError> {
        if place == Place::Chained {
            return self.arrive(entry, origin_code(origin));
        }
        self.run(
            "INSERT INTO detached (id, ledger, author, number, previous, act, origin, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                entry.id.as_bytes(),
                self.number_ledger(&entry.ledger)?,
                self.number_device(&entry.author)?,
                integer(entry.number),
                entry.previous.as_ref().map(EntryId::as_bytes),
                act_code(entry.act),
                origin_code(origin),
                entry.bytes
            ],
        )?;
        Ok(0)
    }

    fn place_of(&self, id: &EntryId) -> Result<Option<Place>, StoreError> {
        let held = |sql| self.one::<i64>(sql, [id.as_bytes()]);
        if held("SELECT 1 FROM entry WHERE id = ?1")?.is_some() {
            return Ok(Some(Place::Chained));
        }
        Ok(held("SELECT 1 FROM detached WHERE id = ?1")?.map(|_| Place::Detached))
    }

    fn detached_after(&self, previous: &EntryId) -> Result<Vec<Stored>, StoreError> {
        let sql = select_entries!("", "detached", "WHERE e.previous = ?1 ORDER BY e.id");
        self.list(sql, [previous.as_bytes()], read_entry)
    }

    fn chain(&mut self, id: &EntryId) -> Result<(), StoreError> {
        let sql = select_entries!(", e.origin", "detached", "WHERE e.id = ?1");
        let read = |row: &Row<'_>| Ok((read_entry(row)?, row.get(7)?));
        if let Some((entry, origin)) = self.list(sql, [id.as_bytes()], read)?.pop() {
            self.run("DELETE FROM detached WHERE id = ?1", [id.as_bytes()])?;
            self.arrive(&entry, origin)?;
        }
        Ok(())
    }

    fn ledgers(&self) -> Result<Vec<LedgerId>, StoreError> {
        let sql = "SELECT id FROM ledger
                   WHERE EXISTS (SELECT 1 FROM feed WHERE feed.ledger = ledger.no) ORDER BY id";
        self.list(sql, [], |row| Ok(LedgerId(row.get(0)?)))
    }

    fn heads(&self, ledger: &LedgerId) -> Result<Heads, StoreError> {
        let Some(ledger) = self.ledger_number(ledger)? else { return Ok(Heads::new()) };
        let sql = "SELECT device.id, feed.tips FROM feed JOIN device ON device.no = feed.author
                   WHERE feed.ledger = ?1";
        let feeds = self.list(sql, [ledger], |row| {
            let tips: Vec<u8> = row.get(1)?;
            Ok((DeviceId(row.get(0)?), from_bytes(&tips, "a feed")?))
        })?;
        Ok(feeds.into_iter().collect())
    }

    /// Kept with the ledger from when it is first asked for until an entry moves its heads, so that
    /// finding a device in sync costs one row a ledger.
    fn digest(&self, ledger: &LedgerId) -> Result<Hash, StoreError> {
        let sql = "SELECT digest FROM ledger WHERE id = ?1";
        let kept: Option<Option<[u8; 32]>> = self.one(sql, [ledger.as_bytes()])?;
        if let Some(Some(kept)) = kept {
            return Ok(Hash(kept));
        }
        let digest = ledger_digest(&self.heads(ledger)?);
        let sql = "UPDATE ledger SET digest = ?2 WHERE id = ?1";
        self.run(sql, params![ledger.as_bytes(), digest.as_bytes()])?;
        Ok(digest)
    }

    fn feed(&self, ledger: &LedgerId, author: &DeviceId) -> Result<Feed, StoreError> {
        match (self.ledger_number(ledger)?, self.device_number(author)?) {
            (Some(ledger), Some(author)) => self.feed_of(ledger, author),
            _ => Ok(Feed::default()),
        }
    }

    fn feeds_of(&self, author: &DeviceId) -> Result<Vec<(LedgerId, Feed)>, StoreError> {
        let Some(author) = self.device_number(author)? else { return Ok(Vec::new()) };
        let sql = "SELECT ledger.id, feed.tips FROM feed JOIN ledger ON ledger.no = feed.ledger
                   WHERE feed.author = ?1 ORDER BY ledger.id";
        self.list(sql, [author], |row| {
            let tips: Vec<u8> = row.get(1)?;
            Ok((LedgerId(row.get(0)?), from_bytes(&tips, "a feed")?))
        })
    }

    fn count_of(&self, author: &DeviceId) -> Result<u64, StoreError> {
        let Some(author) = self.device_number(author)? else { return Ok(0) };
        let sql = "SELECT coalesce(sum(entries), 0) FROM feed WHERE author = ?1";
        Ok(self.one(sql, [author])?.map_or(0, unsigned))
    }

    fn at_number(
        &self,
        ledger: &LedgerId,
        author: &DeviceId,
        number: u64,
    ) -> Result<Vec<EntryId>, StoreError> {
        let (Some(ledger), Some(author), Ok(number)) =
            (self.ledger_number(ledger)?, self.device_number(author)?, i64::try_from(number))
        else {
            return Ok(Vec::new());
        };
        let sql = "SELECT id FROM entry
                   WHERE ledger = ?1 AND author = ?2 AND number = ?3 ORDER BY id";
        self.list(sql, [ledger, author, number], |row| Ok(EntryId(row.get(0)?)))
    }

    fn feed_after(
        &self,
        ledger: &LedgerId,
        author: &DeviceId,
        after: u64,
        max_bytes: usize,
    ) -> Result<Vec<Stored>, StoreError> {
        let (Some(ledger), Some(author)) =
            (self.ledger_number(ledger)?, self.device_number(author)?)
        else {
            return Ok(Vec::new());
        };
        let sql = select_entries!(
            "",
            "entry",
            "WHERE e.ledger = ?1 AND e.author = ?2 AND e.number > ?3 ORDER BY e.number, e.id"
        );
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([ledger, author, integer(after)])?;
        let mut list = Within::new(max_bytes);
        while let Some(row) = rows.next()? {
            let entry = read_entry(row)?;
            if !list.fits(entry.bytes.len()) {
                break;
            }
            list.items.push(entry);
        }
        Ok(list.items)
    }

    fn statements(&self, ledger: &LedgerId) -> Result<Vec<Stored>, StoreError> {
        let Some(ledger) = self.ledger_number(ledger)? else { return Ok(Vec::new()) };
        let sql =
            select_entries!("", "entry", "WHERE e.ledger = ?1 AND e.act = 0 ORDER BY e.arrival");
        self.list(sql, [ledger], read_entry)
    }

    fn arrivals(&self, query: &ArrivalsQuery) -> Result<Vec<Arrival>, StoreError> {
        let authors = AuthorNumbers::of(self, &query.authors)?;
        let ledger = match &query.ledger {
            Some(ledger) => match self.ledger_number(ledger)? {
                Some(ledger) => Some(ledger),
                None => return Ok(Vec::new()),
            },
            None => None,
        };
        let (after, upto) = (integer(query.after), integer(query.upto));
        let (sql, values) = match ledger {
            Some(ledger) => (
                select_entries!(
                    ", e.arrival, e.author, e.origin",
                    "entry",
                    "WHERE e.arrival > ?1 AND e.arrival <= ?2 AND e.ledger = ?3 ORDER BY e.arrival"
                ),
                vec![after, upto, ledger],
            ),
            None => (
                select_entries!(
                    ", e.arrival, e.author, e.origin",
                    "entry",
                    "WHERE e.arrival > ?1 AND e.arrival <= ?2 ORDER BY e.arrival"
                ),
                vec![after, upto],
            ),
        };
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        let mut list = Within::new(query.max_bytes);
        while let Some(row) = rows.next()? {
            let from_hub = row.get::<_, i64>(9)? == origin_code(Origin::Hub);
            if !authors.include(row.get(8)?) || (query.not_from_hub && from_hub) {
                continue;
            }
            let entry = read_entry(row)?;
            if !list.fits(entry.bytes.len()) {
                break;
            }
            list.items.push(Arrival { at: unsigned(row.get(7)?), entry });
        }
        Ok(list.items)
    }

    fn last_arrival(&self) -> Result<u64, StoreError> {
        Ok(self.one("SELECT max(arrival) FROM entry", [])?.flatten().map_or(0, unsigned))
    }

    fn pool(
        &mut self,
        sender: &DeviceId,
        author: &DeviceId,
        bytes: &[u8],
    ) -> Result<bool, StoreError> {
        let by_sender = "SELECT count(*) FROM pool WHERE sender = ?1";
        let by_sender: i64 = self.one(by_sender, [sender.as_bytes()])?.unwrap_or(0);
        let in_all: i64 = self.one("SELECT count(*) FROM pool", [])?.unwrap_or(0);
        if unsigned(by_sender) >= POOL as u64 || in_all >= POOL_IN_ALL {
            return Ok(false);
        }
        self.run(
            "INSERT INTO pool (sender, author, bytes) SELECT ?1, ?2, ?3
             WHERE NOT EXISTS (SELECT 1 FROM pool WHERE author = ?2 AND bytes = ?3)",
            params![sender.as_bytes(), author.as_bytes(), bytes],
        )?;
        Ok(true)
    }

    fn unpool(&mut self, author: &DeviceId) -> Result<Vec<Vec<u8>>, StoreError> {
        let sql = "SELECT bytes FROM pool WHERE author = ?1 ORDER BY no";
        let waiting = self.list(sql, [author.as_bytes()], |row| Ok(row.get(0)?))?;
        self.run("DELETE FROM pool WHERE author = ?1", [author.as_bytes()])?;
        Ok(waiting)
    }

    fn positions_after(&self, number: u64) -> Result<Vec<SignedPosition>, StoreError> {
        let sql = "SELECT bytes FROM position WHERE number > ?1 ORDER BY number";
        self.list(sql, [integer(number)], |row| {
            let bytes: Vec<u8> = row.get(0)?;
            Ok(from_bytes(&bytes, "a position")?)
        })
    }

    fn put_position(&mut self, position: &SignedPosition) -> Result<(), StoreError> {
        self.run(
            "INSERT OR REPLACE INTO position (number, bytes) VALUES (?1, ?2)",
            params![integer(position.position.number), to_bytes(position)],
        )
    }

    fn put_wrap(&mut self, wrap: &Wrap) -> Result<(), StoreError> {
        self.run(
            "INSERT OR REPLACE INTO wrap (device, epoch, ledger, bytes) VALUES (?1, ?2, ?3, ?4)",
            params![
                wrap.device.as_bytes(),
                wrap.epoch.as_bytes(),
                wrap.ledger.as_bytes(),
                to_bytes(wrap)
            ],
        )
    }

    fn wraps_for(&self, device: &DeviceId, ledgers: &[LedgerId]) -> Result<Vec<Wrap>, StoreError> {
        let wanted: std::collections::BTreeSet<_> = ledgers.iter().collect();
        let sql = "SELECT bytes FROM wrap WHERE device = ?1 ORDER BY epoch";
        let mut wraps: Vec<Wrap> = self.list(sql, [device.as_bytes()], |row| {
            let bytes: Vec<u8> = row.get(0)?;
            Ok(from_bytes(&bytes, "a wrap")?)
        })?;
        wraps.retain(|wrap| wanted.contains(&wrap.ledger));
        Ok(wraps)
    }

    fn delete_wraps(&mut self, ledger: &LedgerId, device: &DeviceId) -> Result<(), StoreError> {
        self.run(
            "DELETE FROM wrap WHERE device = ?1 AND ledger = ?2",
            [device.as_bytes(), ledger.as_bytes()],
        )
    }

    fn note(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.one("SELECT bytes FROM note WHERE name = ?1", [name])
    }

    fn set_note(&mut self, name: &str, bytes: Option<&[u8]>) -> Result<(), StoreError> {
        match bytes {
            Some(bytes) => self.run(
                "INSERT OR REPLACE INTO note (name, bytes) VALUES (?1, ?2)",
                params![name, bytes],
            ),
            None => self.run("DELETE FROM note WHERE name = ?1", [name]),
        }
    }
}
