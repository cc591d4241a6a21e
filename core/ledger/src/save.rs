//! A save: one act of a person, as the changes it makes to one record or several. Both or neither.

use minicbor::{Decode, Encode};

use crate::cbor::{self, CborError};
use crate::seal::padme;
use crate::{EntryError, MAX_ENTRY, RecordId};

/// What happens to one record.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct RecordChange {
    /// Which record of the ledger.
    #[n(0)]
    pub record: RecordId,
    /// Its kind; the codes are `core`'s. A record is (ledger, kind, id).
    #[n(1)]
    pub kind: u16,
    /// One raw Automerge change.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub change: Vec<u8>,
}

impl core::fmt::Debug for RecordChange {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "RecordChange({}, kind {}, {} bytes)", self.record, self.kind, self.change.len())
    }
}

/// The plaintext of a save: its changes and zeros up to a Padmé length.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Save(#[n(0)] pub Vec<RecordChange>);

/// A save that cannot be written or does not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// Nothing in it.
    #[error(
        "expected at least one record change in a save, found none; write something, then save"
    )]
    Empty,
    /// Over the limit of an entry.
    #[error("expected a save of at most {limit} bytes, found {found}; save it in smaller parts")]
    TooLarge {
        /// The most.
        limit: usize,
        /// This save's.
        found: usize,
    },
    /// Not a save.
    #[error(transparent)]
    Encoding(#[from] CborError),
    /// The entry around it cannot be written.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// Something other than zeros after the save.
    #[error("expected zeros after a save, found other bytes; the entry is refused")]
    Padding,
}

impl Save {
    /// The largest plaintext, padding included: an entry less room for header and signatures.
    pub const MAX: usize = MAX_ENTRY - 4096;

    /// The padded plaintext.
    pub fn to_plaintext(&self) -> Result<Vec<u8>, SaveError> {
        if self.0.is_empty() {
            return Err(SaveError::Empty);
        }
        let mut bytes = cbor::to_bytes(self);
        let padded = padme(bytes.len());
        if padded > Self::MAX {
            return Err(SaveError::TooLarge { limit: Self::MAX, found: padded });
        }
        bytes.resize(padded, 0);
        Ok(bytes)
    }

    /// Reads a padded plaintext.
    pub fn from_plaintext(bytes: &[u8]) -> Result<Self, SaveError> {
        let mut decoder = minicbor::Decoder::new(bytes);
        let end = decoder.skip().map(|()| decoder.position()).unwrap_or(bytes.len());
        let (save, padding) = bytes.split_at(end);
        let save: Self = cbor::from_bytes(save, "a save")?;
        if save.0.is_empty() {
            return Err(SaveError::Empty);
        }
        if padding.iter().any(|byte| *byte != 0) || padme(end) != bytes.len() {
            return Err(SaveError::Padding);
        }
        Ok(save)
    }
}
