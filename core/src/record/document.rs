//! A record as one Automerge document: a flat root map of immutable byte scalars.
//!
//! Flat, because two devices that create the same nested map concurrently hide one's contents; never
//! deleted from, because a delete beside a put loses silently; each value one scalar with a fresh id,
//! because then no put is a no-op and what two people wrote stands side by side.

use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{Automerge, Change, ROOT, ReadDoc, ScalarValue, Value, ValueRef};
use holdfast_ledger::{DeviceId, Timestamp};

use super::actor::Actor;
use super::change::{self, CheckedChange, OpId, PlainChange, PlainPut, check_change};
use super::ground::Ground;
use super::heads::{ChangeHash, DocumentHeads};
use super::history::{History, Verdict};
use super::refusal::Refusal;
use crate::care::{Fields, Put};

/// One record's document, and the actor that writes in it here.
#[derive(Clone)]
pub struct Document {
    automerge: Automerge,
    actor: Actor,
    /// Built when a change from elsewhere is to be judged, and kept up from then on.
    history: Option<History>,
    /// Every raw change, if it was loaded from nothing else and the history is not built yet: to ask
    /// Automerge for them back costs far more.
    raw: Vec<Vec<u8>>,
    /// The number and hash of the last change written here, once one was.
    last: Option<(u32, ChangeHash)>,
}

/// A change as it was made, and the document that has it.
struct Made {
    actor: Actor,
    next: Automerge,
    hash: ChangeHash,
    bytes: Vec<u8>,
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PutError {
    /// No puts, or none that says anything new.
    #[error("expected a value that is not there yet, found none; give each item a fresh id")]
    Nothing,
    /// What would be written is not what other devices take in.
    #[error("{0}; other devices would not take it in: write it in smaller parts")]
    Refused(#[from] Refusal),
    /// The change does not apply to a copy of the document.
    #[error("expected it to apply to a copy of the record, found that it does not; run repair")]
    DoesNotApply,
}

/// A snapshot or tail that does not give a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a record's snapshot and the changes since, found something else; run repair")]
pub struct Damaged;

/// A value that stands or stood at a key.
#[derive(Clone, PartialEq, Eq)]
pub struct Past {
    /// The value's bytes.
    pub value: Vec<u8>,
    /// The device that wrote it.
    pub device: DeviceId,
    /// When, by that device's clock, to the second.
    pub written: Timestamp,
    /// The change it came in.
    pub change: ChangeHash,
}

impl Document {
    /// An empty document.
    pub fn new(actor: Actor) -> Self {
        let automerge = Automerge::new().with_actor(actor.into());
        Self { automerge, actor, history: Some(History::default()), raw: Vec::new(), last: None }
    }

    /// A document from [`Self::save`] and the raw changes since, oldest first. Both are this device's
    /// own, sealed by it: nothing from outside is read here.
    ///
    /// # Errors
    /// [`Damaged`]: the record has to be rebuilt from its entries.
    pub fn load<'a>(
        actor: Actor,
        snapshot: Option<&[u8]>,
        tail: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Self, Damaged> {
        let tail: Vec<&[u8]> = tail.into_iter().collect();
        let read = || {
            let mut automerge = match snapshot {
                Some(bytes) => Automerge::load(bytes).map_err(|_| Damaged)?,
                None => Automerge::new(),
            };
            let changes = parse(tail.iter().copied()).map_err(|_| Damaged)?;
            let last = changes.last().map(Change::hash);
            automerge.apply_changes(changes).map_err(|_| Damaged)?;
            let whole = last.is_none_or(|hash| automerge.get_change_meta_by_hash(&hash).is_some());
            if whole { Ok(automerge.with_actor(actor.into())) } else { Err(Damaged) }
        };
        let automerge = catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Damaged))?;
        let alone = snapshot.is_none();
        let raw = tail.iter().filter(|_| alone).map(|change| change.to_vec()).collect();
        Ok(Self { automerge, actor, history: None, raw, last: None })
    }

    /// The whole document, for the cache. Not for signing or sending: entries are.
    pub fn save(&self) -> Vec<u8> {
        self.automerge.save_nocompress()
    }

    /// Writes: all of `puts` as one change. Gives the raw bytes of that change, which were checked as a
    /// receiver checks them. `time` is kept to the second.
    ///
    /// # Errors
    /// When there is nothing to write, or other devices would not take it; the document is then as it
    /// was.
    pub fn put(&mut self, puts: &[Put], time: Timestamp) -> Result<Vec<u8>, PutError> {
        let seconds = change::clamp_time(time.0.div_euclid(1000));
        let made = catch_unwind(AssertUnwindSafe(|| self.make(puts, seconds)));
        let Made { actor, next, hash, bytes } =
            made.map_err(|_| PutError::DoesNotApply)?.ok_or(PutError::Nothing)?;
        let checked = check_change(&bytes, self.actor.device())?;
        if checked.plain.puts.len() != puts.len() {
            return Err(PutError::Nothing);
        }
        let fits = self.history.as_ref().is_none_or(|h| h.judge(&checked) == Verdict::Fits);
        if !fits || checked.hash() != hash {
            return Err(PutError::DoesNotApply);
        }
        self.automerge = next;
        self.actor = actor;
        self.last = Some((checked.plain.sequence, hash));
        if let Some(history) = &mut self.history {
            history.admit(&checked);
        } else if !self.raw.is_empty() {
            self.raw.push(bytes.clone());
        }
        Ok(bytes)
    }

    /// The change, and the document with it. Upon all of the document if it fits there.
    fn make(&self, puts: &[Put], seconds: i64) -> Option<Made> {
        let mut next = self.automerge.clone();
        let Some(Ground { actor, document: mut part }) = Ground::below(&next, self.actor, puts)
        else {
            let foreseen = self.foresee(puts, seconds);
            let hash = write(&mut next, puts, seconds)?;
            let bytes = bytes_of_change(&next, hash, foreseen)?;
            return Some(Made { actor: self.actor, next, hash, bytes });
        };
        let hash = write(&mut part, puts, seconds)?;
        let bytes = bytes_of_change(&part, hash, None)?;
        next.apply_changes(parse([bytes.as_slice()]).ok()?).ok()?;
        Some(Made { actor, next: next.with_actor(actor.into()), hash, bytes })
    }

    /// The change that writing `puts` will make, as far as this document knows its actor's last one.
    /// Whether it came true shows in its hash; asking Automerge for the bytes costs far more.
    pub(super) fn foresee(&self, puts: &[Put], seconds: i64) -> Option<Vec<u8>> {
        let (sequence, last) = self.last?;
        let mut deps = heads_of(&self.automerge);
        let ends = deps.iter().map(|head| {
            Some(self.automerge.get_change_meta_by_hash(&automerge::ChangeHash(head.0))?.max_op)
        });
        let end = ends.collect::<Option<Vec<_>>>()?.into_iter().max().unwrap_or(0);
        if !deps.contains(&last) {
            deps.push(last);
            deps.sort_unstable();
        }
        let plain = PlainChange {
            deps,
            actor: self.actor,
            sequence: sequence.checked_add(1)?,
            start: u32::try_from(end).ok()?.checked_add(1)?,
            time: seconds,
            puts: puts.iter().map(|put| self.foresee_put(put)).collect::<Option<_>>()?,
        };
        Some(plain.encode())
    }

    fn foresee_put(&self, put: &Put) -> Option<PlainPut> {
        let standing = self.automerge.get_all(ROOT, put.key.as_str()).ok()?;
        let id = |(_, id): (_, automerge::ObjId)| match id {
            automerge::ObjId::Id(counter, actor, _) => Some(OpId {
                counter: u32::try_from(counter).ok()?,
                actor: Actor::from_slice(actor.to_bytes())?,
            }),
            automerge::ObjId::Root => None,
        };
        let replaces = standing.into_iter().map(id).collect::<Option<_>>()?;
        Some(PlainPut { key: put.key.clone(), value: put.value.clone(), replaces })
    }

    /// What stands at every key now.
    pub fn fields(&self) -> Fields {
        let items = self.automerge.map_range(ROOT, ..).map(|item| {
            let values = if item.conflict {
                bytes_of(self.automerge.get_all(ROOT, item.key.as_ref()))
            } else {
                single(item.value)
            };
            (item.key.into_owned(), values)
        });
        items.collect()
    }

    /// What stands at one key now; nothing for a key that was never written.
    pub fn values(&self, key: &str) -> Vec<Vec<u8>> {
        bytes_of(self.automerge.get_all(ROOT, key))
    }

    /// What stood at every key in an earlier version; nothing if this document does not have that
    /// version whole.
    pub fn fields_at(&self, heads: &DocumentHeads) -> Option<Fields> {
        let known: Vec<_> =
            heads.as_slice().iter().map(|head| automerge::ChangeHash(head.0)).collect();
        if known.iter().any(|head| self.automerge.get_change_meta_by_hash(head).is_none()) {
            return None;
        }
        let items = self.automerge.map_range_at(ROOT, .., &known).map(|item| {
            let values = bytes_of(self.automerge.get_all_at(ROOT, item.key.as_ref(), &known));
            (item.key.into_owned(), values)
        });
        Some(items.collect())
    }

    /// Which version this is.
    pub fn heads(&self) -> DocumentHeads {
        let heads = self.automerge.get_heads();
        DocumentHeads::new(heads.into_iter().map(|head| ChangeHash(head.0)).collect())
    }

    /// Every value a key ever had, in the order of writing as far as there is one.
    pub fn history(&self, key: &str) -> Vec<Past> {
        let mut found = Vec::new();
        for change in self.changes().unwrap_or_default() {
            let plain = &change.plain;
            for (number, put) in (plain.start..).zip(&plain.puts).filter(|(_, put)| put.key == key)
            {
                found.push((
                    number,
                    plain.actor,
                    Past {
                        value: put.value.clone(),
                        device: plain.actor.device(),
                        written: Timestamp(plain.time.saturating_mul(1000)),
                        change: change.hash(),
                    },
                ));
            }
        }
        found.sort_by_key(|(number, actor, _)| (*number, *actor));
        found.into_iter().map(|(_, _, past)| past).collect()
    }

    /// How many changes it consists of.
    pub fn change_count(&self) -> usize {
        self.automerge.get_changes_meta(&[]).len()
    }

    /// A document of changes that were judged, in an order in which each comes after those it builds
    /// upon. Nothing, if Automerge does not take them after all.
    pub(super) fn of(actor: Actor, changes: &[&CheckedChange], history: History) -> Option<Self> {
        let empty = Automerge::new().with_actor(actor.into());
        let automerge = apply(empty, changes.iter().copied())?;
        let whole = heads_of(&automerge) == history.heads();
        let (history, raw) = (Some(history), Vec::new());
        whole.then_some(Self { automerge, actor, history, raw, last: None })
    }

    /// The same document with more changes, judged by a history grown from [`Self::take_history`].
    pub(super) fn grown(mut self, changes: &[&CheckedChange], history: History) -> Option<Self> {
        self.automerge = apply(self.automerge, changes.iter().copied())?;
        let whole = heads_of(&self.automerge) == history.heads();
        self.history = Some(history);
        whole.then_some(self)
    }

    /// The history of this document, built if it was not needed before.
    pub(super) fn take_history(&mut self) -> Option<History> {
        if let Some(history) = self.history.take() {
            return Some(history);
        }
        let mut history = History::default();
        let raw = std::mem::take(&mut self.raw);
        let changes = if raw.is_empty() { self.changes() } else { decode_all(&raw) };
        for change in changes? {
            if history.judge(&change) != Verdict::Fits {
                return None;
            }
            history.admit(&change);
        }
        Some(history)
    }

    /// Every change, each after those it builds upon.
    fn changes(&self) -> Option<Vec<CheckedChange>> {
        let changes = self.automerge.get_changes(&[]);
        decode_all(changes.iter().map(|change| change.raw_bytes()))
    }
}

impl core::fmt::Debug for Document {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Document({:?})", self.heads())
    }
}

impl core::fmt::Debug for Past {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Past({:?}, {:?}, {} bytes)", self.device, self.written, self.value.len())
    }
}

/// Writes in a transaction; the hash of the one change, or nothing if nothing changed.
fn write(automerge: &mut Automerge, puts: &[Put], seconds: i64) -> Option<ChangeHash> {
    let mut transaction = automerge.transaction();
    for put in puts {
        let value = ScalarValue::Bytes(put.value.clone());
        transaction.put(ROOT, put.key.as_str(), value).ok()?;
    }
    let (hash, _) = transaction.commit_with(CommitOptions::default().with_time(seconds));
    hash.map(|hash| ChangeHash(hash.0))
}

/// The raw bytes of a change: those foreseen, if they are that change's.
fn bytes_of_change(
    automerge: &Automerge,
    hash: ChangeHash,
    foreseen: Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let foreseen = foreseen.filter(|bytes| change::hash_of(bytes) == Some(hash));
    foreseen.or_else(|| {
        let change = automerge.get_change_by_hash(&automerge::ChangeHash(hash.0))?;
        Some(change.raw_bytes().to_vec())
    })
}

/// Applies changes that were checked; nothing, should Automerge refuse, panic, or hold one back.
fn apply<'a>(
    mut automerge: Automerge,
    changes: impl IntoIterator<Item = &'a CheckedChange>,
) -> Option<Automerge> {
    // What is half-done after a panic is dropped with the closure's document.
    catch_unwind(AssertUnwindSafe(move || {
        let changes = parse(changes.into_iter().map(CheckedChange::bytes)).ok()?;
        automerge.apply_changes(changes).ok()?;
        automerge.get_missing_deps(&[]).is_empty().then_some(automerge)
    }))
    .ok()
    .flatten()
}

fn decode_all(changes: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Option<Vec<CheckedChange>> {
    changes.into_iter().map(|change| change::decode(change.as_ref()).ok()).collect()
}

fn parse<'a>(
    changes: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<Change>, automerge::LoadChangeError> {
    changes.into_iter().map(Change::try_from).collect()
}

fn heads_of(automerge: &Automerge) -> Vec<ChangeHash> {
    automerge.get_heads().into_iter().map(|head| ChangeHash(head.0)).collect()
}

fn single(value: ValueRef<'_>) -> Vec<Vec<u8>> {
    match value {
        ValueRef::Scalar(automerge::ScalarValueRef::Bytes(bytes)) => vec![bytes.into_owned()],
        _ => Vec::new(),
    }
}

fn bytes_of(
    values: Result<Vec<(Value<'_>, automerge::ObjId)>, automerge::AutomergeError>,
) -> Vec<Vec<u8>> {
    let values = values.unwrap_or_default().into_iter();
    let mut bytes: Vec<_> = values.filter_map(|(value, _)| value.into_bytes().ok()).collect();
    bytes.sort_by_cached_key(|value| super::sha256(value));
    bytes
}
