//! The readable form: the one sequence of bytes that stands for what a record says.
//!
//! A person who reads, assesses or decides is bound to the SHA-256 of this form. So it holds no time
//! of reading, no language and no computed state, and a dispute's values are in the order of their
//! hashes: two devices with the same record have the same bytes.
//!
//! Encoding: a CBOR map of 0: version (1), 1: kind of record, 2: map of key → array of items,
//! 3: map of key → array of SHA-256 of values that this version could not read, 4: map of key →
//! array of item ids for values that must not leave the device (entry details). Keys are in byte
//! order; 3 and 4 are left out when empty.

use std::collections::BTreeMap;

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

use super::canonical::MAX_VALUE_BYTES;
use super::definition::Defined;
use super::fields::{Fields, Unreadable};
use super::guarded::{Guarded, Valued};
use super::item::{Digest, Item, ItemId};
use super::kind::RecordKind;

const VERSION: u8 = 1;

/// The most bytes a readable form may have.
pub const MAX_READABLE_BYTES: usize = 8 * 1024 * 1024;

/// Why bytes are not a readable form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected the readable form of a record, found something else; read the record again")]
pub struct NotReadable;

/// A readable form being put together, or taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readable {
    /// What kind of record it is of.
    pub kind: RecordKind,
    /// Key → the canonical bytes of each distinct value, in the order they are shown.
    pub values: Fields,
    /// Key → hashes of what could not be read.
    pub unreadable: BTreeMap<String, Vec<Digest>>,
    /// Key → ids of values that are bound without being shown.
    pub withheld: BTreeMap<String, Vec<ItemId>>,
}

impl Readable {
    /// An empty form of a kind of record.
    pub const fn new(kind: RecordKind) -> Self {
        Self {
            kind,
            values: BTreeMap::new(),
            unreadable: BTreeMap::new(),
            withheld: BTreeMap::new(),
        }
    }

    /// Add a guarded value.
    pub fn guarded<T: Defined>(&mut self, guarded: &Guarded<T>) {
        self.items(guarded.key(), guarded.values());
    }

    /// Add an unguarded value: the winner alone is what is shown.
    pub fn valued<T: Defined>(&mut self, valued: &Valued<T>) {
        self.items(valued.key(), std::slice::from_ref(valued.winner()));
    }

    /// Add what could not be read.
    pub fn unreadable(&mut self, unreadable: &[Unreadable]) {
        for one in unreadable {
            self.unreadable.entry(one.key.clone()).or_default().push(one.value);
        }
    }

    /// Bind a value without showing it: its id changes with every writing and says nothing.
    pub fn withhold<T: Defined>(&mut self, guarded: &Guarded<T>) {
        self.withheld.insert(guarded.key().to_owned(), guarded.writings().to_vec());
    }

    fn items<T: Defined>(&mut self, key: &str, items: &[Item<T>]) {
        if !items.is_empty() {
            self.values.insert(key.to_owned(), items.iter().map(Item::to_bytes).collect());
        }
    }

    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.write(&mut Encoder::new(&mut bytes)).expect("writing to a Vec cannot fail");
        bytes
    }

    fn write(
        &self,
        e: &mut Encoder<&mut Vec<u8>>,
    ) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
        let parts =
            3 + u64::from(!self.unreadable.is_empty()) + u64::from(!self.withheld.is_empty());
        e.map(parts)?.u8(0)?.u8(VERSION)?.u8(1)?.encode(self.kind)?.u8(2)?;
        e.map(self.values.len() as u64)?;
        for (key, values) in &self.values {
            e.str(key)?.array(values.len() as u64)?;
            for value in values {
                // Already canonical CBOR: it stands in the form as it is.
                e.writer_mut().extend_from_slice(value);
            }
        }
        if !self.unreadable.is_empty() {
            e.u8(3)?.encode(&self.unreadable)?;
        }
        if !self.withheld.is_empty() {
            e.u8(4)?.encode(&self.withheld)?;
        }
        Ok(())
    }

    /// Take a form apart.
    ///
    /// # Errors
    /// [`NotReadable`] for anything but the bytes of a readable form of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotReadable> {
        if bytes.len() > MAX_READABLE_BYTES {
            return Err(NotReadable);
        }
        let form = Self::parse(bytes).map_err(|_| NotReadable)?;
        if form.to_bytes() == bytes { Ok(form) } else { Err(NotReadable) }
    }

    fn parse(bytes: &[u8]) -> Result<Self, minicbor::decode::Error> {
        let wrong = || minicbor::decode::Error::message("not a readable form");
        let mut d = Decoder::new(bytes);
        let parts = d.map()?.ok_or_else(wrong)?;
        if d.u8()? != 0 || d.u8()? != VERSION || d.u8()? != 1 {
            return Err(wrong());
        }
        let mut form = Self::new(d.decode()?);
        if d.u8()? != 2 {
            return Err(wrong());
        }
        let keys = d.map()?.ok_or_else(wrong)?;
        for _ in 0..keys {
            let key = d.str()?.to_owned();
            let count = d.array()?.ok_or_else(wrong)?;
            let mut values = Vec::new();
            for _ in 0..count {
                values.push(raw(&mut d, bytes)?.to_vec());
            }
            form.values.insert(key, values);
        }
        for _ in 3..parts {
            match d.u8()? {
                3 => form.unreadable = d.decode()?,
                4 => form.withheld = d.decode()?,
                _ => return Err(wrong()),
            }
        }
        Ok(form)
    }
}

/// The bytes of the next value: an item, which is a map.
fn raw<'b>(d: &mut Decoder<'b>, bytes: &'b [u8]) -> Result<&'b [u8], minicbor::decode::Error> {
    let start = d.position();
    if d.datatype()? != Type::Map {
        return Err(minicbor::decode::Error::message("not an item").at(start));
    }
    d.skip()?;
    let value = &bytes[start..d.position()];
    if value.len() > MAX_VALUE_BYTES {
        return Err(minicbor::decode::Error::message("too long").at(start));
    }
    Ok(value)
}
