//! The device's side of the conversation: a state machine with its own progress kept in the store.
//! [`Session::next`] gives a request to send, [`Session::receive`] takes the answer; each within one
//! transaction of the caller's, so that a carer can save while the network waits. A cut connection
//! loses no work and repeats none.

use std::collections::{BTreeMap, BTreeSet};

use crate::difference::Difference;
use crate::heads::device_digest;
use crate::intake::{Intake, Taken};
use crate::lines::Lines;
use crate::message::{
    Answer, BATCH, LedgerHeads, NEEDS, Need, POSITIONS, Request, Unserved, WRAPS, some_list,
};
use crate::outgoing::Outgoing;
use crate::progress::{Heard, Progress};
use crate::receipt::SignedReceipt;
use crate::store::{ArrivalsQuery, Authors, Origin, Store, Stored};
use crate::{
    CalendarMonth, DeviceId, DeviceKeys, EntryId, EpochWraps, Hash, LedgerId, MessageError,
    Random16, Register, Timestamp, VerifyingKey, Wrap,
};

/// How often a session narrows a difference before it gives up and says so.
const MAX_REPAIRS: u8 = 8;

/// How many keys of started epochs go with one request, counted for each recipient; of one epoch at
/// least all.
const MAX_EPOCH_KEYS: usize = 2000;

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
    /// Ledger heads of the hub's that differ from ours.
    differing: Vec<LedgerHeads>,
    /// What each lacks of the other's.
    difference: Difference,
    /// The register's positions, on their way both ways.
    lines: Lines,
    /// The hub has lost who this device is.
    introducing: bool,
    /// How far, by arrival here, the hub was told the register for that.
    introduced: u64,
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
    /// It carried digests or heads, to be answered by what differs.
    compared: bool,
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
            difference: Difference::default(),
            lines: Lines::default(),
            introducing: false,
            introduced: 0,
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
        let gave = request.ranges.is_some()
            || request.loose.is_some()
            || request.positions.is_some()
            || !wraps.is_empty();
        let compared = request.digests.is_some() || request.heads.is_some();
        self.asked = Some(Asked { hash: request.hash(), sent, wraps, gave, compared });
        Ok(Some(request.sign(self.hub, me.keys)))
    }

    fn request<S: Store>(
        &mut self,
        store: &S,
        register: &Register,
        me: &Me<'_>,
    ) -> Result<Option<(Request, u64)>, S::Error> {
        let progress = Progress::load(store, self.hub)?;
        let (mut entries, sent) = if self.introducing {
            // What else there is waits until the hub knows who wrote it.
            (self.introduction(store, register.id())?, progress.sent)
        } else {
            self.unsent(store, progress.sent)?
        };
        // A hub passes a key on once it knows the ledger: keys go with the last of the entries.
        let all_sent = !self.introducing && sent >= store.last_arrival()?;
        let (wraps, epoch_wraps) = if all_sent {
            (self.ungiven(&me.wraps), self.ungiven_epochs(&me.epoch_wraps))
        } else {
            (Vec::new(), Vec::new())
        };
        let mut request = Request {
            nonce: progress.nonce,
            token: progress.token,
            oldest: me.oldest,
            position: register.folded().number,
            wraps: some_list(wraps),
            needs: some_list(some_of(&me.needs, progress.nonce)),
            epoch_wraps: some_list(epoch_wraps),
            from: self.lines.from(),
            ..Request::from(me.keys.device(), register.id())
        };
        self.difference.compare(store, std::mem::take(&mut self.differing))?;
        if !self.introducing {
            self.difference.pay(store, &mut entries)?;
            request.wants = some_list(self.difference.wants());
            request.heads = some_list(self.difference.heads(store)?);
        }
        request.positions = some_list(self.lines.part_for_hub(register));
        let outgoing = Outgoing::new(store, entries, register.id())?;
        let something = !outgoing.ranges.is_empty()
            || !outgoing.loose.is_empty()
            || request.wraps.is_some()
            || request.epoch_wraps.is_some()
            || request.wants.is_some()
            || request.positions.is_some()
            || request.from.is_some()
            || request.heads.is_some();
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
        if device_digest(&ours, &register.folded().hash) == theirs {
            self.ended = Some(Ended::InSync);
            return Ok(None);
        }
        if self.repairs == MAX_REPAIRS {
            self.ended = Some(Ended::Differs);
            return Ok(None);
        }
        self.repairs += 1;
        request.digests = Some(ours);
        Ok(Some((request, sent)))
    }

    /// What arrived here and has not been given to this hub, a batch at a time.
    fn unsent<S: Store>(&self, store: &S, sent: u64) -> Result<(Vec<Stored>, u64), S::Error> {
        let query = ArrivalsQuery {
            ledger: None,
            after: sent,
            upto: store.last_arrival()?,
            authors: Authors::Except(vec![self.hub]),
            not_from_hub: true,
            max_bytes: BATCH,
        };
        batch(store, query)
    }

    /// The register's entries, a batch at a time, for a hub that has lost them.
    fn introduction<S: Store>(
        &mut self,
        store: &S,
        register: LedgerId,
    ) -> Result<Vec<Stored>, S::Error> {
        let query = ArrivalsQuery {
            ledger: Some(register),
            after: self.introduced,
            upto: store.last_arrival()?,
            authors: Authors::All,
            not_from_hub: false,
            max_bytes: BATCH,
        };
        let (entries, upto) = batch(store, query)?;
        self.introduced = upto;
        Ok(entries)
    }

    /// A hub that does not know a device which can show its enrolment has lost the register, or
    /// was put back from before: it is told the register again, from the first entry.
    fn introduce(&mut self, register: &Register, me: DeviceId, last: u64) {
        self.introducing = register.signing_key(me).is_some() && self.introduced < last;
        if self.introducing {
            self.more = true;
        } else {
            self.ended = Some(Ended::NotEnrolled);
        }
    }

    fn ungiven(&self, wraps: &[Wrap]) -> Vec<Wrap> {
        let given = |wrap: &&Wrap| !self.given.contains(&(wrap.epoch, Some(wrap.device)));
        wraps.iter().filter(given).take(WRAPS).cloned().collect()
    }

    fn ungiven_epochs(&self, wraps: &[EpochWraps]) -> Vec<EpochWraps> {
        let given = |packed: &&EpochWraps| !self.given.contains(&(packed.epoch, None));
        let mut keys = 0;
        let fits = |packed: &&EpochWraps| {
            let first = keys == 0;
            keys += packed.keys.len().max(1);
            first || keys <= MAX_EPOCH_KEYS
        };
        wraps.iter().filter(given).take_while(fits).cloned().collect()
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
            Some(Unserved::NotEnrolled) => {
                let last = store.last_arrival().map_err(SessionError::Store)?;
                self.introduce(register, me.device(), last);
            }
            Some(Unserved::Withdrawn) => self.ended = Some(Ended::Withdrawn),
        }
        if answer.unserved.is_none() {
            self.nonce_refusals = 0;
            self.introducing = false;
            progress.sent = asked.sent;
            progress.token = answer.token;
            progress.receipt = self.receipt(&answer, me.device()).or(progress.receipt);
            self.more = answer.digest.is_none();
            self.compare = answer.digest;
            if asked.compared {
                self.differing = answer.differing.clone().unwrap_or_default();
                self.difference.owe(answer.lacks.clone().unwrap_or_default());
            }
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
        let (served, point) = (answer.unserved.is_none(), answer.point());
        let positions = answer.positions.as_deref().unwrap_or_default();
        let positions = &positions[..positions.len().min(POSITIONS)];
        let mut intake = Intake::new(store, register, self.hub, me, Origin::Hub);
        intake.ranges(answer.ranges.as_deref().unwrap_or_default())?;
        let loose = answer.loose.as_deref().unwrap_or_default();
        intake.loose(loose.iter().map(|bytes| bytes.as_slice()))?;
        intake.positions(positions)?;
        let taken = intake.finish();
        if served {
            self.lines.heard(register, point, positions);
        } else {
            self.lines.heard_of(point);
        }
        self.difference.missing(&taken.gaps);
        let mut wraps = answer.wraps.unwrap_or_default();
        wraps.retain(|wrap| wrap.device == me);
        wraps.iter().try_for_each(|wrap| store.put_wrap(wrap))?;
        let mut asked = answer.asked.unwrap_or_default();
        asked.truncate(NEEDS);
        Ok(Received { taken, wraps, asked, given: Vec::new() })
    }
}

/// One batch of what was asked for, and how far it reaches.
fn batch<S: Store>(store: &S, query: ArrivalsQuery) -> Result<(Vec<Stored>, u64), S::Error> {
    let arrivals = store.arrivals(&query)?;
    let Some(at) = arrivals.last().map(|arrival| arrival.at) else {
        return Ok((Vec::new(), query.upto));
    };
    let upto = query.upto;
    let rest = store.arrivals(&ArrivalsQuery { after: at, max_bytes: 1, ..query })?;
    let reached = if rest.is_empty() { upto } else { at };
    Ok((arrivals.into_iter().map(|arrival| arrival.entry).collect(), reached))
}

/// As many needs as go with one request; of more, others each time, so that one that nobody can
/// answer does not stand in the way of the rest.
fn some_of(needs: &[Need], nonce: Option<Random16>) -> Vec<Need> {
    let start =
        nonce.map_or(0, |Random16(bytes)| usize::from(u16::from_be_bytes([bytes[0], bytes[1]])));
    let start = start % needs.len().max(1);
    needs[start..].iter().chain(&needs[..start]).take(NEEDS).copied().collect()
}

fn digests<S: Store>(
    store: &S,
    ledgers: &BTreeSet<LedgerId>,
) -> Result<BTreeMap<LedgerId, Hash>, S::Error> {
    ledgers.iter().map(|ledger| Ok((*ledger, store.digest(ledger)?))).collect()
}
