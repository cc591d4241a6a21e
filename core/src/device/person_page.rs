//! A person on the screen: the summary, the state of its sections, what changed since this reader was
//! last here; and "read and understood", bound to exactly what was shown.

use std::collections::BTreeMap;

use holdfast_ledger::Timestamp;

use super::act::Write;
use super::error::{DeviceError, Result};
use super::events::events;
use super::people::People;
use super::person_ledgers::months;
use super::policy::policy;
use super::reading::Reading;
use super::state::{State, proven_now, read_document};
use super::summaries::{summary_key, summary_reading};
use crate::care::acknowledgement::last_read;
use crate::care::event::Happened;
use crate::care::ledger_card::month_of;
use crate::care::paramedic::{ForAParamedic, for_a_paramedic};
use crate::care::reference::{ItemRef, PersonRef, RecordRef};
use crate::care::section_state::{Now, SectionStanding, section_standings};
use crate::care::since::{Difference, since};
use crate::care::{
    Acknowledgement, Basis, PersonId, Record as _, RecordKind, Said, Sheet, Summary, YesNo,
};
use crate::record::{ChangeHash, DocumentHeads};
use crate::vault::Tables;

/// Whether this reader has read and understood what stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastRead {
    /// Never.
    Never,
    /// As it stands, or with changes that ask for nothing.
    AsItStands,
    /// Before something changed that asks to be read again.
    BeforeChanges,
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

impl PersonPage {
    /// Whether its reader has read and understood what stands.
    pub fn reading(&self) -> LastRead {
        let asks = self.changes.iter().any(|change| change.asks_again == YesNo::Yes);
        match self.last_read {
            None => LastRead::Never,
            Some(_) if asks => LastRead::BeforeChanges,
            Some(_) => LastRead::AsItStands,
        }
    }
}

impl People<'_> {
    /// A person on the screen: the summary, the state of its sections, what changed.
    ///
    /// # Errors
    /// If the person or the key is not on this device.
    pub fn page(&self, person: PersonId) -> Result<PersonPage> {
        let now = self.0.surroundings().now();
        self.0.look(|state, tables| {
            let (reading, _) = summary_reading(state, tables, person)?;
            let summary = Summary::read(reading.fields());
            let basis = basis(person, &reading, &summary);
            let events = events(state, tables, person)?;
            let (_, policy) = policy(state, tables)?;
            let now = proven_now(state, tables, now)?;
            let sections = section_standings(&summary, &policy, None, &events, now);
            let read = last_acknowledged(state, tables, person)?;
            let before = match &read {
                Some((_, read)) => earlier(state, tables, (person, &reading), read)?,
                None => None,
            };
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
                summary: summary.without_entry_details(),
            })
        })
    }

    /// Only the summary. Entry details are not in it: they have a way of their own.
    ///
    /// # Errors
    /// If the person or the key is not on this device.
    pub fn summary(&self, person: PersonId) -> Result<Summary> {
        self.0.look(|state, tables| {
            let (reading, _) = summary_reading(state, tables, person)?;
            Ok(Summary::read(reading.fields()).without_entry_details())
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

    /// Read and understood: bound to exactly what was on the screen.
    ///
    /// # Errors
    /// If the person is not on this device, or the summary has changed since it was shown.
    pub fn acknowledge(&self, page: &PersonPage) -> Result<()> {
        self.0.act(|act| {
            let (reading, _) = summary_reading(act.state, act.tables, page.person)?;
            if !page.basis.reads_the_same(&Summary::read(reading.fields())) {
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
}

pub(super) fn basis(person: PersonId, reading: &Reading, summary: &Summary) -> Basis {
    let heads: Vec<[u8; 32]> = reading.heads().as_slice().iter().map(|head| head.0).collect();
    Basis::of(RecordRef(person.0), &heads, summary)
}

/// When this member last acknowledged the summary, and what was read then.
pub(super) fn last_acknowledged(
    state: &State,
    tables: &Tables<'_>,
    person: PersonId,
) -> Result<Option<(Timestamp, Basis)>> {
    let mut sheets = Vec::new();
    for ledger in months(state, person) {
        for row in tables.records_in(&ledger, RecordKind::Acknowledgement.code())? {
            let reading = Reading::load(tables, state.actor, &row.key)?;
            sheets.push(Sheet::<Acknowledgement>::read(reading.fields()));
        }
    }
    let last = last_read(state.member, person.0, &sheets);
    Ok(last.map(|entry| (entry.occurred(), entry.original().content.read.clone())))
}

/// The summary as it was at a basis, if this device still has that version whole.
fn earlier(
    state: &State,
    tables: &Tables<'_>,
    (person, now): (PersonId, &Reading),
    basis: &Basis,
) -> Result<Option<Summary>> {
    let heads = basis.heads.iter().map(|head| ChangeHash(head.0.0)).collect();
    let heads = DocumentHeads::new(heads);
    if heads == *now.heads() {
        return Ok(Some(Summary::read(now.fields())));
    }
    let document = read_document(tables, state.actor, &summary_key(state, person)?)?;
    let fields = document.fields_at(&heads);
    Ok(fields.map(|fields| Summary::read(&fields)))
}
