//! Append-only collections: what people record, one item beside the other, never in conflict.
//!
//! Every item has a key of its own (`note/<uuid>`), so two carers write side by side and everything
//! stands. Narrative is kept as it was written, never merged letter by letter.

use holdfast_ledger::Timestamp;

use super::amendment::{Entry, entries};
use super::definition::{Defined, FieldError};
use super::fields::{Fields, Pen, Put, Reader};
use super::item::{Channel, Confirmation, Digest, Item, ItemId, Source, Writing};
use super::kind::RecordKind;
use super::list::List;
use super::medicine_outcome::MedicineOutcome;
use super::readable::Readable;
use super::times::Clock;
use super::visit_log::{
    Arrived, Assessed, Instruction, Left, NotAttended, Note, Observation, TaskOutcome, WentOn,
};

/// A type of content that is recorded in an append-only collection.
pub trait Logged: Defined {
    /// The collection: the part of the key before the slash.
    const COLLECTION: &'static str;

    /// What one field needs of another. Only for what would be worthless without it: nothing that
    /// happened may be refused for being out of order.
    ///
    /// # Errors
    /// [`FieldError`] names the field and what would be accepted.
    fn check(&self) -> Result<(), FieldError> {
        Ok(())
    }

    /// The same, said of another person: without what points into the first one's records.
    #[must_use]
    fn of_another(&self) -> Self {
        self.clone()
    }
}

/// Whether what stands at a key of such a record is only ever added to: whoever corrects it writes an
/// amendment beside it, and nobody writes over it.
pub fn only_added_to(kind: RecordKind, key: &str) -> bool {
    let collection = key.split('/').next().unwrap_or_default();
    match kind {
        RecordKind::Visit => [
            Arrived::COLLECTION,
            Left::COLLECTION,
            NotAttended::COLLECTION,
            Assessed::COLLECTION,
            WentOn::COLLECTION,
            TaskOutcome::COLLECTION,
            MedicineOutcome::COLLECTION,
            Observation::COLLECTION,
            Note::COLLECTION,
            Instruction::COLLECTION,
        ]
        .contains(&collection),
        RecordKind::SignOff
        | RecordKind::Acknowledgement
        | RecordKind::Decision
        | RecordKind::Event
        | RecordKind::SuggestedUpdate
        | RecordKind::WrongPerson => true,
        _ => false,
    }
}

/// What is said about something recorded, besides its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// When it happened; nothing means at the time of writing.
    pub occurred: Option<Timestamp>,
    /// What the device knows of its clock.
    pub clock: Option<Clock>,
    /// From where the author has it: seen, told, or transcribed from paper.
    pub source: Source,
}

impl Default for Said {
    fn default() -> Self {
        Self { occurred: None, clock: None, source: Source::Author }
    }
}

impl Said {
    /// It happened at this time.
    pub fn at(occurred: Timestamp) -> Self {
        Self { occurred: Some(occurred), ..Self::default() }
    }
}

/// Record one thing. It is never refused for the state of the visit, the summary or the clock.
///
/// # Errors
/// [`FieldError`] when the content lacks what it would be worthless without.
pub fn record<T: Logged>(content: T, said: Said, pen: &mut Pen<'_>) -> Result<Put, FieldError> {
    Ok(record_as(content, said, pen)?.1)
}

/// The same, with the id of what is written: for what is written with it and names it.
///
/// # Errors
/// As [`record`].
pub fn record_as<T: Logged>(
    content: T,
    said: Said,
    pen: &mut Pen<'_>,
) -> Result<(ItemId, Put), FieldError> {
    content.check()?;
    let Said { occurred, clock, source } = said;
    let key = pen.key_in(T::COLLECTION);
    let item = Item { occurred, clock, ..Item::new(content, Writing::from(source), pen) };
    Ok((item.id, Put::item(key, &item)))
}

/// Write again, in the right record, what was entered in the wrong one: with its original author,
/// times and source, confirmed by whoever moves it. What pointed into the first person's records
/// (a planned task, a medicine of their summary) is left out: it means nothing here.
pub fn enter_again<T: Logged>(entry: &Entry<T>, pen: &mut Pen<'_>) -> Put {
    let original = entry.current();
    let key = pen.key_in(T::COLLECTION);
    let confirmed = Confirmation {
        by: pen.member,
        at: pen.written,
        how: Channel::Document,
        from: None,
        events_seen: List::default(),
    };
    let item = Item {
        id: pen.item_id(),
        author: entry.original().author,
        written: entry.original().written,
        occurred: original.occurred.or(entry.original().occurred),
        confirmed: Some(confirmed),
        settles: List::default(),
        content: original.content.of_another(),
        ..original.clone()
    };
    Put::item(key, &item)
}

/// Read a collection into entries.
pub(crate) fn read<T: Logged>(reader: &mut Reader<'_>) -> Vec<Entry<T>> {
    let items = reader
        .guarded_in::<T>(T::COLLECTION)
        .iter()
        .flat_map(|guarded| {
            guarded.values().iter().map(|item| (guarded.key().to_owned(), item.clone()))
        })
        .collect();
    entries(items)
}

/// Add a collection to a readable form: every wording of every entry.
pub(crate) fn readable<T: Logged>(form: &mut Readable, entries: &[Entry<T>]) {
    let mut values = Fields::new();
    for entry in entries {
        for (key, item) in entry.keyed() {
            values.entry(key.to_owned()).or_default().push(item.to_bytes());
        }
    }
    for (key, mut values) in values {
        values.sort_by_cached_key(|value| Digest::of(value));
        form.values.insert(key, values);
    }
}
