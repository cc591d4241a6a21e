//! The register's positions on their way between a device and a hub: in parts, since those of a
//! large organisation do not fit a message, and both ways, since either may have lost some.
//!
//! Both digests cover the line. Where they differ a hub says where its own ends: a number and a
//! hash. A device that holds that position knows where the two part, and sends what its own has
//! beyond. One that does not asks for what follows its own; if that does not connect, for some from
//! before; if that does not either, for all. Which line counts is then the same for both
//! ([`Register`]'s rules).
//!
//! It ends: what is sent goes strictly up the line; so does what is asked for, after at most two
//! steps back.

use crate::message::POSITIONS;
use crate::{Register, RegisterPoint, SignedPosition};

/// How far back the first step is.
const BACK: u64 = POSITIONS as u64 / 2;

/// What a session knows of the hub's line.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    hub: Option<RegisterPoint>,
    /// To be asked for: what the hub has after this number.
    from: Option<u64>,
    steps_back: u8,
    /// Everything of this device's line up to here was sent.
    told: u64,
}

impl Lines {
    /// The hub said where its line ends, and sent a part of it, which has been taken in.
    pub fn heard(
        &mut self,
        register: &Register,
        hub: Option<RegisterPoint>,
        part: &[SignedPosition],
    ) {
        self.from = hub.as_ref().and_then(|hub| self.next_from(register, hub, part));
        self.hub = hub;
    }

    /// The same of an answer that serves nothing: there is nothing to ask for yet.
    pub fn heard_of(&mut self, hub: Option<RegisterPoint>) {
        self.hub = hub;
    }

    fn next_from(
        &mut self,
        register: &Register,
        hub: &RegisterPoint,
        part: &[SignedPosition],
    ) -> Option<u64> {
        let connected = part.last().map(|signed| &signed.position).filter(|last| {
            let point = RegisterPoint { number: last.number, hash: last.hash(), provisional: None };
            register.knows(&point) && self.from.is_none_or(|from| last.number > from)
        });
        if register.knows(hub) {
            None
        } else if let Some(last) = connected {
            Some(last.number)
        } else {
            self.step_back(register, hub)
        }
    }

    fn step_back(&mut self, register: &Register, hub: &RegisterPoint) -> Option<u64> {
        self.steps_back += 1;
        match self.steps_back {
            1 => Some(register.line().number.min(hub.number).saturating_sub(BACK)),
            2 => Some(0),
            // A hub that cannot show how it came to where it says it is.
            _ => {
                self.steps_back = 3;
                None
            }
        }
    }

    /// After which number to ask for positions, where that is not the last one held.
    pub const fn from(&self) -> Option<u64> {
        self.from
    }

    /// The next part of what this device's line has beyond the hub's.
    pub fn part_for_hub(&mut self, register: &Register) -> Vec<SignedPosition> {
        let Some(hub) = self.hub.as_ref().filter(|hub| register.knows(hub)) else {
            return Vec::new();
        };
        let after = register.common(hub).max(self.told);
        let part = register.positions_after(after, POSITIONS);
        self.told = part.last().map_or(self.told, |last| last.position.number);
        part
    }
}
