//! Visits: planning and finding them.

use std::time::SystemTime;

use holdfast_core::care::attendance::Span;
use holdfast_core::care::visit_plan::PlannedTask;
use holdfast_core::care::{self};
use holdfast_core::device as core;
use holdfast_ledger as ledger;

use crate::device::Held;
use crate::error::Result;
use crate::moment::timestamp;
use crate::observer::What;
use crate::today::VisitRow;
use crate::typed::{number, typed, typed_or_none};
use crate::words::{Pathway, TaskKind};
use crate::{MemberId, PersonId, RoundId, VisitId};

/// A task to be planned.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct NewTask {
    /// Its kind in the catalogue.
    pub kind: TaskKind,
    /// What is to be done, in words.
    pub what: String,
    /// For a medicine: its key in the summary.
    #[uniffi(default)]
    pub medicine: Option<String>,
    /// For a medicine: when it is due.
    #[uniffi(default)]
    pub due: Option<SystemTime>,
    /// How many carers it needs, where that is more than its kind says.
    #[uniffi(default)]
    pub staff: Option<u32>,
}

/// A visit to be planned.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct NewVisit {
    /// To whom.
    pub person: PersonId,
    /// From when it may begin.
    pub starts: SystemTime,
    /// Until when it may begin.
    pub ends: SystemTime,
    /// How long it is planned to take, minutes.
    #[uniffi(default)]
    pub minutes: Option<u32>,
    /// What is to be done.
    #[uniffi(default)]
    pub tasks: Vec<NewTask>,
    /// How many carers it needs.
    #[uniffi(default)]
    pub staff: Option<u32>,
    /// Who is to come.
    #[uniffi(default)]
    pub carers: Vec<MemberId>,
    /// The round it belongs to.
    #[uniffi(default)]
    pub round: Option<RoundId>,
    /// How the person came to it.
    #[uniffi(default)]
    pub pathway: Option<Pathway>,
}

impl NewTask {
    fn taken(self) -> Result<PlannedTask> {
        Ok(PlannedTask {
            kind: self.kind.into(),
            what: typed("task", "what", &self.what)?,
            medicine: typed_or_none("task", "medicine", self.medicine.as_deref())?,
            due: self.due.map(|due| care::Moment(timestamp(due))),
            staff: number("task", "staff", self.staff)?,
        })
    }
}

impl NewVisit {
    fn taken(self) -> Result<core::NewVisit> {
        let window = Span { start: timestamp(self.starts), end: timestamp(self.ends) };
        let carers = self.carers.into_iter().map(ledger::MemberId::try_from);
        Ok(core::NewVisit {
            minutes: number("visit", "minutes", self.minutes)?,
            tasks: self.tasks.into_iter().map(NewTask::taken).collect::<Result<_>>()?,
            staff: number("visit", "staff", self.staff)?,
            carers: carers.collect::<Result<_>>()?,
            round: self.round.map(ledger::RecordId::try_from).transpose()?,
            pathway: self.pathway.map(care::Pathway::from),
            ..core::NewVisit::to(self.person.try_into()?, window)
        })
    }
}

/// Visits.
#[derive(uniffi::Object)]
pub struct Visits(pub(crate) Held);

#[uniffi::export]
impl Visits {
    /// The visits that start in a span, by time: all this device holds, whoever is to come.
    pub fn between(&self, from: SystemTime, until: SystemTime) -> Result<Vec<VisitRow>> {
        let names = self.0.device.members().names()?;
        let rows = self.0.device.visits().between(timestamp(from), timestamp(until))?;
        Ok(rows.into_iter().map(|row| VisitRow::of(row, &names)).collect())
    }

    /// Plans a visit. Whoever is to come is granted what makes it safe.
    pub fn plan(&self, new: NewVisit) -> Result<VisitId> {
        let done = self.0.device.visits().plan(new.taken()?);
        Ok(self.0.saved(done, What::Visits)?.into())
    }

    /// Arrived at somebody nobody had planned to visit: a fall, a call in the night.
    pub fn start_unplanned(&self, person: PersonId, because: String) -> Result<VisitId> {
        let because = typed("visit", "unplanned because", &because)?;
        let done = self.0.device.visits().start_unplanned(person.try_into()?, because);
        Ok(self.0.saved(done, What::Visits)?.into())
    }
}
