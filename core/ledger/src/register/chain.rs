//! The hub's positions: a tree grown from the origin, of which one line counts.
//!
//! An honest hub makes a single line. A hub that lost its last seconds, or was restored, makes a
//! branch under a higher incarnation; a hub that lies makes two of one incarnation, and both are
//! kept as proof. Which line counts depends on the positions held and on nothing else.

use core::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::held::WAITING;
use crate::{EntryId, Hash, LedgerId, PublicKeys, RegisterPoint, SignedPosition, VerifyingKey};

/// Two positions that one incarnation of a hub gave the same number: proof against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The one with the lower hash.
    pub first: SignedPosition,
    /// Another.
    pub second: SignedPosition,
}

/// What a new position did to the line that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Moved {
    /// Held, or known before; the line is as it was.
    Not,
    /// The line is longer by some.
    On,
    /// The line leaves its old course.
    Aside,
}

#[derive(Clone)]
pub(super) struct Chain {
    register: LedgerId,
    origin: Hash,
    hubs: BTreeMap<u32, BTreeMap<EntryId, PublicKeys>>,
    unproven: Vec<SignedPosition>,
    positions: BTreeMap<Hash, SignedPosition>,
    children: BTreeMap<Hash, Vec<Hash>>,
    rooted: BTreeSet<Hash>,
    places: BTreeMap<(u32, u32, u64), BTreeSet<Hash>>,
    line: Vec<Hash>,
}

impl Chain {
    pub fn new(register: LedgerId) -> Self {
        Self {
            register,
            origin: RegisterPoint::origin(register).hash,
            hubs: BTreeMap::new(),
            unproven: Vec::new(),
            positions: BTreeMap::new(),
            children: BTreeMap::new(),
            rooted: BTreeSet::new(),
            places: BTreeMap::new(),
            line: Vec::new(),
        }
    }

    /// The root named a hub: positions of its term that came before are looked at again.
    pub fn name_hub(&mut self, entry: EntryId, term: u32, keys: PublicKeys) -> Moved {
        self.hubs.entry(term).or_default().insert(entry, keys);
        let (proven, unproven): (Vec<_>, Vec<_>) = core::mem::take(&mut self.unproven)
            .into_iter()
            .partition(|signed| signed.position.term == term && signed.verifies(&keys.signing));
        self.unproven = unproven;
        proven.into_iter().map(|signed| self.take(signed)).max().unwrap_or(Moved::Not)
    }

    /// The hub of the highest term; of two named for one term, by the lowest entry.
    pub fn hub(&self) -> Option<(u32, PublicKeys)> {
        let (term, named) = self.hubs.last_key_value()?;
        named.first_key_value().map(|(_, keys)| (*term, *keys))
    }

    /// Whether the root named that hub, in any term.
    pub fn is_hub(&self, device: crate::DeviceId) -> bool {
        let named = self.hubs.values().flat_map(BTreeMap::values);
        named.into_iter().any(|keys| keys.signing.device() == device)
    }

    pub fn has(&self, hash: &Hash) -> bool {
        self.positions.contains_key(hash)
    }

    /// Whether a point is held, with every position before it.
    pub fn knows(&self, point: &RegisterPoint) -> bool {
        let number = |hash| self.positions.get(hash).map(|signed| signed.position.number);
        point.hash == self.origin && point.number == 0
            || self.rooted.contains(&point.hash) && number(&point.hash) == Some(point.number)
    }

    /// The keys that may sign positions of a term.
    pub fn keys_of(&self, term: u32) -> impl Iterator<Item = &VerifyingKey> {
        self.hubs.get(&term).into_iter().flat_map(BTreeMap::values).map(|keys| &keys.signing)
    }

    /// Puts a position aside until the root's naming of its hub arrives. Whether there was room.
    pub fn put_aside(&mut self, signed: SignedPosition) -> bool {
        let known = self.unproven.contains(&signed);
        let full = self.unproven.len() >= WAITING;
        if !known && !full {
            self.unproven.push(signed);
        }
        known || !full
    }

    /// Takes in a position whose signature holds.
    pub fn take(&mut self, signed: SignedPosition) -> Moved {
        let position = &signed.position;
        let hash = position.hash();
        if self.has(&hash) {
            return Moved::Not;
        }
        let place = (position.term, position.incarnation, position.number);
        self.places.entry(place).or_default().insert(hash);
        self.children.entry(position.previous).or_default().push(hash);
        self.positions.insert(hash, signed);
        self.grow(hash)
    }

    /// Roots a position and all that waited for it, then looks for the line that counts.
    fn grow(&mut self, hash: Hash) -> Moved {
        let mut ready = vec![hash];
        let mut best = self.line.last().copied();
        while let Some(hash) = ready.pop() {
            if !self.fits(&hash) {
                continue;
            }
            self.rooted.insert(hash);
            if best.is_none_or(|best| self.rank(&hash) > self.rank(&best)) {
                best = Some(hash);
            }
            ready.extend(self.children.get(&hash).into_iter().flatten());
        }
        match best {
            Some(tip) if self.line.last() != Some(&tip) => self.lead_to(tip),
            _ => Moved::Not,
        }
    }

    /// Whether a position follows properly upon the one it names: the next number, never back to
    /// an earlier term or incarnation.
    fn fits(&self, hash: &Hash) -> bool {
        let position = &self.positions[hash].position;
        if position.previous == self.origin {
            return position.number == 1;
        }
        let before = self.rooted.get(&position.previous).map(|hash| &self.positions[hash].position);
        before.is_some_and(|before| {
            before.number.checked_add(1) == Some(position.number)
                && (before.term, before.incarnation) <= (position.term, position.incarnation)
        })
    }

    /// The higher the better: a later hub before an earlier one, then the longer line, then the
    /// later incarnation, then the lower hash.
    fn rank(&self, hash: &Hash) -> (u32, u64, u32, Reverse<Hash>) {
        let position = &self.positions[hash].position;
        (position.term, position.number, position.incarnation, Reverse(*hash))
    }

    fn lead_to(&mut self, tip: Hash) -> Moved {
        let before = self.line.len();
        let mut added = Vec::new();
        let mut at = tip;
        let common = loop {
            let position = &self.positions[&at].position;
            if self.is_on_line(position.number, &at) {
                break position.number as usize;
            }
            added.push(at);
            if position.previous == self.origin {
                break 0;
            }
            at = position.previous;
        };
        self.line.truncate(common);
        self.line.extend(added.into_iter().rev());
        if common == before { Moved::On } else { Moved::Aside }
    }

    fn is_on_line(&self, number: u64, hash: &Hash) -> bool {
        number.checked_sub(1).is_some_and(|index| self.on_line(index) == Some(hash))
    }

    fn on_line(&self, index: u64) -> Option<&Hash> {
        self.line.get(usize::try_from(index).ok()?)
    }

    /// How long the line is.
    pub fn len(&self) -> u64 {
        self.line.len() as u64
    }

    /// The position of that number on the line.
    pub fn position(&self, number: u64) -> Option<&SignedPosition> {
        self.positions.get(self.on_line(number.checked_sub(1)?)?)
    }

    /// The point after the position of that number on the line.
    pub fn point(&self, number: u64) -> RegisterPoint {
        match number.checked_sub(1).and_then(|index| self.on_line(index)) {
            Some(hash) => RegisterPoint { number, hash: *hash, provisional: None },
            None => RegisterPoint::origin(self.register),
        }
    }

    /// Whether the point names a position on the line.
    pub fn names_line(&self, point: &RegisterPoint) -> bool {
        point.number == 0 || self.is_on_line(point.number, &point.hash)
    }

    /// The last position of the line that it has, as far as positions held tell, in common with
    /// the line on which `point` stands. A point beyond what is held is taken to follow.
    pub fn common(&self, point: &RegisterPoint) -> u64 {
        let (mut number, mut hash) = (point.number, point.hash);
        loop {
            if number == 0 || self.is_on_line(number, &hash) {
                return number;
            }
            match self.positions.get(&hash).map(|signed| &signed.position) {
                Some(position) if position.number == number => {
                    hash = position.previous;
                    number -= 1;
                }
                _ => return self.len().min(number - 1),
            }
        }
    }

    /// The entry at a number of the line on which `point` stands, up to that point.
    pub fn entry_at(&self, point: &RegisterPoint, number: u64) -> Option<EntryId> {
        if number <= self.common(point) {
            return self.position(number).map(|signed| signed.position.entry);
        }
        let mut at = (point.number, point.hash);
        loop {
            let position = &self.positions.get(&at.1)?.position;
            if position.number != at.0 {
                return None;
            }
            if position.number == number {
                return Some(position.entry);
            }
            at = (at.0.checked_sub(1)?, position.previous);
        }
    }

    /// Every proof held against a hub.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let several = self.places.values().filter(|hashes| hashes.len() > 1);
        several
            .flat_map(|hashes| {
                let mut all = hashes.iter().map(|hash| self.positions[hash].clone());
                let first = all.next();
                all.filter_map(move |second| Some(Contradiction { first: first.clone()?, second }))
            })
            .collect()
    }

    /// How many positions wait for the root's naming of their hub.
    pub fn unproven(&self) -> usize {
        self.unproven.len()
    }
}
