//! What people write: one line, or a passage.
//!
//! Both are trimmed, never empty and free of control characters, so that what stands on a screen is
//! what was written. Neither shows itself in a debug print: notes must not leak through a log.

use std::fmt;

use minicbor::decode::{Decode, Decoder, Error as DecodeError};
use minicbor::encode::{Encode, Encoder, Error as EncodeError, Write};
use serde::{Deserialize, Serialize};

use super::definition::{Problem, Value};

macro_rules! written {
    ($(#[$doc:meta])* $name:ident, $max:literal, $keep:expr, $accepted:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The most characters it may have.
            pub const MAX: usize = $max;

            /// Read from what somebody typed; space around it is dropped.
            ///
            /// # Errors
            /// Empty, too long, or with control characters.
            pub fn new(text: &str) -> Result<Self, Problem> {
                let keep: fn(char) -> bool = $keep;
                let text = text.trim();
                if text.is_empty() {
                    return Err(Problem::new("found nothing"));
                }
                let found = text.chars().count();
                if found > $max {
                    return Err(Problem::new(format!("found {found} characters")));
                }
                if text.chars().any(|c| c.is_control() && !keep(c)) {
                    return Err(Problem::new("found a control character"));
                }
                Ok(Self(text.to_owned()))
            }

            /// What was written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({} characters)"), self.0.chars().count())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Problem;

            fn try_from(text: String) -> Result<Self, Problem> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl Value for $name {
            fn accepted() -> String {
                $accepted.to_owned()
            }

            fn parse(text: &str) -> Result<Self, Problem> {
                Self::new(text)
            }

            fn text(&self) -> String {
                self.0.clone()
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), EncodeError<W::Error>> {
                e.str(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
                let at = d.position();
                let text = d.str()?;
                match Self::new(text) {
                    Ok(value) if value.0 == text => Ok(value),
                    _ => Err(DecodeError::message(concat!("not a ", stringify!($name))).at(at)),
                }
            }
        }
    };
}

written!(
    /// One line: a name, a number to phone, a few words. At most 300 characters.
    Line, 300, |_| false, "a line of words (at most 300 characters)"
);
written!(
    /// A passage in someone's own words, with line breaks. At most 20,000 characters.
    Text, 20_000, |c| c == '\n', "words (at most 20000 characters)"
);

impl Text {
    /// From a text that another system wrote: line endings and tabs are made plain first, so that
    /// a harmless carriage return does not cost the passage.
    ///
    /// # Errors
    /// As [`Text::new`].
    pub fn tidied(text: &str) -> Result<Self, Problem> {
        Self::new(&text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " "))
    }
}

impl Line {
    /// From a text that another system wrote: every run of white space becomes one space.
    ///
    /// # Errors
    /// As [`Line::new`].
    pub fn tidied(text: &str) -> Result<Self, Problem> {
        Self::new(&text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}
