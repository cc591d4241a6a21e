//! What a visit lacks, for whoever looks at the end of a shift. A list of things to ask about, never
//! a verdict: a gap in a record is not a gap in care.

use std::collections::{BTreeMap, BTreeSet};

use holdfast_ledger::{MemberId, Timestamp};
use serde::Serialize;

use super::json;
use super::reference::KeyRef;
use super::visit::{Visit, standing};

/// A medicine that was due in the time of a visit, by the summary.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MedicineDue {
    /// Which, by its key in the summary.
    pub medicine: KeyRef,
    /// When; nothing where the plan gives no time.
    pub at: Option<Timestamp>,
}

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
    let asked: BTreeSet<MedicineDue> = planned.chain(due.iter().cloned()).collect();
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
