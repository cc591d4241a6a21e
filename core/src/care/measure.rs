//! Measured numbers: a number, its unit, and the range in which it can be a reading at all.
//!
//! The ranges catch slips of the finger and of the unit (98 °F typed as °C), nothing more. They are
//! wide on purpose and say nothing about what is healthy: this software does not interpret an
//! observation. A reading outside them, or a meter that shows HI or LO, is written as free text.

use std::fmt;

use minicbor::decode::{Decode, Decoder, Error as DecodeError};
use minicbor::encode::{Encode, Encoder, Error as EncodeError, Write};
use serde::{Deserialize, Serialize};

use super::definition::{Problem, Value};

macro_rules! measured {
    ($(#[$doc:meta])* $name:ident = $tenths:literal, $min:literal..=$max:literal, [$first:literal $(, $unit:literal)*]) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(u16);

        impl $name {
            /// The unit, as it is shown.
            pub const UNIT: &'static str = $first;

            /// From the stored number (tenths of the unit where it has a decimal), if in range.
            pub fn new(number: u16) -> Option<Self> {
                ($min..=$max).contains(&number).then_some(Self(number))
            }

            /// The stored number.
            pub const fn get(self) -> u16 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} {}", plain(self.0, $tenths), Self::UNIT)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Problem;

            fn try_from(text: String) -> Result<Self, Problem> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(measure: $name) -> Self {
                measure.to_string()
            }
        }

        impl Value for $name {
            fn accepted() -> String {
                format!(
                    "a number from {} to {} {}",
                    plain($min, $tenths),
                    plain($max, $tenths),
                    Self::UNIT
                )
            }

            fn parse(text: &str) -> Result<Self, Problem> {
                let number = number(text, &[$first $(, $unit)*], $tenths)?;
                u16::try_from(number)
                    .ok()
                    .and_then(Self::new)
                    .ok_or_else(|| Problem::new("found a number out of range"))
            }

            fn text(&self) -> String {
                self.to_string()
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), EncodeError<W::Error>> {
                e.u16(self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
                let at = d.position();
                Self::new(d.u16()?).ok_or_else(|| DecodeError::message("out of range").at(at))
            }
        }
    };
}

measured!(
    /// Millilitres drunk: 0 to 5,000 at one time. 0 says that a drink was offered and not touched.
    Millilitres = false, 0..=5000, ["ml", "millilitres", "mls"]
);
measured!(
    /// Body weight: 10.0 to 400.0 kg, stored in tenths.
    Kilograms = true, 100..=4000, ["kg", "kilograms", "kilos"]
);
measured!(
    /// Body temperature: 25.0 to 45.0 °C, stored in tenths.
    Celsius = true, 250..=450, ["°C", "C", "celsius"]
);
measured!(
    /// Pulse: 20 to 250 beats a minute.
    BeatsPerMinute = false, 20..=250, ["bpm", "beats a minute"]
);
measured!(
    /// Blood glucose: 0.5 to 60.0 mmol/L, stored in tenths.
    MillimolesPerLitre = true, 5..=600, ["mmol/L", "mmol"]
);
measured!(
    /// One pressure of the two: 20 to 300 mmHg.
    MillimetresOfMercury = false, 20..=300, ["mmHg"]
);

/// A number as people write it: tenths with one decimal.
fn plain(number: u16, tenths: bool) -> String {
    if tenths { format!("{}.{}", number / 10, number % 10) } else { number.to_string() }
}

/// The number in a text such as `36.8`, `36.8 °C` or `200ml`: in tenths where the unit has them.
fn number(text: &str, units: &[&str], tenths: bool) -> Result<u32, Problem> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let unit = unit.trim();
    if digits.is_empty() {
        return Err(Problem::new("found no number"));
    }
    if !unit.is_empty() && !units.iter().any(|known| same_unit(known, unit)) {
        return Err(Problem::new("found another unit"));
    }
    let (whole, decimal) = digits.split_once('.').unwrap_or((digits, "0"));
    let small =
        |part: &str| (1..=6).contains(&part.len()).then(|| part.parse::<u32>().ok()).flatten();
    let wrong = || Problem::new("found no plain number");
    let whole = small(whole).ok_or_else(wrong)?;
    let decimal = match decimal.len() {
        0 => return Err(wrong()),
        1 => small(decimal).ok_or_else(wrong)?,
        _ => return Err(Problem::new("found more than one decimal")),
    };
    match (tenths, decimal) {
        (true, decimal) => Ok(whole * 10 + decimal),
        (false, 0) => Ok(whole),
        (false, _) => Err(Problem::new("found a fraction, expected a whole number")),
    }
}

/// Whether two spellings are one unit, whatever their case.
fn same_unit(known: &str, written: &str) -> bool {
    known.to_lowercase() == written.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amina_types_it_the_way_she_says_it() {
        assert_eq!(Celsius::parse("36.8").unwrap(), Celsius(368));
        assert_eq!(Celsius::parse(" 36.8 °c ").unwrap(), Celsius(368));
        assert_eq!(Celsius::parse("37C").unwrap(), Celsius(370));
        assert_eq!(Millilitres::parse("200ml").unwrap(), Millilitres(200));
        assert_eq!(Millilitres::parse("0").unwrap(), Millilitres(0));
        assert_eq!(Kilograms::parse("61.5 kg").unwrap().to_string(), "61.5 kg");
        assert_eq!(MillimolesPerLitre::parse("4.2 mmol/l").unwrap(), MillimolesPerLitre(42));
    }

    #[test]
    fn a_slip_of_the_finger_or_of_the_unit_is_refused_and_says_why() {
        for (text, problem) in [
            ("98.6", "found a number out of range"),
            ("98.6 F", "found another unit"),
            ("36.85", "found more than one decimal"),
            ("warm", "found no number"),
            ("-4", "found no number"),
            ("3.6.8", "found more than one decimal"),
            (".8", "found no plain number"),
            ("36.", "found no plain number"),
            ("99999999999999999999", "found no plain number"),
        ] {
            assert_eq!(Celsius::parse(text), Err(Problem::new(problem)), "{text}");
        }
        assert_eq!(
            Millilitres::parse("1.5"),
            Err(Problem::new("found a fraction, expected a whole number"))
        );
        assert_eq!(Celsius::accepted(), "a number from 25.0 to 45.0 °C");
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed_again(tenths in 250u16..=450) {
            let shown = Celsius::new(tenths).unwrap().to_string();
            prop_assert_eq!(Celsius::parse(&shown).unwrap().get(), tenths);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*") {
            let _ = Celsius::parse(&text);
            let _ = Millilitres::parse(&text);
        }
    }
}
