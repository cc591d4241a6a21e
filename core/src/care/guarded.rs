//! Guarded values: guidance that two people changed without seeing each other is never merged.
//!
//! All values that stand at one key are kept. Where they say more than one thing there is a
//! *dispute*: both are shown, side by side, until a named person settles it. A *cautious reading* is
//! applied meanwhile only where an ordering is written down in this tree; for every other type there
//! is no winner.

use serde::Serialize;

use super::definition::Defined;
use super::item::{Digest, Item, ItemId};
use super::order::by_key;

/// All values that stand at one key, one for each distinct thing said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Guarded<T> {
    key: String,
    values: Vec<Item<T>>,
    /// The ids of every writing that stands, equal ones among them, sorted: what a settlement names.
    writings: Vec<ItemId>,
    /// How many values stand here that this version cannot read.
    unreadable: usize,
}

/// What stands at a key.
#[derive(Debug, PartialEq, Eq)]
pub enum Standing<'a, T> {
    /// Nothing that can be read.
    Nothing,
    /// One thing is said: a present item, or a removal.
    Agreed(&'a Item<T>),
    /// Several things are said; sorted by the hash of what each says.
    Disputed(&'a [Item<T>]),
}

/// What to go by until a dispute is settled.
#[derive(Debug, PartialEq, Eq)]
pub enum Reading<'a, T> {
    /// Go by these, all of them.
    GoBy(Vec<&'a Item<T>>),
    /// A restriction counts as not authorised.
    NotAuthorised,
    /// A task counts as paused.
    Paused,
}

/// The cautious reading of a type: total, and "no reading" unless an ordering is written down.
pub trait Cautious: Defined {
    /// What to go by while these values are in dispute, in whatever order they come.
    fn cautious(values: &[Item<Self>]) -> Option<Reading<'_, Self>> {
        let _ = values;
        None
    }
}

impl<T: Defined> Guarded<T> {
    /// From every readable value at a key, in any order, and the number that could not be read.
    pub fn new(key: &str, items: Vec<Item<T>>, unreadable: usize) -> Self {
        let mut writings: Vec<ItemId> = items.iter().map(|item| item.id).collect();
        writings.sort_unstable();
        Self { key: key.to_owned(), values: distinct(items), writings, unreadable }
    }

    /// The document key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What stands here.
    pub fn standing(&self) -> Standing<'_, T> {
        match self.values.as_slice() {
            [] => Standing::Nothing,
            [one] => Standing::Agreed(one),
            several => Standing::Disputed(several),
        }
    }

    /// One for each distinct thing said, sorted by the hash of what it says; removals among them.
    pub fn values(&self) -> &[Item<T>] {
        &self.values
    }

    /// The present item everybody agrees on.
    pub fn agreed(&self) -> Option<&Item<T>> {
        match self.standing() {
            Standing::Agreed(item) if item.is_present() => Some(item),
            _ => None,
        }
    }

    /// The values that say something stands: one when agreed, perhaps several in a dispute.
    pub fn present(&self) -> impl Iterator<Item = &Item<T>> {
        self.values.iter().filter(|item| item.is_present())
    }

    /// Whether more than one thing is said.
    pub fn is_disputed(&self) -> bool {
        self.values.len() > 1
    }

    /// Whether anything stands here, disputed or not; a removal everybody agrees on does not.
    pub fn stands(&self) -> bool {
        self.values.iter().any(Item::is_present)
    }

    /// The ids of every writing that stands here: what a settlement names.
    pub fn writings(&self) -> &[ItemId] {
        &self.writings
    }

    /// How many values stand here that this version cannot read.
    pub const fn unreadable(&self) -> usize {
        self.unreadable
    }
}

impl<T: Cautious> Guarded<T> {
    /// What to go by while this is in dispute; nothing where it is not, or no ordering is written.
    pub fn cautious(&self) -> Option<Reading<'_, T>> {
        self.is_disputed().then(|| T::cautious(&self.values)).flatten()
    }
}

/// One item for each distinct thing said: of equal ones the confirmed, then the lowest id.
fn distinct<T: Defined>(items: Vec<Item<T>>) -> Vec<Item<T>> {
    if items.len() < 2 {
        return items;
    }
    let mut items = by_key(items, |item| {
        (item.said(), item.confirmed.is_none(), item.id, Digest::of(&item.to_bytes()))
    });
    items.dedup_by(|later, first| (later.status, &later.content) == (first.status, &first.content));
    items
}

/// A value outside the six sections: one deterministic winner, the others kept in sight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Valued<T> {
    key: String,
    winner: Item<T>,
    others: Vec<Item<T>>,
}

impl<T: Defined> Valued<T> {
    /// The winner is the one written last, then the one with the highest id; nothing when nothing
    /// there can be read.
    pub fn of(guarded: Guarded<T>) -> Option<Self> {
        let Guarded { key, values, .. } = guarded;
        let mut values = by_key(values, |item| (item.written, item.id));
        let winner = values.pop()?;
        Some(Self { key, winner, others: values })
    }

    /// The document key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The winner, a removal perhaps.
    pub const fn winner(&self) -> &Item<T> {
        &self.winner
    }

    /// The winner's content, unless it was removed.
    pub fn content(&self) -> Option<&T> {
        self.winner.is_present().then_some(&self.winner.content)
    }

    /// What else stood at the same time, oldest first.
    pub fn others(&self) -> &[Item<T>] {
        &self.others
    }
}
