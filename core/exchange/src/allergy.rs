//! Allergies and adverse reactions (`AllergyIntolerance`).

use crate::absence::{Stated, Topic, stated};
use crate::concept::{Concept, words, words_of};
use crate::denial::{self, Words};
use crate::element::Element;
use crate::gate;
use crate::patient::extension;
use crate::person_parts::notes;
use crate::reading::Reading;
use crate::status::{self, Status};
use crate::text::clean;

/// An allergy or intolerance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Allergy {
    pub path: String,
    pub key: Option<String>,
    /// What it is to.
    pub agent: String,
    /// Other words its codes have for it.
    pub also: Vec<String>,
    /// Its codes, a line each.
    pub coded: Vec<String>,
    /// What happened or happens.
    pub reactions: Vec<String>,
    /// The worst that is said of any reaction.
    pub severity: Option<Severity>,
    pub kind: Option<Kind>,
    /// Whether it is only suspected, where the sender says.
    pub suspected: Option<bool>,
    /// Whether it is said to be over.
    pub over: bool,
    /// When it began, as written.
    pub since: Option<String>,
    /// When it was recorded, as written.
    pub recorded: Option<String>,
    /// Everything else that is said of it, in words.
    pub notes: Vec<String>,
}

/// How bad a reaction was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    Mild,
    Moderate,
    Severe,
}

/// FHIR's `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Allergy,
    Intolerance,
}

/// Reads one `AllergyIntolerance`.
pub(crate) fn read(reading: &mut Reading<'_>, at: usize) -> Result<(), &'static str> {
    let element = reading.file.resources[at].element;
    let clinical = status::read(element, "clinicalStatus")?;
    let verification = status::read(element, "verificationStatus")?;
    if element.get("code").is_some_and(|c| !c.is_object() && c.peek().is_none()) {
        return Err("what it is an allergy to is not in a form that can be read");
    }
    let concept = element.get("code").and_then(Concept::read_with_codes);
    let says = concept.as_ref().map_or(Stated::Thing, |c| stated(Topic::Allergies, c));
    match verification.certain() {
        Some("entered-in-error") => return Err(gate::ENTERED_IN_ERROR),
        Some("refuted") if says != Stated::Thing => {
            return Err("says that no allergies are known, and that somebody refuted it: ask");
        }
        Some("refuted") => return Err(gate::REFUTED),
        _ => {}
    }
    let ended = extension(element, "Extension-UKCore-AllergyIntoleranceEnd").is_some();
    let over = ended || matches!(clinical.code, Some("inactive" | "resolved"));
    let mut reactions = Reactions::default();
    for reaction in element.list("reaction").into_iter().filter(|r| r.is_object()) {
        reactions.read(reaction);
    }
    match (says, &concept) {
        (Stated::Absence(_), _) if over && !reactions.say_anything() => {
            return Err("says that an absence of allergies is over");
        }
        (Stated::Absence(meaning), Some(concept)) if !reactions.say_anything() => {
            let mut more = clinical.notes("active");
            more.extend(said_against_it(element, &verification, reactions));
            reading.absent(element, (Topic::Allergies, meaning), concept, more);
            return Ok(());
        }
        (Stated::Absence(_) | Stated::TwoThings, _) => reading.doubt(
            element,
            "one part of this says that no allergies are known, another names something; taken as an allergy",
        ),
        (Stated::Thing, _) => {}
    }
    let concept = concept.map(Concept::naming_first);
    let denial = concept.as_ref().filter(|c| says != Stated::Thing && c.only_denies());
    let named = concept.as_ref().filter(|_| denial.is_none()).map(|c| c.words.clone());
    let agent = named.or_else(|| reactions.substance());
    if agent.is_none() {
        reading.doubt(element, "an allergy that does not say to what: ask");
    }
    if over {
        reading
            .doubt(element, "an allergy that is said to be over; it stands until someone checks");
    }
    if clinical.doubtful || verification.doubtful {
        reading.doubt(element, status::IN_DOUBT);
    }
    let mut notes: Vec<String> =
        denial.iter().map(|c| format!("the sender also says: {}", c.words)).collect();
    notes.extend(said_of_it(element, &clinical, &verification));
    notes.extend(std::mem::take(&mut reactions.notes));
    reading.found.allergies.push(Allergy {
        path: element.path(),
        key: reading.lasting_name(at),
        agent: agent.unwrap_or_else(|| "not named by the sender".to_owned()),
        also: concept.as_ref().map(|c| c.also.clone()).unwrap_or_default(),
        coded: concept.map(|c| c.coded()).unwrap_or_default(),
        reactions: reactions.words,
        severity: reactions.severity,
        kind: kind(element),
        suspected: verification.code.map(|v| v != "confirmed"),
        over,
        since: element.text("onsetDateTime").or_else(|| element.text("onsetString")).map(clean),
        recorded: element.peek_text("recordedDate").map(clean),
        notes,
    });
    Ok(())
}

fn kind(element: Element<'_>) -> Option<Kind> {
    match element.peek_text("type")? {
        "allergy" => element.text("type").map(|_| Kind::Allergy),
        "intolerance" => element.text("type").map(|_| Kind::Intolerance),
        _ => None,
    }
}

/// What an allergy says beside a code for "none known" that may speak against it.
fn said_against_it(
    element: Element<'_>,
    verification: &Status<'_>,
    reactions: Reactions,
) -> Vec<String> {
    let mut more = verification.notes("confirmed");
    if element.peek_text("criticality") == Some("high") {
        more.extend(element.text("criticality").map(criticality));
    }
    for (name, before) in
        [("onsetDateTime", "began"), ("onsetString", "began"), ("lastOccurrence", "last happened")]
    {
        more.extend(element.text(name).map(|text| format!("{before} {}", clean(text))));
    }
    more.extend(notes(element));
    more.extend(reactions.words);
    more.extend(reactions.notes);
    more
}

fn criticality(code: &str) -> String {
    match code {
        "high" => "criticality: high, could threaten life".to_owned(),
        other => format!("criticality: {}", clean(other)),
    }
}

/// Words for what has no field of its own.
fn said_of_it(
    element: Element<'_>,
    clinical: &Status<'_>,
    verification: &Status<'_>,
) -> Vec<String> {
    let mut notes = Vec::new();
    let categories: Vec<String> =
        element.list("category").into_iter().filter_map(Element::take).map(clean).collect();
    if !categories.is_empty() {
        notes.push(format!("category: {}", categories.join(", ")));
    }
    notes.extend(element.text("criticality").map(criticality));
    notes.extend(clinical.notes("active"));
    notes.extend(verification.notes("confirmed"));
    for (name, before) in [("lastOccurrence", "last happened"), ("recordedDate", "recorded")] {
        notes.extend(element.text(name).map(|text| format!("{before} {}", clean(text))));
    }
    notes.extend(self::notes(element));
    notes
}

#[derive(Default)]
struct Reactions {
    words: Vec<String>,
    substances: Vec<String>,
    severity: Option<Severity>,
    notes: Vec<String>,
}

impl Reactions {
    fn read(&mut self, reaction: Element<'_>) {
        let mut what = words_of(reaction, "manifestation");
        let severity = reaction.text("severity");
        what.extend(reaction.text("description").map(clean));
        if let Some(severity) = severity {
            what.push(clean(severity));
        }
        self.severity = self.severity.max(match severity {
            Some("severe") => Some(Severity::Severe),
            Some("moderate") => Some(Severity::Moderate),
            Some("mild") => Some(Severity::Mild),
            _ => None,
        });
        what.extend(reaction.text("onset").map(|onset| format!("on {}", clean(onset))));
        what.extend(words(reaction, "exposureRoute").map(|route| format!("by {route}")));
        if let Some(substance) = words(reaction, "substance") {
            what.push(format!("to {substance}"));
            self.substances.push(substance);
        }
        if !what.is_empty() {
            self.words.push(what.join(", "));
        }
        self.notes.extend(notes(reaction));
    }

    /// Whether any of them says more than that there was none.
    fn say_anything(&self) -> bool {
        self.words.iter().any(|words| denial::of(words) != Words::Deny)
    }

    fn substance(&self) -> Option<String> {
        (!self.substances.is_empty()).then(|| self.substances.join(", "))
    }
}
