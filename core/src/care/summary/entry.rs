//! How to get in: key safe, alarm, doors. A value apart from the rest of the summary.
//!
//! It opens a home, so it is shown only around a visit, never in a list, a log, a print, an export
//! or a bundle to a third party; and since nobody may be left behind a locked door, an on-call or
//! senior device opens it at any time with a reason, which the manager is told afterwards.

use holdfast_ledger::Timestamp;
use serde::Serialize;

use crate::care::definition::content;
use crate::care::{Line, Text};

content! {
    /// How to get into the person's home. Source: the design's identity set (key safe).
    pub struct EntryDetails = "entry details" {
        /// How to get in, in words.
        0 way_in: Text = "how to get in",
        /// Where the key safe is.
        1 key_safe: Option<Line> = "where the key safe is",
        /// Its code.
        2 code: Option<Line> = "key safe code",
        /// An alarm and how to turn it off.
        3 alarm: Option<Text> = "alarm",
        /// Animals, steps, doors that stick.
        4 mind: Option<Text> = "what to mind",
    }
}

const HOUR: i64 = 3_600_000;

/// A visit's window. For an unplanned visit both ends are its arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Window {
    /// When it may begin.
    #[serde(serialize_with = "crate::care::json::moment")]
    pub from: Timestamp,
    /// When it should be over.
    #[serde(serialize_with = "crate::care::json::moment")]
    pub until: Timestamp,
}

/// Whether a visit is finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisitProgress {
    /// Not begun, or under way.
    Open,
    /// The carer left.
    Finished,
}

/// Who asks for entry details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryAsker {
    /// Somebody on this visit.
    OnThisVisit,
    /// An on-call or senior device, whether or not on this visit.
    OnCallOrSenior,
    /// Anybody else.
    Other,
}

/// Whether entry details are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// Shown.
    Shown,
    /// Shown once a reason is given; the manager is told afterwards.
    WithReason,
    /// Not shown before this moment.
    NotBefore(#[serde(serialize_with = "crate::care::json::moment")] Timestamp),
    /// Not shown any more: phone the office or on-call.
    Over,
    /// Not shown to whoever has no part in this visit.
    NotTheirs,
}

/// Whether entry details are shown: from one hour before the window until the visit is finished or
/// twelve hours after the window, whichever is later; to an on-call or senior device at any other
/// time with a reason.
pub fn availability(
    window: Window,
    progress: VisitProgress,
    now: Timestamp,
    asker: EntryAsker,
) -> Availability {
    let opens = window.from.plus_millis(-HOUR);
    let closes = window.until.plus_millis(12 * HOUR);
    let open = now >= opens && (progress == VisitProgress::Open || now <= closes);
    match asker {
        EntryAsker::OnThisVisit | EntryAsker::OnCallOrSenior if open => Availability::Shown,
        EntryAsker::OnCallOrSenior => Availability::WithReason,
        EntryAsker::OnThisVisit if now < opens => Availability::NotBefore(opens),
        EntryAsker::OnThisVisit => Availability::Over,
        EntryAsker::Other => Availability::NotTheirs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Window = Window { from: Timestamp(100 * HOUR), until: Timestamp(101 * HOUR) };

    #[test]
    fn amina_sees_the_key_safe_around_her_visit_only() {
        let amina =
            |now, progress| availability(WINDOW, progress, Timestamp(now), EntryAsker::OnThisVisit);
        let opens = Timestamp(99 * HOUR);
        assert_eq!(amina(opens.0 - 1, VisitProgress::Open), Availability::NotBefore(opens));
        assert_eq!(amina(opens.0, VisitProgress::Open), Availability::Shown);
        assert_eq!(amina(113 * HOUR, VisitProgress::Finished), Availability::Shown);
        assert_eq!(amina(113 * HOUR + 1, VisitProgress::Finished), Availability::Over);
        assert_eq!(amina(500 * HOUR, VisitProgress::Open), Availability::Shown, "still there");
    }

    #[test]
    fn sam_on_call_opens_it_at_any_time_with_a_reason_and_a_stranger_never() {
        let at = |asker, now| availability(WINDOW, VisitProgress::Finished, Timestamp(now), asker);
        assert_eq!(at(EntryAsker::OnCallOrSenior, 0), Availability::WithReason);
        assert_eq!(at(EntryAsker::OnCallOrSenior, 100 * HOUR), Availability::Shown);
        assert_eq!(at(EntryAsker::Other, 100 * HOUR), Availability::NotTheirs);
    }
}
