//! One encoding for every value: canonical CBOR, so that equal meaning is equal bytes.
//!
//! What comes from outside is decoded, encoded again and compared. A second spelling of the same
//! value is refused, since a hash or a signature over it would name something else.

use minicbor::{Decode, Encode};

/// The most bytes one value may have; anything longer is refused before it is looked at.
pub const MAX_VALUE_BYTES: usize = 128 * 1024;

/// Why bytes are not a value of the expected type. Names no content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum NotCanonical {
    /// Over [`MAX_VALUE_BYTES`].
    #[error("expected at most 131072 bytes, found more; shorten the value")]
    TooLong,
    /// Not an encoding of this type at all, or of a later version of it.
    #[error("expected a value this version knows, found something else; update this device")]
    Unknown,
    /// Decodes, but is not the one canonical spelling.
    #[error("expected the canonical encoding, found another spelling of it; write the value again")]
    AnotherSpelling,
}

/// The canonical encoding of a value.
pub fn to_bytes<T: Encode<()>>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    minicbor::encode(value, &mut bytes).expect("writing to a Vec cannot fail");
    bytes
}

/// Read a value from outside: bounded, canonical, and nothing after it.
///
/// # Errors
/// [`NotCanonical`] when the bytes are too long, unknown or spelled another way.
pub fn from_bytes<T>(bytes: &[u8]) -> Result<T, NotCanonical>
where
    T: Encode<()> + for<'b> Decode<'b, ()>,
{
    if bytes.len() > MAX_VALUE_BYTES {
        return Err(NotCanonical::TooLong);
    }
    let value: T = minicbor::decode(bytes).map_err(|_| NotCanonical::Unknown)?;
    let mut again = Vec::with_capacity(bytes.len());
    minicbor::encode(&value, &mut again).map_err(|_| NotCanonical::Unknown)?;
    if again == bytes { Ok(value) } else { Err(NotCanonical::AnotherSpelling) }
}
