//! Something happened to a person, after which guidance must be confirmed again.
//!
//! A fall, an admission, a discharge, a change of medicine, a safeguarding concern, a restriction
//! used. It stands in the month; which sections it unconfirms is a table in policy. A confirmation
//! names the events it has seen, so an event counts whatever its time.

use holdfast_ledger::{RecordId, Timestamp};

use super::definition::content;
use super::kind::{EventKind, RecordKind};
use super::log::Logged;
use super::reference::{PersonRef, RecordRef};
use super::sheet::{OnSheet, Sheet};
use super::text::Text;
use super::visit::standing;

content! {
    /// What happened; when is the envelope's *occurred*. Source: NHS MODS (DAPB4102);
    /// CQC (Registration) Regulations 2009 reg 18(2).
    pub struct Event = "event" {
        /// Whom it happened to.
        0 person: PersonRef = "person",
        /// What happened.
        1 kind: EventKind = "what happened",
        /// More about it, in words.
        2 note: Option<Text> = "note",
        /// The visit it became known at.
        3 visit: Option<RecordRef> = "visit",
    }
}

impl Logged for Event {
    const COLLECTION: &'static str = "event";
}

impl OnSheet for Event {
    const RECORD: RecordKind = RecordKind::Event;
}

/// An event as the state of a section needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Happened {
    /// The event's record: what a confirmation names.
    pub record: RecordId,
    /// What happened.
    pub kind: EventKind,
    /// When, as its author says.
    pub occurred: Timestamp,
}

/// What a record of an event says happened: the first thing it says that was not struck.
pub fn happened(record: RecordId, sheet: &Sheet<Event>) -> Option<Happened> {
    let (entry, event) = standing(&sheet.entries).next()?;
    Some(Happened { record, kind: event.kind, occurred: entry.occurred() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::log::Said;
    use crate::care::scene::{AMINA, DOREEN, at, onto, pen, text};
    use crate::care::{Fields, Record};

    #[test]
    fn a_fall_is_known_by_when_it_happened_until_it_is_struck() {
        let record = RecordId([6; 16]);
        let fall = Event { person: DOREEN, kind: EventKind::Fall, note: None, visit: None };
        let mut fields = Fields::new();
        let puts = pen(AMINA, at(8, 0), |pen| Sheet::begin(fall, Said::at(at(3, 0)), pen));
        onto(&mut fields, puts.unwrap());
        let sheet = Sheet::read(&fields);
        assert_eq!(
            happened(record, &sheet),
            Some(Happened { record, kind: EventKind::Fall, occurred: at(3, 0) })
        );
        let entry = sheet.first().unwrap();
        let reason = text("it was the cat");
        onto(&mut fields, [pen(AMINA, at(8, 5), |pen| entry.strike(reason, None, pen))]);
        assert_eq!(happened(record, &Sheet::read(&fields)), None);
    }
}
