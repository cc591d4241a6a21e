//! Possible double doses: any two offers of one medicine closer than its interval, whoever made
//! them: across visits, carers and family.
//!
//! **What counts as an offer here** is one after which some of the medicine may be in the person:
//! taken (seen or reported), partial, already taken, vomited, uncertain, error suspected. A declined,
//! spoiled or withheld dose did not go in, and giving it later is no second dose. A dose given by
//! family and written down by a carer counts like any other. *Already taken* with exactly the time of
//! another offer is the report of that same dose, not a second one.
//!
//! The time that counts is when it was taken, else offered, else what the carer said, else written.
//! Two offers for the same due time are a pair whatever their distance. Nothing here withholds a
//! medicine: it is shown before the tap when known, and to everyone when it becomes known.
//!
//! What it cannot see: one medicine that stands twice in a summary. Two of them are joined by
//! explicit reference only, never by name.

use holdfast_ledger::Timestamp;
use serde::Serialize;

use super::item::ItemId;
use super::json;
use super::medicine_outcome::Outcome;
use super::number::Minutes;
use super::reference::KeyRef;

/// One offer of a medicine, as it counts here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Offer {
    /// When: taken, else offered, else said, else written.
    #[serde(serialize_with = "json::moment")]
    pub at: Timestamp,
    /// The outcome it is written as.
    pub written_as: ItemId,
    /// Which medicine, by its key in the summary.
    pub medicine: KeyRef,
    /// The due time it was for, if it was for one.
    #[serde(serialize_with = "json::moment_or_none")]
    pub due: Option<Timestamp>,
    /// What came of it.
    pub outcome: Outcome,
}

/// Two offers too close together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct DoubleDose {
    /// The later offer.
    pub later: Offer,
    /// The earlier offer.
    pub earlier: Offer,
}

impl DoubleDose {
    /// Milliseconds between the two.
    pub const fn apart(&self) -> i64 {
        self.later.at.since(self.earlier.at)
    }
}

/// Every pair of offers of this medicine that may be a double dose, by the time of the later one.
/// `interval` is the least time between two doses, if the plan says one.
pub fn possible_double_dose(
    offers: &[Offer],
    medicine: &KeyRef,
    interval: Option<Minutes>,
) -> Vec<DoubleDose> {
    let mut counted: Vec<&Offer> = counted(offers, medicine).collect();
    counted.sort_unstable();
    counted.dedup();
    let mut pairs: Vec<DoubleDose> = Vec::new();
    for (index, later) in counted.iter().enumerate() {
        pairs.extend(
            counted[..index]
                .iter()
                .filter(|earlier| !same_dose(earlier, later))
                .filter(|earlier| {
                    closer(earlier.at, later.at, interval) || same_due(earlier.due, later.due)
                })
                .map(|earlier| DoubleDose { later: (*later).clone(), earlier: (*earlier).clone() }),
        );
    }
    pairs
}

/// What to show before the tap: the offer with which one more at `now`, for this due time, would be
/// a possible double dose; the nearest in time if there are several.
pub fn before_the_tap<'a>(
    offers: &'a [Offer],
    medicine: &KeyRef,
    interval: Option<Minutes>,
    due: Option<Timestamp>,
    now: Timestamp,
) -> Option<&'a Offer> {
    counted(offers, medicine)
        .filter(|offer| {
            closer(offer.at.min(now), offer.at.max(now), interval) || same_due(offer.due, due)
        })
        .min_by_key(|offer| (offer.at.0.abs_diff(now.0), *offer))
}

fn counted<'a>(offers: &'a [Offer], medicine: &KeyRef) -> impl Iterator<Item = &'a Offer> {
    offers
        .iter()
        .filter(move |offer| offer.medicine == *medicine && offer.outcome.may_be_in_the_person())
}

fn closer(earlier: Timestamp, later: Timestamp, interval: Option<Minutes>) -> bool {
    interval.is_some_and(|interval| later.since(earlier) < i64::from(interval.get()) * 60_000)
}

fn same_due(a: Option<Timestamp>, b: Option<Timestamp>) -> bool {
    a.is_some() && a == b
}

/// Whether one of the two is the report of the other: *already taken*, at the very same time.
fn same_dose(a: &Offer, b: &Offer) -> bool {
    a.at == b.at && (a.outcome == Outcome::AlreadyTaken) != (b.outcome == Outcome::AlreadyTaken)
}
