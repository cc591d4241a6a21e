//! Observations a sender passes on, as name and value. Nothing is interpreted.

use crate::concept::{status, words};
use crate::element::Element;
use crate::person_parts::notes;
use crate::reading::Reading;
use crate::text::clean;
use crate::timing::{quantity, range, ratio};

/// What was observed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Observation {
    pub path: String,
    pub key: Option<String>,
    pub what: String,
    /// Values in words; of a panel, one for each component.
    pub values: Vec<String>,
    /// When, as written.
    pub on: Option<String>,
    pub notes: Vec<String>,
}

/// Reads one `Observation`.
pub(crate) fn read(reading: &mut Reading<'_>, at: usize) -> Result<(), &'static str> {
    let element = reading.file.resources[at].element;
    let mut more = Vec::new();
    match status(element, "status")? {
        Some("entered-in-error") => return Err("marked as entered in error"),
        Some("cancelled") => return Err("an observation that was not made"),
        Some("final" | "amended" | "corrected") => {}
        Some(other) => more.push(format!("the sender says: {}", clean(other))),
        None => more.push("does not say whether it is final".to_owned()),
    }
    let Some(what) = words(element, "code") else {
        return Err("an observation that does not say of what");
    };
    let mut values: Vec<String> = value(element).into_iter().collect();
    for component in element.list("component") {
        let name = words(component, "code");
        let value = value(component);
        values.extend(match (name, value) {
            (Some(name), Some(value)) => Some(format!("{name}: {value}")),
            (None, value) => value,
            (Some(name), None) => Some(format!("{name}: no value that can be read")),
        });
    }
    more.extend(notes(element));
    let members = element.get("hasMember").is_some_and(|m| m.children().next().is_some());
    if values.is_empty() && more.is_empty() && !members {
        return Err("an observation without a value");
    }
    let on = element.text("effectiveDateTime").or_else(|| element.text("effectiveInstant"));
    if let Some(period) = element.get("effectivePeriod") {
        more.extend(period.text("start").map(|start| format!("from {}", clean(start))));
        more.extend(period.text("end").map(|end| format!("until {}", clean(end))));
    }
    reading.found.observations.push(Observation {
        path: element.path(),
        key: reading.lasting_name(at),
        what,
        values,
        on: on.map(clean),
        notes: more,
    });
    Ok(())
}

/// The value, and what is said of there being none: a sender may say both.
fn value(element: Element<'_>) -> Option<String> {
    let absent = words(element, "dataAbsentReason").map(|why| format!("no value: {why}"));
    match (measured(element), absent) {
        (Some(value), Some(absent)) => Some(format!("{value} (the sender also says: {absent})")),
        (value, absent) => value.or(absent),
    }
}

fn measured(element: Element<'_>) -> Option<String> {
    element
        .get("valueQuantity")
        .and_then(quantity)
        .or_else(|| words(element, "valueCodeableConcept"))
        .or_else(|| {
            ["valueString", "valueDateTime", "valueTime"]
                .iter()
                .find_map(|n| element.text(n))
                .map(clean)
        })
        .or_else(|| {
            element.truth("valueBoolean").map(|yes| if yes { "yes" } else { "no" }.to_owned())
        })
        .or_else(|| element.number("valueInteger").map(str::to_owned))
        .or_else(|| element.get("valueRange").and_then(range))
        .or_else(|| element.get("valueRatio").and_then(ratio))
}
