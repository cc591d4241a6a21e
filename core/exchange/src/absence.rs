//! What a sender says about there being nothing to say.
//!
//! "None known", "we did not ask" and silence are three different things, and only the first is a
//! statement about the person. Each is kept as what it is; none is ever read out of another.

use crate::concept::{Code, Concept};
use crate::denial::{self, Words};

const SNOMED: &str = "http://snomed.info/sct";
const IPS: &str = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";

/// What is said to be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    Allergies,
    Medicines,
    Problems,
    /// Any other section of a document, named by its title.
    Other,
}

/// What exactly is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Somebody says that none are known.
    NoneKnown,
    /// Somebody says that none of one kind are known (no known food allergies): not "none known".
    NoneOfOneKind,
    /// It is said that none are known, in words that say more than that: for a person to read.
    InDoubt,
    /// There is no information.
    NoInformation,
    /// Nobody asked.
    NotAsked,
    /// There is information and it is not passed on.
    Withheld,
    /// Not available at the moment.
    Unavailable,
    /// The list was not begun.
    NotStarted,
    /// The list is closed.
    Closed,
}

/// A statement of absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Absence {
    pub topic: Topic,
    pub meaning: Meaning,
    /// The sender's words.
    pub said: String,
    pub path: String,
}

/// What a coded allergy, medicine or problem says if it is no such thing but an absence of it.
pub(crate) fn stated(topic: Topic, concept: &Concept<'_>) -> Stated {
    if concept.names_beside_its_codes() && concept.codes.iter().any(stands_for_words) {
        return Stated::Thing;
    }
    let meanings: Vec<Option<Meaning>> =
        concept.codes.iter().map(|code| of_code(topic, *code)).collect();
    let first = meanings.iter().flatten().next().copied();
    match first {
        Some(_) if meanings.iter().any(|m| m.is_some_and(|m| Some(m) != first)) => {
            Stated::TwoThings
        }
        Some(_) if meanings.contains(&None) && !has_terminology_of_absence(concept) => {
            Stated::TwoThings
        }
        Some(meaning) => by_its_words(meaning, concept),
        None if concept.codes.is_empty() => {
            of_words(topic, &concept.words).map_or(Stated::Thing, Stated::Absence)
        }
        None => Stated::Thing,
    }
}

/// A code that only says that there is no code: what is meant is in the words.
fn stands_for_words(code: &Code<'_>) -> bool {
    let flavor = code.system.ends_with("/v3-NullFlavor") && matches!(code.code, "OTH" | "UNC");
    flavor || code.system.ends_with("/data-absent-reason") && code.code == "as-text"
}

/// What a concept turned out to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stated {
    /// A thing: an allergy, a medicine, a problem.
    Thing,
    /// That there is none, or no information.
    Absence(Meaning),
    /// One code says there is none, other codes or the words name something.
    TwoThings,
}

/// A local code beside a code of absence is common and says nothing else; a second SNOMED code is not.
fn has_terminology_of_absence(concept: &Concept<'_>) -> bool {
    concept.codes.iter().filter(|c| matches!(c.system, SNOMED | IPS)).all(|c| {
        [Topic::Allergies, Topic::Medicines, Topic::Problems]
            .iter()
            .any(|topic| of_code(*topic, *c).is_some())
    })
}

/// The words of a concept against its code for "none known": they must deny, and name nothing. Other
/// absences claim nothing about the person, so their words come in as they are.
fn by_its_words(meaning: Meaning, concept: &Concept<'_>) -> Stated {
    let bare = |code: &Code<'_>| concept.words.starts_with(&format!("code {}", code.code));
    if meaning != Meaning::NoneKnown || concept.codes.iter().any(bare) {
        return Stated::Absence(meaning);
    }
    let local = |also: &&String| {
        concept
            .codes
            .iter()
            .any(|code| !matches!(code.system, SNOMED | IPS) && code.display == Some(also.as_str()))
    };
    let also = concept.also.iter().filter(|also| !local(also)).map(String::as_str);
    let said: Vec<Words> =
        std::iter::once(concept.words.as_str()).chain(also).map(denial::of).collect();
    if said.contains(&Words::Name) {
        Stated::TwoThings
    } else if said.contains(&Words::DenyAndMore) {
        Stated::Absence(Meaning::InDoubt)
    } else {
        Stated::Absence(meaning)
    }
}

fn of_code(topic: Topic, code: Code<'_>) -> Option<Meaning> {
    use Meaning::{NoInformation, NoneKnown, NoneOfOneKind, NotAsked};
    if code.system.ends_with("/data-absent-reason") || code.system.ends_with("/v3-NullFlavor") {
        return Some(match code.code {
            "not-asked" | "NASK" => NotAsked,
            "masked" | "MSK" => Meaning::Withheld,
            "temp-unknown" | "NAV" => Meaning::Unavailable,
            _ => NoInformation,
        });
    }
    // The IPS codes are unmistakable, so they count whatever system a sender put beside them.
    Some(match (topic, code.code) {
        (Topic::Allergies, "no-known-allergies") => NoneKnown,
        (
            Topic::Allergies,
            "no-known-medication-allergies"
            | "no-known-environmental-allergies"
            | "no-known-food-allergies",
        ) => NoneOfOneKind,
        (Topic::Medicines, "no-known-medications") | (Topic::Problems, "no-known-problems") => {
            NoneKnown
        }
        (Topic::Allergies, "no-allergy-info")
        | (Topic::Medicines, "no-medication-info")
        | (Topic::Problems, "no-problem-info") => NoInformation,
        (topic, sct)
            if code.system == SNOMED || code.system == "urn:oid:2.16.840.1.113883.6.96" =>
        {
            return of_snomed(topic, sct);
        }
        _ => return None,
    })
}

fn of_snomed(topic: Topic, code: &str) -> Option<Meaning> {
    Some(match (topic, code) {
        // No known allergy; and its retired form.
        (Topic::Allergies, "716186003" | "160244002") => Meaning::NoneKnown,
        // No known drug, food, environmental, latex, animal or insect allergy.
        (
            Topic::Allergies,
            "409137002" | "429625007" | "428607008" | "716184000" | "1003774007" | "716220001"
            | "428197003",
        ) => Meaning::NoneOfOneKind,
        // Allergies not asked about.
        (Topic::Allergies, "1631000175102") => Meaning::NotAsked,
        // No known medications; not on any medication.
        (Topic::Medicines, "787481004") => Meaning::NoneKnown,
        (Topic::Medicines, "182904002") => Meaning::NoInformation,
        // No current problems or disability.
        (Topic::Problems, "160245001") => Meaning::NoneKnown,
        _ => return None,
    })
}

/// Words without any code: only the few set phrases that can mean nothing else.
fn of_words(topic: Topic, words: &str) -> Option<Meaning> {
    let plain = words
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    Some(match (topic, plain.as_str()) {
        (
            Topic::Allergies,
            "no known allergies"
            | "no known allergy"
            | "nka"
            | "no known allergies or intolerances",
        )
        | (
            Topic::Medicines,
            "no known medications" | "no known medicines" | "no known medication",
        )
        | (Topic::Problems, "no known problems")
        | (_, "nil known" | "none known") => Meaning::NoneKnown,
        (Topic::Allergies, "nkda" | "no known drug allergies" | "no known drug allergy") => {
            Meaning::NoneOfOneKind
        }
        (_, "no information" | "no information available" | "not known" | "unknown") => {
            Meaning::NoInformation
        }
        (_, "not asked") => Meaning::NotAsked,
        _ => return None,
    })
}

/// What an `emptyReason` code means.
pub(crate) fn of_empty_reason(code: &str) -> Option<Meaning> {
    Some(match code {
        "nilknown" => Meaning::NoneKnown,
        "notasked" => Meaning::NotAsked,
        "withheld" => Meaning::Withheld,
        "unavailable" => Meaning::Unavailable,
        "notstarted" => Meaning::NotStarted,
        "closed" => Meaning::Closed,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concept<'t>(words: &str, codes: &[(&'t str, &'t str)]) -> Concept<'t> {
        let codes =
            codes.iter().map(|(system, code)| Code { system, code, display: None }).collect();
        Concept { words: words.to_owned(), also: Vec::new(), codes }
    }

    #[test]
    fn no_known_food_allergies_is_not_no_known_allergies() {
        let all = concept("No known allergy", &[(SNOMED, "716186003")]);
        let food = concept("No known food allergies", &[(IPS, "no-known-food-allergies")]);
        let drug = concept("NKDA", &[]);
        assert_eq!(stated(Topic::Allergies, &all), Stated::Absence(Meaning::NoneKnown));
        assert_eq!(stated(Topic::Allergies, &food), Stated::Absence(Meaning::NoneOfOneKind));
        assert_eq!(stated(Topic::Allergies, &drug), Stated::Absence(Meaning::NoneOfOneKind));
    }

    #[test]
    fn no_information_is_no_statement_about_the_person() {
        let nothing = concept("No information about allergies", &[(IPS, "no-allergy-info")]);
        assert_eq!(stated(Topic::Allergies, &nothing), Stated::Absence(Meaning::NoInformation));
    }

    #[test]
    fn a_code_for_none_beside_the_name_of_something_is_two_things() {
        let words = concept("Penicillin", &[(SNOMED, "716186003")]);
        let codes = concept("No known allergy", &[(SNOMED, "716186003"), (SNOMED, "91936005")]);
        assert_eq!(stated(Topic::Allergies, &words), Stated::TwoThings);
        assert_eq!(stated(Topic::Allergies, &codes), Stated::TwoThings);
        let mild = concept("Penicillin (not severe)", &[(SNOMED, "716186003")]);
        assert_eq!(stated(Topic::Allergies, &mild), Stated::TwoThings);
        let but = concept("No known allergies but penicillin", &[(SNOMED, "716186003")]);
        assert_eq!(stated(Topic::Allergies, &but), Stated::Absence(Meaning::InDoubt));
        let local = concept("No known allergy", &[(SNOMED, "716186003"), ("urn:local", "NKA")]);
        assert_eq!(stated(Topic::Allergies, &local), Stated::Absence(Meaning::NoneKnown));
    }

    #[test]
    fn an_allergy_is_an_allergy() {
        let sesame = concept("Sesame oil", &[(SNOMED, "89707004")]);
        let unknown = concept("Unknown antibiotic, rash", &[]);
        assert_eq!(stated(Topic::Allergies, &sesame), Stated::Thing);
        assert_eq!(stated(Topic::Allergies, &unknown), Stated::Thing);
    }
}
