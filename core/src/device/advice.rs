//! May this visit start? The answer is advice, recorded with the visit, never a lock.

use super::error::Result;
use super::events::events;
use super::person_page::basis;
use super::policy::policy;
use super::state::proven_now;
use super::summaries::summary_reading;
use super::visits::{NO_PERSON, VisitId, Visits, read_visit};
use crate::care::assessment::{Asked, Assessment, Down, assess};
use crate::care::visit_log::Assessed;
use crate::care::{Basis, Record as _, Said, Staff, Summary};

/// Advice, with what it was computed from.
#[derive(Clone, Debug)]
pub struct Advice {
    /// The answer.
    pub assessment: Assessment,
    /// The summary it was computed from.
    pub from: Basis,
}

impl Visits<'_> {
    /// May this visit start? Computed on this device, from what it holds. Advice, never a lock.
    ///
    /// # Errors
    /// If the visit or the person's summary is not on this device.
    pub fn assess(&self, id: VisitId, present: Staff, down: &[Down]) -> Result<Advice> {
        let now = self.0.surroundings().now();
        self.0.look(|state, tables| {
            let visit = read_visit(state, tables, id)?;
            let person = visit.person().ok_or(NO_PERSON)?;
            let (reading, _) = summary_reading(state, tables, person)?;
            let summary = Summary::read(reading.fields());
            let (_, policy) = policy(state, tables)?;
            let events = events(state, tables, person)?;
            let asked = Asked { down: down.to_vec(), events, ..visit.asked() };
            let now = proven_now(state, tables, now)?;
            let assessment = assess(&summary, &asked, present, &policy, now);
            Ok(Advice { assessment, from: basis(person, &reading, &summary) })
        })
    }

    /// Records the advice that was shown with the visit.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn record_advice(&self, id: VisitId, advice: &Advice) -> Result<()> {
        let assessed = Assessed::of(&advice.assessment, vec![advice.from.clone()]);
        self.log(id, assessed, Said::default())
    }
}
