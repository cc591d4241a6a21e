//! The device: what shells, the office and the command line call.
//!
//! [`Device`] is a vault on disk and whoever has unlocked it. Its nouns are views of it:
//! [`People`] and their summaries, [`Visits`], [`Disputes`], [`Members`], [`Bundles`]; a
//! [`SyncSession`] is one conversation with the hub. Every call is one transaction: it returns when
//! what was written survives a power cut, or with an error and nothing changed.
//!
//! Inside, in the order in which an act passes through: `act` writes entries and the records they
//! change; `ledger_view` says who is entitled and under which epoch to seal; `apply` makes records of
//! what others wrote; `lines` keeps what lists show; `state` is all of it in memory, and can be made
//! again from the vault at any moment.

mod act;
mod advice;
mod apply;
mod bundles;
mod disputes;
mod error;
mod events;
mod handle;
mod importing;
mod ledger_view;
mod lines;
mod members;
mod organisation;
mod people;
mod person_ledgers;
mod person_page;
mod planning;
mod policy;
mod repair;
mod sign_off;
mod state;
mod status;
mod summaries;
mod surroundings;
mod sync;
mod visit_log;
mod visit_page;
mod visits;

pub use advice::Advice;
pub use bundles::{BundleOf, Bundles, TakenIn};
pub use disputes::{Choice, DisputeRow, Disputed, Disputes, disputed};
pub use error::{DeviceError, ErrorKind, Result};
pub use handle::{Device, Identity, Kept, VAULT_FILE};
pub use importing::{ImportReport, Known};
pub use members::{Asking, EnrolAs, MemberRow, Members};
pub use organisation::{Organisation, RecoverySheet, RootSecret};
pub use people::{Held, People, PersonRow};
pub use person_page::PersonPage;
pub use planning::NewVisit;
pub use repair::Repaired;
pub use status::{Copied, Safe, Status};
pub use surroundings::{Clock, Randomness, Rng, Surroundings};
pub use sync::{SyncSession, SyncSummary};
pub use visit_page::VisitPage;
pub use visits::{VisitId, VisitRow, Visits};
