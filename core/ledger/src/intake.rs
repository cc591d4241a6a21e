//! Taking entries in. Bytes that fail size, encoding, signature or author look-up are not entries:
//! refused, counted, never stored, never in the way of a good copy of the same id. Entries of an
//! author not yet known wait in a bounded pool. Everything else is stored, chained where what comes
//! before it is held, detached where not.

use std::collections::hash_map::Entry as Entries;
use std::collections::{BTreeSet, HashMap, VecDeque};

use crate::entry::{Entry, EntryError, Unknown};
use crate::heads::{Feed, FeedTip};
use crate::message::Want;
use crate::range::{Range, RangeError};
use crate::store::{Act, Origin, Place, Store, Stored};
use crate::{
    Admission, DeviceId, EntryId, LedgerId, Register, RegisterPoint, SignedPosition, Statement,
};

/// What became of what was handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// New and chained, in the order they were stored.
    pub new: Vec<Stored>,
    /// Held already.
    pub known: u64,
    /// New, waiting for an entry before them.
    pub detached: u64,
    /// Waiting for their author to become known.
    pub pooled: u64,
    /// Not entries, or the sender's pool was full.
    pub refused: u64,
    /// Feeds of which something is missing.
    pub gaps: BTreeSet<Want>,
    /// The ledgers in which something is new.
    pub touched: BTreeSet<LedgerId>,
    /// Those of them in which a statement is.
    pub stated: BTreeSet<LedgerId>,
    /// Register positions that are new.
    pub positions: u64,
    /// Entries of this device's own feeds that it did not have: it is a copy.
    pub own: u64,
}

/// One sender's entries on their way into a store.
pub struct Intake<'a, S: Store> {
    store: &'a mut S,
    register: &'a mut Register,
    sender: DeviceId,
    me: DeviceId,
    origin: Origin,
    /// The register's line as the store has it.
    line: RegisterPoint,
    taken: Taken,
    /// The feeds met so far, as the store has them: only what is kept here moves them.
    feeds: HashMap<(LedgerId, DeviceId), Feed>,
    /// What left the pool, and is to be taken in yet.
    released: Vec<Vec<u8>>,
}

impl<'a, S: Store> Intake<'a, S> {
    /// From `sender`, into the store of `me`.
    pub fn new(
        store: &'a mut S,
        register: &'a mut Register,
        sender: DeviceId,
        me: DeviceId,
        origin: Origin,
    ) -> Self {
        let line = register.line();
        let (taken, feeds, released) = (Taken::default(), HashMap::new(), Vec::new());
        Self { store, register, sender, me, origin, line, taken, feeds, released }
    }

    /// Takes in feed ranges, the register's first, since they introduce the authors of the rest.
    pub fn ranges(&mut self, ranges: &[Range]) -> Result<(), S::Error> {
        let register = self.register.id();
        let mut register_entries = VecDeque::new();
        for range in ranges.iter().filter(|range| range.ledger == register) {
            register_entries.extend(self.open_range(range)?);
        }
        self.register_entries(register_entries)?;
        for range in ranges.iter().filter(|range| range.ledger != register) {
            for entry in self.open_range(range)? {
                self.entry(&entry)?;
            }
        }
        self.released()?;
        self.keep_line()
    }

    /// Takes in whole entries, as a bundle holds them, in any order.
    pub fn loose<'b>(&mut self, entries: impl Iterator<Item = &'b [u8]>) -> Result<(), S::Error> {
        self.each(entries)?;
        self.released()?;
        self.keep_line()
    }

    fn each<'b>(&mut self, entries: impl Iterator<Item = &'b [u8]>) -> Result<(), S::Error> {
        let register = self.register.id();
        let mut register_entries = VecDeque::new();
        let mut others = Vec::new();
        for bytes in entries {
            match Entry::decode(bytes) {
                Ok(entry) if entry.header().ledger == register => register_entries.push_back(entry),
                Ok(entry) => others.push(entry),
                Err(EntryError::Version { .. }) => self.unknown(bytes)?,
                Err(_) => self.taken.refused += 1,
            }
        }
        self.register_entries(register_entries)?;
        others.iter().try_for_each(|entry| self.entry(entry))
    }

    /// Takes in register positions, in order.
    pub fn positions(&mut self, positions: &[SignedPosition]) -> Result<(), S::Error> {
        for position in positions {
            match self.register.add_position(position) {
                // Of a hub not known yet: in memory until it is.
                Ok(Admission::Repeated | Admission::SignerUnknown) => {}
                Ok(Admission::Held) => self.taken.positions += 1,
                Err(_) => self.taken.refused += 1,
            }
        }
        self.keep_line()
    }

    /// Stores the line that counts from where it leaves the one stored, which may be before the
    /// positions that made it count.
    fn keep_line(&mut self) -> Result<(), S::Error> {
        let line = self.register.line();
        if line == self.line {
            return Ok(());
        }
        let common = self.register.common(&self.line);
        for position in self.register.positions_after(common, usize::MAX) {
            self.store.put_position(&position)?;
        }
        self.line = line;
        Ok(())
    }

    /// What became of it all.
    pub fn finish(self) -> Taken {
        self.taken
    }

    fn open_range(&mut self, range: &Range) -> Result<Vec<Entry>, S::Error> {
        let before = range.first.saturating_sub(1);
        let previous = match range.after {
            Some(id) => Some(id),
            None if before == 0 => None,
            None => match self.store.at_number(&range.ledger, &range.author, before)?[..] {
                [id] => Some(id),
                _ => {
                    let last = self.store.feed(&range.ledger, &range.author)?.last();
                    // Where the feed forked here, its number does not tell: ask for all of it.
                    let after = if last >= before { 0 } else { last };
                    let Range { ledger, author, .. } = *range;
                    self.taken.gaps.insert(Want { ledger, author, after });
                    return Ok(Vec::new());
                }
            },
        };
        match range.entries(previous) {
            Ok(entries) => Ok(entries),
            Err(RangeError::Length { .. }) => {
                self.taken.refused += 1;
                Ok(Vec::new())
            }
            Err(_) => {
                self.taken.refused += range.items.len() as u64;
                Ok(Vec::new())
            }
        }
    }

    /// Register entries may introduce one another's authors in any order: round and round until
    /// nothing moves, and only then into the pool.
    fn register_entries(&mut self, mut entries: VecDeque<Entry>) -> Result<(), S::Error> {
        loop {
            let before = entries.len();
            for _ in 0..before {
                let Some(entry) = entries.pop_front() else { break };
                if self.register.signing_key(entry.header().author).is_some() {
                    self.entry(&entry)?;
                } else {
                    entries.push_back(entry);
                }
            }
            if entries.len() == before {
                break;
            }
        }
        entries.iter().try_for_each(|entry| self.entry(entry))
    }

    fn entry(&mut self, entry: &Entry) -> Result<(), S::Error> {
        let header = entry.header();
        let Some(key) = self.register.signing_key(header.author) else {
            return self.pool(header.author, entry.bytes());
        };
        let feed = self.feed(header.ledger, header.author)?;
        let next = is_next(feed, header.number, header.previous);
        if !next && self.store.place_of(&entry.id())?.is_some() {
            self.taken.known += 1;
            return Ok(());
        }
        let member = self.register.at(&header.register).member_key(header.author, header.member);
        if entry.verify(&key, member.as_ref()).is_err() {
            self.taken.refused += 1;
            return Ok(());
        }
        self.keep(Stored::of(entry))
    }

    fn unknown(&mut self, bytes: &[u8]) -> Result<(), S::Error> {
        let Ok(unknown) = Unknown::decode(bytes) else {
            self.taken.refused += 1;
            return Ok(());
        };
        let Some(key) = self.register.signing_key(unknown.author) else {
            return self.pool(unknown.author, bytes);
        };
        if self.store.place_of(&unknown.id)?.is_some() {
            self.taken.known += 1;
            return Ok(());
        }
        if unknown.verify(&key).is_err() {
            self.taken.refused += 1;
            return Ok(());
        }
        self.keep(Stored {
            id: unknown.id,
            ledger: unknown.ledger,
            author: unknown.author,
            number: unknown.number,
            previous: unknown.previous,
            act: Act::Unknown,
            bytes: bytes.to_vec(),
        })
    }

    fn pool(&mut self, author: DeviceId, bytes: &[u8]) -> Result<(), S::Error> {
        if self.store.pool(&self.sender, &author, bytes)? {
            self.taken.pooled += 1;
        } else {
            self.taken.refused += 1;
        }
        Ok(())
    }

    /// Stores what passed every check, and chains what was waiting for it.
    fn keep(&mut self, stored: Stored) -> Result<(), S::Error> {
        if stored.author == self.me {
            self.taken.own += 1;
        }
        let Some(place) = self.place(&stored)? else {
            self.taken.refused += 1;
            return Ok(());
        };
        self.store.put(&stored, place, self.origin)?;
        if place == Place::Detached {
            self.taken.detached += 1;
            let after = self.feed(stored.ledger, stored.author)?.last();
            let Stored { ledger, author, .. } = stored;
            self.taken.gaps.insert(Want { ledger, author, after });
            return Ok(());
        }
        let mut chained = vec![stored];
        while let Some(entry) = chained.pop() {
            for next in self.store.detached_after(&entry.id)? {
                if !follows(&next, &entry) {
                    continue;
                }
                self.store.chain(&next.id)?;
                self.taken.detached = self.taken.detached.saturating_sub(1);
                chained.push(next);
            }
            self.chained(entry)?;
        }
        Ok(())
    }

    /// Where an entry goes: by what it names as the one before it. None if that is held and is no
    /// such entry: of another feed, or of a number that this one does not follow.
    fn place(&mut self, stored: &Stored) -> Result<Option<Place>, S::Error> {
        let Some(previous) = stored.previous else { return Ok(Some(Place::Chained)) };
        let feed = self.feed(stored.ledger, stored.author)?;
        if is_next(feed, stored.number, stored.previous) {
            return Ok(Some(Place::Chained));
        }
        match self.store.entry(&previous)? {
            None => Ok(Some(Place::Detached)),
            Some(before) if follows(stored, &before) => self.store.place_of(&previous),
            Some(_) => Ok(None),
        }
    }

    /// One feed, read once: a range asks for it with every entry.
    fn feed(&mut self, ledger: LedgerId, author: DeviceId) -> Result<&Feed, S::Error> {
        Ok(match self.feeds.entry((ledger, author)) {
            Entries::Occupied(held) => held.into_mut(),
            Entries::Vacant(place) => place.insert(self.store.feed(&ledger, &author)?),
        })
    }

    fn chained(&mut self, stored: Stored) -> Result<(), S::Error> {
        if let Some(feed) = self.feeds.get_mut(&(stored.ledger, stored.author)) {
            feed.place(stored.number, stored.id, stored.previous);
        }
        self.taken.touched.insert(stored.ledger);
        if stored.act == Act::Statement {
            self.taken.stated.insert(stored.ledger);
            if stored.ledger == self.register.id() {
                self.register_says(&stored)?;
            }
        }
        self.taken.new.push(stored);
        Ok(())
    }

    /// The register grows; whom it introduces may have entries waiting in the pool.
    fn register_says(&mut self, stored: &Stored) -> Result<(), S::Error> {
        let Ok(entry) = Entry::decode(&stored.bytes) else { return Ok(()) };
        // Its signature was checked at intake, by the key this same register gave.
        let _ = self.register.restore_entry(&entry);
        let Some(introduced) = introduced(entry.as_statement()) else { return Ok(()) };
        let waiting = self.store.unpool(&introduced)?;
        self.taken.pooled = self.taken.pooled.saturating_sub(waiting.len() as u64);
        self.released.extend(waiting);
        Ok(())
    }

    /// Takes in what left the pool, which may introduce others, until nothing is left: in turns, not
    /// by recursion, whose depth would be in a stranger's hand.
    fn released(&mut self) -> Result<(), S::Error> {
        while !self.released.is_empty() {
            let released = std::mem::take(&mut self.released);
            self.each(released.iter().map(Vec::as_slice))?;
        }
        Ok(())
    }
}

/// Whether an entry comes right after a tip: nothing held follows that, so the entry is new.
fn is_next(feed: &Feed, number: u64, previous: Option<EntryId>) -> bool {
    match previous {
        None => feed.0.is_empty(),
        Some(id) => feed.0.contains(&FeedTip { number: number.saturating_sub(1), id }),
    }
}

/// Whether `next`, which names `before`, is the next of its feed.
fn follows(next: &Stored, before: &Stored) -> bool {
    next.ledger == before.ledger
        && next.author == before.author
        && before.number.checked_add(1) == Some(next.number)
}

/// The device whose key a statement brings.
fn introduced(statement: Option<&Statement>) -> Option<DeviceId> {
    let keys = match statement? {
        Statement::Enrol(enrol) => enrol.keys,
        Statement::Owner(owner) => owner.keys,
        Statement::Hub(hub) => hub.keys,
        Statement::Successor(successor) => successor.keys,
        _ => return None,
    };
    Some(keys.signing.device())
}
