//! What members are called: nobody reads an id.

use holdfast_core::device::{Device, MemberRow};
use holdfast_ledger::MemberId;

use crate::failure::Result;

/// The directory, as it is on this device.
pub struct Names(Vec<MemberRow>);

impl Names {
    /// Everybody known here.
    pub fn known(device: &Device) -> Result<Self> {
        Ok(Self(device.members().list()?))
    }

    /// What a member is called.
    pub fn of(&self, member: MemberId) -> String {
        let row = self.0.iter().find(|row| row.member == member);
        let name = row.and_then(|row| row.name.clone());
        name.unwrap_or_else(|| "somebody not in the directory".to_owned())
    }
}
