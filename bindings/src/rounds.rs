//! Rounds: the people a carer visits, and the carers who visit them.

use std::sync::Arc;

use holdfast_core::device as core;
use holdfast_ledger as ledger;

use crate::device::{Device, Held};
use crate::error::Result;
use crate::observer::What;
use crate::typed::typed;
use crate::{MemberId, PersonId, RoundId};

/// A round as a list shows it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct RoundRow {
    /// Which.
    pub round: RoundId,
    /// What it is called.
    pub name: Option<String>,
    /// Who is visited now.
    pub people: Vec<PersonId>,
    /// Who goes now.
    pub carers: Vec<MemberId>,
}

/// Rounds.
#[derive(uniffi::Object)]
pub struct Rounds(pub(crate) Held);

#[uniffi::export]
impl Rounds {
    /// Every round, by name.
    pub fn list(&self) -> Result<Vec<RoundRow>> {
        let row = |row: core::RoundRow| RoundRow {
            round: row.round.into(),
            name: row.name,
            people: row.people.into_iter().map(PersonId::from).collect(),
            carers: row.carers.into_iter().map(MemberId::from).collect(),
        };
        Ok(self.0.device.rounds().list()?.into_iter().map(row).collect())
    }

    /// Begins a round. Its name stands where every device reads it: never a person's name.
    pub fn begin(&self, called: String) -> Result<RoundId> {
        let called = typed("round", "name", &called)?;
        Ok(self.0.saved(self.0.device.rounds().begin(called), What::Organisation)?.into())
    }

    /// Puts a person on it: its carers are granted what makes their visits safe.
    pub fn add_person(&self, round: RoundId, person: PersonId) -> Result<()> {
        let round: ledger::RecordId = round.try_into()?;
        let done = self.0.device.rounds().add_person(round, person.try_into()?);
        self.0.saved(done, What::Organisation)
    }

    /// Puts a carer on it: they are granted what makes the visits to its people safe.
    pub fn add_carer(&self, round: RoundId, carer: MemberId) -> Result<()> {
        let round: ledger::RecordId = round.try_into()?;
        let done = self.0.device.rounds().add_carer(round, carer.try_into()?);
        self.0.saved(done, What::Organisation)
    }
}

#[uniffi::export]
impl Device {
    /// Rounds.
    pub fn rounds(&self) -> Arc<Rounds> {
        Arc::new(Rounds(self.0.clone()))
    }
}
