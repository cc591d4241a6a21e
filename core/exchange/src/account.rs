//! What did not map: everything in the file that nobody read, with its path and why.
//!
//! A branch of which nothing was read is one line. Lines that say the same of the same element in
//! many resources are one line too, with how often; each of its paths is kept.

use std::collections::HashMap;

use crate::element::Element;
use crate::tree::Mark;

/// Something in the file that was not brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Left {
    /// What it is, as in `Condition.recorder`.
    pub what: String,
    /// Every place it stands, as in `entry[4].resource.recorder`.
    pub paths: Vec<String>,
    pub why: String,
    /// What stands there, as JSON; of several places a list. Long ones are cut.
    pub raw: Option<String>,
    /// Whether a person must look before relying on the referral.
    pub look: bool,
}

/// How much of what was left out is kept with the referral, in characters: the file has the rest.
const KEPT: usize = 4_000;

/// Lists what was not read, what a person must look at first, otherwise in the order of the file.
pub(crate) fn of(root: Element<'_>) -> Vec<Left> {
    let mut lines = Vec::new();
    gather(root, Mark::Unread, "", "", &mut lines);
    let mut grouped = group(lines);
    for left in &mut grouped {
        left.raw = left.raw.take().map(|raw| cut(raw, left.paths.len()));
    }
    grouped.sort_by_key(|left| !left.look);
    grouped
}

/// The most places in one line: what keeps the list has a limit, and so has a reader.
const MOST_PLACES: usize = 200;

/// Walks down until nothing below was read. Gives lines; `kind` and `inside` say where it is, and
/// `above` is the reason of a branch that stays out but for what another resource took from it.
fn gather(element: Element<'_>, above: Mark, kind: &str, inside: &str, lines: &mut Vec<Left>) {
    // What kind of resource it is decided how it was read; anything larger there was not read.
    if element.name() == "resourceType" && element.as_written().is_some() {
        return;
    }
    let kind = element.peek_text("resourceType").unwrap_or(kind);
    let inside = if element.peek_text("resourceType").is_some() {
        String::new()
    } else {
        match element.name() {
            "" => inside.to_owned(),
            name => format!("{inside}.{name}"),
        }
    };
    let is_leaf = !element.is_object() && !element.is_list();
    if element.mark() == Mark::Read && is_leaf || element.is_null() {
        return;
    }
    let reason = if element.mark() == Mark::Unread { above } else { element.mark() };
    if is_leaf || is_untouched(element) {
        let has_value = element.walk().any(|e| e.as_written().is_some());
        if has_value || element.mark() != Mark::Unread {
            lines.push(line(element, reason, kind, &inside));
        }
        return;
    }
    for child in element.children() {
        gather(child, reason, kind, &inside, lines);
    }
}

/// Nothing below was read, and nothing below has a reason of its own.
fn is_untouched(element: Element<'_>) -> bool {
    if matches!(element.mark(), Mark::Left(_) | Mark::Look(_)) {
        return element.walk().all(|e| e.mark() != Mark::Read);
    }
    element.walk().all(|e| e.mark() == Mark::Unread) && element.peek_text("resourceType").is_none()
}

fn line(element: Element<'_>, reason: Mark, kind: &str, inside: &str) -> Left {
    let (why, look) = match reason {
        Mark::Left(why) => (why.to_owned(), false),
        Mark::Look(why) => (why.to_owned(), true),
        Mark::Unread | Mark::Read => (usual_reason(inside).to_owned(), false),
    };
    Left {
        what: format!("{}{inside}", if kind.is_empty() { "file" } else { kind }),
        paths: vec![element.path()],
        why,
        raw: Some(element.to_json()),
        look,
    }
}

/// Why an element nobody asked for stays out. By the innermost name that has a reason.
fn usual_reason(inside: &str) -> &'static str {
    for name in inside.rsplit('.') {
        let reason = match name {
            "meta" | "language" | "versionId" | "lastUpdated" => "about the file, not the person",
            "identifier" => "the sender's own number",
            "text" | "div" => "generated words for what is coded beside it",
            "extension" => "an extension that is not known here",
            "link" | "total" | "search" | "request" | "response" | "timestamp" | "signature"
            | "fullUrl" | "id" => "how the file was sent, not about the person",
            "encounter" | "recorder" | "asserter" | "requester" | "performer" | "author"
            | "informationSource" | "custodian" | "attester" | "recordedDate" | "context"
            | "relatesTo" | "event" | "confidentiality" => {
                "how it was recorded; kept with the file"
            }
            "dispenseRequest" | "dispense" | "substitution" | "groupIdentifier" => {
                "how it is dispensed; kept with the file"
            }
            name if name.starts_with('_') => "says more about a simple value than is kept",
            _ => continue,
        };
        return reason;
    }
    "the person summary has no place for it"
}

/// Several values as a list, and what is too long cut.
fn cut(raw: String, places: usize) -> String {
    let raw = if places > 1 { format!("[{raw}]") } else { raw };
    if raw.chars().count() <= KEPT {
        return raw;
    }
    let mut kept: String = raw.chars().take(KEPT - 1).collect();
    kept.push('…');
    kept
}

/// Lines that say the same of the same element become one, except those a person must look at.
fn group(lines: Vec<Left>) -> Vec<Left> {
    let mut out: Vec<Left> = Vec::new();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for line in lines {
        let key = (line.what.clone(), line.why.clone());
        match known.get(&key) {
            Some(at) if !line.look && out[*at].paths.len() < MOST_PLACES => {
                let group = &mut out[*at];
                group.paths.extend(line.paths);
                if let (Some(raw), Some(more)) = (&mut group.raw, line.raw)
                    && raw.len() <= KEPT
                {
                    raw.push(',');
                    raw.push_str(&more);
                }
            }
            _ => {
                if !line.look {
                    known.insert(key, out.len());
                }
                out.push(line);
            }
        }
    }
    out
}
