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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::log::Said;
    use crate::care::scene::{AMINA, CAROL, DOREEN, MO, at, onto, pen, text};
    use crate::care::{Fields, Record};
    use holdfast_ledger::{MemberId, Timestamp};

    const SUGGESTION: RecordId = RecordId([3; 16]);

    fn rules(
        who: MemberId,
        when: Timestamp,
        verdict: Verdict,
        why: Option<&str>,
    ) -> Result<Sheet<Ruling>, String> {
        let ruling = Ruling {
            suggestion: RecordRef(SUGGESTION),
            verdict,
            why: why.map(text),
            wrote: List(Vec::new()),
        };
        let puts = pen(who, when, |pen| Sheet::begin(ruling, Said::default(), pen))
            .map_err(|error| error.to_string())?;
        let mut fields = Fields::new();
        onto(&mut fields, puts);
        Ok(Sheet::read(&fields))
    }

    #[test]
    fn amina_suggests_and_the_last_ruling_is_shown() {
        let suggestion = SuggestedUpdate {
            person: DOREEN,
            about: None,
            version: None,
            what: text("she now uses the frame in the bathroom too"),
            why: Some(text("saw it this week")),
        };
        let mut fields = Fields::new();
        let puts =
            pen(AMINA, at(8, 0), |pen| Sheet::begin(suggestion.clone(), Said::default(), pen));
        onto(&mut fields, puts.unwrap());
        assert_eq!(Sheet::<SuggestedUpdate>::read(&fields).content(), Some(&suggestion));
        let declined = rules(CAROL, at(9, 0), Verdict::Declined, Some("the OT says no")).unwrap();
        let accepted = rules(MO, at(10, 0), Verdict::Accepted, None).unwrap();
        assert_eq!(ruling(SUGGESTION, &[]), None);
        let both = [accepted, declined];
        let last = ruling(SUGGESTION, &both).and_then(Entry::content).unwrap();
        assert_eq!(last.verdict, Verdict::Accepted);
        assert_eq!(ruling(RecordId([4; 16]), &both), None);
    }

    #[test]
    fn to_decline_takes_a_reason() {
        assert_eq!(
            rules(CAROL, at(9, 0), Verdict::Declined, None),
            Err(
                "ruling, why: expected words (at most 20000 characters); found nothing; fill it in"
                    .to_owned()
            )
        );
    }

    /// A ruling written into the month, where a carer could write it, is not a suggestion's text.
    #[test]
    fn a_ruling_in_the_suggestions_own_record_is_listed_and_rules_nothing() {
        let mut fields = Fields::new();
        let suggestion = SuggestedUpdate {
            person: DOREEN,
            about: None,
            version: None,
            what: text("more tea"),
            why: None,
        };
        let begin = |pen: &mut crate::care::Pen<'_>| {
            let mut puts = Sheet::begin(suggestion.clone(), Said::default(), pen)?;
            let ruling = Ruling {
                suggestion: RecordRef(SUGGESTION),
                verdict: Verdict::Accepted,
                why: None,
                wrote: List(Vec::new()),
            };
            puts.extend(Sheet::begin(ruling, Said::default(), pen)?);
            Ok::<_, FieldError>(puts)
        };
        onto(&mut fields, pen(AMINA, at(8, 0), begin).unwrap());
        let sheet = Sheet::<SuggestedUpdate>::read(&fields);
        assert_eq!(sheet.content(), Some(&suggestion));
        assert_eq!((sheet.entries.len(), sheet.unreadable.len()), (1, 1));
    }
}
