//! Statements about a whole list: "none known", "no information", "not asked". Each means what it
//! says and nothing more; only "none known" says that there is nothing. Absence says nothing.
//! Field source: HL7 IPS (no-known and no-information codes); FHIR R4 List.emptyReason.

use crate::care::definition::{content, words};
use crate::care::{Line, Text};

words! {
    /// What is stated about a list.
    pub enum Says: u8 = "statement" {
        /// It was asked, and there are none.
        1 NoneKnown = "none known",
        /// Nothing is known either way.
        2 NoInformation = "no information",
        /// Nobody asked.
        3 NotAsked = "not asked",
        /// There may be some; they were not given out.
        4 Withheld = "withheld",
        /// There may be some; they could not be had.
        5 Unavailable = "unavailable",
        /// Work on the list has not begun.
        6 NotStarted = "not started",
        /// The list is no longer kept.
        7 Closed = "closed",
        /// None of one kind are known (no known *drug* allergies): says nothing about other kinds.
        8 NoneOfOneKind = "none known of one kind",
    }
}

content! {
    /// A statement about a whole list, with its author as every item has one.
    /// Source: HL7 IPS; FHIR R4 List.emptyReason.
    pub struct Statement = "statement" {
        /// What is stated.
        0 says: Says = "statement",
        /// Who was asked, in words.
        1 asked: Option<Line> = "who was asked",
        /// Anything more.
        2 words: Option<Text> = "in words",
    }
}
