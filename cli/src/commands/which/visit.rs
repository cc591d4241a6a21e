//! Which visit: by the person, by its number in today's list, or by the id that `--json` gives.

use holdfast_core::care::VisitState;
use holdfast_core::device::{Device, VisitId, VisitRow};

use super::{Candidate, only, person};
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
    let person = person(device, said)?;
    let theirs: Vec<Candidate<&VisitRow>> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.person == Some(person))
        .map(|(at, row)| Candidate { number: at + 1, says: says(row), what: row })
        .collect();
    let over = |row: &VisitRow| matches!(row.state, VisitState::Finished | VisitState::StoodDown);
    let there = |row: &VisitRow| row.state == VisitState::UnderWay;
    let of = |keep: &dyn Fn(&VisitRow) -> bool| {
        theirs.iter().filter(|one| keep(one.what)).cloned().collect::<Vec<_>>()
    };
    let tries = match about {
        About::Arriving => vec![of(&|row| !over(row))],
        About::Writing => vec![of(&there), of(&|row| !over(row)), theirs.clone()],
    };
    if let Some(one) = tries.iter().find(|found| found.len() == 1) {
        return Ok(one[0].what);
    }
    let several = tries.into_iter().find(|found| !found.is_empty());
    only(
        several.unwrap_or_default(),
        "one visit to this person that can be meant, in today's list",
        LOOK,
    )
}

fn says(row: &VisitRow) -> String {
    let name = row.name.as_deref().unwrap_or("(summary not here yet)");
    let from = row.starts.map_or_else(String::new, words::hour);
    let to = row.ends.map_or_else(|| "unplanned".to_owned(), words::hour);
    format!("{from}-{to}  {name}  {}", words::visit_state(row.state))
}

const LOOK: &str = "see `holdfast visit today`, or start an unplanned visit with --unplanned";
