//! What a later import proposes to change: listed beside the guidance, never part of it, until a
//! person accepts or declines it.

use std::fmt;

use minicbor::decode::{Decode, Decoder, Error as DecodeError};
use minicbor::encode::{Encode, Encoder, Error as EncodeError, Write};
use serde::{Deserialize, Serialize};

use super::slot::Content;
use crate::care::Line;
use crate::care::definition::{Problem, Value, content};

content! {
    /// A change that an import proposes. Its file and path are its source.
    /// Source: the design's rule that importing again never overwrites.
    pub struct Proposal = "proposed change" {
        /// The document key of the item it would change.
        0 key: Line = "changes",
        /// What the item would say.
        1 proposed: EncodedContent = "proposed",
    }
}

/// A whole content of a summary within another, as its canonical bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EncodedContent(Vec<u8>);

impl EncodedContent {
    /// Of a content.
    pub fn of(content: &Content) -> Self {
        Self(content.to_bytes())
    }

    /// The content; nothing when it is of a later version.
    pub fn content(&self) -> Option<Content> {
        Content::from_bytes(&self.0).ok()
    }
}

impl fmt::Debug for EncodedContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EncodedContent({} bytes)", self.0.len())
    }
}

impl TryFrom<String> for EncodedContent {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        Self::parse(&text)
    }
}

impl From<EncodedContent> for String {
    fn from(content: EncodedContent) -> Self {
        content.text()
    }
}

impl Value for EncodedContent {
    fn accepted() -> String {
        "an encoded content in hexadecimal".to_owned()
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = || Problem::new("found no encoded content");
        let digits = text.trim().as_bytes();
        if digits.is_empty() || !digits.len().is_multiple_of(2) {
            return Err(wrong());
        }
        digits
            .chunks_exact(2)
            .map(|pair| {
                let pair = std::str::from_utf8(pair).ok()?;
                u8::from_str_radix(pair, 16).ok()
            })
            .collect::<Option<_>>()
            .map(Self)
            .ok_or_else(wrong)
    }

    fn text(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl<C> Encode<C> for EncodedContent {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for EncodedContent {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        d.bytes().map(|bytes| Self(bytes.to_vec()))
    }
}
