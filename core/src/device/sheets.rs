//! Reading sheets: the records that say one thing each.

use holdfast_ledger::{LedgerId, RecordId};

use super::error::Result;
use super::reading::Reading;
use super::state::State;
use crate::care::{OnSheet, Record as _, Sheet};
use crate::vault::Tables;

/// Every sheet of a kind in a ledger.
pub(super) fn sheets_in<T: OnSheet>(
    state: &State,
    tables: &Tables<'_>,
    ledger: LedgerId,
) -> Result<Vec<(RecordId, Sheet<T>)>> {
    let rows = tables.records_in(&ledger, T::RECORD.code())?;
    let read = |row: crate::vault::RecordRow| {
        let reading = Reading::load(tables, state.actor, &row.key)?;
        Ok((row.key.id, Sheet::read(reading.fields())))
    };
    rows.into_iter().map(read).collect()
}
