//! Sealing: a save's body under its epoch's key, committing to the entry's key so that a body has
//! one reading only, and so that evidence can disclose the key of a single entry.

use core::fmt;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{DeviceId, Hash, LedgerId, Random16};

/// The key of an epoch. Wiped when dropped, never printed.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct EpochKey([u8; 32]);

impl fmt::Debug for EpochKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EpochKey(secret)")
    }
}

impl EpochKey {
    /// A fresh key.
    pub fn random(random: &mut impl CryptoRng) -> Self {
        let mut key = [0; 32];
        random.fill_bytes(&mut key);
        Self(key)
    }

    /// From storage.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// For storage, wrapped.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// SHA-256("holdfast epoch v1" ‖ ledger ‖ key): what the epoch statement shows of it.
    pub fn commitment(&self, ledger: LedgerId) -> Hash {
        hash(&[b"holdfast epoch v1\0", ledger.as_bytes(), &self.0])
    }

    /// An earlier epoch's key sealed under this one, bound to the earlier epoch's commitment.
    pub fn seal_earlier(&self, earlier: &Self, commitment: Hash) -> [u8; 48] {
        let key = self.derive(&[b"earlier epoch", commitment.as_bytes()]);
        aead(&key, &earlier.0, commitment.as_bytes())
            .try_into()
            .expect("32 bytes and a tag of 16 are 48")
    }

    /// Opens what [`Self::seal_earlier`] sealed; none if it is not that.
    pub fn open_earlier(&self, sealed: &[u8; 48], commitment: Hash) -> Option<Self> {
        let key = self.derive(&[b"earlier epoch", commitment.as_bytes()]);
        let opened = open_aead(&key, sealed, commitment.as_bytes())?;
        opened.as_slice().try_into().ok().map(Self)
    }

    /// The key of one entry.
    pub fn entry_key(
        &self,
        ledger: LedgerId,
        author: DeviceId,
        number: u64,
        salt: Random16,
    ) -> EntryKey {
        EntryKey(*self.derive(&[
            b"save",
            ledger.as_bytes(),
            author.as_bytes(),
            &number.to_be_bytes(),
            salt.as_bytes(),
        ]))
    }

    fn derive(&self, info: &[&[u8]]) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        hkdf::Hkdf::<Sha256>::new(None, &self.0)
            .expand_multi_info(info, &mut *key)
            .expect("32 bytes is a length HKDF gives");
        key
    }
}

/// The key of one entry: opens that body and nothing else.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct EntryKey([u8; 32]);

impl fmt::Debug for EntryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EntryKey(secret)")
    }
}

impl EntryKey {
    /// From disclosed evidence.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// For disclosure as evidence.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// SHA-256("commit" ‖ key): stands in the header, and is checked before opening.
    pub fn commitment(&self) -> Hash {
        hash(&[b"commit", &self.0])
    }

    /// Seals a plaintext, already padded, with the header as associated data.
    pub fn seal(&self, plaintext: &[u8], header: &[u8]) -> Vec<u8> {
        aead(&self.0, plaintext, header)
    }

    /// Opens a body; none if the commitment differs or anything was altered.
    pub fn open(
        &self,
        sealed: &[u8],
        header: &[u8],
        commitment: Hash,
    ) -> Option<Zeroizing<Vec<u8>>> {
        if self.commitment() != commitment {
            return None;
        }
        open_aead(&self.0, sealed, header)
    }
}

/// The key is used once, for one body, so that the nonce may be zero.
fn aead(key: &[u8; 32], plaintext: &[u8], associated: &[u8]) -> Vec<u8> {
    ChaCha20Poly1305::new(key.into())
        .encrypt(&Nonce::default(), Payload { msg: plaintext, aad: associated })
        .expect("a body is far below the cipher's limit")
}

fn open_aead(key: &[u8; 32], sealed: &[u8], associated: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    ChaCha20Poly1305::new(key.into())
        .decrypt(&Nonce::default(), Payload { msg: sealed, aad: associated })
        .ok()
        .map(Zeroizing::new)
}

/// SHA-256 over parts in a row.
pub(crate) fn hash(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    Hash(hasher.finalize().into())
}

/// The Padmé length for `length`: at most 12 % more, and only so many lengths that size says
/// little. Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", 2019.
pub fn padme(length: usize) -> usize {
    if length < 2 {
        return length;
    }
    let exponent = usize::BITS - 1 - length.leading_zeros();
    let bits = u32::BITS - exponent.leading_zeros();
    let mask = (1usize << exponent.saturating_sub(bits)) - 1;
    (length + mask) & !mask
}
