//! What was on the screen, as a text: so that a screen may come back after the app was killed, and
//! "read and understood" or a confirmation is still bound to exactly what was shown.

use core::fmt;
use core::str::FromStr;

use holdfast_ledger::RecordId;

use super::error::{DeviceError, Result};
use super::people::People;
use super::person_page::PersonPage;
use crate::care::summary::Confirming;
use crate::care::{Basis, PersonId, Value as _};

/// A person's page as it was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageVersion {
    /// Exactly what was read.
    pub basis: Basis,
    /// What was known to have happened, sorted.
    pub events: Vec<RecordId>,
}

impl PageVersion {
    /// Whose page it is.
    pub const fn person(&self) -> PersonId {
        PersonId(self.basis.record.0)
    }

    /// Of a page.
    pub fn of(page: &PersonPage) -> Self {
        let mut events: Vec<RecordId> = page.events.iter().map(|event| event.record).collect();
        events.sort_unstable();
        Self { basis: page.basis.clone(), events }
    }

    fn reads_the_same(&self, page: &PersonPage) -> bool {
        let now = Self::of(page);
        self.basis.readable == now.basis.readable && self.events == now.events
    }
}

impl fmt::Display for PageVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.basis.text())?;
        self.events.iter().try_for_each(|event| write!(f, " {event}"))
    }
}

impl FromStr for PageVersion {
    type Err = DeviceError;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || DeviceError::Changed;
        let mut parts = text.split(' ');
        let basis = parts.next().unwrap_or_default();
        let basis = Basis::parse(basis).map_err(|_| wrong())?;
        let events =
            parts.map(|event| event.parse().map_err(|_| wrong())).collect::<Result<_>>()?;
        Ok(Self { basis, events })
    }
}

impl People<'_> {
    /// Read and understood, of a page that was shown: [`People::acknowledge`].
    ///
    /// # Errors
    /// [`DeviceError::Changed`] if the summary has changed since.
    pub fn acknowledge_version(&self, shown: &PageVersion) -> Result<()> {
        let page = self.page(shown.person())?;
        if shown.basis.readable != page.basis.readable {
            return Err(DeviceError::Changed);
        }
        self.acknowledge(&page)
    }

    /// Confirms items of a page that was shown: [`People::confirm`].
    ///
    /// # Errors
    /// [`DeviceError::Changed`] if the summary has changed or something happened since.
    pub fn confirm_version(
        &self,
        shown: &PageVersion,
        keys: &[String],
        confirming: &Confirming,
    ) -> Result<()> {
        let page = self.page(shown.person())?;
        if !shown.reads_the_same(&page) {
            return Err(DeviceError::Changed);
        }
        self.confirm(&page, keys, confirming)
    }
}
