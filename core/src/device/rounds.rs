//! Rounds: the people a carer visits, and the carers who visit them. Grants follow the round: whoever
//! is put on it can read what makes its visits safe.

use holdfast_ledger::{MemberId, RecordId};

use super::act::{Act, Write};
use super::error::{DeviceError, Result};
use super::handle::Device;
use super::reading::Reading;
use super::state::State;
use crate::care::round::{add_carer, add_person, remove_carer, remove_person, write_name};
use crate::care::{Line, Pen, PersonId, Put, Record as _, RecordKind, Round, Text};
use crate::vault::{RecordKey, Tables};

/// Rounds.
#[derive(Clone, Copy)]
pub struct Rounds<'a>(pub(super) &'a Device);

/// A round as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundRow {
    /// Which.
    pub round: RecordId,
    /// What it is called.
    pub name: Option<String>,
    /// Who is visited now.
    pub people: Vec<PersonId>,
    /// Who goes now.
    pub carers: Vec<MemberId>,
}

impl Rounds<'_> {
    /// Every round, by name.
    ///
    /// # Errors
    /// While locked.
    pub fn list(&self) -> Result<Vec<RoundRow>> {
        self.0.look(|state, tables| {
            let Some(office) = state.index.office else { return Ok(Vec::new()) };
            let mut rows = Vec::new();
            for row in tables.records_in(&office, RecordKind::Round.code())? {
                let round = read(state, tables, row.key.id)?;
                rows.push(RoundRow {
                    round: row.key.id,
                    name: name(&round).map(|name| name.as_str().to_owned()),
                    people: round.people(),
                    carers: round.carers(),
                });
            }
            rows.sort_by(|a, b| (&a.name, a.round).cmp(&(&b.name, b.round)));
            Ok(rows)
        })
    }

    /// The one round of that name.
    ///
    /// # Errors
    /// None, or several.
    pub fn find(&self, called: &str) -> Result<RecordId> {
        let wanted = called.trim().to_lowercase();
        let rows = self.list()?;
        let is =
            |row: &&RoundRow| row.name.as_ref().is_some_and(|name| name.to_lowercase() == wanted);
        let found: Vec<&RoundRow> = rows.iter().filter(is).collect();
        match found[..] {
            [one] => Ok(one.round),
            [] => Err(NO_ROUND),
            _ => Err(DeviceError::Ambiguous { what: "round", found: found.len() }),
        }
    }

    /// A round, with everybody who is or was on it.
    ///
    /// # Errors
    /// If it is not on this device.
    pub fn page(&self, round: RecordId) -> Result<Round> {
        self.0.look(|state, tables| read(state, tables, round))
    }

    /// Begins a round. Its name stands where every device reads it: never a person's name.
    ///
    /// # Errors
    /// If this member's role may not.
    pub fn begin(&self, called: Line) -> Result<RecordId> {
        self.0.act(|act| {
            let round = act.with_pen(|pen| pen.record_id());
            act.write_round(round, |pen| write_name(called, pen))?;
            Ok(round)
        })
    }

    /// Calls it something else.
    ///
    /// # Errors
    /// If this member's role may not, or there is no such round.
    pub fn rename(&self, round: RecordId, called: Line) -> Result<()> {
        self.0.act(|act| {
            read(act.state, act.tables, round)?;
            act.write_round(round, |pen| write_name(called, pen))
        })
    }

    /// Puts a person on the round: its carers are granted what makes their visits safe.
    ///
    /// # Errors
    /// If this member's role may not, or the person or the round is not on this device.
    pub fn add_person(&self, round: RecordId, person: PersonId) -> Result<()> {
        self.0.act(|act| {
            let carers = read(act.state, act.tables, round)?.carers();
            carers.into_iter().try_for_each(|carer| act.grant_member(person, carer))?;
            act.write_round(round, |pen| add_person(person, pen))
        })
    }

    /// Puts a carer on the round: they are granted what makes the visits to its people safe.
    ///
    /// # Errors
    /// If this member's role may not, or the round is not on this device.
    pub fn add_carer(&self, round: RecordId, carer: MemberId) -> Result<()> {
        self.0.act(|act| {
            let people = read(act.state, act.tables, round)?.people();
            people.into_iter().try_for_each(|person| act.grant_member(person, carer))?;
            act.write_round(round, |pen| add_carer(carer, pen))
        })
    }

    /// Takes a person off the round. Nobody's grant ends by that: whoever knew them may still be
    /// called.
    ///
    /// # Errors
    /// If this member's role may not, or there is no such round.
    pub fn remove_person(&self, round: RecordId, person: PersonId, why: Text) -> Result<()> {
        self.0.act(|act| {
            read(act.state, act.tables, round)?;
            act.write_round(round, |pen| remove_person(person, why, pen))
        })
    }

    /// Takes a carer off the round. No grant ends by that.
    ///
    /// # Errors
    /// If this member's role may not, or there is no such round.
    pub fn remove_carer(&self, round: RecordId, carer: MemberId, why: Text) -> Result<()> {
        self.0.act(|act| {
            read(act.state, act.tables, round)?;
            act.write_round(round, |pen| remove_carer(carer, why, pen))
        })
    }
}

impl Act<'_, '_> {
    fn write_round(
        &mut self,
        round: RecordId,
        write: impl FnOnce(&mut Pen<'_>) -> Put,
    ) -> Result<()> {
        let office = self.state.index.office.ok_or(DeviceError::NoKey)?;
        let puts = vec![self.with_pen(write)];
        self.save(office, &[Write { kind: RecordKind::Round, record: round, puts }])?;
        Ok(())
    }
}

const NO_ROUND: DeviceError =
    DeviceError::NotFound { what: "a round", advice: "see the list of rounds, or sync" };

fn name(round: &Round) -> Option<&Line> {
    round.name.as_ref().and_then(|name| name.content()).map(|name| &name.name)
}

fn read(state: &State, tables: &Tables<'_>, round: RecordId) -> Result<Round> {
    let ledger = state.index.office.ok_or(DeviceError::NoKey)?;
    let key = RecordKey { ledger, kind: RecordKind::Round.code(), id: round };
    if tables.record(&key)?.is_none() {
        return Err(NO_ROUND);
    }
    Ok(Round::read(Reading::load(tables, state.actor, &key)?.fields()))
}
