//! The first screen: today's visits, and whether what was written here is safe elsewhere.

use holdfast_ledger::{Heard, MemberId, Timestamp};

use super::error::Result;
use super::names::Names;
use super::status::{Safe, safety};
use super::visits::{VisitRow, Visits};

/// The first screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Today {
    /// Who looks at it.
    pub member: MemberId,
    /// What members are called.
    pub names: Names,
    /// Today's visits, by time.
    pub visits: Vec<VisitRow>,
    /// Whether what this device wrote is safe elsewhere.
    pub safe: Safe,
    /// When the hub was last heard, by both clocks; nothing while it never was.
    pub heard: Option<Heard>,
    /// Now, by this device's clock.
    pub now: Timestamp,
}

impl Visits<'_> {
    /// The first screen.
    ///
    /// # Errors
    /// While locked.
    pub fn today_page(&self) -> Result<Today> {
        let now = self.0.surroundings().now();
        let visits = self.today()?;
        let names = self.0.members().names()?;
        let (member, safe, heard) = self.0.look(|state, tables| {
            let (_, safe, heard, _) = safety(state, tables)?;
            Ok((state.member, safe, heard))
        })?;
        Ok(Today { member, names, visits, safe, heard, now })
    }
}
