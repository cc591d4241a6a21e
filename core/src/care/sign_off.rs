//! Signing off a shift, by exception: whoever runs it looks at what stands out and signs for the
//! rest in one go. A kind of its own, because it takes another right than writing a visit.
//!
//! It closes nothing. What is written or amended later stands, and shows as changed since.

use holdfast_ledger::{MemberId, RecordId, Timestamp};
use serde::Serialize;

use super::basis::Basis;
use super::definition::content;
use super::fields::Record;
use super::item::Digest;
use super::json;
use super::kind::RecordKind;
use super::list::List;
use super::log::Logged;
use super::sheet::{OnSheet, Sheet};
use super::text::{Line, Text};
use super::visit::{Visit, standing};

content! {
    /// A signature under the visits of a shift. Source: Regulated Activities Regulations 2014
    /// reg 17(2)(c).
    pub struct SignOff = "sign-off" {
        /// The visits, each as it read.
        0 visits: List<Basis> = "visits",
        /// The exceptions that were shown, and looked at.
        1 exceptions: List<Line> = "exceptions looked at",
        /// Anything else.
        2 note: Option<Text> = "note",
    }
}

impl Logged for SignOff {
    const COLLECTION: &'static str = "sign-off";
}

impl OnSheet for SignOff {
    const RECORD: RecordKind = RecordKind::SignOff;
}

/// Whether a visit is signed off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignedOff {
    /// Nobody has.
    NotYet,
    /// As it reads now.
    Yes(Signature),
    /// As it read then; something was written or amended since.
    ChangedSince(Signature),
}

/// Who signed, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// Who.
    #[serde(serialize_with = "json::id")]
    pub by: MemberId,
    /// When, by their device's clock.
    #[serde(serialize_with = "json::moment")]
    pub at: Timestamp,
    /// Whether they were at that visit themselves.
    pub own_visit: OwnVisit,
}

/// Whether somebody signed for a visit they were at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnVisit {
    /// Somebody else's visit.
    No,
    /// Their own: shown, so that another may look.
    Yes,
}

/// Whether this visit is signed off: by the latest signature under it as it reads now, else by the
/// latest under it at all. A sign-off that was struck does not count.
pub fn signed_off(record: RecordId, visit: &Visit, sheets: &[Sheet<SignOff>]) -> SignedOff {
    let readable = Digest::of(&visit.readable());
    let mut signed: Vec<(bool, Timestamp, MemberId)> = sheets
        .iter()
        .flat_map(|sheet| standing(&sheet.entries))
        .flat_map(|(entry, sign_off)| {
            let item = entry.current();
            let same = move |basis: &&Basis| basis.record.0 == record;
            sign_off
                .visits
                .iter()
                .filter(same)
                .map(move |basis| (basis.readable.0 == readable, item.written, item.author))
        })
        .collect();
    signed.sort_unstable();
    let Some((as_it_reads, at, by)) = signed.last().copied() else {
        return SignedOff::NotYet;
    };
    let there = standing(&visit.arrived).any(|(_, arrived)| arrived.member.0 == by);
    let own_visit = if there { OwnVisit::Yes } else { OwnVisit::No };
    let signature = Signature { by, at, own_visit };
    if as_it_reads { SignedOff::Yes(signature) } else { SignedOff::ChangedSince(signature) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::log::{Said, record};
    use crate::care::reference::{MemberRef, RecordRef};
    use crate::care::scene::{AMINA, MO, at, onto, pen, text};
    use crate::care::visit_log::{Arrived, Note};
    use crate::care::{Fields, Put};

    const VISIT: RecordId = RecordId([1; 16]);

    fn note(words: &str) -> Put {
        let note = Note { text: text(words) };
        pen(AMINA, at(8, 0), |pen| record(note, Said::default(), pen)).unwrap()
    }

    fn signs(who: MemberId, at: Timestamp, visit: &Visit) -> Sheet<SignOff> {
        let sign_off = SignOff {
            visits: List(vec![Basis::of(RecordRef(VISIT), &[[4; 32]], visit)]),
            exceptions: List(Vec::new()),
            note: None,
        };
        let mut fields = Fields::new();
        onto(
            &mut fields,
            pen(who, at, |pen| Sheet::begin(sign_off, Said::default(), pen)).unwrap(),
        );
        Sheet::read(&fields)
    }

    #[test]
    fn mo_signs_and_a_later_note_stands_and_shows_as_changed_since() {
        let mut fields = Fields::new();
        let arrived = Arrived { member: MemberRef(AMINA), note: None };
        onto(
            &mut fields,
            [pen(AMINA, at(8, 0), |pen| record(arrived, Said::default(), pen)).unwrap()],
        );
        onto(&mut fields, [note("Well")]);
        let visit = Visit::read(&fields);
        assert_eq!(signed_off(VISIT, &visit, &[]), SignedOff::NotYet);
        let sheet = signs(MO, at(17, 0), &visit);
        let mos = Signature { by: MO, at: at(17, 0), own_visit: OwnVisit::No };
        assert_eq!(signed_off(VISIT, &visit, std::slice::from_ref(&sheet)), SignedOff::Yes(mos));
        assert_eq!(
            signed_off(RecordId([2; 16]), &visit, std::slice::from_ref(&sheet)),
            SignedOff::NotYet
        );
        onto(&mut fields, [note("One more thing")]);
        let later = Visit::read(&fields);
        assert_eq!(later.notes.len(), 2);
        assert_eq!(
            signed_off(VISIT, &later, std::slice::from_ref(&sheet)),
            SignedOff::ChangedSince(mos)
        );
        let again = signs(AMINA, at(16, 0), &later);
        assert_eq!(
            signed_off(VISIT, &later, &[sheet, again]),
            SignedOff::Yes(Signature { by: AMINA, at: at(16, 0), own_visit: OwnVisit::Yes }),
            "hers is for how it reads now, and it shows that she was there"
        );
    }
}
