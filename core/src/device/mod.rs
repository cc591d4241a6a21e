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
mod apply;
mod bundles;
mod disputes;
mod error;
mod handle;
mod ledger_view;
mod lines;
mod members;
mod organisation;
mod people;
mod state;
mod status;
mod surroundings;
mod sync;
mod visits;

pub use bundles::{BundleOf, Bundles, TakenIn};
pub use disputes::{Choice, DisputeRow, Disputed, Disputes, disputed};
pub use error::{DeviceError, ErrorKind, Result};
pub use handle::{Device, Identity, Kept, VAULT_FILE};
pub use members::{Asking, EnrolAs, MemberRow, Members};
pub use organisation::{Organisation, RecoverySheet, RootSecret};
pub use people::{Held, ImportReport, Known, People, PersonPage, PersonRow};
pub use status::{Safe, Status};
pub use surroundings::{Clock, Randomness, Rng, Surroundings};
pub use sync::{SyncSession, SyncSummary};
pub use visits::{Advice, NewVisit, VisitId, VisitPage, VisitRow, Visits};
