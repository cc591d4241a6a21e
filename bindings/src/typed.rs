//! What somebody typed, by the core's own rules for it.

use holdfast_core::care::{FieldError, Value};

use crate::error::Result;

/// A value by its own rules; the error names the field and what it takes.
pub(crate) fn typed<T: Value>(record: &'static str, field: &'static str, text: &str) -> Result<T> {
    Ok(T::parse(text).map_err(|problem| FieldError::Wrong {
        record,
        field,
        problem,
        accepted: T::accepted(),
    })?)
}

/// The same, where nothing may be said.
pub(crate) fn typed_or_none<T: Value>(
    record: &'static str,
    field: &'static str,
    text: Option<&str>,
) -> Result<Option<T>> {
    text.map(|text| typed(record, field, text)).transpose()
}

/// A number within its range.
pub(crate) fn number<T: Value>(
    record: &'static str,
    field: &'static str,
    number: Option<u32>,
) -> Result<Option<T>> {
    typed_or_none(record, field, number.map(|number| number.to_string()).as_deref())
}
