//! From the entries held to the record they make: a function of the set of changes alone.
//!
//! Order of arrival and size of batches leave no trace. A change is refused for what it is, or judged
//! misfit by its own past; where two changes by one actor carry the same number, the first in canonical
//! order (dependencies, then entry id) stands. What depends on a change that is not applied waits.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, BinaryHeap, HashMap};

use holdfast_ledger::{DeviceId, EntryId};

use super::actor::Actor;
use super::change::{CheckedChange, check_change};
use super::document::Document;
use super::heads::ChangeHash;
use super::history::{History, Verdict};
use super::refusal::Quarantine;

/// A change as an entry holds it.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    /// The entry.
    pub entry: EntryId,
    /// Its author, whose device id the change's actor has to begin with.
    pub author: DeviceId,
    /// The raw change.
    pub change: &'a [u8],
}

/// A record made of the changes held for it. Every change is in exactly one of the three lists, each
/// sorted by entry.
#[derive(Debug)]
pub struct Materialised {
    /// The record. One document; a later version may give two, where a copied device's branches cannot
    /// stand in one.
    pub documents: Vec<Document>,
    /// Entries whose change stands in the record.
    pub applied: Vec<EntryId>,
    /// Entries whose change builds upon changes that are not applied, and upon which.
    pub waiting: Vec<(EntryId, Vec<ChangeHash>)>,
    /// Entries whose change does not enter the record, and why.
    pub quarantined: Vec<(EntryId, Quarantine)>,
}

/// What became of more changes for a record (see [`extend`]).
#[derive(Debug)]
pub enum Extended {
    /// The record, with all of them applied or waiting.
    Grown {
        /// The record with what could be applied.
        document: Box<Document>,
        /// Entries applied now, in the order in which they were.
        applied: Vec<EntryId>,
        /// Entries that wait, and upon which changes.
        waiting: Vec<(EntryId, Vec<ChangeHash>)>,
    },
    /// Something among them is not as it should be: [`materialise`] the whole set.
    Rebuild,
}

/// Builds a record from every change held for it.
pub fn materialise(actor: Actor, changes: &[Held<'_>]) -> Materialised {
    let mut quarantined = Vec::new();
    let mut pool = Vec::new();
    for held in changes {
        match check_change(held.change, held.author) {
            Ok(change) => pool.push(Candidate { entry: held.entry, change }),
            Err(refusal) => quarantined.push((held.entry, Quarantine::Refused(refusal))),
        }
    }
    let (document, woven) = build(actor, &pool);
    quarantined.extend(woven.quarantined);
    quarantined.sort_by_key(|(entry, _)| *entry);
    let mut applied = woven.applied;
    applied.sort_unstable();
    Materialised { documents: vec![document], applied, waiting: woven.waiting, quarantined }
}

/// Adds changes to a record of which nothing is quarantined, `pool` being those that waited and those
/// that came. The result is the same as that of [`materialise`] over all of them; anything that might
/// make a difference to that is [`Extended::Rebuild`].
pub fn extend(mut document: Document, pool: &[Held<'_>]) -> Extended {
    let checked: Result<Vec<_>, _> = pool
        .iter()
        .map(|held| {
            let change = check_change(held.change, held.author)?;
            Ok::<_, super::Refusal>(Candidate { entry: held.entry, change })
        })
        .collect();
    let (Ok(pool), Some(history)) = (checked, document.take_history()) else {
        return Extended::Rebuild;
    };
    let woven = weave(history, &pool, &BTreeSet::new());
    if !woven.quarantined.is_empty() {
        return Extended::Rebuild;
    }
    match document.grown(&woven.fresh, woven.history) {
        Some(document) => Extended::Grown {
            document: Box::new(document),
            applied: woven.applied,
            waiting: woven.waiting,
        },
        None => Extended::Rebuild,
    }
}

/// A well-made change, and the entry it stands in.
struct Candidate {
    entry: EntryId,
    change: CheckedChange,
}

/// Candidates, sorted out.
struct Woven<'a> {
    history: History,
    /// The changes to apply, each after those it builds upon.
    fresh: Vec<&'a CheckedChange>,
    /// In canonical order.
    applied: Vec<EntryId>,
    waiting: Vec<(EntryId, Vec<ChangeHash>)>,
    quarantined: Vec<(EntryId, Quarantine)>,
}

/// Sorts candidates out and applies what fits. Should Automerge fail on a change in which nothing was
/// found wrong, that change is quarantined and all is done again without it.
fn build(actor: Actor, pool: &[Candidate]) -> (Document, Woven<'_>) {
    let mut failed = BTreeSet::new();
    loop {
        let woven = weave(History::default(), pool, &failed);
        if let Some(document) = Document::of(actor, &woven.fresh, woven.history.clone()) {
            return (document, woven);
        }
        match first_failing(actor, &woven.fresh) {
            Ok(document) => return (document, woven),
            Err(hash) => failed.insert(hash),
        };
    }
}

/// Applies changes one by one, each to a copy; the first that fails.
fn first_failing(actor: Actor, changes: &[&CheckedChange]) -> Result<Document, ChangeHash> {
    let mut document = Document::new(actor);
    let mut history = History::default();
    for change in changes {
        history.admit(change);
        document =
            document.clone().grown(&[change], history.clone()).ok_or_else(|| change.hash())?;
    }
    Ok(document)
}

/// Takes candidates in canonical order: of those whose dependencies are met, always the lowest entry.
fn weave<'a>(history: History, pool: &'a [Candidate], failed: &BTreeSet<ChangeHash>) -> Woven<'a> {
    let mut woven = Woven {
        history,
        fresh: Vec::new(),
        applied: Vec::new(),
        waiting: Vec::new(),
        quarantined: Vec::new(),
    };
    let mut queue = Queue::default();
    pool.iter().for_each(|candidate| queue.place(candidate, &woven.history));
    while let Some(Reverse(next)) = queue.ready.pop() {
        let Candidate { entry, change } = next.0;
        if failed.contains(&change.hash()) {
            woven.quarantined.push((*entry, Quarantine::Failed));
            continue;
        }
        match woven.history.judge(change) {
            Verdict::Fits => {
                woven.history.admit(change);
                woven.fresh.push(change);
                woven.applied.push(*entry);
                queue.release(change.hash(), &woven.history);
            }
            Verdict::Already => woven.applied.push(*entry),
            Verdict::Misfit(misfit) => woven.quarantined.push((*entry, misfit.into())),
            Verdict::Clash => woven.quarantined.push((*entry, Quarantine::Clash)),
            Verdict::Waiting(missing) => woven.waiting.push((*entry, missing)),
        }
    }
    let left = queue.blocked.into_values().flatten();
    woven.waiting.extend(left.map(|left| (left.entry, woven.history.missing(&left.change))));
    woven.waiting.sort_by_key(|(entry, _)| *entry);
    woven
}

/// Candidates not decided yet.
#[derive(Default)]
struct Queue<'a> {
    ready: BinaryHeap<Reverse<Next<'a>>>,
    /// By one of the changes each still lacks.
    blocked: HashMap<ChangeHash, Vec<&'a Candidate>>,
}

impl<'a> Queue<'a> {
    fn place(&mut self, candidate: &'a Candidate, history: &History) {
        match history.missing(&candidate.change).first() {
            Some(lacking) => self.blocked.entry(*lacking).or_default().push(candidate),
            None => self.ready.push(Reverse(Next(candidate))),
        }
    }

    fn release(&mut self, applied: ChangeHash, history: &History) {
        for candidate in self.blocked.remove(&applied).unwrap_or_default() {
            self.place(candidate, history);
        }
    }
}

/// A candidate, ordered by its entry (and by its change, should one entry hold two).
struct Next<'a>(&'a Candidate);

impl Next<'_> {
    fn key(&self) -> (EntryId, ChangeHash) {
        (self.0.entry, self.0.change.hash())
    }
}

impl Ord for Next<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Next<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Next<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Next<'_> {}
