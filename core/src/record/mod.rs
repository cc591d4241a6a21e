//! A record as a document: what was written, by whom, on top of what; and nothing of what it means.
//!
//! Each record is one Automerge document, a flat map from keys to immutable values. Changes come sealed
//! in entries, from devices that may be broken, copied or hostile, in any order. This module turns a set
//! of them into the same record on every device:
//!
//! 1. [`check_change`] decodes one change by itself, within bounds, and refuses all that an honest
//!    device would not have written. Automerge sees nothing before that.
//! 2. The history judges it against its own past: its numbers follow on, and it replaces exactly what
//!    stood.
//! 3. [`materialise`] takes all of a record's changes in canonical order, applies those that fit and
//!    says of every other why it waits or is quarantined. [`extend`] does the same for a few more, fast.
//!
//! [`Document`] is the result, and where this device writes.

mod actor;
mod change;
mod columns;
mod document;
mod ground;
mod heads;
mod history;
mod materialise;
mod refusal;
#[cfg(test)]
mod tests;

pub use actor::Actor;
pub use change::{CheckedChange, Glimpse, MAX_CHANGE_BYTES, MAX_PUTS, check_change, glimpse};
pub use document::{Damaged, Document, Past, PutError};
pub use heads::{ChangeHash, DocumentHeads};
pub use materialise::{Extended, Held, Materialised, extend, materialise};
pub use refusal::{Misfit, Quarantine, Refusal};

fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}
