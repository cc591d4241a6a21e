//! A visit: what was planned, and everything that was recorded at it.
//!
//! A visit is open to the pen for ever. No state of it, planned or not, left, amended, signed off,
//! refuses an arrival, a note or a dose; what was written after leaving is marked so and stands.
//! Two carers at one visit write into the same record, side by side.

use std::collections::BTreeSet;

use holdfast_ledger::{MemberId, Timestamp};
use serde::Serialize;

use super::amendment::Entry;
use super::assessment::{Asked, AskedTask};
use super::attendance::{Attendance, Heard, Known, Span, Word, attendance};
use super::double_dose::Offer;
use super::fields::{Fields, PersonId, Reader, Record, Unreadable};
use super::guarded::Valued;
use super::item::ItemId;
use super::kind::RecordKind;
use super::log;
use super::medicine_outcome::MedicineOutcome;
use super::readable::Readable;
use super::visit_log::{
    Arrived, Assessed, Instruction, Left, NotAttended, Note, Observation, TaskOutcome, WentOn,
};
use super::visit_plan::{ABOUT, About, PlannedTask, STAFFING, Staffing, TASK, WINDOW, Window};

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
    /// Who says that nobody came.
    pub not_attended: Vec<Entry<NotAttended>>,
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
            not_attended: log::read(&mut reader),
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
        log::readable(&mut form, &self.not_attended);
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

    /// The time in which what is due is due at this visit, unless it was stood down and nobody came:
    /// from the start of the window to its end, or as long as the visit is planned to take where that
    /// is later; of an unplanned visit, from arriving to leaving.
    pub fn care_span(&self) -> Option<Span> {
        let Some(window) = &self.window else {
            let start = self.arrived_at()?;
            return Some(Span { start, end: self.left_at().unwrap_or(start).max(start) });
        };
        // One that was stood down and took place all the same has what was due at it.
        let went = self.arrived_at().map(|_| &window.winner().content);
        let window = window.content().or(went)?;
        let Span { start, end } = window.span();
        let minutes = window.minutes.map_or(0, |minutes| i64::from(minutes.get()));
        Some(Span { start, end: end.max(start.plus_millis(minutes * 60_000)) })
    }

    /// When it begins, for lists and for the month it belongs to: the planned start (of one stood
    /// down, too), else the first arrival, else when it came about.
    pub fn starts(&self) -> Option<Timestamp> {
        self.window
            .as_ref()
            .map(|window| window.winner().content.start.0)
            .or_else(|| self.arrived_at())
            .or_else(|| {
                let about = self.about.as_ref().map(Valued::winner)?;
                Some(about.occurred.unwrap_or(about.written))
            })
    }

    /// Until when it may begin, of one stood down, too; nothing for one that nobody planned.
    pub fn ends(&self) -> Option<Timestamp> {
        self.window.as_ref().map(|window| window.winner().content.end.0)
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

    /// What an assessment asks of this visit: the systems that are down and the events known on the
    /// device are added by whoever asks.
    pub fn asked(&self) -> Asked {
        let tasks = self.planned_tasks().map(|(key, task)| AskedTask {
            key: key.to_owned(),
            kind: task.kind,
            medicine: task.medicine.as_ref().map(|medicine| medicine.as_str().to_owned()),
            staff: task.staff,
        });
        Asked {
            tasks: tasks.collect(),
            staff_needed: self.staffing.as_ref().and_then(|staffing| staffing.content()?.needed),
            pathway: self.about.as_ref().and_then(|about| about.content()?.pathway),
            down: Vec::new(),
            events: Vec::new(),
        }
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

    /// Whether somebody came, as far as is known here; nothing for a visit that has no window: it
    /// was not planned, or was stood down. `heard` lists every device that the assigned members
    /// may have with them.
    pub fn attendance(&self, heard: &[Heard], now: Timestamp) -> Option<Attendance> {
        let arrived = self.arrived_at();
        let window = self.span()?;
        let words: Vec<Word> = standing(&self.not_attended)
            .map(|(entry, said)| Word {
                by: entry.current().author,
                at: entry.current().written,
                strength: said.strength,
            })
            .collect();
        Some(attendance(&Known { window, arrived, heard, words: &words }, now))
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

    /// How many things were recorded, amendments not counted.
    pub fn entries(&self) -> usize {
        self.arrived.len()
            + self.not_attended.len()
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
            || any(&self.not_attended, id)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::amendment::Change;
    use crate::care::attendance::Strength;
    use crate::care::basis::Basis;
    use crate::care::log::{Logged, Said, enter_again, record};
    use crate::care::medicine_outcome::Outcome;
    use crate::care::observation::Observed;
    use crate::care::reference::{MemberRef, RecordRef};
    use crate::care::scene::{
        AMINA, BEN, CAROL, DOREEN, MO, at, line, medicine, met, moment, onto, pen, text,
    };
    use crate::care::visit_log::TaskDone;
    use crate::care::visit_plan::{
        Plan, Staffing, add_task, assign, drop_task, move_to, stand_down,
    };
    use crate::care::wrong_person::Mark;
    use crate::care::{
        Channel, Clock, Clocks, List, Now, Policy, Put, Source, Staff, Summary, TaskKind, Times,
        Value, Whole, assess,
    };
    use holdfast_ledger::RecordId;
    use proptest::prelude::*;

    /// Carol plans Doreen's breakfast visit: 08:00 to 08:30, two carers, wash and warfarin.
    fn planned() -> Fields {
        let plan = Plan {
            about: About {
                person: DOREEN,
                unplanned: None,
                round: Some(RecordRef(RecordId([5; 16]))),
                commissioned_by: Some(line("Borough council")),
                delivered_by: None,
                pathway: None,
            },
            window: Some(window(8, 0, 8, 30)),
            staffing: Some(staffing(&[AMINA, BEN])),
            tasks: vec![task("Wash and dress")],
        };
        let mut fields = Fields::new();
        onto(&mut fields, pen(CAROL, at(0, 5), |pen| plan.puts(None, pen)).unwrap());
        fields
    }

    fn window(from: i64, minute: i64, to: i64, end: i64) -> Window {
        Window {
            start: moment(at(from, minute)),
            end: moment(at(to, end)),
            minutes: Whole::new(60),
        }
    }

    fn staffing(members: &[MemberId]) -> Staffing {
        Staffing {
            needed: Staff::new(2),
            assigned: members.iter().copied().map(MemberRef).collect(),
        }
    }

    fn task(what: &str) -> PlannedTask {
        PlannedTask {
            kind: TaskKind::PersonalCare,
            what: line(what),
            medicine: None,
            due: None,
            staff: None,
        }
    }

    fn wrote<T: Logged>(who: MemberId, when: Timestamp, content: T) -> Put {
        pen(who, when, |pen| record(content, Said::default(), pen)).unwrap()
    }

    fn arrives(who: MemberId, when: Timestamp) -> Put {
        wrote(who, when, Arrived { member: MemberRef(who), note: None })
    }

    fn leaves(who: MemberId, when: Timestamp) -> Put {
        wrote(who, when, Left { member: MemberRef(who), note: None })
    }

    fn note(who: MemberId, when: Timestamp, words: &str) -> Put {
        wrote(who, when, Note { text: text(words) })
    }

    fn words(visit: &Visit) -> Vec<String> {
        visit.notes.iter().filter_map(|note| Some(note.content()?.text.to_string())).collect()
    }

    #[test]
    fn a_planned_visit_from_plan_to_leaving() {
        let mut fields = planned();
        let visit = Visit::read(&fields);
        assert_eq!(visit.person(), Some(DOREEN.0));
        assert_eq!(visit.span(), Some(Span { start: at(8, 0), end: at(8, 30) }));
        assert_eq!(visit.care_span(), Some(Span { start: at(8, 0), end: at(9, 0) }));
        assert_eq!(visit.assigned(), [AMINA, BEN]);
        assert_eq!(visit.state(), VisitState::Planned);
        onto(&mut fields, [arrives(AMINA, at(8, 5)), arrives(BEN, at(8, 15))]);
        let visit = Visit::read(&fields);
        assert_eq!((visit.state(), visit.present()), (VisitState::UnderWay, vec![AMINA, BEN]));
        assert_eq!(visit.arrived_at(), Some(at(8, 5)));
        onto(&mut fields, [leaves(AMINA, at(8, 50))]);
        let visit = Visit::read(&fields);
        assert_eq!((visit.state(), visit.present()), (VisitState::UnderWay, vec![BEN]));
        onto(&mut fields, [leaves(BEN, at(8, 55))]);
        let visit = Visit::read(&fields);
        assert_eq!((visit.state(), visit.left_at()), (VisitState::Finished, Some(at(8, 55))));
        assert_eq!(visit.unreadable, []);
    }

    #[test]
    fn amina_and_ben_write_side_by_side_without_seeing_each_other() {
        let plan = planned();
        let (mut hers, mut his) = (plan.clone(), plan);
        onto(&mut hers, [arrives(AMINA, at(8, 5)), note(AMINA, at(8, 20), "Ate half her toast")]);
        onto(&mut his, [arrives(BEN, at(8, 5)), note(BEN, at(8, 20), "Skin looked sore")]);
        let fluid = Observation { observed: Observed::parse("fluid 150 ml").unwrap(), note: None };
        onto(&mut his, [wrote(BEN, at(8, 25), fluid)]);
        let (on_hers, on_his) = (met(&hers, &his), met(&his, &hers));
        assert_eq!(on_hers, on_his);
        let visit = Visit::read(&on_hers);
        let mut both = words(&visit);
        both.sort_unstable();
        assert_eq!(both, ["Ate half her toast", "Skin looked sore"]);
        assert_eq!((visit.arrived.len(), visit.observations.len()), (2, 1));
        assert_eq!(visit.readable(), Visit::read(&on_his).readable());
    }

    #[test]
    fn two_phones_begin_the_same_unplanned_visit_and_both_stand() {
        let begin = |who, because: &str| {
            let mut fields = Fields::new();
            let plan = Plan::unplanned(DOREEN, line(because));
            onto(&mut fields, pen(who, at(2, 10), |pen| plan.puts(None, pen)).unwrap());
            onto(&mut fields, [arrives(who, at(2, 30)), note(who, at(2, 40), because)]);
            fields
        };
        let both = met(&begin(AMINA, "fell in the hall"), &begin(BEN, "pendant alarm"));
        let visit = Visit::read(&both);
        assert!(visit.is_unplanned());
        assert_eq!(visit.person(), Some(DOREEN.0));
        assert_eq!(visit.about.as_ref().map(|about| about.others().len()), Some(1));
        assert_eq!((visit.arrived.len(), visit.notes.len()), (2, 2));
        assert_eq!(visit.starts(), Some(at(2, 30)));
        assert_eq!(visit.care_span(), Some(Span { start: at(2, 30), end: at(2, 30) }));
    }

    #[test]
    fn carol_moves_the_window_while_sam_reassigns_and_both_get_what_they_wanted() {
        let plan = planned();
        let (mut carols, mut sams) = (plan.clone(), plan);
        let moved = pen(CAROL, at(7, 0), |pen| move_to(window(9, 0, 9, 30), None, pen)).unwrap();
        onto(&mut carols, [moved]);
        onto(&mut sams, [pen(MO, at(7, 1), |pen| assign(staffing(&[BEN]), None, pen))]);
        let visit = Visit::read(&met(&carols, &sams));
        assert_eq!(visit.span(), Some(Span { start: at(9, 0), end: at(9, 30) }));
        assert_eq!(visit.assigned(), [BEN]);
    }

    #[test]
    fn a_window_that_ends_before_it_begins_is_refused_in_plain_words() {
        let error = pen(CAROL, at(7, 0), |pen| move_to(window(9, 0, 8, 0), None, pen)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "window, end: expected a date and time such as 2026-11-22 21:04 (in England) or \
             2026-11-22T21:04:00Z; found a time before the window begins; write it again"
        );
    }

    /// Rule 1: no state of a visit refuses an arrival or a note.
    #[test]
    fn nothing_refuses_arriving_or_a_note_in_any_state() {
        let stood_down = {
            let mut fields = planned();
            let reason = text("in hospital");
            onto(
                &mut fields,
                [pen(CAROL, at(7, 0), |pen| stand_down(&window(8, 0, 8, 30), reason, None, pen))],
            );
            assert_eq!(Visit::read(&fields).state(), VisitState::StoodDown);
            assert_eq!(Visit::read(&fields).starts(), Some(at(8, 0)), "it stays in its month");
            fields
        };
        let finished = {
            let mut fields = planned();
            onto(&mut fields, [arrives(AMINA, at(8, 0)), leaves(AMINA, at(8, 30))]);
            fields
        };
        let damaged = Fields::from([("visit/about".to_owned(), vec![vec![0xFF, 0x00]])]);
        for mut fields in [Fields::new(), planned(), stood_down, finished, damaged] {
            let before = Visit::read(&fields);
            onto(&mut fields, [arrives(BEN, at(9, 0)), note(BEN, at(9, 5), "All well")]);
            let visit = Visit::read(&fields);
            assert_eq!(visit.present(), [BEN]);
            assert_eq!(words(&visit), ["All well"]);
            assert_eq!(visit.unreadable, before.unreadable);
        }
    }

    #[test]
    fn a_note_after_leaving_is_marked_and_stands() {
        let mut fields = planned();
        onto(&mut fields, [arrives(AMINA, at(8, 0)), arrives(BEN, at(8, 0))]);
        onto(&mut fields, [leaves(AMINA, at(8, 30))]);
        onto(&mut fields, [note(AMINA, at(8, 20), "before"), note(AMINA, at(8, 40), "after")]);
        onto(&mut fields, [note(BEN, at(8, 45), "still here"), note(MO, at(8, 50), "by phone")]);
        let marked = |fields: &Fields| {
            let visit = Visit::read(fields);
            let after = visit.notes.iter().filter(|note| visit.after_leaving(note));
            after.filter_map(|note| Some(note.content()?.text.to_string())).collect::<Vec<_>>()
        };
        assert_eq!(marked(&fields), ["after"]);
        onto(&mut fields, [leaves(BEN, at(9, 0)), note(MO, at(9, 10), "next day")]);
        assert_eq!(marked(&fields), ["after", "next day"]);
        onto(&mut fields, [arrives(AMINA, at(8, 35)), leaves(AMINA, at(8, 42))]);
        assert_eq!(marked(&fields), ["next day"], "she had gone back in");
    }

    #[test]
    fn the_assessment_shown_is_kept_whole_and_an_override_in_the_carers_words() {
        let mut fields = planned();
        let summary = Basis {
            record: RecordRef(RecordId([9; 16])),
            heads: List(Vec::new()),
            readable: crate::care::DigestRef(crate::care::item::Digest::of(b"as shown")),
        };
        let now = Now { at: at(8, 6), clocks: Clocks::Agree };
        let shown = assess(
            &Summary::default(),
            &Visit::read(&fields).asked(),
            Staff::new(1).unwrap(),
            &Policy::default(),
            now,
        );
        let assessed = Assessed::of(&shown, vec![summary]);
        assert_eq!(assessed.assessment(), Some(shown));
        onto(&mut fields, [wrote(AMINA, at(8, 6), assessed.clone())]);
        let shown = Visit::read(&fields);
        assert_eq!(shown.assessed[0].content(), Some(&assessed));
        assert!(!shown.was_overridden());
        let went_on = WentOn {
            because: text("she was on the floor and cold"),
            assessment: Some(shown.assessed[0].id().into()),
            tried: List(vec![line("on-call, 08:07, no answer")]),
        };
        onto(&mut fields, [wrote(AMINA, at(8, 8), went_on.clone())]);
        let visit = Visit::read(&fields);
        assert!(visit.was_overridden());
        assert_eq!(visit.went_on[0].content(), Some(&went_on));
    }

    #[test]
    fn her_daughter_says_nobody_came_and_it_is_missed_only_when_the_phone_was_heard() {
        let mut fields = planned();
        let said = |strength| NotAttended { strength, told_by: Some(line("daughter")), note: None };
        let phone = |heard| Heard {
            device: holdfast_ledger::DeviceId([1; 16]),
            said: Some(heard),
            received: Some(heard),
        };
        let stands = |fields: &Fields, heard: Timestamp| {
            Visit::read(fields).attendance(&[phone(heard)], at(10, 0))
        };
        assert_eq!(stands(&fields, at(7, 0)), Some(Attendance::NotHeard));
        onto(&mut fields, [wrote(CAROL, at(9, 0), said(Strength::Report))]);
        onto(&mut fields, [wrote(CAROL, at(9, 5), said(Strength::Confirmed))]);
        assert_eq!(stands(&fields, at(7, 0)), Some(Attendance::ReportedNotAttended));
        assert_eq!(stands(&fields, at(9, 0)), Some(Attendance::Missed));
        onto(&mut fields, [arrives(AMINA, at(8, 20))]);
        assert_eq!(stands(&fields, at(9, 0)), Some(Attendance::Attended(at(8, 20))));
        let unplanned = Plan::unplanned(DOREEN, line("fall"));
        let mut fall = Fields::new();
        onto(&mut fall, pen(BEN, at(2, 0), |pen| unplanned.puts(None, pen)).unwrap());
        assert_eq!(Visit::read(&fall).attendance(&[], at(10, 0)), None);
    }

    #[test]
    fn a_visit_reads_as_json_with_its_times_and_its_amendments() {
        let mut fields = planned();
        onto(&mut fields, [note(AMINA, at(8, 5), "Ate nothing")]);
        let entry = Visit::read(&fields).notes[0].clone();
        let change = Change {
            content: Note { text: text("Ate half") },
            occurred: None,
            reason: text("saw the plate later"),
            clock: Some(Clock { ahead: 120_000, found: at(6, 0) }),
        };
        onto(&mut fields, [pen(AMINA, at(8, 9), |pen| entry.amend(change, pen))]);
        let visit = Visit::read(&fields);
        let json = serde_json::to_value(&visit).unwrap();
        let note = &json["notes"][0];
        assert_eq!(note["original"]["content"]["text"], "Ate nothing");
        assert_eq!(note["original"]["written"], "2026-11-22T08:05:00.000Z");
        assert_eq!(note["amendments"][0]["content"]["text"], "Ate half");
        assert_eq!(note["amendments"][0]["reason"], "saw the plate later");
        let times = Times::of(visit.notes[0].current(), Some(at(9, 0)));
        assert_eq!(
            times,
            Times {
                occurred: None,
                written: at(8, 9),
                clock: Some(Clock { ahead: 120_000, found: at(6, 0) }),
                received: Some(at(9, 0)),
            }
        );
        assert_eq!(times.written_corrected(), at(8, 7));
    }

    #[test]
    fn doses_are_offers_and_a_doubtful_one_is_told_to_somebody() {
        let mut fields = planned();
        let dose = |outcome| MedicineOutcome {
            medicine: Some(medicine(1)),
            due: Some(moment(at(8, 0))),
            ..MedicineOutcome::named(line("Warfarin 1 mg"), outcome)
        };
        onto(&mut fields, [wrote(AMINA, at(8, 10), dose(Outcome::TakenSeen))]);
        onto(&mut fields, [wrote(BEN, at(8, 20), dose(Outcome::Uncertain))]);
        let visit = Visit::read(&fields);
        let times: Vec<Timestamp> = visit.offers().iter().map(|offer| offer.at).collect();
        assert_eq!(times, [at(8, 10), at(8, 20)]);
        let doubtful: Vec<MemberId> =
            visit.to_escalate().iter().map(|entry| entry.original().author).collect();
        assert_eq!(doubtful, [BEN]);
        let entry = visit.medicines[1].clone();
        let reason = text("she had looked at the wrong box");
        onto(&mut fields, [pen(BEN, at(8, 30), |pen| entry.strike(reason, None, pen))]);
        let visit = Visit::read(&fields);
        assert_eq!((visit.offers().len(), visit.to_escalate().len()), (1, 0));
    }

    #[test]
    fn a_dropped_task_stays_readable_and_a_new_one_stands() {
        let mut fields = planned();
        let visit = Visit::read(&fields);
        let (key, dropped) = visit.planned_tasks().next().unwrap();
        let reason = text("her daughter does it");
        onto(&mut fields, [pen(CAROL, at(7, 0), |pen| drop_task(key, dropped, reason, None, pen))]);
        onto(&mut fields, [pen(CAROL, at(7, 0), |pen| add_task(task("Breakfast"), None, pen))]);
        let visit = Visit::read(&fields);
        let standing: Vec<&str> =
            visit.planned_tasks().map(|(_, task)| task.what.as_str()).collect();
        assert_eq!(standing, ["Breakfast"]);
        assert_eq!(visit.tasks.len(), 2);
    }

    #[test]
    fn entered_for_the_wrong_person_is_hidden_and_entered_again_as_it_was() {
        let mut fields = planned();
        let said = Said {
            occurred: Some(at(8, 10)),
            source: Source::Told { by: line("her son"), channel: Channel::Phone },
            ..Said::default()
        };
        let put = pen(AMINA, at(8, 12), |pen| record(Note { text: text("Fell") }, said, pen));
        onto(&mut fields, [put.unwrap(), note(AMINA, at(8, 14), "Ate well")]);
        let mut visit = Visit::read(&fields);
        let wrong = visit.notes[0].clone();
        visit.hide(&[Mark::Item(wrong.id())]);
        assert_eq!((words(&visit), visit.hidden), (vec!["Ate well".to_owned()], 1));
        let mut right = Fields::new();
        onto(&mut right, [pen(MO, at(17, 0), |pen| enter_again(&wrong, pen))]);
        let again = Visit::read(&right).notes.remove(0);
        let (before, after) = (wrong.original(), again.original());
        assert_eq!(
            (after.author, after.written, after.occurred, &after.source, &after.content),
            (before.author, before.written, before.occurred, &before.source, &before.content)
        );
        assert_ne!(after.id, before.id);
        let by = after.confirmed.as_ref().map(|confirmed| (confirmed.by, confirmed.at));
        assert_eq!(by, Some((MO, at(17, 0))));
    }

    #[test]
    fn what_a_later_version_wrote_is_listed_and_nothing_else_is_lost() {
        let mut fields = planned();
        onto(&mut fields, [note(AMINA, at(8, 5), "Well")]);
        fields.insert("handover/1".to_owned(), vec![vec![0xA0]]);
        fields.insert("note/unreadable".to_owned(), vec![vec![0xFF]]);
        let visit = Visit::read(&fields);
        assert_eq!(words(&visit), ["Well"]);
        let keys: Vec<&str> = visit.unreadable.iter().map(|one| one.key.as_str()).collect();
        assert_eq!(keys, ["handover/1", "note/unreadable"]);
    }

    #[test]
    fn no_debug_print_shows_what_was_written() {
        let mut fields = planned();
        onto(&mut fields, [note(AMINA, at(8, 5), "Doreen was upset about Kenneth")]);
        let outcome = TaskOutcome {
            task: None,
            what: line("Wash Kenneth"),
            outcome: TaskDone::Done,
            reason: None,
            with: List(Vec::new()),
        };
        onto(&mut fields, [wrote(AMINA, at(8, 6), outcome)]);
        let shown = format!("{:?}", Visit::read(&fields));
        assert!(shown.contains("Note"), "the print shows the structure");
        assert!(!shown.contains("Kenneth") && !shown.contains("Borough"));
    }

    /// A whole visit with one of everything, as fields.
    fn full() -> Fields {
        let mut fields = planned();
        onto(&mut fields, [arrives(AMINA, at(8, 0)), note(AMINA, at(8, 5), "Well")]);
        let dose = MedicineOutcome::named(line("Aspirin"), Outcome::Declined);
        onto(&mut fields, [wrote(AMINA, at(8, 10), dose), leaves(AMINA, at(8, 30))]);
        fields
    }

    proptest! {
        /// Any bytes at any key, and any damage to a real visit: read, listed, never a panic, and
        /// the readable form is one a reader can take apart.
        #[test]
        fn hostile_fields_are_read(
            noise in prop::collection::btree_map("[a-z-]{1,8}/[a-z0-9]{1,6}",
                prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 0..3), 0..8),
            at_byte in any::<prop::sample::Index>(),
            at_value in any::<prop::sample::Index>(),
            byte in any::<u8>(),
        ) {
            let _ = Visit::read(&noise);
            let mut fields = full();
            let keys: Vec<String> = fields.keys().cloned().collect();
            let key = at_value.get(&keys).clone();
            if let Some(value) = fields.get_mut(&key).and_then(|values| values.first_mut()) {
                let index = at_byte.index(value.len());
                value[index] = byte;
            }
            fields.extend(noise);
            let visit = Visit::read(&fields);
            let _ = (visit.state(), visit.offers(), visit.starts(), visit.care_span());
            let form = crate::care::Readable::from_bytes(&visit.readable());
            prop_assert!(form.is_ok());
        }
    }
}
