//! The window through which a ledger's fold looks at the register.

use super::Register;
use crate::{AgreementKey, DeviceId, Devices, MemberId, RegisterPoint, Roles};

impl Devices for Register {
    fn withdrawn(&self, device: DeviceId) -> bool {
        self.now().is_withdrawn(device)
    }

    fn ordinal(&self, device: DeviceId) -> Option<u64> {
        self.now().ordinal(device)
    }

    fn by_ordinal(&self, point: &RegisterPoint, ordinal: u64) -> Option<DeviceId> {
        self.at(point).by_ordinal(ordinal)
    }

    /// By a statement that counts: anybody can introduce a device under another agreement key.
    fn agreement(&self, device: DeviceId) -> Option<AgreementKey> {
        self.now().keys(device).map(|keys| keys.agreement)
    }

    fn has_member(&self, device: DeviceId, member: MemberId) -> bool {
        self.now().members(device).contains(&member)
    }

    fn is_hub(&self, device: DeviceId) -> bool {
        Self::is_hub(self, device)
    }

    fn roles_at(&self, point: &RegisterPoint, device: DeviceId, member: MemberId) -> Roles {
        if !self.reaches(point) {
            return Roles::NONE;
        }
        let there = self.at(point);
        if there.is_withdrawn(device) { Roles::NONE } else { there.roles_of_device(device, member) }
    }
}
