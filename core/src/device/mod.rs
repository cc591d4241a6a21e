//! The device: what shells, the office and the command line call.
//!
//! [`Device`] is a vault on disk and whoever has unlocked it. Its nouns are views of it:
//! [`People`] and their summaries, [`Visits`], [`Disputes`], [`Suggestions`], [`Decisions`],
//! [`Rounds`], [`Policies`], [`Members`], [`Bundles`]; a
//! [`SyncSession`] is one conversation with the hub. Every call is one transaction: it returns when
//! what was written survives a power cut, or with an error and nothing changed.
//!
//! Inside, in the order in which an act passes through: `act` writes entries and the records they
//! change; `ledger_view` says who is entitled and under which epoch to seal; `apply` makes records of
//! what others wrote; `lines` keeps what lists show and `reading`
//! what screens do; `state` is all of it in memory, and can be made
//! again from the vault at any moment.

mod act;
mod advice;
mod apply;
mod bundles;
mod decisions;
mod disputes;
mod drafts;
mod entry_details;
mod error;
mod events;
mod handle;
mod importing;
mod ledger_view;
mod lines;
mod medicines;
mod members;
mod names;
mod organisation;
mod page_version;
mod people;
mod person_ledgers;
mod person_page;
mod planning;
mod policies;
mod policy;
mod reading;
mod received;
mod reentry;
mod repair;
mod rounds;
mod set_aside;
mod sheets;
mod sign_off;
mod state;
mod status;
mod suggestions;
mod summaries;
mod surroundings;
mod sync;
mod today;
mod visit_log;
mod visit_page;
mod visits;
mod waiting;
mod wrong_person;

pub use advice::Advice;
pub use bundles::{BundleOf, Bundles, TakenIn};
pub use decisions::{DecisionRow, Decisions, NewDecision};
pub use disputes::{Choice, DisputeRow, DisputeVersion, Disputed, Disputes, disputed};
pub use drafts::Drafts;
pub use entry_details::WayIn;
pub use error::{DeviceError, ErrorKind, Result};
pub use handle::{Device, Identity, Kept, VAULT_FILE};
pub use importing::{Bearer, ImportReport, Known, MayBe, Unlike, Whose};
pub use medicines::{MedicineRow, Medicines};
pub use members::{Asking, EnrolAs, MemberRow, Members};
pub use names::Names;
pub use organisation::{Organisation, RecoverySheet, RootSecret};
pub use page_version::PageVersion;
pub use people::{Held, People, PersonRow};
pub use person_page::{LastRead, PersonPage};
pub use planning::NewVisit;
pub use policies::Policies;
pub use received::Timed;
pub use repair::Repaired;
pub use rounds::{RoundRow, Rounds};
pub use set_aside::SetAside;
pub use status::{Copied, Safe, Status};
pub use suggestions::{Deciding, Seen, Suggesting, SuggestionId, SuggestionRow, Suggestions};
pub use summaries::Edited;
pub use surroundings::{Clock, Randomness, Rng, Surroundings};
pub use sync::{SyncSession, SyncSummary};
pub use today::Today;
pub use visit_page::VisitPage;
pub use visits::{VisitId, VisitRow, Visits};
pub use waiting::{NotApplied, WaitsFor};
pub use wrong_person::{Belongs, Misplaced};
