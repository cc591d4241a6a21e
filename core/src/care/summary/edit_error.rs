//! Why a summary was not changed: what was expected, what was found, what to do.

use crate::care::definition::FieldError;

/// Why a summary was not changed. Nothing is half-written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// A field is wrong or missing.
    #[error(transparent)]
    Field(#[from] FieldError),
    /// Nothing is filled in.
    #[error("{name}: expected at least one field, found none filled in; fill one in")]
    Empty {
        /// The content.
        name: &'static str,
    },
    /// Nothing stands there.
    #[error("{name}: expected an item that stands, found none; look at the summary again")]
    NothingStands {
        /// The content.
        name: &'static str,
    },
    /// No such place in a summary.
    #[error("expected the key of an item in this summary, found another; copy it from the summary")]
    NoSuchKey,
    /// One value only, and it stands already.
    #[error("{name}: expected none yet, found one; change it instead")]
    StandsAlready {
        /// The content.
        name: &'static str,
    },
    /// The content is of another kind than the item.
    #[error("expected a content of the kind {expected}, found {found}; change the right item")]
    OtherKind {
        /// The item's kind.
        expected: &'static str,
        /// The content's kind.
        found: &'static str,
    },
    /// Two people changed it without seeing each other.
    #[error("{name}: expected one agreed value, found a dispute; settle it, with the reason")]
    Disputed {
        /// The content.
        name: &'static str,
    },
    /// There is nothing to settle.
    #[error("{name}: expected a dispute, found one agreed value; change it instead")]
    NotDisputed {
        /// The content.
        name: &'static str,
    },
    /// "None known" beside items that stand.
    #[error(
        "{name}: expected an empty list for this statement, found {found} that stand; remove them first"
    )]
    ItemsStand {
        /// The content of the list.
        name: &'static str,
        /// How many stand.
        found: usize,
    },
    /// This kind of item has no statement about the whole list.
    #[error(
        "{name}: expected a list that can be stated to be empty, found another; write the items"
    )]
    NoStatement {
        /// The content.
        name: &'static str,
    },
}
