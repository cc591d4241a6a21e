//! How to get in: never part of a list or a page; this is the one way to it.

use std::time::SystemTime;

use holdfast_core::care::summary::entry::Availability;
use holdfast_core::device::WayIn as CoreWayIn;

use crate::error::Result;
use crate::item::{FieldShown, shown};
use crate::moment::moment;
use crate::observer::What;
use crate::people::People;
use crate::typed::{typed, typed_or_none};
use crate::visits::Visits;
use crate::{PersonId, SaidOnce, VisitId};

/// What is shown of the way in.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum WayIn {
    /// What is written: nothing if nobody wrote it, several where two people disagree.
    Shown {
        /// Each thing that is said.
        details: Vec<SaidOnce>,
    },
    /// Shown once a reason is given: ask for it, and ask again with it.
    AsksForAReason,
    /// Not before this moment.
    NotBefore {
        /// When.
        at: SystemTime,
    },
    /// Not any more: phone the office or on-call.
    Over,
    /// Not to whoever has no part in this visit.
    NotYours,
}

impl From<CoreWayIn> for WayIn {
    fn from(way: CoreWayIn) -> Self {
        match way {
            CoreWayIn::Shown(details) => {
                let says = |says: Vec<FieldShown>| SaidOnce { says };
                let details = details.iter().filter(|item| item.is_present());
                let details = details.map(|item| says(shown(&item.content))).collect();
                Self::Shown { details }
            }
            CoreWayIn::Withheld(Availability::NotBefore(at)) => Self::NotBefore { at: moment(at) },
            CoreWayIn::Withheld(Availability::Over) => Self::Over,
            CoreWayIn::Withheld(Availability::NotTheirs) => Self::NotYours,
            CoreWayIn::Withheld(Availability::Shown | Availability::WithReason) => {
                Self::AsksForAReason
            }
        }
    }
}

#[uniffi::export]
impl Visits {
    /// How to get in, for this visit. A reason that was not needed is not recorded.
    #[uniffi::method(default(reason = None))]
    pub fn way_in(&self, visit: VisitId, reason: Option<String>) -> Result<WayIn> {
        let reason = typed_or_none("entry details", "reason", reason.as_deref())?;
        let done = self.0.device.visits().entry_details(visit.try_into()?, reason);
        Ok(self.0.saved(done, What::Visits)?.into())
    }
}

#[uniffi::export]
impl People {
    /// How to get in, with no visit: for a senior or on-call device, with a reason that is recorded.
    pub fn way_in(&self, person: PersonId, reason: String) -> Result<WayIn> {
        let reason = typed("entry details", "reason", &reason)?;
        let done = self.0.device.people().entry_details(person.try_into()?, reason);
        Ok(self.0.saved(done, What::People)?.into())
    }
}
