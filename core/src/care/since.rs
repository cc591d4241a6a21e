//! Since you were last here: what changed between the version a reader acknowledged and this one.
//!
//! Item by item, and by what is said: a new confirmation of the same words is shown and asks for
//! nothing; only guarded items that say something else ask to be acknowledged again.

use std::collections::BTreeSet;

use serde::Serialize;

use super::definition::YesNo;
use super::fields::Record as _;
use super::item::{Item, Status};
use super::readable::{NotReadable, Readable};
use super::summary::shelf::AtKey;
use super::summary::{Content, Place, Slot, Summary};

/// How an item differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Differs {
    /// It was not there.
    New,
    /// It says something else.
    Changed,
    /// It was removed.
    Removed,
    /// Two people changed it without seeing each other.
    Disputed,
    /// It says the same; it was confirmed or written again.
    Confirmed,
    /// Something stands there that this version cannot read.
    CannotBeRead,
}

/// One item that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Its document key.
    pub key: String,
    /// Its kind; nothing for a key this version does not know.
    pub slot: Option<Slot>,
    /// How it differs.
    pub differs: Differs,
    /// What it said: nothing for an item that is new or whose content is not shown.
    pub before: Vec<Content>,
    /// What it says now.
    pub now: Vec<Content>,
    /// Whether it asks to be acknowledged again.
    pub asks_again: YesNo,
}

/// What changed since the readable form that a reader acknowledged, in the order of the summary's
/// list of kinds and then of keys. With nothing acknowledged, everything that stands is new.
///
/// # Errors
/// [`NotReadable`] when either is not the readable form of a summary.
pub fn since(acknowledged: Option<&[u8]>, now: &[u8]) -> Result<Vec<Difference>, NotReadable> {
    let before = match acknowledged {
        Some(bytes) => Form::read(bytes)?,
        None => Form::nothing(),
    };
    let now = Form::read(now)?;
    let keys: BTreeSet<&String> = before.form.values.keys().chain(now.form.values.keys()).collect();
    let mut differences: Vec<Difference> =
        keys.into_iter().filter_map(|key| difference(key, &before, &now)).collect();
    differences.extend(withheld(&before.form, &now.form));
    differences.extend(unreadable(&before.form, &now.form));
    differences.sort_by(|one, other| (one.slot, &one.key).cmp(&(other.slot, &other.key)));
    Ok(differences)
}

struct Form {
    form: Readable,
    summary: Summary,
}

impl Form {
    fn nothing() -> Self {
        Self { form: Readable::new(Summary::KIND), summary: Summary::default() }
    }

    fn read(bytes: &[u8]) -> Result<Self, NotReadable> {
        let form = Readable::from_bytes(bytes)?;
        if form.kind != Summary::KIND {
            return Err(NotReadable);
        }
        let summary = Summary::read(&form.values);
        Ok(Self { form, summary })
    }
}

fn difference(key: &str, before: &Form, now: &Form) -> Option<Difference> {
    let (was, is) = (before.form.values.get(key), now.form.values.get(key));
    if was == is {
        return None;
    }
    let slot = Slot::of_key(key)?;
    let values = |form: &Form| {
        form.summary.at(key).map(|(_, AtKey { values, .. })| values).unwrap_or_default()
    };
    let (was, is) = (values(before), values(now));
    let differs = how(&was, &is)?;
    let asks =
        slot.is_guarded() && slot.place() != Place::Proposals && differs != Differs::Confirmed;
    Some(Difference {
        key: key.to_owned(),
        slot: Some(slot),
        differs,
        before: shown(&was),
        now: shown(&is),
        asks_again: if asks { YesNo::Yes } else { YesNo::No },
    })
}

fn how(was: &[Item<Content>], is: &[Item<Content>]) -> Option<Differs> {
    let stood = was.iter().any(Item::is_present);
    let stands = is.iter().any(Item::is_present);
    let differs = if said(was) == said(is) {
        Differs::Confirmed
    } else if is.len() > 1 {
        Differs::Disputed
    } else if stood && stands {
        Differs::Changed
    } else if stands {
        Differs::New
    } else {
        Differs::Removed
    };
    // What came and went in between was never on the screen.
    (stood || stands).then_some(differs)
}

fn said(values: &[Item<Content>]) -> BTreeSet<(Status, &Content)> {
    values.iter().map(|item| (item.status, &item.content)).collect()
}

fn shown(values: &[Item<Content>]) -> Vec<Content> {
    values.iter().filter(|item| item.is_present()).map(|item| item.content.clone()).collect()
}

/// Entry details: that they changed, and nothing of what they say.
fn withheld(before: &Readable, now: &Readable) -> Vec<Difference> {
    let changed = now.withheld.iter().filter(|(key, ids)| before.withheld.get(*key) != Some(*ids));
    changed
        .map(|(key, _)| Difference {
            key: key.clone(),
            slot: Slot::of_key(key),
            differs: if before.withheld.contains_key(key) {
                Differs::Changed
            } else {
                Differs::New
            },
            before: Vec::new(),
            now: Vec::new(),
            asks_again: YesNo::No,
        })
        .collect()
}

fn unreadable(before: &Readable, now: &Readable) -> Vec<Difference> {
    let changed =
        now.unreadable.iter().filter(|(key, values)| before.unreadable.get(*key) != Some(*values));
    changed
        .map(|(key, _)| Difference {
            key: key.clone(),
            slot: Slot::of_key(key),
            differs: Differs::CannotBeRead,
            before: Vec::new(),
            now: Vec::new(),
            asks_again: YesNo::Yes,
        })
        .collect()
}
