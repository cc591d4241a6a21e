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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::log::Said;
    use crate::care::scene::{MO, at, item_id, onto, pen, text};
    use crate::care::{Fields, Record};

    const VISIT: RecordId = RecordId([1; 16]);

    fn mark(items: Vec<ItemRef>) -> (Fields, Sheet<WrongPerson>) {
        let mark = WrongPerson {
            record: RecordRef(VISIT),
            kind: RecordKind::Visit,
            items: List(items),
            reason: text("two people of the same name on one round"),
            entered_again: None,
        };
        let mut fields = Fields::new();
        let puts = pen(MO, at(9, 0), |pen| Sheet::begin(mark, Said::default(), pen)).unwrap();
        onto(&mut fields, puts);
        let sheet = Sheet::read(&fields);
        (fields, sheet)
    }

    #[test]
    fn a_mark_hides_what_it_names_and_nothing_of_another_record() {
        let (_, one) = mark(vec![ItemRef(item_id(7))]);
        let (_, whole) = mark(Vec::new());
        let marks = marks_on(VISIT, std::slice::from_ref(&one));
        assert_eq!(marks, [Mark::Item(item_id(7))]);
        assert_eq!((marks[0].hides(item_id(7)), marks[0].hides(item_id(8))), (true, false));
        assert_eq!(marks_on(VISIT, &[whole]), [Mark::Whole]);
        assert_eq!(marks_on(RecordId([2; 16]), &[one]), []);
    }

    #[test]
    fn a_mark_that_was_struck_hides_nothing() {
        let (mut fields, sheet) = mark(Vec::new());
        let entry = sheet.first().unwrap();
        onto(
            &mut fields,
            [pen(MO, at(10, 0), |pen| entry.strike(text("it was the right one"), None, pen))],
        );
        assert_eq!(marks_on(VISIT, &[Sheet::read(&fields)]), []);
    }
}
