//! Entered for the wrong person: hidden at once from all but managers of that ledger, with the
//! reason, and entered again in the right record with its original time and author.
//!
//! Nothing is deleted. The mark stands beside what it hides; taking it back is striking the mark.

use holdfast_ledger::{MemberId, RecordId, Timestamp};
use serde::Serialize;

use super::amendment::Entry;
use super::definition::content;
use super::fields::{Pen, Put};
use super::item::{Item, ItemId, Source, Writing};
use super::json;
use super::kind::RecordKind;
use super::list::List;
use super::log::{Logged, enter_again};
use super::reference::{ItemRef, PersonRef, RecordRef};
use super::sheet::{OnSheet, Sheet};
use super::text::{Line, Text};
use super::visit::{Visit, standing};
use super::visit_plan::{ABOUT, About};

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

/// A standing mark as a manager reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marked {
    /// The items; the whole record when empty.
    #[serde(skip)]
    pub items: Vec<ItemId>,
    /// How it came about.
    pub reason: Text,
    /// Who marked it.
    #[serde(serialize_with = "json::id")]
    pub by: MemberId,
    /// When.
    #[serde(serialize_with = "json::moment")]
    pub at: Timestamp,
    /// The record it was entered again in.
    #[serde(skip)]
    pub entered_again: Option<RecordId>,
}

/// The marks that stand on one record, with who placed them and why.
pub fn marked_on(record: RecordId, sheets: &[Sheet<WrongPerson>]) -> Vec<Marked> {
    let mut marked: Vec<Marked> = sheets
        .iter()
        .flat_map(|sheet| standing(&sheet.entries))
        .filter(|(_, mark)| mark.record.0 == record)
        .map(|(entry, mark)| Marked {
            items: mark.items.iter().map(|item| item.0).collect(),
            reason: mark.reason.clone(),
            by: entry.original().author,
            at: entry.original().written,
            entered_again: mark.entered_again.map(|record| record.0),
        })
        .collect();
    marked.sort_by_key(|mark| (mark.at, mark.items.first().copied()));
    marked
}

impl Visit {
    /// Leave out what was entered for the wrong person, for a reader who is not a manager. The
    /// count of what is hidden stays.
    pub fn hide(&mut self, marks: &[Mark]) {
        let before = self.entries();
        hide(&mut self.arrived, marks);
        hide(&mut self.not_attended, marks);
        hide(&mut self.assessed, marks);
        hide(&mut self.went_on, marks);
        hide(&mut self.done, marks);
        hide(&mut self.medicines, marks);
        hide(&mut self.observations, marks);
        hide(&mut self.notes, marks);
        hide(&mut self.instructions, marks);
        hide(&mut self.left, marks);
        self.hidden += before - self.entries();
    }

    /// What of this visit is written again for the right person: of these items, or of all when
    /// none is named. The advice is not: it was about the wrong person's summary.
    pub fn enter_again(&self, items: &[ItemId], pen: &mut Pen<'_>) -> Vec<Put> {
        let mut puts = Vec::new();
        again(&self.arrived, items, &mut puts, pen);
        again(&self.not_attended, items, &mut puts, pen);
        again(&self.went_on, items, &mut puts, pen);
        again(&self.done, items, &mut puts, pen);
        again(&self.medicines, items, &mut puts, pen);
        again(&self.observations, items, &mut puts, pen);
        again(&self.notes, items, &mut puts, pen);
        again(&self.instructions, items, &mut puts, pen);
        again(&self.left, items, &mut puts, pen);
        puts
    }

    /// When the first of these entries happened, as its author says; of all when none is named.
    pub fn first_of(&self, items: &[ItemId]) -> Option<Timestamp> {
        let firsts = [
            first(&self.arrived, items),
            first(&self.not_attended, items),
            first(&self.went_on, items),
            first(&self.done, items),
            first(&self.medicines, items),
            first(&self.observations, items),
            first(&self.notes, items),
            first(&self.instructions, items),
            first(&self.left, items),
        ];
        firsts.into_iter().flatten().min()
    }
}

/// What begins the record of a visit to the right person, where there is none yet: at the time at
/// which the visit to the wrong one began.
pub fn begin_again(person: PersonRef, began: Timestamp, pen: &mut Pen<'_>) -> Put {
    let because = Line::new("entered for another person at first");
    let about = About {
        person,
        unplanned: because.ok(),
        round: None,
        commissioned_by: None,
        delivered_by: None,
        pathway: None,
    };
    let item =
        Item { occurred: Some(began), ..Item::new(about, Writing::from(Source::Author), pen) };
    Put::item(ABOUT, &item)
}

fn hide<T: Logged>(entries: &mut Vec<Entry<T>>, marks: &[Mark]) {
    entries.retain(|entry| !marks.iter().any(|mark| entry.all().any(|item| mark.hides(item.id))));
}

/// Those of the entries that are named, or all when none is. What was struck stays where it was.
fn named<'a, T>(entries: &'a [Entry<T>], items: &[ItemId]) -> impl Iterator<Item = &'a Entry<T>> {
    let is =
        |entry: &Entry<T>| items.is_empty() || entry.all().any(|item| items.contains(&item.id));
    standing(entries).map(|(entry, _)| entry).filter(move |entry| is(entry))
}

fn first<T>(entries: &[Entry<T>], items: &[ItemId]) -> Option<Timestamp> {
    named(entries, items).map(Entry::occurred).min()
}

fn again<T: Logged>(
    entries: &[Entry<T>],
    items: &[ItemId],
    puts: &mut Vec<Put>,
    pen: &mut Pen<'_>,
) {
    puts.extend(named(entries, items).map(|entry| enter_again(entry, pen)));
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
