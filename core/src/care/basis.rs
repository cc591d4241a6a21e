//! What somebody had before them: the version of a record, exactly.
//!
//! What a person read, was advised or decided is bound to the record, to the changes that were
//! applied to it (its heads) and to the SHA-256 of its readable form. Never to a ledger's heads: they
//! move with every save of anybody, and say nothing about the screen.

use std::fmt::Write as _;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::definition::{Problem, Value};
use super::fields::Record;
use super::item::Digest;
use super::list::List;
use super::number::Whole;
use super::reference::{DigestRef, RecordRef};

/// Which policy: 0 for the one that is shipped.
pub type PolicyVersion = Whole<0, 4_294_967_295>;

/// A record as it was shown.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(map)]
#[serde(try_from = "String", into = "String")]
pub struct Basis {
    /// The record.
    #[n(0)]
    pub record: RecordRef,
    /// The heads of the changes that were applied to it, sorted.
    #[n(1)]
    pub heads: List<DigestRef>,
    /// SHA-256 of its readable form.
    #[n(2)]
    pub readable: DigestRef,
}

impl Basis {
    /// A record as it is read now: `heads` are its document's heads.
    pub fn of<R: Record>(record: RecordRef, heads: &[[u8; 32]], read: &R) -> Self {
        let mut heads: Vec<DigestRef> = heads.iter().map(|head| DigestRef(Digest(*head))).collect();
        heads.sort_unstable();
        heads.dedup();
        Self { record, heads: heads.into(), readable: DigestRef(Digest::of(&read.readable())) }
    }

    /// Whether the record still reads the same, whatever was written in between.
    pub fn reads_the_same<R: Record>(&self, read: &R) -> bool {
        self.readable.0 == Digest::of(&read.readable())
    }
}

impl Value for Basis {
    fn accepted() -> String {
        "record id @ heads with + between them # hash of the readable form, all hexadecimal"
            .to_owned()
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = || Problem::new("found no version of a record");
        let (record, rest) = text.trim().split_once('@').ok_or_else(wrong)?;
        let (heads, readable) = rest.split_once('#').ok_or_else(wrong)?;
        let heads: List<DigestRef> = heads
            .split('+')
            .filter(|head| !head.is_empty())
            .map(DigestRef::parse)
            .collect::<Result<_, _>>()?;
        Ok(Self { record: RecordRef::parse(record)?, heads, readable: DigestRef::parse(readable)? })
    }

    fn text(&self) -> String {
        let mut text = format!("{}@", self.record.text());
        for (index, head) in self.heads.iter().enumerate() {
            let plus = if index == 0 { "" } else { "+" };
            write!(text, "{plus}{}", head.text()).expect("writing to a String cannot fail");
        }
        text + "#" + &self.readable.text()
    }
}

impl TryFrom<String> for Basis {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        Self::parse(&text)
    }
}

impl From<Basis> for String {
    fn from(basis: Basis) -> Self {
        basis.text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::canonical;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_basis_reads_back_from_text_and_bytes(
            record: [u8; 16],
            heads in prop::collection::vec(any::<[u8; 32]>(), 0..4),
            readable: [u8; 32],
        ) {
            let basis = Basis {
                record: RecordRef(holdfast_ledger::RecordId(record)),
                heads: heads.into_iter().map(|head| DigestRef(Digest(head))).collect(),
                readable: DigestRef(Digest(readable)),
            };
            prop_assert_eq!(Basis::parse(&basis.text()), Ok(basis.clone()));
            prop_assert_eq!(canonical::from_bytes(&canonical::to_bytes(&basis)), Ok(basis));
        }

        #[test]
        fn no_text_and_no_bytes_make_it_panic(
            text in "[0-9a-f@+#]{0,40}",
            bytes in prop::collection::vec(any::<u8>(), 0..60),
        ) {
            let _ = Basis::parse(&text);
            let _ = canonical::from_bytes::<Basis>(&bytes);
        }
    }
}
