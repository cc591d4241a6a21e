//! The ledgers of a person: the standing, and one month after another.

use holdfast_ledger::{LedgerId, Rights};

use super::act::{Act, GrantTo};
use super::error::{DeviceError, Result};
use super::members::{sees_everybody, standing_rights};
use super::state::State;
use crate::care::ledger_card::{Card, MonthNumber};
use crate::care::{PersonId, RecordKind};

impl Act<'_, '_> {
    /// Opens the standing of a new person, for everybody whose role sees everybody.
    pub(super) fn new_person(&mut self) -> Result<(PersonId, LedgerId)> {
        if !crate::care::rights::may_write(
            self.state.roles(),
            RecordKind::Summary,
            crate::care::LedgerKind::Standing,
        ) {
            return Err(DeviceError::NotAllowed { act: "begin a person's summary" });
        }
        let person = PersonId(self.with_pen(|pen| pen.record_id()));
        let grants = self.everybody()?;
        let ledger = self.open_ledger(Card::standing(person), &grants)?;
        Ok((person, ledger))
    }

    /// The devices whose role sees everybody, with what they may do in a standing.
    pub(super) fn everybody(&self) -> Result<Vec<GrantTo>> {
        let now = self.state.register()?.now();
        let mut grants = Vec::new();
        for device in now.enrolled() {
            let members = now.members(device).into_iter();
            let roles = members.fold(holdfast_ledger::Roles::NONE, |roles, member| {
                roles.union(now.roles_of(member))
            });
            if sees_everybody(roles) {
                grants.push(GrantTo { device, rights: standing_rights(roles), until: None });
            }
        }
        Ok(grants)
    }

    /// A person's ledger of a month: the lowest id held, or a new one, open to whoever is entitled
    /// to the standing.
    pub(super) fn month(&mut self, person: PersonId, month: MonthNumber) -> Result<LedgerId> {
        let held = self.state.index.people.get(&person).cloned().unwrap_or_default();
        if let Some(ledger) = held.months.get(&month).and_then(|ledgers| ledgers.first()) {
            return Ok(*ledger);
        }
        let standing = held.standing.ok_or(DeviceError::NoKey)?;
        let now = self.corrected()?;
        let view = self.state.view(self.tables, standing)?;
        let grants: Vec<GrantTo> = view
            .entitlement
            .entitled(now)
            .into_iter()
            .map(|device| GrantTo {
                device,
                rights: Rights::PLAIN,
                until: view.entitlement.lease_end(device),
            })
            .collect();
        self.open_ledger(Card::month(person, month), &grants)
    }
}

pub(super) fn standing(state: &State, person: PersonId) -> Result<LedgerId> {
    let held = state.index.people.get(&person);
    let held =
        held.ok_or(DeviceError::NotFound { what: "a person", advice: "see the list of people" })?;
    held.standing.ok_or(DeviceError::NoKey)
}

pub(super) fn months(state: &State, person: PersonId) -> Vec<LedgerId> {
    let held = state.index.people.get(&person);
    held.map(|held| held.months.values().flatten().copied().collect()).unwrap_or_default()
}
