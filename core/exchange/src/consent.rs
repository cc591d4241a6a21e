//! Consents and advance decisions (`Consent`).
//!
//! Only that there is one, what about and what it says is brought in, in words. Whether it is valid
//! is for the original: in any doubt the screen says to call 999 and show the crew the original.

use crate::concept::{codes, status, words, words_of};
use crate::element::Element;
use crate::reading::Reading;
use crate::text::clean;

/// A document about emergencies, or a consent to share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Consent {
    pub path: String,
    pub key: Option<String>,
    pub about: About,
}

/// What a consent is about, and what of it is brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum About {
    /// An advance document, and where the original is, if the sender says.
    Document(Document, Option<String>),
    /// Sharing information.
    Sharing {
        /// With whom, in words.
        with_whom: String,
        /// Whether it was permitted.
        permitted: bool,
        /// About what, in words.
        about: Vec<String>,
        /// When it was said, as written.
        said_on: Option<String>,
    },
}

/// Which advance document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Document {
    Dnacpr,
    Respect,
    Adrt,
}

const ORIGINAL_DECIDES: &str = "only that there is one and where the original is are brought in";

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
    let about = match document(element) {
        Some(document) => {
            for part in ["scope", "category", "provision", "dateTime", "policy", "policyRule"] {
                if let Some(part) = element.get(part) {
                    part.leave(ORIGINAL_DECIDES);
                }
            }
            let original = element.get("sourceAttachment").and_then(|a| a.text("title"));
            About::Document(document, original.map(clean))
        }
        None if is_about_sharing(element) => sharing(element)?,
        None => return Err("a consent about something the summary has no place for; read it"),
    };
    reading.found.consents.push(Consent {
        path: element.path(),
        key: reading.lasting_name(at),
        about,
    });
    Ok(())
}

/// Codes and words of scope, category and decision, nothing marked.
fn what_about(element: Element<'_>) -> (Vec<&str>, String) {
    let decided = element.get("provision").and_then(|p| p.get("code"));
    let lists = [element.get("category"), decided].into_iter().flatten();
    let concepts: Vec<Element<'_>> =
        element.get("scope").into_iter().chain(lists.flat_map(Element::children)).collect();
    let codes = concepts.iter().flat_map(|c| codes(*c)).map(|c| c.code).collect();
    let words: Vec<String> = concepts
        .iter()
        .flat_map(|c| c.walk())
        .filter(|e| matches!(e.name(), "text" | "display"))
        .filter_map(|e| e.peek().map(str::to_lowercase))
        .collect();
    (codes, words.join(" "))
}

fn document(element: Element<'_>) -> Option<Document> {
    let (codes, words) = what_about(element);
    let has = |wanted: &[&str]| codes.iter().any(|c| wanted.contains(c));
    if words.contains("respect form")
        || words.contains("respect:")
        || words.contains("recommended summary plan")
    {
        Some(Document::Respect)
    } else if has(&["dnr", "304253006", "450476008"]) || words.contains("dnacpr") {
        Some(Document::Dnacpr)
    } else if has(&["acd", "adr", "polst"]) {
        Some(Document::Adrt)
    } else {
        None
    }
}

fn is_about_sharing(element: Element<'_>) -> bool {
    let (codes, _) = what_about(element);
    codes.iter().any(|c| matches!(*c, "patient-privacy" | "59284-0" | "idscl" | "IDSCL" | "INFA"))
}

fn sharing(element: Element<'_>) -> Result<About, &'static str> {
    let provision = element.get("provision");
    let permitted = match provision.and_then(|p| p.text("type")) {
        Some("permit") => true,
        Some("deny") => false,
        Some(_) | None => return Err("does not say whether sharing was agreed or refused: ask"),
    };
    if provision.is_some_and(|p| p.get("provision").is_some()) {
        return Err("a consent to share with exceptions to it: read it whole");
    }
    let actors = provision.map(|p| p.list("actor")).unwrap_or_default();
    let mut with: Vec<String> =
        actors.into_iter().filter_map(|a| a.get("reference")?.text("display").map(clean)).collect();
    with.extend(words_of(element, "category"));
    let mut about: Vec<String> = provision.map(|p| words_of(p, "code")).unwrap_or_default();
    about.extend(provision.map(|p| words_of(p, "purpose")).unwrap_or_default());
    let with_whom = match with.is_empty() {
        true => words(element, "scope").unwrap_or_else(|| "not named by the sender".to_owned()),
        false => with.join("; "),
    };
    let said_on = element.text("dateTime").map(clean);
    Ok(About::Sharing { with_whom, permitted, about, said_on })
}
