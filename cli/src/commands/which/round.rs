//! Which round.

use holdfast_core::device::Device;
use holdfast_ledger::RecordId;

use super::{by_number_or_part, numbered, only};
use crate::failure::Result;

/// A round: by its name, a part of it, or its number in the list.
pub fn round(device: &Device, said: &str) -> Result<RecordId> {
    let rows = device.rounds().list()?.into_iter();
    let rows = numbered(rows.map(|row| (row.name.unwrap_or_default(), row.round)));
    let expected = "one round, by its name, a part of it or its number in the list";
    only(by_number_or_part(rows, said), expected, "see `holdfast round list`, or sync")
}
