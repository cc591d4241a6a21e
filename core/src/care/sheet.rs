//! A sheet: a record that says one thing, with its amendments. A sign-off, an acknowledgement, a
//! decision, an event are each one.
//!
//! The sheet is an append-only collection like those of a visit, so that a correction is beside
//! what it corrects and two devices can never collide in it.

use serde::Serialize;

use super::amendment::Entry;
use super::definition::FieldError;
use super::fields::{Fields, Pen, Put, Reader, Record, Unreadable};
use super::kind::RecordKind;
use super::log::{self, Logged, Said};
use super::readable::Readable;

/// A content that is a record of its own.
pub trait OnSheet: Logged {
    /// The kind of record.
    const RECORD: RecordKind;
}

/// A record of one content. Normally it holds one entry; whatever else was written into it is
/// listed too, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet<T> {
    /// What it says.
    pub entries: Vec<Entry<T>>,
    /// What this version cannot read.
    pub unreadable: Vec<Unreadable>,
}

impl<T: OnSheet> Record for Sheet<T> {
    const KIND: RecordKind = T::RECORD;

    fn read(fields: &Fields) -> Self {
        let mut reader = Reader::new(fields);
        Self { entries: log::read(&mut reader), unreadable: reader.finish() }
    }

    fn readable(&self) -> Vec<u8> {
        let mut form = Readable::new(Self::KIND);
        log::readable(&mut form, &self.entries);
        form.unreadable(&self.unreadable);
        form.to_bytes()
    }
}

impl<T: OnSheet> Sheet<T> {
    /// Begin one.
    ///
    /// # Errors
    /// [`FieldError`] when the content lacks what it would be worthless without.
    pub fn begin(content: T, said: Said, pen: &mut Pen<'_>) -> Result<Vec<Put>, FieldError> {
        log::record(content, said, pen).map(|put| vec![put])
    }

    /// The first thing it says; nothing while that has not arrived or cannot be read.
    pub fn first(&self) -> Option<&Entry<T>> {
        self.entries.first()
    }

    /// What it says now; nothing when it was struck.
    pub fn content(&self) -> Option<&T> {
        self.first().and_then(Entry::content)
    }
}
