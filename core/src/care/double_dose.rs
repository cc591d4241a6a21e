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
//! Two offers for the same due time are a pair whatever their distance. Where the plan says no least
//! time, two within [`UNSTATED_MINUTES`] are a pair: most plans say none, and nobody gives the same
//! medicine twice in half an hour on purpose. Nothing here withholds a medicine: it is shown before
//! the tap when known, and to everyone when it becomes known.
//!
//! What it cannot see: one medicine that stands twice in a summary. Two of them are joined by
//! explicit reference only, never by name.

use std::collections::BTreeSet;

use holdfast_ledger::Timestamp;
use serde::Serialize;

use super::item::ItemId;
use super::json;
use super::medicine_outcome::Outcome;
use super::number::Minutes;
use super::reference::KeyRef;
use super::summary::Summary;

/// The least time between two doses, in minutes, of a medicine whose plan says none (ADR 0010).
pub const UNSTATED_MINUTES: u32 = 30;

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
/// `interval` is the least time between two doses, if the plan says one; else [`UNSTATED_MINUTES`].
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

/// Every possible double dose of a person's medicines, by the time of the later offer. The interval
/// of each is what the summary says; of a disputed medicine the longest of its versions counts, so
/// that nothing goes unshown. A medicine that left the summary still pairs by its due times.
pub fn of_person(offers: &[Offer], summary: &Summary) -> Vec<DoubleDose> {
    let medicines: BTreeSet<&KeyRef> = offers.iter().map(|offer| &offer.medicine).collect();
    let mut pairs: Vec<DoubleDose> = medicines
        .into_iter()
        .flat_map(|medicine| possible_double_dose(offers, medicine, interval(summary, medicine)))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// The least time between two doses of a medicine, by the summary; the longest if it is disputed,
/// where a version that says none counts as [`UNSTATED_MINUTES`].
pub fn interval(summary: &Summary, medicine: &KeyRef) -> Option<Minutes> {
    let guarded = summary.medicines.at(medicine.as_str())?;
    let said: Vec<_> = guarded.present().map(|item| item.content.minimum_interval).collect();
    let stated = said.iter().any(Option::is_some);
    let unstated = Minutes::new(UNSTATED_MINUTES).filter(|_| stated);
    said.into_iter().filter_map(|minutes| minutes.or(unstated)).max()
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
    // A plan that says no minutes at all says none.
    let stated = interval.map(Minutes::get).filter(|minutes| *minutes > 0);
    let minutes = stated.unwrap_or(UNSTATED_MINUTES);
    later.since(earlier) < i64::from(minutes) * 60_000
}

fn same_due(a: Option<Timestamp>, b: Option<Timestamp>) -> bool {
    a.is_some() && a == b
}

/// Whether one of the two is the report of the other: *already taken*, at the very same time.
fn same_dose(a: &Offer, b: &Offer) -> bool {
    a.at == b.at && (a.outcome == Outcome::AlreadyTaken) != (b.outcome == Outcome::AlreadyTaken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::scene::{CAROL, at, item_id, medicine, met, onto, pen};
    use crate::care::summary::medicines::Medicine;
    use crate::care::{Defined, Fields, Item, Put, Record, Source, Writing};
    use proptest::prelude::*;

    fn offer(number: u8, at: Timestamp, outcome: Outcome) -> Offer {
        Offer { at, written_as: item_id(number), medicine: medicine(1), due: None, outcome }
    }

    fn four_hours() -> Option<Minutes> {
        Minutes::new(240)
    }

    #[test]
    fn amina_gives_it_an_hour_after_the_daughter_did() {
        let by_daughter = offer(1, at(8, 0), Outcome::TakenReported);
        let by_amina = offer(2, at(9, 0), Outcome::TakenSeen);
        let found = possible_double_dose(
            &[by_amina.clone(), by_daughter.clone()],
            &medicine(1),
            four_hours(),
        );
        assert_eq!(found, [DoubleDose { later: by_amina, earlier: by_daughter }]);
        assert_eq!(found[0].apart(), 3_600_000);
    }

    #[test]
    fn exactly_the_interval_is_no_double_dose() {
        let offers =
            [offer(1, at(8, 0), Outcome::TakenSeen), offer(2, at(12, 0), Outcome::TakenSeen)];
        assert_eq!(possible_double_dose(&offers, &medicine(1), four_hours()), []);
        assert_eq!(possible_double_dose(&offers, &medicine(1), Minutes::new(241)).len(), 1);
        assert_eq!(possible_double_dose(&offers, &medicine(1), None), []);
        assert_eq!(possible_double_dose(&offers, &medicine(2), Minutes::new(241)), []);
    }

    #[test]
    fn amina_gives_it_twice_in_five_minutes_and_the_plan_says_no_interval() {
        let offers =
            [offer(1, at(8, 0), Outcome::TakenSeen), offer(2, at(8, 5), Outcome::TakenSeen)];
        assert_eq!(possible_double_dose(&offers, &medicine(1), None).len(), 1);
        assert_eq!(
            before_the_tap(&offers[..1], &medicine(1), None, None, at(8, 5)),
            Some(&offers[0])
        );
        let later =
            [offer(1, at(8, 0), Outcome::TakenSeen), offer(2, at(8, 30), Outcome::TakenSeen)];
        assert_eq!(possible_double_dose(&later, &medicine(1), None), []);
        assert_eq!(possible_double_dose(&offers, &medicine(1), Minutes::new(5)), [], "as it says");
        assert_eq!(possible_double_dose(&offers, &medicine(1), Minutes::new(0)).len(), 1);
    }

    #[test]
    fn a_declined_or_dropped_tablet_did_not_go_in() {
        for outcome in [Outcome::Declined, Outcome::Spoiled, Outcome::NotOffered, Outcome::Away] {
            let offers = [offer(1, at(8, 0), outcome), offer(2, at(8, 5), Outcome::TakenSeen)];
            assert_eq!(possible_double_dose(&offers, &medicine(1), four_hours()), []);
        }
        for outcome in [Outcome::Vomited, Outcome::Uncertain, Outcome::ErrorSuspected] {
            let offers = [offer(1, at(8, 0), outcome), offer(2, at(8, 5), Outcome::TakenSeen)];
            assert_eq!(possible_double_dose(&offers, &medicine(1), four_hours()).len(), 1);
        }
    }

    #[test]
    fn ben_finds_it_already_taken_and_writes_when() {
        let by_amina = offer(1, at(8, 0), Outcome::TakenSeen);
        let report = offer(2, at(8, 0), Outcome::AlreadyTaken);
        let another = offer(3, at(8, 1), Outcome::AlreadyTaken);
        assert_eq!(
            possible_double_dose(&[by_amina.clone(), report], &medicine(1), four_hours()),
            []
        );
        let found =
            possible_double_dose(&[by_amina.clone(), another.clone()], &medicine(1), four_hours());
        assert_eq!(found, [DoubleDose { later: another, earlier: by_amina }]);
    }

    #[test]
    fn twice_for_one_due_time_needs_no_interval() {
        let due = |number, at| Offer {
            due: Some(self::at(8, 0)),
            ..offer(number, at, Outcome::TakenSeen)
        };
        let offers = [due(1, at(7, 45)), due(2, at(14, 0))];
        assert_eq!(possible_double_dose(&offers, &medicine(1), None).len(), 1);
    }

    #[test]
    fn it_is_shown_before_the_tap() {
        let offers = [
            offer(1, at(8, 0), Outcome::TakenReported),
            offer(2, at(6, 0), Outcome::TakenSeen),
            offer(3, at(8, 30), Outcome::Declined),
        ];
        let shown = |now| before_the_tap(&offers, &medicine(1), four_hours(), None, now);
        assert_eq!(shown(at(9, 0)), Some(&offers[0]));
        assert_eq!(shown(at(12, 0)), None);
        assert_eq!(shown(at(4, 30)), Some(&offers[1]), "a clock that is behind warns too");
    }

    #[test]
    fn of_a_disputed_medicine_the_longest_interval_counts() {
        let levodopa = |interval: &str| {
            let mut texts = vec![("name", "Levodopa")];
            texts.extend((!interval.is_empty()).then_some(("minimum_interval", interval)));
            let content = Medicine::from_texts(&texts).unwrap();
            let item =
                pen(CAROL, at(0, 0), |pen| Item::new(content, Writing::from(Source::Author), pen));
            let mut fields = Fields::new();
            onto(&mut fields, [Put::item(medicine(1).as_str(), &item)]);
            fields
        };
        let summary = Summary::read(&met(&levodopa("60"), &levodopa("240")));
        assert_eq!(interval(&summary, &medicine(1)), Minutes::new(240));
        assert_eq!(interval(&summary, &medicine(2)), None);
        let unsaid = Summary::read(&met(&levodopa("5"), &levodopa("")));
        assert_eq!(interval(&unsaid, &medicine(1)), Minutes::new(UNSTATED_MINUTES));
        let first = offer(1, at(8, 0), Outcome::TakenSeen);
        let second = offer(2, at(10, 0), Outcome::TakenSeen);
        let other = Offer { medicine: medicine(2), ..offer(3, at(8, 0), Outcome::TakenSeen) };
        assert_eq!(
            of_person(&[second.clone(), other, first.clone()], &summary),
            [DoubleDose { later: second, earlier: first }]
        );
    }

    proptest! {
        /// Against the sentence itself, by hand: any two, in any order.
        #[test]
        fn any_two_offers_closer_than_the_interval(
            raw in prop::collection::vec((0i64..600, 0usize..15, prop::option::of(0i64..3)), 0..9),
            interval in prop::option::of(0u32..300),
        ) {
            let offers: Vec<Offer> = raw
                .iter()
                .enumerate()
                .map(|(number, (minute, outcome, due))| Offer {
                    due: due.map(|due| at(due, 0)),
                    ..offer(u8::try_from(number).unwrap(), at(0, *minute), Outcome::ALL[*outcome])
                })
                .collect();
            let counts = |offer: &Offer| matches!(offer.outcome.code(), 1 | 2 | 3 | 5 | 12 | 13 | 14);
            let mut expected = 0;
            for (index, a) in offers.iter().enumerate() {
                for b in &offers[index + 1..] {
                    let apart = (a.at.0 - b.at.0).abs() / 60_000;
                    let near = apart < i64::from(interval.filter(|least| *least > 0).unwrap_or(30));
                    let same_due = a.due.is_some() && a.due == b.due;
                    let report = apart == 0 && (a.outcome.code() == 5) != (b.outcome.code() == 5);
                    expected += usize::from(counts(a) && counts(b) && (near || same_due) && !report);
                }
            }
            let interval = interval.and_then(Minutes::new);
            let found = possible_double_dose(&offers, &medicine(1), interval);
            prop_assert_eq!(found.len(), expected);
            let mut reversed = offers.clone();
            reversed.reverse();
            prop_assert_eq!(found, possible_double_dose(&reversed, &medicine(1), interval));
        }
    }
}
