//! Times as each language has them: `java.time.Instant`, Foundation's `Date`. A day has no time and no
//! zone, so it is a record of its own.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use holdfast_core::care;
use holdfast_ledger::Timestamp;

use crate::error::{HoldfastError, Result};
use crate::words::ErrorKind;

/// A day in England.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Day {
    /// The year: 2026.
    pub year: i32,
    /// The month: 1 to 12.
    pub month: u32,
    /// The day of the month: 1 to 31.
    pub day: u32,
}

impl From<care::Date> for Day {
    fn from(date: care::Date) -> Self {
        use chrono::Datelike as _;
        let date = date.naive();
        Self { year: date.year(), month: date.month(), day: date.day() }
    }
}

impl TryFrom<Day> for care::Date {
    type Error = HoldfastError;

    fn try_from(day: Day) -> Result<Self> {
        Self::new(day.year, day.month, day.day).ok_or_else(|| {
            let says = "expected a day of the calendar, found another; write it again";
            HoldfastError::new(ErrorKind::Field, says)
        })
    }
}

/// A time of the core, for the two languages.
pub(crate) fn moment(at: Timestamp) -> SystemTime {
    let apart = Duration::from_millis(at.0.unsigned_abs());
    let found =
        if at.0 < 0 { UNIX_EPOCH.checked_sub(apart) } else { UNIX_EPOCH.checked_add(apart) };
    found.unwrap_or(UNIX_EPOCH)
}

/// A time of the two languages, for the core: to the nearest millisecond, since Swift counts seconds
/// in a floating-point number.
pub(crate) fn timestamp(at: SystemTime) -> Timestamp {
    let millis =
        |apart: Duration| i64::try_from((apart.as_micros() + 500) / 1000).unwrap_or(i64::MAX);
    Timestamp(match at.duration_since(UNIX_EPOCH) {
        Ok(since) => millis(since),
        Err(before) => -millis(before.duration()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_comes_back_as_it_went() {
        for at in [0, 1, -1, 1_764_189_000_123, -62_135_596_800_000] {
            assert_eq!(timestamp(moment(Timestamp(at))), Timestamp(at));
        }
        let short = UNIX_EPOCH + Duration::from_nanos(122_999_999);
        assert_eq!(timestamp(short), Timestamp(123), "Swift's seconds are a floating-point number");
    }
}
