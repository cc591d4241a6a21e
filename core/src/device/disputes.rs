//! Disputes: two people changed the same guidance without seeing each other's change. Both are
//! shown, side by side, until a named person decides and says why.

use super::error::Result;
use super::handle::Device;
use super::summaries::summary_reading;
use crate::care::summary::{AtKey, Conflict, Content, Keep, Settling, Slot};
use crate::care::{PersonId, Record as _, Source, Summary, Text, Writing};

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
                    name: row.preferred.as_ref().or(row.full.as_ref()).cloned(),
                    about,
                }));
            }
            Ok(rows)
        })
    }

    /// Settles a dispute at a key, or of a list for "none known" beside items.
    ///
    /// # Errors
    /// If this member's role may not, or there is no such dispute.
    pub fn settle(&self, person: PersonId, key: &str, choice: Choice, why: Text) -> Result<()> {
        let people = self.0.people();
        match choice {
            Choice::With(content) => {
                let writing = Writing::from(Source::Author);
                people.settle(person, key, Settling::With(*content), why, writing)
            }
            Choice::Removed => {
                let writing = Writing::from(Source::Author);
                people.settle(person, key, Settling::Removed, why, writing)
            }
            Choice::Keep(list, keep) => people.settle_none_known(person, list, keep, &why),
        }
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
