//! Disputes: two people changed the same guidance without seeing each other's change. Both are shown,
//! side by side, until a named person decides and says why.

use holdfast_core::care;
use holdfast_core::care::summary::{Content, Slot as CoreSlot, Summary};
use holdfast_core::device::{
    self as core, DeviceError, DisputeVersion as CoreVersion, Disputed as CoreDisputed, Names,
};

use crate::device::Held;
use crate::error::Result;
use crate::item::{FieldTyped, SummaryItem, item_at, pairs};
use crate::observer::What;
use crate::typed::typed;
use crate::words::{Keep, Slot};
use crate::{ItemId, PersonId};

/// What is disputed.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Disputed {
    /// Several values at one key: show them side by side.
    Values {
        /// Every value, with its author.
        item: SummaryItem,
    },
    /// "None known" is stated while items stand.
    NoneKnown {
        /// Of which list.
        list: Slot,
        /// The statement.
        statement: SummaryItem,
        /// The items that stand.
        items: Vec<SummaryItem>,
    },
}

/// A dispute as it was shown. It may be kept, so that a screen comes back after the app was killed.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DisputeVersion {
    /// For keeping. It holds ids only.
    pub text: String,
}

/// One dispute.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Dispute {
    /// Exactly what this shows: what settling names.
    pub version: DisputeVersion,
    /// About whom.
    pub person: PersonId,
    /// What the person wants to be called.
    pub name: Option<String>,
    /// Its key.
    pub key: String,
    /// What is disputed.
    pub about: Disputed,
}

/// How a dispute is settled.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Choice {
    /// One of the values, by its writing.
    This {
        /// Which.
        item: ItemId,
    },
    /// Another wording.
    Other {
        /// What it says.
        fields: Vec<FieldTyped>,
    },
    /// It does not stand.
    Removed,
    /// Of "none known" beside items: what stays.
    Keep {
        /// The list.
        list: Slot,
        /// What stays.
        keep: Keep,
    },
}

/// Every dispute of a summary.
pub(crate) fn disputes(person: care::PersonId, summary: &Summary, names: &Names) -> Vec<Dispute> {
    let name = summary.preferred_name.content().map(|name| name.name.as_str().to_owned());
    let name = name.or_else(|| Some(summary.full_name.content()?.name.as_str().to_owned()));
    let shown = |about| dispute(person, name.clone(), about, summary, names);
    core::disputed(summary).into_iter().filter_map(shown).collect()
}

fn dispute(
    person: care::PersonId,
    name: Option<String>,
    about: CoreDisputed,
    summary: &Summary,
    names: &Names,
) -> Option<Dispute> {
    let version = CoreVersion::of(person, &about, summary).to_string();
    let version = DisputeVersion { text: version };
    let (key, about) = match about {
        CoreDisputed::Values { key, .. } => {
            let item = item_at(summary, &key, names)?;
            (key, Disputed::Values { item })
        }
        CoreDisputed::NoneKnown(conflict) => {
            let items = conflict.items.iter().filter_map(|key| item_at(summary, key, names));
            let items = items.collect();
            let statement = item_at(summary, &conflict.statement, names)?;
            let list = conflict.list.into();
            (conflict.statement, Disputed::NoneKnown { list, statement, items })
        }
    };
    Some(Dispute { version, person: person.into(), name, key, about })
}

/// Disputes.
#[derive(uniffi::Object)]
pub struct Disputes(pub(crate) Held);

impl Disputes {
    /// What stands at the key of a dispute.
    fn at(
        &self,
        person: care::PersonId,
        key: &str,
    ) -> Result<(CoreSlot, Vec<care::Item<Content>>)> {
        let summary = self.0.device.people().summary(person)?;
        let (slot, at) = summary.at(key).ok_or(DeviceError::Changed)?;
        Ok((slot, at.values))
    }

    fn choice(&self, shown: &CoreVersion, choice: Choice) -> Result<core::Choice> {
        let (person, key) = (shown.person, &shown.key);
        Ok(match choice {
            Choice::This { item } => {
                let item: care::ItemId = item.try_into()?;
                let (_, values) = self.at(person, key)?;
                let chosen = values.into_iter().find(|value| value.id == item);
                let chosen = chosen.ok_or(DeviceError::Changed)?;
                if chosen.is_present() {
                    core::Choice::With(Box::new(chosen.content))
                } else {
                    core::Choice::Removed
                }
            }
            Choice::Other { fields } => {
                let (slot, _) = self.at(person, key)?;
                core::Choice::With(Box::new(Content::from_texts(slot, &pairs(&fields))?))
            }
            Choice::Removed => core::Choice::Removed,
            Choice::Keep { list, keep } => core::Choice::Keep(list.into(), keep.into()),
        })
    }
}

#[uniffi::export]
impl Disputes {
    /// Every dispute in the summaries on this device, by person and key.
    pub fn list(&self) -> Result<Vec<Dispute>> {
        let (device, names) = (&self.0.device, self.0.device.members().names()?);
        let mut found: Vec<Dispute> = Vec::new();
        let mut people: Vec<care::PersonId> = Vec::new();
        for row in device.disputes().list()? {
            if !people.contains(&row.person) {
                people.push(row.person);
                let summary = device.people().summary(row.person)?;
                found.extend(disputes(row.person, &summary, &names));
            }
        }
        Ok(found)
    }

    /// Settles a dispute that was shown, with the reason. [`ErrorKind::Changed`] if it does not stand as
    /// it was shown: show it again.
    ///
    /// [`ErrorKind::Changed`]: crate::ErrorKind::Changed
    pub fn settle(&self, shown: DisputeVersion, choice: Choice, why: String) -> Result<()> {
        let shown: CoreVersion = shown.text.parse()?;
        let why = typed("settlement", "reason", &why)?;
        let choice = self.choice(&shown, choice)?;
        self.0.saved(self.0.device.disputes().settle(&shown, choice, why), What::People)
    }
}
