//! The kinds of record, and the kinds of event that make guidance unconfirmed.
//!
//! Codes are stored and signed: a code is never given another meaning and never used again.

use super::definition::words;

words! {
    /// What kind of record a document is. What needs another right is another kind.
    pub enum RecordKind: u16 = "kind of record" {
        /// The first record of every ledger: whose it is and what kind of ledger.
        1 LedgerCard = "ledger card",
        /// The minimum essential information about a person.
        2 Summary = "summary",
        /// A visit, planned or not, and everything recorded at it.
        3 Visit = "visit",
        /// A supervisor's signature under a visit.
        4 SignOff = "sign-off",
        /// A mark: this record was entered for the wrong person.
        5 WrongPerson = "wrong person",
        /// Read and understood, bound to the exact version on the screen.
        6 Acknowledgement = "acknowledgement",
        /// What was decided, by whom, why, and what was known.
        7 Decision = "decision",
        /// A carer's suggestion for the summary.
        8 SuggestedUpdate = "suggested update",
        /// The names of members (office).
        9 Directory = "directory",
        /// The organisation's policy (office).
        10 Policy = "policy",
        /// The people of a round (office).
        11 Round = "round",
        /// What came in from another system, and what of it did not map.
        12 ImportedDocument = "imported document",
        /// A fall, an admission, a medicine change …: it unconfirms sections.
        13 Event = "event",
    }
}

words! {
    /// Something that happened to a person after which guidance must be confirmed again.
    pub enum EventKind: u16 = "event" {
        /// Admitted to hospital or another service.
        1 Admission = "admission",
        /// Discharged home.
        2 Discharge = "discharge",
        /// A fall, witnessed or not.
        3 Fall = "fall",
        /// A medicine started, stopped or changed.
        4 MedicineChange = "medicine change",
        /// A safeguarding concern became known to those who plan care.
        5 SafeguardingConcern = "safeguarding concern",
        /// A restriction was used.
        6 RestrictionUsed = "restriction used",
    }
}
