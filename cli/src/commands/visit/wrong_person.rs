//! Entered for the wrong person: hidden at once from all but managers, with the reason, and entered
//! again where it belongs with its original time and author.

use holdfast_core::care::{Entry, ItemId};
use holdfast_core::device::{Belongs, Device, Misplaced};

use super::writing;
use crate::args::WrongPersonArgs;
use crate::commands::device::plural;
use crate::commands::which::{self, About};
use crate::failure::{Failure, Result};
use crate::report::Report;
use crate::words;

/// Marks it, and enters it again where that is known.
pub fn mark(device: &Device, args: &WrongPersonArgs) -> Result<Report> {
    let chosen = writing(device, &args.visit)?;
    let visit = device.visits().page(chosen.id)?.visit;
    let mut items = chosen_of("note", &visit.notes, &args.notes)?;
    items.extend(chosen_of("dose", &visit.medicines, &args.doses)?);
    items.extend(chosen_of("observation", &visit.observations, &args.observations)?);
    let belongs = belongs(device, args.belongs_to.as_deref())?;
    let entries = items.len();
    let right = device.visits().wrong_person(Misplaced {
        visit: chosen.id,
        items,
        reason: words::typed("why", &args.why)?,
        belongs,
    })?;
    let mut report = Report::new();
    let what = match entries {
        0 => "All of this visit".to_owned(),
        some => format!("{some} entr{}", if plural(some).is_empty() { "y" } else { "ies" }),
    };
    report.say(format!("{what}: hidden from all but managers, with the reason ({}).", chosen.says));
    match right {
        Some(right) => {
            let right = which::visit(device, &words::visit_words(right), About::Writing)?;
            report.say(format!("Entered again for {}, with its own author and times.", right.says));
        }
        None => {
            report.say("It is entered nowhere else: find out to whom it belongs, and enter it.");
        }
    }
    report
        .data("visit", words::visit_words(chosen.id))
        .data("entries", entries)
        .data("entered_again", right.map(words::visit_words));
    Ok(report)
}

fn chosen_of<T>(what: &str, entries: &[Entry<T>], numbers: &[usize]) -> Result<Vec<ItemId>> {
    let of = |number: &usize| {
        let entry = number.checked_sub(1).and_then(|at| entries.get(at));
        entry.map(Entry::id).ok_or_else(|| {
            Failure::refused(format!(
                "expected the number of a {what} of this visit, which has {}, found {number}; see \
                 `holdfast visit show`",
                entries.len()
            ))
        })
    };
    numbers.iter().map(of).collect()
}

/// A visit of theirs that is meant, where there is one; else a person.
fn belongs(device: &Device, said: Option<&str>) -> Result<Belongs> {
    let Some(said) = said else { return Ok(Belongs::NotKnownYet) };
    if words::visit_id(said).is_some() || said.parse::<usize>().is_ok_and(|_| said.len() < 4) {
        return Ok(Belongs::ToVisit(which::visit(device, said, About::Writing)?.id));
    }
    let person = which::person(device, said)?;
    let theirs = device.visits().today()?;
    let mut theirs = theirs.iter().filter(|row| row.person == Some(person));
    match (theirs.next(), theirs.next()) {
        (Some(only), None) => Ok(Belongs::ToVisit(only.visit)),
        (None, _) => Ok(Belongs::ToPerson(person)),
        (Some(_), Some(_)) => Ok(Belongs::ToVisit(which::visit(device, said, About::Writing)?.id)),
    }
}
