//! What came of a medicine: offered, taken, declined, or why not.
//!
//! Every outcome is written beside the version of the medicine and of the summary that were on the
//! screen, so that what was done can be judged by what was known. Nothing is interpreted: the one
//! thing computed is that *uncertain* and *error suspected* must be told to somebody.

use holdfast_ledger::Timestamp;

use super::body_region::BodyRegion;
use super::definition::{Defined, FieldError, content, missing, words};
use super::double_dose::Offer;
use super::item::Item;
use super::log::Logged;
use super::number::Minutes;
use super::reference::{DigestRef, ItemRef, KeyRef, Moment};
use super::summary::medicines::Medicine;
use super::text::{Line, Text};

words! {
    /// What came of a medicine that was due or asked for. Source: NICE NG67 (records of
    /// medicines support).
    pub enum Outcome: u8 = "outcome" {
        /// Taken; the carer saw it.
        1 TakenSeen = "taken (seen)",
        /// Taken; somebody said so.
        2 TakenReported = "taken (reported)",
        /// Part of it was taken.
        3 Partial = "partial",
        /// The person declined it.
        4 Declined = "declined",
        /// It had already been taken.
        5 AlreadyTaken = "already taken",
        /// Asleep, or not able to take it.
        6 AsleepOrUnable = "asleep or unable",
        /// The medicine was not there.
        7 NotAvailable = "not available",
        /// The person was away.
        8 Away = "away",
        /// Withheld because somebody with authority said so.
        9 WithheldOnAdvice = "withheld on advice",
        /// Not required (as needed, and not needed).
        10 NotRequired = "not required",
        /// Dropped or spoiled before it was swallowed.
        11 Spoiled = "spoiled",
        /// Taken and brought up again.
        12 Vomited = "vomited",
        /// Nobody is sure whether it was taken.
        13 Uncertain = "uncertain",
        /// An error is suspected.
        14 ErrorSuspected = "error suspected",
        /// It was not offered.
        15 NotOffered = "not offered",
    }
}

impl Outcome {
    /// Whether somebody must be told now.
    pub const fn needs_escalation(self) -> bool {
        matches!(self, Self::Uncertain | Self::ErrorSuspected)
    }

    /// Whether some of it may be in the person: what counts towards a possible double dose.
    pub const fn may_be_in_the_person(self) -> bool {
        matches!(
            self,
            Self::TakenSeen
                | Self::TakenReported
                | Self::Partial
                | Self::AlreadyTaken
                | Self::Vomited
                | Self::Uncertain
                | Self::ErrorSuspected
        )
    }
}

content! {
    /// What came of one medicine at one time. Source: NICE NG67;
    /// Regulated Activities Regulations 2014 reg 17(2)(c).
    pub struct MedicineOutcome = "medicine outcome" {
        /// Where the medicine stands in the summary; nothing for one that stands in none.
        0 medicine: Option<KeyRef> = "medicine",
        /// Its name and strength as the carer saw them.
        1 name: Line = "name",
        /// The writing of the medicine that was on the screen.
        2 version: Option<ItemRef> = "version of the medicine",
        /// SHA-256 of the readable form of the summary that was on the screen.
        3 plan: Option<DigestRef> = "version of the summary",
        /// The dose as it was planned.
        4 dose: Option<Text> = "dose as planned",
        /// What came of it.
        5 outcome: Outcome = "outcome",
        /// When it was due.
        6 due: Option<Moment> = "due at",
        /// When it was offered.
        7 offered: Option<Moment> = "offered at",
        /// When it was taken.
        8 taken: Option<Moment> = "taken at",
        /// How much was really taken.
        9 amount: Option<Line> = "amount taken",
        /// Where a patch was put.
        10 site: Option<BodyRegion> = "patch put on",
        /// Where the old patch was taken off.
        11 removed_from: Option<BodyRegion> = "old patch taken from",
        /// When the old patch was taken off.
        12 removed_at: Option<Moment> = "old patch taken off at",
        /// Who gave it, where that was family or a friend.
        13 given_by: Option<Line> = "given by",
        /// Why an as-needed medicine was given.
        14 prn_reason: Option<Text> = "why it was needed",
        /// What an as-needed medicine did.
        15 prn_effect: Option<Text> = "what it did",
        /// Who advised to withhold it.
        16 advice_by: Option<Line> = "on whose advice",
        /// Whom the carer told.
        17 told: Option<Line> = "told",
        /// Who saw it.
        18 witness: Option<Line> = "witness",
        /// How old the summary on this device was then.
        19 summary_age: Option<Minutes> = "age of the summary (minutes)",
        /// Anything else.
        20 note: Option<Text> = "note",
    }
}

impl Logged for MedicineOutcome {
    const COLLECTION: &'static str = "medicine";

    fn check(&self) -> Result<(), FieldError> {
        match self.outcome {
            Outcome::WithheldOnAdvice if self.advice_by.is_none() => {
                Err(missing::<Line>(Self::NAME, "advice_by"))
            }
            Outcome::Partial if self.amount.is_none() => Err(missing::<Line>(Self::NAME, "amount")),
            _ => Ok(()),
        }
    }

    fn of_another(&self) -> Self {
        Self { medicine: None, version: None, plan: None, ..self.clone() }
    }
}

impl MedicineOutcome {
    /// An outcome of a medicine that stands in the summary: its key, name, version and dose are
    /// filled in from what is on the screen. Everything else is for the carer to say.
    pub fn of(key: KeyRef, medicine: &Item<Medicine>, outcome: Outcome) -> Self {
        let Medicine { name, strength, dose, .. } = &medicine.content;
        let with_strength =
            strength.as_ref().and_then(|strength| Line::new(&format!("{name} {strength}")).ok());
        Self {
            medicine: Some(key),
            version: Some(ItemRef(medicine.id)),
            dose: dose.clone(),
            ..Self::named(with_strength.unwrap_or_else(|| name.clone()), outcome)
        }
    }

    /// An outcome of a medicine that stands in no summary.
    pub const fn named(name: Line, outcome: Outcome) -> Self {
        Self {
            medicine: None,
            name,
            version: None,
            plan: None,
            dose: None,
            outcome,
            due: None,
            offered: None,
            taken: None,
            amount: None,
            site: None,
            removed_from: None,
            removed_at: None,
            given_by: None,
            prn_reason: None,
            prn_effect: None,
            advice_by: None,
            told: None,
            witness: None,
            summary_age: None,
            note: None,
        }
    }

    /// As an offer, for the check on double doses; nothing for a medicine that stands in no summary.
    /// `said` is when it happened as far as the envelope tells: occurred, else written.
    pub fn offer(item: &Item<Self>, said: Timestamp) -> Option<Offer> {
        let Self { medicine, outcome, due, offered, taken, .. } = &item.content;
        Some(Offer {
            medicine: medicine.clone()?,
            at: taken.or(*offered).map_or(said, |moment| moment.0),
            due: due.map(|moment| moment.0),
            outcome: *outcome,
            written_as: item.id,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::canonical;
    use crate::care::scene::{AMINA, at, line, medicine, moment, pen, text};
    use crate::care::{Defined, Source, log};

    fn paracetamol(outcome: Outcome) -> MedicineOutcome {
        MedicineOutcome::named(line("Paracetamol"), outcome)
    }

    fn recorded(outcome: MedicineOutcome) -> Result<(), String> {
        pen(AMINA, at(8, 0), |pen| log::record(outcome, log::Said::default(), pen))
            .map(|_| ())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn uncertain_and_error_suspected_are_told_to_somebody_and_nothing_else_is() {
        let told: Vec<Outcome> =
            Outcome::ALL.iter().copied().filter(|outcome| outcome.needs_escalation()).collect();
        assert_eq!(told, [Outcome::Uncertain, Outcome::ErrorSuspected]);
    }

    #[test]
    fn only_what_would_be_worthless_without_it_is_asked_for() {
        for outcome in Outcome::ALL.iter().copied() {
            let refused = match outcome {
                Outcome::Partial => Some(
                    "medicine outcome, amount: expected a line of words (at most 300 characters); \
                     found nothing; fill it in",
                ),
                Outcome::WithheldOnAdvice => Some(
                    "medicine outcome, advice_by: expected a line of words (at most 300 \
                     characters); found nothing; fill it in",
                ),
                _ => None,
            };
            assert_eq!(
                recorded(paracetamol(outcome)),
                refused.map_or(Ok(()), |error| Err(error.to_owned())),
                "{outcome}"
            );
        }
        let half = MedicineOutcome { amount: Some(line("half")), ..paracetamol(Outcome::Partial) };
        assert_eq!(recorded(half), Ok(()));
    }

    #[test]
    fn the_outcome_names_the_version_that_was_on_the_screen() {
        let warfarin = Medicine::from_texts(&[
            ("name", "Warfarin"),
            ("strength", "1 mg"),
            ("dose", "3 tablets"),
        ])
        .unwrap();
        let item = pen(AMINA, at(7, 0), |pen| {
            Item::new(warfarin, crate::care::Writing::from(Source::Author), pen)
        });
        let outcome = MedicineOutcome::of(medicine(1), &item, Outcome::TakenSeen);
        assert_eq!(
            outcome,
            MedicineOutcome {
                medicine: Some(medicine(1)),
                version: Some(ItemRef(item.id)),
                dose: Some(text("3 tablets")),
                ..MedicineOutcome::named(line("Warfarin 1 mg"), Outcome::TakenSeen)
            }
        );
    }

    #[test]
    fn every_field_can_be_typed_and_comes_back_from_its_bytes() {
        let outcome = MedicineOutcome::from_texts(&[
            ("medicine", medicine(1).as_str()),
            ("name", "Rivastigmine 4.6 mg patch"),
            ("outcome", "taken (seen)"),
            ("due", "2026-11-22 08:00"),
            ("taken", "2026-11-22 08:10"),
            ("site", "left shoulder"),
            ("removed_from", "right shoulder"),
            ("removed_at", "2026-11-22 08:09"),
            ("witness", "Ben"),
            ("summary_age", "95"),
        ])
        .unwrap();
        assert_eq!(outcome.taken, Some(moment(at(8, 10))));
        assert_eq!(outcome.site, Some(BodyRegion::LeftShoulder));
        let bytes = canonical::to_bytes(&outcome);
        assert_eq!(canonical::from_bytes(&bytes), Ok(outcome.clone()));
        let json = serde_json::to_string(&outcome).unwrap();
        assert_eq!(serde_json::from_str::<MedicineOutcome>(&json).unwrap(), outcome);
    }

    #[test]
    fn the_time_that_counts_is_taken_then_offered_then_said() {
        let time = |offered, taken| {
            let outcome = MedicineOutcome {
                medicine: Some(medicine(1)),
                offered: Option::map(offered, moment),
                taken: Option::map(taken, moment),
                ..paracetamol(Outcome::TakenSeen)
            };
            let item = pen(AMINA, at(9, 0), |pen| {
                Item::new(outcome, crate::care::Writing::from(Source::Author), pen)
            });
            MedicineOutcome::offer(&item, at(8, 30)).map(|offer| offer.at)
        };
        assert_eq!(time(Some(at(8, 0)), Some(at(8, 5))), Some(at(8, 5)));
        assert_eq!(time(Some(at(8, 0)), None), Some(at(8, 0)));
        assert_eq!(time(None, None), Some(at(8, 30)));
    }
}
