//! What is not applied on this device, and what it waits for: for the screen that answers "is
//! everything safe, and what is still to come?".

use holdfast_ledger::{EntryId, Place, Store as _};

use super::apply::REGISTER_WAIT;
use super::error::Result;
use super::handle::Device;
use crate::vault::{EntryState, Tables};

/// How many entries that are not applied are listed.
const LISTED: u32 = 100;

/// An entry that is not applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotApplied {
    /// Which.
    pub entry: EntryId,
    /// What became of it.
    pub state: EntryState,
    /// What it waits for, where it waits.
    pub waits_for: Option<WaitsFor>,
}

/// What an entry waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitsFor {
    /// The entry before it, of the same device.
    EarlierEntry,
    /// The key it was sealed with.
    Key,
    /// A statement that entitles its author.
    Grant,
    /// The register, up to the position it names.
    Register,
    /// What says what its part of the record is for.
    Card,
    /// A change of the same record that it builds upon.
    EarlierChange,
}

impl Device {
    /// What is not applied, and what it waits for: a hundred at most, the same on every device that
    /// holds the same.
    ///
    /// # Errors
    /// While locked, or what the vault says.
    pub fn not_applied(&self) -> Result<Vec<NotApplied>> {
        self.read(|tables| {
            let listed = tables.not_applied(LISTED)?.into_iter();
            let one = |(entry, state)| {
                let waits = matches!(state, EntryState::Waiting);
                let waits_for = if waits { Some(waits_for(tables, &entry)?) } else { None };
                Ok(NotApplied { entry, state, waits_for })
            };
            listed.map(one).collect()
        })
    }
}

fn waits_for(tables: &Tables<'_>, entry: &EntryId) -> Result<WaitsFor> {
    if tables.place_of(entry)? == Some(Place::Detached) {
        return Ok(WaitsFor::EarlierEntry);
    }
    let what = tables.awaited(entry)?;
    Ok(match what.first() {
        Some(what) if what.len() == EntryId::LEN => WaitsFor::Key,
        Some(what) if what.starts_with(b"grant ") => WaitsFor::Grant,
        Some(what) if what == REGISTER_WAIT => WaitsFor::Register,
        Some(_) => WaitsFor::Card,
        None => WaitsFor::EarlierChange,
    })
}
