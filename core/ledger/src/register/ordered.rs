//! The ordered state: what the root said and what counts in the hub's order, as facts with the
//! position from which each holds, so that the register as it stood anywhere is a look-up.

use std::collections::BTreeMap;

use super::chain::Chain;
use super::device::Device;
use super::held::Held;
use super::judgement::{Effect, Facts, Judge, introduces};
use crate::{DeviceId, Entry, EntryId, MemberId, Roles, Verdict};

/// From which position on what holds. Ascending.
type Since<T> = Vec<(u64, T)>;

#[derive(Clone, Default)]
pub(super) struct Ordered {
    /// How many positions are folded: those of the line up to the first whose entry is missing.
    number: u64,
    devices: BTreeMap<DeviceId, Since<Device>>,
    members: BTreeMap<MemberId, Since<Roles>>,
    verdicts: Vec<Verdict>,
    positions: BTreeMap<EntryId, u64>,
    ordinals: BTreeMap<DeviceId, u64>,
    /// The root's statements, by the position after which each stands.
    roots: BTreeMap<u64, Vec<EntryId>>,
    /// After which position each was applied.
    applied: BTreeMap<EntryId, u64>,
    /// Whether a statement of the root stands where it does only until more is known.
    unsettled: bool,
}

/// The ordered state as it stood after one position.
#[derive(Clone, Copy)]
pub(super) struct Moment<'a> {
    pub ordered: &'a Ordered,
    pub number: u64,
}

impl Facts for Moment<'_> {
    fn device(&self, id: DeviceId) -> Option<&Device> {
        self.find(id)
    }

    fn roles(&self, member: MemberId) -> Roles {
        let since = self.ordered.members.get(&member);
        since.and_then(|since| held_at(since, self.number)).copied().unwrap_or_default()
    }
}

impl<'a> Moment<'a> {
    /// A device as it was then.
    pub fn find(self, id: DeviceId) -> Option<&'a Device> {
        held_at(self.ordered.devices.get(&id)?, self.number)
    }

    /// Whether an entry was judged by then: in its place, or as the root's.
    pub fn has_judged(self, entry: &EntryId) -> bool {
        let by_then = |number: &&u64| **number <= self.number;
        self.ordered.positions.get(entry).filter(by_then).is_some()
            || self.ordered.applied.get(entry).filter(by_then).is_some()
    }

    /// Every device known then.
    pub fn devices(self) -> impl Iterator<Item = (DeviceId, &'a Device)> {
        let all = self.ordered.devices.iter();
        all.filter_map(move |(id, since)| Some((*id, held_at(since, self.number)?)))
    }
}

impl Ordered {
    /// Folds the whole line.
    pub fn fold(judge: Judge<'_>, held: &Held, chain: &Chain) -> Self {
        let reach = reach(0, held, chain);
        let mut ordered = Self::default();
        for entry in held.roots() {
            let point = &entry.header().register;
            let after = chain.common(point).min(reach);
            ordered.roots.entry(after).or_default().push(entry.id());
            ordered.unsettled |= point.number > reach || !chain.names_line(point);
        }
        ordered.apply_roots(judge, held);
        ordered.extend(judge, held, chain);
        ordered
    }

    /// Folds what the line has beyond what is folded. Only for a line that went on, no new
    /// statement of the root, and a state that is settled.
    pub fn extend(&mut self, judge: Judge<'_>, held: &Held, chain: &Chain) {
        while let Some(entry) = next(self.number, held, chain) {
            self.step(judge, entry);
            self.apply_roots(judge, held);
        }
    }

    /// Whether it may be extended rather than folded anew.
    pub const fn is_settled(&self) -> bool {
        !self.unsettled
    }

    /// Judges the entry at the next position.
    fn step(&mut self, judge: Judge<'_>, entry: &Entry) {
        let verdict = self.verdict(judge, entry);
        self.number += 1;
        let number = self.number;
        if let Some((device, _)) = introduces(entry, judge.root) {
            self.ordinals.entry(device).or_insert(number);
        }
        if self.position_of(&entry.id(), number).is_none() {
            self.positions.insert(entry.id(), number);
            let effects = match verdict {
                Verdict::Counted if judge.by_root(entry) => self.root_effects(judge, entry),
                Verdict::Counted => judge.effects(&self.last(), entry),
                Verdict::Refused => judge.refusal(&self.last(), entry).into_iter().collect(),
            };
            self.apply(effects);
        }
        self.verdicts.push(verdict);
    }

    /// Whether an entry would count at the next position.
    pub fn verdict(&self, judge: Judge<'_>, entry: &Entry) -> Verdict {
        let first = !self.positions.contains_key(&entry.id());
        if first && judge.counts(&self.last(), entry) { Verdict::Counted } else { Verdict::Refused }
    }

    /// Applies the root's statements that stand right after the last folded position.
    fn apply_roots(&mut self, judge: Judge<'_>, held: &Held) {
        for id in self.roots.get(&self.number).cloned().unwrap_or_default() {
            if let Some(entry) = held.get(&id) {
                let effects = self.root_effects(judge, entry);
                self.apply(effects);
            }
        }
    }

    /// The effects of a statement of the root, once.
    fn root_effects(&mut self, judge: Judge<'_>, entry: &Entry) -> Vec<Effect> {
        if self.applied.contains_key(&entry.id()) || !judge.counts(&self.last(), entry) {
            return Vec::new();
        }
        self.applied.insert(entry.id(), self.number);
        judge.effects(&self.last(), entry)
    }

    fn apply(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Device(id, device) => {
                    hold(self.devices.entry(id).or_default(), self.number, device);
                }
                Effect::Roles(member, roles) => {
                    hold(self.members.entry(member).or_default(), self.number, roles);
                }
            }
        }
    }

    /// As it stands after the last folded position.
    pub const fn last(&self) -> Moment<'_> {
        Moment { ordered: self, number: self.number }
    }

    /// How many positions are folded.
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// Where an entry stands, if among the first `number`.
    pub fn position_of(&self, entry: &EntryId, number: u64) -> Option<u64> {
        self.positions.get(entry).copied().filter(|position| *position <= number)
    }

    /// What was found at each position.
    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    /// The first position that introduces a device.
    pub fn ordinal(&self, device: DeviceId) -> Option<u64> {
        self.ordinals.get(&device).copied()
    }
}

/// The entry at the next position of the line, if it is held. A position whose statement is
/// missing ends what is folded: to have a position is to have what stands there.
fn next<'a>(after: u64, held: &'a Held, chain: &Chain) -> Option<&'a Entry> {
    held.get(&chain.position(after + 1)?.position.entry)
}

/// How far the line can be folded, from a number up to which it was.
fn reach(from: u64, held: &Held, chain: &Chain) -> u64 {
    let mut number = from;
    while next(number, held, chain).is_some() {
        number += 1;
    }
    number
}

fn hold<T>(since: &mut Since<T>, number: u64, value: T) {
    match since.last_mut() {
        Some((last, held)) if *last == number => *held = value,
        _ => since.push((number, value)),
    }
}

fn held_at<T>(since: &[(u64, T)], number: u64) -> Option<&T> {
    let after = since.partition_point(|(from, _)| *from <= number);
    since[..after].last().map(|(_, value)| value)
}
