//! The line of positions as it is compared, sent and kept: two who hold different lines find out
//! by one hash, and bring each other what is missing from where they part.

use super::Register;
use crate::{RegisterPoint, SignedPosition};

impl Register {
    /// The last position of the line that counts, whether what stands there is held or not.
    pub(crate) fn line(&self) -> RegisterPoint {
        self.chain.point(self.chain.len())
    }

    /// The last position that is folded: held with what stands there, and so with all before it.
    pub fn folded(&self) -> RegisterPoint {
        self.chain.point(self.number())
    }

    /// Whether a point is held, on the line or off it, with every position before it.
    pub(crate) fn knows(&self, point: &RegisterPoint) -> bool {
        self.chain.knows(point)
    }

    /// The last position that the line has in common with the one on which `point` stands.
    pub(crate) fn common(&self, point: &RegisterPoint) -> u64 {
        self.chain.common(point)
    }

    /// The positions of the line after a number, in order, so many at most.
    pub(crate) fn positions_after(&self, number: u64, most: usize) -> Vec<SignedPosition> {
        let numbers = number.saturating_add(1)..=self.chain.len();
        numbers.take(most).filter_map(|number| self.chain.position(number).cloned()).collect()
    }
}
