//! Which medicines are due in a span of time, by the times of day in the summary.
//!
//! Only what is written as a time of day is found. A medicine whose times stand in words ("with
//! breakfast"), and one that is given only when needed, is not in the list: it is in the summary
//! beside it, and nobody may read this list as the whole of it.

use chrono::{Duration, TimeZone};
use chrono_tz::Europe::London;
use holdfast_ledger::Timestamp;

use super::attendance::Span;
use super::date::{Date, TimeOfDay};
use super::definition::{Value, YesNo};
use super::reference::KeyRef;
use super::summary::Summary;
use super::summary::medicines::Medicine;

/// A medicine that is due, by the summary.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MedicineDue {
    /// Which, by its key in the summary.
    pub medicine: KeyRef,
    /// When; nothing where the plan gives no time.
    pub at: Option<Timestamp>,
}

/// The most days that are looked through, whatever the span.
const MOST_DAYS: usize = 8;

/// The medicines due in a span, both ends in it, sorted. Of a disputed medicine the times of every
/// version count.
pub fn due_in(summary: &Summary, span: Span) -> Vec<MedicineDue> {
    let mut due: Vec<MedicineDue> = due(summary, span).map(|(due, _)| due).collect();
    due.sort_unstable();
    due.dedup();
    due
}

/// Whether a time-critical medicine is due in a span.
pub fn time_critical(summary: &Summary, span: Span) -> bool {
    due(summary, span).any(|(_, medicine)| medicine.time_critical == Some(YesNo::Yes))
}

fn due(summary: &Summary, span: Span) -> impl Iterator<Item = (MedicineDue, &Medicine)> {
    summary.medicines.iter().flat_map(move |guarded| {
        guarded.present().flat_map(move |item| {
            let medicine = &item.content;
            let key = KeyRef::parse(guarded.key()).ok();
            times(medicine, span)
                .filter_map(move |at| Some(MedicineDue { medicine: key.clone()?, at: Some(at) }))
                .map(move |due| (due, medicine))
        })
    })
}

fn times(medicine: &Medicine, span: Span) -> impl Iterator<Item = Timestamp> {
    let given = medicine.as_needed != Some(YesNo::Yes);
    days(span)
        .filter(move |day| given && medicine.start.is_none_or(|start| start <= *day))
        .filter(move |day| medicine.stop.is_none_or(|stop| *day <= stop))
        .flat_map(move |day| medicine.times.iter().filter_map(move |time| moment(day, *time)))
        .filter(move |at| span.start <= *at && *at <= span.end)
}

fn days(span: Span) -> impl Iterator<Item = Date> {
    let last = Date::at(span.end);
    std::iter::successors(Some(Date::at(span.start)), |day| Date::of_naive(day.naive().succ_opt()?))
        .take(MOST_DAYS)
        .take_while(move |day| *day <= last)
}

/// A time of day as a moment: the earlier one in the hour that the clocks repeat, and an hour later
/// in the hour that they skip.
fn moment(day: Date, time: TimeOfDay) -> Option<Timestamp> {
    let local = day.naive().and_hms_opt(0, 0, 0)? + Duration::minutes(i64::from(time.minutes()));
    London
        .from_local_datetime(&local)
        .earliest()
        .or_else(|| London.from_local_datetime(&(local + Duration::hours(1))).earliest())
        .map(|moment| Timestamp(moment.timestamp_millis()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::definition::Defined;
    use crate::care::reference::Moment;
    use crate::care::scene::{CAROL, at, medicine, met, onto, pen};
    use crate::care::{Fields, Item, Put, Record, Source, Writing};

    fn with(fields: &mut Fields, number: u8, texts: &[(&str, &str)]) {
        let content = Medicine::from_texts(texts).unwrap();
        let item =
            pen(CAROL, at(0, 0), |pen| Item::new(content, Writing::from(Source::Author), pen));
        onto(fields, [Put::item(medicine(number).as_str(), &item)]);
    }

    fn due(fields: &Fields, from: &str, until: &str) -> Vec<(u8, String)> {
        let span =
            Span { start: Moment::parse(from).unwrap().0, end: Moment::parse(until).unwrap().0 };
        let number = |due: &MedicineDue| (1..9).find(|number| medicine(*number) == due.medicine);
        due_in(&Summary::read(fields), span)
            .iter()
            .map(|due| (number(due).unwrap(), Moment(due.at.unwrap()).text()))
            .collect()
    }

    #[test]
    fn what_is_due_at_breakfast() {
        let mut fields = Fields::new();
        with(&mut fields, 1, &[("name", "Levodopa"), ("times", "07:00; 08:00; 12:00")]);
        with(&mut fields, 2, &[("name", "Paracetamol"), ("times", "08:00"), ("as_needed", "yes")]);
        with(
            &mut fields,
            3,
            &[("name", "Amoxicillin"), ("times", "08:00"), ("stop", "2026-11-21")],
        );
        with(&mut fields, 4, &[("name", "Warfarin"), ("times", "09:00"), ("start", "2026-11-22")]);
        with(&mut fields, 5, &[("name", "Laxido"), ("when", "with breakfast")]);
        assert_eq!(
            due(&fields, "2026-11-22 08:00", "2026-11-22 09:00"),
            [
                (1, "2026-11-22T08:00:00.000Z".to_owned()),
                (4, "2026-11-22T09:00:00.000Z".to_owned()),
            ]
        );
    }

    #[test]
    fn over_midnight_and_over_the_change_of_clocks() {
        let mut fields = Fields::new();
        with(&mut fields, 1, &[("name", "Levodopa"), ("times", "01:30; 23:00")]);
        assert_eq!(
            due(&fields, "2026-03-28 22:00", "2026-03-29 04:00"),
            [
                (1, "2026-03-28T23:00:00.000Z".to_owned()),
                (1, "2026-03-29T01:30:00.000Z".to_owned()),
            ],
            "half past one does not exist that night: an hour later on the wall"
        );
        assert_eq!(
            due(&fields, "2026-10-25 00:00", "2026-10-25 04:00"),
            [(1, "2026-10-25T00:30:00.000Z".to_owned())],
            "it exists twice: once is enough"
        );
    }

    #[test]
    fn of_a_disputed_medicine_every_version_is_asked_for() {
        let (mut ours, mut theirs) = (Fields::new(), Fields::new());
        with(&mut ours, 1, &[("name", "Levodopa"), ("times", "08:00")]);
        with(&mut theirs, 1, &[("name", "Levodopa"), ("times", "08:30"), ("time_critical", "yes")]);
        let both = met(&ours, &theirs);
        assert_eq!(due(&both, "2026-11-22 08:00", "2026-11-22 09:00").len(), 2);
        let span = Span { start: at(8, 0), end: at(9, 0) };
        assert!(time_critical(&Summary::read(&both), span));
        assert!(!time_critical(&Summary::read(&ours), span));
    }

    #[test]
    fn an_endless_span_is_looked_through_for_eight_days() {
        let mut fields = Fields::new();
        with(&mut fields, 1, &[("name", "Levodopa"), ("times", "08:00")]);
        let forever = Span { start: Timestamp(0), end: Timestamp(i64::MAX) };
        assert_eq!(due_in(&Summary::read(&fields), forever).len(), 8);
    }
}
