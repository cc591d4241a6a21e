//! Suggested updates: a carer sees what is wrong with a summary and says so; whoever answers for it
//! decides with one tap.

use std::sync::Arc;
use std::time::SystemTime;

use holdfast_core::care::Verdict as CoreVerdict;
use holdfast_core::care::summary::Content;
use holdfast_core::device as core;

use crate::device::{Device, Held};
use crate::error::Result;
use crate::item::{FieldTyped, NewItem, pairs};
use crate::moment::moment;
use crate::observer::What;
use crate::typed::{typed, typed_or_none};
use crate::words::{Seen, Slot};
use crate::{Member, PersonId, SuggestionId};

/// What somebody thinks a summary should say.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct NewSuggestion {
    /// Whose summary.
    pub person: PersonId,
    /// The key of the item it is about; nothing for something new.
    #[uniffi(default)]
    pub about: Option<String>,
    /// What it should say.
    pub what: String,
    /// How the author knows.
    #[uniffi(default)]
    pub why: Option<String>,
}

/// What was decided about a suggestion.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Ruled {
    /// Nothing yet.
    Open,
    /// It was taken up.
    Accepted {
        /// By whom.
        by: Member,
    },
    /// The summary stays as it is.
    Declined {
        /// By whom.
        by: Member,
        /// Why.
        why: Option<String>,
    },
}

/// A suggestion as a list shows it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct SuggestionShown {
    /// Which.
    pub suggestion: SuggestionId,
    /// About whom.
    pub person: PersonId,
    /// What the person wants to be called.
    pub name: Option<String>,
    /// Who suggests it.
    pub by: Member,
    /// When.
    pub written: SystemTime,
    /// The key of the item it is about.
    pub about: Option<String>,
    /// The kind of item it is about.
    pub slot: Option<Slot>,
    /// What it should say.
    pub what: String,
    /// How the author knows.
    pub why: Option<String>,
    /// Whether that item was changed since it was on the screen.
    pub seen: Seen,
    /// What was decided.
    pub ruled: Ruled,
}

/// What is decided about a suggestion.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Deciding {
    /// It becomes an alert, in the words of whoever suggested it.
    AsAlert,
    /// This is added because of it.
    Add {
        /// What.
        item: NewItem,
    },
    /// The item it is about says this now.
    Change {
        /// What it says.
        fields: Vec<FieldTyped>,
    },
    /// The item it is about is removed.
    Remove,
    /// The summary stays as it is.
    Decline {
        /// Why.
        why: String,
    },
}

/// Suggested updates.
#[derive(uniffi::Object)]
pub struct Suggestions(pub(crate) Held);

impl Suggestions {
    fn shown(&self, rows: Vec<core::SuggestionRow>) -> Result<Vec<SuggestionShown>> {
        let names = self.0.device.members().names()?;
        let row = |row: core::SuggestionRow| {
            let ruled = row.ruled.as_ref().and_then(|ruled| Some((ruled.content()?, ruled)));
            let ruled = match ruled {
                None => Ruled::Open,
                Some((ruling, entry)) => {
                    let by = Member::of(entry.original().author, &names);
                    let why = ruling.why.as_ref().map(|why| why.as_str().to_owned());
                    match ruling.verdict {
                        CoreVerdict::Accepted => Ruled::Accepted { by },
                        CoreVerdict::Declined => Ruled::Declined { by, why },
                    }
                }
            };
            let core::SuggestionRow {
                id, person, name, by, written, suggestion, slot, seen, ..
            } = row;
            SuggestionShown {
                suggestion: id.into(),
                person: person.into(),
                name,
                by: Member::of(by, &names),
                written: moment(written),
                about: suggestion.about.as_ref().map(|about| about.as_str().to_owned()),
                slot: slot.map(Slot::from),
                what: suggestion.what.as_str().to_owned(),
                why: suggestion.why.as_ref().map(|why| why.as_str().to_owned()),
                seen: seen.into(),
                ruled,
            }
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// What the item that a suggestion is about would say.
    fn changed(&self, id: core::SuggestionId, fields: &[FieldTyped]) -> Result<Content> {
        let rows = self.0.device.suggestions().open()?;
        let slot = rows.into_iter().find(|row| row.id == id).and_then(|row| row.slot);
        let slot = slot.ok_or(core::DeviceError::NotFound {
            what: "an open suggestion about an item",
            advice: "see the list of suggestions",
        })?;
        Ok(Content::from_texts(slot, &pairs(fields))?)
    }
}

#[uniffi::export]
impl Suggestions {
    /// Suggests an update: for everybody on the round, whatever their role.
    pub fn suggest(&self, new: NewSuggestion) -> Result<SuggestionId> {
        let new = core::Suggesting {
            person: new.person.try_into()?,
            about: new.about,
            what: typed("suggested update", "what", &new.what)?,
            why: typed_or_none("suggested update", "why", new.why.as_deref())?,
        };
        Ok(self.0.saved(self.0.device.suggestions().suggest(new), What::People)?.into())
    }

    /// The suggestions that nobody has decided, oldest first.
    pub fn open(&self) -> Result<Vec<SuggestionShown>> {
        self.shown(self.0.device.suggestions().open()?)
    }

    /// Every suggestion about a person, decided or not, oldest first.
    pub fn about(&self, person: PersonId) -> Result<Vec<SuggestionShown>> {
        self.shown(self.0.device.suggestions().of(person.try_into()?)?)
    }

    /// Decides: the ruling and the change stand together or not at all.
    pub fn decide(&self, suggestion: SuggestionId, deciding: Deciding) -> Result<()> {
        let id = suggestion.try_into()?;
        let deciding = match deciding {
            Deciding::AsAlert => core::Deciding::AsAlert,
            Deciding::Add { item } => core::Deciding::Add(Box::new(item.content()?)),
            Deciding::Change { fields } => {
                core::Deciding::Change(Box::new(self.changed(id, &fields)?))
            }
            Deciding::Remove => core::Deciding::Remove,
            Deciding::Decline { why } => {
                core::Deciding::Decline(typed("suggested update", "why", &why)?)
            }
        };
        self.0.saved(self.0.device.suggestions().decide(id, deciding), What::People)
    }
}

#[uniffi::export]
impl Device {
    /// Suggested updates.
    pub fn suggestions(&self) -> Arc<Suggestions> {
        Arc::new(Suggestions(self.0.clone()))
    }
}
