//! What a device is handed from outside: time and randomness. It has neither of its own, so that a
//! test that hands in the same gets the same, to the byte.

use std::convert::Infallible;
use std::sync::Arc;

use holdfast_ledger::Timestamp;
use rand_core::{TryCryptoRng, TryRng};

/// Tells the time, as the device's own clock has it. It may be wrong.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// Gives random bytes fit for keys: the operating system's, in anything but a test.
pub trait Randomness: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// Time and randomness, handed in once.
#[derive(Clone)]
pub struct Surroundings {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The source of random bytes.
    pub random: Arc<dyn Randomness>,
}

impl Surroundings {
    /// Now, by the device's clock.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The randomness, as cryptographic code takes it.
    pub fn rng(&self) -> Rng<'_> {
        Rng(self.random.as_ref())
    }

    /// Fresh random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes);
        bytes
    }
}

impl core::fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Surroundings")
    }
}

/// Randomness, as cryptographic code takes it.
pub struct Rng<'a>(&'a dyn Randomness);

impl TryRng for Rng<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Rng<'_> {}
