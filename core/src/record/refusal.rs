//! Why a change does not enter a document. Each reason is listed for a person, so none of them says
//! anything of what the change contains.

use holdfast_ledger::DeviceId;

/// Bytes that are not a change this device would apply to any document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Over [`super::MAX_CHANGE_BYTES`].
    #[error("expected a change of at most 262144 bytes, found {found}")]
    TooLarge {
        /// Its size in bytes.
        found: usize,
    },
    /// The bytes end too early, or a length in them is wrong.
    #[error("expected a whole change, found one cut short")]
    CutShort,
    /// Another kind of Automerge chunk, or none at all.
    #[error("expected one uncompressed automerge change, found something else")]
    NotAChange,
    /// The checksum is not that of the contents.
    #[error("expected the change to match its checksum, found that it does not")]
    WrongHash,
    /// A number no document of ours reaches.
    #[error("expected numbers of a document's size, found one too large")]
    NumberTooLarge,
    /// More operations, or more replaced values, than one act makes.
    #[error("expected at most 4096 values written in one change, found more")]
    TooManyOperations,
    /// The actor does not begin with the id of the entry's author.
    #[error("expected a change by the author of its entry, found another device's")]
    ForeignActor {
        /// The author of the entry.
        expected: DeviceId,
    },
    /// An actor that is not a device id and 4 bytes.
    #[error("expected an actor of 20 bytes, found {found}")]
    OddActor {
        /// Its length in bytes.
        found: usize,
    },
    /// Anything but bytes put at a key of the root map.
    #[error("expected only values put at keys, found another operation")]
    NotPlain,
    /// A key of another shape than `section/field` or `collection/uuid`.
    #[error("expected a key such as section/field, found another shape")]
    OddKey,
    /// Two values for one key in one change.
    #[error("expected each key once in a change, found one twice")]
    KeyTwice,
    /// The same change, written in another way than Automerge writes it.
    #[error("expected the one canonical encoding of the change, found another")]
    NotCanonical,
}

/// A change that contradicts the very changes it says it builds upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// Its operations are not numbered on from those before it.
    #[error("expected operations numbered on from the changes it builds upon, found other numbers")]
    WrongStart,
    /// It is not its actor's next change.
    #[error("expected the next change of its actor, found another number")]
    WrongSequence,
    /// It replaces values that did not stand at its key.
    #[error("expected it to replace the values that stood at its keys, found others")]
    WrongReplaced,
}

/// Why a change is held and shown to a person, and not applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Quarantine {
    /// Not a change this device would apply to any document.
    #[error("{0}; ask its author to write it again")]
    Refused(#[from] Refusal),
    /// It contradicts what it builds upon.
    #[error("{0}; ask its author to write it again")]
    Misfit(#[from] Misfit),
    /// Another change by the same actor has the same number (a copied device).
    #[error(
        "expected one change for each number of an actor, found two: the device was copied; ask a manager to withdraw it"
    )]
    Clash,
    /// Automerge would not take it, though nothing was found wrong with it.
    #[error(
        "expected its change to apply, found that it does not; ask its author to write it again"
    )]
    Failed,
}
