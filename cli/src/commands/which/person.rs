//! Which person, and which member.

use holdfast_core::care::{PersonId, PersonRef, Value as _};
use holdfast_core::device::{Device, Held, MemberRow, PersonRow};
use holdfast_ledger::MemberId;

use super::{Candidate, by_number_or_part, only};
use crate::failure::Result;
use crate::words;

/// A person: by what they are called, a part of a name that only one has, an NHS number, the number in
/// the list of people, or the id that `--json` gives.
pub fn person(device: &Device, said: &str) -> Result<PersonId> {
    let rows = device.people().list()?;
    if let Ok(PersonRef(id)) = PersonRef::parse(said)
        && rows.iter().any(|row| row.person == id)
    {
        return Ok(id);
    }
    let wanted = said.trim().to_lowercase();
    // Shorter than any NHS number. Two of one name may have nothing else to be told apart by.
    if let Ok(number) = wanted.parse::<usize>()
        && wanted.len() < 4
        && let Some(row) = number.checked_sub(1).and_then(|at| rows.get(at))
    {
        return Ok(row.person);
    }
    let digits: String = wanted.chars().filter(|c| !c.is_whitespace()).collect();
    let number = |row: &PersonRow| row.nhs_number.as_ref().map(|held| held.replace(' ', ""));
    let named = |row: &PersonRow, is: &dyn Fn(&str) -> bool| {
        [&row.preferred, &row.full].into_iter().flatten().any(|name| is(&name.to_lowercase()))
    };
    let numbered: Vec<Candidate<&PersonRow>> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| Candidate { number: at + 1, says: says(row), what: row })
        .collect();
    let of = |is: &dyn Fn(&PersonRow) -> bool| {
        numbered.iter().filter(|one| is(one.what)).cloned().collect::<Vec<_>>()
    };
    let mut found = of(&|row| {
        named(row, &|name| name == wanted) || number(row).is_some_and(|held| held == digits)
    });
    if found.is_empty() && !wanted.is_empty() {
        found = of(&|row| named(row, &|name| name.contains(&wanted)));
    }
    let expected = "one person known on this device, by a name, a part of one or an NHS number";
    only(found, expected, "see `holdfast person list`, or sync").map(|row| row.person)
}

fn says(row: &PersonRow) -> String {
    let names = [&row.preferred, &row.full, &row.nhs_number];
    let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
    if names.is_empty() { called(row).to_owned() } else { names.join("  ") }
}

/// What a list calls a person: one whose summary is here may have no name in it.
pub fn called(row: &PersonRow) -> &str {
    let name = row.preferred.as_deref().or(row.full.as_deref());
    name.unwrap_or(if row.held == Held::Readable {
        "(no name yet)"
    } else {
        "(summary not here yet)"
    })
}

/// A member: by name, a part of it that only one has, or the number in the list of members. Two of one
/// name have nothing else to be told apart by.
pub fn member(device: &Device, said: &str) -> Result<MemberId> {
    let rows = device.members().list()?;
    let numbered = rows.iter().enumerate().map(|(at, row)| Candidate {
        number: at + 1,
        says: row.name.clone().unwrap_or_default(),
        what: row,
    });
    let mut found = by_number_or_part(numbered.collect(), said);
    for one in &mut found {
        one.says = member_says(one.what);
    }
    let expected = "one member, by name, a part of it or its number";
    only(found, expected, "see `holdfast device list`, or sync").map(|row| row.member)
}

/// What tells a member from another of the same name.
fn member_says(row: &MemberRow) -> String {
    let roles: Vec<&str> = row.roles.iter().map(words::role_word).collect();
    let name = row.name.as_deref().unwrap_or("(name not here yet)");
    let says = [name, &roles.join(", "), row.phone.as_deref().unwrap_or_default()];
    says.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}
