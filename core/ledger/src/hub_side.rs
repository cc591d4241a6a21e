//! The hub's side of the conversation. Intake is judged by identity: whatever is well formed,
//! signed and chained by a device that is or was enrolled is taken in. Service is judged by
//! entitlement, computed here from the same statements and by the same code as on every device.
//!
//! The caller hands in a transaction and commits it, flushed, before the answer leaves: an answer
//! sent before the flush would be a lie.

use std::collections::{BTreeMap, BTreeSet};

use rand_core::CryptoRng;

use crate::difference::behind;
use crate::entry::Entry;
use crate::heads::{Heads, device_digest};
use crate::intake::{Intake, Taken};
use crate::message::{
    Answer, BATCH, DIFFERING_FEEDS, LedgerHeads, NEEDS, Need, POSITIONS, Request, SignedRequest,
    Unserved, WANTS, Want, some_list,
};
use crate::nonces::Nonces;
use crate::outgoing::Outgoing;
use crate::reader::Reader;
use crate::receipt::{Receipt, backed_up, own_digest};
use crate::store::{Act, HubStore, Origin, Served, Stored};
use crate::{
    Branches, DeviceId, DeviceKeys, Entitlement, EntryId, Hash, LedgerId, MessageError, Random16,
    Register, StandardTable, Statement, Timestamp, Wrap, cbor,
};

/// The note that register statements wait for their place until devices have brought the positions
/// this hub has lost; and whether every ledger's entitlement is to be computed anew then.
const BEHIND: &str = "register behind";

/// A hub: its keys, and the incarnation it keeps outside its database.
pub struct Hub<'a> {
    /// Signs positions, receipts and answers.
    pub keys: &'a DeviceKeys,
    /// Higher after it was restored from a backup. Of every answer the next one goes on with
    /// [`Answered::incarnation`].
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
    /// The incarnation to go on under: a higher one, if devices brought positions that this hub
    /// signed under its own and does not remember. To be kept before the answer leaves.
    pub incarnation: u32,
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
        let (taken, incarnation) =
            self.take_in(store, register, &signed.request).map_err(HubError::Store)?;
        let hub = Hub { incarnation, ..*self };
        let device = signed.request.device;
        if let Some(key) = register.signing_key(device) {
            signed.verify(self.keys.device(), &key)?;
        }
        let mut answer = hub.empty_answer(signed, register);
        let name = format!("nonce/{device}");
        let held = store.note(&name).map_err(HubError::Store)?;
        let held = held.and_then(|bytes| cbor::from_bytes::<Nonces>(&bytes, "nonces").ok());
        let mut nonces = held.unwrap_or_default();
        let given = nonces.answer(signed.request.nonce, random);
        answer.nonce = given.nonce;
        answer.refused = (taken.refused > 0).then(|| taken.refused.try_into().unwrap_or(u32::MAX));
        answer.unserved = unserved(register, device, given.good);
        if answer.unserved.is_none() {
            hub.serve(store, register, &signed.request, &mut answer).map_err(HubError::Store)?;
            let receipt = hub.receipt(store, device).map_err(HubError::Store)?;
            if nonces.tell(receipt.says(), given) {
                answer.receipt = Some(receipt.sign(hub.keys));
            }
        } else {
            nonces.tell_nothing();
            keep_epochs(store, register, &signed.request, &[]).map_err(HubError::Store)?;
        }
        if held != Some(nonces) {
            store.set_note(&name, Some(&cbor::to_bytes(&nonces))).map_err(HubError::Store)?;
        }
        let unserved = answer.unserved;
        Ok(Answered { bytes: answer.sign(device, self.keys), taken, unserved, incarnation })
    }

    /// Takes in what came, puts the register in order, and recomputes who is entitled to what.
    /// Gives the incarnation to go on under.
    fn take_in<S: HubStore>(
        &self,
        store: &mut S,
        register: &mut Register,
        request: &Request,
    ) -> Result<(Taken, u32), S::Error> {
        let line = register.line();
        let mut intake =
            Intake::new(store, register, request.device, self.keys.device(), Origin::Peer);
        let positions = request.positions.as_deref().unwrap_or_default();
        intake.positions(&positions[..positions.len().min(POSITIONS)])?;
        intake.ranges(request.ranges.as_deref().unwrap_or_default())?;
        let loose = request.loose.as_deref().unwrap_or_default();
        intake.loose(loose.iter().map(|bytes| bytes.as_slice()))?;
        let taken = intake.finish();
        // The line changes here by what the hub signed once and has lost, and by nothing else.
        let remembered = register.common(&line);
        let lost = register.line() != line;
        // What it signed since, on a line that is left now, it may not sign again either.
        let own = self.incarnation.saturating_add(u32::from(remembered < line.number));
        let incarnation = own.max(next_incarnation(register, remembered));
        let stated = lost || taken.touched.contains(&register.id());
        let ahead = request.position > register.number();
        let refold = Hub { incarnation, ..*self }.settle(store, register, stated, lost, ahead)?;
        let ledgers = if refold { store.ledgers()? } else { Vec::new() };
        let ledgers: BTreeSet<_> = ledgers.iter().chain(&taken.touched).collect();
        for ledger in ledgers.into_iter().filter(|ledger| **ledger != register.id()) {
            // Saves move nobody in or out; what does is a statement here or in the register.
            let name = format!("folded/{ledger}");
            let number = register.number().to_be_bytes();
            if taken.stated.contains(ledger) || store.note(&name)?.as_deref() != Some(&number) {
                self.entitle(store, register, ledger)?;
                store.set_note(&name, Some(&number))?;
            }
        }
        Ok((taken, incarnation))
    }

    /// Puts the register in order, unless its sender has positions that this hub has lost: then
    /// that waits until somebody has brought them, so that no number is given twice. Whether every
    /// ledger is to be folded anew, since the register has caught up.
    fn settle<S: HubStore>(
        &self,
        store: &mut S,
        register: &mut Register,
        stated: bool,
        lost: bool,
        ahead: bool,
    ) -> Result<bool, S::Error> {
        let behind = store.note(BEHIND)?;
        let refold = lost || behind.as_deref() == Some(&[1]);
        if !stated && behind.is_none() {
            return Ok(false);
        }
        if ahead {
            store.set_note(BEHIND, Some(&[u8::from(refold)]))?;
            return Ok(false);
        }
        if behind.is_some() {
            store.set_note(BEHIND, None)?;
        }
        self.order(store, register)?;
        Ok(refold)
    }

    /// Gives every register statement that has none a position: each after those of its feed and
    /// those that its author relied on, whichever came first. Two hubs may have been named for one
    /// term, where the root's paper was used twice: the one that counts puts the register in order.
    fn order<S: HubStore>(&self, store: &mut S, register: &mut Register) -> Result<(), S::Error> {
        if register.hub().is_none_or(|(_, hub)| hub.signing.device() != self.keys.device()) {
            return Ok(());
        }
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
        let folded = register.folded();
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
            position: folded.number,
            refused: None,
            line: Some(folded.hash),
            lacks: None,
        }
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
        let after = request.from.unwrap_or(request.position);
        answer.positions = some_list(register.positions_after(after, POSITIONS));
        let budget = self.wanted(store, register, request, &ledgers, answer)?;
        if let Some(digests) = &request.digests {
            answer.differing = Some(differing(store, &ledgers, digests)?);
        }
        let heads = request.heads.as_deref().unwrap_or_default();
        answer.lacks = some_list(lacking(store, heads)?);
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
            answer.digest = Some(served_digest(store, register, &ledgers)?);
        }
        // Where all may be well the digest says it; else the device looks where the lines part.
        let parted = request.position != answer.position
            || request.digests.is_some()
            || request.positions.is_some()
            || request.from.is_some();
        answer.line = answer.line.filter(|_| parted);
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
            let Wrap { ledger, epoch, device, .. } = *wrap;
            // Of an epoch of that very ledger: nobody touches the keys of another.
            if is_epoch(store, &Need { ledger, epoch, device })? {
                keep_wrap(store, wrap)?;
            }
        }
        keep_epochs(store, register, request, ledgers)?;
        let needs: Vec<Need> = request
            .needs
            .iter()
            .flatten()
            .take(NEEDS)
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
            for need in &needs {
                if found.contains(&need.epoch) {
                    // Served once: whoever asks again found that it does not open, and others are
                    // asked then.
                    store.forget_wrap(need)?;
                } else if is_epoch(store, need)? {
                    // What others are asked for is bounded by the epochs that there are.
                    store.put_need(need)?;
                }
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
        let entries = store.count_of(&device)?;
        Ok(Receipt {
            device,
            entries,
            digest: own_digest(&store.feeds_of(&device)?),
            at: self.now,
            backed_up: backed_up(store, &device)?.min(entries),
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

/// The feeds of which a device has shown more than there is here. Says nothing of those that it
/// does not know, or of what else there is of them.
fn lacking<S: HubStore>(store: &S, heads: &[LedgerHeads]) -> Result<Vec<Want>, S::Error> {
    let mut lacks = Vec::new();
    for LedgerHeads { ledger, feeds } in heads {
        let lacking = behind(&store.heads(ledger)?, feeds).into_iter();
        lacks.extend(lacking.map(|(author, after)| Want { ledger: *ledger, author, after }));
    }
    lacks.truncate(WANTS);
    Ok(lacks)
}

/// Higher than what this hub signed, in its present term, beyond the positions it remembers: it
/// may have signed more that nobody has brought.
fn next_incarnation(register: &Register, remembered: u64) -> u32 {
    let term = register.hub().map_or(0, |(term, _)| term);
    let brought = register.positions_after(remembered, usize::MAX).into_iter();
    let own = brought.map(|signed| signed.position).filter(|position| position.term == term);
    own.map(|position| position.incarnation.saturating_add(1)).max().unwrap_or(0)
}

/// Whether a device asks for the key of an epoch that there is.
fn is_epoch<S: HubStore>(store: &S, need: &Need) -> Result<bool, S::Error> {
    let stored = store.entry(&need.epoch)?.filter(|stored| stored.ledger == need.ledger);
    let entry = stored.and_then(|stored| Entry::decode(&stored.bytes).ok());
    Ok(entry.is_some_and(|entry| matches!(entry.as_statement(), Some(Statement::Epoch(_)))))
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

fn served_digest<S: HubStore>(
    store: &S,
    register: &Register,
    ledgers: &[LedgerId],
) -> Result<Hash, S::Error> {
    let digests: Result<BTreeMap<LedgerId, Hash>, S::Error> =
        ledgers.iter().map(|ledger| Ok((*ledger, store.digest(ledger)?))).collect();
    Ok(device_digest(&digests?, &register.folded().hash))
}

fn differing<S: HubStore>(
    store: &S,
    ledgers: &[LedgerId],
    theirs: &BTreeMap<LedgerId, Hash>,
) -> Result<Vec<LedgerHeads>, S::Error> {
    let mut differing: Vec<LedgerHeads> = Vec::new();
    let mut heads_sent = 0;
    // One that the hub has nothing of, or knows of no grant in, is shown no heads of: the device
    // shows its own, and may bring the grant.
    let unknown = theirs.keys().filter(|ledger| !ledgers.contains(ledger)).take(1024);
    for ledger in ledgers.iter().chain(unknown) {
        if heads_sent > DIFFERING_FEEDS {
            break;
        }
        let entitled = ledgers.contains(ledger);
        if entitled && theirs.get(ledger) == Some(&store.digest(ledger)?) {
            continue;
        }
        let feeds = if entitled { store.heads(ledger)? } else { Heads::new() };
        heads_sent += feeds.len() + 1;
        differing.push(LedgerHeads { ledger: *ledger, feeds });
    }
    Ok(differing)
}
