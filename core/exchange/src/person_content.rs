//! Who the person is, as the summary holds it.

use holdfast_core::care::summary::Content;
use holdfast_core::care::summary::identity::{
    Address, DateOfBirth, FullName, HeldNhsNumber, NhsNumber, PreferredName,
};
use holdfast_core::care::{Date, Value};

use crate::contents::Out;
use crate::fit::{line, passage};
use crate::patient::Person;

pub(crate) fn of(person: &Person, out: &mut Out) {
    let mut push = |part: &str, content: Option<Content>| {
        out.push(&person.key, &person.path, part, content);
    };
    let name = person.preferred_name.as_deref().and_then(line);
    let name = name.map(|name| Content::PreferredName(PreferredName { name, said: None }));
    push("preferred-name", name);
    let name = person.full_name.as_deref().and_then(line);
    push("full-name", name.map(|name| Content::FullName(FullName { name })));
    let date = person.born.as_deref().and_then(|born| Date::parse(born).ok());
    push("born", date.map(|date| Content::DateOfBirth(DateOfBirth { date })));
    let number = person.nhs_number.as_deref().and_then(|number| NhsNumber::parse(number).ok());
    push("nhs-number", number.map(|number| Content::NhsNumber(HeldNhsNumber { number })));
    push("address", address(person));
}

fn address(person: &Person) -> Option<Content> {
    let place = person.address.as_ref()?;
    let numbers: Vec<String> = person
        .reach
        .iter()
        .map(|reach| match &reach.used_as {
            Some(used) => format!("{} ({used})", reach.number),
            None => reach.number.clone(),
        })
        .collect();
    Some(Content::Address(Address {
        address: passage(&place.lines.join("\n"))?,
        postcode: place.postcode.as_deref().and_then(line),
        telephone: line(&numbers.join(", ")),
    }))
}
