//! What was begun and not saved: a note half typed survives the app being killed, sealed like
//! everything else, and only on this device.

use super::error::Result;
use super::handle::Device;
use crate::vault::Draft;

/// Drafts.
#[derive(Clone, Copy)]
pub struct Drafts<'a>(pub(super) &'a Device);

impl Drafts<'_> {
    /// Keeps what is in a field, instead of what was kept for it before. `slot` names the field with
    /// ids and fixed words only: it stands in the file in clear.
    ///
    /// # Errors
    /// While locked, or what the disk says.
    pub fn keep(&self, slot: &str, contents: &str) -> Result<()> {
        let edited = self.0.surroundings().now();
        let contents = contents.as_bytes().to_vec();
        self.0.act(|act| {
            Ok(act.tables.put_draft(&Draft { slot: slot.to_owned(), edited, contents })?)
        })
    }

    /// What was kept for a field.
    ///
    /// # Errors
    /// While locked.
    pub fn kept(&self, slot: &str) -> Result<Option<String>> {
        self.0.read(|tables| {
            let found = tables.drafts()?.into_iter().find(|draft| draft.slot == slot);
            Ok(found.map(|draft| String::from_utf8_lossy(&draft.contents).into_owned()))
        })
    }

    /// Forgets it: it was saved, or thrown away.
    ///
    /// # Errors
    /// While locked, or what the disk says.
    pub fn forget(&self, slot: &str) -> Result<()> {
        self.0.act(|act| Ok(act.tables.forget_draft(slot)?))
    }
}
