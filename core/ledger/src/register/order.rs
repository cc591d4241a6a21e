//! The hub's part: which statement to put next, and what its position says.

use std::collections::BTreeSet;

use super::{Register, is_ordered};
use crate::{EntryId, Position, Timestamp};

/// Why an entry cannot be given the next position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// The root named no hub.
    #[error("expected a hub named by the root, found none; name one with the root's key")]
    NoHub,
    /// Not held, or no statement that is put in order.
    #[error("expected a register statement that is held, found none; take it in first")]
    NotHeld,
    /// It has its place.
    #[error("expected a statement with no position, found it at {position}; leave it there")]
    Ordered {
        /// Where.
        position: u64,
    },
    /// What stands at an earlier position is missing, so that no verdict can be computed.
    #[error("expected the statement at position {missing}, found none; sync with a device first")]
    Missing {
        /// The first position without its statement.
        missing: u64,
    },
    /// The line has positions of a later incarnation.
    #[error("expected incarnation {expected} or higher, found {found}; raise the hub's counter")]
    Incarnation {
        /// The one of the last position.
        expected: u32,
        /// The one asked for.
        found: u32,
    },
}

impl Register {
    /// The position after the last, with this entry on it and the verdict its order gives; the hub
    /// signs it, flushes it, and only then shows it to anyone.
    pub fn next_position(
        &self,
        entry: EntryId,
        at: Timestamp,
        incarnation: u32,
    ) -> Result<Position, OrderError> {
        let (term, _) = self.hub().ok_or(OrderError::NoHub)?;
        let held = self.held.get(&entry).ok_or(OrderError::NotHeld)?;
        if !held.as_statement().is_some_and(is_ordered) {
            return Err(OrderError::NotHeld);
        }
        let ordered = self.ordered();
        if ordered.number() < self.chain.len() {
            return Err(OrderError::Missing { missing: ordered.number() + 1 });
        }
        if let Some(position) = self.position_of(&entry) {
            return Err(OrderError::Ordered { position });
        }
        self.check_incarnation(term, incarnation)?;
        let last = self.chain.point(ordered.number());
        Ok(Position {
            register: self.id,
            term,
            incarnation,
            number: last.number + 1,
            previous: last.hash,
            entry,
            verdict: ordered.verdict(self.judge(), held),
            at,
        })
    }

    fn check_incarnation(&self, term: u32, found: u32) -> Result<(), OrderError> {
        let last = self.chain.position(self.chain.len()).map(|signed| &signed.position);
        let expected = last.filter(|last| last.term == term).map_or(0, |last| last.incarnation);
        if found < expected {
            return Err(OrderError::Incarnation { expected, found });
        }
        Ok(())
    }

    /// The statements that have no position yet, in the order in which to give them theirs: the
    /// root's first, each after those of its feed and those that its author relied on.
    pub fn to_order(&self) -> Vec<EntryId> {
        let mut sorted: Vec<_> = self.held.roots().collect();
        sorted.extend(self.held.all());
        let mut visited = BTreeSet::new();
        let mut order = Vec::new();
        for entry in sorted {
            self.visit(entry.id(), &mut visited, &mut order);
        }
        order
    }

    /// Depth first, with a stack of its own: a feed may be longer than the thread's stack is deep.
    fn visit(&self, from: EntryId, visited: &mut BTreeSet<EntryId>, order: &mut Vec<EntryId>) {
        let mut stack = vec![(from, false)];
        while let Some((id, leaving)) = stack.pop() {
            let Some(entry) = self.held.get(&id) else { continue };
            if leaving {
                let due = entry.as_statement().is_some_and(is_ordered);
                if due && self.position_of(&id).is_none() {
                    order.push(id);
                }
                continue;
            }
            if !visited.insert(id) {
                continue;
            }
            stack.push((id, true));
            let header = entry.header();
            let relied_on = header.register.provisional.iter().flatten().map(|tip| tip.id);
            stack.extend(header.previous.into_iter().chain(relied_on).map(|id| (id, false)));
        }
    }
}
