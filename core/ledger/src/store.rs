//! What this crate needs of a database. A vault and a hub each implement it over their own SQLite
//! transaction; [`MemoryStore`](crate::MemoryStore) implements it for tests. A caller opens a
//! transaction, hands it in, and commits: one transaction a step.

use crate::{
    CalendarMonth, DeviceId, Entry, EntryId, Feed, Hash, Heads, LedgerId, Need, SignedPosition,
    Timestamp, Wrap, ledger_digest,
};

/// Where an entry came from. What came from the hub need not be given back to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Written by this device.
    Own,
    /// From a hub.
    Hub,
    /// From another device, or a file.
    Peer,
}

/// What kind of act an entry is, as far as its bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// In clear, about the ledger.
    Statement,
    /// Sealed, about its records.
    Save,
    /// Of a version not known here.
    Unknown,
}

/// Whether the entries before it in its feed are all held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// They are: it counts in heads.
    Chained,
    /// Not yet: it waits, and counts in nothing but the number of waiting.
    Detached,
}

/// An entry as a store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its id.
    pub id: EntryId,
    /// The ledger.
    pub ledger: LedgerId,
    /// The author.
    pub author: DeviceId,
    /// Its number.
    pub number: u64,
    /// The entry before it.
    pub previous: Option<EntryId>,
    /// What kind of act.
    pub act: Act,
    /// Whole: content and signature.
    pub bytes: Vec<u8>,
}

impl Stored {
    /// An entry of a version known here, as a store keeps it.
    pub fn of(entry: &Entry) -> Self {
        let header = entry.header();
        Self {
            id: entry.id(),
            ledger: header.ledger,
            author: header.author,
            number: header.number,
            previous: header.previous,
            act: if entry.as_save().is_some() { Act::Save } else { Act::Statement },
            bytes: entry.bytes().to_vec(),
        }
    }
}

/// A stored entry and when it came, as a counter of this store: 1, 2, 3 …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The counter.
    pub at: u64,
    /// The entry.
    pub entry: Stored,
}

/// Which arrivals to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArrivalsQuery {
    /// In this ledger, or in all.
    pub ledger: Option<LedgerId>,
    /// After this counter.
    pub after: u64,
    /// Up to and with this one.
    pub upto: u64,
    /// By these authors.
    pub authors: Authors,
    /// Leave out what came from a hub.
    pub not_from_hub: bool,
    /// Stop once the entries listed reach this many bytes (at least one is listed).
    pub max_bytes: usize,
}

/// Whose entries to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authors {
    /// Everyone's.
    All,
    /// Only theirs.
    Only(Vec<DeviceId>),
    /// All but theirs.
    Except(Vec<DeviceId>),
}

impl Authors {
    /// Whether that author is among them.
    pub fn include(&self, author: &DeviceId) -> bool {
        match self {
            Self::All => true,
            Self::Only(list) => list.contains(author),
            Self::Except(list) => !list.contains(author),
        }
    }
}

/// The entries, positions, wraps and notes of one device or hub, within a transaction.
pub trait Store {
    /// What can go wrong with the database.
    type Error: std::error::Error + Send + Sync + 'static;

    /// One entry.
    fn entry(&self, id: &EntryId) -> Result<Option<Stored>, Self::Error>;
    /// Keeps an entry not held yet, and updates heads if it is chained. Answers its arrival.
    fn put(&mut self, entry: &Stored, place: Place, origin: Origin) -> Result<u64, Self::Error>;
    /// Whether an entry is held, and in which place.
    fn place_of(&self, id: &EntryId) -> Result<Option<Place>, Self::Error>;
    /// Detached entries that name `previous` as the one before them.
    fn detached_after(&self, previous: &EntryId) -> Result<Vec<Stored>, Self::Error>;
    /// A detached entry's predecessor came: it is chained, and heads move. Its arrival is now.
    fn chain(&mut self, id: &EntryId) -> Result<(), Self::Error>;

    /// Every ledger with a chained entry.
    fn ledgers(&self) -> Result<Vec<LedgerId>, Self::Error>;
    /// The heads of a ledger; empty if there is none.
    fn heads(&self, ledger: &LedgerId) -> Result<Heads, Self::Error>;
    /// The digest of a ledger's heads. A store may keep it.
    fn digest(&self, ledger: &LedgerId) -> Result<Hash, Self::Error> {
        Ok(ledger_digest(&self.heads(ledger)?))
    }
    /// One feed.
    fn feed(&self, ledger: &LedgerId, author: &DeviceId) -> Result<Feed, Self::Error>;
    /// Every feed of one author: what it wrote, anywhere.
    fn feeds_of(&self, author: &DeviceId) -> Result<Vec<(LedgerId, Feed)>, Self::Error>;
    /// How many entries of that author are held and chained.
    fn count_of(&self, author: &DeviceId) -> Result<u64, Self::Error>;
    /// The chained entries of a feed with that number: one, or several where it forked.
    fn at_number(
        &self,
        ledger: &LedgerId,
        author: &DeviceId,
        number: u64,
    ) -> Result<Vec<EntryId>, Self::Error>;
    /// A feed's chained entries after a number, by number and id, until `max_bytes` are reached.
    fn feed_after(
        &self,
        ledger: &LedgerId,
        author: &DeviceId,
        after: u64,
        max_bytes: usize,
    ) -> Result<Vec<Stored>, Self::Error>;
    /// Every chained statement of a ledger, by arrival.
    fn statements(&self, ledger: &LedgerId) -> Result<Vec<Stored>, Self::Error>;
    /// Chained entries by arrival.
    fn arrivals(&self, query: &ArrivalsQuery) -> Result<Vec<Arrival>, Self::Error>;
    /// The counter of the last arrival; 0 for none.
    fn last_arrival(&self) -> Result<u64, Self::Error>;

    /// Keeps bytes whose author is not known yet, counted against their sender: at most
    /// [`POOL`] entries each. False if the pool is full, and they were not kept.
    fn pool(
        &mut self,
        sender: &DeviceId,
        author: &DeviceId,
        bytes: &[u8],
    ) -> Result<bool, Self::Error>;
    /// Takes out of the pool whatever waits for that author.
    fn unpool(&mut self, author: &DeviceId) -> Result<Vec<Vec<u8>>, Self::Error>;

    /// The register positions after a number, in order.
    fn positions_after(&self, number: u64) -> Result<Vec<SignedPosition>, Self::Error>;
    /// Keeps a position, by its number; takes the place of an earlier one with that number.
    fn put_position(&mut self, position: &SignedPosition) -> Result<(), Self::Error>;

    /// Keeps a wrap, one for each (epoch, device).
    fn put_wrap(&mut self, wrap: &Wrap) -> Result<(), Self::Error>;
    /// The wraps kept for a device, in the ledgers named.
    fn wraps_for(&self, device: &DeviceId, ledgers: &[LedgerId]) -> Result<Vec<Wrap>, Self::Error>;
    /// Deletes a device's wraps in a ledger.
    fn delete_wraps(&mut self, ledger: &LedgerId, device: &DeviceId) -> Result<(), Self::Error>;

    /// A small named blob: progress with a peer, a token, a nonce.
    fn note(&self, name: &str) -> Result<Option<Vec<u8>>, Self::Error>;
    /// Sets or clears one.
    fn set_note(&mut self, name: &str, bytes: Option<&[u8]>) -> Result<(), Self::Error>;
}

/// How many entries of unknown authors are kept for one sender.
pub const POOL: usize = 256;

/// A ledger as a hub serves it to one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// Which.
    pub ledger: LedgerId,
    /// Its delivery class, 0 to 2.
    pub class: u8,
    /// Its month, for class 2.
    pub month: Option<CalendarMonth>,
    /// The arrival at which this device became entitled to it: what came earlier is new to it.
    pub since: u64,
    /// Until when, for a lease.
    pub until: Option<Timestamp>,
}

/// What a hub's database answers beyond a device's.
pub trait HubStore: Store {
    /// Replaces who is entitled to a ledger. `since` of those already listed stays; of the others
    /// it is the last arrival.
    fn set_entitled(
        &mut self,
        ledger: &LedgerId,
        class: u8,
        month: Option<CalendarMonth>,
        devices: &[(DeviceId, Option<Timestamp>)],
    ) -> Result<(), Self::Error>;
    /// The ledgers listed for a device, whether their time has passed or not.
    fn served(&self, device: &DeviceId) -> Result<Vec<Served>, Self::Error>;
    /// A device cannot open an epoch: to be repeated to whoever may hold its key.
    fn put_need(&mut self, need: &Need) -> Result<(), Self::Error>;
    /// What devices other than `device` need in those ledgers; at most 256.
    fn needs(&self, device: &DeviceId, ledgers: &[LedgerId]) -> Result<Vec<Need>, Self::Error>;
    /// A key has come for that device.
    fn clear_need(&mut self, need: &Need) -> Result<(), Self::Error>;
    /// Deletes the wrap that answers a need.
    fn forget_wrap(&mut self, need: &Need) -> Result<(), Self::Error>;
}
