//! Decisions: what, by whom, why, on what was known. Written in a few taps, signed at once.

use holdfast_ledger::{LedgerId, RecordId, Timestamp};

use super::act::{Act, Write};
use super::error::{DeviceError, Result};
use super::handle::Device;
use super::person_ledgers::months;
use super::person_page::basis;
use super::reading::Reading;
use super::sheets::sheets_in;
use super::summaries::summary_reading;
use super::visits::{VisitId, read_visit, visit_key};
use crate::care::ledger_card::month_of;
use crate::care::reference::{Moment, PersonRef, RecordRef};
use crate::care::{
    Basis, Decision, Entry, PersonId, Record as _, RecordKind, Said, Sheet, Summary, Text,
};

/// Decisions.
#[derive(Clone, Copy)]
pub struct Decisions<'a>(pub(super) &'a Device);

/// A decision to be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDecision {
    /// Whom it is about; nobody for the organisation as a whole.
    pub person: Option<PersonId>,
    /// The visit it was taken at or about.
    pub visit: Option<VisitId>,
    /// What was decided.
    pub what: Text,
    /// Why.
    pub why: Text,
    /// The options that were not taken.
    pub rejected: Vec<Text>,
    /// By when to look at it again.
    pub review_by: Option<Timestamp>,
}

impl NewDecision {
    /// About one person.
    pub fn about(person: PersonId, what: Text, why: Text) -> Self {
        Self { person: Some(person), ..Self::of_the_organisation(what, why) }
    }

    /// About the organisation as a whole.
    pub const fn of_the_organisation(what: Text, why: Text) -> Self {
        Self { person: None, visit: None, what, why, rejected: Vec::new(), review_by: None }
    }
}

/// A decision as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    /// Its record.
    pub record: RecordId,
    /// What was decided, by whom and when, with every amendment.
    pub entry: Entry<Decision>,
}

impl Decisions<'_> {
    /// Writes a decision down, bound to what was known: the person's summary and the visit, each as
    /// it reads on this device now.
    ///
    /// # Errors
    /// If the person or the visit is not on this device, or, for the organisation as a whole, this
    /// member's role may not.
    pub fn record(&self, new: NewDecision) -> Result<RecordId> {
        self.0.act(|act| act.decide(new))
    }

    /// The decisions about a person, or about the organisation as a whole, by time.
    ///
    /// # Errors
    /// While locked.
    pub fn list(&self, person: Option<PersonId>) -> Result<Vec<DecisionRow>> {
        self.0.look(|state, tables| {
            let ledgers = match person {
                Some(person) => months(state, person),
                None => state.index.office.into_iter().collect(),
            };
            let mut rows = Vec::new();
            for ledger in ledgers {
                for (record, sheet) in sheets_in::<Decision>(state, tables, ledger)? {
                    let entries = sheet.entries.into_iter();
                    rows.extend(entries.map(|entry| DecisionRow { record, entry }));
                }
            }
            rows.sort_by_key(|row| (row.entry.original().written, row.record));
            Ok(rows)
        })
    }
}

impl Act<'_, '_> {
    pub(super) fn decide(&mut self, new: NewDecision) -> Result<RecordId> {
        let ledger = self.decided_in(&new)?;
        let known = self.known(&new)?;
        let decision = Decision {
            person: new.person.map(PersonRef),
            visit: new.visit.map(|visit| RecordRef(visit.record)),
            what: new.what,
            why: new.why,
            known: known.into(),
            rejected: new.rejected.into(),
            review_by: new.review_by.map(Moment),
        };
        let said = Said { clock: self.clock()?, ..Said::default() };
        let puts = self.with_pen(|pen| Sheet::begin(decision, said, pen))?;
        let record = self.with_pen(|pen| pen.record_id());
        self.save(ledger, &[Write { kind: RecordKind::Decision, record, puts }])?;
        Ok(record)
    }

    fn decided_in(&mut self, new: &NewDecision) -> Result<LedgerId> {
        match (new.person, new.visit) {
            (_, Some(visit)) => Ok(visit.ledger),
            (Some(person), None) => self.month(person, month_of(self.now)),
            (None, None) => self.state.index.office.ok_or(DeviceError::NoKey),
        }
    }

    /// What whoever decides has before them. A summary that is not here was not known.
    fn known(&mut self, new: &NewDecision) -> Result<Vec<Basis>> {
        let mut known = Vec::new();
        if let Some(person) = new.person
            && let Ok((reading, _)) = summary_reading(self.state, self.tables, person)
        {
            known.push(basis(person, &reading, &Summary::read(reading.fields())));
        }
        if let Some(id) = new.visit {
            let visit = read_visit(self.state, self.tables, id)?;
            let reading = Reading::load(self.tables, self.state.actor, &visit_key(id))?;
            let heads: Vec<[u8; 32]> =
                reading.heads().as_slice().iter().map(|head| head.0).collect();
            known.push(Basis::of(RecordRef(id.record), &heads, &visit));
        }
        Ok(known)
    }
}
