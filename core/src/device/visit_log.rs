//! What is recorded at a visit. Nothing here refuses arriving, staying or a note, whatever the state of
//! the visit, the summary, the clock or the advice.

use super::act::{Act, Write};
use super::advice::Advice;
use super::error::{DeviceError, Result};
use super::visits::{NO_VISIT, VisitId, Visits, read_visit, visit_key};
use crate::care::ledger_card::month_of;
use crate::care::log::{record, record_as};
use crate::care::reference::{ItemRef, KeyRef, MemberRef, PersonRef};
use crate::care::visit_log::{
    Arrived, Assessed, Instruction, Left, Note, Observation, TaskDone, TaskOutcome, WentOn,
};
use crate::care::visit_plan::Plan;
use crate::care::{
    ItemId, Line, Logged, MedicineOutcome, Observed, PersonId, Put, RecordKind, Said, Text,
    Value as _,
};

impl Visits<'_> {
    /// Arrived. Never refused.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn start(&self, id: VisitId, said: Said) -> Result<()> {
        let member = MemberRef(self.0.identity()?.member);
        self.log(id, Arrived { member, note: None }, said)
    }

    /// Arrived at somebody nobody had planned to visit: a fall, a call in the night.
    ///
    /// # Errors
    /// If the person is not on this device.
    pub fn start_unplanned(&self, person: PersonId, because: Line) -> Result<VisitId> {
        self.0.act(|act| {
            let ledger = act.month(person, month_of(act.now))?;
            let plan = Plan::unplanned(PersonRef(person), because);
            let record_id = act.with_pen(|pen| pen.record_id());
            let clock = act.clock()?;
            let mut puts = act.with_pen(|pen| plan.puts(clock, pen))?;
            let member = MemberRef(act.state.member);
            let arrived = Arrived { member, note: None };
            let said = Said { clock, ..Said::default() };
            puts.push(act.with_pen(|pen| record(arrived, said, pen))?);
            act.save(ledger, &[Write { kind: RecordKind::Visit, record: record_id, puts }])?;
            Ok(VisitId { ledger, record: record_id })
        })
    }

    /// Went on although the advice was not to. Signed, and at the top of a manager's list. The advice that
    /// was shown is recorded with it, and named by it.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn went_on(
        &self,
        id: VisitId,
        because: Text,
        tried: Vec<Line>,
        shown: Option<&Advice>,
    ) -> Result<()> {
        self.0.act(|act| {
            let said = Said { clock: act.clock()?, ..Said::default() };
            let mut puts = Vec::with_capacity(2);
            let mut assessment = None;
            if let Some(advice) = shown {
                let assessed = Assessed::of(&advice.assessment, vec![advice.from.clone()]);
                let (item, put) = act.with_pen(|pen| record_as(assessed, said.clone(), pen))?;
                assessment = Some(ItemRef(item));
                puts.push(put);
            }
            let went_on = WentOn { because, assessment, tried: tried.into() };
            puts.push(act.with_pen(|pen| record(went_on, said, pen))?);
            act.add_to_visit(id, puts)
        })
    }

    /// Writes a note. Never refused.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn note(&self, id: VisitId, text: Text, said: Said) -> Result<()> {
        self.log(id, Note { text }, said)
    }

    /// Records what came of a task.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn task(&self, id: VisitId, done: TaskOutcome) -> Result<()> {
        self.log(id, done, Said::default())
    }

    /// Records what came of a planned task, by its key.
    ///
    /// # Errors
    /// If the visit has no such task.
    pub fn planned_task(
        &self,
        id: VisitId,
        key: &str,
        outcome: TaskDone,
        reason: Option<Text>,
    ) -> Result<()> {
        let page = self.page(id)?;
        let task = page.visit.planned_tasks().find(|(at, _)| *at == key);
        let (_, task) = task.ok_or(DeviceError::NotFound {
            what: "a task of this visit",
            advice: "see the visit's list of tasks",
        })?;
        let what = task.what.clone();
        let task = KeyRef::parse(key).ok();
        self.task(id, TaskOutcome { task, what, outcome, reason, with: Vec::new().into() })
    }

    /// Records what came of a medicine.
    ///
    /// # Errors
    /// If the visit is not on this device, or the outcome lacks what it would be worthless without.
    pub fn medicine(&self, id: VisitId, outcome: MedicineOutcome, said: Said) -> Result<()> {
        self.log(id, outcome, said)
    }

    /// Records an observation.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn observe(
        &self,
        id: VisitId,
        observed: Observed,
        note: Option<Text>,
        said: Said,
    ) -> Result<()> {
        self.log(id, Observation { observed, note }, said)
    }

    /// Records an instruction taken by phone.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn instruction(&self, id: VisitId, instruction: Instruction) -> Result<()> {
        self.log(id, instruction, Said::default())
    }

    /// Left.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn leave(&self, id: VisitId, note: Option<Line>, said: Said) -> Result<()> {
        let member = MemberRef(self.0.identity()?.member);
        self.log(id, Left { member, note }, said)
    }

    /// Amends a note: what was written first stays, with its author and time.
    ///
    /// # Errors
    /// If there is no such note.
    pub fn amend_note(&self, id: VisitId, note: ItemId, text: Text, reason: Text) -> Result<()> {
        self.0.act(|act| {
            let visit = read_visit(act.state, act.tables, id)?;
            let entry = visit.notes.iter().find(|entry| entry.id() == note);
            let entry = entry.ok_or(DeviceError::NotFound {
                what: "a note of this visit",
                advice: "see the visit's list of notes",
            })?;
            let change = crate::care::Change {
                content: Note { text },
                occurred: None,
                clock: act.clock()?,
                reason,
            };
            let put = act.with_pen(|pen| entry.amend(change, pen));
            act.add_to_visit(id, vec![put])
        })
    }

    pub(super) fn log<T: Logged>(&self, id: VisitId, content: T, said: Said) -> Result<()> {
        self.0.act(|act| {
            let said = Said { clock: said.clock.or(act.clock()?), ..said };
            let put = act.with_pen(|pen| record(content, said, pen))?;
            act.add_to_visit(id, vec![put])
        })
    }
}

impl Act<'_, '_> {
    pub(super) fn add_to_visit(&mut self, id: VisitId, puts: Vec<Put>) -> Result<()> {
        if self.tables.record(&visit_key(id))?.is_none() {
            return Err(NO_VISIT);
        }
        self.save(id.ledger, &[Write { kind: RecordKind::Visit, record: id.record, puts }])?;
        Ok(())
    }
}
