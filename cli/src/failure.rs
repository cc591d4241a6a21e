//! What went wrong, as a sentence for a person and an exit code for a program.

use std::process::ExitCode;

use holdfast_core::device::{DeviceError, ErrorKind};

use crate::report::Report;

/// Why a command was not done.
#[derive(Debug)]
pub struct Failure {
    /// What the process ends with.
    pub code: u8,
    /// What was expected, what was found, what to do.
    pub message: String,
    /// What to look at before asking again, on standard output: it may say what an error may not,
    /// such as a name.
    pub shows: Option<Box<Report>>,
}

/// Refused: nothing was changed.
pub const REFUSED: u8 = 1;
/// Locked, or the PIN is wrong.
pub const LOCKED: u8 = 3;
/// No connection to the hub.
pub const OFFLINE: u8 = 4;
/// Damage was found.
pub const DAMAGED: u8 = 5;
/// The demonstration's account does not balance.
pub const UNBALANCED: u8 = 6;

/// A command's result.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    /// Refused, for this reason.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::with_code(REFUSED, message)
    }

    /// Ended with this code, for this reason.
    pub fn with_code(code: u8, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), shows: None }
    }

    /// With something to look at.
    #[must_use]
    pub fn showing(self, report: Report) -> Self {
        Self { shows: Some(Box::new(report)), ..self }
    }

    /// For the process.
    pub fn exit(&self) -> ExitCode {
        ExitCode::from(self.code)
    }
}

impl From<DeviceError> for Failure {
    fn from(error: DeviceError) -> Self {
        let code = match error.kind() {
            ErrorKind::Locked | ErrorKind::WrongPin | ErrorKind::WrongKey => LOCKED,
            ErrorKind::Hub => OFFLINE,
            ErrorKind::Damaged => DAMAGED,
            _ => REFUSED,
        };
        Self::with_code(code, error.to_string())
    }
}

impl From<holdfast_core::care::FieldError> for Failure {
    fn from(error: holdfast_core::care::FieldError) -> Self {
        Self::refused(error.to_string())
    }
}

/// A file that could not be read or written, by its name only.
pub fn file(doing: &str, path: &std::path::Path, error: &std::io::Error) -> Failure {
    Failure::refused(format!(
        "expected to {doing} {}, found that this cannot be done ({}); check the name and the folder",
        path.display(),
        error.kind()
    ))
}
