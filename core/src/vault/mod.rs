//! The vault: a device's own database, and the only thing that stands between a carer's note and a
//! power cut.
//!
//! - [`Vault`]: opening, locking, and one closure a transaction: [`Vault::read`], [`Vault::write`].
//! - [`Tables`]: what the closure is given. It is the ledger crate's [`holdfast_ledger::Store`]
//!   (entries, heads, positions, wraps, notes on peers), and besides has entry states, records,
//!   drafts, epoch keys and secrets.
//! - `seal`, `keys`: what stands in the file in clear is ids, numbers and codes. All else is sealed
//!   under a key that is itself wrapped for the platform keystore and for each member's PIN.
//! - `making`: a new file that is there whole or not at all.
//! - `schema`: the tables, and the way here from every earlier version.
//! - `check`: looking for damage. It is reported, and never answered by starting again.
//! - `salvage`: saving what can be read of a file whose pages are broken.
//!
//! Repair is: [`Tables::check`]; if the pages are broken, [`salvage`] into a new file and go on there;
//! [`Tables::set_aside`] each damaged entry, [`Tables::rebuild_heads`] if heads are wrong; then forget
//! the records and make them anew from the entries.
//!
//! Entries are the truth; the tables of records are a cache that can be made from them at any time.

mod check;
mod database;
mod entries;
mod error;
mod keys;
mod making;
mod records;
mod salvage;
mod schema;
mod seal;
mod secrets;
mod store;
mod tables;
#[cfg(test)]
mod tests;

pub use check::{Damage, Heads, Pages, is_damage};
pub use database::{FirstMember, Lock, Vault};
pub use entries::{Counts, EntryState};
pub use error::VaultError;
pub use keys::{Keystore, Pin, Unlocker, VaultKey};
pub use records::{RecordIndex, RecordKey, RecordRow, StoredDocument, TAIL};
pub use salvage::{Salvaged, salvage};
pub use secrets::Draft;
pub use tables::Tables;

fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}
