//! Words that deny and name nothing.
//!
//! A code for "none known" is believed only beside words that say the same. The list is closed: a
//! word that is not in it may be the name of what somebody is allergic to, in any language, and then
//! it is for a person to read. So a denial in words that are not here costs a question, and a name
//! among words of denial is never read over.

/// What the words beside a denial do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Words {
    /// They deny, or say nothing.
    Deny,
    /// They deny, and say more than is known here.
    DenyAndMore,
    /// They begin with something else: the name of something.
    Name,
}

/// What these words do beside a code for "none known".
pub(crate) fn of(words: &str) -> Words {
    let lower = words.to_lowercase();
    let tokens: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()).collect();
    let known = |token: &&str| DENIALS.contains(token) || BESIDE.contains(token);
    if tokens.iter().all(known) {
        Words::Deny
    } else if tokens.first().is_some_and(known) && tokens.iter().any(|t| DENIALS.contains(t)) {
        Words::DenyAndMore
    } else {
        Words::Name
    }
}

/// Words that deny, in English and the languages of summaries that were met.
const DENIALS: &[&str] = &[
    "no", "not", "none", "nil", "nka", "nkda", "nkma", "unknown", "without", "denies", "negative",
    "dim", "keine", "sin", "aucune", "aucun", "geen", "nessuna", "nessun", "ingen", "ei", "žádné",
    "sem", "never",
];

/// Words that stand beside a denial and name nothing.
const BESIDE: &[&str] = &[
    "a",
    "about",
    "active",
    "adverse",
    "allergen",
    "allergens",
    "allergic",
    "allergies",
    "allergy",
    "and",
    "any",
    "are",
    "at",
    "available",
    "been",
    "category",
    "comments",
    "confirmed",
    "criticality",
    "current",
    "currently",
    "data",
    "date",
    "disabilities",
    "disability",
    "drug",
    "drugs",
    "file",
    "for",
    "had",
    "has",
    "have",
    "history",
    "in",
    "information",
    "intolerance",
    "intolerances",
    "is",
    "known",
    "list",
    "medication",
    "medications",
    "medicine",
    "medicines",
    "of",
    "on",
    "onset",
    "or",
    "patient",
    "person",
    "present",
    "problem",
    "problems",
    "reaction",
    "reactions",
    "record",
    "recorded",
    "regarding",
    "reported",
    "reports",
    "s",
    "sensitivities",
    "sensitivity",
    "severity",
    "status",
    "stated",
    "subject",
    "taken",
    "taking",
    "takes",
    "that",
    "the",
    "their",
    "there",
    "this",
    "time",
    "to",
    "type",
    "alergeddau",
    "alergia",
    "alergias",
    "alergie",
    "allergia",
    "allergie",
    "allergien",
    "allergieën",
    "allergier",
    "allergioita",
    "bekannt",
    "bekannte",
    "bekannten",
    "bekende",
    "con",
    "connue",
    "connues",
    "conhecidas",
    "conocidas",
    "hysbys",
    "kendte",
    "medicamentos",
    "medikamente",
    "nota",
    "note",
    "tunnettuja",
    "známé",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_is_known_by_all_of_its_words() {
        for denial in [
            "No known allergies",
            "Allergies: No known active allergies",
            "The patient denies any allergies or intolerances.",
            "Keine bekannten Allergien",
            "NKDA",
            "",
        ] {
            assert_eq!(of(denial), Words::Deny, "{denial}");
        }
    }

    #[test]
    fn a_name_among_words_of_denial_is_never_read_over() {
        for more in ["No known allergies except penicillin", "No reaction to latex since 1990"] {
            assert_eq!(of(more), Words::DenyAndMore, "{more}");
        }
        for name in ["Penicillin (not severe)", "Penicillin: anaphylaxis", "Latex"] {
            assert_eq!(of(name), Words::Name, "{name}");
        }
    }
}
