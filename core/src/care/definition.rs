//! A field is written once.
//!
//! `content!` takes one declaration of a type of content and derives everything that depends on its
//! fields: the struct, its canonical CBOR, its JSON, its editing from text with errors that say what
//! would be accepted, its columns, and its page in the docs. `words!` does the same for a closed set
//! of words. The number before each field or word is what is stored: it is never given another
//! meaning and never used again.

use std::borrow::Cow;
use std::fmt::Write as _;

use minicbor::{Decode, Encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::list::List;

/// What was found in place of something acceptable. Never repeats what was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{0}")]
pub struct Problem(Cow<'static, str>);

impl Problem {
    /// Says what was found, such as "found nothing".
    pub fn new(found: impl Into<Cow<'static, str>>) -> Self {
        Self(found.into())
    }
}

/// A part of what a field says.
#[derive(Clone, PartialEq, Eq)]
pub enum Part {
    /// A word of a closed set: a screen in another language has its own for it.
    Word(&'static str),
    /// What somebody wrote, a number, or what stands between words.
    Written(String),
}

impl std::fmt::Debug for Part {
    // Care content never shows itself in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Word(_) => "Word",
            Self::Written(_) => "Written",
        })
    }
}

impl Part {
    /// What stands between parts.
    pub(crate) fn between(mark: &str) -> Self {
        Self::Written(mark.to_owned())
    }

    /// All of it, as one text.
    pub(crate) fn joined(parts: &[Self]) -> String {
        let text = |part: &Self| match part {
            Self::Word(word) => (*word).to_owned(),
            Self::Written(text) => text.clone(),
        };
        parts.iter().map(text).collect()
    }
}

/// One value that people read and write as text.
pub trait Value: Sized {
    /// What would be accepted, in words: "a date such as 1941-03-07".
    fn accepted() -> String;

    /// Read what somebody typed.
    ///
    /// # Errors
    /// Says what was found, without repeating it.
    fn parse(text: &str) -> Result<Self, Problem>;

    /// As text that [`Value::parse`] takes.
    fn text(&self) -> String;

    /// The same text, with the words of closed sets apart.
    fn parts(&self) -> Vec<Part> {
        vec![Part::Written(self.text())]
    }
}

/// Whether a field must be there, may be there, or holds several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// The content means nothing without it.
    Required,
    /// May be left out.
    Optional,
    /// None, one or several: separated by semicolons, or one a line.
    Several,
}

/// A field of a content: a value, perhaps one, or a list of them.
pub trait Field: Sized {
    /// Whether it must be there.
    const NEED: Need;

    /// What would be accepted, in words.
    fn accepted() -> String;

    /// Read what somebody typed; empty text leaves out what may be left out.
    ///
    /// # Errors
    /// As [`Value::parse`].
    fn from_text(text: &str) -> Result<Self, Problem>;

    /// What stands when nobody wrote anything: nothing for a required field.
    fn absent() -> Option<Self>;

    /// Whether there is nothing to show.
    fn is_absent(&self) -> bool;

    /// As text that [`Field::from_text`] takes; empty when absent.
    fn to_text(&self) -> String;

    /// The same text, with the words of closed sets apart.
    fn to_parts(&self) -> Vec<Part>;
}

impl<T: Value> Field for T {
    const NEED: Need = Need::Required;

    fn accepted() -> String {
        T::accepted()
    }

    fn from_text(text: &str) -> Result<Self, Problem> {
        T::parse(text)
    }

    fn absent() -> Option<Self> {
        None
    }

    fn is_absent(&self) -> bool {
        false
    }

    fn to_text(&self) -> String {
        self.text()
    }

    fn to_parts(&self) -> Vec<Part> {
        self.parts()
    }
}

impl<T: Value> Field for Option<T> {
    const NEED: Need = Need::Optional;

    fn accepted() -> String {
        T::accepted()
    }

    fn from_text(text: &str) -> Result<Self, Problem> {
        if text.trim().is_empty() { Ok(None) } else { T::parse(text).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn to_text(&self) -> String {
        self.as_ref().map(Value::text).unwrap_or_default()
    }

    fn to_parts(&self) -> Vec<Part> {
        self.as_ref().map(Value::parts).unwrap_or_default()
    }
}

impl<T: Value> Field for List<T> {
    const NEED: Need = Need::Several;

    fn accepted() -> String {
        format!("{}; several are separated by semicolons, or one a line", T::accepted())
    }

    fn from_text(text: &str) -> Result<Self, Problem> {
        let mark = if text.contains('\n') { '\n' } else { ';' };
        text.split(mark).filter(|part| !part.trim().is_empty()).map(T::parse).collect()
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn to_text(&self) -> String {
        Part::joined(&self.to_parts())
    }

    fn to_parts(&self) -> Vec<Part> {
        let lines = self.iter().any(|one| one.text().contains(';'));
        let mut parts = Vec::new();
        for (at, one) in self.iter().enumerate() {
            if at > 0 && !lines {
                parts.push(Part::between("; "));
            }
            parts.extend(one.parts());
            if lines {
                parts.push(Part::between("\n"));
            }
        }
        parts
    }
}

/// What there is to know about one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldInfo {
    /// Its name in editing, JSON and columns: `minimum_interval`.
    pub name: &'static str,
    /// Its name on a screen: "at least this long between doses".
    pub label: &'static str,
    /// What it takes, in words.
    pub accepted: String,
    /// Whether it must be there.
    pub need: Need,
    /// What it is for.
    pub doc: &'static str,
}

/// A field that is filled in.
#[derive(Clone, PartialEq, Eq)]
pub struct FieldShown {
    /// Its name in editing, JSON and columns: for a program that words it in another language.
    pub name: &'static str,
    /// Its name on a screen.
    pub label: &'static str,
    /// What it says.
    pub text: String,
    /// The same, with the words of closed sets apart.
    pub parts: Vec<Part>,
}

impl std::fmt::Debug for FieldShown {
    // Care content never shows itself in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FieldShown({})", self.name)
    }
}

/// Why a field was not set. Says what would be accepted; never repeats what was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// This content has no such field.
    #[error(
        "{record}: expected one of the fields {accepted}; found another name; check the field's name"
    )]
    Unknown {
        /// The content.
        record: &'static str,
        /// The fields it has.
        accepted: String,
    },
    /// The text is not what this field takes.
    #[error("{record}, {field}: expected {accepted}; {problem}; write it again")]
    Wrong {
        /// The content.
        record: &'static str,
        /// The field.
        field: &'static str,
        /// What was found.
        problem: Problem,
        /// What would be accepted.
        accepted: String,
    },
    /// A required field is not there.
    #[error("{record}, {field}: expected {accepted}; found nothing; fill it in")]
    Missing {
        /// The content.
        record: &'static str,
        /// The field.
        field: &'static str,
        /// What would be accepted.
        accepted: String,
    },
}

/// A type of content, as its one declaration describes it.
pub trait Defined:
    Clone + Eq + Encode<()> + for<'b> Decode<'b, ()> + Serialize + DeserializeOwned
{
    /// Its name in the design's words: "medicine".
    const NAME: &'static str;
    /// What it is for, and the source its fields follow.
    const DOC: &'static str;

    /// Its fields, in order.
    fn fields() -> Vec<FieldInfo>;

    /// Set one field from what somebody typed. Nothing changes when there is an error.
    ///
    /// # Errors
    /// [`FieldError`] names the field, the problem and what would be accepted.
    fn set(&mut self, field: &str, text: &str) -> Result<(), FieldError>;

    /// A field as text; nothing when there is no such field.
    fn get(&self, field: &str) -> Option<String>;

    /// A whole content from its fields as text; of a field written twice the last counts.
    ///
    /// # Errors
    /// [`FieldError`] for the first field that is wrong or missing.
    fn from_texts(texts: &[(&str, &str)]) -> Result<Self, FieldError>;

    /// What is filled in, in order.
    fn shown(&self) -> Vec<FieldShown>;

    /// What is filled in: each field's label and text, in order.
    fn filled(&self) -> Vec<(&'static str, String)> {
        self.shown().into_iter().map(|field| (field.label, field.text)).collect()
    }
}

/// The docs page of a type of content, in Markdown.
pub fn page<T: Defined>() -> String {
    let mut page = format!("### {}\n\n{}\n\n", T::NAME, T::DOC.trim());
    page.push_str(
        "| field | shown as | takes | needed | what it is for |\n|---|---|---|---|---|\n",
    );
    for field in T::fields() {
        let need = match field.need {
            Need::Required => "yes",
            Need::Optional => "no",
            Need::Several => "any number",
        };
        let FieldInfo { name, label, accepted, doc, .. } = field;
        writeln!(page, "| `{name}` | {label} | {accepted} | {need} | {} |", doc.trim())
            .expect("writing to a String cannot fail");
    }
    page
}

/// Declares a type of content; see the module's text. Fields are [`Value`]s, `Option`s of them, or
/// [`List`]s of them. Where an ordering is written for disputes, `cautious = function;` names it;
/// without it there is no winner.
macro_rules! content {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident = $title:literal {
            $( $(#[doc = $fdoc:literal])* $n:literal $field:ident : $ty:ty = $label:literal ),+ $(,)?
        }
        $(cautious = $cautious:ident;)?
    ) => {
        $(#[doc = $doc])*
        #[derive(
            Clone, PartialEq, Eq, PartialOrd, Ord,
            minicbor::Encode, minicbor::Decode, serde::Serialize, serde::Deserialize,
        )]
        #[cbor(map)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[doc = $fdoc])*
                #[n($n)]
                #[serde(skip_serializing_if = "crate::care::definition::Field::is_absent")]
                pub $field: $ty,
            )+
        }

        impl std::fmt::Debug for $name {
            // Care content never shows itself in a log.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }

        impl crate::care::guarded::Cautious for $name {
            $(fn cautious(
                values: &[crate::care::item::Item<Self>],
            ) -> Option<crate::care::guarded::Reading<'_, Self>> {
                $cautious(values)
            })?
        }

        impl crate::care::definition::Defined for $name {
            const NAME: &'static str = $title;
            const DOC: &'static str = concat!($($doc),*);

            fn fields() -> Vec<crate::care::definition::FieldInfo> {
                vec![$(crate::care::definition::FieldInfo {
                    name: stringify!($field),
                    label: $label,
                    accepted: <$ty as crate::care::definition::Field>::accepted(),
                    need: <$ty as crate::care::definition::Field>::NEED,
                    doc: concat!($($fdoc),*),
                }),+]
            }

            fn set(
                &mut self,
                field: &str,
                text: &str,
            ) -> Result<(), crate::care::definition::FieldError> {
                use crate::care::definition::{Field, wrong};
                match field {
                    $(stringify!($field) => {
                        self.$field = <$ty as Field>::from_text(text)
                            .map_err(|problem| wrong::<$ty>($title, stringify!($field), problem))?;
                    })+
                    _ => return Err(crate::care::definition::unknown::<Self>()),
                }
                Ok(())
            }

            fn get(&self, field: &str) -> Option<String> {
                match field {
                    $(stringify!($field) => {
                        Some(crate::care::definition::Field::to_text(&self.$field))
                    })+
                    _ => None,
                }
            }

            fn from_texts(
                texts: &[(&str, &str)],
            ) -> Result<Self, crate::care::definition::FieldError> {
                use crate::care::definition::{Field, missing, unknown, wrong};
                $(let mut $field: Option<$ty> = None;)+
                for (field, text) in texts {
                    match *field {
                        $(stringify!($field) => {
                            $field = Some(<$ty as Field>::from_text(text).map_err(|problem| {
                                wrong::<$ty>($title, stringify!($field), problem)
                            })?);
                        })+
                        _ => return Err(unknown::<Self>()),
                    }
                }
                Ok(Self {
                    $($field: match $field.or_else(<$ty as Field>::absent) {
                        Some(value) => value,
                        None => return Err(missing::<$ty>($title, stringify!($field))),
                    },)+
                })
            }

            fn shown(&self) -> Vec<crate::care::definition::FieldShown> {
                let mut shown = Vec::new();
                $(if !crate::care::definition::Field::is_absent(&self.$field) {
                    shown.push(crate::care::definition::FieldShown {
                        name: stringify!($field),
                        label: $label,
                        text: crate::care::definition::Field::to_text(&self.$field),
                        parts: crate::care::definition::Field::to_parts(&self.$field),
                    });
                })+
                shown
            }
        }
    };
}

pub use super::words::YesNo;
pub(crate) use super::words::words;
pub(crate) use content;

pub(crate) fn wrong<T: Field>(
    record: &'static str,
    field: &'static str,
    problem: Problem,
) -> FieldError {
    FieldError::Wrong { record, field, problem, accepted: T::accepted() }
}

pub(crate) fn missing<T: Field>(record: &'static str, field: &'static str) -> FieldError {
    FieldError::Missing { record, field, accepted: T::accepted() }
}

pub(crate) fn unknown<T: Defined>() -> FieldError {
    let names: Vec<&str> = T::fields().iter().map(|field| field.name).collect();
    FieldError::Unknown { record: T::NAME, accepted: names.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::{Date, Line, Staff, canonical};

    content! {
        /// A hoist as the test knows it. Source: none, invented.
        pub struct Hoist = "hoist" {
            /// Its name on the label.
            0 name: Line = "name",
            /// How many must be there.
            1 staff: Staff = "staff needed",
            /// Last looked at.
            2 checked: Option<Date> = "checked on",
            /// Slings that fit.
            3 slings: List<Line> = "slings",
            /// Still used.
            5 in_use: Option<YesNo> = "in use",
        }
    }

    fn hoist() -> Hoist {
        Hoist::from_texts(&[("name", "Ceiling hoist"), ("staff", "2"), ("slings", "M; L")])
            .expect("these texts are right")
    }

    #[test]
    fn one_declaration_gives_texts_json_and_bytes_that_agree() {
        let mut hoist = hoist();
        hoist.set("checked", "07/03/2026").expect("a date");
        assert_eq!(
            hoist.filled(),
            [
                ("name", "Ceiling hoist".to_owned()),
                ("staff needed", "2".to_owned()),
                ("checked on", "2026-03-07".to_owned()),
                ("slings", "M; L".to_owned()),
            ]
        );
        let json = serde_json::to_string(&hoist).expect("json");
        assert_eq!(
            json,
            r#"{"name":"Ceiling hoist","staff":2,"checked":"2026-03-07","slings":["M","L"]}"#
        );
        assert_eq!(serde_json::from_str::<Hoist>(&json).expect("json"), hoist);
        let bytes = canonical::to_bytes(&hoist);
        assert_eq!(bytes[0], 0xa4, "a map of the four fields that are filled in");
        assert_eq!(canonical::from_bytes::<Hoist>(&bytes), Ok(hoist));
    }

    #[test]
    fn what_was_chosen_stands_apart_from_what_was_written() {
        let mut hoist = hoist();
        hoist.set("in_use", "yes").expect("a word");
        let parts: Vec<_> = hoist.shown().into_iter().map(|field| field.parts).collect();
        let written = |text: &str| Part::Written(text.to_owned());
        assert_eq!(parts[0], [written("Ceiling hoist")]);
        assert_eq!(parts[2], [written("M"), written("; "), written("L")]);
        assert_eq!(parts[3], [Part::Word("yes")]);
    }

    #[test]
    fn errors_name_the_field_the_problem_and_what_would_be_accepted() {
        let mut hoist = hoist();
        let before = hoist.clone();
        assert_eq!(
            hoist.set("staff", "twelve").expect_err("no number").to_string(),
            "hoist, staff: expected a whole number from 0 to 9; found no whole number; write it again"
        );
        assert_eq!(
            hoist.set("colour", "red").expect_err("no such field").to_string(),
            "hoist: expected one of the fields name, staff, checked, slings, in_use; \
             found another name; check the field's name"
        );
        assert_eq!(
            Hoist::from_texts(&[("name", "Hoist")]).expect_err("staff is missing").to_string(),
            "hoist, staff: expected a whole number from 0 to 9; found nothing; fill it in"
        );
        assert_eq!(hoist, before, "nothing is half-written");
    }

    #[test]
    fn the_docs_page_lists_every_field() {
        assert_eq!(
            page::<Hoist>().lines().nth(7),
            Some(
                "| `staff` | staff needed | a whole number from 0 to 9 | yes | How many must be there. |"
            )
        );
    }

    #[test]
    fn words_are_found_whatever_their_capitals_and_hyphens() {
        use crate::care::EventKind;
        assert_eq!(EventKind::parse(" Medicine-Change "), Ok(EventKind::MedicineChange));
        assert!(EventKind::parse("medicine").is_err());
    }
}
