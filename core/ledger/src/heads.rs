//! Heads: for each feed of a ledger, how far it goes. Equal heads mean equal contents, and a digest
//! of heads lets two stores find that out in 32 bytes.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

use crate::{DeviceId, EntryId, Hash, LedgerId, Tip};

/// One device's feed in one ledger: every tip of it. One tip, unless the device was cloned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Feed(#[n(0)] pub Vec<FeedTip>);

/// The last entry of a branch of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct FeedTip {
    /// Its number.
    #[n(0)]
    pub number: u64,
    /// Its id.
    #[n(1)]
    pub id: EntryId,
}

impl FeedTip {
    /// The same with its author.
    pub const fn of(self, device: DeviceId) -> Tip {
        Tip { device, number: self.number, id: self.id }
    }
}

impl Feed {
    /// The last contiguous number: every entry up to it, on its branch, is held. 0 for none.
    pub fn last(&self) -> u64 {
        self.0.iter().map(|tip| tip.number).max().unwrap_or(0)
    }

    /// Whether two entries share a number: the device was cloned.
    pub const fn forked(&self) -> bool {
        self.0.len() > 1
    }

    /// Adds an entry whose predecessor is held: it takes its predecessor's place, or starts a
    /// branch.
    pub fn place(&mut self, number: u64, id: EntryId, previous: Option<EntryId>) {
        self.0.retain(|tip| Some(tip.id) != previous);
        self.0.push(FeedTip { number, id });
        self.0.sort_unstable();
    }
}

/// Every feed of a ledger.
pub type Heads = BTreeMap<DeviceId, Feed>;

/// SHA-256 over sorted (author, last contiguous number, every tip).
pub fn ledger_digest(heads: &Heads) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(b"holdfast heads v1\0");
    for (author, feed) in heads.iter().filter(|(_, feed)| !feed.0.is_empty()) {
        hasher.update(author.as_bytes());
        hasher.update(feed.last().to_be_bytes());
        hasher.update((feed.0.len() as u64).to_be_bytes());
        for tip in &feed.0 {
            hasher.update(tip.id.as_bytes());
        }
    }
    Hash(hasher.finalize().into())
}

/// SHA-256 over sorted (ledger, digest) and the hash of the last register position folded: what a
/// device and a hub compare.
pub fn device_digest(ledgers: &BTreeMap<LedgerId, Hash>, position: &Hash) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(b"holdfast digest v1\0");
    for (ledger, digest) in ledgers {
        hasher.update(ledger.as_bytes());
        hasher.update(digest.as_bytes());
    }
    hasher.update(position.as_bytes());
    Hash(hasher.finalize().into())
}
