//! What an unlocked device keeps in memory. All of it is made from the vault and can be made again:
//! after a write that failed it is, so that memory never says more than the disk.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use holdfast_ledger::{
    DeviceId, DeviceKeys, Heard, LedgerId, MemberId, Progress, RecordId, Register, Roles,
    Store as _, Timestamp, VerifyingKey, from_bytes, to_bytes,
};

use minicbor::{Decode, Encode};

use super::error::{DeviceError, Result};
use super::ledger_view::{LedgerView, Outbox};
use super::lines;
use super::reading::Reading;
use crate::care::ledger_card::{Card, MonthNumber};
use crate::care::section_state::{Clocks, Now};
use crate::care::{Fields, LedgerKind, PersonId, Put, RecordKind};
use crate::record::{Actor, Document};
use crate::vault::{RecordKey, Tables};

/// How many documents are kept decoded.
const DOCUMENTS: usize = 96;

/// Where the device's own secret stands in the vault.
pub(crate) const DEVICE_SECRET: &str = "device";
/// Where its label stands.
pub(crate) const LABEL: &str = "label";
/// Where its member's id stands.
pub(crate) const MEMBER: &str = "member";
/// Where the organisation's root key stands, once it has joined.
pub(crate) const ROOT: &str = "root";
/// Where the hub is.
pub(crate) const HUB_ADDRESS: &str = "hub address";
/// Where the latest time this device's own clock has shown stands, since a hub was last heard.
const CLOCK_FLOOR: &str = "clock floor";
/// How far the clock goes on before that is written again.
const CLOCK_STEP: i64 = 60_000;
/// Where epoch keys for others wait.
const OUTBOX: &str = "outbox";

/// A person's ledgers, as far as this device has their cards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PersonLedgers {
    /// The standing; the lowest id, should there be two.
    pub standing: Option<LedgerId>,
    /// For each month its ledgers, lowest id first.
    pub months: BTreeMap<MonthNumber, Vec<LedgerId>>,
}

/// Which ledger holds what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Index {
    pub cards: HashMap<LedgerId, Card>,
    pub office: Option<LedgerId>,
    pub people: BTreeMap<PersonId, PersonLedgers>,
}

impl Index {
    /// Notes a ledger's card.
    pub fn note(&mut self, ledger: LedgerId, card: Card) {
        match (card.kind, card.person, card.month) {
            (LedgerKind::Office, ..) => {
                self.office = Some(self.office.map_or(ledger, |held| held.min(ledger)));
            }
            (LedgerKind::Standing, Some(person), _) => {
                let person = self.people.entry(person.0).or_default();
                person.standing = Some(person.standing.map_or(ledger, |held| held.min(ledger)));
            }
            (LedgerKind::Month, Some(person), Some(month)) => {
                let ledgers =
                    self.people.entry(person.0).or_default().months.entry(month).or_default();
                if !ledgers.contains(&ledger) {
                    ledgers.push(ledger);
                    ledgers.sort_unstable();
                }
            }
            _ => {}
        }
        self.cards.insert(ledger, card);
    }
}

/// An unlocked device in memory.
pub(crate) struct State {
    pub keys: Arc<DeviceKeys>,
    pub device: DeviceId,
    pub member: MemberId,
    pub actor: Actor,
    /// This unlock's part of the actor.
    pub suffix: [u8; 4],
    /// None before it joins an organisation.
    pub register: Option<Register>,
    pub index: Index,
    /// The vault's, when this was made: at another one, another process has written since.
    pub version: i64,
    views: HashMap<LedgerId, Arc<LedgerView>>,
    documents: HashMap<RecordKey, Kept>,
}

/// A document kept decoded, and the version of its record that it is.
struct Kept {
    version: u64,
    decoded: Decoded,
}

/// A document, and how it reads, once that was asked.
pub(crate) struct Decoded {
    pub document: Document,
    reading: Option<Reading>,
}

impl Decoded {
    /// How it reads.
    pub fn reading(&mut self) -> &Reading {
        self.reading.get_or_insert_with(|| Reading::of(&self.document))
    }

    /// Writes in it, all of `puts` as one change, and gives that change.
    pub fn put(&mut self, puts: &[Put], now: Timestamp) -> Result<Vec<u8>> {
        let change = self.document.put(puts, now)?;
        if let Some(reading) = &mut self.reading {
            reading.follow(&self.document, puts.iter().map(|put| put.key.as_str()));
        }
        Ok(change)
    }
}

impl From<Document> for Decoded {
    fn from(document: Document) -> Self {
        Self { document, reading: None }
    }
}

impl State {
    /// Makes the state from the vault, at that version of it or a later one.
    pub fn load(tables: &Tables<'_>, suffix: [u8; 4], version: i64) -> Result<Self> {
        let secret = tables.secret(DEVICE_SECRET)?.ok_or(DAMAGED)?;
        let secret: &[u8; 32] = secret.as_slice().try_into().map_err(|_| DAMAGED)?;
        let keys = DeviceKeys::from_secret(secret);
        let member = tables.secret(MEMBER)?.and_then(|bytes| MemberId::from_slice(&bytes));
        let device = keys.device();
        Ok(Self {
            device,
            member: member.ok_or(DAMAGED)?,
            actor: Actor::new(device, suffix),
            suffix,
            register: load_register(tables)?,
            index: load_index(tables)?,
            version,
            views: HashMap::new(),
            documents: HashMap::new(),
            keys: Arc::new(keys),
        })
    }

    /// The register, once joined.
    pub fn register(&self) -> Result<&Register> {
        self.register.as_ref().ok_or(DeviceError::NotJoined)
    }

    /// One ledger, folded.
    pub fn view(&mut self, tables: &Tables<'_>, ledger: LedgerId) -> Result<Arc<LedgerView>> {
        if let Some(view) = self.views.get(&ledger) {
            return Ok(Arc::clone(view));
        }
        let register = self.register.as_ref().ok_or(DeviceError::NotJoined)?;
        let view = Arc::new(LedgerView::load(tables, register, ledger)?);
        self.views.insert(ledger, Arc::clone(&view));
        Ok(view)
    }

    /// Statements or keys of a ledger have come.
    pub fn forget_view(&mut self, ledger: LedgerId) {
        self.views.remove(&ledger);
    }

    /// The register has changed: every ledger may be judged differently.
    pub fn forget_views(&mut self) {
        self.views.clear();
    }

    /// Takes a record's document out of memory, or reads it, or begins it.
    pub fn take_document(&mut self, tables: &Tables<'_>, key: &RecordKey) -> Result<Decoded> {
        if let Some(kept) = self.documents.remove(key)
            && tables.version(key)? == Some(kept.version)
        {
            return Ok(kept.decoded);
        }
        Ok(read_document(tables, self.actor, key)?.into())
    }

    /// Keeps a document decoded, as its record stands now.
    pub fn keep_document(
        &mut self,
        tables: &Tables<'_>,
        key: RecordKey,
        decoded: Decoded,
    ) -> Result<()> {
        if self.documents.len() >= DOCUMENTS {
            self.documents.clear();
        }
        if let Some(version) = tables.version(&key)? {
            self.documents.insert(key, Kept { version, decoded });
        }
        Ok(())
    }

    /// Reads a record that is about to be written in: its document stays decoded.
    pub fn read<T>(
        &mut self,
        tables: &Tables<'_>,
        key: &RecordKey,
        read: impl FnOnce(&Fields) -> T,
    ) -> Result<T> {
        let mut decoded = self.take_document(tables, key)?;
        let read = read(decoded.reading().fields());
        self.keep_document(tables, *key, decoded)?;
        Ok(read)
    }

    /// The time to judge leases by: this device's clock, corrected by what the hub last signed, and
    /// never below what the clock has shown before: one set back brings no lease to life.
    pub fn corrected(&self, tables: &Tables<'_>, now: Timestamp) -> Result<Timestamp> {
        let heard = self.heard(tables)?;
        let floor = now.max(self.clock_floor(tables, heard)?);
        Ok(floor.plus_millis(heard.map_or(0, |heard| heard.hub.since(heard.device))))
    }

    /// What the hub's clock and this device's showed when it was last heard.
    fn heard(&self, tables: &Tables<'_>) -> Result<Option<Heard>> {
        let hub = self.register.as_ref().and_then(Register::hub);
        let Some((_, hub)) = hub else { return Ok(None) };
        Ok(Progress::load(tables, hub.signing.device())?.heard())
    }

    /// The latest this device's clock has shown, that is known: when the hub was last heard, or in
    /// an act of this device's own since.
    fn clock_floor(&self, tables: &Tables<'_>, heard: Option<Heard>) -> Result<Timestamp> {
        let shown =
            clock_shown(tables)?.filter(|shown| shown.after == heard.map(|heard| heard.hub));
        let shown = shown.map_or(Timestamp(i64::MIN), |shown| shown.latest);
        Ok(heard.map_or(shown, |heard| shown.max(heard.device)))
    }

    /// Notes what the clock shows at an act. Only a hub's time, heard later, takes it back.
    pub fn note_clock(&self, tables: &mut Tables<'_>, now: Timestamp) -> Result<()> {
        let heard = self.heard(tables)?;
        if now.since(self.clock_floor(tables, heard)?) >= CLOCK_STEP {
            let shown = ClockShown { latest: now, after: heard.map(|heard| heard.hub) };
            tables.set_note(CLOCK_FLOOR, Some(&to_bytes(&shown)))?;
        }
        Ok(())
    }

    /// Everything made from records: they are about to be made anew.
    pub fn forget_everything(&mut self) {
        self.views.clear();
        self.documents.clear();
        self.index = Index::default();
    }

    /// The roles of this device's member.
    pub fn roles(&self) -> Roles {
        let now = self.register.as_ref().map(Register::now);
        now.map_or(Roles::NONE, |now| now.roles_of_device(self.device, self.member))
    }
}

const DAMAGED: DeviceError = DeviceError::Vault(crate::vault::VaultError::Damaged {
    expected: "the device's own keys in the vault",
});

/// Reads a document as it was stored, or begins it.
pub(crate) fn read_document(
    tables: &Tables<'_>,
    actor: Actor,
    key: &RecordKey,
) -> Result<Document> {
    let Some(stored) = tables.document(key)? else { return Ok(Document::new(actor)) };
    let tail = stored.tail.iter().map(Vec::as_slice);
    Ok(Document::load(actor, stored.snapshot.as_deref(), tail)?)
}

/// Folds the register from what the vault holds; none before the device has joined.
pub(crate) fn load_register(tables: &Tables<'_>) -> Result<Option<Register>> {
    let Some(root) = tables.secret(ROOT)?.and_then(|bytes| VerifyingKey::from_slice(&bytes)) else {
        return Ok(None);
    };
    let mut register = Register::new(root);
    for stored in tables.statements(&register.id())? {
        if let Ok(entry) = holdfast_ledger::Entry::decode(&stored.bytes) {
            let _ = register.restore_entry(&entry);
        }
    }
    let positions = tables.positions_after(0)?;
    if let Some((last, before)) = positions.split_last() {
        // What was kept was checked; a position of a hub not known any more is passed over. Each is
        // chained to the one before: the last signature tells whether the disk kept them all.
        for position in before {
            let _ = register.restore_position(position);
        }
        let _ = register.add_position(last);
    }
    Ok(Some(register))
}

fn load_index(tables: &Tables<'_>) -> Result<Index> {
    let mut index = Index::default();
    for row in tables.records(RecordKind::LedgerCard.code())? {
        if let Some(card) = lines::read_card(&row.card) {
            index.note(row.key.ledger, card);
        }
    }
    Ok(index)
}

/// The keys for others that wait for a hub.
pub(crate) fn outbox(tables: &Tables<'_>) -> Result<Outbox> {
    let bytes = tables.note(OUTBOX)?;
    Ok(bytes.and_then(|bytes| from_bytes(&bytes, "an outbox").ok()).unwrap_or_default())
}

/// Keeps them.
pub(crate) fn put_outbox(tables: &mut Tables<'_>, outbox: &Outbox) -> Result<()> {
    Ok(tables.set_note(OUTBOX, Some(&to_bytes(outbox)))?)
}

/// The id of the one record of its kind in a ledger: the card, the directory, the policy.
pub(crate) const fn single(kind: RecordKind) -> RecordId {
    let [high, low] = kind.code().to_be_bytes();
    let mut id = [0; 16];
    id[14] = high;
    id[15] = low;
    RecordId(id)
}

/// The latest time this device has proof of: its own clock, what that showed before, and the hub's;
/// and whether they agree.
pub(crate) fn proven_now(state: &State, tables: &Tables<'_>, now: Timestamp) -> Result<Now> {
    let corrected = state.corrected(tables, now)?;
    let floor = state.clock_floor(tables, state.heard(tables)?)?.max(now);
    let agree = [corrected, floor].iter().all(|other| Now::of(now, *other).clocks == Clocks::Agree);
    let clocks = if agree { Clocks::Agree } else { Clocks::Disagree };
    Ok(Now { at: corrected.max(floor), clocks })
}

/// What this device's clock has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
struct ClockShown {
    /// The latest, in an act of its own.
    #[n(0)]
    latest: Timestamp,
    /// The hub's time that was heard last before that.
    #[n(1)]
    after: Option<Timestamp>,
}

fn clock_shown(tables: &Tables<'_>) -> Result<Option<ClockShown>> {
    let bytes = tables.note(CLOCK_FLOOR)?;
    Ok(bytes.and_then(|bytes| from_bytes(&bytes, "what the clock has shown").ok()))
}
