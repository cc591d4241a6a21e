//! What this device wrote after an entry that the disk has spoiled. Nothing can be chained upon what is
//! gone, so where the hub does not have it either, each save that followed is written again, as new: the
//! same words with the same author and times, at the end of the feed as it is now.

use holdfast_ledger::all_safe;

use super::act::Act;
use super::error::{DeviceError, Result};
use super::status::safety;

impl Act<'_, '_> {
    /// Writes them again, once the hub has said that it holds all that is whole here and no more. Not
    /// before: it may bring the spoiled entry back, and a number is never used twice knowingly.
    pub(super) fn write_again(&mut self) -> Result<()> {
        let me = self.state.device;
        if self.tables.detached_of(&me)? == 0 {
            return Ok(());
        }
        let (_, _, _, receipt) = safety(self.state, self.tables)?;
        let Some(receipt) = receipt else { return Ok(()) };
        if !all_safe(self.tables, me, &receipt)? {
            return Ok(());
        }
        for stored in self.tables.detached_entries(&me)? {
            let Some(writes) = self.writes_of(&stored)? else { continue };
            match self.save(stored.ledger, &writes) {
                Ok(_) => self.tables.set_aside(&stored.id)?,
                // Whose role was taken since keeps it, waiting, and listed.
                Err(DeviceError::NotAllowed { .. } | DeviceError::NoKey) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
