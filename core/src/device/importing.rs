//! Bringing a referral in. Nothing that stands is overwritten, and nobody is matched by name.

use holdfast_ledger::{LedgerId, RecordId};

use super::act::{Act, Write};
use super::error::{DeviceError, Result};
use super::people::{Held, People, rows};
use super::person_ledgers::standing;
use super::reading::Reading;
use super::state::State;
use super::summaries::summary_reading;
use crate::care::imported_document::{self, ImportedDocument};
use crate::care::summary::names::{Alike, Names, alike};
use crate::care::summary::{Content, ImportAction, Referral, Slot, Traced, import, plan_import};
use crate::care::{Date, PersonId, Put, Record as _, RecordKind, Summary};
use crate::vault::Tables;

/// How much of an import goes into one save: changes have a limit, and so has an entry.
const IMPORT_PUTS: usize = 200;

const IMPORT_BYTES: usize = 96 * 1024;

/// What an import did.
#[derive(Clone, Debug)]
pub struct ImportReport {
    /// Whose summary.
    pub person: PersonId,
    /// Whether the person was known already.
    pub known: Known,
    /// What became of each item.
    pub actions: Vec<ImportAction>,
}

/// Whether an import found the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// This person was here.
    Already,
    /// A new person.
    New,
}

/// Whose file it is, where it may be about somebody who is here already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Whoever has the number, if the name and the date of birth are theirs as well.
    ByNumber,
    /// Somebody compared them: this person, one of those it may be about.
    SamePerson(PersonId),
    /// Somebody compared them: another person.
    AnotherPerson,
}

/// A name and a date of birth, to be compared with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The full name.
    pub name: Option<String>,
    /// The date of birth.
    pub born: Option<Date>,
}

/// What speaks against a referral's being about somebody who is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlike {
    /// Their names differ, or one is not known.
    Name,
    /// Their dates of birth differ.
    Born,
    /// The sender says that the number was not verified.
    Number,
    /// One of them has no NHS number.
    NoNumber,
    /// One of them has no date of birth.
    NoBorn,
}

/// A person here whom a referral may be about: one with its NHS number; or, where one of the two has
/// no number, one of its name with no other date of birth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MayBe {
    /// Who.
    pub person: PersonId,
    /// As they are known here.
    pub here: Bearer,
    /// As the file has it.
    pub file: Bearer,
    /// What speaks against their being one person. Nothing: the referral comes in by the number.
    pub unlike: Vec<Unlike>,
}

impl People<'_> {
    /// Brings a referral in. Nobody is matched by name, and by an NHS number only where the name and
    /// the date of birth agree and the sender does not say that the number was not verified. Where it
    /// may be about somebody all the same, it waits for a person to compare the two:
    /// [`People::may_be`]. Nothing that stands is overwritten, and what the file does not say removes
    /// nothing.
    ///
    /// # Errors
    /// [`DeviceError::Whose`] while nobody has said whose it is; or if this member's role may not
    /// bring referrals in. Then nothing of it came in.
    pub fn import(&self, referral: &Referral) -> Result<ImportReport> {
        self.import_as(referral, Whose::ByNumber)
    }

    /// Brings a referral in for whom somebody who compared the two says it is about.
    ///
    /// # Errors
    /// As [`People::import`].
    pub fn import_as(&self, referral: &Referral, whose: Whose) -> Result<ImportReport> {
        self.0.act(|act| act.import(referral, whose))
    }

    /// Whom here a referral may be about, and what speaks against its being the same person: whoever
    /// has the number before a namesake without one, the most alike first.
    ///
    /// # Errors
    /// While locked.
    pub fn may_be(&self, referral: &Referral) -> Result<Vec<MayBe>> {
        self.0.look(|state, tables| may_be(state, tables, referral))
    }

    /// The documents that came in about a person, with what of each did not map.
    ///
    /// # Errors
    /// If the person or the key is not on this device.
    pub fn imported(&self, person: PersonId) -> Result<Vec<ImportedDocument>> {
        self.0.look(|state, tables| {
            let ledger = standing(state, person)?;
            let kind = RecordKind::ImportedDocument;
            let mut documents = Vec::new();
            for row in tables.records_in(&ledger, kind.code())? {
                let reading = Reading::load(tables, state.actor, &row.key)?;
                documents.push(ImportedDocument::read(reading.fields()));
            }
            Ok(documents)
        })
    }
}

impl Act<'_, '_> {
    fn import(&mut self, referral: &Referral, whose: Whose) -> Result<ImportReport> {
        let found = may_be(self.state, self.tables, referral)?;
        let here = |person| found.iter().any(|one| one.person == person);
        let known = match (whose, by_number(&found)) {
            (Whose::SamePerson(person), _) if here(person) => Some(person),
            (Whose::SamePerson(_), _) => return Err(DeviceError::Whose),
            (_, Some(person)) => Some(person),
            (Whose::ByNumber, None) if !found.is_empty() => return Err(DeviceError::Whose),
            (Whose::ByNumber | Whose::AnotherPerson, None) => None,
        };
        let (person, ledger, summary) = match known {
            Some(person) => {
                let (reading, ledger) = summary_reading(self.state, self.tables, person)?;
                (person, ledger, Summary::read(reading.fields()))
            }
            None => {
                let (person, ledger) = self.new_person()?;
                (person, ledger, Summary::default())
            }
        };
        let actions = plan_import(&summary, referral);
        let puts = self.with_pen(|pen| import(&actions, referral.document, pen));
        self.save_in_parts(ledger, RecordKind::Summary, person.0, puts)?;
        let record = self.with_pen(|pen| pen.record_id());
        let puts = self.with_pen(|pen| imported_document::puts(referral, pen));
        self.save_in_parts(ledger, RecordKind::ImportedDocument, record, puts)?;
        let known = if known.is_some() { Known::Already } else { Known::New };
        Ok(ImportReport { person, known, actions })
    }

    /// A large import goes in several saves of this transaction.
    pub(super) fn save_in_parts(
        &mut self,
        ledger: LedgerId,
        kind: RecordKind,
        record: RecordId,
        puts: Vec<Put>,
    ) -> Result<()> {
        let mut part: Vec<Put> = Vec::new();
        let mut size = 0;
        for put in puts {
            size += put.key.len() + put.value.len();
            if !part.is_empty() && (part.len() == IMPORT_PUTS || size > IMPORT_BYTES) {
                let puts = std::mem::take(&mut part);
                self.save(ledger, &[Write { kind, record, puts }])?;
                size = put.key.len() + put.value.len();
            }
            part.push(put);
        }
        if !part.is_empty() {
            self.save(ledger, &[Write { kind, record, puts: part }])?;
        }
        Ok(())
    }
}

/// Whom a referral may be about. Nobody is matched by name: who has no more than that in common with
/// somebody here is compared by a person.
fn may_be(state: &mut State, tables: &Tables<'_>, referral: &Referral) -> Result<Vec<MayBe>> {
    let number = referral.of_slot(Slot::NhsNumber).find_map(|item| match &item.content {
        Content::NhsNumber(held) => Some(held.number.to_string()),
        _ => None,
    });
    let mut found: Vec<MayBe> = Vec::new();
    for row in rows(state, tables)? {
        if row.held != Held::Readable {
            continue;
        }
        let has_number = match row.nhs_number.as_deref().zip(number.as_deref()) {
            Some((here, file)) if here != file => continue,
            pair => pair.is_some(),
        };
        let summary = match summary_reading(state, tables, row.person) {
            Ok((reading, _)) => Summary::read(reading.fields()),
            // Whose summary cannot be read here is asked about by number only: else one damaged
            // record stops every referral.
            Err(_) if !has_number => continue,
            Err(error) => return Err(error),
        };
        let mut one = compared(row.person, &summary, referral);
        if has_number {
            found.push(one);
        } else if !one.unlike.iter().any(|unlike| matches!(unlike, Unlike::Name | Unlike::Born)) {
            one.unlike.push(Unlike::NoNumber);
            let unborn = one.here.born.is_none() || one.file.born.is_none();
            one.unlike.extend(unborn.then_some(Unlike::NoBorn));
            found.push(one);
        }
    }
    found.sort_by_key(|one| (one.unlike.contains(&Unlike::NoNumber), one.unlike.len(), one.person));
    Ok(found)
}

/// The one person against whom nothing speaks; nobody where two people here have the same number, name
/// and date of birth.
fn by_number(found: &[MayBe]) -> Option<PersonId> {
    let mut alike = found.iter().filter(|one| one.unlike.is_empty());
    let first = alike.next()?;
    alike.next().is_none().then_some(first.person)
}

fn compared(person: PersonId, summary: &Summary, referral: &Referral) -> MayBe {
    let here = Bearer {
        name: summary.full_name.content().map(|name| name.name.as_str().to_owned()),
        born: summary.date_of_birth.content().map(|born| born.date),
    };
    let name = referral.of_slot(Slot::FullName).find_map(|item| match &item.content {
        Content::FullName(name) => Some(name.name.as_str().to_owned()),
        _ => None,
    });
    let born = referral.of_slot(Slot::DateOfBirth).find_map(|item| match &item.content {
        Content::DateOfBirth(born) => Some(born.date),
        _ => None,
    });
    let file = Bearer { name, born };
    let full = |bearer: &Bearer| bearer.name.clone().unwrap_or_default();
    let (one, other) = (full(&here), full(&file));
    let names = |full| Names { full: Some(full), preferred: None };
    let mut unlike = Vec::new();
    if alike(names(&one), names(&other)) != Some(Alike::Same) {
        unlike.push(Unlike::Name);
    }
    if here.born.zip(file.born).is_some_and(|(here, file)| here != file) {
        unlike.push(Unlike::Born);
    }
    if referral.traced == Traced::NotVerified {
        unlike.push(Unlike::Number);
    }
    MayBe { person, here, file, unlike }
}
