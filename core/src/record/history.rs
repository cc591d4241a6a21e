//! Whether a change fits the changes it says it builds upon.
//!
//! The judgement looks at a change and its own past and at nothing else, so that it comes out the same
//! on every device, in every order of arrival. It is also what keeps Automerge safe: an operation
//! numbered out of turn, a sequence with a gap or a replaced value that never stood there panics it, or
//! is taken and makes the document unreadable later.

use std::collections::{BTreeSet, HashMap};

use super::actor::Actor;
use super::change::{CheckedChange, OpId, PlainPut};
use super::heads::ChangeHash;
use super::refusal::Misfit;

/// What is known of every change applied so far.
#[derive(Clone, Default)]
pub(super) struct History {
    nodes: Vec<Node>,
    by_hash: HashMap<ChangeHash, usize>,
    /// Each actor's changes, in their sequence.
    feeds: HashMap<Actor, Vec<usize>>,
    keys: HashMap<String, Vec<Written>>,
    heads: BTreeSet<usize>,
}

#[derive(Clone)]
struct Node {
    hash: ChangeHash,
    deps: Vec<usize>,
    /// The number of its last operation: above that of every change it builds upon.
    end: u32,
}

#[derive(Clone)]
struct Written {
    id: OpId,
    node: usize,
    replaced_by: Vec<usize>,
}

/// What is to be done with a change.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Fits,
    /// It was applied before.
    Already,
    /// These changes are not applied (yet).
    Waiting(Vec<ChangeHash>),
    Misfit(Misfit),
    /// Its actor has another change of this number.
    Clash,
}

impl History {
    /// Judges a change; changes nothing.
    pub(super) fn judge(&self, change: &CheckedChange) -> Verdict {
        if self.by_hash.contains_key(&change.hash()) {
            return Verdict::Already;
        }
        let missing = self.missing(change);
        if !missing.is_empty() {
            return Verdict::Waiting(missing);
        }
        let deps = self.indexes(change.dependencies());
        if let Err(misfit) = self.fits(change, &deps) {
            return Verdict::Misfit(misfit);
        }
        match self.in_feed(change.plain.actor, change.plain.sequence) {
            Some(_) => Verdict::Clash,
            None => Verdict::Fits,
        }
    }

    /// Remembers a change that fits.
    pub(super) fn admit(&mut self, change: &CheckedChange) {
        let at = self.nodes.len();
        let deps = self.indexes(change.dependencies());
        for dep in &deps {
            self.heads.remove(dep);
        }
        self.heads.insert(at);
        self.by_hash.insert(change.hash(), at);
        self.feeds.entry(change.plain.actor).or_default().push(at);
        for (number, put) in (change.plain.start..).zip(&change.plain.puts) {
            let id = OpId { counter: number, actor: change.plain.actor };
            let written = self.keys.entry(put.key.clone()).or_default();
            for before in written.iter_mut().filter(|before| put.replaces.contains(&before.id)) {
                before.replaced_by.push(at);
            }
            written.push(Written { id, node: at, replaced_by: Vec::new() });
        }
        self.nodes.push(Node { hash: change.hash(), deps, end: change.plain.end() });
    }

    /// The changes nothing builds upon, ascending.
    pub(super) fn heads(&self) -> Vec<ChangeHash> {
        let mut heads: Vec<_> = self.heads.iter().map(|at| self.nodes[*at].hash).collect();
        heads.sort_unstable();
        heads
    }

    /// The changes it builds upon that are not applied, ascending.
    pub(super) fn missing(&self, change: &CheckedChange) -> Vec<ChangeHash> {
        let absent = |dep: &&ChangeHash| !self.by_hash.contains_key(*dep);
        change.dependencies().iter().filter(absent).copied().collect()
    }

    fn indexes(&self, hashes: &[ChangeHash]) -> Vec<usize> {
        hashes.iter().filter_map(|hash| self.by_hash.get(hash)).copied().collect()
    }

    fn in_feed(&self, actor: Actor, sequence: u32) -> Option<usize> {
        let at = usize::try_from(sequence.checked_sub(1)?).ok()?;
        self.feeds.get(&actor)?.get(at).copied()
    }

    fn fits(&self, change: &CheckedChange, deps: &[usize]) -> Result<(), Misfit> {
        let plain = &change.plain;
        let before = deps.iter().map(|dep| self.nodes[*dep].end).max().unwrap_or(0);
        if before.checked_add(1) != Some(plain.start) {
            return Err(Misfit::WrongStart);
        }
        let previous = plain.sequence.checked_sub(1).and_then(|n| self.in_feed(plain.actor, n));
        let rival = self.in_feed(plain.actor, plain.sequence);
        let past = self.past(deps, previous.into_iter().chain(rival), &plain.puts);
        let follows = plain.sequence == 1 || previous.is_some_and(|node| past.holds(node));
        if !follows || rival.is_some_and(|node| past.holds(node)) {
            return Err(Misfit::WrongSequence);
        }
        if plain.puts.iter().any(|put| self.standing(&put.key, &past) != put.replaces) {
            return Err(Misfit::WrongReplaced);
        }
        Ok(())
    }

    /// The operations whose values stand at a key, for one who knows `past` only; ascending.
    fn standing(&self, key: &str, past: &Past) -> Vec<OpId> {
        let written = self.keys.get(key).map_or(&[][..], Vec::as_slice);
        let mut ids: Vec<_> = written
            .iter()
            .filter(|op| past.holds(op.node) && !op.replaced_by.iter().any(|by| past.holds(*by)))
            .map(|op| op.id)
            .collect();
        ids.sort_unstable();
        ids
    }

    /// What `deps` build upon, themselves included, as far back as the changes that matter here.
    fn past(&self, deps: &[usize], feed: impl Iterator<Item = usize>, puts: &[PlainPut]) -> Past {
        if self.heads.iter().all(|head| deps.contains(head)) {
            return Past::All;
        }
        let written = puts.iter().filter_map(|put| self.keys.get(&put.key)).flatten();
        let matter = written.flat_map(|op| op.replaced_by.iter().copied().chain([op.node]));
        let Some(floor) = feed.chain(matter).map(|node| self.nodes[node].end).min() else {
            return Past::Nothing;
        };
        let mut seen = vec![false; self.nodes.len()];
        let mut open = deps.to_vec();
        while let Some(at) = open.pop() {
            // An earlier change has smaller numbers: below the floor there is nothing of interest.
            if !seen[at] && self.nodes[at].end >= floor {
                seen[at] = true;
                open.extend(&self.nodes[at].deps);
            }
        }
        Past::Some(seen)
    }
}

/// Which changes one has seen.
enum Past {
    All,
    Some(Vec<bool>),
    Nothing,
}

impl Past {
    fn holds(&self, node: usize) -> bool {
        match self {
            Self::All => true,
            Self::Some(seen) => seen.get(node).copied().unwrap_or(false),
            Self::Nothing => false,
        }
    }
}
