//! People who draw on care, as lists show them, and finding one.

use std::collections::BTreeSet;

use super::error::{DeviceError, Result};
use super::handle::Device;
use super::lines::{self, SummaryLine};
use super::state::State;
use crate::care::summary::names::{Alike, Names, similar_names};
use crate::care::{PersonId, RecordKind};
use crate::vault::{RecordKey, Tables};

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

    /// Everybody here whose name is so like this one's that they may be taken for each other, the same
    /// names first.
    ///
    /// # Errors
    /// While locked.
    pub fn similar(&self, person: PersonId) -> Result<Vec<(PersonRow, Alike)>> {
        let rows = self.list()?;
        let names = |row: &PersonRow| (row.full.clone(), row.preferred.clone());
        let Some(own) = rows.iter().find(|row| row.person == person).map(names) else {
            return Ok(Vec::new());
        };
        let own = Names { full: own.0.as_deref(), preferred: own.1.as_deref() };
        let others = rows.iter().enumerate().filter(|(_, row)| row.person != person);
        let found = similar_names(
            own,
            others.map(|(at, row)| {
                (at, Names { full: row.full.as_deref(), preferred: row.preferred.as_deref() })
            }),
        );
        Ok(found.into_iter().map(|(at, alike)| (rows[at].clone(), alike)).collect())
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
}

pub(super) fn rows(state: &State, tables: &Tables<'_>) -> Result<Vec<PersonRow>> {
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
