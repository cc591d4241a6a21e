//! When somebody can be reached: days of the week, and from when to when.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::care::Date;
use crate::care::date::TimeOfDay;
use crate::care::definition::{Problem, Value};
use chrono::Datelike;
use holdfast_ledger::Timestamp;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A stretch of days and the hours on each. Hours that end before they begin run over midnight, and
/// belong to the day they begin on.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(map)]
#[serde(try_from = "String", into = "String")]
pub struct Hours {
    /// First day, 0 for Monday to 6 for Sunday.
    #[n(0)]
    first: Day,
    /// Last day; a stretch may run over Sunday.
    #[n(1)]
    last: Day,
    /// From.
    #[n(2)]
    from: TimeOfDay,
    /// Until; the same as `from` means the whole day.
    #[n(3)]
    until: TimeOfDay,
}

type Day = crate::care::Whole<0, 6>;

impl Hours {
    /// Whether a moment is within these hours, by the clock in England.
    pub fn holds(self, moment: Timestamp) -> bool {
        let day = Date::at(moment).naive().weekday().num_days_from_monday();
        let time = TimeOfDay::at(moment);
        let yesterday = (day + 6) % 7;
        if self.from < self.until {
            self.has_day(day) && self.from <= time && time < self.until
        } else {
            (self.has_day(day) && time >= self.from)
                || (self.has_day(yesterday) && time < self.until)
        }
    }

    const fn has_day(self, day: u32) -> bool {
        let (first, last) = (self.first.get(), self.last.get());
        if first <= last { first <= day && day <= last } else { day >= first || day <= last }
    }
}

impl Value for Hours {
    fn accepted() -> String {
        "days and hours, such as mon-fri 09:00-17:00 or sat 22:00-07:00".to_owned()
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = || Problem::new("found no days and hours");
        let text = text.trim().to_ascii_lowercase();
        let (days, hours) = text.split_once(' ').ok_or_else(wrong)?;
        let (first, last) = days.split_once('-').unwrap_or((days, days));
        let day = |name: &str| {
            DAYS.iter()
                .position(|day| *day == name.trim())
                .and_then(|day| u32::try_from(day).ok())
                .and_then(Day::new)
                .ok_or_else(wrong)
        };
        let (from, until) = hours.split_once('-').ok_or_else(wrong)?;
        Ok(Self {
            first: day(first)?,
            last: day(last)?,
            from: TimeOfDay::parse(from)?,
            until: TimeOfDay::parse(until)?,
        })
    }

    fn text(&self) -> String {
        let name = |day: Day| DAYS[day.get() as usize];
        let days = if self.first == self.last {
            name(self.first).to_owned()
        } else {
            format!("{}-{}", name(self.first), name(self.last))
        };
        format!("{days} {}-{}", self.from, self.until)
    }
}

impl TryFrom<String> for Hours {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        Self::parse(&text)
    }
}

impl From<Hours> for String {
    fn from(hours: Hours) -> Self {
        hours.text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;
    /// Sunday 22 November 2026, 21:00 in England.
    const SUNDAY_NIGHT: Timestamp = Timestamp(1_795_381_200_000);

    #[test]
    fn hours_over_midnight_belong_to_the_day_they_begin_on() {
        let nights = Hours::parse("Sat-Sun 20:00-07:00").expect("hours");
        assert_eq!(nights.text(), "sat-sun 20:00-07:00");
        for (after, within) in [(0, true), (9, true), (10, false), (24, false)] {
            assert_eq!(
                nights.holds(SUNDAY_NIGHT.plus_millis(after * HOUR)),
                within,
                "{after} h on"
            );
        }
        let office = Hours::parse("mon-fri 09:00-17:00").expect("hours");
        assert!(!office.holds(SUNDAY_NIGHT));
        assert!(office.holds(SUNDAY_NIGHT.plus_millis(12 * HOUR)));
    }
}
