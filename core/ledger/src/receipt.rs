//! Receipts: the hub's signed statement that it durably holds a device's entries. The device
//! compares it with what it holds itself; equal means that nothing it wrote can be lost with it.

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

use crate::cbor;
use crate::keys::{DeviceKeys, Purpose};
use crate::store::Store;
use crate::{DeviceId, Feed, Hash, LedgerId, Signature, Timestamp, VerifyingKey};

/// What a hub durably holds of one device's feeds.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Receipt {
    /// Whose entries.
    #[n(0)]
    pub device: DeviceId,
    /// How many.
    #[n(1)]
    pub entries: u64,
    /// [`own_digest`] of its feeds as held.
    #[n(2)]
    pub digest: Hash,
    /// By the hub's clock.
    #[n(3)]
    pub at: Timestamp,
    /// How many of them are in a backup of the hub's too. All of them are, if it equals `entries`:
    /// what a backup holds is among what the database holds in which that is noted.
    #[n(4)]
    pub backed_up: u64,
}

/// A receipt and the hub's signature.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SignedReceipt {
    /// What is signed.
    #[n(0)]
    pub receipt: Receipt,
    /// By the hub.
    #[n(1)]
    pub signature: Signature,
}

impl Receipt {
    /// What it says, whenever it says so.
    pub(crate) fn says(&self) -> Hash {
        let timeless = Self { at: Timestamp(0), ..self.clone() };
        Hash(Sha256::digest(cbor::to_bytes(&timeless)).into())
    }

    /// Signs, by the hub.
    pub fn sign(self, hub: &DeviceKeys) -> SignedReceipt {
        let signature = hub.sign(Purpose::Receipt, &cbor::to_bytes(&self));
        SignedReceipt { receipt: self, signature }
    }
}

impl SignedReceipt {
    /// Whether the hub with that key signed it.
    pub fn verifies(&self, hub: &VerifyingKey) -> bool {
        hub.verifies(Purpose::Receipt, &cbor::to_bytes(&self.receipt), &self.signature)
    }
}

/// How many of a device's entries are in a backup of the hub's.
pub(crate) fn backed_up<S: Store>(store: &S, device: &DeviceId) -> Result<u64, S::Error> {
    let bytes = store.note(&backup_note(device))?.unwrap_or_default();
    Ok(bytes.try_into().map_or(0, u64::from_be_bytes))
}

/// A flushed backup holds so many of a device's entries: the hub's receipts say so from now on.
pub fn set_backed_up<S: Store>(
    store: &mut S,
    device: &DeviceId,
    entries: u64,
) -> Result<(), S::Error> {
    store.set_note(&backup_note(device), Some(&entries.to_be_bytes()))
}

fn backup_note(device: &DeviceId) -> String {
    format!("backed up/{device}")
}

/// SHA-256 over sorted (ledger, last number, every tip) of one author's feeds.
pub fn own_digest(feeds: &[(LedgerId, Feed)]) -> Hash {
    let mut sorted: Vec<_> = feeds.iter().filter(|(_, feed)| !feed.0.is_empty()).collect();
    sorted.sort_unstable_by_key(|(ledger, _)| *ledger);
    let mut hasher = Sha256::new();
    hasher.update(b"holdfast own feeds v1\0");
    for (ledger, feed) in sorted {
        hasher.update(ledger.as_bytes());
        hasher.update(feed.last().to_be_bytes());
        hasher.update((feed.0.len() as u64).to_be_bytes());
        for tip in &feed.0 {
            hasher.update(tip.id.as_bytes());
        }
    }
    Hash(hasher.finalize().into())
}
