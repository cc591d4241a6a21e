//! How a language counts: which numbers take which form of a word. The rules are CLDR's, from
//! `intl_pluralrules`, the crate that Fluent itself asks.

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

use crate::problem::Problem;

/// A form that CLDR knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// Of nothing, in Welsh.
    Zero,
    /// Of one.
    One,
    /// Of two.
    Two,
    /// Of three, in Welsh; of a few in other languages.
    Few,
    /// Of six, in Welsh; of many in other languages.
    Many,
    /// Of all others.
    Other,
}

impl Category {
    /// By its word.
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "zero" => Self::Zero,
            "one" => Self::One,
            "two" => Self::Two,
            "few" => Self::Few,
            "many" => Self::Many,
            "other" => Self::Other,
            _ => return None,
        })
    }

    /// The letter that stands for it in a table.
    pub const fn letter(self) -> char {
        match self {
            Self::Zero => 'z',
            Self::One => 'o',
            Self::Two => 't',
            Self::Few => 'f',
            Self::Many => 'm',
            Self::Other => 'x',
        }
    }

    const fn of(found: PluralCategory) -> Self {
        match found {
            PluralCategory::ZERO => Self::Zero,
            PluralCategory::ONE => Self::One,
            PluralCategory::TWO => Self::Two,
            PluralCategory::FEW => Self::Few,
            PluralCategory::MANY => Self::Many,
            PluralCategory::OTHER => Self::Other,
        }
    }
}

/// How many numbers a table has. From half of it on, it repeats itself.
const TABLE: u32 = 200;

/// Up to here every number is compared with CLDR's rule.
const COMPARED: u32 = 10_000;

/// A language's rule for whole numbers, as a table: the forms of 0 to 99, then those of 100 to 199,
/// which hold for every later hundred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plurals {
    table: String,
}

impl Plurals {
    /// The rule of a language.
    ///
    /// # Errors
    /// Where CLDR has no rule for it, or one that is no such table.
    pub fn of(language: &str) -> Result<Self, Problem> {
        let rule = rule(language)?;
        let form = |number: u32| rule.select(u64::from(number)).map(Category::of);
        let letters: Result<String, _> =
            (0..TABLE).map(|number| form(number).map(Category::letter)).collect();
        let plurals = Self {
            table: letters.map_err(|why| Problem::new(format!("{language}: plurals: {why}")))?,
        };
        let differs = (0..COMPARED)
            .find(|number| form(*number).map(Category::letter) != Ok(plurals.letter(*number)));
        match differs {
            None => Ok(plurals),
            Some(number) => Err(Problem::new(format!(
                "{language}: expected a rule that repeats itself every hundred, found that \
                 {number} differs; a table in words/src/plural.rs is too small for it"
            ))),
        }
    }

    /// The table, a letter for each number.
    pub fn table(&self) -> &str {
        &self.table
    }

    fn letter(&self, number: u32) -> char {
        let half = TABLE / 2;
        let at = if number < half { number } else { half + number % half };
        char::from(self.table.as_bytes()[at as usize])
    }
}

fn rule(language: &str) -> Result<PluralRules, Problem> {
    let unknown = |why: String| {
        Problem::new(format!("expected a language that CLDR can count in, found {language}: {why}"))
    };
    let tag: LanguageIdentifier = language.parse().map_err(|why| unknown(format!("{why}")))?;
    PluralRules::create(tag, PluralRuleType::CARDINAL).map_err(|why| unknown(why.to_owned()))
}
