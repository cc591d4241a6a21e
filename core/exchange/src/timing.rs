//! How often and when a dose is due, in words. What is not put into words here stays unread and is
//! listed, so that "twice a day, for 3 days" never silently loses its end.

use crate::concept::Concept;
use crate::element::Element;
use crate::text::clean;

/// When doses are due.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Timing {
    /// In words, such as "2 times a day" and "at 08:00, 20:00".
    pub words: Vec<String>,
    /// Times of day, `HH:MM`.
    pub at: Vec<String>,
    /// Whether those times are of every day, as far as is said.
    pub not_daily: bool,
    /// The day on which it begins, if the timing says so.
    pub starts: Option<String>,
    /// The day on which it ends, if the timing says so.
    pub ends: Option<String>,
}

pub(crate) fn read(timing: Element<'_>) -> Timing {
    let mut out = Timing::default();
    if let Some(code) = timing.get("code").and_then(Concept::read) {
        out.words.push(code.in_full());
    }
    for event in timing.list("event") {
        out.words.extend(event.take().map(clean));
    }
    if let Some(repeat) = timing.get("repeat") {
        read_repeat(repeat, &mut out);
    }
    out
}

fn read_repeat(repeat: Element<'_>, out: &mut Timing) {
    out.not_daily = !is_daily(repeat);
    out.words.extend(how_often(repeat));
    let days: Vec<String> =
        repeat.list("dayOfWeek").into_iter().filter_map(Element::take).map(day_of_week).collect();
    if !days.is_empty() {
        out.words.push(format!("on {}", days.join(", ")));
    }
    for time in repeat.list("timeOfDay") {
        if let Some(time) = time.take().map(clean) {
            out.at.push(time.get(..5).unwrap_or(&time).to_owned());
        }
    }
    if !out.at.is_empty() {
        out.words.push(format!("at {}", out.at.join(", ")));
    }
    out.words.extend(repeat.list("when").into_iter().filter_map(Element::take).map(event));
    if let Some(bounds) = repeat.get("boundsPeriod") {
        out.starts = bounds.text("start").map(clean);
        out.words.extend(out.starts.iter().map(|s| format!("from {s}")));
        out.ends = bounds.text("end").map(clean);
        out.words.extend(out.ends.iter().map(|e| format!("until {e}")));
    }
    if let Some(bounds) = repeat.get("boundsDuration").and_then(quantity) {
        out.words.push(format!("for {bounds}"));
    }
    if let Some(count) = repeat.number("count") {
        out.words.push(format!("{count} times in all"));
    }
}

/// Whether nothing says that there are days without it.
fn is_daily(repeat: Element<'_>) -> bool {
    if repeat.get("dayOfWeek").is_some_and(|days| days.children().count() != DAYS_OF_WEEK) {
        return false;
    }
    let longest = repeat.get("periodMax").or_else(|| repeat.get("period"));
    let Some(longest) = longest else { return true };
    let length: Option<f64> = longest.as_written().and_then(|n| n.parse().ok());
    let most = match repeat.peek_text("periodUnit") {
        Some("d") => 1.0,
        Some("h") => 24.0,
        Some("min") => 24.0 * 60.0,
        Some("s") => 24.0 * 3600.0,
        _ => return false,
    };
    length.is_some_and(|length| length <= most)
}

const DAYS_OF_WEEK: usize = 7;

/// The numbers that say how often.
const HOW_OFTEN: [&str; 4] = ["frequency", "frequencyMax", "period", "periodMax"];

fn how_often(repeat: Element<'_>) -> Option<String> {
    let written = |name: &&str| repeat.get(name);
    if HOW_OFTEN.iter().filter_map(written).any(|number| !number.is_number()) {
        return Some("how often: not in a form that can be read".to_owned());
    }
    let span = |low: Option<&str>, high: Option<&str>| match (low, high) {
        (Some(low), Some(high)) => Some(format!("{low} to {high}")),
        (Some(low), None) => Some(low.to_owned()),
        (None, high) => high.map(|high| format!("up to {high}")),
    };
    let times = span(repeat.number("frequency"), repeat.number("frequencyMax"));
    let period = span(repeat.number("period"), repeat.number("periodMax"));
    let unit = repeat.text("periodUnit").map(unit_of_time);
    if times.is_none() && period.is_none() {
        return None;
    }
    let times = match times.as_deref() {
        None | Some("1") => "once".to_owned(),
        Some(times) => format!("{times} times"),
    };
    let unit = unit.unwrap_or_else(|| "unit of time not said".to_owned());
    Some(match period.as_deref() {
        None => times,
        Some("1" | "1.0") => format!("{times} a {unit}").replace(" a hour", " an hour"),
        Some(period) => format!("{times} every {period} {unit}s"),
    })
}

fn unit_of_time(code: &str) -> String {
    match code {
        "s" => "second",
        "min" => "minute",
        "h" => "hour",
        "d" => "day",
        "wk" => "week",
        "mo" => "month",
        "a" => "year",
        other => return clean(other),
    }
    .to_owned()
}

fn day_of_week(code: &str) -> String {
    match code {
        "mon" => "Monday",
        "tue" => "Tuesday",
        "wed" => "Wednesday",
        "thu" => "Thursday",
        "fri" => "Friday",
        "sat" => "Saturday",
        "sun" => "Sunday",
        other => return clean(other),
    }
    .to_owned()
}

/// The standard's codes for times that hang on something else.
fn event(code: &str) -> String {
    match code {
        "MORN" => "in the morning",
        "MORN.early" => "early in the morning",
        "MORN.late" => "late in the morning",
        "NOON" => "at noon",
        "AFT" => "in the afternoon",
        "AFT.early" => "early in the afternoon",
        "AFT.late" => "late in the afternoon",
        "EVE" => "in the evening",
        "EVE.early" => "early in the evening",
        "EVE.late" => "late in the evening",
        "NIGHT" => "at night",
        "PHS" => "after going to sleep",
        "HS" => "before going to sleep",
        "WAKE" => "on waking",
        "C" => "with a meal",
        "CM" => "with breakfast",
        "CD" => "with lunch",
        "CV" => "with dinner",
        "AC" => "before a meal",
        "ACM" => "before breakfast",
        "ACD" => "before lunch",
        "ACV" => "before dinner",
        "PC" => "after a meal",
        "PCM" => "after breakfast",
        "PCD" => "after lunch",
        "PCV" => "after dinner",
        other => return clean(other),
    }
    .to_owned()
}

/// A quantity in words: comparator, number and unit. `None` without a number.
pub(crate) fn quantity(element: Element<'_>) -> Option<String> {
    let value = element.number("value")?;
    let unit = match element.text("unit") {
        Some(unit) => {
            for behind in ["code", "system"] {
                if let Some(behind) = element.get(behind) {
                    behind.leave("the code behind a unit that was brought in");
                }
            }
            Some(unit)
        }
        None => element.text("code"),
    };
    let comparator = match element.text("comparator") {
        Some("<") => "less than ".to_owned(),
        Some("<=") => "at most ".to_owned(),
        Some(">=") => "at least ".to_owned(),
        Some(">") => "more than ".to_owned(),
        Some(other) => format!("{} ", clean(other)),
        None => String::new(),
    };
    let unit = unit.map(|u| format!(" {}", clean(u))).unwrap_or_default();
    Some(format!("{comparator}{value}{unit}"))
}

/// A range in words.
pub(crate) fn range(element: Element<'_>) -> Option<String> {
    let low = element.get("low").and_then(quantity);
    let high = element.get("high").and_then(quantity);
    match (low, high) {
        (Some(low), Some(high)) => Some(format!("{low} to {high}")),
        (Some(low), None) => Some(format!("at least {low}")),
        (None, Some(high)) => Some(format!("at most {high}")),
        (None, None) => None,
    }
}

/// A ratio in words.
pub(crate) fn ratio(element: Element<'_>) -> Option<String> {
    let top = element.get("numerator").and_then(quantity)?;
    let Some(below) = element.get("denominator") else { return Some(top) };
    let below = quantity(below).unwrap_or_else(|| "an amount that cannot be read".to_owned());
    Some(format!("{top} in {below}"))
}
