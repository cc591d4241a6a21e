//! Mending what a disk has spoiled: nothing is answered by starting again.

use std::path::Path;

use holdfast_core::device as core;
use holdfast_core::vault;

use crate::error::Result;

/// What a repair did, and what is held now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Repaired {
    /// Entries that are held.
    pub taken_in: u64,
    /// Those that stand in a record.
    pub applied: u64,
    /// Those that wait for something.
    pub waiting: u64,
    /// Those that were set aside because they cannot be taken as they are.
    pub quarantined: u64,
    /// Those that are carried for others.
    pub carried: u64,
    /// Entries that were not what had been written: put aside, and fetched by the next sync.
    pub set_aside: u64,
    /// Keys and positions that could not be read any more: asked for again at the next sync.
    pub forgotten: u64,
}

impl From<core::Repaired> for Repaired {
    fn from(repaired: core::Repaired) -> Self {
        let core::Repaired { counts, set_aside, forgotten } = repaired;
        let vault::Counts { taken_in, applied, waiting, quarantined, carried } = counts;
        Self { taken_in, applied, waiting, quarantined, carried, set_aside, forgotten }
    }
}

/// What came of a salvage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Salvaged {
    /// Rows saved.
    pub rows: u64,
    /// Places where one row or several could not be read.
    pub gaps: u64,
    /// Entries that are not what was written. Their bytes are kept aside.
    pub entries_set_aside: u64,
}

/// Saves what can be read of a vault that does not open any more into a new file that takes its place.
/// The broken file stays beside it. No device may have the folder open. Then open it, unlock it,
/// [`crate::Device::repair`], and sync.
#[uniffi::export]
pub fn salvage(folder: String) -> Result<Salvaged> {
    let salvaged = core::Device::salvage(Path::new(&folder))?;
    let vault::Salvaged { rows, gaps, entries_set_aside } = salvaged;
    Ok(Salvaged { rows, gaps, entries_set_aside })
}
