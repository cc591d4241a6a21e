//! Holdfast in the hands of Kotlin and Swift: one thin layer over `holdfast_core::device`.
//!
//! Nothing is decided here. Every call takes words and records in, asks the façade one thing, and
//! gives words and records back; a rule that lives here is in the wrong place. The shape:
//!
//! - [`Device`] is a vault on disk and whoever has unlocked it. Its nouns ([`People`], [`Visits`],
//!   [`Disputes`] …) are handles that any thread may hold. One call draws one screen.
//! - Every call is synchronous and returns when what was written survives a power cut. Threads,
//!   coroutines and actors belong to the layers above, in `kotlin/` and `swift/`.
//! - What can go wrong is a [`HoldfastError`]: a closed [`ErrorKind`] for the program, a sentence for
//!   the person.
//! - The shell does the network: a [`SyncSession`] says what to send and takes the answer.
//! - Whoever wants to know that something changed gives an [`Observer`]. It is called when the change
//!   is saved, on the thread that made it, with no lock held; what it throws is dropped.
//!
//! `words` has the closed sets of words, `ids` the names for things, `moment` the times, and one file
//! each noun and each screen. `docs/bindings.md` says how a call is added.

mod assessment;
mod bundles;
mod decisions;
mod device;
mod disputes;
mod drafts;
mod entry_details;
mod error;
mod ids;
mod importing;
mod item;
mod members;
mod moment;
mod observer;
mod organisation;
mod paramedic;
mod people;
mod person_page;
mod repair;
mod rounds;
mod safety;
mod suggestions;
mod surroundings;
mod sync;
mod today;
mod typed;
mod visit_acts;
mod visit_page;
mod visits;
mod words;
mod wrong_person;

pub use assessment::*;
pub use bundles::*;
pub use decisions::*;
pub use device::*;
pub use disputes::*;
pub use drafts::*;
pub use entry_details::*;
pub use error::*;
pub use ids::*;
pub use importing::*;
pub use item::*;
pub use members::*;
pub use moment::*;
pub use observer::*;
pub use organisation::*;
pub use paramedic::*;
pub use people::*;
pub use person_page::*;
pub use repair::*;
pub use rounds::*;
pub use safety::*;
pub use suggestions::*;
pub use surroundings::*;
pub use sync::*;
pub use today::*;
pub use visit_acts::*;
pub use visit_page::*;
pub use visits::*;
pub use words::*;
pub use wrong_person::*;

uniffi::setup_scaffolding!("holdfast");
