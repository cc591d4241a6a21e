//! Calendar dates and times of day, as people write them on a plan of care.
//!
//! A date is a day in England, not a moment: "review due 4 May" is due from the start of that day by
//! the clock on the wall there, summer or winter.

use std::fmt;

use chrono::{Datelike, NaiveDate, TimeZone, Timelike, Utc};
use chrono_tz::Europe::London;
use holdfast_ledger::Timestamp;
use minicbor::decode::{Decode, Decoder, Error as DecodeError};
use minicbor::encode::{Encode, Encoder, Error as EncodeError, Write};
use serde::{Deserialize, Serialize};

use super::definition::{Problem, Value};

/// A calendar date from 1800-01-01 to 2299-12-31. Encoded as days since 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date(NaiveDate);

const EPOCH_DAYS_CE: i32 = 719_163;

impl Date {
    /// A date of the calendar, if it exists and is in range.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Self::of_naive)
    }

    /// From chrono's date, if it is in range.
    pub fn of_naive(date: NaiveDate) -> Option<Self> {
        (1800..2300).contains(&date.year()).then_some(Self(date))
    }

    /// The date in England at a moment; the nearest date in range for moments outside it.
    pub fn at(moment: Timestamp) -> Self {
        let first = NaiveDate::from_ymd_opt(1800, 1, 1).expect("this date exists");
        let last = NaiveDate::from_ymd_opt(2299, 12, 31).expect("this date exists");
        let edge = if moment.0 < 0 { first } else { last };
        let date = Utc
            .timestamp_millis_opt(moment.0)
            .single()
            .map_or(edge, |utc| utc.with_timezone(&London).date_naive());
        Self(date.clamp(first, last))
    }

    /// The first moment of this day in England.
    pub fn begins(self) -> Timestamp {
        let midnight = self.0.and_hms_opt(0, 0, 0).expect("every day has a midnight");
        let moment = London.from_local_datetime(&midnight).earliest().map_or_else(
            || midnight.and_utc().timestamp_millis(),
            |local| local.timestamp_millis(),
        );
        Timestamp(moment)
    }

    /// The first moment after this day in England.
    pub fn ends(self) -> Timestamp {
        Self(self.0.succ_opt().expect("a date before 2300 has a successor")).begins()
    }

    /// As people say it: 7 Mar 1941.
    pub fn in_words(self) -> String {
        self.0.format("%-d %b %Y").to_string()
    }

    /// Chrono's date.
    pub const fn naive(self) -> NaiveDate {
        self.0
    }

    fn days(self) -> i32 {
        self.0.num_days_from_ce() - EPOCH_DAYS_CE
    }

    fn of_days(days: i32) -> Option<Self> {
        NaiveDate::from_num_days_from_ce_opt(days.checked_add(EPOCH_DAYS_CE)?)
            .and_then(Self::of_naive)
    }
}

impl fmt::Debug for Date {
    // A date of birth is personal data: a debug print says only that there is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Date(..)")
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl TryFrom<String> for Date {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        Self::parse(&text)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl Value for Date {
    fn accepted() -> String {
        "a date such as 1941-03-07 or 07/03/1941, from 1800 to 2299".to_owned()
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let whole = |pattern, length| {
            (text.len() == length)
                .then(|| NaiveDate::parse_from_str(text, pattern).ok())
                .flatten()
                .and_then(Self::of_naive)
        };
        whole("%Y-%m-%d", 10)
            .or_else(|| whole("%d/%m/%Y", 10))
            .ok_or_else(|| Problem::new("found no date of the calendar"))
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

impl<C> Encode<C> for Date {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.i32(self.days())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Date {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        let at = d.position();
        Self::of_days(d.i32()?).ok_or_else(|| DecodeError::message("not a date").at(at))
    }
}

/// A time of day in England, to the minute. Encoded as minutes since midnight, 0 to 1,439.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// From hours (0 to 23) and minutes (0 to 59).
    pub const fn new(hour: u16, minute: u16) -> Option<Self> {
        if hour < 24 && minute < 60 { Some(Self(hour * 60 + minute)) } else { None }
    }

    /// The time of day in England at a moment.
    pub fn at(moment: Timestamp) -> Self {
        let minutes = Utc.timestamp_millis_opt(moment.0).single().map_or(0, |utc| {
            let local = utc.with_timezone(&London);
            local.hour() * 60 + local.minute()
        });
        Self(u16::try_from(minutes).expect("a day has 1440 minutes"))
    }

    /// Minutes since midnight.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        Self::parse(&text)
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

impl Value for TimeOfDay {
    fn accepted() -> String {
        "a time of day such as 08:00".to_owned()
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = || Problem::new("found no time of day");
        let (hour, minute) = text.trim().split_once(':').ok_or_else(wrong)?;
        let digits = |part: &str| {
            (part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        digits(hour)
            .zip(digits(minute))
            .and_then(|(hour, minute)| Self::new(hour, minute))
            .ok_or_else(wrong)
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

impl<C> Encode<C> for TimeOfDay {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.u16(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for TimeOfDay {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        let at = d.position();
        let minutes = d.u16()?;
        Self::new(minutes / 60, minutes % 60)
            .ok_or_else(|| DecodeError::message("not a time of day").at(at))
    }
}
