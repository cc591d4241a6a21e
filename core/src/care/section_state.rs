//! The state of each section, computed at reading time and never stored in a summary.
//!
//! # The rules, exactly
//! The state of a section is the worst of the **grounds** found in it, in the order current <
//! review due < stale < unconfirmed < missing < disputed; with no ground it is current.
//!
//! *Disputed.* Each guarded value of the section with more than one distinct thing said is a ground
//! of its own, since the second-earliest writing among its distinct values. So is each list of which
//! "none known" is stated (in any present value of the statement) while an item of it stands, since
//! the later of the earliest such statement and the earliest present value of its items.
//!
//! *Missing.* For each kind that the policy's rule says the section *must say* (`parts`): nothing of
//! that kind stands and no "none known" is stated about it. (A value stands when any of its distinct
//! values is present, in a dispute too.) Any other statement about the list ("no information" …)
//! does not fill the gap; it is named as the reason. And a section with nothing missing among its
//! parts, in which nothing stands but such other statements, or nothing at all, is missing too.
//! Missing has no *since*.
//!
//! *Unconfirmed*, for each undisputed value that stands, the first of these that holds:
//! it has no confirmation (since it was written); the person had an event of a kind in the rule's
//! `events` whose record is not among the events its confirmation has seen, whatever their times
//! (since the earliest such event); the clocks disagree, or the confirmation lies more than an hour
//! after now, and its state depends on its age: the section has a maximum age or the item a review
//! date, a last valid day or an expiry ("check the date", no since). Statements other than "none
//! known" are never a ground here. Further grounds: a value at a key of the section that this
//! version cannot read, and a proposed change that stands, agreed, and would change an item of the
//! section (since it was written).
//!
//! An ended medicine is history: of the grounds above and below it has *disputed*, *cannot be read*
//! and "it has no confirmation" only.
//!
//! *Stale*, for each undisputed, confirmed value, the first that holds: today is after `valid_until`
//! (since the day after it began); today is after the expiry in the content (a medicine's stop date
//! or the end of its covert administration, a restriction's or a deprivation of liberty's expiry,
//! whichever is first; since the day after it); it was confirmed more than the maximum age ago (since
//! that many days after the confirmation). The maximum age is the shorter of the section's and, where
//! the visit's pathway requires the section, the pathway's.
//!
//! *Review due*: today is `review_due` or later (since that day began).
//!
//! A value has one ground at most of *unconfirmed*, *stale* and *review due*: the first of these.
//!
//! Days are days in England. Grounds with the same state, reason and event are one, with all keys,
//! since the earliest of them; but each list of which "none known" is stated beside an item has its
//! own. Current is since the latest confirmation in the section, of
//! anything but such other statements.

use holdfast_ledger::Timestamp;
use minicbor::{Decode, Encode};
use serde::Serialize;

use super::definition::words;
use super::event::Happened;
use super::finding::{Finding, Measure, Reason, SectionState};
use super::json;
use super::kind::EventKind;
use super::pathway::Pathway;
use super::policy::Policy;
use super::section_grounds::Look;
use super::summary::{Section, Summary};

const HOUR: i64 = 3_600_000;

words! {
    /// Whether the clocks a device knows of agree to within an hour.
    pub enum Clocks: u8 = "clocks" {
        /// They agree.
        1 Agree = "agree",
        /// They differ by more than an hour.
        2 Disagree = "disagree",
    }
}

/// The latest time the device has proof of, and whether that is in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The time.
    pub at: Timestamp,
    /// Whether the clocks agree.
    pub clocks: Clocks,
}

impl Now {
    /// A time that is not in doubt.
    pub const fn sure(at: Timestamp) -> Self {
        Self { at, clocks: Clocks::Agree }
    }

    /// The later of two clocks that should show the same moment; more than an hour between them is
    /// a doubt.
    pub fn of(one: Timestamp, other: Timestamp) -> Self {
        let apart = one.since(other).saturating_abs();
        let clocks = if apart > HOUR { Clocks::Disagree } else { Clocks::Agree };
        Self { at: one.max(other), clocks }
    }
}

/// Why a part of a section is not current.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Ground {
    /// The state it makes.
    pub state: SectionState,
    /// Why.
    pub reason: Reason,
    /// Which event, for [`Reason::EventSince`].
    pub event: Option<EventKind>,
    /// Since when, where that can be said.
    #[serde(serialize_with = "json::moment_or_none")]
    pub since: Option<Timestamp>,
    /// The items it is about; for something missing, the kinds that are.
    pub keys: Vec<String>,
}

impl Ground {
    /// Why, in plain words.
    pub fn sentence(&self) -> String {
        let finding = Finding::of_visit(self.reason, Measure::Note);
        let keys = self.keys.clone().into();
        Finding { since: self.since, event: self.event, keys, ..finding }.sentence()
    }
}

/// The state of one section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionStanding {
    /// Which section.
    pub section: Section,
    /// The worst of its grounds, or current.
    pub state: SectionState,
    /// Since when, where that can be said.
    #[serde(serialize_with = "json::moment_or_none")]
    pub since: Option<Timestamp>,
    /// Every ground, the worst first.
    pub grounds: Vec<Ground>,
}

/// The state of one section, as it is stored with an assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct StateSince {
    /// Which section.
    #[n(0)]
    pub section: Section,
    /// In which state.
    #[n(1)]
    pub state: SectionState,
    /// Since when.
    #[n(2)]
    #[serde(serialize_with = "json::moment_or_none")]
    pub since: Option<Timestamp>,
}

impl StateSince {
    /// Of a section.
    pub const fn of(standing: &SectionStanding) -> Self {
        Self { section: standing.section, state: standing.state, since: standing.since }
    }
}

/// The state of every section, in their order, by the rules in this module's text.
pub fn section_standings(
    summary: &Summary,
    policy: &Policy,
    pathway: Option<Pathway>,
    events: &[Happened],
    now: Now,
) -> Vec<SectionStanding> {
    let mut look = Look::new(summary, policy, pathway, events, now);
    for (slot, value) in summary.values() {
        look.at(slot, value);
    }
    look.conflicts(&summary.none_known_conflicts());
    look.proposals();
    Section::ALL.iter().map(|section| look.standing(*section)).collect()
}
