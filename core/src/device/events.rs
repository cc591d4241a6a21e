//! What happened to a person: a fall, a discharge. It unconfirms what depends on it.

use super::act::Write;
use super::error::Result;
use super::people::People;
use super::person_ledgers::months;
use super::reading::Reading;
use super::state::State;
use crate::care::event::{Happened, happened};
use crate::care::ledger_card::month_of;
use crate::care::{Event, PersonId, Record as _, RecordKind, Said, Sheet};
use crate::vault::Tables;

impl People<'_> {
    /// Records that something happened to the person: it unconfirms what depends on it.
    ///
    /// # Errors
    /// If the person is not on this device.
    pub fn happened(&self, person: PersonId, event: Event, said: Said) -> Result<()> {
        self.0.act(|act| {
            let ledger = act.month(person, month_of(said.occurred.unwrap_or(act.now)))?;
            let puts = act.with_pen(|pen| Sheet::begin(event, said, pen))?;
            let record = act.with_pen(|pen| pen.record_id());
            act.save(ledger, &[Write { kind: RecordKind::Event, record, puts }])?;
            Ok(())
        })
    }
}

/// Every event of a person that this device knows of, in every month.
pub(super) fn events(
    state: &mut State,
    tables: &Tables<'_>,
    person: PersonId,
) -> Result<Vec<Happened>> {
    let mut found = Vec::new();
    for ledger in months(state, person) {
        for row in tables.records_in(&ledger, RecordKind::Event.code())? {
            let reading = Reading::load(tables, state.actor, &row.key)?;
            let sheet: Sheet<Event> = Sheet::read(reading.fields());
            found.extend(happened(row.key.id, &sheet));
        }
    }
    found.sort_by_key(|event| event.record);
    Ok(found)
}
