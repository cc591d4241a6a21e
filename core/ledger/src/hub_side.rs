//! The hub's side of the conversation. Intake is judged by identity: whatever is well formed,
//! signed and chained by a device that is or was enrolled is taken in. Service is judged by
//! entitlement, computed here from the same statements and by the same code as on every device.
//!
//! The caller hands in a transaction and commits it, flushed, before the answer leaves: an answer
//! sent before the flush would be a lie.

use std::collections::{BTreeMap, BTreeSet};

use rand_core::CryptoRng;

use crate::entry::Entry;
use crate::heads::device_digest;
use crate::intake::{Intake, Taken};
use crate::message::{
    Answer, BATCH, LedgerHeads, Need, Request, SignedRequest, Token, UnderWay, Unserved, Want,
    some_list,
};
use crate::outgoing::Outgoing;
use crate::receipt::{Receipt, own_digest};
use crate::store::{Act, ArrivalsQuery, Authors, HubStore, Origin, Served, Stored};
use crate::{
    Branches, DeviceId, DeviceKeys, Entitlement, EntryId, Hash, LedgerId, MessageError, Random16,
    Register, Role, Roles, StandardTable, Timestamp, Wrap, cbor,
};

/// A hub: its keys, and the incarnation it keeps outside its database.
pub struct Hub<'a> {
    /// Signs positions, receipts and answers.
    pub keys: &'a DeviceKeys,
    /// Higher after it was restored from a backup.
    pub incarnation: u32,
    /// By its clock.
    pub now: Timestamp,
}

/// What a hub did with a request.
#[derive(Debug)]
pub struct Answered {
    /// The answer, signed, to be sent once the transaction is flushed.
    pub bytes: Vec<u8>,
    /// What was taken in.
    pub taken: Taken,
    /// Why nothing was served, if so.
    pub unserved: Option<Unserved>,
}

/// A request that no answer can be made to.
#[derive(Debug, thiserror::Error)]
pub enum HubError<E: std::error::Error + 'static> {
    /// Not a request of a device of this organisation.
    #[error(transparent)]
    Message(#[from] MessageError),
    /// For another organisation.
    #[error(
        "expected a request for the organisation this hub serves, found another; check the hub's address"
    )]
    OtherOrganisation,
    /// The database.
    #[error("the hub's database: {0}")]
    Store(E),
}

impl Hub<'_> {
    /// Answers one request.
    pub fn answer<S: HubStore>(
        &self,
        store: &mut S,
        register: &mut Register,
        bytes: &[u8],
        random: &mut impl CryptoRng,
    ) -> Result<Answered, HubError<S::Error>> {
        self.answer_request(store, register, &Request::read(bytes)?, random)
    }

    /// The same for a request that has been read: many can be read at once, one answered.
    pub fn answer_request<S: HubStore>(
        &self,
        store: &mut S,
        register: &mut Register,
        signed: &SignedRequest,
        random: &mut impl CryptoRng,
    ) -> Result<Answered, HubError<S::Error>> {
        if signed.request.register != register.id() {
            return Err(HubError::OtherOrganisation);
        }
        let taken = self.take_in(store, register, &signed.request).map_err(HubError::Store)?;
        let device = signed.request.device;
        if let Some(key) = register.signing_key(device) {
            signed.verify(self.keys.device(), &key)?;
        }
        let mut answer = self.empty_answer(signed, register);
        let mut given =
            self.given(store, device, signed.request.nonce, random).map_err(HubError::Store)?;
        answer.nonce = given.nonce;
        answer.refused = (taken.refused > 0).then(|| taken.refused.try_into().unwrap_or(u32::MAX));
        answer.unserved = unserved(register, device, given.known);
        if answer.unserved.is_none() {
            self.serve(store, register, &signed.request, &mut answer).map_err(HubError::Store)?;
            let receipt = self.receipt(store, device).map_err(HubError::Store)?;
            let says = receipt.says();
            if given.told.replace(says) != Some(says) {
                answer.receipt = Some(receipt.sign(self.keys));
            }
        } else {
            keep_epochs(store, register, &signed.request, &[]).map_err(HubError::Store)?;
        }
        store.set_note(&given.name, Some(&given.kept())).map_err(HubError::Store)?;
        let unserved = answer.unserved;
        Ok(Answered { bytes: answer.sign(device, self.keys), taken, unserved })
    }

    /// Takes in what came, puts the register in order, and recomputes who is entitled to what.
    fn take_in<S: HubStore>(
        &self,
        store: &mut S,
        register: &mut Register,
        request: &Request,
    ) -> Result<Taken, S::Error> {
        let mut intake =
            Intake::new(store, register, request.device, self.keys.device(), Origin::Peer);
        intake.positions(request.positions.as_deref().unwrap_or_default())?;
        intake.ranges(request.ranges.as_deref().unwrap_or_default())?;
        let loose = request.loose.as_deref().unwrap_or_default();
        intake.loose(loose.iter().map(|bytes| bytes.as_slice()))?;
        let taken = intake.finish();
        if taken.touched.contains(&register.id()) {
            self.order(store, register)?;
        }
        for ledger in taken.touched.iter().filter(|ledger| **ledger != register.id()) {
            // Saves move nobody in or out; what does is a statement here or in the register.
            let name = format!("folded/{ledger}");
            let number = register.number().to_be_bytes();
            if taken.stated.contains(ledger) || store.note(&name)?.as_deref() != Some(&number) {
                self.entitle(store, register, ledger)?;
                store.set_note(&name, Some(&number))?;
            }
        }
        Ok(taken)
    }

    /// Gives every register statement that has none a position: each after those of its feed and
    /// those that its author relied on, whichever came first.
    fn order<S: HubStore>(&self, store: &mut S, register: &mut Register) -> Result<(), S::Error> {
        for entry in register.to_order() {
            let next = register.next_position(entry, self.now, self.incarnation);
            let Ok(position) = next else { continue };
            let signed = position.sign(self.keys);
            if register.add_position(&signed).is_ok() {
                store.put_position(&signed)?;
            }
        }
        Ok(())
    }

    /// Lists who a ledger is served to.
    fn entitle<S: HubStore>(
        &self,
        store: &mut S,
        register: &Register,
        ledger: &LedgerId,
    ) -> Result<(), S::Error> {
        let statements: Vec<Entry> = store
            .statements(ledger)?
            .iter()
            .filter_map(|stored| Entry::decode(&stored.bytes).ok())
            .collect();
        let branches = Branches::of_ledger(store, ledger)?;
        let fold =
            Entitlement::fold(*ledger, statements.iter(), &branches, register, &StandardTable);
        let Some(class) = fold.class() else { return Ok(()) };
        // Whose time has passed is judged when it is served.
        let devices: Vec<_> = fold.entitled_until().into_iter().collect();
        store.set_entitled(ledger, class as u8, fold.month(), &devices)
    }

    fn empty_answer(&self, signed: &SignedRequest, register: &Register) -> Answer {
        Answer {
            request: signed.hash(),
            at: self.now,
            nonce: Random16([0; 16]),
            token: None,
            unserved: None,
            ranges: None,
            loose: None,
            positions: None,
            wraps: None,
            asked: None,
            digest: None,
            differing: None,
            receipt: None,
            position: register.point().number,
            refused: None,
        }
    }

    /// Draws the next nonce and says whether the one used is among the last two given.
    fn given<S: HubStore>(
        &self,
        store: &S,
        device: DeviceId,
        used: Option<Random16>,
        random: &mut impl CryptoRng,
    ) -> Result<Given, S::Error> {
        let name = format!("nonce/{device}");
        let held = store.note(&name)?.unwrap_or_default();
        let (nonces, told) = held.split_at(held.len().min(NONCES));
        let is = |nonce: &[u8]| used.is_some_and(|used| used.0 == nonce);
        let newest = nonces.first_chunk().copied();
        // Whoever knows the newest nonce has had the answer that brought it.
        let had = newest.is_some_and(|newest: [u8; 16]| is(&newest));
        let told = told.try_into().ok().map(Hash).filter(|_| had);
        let mut nonce = Random16([0; 16]);
        random.fill_bytes(&mut nonce.0);
        let known = nonces.chunks_exact(16).any(is);
        Ok(Given { name, nonce, before: newest.map(Random16), known, told })
    }

    fn serve<S: HubStore>(
        &self,
        store: &mut S,
        register: &Register,
        request: &Request,
        answer: &mut Answer,
    ) -> Result<(), S::Error> {
        let device = request.device;
        let served = self.served(store, register, request)?;
        let ledgers: Vec<LedgerId> = served.iter().map(|served| served.ledger).collect();
        answer.positions = some_list(store.positions_after(request.position)?);
        let budget = self.wanted(store, register, request, &ledgers, answer)?;
        if let Some(digests) = &request.digests {
            answer.differing = Some(differing(store, &ledgers, digests)?);
        }
        let reader = Reader { store, register, device, incarnation: self.incarnation };
        let (token, entries) = reader.read(&served, request.token, budget)?;
        self.exchange_keys(store, register, request, &ledgers, &entries, answer)?;
        let outgoing = Outgoing::new(store, entries, register.id())?;
        answer.ranges.get_or_insert_default().extend(outgoing.ranges);
        answer.loose.get_or_insert_default().extend(outgoing.loose);
        answer.ranges = answer.ranges.take().and_then(some_list);
        answer.loose = answer.loose.take().and_then(some_list);
        answer.token = Some(token);
        if token.under_way.is_none() && token.base == store.last_arrival()? {
            answer.digest = Some(served_digest(store, &ledgers)?);
        }
        Ok(())
    }

    /// The ledgers a device is entitled to now, from its oldest month, in the order of sending.
    fn served<S: HubStore>(
        &self,
        store: &S,
        register: &Register,
        request: &Request,
    ) -> Result<Vec<Served>, S::Error> {
        let mut served = store.served(&request.device)?;
        served.retain(|s| s.until.is_none_or(|until| self.now < until));
        served.retain(|s| s.month.is_none() || s.month >= request.oldest);
        let own = register.id();
        served.push(Served { ledger: own, class: 0, month: None, since: 0, until: None });
        served.sort_by_key(|s| (s.ledger != own, s.class, std::cmp::Reverse(s.month), s.ledger));
        Ok(served)
    }

    /// Passes on epoch keys: those of the epochs it sends, those asked for, and what is asked of
    /// this device.
    fn exchange_keys<S: HubStore>(
        &self,
        store: &mut S,
        register: &Register,
        request: &Request,
        ledgers: &[LedgerId],
        sent: &[Stored],
        answer: &mut Answer,
    ) -> Result<(), S::Error> {
        for wrap in request.wraps.iter().flatten().filter(|w| ledgers.contains(&w.ledger)) {
            keep_wrap(store, wrap)?;
        }
        keep_epochs(store, register, request, ledgers)?;
        let needs: Vec<Need> = request
            .needs
            .iter()
            .flatten()
            .filter(|n| n.device == request.device && ledgers.contains(&n.ledger))
            .copied()
            .collect();
        let sent: BTreeSet<EntryId> =
            sent.iter().filter(|s| s.act == Act::Statement).map(|s| s.id).collect();
        let wanted: BTreeSet<_> = needs.iter().map(|need| need.epoch).collect();
        if !sent.is_empty() || !wanted.is_empty() {
            let mut wraps = store.wraps_for(&request.device, ledgers)?;
            wraps.retain(|wrap| sent.contains(&wrap.epoch) || wanted.contains(&wrap.epoch));
            let found: BTreeSet<_> = wraps.iter().map(|wrap| wrap.epoch).collect();
            for need in needs.iter().filter(|need| !found.contains(&need.epoch)) {
                store.put_need(need)?;
            }
            answer.wraps = some_list(wraps);
        }
        answer.asked = some_list(store.needs(&request.device, ledgers)?);
        Ok(())
    }

    /// Sends the feeds asked for by number; answers how many bytes are left for the rest.
    fn wanted<S: HubStore>(
        &self,
        store: &S,
        register: &Register,
        request: &Request,
        ledgers: &[LedgerId],
        answer: &mut Answer,
    ) -> Result<usize, S::Error> {
        let mut budget = BATCH;
        let mut entries = Vec::new();
        let wants = request.wants.iter().flatten().filter(|w| ledgers.contains(&w.ledger));
        for Want { ledger, author, after } in wants.copied() {
            if budget == 0 {
                break;
            }
            for stored in store.feed_after(&ledger, &author, after, budget)? {
                budget = budget.saturating_sub(stored.bytes.len());
                entries.push(stored);
            }
        }
        let outgoing = Outgoing::new(store, entries, register.id())?;
        answer.ranges = some_list(outgoing.ranges);
        answer.loose = some_list(outgoing.loose);
        Ok(budget)
    }

    fn receipt<S: HubStore>(&self, store: &S, device: DeviceId) -> Result<Receipt, S::Error> {
        let backed_up =
            store.note("backed up")?.and_then(|bytes| cbor::from_bytes(&bytes, "").ok());
        let entries = store.count_of(&device)?;
        Ok(Receipt {
            device,
            entries,
            digest: own_digest(&store.feeds_of(&device)?),
            at: self.now,
            backed_up: backed_up.map_or(0, |upto: u64| upto.min(entries)),
        })
    }
}

/// Keeps the keys of new epochs: of the ledgers a device is served, and of the epochs it started
/// itself, entitled or not. What it wrote under those is taken in, and nobody could read it without.
fn keep_epochs<S: HubStore>(
    store: &mut S,
    register: &Register,
    request: &Request,
    ledgers: &[LedgerId],
) -> Result<(), S::Error> {
    for packed in request.epoch_wraps.iter().flatten() {
        let Some(stored) = store.entry(&packed.epoch)? else { continue };
        if stored.author != request.device && !ledgers.contains(&packed.ledger) {
            continue;
        }
        let Ok(entry) = Entry::decode(&stored.bytes) else { continue };
        packed.unpack(&entry, register).iter().try_for_each(|wrap| keep_wrap(store, wrap))?;
    }
    Ok(())
}

/// The two nonces that a hub accepts of a device, in bytes.
const NONCES: usize = 32;

/// What a hub remembers of its answers to one device.
struct Given {
    /// Of the note it is kept in.
    name: String,
    /// The next nonce.
    nonce: Random16,
    /// The one before it.
    before: Option<Random16>,
    /// Whether the one used was one of them.
    known: bool,
    /// What the last receipt said that the device has for certain: it need not be told again.
    told: Option<Hash>,
}

impl Given {
    fn kept(&self) -> Vec<u8> {
        let before = self.before.iter().flat_map(|nonce| nonce.0);
        // What was told stands after two nonces, so that it is not taken for one.
        let told = self.told.filter(|_| self.before.is_some());
        let told = told.iter().flat_map(|told| told.0).collect::<Vec<_>>();
        self.nonce.0.into_iter().chain(before).chain(told).collect()
    }
}

fn keep_wrap<S: HubStore>(store: &mut S, wrap: &Wrap) -> Result<(), S::Error> {
    store.put_wrap(wrap)?;
    let Wrap { ledger, epoch, device, .. } = *wrap;
    store.clear_need(&Need { ledger, epoch, device })
}

fn unserved(register: &Register, device: DeviceId, nonce_known: bool) -> Option<Unserved> {
    let now = register.now();
    if register.signing_key(device).is_none() {
        Some(Unserved::NotEnrolled)
    } else if now.is_withdrawn(device) {
        Some(Unserved::Withdrawn)
    } else if !nonce_known {
        Some(Unserved::Nonce)
    } else {
        None
    }
}

fn served_digest<S: HubStore>(store: &S, ledgers: &[LedgerId]) -> Result<Hash, S::Error> {
    let digests: Result<BTreeMap<LedgerId, Hash>, S::Error> =
        ledgers.iter().map(|ledger| Ok((*ledger, store.digest(ledger)?))).collect();
    Ok(device_digest(&digests?))
}

fn differing<S: HubStore>(
    store: &S,
    ledgers: &[LedgerId],
    theirs: &BTreeMap<LedgerId, Hash>,
) -> Result<Vec<LedgerHeads>, S::Error> {
    let mut differing = Vec::new();
    // A ledger the hub has nothing of differs too: with no heads, all of it is sent.
    let unknown = theirs.keys().filter(|ledger| !ledgers.contains(ledger)).take(1024);
    for ledger in ledgers.iter().chain(unknown) {
        let entitled = ledgers.contains(ledger);
        if !entitled {
            let empty = store.heads(ledger)?.is_empty();
            if empty {
                differing.push(LedgerHeads { ledger: *ledger, feeds: BTreeMap::new() });
            }
        } else if theirs.get(ledger) != Some(&store.digest(ledger)?) {
            differing.push(LedgerHeads { ledger: *ledger, feeds: store.heads(ledger)? });
        }
    }
    Ok(differing)
}

/// Reads what is new to a device, in the order of sending, a batch at a time.
struct Reader<'a, S: HubStore> {
    store: &'a S,
    register: &'a Register,
    device: DeviceId,
    incarnation: u32,
}

impl<S: HubStore> Reader<'_, S> {
    fn read(
        &self,
        served: &[Served],
        token: Option<Token>,
        mut budget: usize,
    ) -> Result<(Token, Vec<Stored>), S::Error> {
        let last = self.store.last_arrival()?;
        // A token of another incarnation, or from before a roll-back, is worth nothing.
        let token = token.filter(|t| t.incarnation == self.incarnation && t.base <= last);
        let base = token.map_or(0, |token| token.base);
        let under_way = token.and_then(|token| token.under_way).filter(|u| u.upto <= last);
        let upto = under_way.map_or(last, |under_way| under_way.upto);
        let planners = self.planners();
        let steps: Vec<Step<'_>> = steps(served);
        let started = under_way.and_then(|u| {
            steps.iter().position(|s| s.pass == u.pass && s.served.ledger == u.ledger)
        });
        let mut entries = Vec::new();
        for (index, step) in steps.iter().enumerate().skip(started.unwrap_or(0)) {
            let mut at = match (under_way, started) {
                (Some(under_way), Some(started)) if started == index => under_way.at,
                _ if step.served.since > base => 0,
                _ => base,
            };
            while at < upto {
                if budget == 0 {
                    let ledger = step.served.ledger;
                    let under_way = Some(UnderWay { upto, pass: step.pass, ledger, at });
                    let incarnation = self.incarnation;
                    return Ok((Token { incarnation, base, under_way }, entries));
                }
                let arrivals = self.store.arrivals(&ArrivalsQuery {
                    ledger: Some(step.served.ledger),
                    after: at,
                    upto,
                    authors: step.authors(&planners, (base > 0).then_some(self.device)),
                    not_from_hub: false,
                    max_bytes: budget,
                })?;
                let Some(end) = arrivals.last().map(|arrival| arrival.at) else { break };
                let size: usize = arrivals.iter().map(|arrival| arrival.entry.bytes.len()).sum();
                budget = budget.saturating_sub(size.max(1));
                at = end;
                entries.extend(arrivals.into_iter().map(|arrival| arrival.entry));
                // What is left of the budget may not fit one more entry; stop near it.
                if budget < 1024 {
                    budget = 0;
                }
            }
        }
        Ok((Token { incarnation: self.incarnation, base: upto, under_way: None }, entries))
    }

    /// The devices of those who plan: their feeds hold today's visits.
    fn planners(&self) -> Vec<DeviceId> {
        let now = self.register.now();
        let plan = [Role::Coordinator, Role::Manager, Role::Owner, Role::OnCallManager];
        let plans = |device: &DeviceId| {
            let members = now.members(*device);
            let roles = members.iter().fold(Roles::NONE, |r, m| r.union(now.roles_of(*m)));
            plan.iter().any(|role| roles.has(*role))
        };
        now.enrolled().into_iter().filter(plans).collect()
    }
}

/// One ledger in one pass of a sending.
struct Step<'a> {
    pass: u8,
    served: &'a Served,
}

impl Step<'_> {
    fn authors(&self, planners: &[DeviceId], own: Option<DeviceId>) -> Authors {
        let month = self.served.class == 2;
        match (month, self.pass) {
            (true, 0) => {
                Authors::Only(planners.iter().filter(|d| Some(**d) != own).copied().collect())
            }
            (true, _) => Authors::Except(planners.iter().copied().chain(own).collect()),
            (false, _) => own.map_or(Authors::All, |own| Authors::Except(vec![own])),
        }
    }
}

/// Register, office, concerns and standings; of the months the planners' feeds, newest month first;
/// then the rest of the months.
fn steps(served: &[Served]) -> Vec<Step<'_>> {
    let first = served.iter().map(|served| Step { pass: 0, served });
    let months = served.iter().filter(|served| served.class == 2);
    first.chain(months.map(|served| Step { pass: 1, served })).collect()
}
