//! Bringing a referral in. Nothing that stands is overwritten, and nobody is matched by name.

use holdfast_core::care::summary::{ImportAction, Referral};
use holdfast_core::device as core;
use holdfast_exchange::read_fhir;

use crate::error::{HoldfastError, Result};
use crate::observer::What;
use crate::people::People;
use crate::words::{ErrorKind, Known, Unlike};
use crate::{Day, PersonId};

/// What a referral brought, counted.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Imported {
    /// Whose summary.
    pub person: PersonId,
    /// Whether the person was known already.
    pub known: Known,
    /// Items that came in, unconfirmed.
    pub added: u32,
    /// Changes that wait for a person to decide.
    pub proposed: u32,
    /// Items that say what stood here already, or what was proposed or removed before.
    pub unchanged: u32,
    /// Items of an earlier import that are not in this file: they stay.
    pub not_in_file: u32,
    /// What of the file is in no item: look at the document.
    pub unmapped: u32,
    /// What of the file could not be relied on, in plain English.
    pub problems: Vec<String>,
}

/// A name and a date of birth, to be compared with another.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Bearer {
    /// The full name.
    pub name: Option<String>,
    /// The date of birth.
    pub born: Option<Day>,
}

impl From<core::Bearer> for Bearer {
    fn from(bearer: core::Bearer) -> Self {
        Self { name: bearer.name, born: bearer.born.map(Day::from) }
    }
}

/// Whose file it is, where it may be about somebody who is here already.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Whose {
    /// Whoever has the number, if the name and the date of birth are theirs as well.
    ByNumber,
    /// Somebody compared them: this person, one of those it may be about.
    SamePerson {
        /// Who.
        person: PersonId,
    },
    /// Somebody compared them: another person.
    AnotherPerson,
}

impl Whose {
    fn taken(self) -> Result<core::Whose> {
        Ok(match self {
            Self::ByNumber => core::Whose::ByNumber,
            Self::SamePerson { person } => core::Whose::SamePerson(person.try_into()?),
            Self::AnotherPerson => core::Whose::AnotherPerson,
        })
    }
}

/// A person here whom a referral may be about: one with its NHS number; or, where one of the two has
/// no number, one of its name with no other date of birth.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct MayBe {
    /// Who.
    pub person: PersonId,
    /// As they are known here.
    pub here: Bearer,
    /// As the file has it.
    pub file: Bearer,
    /// What speaks against their being one person.
    pub unlike: Vec<Unlike>,
}

fn referral(file: &[u8]) -> Result<Referral> {
    read_fhir(file).map_err(|error| HoldfastError::new(ErrorKind::File, error.to_string()))
}

#[uniffi::export]
impl People {
    /// Brings a referral in: a FHIR R4 file. [`ErrorKind::Whose`] asks somebody to compare two people
    /// first: [`People::may_be`].
    pub fn import_fhir(&self, file: Vec<u8>, whose: Whose) -> Result<Imported> {
        let referral = referral(&file)?;
        let done = self.0.device.people().import_as(&referral, whose.taken()?);
        let report = self.0.saved(done, What::People)?;
        let counted = |of: fn(&ImportAction) -> bool| {
            u32::try_from(report.actions.iter().filter(|action| of(action)).count())
                .unwrap_or(u32::MAX)
        };
        Ok(Imported {
            person: report.person.into(),
            known: report.known.into(),
            added: counted(|action| matches!(action, ImportAction::Add { .. })),
            proposed: counted(|action| matches!(action, ImportAction::Change { .. })),
            unchanged: counted(|action| {
                matches!(
                    action,
                    ImportAction::Unchanged { .. }
                        | ImportAction::AlreadyProposed { .. }
                        | ImportAction::RemovedHere { .. }
                )
            }),
            not_in_file: counted(|action| matches!(action, ImportAction::NotInFile { .. })),
            unmapped: u32::try_from(referral.unmapped.len()).unwrap_or(u32::MAX),
            problems: referral.problems.iter().map(|one| one.says.as_str().to_owned()).collect(),
        })
    }

    /// Whom here a referral may be about, and what speaks against its being the same person; the most
    /// alike first.
    pub fn may_be(&self, file: Vec<u8>) -> Result<Vec<MayBe>> {
        let found = self.0.device.people().may_be(&referral(&file)?)?;
        let shown = |found: core::MayBe| MayBe {
            person: found.person.into(),
            here: found.here.into(),
            file: found.file.into(),
            unlike: found.unlike.into_iter().map(Unlike::from).collect(),
        };
        Ok(found.into_iter().map(shown).collect())
    }
}
