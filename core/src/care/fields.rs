//! What a record is made of, before it means anything: keys, and the immutable values that stand
//! there. The two sides of the core meet in these plain types: care knows no documents, documents
//! know no care.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use holdfast_ledger::{MemberId, RecordId, Timestamp};
use minicbor::{Decode, Encode};
use serde::{Serialize, Serializer};

use super::canonical::{self, NotCanonical};
use super::definition::Defined;
use super::guarded::{Guarded, Valued};
use super::item::{Digest, Item, ItemId};
use super::json;
use super::kind::RecordKind;

/// Document key (`section/field` or `collection/<uuid>`) → every value that stands there
/// concurrently: one normally; several when people changed it without seeing each other. Each is an
/// immutable scalar, and they are sorted by SHA-256.
pub type Fields = BTreeMap<String, Vec<Vec<u8>>>;

/// What an act writes: one key, one immutable scalar.
#[derive(Clone, PartialEq, Eq)]
pub struct Put {
    /// The document key.
    pub key: String,
    /// The canonical bytes of the value.
    pub value: Vec<u8>,
}

impl Put {
    /// An item at a key.
    pub fn item<T: Defined>(key: impl Into<String>, item: &Item<T>) -> Self {
        Self { key: key.into(), value: item.to_bytes() }
    }
}

impl fmt::Debug for Put {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Put({}, {} bytes)", self.key, self.value.len())
    }
}

/// Whoever writes, when, and with which randomness: all of it handed in.
pub struct Pen<'a> {
    /// Who writes.
    pub member: MemberId,
    /// When, by the device's clock.
    pub written: Timestamp,
    /// Where fresh ids come from.
    pub random: &'a mut dyn rand_core::CryptoRng,
}

impl Pen<'_> {
    /// A fresh id for a writing of a value.
    pub fn item_id(&mut self) -> ItemId {
        let mut bytes = [0; 8];
        rand_core::Rng::fill_bytes(self.random, &mut bytes);
        ItemId(bytes)
    }

    /// A fresh UUIDv7 of the time of writing.
    pub fn record_id(&mut self) -> RecordId {
        let mut random = [0; 10];
        rand_core::Rng::fill_bytes(self.random, &mut random);
        let millis = u64::try_from(self.written.0).unwrap_or(0);
        RecordId(*uuid::Builder::from_unix_timestamp_millis(millis, &random).as_uuid().as_bytes())
    }

    /// A fresh key in a collection: `medicine/<uuid>`.
    pub fn key_in(&mut self, collection: &str) -> String {
        format!("{collection}/{}", uuid::Uuid::from_bytes(self.record_id().0))
    }
}

/// A person who draws on care: random bytes that say nothing about them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, Decode)]
#[cbor(transparent)]
pub struct PersonId(#[n(0)] pub RecordId);

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for PersonId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        json::id(self, serializer)
    }
}

/// A record with a meaning, read from its fields.
pub trait Record: Sized {
    /// What kind of record it is.
    const KIND: RecordKind;

    /// Read it. Total: what does not decode is listed as [`Unreadable`], never a panic.
    fn read(fields: &Fields) -> Self;

    /// Its readable form (see [`super::readable`]): what a person acknowledged, assessed or decided
    /// on is bound to the SHA-256 of these bytes.
    fn readable(&self) -> Vec<u8>;
}

/// A value that this version cannot read. It is listed, never dropped and never guessed at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Unreadable {
    /// Where it stands.
    pub key: String,
    /// SHA-256 of its bytes.
    pub value: Digest,
    /// Why it cannot be read; nothing for a key this version does not know.
    #[serde(serialize_with = "problem_text")]
    pub problem: Option<NotCanonical>,
}

fn problem_text<S: Serializer>(
    problem: &Option<NotCanonical>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    problem.map(|problem| problem.to_string()).serialize(serializer)
}

/// Reads a record's fields key by key, and remembers what could not be read.
pub struct Reader<'a> {
    fields: &'a Fields,
    asked: BTreeSet<&'a str>,
    unreadable: Vec<Unreadable>,
}

impl<'a> Reader<'a> {
    /// Begin with all the fields of a record.
    pub const fn new(fields: &'a Fields) -> Self {
        Self { fields, asked: BTreeSet::new(), unreadable: Vec::new() }
    }

    /// The guarded value at one key; nothing when nobody wrote it.
    pub fn guarded<T: Defined>(&mut self, key: &str) -> Option<Guarded<T>> {
        let (key, values) = self.fields.get_key_value(key)?;
        Some(self.read_guarded(key, values))
    }

    /// Every guarded value of a collection, in the order of their keys.
    pub fn guarded_in<T: Defined>(&mut self, collection: &str) -> Vec<Guarded<T>> {
        self.keys_in(collection).map(|(key, values)| self.read_guarded(key, values)).collect()
    }

    /// The unguarded value at one key: one deterministic winner, the others kept beside it.
    pub fn valued<T: Defined>(&mut self, key: &str) -> Option<Valued<T>> {
        self.guarded(key).and_then(Valued::of)
    }

    /// Every unguarded value of a collection, in the order of their keys.
    pub fn valued_in<T: Defined>(&mut self, collection: &str) -> Vec<Valued<T>> {
        self.guarded_in(collection).into_iter().filter_map(Valued::of).collect()
    }

    /// What could not be read, keys nobody asked for among it, sorted.
    pub fn finish(mut self) -> Vec<Unreadable> {
        for (key, values) in self.fields {
            if !self.asked.contains(key.as_str()) {
                self.unreadable.extend(values.iter().map(|value| Unreadable {
                    key: key.clone(),
                    value: Digest::of(value),
                    problem: None,
                }));
            }
        }
        self.unreadable.sort();
        self.unreadable
    }

    fn keys_in(
        &self,
        collection: &str,
    ) -> impl Iterator<Item = (&'a String, &'a Vec<Vec<u8>>)> + use<'a> {
        let prefix = format!("{collection}/");
        let start = prefix.clone();
        self.fields.range(start..).take_while(move |(key, _)| key.starts_with(&prefix))
    }

    fn read_guarded<T: Defined>(&mut self, key: &'a str, values: &'a [Vec<u8>]) -> Guarded<T> {
        self.asked.insert(key);
        let mut items = Vec::with_capacity(values.len());
        let mut unreadable = 0;
        for value in values {
            match canonical::from_bytes::<Item<T>>(value) {
                Ok(item) => items.push(item),
                Err(problem) => {
                    unreadable += 1;
                    self.unreadable.push(Unreadable {
                        key: key.to_owned(),
                        value: Digest::of(value),
                        problem: Some(problem),
                    });
                }
            }
        }
        Guarded::new(key, items, unreadable)
    }
}
