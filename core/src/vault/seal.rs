//! Sealing what stands in the database: XChaCha20-Poly1305 with a nonce made from the contents.
//!
//! The nonce is an HMAC of what is sealed and of where it stands, so no randomness is needed at each
//! write and no nonce can ever be used for two different contents. What shows is only whether the same
//! place holds the same contents as before.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::{Hkdf, HkdfExtract};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::error::{Result, VaultError};

const NONCE: usize = 24;

/// A key that seals one sort of contents.
pub(super) struct SealKey {
    cipher: Zeroizing<[u8; 32]>,
    nonce: Zeroizing<[u8; 32]>,
}

impl SealKey {
    /// The key for `purpose` under `secret`, which has to have 256 bits of its own or a fresh salt.
    pub(super) fn derive(secret: &[u8; 32], salt: &[u8], purpose: &str) -> Self {
        let root = Hkdf::<Sha256>::new(Some(salt), secret);
        let part = |part: &[u8]| {
            let mut key = Zeroizing::new([0; 32]);
            root.expand_multi_info(&[b"holdfast vault v1\0", purpose.as_bytes(), part], &mut *key)
                .expect("32 bytes is a length HKDF gives");
            key
        };
        Self { cipher: part(b"\0cipher"), nonce: part(b"\0nonce") }
    }

    /// Seals `plain` for one `place`, in which alone it opens.
    pub(super) fn seal(&self, place: &[u8], plain: &[u8]) -> Vec<u8> {
        let nonce = self.nonce(place, plain);
        let cipher = XChaCha20Poly1305::new((&*self.cipher).into());
        let sealed = cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: place })
            .expect("a value is far smaller than the cipher's limit");
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens what was sealed for `place`.
    ///
    /// # Errors
    /// [`VaultError::Damaged`], naming what was `expected`.
    pub(super) fn open(
        &self,
        place: &[u8],
        sealed: &[u8],
        expected: &'static str,
    ) -> Result<Vec<u8>> {
        let damaged = VaultError::Damaged { expected };
        let Some((nonce, sealed)) = sealed.split_first_chunk::<NONCE>() else {
            return Err(damaged);
        };
        let cipher = XChaCha20Poly1305::new((&*self.cipher).into());
        cipher
            .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: place })
            .map_err(|_| damaged)
    }

    fn nonce(&self, place: &[u8], plain: &[u8]) -> [u8; NONCE] {
        let mut mac = HkdfExtract::<Sha256>::new(Some(&*self.nonce));
        mac.input_ikm(&(place.len() as u64).to_be_bytes());
        mac.input_ikm(place);
        mac.input_ikm(plain);
        let (digest, _) = mac.finalize();
        *digest.first_chunk().expect("24 bytes are fewer than SHA-256 gives")
    }
}
