//! Alerts a sender set (`Flag`).

use crate::concept::{Concept, status, words_of};
use crate::reading::Reading;
use crate::text::clean;
use crate::when::before;

/// An alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flag {
    pub path: String,
    pub key: Option<String>,
    pub says: String,
    pub categories: Vec<String>,
    pub notes: Vec<String>,
}

/// Reads one `Flag`.
pub(crate) fn read(reading: &mut Reading<'_>, at: usize) -> Result<(), &'static str> {
    let element = reading.file.resources[at].element;
    match status(element, "status")? {
        Some("entered-in-error") => return Err("marked as entered in error"),
        Some("inactive") => return Err("the sender no longer keeps this alert"),
        Some("active") => {}
        Some(_) | None => reading.doubt(element, "an alert that does not say whether it stands"),
    }
    let period = element.get("period");
    let end = period.and_then(|p| p.peek_text("end"));
    if let (Some(end), Some(now)) = (end, reading.written)
        && before(end, now)
    {
        return Err("an alert that had ended when this was written");
    }
    let Some(concept) = element.get("code").and_then(Concept::read) else {
        return Err("an alert that does not say what about");
    };
    let mut notes = Vec::new();
    if let Some(period) = period {
        notes.extend(period.text("start").map(|s| format!("from {}", clean(s))));
        notes.extend(period.text("end").map(|e| format!("until {}", clean(e))));
    }
    reading.found.flags.push(Flag {
        path: element.path(),
        key: reading.lasting_name(at),
        says: concept.in_full(),
        categories: words_of(element, "category"),
        notes,
    });
    Ok(())
}
