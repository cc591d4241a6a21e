//! From bytes to everything found: the order in which a file is read.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::absence::Topic;
use crate::account::{self, Left};
use crate::element::Element;
use crate::error::FhirError;
use crate::file::{File, Link, MAX_BYTES};
use crate::reading::{Found, Reading, Subject, key};
use crate::tree::{Mark, Tree};
use crate::{
    allergy, care_plan, composition, condition, consent, contact, course, flag, gate, medicine,
    narrative, observation, patient, service_request,
};

/// Reads a file; gives what was found and what was left out.
pub(crate) fn read(bytes: &[u8]) -> Result<(Found, Vec<Left>), FhirError> {
    read_tree(&grow(bytes)?)
}

/// The bytes as a tree, within bounds.
pub(crate) fn grow(bytes: &[u8]) -> Result<Tree<'_>, FhirError> {
    Tree::parse(text(bytes)?)
}

/// Reads a tree, and leaves its marks on it.
pub(crate) fn read_tree<'t>(tree: &'t Tree<'t>) -> Result<(Found, Vec<Left>), FhirError> {
    let root = Element::root(tree);
    if !root.is_object() {
        return Err(FhirError::NotFhir);
    }
    if root.is_doubled() {
        return Err(FhirError::NameTwice { name: "an element" });
    }
    let file = File::of(root)?;
    if file.resources.iter().all(|r| !is_read(r.kind)) && !file.is_bundle() {
        return Err(FhirError::NothingToRead);
    }
    let written = written(&file);
    let subject = subject(&file)?;
    let mut reading =
        Reading { file, subject, written, found: Found::default(), pointed_at: RefCell::default() };
    about_the_bundle(&mut reading);
    let superseded = superseded(&reading.file);
    for at in 0..reading.file.resources.len() {
        let element = reading.file.resources[at].element;
        if let Some(why) = superseded.get(&at) {
            element.leave_whole(why);
        } else if let Err(why) = resource(&mut reading, at)? {
            element.leave_whole(why);
        }
    }
    medicine::join(&mut reading);
    course::settle(&mut reading);
    contradictions(&mut reading);
    not_pointed_at(&reading.file);
    let left = account::of(root);
    Ok((reading.found, left))
}

/// The bytes as text: bounded, UTF-8, without the mark some editors put first.
fn text(bytes: &[u8]) -> Result<&str, FhirError> {
    if bytes.len() > MAX_BYTES {
        return Err(FhirError::TooLarge { most: MAX_BYTES, found: bytes.len() });
    }
    let text =
        std::str::from_utf8(bytes).map_err(|e| FhirError::NotUtf8 { at: e.valid_up_to() })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.trim_start().chars().next() {
        None => Err(FhirError::Empty),
        Some('<') => Err(FhirError::Xml),
        Some(_) => Ok(text),
    }
}

/// The kinds of resource that are read on their own.
fn is_read(kind: &str) -> bool {
    matches!(
        kind,
        "Patient"
            | "RelatedPerson"
            | "AllergyIntolerance"
            | "Condition"
            | "MedicationStatement"
            | "MedicationRequest"
            | "Flag"
            | "Consent"
            | "CarePlan"
            | "Observation"
            | "ServiceRequest"
            | "Composition"
    )
}

/// Reads one resource. The outer error is about the whole file, the inner about this resource.
fn resource(reading: &mut Reading<'_>, at: usize) -> Result<Result<(), &'static str>, FhirError> {
    let kind = reading.file.resources[at].kind;
    let element = reading.file.resources[at].element;
    if let Some(id) = element.get("id") {
        id.leave("the sender's own number");
    }
    if let Some(labels) = element.get("meta").and_then(|m| m.get("security")) {
        labels.point_out("the sender labels this as confidential: read the label");
    }
    if !is_read(kind) {
        return Ok(Ok(()));
    }
    if kind == "Composition" && element.peek_text("status") == Some("entered-in-error") {
        return Err(FhirError::EnteredInError);
    }
    let doubts = reading.found.doubts.len();
    let outcome = gate::can_be_taken_at_its_word(element)
        .and_then(|()| match (kind, reading.subject) {
            ("Patient", Subject::Patient(patient)) if patient == at => Ok(()),
            ("Patient", _) => Err("another person in this file; nothing about them was brought in"),
            _ => reading.is_about_the_person(at),
        })
        .and_then(|()| read_kind(reading, at, kind));
    if let Err(why) = outcome {
        reading.found.doubts.truncate(doubts);
        let takes_back = matches!(why, gate::ENTERED_IN_ERROR | gate::REFUTED);
        reading.found.left_out.extend(topic(kind).filter(|_| !takes_back));
    } else {
        additional_words(reading, element, kind);
    }
    Ok(outcome)
}

/// The list that a resource of this kind would have been in.
fn topic(kind: &str) -> Option<Topic> {
    match kind {
        "AllergyIntolerance" => Some(Topic::Allergies),
        "MedicationStatement" | "MedicationRequest" => Some(Topic::Medicines),
        _ => None,
    }
}

fn read_kind(reading: &mut Reading<'_>, at: usize, kind: &str) -> Result<(), &'static str> {
    match kind {
        "Patient" => patient::read(reading, at),
        "RelatedPerson" => contact::read(reading, at),
        "AllergyIntolerance" => allergy::read(reading, at),
        "Condition" => condition::read(reading, at),
        "MedicationStatement" => medicine::read_statement(reading, at),
        "MedicationRequest" => medicine::read_request(reading, at),
        "Flag" => flag::read(reading, at),
        "Consent" => consent::read(reading, at),
        "CarePlan" => care_plan::read(reading, at),
        "Observation" => observation::read(reading, at),
        "ServiceRequest" => service_request::read(reading, at),
        _ => composition::read(reading, at),
    }
}

/// Kinds that are read only where another resource points at them, or not at all.
fn not_pointed_at(file: &File<'_>) {
    for resource in file.resources.iter().filter(|r| !is_read(r.kind)) {
        if resource.element.walk().any(|e| e.mark() == Mark::Read) {
            continue;
        }
        if may_bear_on_safety(resource.kind) {
            resource
                .element
                .point_out("not read, and may say what keeps this person safe: read it");
        }
        if resource.kind == "OperationOutcome" {
            resource.element.point_out("the sender's system reports a problem with this file");
        }
        if resource.element.mark() != Mark::Unread {
            continue;
        }
        resource.element.leave(match resource.kind {
            "Medication" => "a medicine that nothing says is taken",
            "Practitioner" | "PractitionerRole" | "Organization" => {
                "somebody the summary does not name"
            }
            _ => "this kind of resource is not read",
        });
    }
}

/// When the narrative of a resource says more than its codes, its words come in too.
fn additional_words(reading: &mut Reading<'_>, element: Element<'_>, kind: &str) {
    let Some(text) = element.get("text") else { return };
    if kind == "Composition" || text.peek_text("status") != Some("additional") {
        return;
    }
    let Some(words) = text.get("div").and_then(Element::peek).and_then(narrative::plain) else {
        return;
    };
    text.walk().for_each(Element::mark_read);
    let title = format!("Words beside {kind}");
    let path = text.path();
    reading.found.sections.push(composition::Section { path, title, text: words });
}

/// Kinds that are not read and may hold allergies, medicines, risks or a letter all the same.
fn may_bear_on_safety(kind: &str) -> bool {
    matches!(
        kind,
        "AdverseEvent"
            | "Binary"
            | "Bundle"
            | "DetectedIssue"
            | "DocumentReference"
            | "List"
            | "MedicationAdministration"
            | "MedicationDispense"
            | "NutritionOrder"
            | "QuestionnaireResponse"
            | "RiskAssessment"
    )
}

/// The date of the document, else of the bundle.
fn written<'t>(file: &File<'t>) -> Option<&'t str> {
    let of_document = file
        .resources
        .iter()
        .find(|r| r.kind == "Composition" && r.within.is_none())
        .and_then(|r| r.element.peek_text("date"));
    of_document.or_else(|| file.root.peek_text("timestamp"))
}

/// Whose file it is: the document says so, or there is one Patient only, or one name for them.
fn subject<'t>(file: &File<'t>) -> Result<Subject<'t>, FhirError> {
    let of = |at: usize| {
        let element = file.resources[at].element;
        element.get("subject").map(|reference| file.follow(at, reference))
    };
    let is_patient = |at: usize| file.resources[at].kind == "Patient";
    let of_kind = |kind: &str, inside: bool| -> Vec<usize> {
        let fits = |(_, r): &(usize, &crate::file::Resource<'_>)| {
            r.kind == kind && r.within.is_some() == inside
        };
        file.resources.iter().enumerate().filter(fits).map(|(at, _)| at).collect()
    };
    let compositions = of_kind("Composition", false);
    if let [document] = compositions.as_slice()
        && let Some(Link::Here(patient)) = of(*document)
        && is_patient(patient)
    {
        return Ok(Subject::Patient(patient));
    }
    let patients = match of_kind("Patient", false) {
        none if none.is_empty() => of_kind("Patient", true),
        some => some,
    };
    match patients.as_slice() {
        [] => named(file),
        [one] => Ok(Subject::Patient(*one)),
        several => Err(FhirError::SeveralPeople { found: several.len() }),
    }
}

/// With no Patient in the file, everything must point at the same one.
fn named<'t>(file: &File<'t>) -> Result<Subject<'t>, FhirError> {
    let mut keys: Vec<&'t str> = file
        .resources
        .iter()
        .filter(|r| is_read(r.kind))
        .filter_map(|r| r.element.get("subject").or_else(|| r.element.get("patient")))
        .filter_map(key)
        .collect();
    keys.sort_unstable();
    keys.dedup();
    match keys.as_slice() {
        [] => Ok(Subject::Unsaid),
        [one] => Ok(Subject::Named(one)),
        several => Err(FhirError::SeveralPeople { found: several.len() }),
    }
}

/// What the bundle says of itself that a person must know.
fn about_the_bundle(reading: &mut Reading<'_>) {
    if !reading.file.is_bundle() {
        return;
    }
    let root = reading.file.root;
    if root.text("type").is_none() {
        reading.doubt(root, "a bundle that does not say of what type it is");
    }
    if let Some(rules) = root.get("implicitRules") {
        rules.point_out("written under rules of its own that are not known here");
    }
    for link in root.get("link").into_iter().flat_map(|l| l.children()) {
        if link.peek_text("relation") == Some("next") {
            link.point_out("this is one page of several: the rest is not in this file");
        }
    }
    reading.found.document.written = root.text("timestamp").map(str::to_owned);
    if let Some(signature) = root.get("signature") {
        signature.leave("a signature, which is not checked");
    }
}

/// Resources that stand in the file more than once: all but the newest, with why.
///
/// Versions that cannot be put in order are all read, each meaning what it says.
fn superseded(file: &File<'_>) -> HashMap<usize, &'static str> {
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, resource) in file.resources.iter().enumerate().filter(|(_, r)| r.within.is_none()) {
        let id = resource.id().map(|id| format!("{}/{id}", resource.kind));
        if let Some(name) = resource.full_url.map(str::to_owned).or(id) {
            groups.entry(name).or_default().push(at);
        }
    }
    let mut out = HashMap::new();
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let updated = |at: usize| {
            let meta = file.resources[at].element.get("meta")?;
            chrono::DateTime::parse_from_rfc3339(meta.peek_text("lastUpdated")?).ok()
        };
        let dates: Option<Vec<_>> = group.iter().map(|at| updated(*at)).collect();
        let newest = dates.and_then(|dates| dates.into_iter().max());
        let mut seen = HashSet::new();
        for at in group {
            if !seen.insert(file.resources[at].element.to_json()) {
                out.insert(at, "the same resource again");
            } else if newest.is_some() && updated(at) != newest {
                out.insert(at, "an older version of a resource in this file");
            }
        }
    }
    out
}

/// A statement that none are known beside one that is: both stand, and a person must know.
fn contradictions(reading: &mut Reading<'_>) {
    use crate::absence::Meaning;
    let none_known = |topic: Topic| {
        reading
            .found
            .absences
            .iter()
            .find(|a| a.topic == topic && a.meaning == Meaning::NoneKnown)
            .map(|a| a.path.clone())
    };
    let allergy = !reading.found.allergies.is_empty();
    let medicine =
        reading.found.medicines.iter().any(|m| m.standing == medicine::Standing::Current);
    let problem = !reading.found.conditions.is_empty();
    let both = [
        (none_known(Topic::Allergies).filter(|_| allergy), "allergies"),
        (none_known(Topic::Medicines).filter(|_| medicine), "medicines"),
        (none_known(Topic::Problems).filter(|_| problem), "problems"),
    ];
    for (path, what) in both {
        if let Some(path) = path {
            let says = format!("says that no {what} are known, yet the file names some: ask");
            reading.found.doubts.push(crate::reading::Doubt { path, says });
        }
    }
}
