//! Coded words: what FHIR calls a CodeableConcept.
//!
//! A sender's words come first, then the coding a person chose, then the first that has words. Where
//! the codings say something else than the words they are all kept, since one of the real summaries
//! names one medicine in words and another in its code.

use crate::denial::{self, Words};
use crate::element::{Element, FEW};
use crate::text::{clean, same};

/// One code of one terminology.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Code<'t> {
    pub system: &'t str,
    pub code: &'t str,
    pub display: Option<&'t str>,
}

/// What a coded element says, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Concept<'t> {
    /// The words to show.
    pub words: String,
    /// Other words its codings have, where they differ.
    pub also: Vec<String>,
    pub codes: Vec<Code<'t>>,
}

pub(crate) const BEHIND_WORDS: &str = "the code behind words that were brought in";

impl<'t> Concept<'t> {
    /// Reads a CodeableConcept for its words, or a plain text where older senders write one.
    pub fn read(element: Element<'t>) -> Option<Self> {
        if let Some(words) = element.peek() {
            element.mark_read();
            return Some(Concept { words: clean(words), also: Vec::new(), codes: Vec::new() });
        }
        let codes = codes(element);
        let mut chosen: Vec<&str> = element.text("text").into_iter().collect();
        let codings = element.few("coding");
        let picked = |c: &&Element<'t>| c.get("userSelected").and_then(Element::as_written);
        let (first, rest): (Vec<&Element<'t>>, Vec<&Element<'t>>) =
            codings.iter().partition(|c| picked(c).as_deref() == Some("true"));
        for coding in first.into_iter().chain(rest) {
            chosen.extend(coding.text("display"));
            for behind in ["system", "version", "code", "userSelected"] {
                if let Some(behind) = coding.get(behind) {
                    behind.leave(BEHIND_WORDS);
                }
            }
        }
        let mut words = chosen.into_iter().map(clean).filter(|w| !w.is_empty());
        let Some(first) = words.next() else { return Self::by_code(&codings, codes) };
        let mut also: Vec<String> = Vec::new();
        for other in words {
            if !same(&other, &first) && !also.iter().any(|a| same(a, &other)) {
                also.push(other);
            }
        }
        Some(Concept { words: first, also, codes })
    }

    /// Reads a CodeableConcept for its words and its codes.
    pub fn read_with_codes(element: Element<'t>) -> Option<Self> {
        let concept = Self::read(element)?;
        for coding in element.few("coding") {
            if coding.peek_text("code").is_some() {
                for part in ["system", "code", "userSelected"] {
                    if let Some(part) = coding.get(part) {
                        part.mark_read();
                    }
                }
            }
        }
        Some(concept)
    }

    /// Each code on a line: system, code and its words.
    pub fn coded(&self) -> Vec<String> {
        let line = |c: &Code<'_>| {
            let code = format!("{}|{}", clean(c.system), clean(c.code));
            match c.display {
                Some(display) => format!("{code} {}", clean(display)),
                None => code,
            }
        };
        self.codes.iter().map(line).collect()
    }

    /// A concept with no words at all is named by its code, so that it is not lost.
    fn by_code(codings: &[Element<'t>], codes: Vec<Code<'t>>) -> Option<Self> {
        let coding = codings.iter().find(|c| c.peek_text("code").is_some())?;
        let code = coding.text("code")?;
        let words = match coding.text("system") {
            Some(system) => format!("code {} in {}", clean(code), clean(system)),
            None => format!("code {}", clean(code)),
        };
        Some(Concept { words, also: Vec::new(), codes })
    }

    /// With words that name something before those that only deny, where both are said.
    pub fn naming_first(mut self) -> Self {
        let names = |words: &String| denial::of(words) != Words::Deny;
        if !names(&self.words)
            && let Some(other) = self.also.iter().position(names)
        {
            std::mem::swap(&mut self.words, &mut self.also[other]);
        }
        self
    }

    /// Whether its words deny and name nothing.
    pub fn only_denies(&self) -> bool {
        denial::of(&self.words) == Words::Deny
    }

    /// Whether its words name something that none of its codes says.
    pub fn names_beside_its_codes(&self) -> bool {
        let by_code = |c: &Code<'_>| {
            c.display.is_some_and(|display| same(display, &self.words))
                || self.words.starts_with(&format!("code {}", clean(c.code)))
        };
        denial::of(&self.words) == Words::Name && !self.codes.iter().any(by_code)
    }

    /// The words, and what the codings say where that differs.
    pub fn in_full(&self) -> String {
        match self.also.is_empty() {
            true => self.words.clone(),
            false => format!("{} (also coded as: {})", self.words, self.also.join("; ")),
        }
    }
}

/// The codes of a CodeableConcept, nothing marked.
pub(crate) fn codes(element: Element<'_>) -> Vec<Code<'_>> {
    let Some(codings) = element.get("coding") else { return Vec::new() };
    codings
        .children()
        .take(FEW)
        .filter_map(|c| {
            let code = c.peek_text("code")?;
            let system = c.peek_text("system").unwrap_or_default();
            Some(Code { system, code, display: c.peek_text("display") })
        })
        .collect()
}

/// The words of each concept in a repeating element.
pub(crate) fn words_of(parent: Element<'_>, name: &str) -> Vec<String> {
    parent.list(name).into_iter().filter_map(Concept::read).map(|c| c.in_full()).collect()
}

/// The words of one concept.
pub(crate) fn words(parent: Element<'_>, name: &str) -> Option<String> {
    parent.get(name).and_then(Concept::read).map(|c| c.in_full())
}

/// A status, in the code the standard has for it. Older senders write it as a plain text.
///
/// # Errors
/// When it is there but is no status, or says two things at once.
pub(crate) fn status<'t>(parent: Element<'t>, name: &str) -> Result<Option<&'t str>, &'static str> {
    let Some(element) = parent.get(name) else { return Ok(None) };
    if let Some(plain) = element.take() {
        return Ok(Some(plain));
    }
    let codes = codes(element);
    let Some(first) = codes.first() else {
        return Err("its status is not in a form that can be read");
    };
    if codes.iter().any(|c| c.code != first.code) {
        return Err("its status says two things at once");
    }
    element.walk().for_each(Element::mark_read);
    Ok(Some(first.code))
}
