//! What can go wrong with a vault. A variant exists only where someone does something different for it.

use rusqlite::{ErrorCode, ffi};

/// Why the vault did not do what it was asked to. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// There is no file.
    #[error("expected a vault, found no file; create one or name another folder")]
    Missing,
    /// There is one already.
    #[error("expected no file where the new vault goes, found one; open it or name another folder")]
    Exists,
    /// A file, but not a vault.
    #[error(
        "expected a vault, found another kind of file, which was left as it is; \
         keep a copy of it and ask for help, or name another folder"
    )]
    NotAVault,
    /// Written by a later version of Holdfast.
    #[error("expected a vault of version {known} or earlier, found {found}; update Holdfast")]
    Newer {
        /// The version found.
        found: i64,
        /// The latest this program knows.
        known: i64,
    },
    /// Bytes on the disk are not what was written there.
    #[error("damaged: expected {expected}, found something else; run repair")]
    Damaged {
        /// What was being read.
        expected: &'static str,
    },
    /// No room left.
    #[error("expected room on the disk, found it full; free some and save again")]
    Full,
    /// The keys are not in memory.
    #[error("expected an unlocked vault, found it locked; unlock it first")]
    Locked,
    /// The PIN or passphrase does not open it.
    #[error("expected the PIN or passphrase of this vault, found another; try again")]
    WrongPin,
    /// The keystore's key, or a key kept since the last unlock, does not open it.
    #[error("expected this vault's key, found another; unlock with the PIN or passphrase")]
    WrongKey,
    /// That member never set a PIN here.
    #[error("expected a member with a PIN on this device, found none; ask a manager to reset it")]
    NoPin,
    /// Another program holds it.
    #[error("expected the vault to be free within 5 seconds, found it in use; try again")]
    Busy,
    /// The file may not be written.
    #[error("expected a file this program may write, found that it may not; check its permissions")]
    NotWritable,
    /// The operating system failed to read or write.
    #[error("expected the disk to answer, found an error of the operating system; check the disk")]
    Disk,
    /// SQLite refused for a reason that no person causes.
    #[error("expected the database to accept a step, found code {code}; report this")]
    Unexpected {
        /// SQLite's extended result code.
        code: i32,
    },
}

/// A result of the vault.
pub type Result<T, E = VaultError> = core::result::Result<T, E>;

impl From<rusqlite::Error> for VaultError {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, _) = error else {
            // A column of another type or length than the schema allows.
            return Self::Damaged { expected: "a row of the database" };
        };
        match failure.code {
            ErrorCode::DiskFull => Self::Full,
            // The index of the log finds no room.
            _ if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => Self::Full,
            ErrorCode::DatabaseCorrupt => Self::Damaged { expected: "a page of the database" },
            ErrorCode::NotADatabase => Self::NotAVault,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
                Self::NotWritable
            }
            ErrorCode::SystemIoFailure => Self::Disk,
            _ => Self::Unexpected { code: failure.extended_code },
        }
    }
}

impl From<std::io::Error> for VaultError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing,
            std::io::ErrorKind::AlreadyExists => Self::Exists,
            std::io::ErrorKind::StorageFull => Self::Full,
            std::io::ErrorKind::PermissionDenied => Self::NotWritable,
            _ => Self::Disk,
        }
    }
}
