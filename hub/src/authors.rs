//! Whose entries to list, by the numbers that this database gave them: comparing rows by number
//! spares reading an id for each.

use std::collections::BTreeSet;

use holdfast_ledger::Authors;

use crate::store::{SqliteStore, StoreError};

/// [`Authors`] by their numbers.
pub(crate) enum AuthorNumbers {
    All,
    Only(BTreeSet<i64>),
    Except(BTreeSet<i64>),
}

impl AuthorNumbers {
    pub fn of(store: &SqliteStore<'_>, authors: &Authors) -> Result<Self, StoreError> {
        let numbers = |devices: &[holdfast_ledger::DeviceId]| {
            let numbers = devices.iter().map(|device| store.device_number(device));
            numbers.filter_map(Result::transpose).collect::<Result<BTreeSet<_>, _>>()
        };
        Ok(match authors {
            Authors::All => Self::All,
            Authors::Only(devices) => Self::Only(numbers(devices)?),
            Authors::Except(devices) => Self::Except(numbers(devices)?),
        })
    }

    pub fn include(&self, author: i64) -> bool {
        match self {
            Self::All => true,
            Self::Only(numbers) => numbers.contains(&author),
            Self::Except(numbers) => !numbers.contains(&author),
        }
    }
}
