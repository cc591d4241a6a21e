//! People who draw on care, and the summary that makes their care safe.

use std::collections::{BTreeMap, BTreeSet};

use holdfast_ledger::{LedgerId, RecordId, Register, Rights, Timestamp};

use super::act::{Act, GrantTo, Write};
use super::error::{DeviceError, Result};
use super::handle::Device;
use super::lines::{self, SummaryLine};
use super::members::{sees_everybody, standing_rights};
use super::state::{State, read_document, single};
use crate::care::acknowledgement::last_read;
use crate::care::event::{Happened, happened};
use crate::care::imported_document::{self, ImportedDocument};
use crate::care::ledger_card::{Card, MonthNumber, month_of};
use crate::care::paramedic::{ForAParamedic, for_a_paramedic};
use crate::care::reference::{ItemRef, PersonRef, RecordRef};
use crate::care::section_state::{Now, SectionStanding, section_standings};
use crate::care::since::{Difference, since};
use crate::care::summary::statement::{Says, Statement};
use crate::care::summary::{
    Confirming, Content, EditError, ImportAction, Keep, Referral, Settling, Slot, import,
    plan_import,
};
use crate::care::{
    Acknowledgement, Basis, Event, PersonId, Policy, Put, Record as _, RecordKind, Said, Sheet,
    Source, Summary, Text, Writing,
};
use crate::record::Document;
use crate::vault::{RecordKey, Tables};

/// How much of an import goes into one save: changes have a limit, and so has an entry.
const IMPORT_PUTS: usize = 200;
const IMPORT_BYTES: usize = 96 * 1024;

/// People who draw on care.
#[derive(Clone, Copy)]
pub struct People<'a>(pub(super) &'a Device);

/// A person as a list shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Who.
    pub person: PersonId,
    /// What they want to be called.
    pub preferred: Option<String>,
    /// Their full name.
    pub full: Option<String>,
    /// Their NHS number, for telling two of one name apart.
    pub nhs_number: Option<String>,
    /// Whether the summary is on this device and can be read.
    pub held: Held,
}

/// Whether a summary can be read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// It can.
    Readable,
    /// The ledger is known, its key or first entries have not come.
    NotYet,
}

/// A person on the screen.
#[derive(Clone, Debug)]
pub struct PersonPage {
    /// Who.
    pub person: PersonId,
    /// The summary.
    pub summary: Summary,
    /// Exactly what this is a reading of.
    pub basis: Basis,
    /// The state of each section.
    pub sections: Vec<SectionStanding>,
    /// What changed since this reader last acknowledged.
    pub changes: Vec<Difference>,
    /// When this reader last acknowledged it, if ever.
    pub last_read: Option<Timestamp>,
    /// What happened to the person, as far as this device knows.
    pub events: Vec<Happened>,
    /// The time by which states were computed.
    pub now: Now,
}

/// What an import did.
#[derive(Clone, Debug)]
pub struct ImportReport {
    /// Whose summary.
    pub person: PersonId,
    /// Whether the person was known already.
    pub known: Known,
    /// What became of each item.
    pub actions: Vec<ImportAction>,
}

/// Whether an import found the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// A person with this NHS number was here.
    Already,
    /// A new person.
    New,
}

impl People<'_> {
    /// Everybody whose ledgers this device holds, by name.
    ///
    /// # Errors
    /// While locked.
    pub fn list(&self) -> Result<Vec<PersonRow>> {
        self.0.look(|state, tables| {
            let mut rows = rows(state, tables)?;
            rows.sort_by(|a, b| {
                (&a.preferred, &a.full, a.person).cmp(&(&b.preferred, &b.full, b.person))
            });
            Ok(rows)
        })
    }

    /// The one person of that name or NHS number: preferred name, full name, or a part of it.
    ///
    /// # Errors
    /// Nobody, or several.
    pub fn find(&self, text: &str) -> Result<PersonId> {
        let wanted = text.trim().to_lowercase();
        let digits: String = wanted.chars().filter(char::is_ascii_digit).collect();
        let rows = self.list()?;
        let whole = |row: &&PersonRow| {
            let is = |name: &Option<String>| {
                name.as_ref().is_some_and(|name| name.to_lowercase() == wanted)
            };
            let number = row.nhs_number.as_ref().map(|n| n.replace(' ', ""));
            is(&row.preferred)
                || is(&row.full)
                || (digits.len() == 10 && number == Some(digits.clone()))
        };
        let part = |row: &&PersonRow| {
            let has = |name: &Option<String>| {
                name.as_ref().is_some_and(|name| name.to_lowercase().contains(&wanted))
            };
            has(&row.preferred) || has(&row.full)
        };
        let mut found: Vec<&PersonRow> = rows.iter().filter(whole).collect();
        if found.is_empty() && !wanted.is_empty() {
            found = rows.iter().filter(part).collect();
        }
        match found[..] {
            [one] => Ok(one.person),
            [] => Err(DeviceError::NotFound { what: "a person", advice: "see the list of people" }),
            _ => Err(DeviceError::Ambiguous { what: "person", found: found.len() }),
        }
    }

    /// A person on the screen: the summary, the state of its sections, what changed.
    ///
    /// # Errors
    /// If the person or the key is not on this device.
    pub fn page(&self, person: PersonId) -> Result<PersonPage> {
        let now = self.0.surroundings().now();
        self.0.look(|state, tables| {
            let (document, _) = summary_document(state, tables, person)?;
            let summary = Summary::read(&document.fields());
            let basis = basis(person, &document, &summary);
            let events = events(state, tables, person)?;
            let (_, policy) = policy(state, tables)?;
            let now = proven_now(state, tables, now)?;
            let sections = section_standings(&summary, &policy, None, &events, now);
            let read = last_acknowledged(state, tables, person)?;
            let before = read.as_ref().and_then(|read| earlier(&document, &read.1));
            let before = before.map(|before| before.readable());
            let changes = since(before.as_deref(), &summary.readable())
                .map_err(|_| DeviceError::Damaged(crate::record::Damaged))?;
            Ok(PersonPage {
                person,
                basis,
                sections,
                changes,
                last_read: read.map(|(at, _)| at),
                events,
                now,
                summary,
            })
        })
    }

    /// Only the summary: for lists of findings and tests.
    ///
    /// # Errors
    /// If the person or the key is not on this device.
    pub fn summary(&self, person: PersonId) -> Result<Summary> {
        self.0.look(|state, tables| {
            Ok(Summary::read(&summary_document(state, tables, person)?.0.fields()))
        })
    }

    /// What a paramedic needs, on one screen, offline.
    ///
    /// # Errors
    /// If the person or the key is not on this device.
    pub fn paramedic(&self, person: PersonId) -> Result<ForAParamedic> {
        let summary = self.summary(person)?;
        let mut last_taken: BTreeMap<String, Timestamp> = BTreeMap::new();
        for offer in self.0.visits().offers(person)? {
            if offer.outcome.may_be_in_the_person() {
                let last = last_taken.entry(offer.medicine.as_str().to_owned()).or_insert(offer.at);
                *last = offer.at.max(*last);
            }
        }
        Ok(for_a_paramedic(&summary, &last_taken))
    }

    /// Begins a person by hand, with what is known: at least a name.
    ///
    /// # Errors
    /// If this member's role may not, or a field cannot be taken.
    pub fn begin(&self, contents: &[Content], source: &Source) -> Result<PersonId> {
        self.0.act(|act| {
            let (person, ledger) = act.new_person()?;
            let mut summary = Summary::default();
            let mut puts: Vec<Put> = Vec::new();
            for content in contents {
                let writing = Writing::from(source.clone());
                puts.extend(act.with_pen(|pen| summary.add(content.clone(), writing, pen))?);
                summary = Summary::read(&fields_of(&puts));
            }
            act.save(ledger, &[Write { kind: RecordKind::Summary, record: person.0, puts }])?;
            Ok(person)
        })
    }

    /// Brings a referral in. A person with the same NHS number is the same person; nothing that
    /// stands is overwritten, and what the file does not say removes nothing.
    ///
    /// # Errors
    /// If this member's role may not bring referrals in.
    pub fn import(&self, referral: &Referral) -> Result<ImportReport> {
        self.0.act(|act| act.import(referral))
    }

    /// The documents that came in about a person, with what of each did not map.
    ///
    /// # Errors
    /// If the person or the key is not on this device.
    pub fn imported(&self, person: PersonId) -> Result<Vec<ImportedDocument>> {
        self.0.look(|state, tables| {
            let ledger = standing(state, person)?;
            let kind = RecordKind::ImportedDocument;
            let mut documents = Vec::new();
            for row in tables.records_in(&ledger, kind.code())? {
                let document = read_document(tables, state.actor, &row.key)?;
                documents.push(ImportedDocument::read(&document.fields()));
            }
            Ok(documents)
        })
    }

    /// Adds an item.
    ///
    /// # Errors
    /// If the role may not, or the one place for it is taken.
    pub fn add(&self, person: PersonId, content: Content, writing: Writing) -> Result<()> {
        self.edit(person, |summary, pen| summary.add(content, writing, pen))
    }

    /// Changes what an item says.
    ///
    /// # Errors
    /// If the role may not, nothing stands there, or it is in dispute.
    pub fn change(
        &self,
        person: PersonId,
        key: &str,
        content: Content,
        writing: Writing,
    ) -> Result<()> {
        self.edit(person, |summary, pen| summary.change(key, content, writing, pen))
    }

    /// Removes an item. What was removed stays readable.
    ///
    /// # Errors
    /// If the role may not, nothing stands there, or it is in dispute.
    pub fn remove(&self, person: PersonId, key: &str, reason: Text) -> Result<()> {
        self.edit(person, |summary, pen| summary.remove(key, reason, pen))
    }

    /// Confirms items as they stand. The confirmation says which events it has seen.
    ///
    /// # Errors
    /// If the role may not, nothing stands there, or it is in dispute.
    pub fn confirm(
        &self,
        person: PersonId,
        keys: &[String],
        confirming: &Confirming,
    ) -> Result<()> {
        let events = self.0.look(|state, tables| events(state, tables, person))?;
        let mut confirming = confirming.clone();
        confirming.events_seen.extend(events.iter().map(|event| event.record));
        self.edit(person, |summary, pen| {
            let mut puts = Vec::new();
            for key in keys {
                puts.extend(summary.confirm(key, &confirming, pen)?);
            }
            Ok(puts)
        })
    }

    /// States that none are known: of a list, by this member.
    ///
    /// # Errors
    /// If the role may not, or items stand.
    pub fn none_known(&self, person: PersonId, list: Slot, writing: Writing) -> Result<()> {
        let statement = Statement { says: Says::NoneKnown, asked: None, words: None };
        self.edit(person, |summary, pen| summary.state(list, statement, writing, pen))
    }

    /// Accepts a change that an import proposed.
    ///
    /// # Errors
    /// If the role may not, or the proposal does not stand.
    pub fn accept(
        &self,
        person: PersonId,
        proposal: &str,
        confirming: Option<&Confirming>,
    ) -> Result<()> {
        self.edit(person, |summary, pen| summary.accept(proposal, confirming, pen))
    }

    /// Declines one.
    ///
    /// # Errors
    /// If the role may not, or the proposal does not stand.
    pub fn decline(&self, person: PersonId, proposal: &str, reason: Text) -> Result<()> {
        self.edit(person, |summary, pen| summary.decline(proposal, reason, pen))
    }

    /// Read and understood: bound to exactly what was on the screen.
    ///
    /// # Errors
    /// If the person is not on this device, or the summary has changed since it was shown.
    pub fn acknowledge(&self, page: &PersonPage) -> Result<()> {
        self.0.act(|act| {
            let (document, _) = summary_document(act.state, act.tables, page.person)?;
            if !page.basis.reads_the_same(&Summary::read(&document.fields())) {
                return Err(DeviceError::Changed);
            }
            let (_, policy) = policy(act.state, act.tables)?;
            let summary = &page.summary;
            let written = |change: &Difference| {
                summary.at(&change.key).map(|(_, at)| at.writings).unwrap_or_default()
            };
            let changed = page.changes.iter().flat_map(written).map(ItemRef).collect();
            let acknowledgement = Acknowledgement {
                person: Some(PersonRef(page.person)),
                read: page.basis.clone(),
                policy: Some(policy.version),
                changed,
            };
            let ledger = act.month(page.person, month_of(act.now))?;
            let puts = act.with_pen(|pen| Sheet::begin(acknowledgement, Said::default(), pen))?;
            let record = act.with_pen(|pen| pen.record_id());
            act.save(ledger, &[Write { kind: RecordKind::Acknowledgement, record, puts }])?;
            Ok(())
        })
    }

    /// Records that something happened to the person: it unconfirms what depends on it.
    ///
    /// # Errors
    /// If the person is not on this device.
    pub fn happened(&self, person: PersonId, event: Event, said: Said) -> Result<()> {
        self.0.act(|act| {
            let ledger = act.month(person, month_of(said.occurred.unwrap_or(act.now)))?;
            let puts = act.with_pen(|pen| Sheet::begin(event, said, pen))?;
            let record = act.with_pen(|pen| pen.record_id());
            act.save(ledger, &[Write { kind: RecordKind::Event, record, puts }])?;
            Ok(())
        })
    }

    pub(super) fn settle(
        &self,
        person: PersonId,
        key: &str,
        settling: Settling,
        reason: Text,
        writing: Writing,
    ) -> Result<()> {
        self.edit(person, |summary, pen| summary.settle(key, settling, reason, writing, pen))
    }

    pub(super) fn settle_none_known(
        &self,
        person: PersonId,
        list: Slot,
        keep: Keep,
        reason: &Text,
    ) -> Result<()> {
        self.edit(person, |summary, pen| summary.settle_none_known(list, keep, reason, pen))
    }

    fn edit(
        &self,
        person: PersonId,
        edit: impl FnOnce(&Summary, &mut crate::care::Pen<'_>) -> Result<Vec<Put>, EditError>,
    ) -> Result<()> {
        self.0.act(|act| {
            let (document, ledger) = summary_document(act.state, act.tables, person)?;
            let summary = Summary::read(&document.fields());
            let puts = act.with_pen(|pen| edit(&summary, pen))?;
            act.save(ledger, &[Write { kind: RecordKind::Summary, record: person.0, puts }])?;
            Ok(())
        })
    }
}

impl Act<'_, '_> {
    /// Opens the standing of a new person, for everybody whose role sees everybody.
    fn new_person(&mut self) -> Result<(PersonId, LedgerId)> {
        if !crate::care::rights::may_write(
            self.state.roles(),
            RecordKind::Summary,
            crate::care::LedgerKind::Standing,
        ) {
            return Err(DeviceError::NotAllowed { act: "begin a person's summary" });
        }
        let person = PersonId(self.with_pen(|pen| pen.record_id()));
        let grants = self.everybody()?;
        let ledger = self.open_ledger(Card::standing(person), &grants)?;
        Ok((person, ledger))
    }

    /// The devices whose role sees everybody, with what they may do in a standing.
    fn everybody(&self) -> Result<Vec<GrantTo>> {
        let now = self.state.register()?.now();
        let mut grants = Vec::new();
        for device in now.enrolled() {
            let members = now.members(device).into_iter();
            let roles = members.fold(holdfast_ledger::Roles::NONE, |roles, member| {
                roles.union(now.roles_of(member))
            });
            if sees_everybody(roles) {
                grants.push(GrantTo { device, rights: standing_rights(roles), until: None });
            }
        }
        Ok(grants)
    }

    fn import(&mut self, referral: &Referral) -> Result<ImportReport> {
        let known = self.same_person(referral)?;
        let (person, ledger, summary) = match known {
            Some(person) => {
                let (document, ledger) = summary_document(self.state, self.tables, person)?;
                (person, ledger, Summary::read(&document.fields()))
            }
            None => {
                let (person, ledger) = self.new_person()?;
                (person, ledger, Summary::default())
            }
        };
        let actions = plan_import(&summary, referral);
        let puts = self.with_pen(|pen| import(&actions, referral.document, pen));
        self.save_in_parts(ledger, RecordKind::Summary, person.0, puts)?;
        let record = self.with_pen(|pen| pen.record_id());
        let puts = self.with_pen(|pen| imported_document::puts(referral, pen));
        self.save_in_parts(ledger, RecordKind::ImportedDocument, record, puts)?;
        let known = if known.is_some() { Known::Already } else { Known::New };
        Ok(ImportReport { person, known, actions })
    }

    /// A large import goes in several saves of this transaction.
    fn save_in_parts(
        &mut self,
        ledger: LedgerId,
        kind: RecordKind,
        record: RecordId,
        puts: Vec<Put>,
    ) -> Result<()> {
        let mut part: Vec<Put> = Vec::new();
        let mut size = 0;
        for put in puts {
            size += put.key.len() + put.value.len();
            if !part.is_empty() && (part.len() == IMPORT_PUTS || size > IMPORT_BYTES) {
                let puts = std::mem::take(&mut part);
                self.save(ledger, &[Write { kind, record, puts }])?;
                size = put.key.len() + put.value.len();
            }
            part.push(put);
        }
        if !part.is_empty() {
            self.save(ledger, &[Write { kind, record, puts: part }])?;
        }
        Ok(())
    }

    /// The person here with the NHS number of the referral. Nobody is matched by name.
    fn same_person(&self, referral: &Referral) -> Result<Option<PersonId>> {
        let number = referral.of_slot(Slot::NhsNumber).find_map(|item| match &item.content {
            Content::NhsNumber(held) => Some(held.number.to_string()),
            _ => None,
        });
        let Some(number) = number else { return Ok(None) };
        let rows = rows(self.state, self.tables)?;
        let same = rows.into_iter().find(|row| row.nhs_number.as_deref() == Some(&number));
        Ok(same.map(|row| row.person))
    }

    /// A person's ledger of a month: the lowest id held, or a new one, open to whoever is entitled
    /// to the standing.
    pub(super) fn month(&mut self, person: PersonId, month: MonthNumber) -> Result<LedgerId> {
        let held = self.state.index.people.get(&person).cloned().unwrap_or_default();
        if let Some(ledger) = held.months.get(&month).and_then(|ledgers| ledgers.first()) {
            return Ok(*ledger);
        }
        let standing = held.standing.ok_or(DeviceError::NoKey)?;
        let now = self.corrected()?;
        let view = self.state.view(self.tables, standing)?;
        let grants: Vec<GrantTo> = view
            .entitlement
            .entitled(now)
            .into_iter()
            .map(|device| GrantTo {
                device,
                rights: Rights::PLAIN,
                until: view.entitlement.lease_end(device),
            })
            .collect();
        self.open_ledger(Card::month(person, month), &grants)
    }
}

fn rows(state: &State, tables: &Tables<'_>) -> Result<Vec<PersonRow>> {
    let mut rows = Vec::with_capacity(state.index.people.len());
    for row in tables.records(RecordKind::Summary.code())? {
        let person = PersonId(row.key.id);
        let standing = state.index.people.get(&person).and_then(|person| person.standing);
        if standing == Some(row.key.ledger) {
            let SummaryLine { preferred, full, nhs_number } = lines::read_summary(&row.card);
            rows.push(PersonRow { person, preferred, full, nhs_number, held: Held::Readable });
        }
    }
    let readable: BTreeSet<PersonId> = rows.iter().map(|row| row.person).collect();
    for person in state.index.people.keys().filter(|person| !readable.contains(person)) {
        rows.push(PersonRow {
            person: *person,
            preferred: None,
            full: None,
            nhs_number: None,
            held: Held::NotYet,
        });
    }
    Ok(rows)
}

/// What a list shows of one person.
pub(super) fn name_of(state: &State, tables: &Tables<'_>, person: PersonId) -> Result<SummaryLine> {
    let Some(ledger) = state.index.people.get(&person).and_then(|person| person.standing) else {
        return Ok(SummaryLine::default());
    };
    let key = RecordKey { ledger, kind: RecordKind::Summary.code(), id: person.0 };
    let row = tables.record(&key)?;
    Ok(row.map(|row| lines::read_summary(&row.card)).unwrap_or_default())
}

pub(super) fn standing(state: &State, person: PersonId) -> Result<LedgerId> {
    let held = state.index.people.get(&person);
    let held =
        held.ok_or(DeviceError::NotFound { what: "a person", advice: "see the list of people" })?;
    held.standing.ok_or(DeviceError::NoKey)
}

pub(super) fn summary_document(
    state: &mut State,
    tables: &Tables<'_>,
    person: PersonId,
) -> Result<(Document, LedgerId)> {
    let ledger = standing(state, person)?;
    let key = RecordKey { ledger, kind: RecordKind::Summary.code(), id: person.0 };
    Ok((read_document(tables, state.actor, &key)?, ledger))
}

pub(super) fn basis(person: PersonId, document: &Document, summary: &Summary) -> Basis {
    let heads = document.heads();
    let heads: Vec<[u8; 32]> = heads.as_slice().iter().map(|head| head.0).collect();
    Basis::of(RecordRef(person.0), &heads, summary)
}

/// The organisation's policy, or the default, and where it stands.
pub(super) fn policy(state: &State, tables: &Tables<'_>) -> Result<(Option<LedgerId>, Policy)> {
    let Some(ledger) = state.index.office else { return Ok((None, Policy::default())) };
    let kind = RecordKind::Policy;
    let key = RecordKey { ledger, kind: kind.code(), id: single(kind) };
    let document = read_document(tables, state.actor, &key)?;
    Ok((Some(ledger), Policy::read(&document.fields())))
}

/// The latest time this device has proof of: its own clock and the hub's, and whether they agree.
pub(super) fn proven_now(state: &State, tables: &Tables<'_>, now: Timestamp) -> Result<Now> {
    let hub = state.register.as_ref().and_then(Register::hub);
    let Some((_, hub)) = hub else { return Ok(Now::sure(now)) };
    let heard = holdfast_ledger::Progress::load(tables, hub.signing.device())?.heard();
    let Some(heard) = heard else { return Ok(Now::sure(now)) };
    Ok(Now::of(now, now.plus_millis(heard.hub.since(heard.device))))
}

/// Every event of a person that this device knows of, in every month.
pub(super) fn events(
    state: &mut State,
    tables: &Tables<'_>,
    person: PersonId,
) -> Result<Vec<Happened>> {
    let mut found = Vec::new();
    for ledger in months(state, person) {
        for row in tables.records_in(&ledger, RecordKind::Event.code())? {
            let document = read_document(tables, state.actor, &row.key)?;
            let sheet: Sheet<Event> = Sheet::read(&document.fields());
            found.extend(happened(row.key.id, &sheet));
        }
    }
    found.sort_by_key(|event| event.record);
    Ok(found)
}

pub(super) fn months(state: &State, person: PersonId) -> Vec<LedgerId> {
    let held = state.index.people.get(&person);
    held.map(|held| held.months.values().flatten().copied().collect()).unwrap_or_default()
}

/// When this member last acknowledged the summary, and what was read then.
fn last_acknowledged(
    state: &State,
    tables: &Tables<'_>,
    person: PersonId,
) -> Result<Option<(Timestamp, Basis)>> {
    let mut sheets = Vec::new();
    for ledger in months(state, person) {
        for row in tables.records_in(&ledger, RecordKind::Acknowledgement.code())? {
            let document = read_document(tables, state.actor, &row.key)?;
            sheets.push(Sheet::<Acknowledgement>::read(&document.fields()));
        }
    }
    let last = last_read(state.member, person.0, &sheets);
    Ok(last.map(|entry| (entry.occurred(), entry.original().content.read.clone())))
}

/// The summary as it was at a basis, if this device still has that version whole.
fn earlier(document: &Document, basis: &Basis) -> Option<Summary> {
    let heads = basis.heads.iter().map(|head| crate::record::ChangeHash(head.0.0)).collect();
    let fields = document.fields_at(&crate::record::DocumentHeads::new(heads))?;
    Some(Summary::read(&fields))
}

/// Fields as those puts alone make them.
fn fields_of(puts: &[Put]) -> crate::care::Fields {
    let mut fields = crate::care::Fields::new();
    for put in puts {
        fields.insert(put.key.clone(), vec![put.value.clone()]);
    }
    fields
}
