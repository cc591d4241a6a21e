//! How ids and moments read in JSON: hexadecimal, and UTC to the millisecond. For `serialize_with`.

use std::fmt::Display;

use chrono::{SecondsFormat, TimeZone, Utc};
use holdfast_ledger::Timestamp;
use serde::{Serialize, Serializer};

/// A moment as text: `2026-11-22T21:04:00.000Z`; plain milliseconds where the calendar ends.
pub fn moment_text(moment: Timestamp) -> String {
    Utc.timestamp_millis_opt(moment.0).single().map_or_else(
        || moment.0.to_string(),
        |utc| utc.to_rfc3339_opts(SecondsFormat::Millis, true),
    )
}

/// An id, by its display form.
///
/// # Errors
/// Those of the serializer.
pub fn id<T: Display, S: Serializer>(id: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}

/// Several ids.
///
/// # Errors
/// Those of the serializer.
pub fn ids<T: Display, S: Serializer>(ids: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(ids.iter().map(ToString::to_string))
}

/// A moment.
///
/// # Errors
/// Those of the serializer.
pub fn moment<S: Serializer>(moment: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    moment_text(*moment).serialize(serializer)
}

/// A moment that may not be known.
///
/// # Errors
/// Those of the serializer.
pub fn moment_or_none<S: Serializer>(
    moment: &Option<Timestamp>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    moment.map(moment_text).serialize(serializer)
}
