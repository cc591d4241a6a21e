//! Changing a summary: every act is a pure function from what stands and a pen to what to write.
//!
//! Nothing here overwrites in silence. A value in dispute is not changed, confirmed or removed: it is
//! settled, by a writing that names what whoever settled it had before them, with the reason.

use holdfast_ledger::RecordId;

pub use super::edit_error::EditError;
use super::shelf::AtKey;
use super::slot::{Content, Shape, Slot, Summary};
use super::statement::{Says, Statement};
use crate::care::date::Date;
use crate::care::fields::{Pen, Put};
use crate::care::item::{Channel, Confirmation, ImportedAs, Item, ItemId, Source, Status, Writing};
use crate::care::list::List;
use crate::care::text::{Line, Text};

/// What somebody who confirms says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirming {
    /// By which channel.
    pub how: Channel,
    /// From whom, where that is somebody else than the person.
    pub from: Option<Line>,
    /// Every event of this person that is known on the device.
    pub events_seen: Vec<RecordId>,
    /// When it is to be looked at again; as it was when nothing is said.
    pub review_due: Option<Date>,
    /// Until when it may be relied on; as it was when nothing is said.
    pub valid_until: Option<Date>,
}

impl Confirming {
    /// As the confirmation of whoever holds the pen.
    pub fn confirmation(&self, pen: &Pen<'_>) -> Confirmation {
        let mut events_seen = self.events_seen.clone();
        events_seen.sort_unstable();
        events_seen.dedup();
        Confirmation {
            by: pen.member,
            at: pen.written,
            how: self.how,
            from: self.from.clone(),
            events_seen: events_seen.into(),
        }
    }
}

/// How a dispute is settled.
#[expect(clippy::large_enum_variant, reason = "made once, by a person; a box helps nobody")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settling {
    /// This is what it says: one of the values, or another.
    With(Content),
    /// It does not stand.
    Removed,
}

/// How "none known" beside items is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The items stand; the statement goes.
    Items,
    /// None are known; the items go.
    NoneKnown,
}

impl Summary {
    /// Add an item. "None known" about its list, where it stands, is taken back in the same act.
    ///
    /// # Errors
    /// [`EditError`] when nothing is filled in, or the one place for it is taken.
    pub fn add(
        &self,
        content: Content,
        writing: Writing,
        pen: &mut Pen<'_>,
    ) -> Result<Vec<Put>, EditError> {
        let slot = content.slot();
        filled(&content)?;
        let (key, before) = match slot.shape() {
            Shape::Many => (pen.key_in(slot.word()), None),
            Shape::One | Shape::Plain | Shape::Apart => {
                (slot.word().to_owned(), self.at(slot.word()))
            }
        };
        let before = before.map(|(_, at)| at);
        if let Some(at) = &before {
            agreed(slot, at)?;
            if at.guarded && at.values.iter().any(Item::is_present) {
                return Err(EditError::StandsAlready { name: slot.name() });
            }
        }
        let mut item = Item::new((), writing, pen);
        item.imported = before.and_then(|at| last_import(&at));
        let mut puts = vec![Put { key, value: content.in_envelope_of(item) }];
        puts.extend(self.take_back_none_known(slot, pen));
        Ok(puts)
    }

    /// Change what an item says.
    ///
    /// # Errors
    /// [`EditError`] when nothing stands there, it is in dispute, or the content is of another kind.
    pub fn change(
        &self,
        key: &str,
        content: Content,
        writing: Writing,
        pen: &mut Pen<'_>,
    ) -> Result<Vec<Put>, EditError> {
        let (slot, at) = self.find(key)?;
        same_kind(slot, &content)?;
        filled(&content)?;
        agreed(slot, &at)?;
        standing(slot, &at)?;
        let mut item = Item::new((), writing, pen);
        item.imported = last_import(&at);
        Ok(vec![Put { key: key.to_owned(), value: content.in_envelope_of(item) }])
    }

    /// Remove an item. What was removed stays readable.
    ///
    /// # Errors
    /// [`EditError`] when nothing stands there or it is in dispute.
    pub fn remove(
        &self,
        key: &str,
        reason: Text,
        pen: &mut Pen<'_>,
    ) -> Result<Vec<Put>, EditError> {
        let (slot, at) = self.find(key)?;
        agreed(slot, &at)?;
        let content = standing(slot, &at)?.content.clone();
        let item = removal(&at, reason, List::default(), pen);
        Ok(vec![Put { key: key.to_owned(), value: content.in_envelope_of(item) }])
    }

    /// Confirm an item as it stands: author, source and time of writing stay; the confirmation says
    /// who looked, and which events they knew of.
    ///
    /// # Errors
    /// [`EditError`] when nothing stands there or it is in dispute.
    pub fn confirm(
        &self,
        key: &str,
        confirming: &Confirming,
        pen: &mut Pen<'_>,
    ) -> Result<Vec<Put>, EditError> {
        let (slot, at) = self.find(key)?;
        agreed(slot, &at)?;
        let mut item = standing(slot, &at)?.clone();
        item.id = pen.item_id();
        item.confirmed = Some(confirming.confirmation(pen));
        item.review_due = confirming.review_due.or(item.review_due);
        item.valid_until = confirming.valid_until.or(item.valid_until);
        let content = item.content.clone();
        Ok(vec![Put { key: key.to_owned(), value: content.in_envelope_of(item.map(drop)) }])
    }

    /// Settle a dispute: the writing names every value that whoever settles it had before them.
    ///
    /// # Errors
    /// [`EditError`] when there is no dispute there, or the content is of another kind.
    pub fn settle(
        &self,
        key: &str,
        settling: Settling,
        reason: Text,
        writing: Writing,
        pen: &mut Pen<'_>,
    ) -> Result<Vec<Put>, EditError> {
        let (slot, at) = self.find(key)?;
        if !at.guarded || at.values.len() < 2 {
            return Err(EditError::NotDisputed { name: slot.name() });
        }
        let settles = List(at.writings.clone());
        let (content, item) = match settling {
            Settling::Removed => {
                let shown =
                    at.values.iter().find(|item| item.is_present()).unwrap_or(&at.values[0]);
                (shown.content.clone(), removal(&at, reason, settles, pen))
            }
            Settling::With(content) => {
                same_kind(slot, &content)?;
                filled(&content)?;
                let writing = Writing { reason: Some(reason), ..writing };
                let mut item = Item::new((), writing, pen);
                item.settles = settles;
                item.imported = last_import(&at);
                (content, item)
            }
        };
        Ok(vec![Put { key: key.to_owned(), value: content.in_envelope_of(item) }])
    }

    /// State something about a whole list: "none known" is a statement with an author.
    ///
    /// # Errors
    /// [`EditError`] when items stand and none are said to be known, the statement is in dispute,
    /// or the list has no statement.
    pub fn state(
        &self,
        list: Slot,
        statement: Statement,
        writing: Writing,
        pen: &mut Pen<'_>,
    ) -> Result<Vec<Put>, EditError> {
        let slot = list.statement().ok_or(EditError::NoStatement { name: list.name() })?;
        let found = self.of_slot(list).iter().filter(|value| value.stands()).count();
        if statement.says == Says::NoneKnown && found > 0 {
            return Err(EditError::ItemsStand { name: list.name(), found });
        }
        if let Some((_, at)) = self.at(slot.word()) {
            agreed(slot, &at)?;
        }
        let content = statement_content(slot, statement)
            .ok_or(EditError::NoStatement { name: list.name() })?;
        let mut item = Item::new((), writing, pen);
        item.imported = self.at(slot.word()).and_then(|(_, at)| last_import(&at));
        Ok(vec![Put { key: slot.word().to_owned(), value: content.in_envelope_of(item) }])
    }

    /// Settle "none known" beside items that stand, naming both.
    ///
    /// # Errors
    /// [`EditError::NotDisputed`] when they do not both stand.
    pub fn settle_none_known(
        &self,
        list: Slot,
        keep: Keep,
        reason: &Text,
        pen: &mut Pen<'_>,
    ) -> Result<Vec<Put>, EditError> {
        let conflict = self
            .none_known_conflicts()
            .into_iter()
            .find(|conflict| conflict.list == list)
            .ok_or(EditError::NotDisputed { name: list.name() })?;
        let keys: Vec<&String> =
            std::iter::once(&conflict.statement).chain(&conflict.items).collect();
        let mut seen: Vec<ItemId> =
            keys.iter().filter_map(|key| self.at(key)).flat_map(|(_, at)| at.writings).collect();
        seen.sort_unstable();
        let goes: Vec<&String> = match keep {
            Keep::Items => vec![&conflict.statement],
            Keep::NoneKnown => conflict.items.iter().collect(),
        };
        let mut puts = Vec::new();
        for key in goes {
            let (_, at) = self.find(key)?;
            let shown = at.values.iter().find(|item| item.is_present()).unwrap_or(&at.values[0]);
            let content = shown.content.clone();
            let item = removal(&at, reason.clone(), List(seen.clone()), pen);
            puts.push(Put { key: key.clone(), value: content.in_envelope_of(item) });
        }
        Ok(puts)
    }

    fn find(&self, key: &str) -> Result<(Slot, AtKey), EditError> {
        let slot = Slot::of_key(key).ok_or(EditError::NoSuchKey)?;
        self.at(key)
            .filter(|(_, at)| !at.values.is_empty())
            .ok_or(EditError::NothingStands { name: slot.name() })
    }

    /// Whoever adds to a list that was said to be empty has seen that it was.
    pub(super) fn take_back_none_known(&self, list: Slot, pen: &mut Pen<'_>) -> Option<Put> {
        let slot = list.statement()?;
        let (_, at) = self.at(slot.word())?;
        let [stands] = at.values.as_slice() else { return None };
        let Some(Statement { says: Says::NoneKnown, .. }) = said(&stands.content) else {
            return None;
        };
        if !stands.is_present() {
            return None;
        }
        let reason = Text::new("something was added to this list").expect("these words are short");
        let item = removal(&at, reason, List(at.writings.clone()), pen);
        Some(Put { key: slot.word().to_owned(), value: stands.content.in_envelope_of(item) })
    }
}

fn filled(content: &Content) -> Result<(), EditError> {
    if content.filled().is_empty() {
        return Err(EditError::Empty { name: content.slot().name() });
    }
    Ok(())
}

pub(super) fn same_kind(slot: Slot, content: &Content) -> Result<(), EditError> {
    if content.slot() == slot {
        return Ok(());
    }
    Err(EditError::OtherKind { expected: slot.word(), found: content.slot().word() })
}

pub(super) fn agreed(slot: Slot, at: &AtKey) -> Result<(), EditError> {
    if at.guarded && at.values.len() > 1 {
        return Err(EditError::Disputed { name: slot.name() });
    }
    Ok(())
}

fn standing(slot: Slot, at: &AtKey) -> Result<&Item<Content>, EditError> {
    at.values
        .first()
        .filter(|item| item.is_present())
        .ok_or(EditError::NothingStands { name: slot.name() })
}

fn last_import(at: &AtKey) -> Option<ImportedAs> {
    at.values.iter().find_map(|item| item.imported.clone())
}

fn removal(at: &AtKey, reason: Text, settles: List<ItemId>, pen: &mut Pen<'_>) -> Item<()> {
    let writing = Writing { reason: Some(reason), ..Writing::from(Source::Author) };
    let mut item = Item::new((), writing, pen);
    item.status = Status::Removed;
    item.settles = settles;
    item.imported = last_import(at);
    item
}

fn statement_content(slot: Slot, statement: Statement) -> Option<Content> {
    Some(match slot {
        Slot::RisksStatement => Content::RisksStatement(statement),
        Slot::SafeguardingStatement => Content::SafeguardingStatement(statement),
        Slot::RestrictionsStatement => Content::RestrictionsStatement(statement),
        Slot::AllergiesStatement => Content::AllergiesStatement(statement),
        Slot::MedicinesStatement => Content::MedicinesStatement(statement),
        Slot::AuthoritiesStatement => Content::AuthoritiesStatement(statement),
        Slot::NextOfKinStatement => Content::NextOfKinStatement(statement),
        _ => return None,
    })
}

const fn said(content: &Content) -> Option<&Statement> {
    match content {
        Content::RisksStatement(statement)
        | Content::SafeguardingStatement(statement)
        | Content::RestrictionsStatement(statement)
        | Content::AllergiesStatement(statement)
        | Content::MedicinesStatement(statement)
        | Content::AuthoritiesStatement(statement)
        | Content::NextOfKinStatement(statement) => Some(statement),
        _ => None,
    }
}
