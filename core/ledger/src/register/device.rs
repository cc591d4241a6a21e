//! What the register knows of one device at one moment.

use std::collections::BTreeMap;

use crate::{DeviceId, EntryId, MemberId, PublicKeys, VerifyingKey};

/// How firm a fact is. Keys are destroyed on [`Footing::Ordered`] only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Footing {
    /// At this position, signed by the hub.
    Ordered(u64),
    /// By the root, whose statements need no position.
    Root,
    /// By statements that have no position yet.
    Provisional,
}

/// What became of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeviceStatus {
    /// Named by somebody, but by no statement that counts.
    Introduced,
    /// One of ours.
    Enrolled(Footing),
    /// Continues a copied device; a manager has yet to confirm it. Its entries are applied and
    /// marked; it may enrol and withdraw nobody.
    NotYetConfirmed {
        /// The copied device.
        of: DeviceId,
        /// How firm its naming is.
        footing: Footing,
    },
    /// Entitled to nothing more.
    Withdrawn(Footing),
    /// Its enrolment was refused at that position and none counted since: as if withdrawn there.
    Refused(u64),
}

impl DeviceStatus {
    /// Whether it is entitled to nothing, having once been named: withdrawn or refused.
    pub const fn is_withdrawn(self) -> bool {
        matches!(self, Self::Withdrawn(_) | Self::Refused(_))
    }

    /// Whether it is enrolled, on whatever footing.
    pub const fn is_enrolled(self) -> bool {
        matches!(self, Self::Enrolled(_))
    }
}

/// A device in the fold: its state and the statement that put it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Device {
    /// Who uses it, each with the key that co-signs where one was named. Kept after a withdrawal,
    /// so that late entries can still be read with their author's role.
    pub members: BTreeMap<MemberId, Option<VerifyingKey>>,
    /// By the last enrolment that counted; none for a device withdrawn before it was known.
    pub keys: Option<PublicKeys>,
    pub state: State,
    /// Whether it named a successor. It names one: else it could name any number, for nothing.
    pub succeeded: bool,
    /// The statement that brought it into this state.
    pub cause: EntryId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Enrolled,
    NotYetConfirmed(DeviceId),
    Withdrawn,
    Refused,
}
