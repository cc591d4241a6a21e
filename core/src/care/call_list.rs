//! Whom to phone about first, when nobody was seen at a visit.
//!
//! A list in an order, never a score: a time-critical medicine, then somebody who lives alone, then
//! a visit for two, then the longest overdue.

use holdfast_ledger::RecordId;
use serde::Serialize;

use super::attendance::{Attendance, Span};
use super::definition::YesNo;
use super::json;
use super::medicine_due::time_critical;
use super::summary::Summary;
use super::visit::Visit;

/// What makes an unheard visit more pressing than the next: facts, never a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Pressing {
    /// A time-critical medicine falls in the window.
    pub time_critical_medicine: bool,
    /// The person lives alone.
    pub lives_alone: bool,
    /// Two carers were to come.
    pub double_up: bool,
}

impl Pressing {
    /// What makes a visit pressing, by the summary and the plan. What nobody wrote down does not
    /// count; of a disputed medicine every version does.
    pub fn of(summary: &Summary, visit: &Visit) -> Self {
        let needed = visit.staffing.as_ref().and_then(|staffing| staffing.content()?.needed);
        Self {
            time_critical_medicine: visit
                .care_span()
                .is_some_and(|span| time_critical(summary, span)),
            lives_alone: summary
                .household
                .content()
                .is_some_and(|household| household.lives_alone == YesNo::Yes),
            double_up: needed.is_some_and(|needed| needed.get() > 1),
        }
    }
}

/// A visit at which nobody was seen, and which somebody should phone about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unseen {
    /// The visit.
    #[serde(serialize_with = "json::id")]
    pub visit: RecordId,
    /// Its window.
    pub window: Span,
    /// How it stands; one of the three that are neither attended nor not yet due.
    pub attendance: Attendance,
    /// What makes it pressing.
    pub pressing: Pressing,
}

/// Whom to phone about first: the visits nobody was seen at, ordered by time-critical medicine,
/// then living alone, then double-up, then the longest overdue, then the id, so that two devices
/// show the same list. Visits attended or not yet due are left out.
pub fn call_list(calls: impl IntoIterator<Item = Unseen>) -> Vec<Unseen> {
    let mut list: Vec<Unseen> = calls
        .into_iter()
        .filter(|call| !matches!(call.attendance, Attendance::Attended(_) | Attendance::NotYetDue))
        .collect();
    list.sort_by(|a, b| {
        b.pressing
            .cmp(&a.pressing)
            .then(a.window.end.cmp(&b.window.end))
            .then(a.visit.cmp(&b.visit))
    });
    list
}

#[cfg(test)]
mod tests {
    use holdfast_ledger::Timestamp;

    use super::*;
    use crate::care::scene::{self, CAROL, DOREEN, line, onto, pen};
    use crate::care::summary::identity::Household;
    use crate::care::summary::medicines::Medicine;
    use crate::care::visit_plan::{Plan, Staffing, Window};
    use crate::care::{Defined, Fields, Item, List, Put, Record, Source, Staff, Writing};

    const EIGHT: Span = Span { start: at(8, 0), end: at(8, 30) };

    const fn at(hour: i64, minute: i64) -> Timestamp {
        Timestamp((hour * 60 + minute) * 60_000)
    }

    #[test]
    fn the_call_list_puts_the_time_critical_medicine_first() {
        let call = |id: u8, end: Timestamp, attendance, critical, alone, double| Unseen {
            visit: RecordId([id; 16]),
            window: Span { start: EIGHT.start, end },
            attendance,
            pressing: Pressing {
                time_critical_medicine: critical,
                lives_alone: alone,
                double_up: double,
            },
        };
        let double_up = call(1, at(8, 30), Attendance::NotHeard, false, false, true);
        let alone_later = call(2, at(9, 0), Attendance::NotHeard, false, true, false);
        let alone_sooner = call(3, at(8, 0), Attendance::ReportedNotAttended, false, true, false);
        let insulin = call(4, at(9, 30), Attendance::NotHeard, true, false, false);
        let plain = call(5, at(6, 0), Attendance::Missed, false, false, false);
        let seen = call(6, at(8, 30), Attendance::Attended(at(8, 5)), true, true, true);
        let later = call(7, at(20, 0), Attendance::NotYetDue, true, true, true);
        let list = call_list(
            [&plain, &double_up, &seen, &alone_later, &insulin, &later, &alone_sooner]
                .map(Clone::clone),
        );
        assert_eq!(list, [insulin, alone_sooner, alone_later, double_up, plain]);
    }

    #[test]
    fn what_makes_a_visit_pressing_is_read_from_the_summary_and_the_plan() {
        let mut summary = Fields::new();
        let household = Household::from_texts(&[("lives_alone", "yes")]).unwrap();
        let levodopa = Medicine::from_texts(&[
            ("name", "Levodopa"),
            ("times", "08:15"),
            ("time_critical", "yes"),
        ])
        .unwrap();
        onto(
            &mut summary,
            pen(CAROL, scene::at(0, 0), |pen| {
                let household = Item::new(household, Writing::from(Source::Author), pen);
                let levodopa = Item::new(levodopa, Writing::from(Source::Author), pen);
                [
                    Put::item("identity/household", &household),
                    Put::item(scene::medicine(1).as_str(), &levodopa),
                ]
            }),
        );
        let window = Window {
            start: scene::moment(scene::at(8, 0)),
            end: scene::moment(scene::at(8, 30)),
            minutes: None,
        };
        let plan = Plan {
            window: Some(window),
            staffing: Some(Staffing { needed: Staff::new(2), assigned: List(Vec::new()) }),
            ..Plan::unplanned(DOREEN, line("planned after all"))
        };
        let mut visit = Fields::new();
        onto(&mut visit, pen(CAROL, scene::at(0, 0), |pen| plan.puts(None, pen)).unwrap());
        let visit = Visit::read(&visit);
        assert_eq!(
            Pressing::of(&Summary::read(&summary), &visit),
            Pressing { time_critical_medicine: true, lives_alone: true, double_up: true }
        );
        assert_eq!(
            Pressing::of(&Summary::default(), &visit),
            Pressing { double_up: true, ..Pressing::default() }
        );
    }
}
