//! Bringing a referral in, the first time and every time after.
//!
//! Importing never overwrites and never removes. What is new comes in unconfirmed; what changed
//! *there* since the last import becomes a proposed change for a person to accept or decline; what
//! was changed *here* stays; and what the file no longer has stays too, and is listed.
//!
//! An item of the file is matched with an item here by its kind and its path in the file (the one
//! that says the same, else the first with the first, where one path stands several times), else by
//! saying exactly the same. A kind that has one value only is matched with that value. Current and
//! ended medicines count as one kind here: a medicine that was current at the last import and is
//! stopped now is a change for a person to decide, not a second medicine beside the first.

use std::collections::BTreeSet;

use super::proposal::{EncodedContent, Proposal};
use super::referral::{Proposed, Referral};
use super::shelf::AtKey;
use super::slot::{Content, Shape, Slot, Summary};
use crate::care::fields::{Pen, Put};
use crate::care::item::{Digest, ImportedAs, Item, Source, Writing};

/// What importing one item comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportAction {
    /// It is new: it comes in, unconfirmed.
    Add {
        /// What the file has.
        item: Proposed,
    },
    /// It changed there since the last import: a proposed change, for a person to decide.
    Change {
        /// The item here.
        key: String,
        /// What the file has now.
        item: Proposed,
    },
    /// The file says what it said at the last import, or what already stands here.
    Unchanged {
        /// The item here.
        key: String,
    },
    /// The same change is proposed already, or was declined.
    AlreadyProposed {
        /// The item here.
        key: String,
    },
    /// It was removed here, and the file still says what it said: it is not brought back.
    RemovedHere {
        /// The item here.
        key: String,
    },
    /// It came in before and is not in this file. It stays.
    NotInFile {
        /// The item here.
        key: String,
    },
}

/// What a referral would do to a summary, item by item, in the order of the file; then what stands
/// here from an earlier import and is not in the file, in the order of keys.
pub fn plan_import(summary: &Summary, referral: &Referral) -> Vec<ImportAction> {
    let mut plan = Planning::new(summary);
    let mut actions: Vec<ImportAction> =
        referral.items.iter().map(|item| plan.action(item)).collect();
    actions.extend(plan.left().map(|key| ImportAction::NotInFile { key }));
    actions
}

/// What to write for a plan: new items unconfirmed, changes as proposals, nothing for the rest.
pub fn import(actions: &[ImportAction], document: Digest, pen: &mut Pen<'_>) -> Vec<Put> {
    actions.iter().filter_map(|action| put(action, document, pen)).collect()
}

fn put(action: &ImportAction, document: Digest, pen: &mut Pen<'_>) -> Option<Put> {
    match action {
        ImportAction::Add { item } => {
            let slot = item.content.slot();
            let key = match slot.shape() {
                Shape::Many => pen.key_in(slot.word()),
                Shape::One | Shape::Plain | Shape::Apart => slot.word().to_owned(),
            };
            let mut envelope = envelope(item, document, pen);
            envelope.imported = Some(imported_as(item, document));
            Some(Put { key, value: item.content.in_envelope_of(envelope) })
        }
        ImportAction::Change { key, item } => {
            let key = crate::care::Line::new(key).ok()?;
            let proposal = Proposal { key, proposed: EncodedContent::of(&item.content) };
            let envelope = envelope(item, document, pen);
            let key = pen.key_in(Slot::Proposal.word());
            Some(Put::item(key, &envelope.map(|()| proposal)))
        }
        _ => None,
    }
}

fn envelope(item: &Proposed, document: Digest, pen: &mut Pen<'_>) -> Item<()> {
    let source = Source::Imported { document, path: item.path.clone() };
    let writing =
        Writing { occurred: item.occurred, reason: item.note.clone(), ..Writing::from(source) };
    Item::new((), writing, pen)
}

fn imported_as(item: &Proposed, document: Digest) -> ImportedAs {
    ImportedAs { document, path: item.path.clone(), content: content_digest(&item.content) }
}

/// SHA-256 of a content as it came in.
pub(super) fn content_digest(content: &Content) -> Digest {
    Digest::of(&content.to_bytes())
}

/// Whether this kind is a medicine, current or ended.
pub(super) const fn is_medicine(slot: Slot) -> bool {
    matches!(slot, Slot::Medicine | Slot::EndedMedicine)
}

/// Whether items of these kinds may be the same thing at two times.
fn alike(one: Slot, other: Slot) -> bool {
    one == other || (is_medicine(one) && is_medicine(other))
}

/// An item here, with what stands at its key.
type Here = (Slot, String, AtKey);

struct Planning<'a> {
    summary: &'a Summary,
    /// Every item here.
    here: Vec<Here>,
    matched: BTreeSet<String>,
    /// Kinds of one value that an earlier item of this file already fills.
    filled: BTreeSet<Slot>,
}

impl<'a> Planning<'a> {
    fn new(summary: &'a Summary) -> Self {
        let here = summary
            .values()
            .into_iter()
            .filter(|(slot, _)| *slot != Slot::Proposal)
            .filter_map(|(slot, value)| {
                summary.at(value.key()).map(|(_, at)| (slot, value.key().to_owned(), at))
            })
            .collect();
        Self { summary, here, matched: BTreeSet::new(), filled: BTreeSet::new() }
    }

    fn action(&mut self, item: &Proposed) -> ImportAction {
        let slot = item.content.slot();
        let Some((key, at)) = self.matching(item) else {
            if slot.shape() != Shape::Many && !self.filled.insert(slot) {
                return self.change(slot.word().to_owned(), item);
            }
            return ImportAction::Add { item: item.clone() };
        };
        self.matched.insert(key.clone());
        let came = content_digest(&item.content);
        let same_as_last_time = at
            .values
            .iter()
            .filter_map(|value| value.imported.as_ref())
            .any(|last| last.content == came);
        let stands = at.values.iter().any(Item::is_present);
        let says_so =
            at.values.iter().any(|value| value.is_present() && value.content == item.content);
        if says_so || (same_as_last_time && stands) {
            ImportAction::Unchanged { key }
        } else if same_as_last_time {
            ImportAction::RemovedHere { key }
        } else {
            self.change(key, item)
        }
    }

    fn change(&self, key: String, item: &Proposed) -> ImportAction {
        let proposed = EncodedContent::of(&item.content);
        let known =
            self.summary.proposals.iter().flat_map(|proposal| proposal.values()).any(|value| {
                value.content.key.as_str() == key && value.content.proposed == proposed
            });
        if known {
            ImportAction::AlreadyProposed { key }
        } else {
            ImportAction::Change { key, item: item.clone() }
        }
    }

    fn matching(&self, item: &Proposed) -> Option<(String, AtKey)> {
        let slot = item.content.slot();
        let free = || {
            self.here.iter().filter(|(of, key, _)| alike(*of, slot) && !self.matched.contains(key))
        };
        let from_path = |at: &AtKey| {
            at.values
                .iter()
                .filter_map(|value| value.imported.as_ref())
                .any(|last| last.path == item.path)
        };
        let found = if slot.shape() == Shape::Many {
            let stands = |here: &&Here| here.2.values.iter().any(Item::is_present);
            let came = content_digest(&item.content);
            let exact = |here: &&Here| {
                let last = |value: &Item<Content>| value.imported.as_ref().map(|last| last.content);
                here.2
                    .values
                    .iter()
                    .any(|value| value.content == item.content || last(value) == Some(came))
            };
            let there = || free().filter(|(_, _, at)| from_path(at));
            let same = || there().find(|(of, ..)| *of == slot);
            let other = || there().find(|here| here.0 != slot && stands(here));
            there()
                .find(|here| here.0 == slot && stands(here) && exact(here))
                .or_else(|| same().filter(stands))
                .or_else(other)
                .or_else(same)
                .or_else(|| {
                    free().find(|(of, _, at)| {
                        *of == slot && at.values.iter().any(|value| value.content == item.content)
                    })
                })
        } else {
            self.here.iter().find(|(of, _, _)| *of == slot)
        };
        found.map(|(_, key, at)| (key.clone(), at.clone()))
    }

    /// What stands from an earlier import and no item of this file matched.
    fn left(self) -> impl Iterator<Item = String> {
        let matched = self.matched;
        let mut left: Vec<String> = self
            .here
            .into_iter()
            .filter(|(_, key, at)| {
                !matched.contains(key)
                    && at.values.iter().any(|value| value.is_present() && value.imported.is_some())
            })
            .map(|(_, key, _)| key)
            .collect();
        left.sort();
        left.into_iter()
    }
}
