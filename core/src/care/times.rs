//! The three times of everything that is written down, never one in place of another.
//!
//! *Occurred* is what the person says. *Written* is what the device's clock said, beside what the
//! device knew of that clock's error. *Received* is when another store took it in: it comes from the
//! store that reads, never from the record, since no writer can know it.

use holdfast_ledger::Timestamp;
use minicbor::{Decode, Encode};
use serde::Serialize;

use super::item::Item;
use super::json;

/// What a device knew of its clock when it wrote something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Clock {
    /// By how many milliseconds the clock was ahead of a hub's signed time; negative when behind.
    #[n(0)]
    pub ahead: i64,
    /// When that was found, by the device's own clock.
    #[n(1)]
    #[serde(serialize_with = "json::moment")]
    pub found: Timestamp,
}

/// When something happened, was written and was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Times {
    /// When it happened, as its author says; nothing when they said nothing.
    #[serde(serialize_with = "json::moment_or_none")]
    pub occurred: Option<Timestamp>,
    /// When it was written, by the device's clock.
    #[serde(serialize_with = "json::moment")]
    pub written: Timestamp,
    /// What the device knew of that clock; nothing when it had never met a hub.
    pub clock: Option<Clock>,
    /// When another store took it in; nothing while it is on one device only.
    #[serde(serialize_with = "json::moment_or_none")]
    pub received: Option<Timestamp>,
}

impl Times {
    /// The times of an item, with what the store knows of its receipt.
    pub const fn of<T>(item: &Item<T>, received: Option<Timestamp>) -> Self {
        Self { occurred: item.occurred, written: item.written, clock: item.clock, received }
    }

    /// When it was written by a hub's time, as well as the device could tell.
    pub const fn written_corrected(&self) -> Timestamp {
        match self.clock {
            Some(clock) => self.written.plus_millis(clock.ahead.saturating_neg()),
            None => self.written,
        }
    }
}
