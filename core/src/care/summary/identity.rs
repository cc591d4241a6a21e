//! Who the person is, and what matters to them. Field source: PRSB About Me; NHS MODS (DAPB4102).

use std::fmt;

use minicbor::decode::{Decode, Decoder, Error as DecodeError};
use minicbor::encode::{Encode, Encoder, Error as EncodeError, Write};
use serde::{Deserialize, Serialize};

use crate::care::definition::{Problem, Value, YesNo, content};
use crate::care::{Date, Line, Text};

content! {
    /// The name the person wants to be called by. Source: PRSB About Me.
    pub struct PreferredName = "preferred name" {
        /// What to call them.
        0 name: Line = "preferred name",
        /// How it is said aloud.
        1 said: Option<Line> = "how it is said",
    }
}

content! {
    /// The person's full name, as on letters. Source: NHS MODS (DAPB4102).
    pub struct FullName = "full name" {
        /// Given names and family name, in the order the person uses.
        0 name: Line = "full name",
    }
}

content! {
    /// When the person was born. Source: NHS MODS (DAPB4102).
    pub struct DateOfBirth = "date of birth" {
        /// The whole date; a part of a date is not one.
        0 date: Date = "date of birth",
    }
}

content! {
    /// The person's NHS number. Source: NHS MODS (DAPB4102); NHS Data Dictionary, NHS NUMBER.
    pub struct HeldNhsNumber = "NHS number" {
        /// Ten digits, the last of which checks the others.
        0 number: NhsNumber = "NHS number",
    }
}

content! {
    /// Where the person lives. Source: NHS MODS (DAPB4102).
    pub struct Address = "address" {
        /// As on an envelope, one line below the other.
        0 address: Text = "address",
        /// The postcode.
        1 postcode: Option<Line> = "postcode",
        /// A telephone number of the person's own.
        2 telephone: Option<Line> = "telephone",
    }
}

content! {
    /// Who else is in the home: a person who lives alone is called first when nobody was heard.
    /// Source: PRSB About Me (people important to me).
    pub struct Household = "household" {
        /// Whether the person lives alone.
        0 lives_alone: YesNo = "lives alone",
        /// Who else lives there, animals among them.
        1 others: Option<Text> = "who else lives there",
    }
}

content! {
    /// Something the person says about themselves, in their own words. Source: PRSB About Me.
    pub struct OwnWords = "in their own words" {
        /// What they say.
        0 words: Text = "in their own words",
    }
}

/// An NHS number: ten digits whose last is the modulus 11 check digit. Source: NHS Data Dictionary.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NhsNumber(u64);

impl NhsNumber {
    /// A number of ten digits with a right check digit.
    pub fn new(number: u64) -> Option<Self> {
        (number > 0 && number < 10_000_000_000 && checks(number)).then_some(Self(number))
    }
}

/// Weights 10 to 2 on the first nine digits; 11 less the remainder of their sum by 11 is the tenth,
/// 11 counting as 0, and 10 never issued.
fn checks(number: u64) -> bool {
    let mut rest = number / 10;
    let mut sum = 0;
    for weight in 2..=10 {
        sum += weight * (rest % 10);
        rest /= 10;
    }
    match 11 - sum % 11 {
        11 => number.is_multiple_of(10),
        10 => false,
        check => number % 10 == check,
    }
}

impl fmt::Debug for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NhsNumber(..)")
    }
}

impl fmt::Display for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:010}", self.0);
        write!(f, "{} {} {}", &digits[..3], &digits[3..6], &digits[6..])
    }
}

impl TryFrom<String> for NhsNumber {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        Self::parse(&text)
    }
}

impl From<NhsNumber> for String {
    fn from(number: NhsNumber) -> Self {
        number.to_string()
    }
}

impl Value for NhsNumber {
    fn accepted() -> String {
        "an NHS number: ten digits, the last of which is a check digit".to_owned()
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let digits: String = text.chars().filter(|c| *c != ' ' && *c != '-').collect();
        if digits.len() != 10 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Problem::new("found something else than ten digits"));
        }
        digits.parse().ok().and_then(Self::new).ok_or_else(|| {
            Problem::new("found a wrong check digit, so at least one digit is wrong")
        })
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

impl<C> Encode<C> for NhsNumber {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.u64(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for NhsNumber {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        let at = d.position();
        Self::new(d.u64()?).ok_or_else(|| DecodeError::message("not an NHS number").at(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_nhs_number_is_checked_by_its_last_digit() {
        // 943 476 5919 is the example of the NHS Data Dictionary.
        assert_eq!(NhsNumber::parse("943 476 5919").map(|n| n.text()), Ok("943 476 5919".into()));
        for digit in "012345678".chars() {
            assert!(NhsNumber::parse(&format!("943476591{digit}")).is_err());
        }
        assert!(NhsNumber::parse("94347659190").is_err());
        assert!(NhsNumber::parse("943476591x").is_err());
    }
}
