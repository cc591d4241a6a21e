//! What the fold of a ledger asks of the register: a small window, so that entitlement can be read,
//! tested and computed without it. The register implements it.

use crate::{AgreementKey, DeviceId, MemberId, RegisterPoint, Roles};

/// The register as far as a ledger's grants and epochs depend on it. Whatever takes no point is
/// as of all register statements held now, provisional ones included.
pub trait Devices {
    /// Whether the device was withdrawn. Of a device never heard of: no.
    fn withdrawn(&self, device: DeviceId) -> bool;

    /// The position of its enrolment; none before it has one.
    fn ordinal(&self, device: DeviceId) -> Option<u64>;

    /// The device whose ordinal this is, in the order that `point` names: a hub that lost its last
    /// positions may have given a number twice.
    fn by_ordinal(&self, point: &RegisterPoint, ordinal: u64) -> Option<DeviceId>;

    /// Where its wraps are sealed to; none if the device is not known here.
    fn agreement(&self, device: DeviceId) -> Option<AgreementKey>;

    /// Whether that member uses that device.
    fn has_member(&self, device: DeviceId, member: MemberId) -> bool;

    /// Whether the root named it a hub, in this term or an earlier one.
    fn is_hub(&self, device: DeviceId) -> bool;

    /// The roles of a member of that device at a point that an entry names; none if the member was
    /// not on the device there, the device was withdrawn by then, or the register held does not reach
    /// that point yet.
    fn roles_at(&self, point: &RegisterPoint, device: DeviceId, member: MemberId) -> Roles;
}
