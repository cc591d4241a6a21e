//! Ledgers: bytes and keys, and nothing else. See `docs/wire-format.md`.

mod ids;

pub use ids::{DeviceId, EntryId, IdError, LedgerId, MemberId, RecordId, Timestamp};
