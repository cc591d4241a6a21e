//! The first screen: today's visits with what is new to this reader, the other people, and whether what
//! was written here is safe elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use holdfast_ledger::{Heard, MemberId, Timestamp};

use super::error::Result;
use super::names::Names;
use super::people::PersonRow;
use super::person_page::{LastRead, last_acknowledged};
use super::status::{Safe, safety};
use super::summaries::summary_reading;
use super::visits::{VisitRow, Visits};
use crate::care::PersonId;
use crate::record::{ChangeHash, DocumentHeads};

/// The first screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Today {
    /// Who looks at it.
    pub member: MemberId,
    /// What members are called.
    pub names: Names,
    /// Today's visits, by time.
    pub visits: Vec<VisitRow>,
    /// Whether this reader has read and understood what stands, of each person who is visited and
    /// whose summary is here.
    pub reading: BTreeMap<PersonId, LastRead>,
    /// People without a visit today, by name.
    pub others: Vec<PersonRow>,
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
        let visited: BTreeSet<PersonId> = visits.iter().filter_map(|row| row.person).collect();
        let mut reading = BTreeMap::new();
        for person in &visited {
            if let Some(read) = self.reading(*person)? {
                reading.insert(*person, read);
            }
        }
        let mut others = self.0.people().list()?;
        others.retain(|row| !visited.contains(&row.person));
        let names = self.0.members().names()?;
        let (member, safe, heard) = self.0.look(|state, tables| {
            let (_, safe, heard, _) = safety(state, tables)?;
            Ok((state.member, safe, heard))
        })?;
        Ok(Today { member, names, visits, reading, others, safe, heard, now })
    }

    /// Whether this reader has read a person's summary; nothing while it is not here. A summary at which
    /// nothing was written since is not compared.
    fn reading(&self, person: PersonId) -> Result<Option<LastRead>> {
        let untouched = self.0.look(|state, tables| {
            let Ok((now, _)) = summary_reading(state, tables, person) else { return Ok(None) };
            let read = last_acknowledged(state, tables, person)?.map(|(_, basis)| {
                let heads = basis.heads.iter().map(|head| ChangeHash(head.0.0)).collect();
                DocumentHeads::new(heads) == *now.heads()
            });
            Ok(Some(read))
        })?;
        Ok(match untouched {
            None => None,
            Some(None) => Some(LastRead::Never),
            Some(Some(true)) => Some(LastRead::AsItStands),
            Some(Some(false)) => Some(self.0.people().page(person)?.reading()),
        })
    }
}
