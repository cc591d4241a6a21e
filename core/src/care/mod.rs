//! The meaning of care: what is written down about and for a person, and what follows from it.
//!
//! This module is pure. It reads plain values ([`Fields`]) and answers; it writes by returning
//! [`Put`]s. It knows nothing of documents, sealing or databases, so that every rule of care can be
//! read, tested and argued about on its own.
//!
//! Three ideas carry it. Everything that guides care is an [`Item`]: a content with its author, its
//! source and its confirmation. Every item stands in a [`Guarded`] value: two people who change it
//! without seeing each other make a dispute that a person settles, never a merge. And every type of
//! content is written down once, with [`definition`], which derives its encoding, its editing and
//! its page in the docs.

pub mod canonical;
pub mod date;
pub mod definition;
pub mod fields;
pub mod guarded;
pub mod item;
pub mod json;
pub mod kind;
pub mod list;
pub mod number;
pub mod readable;
pub mod summary;
pub mod text;

pub use date::{Date, TimeOfDay};
pub use definition::{Defined, Field, FieldError, FieldInfo, Need, Value, YesNo};
pub use fields::{Fields, Pen, PersonId, Put, Reader, Record, Unreadable};
pub use guarded::{Cautious, Guarded, Reading, Standing, Valued};
pub use item::{Channel, Confirmation, Digest, ImportedAs, Item, ItemId, Source, Status, Writing};
pub use kind::{EventKind, RecordKind};
pub use list::List;
pub use number::{Minutes, Staff, Whole};
pub use readable::Readable;
pub use summary::Summary;
pub use text::{Line, Text};
