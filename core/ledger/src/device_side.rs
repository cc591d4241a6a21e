//! The device's side of the conversation: a state machine with its own progress kept in the store.
//! [`Session::next`] gives a request to send, [`Session::receive`] takes the answer; each within one
//! transaction of the caller's, so that a carer can save while the network waits. A cut connection
//! loses no work and repeats none.

use std::collections::{BTreeMap, BTreeSet};

use minicbor::{Decode, Encode};

use crate::cbor;
use crate::heads::{Heads, device_digest};
use crate::intake::{Intake, Taken};
use crate::message::{Answer, BATCH, LedgerHeads, Need, Request, Token, Unserved, Want, some_list};
use crate::outgoing::Outgoing;
use crate::receipt::{SignedReceipt, own_digest};
use crate::store::{ArrivalsQuery, Authors, Origin, Store};
use crate::{
    CalendarMonth, DeviceId, DeviceKeys, EntryId, EpochWraps, Hash, LedgerId, MAX_LIST,
    MessageError, Random16, Register, Timestamp, VerifyingKey, Wrap,
};

/// How often a session narrows a difference before it gives up and says so.
const MAX_REPAIRS: u8 = 8;

/// How many started epochs' keys go with one request.
const MAX_EPOCHS: usize = 32;

/// How many answers in a row may bring nothing.
const MAX_IDLE: u8 = 8;

/// What a session needs of its device at each step.
pub struct Me<'a> {
    /// Signs requests.
    pub keys: &'a DeviceKeys,
    /// The ledgers this device is entitled to and keeps; the register is always among them.
    pub entitled: BTreeSet<LedgerId>,
    /// The oldest month it keeps.
    pub oldest: Option<CalendarMonth>,
    /// The epochs it is entitled to and cannot open.
    pub needs: Vec<Need>,
    /// Epoch keys for others: of grants it made, and what was asked of it.
    pub wraps: Vec<Wrap>,
    /// The keys of epochs it started, for all their recipients.
    pub epoch_wraps: Vec<EpochWraps>,
}

/// Progress with one hub, kept in the store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Progress {
    #[n(0)]
    nonce: Option<Random16>,
    #[n(1)]
    token: Option<Token>,
    /// Everything that arrived here up to this counter has been given to the hub.
    #[n(2)]
    sent: u64,
    /// The last receipt.
    #[n(3)]
    receipt: Option<SignedReceipt>,
    /// The hub's clock at its last answer, and this device's then.
    #[n(4)]
    heard: Option<Heard>,
}

/// When a hub was last heard, by both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Heard {
    /// By the hub's clock, signed.
    #[n(0)]
    pub hub: Timestamp,
    /// By this device's clock.
    #[n(1)]
    pub device: Timestamp,
}

impl Progress {
    /// Reads the progress with a hub; none yet is the beginning.
    pub fn load<S: Store>(store: &S, hub: DeviceId) -> Result<Self, S::Error> {
        let bytes = store.note(&name(hub))?;
        Ok(bytes.and_then(|bytes| cbor::from_bytes(&bytes, "progress").ok()).unwrap_or_default())
    }

    fn save<S: Store>(&self, store: &mut S, hub: DeviceId) -> Result<(), S::Error> {
        store.set_note(&name(hub), Some(&cbor::to_bytes(self)))
    }

    /// The last receipt, if there was one.
    pub const fn receipt(&self) -> Option<&SignedReceipt> {
        self.receipt.as_ref()
    }

    /// When the hub was last heard.
    pub const fn heard(&self) -> Option<Heard> {
        self.heard
    }
}

fn name(hub: DeviceId) -> String {
    format!("peer/{hub}")
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Both hold the same of all this device is entitled to.
    InSync,
    /// Differences remain that neither could mend.
    Differs,
    /// The hub does not know this device.
    NotEnrolled,
    /// This device was withdrawn.
    Withdrawn,
}

/// What one answer brought.
#[derive(Debug, Default)]
pub struct Received {
    /// What was taken in.
    pub taken: Taken,
    /// Epoch keys for this device, as kept in the store.
    pub wraps: Vec<Wrap>,
    /// Epochs that others need.
    pub asked: Vec<Need>,
    /// The wraps that the hub now holds: (epoch, device), and for an epoch's own no device.
    pub given: Vec<(EntryId, Option<DeviceId>)>,
}

/// What went wrong with an answer. Nothing was changed; the session may be begun again.
#[derive(Debug, thiserror::Error)]
pub enum SessionError<E: std::error::Error + 'static> {
    /// Not an answer, not this hub's, or not to this request.
    #[error(transparent)]
    Message(#[from] MessageError),
    /// An answer came that no request asked for.
    #[error("expected an answer to a request under way, found none under way; begin again")]
    NothingAsked,
    /// The hub's nonce was refused again and again.
    #[error("expected the hub to accept its own nonce, found it refused twice; check the hub")]
    Nonce,
    /// The database.
    #[error("the device's database: {0}")]
    Store(E),
}

/// One conversation with a hub, from the first request until both are in sync.
pub struct Session {
    hub: DeviceId,
    key: VerifyingKey,
    trips: u32,
    nonce_refusals: u8,
    repairs: u8,
    asked: Option<Asked>,
    /// The hub's digest, to be compared at the next step, when the caller knows what it is
    /// entitled to after the last answer.
    compare: Option<Hash>,
    /// Narrowing: ledger heads of the hub's that differ from ours.
    differing: Vec<LedgerHeads>,
    /// Feeds of which something was missing in the last answer.
    gaps: BTreeSet<Want>,
    /// Wraps that this hub has acknowledged; of an epoch's own, without a device.
    given: BTreeSet<(EntryId, Option<DeviceId>)>,
    /// Answers in a row that brought nothing.
    idle: u8,
    more: bool,
    ended: Option<Ended>,
}

/// A request under way.
struct Asked {
    hash: Hash,
    sent: u64,
    wraps: Vec<(EntryId, Option<DeviceId>)>,
    gave: bool,
}

impl Session {
    /// Begins a conversation with the hub that the root named; none if it has named none yet.
    pub fn new(register: &Register) -> Option<Self> {
        let (_, keys) = register.hub()?;
        Some(Self {
            hub: keys.signing.device(),
            key: keys.signing,
            trips: 0,
            nonce_refusals: 0,
            repairs: 0,
            asked: None,
            compare: None,
            differing: Vec::new(),
            gaps: BTreeSet::new(),
            given: BTreeSet::new(),
            idle: 0,
            more: true,
            ended: None,
        })
    }

    /// The hub.
    pub const fn hub(&self) -> DeviceId {
        self.hub
    }

    /// Requests made so far.
    pub const fn trips(&self) -> u32 {
        self.trips
    }

    /// How it ended, once [`Session::next`] has nothing more to ask.
    pub const fn ended(&self) -> Option<Ended> {
        self.ended
    }

    /// The next request to send; none when the conversation is over.
    pub fn next<S: Store>(
        &mut self,
        store: &S,
        register: &Register,
        me: &Me<'_>,
    ) -> Result<Option<Vec<u8>>, SessionError<S::Error>> {
        if self.ended.is_some() {
            return Ok(None);
        }
        let request = self.request(store, register, me).map_err(SessionError::Store)?;
        let Some((request, sent)) = request else { return Ok(None) };
        self.trips += 1;
        let wraps = request.wraps.iter().flatten().map(|wrap| (wrap.epoch, Some(wrap.device)));
        let epochs = request.epoch_wraps.iter().flatten().map(|packed| (packed.epoch, None));
        let wraps: Vec<_> = wraps.chain(epochs).collect();
        let gave = request.ranges.is_some() || request.loose.is_some() || !wraps.is_empty();
        self.asked = Some(Asked { hash: request.hash(), sent, wraps, gave });
        Ok(Some(request.sign(self.hub, me.keys)))
    }

    fn request<S: Store>(
        &mut self,
        store: &S,
        register: &Register,
        me: &Me<'_>,
    ) -> Result<Option<(Request, u64)>, S::Error> {
        let progress = Progress::load(store, self.hub)?;
        let (new, sent) = self.unsent(store, progress.sent)?;
        // A hub passes a key on once it knows the ledger: keys go with the last of the entries.
        let all_sent = sent >= store.last_arrival()?;
        let (wraps, epoch_wraps) = if all_sent {
            (self.ungiven(&me.wraps), self.ungiven_epochs(&me.epoch_wraps))
        } else {
            (Vec::new(), Vec::new())
        };
        let mut request = Request {
            nonce: progress.nonce,
            token: progress.token,
            oldest: me.oldest,
            position: register.point().number,
            wraps: some_list(wraps),
            needs: some_list(me.needs.clone()),
            epoch_wraps: some_list(epoch_wraps),
            ..Request::from(me.keys.device(), register.id())
        };
        let mut entries = new;
        let (lacking, mut wants) = self.narrow(store, register)?;
        entries.extend(lacking);
        wants.extend(std::mem::take(&mut self.gaps));
        wants.truncate(MAX_LIST);
        request.wants = some_list(wants);
        let outgoing = Outgoing::new(store, entries, register.id())?;
        let something = !outgoing.ranges.is_empty()
            || !outgoing.loose.is_empty()
            || request.wraps.is_some()
            || request.epoch_wraps.is_some()
            || request.wants.is_some();
        request.ranges = some_list(outgoing.ranges);
        request.loose = some_list(outgoing.loose);
        if self.more || something {
            self.more = false;
            return Ok(Some((request, sent)));
        }
        let Some(theirs) = self.compare.take() else {
            self.ended = Some(Ended::Differs);
            return Ok(None);
        };
        let ours = digests(store, &me.entitled)?;
        if device_digest(&ours) == theirs {
            self.ended = Some(Ended::InSync);
            return Ok(None);
        }
        if self.repairs == MAX_REPAIRS {
            self.ended = Some(Ended::Differs);
            return Ok(None);
        }
        self.repairs += 1;
        request.digests = Some(ours);
        request.positions = some_list(store.positions_after(0)?);
        Ok(Some((request, sent)))
    }

    /// What arrived here and has not been given to this hub, a batch at a time.
    fn unsent<S: Store>(
        &self,
        store: &S,
        sent: u64,
    ) -> Result<(Vec<crate::Stored>, u64), S::Error> {
        let last = store.last_arrival()?;
        let arrivals = store.arrivals(&ArrivalsQuery {
            ledger: None,
            after: sent,
            upto: last,
            authors: Authors::Except(vec![self.hub]),
            not_from_hub: true,
            max_bytes: BATCH,
        })?;
        let bytes: usize = arrivals.iter().map(|arrival| arrival.entry.bytes.len()).sum();
        // Below the batch, that was all there is.
        let end = if bytes < BATCH / 2 { last } else { arrivals.last().map_or(last, |a| a.at) };
        Ok((arrivals.into_iter().map(|arrival| arrival.entry).collect(), end))
    }

    /// From the hub's heads of the ledgers that differ: what it lacks, and what we lack.
    fn narrow<S: Store>(
        &mut self,
        store: &S,
        register: &Register,
    ) -> Result<(Vec<crate::Stored>, Vec<Want>), S::Error> {
        let mut lacking = Vec::new();
        let mut wants = Vec::new();
        let mut budget = BATCH;
        let mut left = Vec::new();
        for theirs in std::mem::take(&mut self.differing) {
            if budget == 0 {
                left.push(theirs);
                continue;
            }
            let ours = store.heads(&theirs.ledger)?;
            for (author, after) in behind(&ours, &theirs.feeds) {
                wants.push(Want { ledger: theirs.ledger, author, after });
            }
            for (author, after) in behind(&theirs.feeds, &ours) {
                for stored in store.feed_after(&theirs.ledger, &author, after, budget)? {
                    budget = budget.saturating_sub(stored.bytes.len());
                    lacking.push(stored);
                }
            }
        }
        lacking.sort_by_key(|stored| stored.ledger != register.id());
        self.differing = left;
        Ok((lacking, wants))
    }

    fn ungiven(&self, wraps: &[Wrap]) -> Vec<Wrap> {
        let given = |wrap: &&Wrap| !self.given.contains(&(wrap.epoch, Some(wrap.device)));
        wraps.iter().filter(given).take(MAX_LIST).cloned().collect()
    }

    fn ungiven_epochs(&self, wraps: &[EpochWraps]) -> Vec<EpochWraps> {
        let given = |packed: &&EpochWraps| !self.given.contains(&(packed.epoch, None));
        wraps.iter().filter(given).take(MAX_EPOCHS).cloned().collect()
    }

    /// Takes an answer in. The caller then opens wraps and applies what is new, in the same
    /// transaction, and goes on with [`Session::next`].
    pub fn receive<S: Store>(
        &mut self,
        store: &mut S,
        register: &mut Register,
        me: &DeviceKeys,
        bytes: &[u8],
        now: Timestamp,
    ) -> Result<Received, SessionError<S::Error>> {
        let asked = self.asked.take().ok_or(SessionError::NothingAsked)?;
        let answer = Answer::read(bytes, me.device(), &self.key, asked.hash)?;
        let mut progress = Progress::load(store, self.hub).map_err(SessionError::Store)?;
        progress.nonce = Some(answer.nonce);
        progress.heard = Some(Heard { hub: answer.at, device: now });
        match answer.unserved {
            None => {}
            Some(Unserved::Nonce) if self.nonce_refusals < 2 => {
                self.nonce_refusals += 1;
                self.more = true;
            }
            Some(Unserved::Nonce) => return Err(SessionError::Nonce),
            Some(Unserved::NotEnrolled) => self.ended = Some(Ended::NotEnrolled),
            Some(Unserved::Withdrawn) => self.ended = Some(Ended::Withdrawn),
        }
        if answer.unserved.is_none() {
            self.nonce_refusals = 0;
            progress.sent = asked.sent;
            progress.token = answer.token;
            progress.receipt = self.receipt(&answer, me.device()).or(progress.receipt);
            self.more = answer.digest.is_none();
            self.compare = answer.digest;
            self.differing.extend(answer.differing.clone().unwrap_or_default());
        }
        let served = answer.unserved.is_none();
        let received = self.take_in(store, register, me.device(), answer);
        let mut received = received.map_err(SessionError::Store)?;
        if served {
            self.given.extend(asked.wraps.iter().copied());
            received.given = asked.wraps;
        }
        self.rest(&received.taken, asked.gave);
        progress.save(store, self.hub).map_err(SessionError::Store)?;
        Ok(received)
    }

    /// A conversation that brings nothing, again and again, ends.
    fn rest(&mut self, taken: &Taken, gave: bool) {
        let nothing = taken.new.is_empty() && taken.positions == 0 && !gave;
        self.idle = if nothing { self.idle + 1 } else { 0 };
        if self.idle > MAX_IDLE && self.ended.is_none() {
            self.ended = Some(Ended::Differs);
        }
    }

    fn receipt(&self, answer: &Answer, me: DeviceId) -> Option<SignedReceipt> {
        let receipt = answer.receipt.as_ref()?;
        (receipt.receipt.device == me && receipt.verifies(&self.key)).then(|| receipt.clone())
    }

    fn take_in<S: Store>(
        &mut self,
        store: &mut S,
        register: &mut Register,
        me: DeviceId,
        answer: Answer,
    ) -> Result<Received, S::Error> {
        let mut intake = Intake::new(store, register, self.hub, me, Origin::Hub);
        intake.ranges(answer.ranges.as_deref().unwrap_or_default())?;
        let loose = answer.loose.as_deref().unwrap_or_default();
        intake.loose(loose.iter().map(|bytes| bytes.as_slice()))?;
        intake.positions(answer.positions.as_deref().unwrap_or_default())?;
        let taken = intake.finish();
        self.gaps.extend(taken.gaps.iter().copied());
        let mut wraps = answer.wraps.unwrap_or_default();
        wraps.retain(|wrap| wrap.device == me);
        wraps.iter().try_for_each(|wrap| store.put_wrap(wrap))?;
        let asked = answer.asked.unwrap_or_default();
        Ok(Received { taken, wraps, asked, given: Vec::new() })
    }
}

/// Whether every entry this device wrote is covered by that receipt.
pub fn all_safe<S: Store>(
    store: &S,
    me: DeviceId,
    receipt: &SignedReceipt,
) -> Result<bool, S::Error> {
    Ok(own_digest(&store.feeds_of(&me)?) == receipt.receipt.digest)
}

fn digests<S: Store>(
    store: &S,
    ledgers: &BTreeSet<LedgerId>,
) -> Result<BTreeMap<LedgerId, Hash>, S::Error> {
    ledgers.iter().map(|ledger| Ok((*ledger, store.digest(ledger)?))).collect()
}

/// The feeds in which `ours` lacks something that `theirs` has, and after which number to ask.
/// Where a feed forked, all of it is asked for: a clone is rare, and its feed is short.
fn behind(ours: &Heads, theirs: &Heads) -> Vec<(DeviceId, u64)> {
    let mut behind = Vec::new();
    for (author, feed) in theirs {
        let held = ours.get(author).cloned().unwrap_or_default();
        if feed.0.iter().all(|tip| held.0.contains(tip)) {
            continue;
        }
        if feed.forked() || held.forked() {
            behind.push((*author, 0));
        } else if feed.last() > held.last() {
            behind.push((*author, held.last()));
        } else if feed.last() == held.last() {
            behind.push((*author, 0));
        }
    }
    behind
}
