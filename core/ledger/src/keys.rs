//! A device's own keys: one signs its entries, one receives epoch keys. Secrets are wiped when
//! dropped and never printed.

use core::fmt;

use ed25519_dalek::{Signer, SigningKey};
use hpke::{Deserializable, Kem as _, Serializable};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::wrap::Kem;
use crate::{AgreementKey, DeviceId, PublicKeys, Signature, VerifyingKey};

/// What a signature is over, so that one made for one purpose is worth nothing for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// An entry, by its device.
    Entry,
    /// An entry, by the member on a device that has several.
    Member,
    /// A position in the register, by the hub.
    Position,
    /// A receipt, by the hub.
    Receipt,
    /// An answer to a device, by the hub.
    Answer,
    /// A request, by a device.
    Request,
    /// A bundle's manifest, by a device.
    Bundle,
    /// A request to be enrolled, by the new device.
    Enrolment,
    /// An invitation, by the device that invites.
    Invitation,
}

impl Purpose {
    const fn prefix(self) -> &'static [u8] {
        match self {
            Self::Entry => b"holdfast entry v1\0",
            Self::Member => b"holdfast member v1\0",
            Self::Position => b"holdfast position v1\0",
            Self::Receipt => b"holdfast receipt v1\0",
            Self::Answer => b"holdfast answer v1\0",
            Self::Request => b"holdfast request v1\0",
            Self::Bundle => b"holdfast bundle v1\0",
            Self::Enrolment => b"holdfast enrolment v1\0",
            Self::Invitation => b"holdfast invitation v1\0",
        }
    }
}

/// Both secrets of a device, a hub or the root.
pub struct DeviceKeys {
    signing: SigningKey,
    agreement: Zeroizing<[u8; 32]>,
}

impl DeviceKeys {
    /// Length of the secret from which both keys are derived.
    pub const SECRET: usize = 32;

    /// Both keys from one 32-byte secret, by HKDF-SHA256 with distinct labels.
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        let hkdf = hkdf::Hkdf::<Sha256>::new(None, secret);
        let mut signing = Zeroizing::new([0; 32]);
        let mut seed = Zeroizing::new([0; 32]);
        hkdf.expand(b"holdfast device signing v1", &mut *signing)
            .expect("32 bytes is a length HKDF gives");
        hkdf.expand(b"holdfast device agreement v1", &mut *seed)
            .expect("32 bytes is a length HKDF gives");
        let (agreement, _) = Kem::derive_keypair(&*seed);
        Self {
            signing: SigningKey::from_bytes(&signing),
            agreement: Zeroizing::new(agreement.to_bytes().into()),
        }
    }

    /// Signs `message` for one purpose.
    pub fn sign(&self, purpose: Purpose, message: &[u8]) -> Signature {
        Signature(self.signing.sign(&purposed(purpose, message)).to_bytes())
    }

    /// The public halves.
    pub fn public(&self) -> PublicKeys {
        let private = self.agreement_key();
        let agreement = AgreementKey(Kem::sk_to_pk(&private).to_bytes().into());
        PublicKeys { signing: VerifyingKey(self.signing.verifying_key().to_bytes()), agreement }
    }

    /// The id that follows from the signing key.
    pub fn device(&self) -> DeviceId {
        VerifyingKey(self.signing.verifying_key().to_bytes()).device()
    }

    pub(crate) fn agreement_key(&self) -> <Kem as hpke::Kem>::PrivateKey {
        <Kem as hpke::Kem>::PrivateKey::from_bytes(&*self.agreement)
            .expect("these 32 bytes came from a key of this kind")
    }
}

impl fmt::Debug for DeviceKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceKeys({})", self.device())
    }
}

impl VerifyingKey {
    /// SHA-256 of the key, the first 16 bytes.
    pub fn device(&self) -> DeviceId {
        let hash = Sha256::digest(self.0);
        DeviceId::from_slice(&hash[..16]).expect("a SHA-256 has 16 bytes and more")
    }

    /// Whether `signature` is this key's, over `message`, for that purpose. Strict: no malleable
    /// signature and no weak key passes.
    pub fn verifies(&self, purpose: Purpose, message: &[u8], signature: &Signature) -> bool {
        let Ok(key) = ed25519_dalek::VerifyingKey::from_bytes(&self.0) else { return false };
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        key.verify_strict(&purposed(purpose, message), &signature).is_ok()
    }
}

fn purposed(purpose: Purpose, message: &[u8]) -> Vec<u8> {
    [purpose.prefix(), message].concat()
}
