//! Wraps: an epoch's key for one device. Delivery, not history: kept outside the signed entries,
//! made for holders only and deleted when a device is no longer entitled.
//!
//! HPKE base mode (RFC 9180): X25519, HKDF-SHA256, ChaCha20-Poly1305.

use core::fmt;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, OpModeR, OpModeS, Serializable};
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;

use crate::seal::EpochKey;
use crate::{AgreementKey, DeviceId, DeviceKeys, EntryId, LedgerId};

pub(crate) type Kem = X25519HkdfSha256;

/// A 32-byte key sealed to an agreement key: 80 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct SealedKey {
    /// The encapsulated key.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub encapsulated: [u8; 32],
    /// The key and its tag.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub sealed: [u8; 48],
}

impl fmt::Debug for SealedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedKey(80 bytes)")
    }
}

/// An epoch's key on its way to one device.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Wrap {
    /// The ledger.
    #[n(0)]
    pub ledger: LedgerId,
    /// The epoch.
    #[n(1)]
    pub epoch: EntryId,
    /// For whom.
    #[n(2)]
    pub device: DeviceId,
    /// The key.
    #[n(3)]
    pub key: SealedKey,
}

/// A sealed key that does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WrapError {
    /// The recipient's public key is not a point that can be wrapped to.
    #[error("expected an X25519 public key, found bytes that are none; enrol the device again")]
    BadKey,
    /// Made for another, altered, or damaged.
    #[error("expected a key wrapped to this device, found one that does not open; ask again")]
    DoesNotOpen,
}

/// Who an epoch's key is sealed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// A device, by a wrap.
    Device(DeviceId),
    /// The recovery key, inside the epoch statement.
    Recovery,
}

/// Seals `key` to `to`. For recovery, `epoch` is not known yet: its commitment stands for it.
pub fn seal_key(
    key: &EpochKey,
    ledger: LedgerId,
    epoch: [u8; 32],
    recipient: Recipient,
    to: &AgreementKey,
    random: &mut impl CryptoRng,
) -> Result<SealedKey, WrapError> {
    let public = <Kem as hpke::Kem>::PublicKey::from_bytes(&to.0).map_err(|_| WrapError::BadKey)?;
    let info = info(ledger, epoch, recipient);
    let (encapsulated, mut context) = hpke::setup_sender_with_rng::<
        ChaCha20Poly1305,
        HkdfSha256,
        Kem,
    >(&OpModeS::Base, &public, &info, random)
    .map_err(|_| WrapError::BadKey)?;
    let sealed = context.seal(key.as_bytes(), b"").map_err(|_| WrapError::BadKey)?;
    Ok(SealedKey {
        encapsulated: encapsulated.to_bytes().into(),
        sealed: sealed.try_into().expect("32 bytes and a tag of 16 are 48"),
    })
}

/// Opens what [`seal_key`] sealed. The caller compares the key with its epoch's commitment.
pub fn open_key(
    sealed: &SealedKey,
    ledger: LedgerId,
    epoch: [u8; 32],
    recipient: Recipient,
    keys: &DeviceKeys,
) -> Result<EpochKey, WrapError> {
    let encapsulated = <Kem as hpke::Kem>::EncappedKey::from_bytes(&sealed.encapsulated)
        .map_err(|_| WrapError::DoesNotOpen)?;
    let mut context = hpke::setup_receiver::<ChaCha20Poly1305, HkdfSha256, Kem>(
        &OpModeR::Base,
        &keys.agreement_key(),
        &encapsulated,
        &info(ledger, epoch, recipient),
    )
    .map_err(|_| WrapError::DoesNotOpen)?;
    let opened = context.open(&sealed.sealed, b"").map_err(|_| WrapError::DoesNotOpen)?;
    let opened = zeroize::Zeroizing::new(opened);
    let key: [u8; 32] = opened.as_slice().try_into().map_err(|_| WrapError::DoesNotOpen)?;
    Ok(EpochKey::from_bytes(key))
}

fn info(ledger: LedgerId, epoch: [u8; 32], recipient: Recipient) -> Vec<u8> {
    let to: &[u8] = match &recipient {
        Recipient::Device(device) => device.as_bytes(),
        Recipient::Recovery => b"recovery",
    };
    [b"holdfast wrap v1\0", ledger.as_bytes().as_slice(), &epoch, to].concat()
}
