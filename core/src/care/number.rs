//! Whole numbers with a range that is part of their type.

use minicbor::decode::{Decode, Decoder, Error as DecodeError};
use minicbor::encode::{Encode, Encoder, Error as EncodeError, Write};
use serde::{Deserialize, Serialize};

use super::definition::{Problem, Value};

/// A whole number from `MIN` to `MAX`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Whole<const MIN: u32, const MAX: u32>(u32);

/// How many staff: 0 to 9.
pub type Staff = Whole<0, 9>;
/// Minutes: 0 to 525,600 (a year).
pub type Minutes = Whole<0, 525_600>;

impl<const MIN: u32, const MAX: u32> Whole<MIN, MAX> {
    /// A number in range, or nothing.
    pub const fn new(number: u32) -> Option<Self> {
        if number >= MIN && number <= MAX { Some(Self(number)) } else { None }
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl<const MIN: u32, const MAX: u32> TryFrom<u32> for Whole<MIN, MAX> {
    type Error = Problem;

    fn try_from(number: u32) -> Result<Self, Problem> {
        Self::new(number).ok_or_else(|| Problem::new("found a number out of range"))
    }
}

impl<const MIN: u32, const MAX: u32> From<Whole<MIN, MAX>> for u32 {
    fn from(number: Whole<MIN, MAX>) -> Self {
        number.0
    }
}

impl<const MIN: u32, const MAX: u32> Value for Whole<MIN, MAX> {
    fn accepted() -> String {
        format!("a whole number from {MIN} to {MAX}")
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let number = text.trim().parse().map_err(|_| Problem::new("found no whole number"))?;
        Self::new(number).ok_or_else(|| Problem::new("found a number out of range"))
    }

    fn text(&self) -> String {
        self.0.to_string()
    }
}

impl<C, const MIN: u32, const MAX: u32> Encode<C> for Whole<MIN, MAX> {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.u32(self.0)?.ok()
    }
}

impl<'b, C, const MIN: u32, const MAX: u32> Decode<'b, C> for Whole<MIN, MAX> {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        let at = d.position();
        Self::new(d.u32()?).ok_or_else(|| DecodeError::message("out of range").at(at))
    }
}
