//! The organisation's policy.

use holdfast_ledger::LedgerId;

use super::error::Result;
use super::reading::Reading;
use super::state::{State, single};
use crate::care::{Policy, Record as _, RecordKind};
use crate::vault::{RecordKey, Tables};

/// The organisation's policy, or the default, and where it stands.
pub(super) fn policy(state: &State, tables: &Tables<'_>) -> Result<(Option<LedgerId>, Policy)> {
    let Some(ledger) = state.index.office else { return Ok((None, Policy::default())) };
    let kind = RecordKind::Policy;
    let key = RecordKey { ledger, kind: kind.code(), id: single(kind) };
    let reading = Reading::load(tables, state.actor, &key)?;
    Ok((Some(ledger), Policy::read(reading.fields())))
}
