//! The working of [`super::section_state`]: its rules are written there, exactly.

use std::collections::BTreeMap;

use holdfast_ledger::{RecordId, Timestamp};

use super::date::Date;
use super::event::Happened;
use super::finding::{Reason, SectionState};
use super::item::Status;
use super::kind::EventKind;
use super::pathway::Pathway;
use super::policy::Policy;
use super::section_state::{Clocks, Ground, Now, SectionStanding};
use super::summary::shelf::Value;
use super::summary::statement::Says;
use super::summary::{Caution, Conflict, Envelope, Section, Slot, Summary};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// One look at a summary: grounds are gathered, then read off section by section.
pub(super) struct Look<'a> {
    summary: &'a Summary,
    policy: &'a Policy,
    now: Now,
    today: Date,
    maximum_age: [Option<i64>; 6],
    expiries: BTreeMap<&'a str, Date>,
    unseen: [Unseen<'a>; 6],
    grounds: [Vec<Ground>; 6],
    confirmed: [Option<Timestamp>; 6],
    something: [bool; 6],
}

const fn index(section: Section) -> usize {
    section.code() as usize - 1
}

impl<'a> Look<'a> {
    pub fn new(
        summary: &'a Summary,
        policy: &'a Policy,
        pathway: Option<Pathway>,
        events: &'a [Happened],
        now: Now,
    ) -> Self {
        let on_pathway = pathway.map(|pathway| policy.pathway(pathway));
        let maximum_age = std::array::from_fn(|at| {
            let section = Section::ALL[at];
            let shorter = on_pathway
                .filter(|rule| rule.required.contains(&section))
                .and_then(|rule| rule.maximum_age);
            let days = [policy.section(section).maximum_age, shorter].into_iter().flatten().min();
            days.map(|days| i64::from(days.get()) * DAY)
        });
        Self {
            summary,
            policy,
            now,
            today: Date::at(now.at),
            maximum_age,
            expiries: expiries(summary),
            unseen: std::array::from_fn(|at| {
                Unseen::new(events, &policy.section(Section::ALL[at]).events)
            }),
            grounds: Default::default(),
            confirmed: [None; 6],
            something: [false; 6],
        }
    }

    pub fn at(&mut self, slot: Slot, value: &dyn Value) {
        let Some(section) = slot.section() else { return };
        if value.unreadable() > 0 {
            let key = value.key();
            self.ground(section, SectionState::Unconfirmed, Reason::CannotBeRead, None, None, key);
        }
        if !value.stands() {
            return;
        }
        self.something[index(section)] |= self.says_something(slot);
        if value.is_disputed() {
            let reason = match value.caution() {
                Caution::NoReading | Caution::Paused => Reason::Disputed,
                Caution::GoBy => Reason::ReadCautiously,
                Caution::NotAuthorised => Reason::NotAuthorised,
            };
            let since = second_writing(value);
            self.ground(section, SectionState::Disputed, reason, None, since, value.key());
        } else if self.says_something(slot) {
            value.envelopes(&mut |envelope| self.undisputed(section, slot, value.key(), envelope));
        }
    }

    /// Whether a value of this kind says more than that something is unknown.
    fn says_something(&self, slot: Slot) -> bool {
        let statement =
            self.summary.statements().into_iter().find(|(list, _)| list.statement() == Some(slot));
        statement.is_none_or(|(list, _)| self.summary.none_known(list))
    }

    fn undisputed(&mut self, section: Section, slot: Slot, key: &str, envelope: Envelope<'_>) {
        let Some(confirmed) = envelope.confirmed else {
            let since = Some(envelope.written);
            let (state, reason) = (SectionState::Unconfirmed, Reason::NeverConfirmed);
            return self.ground(section, state, reason, None, since, key);
        };
        let latest = &mut self.confirmed[index(section)];
        *latest = (*latest).max(Some(confirmed.at));
        if slot == Slot::EndedMedicine {
            return;
        }
        if let Some((kind, since)) = self.unseen[index(section)].by(&confirmed.events_seen) {
            let (state, reason) = (SectionState::Unconfirmed, Reason::EventSince);
            return self.ground(section, state, reason, Some(kind), Some(since), key);
        }
        if let Some((state, reason, since)) = self.by_age(section, key, envelope, confirmed.at) {
            self.ground(section, state, reason, None, since, key);
        }
    }

    fn by_age(
        &self,
        section: Section,
        key: &str,
        envelope: Envelope<'_>,
        confirmed: Timestamp,
    ) -> Option<(SectionState, Reason, Option<Timestamp>)> {
        let expiry = self.expiries.get(key).copied();
        let maximum = self.maximum_age[index(section)];
        let depends_on_age = maximum.is_some()
            || expiry.is_some()
            || envelope.review_due.is_some()
            || envelope.valid_until.is_some();
        let doubt =
            self.now.clocks == Clocks::Disagree || confirmed > self.now.at.plus_millis(HOUR);
        if doubt && depends_on_age {
            return Some((SectionState::Unconfirmed, Reason::CheckDate, None));
        }
        let passed = |day: Option<Date>| day.filter(|day| self.today > *day).map(Date::ends);
        if let Some(since) = passed(envelope.valid_until) {
            return Some((SectionState::Stale, Reason::ValidUntilPassed, Some(since)));
        }
        if let Some(since) = passed(expiry) {
            return Some((SectionState::Stale, Reason::Expired, Some(since)));
        }
        if let Some(maximum) = maximum.filter(|maximum| self.now.at.since(confirmed) > *maximum) {
            let since = Some(confirmed.plus_millis(maximum));
            return Some((SectionState::Stale, Reason::TooOld, since));
        }
        let due = envelope.review_due.filter(|due| self.today >= *due)?;
        Some((SectionState::ReviewDue, Reason::ReviewDue, Some(due.begins())))
    }

    pub fn conflicts(&mut self, conflicts: &[Conflict]) {
        for conflict in conflicts {
            let Some(section) = conflict.list.section() else { continue };
            let stated = self.none_known_since(conflict.list);
            let mut stands: Option<Timestamp> = None;
            for value in self.summary.of_slot(conflict.list) {
                value.envelopes(&mut |envelope| {
                    if envelope.status == Status::Present {
                        stands =
                            Some(stands.map_or(envelope.written, |at| at.min(envelope.written)));
                    }
                });
            }
            let keys =
                std::iter::once(&conflict.statement).chain(&conflict.items).cloned().collect();
            self.grounds[index(section)].push(Ground {
                state: SectionState::Disputed,
                reason: Reason::NoneKnownBesideItem,
                event: None,
                since: stated.max(stands),
                keys,
            });
        }
    }

    fn none_known_since(&self, list: Slot) -> Option<Timestamp> {
        let (_, statement) = self.summary.statements().into_iter().find(|(of, _)| *of == list)?;
        let present = statement.as_ref().map(|guarded| guarded.present());
        present
            .into_iter()
            .flatten()
            .filter(|item| item.content.says == Says::NoneKnown)
            .map(|item| item.written)
            .min()
    }

    pub fn proposals(&mut self) {
        let summary = self.summary;
        for proposal in summary
            .proposals
            .iter()
            .filter_map(|proposal| proposal.agreed().map(|item| (proposal.key(), item)))
        {
            let (key, item) = proposal;
            let target = Slot::of_key(item.content.key.as_str()).and_then(Slot::section);
            if let Some(section) = target {
                let (state, reason) = (SectionState::Unconfirmed, Reason::ChangeWaiting);
                self.ground(section, state, reason, None, Some(item.written), key);
            }
        }
    }

    fn missing(&mut self, section: Section) {
        let summary = self.summary;
        let mut unknown: Vec<String> = Vec::new();
        let mut nothing: Vec<String> = Vec::new();
        for part in &self.policy.section(section).parts {
            if summary.of_slot(*part).iter().any(|value| value.stands())
                || summary.none_known(*part)
            {
                continue;
            }
            let stated = part
                .statement()
                .filter(|statement| summary.of_slot(*statement).iter().any(|value| value.stands()));
            match stated {
                Some(_) => unknown.push(part.word().to_owned()),
                None => nothing.push(part.word().to_owned()),
            }
        }
        let empty = !self.something[index(section)];
        let mut push = |reason, keys| {
            self.grounds[index(section)].push(Ground {
                state: SectionState::Missing,
                reason,
                event: None,
                since: None,
                keys,
            });
        };
        if !unknown.is_empty() {
            push(Reason::StatedUnknown, unknown.clone());
        }
        if !nothing.is_empty() || (empty && unknown.is_empty()) {
            push(Reason::NothingRecorded, nothing);
        }
    }

    pub fn standing(&mut self, section: Section) -> SectionStanding {
        self.missing(section);
        let mut grounds = std::mem::take(&mut self.grounds[index(section)]);
        grounds.iter_mut().for_each(|ground| ground.keys.sort());
        grounds.sort_by(|one, other| other.state.cmp(&one.state).then_with(|| one.cmp(other)));
        let worst = grounds.first().map_or(SectionState::Current, |ground| ground.state);
        let since = if worst == SectionState::Current {
            self.confirmed[index(section)]
        } else {
            grounds
                .iter()
                .filter(|ground| ground.state == worst)
                .filter_map(|ground| ground.since)
                .min()
        };
        SectionStanding { section, state: worst, since, grounds }
    }

    fn ground(
        &mut self,
        section: Section,
        state: SectionState,
        reason: Reason,
        event: Option<EventKind>,
        since: Option<Timestamp>,
        key: &str,
    ) {
        let grounds = &mut self.grounds[index(section)];
        let same = grounds
            .iter_mut()
            .find(|ground| (ground.state, ground.reason, ground.event) == (state, reason, event));
        match same {
            Some(ground) => {
                ground.since = match (ground.since, since) {
                    (Some(one), Some(other)) => Some(one.min(other)),
                    (one, other) => one.or(other),
                };
                ground.keys.push(key.to_owned());
            }
            None => {
                let keys = vec![key.to_owned()];
                grounds.push(Ground { state, reason, event, since, keys });
            }
        }
    }
}

/// The kind and the time of an event.
type Earliest = (EventKind, Timestamp);

/// The events that unconfirm a section, and which of them a confirmation has not seen.
struct Unseen<'a> {
    events: Vec<&'a Happened>,
    /// What the last confirmation had seen, and the answer: items are often confirmed together.
    last: Option<(Vec<RecordId>, Option<Earliest>)>,
}

impl<'a> Unseen<'a> {
    fn new(events: &'a [Happened], kinds: &[EventKind]) -> Self {
        let mut events: Vec<&Happened> =
            events.iter().filter(|event| kinds.contains(&event.kind)).collect();
        events.sort_by_key(|event| (event.occurred, event.record));
        Self { events, last: None }
    }

    /// The earliest event that is not among those seen.
    fn by(&mut self, seen: &[RecordId]) -> Option<Earliest> {
        if self.events.is_empty() {
            return None;
        }
        if let Some((_, answer)) = self.last.as_ref().filter(|(last, _)| last == seen) {
            return *answer;
        }
        let unseen = self.events.iter().find(|event| !seen.contains(&event.record));
        let answer = unseen.map(|event| (event.kind, event.occurred));
        self.last = Some((seen.to_vec(), answer));
        answer
    }
}

/// When a dispute began: the second-earliest writing among its distinct values.
fn second_writing(value: &dyn Value) -> Option<Timestamp> {
    let mut written = Vec::new();
    value.envelopes(&mut |envelope| written.push(envelope.written));
    written.sort_unstable();
    written.get(1).copied()
}

/// The last day in the content of an item, for the kinds that have one.
fn expiries(summary: &Summary) -> BTreeMap<&str, Date> {
    let mut expiries = BTreeMap::new();
    for medicine in summary.medicines.iter() {
        let last = medicine.agreed().and_then(|item| {
            [item.content.stop, item.content.covert_expires].into_iter().flatten().min()
        });
        expiries.extend(last.map(|day| (medicine.key(), day)));
    }
    for restriction in summary.restrictions.iter() {
        let last = restriction.agreed().and_then(|item| item.content.expires);
        expiries.extend(last.map(|day| (restriction.key(), day)));
    }
    if let Some(liberty) = summary.liberty.as_ref() {
        let last = liberty.agreed().and_then(|item| item.content.expires);
        expiries.extend(last.map(|day| (liberty.key(), day)));
    }
    expiries
}
