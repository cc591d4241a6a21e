//! Which version of a document: the changes nothing that was applied builds upon.

use core::fmt;

use minicbor::{Decode, Encode};

/// A change, by the SHA-256 that Automerge names it with.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeHash(pub [u8; 32]);

impl fmt::Debug for ChangeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl<C> Encode<C> for ChangeHash {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for ChangeHash {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let at = d.position();
        d.bytes()?.try_into().map(Self).map_err(|_| {
            minicbor::decode::Error::message("expected a change hash of 32 bytes").at(at)
        })
    }
}

/// A version of one document: its heads, sorted. Equal heads mean the same changes applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct DocumentHeads(#[n(0)] Vec<ChangeHash>);

impl DocumentHeads {
    /// The version with these heads, in whatever order they come.
    pub fn new(mut heads: Vec<ChangeHash>) -> Self {
        heads.sort_unstable();
        heads.dedup();
        Self(heads)
    }

    /// The hashes, ascending.
    pub fn as_slice(&self) -> &[ChangeHash] {
        &self.0
    }

    /// Whether nothing was ever written.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
