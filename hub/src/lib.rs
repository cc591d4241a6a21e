//! The hub: a meeting point that stores sealed entries and cannot read them.
//!
//! It depends on the ledger crate alone, so that this shows in the dependency graph. What a hub
//! does with a request is decided there; here is what it stands on:
//!
//! - [`open_database`] and [`SqliteStore`]: one organisation's entries, positions and wraps in a
//!   SQLite file, durable before anything is said about them.

mod authors;
mod database;
mod hub_store;
mod row;
mod schema;
mod store;

pub use database::{DatabaseError, open_database};
pub use schema::SchemaError;
pub use store::{SqliteStore, StoreError};
