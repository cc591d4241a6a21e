//! Section 5, consent and capacity. Field sources: Mental Capacity Act 2005 and its Code of Practice;
//! ReSPECT; Deprivation of Liberty Safeguards.

use crate::care::definition::{content, words};
use crate::care::{Date, Line, Text, YesNo};

/// What a screen says wherever there is any doubt about a resuscitation or advance document. Fixed,
/// and never anything else: the original decides, and the crew reads it.
pub const SHOW_THE_ORIGINAL: &str = "Call 999. Show the crew the original.";

words! {
    /// What an assessment of capacity found, for one decision. Source: Mental Capacity Act 2005 s.2.
    pub enum Capacity: u8 = "finding of capacity" {
        /// Has capacity for this decision.
        1 Has = "has capacity",
        /// Lacks capacity for this decision.
        2 Lacks = "lacks capacity",
        /// It comes and goes.
        3 Fluctuates = "fluctuates",
        /// Nobody assessed it: capacity is presumed.
        4 NotAssessed = "not assessed",
    }
}

content! {
    /// A capacity note for one decision, never for a person. Source: Mental Capacity Act 2005 ss.2–4.
    pub struct CapacityNote = "capacity note" {
        /// Which decision.
        0 decision: Text = "decision",
        /// What was found.
        1 finding: Capacity = "finding",
        /// What helps the person decide.
        2 support: Option<Text> = "what helps them decide",
        /// Who assessed it.
        3 assessed_by: Option<Line> = "assessed by",
        /// When.
        4 assessed_on: Option<Date> = "assessed on",
        /// What was decided in their best interests.
        5 best_interests: Option<Text> = "best-interests decision",
        /// Where it is kept.
        6 reference: Option<Line> = "reference",
    }
}

words! {
    /// Who may decide for somebody, and in what. Source: Mental Capacity Act 2005 ss.9, 16.
    pub enum AuthorityKind: u8 = "kind of authority" {
        /// Lasting power of attorney for health and welfare.
        1 LpaHealth = "LPA health and welfare",
        /// Lasting power of attorney for property and financial affairs.
        2 LpaProperty = "LPA property and financial affairs",
        /// Deputy for personal welfare.
        3 DeputyWelfare = "deputy for personal welfare",
        /// Deputy for property and affairs.
        4 DeputyProperty = "deputy for property and affairs",
        /// Enduring power of attorney (before October 2007).
        5 Epa = "enduring power of attorney",
    }
}

content! {
    /// An attorney or deputy. Source: Mental Capacity Act 2005 ss.9, 16.
    pub struct Authority = "attorney or deputy" {
        /// In what they may decide.
        0 kind: AuthorityKind = "kind",
        /// Who.
        1 name: Line = "name",
        /// How to reach them.
        2 telephone: Option<Line> = "telephone",
        /// The reference of the Office of the Public Guardian or the court.
        3 reference: Option<Line> = "reference",
        /// Whether the document was seen.
        4 seen: Option<YesNo> = "document seen",
        /// Conditions in it.
        5 conditions: Option<Text> = "conditions",
    }
}

words! {
    /// Whether a document exists. Source: ReSPECT; Mental Capacity Act 2005 ss.24–26.
    pub enum DocumentStatus: u8 = "status of a document" {
        /// There is one.
        1 InPlace = "in place",
        /// It was asked, and there is none.
        2 NotInPlace = "not in place",
        /// It was withdrawn or cancelled.
        3 Withdrawn = "withdrawn",
        /// Said to exist, not seen.
        4 NotSeen = "said to exist, not seen",
    }
}

content! {
    /// A DNACPR, ADRT or ReSPECT document: its status and where the original is kept, and nothing
    /// else. In any doubt, "Call 999. Show the crew the original." Source: ReSPECT; Mental Capacity Act 2005 ss.24–26.
    pub struct AdvanceDocument = "advance document" {
        /// Whether there is one.
        0 status: DocumentStatus = "status",
        /// Where the original is kept.
        1 original_kept: Option<Line> = "where the original is kept",
    }
}

words! {
    /// On what a deprivation of liberty rests. Source: Mental Capacity Act 2005 Sch. A1, s.16.
    pub enum LibertyBasis: u8 = "basis of deprivation of liberty" {
        /// A standard authorisation (hospital, care home).
        1 DolsStandard = "DoLS standard authorisation",
        /// An urgent authorisation (hospital, care home).
        2 DolsUrgent = "DoLS urgent authorisation",
        /// An order of the Court of Protection (own home, supported living).
        3 CourtOfProtection = "Court of Protection order",
        /// Applied for and not decided.
        4 AppliedFor = "applied for",
    }
}

content! {
    /// A deprivation of liberty and its reference. Source: Mental Capacity Act 2005.
    pub struct Liberty = "deprivation of liberty" {
        /// On what it rests.
        0 basis: LibertyBasis = "basis",
        /// Its reference.
        1 reference: Option<Line> = "reference",
        /// From when.
        2 from: Option<Date> = "from",
        /// Until when.
        3 expires: Option<Date> = "expires",
        /// Conditions.
        4 conditions: Option<Text> = "conditions",
    }
}

words! {
    /// What was said about sharing. Source: common law duty of confidence; UK GDPR.
    pub enum Sharing: u8 = "sharing" {
        /// Agreed.
        1 Agreed = "agreed",
        /// Refused. Never hides safety information from someone delivering care.
        2 Refused = "refused",
        /// Decided in their best interests.
        3 BestInterests = "best interests",
    }
}

content! {
    /// Consent to share information with somebody. A refusal never hides safety information from
    /// someone delivering care. Source: Caldicott principles; UK GDPR.
    pub struct ShareConsent = "consent to share" {
        /// With whom.
        0 with_whom: Line = "with whom",
        /// What was said.
        1 sharing: Sharing = "what was said",
        /// About what.
        2 about: Option<Text> = "about what",
        /// When.
        3 said_on: Option<Date> = "said on",
    }
}
