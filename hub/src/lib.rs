//! The hub: a meeting point that stores sealed entries and cannot read them.
//!
//! It depends on the ledger crate alone, so that this shows in the dependency graph. What a hub
//! does with a request is decided there; here is what it stands on:
//!
//! - [`HubIdentity`]: its keys, and how far each database had come, outside every backup.
//! - [`open_database`] and [`SqliteStore`]: one organisation's entries, positions and wraps in a
//!   SQLite file, durable before anything is said about them.
//! - [`HubServer`]: the HTTP service, with one writing thread for each organisation, which flushes
//!   many requests at once and answers none before.
//!
//! `docs/operating-a-hub.md` is for whoever runs one.

mod authors;
mod backup;
mod config;
mod database;
mod desk;
mod event;
mod hub_store;
mod identity;
mod metrics;
mod organisation;
mod rate;
mod reply;
mod row;
mod schema;
mod server;
mod service;
mod store;
mod writer;

#[cfg(test)]
#[path = "../../tests/src/plain.rs"]
mod plain;

pub use backup::{BackupError, back_up};
pub use config::{Clock, HubConfig, Limits, Log, Peers, Randomness};
pub use database::{DatabaseError, open_database};
pub use event::Event;
pub use identity::{HubIdentity, IdentityError, Seen};
pub use organisation::{OrganisationError, Start};
pub use rate::Rate;
pub use schema::SchemaError;
pub use server::{HubServer, StartError, add_organisation};
pub use store::{SqliteStore, StoreError};
