//! The register as it stands, or as it stood for the author of an entry: what everything that is
//! judged by the register is judged by.

use std::sync::Arc;

use super::Register;
use super::device::{DeviceStatus, Footing, State};
use super::judgement::Facts;
use super::ordered::Moment;
use super::provisional::{Overlaid, Overlay};
use crate::{DeviceId, EntryId, MemberId, PublicKeys, RegisterPoint, Roles, VerifyingKey};

/// Who is who at one point. Cheap to copy about; every look-up is a search in a sorted list.
#[derive(Clone)]
pub struct View<'a> {
    pub(super) register: &'a Register,
    pub(super) moment: Moment<'a>,
    pub(super) overlay: Option<Arc<Overlay>>,
    /// The point it was asked for, by which ordinals are read.
    pub(super) point: RegisterPoint,
}

impl View<'_> {
    fn facts(&self) -> Overlaid<'_> {
        Overlaid { moment: self.moment, overlay: self.overlay.as_deref() }
    }

    /// The last position of my line that this view rests on.
    pub const fn number(&self) -> u64 {
        self.moment.number
    }

    /// The roles a member holds.
    pub fn roles_of(&self, member: MemberId) -> Roles {
        self.facts().roles(member)
    }

    /// The roles in which a member acts on a device: none if it is not one of that device's. Of a
    /// withdrawn device too: whether it is, is [`View::is_withdrawn`].
    pub fn roles_of_device(&self, device: DeviceId, member: MemberId) -> Roles {
        let known = self.facts().find(device);
        if known.is_some_and(|device| device.members.contains_key(&member)) {
            self.roles_of(member)
        } else {
            Roles::NONE
        }
    }

    /// Who uses a device, by id; nobody if it is not known.
    pub fn members(&self, device: DeviceId) -> Vec<MemberId> {
        let known = self.facts().find(device);
        known.map(|device| device.members.keys().copied().collect()).unwrap_or_default()
    }

    /// The key that must co-sign what this member writes on this device, if one must.
    pub fn member_key(&self, device: DeviceId, member: MemberId) -> Option<VerifyingKey> {
        *self.facts().find(device)?.members.get(&member)?
    }

    /// Its keys, by the last enrolment that counted.
    pub(super) fn keys(&self, device: DeviceId) -> Option<PublicKeys> {
        self.facts().find(device)?.keys
    }

    /// What became of a device; none if nobody named it. The root and the hub are no devices.
    pub fn status(&self, device: DeviceId) -> Option<DeviceStatus> {
        let Some(known) = self.facts().find(device) else {
            let named = self.register.held.introductions(device).is_some();
            return named.then_some(DeviceStatus::Introduced);
        };
        let footing = self.footing(&known.cause);
        Some(match known.state {
            State::Enrolled => DeviceStatus::Enrolled(footing),
            State::NotYetConfirmed(of) => DeviceStatus::NotYetConfirmed { of, footing },
            State::Withdrawn => DeviceStatus::Withdrawn(footing),
            State::Refused => match footing {
                Footing::Ordered(position) => DeviceStatus::Refused(position),
                Footing::Root | Footing::Provisional => DeviceStatus::Introduced,
            },
        })
    }

    fn footing(&self, cause: &EntryId) -> Footing {
        if let Some(position) = self.moment.ordered.position_of(cause, self.moment.number) {
            return Footing::Ordered(position);
        }
        match self.register.held.get(cause) {
            Some(entry) if self.register.judge().by_root(entry) => Footing::Root,
            _ => Footing::Provisional,
        }
    }

    /// Whether a device is entitled to nothing: withdrawn, on whatever footing, or refused.
    pub fn is_withdrawn(&self, device: DeviceId) -> bool {
        self.status(device).is_some_and(DeviceStatus::is_withdrawn)
    }

    /// Every enrolled device, by id.
    pub fn enrolled(&self) -> Vec<DeviceId> {
        let all = self.facts().devices().into_iter();
        all.filter(|(_, device)| device.state == State::Enrolled).map(|(id, _)| id).collect()
    }

    /// Every device that a member uses or used, withdrawn ones too, by id.
    pub fn devices_of(&self, member: MemberId) -> Vec<DeviceId> {
        let all = self.facts().devices().into_iter();
        all.filter(|(_, device)| device.members.contains_key(&member)).map(|(id, _)| id).collect()
    }

    /// The device that was introduced at that position of the line on which this view's point
    /// stands: what an epoch's recipients are named by.
    pub fn by_ordinal(&self, ordinal: u64) -> Option<DeviceId> {
        if ordinal > self.point.number {
            return None;
        }
        let entry = self.register.chain.entry_at(&self.point, ordinal)?;
        self.register.introduced_at(&entry)
    }

    /// The first position that introduces a device, if this view rests on it.
    pub fn ordinal(&self, device: DeviceId) -> Option<u64> {
        self.moment.ordered.ordinal(device).filter(|ordinal| *ordinal <= self.moment.number)
    }
}
