//! What a sender asks for (`ServiceRequest`): the referral itself.

use crate::concept::{status, words, words_of};
use crate::gate;
use crate::person_parts::notes;
use crate::reading::Reading;
use crate::text::clean;
use crate::timing;

/// Care or a service that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    pub path: String,
    pub key: Option<String>,
    pub what: String,
    /// Why, when, and what else is said.
    pub details: Vec<String>,
}

/// Reads one `ServiceRequest`.
pub(crate) fn read(reading: &mut Reading<'_>, at: usize) -> Result<(), &'static str> {
    let element = reading.file.resources[at].element;
    let mut details = Vec::new();
    match status(element, "status")? {
        Some("active") => {}
        Some("entered-in-error") => return Err("marked as entered in error"),
        Some("revoked") => return Err("a request that was withdrawn"),
        Some("completed") => return Err("a request that has been completed"),
        Some("draft") => return Err("a draft of a request"),
        Some("on-hold") => details.push("the sender says: on hold".to_owned()),
        Some(_) | None => details.push("does not say whether it stands".to_owned()),
    }
    if matches!(status(element, "intent")?, Some("proposal" | "option")) {
        return Err("a proposal, not a request");
    }
    match gate::is_forbidden(element) {
        Some(false) => {}
        Some(true) => return Err("says that this is NOT to be done; find out before doing it"),
        None => return Err("does not say clearly whether this is to be done"),
    }
    let mut what: Vec<String> = words(element, "code").into_iter().collect();
    what.extend(words_of(element, "orderDetail"));
    if what.is_empty() {
        what.extend(words_of(element, "category"));
    }
    details.extend(element.text("priority").map(|p| format!("priority: {}", clean(p))));
    details.extend(words_of(element, "reasonCode").into_iter().map(|r| format!("reason: {r}")));
    details.extend(element.text("patientInstruction").map(clean));
    details.extend(element.text("occurrenceDateTime").map(|on| format!("on {}", clean(on))));
    if let Some(period) = element.get("occurrencePeriod") {
        details.extend(period.text("start").map(|s| format!("from {}", clean(s))));
        details.extend(period.text("end").map(|e| format!("until {}", clean(e))));
    }
    if let Some(timing) = element.get("occurrenceTiming") {
        details.extend(timing::read(timing).words);
    }
    details.extend(element.text("authoredOn").map(|on| format!("asked {}", clean(on))));
    details.extend(notes(element));
    if what.is_empty() && details.is_empty() {
        return Err("a request that does not say for what");
    }
    reading.found.requests.push(Request {
        path: element.path(),
        key: reading.lasting_name(at),
        what: if what.is_empty() { "Request".to_owned() } else { what.join(", ") },
        details,
    });
    Ok(())
}
