//! A register written down by hand: what a ledger's fold asks of the register, without one. For the
//! tests of entitlement and epochs, which are about ledgers alone.

use std::collections::{BTreeMap, BTreeSet};

use holdfast_ledger::{
    AgreementKey, DeviceId, DeviceKeys, Devices, Hash, MemberId, RegisterPoint, Role, Roles,
};

/// One device as enrolled.
#[derive(Clone, Debug, Default)]
struct Rostered {
    agreement: Option<AgreementKey>,
    ordinal: Option<u64>,
    members: BTreeSet<MemberId>,
    withdrawn_from: Option<u64>,
}

/// Devices, members and roles, each from a register position on.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    devices: BTreeMap<DeviceId, Rostered>,
    /// (from position, member, the roles from there on), in order of position.
    roles: Vec<(u64, MemberId, Roles)>,
    hubs: BTreeSet<DeviceId>,
}

impl Roster {
    /// Enrols a device for a member; `ordinal` is the position, none for a newcomer.
    pub fn enrol(&mut self, keys: &DeviceKeys, member: MemberId, ordinal: Option<u64>) {
        let rostered = self.devices.entry(keys.device()).or_default();
        rostered.agreement = Some(keys.public().agreement);
        rostered.ordinal = ordinal.or(rostered.ordinal);
        rostered.members.insert(member);
    }

    /// From that position on the member holds these roles and no others.
    pub fn roles_from(&mut self, position: u64, member: MemberId, roles: &[Role]) {
        self.roles.push((position, member, roles.iter().copied().collect()));
        self.roles.sort_by_key(|(from, ..)| *from);
    }

    /// Withdraws a device at that position.
    pub fn withdraw(&mut self, device: DeviceId, position: u64) {
        self.devices.entry(device).or_default().withdrawn_from = Some(position);
    }

    /// Takes a member off a device.
    pub fn remove_member(&mut self, device: DeviceId, member: MemberId) {
        self.devices.entry(device).or_default().members.remove(&member);
    }

    /// Names a hub.
    pub fn name_hub(&mut self, hub: DeviceId) {
        self.hubs.insert(hub);
    }

    /// A point that an entry names.
    pub const fn point(position: u64) -> RegisterPoint {
        RegisterPoint { number: position, hash: Hash([7; 32]), provisional: None }
    }
}

impl Devices for Roster {
    fn withdrawn(&self, device: DeviceId) -> bool {
        self.devices.get(&device).is_some_and(|rostered| rostered.withdrawn_from.is_some())
    }

    fn ordinal(&self, device: DeviceId) -> Option<u64> {
        self.devices.get(&device)?.ordinal
    }

    fn by_ordinal(&self, _: &RegisterPoint, ordinal: u64) -> Option<DeviceId> {
        let mut devices = self.devices.iter();
        devices.find(|(_, rostered)| rostered.ordinal == Some(ordinal)).map(|(device, _)| *device)
    }

    fn agreement(&self, device: DeviceId) -> Option<AgreementKey> {
        self.devices.get(&device)?.agreement
    }

    fn has_member(&self, device: DeviceId, member: MemberId) -> bool {
        self.devices.get(&device).is_some_and(|rostered| rostered.members.contains(&member))
    }

    fn is_hub(&self, device: DeviceId) -> bool {
        self.hubs.contains(&device)
    }

    fn roles_at(&self, point: &RegisterPoint, device: DeviceId, member: MemberId) -> Roles {
        let Some(rostered) = self.devices.get(&device) else { return Roles::NONE };
        let withdrawn = rostered.withdrawn_from.is_some_and(|from| from <= point.number);
        if withdrawn || !rostered.members.contains(&member) {
            return Roles::NONE;
        }
        let until_there = self.roles.iter().take_while(|(from, ..)| *from <= point.number);
        until_there
            .filter(|(_, of, _)| *of == member)
            .last()
            .map_or(Roles::NONE, |(.., roles)| *roles)
    }
}
