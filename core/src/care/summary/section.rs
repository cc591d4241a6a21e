//! The six sections, and the places beside them.

use crate::care::definition::words;

words! {
    /// The six sections of the minimum essential information.
    pub enum Section: u8 = "section" {
        /// Risks and triggers, safeguarding, restrictions, allergies, positive risks, alerts.
        1 RisksAndTriggers = "risks and triggers",
        /// Medicines and how each is supported.
        2 Medication = "medication support",
        /// Moving, falls, eating and drinking, skin, continence, senses.
        3 MobilityAndFalls = "mobility and falls",
        /// How the person understands and is understood.
        4 Communication = "communication",
        /// Capacity, who decides, advance decisions, consent to share.
        5 ConsentAndCapacity = "consent and capacity",
        /// Whom to call, in which order.
        6 EscalationRoute = "escalation route",
    }
}

words! {
    /// Where in a summary something stands: a section, or a place beside the six.
    pub enum Place: u8 = "place" {
        /// Section 1.
        1 RisksAndTriggers = "risks and triggers",
        /// Section 2.
        2 Medication = "medication support",
        /// Section 3.
        3 MobilityAndFalls = "mobility and falls",
        /// Section 4.
        4 Communication = "communication",
        /// Section 5.
        5 ConsentAndCapacity = "consent and capacity",
        /// Section 6.
        6 EscalationRoute = "escalation route",
        /// Who the person is and what matters to them.
        7 Identity = "identity",
        /// What to do when a carer cannot attend or get in.
        8 Contingency = "contingency",
        /// What is usual for this person.
        9 Baseline = "baseline",
        /// What a later import proposes; not guidance until a person accepts it.
        10 Proposals = "proposals",
    }
}

impl Place {
    /// The section this place is, if it is one of the six.
    pub const fn section(self) -> Option<Section> {
        Some(match self {
            Self::RisksAndTriggers => Section::RisksAndTriggers,
            Self::Medication => Section::Medication,
            Self::MobilityAndFalls => Section::MobilityAndFalls,
            Self::Communication => Section::Communication,
            Self::ConsentAndCapacity => Section::ConsentAndCapacity,
            Self::EscalationRoute => Section::EscalationRoute,
            Self::Identity | Self::Contingency | Self::Baseline | Self::Proposals => return None,
        })
    }
}
