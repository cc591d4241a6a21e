//! The person summary: the minimum essential information that makes care safe.
//!
//! [`slot`] is its table of contents: one list of every kind of item, from which the record is
//! derived. The six sections each have a file of content types; [`identity`], [`contingency`] and
//! [`entry`] stand beside them.

pub mod communication;
pub mod consent;
pub mod contact;
pub mod contingency;
mod deciding;
mod edit_error;
mod editing;
pub mod entry;
pub mod escalation;
pub mod hours;
pub mod identity;
pub mod import;
pub mod medicines;
pub mod mobility;
pub mod names;
pub mod none_known;
pub mod page;
pub mod proposal;
pub mod referral;
pub mod risks;
pub mod section;
pub mod shelf;
pub mod slot;
pub mod statement;

pub use editing::{Confirming, EditError, Keep, Settling};
pub use import::{ImportAction, import, plan_import};
pub use none_known::Conflict;
pub use referral::{ImportProblem, Look, Narrative, Proposed, Referral, Traced, Unmapped};
pub use section::{Place, Section};
pub use shelf::{AtKey, Caution, Envelope, Many, One, Plain};
pub use slot::{Content, Shape, Slot, Summary};

#[cfg(test)]
mod tests;
