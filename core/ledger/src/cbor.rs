//! One canonical encoding for everything that is signed, hashed or sent, so that a thing has one
//! set of bytes and one hash: definite lengths, shortest integers, ascending keys, no unknown key.
//! Canonical is what our encoder writes: decode, encode again, compare, else refuse.

use minicbor::{Decode, Encode};

/// Bytes that are not the canonical encoding of what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CborError {
    /// Not CBOR of the expected shape.
    #[error("expected {expected}, found bytes that do not decode ({found}); ask the sender again")]
    Malformed {
        /// What was being read.
        expected: &'static str,
        /// What the decoder met, without the content.
        found: String,
    },
    /// The same meaning in other bytes.
    #[error("expected the canonical encoding of {expected}, found another form; refuse the sender")]
    NotCanonical {
        /// What was being read.
        expected: &'static str,
    },
}

/// The canonical bytes of `value`.
pub fn to_bytes<T: Encode<()>>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    minicbor::encode(value, &mut bytes).expect("writing to memory cannot fail");
    bytes
}

/// Reads `bytes` as the canonical encoding of a `T`, named `expected` in errors. Never panics.
pub fn from_bytes<'b, T: Decode<'b, ()> + Encode<()>>(
    bytes: &'b [u8],
    expected: &'static str,
) -> Result<T, CborError> {
    let value: T = minicbor::decode(bytes)
        .map_err(|error| CborError::Malformed { expected, found: kind(&error) })?;
    if to_bytes(&value) == bytes { Ok(value) } else { Err(CborError::NotCanonical { expected }) }
}

/// The kind of a decoding error only: its message could quote content.
fn kind(error: &minicbor::decode::Error) -> String {
    if error.is_end_of_input() {
        "they end too early".to_owned()
    } else if error.is_type_mismatch() {
        "a value of another type".to_owned()
    } else if error.is_missing_value() {
        "a field is missing".to_owned()
    } else {
        "a value out of range".to_owned()
    }
}
