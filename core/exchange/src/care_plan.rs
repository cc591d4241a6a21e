//! Plans of care (`CarePlan`): what the sender plans, in words.

use crate::concept::{status, words, words_of};
use crate::element::Element;
use crate::gate;
use crate::person_parts::notes;
use crate::reading::Reading;
use crate::text::clean;
use crate::timing;

/// A plan, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    pub path: String,
    pub key: Option<String>,
    pub title: String,
    /// One line for each thing it says.
    pub lines: Vec<String>,
}

/// Reads one `CarePlan`.
pub(crate) fn read(reading: &mut Reading<'_>, at: usize) -> Result<(), &'static str> {
    let element = reading.file.resources[at].element;
    let mut lines = Vec::new();
    match status(element, "status")? {
        Some("active") => {}
        Some("entered-in-error") => return Err("marked as entered in error"),
        Some("revoked") => return Err("a plan that was withdrawn"),
        Some("completed") => return Err("a plan that has been completed"),
        Some("draft") => return Err("a draft of a plan"),
        Some("on-hold") => lines.push("the sender says: on hold".to_owned()),
        Some(_) | None => lines.push("does not say whether it is in force".to_owned()),
    }
    if matches!(status(element, "intent")?, Some("proposal" | "option")) {
        return Err("a proposal, not a plan");
    }
    let categories = words_of(element, "category");
    let title = element.text("title").map(clean);
    lines.extend(element.text("description").map(clean));
    for activity in element.list("activity") {
        lines.extend(activity.get("detail").and_then(detail));
    }
    lines.extend(notes(element));
    let title = title.or_else(|| categories.first().cloned());
    if lines.is_empty() && title.is_none() {
        return Err("a plan that says nothing that can be read");
    }
    lines.extend(element.get("period").map(span).into_iter().flatten());
    lines.extend(categories.into_iter().filter(|c| Some(c) != title.as_ref()));
    reading.found.plans.push(Plan {
        path: element.path(),
        key: reading.lasting_name(at),
        title: title.unwrap_or_else(|| "Plan of care".to_owned()),
        lines,
    });
    Ok(())
}

/// One planned activity, with whether it stands; one that is over or was an error is left.
fn detail(detail: Element<'_>) -> Option<String> {
    let Ok(state) = status(detail, "status") else {
        detail.leave_whole("a planned activity whose status cannot be read");
        return None;
    };
    let before = match state {
        Some("entered-in-error" | "cancelled" | "completed" | "stopped") => {
            detail.leave_whole("a planned activity that is over or was an error");
            return None;
        }
        Some("on-hold") => "on hold: ",
        Some("unknown") => "does not say whether it stands: ",
        Some(_) | None => "",
    };
    let Some(forbidden) = gate::is_forbidden(detail) else {
        detail.leave_whole("does not say clearly whether this is to be done");
        return None;
    };
    let mut says: Vec<String> = words(detail, "code").into_iter().collect();
    says.extend(detail.text("description").map(clean));
    says.extend(words(detail, "productCodeableConcept"));
    says.extend(detail.text("scheduledString").map(clean));
    if let Some(timing) = detail.get("scheduledTiming") {
        says.extend(timing::read(timing).words);
    }
    says.extend(detail.get("scheduledPeriod").map(span).into_iter().flatten());
    if says.is_empty() {
        detail.leave_whole("a planned activity in a form that cannot be read");
        return None;
    }
    let not = if forbidden { "NOT to be done: " } else { "" };
    Some(format!("{before}{not}{}", says.join(": ")))
}

/// From when until when, in words.
fn span(period: Element<'_>) -> Vec<String> {
    let mut span = Vec::new();
    span.extend(period.text("start").map(|start| format!("from {}", clean(start))));
    span.extend(period.text("end").map(|end| format!("until {}", clean(end))));
    span
}
