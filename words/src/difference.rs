//! What a translation lacks, by name.

use std::fmt;

use crate::catalogue::Catalogue;
use crate::message::Shown;

/// One way in which a translation does not match the English.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// It is not translated: the screen shows the English.
    Missing(String),
    /// English has no such text: nothing shows it.
    Unknown(String),
    /// Something else is filled in than in English.
    Variables(String),
    /// It says the same as the English.
    Untranslated(String),
}

impl Difference {
    /// All of them, between English and a translation.
    pub fn between(english: &Catalogue, other: &Catalogue) -> Vec<Self> {
        let mut all = Vec::new();
        for message in &english.messages {
            for (name, says) in message.texts() {
                match other.text(&name) {
                    None => all.push(Self::Missing(name)),
                    Some(found) if found.variables() != says.variables() => {
                        all.push(Self::Variables(name));
                    }
                    Some(found) if found == says && message.shown == Shown::Words => {
                        let letters = |text: &str| text.contains(char::is_alphabetic);
                        if says.ways().concat().into_iter().any(letters) {
                            all.push(Self::Untranslated(name));
                        }
                    }
                    Some(_) => {}
                }
            }
        }
        let unknown = other.texts().filter(|(name, _)| english.text(name).is_none());
        all.extend(unknown.map(|(name, _)| Self::Unknown(name)));
        all
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(f, "{name}: not translated; English is shown"),
            Self::Unknown(name) => write!(f, "{name}: English has none; nothing shows it"),
            Self::Variables(name) => write!(f, "{name}: fills in something else than English"),
            Self::Untranslated(name) => write!(f, "{name}: the same as in English"),
        }
    }
}
