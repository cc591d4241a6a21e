//! Names for things: every id is a newtype, so that a device can never be taken for a member or a
//! ledger for an entry. Ids are random or hashes; none of them says anything about a person.

use core::fmt;

use minicbor::decode::{Decode, Decoder, Error as DecodeError};
use minicbor::encode::{Encode, Encoder, Error as EncodeError, Write};

/// A text that is not an id of the expected kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected} hexadecimal characters, found {found}; copy the id whole")]
pub struct IdError {
    expected: usize,
    found: usize,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// Length in bytes.
            pub const LEN: usize = $len;

            /// The raw bytes.
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// From a slice of exactly the right length.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl core::str::FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let wrong = || IdError { expected: $len * 2, found: text.chars().count() };
                if text.len() != $len * 2 || !text.is_ascii() {
                    return Err(wrong());
                }
                let mut bytes = [0; $len];
                for (slot, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
                    let pair = core::str::from_utf8(pair).map_err(|_| wrong())?;
                    *slot = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
                }
                Ok(Self(bytes))
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), EncodeError<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
                let at = d.position();
                d.bytes()?.try_into().map(Self).map_err(|_| {
                    DecodeError::message(concat!("expected ", $len, " bytes")).at(at)
                })
            }
        }
    };
}

id!(
    /// A device: SHA-256 of its signing key, the first 16 bytes. The root and the hub have one too.
    DeviceId, 16
);
id!(
    /// Someone who works: a carer, a manager. Random; the name stands in the office ledger.
    MemberId, 16
);
id!(
    /// A ledger: bound to its opener, its id is a hash of the opener and a nonce.
    LedgerId, 16
);
id!(
    /// An entry: SHA-256 of everything before its device signature.
    EntryId, 32
);
id!(
    /// A record (one Automerge document) within a ledger: UUIDv7 bytes.
    RecordId, 16
);

id!(
    /// A public signing key (Ed25519).
    VerifyingKey, 32
);
id!(
    /// A public agreement key (X25519), to which epoch keys are wrapped.
    AgreementKey, 32
);
id!(
    /// An Ed25519 signature.
    Signature, 64
);
id!(
    /// A SHA-256 hash: a commitment, a digest, the hash of a register position.
    Hash, 32
);
id!(
    /// Sixteen random bytes: a salt, a nonce.
    Random16, 16
);

/// A moment: milliseconds since 1970-01-01T00:00:00Z. May be wrong: it is what some clock said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// This moment moved by a number of milliseconds, saturating.
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to this moment, saturating; negative if it is later.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl<C> Encode<C> for Timestamp {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.i64(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Timestamp {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        d.i64().map(Self)
    }
}
