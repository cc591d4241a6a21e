//! The ledgers of a person: the standing, and one month after another.

use std::collections::BTreeSet;

use holdfast_ledger::{DeviceId, GrantState, LedgerId, Rights};

use super::act::{Act, GrantTo};
use super::error::{DeviceError, Result};
use super::members::{sees_everybody, standing_rights};
use super::state::State;
use crate::care::ledger_card::{Card, MonthNumber, month_before, month_of};
use crate::care::rights::{may_write, writers};
use crate::care::{LedgerKind, PersonId, RecordKind};

impl Act<'_, '_> {
    /// Opens the standing of a new person, for everybody whose role sees everybody.
    pub(super) fn new_person(&mut self) -> Result<(PersonId, LedgerId)> {
        let (found, standing) = (self.state.roles(), LedgerKind::Standing);
        if !may_write(found, RecordKind::Summary, standing) {
            let may = writers(RecordKind::Summary, standing);
            return Err(DeviceError::NotAllowed { act: "begin a person's summary", found, may });
        }
        let grants = self.everybody()?;
        let nonce = self.nonce();
        let person = Card::person_of(LedgerId::derive(self.state.device, nonce));
        let ledger = self.open_ledger(nonce, Card::standing(person), &grants)?;
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
        let grants = self.entitled_to(standing)?;
        let nonce = self.nonce();
        self.open_ledger(nonce, Card::month(person, month), &grants)
    }

    /// The months go with the round. Whoever is entitled to the standing is granted every ledger of
    /// the month before this one, of this month and of those ahead: a dose of last night may be in
    /// the month that is over, and two people who did not see each other may have opened one month
    /// twice. Nobody is let in here whom an end in any ledger of that month has put out.
    pub(super) fn open_months_to_the_round(&mut self, person: PersonId) -> Result<()> {
        let held = self.state.index.people.get(&person).cloned().unwrap_or_default();
        let standing = held.standing.ok_or(DeviceError::NoKey)?;
        let round = self.entitled_to(standing)?;
        let from = month_before(month_of(self.now));
        for ledgers in held.months.range(from..).map(|(_, ledgers)| ledgers) {
            let put_out = self.put_out_of(ledgers)?;
            for ledger in ledgers {
                if !self.may_grant(*ledger)? {
                    continue;
                }
                for to in round.iter().filter(|to| !put_out.contains(&to.device)) {
                    self.grant(*ledger, to)?;
                }
            }
        }
        Ok(())
    }

    /// Whoever is entitled there now, as grants that last as long.
    fn entitled_to(&mut self, ledger: LedgerId) -> Result<Vec<GrantTo>> {
        let now = self.corrected()?;
        let entitlement = &self.state.view(self.tables, ledger)?.entitlement;
        let grant = |device| GrantTo {
            device,
            rights: Rights::PLAIN,
            until: entitlement.lease_end(device),
        };
        Ok(entitlement.entitled(now).into_iter().map(grant).collect())
    }

    /// The devices whom an end has put out of any of these, and nothing has let in again.
    fn put_out_of(&mut self, ledgers: &[LedgerId]) -> Result<BTreeSet<DeviceId>> {
        let now = self.corrected()?;
        let mut put_out = BTreeSet::new();
        for ledger in ledgers {
            let entitlement = &self.state.view(self.tables, *ledger)?.entitlement;
            let ended = entitlement.grants().filter(|grant| grant.state == GrantState::Ended);
            put_out.extend(
                ended.map(|grant| grant.device).filter(|out| !entitlement.is_entitled(*out, now)),
            );
        }
        Ok(put_out)
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
