//! A visit: what was planned, and everything that was recorded at it.
//!
//! A visit is open to the pen for ever. No state of it, planned or not, left, amended, signed off,
//! refuses an arrival, a note or a dose; what was written after leaving is marked so and stands.
//! Two carers at one visit write into the same record, side by side.

use std::collections::BTreeSet;

use holdfast_ledger::{MemberId, Timestamp};
use serde::Serialize;

use super::amendment::Entry;
use super::attendance::Span;
use super::double_dose::Offer;
use super::fields::{Fields, PersonId, Reader, Record, Unreadable};
use super::guarded::Valued;
use super::item::ItemId;
use super::kind::RecordKind;
use super::log::{self, Logged};
use super::medicine_outcome::MedicineOutcome;
use super::readable::Readable;
use super::visit_log::{
    Arrived, Assessed, Instruction, Left, Note, Observation, TaskOutcome, WentOn,
};
use super::visit_plan::{ABOUT, About, PlannedTask, STAFFING, Staffing, TASK, WINDOW, Window};
use super::wrong_person::Mark;

/// A visit, as it reads now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Visit {
    /// Whom it is to, and why. Nothing only when that part has not arrived or cannot be read.
    pub about: Option<Valued<About>>,
    /// When it may begin; nothing for an unplanned visit, removed for one that was stood down.
    pub window: Option<Valued<Window>>,
    /// By how many, by whom.
    pub staffing: Option<Valued<Staffing>>,
    /// What is to be done, in the order it was planned.
    pub tasks: Vec<Valued<PlannedTask>>,
    /// Who arrived.
    pub arrived: Vec<Entry<Arrived>>,
    /// The advice that was shown.
    pub assessed: Vec<Entry<Assessed>>,
    /// Went on although the advice was not to.
    pub went_on: Vec<Entry<WentOn>>,
    /// What came of tasks.
    pub done: Vec<Entry<TaskOutcome>>,
    /// What came of medicines.
    pub medicines: Vec<Entry<MedicineOutcome>>,
    /// What was measured or seen.
    pub observations: Vec<Entry<Observation>>,
    /// What was written.
    pub notes: Vec<Entry<Note>>,
    /// What the carer was asked to do by phone.
    pub instructions: Vec<Entry<Instruction>>,
    /// Who left.
    pub left: Vec<Entry<Left>>,
    /// How many entries are not shown because they were entered for the wrong person.
    pub hidden: usize,
    /// What this version cannot read.
    pub unreadable: Vec<Unreadable>,
}

impl Record for Visit {
    const KIND: RecordKind = RecordKind::Visit;

    fn read(fields: &Fields) -> Self {
        let mut reader = Reader::new(fields);
        Self {
            about: reader.valued(ABOUT),
            window: reader.valued(WINDOW),
            staffing: reader.valued(STAFFING),
            tasks: reader.valued_in(TASK),
            arrived: log::read(&mut reader),
            assessed: log::read(&mut reader),
            went_on: log::read(&mut reader),
            done: log::read(&mut reader),
            medicines: log::read(&mut reader),
            observations: log::read(&mut reader),
            notes: log::read(&mut reader),
            instructions: log::read(&mut reader),
            left: log::read(&mut reader),
            hidden: 0,
            unreadable: reader.finish(),
        }
    }

    fn readable(&self) -> Vec<u8> {
        let mut form = Readable::new(Self::KIND);
        self.about.iter().for_each(|about| form.valued(about));
        self.window.iter().for_each(|window| form.valued(window));
        self.staffing.iter().for_each(|staffing| form.valued(staffing));
        self.tasks.iter().for_each(|task| form.valued(task));
        log::readable(&mut form, &self.arrived);
        log::readable(&mut form, &self.assessed);
        log::readable(&mut form, &self.went_on);
        log::readable(&mut form, &self.done);
        log::readable(&mut form, &self.medicines);
        log::readable(&mut form, &self.observations);
        log::readable(&mut form, &self.notes);
        log::readable(&mut form, &self.instructions);
        log::readable(&mut form, &self.left);
        form.unreadable(&self.unreadable);
        form.to_bytes()
    }
}

/// How a visit stands, for a list of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitState {
    /// Planned; nobody has arrived.
    Planned,
    /// Stood down; nobody has arrived.
    StoodDown,
    /// Somebody is there.
    UnderWay,
    /// Everybody who arrived has left.
    Finished,
}

impl Visit {
    /// Whom it is to.
    pub fn person(&self) -> Option<PersonId> {
        self.about.as_ref().map(|about| about.winner().content.person.0)
    }

    /// Whether nobody planned it.
    pub fn is_unplanned(&self) -> bool {
        self.window.is_none()
    }

    /// The window, unless it is unplanned or was stood down.
    pub fn span(&self) -> Option<Span> {
        self.window.as_ref().and_then(Valued::content).map(Window::span)
    }

    /// When it begins, for lists and for the month it belongs to: the planned start (of one stood
    /// down, too), else the first arrival, else the first thing written.
    pub fn starts(&self) -> Option<Timestamp> {
        self.window
            .as_ref()
            .map(|window| window.winner().content.start.0)
            .or_else(|| self.arrived_at())
            .or_else(|| self.about.as_ref().map(|about| about.winner().written))
    }

    /// Who is to come.
    pub fn assigned(&self) -> Vec<MemberId> {
        self.staffing
            .as_ref()
            .and_then(Valued::content)
            .map(|staffing| staffing.assigned.iter().map(|member| member.0).collect())
            .unwrap_or_default()
    }

    /// The tasks that are to be done, with their keys.
    pub fn planned_tasks(&self) -> impl Iterator<Item = (&str, &PlannedTask)> {
        self.tasks.iter().filter_map(|task| Some((task.key(), task.content()?)))
    }

    /// When somebody first arrived, as they say.
    pub fn arrived_at(&self) -> Option<Timestamp> {
        standing(&self.arrived).map(|(entry, _)| entry.occurred()).min()
    }

    /// When the last of those who left did, as they say. Somebody may still be there.
    pub fn left_at(&self) -> Option<Timestamp> {
        standing(&self.left).map(|(entry, _)| entry.occurred()).max()
    }

    /// Who arrived and has not left since, sorted.
    pub fn present(&self) -> Vec<MemberId> {
        let members: BTreeSet<MemberId> =
            standing(&self.arrived).map(|(_, arrived)| arrived.member.0).collect();
        members
            .into_iter()
            .filter(|member| self.last_in(*member) > self.last_out(*member))
            .collect()
    }

    fn last_in(&self, member: MemberId) -> Option<Timestamp> {
        standing(&self.arrived)
            .filter(|(_, arrived)| arrived.member.0 == member)
            .map(|(entry, _)| entry.occurred())
            .max()
    }

    fn last_out(&self, member: MemberId) -> Option<Timestamp> {
        standing(&self.left)
            .filter(|(_, left)| left.member.0 == member)
            .map(|(entry, _)| entry.occurred())
            .max()
    }

    /// How it stands.
    pub fn state(&self) -> VisitState {
        if self.arrived_at().is_some() {
            if self.present().is_empty() { VisitState::Finished } else { VisitState::UnderWay }
        } else if self.window.as_ref().is_some_and(|window| window.content().is_none()) {
            VisitState::StoodDown
        } else {
            VisitState::Planned
        }
    }

    /// Whether something was written after its author had left (or, by somebody who was never
    /// there, after everybody had). It is only ever a mark.
    pub fn after_leaving<T>(&self, entry: &Entry<T>) -> bool {
        let author = entry.original().author;
        let was_there = self.last_in(author).is_some();
        let out = if was_there { self.last_out(author) } else { self.left_at() };
        let back = if was_there { self.last_in(author) } else { None };
        out.is_some_and(|out| entry.original().written > out && back.is_none_or(|back| back <= out))
            && (was_there || self.present().is_empty())
    }

    /// Every offer of a medicine, for the check on double doses. What was struck is left out.
    pub fn offers(&self) -> Vec<Offer> {
        self.medicines
            .iter()
            .filter(|entry| entry.content().is_some())
            .filter_map(|entry| MedicineOutcome::offer(entry.current(), entry.occurred()))
            .collect()
    }

    /// The medicine outcomes that must be told to somebody: *uncertain* and *error suspected*.
    pub fn to_escalate(&self) -> Vec<&Entry<MedicineOutcome>> {
        standing(&self.medicines)
            .filter(|(_, medicine)| medicine.outcome.needs_escalation())
            .map(|(entry, _)| entry)
            .collect()
    }

    /// Whether the advice was not followed because leaving or waiting was more dangerous.
    pub fn was_overridden(&self) -> bool {
        standing(&self.went_on).next().is_some()
    }

    /// Leave out what was entered for the wrong person, for a reader who is not a manager. The
    /// count of what is hidden stays.
    pub fn hide(&mut self, marks: &[Mark]) {
        let before = self.entries();
        hide(&mut self.arrived, marks);
        hide(&mut self.assessed, marks);
        hide(&mut self.went_on, marks);
        hide(&mut self.done, marks);
        hide(&mut self.medicines, marks);
        hide(&mut self.observations, marks);
        hide(&mut self.notes, marks);
        hide(&mut self.instructions, marks);
        hide(&mut self.left, marks);
        self.hidden += before - self.entries();
    }

    /// How many things were recorded, amendments not counted.
    pub fn entries(&self) -> usize {
        self.arrived.len()
            + self.assessed.len()
            + self.went_on.len()
            + self.done.len()
            + self.medicines.len()
            + self.observations.len()
            + self.notes.len()
            + self.instructions.len()
            + self.left.len()
    }

    /// Whether an item is recorded here, in any wording.
    pub fn holds(&self, id: ItemId) -> bool {
        fn any<T>(entries: &[Entry<T>], id: ItemId) -> bool {
            entries.iter().any(|entry| entry.all().any(|item| item.id == id))
        }
        any(&self.arrived, id)
            || any(&self.assessed, id)
            || any(&self.went_on, id)
            || any(&self.done, id)
            || any(&self.medicines, id)
            || any(&self.observations, id)
            || any(&self.notes, id)
            || any(&self.instructions, id)
            || any(&self.left, id)
    }
}

/// The entries that were not struck, with what they say.
pub(crate) fn standing<T>(entries: &[Entry<T>]) -> impl Iterator<Item = (&Entry<T>, &T)> {
    entries.iter().filter_map(|entry| Some((entry, entry.content()?)))
}

fn hide<T: Logged>(entries: &mut Vec<Entry<T>>, marks: &[Mark]) {
    entries.retain(|entry| !marks.iter().any(|mark| entry.all().any(|item| mark.hides(item.id))));
}
