//! A round: the people a carer visits, and the carers who visit them. Grants follow it.
//!
//! It stands in the office, which every enrolled device reads, so it holds ids only: a person's name
//! is in their own ledgers and nowhere else. Each person and each carer has a key of their own, so
//! that adding one never meets the removal of another.

use holdfast_ledger::MemberId;
use serde::Serialize;

use super::definition::{Defined, content};
use super::fields::{Fields, Pen, PersonId, Put, Reader, Record, Unreadable};
use super::guarded::Valued;
use super::item::{Item, Source, Status, Writing};
use super::kind::RecordKind;
use super::readable::Readable;
use super::reference::{MemberRef, PersonRef};
use super::text::{Line, Text};

const ABOUT: &str = "round/about";
const PERSON: &str = "person";
const CARER: &str = "carer";

content! {
    /// What a round is called. Source: none, local.
    pub struct RoundName = "round" {
        /// What people call it: North, mornings. Never a person's name.
        0 name: Line = "name",
    }
}

content! {
    /// Somebody who is visited on a round. Source: none, local.
    pub struct OnRound = "person on the round" {
        /// Who.
        0 person: PersonRef = "person",
    }
}

content! {
    /// Somebody who goes on a round. Source: none, local.
    pub struct RoundCarer = "carer of the round" {
        /// Who.
        0 member: MemberRef = "carer",
    }
}

/// A round, as it reads now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Round {
    /// What it is called.
    pub name: Option<Valued<RoundName>>,
    /// Who is or was visited.
    pub people: Vec<Valued<OnRound>>,
    /// Who goes or went.
    pub carers: Vec<Valued<RoundCarer>>,
    /// What this version cannot read.
    pub unreadable: Vec<Unreadable>,
}

impl Record for Round {
    const KIND: RecordKind = RecordKind::Round;

    fn read(fields: &Fields) -> Self {
        let mut reader = Reader::new(fields);
        Self {
            name: reader.valued(ABOUT),
            people: reader.valued_in(PERSON),
            carers: reader.valued_in(CARER),
            unreadable: reader.finish(),
        }
    }

    fn readable(&self) -> Vec<u8> {
        let mut form = Readable::new(Self::KIND);
        self.name.iter().for_each(|name| form.valued(name));
        self.people.iter().for_each(|person| form.valued(person));
        self.carers.iter().for_each(|carer| form.valued(carer));
        form.unreadable(&self.unreadable);
        form.to_bytes()
    }
}

impl Round {
    /// Who is visited now.
    pub fn people(&self) -> Vec<PersonId> {
        self.people.iter().filter_map(|person| Some(person.content()?.person.0)).collect()
    }

    /// Who goes now.
    pub fn carers(&self) -> Vec<MemberId> {
        self.carers.iter().filter_map(|carer| Some(carer.content()?.member.0)).collect()
    }
}

/// Name a round.
pub fn write_name(name: Line, pen: &mut Pen<'_>) -> Put {
    write(ABOUT, RoundName { name }, pen)
}

/// Put a person on the round, or back on it.
pub fn add_person(person: PersonId, pen: &mut Pen<'_>) -> Put {
    write(&format!("{PERSON}/{person}"), OnRound { person: person.into() }, pen)
}

/// Take a person off the round.
pub fn remove_person(person: PersonId, reason: Text, pen: &mut Pen<'_>) -> Put {
    remove(&format!("{PERSON}/{person}"), OnRound { person: person.into() }, reason, pen)
}

/// Put a carer on the round, or back on it.
pub fn add_carer(member: MemberId, pen: &mut Pen<'_>) -> Put {
    write(&format!("{CARER}/{member}"), RoundCarer { member: member.into() }, pen)
}

/// Take a carer off the round.
pub fn remove_carer(member: MemberId, reason: Text, pen: &mut Pen<'_>) -> Put {
    remove(&format!("{CARER}/{member}"), RoundCarer { member: member.into() }, reason, pen)
}

fn write<T: Defined>(key: &str, content: T, pen: &mut Pen<'_>) -> Put {
    Put::item(key, &Item::new(content, Writing::from(Source::Author), pen))
}

fn remove<T: Defined>(key: &str, content: T, reason: Text, pen: &mut Pen<'_>) -> Put {
    let item = Item {
        status: Status::Removed,
        reason: Some(reason),
        ..Item::new(content, Writing::from(Source::Author), pen)
    };
    Put::item(key, &item)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::scene::{AMINA, BEN, CAROL, DOREEN, MO, at, line, met, onto, pen, text};

    #[test]
    fn carol_takes_somebody_off_while_mo_puts_somebody_on() {
        let mut fields = Fields::new();
        onto(
            &mut fields,
            pen(CAROL, at(9, 0), |pen| {
                [
                    write_name(line("North, mornings"), pen),
                    add_person(DOREEN.0, pen),
                    add_carer(AMINA, pen),
                ]
            }),
        );
        let (mut carols, mut mos) = (fields.clone(), fields);
        let reason = text("moved to the south round");
        onto(&mut carols, [pen(CAROL, at(10, 0), |pen| remove_person(DOREEN.0, reason, pen))]);
        onto(&mut mos, [pen(MO, at(10, 0), |pen| add_carer(BEN, pen))]);
        let round = Round::read(&met(&carols, &mos));
        assert_eq!(round.people(), []);
        assert_eq!(round.carers(), [AMINA, BEN]);
        assert_eq!(round.people.len(), 1, "who was on it stays readable");
        let back = pen(CAROL, at(11, 0), |pen| add_person(DOREEN.0, pen));
        let off = pen(CAROL, at(11, 0), |pen| remove_carer(BEN, text("left"), pen));
        let mut later = met(&carols, &mos);
        onto(&mut later, [back, off]);
        let round = Round::read(&later);
        assert_eq!((round.people(), round.carers()), (vec![DOREEN.0], vec![AMINA]));
    }
}
