//! Decisions: what, by whom, why, on what was known.

use std::time::SystemTime;

use holdfast_core::device as core;

use crate::device::{Device, Held};
use crate::error::Result;
use crate::item::{FieldShown, shown};
use crate::moment::{moment, timestamp};
use crate::observer::What;
use crate::typed::typed;
use crate::{DecisionId, Member, PersonId, VisitId};

/// A decision to be written down.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct NewDecision {
    /// Whom it is about; nobody for the organisation as a whole.
    #[uniffi(default)]
    pub person: Option<PersonId>,
    /// The visit it was taken at or about.
    #[uniffi(default)]
    pub visit: Option<VisitId>,
    /// What was decided.
    pub what: String,
    /// Why.
    pub why: String,
    /// The options that were not taken.
    #[uniffi(default)]
    pub rejected: Vec<String>,
    /// By when to look at it again.
    #[uniffi(default)]
    pub review_by: Option<SystemTime>,
}

impl NewDecision {
    fn taken(self) -> Result<core::NewDecision> {
        let rejected = self.rejected.iter().map(|text| typed("decision", "rejected", text));
        Ok(core::NewDecision {
            person: self.person.map(TryInto::try_into).transpose()?,
            visit: self.visit.map(TryInto::try_into).transpose()?,
            what: typed("decision", "what", &self.what)?,
            why: typed("decision", "why", &self.why)?,
            rejected: rejected.collect::<Result<_>>()?,
            review_by: self.review_by.map(timestamp),
        })
    }
}

/// A decision as a list shows it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct DecisionShown {
    /// Which.
    pub decision: DecisionId,
    /// What it says now.
    pub says: Vec<FieldShown>,
    /// Who decided.
    pub by: Member,
    /// When it was written.
    pub written: SystemTime,
}

/// Decisions.
#[derive(uniffi::Object)]
pub struct Decisions(pub(crate) Held);

#[uniffi::export]
impl Decisions {
    /// Writes a decision down, bound to what was known.
    pub fn record(&self, new: NewDecision) -> Result<DecisionId> {
        let done = self.0.device.decisions().record(new.taken()?);
        Ok(self.0.saved(done, What::People)?.into())
    }

    /// The decisions about a person, or about the organisation as a whole, by time.
    pub fn list(&self, person: Option<PersonId>) -> Result<Vec<DecisionShown>> {
        let person = person.map(TryInto::try_into).transpose()?;
        let names = self.0.device.members().names()?;
        let row = |row: core::DecisionRow| DecisionShown {
            decision: row.record.into(),
            says: shown(&row.entry.current().content),
            by: Member::of(row.entry.original().author, &names),
            written: moment(row.entry.original().written),
        };
        Ok(self.0.device.decisions().list(person)?.into_iter().map(row).collect())
    }
}

#[uniffi::export]
impl Device {
    /// Decisions.
    pub fn decisions(&self) -> std::sync::Arc<Decisions> {
        std::sync::Arc::new(Decisions(self.0.clone()))
    }
}
