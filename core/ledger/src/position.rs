//! Positions: the hub's one order of the register. Each is signed, chained to the one before and
//! flushed before it is shown to anyone. What a statement counts for is decided by its position.

use minicbor::{Decode, Encode};

use crate::cbor;
use crate::keys::{DeviceKeys, Purpose};
use crate::{EntryId, Hash, LedgerId, Signature, Timestamp, VerifyingKey};

/// Whether the hub found that a statement's author had the right at its position. Recomputed by
/// every device; a hub that says otherwise is caught.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Verdict {
    /// It counts.
    #[n(0)]
    Counted,
    /// Its author had no right to it.
    #[n(1)]
    Refused,
}

/// One place in the register's order.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Position {
    /// The register.
    #[n(0)]
    pub register: LedgerId,
    /// The term in which the root named this hub.
    #[n(1)]
    pub term: u32,
    /// Kept by the hub outside its database: higher after it was restored from a backup.
    #[n(2)]
    pub incarnation: u32,
    /// 1, 2, 3 …
    #[n(3)]
    pub number: u64,
    /// The hash of the position before it; of the origin for number 1.
    #[n(4)]
    pub previous: Hash,
    /// The register entry that stands here.
    #[n(5)]
    pub entry: EntryId,
    /// Whether it counts.
    #[n(6)]
    pub verdict: Verdict,
    /// By the hub's clock.
    #[n(7)]
    pub at: Timestamp,
}

/// A position and the hub's signature.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SignedPosition {
    /// What is signed.
    #[n(0)]
    pub position: Position,
    /// By the hub.
    #[n(1)]
    pub signature: Signature,
}

impl Position {
    /// SHA-256 of the encoding: what the next position is chained to.
    pub fn hash(&self) -> Hash {
        crate::seal::hash(&[b"holdfast position v1\0", &cbor::to_bytes(self)])
    }

    /// Signs, by the hub.
    pub fn sign(self, hub: &DeviceKeys) -> SignedPosition {
        let signature = hub.sign(Purpose::Position, self.hash().as_bytes());
        SignedPosition { position: self, signature }
    }
}

impl SignedPosition {
    /// Whether the hub with that key signed it.
    pub fn verifies(&self, hub: &VerifyingKey) -> bool {
        hub.verifies(Purpose::Position, self.position.hash().as_bytes(), &self.signature)
    }
}
