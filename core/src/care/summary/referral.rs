//! A referral: what another system's file says about one person, in this tree's own words.
//!
//! The neutral type between the two: whoever reads a format (FHIR, CSV) produces it and knows no
//! storage; importing takes it and knows no format. Nothing in it is guidance yet.

use holdfast_ledger::Timestamp;

use super::slot::{Content, Slot};
use crate::care::item::Digest;
use crate::care::{Line, Text};

/// One person's information, as one file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    /// SHA-256 of the whole file.
    pub document: Digest,
    /// What the file calls itself.
    pub title: Option<Line>,
    /// Which system or service wrote it.
    pub from: Option<Line>,
    /// When it was written, as it says.
    pub dated: Option<Timestamp>,
    /// What it says of its NHS number.
    pub traced: Traced,
    /// Everything that has a place in a summary: identity, the six sections, statements about whole
    /// lists, ended medicines.
    pub items: Vec<Proposed>,
    /// Passages that stand for themselves.
    pub narratives: Vec<Narrative>,
    /// What did not map: nothing is lost in silence.
    pub unmapped: Vec<Unmapped>,
    /// What came in and must be looked at before anybody relies on it.
    pub problems: Vec<ImportProblem>,
}

/// What a sender says of the NHS number in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Traced {
    /// Nothing.
    #[default]
    NotSaid,
    /// It was verified.
    Verified,
    /// It was not: the number may be another person's.
    NotVerified,
}

/// One item the file has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// What it says.
    pub content: Content,
    /// Where in the file: the same from one export of a system to the next, so by a resource's id
    /// and never by its position, wherever there is an id.
    pub path: Line,
    /// When what it says happened or was recorded, as the file says.
    pub occurred: Option<Timestamp>,
    /// Something to know about how it was read.
    pub note: Option<Text>,
}

/// A passage the file has, as plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrative {
    /// Where in the file.
    pub path: Line,
    /// Its heading.
    pub title: Option<Line>,
    /// The words.
    pub words: Text,
}

/// Whether a person must look at something before relying on the referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// Look at this first.
    First,
    /// For completeness.
    WhenThereIsTime,
}

/// A part of the file that has no place in a summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmapped {
    /// What it is: `Condition.recorder`.
    pub what: Line,
    /// Every place in the file where it stands.
    pub paths: Vec<Line>,
    /// Why it did not map.
    pub why: Line,
    /// What stands there, as it was written (JSON).
    pub raw: Option<String>,
    /// Whether it must be looked at first.
    pub look: Look,
}

/// Something that came in and needs a person's eye.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportProblem {
    /// Where in the file.
    pub path: Line,
    /// What is the matter.
    pub says: Line,
}

impl Referral {
    /// A referral that says nothing yet.
    pub const fn new(document: Digest) -> Self {
        Self {
            document,
            title: None,
            from: None,
            dated: None,
            traced: Traced::NotSaid,
            items: Vec::new(),
            narratives: Vec::new(),
            unmapped: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Everything it has of one kind.
    pub fn of_slot(&self, slot: Slot) -> impl Iterator<Item = &Proposed> {
        self.items.iter().filter(move |item| item.content.slot() == slot)
    }
}
