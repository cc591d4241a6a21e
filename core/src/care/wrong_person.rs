//! Entered for the wrong person: hidden at once from all but managers of that ledger, with the
//! reason, and entered again in the right record with its original time and author.
//!
//! Nothing is deleted. The mark stands beside what it hides; taking it back is striking the mark.

use holdfast_ledger::RecordId;
use serde::Serialize;

use super::definition::content;
use super::item::ItemId;
use super::json;
use super::kind::RecordKind;
use super::list::List;
use super::log::Logged;
use super::reference::{ItemRef, RecordRef};
use super::sheet::{OnSheet, Sheet};
use super::text::Text;
use super::visit::standing;

content! {
    /// A mark: this was entered for the wrong person. Source: UK GDPR art. 5(1)(d) and (f);
    /// Regulated Activities Regulations 2014 reg 17(2)(c).
    pub struct WrongPerson = "wrong person" {
        /// The record it was entered in.
        0 record: RecordRef = "record",
        /// What kind of record that is.
        1 kind: RecordKind = "kind of record",
        /// The items; the whole record when empty.
        2 items: List<ItemRef> = "items",
        /// How it came about.
        3 reason: Text = "reason",
        /// Where it was entered again, in another person's month.
        4 entered_again: Option<RecordRef> = "entered again in",
    }
}

impl Logged for WrongPerson {
    const COLLECTION: &'static str = "wrong-person";
}

impl OnSheet for WrongPerson {
    const RECORD: RecordKind = RecordKind::WrongPerson;
}

/// What one standing mark hides within one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Mark {
    /// The whole record.
    Whole,
    /// One item, in whatever wording.
    Item(#[serde(serialize_with = "json::id")] ItemId),
}

impl Mark {
    /// Whether it hides this item.
    pub fn hides(&self, id: ItemId) -> bool {
        match self {
            Self::Whole => true,
            Self::Item(item) => *item == id,
        }
    }
}

/// The marks that stand on one record.
pub fn marks_on(record: RecordId, sheets: &[Sheet<WrongPerson>]) -> Vec<Mark> {
    sheets
        .iter()
        .flat_map(|sheet| standing(&sheet.entries))
        .filter(|(_, mark)| mark.record.0 == record)
        .flat_map(|(_, mark)| {
            if mark.items.is_empty() {
                vec![Mark::Whole]
            } else {
                mark.items.iter().map(|item| Mark::Item(item.0)).collect()
            }
        })
        .collect()
}
