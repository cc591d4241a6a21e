//! What was begun and not saved: it survives the app being killed, sealed and only on this device.

use crate::device::Held;
use crate::error::Result;

/// Drafts.
#[derive(uniffi::Object)]
pub struct Drafts(pub(crate) Held);

#[uniffi::export]
impl Drafts {
    /// Keeps what is in a field, instead of what was kept for it before. `slot` names the field with
    /// ids and fixed words only, such as `note/` and the visit's id: it is not sealed.
    pub fn keep(&self, slot: String, contents: String) -> Result<()> {
        Ok(self.0.device.drafts().keep(&slot, &contents)?)
    }

    /// What was kept for a field.
    pub fn kept(&self, slot: String) -> Result<Option<String>> {
        Ok(self.0.device.drafts().kept(&slot)?)
    }

    /// Forgets it: it was saved, or thrown away.
    pub fn forget(&self, slot: String) -> Result<()> {
        Ok(self.0.device.drafts().forget(&slot)?)
    }
}
