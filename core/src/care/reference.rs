//! Ids, moments and keys as values within a content: what one thing says of another.
//!
//! Thin wrappers, so that an id can be declared as a field, typed at a terminal and shown in JSON
//! like any other value. Ids say nothing about a person, so their debug prints show them.

use std::fmt;

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Europe::London;
use holdfast_ledger::{DeviceId, MemberId, RecordId, Timestamp};
use minicbor::decode::{Decode, Decoder, Error as DecodeError};
use minicbor::encode::{Encode, Encoder, Error as EncodeError, Write};
use serde::{Deserialize, Serialize};

use super::definition::{Problem, Value};
use super::fields::PersonId;
use super::item::{Digest, ItemId};
use super::json;

/// JSON by way of the text form.
macro_rules! json_as_text {
    ($name:ident) => {
        impl TryFrom<String> for $name {
            type Error = Problem;

            fn try_from(text: String) -> Result<Self, Problem> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.text()
            }
        }
    };
}

macro_rules! reference {
    ($(#[$doc:meta])* $name:ident($inner:ty), $len:literal, $make:expr, $what:literal) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode,
            minicbor::Decode, Serialize, Deserialize,
        )]
        #[cbor(transparent)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(#[n(0)] pub $inner);

        json_as_text!($name);

        impl Value for $name {
            fn accepted() -> String {
                format!(concat!("the id of ", $what, ", {} hexadecimal characters"), $len * 2)
            }

            fn parse(text: &str) -> Result<Self, Problem> {
                let make: fn([u8; $len]) -> $inner = $make;
                hexadecimal(text).map(|bytes| Self(make(bytes)))
            }

            fn text(&self) -> String {
                self.0.to_string()
            }
        }

        impl From<$inner> for $name {
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }
    };
}

reference!(
    /// A member, named in a content.
    MemberRef(MemberId), 16, MemberId, "a member"
);
reference!(
    /// A device, named in a content.
    DeviceRef(DeviceId), 16, DeviceId, "a device"
);
reference!(
    /// A record, named in a content.
    RecordRef(RecordId), 16, RecordId, "a record"
);
reference!(
    /// A person, named in a content.
    PersonRef(PersonId), 16, |bytes| PersonId(RecordId(bytes)), "a person"
);
reference!(
    /// One writing of a value, named in a content.
    ItemRef(ItemId), 8, ItemId, "an item"
);
reference!(
    /// A SHA-256, named in a content: of a readable form, or of an Automerge change (a head).
    DigestRef(Digest), 32, Digest, "a hash"
);

/// Exactly `N` bytes in hexadecimal.
fn hexadecimal<const N: usize>(text: &str) -> Result<[u8; N], Problem> {
    let text = text.trim();
    if text.len() != N * 2 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Problem::new("found no id"));
    }
    let mut bytes = [0; N];
    for (index, slot) in bytes.iter_mut().enumerate() {
        *slot = u8::from_str_radix(&text[index * 2..index * 2 + 2], 16)
            .map_err(|_| Problem::new("found no id"))?;
    }
    Ok(bytes)
}

/// A moment within a content: milliseconds since 1970-01-01T00:00:00Z, as somebody said it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    minicbor::Encode,
    minicbor::Decode,
    Serialize,
    Deserialize,
)]
#[cbor(transparent)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(#[n(0)] pub Timestamp);

json_as_text!(Moment);

impl From<Timestamp> for Moment {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp)
    }
}

impl Value for Moment {
    fn accepted() -> String {
        "a date and time such as 2026-11-22 21:04 (in England) or 2026-11-22T21:04:00Z".to_owned()
    }

    /// A wall-clock time that falls in the hour that the clocks go back is the earlier of the two;
    /// one in the hour that they skip does not exist and is refused.
    fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let wrong = || Problem::new("found no date and time");
        if let Ok(millis) = text.parse::<i64>() {
            // What a moment beyond the calendar is shown as, and nothing else.
            let moment = Timestamp(millis);
            return if json::moment_text(moment) == text { Ok(Self(moment)) } else { Err(wrong()) };
        }
        if let Ok(moment) = text.parse::<DateTime<Utc>>() {
            return Ok(Self(Timestamp(moment.timestamp_millis())));
        }
        let local = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"]
            .iter()
            .find_map(|pattern| NaiveDateTime::parse_from_str(text, pattern).ok())
            .ok_or_else(wrong)?;
        London
            .from_local_datetime(&local)
            .earliest()
            .map(|moment| Self(Timestamp(moment.timestamp_millis())))
            .ok_or_else(|| Problem::new("found a time that the change of clocks skips"))
    }

    fn text(&self) -> String {
        json::moment_text(self.0)
    }
}

/// A document key named in a content: `medicine/<uuid>` in a summary, `task/<uuid>` in a visit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyRef(String);

json_as_text!(KeyRef);

impl KeyRef {
    /// The most bytes a key may have.
    pub const MAX: usize = 100;

    /// The key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Value for KeyRef {
    fn accepted() -> String {
        "the key of an item, such as medicine/0190d5a8-3c4e-7000-8000-000000000000".to_owned()
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = || Problem::new("found no key");
        let (collection, rest) = text.trim().split_once('/').ok_or_else(wrong)?;
        let plain = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b))
        };
        if text.trim().len() > Self::MAX || !plain(collection) || !plain(rest) {
            return Err(wrong());
        }
        Ok(Self(text.trim().to_owned()))
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

impl<C> Encode<C> for KeyRef {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.str(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for KeyRef {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        let at = d.position();
        let text = d.str()?;
        match Self::parse(text) {
            Ok(key) if key.0 == text => Ok(key),
            _ => Err(DecodeError::message("not a key").at(at)),
        }
    }
}

/// The canonical bytes of another value, kept whole: an assessment as it was shown.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Encoded(Vec<u8>);

json_as_text!(Encoded);

impl Encoded {
    /// The most bytes: less than one value may have, so that its envelope always fits.
    pub const MAX: usize = 120 * 1024;

    /// These bytes, if there are any and not too many.
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        (!bytes.is_empty() && bytes.len() <= Self::MAX).then_some(Self(bytes))
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Encoded({} bytes)", self.0.len())
    }
}

impl Value for Encoded {
    fn accepted() -> String {
        format!("the bytes of a value in hexadecimal, at most {}", Self::MAX)
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = || Problem::new("found no bytes in hexadecimal");
        let text = text.trim();
        if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let bytes = (0..text.len() / 2)
            .map(|index| u8::from_str_radix(&text[index * 2..index * 2 + 2], 16))
            .collect::<Result<Vec<u8>, _>>()
            .map_err(|_| wrong())?;
        Self::new(bytes).ok_or_else(wrong)
    }

    fn text(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl<C> Encode<C> for Encoded {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Encoded {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        let at = d.position();
        Self::new(d.bytes()?.to_vec()).ok_or_else(|| DecodeError::message("too long").at(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::canonical;
    use proptest::prelude::*;

    #[test]
    fn a_time_on_the_wall_is_a_time_in_england() {
        let winter = Moment::parse("2026-11-22 21:04").unwrap();
        assert_eq!(winter.text(), "2026-11-22T21:04:00.000Z");
        let summer = Moment::parse("22/06/2026 21:04").unwrap();
        assert_eq!(summer.text(), "2026-06-22T20:04:00.000Z");
        assert_eq!(Moment::parse("2026-11-22T22:04:00+01:00"), Ok(winter));
    }

    #[test]
    fn the_hour_that_the_clocks_skip_or_repeat() {
        assert!(Moment::parse("2026-03-29 01:30").is_err());
        assert_eq!(Moment::parse("2026-10-25 01:30").unwrap().text(), "2026-10-25T00:30:00.000Z");
    }

    #[test]
    fn keys_are_plain() {
        assert!(KeyRef::parse("medicine/0190d5a8-3c4e-7000-8000-000000000000").is_ok());
        for wrong in ["medicine", "/", "a/b/c", "Medicine/1", "a/ b", ""] {
            assert!(KeyRef::parse(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_moment_reads_back(millis: i64) {
            let moment = Moment(Timestamp(millis));
            prop_assert_eq!(Moment::parse(&moment.text()), Ok(moment));
        }

        #[test]
        fn no_text_makes_a_reference_panic(text in "\\PC*") {
            let _ = Moment::parse(&text);
            let _ = MemberRef::parse(&text);
            let _ = KeyRef::parse(&text);
            let _ = Encoded::parse(&text);
        }

        #[test]
        fn encoded_bytes_read_back(bytes in prop::collection::vec(any::<u8>(), 1..50)) {
            let encoded = Encoded::new(bytes).unwrap();
            prop_assert_eq!(Encoded::parse(&encoded.text()), Ok(encoded.clone()));
            prop_assert_eq!(canonical::from_bytes(&canonical::to_bytes(&encoded)), Ok(encoded));
        }
    }
}
