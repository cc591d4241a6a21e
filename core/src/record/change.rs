//! One change, as plain data, and the only way bytes from outside become one.
//!
//! Automerge 0.12 panics on hostile changes, loops on some, and accepts others that later make the
//! document unreadable. So a change is first decoded here, within bounds, as the one thing our
//! documents consist of: bytes put at keys of a flat root map. It is then encoded again and compared:
//! what Automerge sees is, bit for bit, what an honest device could have written.

use std::collections::BTreeSet;
use std::ops::Range;

use holdfast_ledger::DeviceId;
use sha2::{Digest, Sha256};

use super::actor::Actor;
use super::columns::{self, Input};
use super::heads::ChangeHash;
use super::refusal::Refusal;

/// A change is at most this long: the limit of an entry.
pub const MAX_CHANGE_BYTES: usize = 256 * 1024;

/// One change writes at most this many values.
pub const MAX_PUTS: usize = 4096;

/// One change replaces at most this many values (several where a key is disputed).
const MAX_REPLACED: usize = 65_536;

/// Seconds since 1970 within which a change may say it was written: 34,000 years either way, so that
/// no difference of two overflows.
const TIME: Range<i64> = -(1 << 40)..(1 << 40);

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const CHANGE_CHUNK: u8 = 1;
const PUT: u64 = 1;
const BYTES: u64 = 7;

// Column specifications: (column id << 4) | type, in the order they are written.
const KEY: u32 = 0x15;
const INSERT: u32 = 0x34;
const ACTION: u32 = 0x42;
const VALUE_META: u32 = 0x56;
const VALUE: u32 = 0x57;
const REPLACED_COUNT: u32 = 0x70;
const REPLACED_ACTOR: u32 = 0x71;
const REPLACED_COUNTER: u32 = 0x73;

/// An operation, as every document names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct OpId {
    pub(super) counter: u32,
    pub(super) actor: Actor,
}

/// A value put at a key, and the operations whose values it replaces there.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct PlainPut {
    pub(super) key: String,
    pub(super) value: Vec<u8>,
    pub(super) replaces: Vec<OpId>,
}

/// What a change says.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct PlainChange {
    pub(super) deps: Vec<ChangeHash>,
    pub(super) actor: Actor,
    pub(super) sequence: u32,
    pub(super) start: u32,
    /// Seconds since 1970, by the writer's clock.
    pub(super) time: i64,
    pub(super) puts: Vec<PlainPut>,
}

/// A change that is well made. Whether it fits the document it is for is judged there.
#[derive(Clone)]
pub struct CheckedChange {
    pub(super) plain: PlainChange,
    hash: ChangeHash,
    bytes: Vec<u8>,
}

impl CheckedChange {
    /// Its hash.
    pub const fn hash(&self) -> ChangeHash {
        self.hash
    }

    /// The raw bytes, as they stand in the entry.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The changes it builds upon.
    pub fn dependencies(&self) -> &[ChangeHash] {
        &self.plain.deps
    }
}

impl core::fmt::Debug for CheckedChange {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "CheckedChange({:?}, {} values)", self.hash, self.plain.puts.len())
    }
}

/// Checks all that can be said of a change by itself: `bytes` as they stand in an entry by `author`.
///
/// # Errors
/// The first thing that is not as an honest device writes it.
pub fn check_change(bytes: &[u8], author: DeviceId) -> Result<CheckedChange, Refusal> {
    let checked = decode(bytes)?;
    if checked.plain.actor.device() != author {
        return Err(Refusal::ForeignActor { expected: author });
    }
    Ok(checked)
}

/// One put of a change, as it stands in the bytes.
#[derive(Clone, Copy, Debug)]
pub struct Glimpse<'a> {
    /// The document key; empty where it is no text.
    pub key: &'a str,
    /// The value.
    pub value: &'a [u8],
    /// How many values it replaces that stood at the key.
    pub replaces: usize,
}

/// What a change puts, to look at before it is checked. Of a change that is not well made there may be
/// nothing: that is found when it is checked.
pub fn glimpse(change: &[u8]) -> Vec<Glimpse<'_>> {
    read_glimpse(change).unwrap_or_default()
}

fn read_glimpse(change: &[u8]) -> Result<Vec<Glimpse<'_>>, Refusal> {
    let mut input = Input::new(change);
    input.take(MAGIC.len() + 4 + 1)?;
    input.length()?;
    read_deps(&mut input)?;
    read_actor(&mut input)?;
    input.u32()?;
    input.u32()?;
    input.signed()?;
    let message = input.length()?;
    input.take(message)?;
    for _ in 0..input.length()? {
        read_actor(&mut input)?;
    }
    let columns = Columns::read(&mut input)?;
    let keys = read_keys(&columns)?;
    let metas = columns::read_runs(columns.of(VALUE_META), MAX_PUTS, Input::unsigned)?;
    let counts = columns::read_runs(columns.of(REPLACED_COUNT), MAX_PUTS, Input::length)?;
    let mut values = Input::new(columns.of(VALUE));
    let puts = keys.into_iter().zip(metas).zip(counts);
    puts.map(|((key, meta), replaces)| {
        let size = usize::try_from(meta >> 4).map_err(|_| Refusal::NumberTooLarge)?;
        let key = core::str::from_utf8(key).unwrap_or_default();
        Ok(Glimpse { key, value: values.take(size)?, replaces })
    })
    .collect()
}

fn read_keys<'a>(columns: &Columns<'a>) -> Result<Vec<&'a [u8]>, Refusal> {
    columns::read_runs(columns.of(KEY), MAX_PUTS, |input| {
        let len = input.length()?;
        input.take(len)
    })
}

/// As [`check_change`], by whoever its actor says.
pub(super) fn decode(bytes: &[u8]) -> Result<CheckedChange, Refusal> {
    if bytes.len() > MAX_CHANGE_BYTES {
        return Err(Refusal::TooLarge { found: bytes.len() });
    }
    let (hash, body) = unframed(bytes)?;
    let plain = PlainChange::decode(body)?;
    if plain.encode() != bytes {
        return Err(Refusal::NotCanonical);
    }
    Ok(CheckedChange { plain, hash, bytes: bytes.to_vec() })
}

/// The hash of a change, if the bytes are framed as one.
pub(super) fn hash_of(bytes: &[u8]) -> Option<ChangeHash> {
    unframed(bytes).ok().map(|(hash, _)| hash)
}

/// Takes the head off: magic, checksum, kind and length.
fn unframed(bytes: &[u8]) -> Result<(ChangeHash, &[u8]), Refusal> {
    let mut input = Input::new(bytes);
    if input.array()? != MAGIC {
        return Err(Refusal::NotAChange);
    }
    let checksum: [u8; 4] = input.array()?;
    if input.array()? != [CHANGE_CHUNK] {
        return Err(Refusal::NotAChange);
    }
    let len = input.length()?;
    let body = input.take(len)?;
    if !input.is_empty() {
        return Err(Refusal::NotAChange);
    }
    let hash = hash(body);
    if hash.0[..4] == checksum { Ok((hash, body)) } else { Err(Refusal::WrongHash) }
}

/// The nearest time, in seconds, that a change may carry.
pub(super) fn clamp_time(seconds: i64) -> i64 {
    seconds.clamp(TIME.start, TIME.end - 1)
}

/// The name of a change: SHA-256 over its kind, length and body.
fn hash(body: &[u8]) -> ChangeHash {
    let mut head = vec![CHANGE_CHUNK];
    columns::write_unsigned(&mut head, body.len() as u64);
    ChangeHash(Sha256::new().chain_update(head).chain_update(body).finalize().into())
}

impl PlainChange {
    fn decode(body: &[u8]) -> Result<Self, Refusal> {
        let mut input = Input::new(body);
        let deps = read_deps(&mut input)?;
        let actor = read_actor(&mut input)?;
        let sequence = input.u32()?;
        let start = input.u32()?;
        let time = input.signed()?;
        let message = input.length()?;
        if message != 0 {
            return Err(Refusal::NotPlain);
        }
        if sequence == 0 || start == 0 || !TIME.contains(&time) {
            return Err(Refusal::NumberTooLarge);
        }
        let mut actors = vec![actor];
        for _ in 0..input.length()? {
            actors.push(read_actor(&mut input)?);
        }
        let puts = read_puts(&mut input, &actors)?;
        let last = u32::try_from(puts.len()).map_err(|_| Refusal::TooManyOperations)?;
        start.checked_add(last).ok_or(Refusal::NumberTooLarge)?;
        Ok(Self { deps, actor, sequence, start, time, puts })
    }

    /// The number of its last operation.
    pub(super) fn end(&self) -> u32 {
        self.start.saturating_add(self.puts.len() as u32).saturating_sub(1)
    }

    /// The one encoding of this change: the same bytes that Automerge writes.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut body = Vec::new();
        columns::write_unsigned(&mut body, self.deps.len() as u64);
        self.deps.iter().for_each(|dep| body.extend(dep.0));
        write_prefixed(&mut body, self.actor.as_bytes());
        columns::write_unsigned(&mut body, u64::from(self.sequence));
        columns::write_unsigned(&mut body, u64::from(self.start));
        columns::write_signed(&mut body, self.time);
        columns::write_unsigned(&mut body, 0);
        let others = self.other_actors();
        columns::write_unsigned(&mut body, others.len() as u64);
        others.iter().for_each(|actor| write_prefixed(&mut body, actor.as_bytes()));
        self.write_columns(&mut body, &others);
        framed(&body)
    }

    /// Every actor but its own whose operations it replaces, ascending.
    fn other_actors(&self) -> Vec<Actor> {
        let named = self.replaced().map(|id| id.actor);
        let set: BTreeSet<_> = named.filter(|actor| *actor != self.actor).collect();
        set.into_iter().collect()
    }

    fn replaced(&self) -> impl Iterator<Item = &OpId> {
        self.puts.iter().flat_map(|put| &put.replaces)
    }

    fn write_columns(&self, out: &mut Vec<u8>, others: &[Actor]) {
        let index = |id: &OpId| match others.binary_search(&id.actor) {
            Ok(at) => at as u64 + 1,
            Err(_) => 0,
        };
        let number = |out: &mut Vec<u8>, value: &u64| columns::write_unsigned(out, *value);
        let keys: Vec<_> = self.puts.iter().map(|put| put.key.as_bytes()).collect();
        let metas: Vec<_> =
            self.puts.iter().map(|put| (put.value.len() as u64) << 4 | BYTES).collect();
        let counts: Vec<_> = self.puts.iter().map(|put| put.replaces.len() as u64).collect();
        let actors: Vec<_> = self.replaced().map(index).collect();
        let mut inserts = Vec::new();
        columns::write_unsigned(&mut inserts, self.puts.len() as u64);
        let columns = [
            (KEY, columns::write_runs(&keys, |out, key| write_prefixed(out, key))),
            (INSERT, inserts),
            (ACTION, columns::write_runs(&vec![PUT; self.puts.len()], number)),
            (VALUE_META, columns::write_runs(&metas, number)),
            (VALUE, self.puts.iter().flat_map(|put| &put.value).copied().collect()),
            (REPLACED_COUNT, columns::write_runs(&counts, number)),
            (REPLACED_ACTOR, columns::write_runs(&actors, number)),
            (REPLACED_COUNTER, columns::write_deltas(self.replaced().map(|id| id.counter))),
        ];
        let written: Vec<_> = columns.iter().filter(|(_, data)| !data.is_empty()).collect();
        columns::write_unsigned(out, written.len() as u64);
        for (spec, data) in &written {
            columns::write_unsigned(out, u64::from(*spec));
            columns::write_unsigned(out, data.len() as u64);
        }
        written.iter().for_each(|(_, data)| out.extend(data));
    }
}

/// A body with its head: magic, checksum, kind and length.
pub(super) fn framed(body: &[u8]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend(&hash(body).0[..4]);
    out.push(CHANGE_CHUNK);
    columns::write_unsigned(&mut out, body.len() as u64);
    out.extend(body);
    out
}

fn write_prefixed(out: &mut Vec<u8>, bytes: &[u8]) {
    columns::write_unsigned(out, bytes.len() as u64);
    out.extend(bytes);
}

fn read_deps(input: &mut Input<'_>) -> Result<Vec<ChangeHash>, Refusal> {
    let count = input.length()?;
    if count > input.len() / 32 {
        return Err(Refusal::CutShort);
    }
    let deps: Vec<_> =
        (0..count).map(|_| input.array().map(ChangeHash)).collect::<Result<_, _>>()?;
    if !deps.is_sorted_by(|a, b| a < b) {
        return Err(Refusal::NotCanonical);
    }
    Ok(deps)
}

fn read_actor(input: &mut Input<'_>) -> Result<Actor, Refusal> {
    let found = input.length()?;
    Actor::from_slice(input.take(found)?).ok_or(Refusal::OddActor { found })
}

fn read_puts(input: &mut Input<'_>, actors: &[Actor]) -> Result<Vec<PlainPut>, Refusal> {
    let columns = Columns::read(input)?;
    let keys = read_keys(&columns)?;
    let actions = columns::read_runs(columns.of(ACTION), MAX_PUTS, Input::unsigned)?;
    let metas = columns::read_runs(columns.of(VALUE_META), MAX_PUTS, Input::unsigned)?;
    let counts = columns::read_runs(columns.of(REPLACED_COUNT), MAX_PUTS, Input::length)?;
    let named = columns::read_runs(columns.of(REPLACED_ACTOR), MAX_REPLACED, Input::length)?;
    let counters = columns::read_deltas(columns.of(REPLACED_COUNTER), MAX_REPLACED)?;
    let len = keys.len();
    let even = len > 0 && [actions.len(), metas.len(), counts.len()] == [len; 3];
    if !even || named.len() != counters.len() || actions.iter().any(|action| *action != PUT) {
        return Err(Refusal::NotPlain);
    }
    let mut replaced = named.iter().zip(counters).map(|(at, counter)| {
        let actor = *actors.get(*at).ok_or(Refusal::NotPlain)?;
        Ok(OpId { counter, actor })
    });
    let mut values = Input::new(columns.of(VALUE));
    let mut seen = BTreeSet::new();
    let mut puts = Vec::with_capacity(len);
    for ((key, meta), count) in keys.into_iter().zip(metas).zip(counts) {
        let key = core::str::from_utf8(key).map_err(|_| Refusal::OddKey)?;
        check_key(key)?;
        if !seen.insert(key) {
            return Err(Refusal::KeyTwice);
        }
        if meta & 0xf != BYTES {
            return Err(Refusal::NotPlain);
        }
        let size = usize::try_from(meta >> 4).map_err(|_| Refusal::NumberTooLarge)?;
        let value = values.take(size)?.to_vec();
        let replaces: Vec<_> = replaced.by_ref().take(count).collect::<Result<_, Refusal>>()?;
        if replaces.len() != count || !replaces.is_sorted_by(|a, b| a < b) {
            return Err(Refusal::NotPlain);
        }
        puts.push(PlainPut { key: key.to_owned(), value, replaces });
    }
    if replaced.next().is_some() || !values.is_empty() {
        return Err(Refusal::NotPlain);
    }
    Ok(puts)
}

/// Whether a key has the shape all keys have: `section/field` or `collection/uuid`, each part of
/// lower-case letters, digits, `-` and `_`, 128 bytes at most.
///
/// # Errors
/// [`Refusal::OddKey`].
pub(super) fn check_key(key: &str) -> Result<(), Refusal> {
    let part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b))
    };
    match key.split_once('/') {
        Some((section, field)) if key.len() <= 128 && part(section) && part(field) => Ok(()),
        _ => Err(Refusal::OddKey),
    }
}

/// The columns of a change by specification. Only the eight that a plain put has are known; that the
/// insert column says nothing but "no" is seen when the change is encoded again.
struct Columns<'a>(Vec<(u32, &'a [u8])>);

impl<'a> Columns<'a> {
    fn read(input: &mut Input<'a>) -> Result<Self, Refusal> {
        let count = input.length()?;
        if count > 8 {
            return Err(Refusal::NotPlain);
        }
        let specs: Vec<_> =
            (0..count).map(|_| Ok((input.u32()?, input.length()?))).collect::<Result<_, _>>()?;
        specs
            .into_iter()
            .map(|(spec, len)| {
                let known = [
                    KEY,
                    INSERT,
                    ACTION,
                    VALUE_META,
                    VALUE,
                    REPLACED_COUNT,
                    REPLACED_ACTOR,
                    REPLACED_COUNTER,
                ];
                if known.contains(&spec) {
                    Ok((spec, input.take(len)?))
                } else {
                    Err(Refusal::NotPlain)
                }
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    fn of(&self, spec: u32) -> &'a [u8] {
        self.0.iter().find(|(known, _)| *known == spec).map_or(&[], |(_, data)| data)
    }
}
