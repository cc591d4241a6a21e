//! Who writes in a document: a device, between one unlock and the next.

use core::fmt;

use holdfast_ledger::DeviceId;

/// The Automerge actor: the device's id, then 4 bytes drawn at each unlock, so that a device that was
/// copied or restored never writes the same (actor, sequence) twice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Actor([u8; Actor::LEN]);

impl Actor {
    /// Length in bytes: a device id and 4.
    pub const LEN: usize = DeviceId::LEN + 4;

    /// The actor of `device`, for the unlock that drew `unlock`.
    pub fn new(device: DeviceId, unlock: [u8; 4]) -> Self {
        let mut bytes = [0; Self::LEN];
        let (head, tail) = bytes.split_at_mut(DeviceId::LEN);
        head.copy_from_slice(device.as_bytes());
        tail.copy_from_slice(&unlock);
        Self(bytes)
    }

    /// From a slice of exactly the right length.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The raw bytes.
    pub const fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }

    /// The device that writes as this actor.
    pub fn device(&self) -> DeviceId {
        DeviceId::from_slice(&self.0[..DeviceId::LEN]).expect("an actor begins with a device id")
    }
}

impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Actor(")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}

impl From<Actor> for automerge::ActorId {
    fn from(actor: Actor) -> Self {
        Self::from(actor.0.as_slice())
    }
}
