//! What can go wrong with what a person asked of their device. A closed kind for each thing a caller
//! does something different for, and a sentence for the person: what was expected, what was found,
//! what to do. Nothing about anybody in it.

use crate::care::FieldError;
use crate::care::rights::{deed, named, writers};
use crate::care::summary::EditError;
use crate::care::{LedgerKind, RecordKind};
use crate::record::{Damaged, PutError};
use crate::vault::VaultError;
use holdfast_ledger::{
    BundleError, EntryError, MessageError, Roles, SaveError, SessionError, WrapError,
};

/// Why the device did not do what was asked. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A field that cannot be taken as it is.
    #[error(transparent)]
    Field(#[from] FieldError),
    /// A change to a summary that cannot be made as asked.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// This device is not in an organisation yet.
    #[error(
        "expected a device that has joined an organisation, found one that has not; \
         ask a manager to enrol it and open the welcome file"
    )]
    NotJoined,
    /// This device is in an organisation already.
    #[error(
        "expected a new device, found one that has joined an organisation; make a new device folder"
    )]
    AlreadyJoined,
    /// Nothing by that name or id.
    #[error("expected {what} known on this device, found none by that name; {advice}")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// Several by that name.
    #[error("expected one {what} by that name, found {found}; use the number in the list")]
    Ambiguous {
        /// What was looked for.
        what: &'static str,
        /// How many.
        found: usize,
    },
    /// The member's role does not allow it.
    #[error("expected a role that may {act}, found {}; ask one of these: {}", named(*.found), named(*.may))]
    NotAllowed {
        /// What was asked.
        act: &'static str,
        /// The member's roles.
        found: Roles,
        /// The roles that may.
        may: Roles,
    },
    /// This device does not hold the key of what was asked for.
    #[error(
        "expected the key of this part of the record, found none yet; sync, or ask for a bundle"
    )]
    NoKey,
    /// A PIN that is quickly guessed.
    #[error(
        "expected a PIN or passphrase of 4 characters or more, found a shorter one; choose a longer one"
    )]
    ShortPin,
    /// What was entered for the wrong person cannot move to that same person.
    #[error(
        "expected another person than the one it was entered for, found the same; \
         name the right person, or nobody yet"
    )]
    SamePerson,
    /// What was on the screen has changed.
    #[error(
        "expected what was shown a moment ago, found it changed since; look again, then repeat"
    )]
    Changed,
    /// A referral that may be about somebody who is here, and may not be.
    #[error(
        "expected to know whose referral this is, found somebody here whom it may be about and something \
         that does not agree or is missing; compare them, then say which person it is, or that it is \
         another"
    )]
    Whose,
    /// A file that is not what was expected.
    #[error("expected {expected}, found another file or one that was altered; {advice}")]
    File {
        /// What kind of file.
        expected: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// A bundle that cannot be read.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// An answer that is not from the hub the root named.
    #[error(transparent)]
    Message(#[from] MessageError),
    /// A conversation with a hub that cannot go on.
    #[error("{0}")]
    Conversation(String),
    /// Too much at once.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// An entry that could not be written.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// A recovery or device key that cannot be wrapped to.
    #[error(transparent)]
    Wrap(#[from] WrapError),
    /// A record that could not be written.
    #[error(transparent)]
    Put(#[from] PutError),
    /// A cached record that does not read.
    #[error(transparent)]
    Damaged(#[from] Damaged),
}

/// What a caller does something different for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ErrorKind {
    /// Ask for the PIN.
    Locked,
    /// The PIN is wrong.
    WrongPin,
    /// The keystore's key is wrong: ask for the PIN.
    WrongKey,
    /// Show the field and what it takes.
    Field,
    /// Say what there is instead.
    NotFound,
    /// Say who may.
    NotAllowed,
    /// Join first, or not again.
    Joining,
    /// Show what is there now.
    Changed,
    /// Show both people, and ask whether they are one.
    Whose,
    /// Choose another file.
    File,
    /// Free some room.
    DiskFull,
    /// Run repair; where it opens no more, salvage.
    Damaged,
    /// Wait for a key.
    NoKey,
    /// Try the hub again later.
    Hub,
    /// Everything else.
    Other,
}

impl DeviceError {
    /// A member with these roles may not write such a record there.
    pub(super) const fn not_allowed(found: Roles, kind: RecordKind, ledger: LedgerKind) -> Self {
        Self::NotAllowed { act: deed(kind), found, may: writers(kind, ledger) }
    }

    /// The kind, for whoever does something different by it.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Vault(error) => vault_kind(error),
            Self::Field(_) | Self::Edit(_) | Self::Save(_) | Self::ShortPin | Self::SamePerson => {
                ErrorKind::Field
            }
            Self::NotJoined | Self::AlreadyJoined => ErrorKind::Joining,
            Self::NotFound { .. } | Self::Ambiguous { .. } => ErrorKind::NotFound,
            Self::NotAllowed { .. } => ErrorKind::NotAllowed,
            Self::NoKey => ErrorKind::NoKey,
            Self::Changed => ErrorKind::Changed,
            Self::Whose => ErrorKind::Whose,
            Self::File { .. } | Self::Bundle(_) => ErrorKind::File,
            Self::Message(_) | Self::Conversation(_) => ErrorKind::Hub,
            Self::Damaged(_) => ErrorKind::Damaged,
            Self::Entry(_) | Self::Wrap(_) | Self::Put(_) => ErrorKind::Other,
        }
    }
}

const fn vault_kind(error: &VaultError) -> ErrorKind {
    match error {
        VaultError::Locked => ErrorKind::Locked,
        VaultError::WrongPin | VaultError::NoPin => ErrorKind::WrongPin,
        VaultError::WrongKey => ErrorKind::WrongKey,
        VaultError::Full => ErrorKind::DiskFull,
        VaultError::Damaged { .. } | VaultError::NotAVault => ErrorKind::Damaged,
        VaultError::Missing => ErrorKind::NotFound,
        _ => ErrorKind::Other,
    }
}

impl From<SessionError<VaultError>> for DeviceError {
    fn from(error: SessionError<VaultError>) -> Self {
        match error {
            SessionError::Store(error) => Self::Vault(error),
            SessionError::Message(error) => Self::Message(error),
            other => Self::Conversation(other.to_string()),
        }
    }
}

/// A result of the device.
pub type Result<T, E = DeviceError> = core::result::Result<T, E>;
