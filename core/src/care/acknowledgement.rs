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
    /// Regulations 2014 reg 17(2)(c); NICE NG67 1.3.
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
