//! Observations: what a carer measured or saw, with its kind and unit checked.
//!
//! The check catches slips of the pen, nothing else. There is no score, no colour, no "high" or
//! "low": reading an observation is for people. What does not fit a kind is written in free text,
//! which takes anything.

use minicbor::decode::{Decode, Decoder, Error as DecodeError};
use minicbor::encode::{Encode, Encoder, Error as EncodeError, Write};
use serde::{Deserialize, Serialize};

use super::body_region::BodyRegion;
use super::definition::{FieldError, Part, Problem, Value, words};
use super::list::List;
use super::measure::{
    BeatsPerMinute, Celsius, Kilograms, Millilitres, MillimetresOfMercury, MillimolesPerLitre,
};
use super::number::Whole;
use super::text::Text;

words! {
    /// What kind of observation it is.
    pub enum ObservationKind: u8 = "kind of observation" {
        /// Fluid drunk.
        1 Fluid = "fluid",
        /// How much of a meal was eaten.
        2 Food = "food",
        /// Body weight.
        3 Weight = "weight",
        /// Body temperature.
        4 Temperature = "temperature",
        /// Pulse.
        5 Pulse = "pulse",
        /// Blood pressure.
        6 BloodPressure = "blood pressure",
        /// Blood glucose.
        7 Glucose = "glucose",
        /// Mood, as it seemed or as the person said.
        8 Mood = "mood",
        /// Pain, by the person's own number.
        9 Pain = "pain",
        /// Skin, by place on the body.
        10 Skin = "skin",
        /// Bowels opened, by the Bristol stool chart.
        11 Bowel = "bowel",
        /// Anything else, in words.
        12 FreeText = "free text",
    }
}

words! {
    /// How much of what was served was eaten.
    pub enum Portion: u8 = "portion" {
        /// Nothing.
        0 Nothing = "none",
        /// About a quarter.
        1 Quarter = "quarter",
        /// About half.
        2 Half = "half",
        /// About three quarters.
        3 ThreeQuarters = "three quarters",
        /// All of it.
        4 All = "all",
    }
}

words! {
    /// A mood, in the word nearest to it. The person's own words belong in the note beside it.
    pub enum Mood: u8 = "mood" {
        /// Happy.
        1 Happy = "happy",
        /// Calm, content.
        2 Calm = "calm",
        /// Tired.
        3 Tired = "tired",
        /// Low, sad.
        4 Low = "low",
        /// Anxious, worried.
        5 Anxious = "anxious",
        /// Upset, tearful.
        6 Upset = "upset",
        /// Angry.
        7 Angry = "angry",
        /// Withdrawn.
        8 Withdrawn = "withdrawn",
        /// Confused.
        9 Confused = "confused",
        /// None of these words.
        10 Other = "other",
    }
}

/// Pain from 0 (none) to 10 (the worst there could be), as the person puts it.
pub type Pain = Whole<0, 10>;
/// A type of the Bristol stool chart, 1 to 7.
pub type Bristol = Whole<1, 7>;

/// Blood pressure: the higher number over the lower one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BloodPressure {
    systolic: MillimetresOfMercury,
    diastolic: MillimetresOfMercury,
}

impl BloodPressure {
    /// From the two numbers, if the first is the higher.
    pub fn new(systolic: MillimetresOfMercury, diastolic: MillimetresOfMercury) -> Option<Self> {
        (systolic > diastolic).then_some(Self { systolic, diastolic })
    }

    /// The higher number, mmHg.
    pub const fn systolic(self) -> MillimetresOfMercury {
        self.systolic
    }

    /// The lower number, mmHg.
    pub const fn diastolic(self) -> MillimetresOfMercury {
        self.diastolic
    }
}

impl Value for BloodPressure {
    fn accepted() -> String {
        "two numbers from 20 to 300 mmHg, the higher first, such as 120/80".to_owned()
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let (systolic, diastolic) =
            text.split_once('/').ok_or_else(|| Problem::new("found no / between two numbers"))?;
        let systolic = MillimetresOfMercury::parse(systolic)?;
        let diastolic = MillimetresOfMercury::parse(diastolic)?;
        Self::new(systolic, diastolic)
            .ok_or_else(|| Problem::new("found the lower number before the higher"))
    }

    fn text(&self) -> String {
        format!("{}/{} mmHg", self.systolic.get(), self.diastolic.get())
    }
}

impl TryFrom<String> for BloodPressure {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        Self::parse(&text)
    }
}

impl From<BloodPressure> for String {
    fn from(pressure: BloodPressure) -> Self {
        pressure.text()
    }
}

impl<C> Encode<C> for BloodPressure {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.array(2)?.u16(self.systolic.get())?.u16(self.diastolic.get())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for BloodPressure {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, DecodeError> {
        let at = d.position();
        let wrong = || DecodeError::message("not a blood pressure").at(at);
        if d.array()? != Some(2) {
            return Err(wrong());
        }
        let systolic = MillimetresOfMercury::decode(d, ctx)?;
        let diastolic = MillimetresOfMercury::decode(d, ctx)?;
        Self::new(systolic, diastolic).ok_or_else(wrong)
    }
}

/// What was seen, on which places of the body.
#[derive(
    Debug,
    Clone,
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
#[cbor(map)]
pub struct Skin {
    /// Where; none when it is everywhere or nowhere in particular.
    #[n(0)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: List<BodyRegion>,
    /// What it looks like, in words.
    #[n(1)]
    pub seen: Text,
}

impl Value for Skin {
    fn accepted() -> String {
        "places on the body with commas between them, a colon, and what you see, such as \
         sacrum, left heel: red, not broken"
            .to_owned()
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let (places, seen) = text
            .split_once(':')
            .ok_or_else(|| Problem::new("found no colon between the places and what was seen"))?;
        let mut list = List::default();
        for place in places.split(',').map(str::trim).filter(|place| !place.is_empty()) {
            let place = BodyRegion::parse(place)
                .map_err(|_| Problem::new("found a place that the body map does not have"))?;
            if !list.contains(&place) {
                list.push(place);
            }
        }
        list.sort_unstable();
        Ok(Self { places: list, seen: Text::new(seen)? })
    }

    fn text(&self) -> String {
        Part::joined(&self.parts())
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        for (at, place) in self.places.iter().enumerate() {
            if at > 0 {
                parts.push(Part::between(", "));
            }
            parts.push(Part::Word(place.word()));
        }
        parts.push(Part::Written(format!(": {}", self.seen)));
        parts
    }
}

/// What was measured or seen, with its unit.
///
/// Source: PRSB Digital Care and Support Plan observations; Bristol stool chart; the units are those
/// on the devices that English services use.
#[derive(
    Debug,
    Clone,
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
#[serde(rename_all = "snake_case")]
pub enum Observed {
    /// Fluid drunk.
    #[n(1)]
    Fluid(#[n(0)] Millilitres),
    /// How much was eaten.
    #[n(2)]
    Food(#[n(0)] Portion),
    /// Body weight.
    #[n(3)]
    Weight(#[n(0)] Kilograms),
    /// Body temperature.
    #[n(4)]
    Temperature(#[n(0)] Celsius),
    /// Pulse.
    #[n(5)]
    Pulse(#[n(0)] BeatsPerMinute),
    /// Blood pressure.
    #[n(6)]
    BloodPressure(#[n(0)] BloodPressure),
    /// Blood glucose.
    #[n(7)]
    Glucose(#[n(0)] MillimolesPerLitre),
    /// Mood.
    #[n(8)]
    Mood(#[n(0)] Mood),
    /// Pain.
    #[n(9)]
    Pain(#[n(0)] Pain),
    /// Skin.
    #[n(10)]
    Skin(#[n(0)] Skin),
    /// Bowels opened.
    #[n(11)]
    Bowel(#[n(0)] Bristol),
    /// Anything else.
    #[n(12)]
    FreeText(#[n(0)] Text),
}

impl Observed {
    /// What kind it is.
    pub const fn kind(&self) -> ObservationKind {
        match self {
            Self::Fluid(_) => ObservationKind::Fluid,
            Self::Food(_) => ObservationKind::Food,
            Self::Weight(_) => ObservationKind::Weight,
            Self::Temperature(_) => ObservationKind::Temperature,
            Self::Pulse(_) => ObservationKind::Pulse,
            Self::BloodPressure(_) => ObservationKind::BloodPressure,
            Self::Glucose(_) => ObservationKind::Glucose,
            Self::Mood(_) => ObservationKind::Mood,
            Self::Pain(_) => ObservationKind::Pain,
            Self::Skin(_) => ObservationKind::Skin,
            Self::Bowel(_) => ObservationKind::Bowel,
            Self::FreeText(_) => ObservationKind::FreeText,
        }
    }

    /// Read what somebody typed for one kind.
    ///
    /// # Errors
    /// The field is the kind's word; the error says what was found and what would be accepted.
    pub fn typed(kind: ObservationKind, text: &str) -> Result<Self, FieldError> {
        let wrong = |problem| FieldError::Wrong {
            record: "observation",
            field: kind.word(),
            problem,
            accepted: Self::accepted_for(kind),
        };
        match kind {
            ObservationKind::Fluid => Value::parse(text).map(Self::Fluid),
            ObservationKind::Food => Value::parse(text).map(Self::Food),
            ObservationKind::Weight => Value::parse(text).map(Self::Weight),
            ObservationKind::Temperature => Value::parse(text).map(Self::Temperature),
            ObservationKind::Pulse => Value::parse(text).map(Self::Pulse),
            ObservationKind::BloodPressure => Value::parse(text).map(Self::BloodPressure),
            ObservationKind::Glucose => Value::parse(text).map(Self::Glucose),
            ObservationKind::Mood => Value::parse(text).map(Self::Mood),
            ObservationKind::Pain => Value::parse(text).map(Self::Pain),
            ObservationKind::Skin => Value::parse(text).map(Self::Skin),
            ObservationKind::Bowel => Value::parse(text).map(Self::Bowel),
            ObservationKind::FreeText => Value::parse(text).map(Self::FreeText),
        }
        .map_err(wrong)
    }

    /// What would be accepted for one kind, in plain words.
    pub fn accepted_for(kind: ObservationKind) -> String {
        match kind {
            ObservationKind::Fluid => Millilitres::accepted(),
            ObservationKind::Food => Portion::accepted(),
            ObservationKind::Weight => Kilograms::accepted(),
            ObservationKind::Temperature => Celsius::accepted(),
            ObservationKind::Pulse => BeatsPerMinute::accepted(),
            ObservationKind::BloodPressure => BloodPressure::accepted(),
            ObservationKind::Glucose => MillimolesPerLitre::accepted(),
            ObservationKind::Mood => Mood::accepted(),
            ObservationKind::Pain => Pain::accepted(),
            ObservationKind::Skin => Skin::accepted(),
            ObservationKind::Bowel => Bristol::accepted(),
            ObservationKind::FreeText => Text::accepted(),
        }
    }

    /// What was observed without its kind: `200 ml`, `120/80 mmHg`.
    pub fn reading(&self) -> String {
        Part::joined(&self.reading_parts())
    }

    fn reading_parts(&self) -> Vec<Part> {
        match self {
            Self::Fluid(value) => value.parts(),
            Self::Food(value) => value.parts(),
            Self::Weight(value) => value.parts(),
            Self::Temperature(value) => value.parts(),
            Self::Pulse(value) => value.parts(),
            Self::BloodPressure(value) => value.parts(),
            Self::Glucose(value) => value.parts(),
            Self::Mood(value) => value.parts(),
            Self::Pain(value) => value.parts(),
            Self::Skin(value) => value.parts(),
            Self::Bowel(value) => value.parts(),
            Self::FreeText(value) => value.parts(),
        }
    }

    /// The words of a kind that takes nothing else.
    pub fn words_for(kind: ObservationKind) -> Vec<&'static str> {
        match kind {
            ObservationKind::Food => Portion::ALL.iter().map(|one| one.word()).collect(),
            ObservationKind::Mood => Mood::ALL.iter().map(|one| one.word()).collect(),
            _ => Vec::new(),
        }
    }
}

impl Value for Observed {
    fn accepted() -> String {
        let kinds: Vec<&str> = ObservationKind::ALL.iter().map(|kind| kind.word()).collect();
        format!("a kind ({}) and what was observed, such as fluid 200 ml", kinds.join(", "))
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let (kind, rest) = ObservationKind::ALL
            .iter()
            .find_map(|kind| Some((*kind, after_word(text, kind.word())?)))
            .ok_or_else(|| Problem::new("found no kind of observation"))?;
        Self::typed(kind, rest).map_err(|error| Problem::new(error.to_string()))
    }

    fn text(&self) -> String {
        Part::joined(&self.parts())
    }

    fn parts(&self) -> Vec<Part> {
        let kind = [Part::Word(self.kind().word()), Part::between(" ")];
        kind.into_iter().chain(self.reading_parts()).collect()
    }
}

/// What follows a word and a space (or a colon) at the start of a text.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    let rest = &text[word.len()..];
    (head.eq_ignore_ascii_case(word) && rest.starts_with([' ', ':'])).then(|| rest[1..].trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::canonical;
    use proptest::prelude::*;

    #[test]
    fn each_kind_takes_what_a_carer_would_say_and_shows_it_with_its_unit() {
        for (typed, shown) in [
            ("fluid 200ml", "fluid 200 ml"),
            ("food three quarters", "food three quarters"),
            ("Weight 61.5 kg", "weight 61.5 kg"),
            ("temperature 38.1", "temperature 38.1 °C"),
            ("pulse 72", "pulse 72 bpm"),
            ("blood pressure 120/80", "blood pressure 120/80 mmHg"),
            ("glucose 4.2", "glucose 4.2 mmol/L"),
            ("mood anxious", "mood anxious"),
            ("pain 7", "pain 7"),
            ("skin left heel, sacrum: red, not broken", "skin sacrum, left heel: red, not broken"),
            ("bowel 4", "bowel 4"),
            ("free text: looked out of the window", "free text looked out of the window"),
        ] {
            let observed = Observed::parse(typed).unwrap();
            assert_eq!(observed.text(), shown);
            assert_eq!(observed.parts().first(), Some(&Part::Word(observed.kind().word())));
            assert_eq!(Observed::parse(shown), Ok(observed.clone()), "{shown}");
            assert_eq!(
                canonical::from_bytes(&canonical::to_bytes(&observed)),
                Ok(observed.clone())
            );
            let json = serde_json::to_string(&observed).unwrap();
            assert_eq!(serde_json::from_str::<Observed>(&json).unwrap(), observed);
        }
    }

    #[test]
    fn bad_input_names_the_field_the_problem_and_what_would_be_accepted() {
        let error = |kind, text| Observed::typed(kind, text).unwrap_err().to_string();
        for (found, expected) in [
            (
                error(ObservationKind::Temperature, "98.6"),
                "observation, temperature: expected a number from 25.0 to 45.0 °C; found a number \
                 out of range; write it again",
            ),
            (
                error(ObservationKind::BloodPressure, "80/120"),
                "observation, blood pressure: expected two numbers from 20 to 300 mmHg, the higher \
                 first, such as 120/80; found the lower number before the higher; write it again",
            ),
            (
                error(ObservationKind::Bowel, "8"),
                "observation, bowel: expected a whole number from 1 to 7; found a number out of \
                 range; write it again",
            ),
            (
                error(ObservationKind::Pain, "11"),
                "observation, pain: expected a whole number from 0 to 10; found a number out of \
                 range; write it again",
            ),
            (
                error(ObservationKind::Food, "lots"),
                "observation, food: expected one of: none / quarter / half / three quarters / all; \
                 found none of these words; write it again",
            ),
            (
                error(ObservationKind::Skin, "left wing: red"),
                "observation, skin: expected places on the body with commas between them, a colon, \
                 and what you see, such as sacrum, left heel: red, not broken; found a place that \
                 the body map does not have; write it again",
            ),
        ] {
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_blood_pressure_upside_down_is_refused_from_bytes_too() {
        let upside_down = [0x82, 0x18, 80, 0x18, 120];
        assert!(canonical::from_bytes::<BloodPressure>(&upside_down).is_err());
        let right = [0x82, 0x18, 120, 0x18, 80];
        assert_eq!(
            canonical::from_bytes::<BloodPressure>(&right).map(|pressure| pressure.text()),
            Ok("120/80 mmHg".to_owned())
        );
    }

    proptest! {
        #[test]
        fn no_text_and_no_bytes_make_it_panic(
            text in "\\PC*",
            bytes in prop::collection::vec(any::<u8>(), 0..40),
        ) {
            let _ = Observed::parse(&text);
            for kind in ObservationKind::ALL.iter().copied() {
                let _ = Observed::typed(kind, &text);
                let _ = Observed::parse(&format!("{kind} {text}"));
            }
            let _ = canonical::from_bytes::<Observed>(&bytes);
        }
    }
}
