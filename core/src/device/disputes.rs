//! Disputes: two people changed the same guidance without seeing each other's change. Both are
//! shown, side by side, until a named person decides and says why.

use core::fmt;
use core::str::FromStr;

use super::error::{DeviceError, Result};
use super::handle::Device;
use super::summaries::summary_reading;
use crate::care::summary::{AtKey, Conflict, Content, Keep, Settling, Slot};
use crate::care::{
    ItemId, ItemRef, PersonId, Record as _, Source, Summary, Text, Value as _, Writing,
};

/// Disputes.
#[derive(Clone, Copy)]
pub struct Disputes<'a>(pub(super) &'a Device);

/// One dispute.
#[derive(Clone, Debug)]
pub struct DisputeRow {
    /// About whom.
    pub person: PersonId,
    /// What the person wants to be called, else the full name.
    pub name: Option<String>,
    /// What is disputed.
    pub about: Disputed,
    /// Exactly this: what settling names.
    pub version: DisputeVersion,
}

/// What is disputed.
#[derive(Clone, Debug)]
pub enum Disputed {
    /// Several values at one key.
    Values {
        /// The key.
        key: String,
        /// What kind of item.
        slot: Slot,
        /// Every value, with its author, sorted by hash.
        at: AtKey,
    },
    /// "None known" is stated while items stand.
    NoneKnown(Conflict),
}

impl Disputed {
    /// The key at which it stands; of "none known" beside items that of the statement.
    pub fn key(&self) -> &str {
        match self {
            Self::Values { key, .. } => key,
            Self::NoneKnown(conflict) => &conflict.statement,
        }
    }

    /// The ids of every writing that takes part in it, sorted.
    fn writings(&self, summary: &Summary) -> Vec<ItemId> {
        let mut writings = match self {
            Self::Values { at, .. } => at.writings.clone(),
            Self::NoneKnown(conflict) => {
                let keys = std::iter::once(&conflict.statement).chain(&conflict.items);
                keys.filter_map(|key| summary.at(key)).flat_map(|(_, at)| at.writings).collect()
            }
        };
        writings.sort_unstable();
        writings
    }
}

/// A dispute as it was shown, as a text that may be kept: settling is bound to exactly that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisputeVersion {
    /// About whom.
    pub person: PersonId,
    /// Its key.
    pub key: String,
    /// The ids of every writing that took part in it, sorted.
    pub writings: Vec<ItemId>,
}

impl DisputeVersion {
    /// Of a dispute in a summary.
    pub fn of(person: PersonId, about: &Disputed, summary: &Summary) -> Self {
        Self { person, key: about.key().to_owned(), writings: about.writings(summary) }
    }

    /// Whether this stands in a summary as it was shown. One key may be that of a disputed statement
    /// and of "none known" beside items: the choice tells which.
    fn stands(&self, summary: &Summary, choice: &Choice) -> bool {
        let keeps = matches!(choice, Choice::Keep(..));
        disputed(summary).into_iter().any(|about| {
            keeps == matches!(about, Disputed::NoneKnown(_))
                && *self == Self::of(self.person, &about, summary)
        })
    }
}

impl fmt::Display for DisputeVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.person.0, self.key)?;
        self.writings.iter().try_for_each(|writing| write!(f, " {writing}"))
    }
}

impl FromStr for DisputeVersion {
    type Err = DeviceError;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || DeviceError::Changed;
        let mut parts = text.split(' ');
        let person = parts.next().unwrap_or_default().parse().map_err(|_| wrong())?;
        let key = parts.next().ok_or_else(wrong)?.to_owned();
        let writing = |id| ItemRef::parse(id).map(|item| item.0).map_err(|_| wrong());
        Ok(Self {
            person: PersonId(person),
            key,
            writings: parts.map(writing).collect::<Result<_>>()?,
        })
    }
}

/// How a dispute is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This is what it says: one of the values, or another.
    With(Box<Content>),
    /// It does not stand.
    Removed,
    /// Of "none known" beside items: what stays.
    Keep(Slot, Keep),
}

impl Disputes<'_> {
    /// Every dispute in the summaries on this device, by person and key.
    ///
    /// # Errors
    /// While locked.
    pub fn list(&self) -> Result<Vec<DisputeRow>> {
        let people = self.0.people().list()?;
        self.0.look(|state, tables| {
            let mut rows = Vec::new();
            for row in people {
                let Ok((reading, _)) = summary_reading(state, tables, row.person) else {
                    continue;
                };
                let summary = Summary::read(reading.fields());
                let found = disputed(&summary).into_iter();
                rows.extend(found.map(|about| DisputeRow {
                    person: row.person,
                    version: DisputeVersion::of(row.person, &about, &summary),
                    name: row.preferred.as_ref().or(row.full.as_ref()).cloned(),
                    about,
                }));
            }
            Ok(rows)
        })
    }

    /// Settles a dispute that was shown, and no other: what came in since is not settled unseen.
    ///
    /// # Errors
    /// If this member's role may not; [`DeviceError::Changed`] if it does not stand as it was shown.
    pub fn settle(&self, shown: &DisputeVersion, choice: Choice, why: Text) -> Result<()> {
        self.0.people().write(shown.person, |summary, pen| {
            if !shown.stands(summary, &choice) {
                return Err(DeviceError::Changed);
            }
            let (key, writing) = (&shown.key, Writing::from(Source::Author));
            Ok(match choice {
                Choice::With(content) => {
                    summary.settle(key, Settling::With(*content), why, writing, pen)?
                }
                Choice::Removed => summary.settle(key, Settling::Removed, why, writing, pen)?,
                Choice::Keep(list, keep) => summary.settle_none_known(list, keep, &why, pen)?,
            })
        })
    }
}

/// Every dispute of a summary, by key.
pub fn disputed(summary: &Summary) -> Vec<Disputed> {
    let mut found = Vec::new();
    for (slot, value) in summary.values() {
        if value.is_disputed()
            && slot.is_guarded()
            && let Some((slot, at)) = summary.at(value.key())
        {
            found.push(Disputed::Values { key: value.key().to_owned(), slot, at });
        }
    }
    found.extend(summary.none_known_conflicts().into_iter().map(Disputed::NoneKnown));
    found
}
