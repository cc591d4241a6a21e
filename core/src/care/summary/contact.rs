//! Somebody to reach: a name, and the ways to reach them.

use std::fmt;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::care::definition::{Part, Problem, Value, words};
use crate::care::{Line, List};

words! {
    /// A way to reach somebody.
    pub enum ReachBy: u8 = "way to reach somebody" {
        /// A landline.
        1 Phone = "phone",
        /// A mobile.
        2 Mobile = "mobile",
        /// A text message.
        3 Text = "text",
        /// E-mail.
        4 Email = "email",
        /// A radio or pager.
        5 Radio = "radio",
        /// A care alarm.
        6 Alarm = "care alarm",
    }
}

/// One way to reach somebody, and the number or address for it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
#[serde(deny_unknown_fields)]
pub struct Reach {
    /// By what.
    #[n(0)]
    pub by: ReachBy,
    /// The number or address.
    #[n(1)]
    pub at: Line,
}

impl fmt::Debug for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reach({})", self.by)
    }
}

impl Value for Reach {
    fn accepted() -> String {
        let ways: Vec<&str> = ReachBy::ALL.iter().map(|by| by.word()).collect();
        format!("a way and a number, such as mobile 07700 900123; ways are {}", ways.join(" / "))
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let by = ReachBy::ALL
            .iter()
            .copied()
            .find(|by| {
                text.get(..by.word().len())
                    .is_some_and(|start| crate::care::words::same_word(by.word(), start))
                    && text[by.word().len()..].starts_with(' ')
            })
            .ok_or_else(|| Problem::new("found none of these ways at the beginning"))?;
        let at = Line::new(&text[by.word().len()..])?;
        let digits = at.as_str().bytes().filter(u8::is_ascii_digit).count();
        let numbered = matches!(by, ReachBy::Phone | ReachBy::Mobile | ReachBy::Text);
        if numbered && digits < 3 {
            return Err(Problem::new("found no telephone number"));
        }
        Ok(Self { by, at })
    }

    fn text(&self) -> String {
        Part::joined(&self.parts())
    }

    fn parts(&self) -> Vec<Part> {
        vec![Part::Word(self.by.word()), Part::Written(format!(" {}", self.at))]
    }
}

/// Somebody by name, with ways to reach them in the order to try.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Their name, or the name of the desk.
    #[n(0)]
    pub name: Line,
    /// Ways to reach them.
    #[n(1)]
    pub reach: List<Reach>,
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Contact({} ways)", self.reach.len())
    }
}

impl Value for Contact {
    fn accepted() -> String {
        "a name and ways to reach them, separated by commas, such as Sam Okoro, mobile 07700 900123, \
         phone 01632 960001"
            .to_owned()
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let mut parts = text.split(',');
        let name = Line::new(parts.next().unwrap_or_default())?;
        Ok(Self { name, reach: parts.map(Reach::parse).collect::<Result<_, _>>()? })
    }

    fn text(&self) -> String {
        Part::joined(&self.parts())
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = vec![Part::Written(self.name.to_string())];
        for reach in self.reach.iter() {
            parts.push(Part::between(", "));
            parts.extend(reach.parts());
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_written_and_read_in_one_line() {
        let text = "Sam Okoro, mobile 07700 900123, care alarm button by the bed";
        let sam = Contact::parse(text).expect("a contact");
        assert_eq!(sam.reach[1].by, ReachBy::Alarm);
        assert_eq!(sam.text(), text);
        assert_eq!(sam.parts()[2], Part::Word("mobile"));
        assert_eq!(
            Contact::parse("Sam Okoro, carrier pigeon").expect_err("no way").to_string(),
            "found none of these ways at the beginning"
        );
        assert_eq!(
            Contact::parse("Sam Okoro, phone unknown").expect_err("no number").to_string(),
            "found no telephone number"
        );
    }
}
