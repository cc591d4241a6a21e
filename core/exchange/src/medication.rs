//! What a medicine is called: coded in the statement or request, or in the `Medication` it points at.

use crate::concept::{Concept, words};
use crate::element::Element;
use crate::file::Link;
use crate::reading::Reading;
use crate::text::{clean, excerpt};
use crate::timing::ratio;

/// A medicine by name.
pub(crate) struct Named<'t> {
    /// Its name, other words its codes have for it, and the codes.
    pub concept: Concept<'t>,
    pub form: Option<String>,
    pub strength: Option<String>,
}

/// The medicine of the statement or request at `at`.
///
/// # Errors
/// When it names none, names two, or what it points at must not be taken at its word.
pub(crate) fn named<'t>(reading: &Reading<'t>, at: usize) -> Result<Named<'t>, &'static str> {
    let element = reading.file.resources[at].element;
    match (element.get("medicationCodeableConcept"), element.get("medicationReference")) {
        (Some(_), Some(_)) => Err("names its medicine twice"),
        (None, None) => Err("does not say which medicine"),
        (Some(concept), None) => {
            let concept = Concept::read_with_codes(concept).ok_or("does not say which medicine")?;
            Ok(Named { concept, form: None, strength: None })
        }
        (None, Some(reference)) => by_reference(reading, at, reference),
    }
}

fn by_reference<'t>(
    reading: &Reading<'t>,
    at: usize,
    reference: Element<'t>,
) -> Result<Named<'t>, &'static str> {
    let display = reference.peek_text("display").map(clean);
    let Link::Here(medication) = reading.file.follow(at, reference) else {
        let name = reference
            .text("display")
            .map(clean)
            .ok_or("points at a medicine that is not in this file; ask which")?;
        return Ok(Named { concept: plain(name), form: None, strength: None });
    };
    let users = reading
        .pointed_at
        .borrow_mut()
        .entry(medication)
        .and_modify(|n| *n += 1)
        .or_insert(1)
        .to_owned();
    if users > MOST_USERS {
        return Err("more than 200 statements point at this one's medicine");
    }
    let resource = &reading.file.resources[medication];
    if resource.kind != "Medication" {
        return Err("points at something that is not a medicine");
    }
    crate::gate::can_be_taken_at_its_word(resource.element)?;
    if resource.element.peek_text("status") == Some("entered-in-error") {
        return Err("points at a medicine marked as entered in error");
    }
    if let Some(status) = resource.element.get("status") {
        status.mark_read();
    }
    let concept = resource.element.get("code").and_then(Concept::read_with_codes);
    let strength = strengths(resource.element);
    let form = words(resource.element, "form");
    match (concept, display) {
        (Some(concept), _) => Ok(Named { concept: cut(concept), form, strength }),
        (None, Some(name)) => Ok(Named { concept: plain(name), form, strength }),
        (None, None) => {
            let name = ingredients(resource.element).ok_or("does not say which medicine")?;
            Ok(Named { concept: plain(name), form, strength })
        }
    }
}

/// The most statements that are read of one `Medication`: each takes its words along.
const MOST_USERS: usize = 200;
/// The longest name that is taken along, in characters; a line of a summary has 300.
const LONGEST_NAME: usize = 2_000;

fn cut<'t>(concept: Concept<'t>) -> Concept<'t> {
    let short = |words: &String| excerpt(words, LONGEST_NAME);
    Concept {
        words: short(&concept.words),
        also: concept.also.iter().map(short).collect(),
        codes: concept.codes,
    }
}

fn plain<'t>(words: String) -> Concept<'t> {
    Concept { words, also: Vec::new(), codes: Vec::new() }
}

/// "carbidopa 25 mg in 1 tablet, levodopa 100 mg in 1 tablet", or the one strength alone.
fn strengths(medication: Element<'_>) -> Option<String> {
    let all: Vec<(Option<String>, String)> = medication
        .few("ingredient")
        .into_iter()
        .filter_map(|i| {
            let strength = i.get("strength").and_then(ratio)?;
            Some((words(i, "itemCodeableConcept"), strength))
        })
        .collect();
    match all.as_slice() {
        [] => None,
        [(_, one)] => Some(one.clone()),
        several => {
            let each = several.iter().map(|(name, strength)| match name {
                Some(name) => format!("{name} {strength}"),
                None => strength.clone(),
            });
            Some(each.collect::<Vec<_>>().join(", "))
        }
    }
}

fn ingredients(medication: Element<'_>) -> Option<String> {
    let names: Vec<String> = medication
        .few("ingredient")
        .into_iter()
        .filter_map(|i| words(i, "itemCodeableConcept"))
        .collect();
    (!names.is_empty()).then(|| names.join(" and "))
}
