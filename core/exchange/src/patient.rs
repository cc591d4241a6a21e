//! Who the file is about. Follows UK Core Patient, which follows FHIR R4.

use holdfast_core::care::summary::Traced;
use holdfast_core::care::{Date, Value as _};

use crate::concept::{Concept, codes};
use crate::element::Element;
use crate::person_parts::{Place, Reach, names, places, reaches};
use crate::reading::Reading;
use crate::text::clean;
use crate::when::day;

/// The person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Person {
    pub path: String,
    pub key: Option<String>,
    pub full_name: Option<String>,
    pub preferred_name: Option<String>,
    /// `YYYY-MM-DD`.
    pub born: Option<String>,
    /// Ten digits, right by the check digit.
    pub nhs_number: Option<String>,
    pub address: Option<Place>,
    pub reach: Vec<Reach>,
    pub languages: Vec<String>,
    /// Whether an interpreter is needed, where the sender says.
    pub interpreter: Option<bool>,
}

/// Reads the Patient the file is about.
pub(crate) fn read(reading: &mut Reading<'_>, at: usize) -> Result<(), &'static str> {
    let patient = reading.file.resources[at].element;
    let written = reading.written;
    let key = reading.lasting_name(at);
    let mut person = Person { path: patient.path(), key, ..Person::default() };
    standing(reading, patient);
    person.nhs_number = nhs_number(reading, patient);
    name(patient, written, &mut person);
    person.born = born(patient);
    person.address = address(reading, patient);
    if person.address.is_some() {
        person.reach = reaches(patient, written);
    }
    languages(patient, &mut person);
    reading.found.person = Some(person);
    crate::contact::of_patient(reading, at);
    Ok(())
}

/// What says that this record must not be taken at its word: died, not in use, replaced.
fn standing(reading: &mut Reading<'_>, patient: Element<'_>) {
    if patient.truth("active") == Some(false) {
        reading.doubt(patient, "the sender marks this person's record as no longer in use");
    }
    let tags = patient.get("meta").and_then(|m| m.get("tag"));
    let tags = tags.into_iter().flat_map(Element::children);
    if tags.filter_map(|t| t.peek_text("code")).any(|c| matches!(c, "HTEST" | "FICTIONAL")) {
        reading.doubt(patient, "the sender marks this person as invented, for tests or examples");
    }
    let on = patient.text("deceasedDateTime").map(clean);
    let notified = extension(patient, "Extension-UKCore-DeathNotificationStatus");
    // UK Core says U when a death notification was taken back.
    let stands = notified.is_some_and(|n| n.walk().all(|e| e.peek() != Some("U")));
    if let Some(notified) = notified {
        notified.walk().for_each(Element::mark_read);
    }
    if patient.truth("deceasedBoolean") == Some(true) || on.is_some() || stands {
        let on = on.map(|on| format!(" ({on})")).unwrap_or_default();
        reading.doubt(patient, format!("the sender says that this person has died{on}"));
    }
    if let Some(link) = patient.get("link") {
        link.point_out("the sender has another record of this person, or one that replaces it");
    }
}

/// The extension whose URL ends in `name`: UK Core's have moved between servers.
pub(crate) fn extension<'t>(parent: Element<'t>, name: &str) -> Option<Element<'t>> {
    parent
        .get("extension")?
        .children()
        .find(|e| e.peek_text("url").is_some_and(|url| url.rsplit('/').next() == Some(name)))
}

const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";

fn nhs_number(reading: &mut Reading<'_>, patient: Element<'_>) -> Option<String> {
    let mut found: Vec<(String, Element<'_>)> = Vec::new();
    for identifier in patient.list("identifier") {
        if identifier.peek_text("system") != Some(NHS_NUMBER) {
            continue;
        }
        if identifier.peek_text("use") == Some("old") {
            identifier.leave("an NHS number that is no longer in use");
            continue;
        }
        let digits: String = identifier
            .peek_text("value")
            .unwrap_or_default()
            .chars()
            .filter(|c| !matches!(c, ' ' | '-'))
            .collect();
        if is_nhs_number(&digits) {
            found.push((digits, identifier));
        } else {
            identifier.point_out("an NHS number that cannot be right: its check digit is wrong");
        }
    }
    let (number, first) = found.first().cloned()?;
    if found.iter().any(|(other, _)| *other != number) {
        for (_, identifier) in found {
            identifier.point_out("two different NHS numbers: find out which is this person's");
        }
        return None;
    }
    for (_, identifier) in &found {
        for name in ["system", "value", "use", "type"] {
            if let Some(part) = identifier.get(name) {
                part.walk().for_each(Element::mark_read);
            }
        }
    }
    check_verified(reading, first);
    Some(number)
}

/// UK Core says beside the number whether it was traced.
fn check_verified(reading: &mut Reading<'_>, identifier: Element<'_>) {
    let Some(status) = extension(identifier, "Extension-UKCore-NHSNumberVerificationStatus") else {
        return;
    };
    status.walk().for_each(Element::mark_read);
    let codes = status.get("valueCodeableConcept").map(codes).unwrap_or_default();
    reading.found.traced = Traced::Verified;
    if !codes.iter().any(|c| c.code == "01") {
        reading.found.traced = Traced::NotVerified;
        reading.doubt(identifier, "the sender says that this NHS number was not verified");
    }
}

/// Ten digits whose last is right by the mod-11 rule of the NHS Data Dictionary.
pub(crate) fn is_nhs_number(digits: &str) -> bool {
    let Some(digits) = digits.chars().map(|c| c.to_digit(10)).collect::<Option<Vec<u32>>>() else {
        return false;
    };
    if digits.len() != 10 {
        return false;
    }
    let sum: u32 = digits[..9].iter().zip((2..=10).rev()).map(|(d, weight)| d * weight).sum();
    let check = match 11 - sum % 11 {
        11 => 0,
        check => check,
    };
    check == digits[9]
}

fn name(patient: Element<'_>, written: Option<&str>, person: &mut Person) {
    let all = names(patient, "name", written);
    let called = |uses: &[&str]| {
        all.iter()
            .map(|(name, _)| name)
            .find(|n| n.used_as.as_deref().is_some_and(|u| uses.contains(&u)))
    };
    let any = all.iter().map(|(name, _)| name).find(|n| n.used_as.is_none());
    let full =
        called(&["official"]).or_else(|| called(&["usual"])).or(any).or_else(|| called(&["temp"]));
    let preferred = called(&["nickname"])
        .or_else(|| called(&["usual"]).filter(|usual| full.is_some_and(|f| f.full != usual.full)));
    person.full_name = full.map(|n| n.full.clone());
    person.preferred_name = preferred.map(|n| n.full.clone());
    for (name, element) in &all {
        let kept = [&person.full_name, &person.preferred_name]
            .into_iter()
            .any(|k| k.as_ref() == Some(&name.full));
        if !kept {
            element.leave_whole("another name of this person; check which one is right");
        }
    }
}

fn born(patient: Element<'_>) -> Option<String> {
    let element = patient.get("birthDate")?;
    match element.peek().and_then(day) {
        Some(date) if Date::parse(date).is_ok() => {
            element.mark_read();
            Some(date.to_owned())
        }
        _ => {
            element.point_out("a date of birth needs a day, a month and a year of the calendar");
            None
        }
    }
}

fn address(reading: &mut Reading<'_>, patient: Element<'_>) -> Option<Place> {
    let all = places(patient, reading.written);
    let rank = |place: &Place| match place.used_as.as_deref() {
        Some("home") => 0,
        None => 1,
        Some("temp") => 2,
        Some(_) => 3,
    };
    let best = all.iter().min_by_key(|(place, _)| rank(place))?;
    let chosen = best.0.clone();
    for (place, element) in all.iter().filter(|(_, element)| *element != best.1) {
        let why = match place.used_as.as_deref() {
            Some("temp") => "a temporary address: check where this person is staying",
            _ => "another address of this person; check which one is right",
        };
        element.leave_whole(why);
    }
    Some(chosen)
}

fn languages(patient: Element<'_>, person: &mut Person) {
    for communication in patient.list("communication") {
        let Some(language) = communication.get("language").and_then(Concept::read) else {
            continue;
        };
        let language = match language.words.strip_prefix("code ") {
            Some(code) => named_language(code.split(' ').next().unwrap_or(code)),
            None => language.in_full(),
        };
        match communication.truth("preferred") {
            Some(true) => person.languages.insert(0, format!("{language} (preferred)")),
            _ => person.languages.push(language),
        }
    }
    if let Some(needed) = extension(patient, "patient-interpreterRequired") {
        needed.text("url");
        person.interpreter = needed.truth("valueBoolean");
    }
}

/// The languages most often met, in words; any other by its code.
fn named_language(code: &str) -> String {
    let name = match code.split('-').next().unwrap_or(code) {
        "en" => "English",
        "cy" => "Welsh",
        "pl" => "Polish",
        "pa" => "Punjabi",
        "ur" => "Urdu",
        "bn" => "Bengali",
        "gu" => "Gujarati",
        "ro" => "Romanian",
        "bsl" | "bfi" => "British Sign Language",
        _ => return clean(code),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_of_an_nhs_number_is_checked() {
        for right in ["9434765919", "9690937286", "9990000018"] {
            assert_eq!(is_nhs_number(right), sums_to_a_multiple_of_eleven(right), "{right}");
        }
        assert!(is_nhs_number("9434765919"));
        assert!(!is_nhs_number("9434765918"));
        assert!(!is_nhs_number("943476591"));
        assert!(!is_nhs_number("94347659190"));
        assert!(!is_nhs_number("94347659x19"));
        assert!(!is_nhs_number(""));
    }

    /// The same rule the other way round: all ten digits, weighted 10 to 1, add up to a multiple of 11.
    fn sums_to_a_multiple_of_eleven(number: &str) -> bool {
        let sum: u32 =
            number.bytes().zip((1..=10).rev()).map(|(d, w)| u32::from(d - b'0') * w).sum();
        sum.is_multiple_of(11)
    }
}
