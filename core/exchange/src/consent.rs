//! Consents and advance decisions (`Consent`).
//!
//! Only that there is one, what about and what it says is brought in, in words. Whether it is valid
//! is for the original: in any doubt the screen says to call 999 and show the crew the original.

use crate::allergy::key;
use crate::concept::{codes, status, words, words_of};
use crate::element::Element;
use crate::reading::Reading;
use crate::text::clean;

/// A consent, a refusal, or an advance decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Consent {
    pub path: String,
    pub key: Option<String>,
    pub about: About,
    /// What it says, in words.
    pub says: String,
    /// When it was made, as written.
    pub made: Option<String>,
    /// Where the original is, if the sender says.
    pub original: Option<String>,
}

/// What a consent is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// Not to attempt resuscitation.
    Resuscitation,
    /// Any other advance decision or directive.
    AdvanceDecision,
    /// Sharing information.
    Sharing,
    Other,
}

/// Reads one `Consent`.
pub(crate) fn read(reading: &mut Reading<'_>, at: usize) -> Result<(), &'static str> {
    let element = reading.file.resources[at].element;
    match status(element, "status")? {
        Some("active") => {}
        Some("entered-in-error") => return Err("marked as entered in error"),
        Some("draft" | "proposed") => return Err("a draft, not a decision"),
        Some("rejected") => return Err("was put to somebody and rejected"),
        Some("inactive") => return Err("no longer in force, by what the sender says"),
        Some(_) | None => return Err("does not say whether it is in force: ask for the original"),
    }
    let about = about(element);
    let mut says = Vec::new();
    says.extend(words(element, "scope"));
    says.extend(words_of(element, "category"));
    if let Some(provision) = element.get("provision") {
        says.extend(in_words(provision));
    }
    says.dedup();
    if says.is_empty() {
        return Err("does not say what was decided: ask for the original");
    }
    let original = element.get("sourceAttachment").and_then(|a| a.text("title")).map(clean);
    if let Some(reference) = element.get("sourceReference") {
        reference.leave("points at the original in the sender's system");
    }
    reading.found.consents.push(Consent {
        path: element.path(),
        key: key(reading, at),
        about,
        says: says.join("; "),
        made: element.text("dateTime").map(clean),
        original,
    });
    Ok(())
}

fn about(element: Element<'_>) -> About {
    let mut all = element.get("scope").map(codes).unwrap_or_default();
    let decided = element.get("provision").and_then(|p| p.get("code"));
    for list in [element.get("category"), decided].into_iter().flatten() {
        all.extend(list.children().flat_map(codes));
    }
    let has = |wanted: &[&str]| all.iter().any(|c| wanted.contains(&c.code));
    if has(&["dnr", "304253006", "450476008", "439569004"]) {
        About::Resuscitation
    } else if has(&["acd", "adr", "polst", "42348-3"]) {
        About::AdvanceDecision
    } else if has(&["patient-privacy", "59284-0", "idscl", "INFA", "IDSCL"]) {
        About::Sharing
    } else {
        About::Other
    }
}

/// One provision: permit or deny, what, until when.
fn in_words(provision: Element<'_>) -> Vec<String> {
    let mut says = Vec::new();
    says.extend(provision.text("type").map(|t| match t {
        "deny" => "refused".to_owned(),
        "permit" => "permitted".to_owned(),
        other => clean(other),
    }));
    says.extend(words_of(provision, "code"));
    says.extend(words_of(provision, "action"));
    if let Some(period) = provision.get("period") {
        says.extend(period.text("start").map(|s| format!("from {}", clean(s))));
        says.extend(period.text("end").map(|e| format!("until {}", clean(e))));
    }
    for exception in provision.list("provision") {
        let inside = in_words(exception);
        if !inside.is_empty() {
            says.push(format!("except: {}", inside.join(", ")));
        }
    }
    says
}
