//! Visits, as lists show them.

use holdfast_ledger::{LedgerId, MemberId, RecordId, Timestamp};

use super::error::{DeviceError, Result};
use super::handle::Device;
use super::lines::{self, VisitLine};
use super::people::name_of;
use super::person_ledgers::months;
use super::reading::Reading;
use super::state::State;
use super::wrong_person::MisplacedVisits;
use crate::care::rights::sees_wrong_person;
use crate::care::{Date, Mark, Offer, PersonId, Record as _, RecordKind, Visit, VisitState};
use crate::vault::{RecordKey, Tables};

const HALF_A_DAY: i64 = 12 * 60 * 60 * 1000;

/// Visits.
#[derive(Clone, Copy)]
pub struct Visits<'a>(pub(super) &'a Device);

/// Which visit: its record, and the ledger of the month it lives in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VisitId {
    /// The month's ledger.
    pub ledger: LedgerId,
    /// The record.
    pub record: RecordId,
}

/// A visit as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitRow {
    /// Which.
    pub visit: VisitId,
    /// To whom.
    pub person: Option<PersonId>,
    /// What the person wants to be called; nothing while the summary has not arrived.
    pub name: Option<String>,
    /// From when it may begin, or when it began.
    pub starts: Option<Timestamp>,
    /// Until when it may begin; nothing for an unplanned visit.
    pub ends: Option<Timestamp>,
    /// Who is to come.
    pub assigned: Vec<MemberId>,
    /// How it stands.
    pub state: VisitState,
    /// How many tasks were planned.
    pub tasks: u32,
    /// How many things were recorded.
    pub entries: u32,
}

impl Visits<'_> {
    /// The visits that start on a day, by time: all this device holds, whoever is to come.
    ///
    /// # Errors
    /// While locked.
    pub fn between(&self, from: Timestamp, until: Timestamp) -> Result<Vec<VisitRow>> {
        self.0.look(|state, tables| {
            let kind = RecordKind::Visit.code();
            let rows = tables.records_starting(kind, from..until)?;
            let misplaced = MisplacedVisits::load(state, tables)?;
            rows.iter()
                .filter_map(|row| visit_row(state, tables, row, &misplaced).transpose())
                .collect()
        })
    }

    /// Today's visits. A night lies on both sides of midnight, so the list does too: before noon it
    /// begins with yesterday's noon, from noon it reaches to tomorrow's, by the wall clock in England.
    /// What began yesterday and is still under way stays in it, at whatever hour.
    ///
    /// # Errors
    /// While locked.
    pub fn today(&self) -> Result<Vec<VisitRow>> {
        let now = self.0.surroundings().now();
        let today = Date::at(now);
        let yesterday = Date::at(today.begins().plus_millis(-1));
        let (from, until) = if now < today.begins().plus_millis(HALF_A_DAY) {
            (yesterday.begins().plus_millis(HALF_A_DAY), today.ends())
        } else {
            (today.begins(), today.ends().plus_millis(HALF_A_DAY))
        };
        let mut rows = self.between(yesterday.begins(), until)?;
        rows.retain(|row| row.state == VisitState::UnderWay || row.starts >= Some(from));
        Ok(rows)
    }

    /// Every offer of a medicine to a person that this device knows of.
    ///
    /// # Errors
    /// While locked.
    pub fn offers(&self, person: PersonId) -> Result<Vec<Offer>> {
        self.0.look(|state, tables| offers(state, tables, person))
    }
}

pub(super) const NO_VISIT: DeviceError = DeviceError::NotFound {
    what: "a visit",
    advice: "see today's visits, or start an unplanned one",
};

pub(super) const NO_PERSON: DeviceError =
    DeviceError::NotFound { what: "whom this visit is to", advice: "sync, or ask the coordinator" };

pub(super) const fn visit_key(id: VisitId) -> RecordKey {
    RecordKey { ledger: id.ledger, kind: RecordKind::Visit.code(), id: id.record }
}

pub(super) fn read_visit(state: &mut State, tables: &Tables<'_>, id: VisitId) -> Result<Visit> {
    let key = visit_key(id);
    if tables.record(&key)?.is_none() {
        return Err(NO_VISIT);
    }
    Ok(Visit::read(Reading::load(tables, state.actor, &key)?.fields()))
}

fn visit_row(
    state: &State,
    tables: &Tables<'_>,
    row: &crate::vault::RecordRow,
    misplaced: &MisplacedVisits,
) -> Result<Option<VisitRow>> {
    let visit = VisitId { ledger: row.key.ledger, record: row.key.id };
    let marks = misplaced.on(visit);
    if marks.contains(&Mark::Whole) && !sees_wrong_person(state.roles()) {
        return Ok(None);
    }
    let line = if marks.is_empty() {
        lines::read_visit(&row.card)
    } else {
        let reading = Reading::load(tables, state.actor, &row.key)?;
        let mut visit = Visit::read(reading.fields());
        visit.hide(&marks);
        Some(lines::visit_line(&visit))
    };
    let Some(line) = line else { return Ok(None) };
    let VisitLine { person, starts, ends, assigned, state: code, tasks, entries, .. } = line;
    let name = match person {
        Some(person) => called(name_of(state, tables, person)?),
        None => None,
    };
    Ok(Some(VisitRow {
        visit,
        person,
        name,
        starts,
        ends,
        assigned,
        state: lines::state_of(code),
        tasks,
        entries,
    }))
}

pub(super) fn offers(
    state: &mut State,
    tables: &Tables<'_>,
    person: PersonId,
) -> Result<Vec<Offer>> {
    let misplaced = MisplacedVisits::load(state, tables)?;
    let mut found = Vec::new();
    for ledger in months(state, person) {
        for row in tables.records_in(&ledger, RecordKind::Visit.code())? {
            if lines::read_visit(&row.card).is_some_and(|line| line.offers == Some(0)) {
                continue;
            }
            let reading = Reading::load(tables, state.actor, &row.key)?;
            let mut visit = Visit::read(reading.fields());
            visit.hide(&misplaced.on(VisitId { ledger, record: row.key.id }));
            found.extend(visit.offers());
        }
    }
    Ok(found)
}

/// What to call somebody on a list: what they want to be called, else the full name.
pub(super) fn called(line: lines::SummaryLine) -> Option<String> {
    line.preferred.or(line.full)
}
