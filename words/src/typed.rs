//! Typed code in either language: what stands in it is decided here, how it is written there.

use std::fmt::Write as _;

use crate::catalogue::Catalogue;
use crate::catalogues::Catalogues;
use crate::code::camel;
use crate::message::{Kind, Message, Says, TEXT};
use crate::pattern::{Case, Pattern, Piece};
use crate::samples::{Given, Sample, english_only};

pub(crate) const WRITES: &str = "writing to a String cannot fail";

/// A language that code is written in.
pub(crate) trait Typed {
    /// What stands before a parameter's name.
    const PARAMETER: &'static str;

    /// A text as it stands between quotes.
    fn escaped(text: &str) -> String;

    /// A value within a text.
    fn within(value: &str) -> String;

    /// A choice as a value among others.
    fn value(choice: String) -> String;

    /// What depends on a number.
    fn choose(number: &str, cases: &[Case]) -> String;

    /// What depends on which of a set it is; in an open set, something for all others.
    fn switch(cases: &[(String, String)], others: Option<&str>) -> String;

    /// One of a closed set: `under-way` as the bindings call it.
    fn one_of(set: &str, name: &str) -> String;

    /// A word that nothing fills in, or one that something does.
    fn declared(name: &str, parameters: &str) -> String;

    fn quoted(text: &str) -> String {
        format!("\"{}\"", Self::escaped(text))
    }

    fn signature(message: &Message) -> String {
        let set = |of| if message.is_of_texts() { "String" } else { of };
        let of = message.of.iter().map(|of| format!("{}of: {}", Self::PARAMETER, set(of)));
        let variables = message.variables.iter().map(|variable| {
            let kind = match variable.kind {
                Kind::Number => "Int",
                Kind::Text => "String",
            };
            format!("{}{}: {kind}", Self::PARAMETER, camel(&variable.name))
        });
        let all: Vec<String> = of.chain(variables).collect();
        Self::declared(&camel(&message.id), &all.join(", "))
    }

    /// An expression that says it.
    fn text(pattern: &Pattern) -> String {
        if let [Piece::Choose { number, cases }] = pattern.0.as_slice() {
            return Self::choose(&camel(number), cases);
        }
        let pieces = pattern.0.iter().map(|piece| match piece {
            Piece::Text(text) => Self::escaped(text),
            Piece::Fill(name) => Self::within(&camel(name)),
            Piece::Choose { number, cases } => {
                Self::within(&Self::value(Self::choose(&camel(number), cases)))
            }
        });
        format!("\"{}\"", pieces.collect::<String>())
    }

    /// What a language says for a message: nothing where it lacks all of it.
    fn says(message: &Message, catalogue: &Catalogue) -> Option<String> {
        match (&message.says, &catalogue.message(&message.id)?.says) {
            (Says::One(_), Says::One(says)) => Some(Self::text(says)),
            (Says::Each(wanted), Says::Each(_)) => Some(Self::each(message, wanted, catalogue)),
            _ => None,
        }
    }

    /// A text for each of a set. One that this language lacks is English.
    fn each(message: &Message, wanted: &[(String, Pattern)], catalogue: &Catalogue) -> String {
        let set = message.of.as_deref().unwrap_or("String");
        let cases = wanted.iter().map(|(name, english)| {
            let says = catalogue.text(&format!("{}.{name}", message.id)).unwrap_or(english);
            let of = match message.is_of_texts() {
                true => Self::text(english),
                false => Self::one_of(set, name),
            };
            (of, Self::text(says))
        });
        let cases: Vec<_> = cases.collect();
        Self::switch(&cases, message.is_of_texts().then_some("of"))
    }

    /// A call with what is filled in.
    fn called(sample: &Sample) -> String {
        let of = sample.of.iter().map(|(set, name)| match set.as_str() {
            TEXT => Self::quoted(name),
            _ => Self::one_of(set, name),
        });
        let given = sample.given.iter().map(|given| match given {
            Given::Number(number) => number.to_string(),
            Given::Text(text) => Self::quoted(text),
        });
        let all: Vec<String> = of.chain(given).collect();
        let name = camel(&sample.id);
        if all.is_empty() { name } else { format!("{name}({})", all.join(", ")) }
    }

    /// A line for each English text that must not be seen in another language: its parts, quoted.
    fn english(all: &Catalogues, other: &Catalogue, open: &str, close: &str) -> String {
        let mut lines = String::new();
        for parts in english_only(&all.english, other) {
            let parts: Vec<String> = parts.iter().map(|part| Self::quoted(part)).collect();
            writeln!(lines, "{open}{}{close},", parts.join(", ")).expect(WRITES);
        }
        lines
    }
}

/// What the platform does not show by itself.
pub(crate) fn ours(catalogue: &Catalogue) -> impl Iterator<Item = &Message> {
    catalogue.messages.iter().filter(|message| message.platforms.is_empty())
}

/// What it is for, and what it says in English.
pub(crate) fn about(message: &Message) -> String {
    let says = message.texts().first().map(|(_, says)| says.ways().concat().join("…"));
    format!("{} “{}”", message.about, says.unwrap_or_default()).trim().to_owned()
}
