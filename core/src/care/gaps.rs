//! What a visit lacks, for whoever looks at the end of a shift. A list of things to ask about, never
//! a verdict: a gap in a record is not a gap in care.

use std::collections::{BTreeMap, BTreeSet};

use holdfast_ledger::{MemberId, Timestamp};
use serde::Serialize;

use super::json;
use super::medicine_due::{MedicineDue, due_in};
use super::reference::KeyRef;
use super::summary::Summary;
use super::visit::{Visit, standing};

/// One thing that is not in the record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// Things were recorded, but no arrival.
    NoArrival,
    /// A planned task with no outcome, by its key.
    TaskNotRecorded(String),
    /// A medicine that was due, with no outcome of any kind.
    MedicineNotRecorded {
        /// Which, by its key in the summary.
        medicine: KeyRef,
        /// When it was due, where the plan gives a time.
        #[serde(serialize_with = "json::moment_or_none")]
        due: Option<Timestamp>,
    },
    /// Somebody arrived and no leaving time was written.
    NoLeavingTime(#[serde(serialize_with = "json::id")] MemberId),
    /// Fewer came than the visit needs.
    FewerStaff {
        /// How many were needed.
        needed: u32,
        /// How many arrived.
        came: u32,
    },
}

/// What the record of a visit lacks by the summary as it reads now: what was due is found in the
/// visit's own time.
pub fn gaps_by(visit: &Visit, summary: &Summary) -> Vec<Gap> {
    let due = visit.care_span().map(|span| due_in(summary, span)).unwrap_or_default();
    gaps(visit, &due)
}

/// What the record of a visit lacks, sorted. A visit at which nothing at all was recorded has no
/// gaps: whether anybody came is what attendance answers.
///
/// `due` is what the summary says was due in this visit's time; medicines planned as tasks of the
/// visit are added to it.
pub fn gaps(visit: &Visit, due: &[MedicineDue]) -> Vec<Gap> {
    if visit.entries() == 0 {
        return Vec::new();
    }
    let mut gaps = Vec::new();
    if visit.arrived_at().is_none() {
        gaps.push(Gap::NoArrival);
    }
    gaps.extend(tasks(visit));
    gaps.extend(medicines(visit, due));
    gaps.extend(visit.present().into_iter().map(Gap::NoLeavingTime));
    gaps.extend(staff(visit));
    gaps.sort_unstable();
    gaps.dedup();
    gaps
}

/// Planned tasks without an outcome. One that gives a medicine is asked about as a medicine.
fn tasks(visit: &Visit) -> impl Iterator<Item = Gap> {
    let done: BTreeSet<&KeyRef> =
        standing(&visit.done).filter_map(|(_, done)| done.task.as_ref()).collect();
    visit
        .planned_tasks()
        .filter(|(_, task)| task.medicine.is_none())
        .filter(move |(key, _)| !done.iter().any(|done| done.as_str() == *key))
        .map(|(key, _)| Gap::TaskNotRecorded(key.to_owned()))
}

/// Medicines without an outcome. An outcome for a due time answers that one; an outcome without a
/// due time answers one that is left, so that one tap never answers two doses.
fn medicines(visit: &Visit, due: &[MedicineDue]) -> Vec<Gap> {
    let planned = visit.planned_tasks().filter_map(|(_, task)| {
        Some(MedicineDue { medicine: task.medicine.clone()?, at: task.due.map(|due| due.0) })
    });
    let mut asked: BTreeSet<MedicineDue> = planned.chain(due.iter().cloned()).collect();
    // A task without a time asks for the same dose as a time in the summary does.
    let timed: BTreeSet<KeyRef> =
        asked.iter().filter(|due| due.at.is_some()).map(|due| due.medicine.clone()).collect();
    asked.retain(|due| due.at.is_some() || !timed.contains(&due.medicine));
    let mut exact: BTreeSet<MedicineDue> = BTreeSet::new();
    let mut free: BTreeMap<&KeyRef, usize> = BTreeMap::new();
    for (_, outcome) in standing(&visit.medicines) {
        let Some(medicine) = &outcome.medicine else { continue };
        let at = outcome.due.map(|due| due.0);
        let answer = MedicineDue { medicine: medicine.clone(), at };
        if at.is_none() || !asked.contains(&answer) {
            *free.entry(medicine).or_default() += 1;
        }
        exact.insert(answer);
    }
    let mut gaps = Vec::new();
    for one in &asked {
        if one.at.is_some() && exact.contains(one) {
            continue;
        }
        match free.get_mut(&one.medicine) {
            Some(left) if *left > 0 => *left -= 1,
            _ => {
                gaps.push(Gap::MedicineNotRecorded { medicine: one.medicine.clone(), due: one.at })
            }
        }
    }
    gaps
}

/// Fewer than the plan needs. Somebody who came unannounced counts as anybody does.
fn staff(visit: &Visit) -> Option<Gap> {
    let needed = visit.staffing.as_ref()?.content()?.needed?.get();
    let came: BTreeSet<_> = standing(&visit.arrived).map(|(_, arrived)| arrived.member).collect();
    let came = u32::try_from(came.len()).unwrap_or(u32::MAX);
    (came < needed).then_some(Gap::FewerStaff { needed, came })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::log::{Logged, Said, record};
    use crate::care::medicine_outcome::{MedicineOutcome, Outcome};
    use crate::care::reference::MemberRef;
    use crate::care::scene::{AMINA, CAROL, DOREEN, at, line, medicine, moment, onto, pen, text};
    use crate::care::visit_log::{Arrived, Left, Note, TaskDone, TaskOutcome};
    use crate::care::visit_plan::{Plan, PlannedTask, Staffing};
    use crate::care::{Fields, List, Record, Staff, TaskKind, Value};

    fn task(what: &str, medicine: Option<KeyRef>) -> PlannedTask {
        PlannedTask {
            kind: TaskKind::PersonalCare,
            what: line(what),
            medicine,
            due: None,
            staff: None,
        }
    }

    fn visit_with(tasks: Vec<PlannedTask>) -> Fields {
        let staffing = Staffing { needed: Staff::new(2), assigned: List(Vec::new()) };
        let plan =
            Plan { staffing: Some(staffing), tasks, ..Plan::unplanned(DOREEN, line("breakfast")) };
        let mut fields = Fields::new();
        onto(&mut fields, pen(CAROL, at(0, 0), |pen| plan.puts(None, pen)).unwrap());
        fields
    }

    fn wrote<T: Logged>(fields: &mut Fields, content: T) {
        onto(fields, [pen(AMINA, at(8, 0), |pen| record(content, Said::default(), pen)).unwrap()]);
    }

    fn warfarin(due: Option<Timestamp>) -> MedicineOutcome {
        MedicineOutcome {
            medicine: Some(medicine(1)),
            due: due.map(moment),
            ..MedicineOutcome::named(line("Warfarin"), Outcome::Declined)
        }
    }

    fn due(hour: i64) -> MedicineDue {
        MedicineDue { medicine: medicine(1), at: Some(at(hour, 0)) }
    }

    fn not_recorded(at: Option<Timestamp>) -> Gap {
        Gap::MedicineNotRecorded { medicine: medicine(1), due: at }
    }

    #[test]
    fn a_visit_nobody_wrote_at_has_no_gaps_only_attendance() {
        let fields = visit_with(vec![task("Wash", None)]);
        assert_eq!(gaps(&Visit::read(&fields), &[due(8)]), []);
    }

    #[test]
    fn mo_sees_at_the_end_of_the_shift_what_is_not_there() {
        let mut fields = visit_with(vec![task("Wash", None), task("Breakfast", None)]);
        let visit = Visit::read(&fields);
        let key = |what: &str| {
            let (key, _) =
                visit.planned_tasks().find(|(_, task)| task.what.as_str() == what).unwrap();
            key.to_owned()
        };
        wrote(&mut fields, Arrived { member: MemberRef(AMINA), note: None });
        wrote(
            &mut fields,
            TaskOutcome {
                task: Some(KeyRef::parse(&key("Wash")).unwrap()),
                what: line("Wash"),
                outcome: TaskDone::NotDone,
                reason: Some(text("she declined")),
                with: List(Vec::new()),
            },
        );
        let mut expected = vec![
            Gap::TaskNotRecorded(key("Breakfast")),
            not_recorded(Some(at(8, 0))),
            Gap::NoLeavingTime(AMINA),
            Gap::FewerStaff { needed: 2, came: 1 },
        ];
        expected.sort_unstable();
        assert_eq!(gaps(&Visit::read(&fields), &[due(8)]), expected);
        wrote(&mut fields, Left { member: MemberRef(AMINA), note: None });
        wrote(&mut fields, warfarin(Some(at(8, 0))));
        assert_eq!(
            gaps(&Visit::read(&fields), &[due(8)]),
            [Gap::TaskNotRecorded(key("Breakfast")), Gap::FewerStaff { needed: 2, came: 1 }]
        );
    }

    #[test]
    fn a_note_without_an_arrival_is_asked_about() {
        let mut fields = visit_with(Vec::new());
        wrote(&mut fields, Note { text: text("No answer at the door") });
        assert_eq!(
            gaps(&Visit::read(&fields), &[]),
            [Gap::NoArrival, Gap::FewerStaff { needed: 2, came: 0 }]
        );
    }

    #[test]
    fn one_tap_never_answers_two_doses() {
        let medicines = |fields: &Fields, dues: &[MedicineDue]| {
            let mut gaps = gaps(&Visit::read(fields), dues);
            gaps.retain(|gap| matches!(gap, Gap::MedicineNotRecorded { .. }));
            gaps
        };
        let mut fields = visit_with(vec![task("Warfarin", Some(medicine(1)))]);
        wrote(&mut fields, Note { text: text("Well") });
        assert_eq!(medicines(&fields, &[]), [not_recorded(None)]);
        assert_eq!(
            medicines(&fields, &[due(8), due(9)]),
            [not_recorded(Some(at(8, 0))), not_recorded(Some(at(9, 0)))]
        );
        wrote(&mut fields, warfarin(None));
        assert_eq!(medicines(&fields, &[]), []);
        assert_eq!(medicines(&fields, &[due(8), due(9)]), [not_recorded(Some(at(9, 0)))]);
        wrote(&mut fields, warfarin(Some(at(8, 0))));
        assert_eq!(medicines(&fields, &[due(8), due(9)]), []);
    }
}
