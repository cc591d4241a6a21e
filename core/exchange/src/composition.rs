//! The document around the resources (`Composition`): who wrote it and when, the words of each
//! section, and the reason a section is empty.

use crate::absence::{Absence, Meaning, Topic, of_empty_reason};
use crate::concept::{codes, status, words};
use crate::contact::professional;
use crate::denial::{self, Words};
use crate::element::Element;
use crate::file::Link;
use crate::narrative;
use crate::reading::Reading;
use crate::text::clean;

/// Where the file comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Document {
    pub title: Option<String>,
    /// When it was written, as written.
    pub written: Option<String>,
    /// Who wrote or keeps it.
    pub from: Vec<String>,
}

/// The words of one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    pub path: String,
    pub title: String,
    pub text: String,
}

/// Reads the `Composition`.
pub(crate) fn read(reading: &mut Reading<'_>, at: usize) -> Result<(), &'static str> {
    let element = reading.file.resources[at].element;
    match status(element, "status")? {
        Some("entered-in-error") => return Err("marked as entered in error"),
        Some("preliminary") => reading.doubt(element, "the sender says that this is preliminary"),
        Some(_) | None => {}
    }
    reading.found.document.title = element.text("title").map(clean);
    reading.found.document.written = element.text("date").map(clean);
    authors(reading, at);
    if let Some(text) = narrative_of(element) {
        text.leave("a summary of the whole document; its sections are brought in");
    }
    for section in element.list("section") {
        read_section(reading, at, section);
    }
    Ok(())
}

fn authors(reading: &mut Reading<'_>, at: usize) {
    let element = reading.file.resources[at].element;
    let mut from = Vec::new();
    for author in element.list("author").into_iter().chain(element.get("custodian")) {
        let display = author.peek_text("display").map(clean);
        let name = match reading.file.follow(at, author) {
            Link::Here(found) => professional(reading, found).or(display),
            Link::Elsewhere => author.text("display").map(clean),
            Link::None => None,
        };
        from.extend(name.filter(|n| !from.iter().any(|said: &String| said.contains(n.as_str()))));
    }
    reading.found.document.from = from;
}

fn narrative_of(element: Element<'_>) -> Option<Element<'_>> {
    element.get("text").and_then(|text| text.get("div"))
}

fn read_section(reading: &mut Reading<'_>, at: usize, section: Element<'_>) {
    if !section.is_object() {
        return section.leave_whole("expected a section here, found something else");
    }
    let topic = topic(section);
    let title = section
        .text("title")
        .map(clean)
        .or_else(|| words(section, "code"))
        .unwrap_or_else(|| "Section without a title".to_owned());
    let text = text_of(section);
    let notes = annotations(section);
    empty_reason(reading, section, topic, (&title, text.as_deref(), &notes));
    for entry in section.all("entry") {
        // The resource itself is brought in or reported; that it is listed here says no more.
        match reading.file.follow(at, entry) {
            Link::Here(_) => entry.walk().for_each(Element::mark_read),
            Link::Elsewhere => entry.point_out("listed in this section, but not in the file: ask"),
            Link::None => {}
        }
    }
    let mut parts: Vec<String> = text.into_iter().collect();
    for note in notes {
        if !parts.iter().any(|part| part.contains(&note)) {
            parts.push(note);
        }
    }
    if !parts.is_empty() {
        let path = section.path();
        let said = Section { path, title, text: parts.join("\n") };
        if reading.found.what_matters.is_none() && is_about_what_matters(section) {
            reading.found.what_matters = Some(said.clone());
        }
        reading.found.sections.push(said);
    }
    for inner in section.list("section") {
        read_section(reading, at, inner);
    }
}

/// A section's words without markup.
fn text_of(section: Element<'_>) -> Option<String> {
    let div = narrative_of(section)?;
    if let Some(status) = section.get("text").and_then(|t| t.get("status")) {
        status.mark_read();
    }
    let Some(text) = narrative::plain(div.peek()?) else {
        div.point_out("words whose markup is broken; ask the sender");
        return None;
    };
    div.mark_read();
    Some(text).filter(|t| !t.is_empty())
}

/// Notes a sender adds to a section with the standard's `note` extension.
fn annotations(section: Element<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for extension in section.get("extension").into_iter().flat_map(|e| e.children()) {
        if extension.peek_text("url") == Some("http://hl7.org/fhir/StructureDefinition/note")
            && let Some(annotation) = extension.get("valueAnnotation")
            && let Some(text) = annotation.text("text").map(clean)
        {
            let on = annotation.text("time").map(|t| format!(" ({})", clean(t)));
            notes.push(format!("{text}{}", on.unwrap_or_default()));
        }
    }
    notes
}

/// What a section is about, by its LOINC code, or by the SNOMED CT heading UK documents use.
fn topic(section: Element<'_>) -> Topic {
    let codes = section.get("code").map(codes).unwrap_or_default();
    let has = |wanted: &[&str]| codes.iter().any(|c| wanted.contains(&c.code));
    if has(&["48765-2", "886921000000105"]) {
        Topic::Allergies
    } else if has(&["10160-0", "933361000000108"]) {
        Topic::Medicines
    } else if has(&["11450-4", "887151000000100"]) {
        Topic::Problems
    } else {
        Topic::Other
    }
}

/// LOINC's section for the person's own goals, preferences and priorities.
fn is_about_what_matters(section: Element<'_>) -> bool {
    section.get("code").map(codes).unwrap_or_default().iter().any(|c| c.code == "81338-6")
}

/// Whether there are no words at all in it.
fn is_empty(div: Element<'_>) -> bool {
    div.peek().and_then(narrative::plain).is_some_and(|words| words.is_empty())
}

/// Why a section is empty. "Nil known" is believed only beside words that say the same.
fn empty_reason(
    reading: &mut Reading<'_>,
    section: Element<'_>,
    topic: Topic,
    (title, text, notes): (&str, Option<&str>, &[String]),
) {
    let Some(reason) = section.get("emptyReason") else { return };
    if section.get("entry").is_some_and(|e| e.children().next().is_some()) {
        return reason.point_out("says that this section is empty, which it is not");
    }
    let meaning = codes(reason).iter().find_map(|c| of_empty_reason(c.code));
    let said = words(section, "emptyReason");
    let meaning = match meaning {
        Some(meaning) => {
            reason.walk().for_each(Element::mark_read);
            meaning
        }
        // An unknown reason for being empty is never a statement that there is nothing.
        None => Meaning::NoInformation,
    };
    let broken = text.is_none() && narrative_of(section).is_some_and(|div| !is_empty(div));
    let words = || text.into_iter().chain(notes.iter().map(String::as_str));
    let deny = words().all(|words| denial::of(words) == Words::Deny);
    let meaning = match meaning {
        Meaning::NoneKnown if broken || !deny => Meaning::InDoubt,
        other => other,
    };
    let said = text.map(str::to_owned).or(said).unwrap_or_default();
    let said = format!("{title}: {said}");
    reading.found.absences.push(Absence { topic, meaning, said, path: section.path() });
}
