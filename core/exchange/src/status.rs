//! The status of an allergy or a condition: a concept in which senders put codes of their own beside
//! the standard's.
//!
//! Only the standard's codes are read for what they mean. Whatever else is said stays in words, and
//! then the status is in doubt: what it is about stands until somebody asks.

use crate::concept::BEHIND_WORDS;
use crate::element::Element;
use crate::text::clean;

/// What a person must look at when the status is in doubt.
pub(crate) const IN_DOUBT: &str =
    "its status says two things at once, or none that is known here: it stands; read it, and ask";

/// A clinical or verification status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Status<'t> {
    /// The standard's code, where there is one and only one.
    pub code: Option<&'t str>,
    /// What is said beside it.
    pub words: Vec<String>,
    /// Whether it says anything but that one code.
    pub doubtful: bool,
}

/// The names of the standard's code systems for these statuses, now and in its older versions.
const SYSTEMS: &[&str] = &[
    "allergyintolerance-clinical",
    "allergyintolerance-verification",
    "allergy-clinical-status",
    "allergy-verification-status",
    "condition-clinical",
    "condition-ver-status",
];

/// The standard's codes, for senders who give another system or none.
const CODES: &[&str] = &[
    "active",
    "recurrence",
    "relapse",
    "inactive",
    "remission",
    "resolved",
    "unconfirmed",
    "provisional",
    "differential",
    "presumed",
    "confirmed",
    "refuted",
    "entered-in-error",
];

/// Reads the status of that name.
///
/// # Errors
/// When it is there but is neither a concept nor a text.
pub(crate) fn read<'t>(parent: Element<'t>, name: &str) -> Result<Status<'t>, &'static str> {
    let Some(element) = parent.get(name) else { return Ok(Status::default()) };
    if let Some(plain) = element.take() {
        return Ok(Status { code: Some(plain), ..Status::default() });
    }
    if !element.is_object() {
        return Err("its status is not in a form that can be read");
    }
    let codings = element.few("coding");
    let own = of_the_standard(&codings);
    let mut codes: Vec<&str> = own.iter().filter_map(|c| c.peek_text("code")).collect();
    codes.sort_unstable();
    codes.dedup();
    let code = Some(&codes).filter(|codes| codes.len() == 1).map(|codes| codes[0]);
    let mut said: Vec<String> = Vec::new();
    if code.is_none() {
        said.extend(codes.iter().copied().map(clean));
    }
    said.extend(element.text("text").map(clean));
    for coding in &codings {
        said.extend(words_of(*coding, own.contains(coding), codes.is_empty()));
    }
    let mut words: Vec<String> = Vec::new();
    for more in said {
        let bare = bare(&more);
        if code.is_none_or(|code| bare != self::bare(code))
            && !words.iter().any(|w| self::bare(w) == bare)
        {
            words.push(more);
        }
    }
    let doubtful = code.is_none() || !words.is_empty();
    Ok(Status { code, words, doubtful })
}

/// The codings in the standard's systems; else those without a system; else those in its words.
fn of_the_standard<'t>(codings: &[Element<'t>]) -> Vec<Element<'t>> {
    let in_system = |c: &Element<'t>| {
        let system = c.peek_text("system").unwrap_or_default();
        SYSTEMS.contains(&system.rsplit('/').next().unwrap_or_default())
    };
    let without = |c: &Element<'t>| c.peek_text("system").is_none();
    let in_words = |c: &Element<'t>| c.peek_text("code").is_some_and(|code| CODES.contains(&code));
    let those = |wanted: &dyn Fn(&Element<'t>) -> bool| -> Vec<Element<'t>> {
        let coded = codings.iter().filter(|c| c.peek_text("code").is_some());
        coded.filter(|c| wanted(c)).copied().collect()
    };
    [those(&in_system), those(&without), those(&in_words)]
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// What one coding says in words; by its code where `alone`, and nothing else says it.
fn words_of(coding: Element<'_>, own: bool, alone: bool) -> Option<String> {
    let display = coding.text("display").map(clean);
    if own {
        coding.walk().for_each(Element::mark_read);
    } else if display.is_some() {
        for behind in ["system", "version", "code", "userSelected"] {
            if let Some(behind) = coding.get(behind) {
                behind.leave(BEHIND_WORDS);
            }
        }
    } else if alone {
        let code = clean(coding.text("code")?);
        let system = coding.text("system").map(|system| format!(" in {}", clean(system)));
        return Some(format!("code {code}{}", system.unwrap_or_default()));
    }
    display
}

/// Without case, hyphens and what a terminology puts in brackets behind its words.
fn bare(words: &str) -> String {
    let words = words.split(" (").next().unwrap_or_default();
    words.replace('-', " ").to_lowercase()
}

impl<'t> Status<'t> {
    /// The code, if nothing is said beside it.
    pub fn certain(&self) -> Option<&'t str> {
        self.code.filter(|_| !self.doubtful)
    }

    /// What is said that is not simply `expected`, a note each.
    pub fn notes(&self, expected: &str) -> Vec<String> {
        let code = self.code.filter(|code| *code != expected).map(clean);
        let all = code.into_iter().chain(self.words.iter().cloned());
        all.map(|says| format!("the sender says: {says}")).collect()
    }
}
