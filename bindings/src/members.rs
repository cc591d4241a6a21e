//! Members and devices: who works here, on what, and how a new device comes in.

use std::time::SystemTime;

use holdfast_core::device::{self as core, Names};
use holdfast_ledger as ledger;

use crate::device::Held;
use crate::error::Result;
use crate::moment::timestamp;
use crate::observer::What;
use crate::words::Role;
use crate::{DeviceId, MemberId};

/// A member, and what they are called.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Member {
    /// Who.
    pub member: MemberId,
    /// What they are called; nothing while the directory has not arrived.
    pub name: Option<String>,
}

impl Member {
    pub(crate) fn of(member: ledger::MemberId, names: &Names) -> Self {
        Self { member: member.into(), name: names.of(member).map(str::to_owned) }
    }
}

/// A member as a list shows them.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MemberRow {
    /// Who.
    pub member: MemberId,
    /// What they are called; nothing while the directory has not arrived.
    pub name: Option<String>,
    /// How to phone them.
    pub phone: Option<String>,
    /// What they are for.
    pub roles: Vec<Role>,
    /// Their devices, those withdrawn left out.
    pub devices: Vec<DeviceId>,
}

/// How a new device is enrolled.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct EnrolAs {
    /// What its member is called.
    pub name: String,
    /// What the member is for.
    pub role: Role,
    /// How to phone them.
    #[uniffi(default)]
    pub phone: Option<String>,
    /// Whose employee they are, where that is another provider.
    #[uniffi(default)]
    pub employer: Option<String>,
    /// For a subcontractor's carer: until when they are entitled to anything.
    #[uniffi(default)]
    pub until: Option<SystemTime>,
}

/// Who asks to be enrolled, as their request file says.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Asking {
    /// The new device.
    pub device: DeviceId,
    /// The name its user typed.
    pub name: String,
    /// What they call the device.
    pub label: String,
}

/// Members and devices.
#[derive(uniffi::Object)]
pub struct Members(pub(crate) Held);

#[uniffi::export]
impl Members {
    /// This device's request to be enrolled, as a file to hand over. Not a secret.
    pub fn request(&self, name: String) -> Result<Vec<u8>> {
        Ok(self.0.device.members().request(&name)?)
    }

    /// Who asks, before anything is done.
    pub fn asking(&self, request: Vec<u8>) -> Result<Asking> {
        let core::Asking { device, name, label } = core::Members::asking(&request)?;
        Ok(Asking { device: device.into(), name, label })
    }

    /// Enrols the device that asks, and gives its welcome file to hand back.
    pub fn enrol(&self, request: Vec<u8>, to: EnrolAs) -> Result<Vec<u8>> {
        let to = core::EnrolAs {
            name: to.name,
            role: to.role.into(),
            phone: to.phone,
            employer: to.employer,
            until: to.until.map(timestamp),
        };
        self.0.saved(self.0.device.members().enrol(&request, &to), What::Organisation)
    }

    /// Everybody known, by name.
    pub fn list(&self) -> Result<Vec<MemberRow>> {
        let row = |row: core::MemberRow| MemberRow {
            member: row.member.into(),
            name: row.name,
            phone: row.phone,
            roles: row.roles.iter().map(Role::from).collect(),
            devices: row.devices.into_iter().map(DeviceId::from).collect(),
        };
        Ok(self.0.device.members().list()?.into_iter().map(row).collect())
    }

    /// The one member of that name.
    pub fn find(&self, name: String) -> Result<MemberId> {
        Ok(self.0.device.members().find(&name)?.into())
    }
}
