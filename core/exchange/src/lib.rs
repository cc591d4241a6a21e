//! Holdfast's door for other systems' files: FHIR R4 in.
//!
//! A referral arrives as a file that some other system wrote. [`read_fhir`] turns it into what the
//! care crate understands, and keeps one promise above all: **nothing is lost in silence, and
//! nothing is made up.** Each value in the file either goes into the referral or is listed with its
//! path and why it did not ([`account`]). "No known allergies" is a statement; "no information" is
//! another; an empty list is neither ([`absence`]). A medicine that was stopped is not a medicine
//! that is taken, and two that sound alike are two ([`medicine`]).
//!
//! How it works, in the order it happens:
//! 1. the bytes are bounded, decoded and grown into a [`tree`] in which every value remembers
//!    whether it was read;
//! 2. the [`file`] finds the resources and how they point at each other, and whose file it is;
//! 3. each resource passes the [`gate`] and is read by the module of its name; one that cannot be
//!    read is reported whole and costs nothing else;
//! 4. what nobody read becomes the list of what did not map.
//!
//! What is mapped where stands in `docs/fhir.md`. There is no clock here: whether a medicine had
//! ended is judged by the date the document itself gives.

mod absence;
mod account;
mod allergy;
mod allergy_content;
mod care_plan;
mod composition;
mod concept;
mod condition;
mod consent;
mod consent_content;
mod contact;
mod contact_content;
mod contents;
mod course;
mod denial;
mod dosage;
mod element;
mod error;
mod file;
mod fit;
mod flag;
mod gate;
mod medication;
mod medicine;
mod medicine_content;
mod narrative;
mod observation;
mod patient;
mod person_content;
mod person_parts;
mod read;
mod reading;
mod referral;
mod service_request;
mod status;
mod text;
mod timing;
mod tree;
mod when;

pub use error::FhirError;
pub use file::{MAX_BYTES, MAX_ENTRIES};
pub use referral::read_fhir;
pub use tree::{MAX_DEPTH, MAX_VALUES};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
