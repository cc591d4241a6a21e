//! Read and understood: bound to the exact version that was on the screen.
//!
//! Signed offline, by the reader, for themselves. It says which changed items were shown, so that
//! only what changes afterwards asks to be acknowledged again.

use holdfast_ledger::{MemberId, RecordId};

use super::amendment::Entry;
use super::basis::Basis;
use super::basis::PolicyVersion;
use super::definition::content;
use super::kind::RecordKind;
use super::list::List;
use super::log::Logged;
use super::reference::{ItemRef, PersonRef};
use super::sheet::{OnSheet, Sheet};

content! {
    /// Read and understood; by whom and when are the envelope's. Source: Regulated Activities
    /// Regulations 2014 reg 17(2)(c); NICE NG67.
    pub struct Acknowledgement = "acknowledgement" {
        /// Whose guidance it is; nothing for policy.
        0 person: Option<PersonRef> = "person",
        /// What was read.
        1 read: Basis = "what was read",
        /// The policy by which its states were shown.
        2 policy: Option<PolicyVersion> = "policy version",
        /// The items that were shown as changed since this reader was last here.
        3 changed: List<ItemRef> = "changed items shown",
    }
}

impl Logged for Acknowledgement {
    const COLLECTION: &'static str = "read";
}

impl OnSheet for Acknowledgement {
    const RECORD: RecordKind = RecordKind::Acknowledgement;
}

/// What a member last read of a record: the acknowledgement they wrote last, struck ones left out.
pub fn last_read(
    member: MemberId,
    record: RecordId,
    sheets: &[Sheet<Acknowledgement>],
) -> Option<&Entry<Acknowledgement>> {
    sheets
        .iter()
        .filter_map(Sheet::first)
        .filter(|entry| entry.original().author == member)
        .filter(|entry| entry.content().is_some_and(|read| read.read.record.0 == record))
        .max_by_key(|entry| (entry.original().written, entry.id()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::log::Said;
    use crate::care::reference::RecordRef;
    use crate::care::scene::{AMINA, BEN, DOREEN, at, item_id, onto, pen, text};
    use crate::care::summary::{Content, Slot, Summary};
    use crate::care::{Fields, Put, Record, Source, Writing};
    use holdfast_ledger::Timestamp;

    const SUMMARY: RecordId = RecordId([7; 16]);

    fn summary(risk: &str) -> Summary {
        let Ok(Content::Alert(alert)) = Content::from_texts(Slot::Alert, &[("alert", risk)]) else {
            panic!("an alert has the field `alert`")
        };
        let item = pen(BEN, at(0, 0), |pen| {
            crate::care::Item::new(alert, Writing::from(Source::Author), pen)
        });
        let mut fields = Fields::new();
        onto(&mut fields, [Put::item("alert/1", &item)]);
        Summary::read(&fields)
    }

    fn reads(who: MemberId, when: Timestamp, read: &Summary) -> Sheet<Acknowledgement> {
        let acknowledgement = Acknowledgement {
            person: Some(DOREEN),
            read: Basis::of(RecordRef(SUMMARY), &[[2; 32], [1; 32], [2; 32]], read),
            policy: None,
            changed: List(vec![ItemRef(item_id(1))]),
        };
        let mut fields = Fields::new();
        let puts =
            pen(who, when, |pen| Sheet::begin(acknowledgement, Said::default(), pen)).unwrap();
        onto(&mut fields, puts);
        Sheet::read(&fields)
    }

    #[test]
    fn amina_is_bound_to_what_she_read_and_not_to_what_came_later() {
        let before = summary("the dog is not friendly");
        let sheets = [
            reads(AMINA, at(7, 0), &summary("an older one")),
            reads(AMINA, at(8, 0), &before),
            reads(BEN, at(9, 0), &before),
        ];
        let read = last_read(AMINA, SUMMARY, &sheets).unwrap();
        assert_eq!(read.original().written, at(8, 0));
        let basis = &read.content().unwrap().read;
        assert!(basis.reads_the_same(&before));
        assert!(!basis.reads_the_same(&summary("the dog is friendly")));
        let heads: Vec<u8> = basis.heads.iter().map(|head| head.0.0[0]).collect();
        assert_eq!(heads, [1, 2], "sorted, each once");
        assert_eq!(last_read(AMINA, RecordId([8; 16]), &sheets), None);
    }

    #[test]
    fn a_struck_acknowledgement_counts_no_longer() {
        let read = summary("the dog is not friendly");
        let sheet = reads(AMINA, at(8, 0), &read);
        let entry = sheet.first().unwrap();
        let mut fields = Fields::new();
        onto(&mut fields, [Put::item(entry.key(), entry.original())]);
        let reason = text("that was Ben on my phone");
        onto(&mut fields, [pen(AMINA, at(8, 5), |pen| entry.strike(reason, None, pen))]);
        assert_eq!(last_read(AMINA, SUMMARY, &[Sheet::read(&fields)]), None);
    }
}
