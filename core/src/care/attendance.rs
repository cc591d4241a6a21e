//! Was the person seen? Four answers, never a guess, for visits and for doses alike.
//!
//! A phone with no signal looks, from the office, exactly like a carer who never came. So *missed*
//! is a word that has to be earned: while any device that could hold the arrival has not been heard
//! from, the answer is *not heard*, and what follows from it is a phone call, not an accusation.
//! The function is pure: it is told the time, and what was heard of each device.
//!
//! Two sentences of the design pull at each other: *missed* may be told by a named person, and
//! *missed* is never shown while the carer's device is unheard. Read together: a confirmation
//! decides where there is no device left to hear from (nobody was assigned, or the device was
//! withdrawn); while one is unheard, the same confirmation reads *reported not attended*.

use holdfast_ledger::{DeviceId, MemberId, Timestamp};
use serde::Serialize;

use super::definition::words;
use super::json;

/// From when to when a visit may begin, or a dose be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// The earliest moment.
    #[serde(serialize_with = "json::moment")]
    pub start: Timestamp,
    /// The latest moment; a moment later, the window has passed.
    #[serde(serialize_with = "json::moment")]
    pub end: Timestamp,
}

/// How far we have heard a device that could hold the arrival.
///
/// The caller lists every device that the assigned members may have with them: those not withdrawn
/// that wrote, or were enrolled, within the time policy calls *in use*. A tablet in a drawer since
/// spring is not one of them, or nothing would ever be known to be missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// The device.
    pub device: DeviceId,
    /// The newest thing it said, by its own clock: an entry, or the time in its signed heads.
    pub said: Option<Timestamp>,
    /// When that reached another store (the hub's time, or the reader's own clock).
    pub received: Option<Timestamp>,
}

impl Heard {
    /// Up to when everything this device wrote is held here: the earlier of its own time and the
    /// time it was received, so that neither a fast clock nor a late bundle counts for more than
    /// it shows.
    pub fn up_to(&self) -> Option<Timestamp> {
        self.said.zip(self.received).map(|(said, received)| said.min(received))
    }

    fn past(&self, moment: Timestamp) -> bool {
        self.up_to().is_some_and(|heard| heard > moment)
    }
}

/// What somebody said about a visit that was not seen to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Who wrote it down.
    pub by: MemberId,
    /// When it was written.
    pub at: Timestamp,
    /// How sure it is.
    pub strength: Strength,
}

words! {
    /// How sure somebody is that nobody came.
    pub enum Strength: u8 = "how sure" {
        /// Somebody told us: the person, family, a neighbour.
        1 Report = "reported",
        /// A named member made sure: spoke to the carer, or went and looked.
        2 Confirmed = "confirmed",
    }
}

/// Whether a visit (or a dose) took place, as far as is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    /// The window has not passed and nobody has arrived yet: nothing is asked of anyone.
    NotYetDue,
    /// An arrival was seen, at this time.
    Attended(#[serde(serialize_with = "json::moment")] Timestamp),
    /// The window has passed and a device that could hold the arrival was not heard from since.
    NotHeard,
    /// Somebody says that nobody came; a device that could hold the arrival is still unheard.
    ReportedNotAttended,
    /// Every device was heard from after the window and none holds an arrival, or no device is left
    /// to hear from and a named person confirmed it.
    Missed,
}

/// What is known of one visit or dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'a> {
    /// When it was to begin.
    pub window: Span,
    /// The first arrival (or offer of the dose), by the time it is said to have happened.
    pub arrived: Option<Timestamp>,
    /// Each device that could hold the arrival; empty where nobody was assigned.
    pub heard: &'a [Heard],
    /// What people said.
    pub words: &'a [Word],
}

/// Attendance as it stands at `now`.
///
/// An arrival wins over everything, however late it comes to light: who was there is worth more
/// than what was said meanwhile.
pub fn attendance(known: &Known<'_>, now: Timestamp) -> Attendance {
    if let Some(at) = known.arrived {
        return Attendance::Attended(at);
    }
    if now <= known.window.end {
        return Attendance::NotYetDue;
    }
    let unheard = known.heard.iter().any(|heard| !heard.past(known.window.end));
    let confirmed = known.words.iter().any(|word| word.strength == Strength::Confirmed);
    match (unheard, known.words.is_empty()) {
        (false, _) if confirmed || !known.heard.is_empty() => Attendance::Missed,
        (_, false) => Attendance::ReportedNotAttended,
        (_, true) => Attendance::NotHeard,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MINUTE: i64 = 60_000;
    /// The window of Amina's visit: 08:00 to 08:30 on some day.
    const WINDOW: Span = Span { start: Timestamp(480 * MINUTE), end: Timestamp(510 * MINUTE) };

    fn at(hour: i64, minute: i64) -> Timestamp {
        Timestamp((hour * 60 + minute) * MINUTE)
    }

    fn phone(said: Option<Timestamp>, received: Option<Timestamp>) -> Heard {
        Heard { device: DeviceId([1; 16]), said, received }
    }

    fn word(strength: Strength) -> Word {
        Word { by: MemberId([9; 16]), at: at(9, 0), strength }
    }

    fn stands(
        arrived: Option<Timestamp>,
        heard: &[Heard],
        words: &[Word],
        now: Timestamp,
    ) -> Attendance {
        attendance(&Known { window: WINDOW, arrived, heard, words }, now)
    }

    #[test]
    fn amina_arrived_late_and_that_is_attended_whatever_was_said_meanwhile() {
        let heard = [phone(Some(at(9, 0)), Some(at(9, 0)))];
        let said = [word(Strength::Confirmed)];
        assert_eq!(
            stands(Some(at(8, 50)), &heard, &said, at(10, 0)),
            Attendance::Attended(at(8, 50))
        );
    }

    #[test]
    fn before_the_window_ends_nothing_is_asked_of_anyone() {
        let nothing = [phone(None, None)];
        assert_eq!(stands(None, &nothing, &[], at(8, 30)), Attendance::NotYetDue);
        assert_eq!(stands(None, &nothing, &[], at(8, 30).plus_millis(1)), Attendance::NotHeard);
    }

    #[test]
    fn a_phone_without_signal_is_never_called_a_missed_visit() {
        let silent_since_seven = [phone(Some(at(7, 0)), Some(at(7, 0)))];
        let now = at(23, 0);
        assert_eq!(stands(None, &silent_since_seven, &[], now), Attendance::NotHeard);
        for strength in [Strength::Report, Strength::Confirmed] {
            assert_eq!(
                stands(None, &silent_since_seven, &[word(strength)], now),
                Attendance::ReportedNotAttended
            );
        }
    }

    #[test]
    fn heard_after_the_window_with_no_arrival_is_missed() {
        let heard = [phone(Some(at(8, 45)), Some(at(8, 46)))];
        assert_eq!(stands(None, &heard, &[], at(9, 0)), Attendance::Missed);
    }

    #[test]
    fn a_bundle_written_at_seven_and_received_at_nine_says_nothing_of_eight_o_clock() {
        let late_bundle = [phone(Some(at(7, 0)), Some(at(9, 0)))];
        assert_eq!(stands(None, &late_bundle, &[], at(10, 0)), Attendance::NotHeard);
        let fast_clock = [phone(Some(at(12, 0)), Some(at(7, 0)))];
        assert_eq!(stands(None, &fast_clock, &[], at(10, 0)), Attendance::NotHeard);
    }

    #[test]
    fn of_two_carers_both_must_have_been_heard() {
        let amina = phone(Some(at(9, 0)), Some(at(9, 0)));
        let ben = Heard { device: DeviceId([2; 16]), said: None, received: None };
        assert_eq!(stands(None, &[amina, ben], &[], at(10, 0)), Attendance::NotHeard);
    }

    #[test]
    fn with_nobody_assigned_only_a_named_person_makes_it_missed() {
        let now = at(10, 0);
        assert_eq!(stands(None, &[], &[], now), Attendance::NotHeard);
        assert_eq!(
            stands(None, &[], &[word(Strength::Report)], now),
            Attendance::ReportedNotAttended
        );
        assert_eq!(stands(None, &[], &[word(Strength::Confirmed)], now), Attendance::Missed);
    }

    fn moment() -> impl Strategy<Value = Option<Timestamp>> {
        prop::option::of((0..1440i64).prop_map(|minute| Timestamp(minute * MINUTE)))
    }

    proptest! {
        #[test]
        fn missed_is_never_said_while_a_device_is_unheard(
            devices in prop::collection::vec((moment(), moment()), 0..4),
            confirmed in prop::collection::vec(any::<bool>(), 0..3),
            arrived in moment(),
            now in 0..1440i64,
        ) {
            let heard: Vec<Heard> =
                devices.iter().map(|(said, received)| phone(*said, *received)).collect();
            let words: Vec<Word> = confirmed
                .iter()
                .map(|sure| word(if *sure { Strength::Confirmed } else { Strength::Report }))
                .collect();
            let state = stands(arrived, &heard, &words, Timestamp(now * MINUTE));
            let unheard = devices.iter().any(|pair| match pair {
                (Some(said), Some(received)) => *said <= WINDOW.end || *received <= WINDOW.end,
                _ => true,
            });
            prop_assert!(!(unheard && state == Attendance::Missed));
            prop_assert_eq!(
                arrived.is_some(),
                matches!(state, Attendance::Attended(_))
            );
        }

        /// Hearing more never turns *missed* back into *not heard*.
        #[test]
        fn hearing_more_only_moves_towards_knowing(
            said in moment(), received in moment(), more in 0..1440i64, now in 511..1440i64,
        ) {
            let now = Timestamp(now * MINUTE);
            let before = stands(None, &[phone(said, received)], &[], now);
            let later = |time: Option<Timestamp>| {
                Some(time.map_or(Timestamp(more * MINUTE), |t| t.plus_millis(more * MINUTE)))
            };
            let after = stands(None, &[phone(later(said), later(received))], &[], now);
            prop_assert!(before != Attendance::Missed || after == Attendance::Missed);
        }
    }
}
