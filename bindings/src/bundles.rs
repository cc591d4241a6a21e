//! Entries as a file: through a share sheet, a stick, e-mail. Reading one twice changes nothing.

use holdfast_core::device as core;

use crate::PersonId;
use crate::device::Held;
use crate::error::Result;
use crate::observer::What;

/// What goes into a bundle.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum BundleOf {
    /// Everything this device holds.
    Everything,
    /// One person's ledgers, and the office.
    Person {
        /// Who.
        person: PersonId,
    },
}

/// What a bundle brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TakenIn {
    /// New here.
    pub new_entries: u64,
    /// Held before.
    pub known: u64,
    /// Waiting for an entry before them.
    pub detached: u64,
    /// Waiting for their author to become known.
    pub pooled: u64,
    /// Not entries at all.
    pub refused: u64,
}

/// Entries as files.
#[derive(uniffi::Object)]
pub struct Bundles(pub(crate) Held);

#[uniffi::export]
impl Bundles {
    /// Writes a bundle. The keys in it are for devices entitled without a lease.
    pub fn write(&self, of: BundleOf) -> Result<Vec<u8>> {
        let of = match of {
            BundleOf::Everything => core::BundleOf::Everything,
            BundleOf::Person { person } => core::BundleOf::Person(person.try_into()?),
        };
        Ok(self.0.device.bundles().write(of)?)
    }

    /// Takes a bundle in.
    pub fn read(&self, file: Vec<u8>) -> Result<TakenIn> {
        let done = self.0.device.bundles().read(&file);
        let core::TakenIn { new, known, detached, pooled, refused } =
            self.0.saved(done, What::Everything)?;
        Ok(TakenIn { new_entries: new, known, detached, pooled, refused })
    }
}
