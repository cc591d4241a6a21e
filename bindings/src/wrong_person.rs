//! Entered for the wrong person: hidden at once from all but managers, with the reason, and entered
//! again for the right one. Nothing is deleted.

use holdfast_core::care::ItemId as CoreItemId;
use holdfast_core::device as core;

use crate::error::Result;
use crate::observer::What;
use crate::typed::typed;
use crate::visits::Visits;
use crate::{ItemId, PersonId, VisitId};

/// Where what was entered for the wrong person belongs.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Belongs {
    /// To this visit to the right person.
    ToVisit {
        /// Which.
        visit: VisitId,
    },
    /// To this person, at a visit nobody has begun yet.
    ToPerson {
        /// Whom.
        person: PersonId,
    },
    /// Nobody knows yet.
    NotKnownYet,
}

/// What was entered for the wrong person.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Misplaced {
    /// The visit it was entered at.
    pub visit: VisitId,
    /// Which of its entries; none named means the whole visit.
    #[uniffi(default)]
    pub items: Vec<ItemId>,
    /// How it came about.
    pub reason: String,
    /// Where it belongs.
    pub belongs: Belongs,
}

#[uniffi::export]
impl Visits {
    /// Marks entries as entered for the wrong person. Gives the visit they stand in now.
    pub fn wrong_person(&self, misplaced: Misplaced) -> Result<Option<VisitId>> {
        let items = misplaced.items.into_iter().map(CoreItemId::try_from);
        let misplaced = core::Misplaced {
            visit: misplaced.visit.try_into()?,
            items: items.collect::<Result<_>>()?,
            reason: typed("wrong person", "reason", &misplaced.reason)?,
            belongs: match misplaced.belongs {
                Belongs::ToVisit { visit } => core::Belongs::ToVisit(visit.try_into()?),
                Belongs::ToPerson { person } => core::Belongs::ToPerson(person.try_into()?),
                Belongs::NotKnownYet => core::Belongs::NotKnownYet,
            },
        };
        let done = self.0.device.visits().wrong_person(misplaced);
        Ok(self.0.saved(done, What::Visits)?.map(VisitId::from))
    }
}
