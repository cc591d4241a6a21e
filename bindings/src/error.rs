//! What can go wrong, as the two languages catch it: a closed kind, and a sentence for a person.

use core::fmt;

use holdfast_core::care::FieldError;
use holdfast_core::care::summary::EditError;
use holdfast_core::device::DeviceError;
use holdfast_core::vault::VaultError;

use crate::ErrorKind;

/// Why nothing was done. Nothing was changed. As a text it is its kind and its sentence, which may
/// stand in a log: there is nothing about anybody in them.
#[derive(Debug, uniffi::Object)]
#[uniffi::export(Display)]
pub struct HoldfastError {
    kind: ErrorKind,
    says: String,
    field: Option<&'static str>,
}

#[uniffi::export]
impl HoldfastError {
    /// What to do something different for.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// What was expected, what was found and what to do, in plain English. Nothing about anybody.
    pub fn message(&self) -> String {
        self.says.clone()
    }

    /// Which field cannot be taken as it is, for [`ErrorKind::Field`], where it is one field.
    pub fn field(&self) -> Option<String> {
        self.field.map(str::to_owned)
    }
}

impl HoldfastError {
    /// For what goes wrong before the façade is asked.
    pub(crate) fn new(kind: ErrorKind, says: impl Into<String>) -> Self {
        Self { kind, says: says.into(), field: None }
    }
}

impl fmt::Display for HoldfastError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.says)
    }
}

impl std::error::Error for HoldfastError {}

impl From<DeviceError> for HoldfastError {
    fn from(error: DeviceError) -> Self {
        let field = match &error {
            DeviceError::Field(error) | DeviceError::Edit(EditError::Field(error)) => field(error),
            _ => None,
        };
        Self { kind: error.kind().into(), says: error.to_string(), field }
    }
}

impl From<FieldError> for HoldfastError {
    fn from(error: FieldError) -> Self {
        DeviceError::from(error).into()
    }
}

impl From<VaultError> for HoldfastError {
    fn from(error: VaultError) -> Self {
        DeviceError::from(error).into()
    }
}

const fn field(error: &FieldError) -> Option<&'static str> {
    match error {
        FieldError::Wrong { field, .. } | FieldError::Missing { field, .. } => Some(field),
        FieldError::Unknown { .. } => None,
    }
}

/// A result of this layer.
pub(crate) type Result<T, E = HoldfastError> = core::result::Result<T, E>;
