//! A carer cannot change the summary, but sees what is wrong with it: a suggested update.
//!
//! The suggestion is written in the month, where every carer writes. Its ruling is a record of the
//! same kind in the *standing*, where only those who answer for the guidance write, and in the same
//! save as the change to the summary: neither stands without the other, and no carer can rule.

use holdfast_ledger::RecordId;

use super::amendment::Entry;
use super::definition::{Defined, FieldError, content, missing, words};
use super::kind::RecordKind;
use super::list::List;
use super::log::Logged;
use super::reference::{ItemRef, KeyRef, PersonRef, RecordRef};
use super::sheet::{OnSheet, Sheet};
use super::text::Text;
use super::visit::standing;

content! {
    /// What somebody thinks the summary should say. Source: PRSB About Me (kept up to date with
    /// the person and those who support them).
    pub struct SuggestedUpdate = "suggested update" {
        /// Whose summary.
        0 person: PersonRef = "person",
        /// The item it is about; nothing for something new.
        1 about: Option<KeyRef> = "about",
        /// The writing of that item that was on the screen.
        2 version: Option<ItemRef> = "version seen",
        /// What it should say.
        3 what: Text = "what it should say",
        /// How the author knows.
        4 why: Option<Text> = "why",
    }
}

impl Logged for SuggestedUpdate {
    const COLLECTION: &'static str = "suggestion";
}

impl OnSheet for SuggestedUpdate {
    const RECORD: RecordKind = RecordKind::SuggestedUpdate;
}

words! {
    /// What was decided about a suggestion.
    pub enum Verdict: u8 = "verdict" {
        /// The summary was changed.
        1 Accepted = "accepted",
        /// The summary stays as it is, with a reason.
        2 Declined = "declined",
    }
}

content! {
    /// What was decided about a suggested update.
    pub struct Ruling = "ruling" {
        /// The suggestion.
        0 suggestion: RecordRef = "suggestion",
        /// What was decided.
        1 verdict: Verdict = "verdict",
        /// Why; needed to decline.
        2 why: Option<Text> = "why",
        /// The items of the summary that were written because of it.
        3 wrote: List<ItemRef> = "items written",
    }
}

impl Logged for Ruling {
    const COLLECTION: &'static str = "ruling";

    fn check(&self) -> Result<(), FieldError> {
        if self.verdict == Verdict::Declined && self.why.is_none() {
            return Err(missing::<Text>(Self::NAME, "why"));
        }
        Ok(())
    }
}

impl OnSheet for Ruling {
    const RECORD: RecordKind = RecordKind::SuggestedUpdate;
}

/// What was decided about a suggestion: of several rulings in the standing, the one written last;
/// nothing while it is open.
pub fn ruling(suggestion: RecordId, sheets: &[Sheet<Ruling>]) -> Option<&Entry<Ruling>> {
    sheets
        .iter()
        .flat_map(|sheet| standing(&sheet.entries))
        .filter(|(_, ruling)| ruling.suggestion.0 == suggestion)
        .map(|(entry, _)| entry)
        .max_by_key(|entry| (entry.current().written, entry.id()))
}
