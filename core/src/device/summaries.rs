//! Changing the guidance in a person's summary: each change is one save, and names what it replaces.

use holdfast_ledger::LedgerId;

use super::act::Write;
use super::error::{DeviceError, Result};
use super::events::events;
use super::people::People;
use super::person_ledgers::standing;
use super::person_page::PersonPage;
use super::reading::Reading;
use super::state::State;
use crate::care::summary::statement::{Says, Statement};
use crate::care::summary::{Confirming, Content, Slot};
use crate::care::{
    Item, Pen, PersonId, Put, Record as _, RecordKind, Source, Summary, Text, Writing,
};
use crate::vault::{RecordKey, Tables};

impl People<'_> {
    /// Begins a person by hand, with what is known: at least a name.
    ///
    /// # Errors
    /// If this member's role may not, or a field cannot be taken.
    pub fn begin(&self, contents: &[Content], source: &Source) -> Result<PersonId> {
        self.0.act(|act| {
            let (person, ledger) = act.new_person()?;
            let mut summary = Summary::default();
            let mut puts: Vec<Put> = Vec::new();
            for content in contents {
                let writing = Writing::from(source.clone());
                puts.extend(act.with_pen(|pen| summary.add(content.clone(), writing, pen))?);
                summary = Summary::read(&fields_of(&puts));
            }
            act.save(ledger, &[Write { kind: RecordKind::Summary, record: person.0, puts }])?;
            Ok(person)
        })
    }

    /// Adds an item.
    ///
    /// # Errors
    /// If the role may not, or the one place for it is taken.
    pub fn add(&self, person: PersonId, content: Content, writing: Writing) -> Result<()> {
        self.write(person, |summary, pen| summary.add(content, writing, pen))
    }

    /// Changes what an item says.
    ///
    /// # Errors
    /// If the role may not, nothing stands there, or it is in dispute.
    pub fn change(
        &self,
        person: PersonId,
        key: &str,
        content: Content,
        writing: Writing,
    ) -> Result<()> {
        self.write(person, |summary, pen| summary.change(key, content, writing, pen))
    }

    /// Sets fields of what stands at a key, the others staying as they are; or adds an item of a
    /// kind, where nothing stands. `item` is a key or a kind.
    ///
    /// # Errors
    /// If the role may not, a field cannot be taken as it is, or it is in dispute.
    pub fn edit(
        &self,
        person: PersonId,
        item: &str,
        fields: &[(&str, &str)],
        writing: Writing,
    ) -> Result<Edited> {
        self.0.act(|act| {
            let (reading, ledger) = summary_reading(act.state, act.tables, person)?;
            let summary = Summary::read(reading.fields());
            let stands = summary.at(item).and_then(|(_, at)| at.values.into_iter().next());
            let (puts, edited) = match stands.filter(Item::is_present) {
                Some(stands) => {
                    let mut content = stands.content;
                    for (field, text) in fields {
                        content.set(field, text)?;
                    }
                    let change = |pen: &mut Pen<'_>| summary.change(item, content, writing, pen);
                    (act.with_pen(change)?, Edited::Changed)
                }
                None => {
                    let slot = Slot::ALL.iter().copied();
                    let slot = slot.into_iter().find(|s| s.word() == item || s.name() == item);
                    let content = Content::from_texts(slot.ok_or(NO_ITEM)?, fields)?;
                    let add = |pen: &mut Pen<'_>| summary.add(content, writing, pen);
                    (act.with_pen(add)?, Edited::Added)
                }
            };
            act.save(ledger, &[Write { kind: RecordKind::Summary, record: person.0, puts }])?;
            Ok(edited)
        })
    }

    /// Removes an item. What was removed stays readable.
    ///
    /// # Errors
    /// If the role may not, nothing stands there, or it is in dispute.
    pub fn remove(&self, person: PersonId, key: &str, reason: Text) -> Result<()> {
        self.write(person, |summary, pen| summary.remove(key, reason, pen))
    }

    /// Confirms items as they were shown. The confirmation says which events were shown with them.
    ///
    /// # Errors
    /// [`DeviceError::Changed`] if the summary reads otherwise than it was shown, or something
    /// happened since; if the role may not, nothing stands there, or it is in dispute.
    pub fn confirm(
        &self,
        shown: &PersonPage,
        keys: &[String],
        confirming: &Confirming,
    ) -> Result<()> {
        let person = shown.person;
        self.0.act(|act| {
            let (reading, ledger) = summary_reading(act.state, act.tables, person)?;
            let summary = Summary::read(reading.fields());
            let happened = events(act.state, act.tables, person)?;
            if !shown.basis.reads_the_same(&summary) || happened != shown.events {
                return Err(DeviceError::Changed);
            }
            let mut confirming = confirming.clone();
            confirming.events_seen.extend(happened.iter().map(|event| event.record));
            let confirm = |key: &String, pen: &mut Pen<'_>| summary.confirm(key, &confirming, pen);
            let mut puts = Vec::new();
            for key in keys {
                puts.extend(act.with_pen(|pen| confirm(key, pen))?);
            }
            act.save(ledger, &[Write { kind: RecordKind::Summary, record: person.0, puts }])?;
            Ok(())
        })
    }

    /// States that none are known: of a list, by this member.
    ///
    /// # Errors
    /// If the role may not, or items stand.
    pub fn none_known(&self, person: PersonId, list: Slot, writing: Writing) -> Result<()> {
        let statement = Statement { says: Says::NoneKnown, asked: None, words: None };
        self.write(person, |summary, pen| summary.state(list, statement, writing, pen))
    }

    /// Accepts a change that an import proposed.
    ///
    /// # Errors
    /// If the role may not, or the proposal does not stand.
    pub fn accept(
        &self,
        person: PersonId,
        proposal: &str,
        confirming: Option<&Confirming>,
    ) -> Result<()> {
        self.write(person, |summary, pen| summary.accept(proposal, confirming, pen))
    }

    /// Declines one.
    ///
    /// # Errors
    /// If the role may not, or the proposal does not stand.
    pub fn decline(&self, person: PersonId, proposal: &str, reason: Text) -> Result<()> {
        self.write(person, |summary, pen| summary.decline(proposal, reason, pen))
    }

    pub(super) fn write<E>(
        &self,
        person: PersonId,
        edit: impl FnOnce(&Summary, &mut Pen<'_>) -> Result<Vec<Put>, E>,
    ) -> Result<()>
    where
        DeviceError: From<E>,
    {
        self.0.act(|act| {
            let key = summary_key(act.state, person)?;
            let summary = act.state.read(act.tables, &key, Summary::read)?;
            let puts = act.with_pen(|pen| edit(&summary, pen))?;
            let write = Write { kind: RecordKind::Summary, record: person.0, puts };
            act.save(key.ledger, &[write])?;
            Ok(())
        })
    }
}

/// What an edit did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// There is an item more.
    Added,
    /// An item says something else.
    Changed,
}

const NO_ITEM: DeviceError = DeviceError::NotFound {
    what: "an item or a kind of item",
    advice: "see the person's summary with its keys",
};

pub(super) fn summary_key(state: &State, person: PersonId) -> Result<RecordKey> {
    let ledger = standing(state, person)?;
    Ok(RecordKey { ledger, kind: RecordKind::Summary.code(), id: person.0 })
}

pub(super) fn summary_reading(
    state: &State,
    tables: &Tables<'_>,
    person: PersonId,
) -> Result<(Reading, LedgerId)> {
    let key = summary_key(state, person)?;
    Ok((Reading::load(tables, state.actor, &key)?, key.ledger))
}

/// Fields as those puts alone make them.
pub(super) fn fields_of(puts: &[Put]) -> crate::care::Fields {
    let mut fields = crate::care::Fields::new();
    for put in puts {
        fields.insert(put.key.clone(), vec![put.value.clone()]);
    }
    fields
}
