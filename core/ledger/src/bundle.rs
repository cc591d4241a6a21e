//! Bundles: entries as a file, through a share sheet, a stick or e-mail. A bundle holds the
//! register up to the highest position its entries name, so that whoever reads it can judge them;
//! reading one twice changes nothing. It holds no wrap to a lease.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::cbor::{self, CborError};
use crate::intake::{Intake, Taken};
use crate::keys::{DeviceKeys, Purpose};
use crate::store::{Origin, Store};
use crate::{DeviceId, LedgerId, Register, Signature, SignedPosition, Timestamp, Wrap};

/// The most a bundle may take, in bytes.
pub const MAX_BUNDLE: usize = 256 * 1024 * 1024;

/// What every bundle begins with, so that a file is known for one before it is read.
const MAGIC: &[u8] = b"holdfast bundle 1\n";

/// Entries as a file.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Bundle {
    /// Of which organisation.
    #[n(0)]
    pub register: LedgerId,
    /// Who made it.
    #[n(1)]
    pub device: DeviceId,
    /// When, by its clock.
    #[n(2)]
    pub made: Timestamp,
    /// The register's order.
    #[n(3)]
    pub positions: Vec<SignedPosition>,
    /// Whole entries, the register's first.
    #[n(4)]
    pub entries: Vec<ByteVec>,
    /// Epoch keys for devices that are entitled without a lease.
    #[n(5)]
    pub wraps: Vec<Wrap>,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Frame {
    #[cbor(n(0), with = "minicbor::bytes")]
    body: Vec<u8>,
    #[n(1)]
    signature: Signature,
}

/// A file that is not a bundle of this organisation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// Something else.
    #[error("expected a Holdfast bundle, found another kind of file; choose the .holdfast file")]
    NotABundle,
    /// Over the limit.
    #[error("expected a bundle of at most {MAX_BUNDLE} bytes, found {found}; write it in parts")]
    TooLarge {
        /// Its size.
        found: usize,
    },
    /// Cut short or altered.
    #[error("expected a whole bundle, found one cut short or altered ({0}); copy it again")]
    Encoding(#[from] CborError),
    /// Another organisation's.
    #[error("expected a bundle of this organisation, found another's; ask who sent it")]
    OtherOrganisation,
    /// Not signed by the device it names.
    #[error("expected the signature of the device that made it, found another; copy it again")]
    Signature,
}

impl Bundle {
    /// Everything of those ledgers, and the register.
    pub fn new<S: Store>(
        store: &S,
        register: &Register,
        ledgers: impl IntoIterator<Item = LedgerId>,
        wraps: Vec<Wrap>,
        by: &DeviceKeys,
        now: Timestamp,
    ) -> Result<Self, S::Error> {
        let own = register.id();
        let others = ledgers.into_iter().filter(|ledger| *ledger != own);
        let mut entries = Vec::new();
        for ledger in std::iter::once(own).chain(others) {
            for author in store.heads(&ledger)?.keys() {
                let feed = store.feed_after(&ledger, author, 0, usize::MAX)?;
                entries.extend(feed.into_iter().map(|stored| ByteVec::from(stored.bytes)));
            }
        }
        let positions = register.positions_after(0, usize::MAX);
        Ok(Self { register: own, device: by.device(), made: now, positions, entries, wraps })
    }

    /// The file's bytes, signed.
    pub fn to_bytes(&self, by: &DeviceKeys) -> Vec<u8> {
        let body = cbor::to_bytes(self);
        let signature = by.sign(Purpose::Bundle, &body);
        [MAGIC, &cbor::to_bytes(&Frame { body, signature })].concat()
    }

    /// Takes a bundle's entries in. Reading it twice changes nothing.
    pub fn read<S: Store>(
        bytes: &[u8],
        store: &mut S,
        register: &mut Register,
        me: DeviceId,
    ) -> Result<Result<(Self, Taken), S::Error>, BundleError> {
        let (bundle, frame) = Self::decode(bytes)?;
        if bundle.register != register.id() {
            return Err(BundleError::OtherOrganisation);
        }
        // Whoever made it may become known only by the register inside it: the entries speak for
        // themselves, the signature for the whole.
        let taken = bundle.take_in(store, register, me);
        match register.signing_key(bundle.device) {
            Some(key) if key.verifies(Purpose::Bundle, &frame.body, &frame.signature) => {
                Ok(taken.map(|taken| (bundle, taken)))
            }
            _ => Err(BundleError::Signature),
        }
    }

    fn decode(bytes: &[u8]) -> Result<(Self, Frame), BundleError> {
        if bytes.len() > MAX_BUNDLE {
            return Err(BundleError::TooLarge { found: bytes.len() });
        }
        let framed = bytes.strip_prefix(MAGIC).ok_or(BundleError::NotABundle)?;
        let frame: Frame = cbor::from_bytes(framed, "a bundle")?;
        Ok((cbor::from_bytes(&frame.body, "a bundle")?, frame))
    }

    fn take_in<S: Store>(
        &self,
        store: &mut S,
        register: &mut Register,
        me: DeviceId,
    ) -> Result<Taken, S::Error> {
        let mut intake = Intake::new(store, register, self.device, me, Origin::Peer);
        intake.loose(self.entries.iter().map(|bytes| bytes.as_slice()))?;
        intake.positions(&self.positions)?;
        let taken = intake.finish();
        let mine = self.wraps.iter().filter(|wrap| wrap.device == me);
        mine.into_iter().try_for_each(|wrap| store.put_wrap(wrap))?;
        Ok(taken)
    }
}
