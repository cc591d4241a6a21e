//! How far a device has come with one hub: kept in its store after every answer, so that a cut
//! connection repeats no work.

use minicbor::{Decode, Encode};

use crate::cbor;
use crate::message::Token;
use crate::receipt::{SignedReceipt, own_digest};
use crate::store::Store;
use crate::{DeviceId, Random16, Timestamp};

/// Progress with one hub, kept in the store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Progress {
    #[n(0)]
    pub(crate) nonce: Option<Random16>,
    #[n(1)]
    pub(crate) token: Option<Token>,
    /// Everything that arrived here up to this counter has been given to the hub.
    #[n(2)]
    pub(crate) sent: u64,
    /// The last receipt.
    #[n(3)]
    pub(crate) receipt: Option<SignedReceipt>,
    /// The hub's clock at its last answer, and this device's then.
    #[n(4)]
    pub(crate) heard: Option<Heard>,
}

/// When a hub was last heard, by both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Heard {
    /// By the hub's clock, signed.
    #[n(0)]
    pub hub: Timestamp,
    /// By this device's clock.
    #[n(1)]
    pub device: Timestamp,
}

impl Progress {
    /// Reads the progress with a hub; none yet is the beginning.
    pub fn load<S: Store>(store: &S, hub: DeviceId) -> Result<Self, S::Error> {
        let bytes = store.note(&name(hub))?;
        Ok(bytes.and_then(|bytes| cbor::from_bytes(&bytes, "progress").ok()).unwrap_or_default())
    }

    pub(crate) fn save<S: Store>(&self, store: &mut S, hub: DeviceId) -> Result<(), S::Error> {
        store.set_note(&name(hub), Some(&cbor::to_bytes(self)))
    }

    /// The last receipt, if there was one.
    pub const fn receipt(&self) -> Option<&SignedReceipt> {
        self.receipt.as_ref()
    }

    /// When the hub was last heard.
    pub const fn heard(&self) -> Option<Heard> {
        self.heard
    }
}

fn name(hub: DeviceId) -> String {
    format!("peer/{hub}")
}

/// Whether every entry this device wrote is covered by that receipt.
pub fn all_safe<S: Store>(
    store: &S,
    me: DeviceId,
    receipt: &SignedReceipt,
) -> Result<bool, S::Error> {
    Ok(own_digest(&store.feeds_of(&me)?) == receipt.receipt.digest)
}
