//! Names, addresses and telephone numbers, as people write them on an envelope.

use crate::element::Element;
use crate::text::clean;
use crate::when::before;

const OLD: &str = "no longer in use, by what the sender says";

/// Whether a name, address or number is marked as one that is no longer used; says so if it is.
fn is_old(element: Element<'_>, written: Option<&str>) -> bool {
    let old = matches!(element.peek_text("use"), Some("old" | "maiden"));
    let end = element.get("period").and_then(|p| p.peek_text("end"));
    let ended = end.is_some_and(|end| written.is_none_or(|now| before(end, now)));
    if old || ended {
        element.leave(OLD);
    }
    old || ended
}

/// A name, in the order it is spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Called {
    pub full: String,
    /// FHIR's `use`: `official`, `usual`, `nickname` …
    pub used_as: Option<String>,
}

/// Every name that is in use, as written by `written` (the date of the document).
pub(crate) fn names<'t>(
    parent: Element<'t>,
    name: &str,
    written: Option<&str>,
) -> Vec<(Called, Element<'t>)> {
    let named = |e: Element<'t>| full_name(e).map(|called| (called, e));
    in_use(parent, name, written).into_iter().filter_map(named).collect()
}

/// The first name that is in use; any other is not read.
pub(crate) fn first_name(parent: Element<'_>, name: &str, written: Option<&str>) -> Option<Called> {
    in_use(parent, name, written).into_iter().find_map(full_name)
}

/// The elements of that name that are in use; one alone or a list.
fn in_use<'t>(parent: Element<'t>, name: &str, written: Option<&str>) -> Vec<Element<'t>> {
    let all = match parent.get(name) {
        Some(one) if one.is_object() => vec![one],
        Some(_) => parent.list(name),
        None => Vec::new(),
    };
    all.into_iter().filter(|e| !is_old(*e, written)).collect()
}

fn full_name(element: Element<'_>) -> Option<Called> {
    let parts = ["prefix", "given"]
        .iter()
        .flat_map(|part| element.list(part))
        .chain(element.get("family"))
        .chain(element.list("suffix"));
    let spoken: Vec<String> = parts.filter_map(Element::take).map(clean).collect();
    let spoken = spoken.join(" ");
    let text = element.text("text").map(clean);
    // The parts say what the text says, and say which is the family name; the text is for want of them.
    let full = if spoken.is_empty() { text? } else { spoken };
    Some(Called { full, used_as: element.text("use").map(str::to_owned) })
}

/// An address on lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub lines: Vec<String>,
    pub postcode: Option<String>,
    pub used_as: Option<String>,
}

/// Every address in use.
pub(crate) fn places<'t>(parent: Element<'t>, written: Option<&str>) -> Vec<(Place, Element<'t>)> {
    let placed = |e: Element<'t>| place(e).map(|place| (place, e));
    in_use(parent, "address", written).into_iter().filter_map(placed).collect()
}

/// The first address in use; any other is not read.
pub(crate) fn first_place(parent: Element<'_>, written: Option<&str>) -> Option<Place> {
    in_use(parent, "address", written).into_iter().find_map(place)
}

fn place(element: Element<'_>) -> Option<Place> {
    let mut lines: Vec<String> =
        element.list("line").into_iter().filter_map(Element::take).map(clean).collect();
    for part in ["city", "district", "state", "postalCode", "country"] {
        let line = element.text(part).map(clean);
        lines.extend(
            line.filter(|line| !lines.iter().any(|l| l == line)).into_iter().collect::<Vec<_>>(),
        );
    }
    if lines.is_empty() {
        lines.extend(element.text("text").map(clean));
    }
    let used_as = element.text("use").map(str::to_owned);
    let postcode = element.text("postalCode").map(clean);
    (!lines.is_empty()).then_some(Place { lines, postcode, used_as })
}

/// A way to reach somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reach {
    /// `phone`, `email`, `sms` or `pager`.
    pub system: String,
    pub number: String,
    pub used_as: Option<String>,
}

/// Telephone numbers and the like that are in use.
pub(crate) fn reaches(parent: Element<'_>, written: Option<&str>) -> Vec<Reach> {
    parent
        .list("telecom")
        .into_iter()
        .filter(|e| !is_old(*e, written))
        .filter_map(|e| {
            let system = match e.peek_text("system") {
                Some(known @ ("phone" | "sms" | "email" | "pager")) => known,
                None => "phone",
                Some(_) => {
                    e.leave("neither a telephone number nor an e-mail address");
                    return None;
                }
            };
            let number = clean(e.text("value")?);
            let number = number.strip_prefix("tel:").unwrap_or(&number).trim().to_owned();
            e.text("system");
            let used_as = e.text("use").map(str::to_owned);
            Some(Reach { system: system.to_owned(), number, used_as })
        })
        .collect()
}

/// The text of each note that stands with a resource.
pub(crate) fn notes(parent: Element<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for note in parent.list("note") {
        let Some(text) = note.text("text").map(clean) else { continue };
        let by = note.text("authorString").map(clean);
        let on = note.text("time").map(clean);
        let about: Vec<String> = by.into_iter().chain(on).collect();
        notes.push(if about.is_empty() { text } else { format!("{text} ({})", about.join(", ")) });
    }
    notes
}
