//! FHIR dates: a year, a month, a day, or a moment. They are kept as exact as they were written.

use std::cmp::Ordering;

/// The date part of a FHIR date or dateTime: `2024`, `2024-06` or `2024-06-12`.
///
/// `None` when it is not in that form; whether the day exists in the calendar is asked later.
pub(crate) fn day(written: &str) -> Option<&str> {
    let date = written.split('T').next()?;
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = date.split('-');
    let shaped = parts.next().is_some_and(|p| digits(p, 4))
        && parts.next().is_none_or(|p| digits(p, 2))
        && parts.next().is_none_or(|p| digits(p, 2))
        && parts.next().is_none();
    shaped.then_some(date)
}

/// Whether `a` is certainly before `b`, as far as both are exact: `2021` is not before `2021-09`.
pub(crate) fn before(a: &str, b: &str) -> bool {
    let (Some(a), Some(b)) = (day(a), day(b)) else { return false };
    let shared = a.len().min(b.len());
    a[..shared].cmp(&b[..shared]) == Ordering::Less
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_compare_only_as_far_as_both_are_exact() {
        assert!(before("2018-09-14T00:00:00+01:00", "2021-09-28"));
        assert!(before("2018", "2021-09-28"));
        assert!(!before("2021", "2021-09-28"));
        assert!(!before("2021-10", "2021-09-28"));
        assert!(!before("soon", "2021-09-28"));
    }

    #[test]
    fn only_fhir_dates_are_dates() {
        assert_eq!(day("2021-09-28T14:30:00+01:00"), Some("2021-09-28"));
        assert_eq!(day("28/09/2021"), None);
        assert_eq!(day("2021-9"), None);
        assert_eq!(day(""), None);
    }
}
