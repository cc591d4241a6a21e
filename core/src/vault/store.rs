//! The vault as the store that the ledger crate keeps entries, heads, positions and wraps in.

use holdfast_ledger::{
    Arrival, ArrivalsQuery, Authors, DeviceId, EntryId, Feed, FeedTip, Heads, LedgerId, Origin,
    POOL, Place, SignedPosition, Store, Stored, Wrap, from_bytes, to_bytes,
};
use rusqlite::{Row, params};

use super::entries::{APPLIED, STORED, WAITING, act_code, checksum, count, stored};
use super::error::{Result, VaultError};
use super::tables::Tables;

const CHAINED: i64 = 1;
const DETACHED: i64 = 2;

impl Store for Tables<'_> {
    type Error = VaultError;

    fn entry(&self, id: &EntryId) -> Result<Option<Stored>> {
        let sql = format!("SELECT {STORED} FROM entry WHERE id = ?");
        self.one(&sql, [id.as_bytes()], stored)?.transpose()
    }

    /// An own entry is applied at once: it went through the receiver's path before. Every other waits
    /// until it was looked at.
    fn put(&mut self, entry: &Stored, place: Place, origin: Origin) -> Result<u64> {
        let state = if origin == Origin::Own { APPLIED } else { WAITING };
        let received = self.now().filter(|_| origin != Origin::Own).map(|now| now.0);
        self.run(
            // SQLite gives the arrival: one more than the last.
            "INSERT INTO entry (id, ledger, author, number, previous, act, place, origin, state,
                checksum, bytes, received) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                entry.id.as_bytes(),
                entry.ledger.as_bytes(),
                entry.author.as_bytes(),
                // Chained entries are numbered one by one; only a detached one can say a number this
                // large, and it is kept as it came.
                entry.number.cast_signed(),
                entry.previous.as_ref().map(EntryId::as_bytes),
                act_code(entry.act),
                place_code(place),
                origin_code(origin),
                state,
                checksum(entry),
                entry.bytes,
                received,
            ],
        )?;
        let arrival = self.connection().last_insert_rowid().cast_unsigned();
        if place == Place::Chained {
            self.move_tip(entry)?;
        }
        Ok(arrival)
    }

    fn place_of(&self, id: &EntryId) -> Result<Option<Place>> {
        let place = self.one("SELECT place FROM entry WHERE id = ?", [id.as_bytes()], |row| {
            row.get::<_, i64>(0)
        })?;
        Ok(place.map(|code| if code == CHAINED { Place::Chained } else { Place::Detached }))
    }

    fn detached_after(&self, previous: &EntryId) -> Result<Vec<Stored>> {
        let sql =
            format!("SELECT {STORED} FROM entry WHERE previous = ? AND place = 2 ORDER BY id");
        self.stored(&sql, [previous.as_bytes()])
    }

    fn chain(&mut self, id: &EntryId) -> Result<()> {
        let Some(entry) = self.entry(id)? else { return Ok(()) };
        let arrival = self.last_arrival()? + 1;
        self.run(
            "UPDATE entry SET place = 1, arrival = ? WHERE id = ?",
            params![arrival.cast_signed(), id.as_bytes()],
        )?;
        self.move_tip(&entry)
    }

    fn ledgers(&self) -> Result<Vec<LedgerId>> {
        let sql = "SELECT DISTINCT ledger FROM feed ORDER BY ledger";
        self.all(sql, [], |row| row.get(0).map(LedgerId))
    }

    fn heads(&self, ledger: &LedgerId) -> Result<Heads> {
        let sql = "SELECT author, number, tip FROM feed WHERE ledger = ? ORDER BY number, tip";
        let mut heads = Heads::new();
        let tips =
            self.all(sql, [ledger.as_bytes()], |row| Ok((DeviceId(row.get(0)?), tip(row)?)))?;
        for (author, tip) in tips {
            heads.entry(author).or_default().0.push(tip);
        }
        Ok(heads)
    }

    fn feed(&self, ledger: &LedgerId, author: &DeviceId) -> Result<Feed> {
        let sql = "SELECT author, number, tip FROM feed WHERE ledger = ? AND author = ?
                   ORDER BY number, tip";
        Ok(Feed(self.all(sql, [ledger.as_bytes(), author.as_bytes()], tip)?))
    }

    fn feeds_of(&self, author: &DeviceId) -> Result<Vec<(LedgerId, Feed)>> {
        let sql = "SELECT ledger, number, tip FROM feed WHERE author = ?
                   ORDER BY ledger, number, tip";
        let mut feeds: Vec<(LedgerId, Feed)> = Vec::new();
        for (ledger, tip) in
            self.all(sql, [author.as_bytes()], |row| Ok((LedgerId(row.get(0)?), tip(row)?)))?
        {
            match feeds.last_mut() {
                Some((last, feed)) if *last == ledger => feed.0.push(tip),
                _ => feeds.push((ledger, Feed(vec![tip]))),
            }
        }
        Ok(feeds)
    }

    fn count_of(&self, author: &DeviceId) -> Result<u64> {
        let sql = "SELECT count(*) FROM entry WHERE author = ? AND place = 1";
        Ok(self.one(sql, [author.as_bytes()], |row| count(row, 0))?.unwrap_or(0))
    }

    fn at_number(&self, ledger: &LedgerId, author: &DeviceId, number: u64) -> Result<Vec<EntryId>> {
        let sql = "SELECT id FROM entry WHERE author = ? AND ledger = ? AND number = ?
                   AND place = 1 ORDER BY id";
        let params = params![author.as_bytes(), ledger.as_bytes(), number.cast_signed()];
        self.all(sql, params, |row| row.get(0).map(EntryId))
    }

    fn feed_after(
        &self,
        ledger: &LedgerId,
        author: &DeviceId,
        after: u64,
        max_bytes: usize,
    ) -> Result<Vec<Stored>> {
        let sql = format!(
            "SELECT {STORED} FROM entry WHERE author = ? AND ledger = ? AND number > ?
             AND place = 1 ORDER BY number, id"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let mut rows = statement.query(params![author.as_bytes(), ledger.as_bytes(), after])?;
        let mut found = Filling::new(max_bytes);
        while let Some(row) = rows.next()? {
            let entry = stored(row)??;
            let size = entry.bytes.len();
            if !found.take(entry, size) {
                break;
            }
        }
        Ok(found.list)
    }

    fn statements(&self, ledger: &LedgerId) -> Result<Vec<Stored>> {
        let sql = format!(
            "SELECT {STORED} FROM entry WHERE ledger = ? AND act = 1 AND place = 1
             ORDER BY arrival"
        );
        self.stored(&sql, [ledger.as_bytes()])
    }

    fn arrivals(&self, query: &ArrivalsQuery) -> Result<Vec<Arrival>> {
        let ledger = if query.ledger.is_some() { "ledger = ?4 AND" } else { "?4 IS NULL AND" };
        let sql = format!(
            "SELECT {STORED}, arrival FROM entry WHERE {ledger} arrival > ?1 AND arrival <= ?2
             AND place = 1 AND NOT (?3 AND origin = 2) ORDER BY arrival"
        );
        let [after, upto] =
            [query.after, query.upto].map(|at| i64::try_from(at).unwrap_or(i64::MAX));
        let ledger = query.ledger.as_ref().map(LedgerId::as_bytes);
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query(params![after, upto, query.not_from_hub, ledger])?;
        let mut found = Filling::new(query.max_bytes);
        while let Some(row) = rows.next()? {
            if !includes(&query.authors, row)? {
                continue;
            }
            let entry = stored(row)??;
            let size = entry.bytes.len();
            if !found.take(Arrival { at: count(row, 8)?, entry }, size) {
                break;
            }
        }
        Ok(found.list)
    }

    fn last_arrival(&self) -> Result<u64> {
        let sql = "SELECT coalesce(max(arrival), 0) FROM entry";
        Ok(self.one(sql, [], |row| count(row, 0))?.unwrap_or(0))
    }

    fn pool(&mut self, sender: &DeviceId, author: &DeviceId, bytes: &[u8]) -> Result<bool> {
        let sql = "SELECT count(*) FROM pool WHERE sender = ?";
        let held = self.one(sql, [sender.as_bytes()], |row| count(row, 0))?.unwrap_or(0);
        if held >= POOL as u64 {
            return Ok(false);
        }
        self.run(
            "INSERT OR IGNORE INTO pool (sender, author, digest, bytes) VALUES (?, ?, ?, ?)",
            params![sender.as_bytes(), author.as_bytes(), super::sha256(bytes), bytes],
        )?;
        Ok(true)
    }

    fn unpool(&mut self, author: &DeviceId) -> Result<Vec<Vec<u8>>> {
        let sql = "SELECT bytes FROM pool WHERE author = ? ORDER BY row";
        let waiting = self.all(sql, [author.as_bytes()], |row| row.get(0))?;
        if !waiting.is_empty() {
            self.run("DELETE FROM pool WHERE author = ?", [author.as_bytes()])?;
        }
        Ok(waiting)
    }

    fn positions_after(&self, number: u64) -> Result<Vec<SignedPosition>> {
        let sql = "SELECT bytes FROM position WHERE number > ? ORDER BY number";
        let after = i64::try_from(number).unwrap_or(i64::MAX);
        let rows = self.all(sql, [after], |row| row.get::<_, Vec<u8>>(0))?;
        rows.iter().map(|bytes| decode(bytes, "a register position")).collect()
    }

    fn put_position(&mut self, position: &SignedPosition) -> Result<()> {
        self.run(
            "INSERT OR REPLACE INTO position (number, bytes) VALUES (?, ?)",
            params![position.position.number.cast_signed(), to_bytes(position)],
        )?;
        Ok(())
    }

    fn put_wrap(&mut self, wrap: &Wrap) -> Result<()> {
        self.run(
            "INSERT OR REPLACE INTO wrap (ledger, device, epoch, bytes) VALUES (?, ?, ?, ?)",
            params![
                wrap.ledger.as_bytes(),
                wrap.device.as_bytes(),
                wrap.epoch.as_bytes(),
                to_bytes(wrap)
            ],
        )?;
        Ok(())
    }

    fn wraps_for(&self, device: &DeviceId, ledgers: &[LedgerId]) -> Result<Vec<Wrap>> {
        let sql = "SELECT bytes FROM wrap WHERE ledger = ? AND device = ? ORDER BY epoch";
        let mut wraps = Vec::new();
        for ledger in ledgers {
            let params = [ledger.as_bytes(), device.as_bytes()];
            for bytes in self.all(sql, params, |row| row.get::<_, Vec<u8>>(0))? {
                wraps.push(decode(&bytes, "a wrap")?);
            }
        }
        Ok(wraps)
    }

    fn delete_wraps(&mut self, ledger: &LedgerId, device: &DeviceId) -> Result<()> {
        let sql = "DELETE FROM wrap WHERE ledger = ? AND device = ?";
        self.run(sql, [ledger.as_bytes(), device.as_bytes()])?;
        Ok(())
    }

    fn note(&self, name: &str) -> Result<Option<Vec<u8>>> {
        self.one("SELECT bytes FROM peer WHERE name = ?", [name], |row| row.get(0))
    }

    fn set_note(&mut self, name: &str, bytes: Option<&[u8]>) -> Result<()> {
        match bytes {
            Some(bytes) => self.run(
                "INSERT INTO peer (name, bytes) VALUES (?, ?)
                 ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes",
                params![name, bytes],
            )?,
            None => self.run("DELETE FROM peer WHERE name = ?", [name])?,
        };
        Ok(())
    }
}

impl Tables<'_> {
    /// A chained entry takes the place of the one before it, or starts a branch.
    fn move_tip(&mut self, entry: &Stored) -> Result<()> {
        let (ledger, author) = (entry.ledger.as_bytes(), entry.author.as_bytes());
        let (tip, number) = (entry.id.as_bytes(), entry.number.cast_signed());
        if let Some(previous) = &entry.previous {
            let moved = self.run(
                "UPDATE feed SET tip = ?, number = ? WHERE ledger = ? AND author = ? AND tip = ?",
                params![tip, number, ledger, author, previous.as_bytes()],
            )?;
            if moved > 0 {
                return Ok(());
            }
        }
        self.run(
            "INSERT INTO feed (ledger, author, tip, number) VALUES (?, ?, ?, ?)",
            params![ledger, author, tip, number],
        )?;
        Ok(())
    }
}

/// A list that is full once its items reach a size; one item always fits.
struct Filling<T> {
    list: Vec<T>,
    size: usize,
    most: usize,
}

impl<T> Filling<T> {
    const fn new(most: usize) -> Self {
        Self { list: Vec::new(), size: 0, most }
    }

    fn take(&mut self, item: T, size: usize) -> bool {
        self.size += size;
        let fits = self.list.is_empty() || self.size <= self.most;
        if fits {
            self.list.push(item);
        }
        fits
    }
}

fn includes(authors: &Authors, row: &Row<'_>) -> rusqlite::Result<bool> {
    Ok(matches!(authors, Authors::All) || authors.include(&DeviceId(row.get(2)?)))
}

fn tip(row: &Row<'_>) -> rusqlite::Result<FeedTip> {
    Ok(FeedTip { number: row.get::<_, i64>(1)?.cast_unsigned(), id: EntryId(row.get(2)?) })
}

fn decode<'b, T>(bytes: &'b [u8], expected: &'static str) -> Result<T>
where
    T: minicbor::Decode<'b, ()> + minicbor::Encode<()>,
{
    from_bytes(bytes, expected).map_err(|_| VaultError::Damaged { expected })
}

const fn place_code(place: Place) -> i64 {
    match place {
        Place::Chained => CHAINED,
        Place::Detached => DETACHED,
    }
}

const fn origin_code(origin: Origin) -> i64 {
    match origin {
        Origin::Own => 1,
        Origin::Hub => 2,
        Origin::Peer => 3,
    }
}
