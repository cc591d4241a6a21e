//! A decision: what, by whom, why, on what was known. Written in a few taps, signed at once.

use super::basis::Basis;
use super::definition::content;
use super::kind::RecordKind;
use super::list::List;
use super::log::Logged;
use super::reference::{Moment, PersonRef, RecordRef};
use super::sheet::OnSheet;
use super::text::Text;

content! {
    /// What was decided; by whom and when are the envelope's. Source: Mental Capacity Act 2005
    /// s.4; Regulated Activities Regulations 2014 reg 17(2)(c).
    pub struct Decision = "decision" {
        /// Whom it is about; nothing for the organisation as a whole.
        0 person: Option<PersonRef> = "person",
        /// The visit it was taken at or about.
        1 visit: Option<RecordRef> = "visit",
        /// What was decided.
        2 what: Text = "what was decided",
        /// Why.
        3 why: Text = "why",
        /// What was known: the records that were looked at, each as it read.
        4 known: List<Basis> = "what was known",
        /// The options that were not taken.
        5 rejected: List<Text> = "options rejected",
        /// By when to look at it again.
        6 review_by: Option<Moment> = "review by",
    }
}

impl Logged for Decision {
    const COLLECTION: &'static str = "decision";
}

impl OnSheet for Decision {
    const RECORD: RecordKind = RecordKind::Decision;
}
