//! A record as it is read: what stands at each of its keys, and of which version that is.
//!
//! Kept beside the record's document, sealed, and written in the transaction that changes it, so
//! that a screen needs no document: making one of its changes costs thirty times as much. It is only
//! ever a cache. One made from another version than the record has is not given out, one that does
//! not read is passed over, and the document is asked instead.

use minicbor::{Decoder, Encoder};

use super::error::Result;
use super::state::read_document;
use crate::care::Fields;
use crate::record::{Actor, Document, DocumentHeads};
use crate::vault::{RecordKey, Tables, VaultError};

/// The most bytes that are kept. What is longer would make each save of it twice as slow, and is
/// read seldom.
const KEPT: usize = 24 * 1024;

const VERSION: u8 = 1;

/// A record as it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    heads: DocumentHeads,
    fields: Fields,
}

impl Reading {
    /// Of a document as it stands.
    pub fn of(document: &Document) -> Self {
        Self { heads: document.heads(), fields: document.fields() }
    }

    /// Of the same document after a change here, which wrote at those keys alone.
    pub fn follow<'a>(&mut self, document: &Document, keys: impl Iterator<Item = &'a str>) {
        self.heads = document.heads();
        for key in keys {
            self.fields.insert(key.to_owned(), document.values(key));
        }
    }

    /// Reads a record; nothing stands in one that is not there.
    pub fn load(tables: &Tables<'_>, actor: Actor, key: &RecordKey) -> Result<Self> {
        let kept = match tables.readable(key) {
            // Of a cache nothing is missed: the document says the same, and `check` reports it.
            Err(VaultError::Damaged { .. }) => None,
            kept => kept?.and_then(|kept| Self::decode(&kept)),
        };
        match kept {
            Some(kept) => Ok(kept),
            None => Ok(Self::of(&read_document(tables, actor, key)?)),
        }
    }

    /// Keeps it beside the version that the record has now.
    pub fn keep(&self, tables: &mut Tables<'_>, key: &RecordKey) -> Result<()> {
        if self.size() > KEPT {
            return Ok(());
        }
        Ok(tables.put_readable(key, &self.encode())?)
    }

    /// Of which version it is.
    pub const fn heads(&self) -> &DocumentHeads {
        &self.heads
    }

    /// What stands at every key.
    pub const fn fields(&self) -> &Fields {
        &self.fields
    }

    fn size(&self) -> usize {
        let values = self.fields.iter().flat_map(|(key, values)| {
            values.iter().map(Vec::len).chain(std::iter::once(key.len()))
        });
        values.sum()
    }

    fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.size() + 64);
        let mut to = Encoder::new(&mut bytes);
        let written = to.u8(VERSION).and_then(|to| {
            to.encode(&self.heads)?.map(self.fields.len() as u64)?;
            for (key, values) in &self.fields {
                to.str(key)?.array(values.len() as u64)?;
                for value in values {
                    to.bytes(value)?;
                }
            }
            Ok(to)
        });
        written.expect("writing to memory cannot fail");
        bytes
    }

    /// Nothing, if it is not what [`Self::encode`] makes.
    fn decode(bytes: &[u8]) -> Option<Self> {
        let mut from = Decoder::new(bytes);
        if from.u8().ok()? != VERSION {
            return None;
        }
        let heads = from.decode().ok()?;
        let mut fields = Fields::new();
        for _ in 0..from.map().ok()?? {
            let key = from.str().ok()?.to_owned();
            let mut values = Vec::new();
            for _ in 0..from.array().ok()?? {
                values.push(from.bytes().ok()?.to_vec());
            }
            fields.insert(key, values);
        }
        (from.position() == bytes.len()).then_some(Self { heads, fields })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::ChangeHash;

    fn reading() -> Reading {
        let heads = DocumentHeads::new(vec![ChangeHash([7; 32]), ChangeHash([3; 32])]);
        let fields = [
            ("identity/preferred-name", vec![vec![1, 2, 3]]),
            ("medicine/a", vec![vec![4; 300], vec![5; 24]]),
            ("note/b", vec![]),
        ];
        let fields = fields.into_iter().map(|(key, values)| (key.to_owned(), values)).collect();
        Reading { heads, fields }
    }

    #[test]
    fn what_is_kept_reads_back_whole_and_a_part_of_it_not_at_all() {
        let bytes = reading().encode();
        assert_eq!(Reading::decode(&bytes), Some(reading()));
        for cut in 0..bytes.len() {
            assert_eq!(Reading::decode(&bytes[..cut]), None, "cut at {cut}");
        }
        assert_eq!(Reading::decode(&[bytes.as_slice(), &[0]].concat()), None, "something more");
        let later = [[VERSION + 1].as_slice(), &bytes[1..]].concat();
        assert_eq!(Reading::decode(&later), None, "a later version's");
    }
}
