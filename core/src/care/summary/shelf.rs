//! How each kind of item stands in a summary: one, many, plainly, or apart.
//!
//! The four shapes read themselves from a record, write themselves into its readable form and show
//! their envelopes, so that everything which walks a whole summary is written once.

use std::ops::Deref;

use holdfast_ledger::{MemberId, Timestamp};
use serde::Serialize;

use super::slot::Content;
use crate::care::guarded::{Cautious, Guarded, Reading, Valued};
use crate::care::item::{Confirmation, Item, ItemId, Source, Status};
use crate::care::{Date, Readable, Reader};

/// One guarded value at one key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct One<T>(pub(super) Option<Guarded<T>>);

/// A collection of guarded values, in the order of their keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Many<T>(pub(super) Vec<Guarded<T>>);

/// One value outside the six sections: a deterministic winner, the others in sight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Plain<T>(pub(super) Option<Valued<T>>);

/// One value that is never part of a list, a print or the readable form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart<T>(pub(super) Option<Guarded<T>>);

macro_rules! derefs {
    ($name:ident to $target:ident<$inner:ident>) => {
        impl<T> Default for $name<T> {
            fn default() -> Self {
                Self(Default::default())
            }
        }

        impl<T> Deref for $name<T> {
            type Target = $target<$inner<T>>;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }
    };
}

derefs!(One to Option<Guarded>);
derefs!(Many to Vec<Guarded>);
derefs!(Plain to Option<Valued>);

impl<T> Default for Apart<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Many<T> {
    /// The one at a key.
    pub fn at(&self, key: &str) -> Option<&Guarded<T>>
    where
        T: Cautious,
    {
        self.0.iter().find(|guarded| guarded.key() == key)
    }
}

impl<T: Cautious> One<T> {
    /// The content everybody agrees on.
    pub fn agreed(&self) -> Option<&T> {
        self.0.as_ref().and_then(Guarded::agreed).map(|item| &item.content)
    }
}

impl<T: Cautious> Plain<T> {
    /// The winner's content.
    pub fn content(&self) -> Option<&T> {
        self.0.as_ref().and_then(Valued::content)
    }
}

/// An item without its content: what states are computed from.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// Which writing.
    pub id: ItemId,
    /// Whether it stands.
    pub status: Status,
    /// Where it comes from.
    pub source: &'a Source,
    /// Who wrote it.
    pub author: MemberId,
    /// When.
    pub written: Timestamp,
    /// Who confirmed it.
    pub confirmed: Option<&'a Confirmation>,
    /// From this day due for review.
    pub review_due: Option<Date>,
    /// Not to be relied on after this day.
    pub valid_until: Option<Date>,
}

impl<'a> Envelope<'a> {
    /// Of an item.
    pub const fn of<T>(item: &'a Item<T>) -> Self {
        Self {
            id: item.id,
            status: item.status,
            source: &item.source,
            author: item.author,
            written: item.written,
            confirmed: item.confirmed.as_ref(),
            review_due: item.review_due,
            valid_until: item.valid_until,
        }
    }
}

/// What to go by while a value is in dispute, whatever its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    /// No ordering is written: no winner, dependent tasks pause.
    NoReading,
    /// Go by the cautious values.
    GoBy,
    /// Not authorised.
    NotAuthorised,
    /// Paused.
    Paused,
}

/// Any value of a summary, seen without its type.
pub trait Value {
    /// Its document key.
    fn key(&self) -> &str;
    /// Whether it is guarded: never merged, and asks to be acknowledged again when it changes.
    fn is_guarded(&self) -> bool;
    /// Whether more than one thing is said.
    fn is_disputed(&self) -> bool;
    /// Whether anything stands.
    fn stands(&self) -> bool;
    /// How many of its values this version cannot read.
    fn unreadable(&self) -> usize;
    /// Each distinct thing said, by its envelope, removals among them.
    fn envelopes(&self, each: &mut dyn FnMut(Envelope<'_>));
    /// What to go by in a dispute.
    fn caution(&self) -> Caution;
}

impl<T: Cautious> Value for Guarded<T> {
    fn key(&self) -> &str {
        self.key()
    }

    fn is_guarded(&self) -> bool {
        true
    }

    fn is_disputed(&self) -> bool {
        self.is_disputed()
    }

    fn stands(&self) -> bool {
        self.stands()
    }

    fn unreadable(&self) -> usize {
        self.unreadable()
    }

    fn envelopes(&self, each: &mut dyn FnMut(Envelope<'_>)) {
        self.values().iter().for_each(|item| each(Envelope::of(item)));
    }

    fn caution(&self) -> Caution {
        match self.cautious() {
            None => Caution::NoReading,
            Some(Reading::GoBy(_)) => Caution::GoBy,
            Some(Reading::NotAuthorised) => Caution::NotAuthorised,
            Some(Reading::Paused) => Caution::Paused,
        }
    }
}

impl<T: Cautious> Value for Valued<T> {
    fn key(&self) -> &str {
        self.key()
    }

    fn is_guarded(&self) -> bool {
        false
    }

    fn is_disputed(&self) -> bool {
        false
    }

    fn stands(&self) -> bool {
        self.winner().is_present()
    }

    fn unreadable(&self) -> usize {
        0
    }

    fn envelopes(&self, each: &mut dyn FnMut(Envelope<'_>)) {
        each(Envelope::of(self.winner()));
    }

    fn caution(&self) -> Caution {
        Caution::NoReading
    }
}

/// Everything that stands at one key, with its contents: what editing starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtKey {
    /// Each distinct thing said; of an unguarded value the winner first.
    pub values: Vec<Item<Content>>,
    /// The ids of every writing that stands here.
    pub writings: Vec<ItemId>,
    /// Whether it is guarded.
    pub guarded: bool,
}

/// What every shape can do.
pub(super) trait Shelf<T: Cautious>: Sized {
    fn read(reader: &mut Reader<'_>, key: &str) -> Self;
    fn readable(&self, form: &mut Readable);
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a dyn Value));
    fn at(&self, key: &str, wrap: fn(T) -> Content) -> Option<AtKey>;
}

fn at_guarded<T: Cautious>(guarded: &Guarded<T>, wrap: fn(T) -> Content) -> AtKey {
    AtKey {
        values: guarded.values().iter().map(|item| item.clone().map(wrap)).collect(),
        writings: guarded.writings().to_vec(),
        guarded: true,
    }
}

impl<T: Cautious> Shelf<T> for One<T> {
    fn read(reader: &mut Reader<'_>, key: &str) -> Self {
        Self(reader.guarded(key))
    }

    fn readable(&self, form: &mut Readable) {
        self.0.iter().for_each(|guarded| form.guarded(guarded));
    }

    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a dyn Value)) {
        self.0.iter().for_each(|guarded| visit(guarded));
    }

    fn at(&self, key: &str, wrap: fn(T) -> Content) -> Option<AtKey> {
        self.0.as_ref().filter(|guarded| guarded.key() == key).map(|one| at_guarded(one, wrap))
    }
}

impl<T: Cautious> Shelf<T> for Many<T> {
    fn read(reader: &mut Reader<'_>, key: &str) -> Self {
        Self(reader.guarded_in(key))
    }

    fn readable(&self, form: &mut Readable) {
        self.0.iter().for_each(|guarded| form.guarded(guarded));
    }

    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a dyn Value)) {
        self.0.iter().for_each(|guarded| visit(guarded));
    }

    fn at(&self, key: &str, wrap: fn(T) -> Content) -> Option<AtKey> {
        self.at(key).map(|guarded| at_guarded(guarded, wrap))
    }
}

impl<T: Cautious> Shelf<T> for Plain<T> {
    fn read(reader: &mut Reader<'_>, key: &str) -> Self {
        Self(reader.valued(key))
    }

    fn readable(&self, form: &mut Readable) {
        self.0.iter().for_each(|valued| form.valued(valued));
    }

    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a dyn Value)) {
        self.0.iter().for_each(|valued| visit(valued));
    }

    fn at(&self, key: &str, wrap: fn(T) -> Content) -> Option<AtKey> {
        let valued = self.0.as_ref().filter(|valued| valued.key() == key)?;
        let items = std::iter::once(valued.winner()).chain(valued.others().iter().rev());
        let values: Vec<Item<Content>> = items.map(|item| item.clone().map(wrap)).collect();
        let writings = values.iter().map(|item| item.id).collect();
        Some(AtKey { values, writings, guarded: false })
    }
}

impl<T: Cautious> Shelf<T> for Apart<T> {
    fn read(reader: &mut Reader<'_>, key: &str) -> Self {
        Self(reader.guarded(key))
    }

    fn readable(&self, form: &mut Readable) {
        self.0.iter().for_each(|guarded| form.withhold(guarded));
    }

    fn each<'a>(&'a self, _: &mut dyn FnMut(&'a dyn Value)) {}

    fn at(&self, key: &str, wrap: fn(T) -> Content) -> Option<AtKey> {
        self.0.as_ref().filter(|guarded| guarded.key() == key).map(|one| at_guarded(one, wrap))
    }
}
