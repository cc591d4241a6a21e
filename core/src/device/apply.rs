//! What has come in becomes records. Every entry ends in one state: applied, waiting (and noted for
//! what), quarantined (and noted why), or carried. What is made is a function of the entries and keys
//! held, never of the order in which they came.

use std::collections::{BTreeMap, BTreeSet};

use holdfast_ledger::{
    AuthorStanding, Entry, EntryId, Feed, LedgerId, MemberId, RecordChange, Save, Store as _,
    Stored, Taken, Wrap,
};

use super::act::{Act, Write};
use super::error::Result;
use super::lines::{self, TROUBLED};
use super::reading::Reading;
use super::state::{Decoded, single};
use crate::care::ledger_card::Card;
use crate::care::log::only_added_to;
use crate::care::rights::{may_write, whatever_the_role};
use crate::care::{LedgerCard, LedgerKind, Put, Record as _, RecordKind, in_the_hand_of};
use crate::record::{
    Document, Extended, Glimpse, Held, Materialised, extend, glimpse, materialise,
};
use crate::vault::{EntryState, RecordKey, TAIL};

/// Entries to be applied, by id.
type Due = BTreeMap<EntryId, Stored>;

/// A save that may be applied, opened.
struct Opened {
    entry: Entry,
    save: Save,
}

/// What becomes of a save before its records are made.
enum Judged {
    Accept(Box<Opened>),
    Wait(Vec<u8>),
    /// Kept to pass on; should the key of this epoch come after all, judged again.
    Carry(Option<EntryId>),
    Quarantine(&'static str),
}

const DOES_NOT_OPEN: &str =
    "expected it to open with its key, found that it does not; ask its author to write it again";
pub(super) const NO_SAVE: &str =
    "expected a save in it, found something else; ask its author to write it again";
pub(super) const UNKNOWN_KIND: &str =
    "expected a kind of record known here, found another; update Holdfast";
pub(super) const NOT_ALLOWED: &str =
    "expected an author whose role may write this here, found another; tell a manager";
const ANOTHER_NAME: &str =
    "expected everything in it under its author's own name, found another's; tell a manager";
const WRITTEN_OVER: &str =
    "expected what was recorded to be amended beside it, found it written over; tell a manager";
const SECOND_CARD: &str =
    "expected one card in a ledger, found a second; ask its author to write it again";
const NO_CARD: &str =
    "expected a ledger's own card alone in its first save, found another; tell a manager";
const TWICE: &str =
    "expected each record once in a save, found one twice; ask its author to write it again";
const OTHER_HALF: &str =
    "expected all of the save to apply, found a part that cannot; ask its author to write it again";

impl Act<'_, '_> {
    /// Applies what was taken in, and opens what can be opened now.
    pub fn apply(&mut self, taken: &Taken, wraps: &[Wrap]) -> Result<()> {
        let register = self.state.register()?.id();
        let moved = taken.positions > 0 || taken.touched.contains(&register);
        if moved {
            self.state.forget_views();
        }
        let mut due: BTreeMap<LedgerId, Due> = BTreeMap::new();
        for stored in &taken.new {
            due.entry(stored.ledger).or_default().insert(stored.id, stored.clone());
        }
        for wrap in wraps {
            due.entry(wrap.ledger).or_default();
        }
        for (ledger, entries) in due {
            if ledger == register {
                entries.keys().try_for_each(|id| self.applied(id))?;
            } else {
                // Saves alone change nobody's rights, unless they show that a device was copied.
                if taken.stated.contains(&ledger) || self.is_forked(&ledger)? {
                    self.state.forget_view(ledger);
                }
                self.apply_ledger(ledger, entries)?;
            }
        }
        if moved { self.judge_again() } else { Ok(()) }
    }

    /// The register says more than before: what waits, and what a role was found not to allow, is
    /// judged again, so that it makes no difference which came first.
    fn judge_again(&mut self) -> Result<()> {
        let mut due: BTreeMap<LedgerId, Due> = BTreeMap::new();
        for stored in self.tables.waiting()? {
            due.entry(stored.ledger).or_default().insert(stored.id, stored);
        }
        for id in self.tables.release(REGISTER_WAIT)? {
            if let Some(stored) = self.tables.entry(&id)? {
                due.entry(stored.ledger).or_default().insert(id, stored);
            }
        }
        due.into_iter().try_for_each(|(ledger, entries)| self.apply_ledger(ledger, entries))
    }

    /// Makes every record of every ledger anew, from the entries.
    pub fn rebuild(&mut self) -> Result<()> {
        self.tables.forget_records()?;
        self.state.forget_everything();
        let register = self.state.register()?.id();
        for ledger in self.tables.ledgers()? {
            let mut due = Due::new();
            for author in self.tables.heads(&ledger)?.keys() {
                let feed = self.tables.feed_after(&ledger, author, 0, usize::MAX)?;
                due.extend(feed.into_iter().map(|stored| (stored.id, stored)));
            }
            if ledger == register {
                due.keys().try_for_each(|id| self.applied(id))?;
            } else {
                self.apply_ledger(ledger, due)?;
            }
        }
        Ok(())
    }

    fn is_forked(&self, ledger: &LedgerId) -> Result<bool> {
        Ok(self.tables.heads(ledger)?.values().any(Feed::forked))
    }

    fn apply_ledger(&mut self, ledger: LedgerId, mut due: Due) -> Result<()> {
        let mut released = self.gain_keys(ledger)?;
        released.extend(self.tables.release(&grant_wait(ledger))?);
        for id in released {
            if let Some(stored) = self.tables.entry(&id)? {
                due.insert(id, stored);
            }
        }
        let mut opened = Vec::new();
        let mut later = Vec::new();
        for (id, stored) in due {
            match self.judge(ledger, &stored)? {
                Some(Judged::Accept(save)) if is_card(&save.save) => self.card(ledger, *save)?,
                Some(Judged::Accept(save)) => opened.push(*save),
                Some(other) => later.push((id, other)),
                None => {}
            }
        }
        for (id, judged) in later {
            self.put_by(&id, judged)?;
        }
        if !self.state.index.cards.contains_key(&ledger) {
            for save in opened {
                self.wait(&save.entry.id(), &card_wait(ledger))?;
            }
            return Ok(());
        }
        for id in self.tables.release(&card_wait(ledger))? {
            let Some(stored) = self.tables.entry(&id)? else { continue };
            if let Some(Judged::Accept(save)) = self.judge(ledger, &stored)? {
                opened.push(*save);
            }
        }
        let allowed = self.allowed(ledger, opened)?;
        self.records(ledger, allowed)
    }

    /// Opens the wraps held for this device; answers what waited for the keys gained.
    fn gain_keys(&mut self, ledger: LedgerId) -> Result<Vec<EntryId>> {
        let view = self.state.view(self.tables, ledger)?;
        let missing: BTreeSet<EntryId> =
            view.epochs.all().filter(|epoch| !view.keys.has(*epoch)).collect();
        if missing.is_empty() {
            return Ok(Vec::new());
        }
        let mut keys = view.keys.clone();
        let mut gained = Vec::new();
        for wrap in self.tables.wraps_for(&self.state.device, &[ledger])? {
            if !missing.contains(&wrap.epoch) {
                continue;
            }
            // A key that does not match its commitment is refused: the epoch stays wanted.
            if let Ok(key) = view.epochs.unwrap(&wrap, &self.state.keys) {
                keys.insert(wrap.epoch, key);
                gained.push(wrap.epoch);
            }
        }
        gained.extend(keys.open_earlier(&view.epochs));
        let mut released = Vec::new();
        for epoch in &gained {
            if let Some(key) = keys.get(*epoch) {
                self.tables.put_epoch_key(&ledger, epoch, key)?;
            }
            released.extend(self.tables.release(epoch.as_bytes())?);
        }
        if !gained.is_empty() {
            self.state.forget_view(ledger);
        }
        Ok(released)
    }

    /// What becomes of one entry, as far as its header and key decide it.
    fn judge(&mut self, ledger: LedgerId, stored: &Stored) -> Result<Option<Judged>> {
        let Ok(entry) = Entry::decode(&stored.bytes) else { return Ok(Some(Judged::Carry(None))) };
        let Some(sealed) = entry.as_save() else {
            self.applied(&stored.id)?;
            return Ok(None);
        };
        let view = self.state.view(self.tables, ledger)?;
        let author = entry.header().author;
        if view.entitlement.judge_author(author) == AuthorStanding::NeverGranted {
            return Ok(Some(Judged::Wait(grant_wait(ledger))));
        }
        let Some(key) = view.keys.get(sealed.epoch) else {
            let mine = view.entitlement.ever_granted(self.state.device);
            let wait = Judged::Wait(sealed.epoch.as_bytes().to_vec());
            return Ok(Some(if mine { wait } else { Judged::Carry(Some(sealed.epoch)) }));
        };
        if !self.state.register()?.reaches(&entry.header().register) {
            return Ok(Some(Judged::Wait(REGISTER_WAIT.to_vec())));
        }
        Ok(Some(match entry.open(key) {
            None => Judged::Quarantine(DOES_NOT_OPEN),
            Some(Err(_)) => Judged::Quarantine(NO_SAVE),
            Some(Ok(save)) => Judged::Accept(Box::new(Opened { entry, save })),
        }))
    }

    /// What a save of this device's own says, to be written again; nothing if it does not open here.
    pub(super) fn writes_of(&mut self, stored: &Stored) -> Result<Option<Vec<Write>>> {
        let Some(Judged::Accept(opened)) = self.judge(stored.ledger, stored)? else {
            return Ok(None);
        };
        let write = |change: &RecordChange| {
            let put = |put: Glimpse<'_>| Put { key: put.key.to_owned(), value: put.value.to_vec() };
            let puts = glimpse(&change.change).into_iter().map(put).collect();
            Some(Write { kind: RecordKind::from_code(change.kind)?, record: change.record, puts })
        };
        Ok(opened.save.0.iter().map(write).collect())
    }

    /// The ledger's card: the first save of its opener, and no other. It says what the ledger is
    /// for, so nothing else stands in that save, and it is judged by what it says: whose summary a
    /// standing holds is not for everybody to write.
    fn card(&mut self, ledger: LedgerId, opened: Opened) -> Result<()> {
        let view = self.state.view(self.tables, ledger)?;
        let id = opened.entry.id();
        let first = view.entitlement.opener() == Some(opened.entry.header().author)
            && self.is_first_save(ledger, &opened.entry)?;
        if !first {
            return self.quarantine(&id, SECOND_CARD);
        }
        let fits =
            |card: &Card| Some(card.kind.class()) == view.entitlement.class() && card.fits(ledger);
        let Some(card) = self.card_of(&opened).filter(fits) else {
            return self.quarantine(&id, NO_CARD);
        };
        if let Some(reason) = self.refuses(card.kind, &opened) {
            return self.refuse(&id, reason);
        }
        self.records(ledger, vec![opened])?;
        self.state.index.note(ledger, card);
        Ok(())
    }

    /// What a card says, if it is one.
    fn card_of(&self, opened: &Opened) -> Option<Card> {
        let [change] = &opened.save.0[..] else { return None };
        let made = materialise(self.state.actor, &[held(&opened.entry, change)]);
        let document = made.documents.first()?;
        LedgerCard::read(&document.fields()).content().cloned()
    }

    fn is_first_save(&self, ledger: LedgerId, entry: &Entry) -> Result<bool> {
        let header = entry.header();
        let mut previous = header.previous;
        while let Some(id) = previous {
            let Some(stored) = self.tables.entry(&id)? else { return Ok(false) };
            if stored.ledger != ledger || stored.act == holdfast_ledger::Act::Save {
                return Ok(false);
            }
            previous = stored.previous;
        }
        Ok(true)
    }

    /// Leaves out what the table does not allow, at the register point each entry names.
    fn allowed(&mut self, ledger: LedgerId, opened: Vec<Opened>) -> Result<Vec<Opened>> {
        let Some(ledger_kind) = self.state.index.cards.get(&ledger).map(|card| card.kind) else {
            return Ok(Vec::new());
        };
        let mut allowed = Vec::with_capacity(opened.len());
        for save in opened {
            match self.refuses(ledger_kind, &save) {
                Some(reason) => self.refuse(&save.entry.id(), reason)?,
                None => allowed.push(save),
            }
        }
        Ok(allowed)
    }

    fn refuses(&self, ledger: LedgerKind, opened: &Opened) -> Option<&'static str> {
        let header = opened.entry.header();
        let register = self.state.register.as_ref()?;
        let then = register.at(&header.register);
        let roles = then.roles_of_device(header.author, header.member);
        let member = then.members(header.author).contains(&header.member);
        let may =
            |kind| may_write(roles, kind, ledger) || (member && whatever_the_role(kind, ledger));
        let records: BTreeSet<_> = opened.save.0.iter().map(|c| (c.kind, c.record)).collect();
        if records.len() < opened.save.0.len() {
            return Some(TWICE);
        }
        opened.save.0.iter().find_map(|change| match RecordKind::from_code(change.kind) {
            None => Some(UNKNOWN_KIND),
            Some(kind) if !may(kind) => Some(NOT_ALLOWED),
            Some(kind) if !right_id(kind, change) => Some(NOT_ALLOWED),
            Some(kind) => out_of_hand(header.member, kind, change),
        })
    }

    /// Grows or rebuilds every record that those saves touch.
    fn records(&mut self, ledger: LedgerId, opened: Vec<Opened>) -> Result<()> {
        let mut keys: BTreeSet<RecordKey> = BTreeSet::new();
        let mut changes: BTreeMap<RecordKey, Vec<(&Entry, &RecordChange)>> = BTreeMap::new();
        for save in &opened {
            for change in &save.save.0 {
                let key = RecordKey { ledger, kind: change.kind, id: change.record };
                keys.insert(key);
                changes.entry(key).or_default().push((&save.entry, change));
            }
        }
        let shared = opened.iter().any(|save| save.save.0.len() > 1);
        for key in &keys {
            self.begin_record(key, changes.get(key).map(Vec::as_slice).unwrap_or_default())?;
        }
        for (key, changes) in &changes {
            if shared || !self.grow_record(key, changes)? {
                self.rebuild_record(key)?;
            }
        }
        Ok(())
    }

    /// Makes the row, so that its parts can be noted.
    fn begin_record(&mut self, key: &RecordKey, parts: &[(&Entry, &RecordChange)]) -> Result<()> {
        if self.tables.version(key)?.is_none() {
            let line = lines::line(key.kind, &crate::care::Fields::new());
            self.tables.put_record(key, &line.index, &line.card)?;
        }
        Ok(self.tables.put_parts(key, parts.iter().map(|(entry, _)| entry.id()))?)
    }

    /// The fast path: well-made changes upon a record in which nothing waits. False: rebuild.
    fn grow_record(&mut self, key: &RecordKey, new: &[(&Entry, &RecordChange)]) -> Result<bool> {
        let row = self.tables.record(key)?;
        if row.is_none_or(|row| row.index.state & TROUBLED != 0) {
            return Ok(false);
        }
        let Decoded { document, .. } = self.state.take_document(self.tables, key)?;
        let held: Vec<Held<'_>> = new.iter().map(|(entry, change)| held(entry, change)).collect();
        let Extended::Grown { document, applied, waiting } = extend(document, &held) else {
            return Ok(false);
        };
        if !waiting.is_empty() {
            return Ok(false);
        }
        let mut order: BTreeMap<EntryId, usize> = BTreeMap::new();
        order.extend(applied.iter().zip(0..).map(|(id, at)| (*id, at)));
        let mut new = new.to_vec();
        new.sort_by_key(|(entry, _)| order.get(&entry.id()).copied());
        self.store_grown(key, &document, &new)?;
        for id in &applied {
            self.applied(id)?;
        }
        self.state.keep_document(self.tables, *key, (*document).into())?;
        Ok(true)
    }

    /// `new` in the order in which it was applied.
    fn store_grown(
        &mut self,
        key: &RecordKey,
        document: &Document,
        new: &[(&Entry, &RecordChange)],
    ) -> Result<()> {
        let reading = Reading::of(document);
        let line = lines::line(key.kind, reading.fields());
        self.tables.put_record(key, &line.index, &line.card)?;
        if new.len() as u64 >= TAIL {
            self.tables.replace_document(key, &document.save())?;
            return reading.keep(self.tables, key);
        }
        let changes: Vec<&[u8]> = new.iter().map(|(_, change)| change.change.as_slice()).collect();
        if self.tables.append_changes(key, &changes)? >= TAIL {
            self.tables.put_snapshot(key, &document.save())?;
        }
        reading.keep(self.tables, key)
    }

    /// The slow path: everything held of the record, and of every record that shares a save with it,
    /// from the start. A save that cannot stand in one of them stands in none.
    fn rebuild_record(&mut self, key: &RecordKey) -> Result<()> {
        let group = self.group_of(key)?;
        let mut left_out: BTreeMap<EntryId, LeftOut> = BTreeMap::new();
        loop {
            let mut made = Vec::with_capacity(group.len());
            let before = left_out.len();
            for (key, parts) in &group {
                let stand = parts.iter().filter(|part| !left_out.contains_key(&part.entry.id()));
                let held: Vec<Held<'_>> =
                    stand.map(|part| held(&part.entry, &part.change)).collect();
                let record = materialise(self.state.actor, &held);
                made.push((*key, record));
            }
            for (key, record) in &made {
                let parts = group.get(key).into_iter().flatten().filter(|part| part.shared);
                for id in parts.map(|part| part.entry.id()) {
                    if record.waiting.iter().any(|(waits, _)| *waits == id) {
                        left_out.entry(id).or_insert(LeftOut::Waits);
                    } else if record.quarantined.iter().any(|(bad, _)| *bad == id) {
                        left_out.insert(id, LeftOut::Refused);
                    }
                }
            }
            if left_out.len() == before {
                return self.store_made(made, &left_out);
            }
        }
    }

    fn store_made(
        &mut self,
        made: Vec<(RecordKey, Materialised)>,
        left_out: &BTreeMap<EntryId, LeftOut>,
    ) -> Result<()> {
        for (key, record) in made {
            let whole = record.waiting.is_empty() && record.quarantined.is_empty();
            record.applied.iter().try_for_each(|id| self.applied(id))?;
            for (id, _) in &record.waiting {
                self.tables.set_state(id, &EntryState::Waiting)?;
            }
            for (id, reason) in &record.quarantined {
                self.quarantine(id, &reason.to_string())?;
            }
            let Some(document) = record.documents.into_iter().next() else { continue };
            let reading = Reading::of(&document);
            let mut line = lines::line(key.kind, reading.fields());
            if !whole || !left_out.is_empty() {
                line.index.state |= TROUBLED;
            }
            self.tables.put_record(&key, &line.index, &line.card)?;
            self.tables.replace_document(&key, &document.save())?;
            reading.keep(self.tables, &key)?;
            self.state.keep_document(self.tables, key, document.into())?;
        }
        left_out.iter().try_for_each(|(id, why)| match why {
            LeftOut::Waits => Ok(self.tables.set_state(id, &EntryState::Waiting)?),
            LeftOut::Refused => self.quarantine(id, OTHER_HALF),
        })
    }

    /// A record with its parts, and every record that shares a save with one of the group.
    fn group_of(&mut self, key: &RecordKey) -> Result<BTreeMap<RecordKey, Vec<Part>>> {
        let mut group = BTreeMap::new();
        let mut due = vec![*key];
        while let Some(key) = due.pop() {
            if group.contains_key(&key) {
                continue;
            }
            let parts = self.parts_of(&key)?;
            for part in parts.iter().filter(|part| part.shared) {
                due.extend(part.others.iter().copied());
            }
            group.insert(key, parts);
        }
        Ok(group)
    }

    fn parts_of(&mut self, key: &RecordKey) -> Result<Vec<Part>> {
        let mut parts = Vec::new();
        for id in self.tables.parts(key)? {
            let Some(stored) = self.tables.entry(&id)? else { continue };
            let Some(Judged::Accept(opened)) = self.judge(key.ledger, &stored)? else { continue };
            let Opened { entry, save } = *opened;
            let mine = |change: &&RecordChange| change.record == key.id && change.kind == key.kind;
            let Some(change) = save.0.iter().find(mine).cloned() else { continue };
            let others: Vec<RecordKey> = save
                .0
                .iter()
                .map(|c| RecordKey { ledger: key.ledger, kind: c.kind, id: c.record })
                .filter(|other| other != key)
                .collect();
            parts.push(Part { entry, change, shared: !others.is_empty(), others });
        }
        Ok(parts)
    }

    fn put_by(&mut self, id: &EntryId, judged: Judged) -> Result<()> {
        match judged {
            Judged::Accept(_) => Ok(()),
            Judged::Wait(what) => self.wait(id, &what),
            Judged::Carry(epoch) => {
                self.tables.set_state(id, &EntryState::Carried)?;
                epoch.iter().try_for_each(|epoch| Ok(self.tables.wait_for(id, epoch.as_bytes())?))
            }
            Judged::Quarantine(reason) => self.quarantine(id, reason),
        }
    }

    fn wait(&mut self, id: &EntryId, what: &[u8]) -> Result<()> {
        self.tables.set_state(id, &EntryState::Waiting)?;
        Ok(self.tables.wait_for(id, what)?)
    }

    fn applied(&mut self, id: &EntryId) -> Result<()> {
        Ok(self.tables.set_state(id, &EntryState::Applied)?)
    }

    /// Not allowed, as far as the register is known here.
    fn refuse(&mut self, id: &EntryId, reason: &str) -> Result<()> {
        self.quarantine(id, reason)?;
        Ok(self.tables.wait_for(id, REGISTER_WAIT)?)
    }

    fn quarantine(&mut self, id: &EntryId, reason: &str) -> Result<()> {
        let state = EntryState::Quarantined { reason: reason.to_owned() };
        Ok(self.tables.set_state(id, &state)?)
    }
}

/// Why a save that changes several records stands in none of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LeftOut {
    /// One of its parts waits for what it builds upon.
    Waits,
    /// One of its parts cannot be applied.
    Refused,
}

/// One entry's part in a record.
struct Part {
    entry: Entry,
    change: RecordChange,
    /// Whether the save changes other records too, and which.
    shared: bool,
    others: Vec<RecordKey>,
}

fn held<'a>(entry: &Entry, change: &'a RecordChange) -> Held<'a> {
    Held { entry: entry.id(), author: entry.header().author, change: &change.change }
}

fn is_card(save: &Save) -> bool {
    save.0.iter().any(|change| change.kind == RecordKind::LedgerCard.code())
}

/// Nobody writes or confirms in a colleague's name, or over what is only ever added to.
fn out_of_hand(member: MemberId, kind: RecordKind, change: &RecordChange) -> Option<&'static str> {
    glimpse(&change.change).into_iter().find_map(|put| {
        if !in_the_hand_of(member, put.value) {
            Some(ANOTHER_NAME)
        } else if put.replaces > 0 && only_added_to(kind, put.key) {
            Some(WRITTEN_OVER)
        } else {
            None
        }
    })
}

/// A record that is the only one of its kind in a ledger stands under the id of its kind.
fn right_id(kind: RecordKind, change: &RecordChange) -> bool {
    match kind {
        RecordKind::LedgerCard | RecordKind::Directory | RecordKind::Policy => {
            change.record == single(kind)
        }
        _ => true,
    }
}

/// What an entry is judged again after, that its author's role did not allow, or that names a position
/// of the register which is not here yet.
pub(super) const REGISTER_WAIT: &[u8] = b"register";

/// What an entry of a device never granted waits for: a statement in that ledger.
fn grant_wait(ledger: LedgerId) -> Vec<u8> {
    [b"grant ".as_slice(), ledger.as_bytes()].concat()
}

/// What an entry waits for that came before its ledger's card.
fn card_wait(ledger: LedgerId) -> Vec<u8> {
    [b"card ".as_slice(), ledger.as_bytes()].concat()
}
