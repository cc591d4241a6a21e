//! Feed ranges: how entries travel. Consecutive entries of one feed, without what the receiver can
//! recompute: the ledger and author of each, its number, the id of the entry before it, whatever
//! equals the item before. The receiver rebuilds each entry's exact bytes, so ids and signatures
//! are checked against what was signed, not against what was sent.

use minicbor::{Decode, Encode};

use crate::entry::{Body, Entry, EntryError, Header, RegisterPoint, SealedSave};
use crate::statement::Statement;
use crate::{
    DeviceId, EntryId, Hash, LedgerId, MAX_LIST, MemberId, Random16, Signature, Timestamp,
};

/// Consecutive entries of one feed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Range {
    /// The ledger.
    #[n(0)]
    pub ledger: LedgerId,
    /// The author.
    #[n(1)]
    pub author: DeviceId,
    /// The number of the first.
    #[n(2)]
    pub first: u64,
    /// The entry before the first, where the feed has forked and its number does not tell.
    #[n(3)]
    pub after: Option<EntryId>,
    /// The entries.
    #[n(4)]
    pub items: Vec<RangeItem>,
}

/// One entry of a range; what is absent equals the item before it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct RangeItem {
    #[n(0)]
    member: Option<MemberId>,
    #[n(1)]
    register: Option<RegisterPoint>,
    /// Milliseconds after the item before, modulo 2^64; of the first, since 1970.
    #[n(2)]
    written: i64,
    #[n(3)]
    statement: Option<Statement>,
    #[n(4)]
    epoch: Option<EntryId>,
    #[n(5)]
    salt: Option<Random16>,
    #[n(6)]
    commitment: Option<Hash>,
    #[cbor(n(7), with = "minicbor::bytes")]
    sealed: Option<Vec<u8>>,
    #[n(8)]
    member_signature: Option<Signature>,
    #[n(9)]
    signature: Signature,
}

/// A range that does not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RangeError {
    /// The entry before the first is not held.
    #[error(
        "expected a range that follows entry {held} of its feed, found one from {first}; ask for what lies between"
    )]
    Gap {
        /// The last number held.
        held: u64,
        /// The first number sent.
        first: u64,
    },
    /// An item that leaves out what it may not.
    #[error("expected whole items in a range, found one with a part missing; refuse the sender")]
    Incomplete,
    /// Too many items, or none.
    #[error("expected 1 to {MAX_LIST} entries in a range, found {found}; refuse the sender")]
    Length {
        /// How many.
        found: usize,
    },
    /// An item that is no entry.
    #[error(transparent)]
    Entry(#[from] EntryError),
}

impl Range {
    /// From consecutive entries of one feed, each the next one's predecessor. `after` is set where
    /// the receiver could not tell which entry they follow.
    pub fn new(entries: &[Entry], after: Option<EntryId>) -> Option<Self> {
        let first = entries.first()?.header();
        let mut items = Vec::with_capacity(entries.len());
        let mut before: Option<&Entry> = None;
        for entry in entries {
            items.push(RangeItem::new(entry, before));
            before = Some(entry);
        }
        let Header { ledger, author, number, .. } = *first;
        Some(Self { ledger, author, first: number, after, items })
    }

    /// Rebuilds the entries. `previous` is the id of the entry before the first, if that is held.
    pub fn entries(&self, previous: Option<EntryId>) -> Result<Vec<Entry>, RangeError> {
        if self.items.is_empty() || self.items.len() > MAX_LIST {
            return Err(RangeError::Length { found: self.items.len() });
        }
        let mut previous = self.after.or(previous);
        if (self.first == 1) != previous.is_none() {
            return Err(RangeError::Gap { held: 0, first: self.first });
        }
        let mut entries: Vec<Entry> = Vec::with_capacity(self.items.len());
        for (number, item) in (self.first..=u64::MAX / 2).zip(&self.items) {
            let entry = item.entry(self, number, previous, entries.last())?;
            previous = Some(entry.id());
            entries.push(entry);
        }
        if entries.len() == self.items.len() { Ok(entries) } else { Err(RangeError::Incomplete) }
    }
}

impl RangeItem {
    fn new(entry: &Entry, before: Option<&Entry>) -> Self {
        let header = entry.header();
        let same = |field: fn(&Entry, &Entry) -> bool| before.is_some_and(|b| field(b, entry));
        let member =
            (!same(|a, b| a.header().member == b.header().member)).then_some(header.member);
        let register = (!same(|a, b| a.header().register == b.header().register))
            .then(|| header.register.clone());
        let written = match before {
            Some(b) => header.written.0.wrapping_sub(b.header().written.0),
            None => header.written.0,
        };
        let save = entry.as_save();
        let same_epoch =
            same(|a, b| a.as_save().map(|save| save.epoch) == b.as_save().map(|save| save.epoch));
        Self {
            member,
            register,
            written,
            statement: entry.as_statement().cloned(),
            epoch: save.filter(|_| !same_epoch).map(|save| save.epoch),
            salt: save.map(|save| save.salt),
            commitment: save.map(|save| save.commitment),
            sealed: save.map(|save| save.sealed.clone()),
            member_signature: entry.member_signature(),
            signature: entry.signature(),
        }
    }

    fn entry(
        &self,
        range: &Range,
        number: u64,
        previous: Option<EntryId>,
        before: Option<&Entry>,
    ) -> Result<Entry, RangeError> {
        let incomplete = || RangeError::Incomplete;
        let member = self.member.or(before.map(|b| b.header().member)).ok_or_else(incomplete)?;
        let register = match (&self.register, before) {
            (Some(register), _) => register.clone(),
            (None, Some(b)) => b.header().register.clone(),
            (None, None) => return Err(incomplete()),
        };
        let written = match before {
            Some(b) => b.header().written.0.wrapping_add(self.written),
            None => self.written,
        };
        let header = Header {
            ledger: range.ledger,
            author: range.author,
            member,
            number,
            previous,
            register,
            written: Timestamp(written),
        };
        let body = self.body(before)?;
        Ok(Entry::assemble(header, body, self.member_signature, self.signature)?)
    }

    fn body(&self, before: Option<&Entry>) -> Result<Body, RangeError> {
        let save = (self.salt, self.commitment, self.sealed.as_ref());
        match (&self.statement, save) {
            (Some(statement), (None, None, None)) => {
                Ok(Body::Statement(Box::new(statement.clone())))
            }
            (None, (Some(salt), Some(commitment), Some(sealed))) => {
                let same = before.and_then(|b| b.as_save()).map(|save| save.epoch);
                let epoch = self.epoch.or(same).ok_or(RangeError::Incomplete)?;
                let sealed = sealed.clone();
                Ok(Body::Save(SealedSave { epoch, salt, commitment, sealed }))
            }
            _ => Err(RangeError::Incomplete),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DeviceKeys, Grant, MemberId, Register, Rights, Statement, Writer};

    /// A clock may be anywhere, and a hostile one is: the next entry must still arrive.
    #[test]
    fn times_as_far_apart_as_can_be_are_rebuilt_as_they_were_signed() {
        let keys = DeviceKeys::from_secret(&[1; 32]);
        let writer = Writer { keys: &keys, member_keys: None };
        let mut entries: Vec<Entry> = Vec::new();
        for (number, written) in (1..).zip([i64::MIN, i64::MAX, 0, i64::MIN]) {
            let header = Header {
                ledger: LedgerId([2; 16]),
                author: keys.device(),
                member: MemberId([3; 16]),
                number,
                previous: entries.last().map(Entry::id),
                register: Register::new(keys.public().signing).point(),
                written: Timestamp(written),
            };
            let grant = Grant {
                device: keys.device(),
                member: None,
                rights: Rights::PLAIN,
                until: None,
                despite: None,
            };
            let entry = Entry::statement(&writer, header, Statement::Grant(grant));
            entries.push(entry.expect("a grant is a small statement"));
        }
        let range = Range::new(&entries, None).expect("not empty");
        assert_eq!(range.entries(None).expect("rebuilt"), entries);
    }
}
