//! The hand that writes: a device's feed in one ledger: entries numbered, chained and really signed.

use std::rc::Rc;

use holdfast_ledger::{
    DeviceId, DeviceKeys, Entry, EntryId, EpochKey, Feed, FeedTip, Header, LedgerId, MemberId,
    RecordChange, RecordId, RegisterPoint, Save, Statement, Timestamp, Writer,
};
use rand_core::CryptoRng;

/// Where a device stands in its feed of a ledger. A clone that writes on is a fork.
#[derive(Clone, Debug)]
pub struct Hand {
    /// Signs.
    pub keys: Rc<DeviceKeys>,
    /// The member who writes.
    pub member: MemberId,
    /// The ledger.
    pub ledger: LedgerId,
    /// What the next entry names of the register.
    pub point: RegisterPoint,
    /// The last number written; 0 for none.
    pub number: u64,
    previous: Option<EntryId>,
}

impl Hand {
    /// An empty feed.
    pub const fn new(
        keys: Rc<DeviceKeys>,
        member: MemberId,
        ledger: LedgerId,
        point: RegisterPoint,
    ) -> Self {
        Self { keys, member, ledger, point, number: 0, previous: None }
    }

    /// The same feed from an entry on: the next one follows it.
    pub const fn after(mut self, number: u64, id: EntryId) -> Self {
        self.number = number;
        self.previous = Some(id);
        self
    }

    /// The device.
    pub fn device(&self) -> DeviceId {
        self.keys.device()
    }

    /// Its feed as whoever has all of it sees it.
    pub fn seen(&self) -> Feed {
        let tip = self.previous.map(|id| FeedTip { number: self.number, id });
        Feed(tip.into_iter().collect())
    }

    /// Writes a statement.
    pub fn state(&mut self, statement: Statement) -> Entry {
        let writer = Writer { keys: &self.keys, member_keys: None };
        let entry = Entry::statement(&writer, self.header(), statement)
            .expect("a test's statements are well formed");
        self.step(&entry);
        entry
    }

    /// Writes a save of one note, sealed under an epoch.
    pub fn save(
        &mut self,
        note: &str,
        epoch: EntryId,
        key: &EpochKey,
        random: &mut impl CryptoRng,
    ) -> Entry {
        let change = RecordChange { record: RecordId([1; 16]), kind: 3, change: note.into() };
        self.seal(&Save(vec![change]), epoch, key, random)
    }

    /// Writes a save of anything, sealed under an epoch.
    pub fn seal(
        &mut self,
        save: &Save,
        epoch: EntryId,
        key: &EpochKey,
        random: &mut impl CryptoRng,
    ) -> Entry {
        let writer = Writer { keys: &self.keys, member_keys: None };
        let entry = Entry::save(&writer, self.header(), save, epoch, key, random)
            .expect("a test's saves are within the limit");
        self.step(&entry);
        entry
    }

    fn header(&self) -> Header {
        Header {
            ledger: self.ledger,
            author: self.keys.device(),
            member: self.member,
            number: self.number + 1,
            previous: self.previous,
            register: self.point.clone(),
            written: Timestamp(1_790_000_000_000),
        }
    }

    fn step(&mut self, entry: &Entry) {
        self.number += 1;
        self.previous = Some(entry.id());
    }
}
