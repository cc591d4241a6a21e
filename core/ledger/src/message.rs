//! What a device and a hub say to each other: one request, one answer, as often as is needed.
//! Both are signed; an answer names the request it answers.

use std::collections::BTreeMap;

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::cbor::{self, CborError};
use crate::heads::Feed;
use crate::keys::{DeviceKeys, Purpose};
use crate::range::Range;
use crate::receipt::SignedReceipt;
use crate::seal::hash;
use crate::{
    CalendarMonth, DeviceId, EntryId, EpochWraps, Hash, LedgerId, Random16, RegisterPoint,
    Signature, SignedPosition, Timestamp, VerifyingKey, Wrap,
};

/// The entries of one message, as a target; one entry may pass it.
pub const BATCH: usize = 256 * 1024;

/// The most a message may take, in bytes: a batch, one entry more, and what goes with them.
pub const MAX_MESSAGE: usize = 1024 * 1024;

/// The most register positions in one message: those of a large organisation go in parts.
pub const POSITIONS: usize = 500;

/// The most epochs in one message that a device cannot open, or that others cannot.
pub const NEEDS: usize = 256;

/// The most feeds asked for, and the most keys for others given, in one request.
pub(crate) const WANTS: usize = 1024;
/// See [`WANTS`].
pub(crate) const WRAPS: usize = 512;

/// About how many feeds' heads are in one answer; ledgers beyond are compared again later.
pub(crate) const DIFFERING_FEEDS: usize = 2000;

/// What a device says.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Request {
    /// Who asks.
    #[n(0)]
    pub device: DeviceId,
    /// Of which organisation: its register.
    #[n(1)]
    pub register: LedgerId,
    /// The nonce this hub gave last; none on first contact.
    #[n(2)]
    pub nonce: Option<Random16>,
    /// The token this hub gave last: how far the device has read.
    #[n(3)]
    pub token: Option<Token>,
    /// The oldest month the device keeps; older ones are neither sent nor compared.
    #[n(4)]
    pub oldest: Option<CalendarMonth>,
    /// The last register position held.
    #[n(5)]
    pub position: u64,
    /// What was written since, and whatever else the hub may lack.
    #[n(6)]
    pub ranges: Option<Vec<Range>>,
    /// Entries that do not fit a range: of a version not known here.
    #[n(7)]
    pub loose: Option<Vec<ByteVec>>,
    /// Epoch keys for others.
    #[n(8)]
    pub wraps: Option<Vec<Wrap>>,
    /// Epochs this device is entitled to and cannot open.
    #[n(9)]
    pub needs: Option<Vec<Need>>,
    /// Every ledger's digest, when the device's and the hub's were found to differ.
    #[n(10)]
    pub digests: Option<BTreeMap<LedgerId, Hash>>,
    /// Feeds to send, from a number on.
    #[n(11)]
    pub wants: Option<Vec<Want>>,
    /// Register positions that the hub has lost.
    #[n(12)]
    pub positions: Option<Vec<SignedPosition>>,
    /// The keys of epochs that this device started, for all their recipients.
    #[n(13)]
    pub epoch_wraps: Option<Vec<EpochWraps>>,
    /// Register positions after this one are to be sent, in place of those after the last held:
    /// the hub's line was found to be another.
    #[n(14)]
    pub from: Option<u64>,
    /// This device's heads of ledgers of which the hub shows none.
    #[n(15)]
    pub heads: Option<Vec<LedgerHeads>>,
}

impl Request {
    /// One that says who asks, and nothing yet: as on first contact.
    pub const fn from(device: DeviceId, register: LedgerId) -> Self {
        Self {
            device,
            register,
            nonce: None,
            token: None,
            oldest: None,
            position: 0,
            ranges: None,
            loose: None,
            wraps: None,
            needs: None,
            digests: None,
            wants: None,
            positions: None,
            epoch_wraps: None,
            from: None,
            heads: None,
        }
    }
}

/// How far a device has read, by the hub's counter of arrivals. Only ever a short cut: what it
/// misses, the digest finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Token {
    /// The hub's incarnation when it gave this.
    #[n(0)]
    pub incarnation: u32,
    /// Everything up to here has been sent, of every ledger entitled to then.
    #[n(1)]
    pub base: u64,
    /// A sending under way.
    #[n(2)]
    pub under_way: Option<UnderWay>,
}

/// How far a sending in several answers has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct UnderWay {
    /// It sends everything up to here.
    #[n(0)]
    pub upto: u64,
    /// The pass it is in: 0 by order of ledgers, planners first; 1 the rest of the months.
    #[n(1)]
    pub pass: u8,
    /// The ledger it is in.
    #[n(2)]
    pub ledger: LedgerId,
    /// How far in that ledger.
    #[n(3)]
    pub at: u64,
}

/// An epoch that a device is entitled to and cannot open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct Need {
    /// The ledger.
    #[n(0)]
    pub ledger: LedgerId,
    /// The epoch.
    #[n(1)]
    pub epoch: EntryId,
    /// Who needs it.
    #[n(2)]
    pub device: DeviceId,
}

/// A feed to send, after a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct Want {
    /// The ledger.
    #[n(0)]
    pub ledger: LedgerId,
    /// The author.
    #[n(1)]
    pub author: DeviceId,
    /// After this number.
    #[n(2)]
    pub after: u64,
}

/// The heads of a ledger, to be compared.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct LedgerHeads {
    /// The ledger.
    #[n(0)]
    pub ledger: LedgerId,
    /// Its feeds.
    #[n(1)]
    pub feeds: BTreeMap<DeviceId, Feed>,
}

/// Why a hub serves nothing this time. Whatever was sent with the request has still been taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Unserved {
    /// The nonce is not one this hub gave last; here is one. Ask again.
    #[n(0)]
    Nonce,
    /// The device is not in the register.
    #[n(1)]
    NotEnrolled,
    /// The device was withdrawn.
    #[n(2)]
    Withdrawn,
}

/// What a hub says.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Answer {
    /// SHA-256 of the request it answers.
    #[n(0)]
    pub request: Hash,
    /// By the hub's clock.
    #[n(1)]
    pub at: Timestamp,
    /// For the next request.
    #[n(2)]
    pub nonce: Random16,
    /// For the next request.
    #[n(3)]
    pub token: Option<Token>,
    /// Why nothing is served.
    #[n(4)]
    pub unserved: Option<Unserved>,
    /// What is new.
    #[n(5)]
    pub ranges: Option<Vec<Range>>,
    /// Entries that do not fit a range.
    #[n(6)]
    pub loose: Option<Vec<ByteVec>>,
    /// Register positions after the one the device holds.
    #[n(7)]
    pub positions: Option<Vec<SignedPosition>>,
    /// Epoch keys for this device.
    #[n(8)]
    pub wraps: Option<Vec<Wrap>>,
    /// Epochs that other devices need, of ledgers this device is entitled to.
    #[n(9)]
    pub asked: Option<Vec<Need>>,
    /// The digest of all this device is entitled to; absent while more is to come.
    #[n(10)]
    pub digest: Option<Hash>,
    /// The heads of the ledgers whose digests differ; none of one that the hub has nothing of, or
    /// that it knows of no grant in.
    #[n(11)]
    pub differing: Option<Vec<LedgerHeads>>,
    /// What is durably held of this device's own entries.
    #[n(12)]
    pub receipt: Option<SignedReceipt>,
    /// The last register position the hub holds with what stands there.
    #[n(13)]
    pub position: u64,
    /// How many of the entries sent were refused: not entries at all.
    #[n(14)]
    pub refused: Option<u32>,
    /// That register position's hash; for 0, the origin's. Absent where nothing says that the
    /// device's line of positions is another: the digest covers it.
    #[n(15)]
    pub line: Option<Hash>,
    /// Of the heads shown: the feeds of which the hub lacks something.
    #[n(16)]
    pub lacks: Option<Vec<Want>>,
}

/// A message and its signature, as sent.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
struct Frame {
    #[cbor(n(0), with = "minicbor::bytes")]
    body: Vec<u8>,
    #[n(1)]
    signature: Signature,
}

/// A message that does not read, or is not from whom it says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// Over the limit.
    #[error("expected a message of at most {MAX_MESSAGE} bytes, found {found}; send less at once")]
    TooLarge {
        /// Its size.
        found: usize,
    },
    /// Not the canonical encoding.
    #[error(transparent)]
    Encoding(#[from] CborError),
    /// Not signed by that key for that purpose.
    #[error(
        "expected a message signed by {expected}, found another signature; check which hub this is"
    )]
    Signature {
        /// By whom.
        expected: &'static str,
    },
    /// An answer to something else.
    #[error("expected the answer to this request, found another; send the request again")]
    OtherRequest,
}

impl Request {
    /// Signed over (hub, the hub's last nonce, body hash).
    pub fn sign(&self, hub: DeviceId, keys: &DeviceKeys) -> Vec<u8> {
        let body = cbor::to_bytes(self);
        let signature = keys.sign(Purpose::Request, &self.signed(hub, &body));
        cbor::to_bytes(&Frame { body, signature })
    }

    /// Reads a request; its signature is checked by [`SignedRequest::verify`], once its sender's
    /// key is known.
    pub fn read(bytes: &[u8]) -> Result<SignedRequest, MessageError> {
        let frame = read_frame(bytes, "a request")?;
        let request: Self = cbor::from_bytes(&frame.body, "a request")?;
        Ok(SignedRequest { request, body: frame.body, signature: frame.signature })
    }

    fn signed(&self, hub: DeviceId, body: &[u8]) -> Vec<u8> {
        let nonce = self.nonce.map_or([0; 16], |nonce| nonce.0);
        [hub.as_bytes().as_slice(), &nonce, &hash(&[body]).0].concat()
    }

    /// What an answer names it by.
    pub fn hash(&self) -> Hash {
        hash(&[&cbor::to_bytes(self)])
    }
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct SignedRequest {
    /// What it says.
    pub request: Request,
    body: Vec<u8>,
    signature: Signature,
}

impl SignedRequest {
    /// Whether that key signed it, for that hub.
    pub fn verify(&self, hub: DeviceId, key: &VerifyingKey) -> Result<(), MessageError> {
        let message = self.request.signed(hub, &self.body);
        let device = key.device() == self.request.device;
        if device && key.verifies(Purpose::Request, &message, &self.signature) {
            Ok(())
        } else {
            Err(MessageError::Signature { expected: "the device it names" })
        }
    }

    /// What an answer names it by.
    pub fn hash(&self) -> Hash {
        hash(&[&self.body])
    }
}

impl Answer {
    /// Where the hub's line of register positions ends, if it says so.
    pub fn point(&self) -> Option<RegisterPoint> {
        Some(RegisterPoint { number: self.position, hash: self.line?, provisional: None })
    }

    /// Signed over (device, body).
    pub fn sign(&self, device: DeviceId, hub: &DeviceKeys) -> Vec<u8> {
        let body = cbor::to_bytes(self);
        let message = [device.as_bytes().as_slice(), &body].concat();
        let signature = hub.sign(Purpose::Answer, &message);
        cbor::to_bytes(&Frame { body, signature })
    }

    /// Reads an answer to `request`, signed by that hub for that device.
    pub fn read(
        bytes: &[u8],
        device: DeviceId,
        hub: &VerifyingKey,
        request: Hash,
    ) -> Result<Self, MessageError> {
        let frame = read_frame(bytes, "an answer")?;
        let message = [device.as_bytes().as_slice(), &frame.body].concat();
        if !hub.verifies(Purpose::Answer, &message, &frame.signature) {
            return Err(MessageError::Signature { expected: "the hub that the root named" });
        }
        let answer: Self = cbor::from_bytes(&frame.body, "an answer")?;
        if answer.request == request { Ok(answer) } else { Err(MessageError::OtherRequest) }
    }
}

fn read_frame(bytes: &[u8], expected: &'static str) -> Result<Frame, MessageError> {
    if bytes.len() > MAX_MESSAGE {
        return Err(MessageError::TooLarge { found: bytes.len() });
    }
    Ok(cbor::from_bytes(bytes, expected)?)
}

/// A list that is left out when empty.
pub(crate) fn some_list<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
