//! Writing: what a person does becomes an entry and the record it changes, in one transaction.
//!
//! "Saved" means that the transaction returned. Before anything is written the receiver's own checks
//! run on it: who may write what, and whether the change applies.

use holdfast_ledger::{
    Class, DeviceId, Entry, EntryId, Grant, Header, LedgerId, Open, Origin, Place, Progress,
    Random16, RecordChange, RecordId, Register, Rights, Save, Statement, Store as _, Stored,
    Timestamp, Writer,
};

use super::error::{DeviceError, Result};
use super::lines;
use super::state::{Decoded, State, outbox, put_outbox, single};
use super::surroundings::Surroundings;
use crate::care::ledger_card::{Card, in_clear, write_card};
use crate::care::rights::{may_write, whatever_the_role};
use crate::care::{Clock, LedgerKind, Pen, Put, RecordKind};
use crate::vault::{EntryState, RecordKey, TAIL, Tables};

/// One record's part in a save.
pub(crate) struct Write {
    pub kind: RecordKind,
    pub record: RecordId,
    pub puts: Vec<Put>,
}

/// A transaction, with the device's state beside the tables.
pub(crate) struct Act<'a, 'b> {
    pub state: &'a mut State,
    pub tables: &'a mut Tables<'b>,
    pub around: &'a Surroundings,
    pub now: Timestamp,
}

impl Act<'_, '_> {
    /// A pen in the hand of this device's member.
    pub fn with_pen<T>(&mut self, write: impl FnOnce(&mut Pen<'_>) -> T) -> T {
        let mut random = self.around.rng();
        write(&mut Pen { member: self.state.member, written: self.now, random: &mut random })
    }

    /// The time to judge leases by.
    pub fn corrected(&self) -> Result<Timestamp> {
        self.state.corrected(self.tables, self.now)
    }

    /// What this device knows of its own clock: how far it was ahead of the hub's signed time when
    /// it last heard it. Nothing before.
    pub fn clock(&self) -> Result<Option<Clock>> {
        let hub = self.state.register.as_ref().and_then(Register::hub);
        let Some((_, hub)) = hub else { return Ok(None) };
        let heard = Progress::load(&*self.tables, hub.signing.device())?.heard();
        Ok(heard.map(|heard| Clock { ahead: heard.device.since(heard.hub), found: heard.device }))
    }

    /// Writes a statement about a ledger.
    pub fn statement(&mut self, ledger: LedgerId, statement: Statement) -> Result<EntryId> {
        let header = self.header(ledger)?;
        let writer = Writer { keys: &self.state.keys, member_keys: None };
        let entry = Entry::statement(&writer, header, statement)?;
        self.keep(&entry)?;
        if let Some(register) = self.state.register.as_mut()
            && register.id() == ledger
        {
            // Its author is this device, whose key the register knows; if not, it waits there.
            let _ = register.add_entry(&entry);
            self.state.forget_views();
        }
        self.state.forget_view(ledger);
        Ok(entry.id())
    }

    /// Saves: one act, perhaps on several records of one ledger. All of it or nothing.
    pub fn save(&mut self, ledger: LedgerId, writes: &[Write]) -> Result<EntryId> {
        self.check_rights(ledger, writes)?;
        let epoch = self.epoch(ledger)?;
        let mut changes = Vec::with_capacity(writes.len());
        let mut documents = Vec::with_capacity(writes.len());
        for write in writes {
            let key = RecordKey { ledger, kind: write.kind.code(), id: write.record };
            let mut decoded = self.state.take_document(self.tables, &key)?;
            let change = decoded.put(&write.puts, self.now)?;
            changes.push(RecordChange {
                record: write.record,
                kind: key.kind,
                change: change.clone(),
            });
            documents.push((key, decoded, change));
        }
        let view = self.state.view(self.tables, ledger)?;
        let key = view.keys.get(epoch).ok_or(DeviceError::NoKey)?;
        let header = self.header(ledger)?;
        let writer = Writer { keys: &self.state.keys, member_keys: None };
        let save = Save(changes);
        let entry = Entry::save(&writer, header, &save, epoch, key, &mut self.around.rng())?;
        self.keep(&entry)?;
        for (key, mut decoded, change) in documents {
            self.grow(&key, &mut decoded, &change, entry.id())?;
            self.state.keep_document(self.tables, key, decoded)?;
        }
        Ok(entry.id())
    }

    /// What a new ledger's id is derived from.
    pub fn nonce(&self) -> Random16 {
        Random16(self.around.bytes())
    }

    /// Opens a ledger: open, grants, epoch and the card, in this transaction.
    pub fn open_ledger(
        &mut self,
        nonce: Random16,
        card: Card,
        grants: &[GrantTo],
    ) -> Result<LedgerId> {
        let class = card.kind.class();
        let ledger = LedgerId::derive(self.state.device, nonce);
        let month = card.month.map(in_clear);
        let month = month.filter(|_| class == Class::Month);
        self.statement(ledger, Statement::Open(Open { class, month, nonce, recovery: None }))?;
        let own = GrantTo { device: self.state.device, rights: own_rights(card.kind), until: None };
        for to in std::iter::once(&own).chain(grants.iter().filter(|to| to.device != own.device)) {
            self.statement(ledger, to.statement())?;
        }
        let put = self.with_pen(|pen| write_card(card.clone(), pen))?;
        self.state.index.note(ledger, card);
        let record = single(RecordKind::LedgerCard);
        let write = Write { kind: RecordKind::LedgerCard, record, puts: vec![put] };
        self.save(ledger, &[write])?;
        Ok(ledger)
    }

    /// Grants, and wraps every epoch tip for the grantee. Nothing if it is entitled already, and
    /// for as long.
    pub fn grant(&mut self, ledger: LedgerId, to: &GrantTo) -> Result<()> {
        let view = self.state.view(self.tables, ledger)?;
        let now = self.corrected()?;
        if view.entitlement.is_entitled(to.device, now)
            && covers(view.entitlement.lease_end(to.device), to.until)
        {
            return Ok(());
        }
        self.statement(ledger, to.statement())?;
        let view = self.state.view(self.tables, ledger)?;
        let register = self.state.register()?;
        let wraps =
            view.epochs.wraps_for_grantee(to.device, &view.keys, register, &mut self.around.rng());
        let mut outbox = outbox(self.tables)?;
        outbox.wraps.extend(wraps);
        put_outbox(self.tables, &outbox)
    }

    /// The epoch to seal under: a fit one, or a new one, started in this transaction.
    fn epoch(&mut self, ledger: LedgerId) -> Result<EntryId> {
        let now = self.corrected()?;
        let view = self.state.view(self.tables, ledger)?;
        if let Some(epoch) = view.fit_epoch(self.state.device, now) {
            return Ok(epoch);
        }
        let register = self.state.register()?;
        let recovery = register.recovery().ok_or(DeviceError::NotJoined)?;
        let kind = self.state.index.cards.get(&ledger).map(|card| card.kind);
        let recovery = match kind {
            Some(LedgerKind::Concern) => recovery.safeguarding,
            _ => recovery.organisation,
        };
        let entitled = view.entitlement.entitled(now);
        let mut random = self.around.rng();
        let started = view.epochs.start(&entitled, &view.keys, register, &recovery, &mut random)?;
        let epoch = self.statement(ledger, Statement::Epoch(started.statement.clone()))?;
        self.tables.put_epoch_key(&ledger, &epoch, &started.key)?;
        self.state.forget_view(ledger);
        let register = self.state.register()?;
        let wraps = started.wraps(ledger, epoch, register, &mut self.around.rng());
        let packed = holdfast_ledger::EpochWraps::pack(ledger, epoch, &started.recipients, &wraps);
        let mut outbox = outbox(self.tables)?;
        outbox.epochs.push(packed);
        put_outbox(self.tables, &outbox)?;
        Ok(epoch)
    }

    fn check_rights(&self, ledger: LedgerId, writes: &[Write]) -> Result<()> {
        let card = self.state.index.cards.get(&ledger).ok_or(DeviceError::NoKey)?;
        let roles = self.state.roles();
        let may = |kind| may_write(roles, kind, card.kind) || whatever_the_role(kind, card.kind);
        let refused = writes.iter().find(|write| !may(write.kind));
        let Some(Write { kind, .. }) = refused else { return Ok(()) };
        Err(DeviceError::not_allowed(roles, *kind, card.kind))
    }

    fn header(&self, ledger: LedgerId) -> Result<Header> {
        let feed = self.tables.feed(&ledger, &self.state.device)?;
        Ok(Header {
            ledger,
            author: self.state.device,
            member: self.state.member,
            number: feed.last() + 1,
            previous: feed.0.last().map(|tip| tip.id),
            register: self.state.register()?.point_of(self.state.device),
            written: self.now,
        })
    }

    fn keep(&mut self, entry: &Entry) -> Result<()> {
        self.tables.put(&Stored::of(entry), Place::Chained, Origin::Own)?;
        self.state.note_clock(self.tables, self.now)?;
        Ok(self.tables.set_state(&entry.id(), &EntryState::Applied)?)
    }

    /// Adds one change to the cached record.
    fn grow(
        &mut self,
        key: &RecordKey,
        decoded: &mut Decoded,
        change: &[u8],
        entry: EntryId,
    ) -> Result<()> {
        let reading = decoded.reading();
        let mut line = lines::line(key.kind, reading.fields());
        // What waits in the record still does: the next arrival is to look at it again.
        let before = self.tables.record(key)?.map_or(0, |row| row.index.state);
        line.index.state |= before & lines::TROUBLED;
        self.tables.put_record(key, &line.index, &line.card)?;
        self.tables.put_part(key, &entry)?;
        if self.tables.append_change(key, change)? >= TAIL {
            self.tables.put_snapshot(key, &decoded.document.save())?;
        }
        decoded.reading().keep(self.tables, key)
    }
}

/// Whom to grant, and what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GrantTo {
    pub device: DeviceId,
    pub rights: Rights,
    pub until: Option<Timestamp>,
}

impl GrantTo {
    fn statement(&self) -> Statement {
        Statement::Grant(Grant {
            device: self.device,
            member: None,
            rights: self.rights,
            until: self.until,
            despite: None,
        })
    }
}

/// Whether a grant that ends at `held` lasts as long as one that ends at `asked`.
fn covers(held: Option<Timestamp>, asked: Option<Timestamp>) -> bool {
    match (held, asked) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(held), Some(asked)) => held >= asked,
    }
}

fn own_rights(kind: LedgerKind) -> Rights {
    match kind {
        LedgerKind::Standing => Rights::MAY_GRANT.and(Rights::MAY_END),
        LedgerKind::Concern => Rights::MAY_GRANT.and(Rights::MAY_END).and(Rights::LASTING),
        _ => Rights::PLAIN,
    }
}
