//! Which visit, which task. A name says more than a number and cannot slip when the list grows in
//! between; a number tells two visits to one person apart; programs use the id that `--json` gives.

use holdfast_core::care::{Visit, VisitState};
use holdfast_core::device::{Device, VisitId, VisitRow};

use crate::failure::{Failure, Result};
use crate::words;

/// What somebody is about to do: nobody arrives at a visit that is over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Arriving.
    Arriving,
    /// Reading or writing.
    Writing,
}

/// A visit that was chosen, and how to say which one it is.
pub struct Chosen {
    /// Which.
    pub id: VisitId,
    /// To whom, and when: `Peggy, 19:00`.
    pub says: String,
}

/// A visit of today's list: by its number there, by the person, or by its id.
pub fn visit(device: &Device, said: &str, about: About) -> Result<Chosen> {
    if let Some(id) = words::visit_id(said) {
        let page = device.visits().page(id)?;
        return Ok(Chosen { id, says: named(page.name.as_deref(), page.visit.starts()) });
    }
    let rows = device.visits().today()?;
    let row = match said.parse::<usize>() {
        Ok(number) if said.len() < 4 => of_number(&rows, number)?,
        _ => of_person(device, &rows, said, about)?,
    };
    Ok(Chosen { id: row.visit, says: named(row.name.as_deref(), row.starts) })
}

fn named(name: Option<&str>, starts: Option<holdfast_ledger::Timestamp>) -> String {
    let name = name.unwrap_or("a person whose summary is not here yet");
    starts.map_or_else(|| name.to_owned(), |at| format!("{name}, {}", words::hour(at)))
}

fn of_number(rows: &[VisitRow], number: usize) -> Result<&VisitRow> {
    number.checked_sub(1).and_then(|at| rows.get(at)).ok_or_else(|| {
        let has = if rows.is_empty() {
            "expected a visit in today's list, found the list empty".to_owned()
        } else {
            format!("expected a visit's number from 1 to {}, found {number}", rows.len())
        };
        Failure::refused(format!("{has}; {LOOK}"))
    })
}

/// The one somebody is at, else the one that is not over, else the only one.
fn of_person<'a>(
    device: &Device,
    rows: &'a [VisitRow],
    said: &str,
    about: About,
) -> Result<&'a VisitRow> {
    let person = device.people().find(said)?;
    let theirs: Vec<&VisitRow> = rows.iter().filter(|row| row.person == Some(person)).collect();
    let only = |keep: &dyn Fn(&VisitRow) -> bool| {
        let mut left = theirs.iter().copied().filter(|row| keep(row));
        left.next().filter(|_| left.next().is_none())
    };
    let over = |row: &VisitRow| matches!(row.state, VisitState::Finished | VisitState::StoodDown);
    let there = || only(&|row| row.state == VisitState::UnderWay);
    let one = match about {
        About::Arriving => only(&|row| !over(row)),
        About::Writing => there().or_else(|| only(&|row| !over(row))).or_else(|| only(&|_| true)),
    };
    one.ok_or_else(|| match theirs.len() {
        0 => Failure::refused(format!(
            "expected a visit to this person in today's list, found none; {LOOK}"
        )),
        found => Failure::refused(format!(
            "expected one visit to this person that can be meant, found {found}; \
             say its number in `holdfast visit today`"
        )),
    })
}

const LOOK: &str = "see `holdfast visit today`, or start an unplanned visit with --unplanned";

/// The key of a planned task: by its number in the visit, or by a part of its words.
pub fn task(visit: &Visit, said: &str) -> Result<String> {
    let planned: Vec<(&str, &str)> =
        visit.planned_tasks().map(|(key, task)| (key, task.what.as_str())).collect();
    let wanted = said.to_lowercase();
    let found: Vec<&str> = match said.parse::<usize>() {
        Ok(number) => number
            .checked_sub(1)
            .and_then(|at| planned.get(at))
            .map(|(key, _)| *key)
            .into_iter()
            .collect(),
        Err(_) => {
            let has = |what: &str| what.to_lowercase().contains(&wanted);
            planned.iter().filter(|(_, what)| has(what)).map(|(key, _)| *key).collect()
        }
    };
    match found[..] {
        [key] => Ok(key.to_owned()),
        _ => Err(Failure::refused(format!(
            "expected one task of this visit, by its number from 1 to {} or a part of its words, \
             found {}; see `holdfast visit show`",
            planned.len(),
            if found.is_empty() { "none".to_owned() } else { found.len().to_string() }
        ))),
    }
}
