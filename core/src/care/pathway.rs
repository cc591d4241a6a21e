//! Pathways: how a person came to this visit, and which systems that way depends on.

use std::fmt;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::definition::{Problem, Value, content, words};
use super::finding::Measure;
use super::list::List;
use super::number::Whole;
use super::summary::Section;
use super::summary::escalation::LadderRole;

words! {
    /// A pathway of care. Source: the provider's contracts; NHS hospital discharge guidance.
    pub enum Pathway: u8 = "pathway" {
        /// Care begins within a day, on incomplete information.
        1 RapidStart = "rapid start",
        /// Home from hospital.
        2 Discharge = "discharge",
        /// Support in the night.
        3 NightSupport = "night support",
        /// A visit for another provider.
        4 Subcontract = "subcontract",
    }
}

words! {
    /// A system that care depends on.
    pub enum System: u8 = "system" {
        /// Where referrals come in.
        1 ReferralPortal = "referral portal",
        /// The hospital's discharge platform.
        2 DischargePlatform = "discharge platform",
        /// The plan shared between providers.
        3 SharedPlan = "shared plan",
        /// The link to the electronic medicine record.
        4 EmarLink = "eMAR link",
        /// Call monitoring.
        5 CallMonitoring = "call monitoring",
        /// The rota.
        6 Rota = "rota",
        /// E-mail.
        7 Email = "e-mail",
        /// The office's telephones.
        8 Telephones = "telephones",
    }
}

/// Days: 1 to 3,650.
pub type Days = Whole<1, 3_650>;

/// While a system is down, a section needs confirmation by phone from a role.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
#[serde(deny_unknown_fields)]
pub struct PhoneRule {
    /// While this is down …
    #[n(0)]
    pub while_down: System,
    /// … this section needs confirmation by phone …
    #[n(1)]
    pub section: Section,
    /// … from whoever has this role.
    #[n(2)]
    pub from: LadderRole,
}

impl fmt::Debug for PhoneRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl Value for PhoneRule {
    fn accepted() -> String {
        "a system / a section / a role, such as eMAR link / medication support / pharmacy"
            .to_owned()
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let parts: Vec<&str> = text.split('/').collect();
        let [system, section, role] = parts.as_slice() else {
            return Err(Problem::new("found something else than three parts"));
        };
        Ok(Self {
            while_down: System::parse(system)?,
            section: Section::parse(section)?,
            from: LadderRole::parse(role)?,
        })
    }

    fn text(&self) -> String {
        format!("{} / {} / {}", self.while_down, self.section, self.from)
    }
}

content! {
    /// What policy says of one pathway. Source: the design's policy; NICE NG27 (discharge).
    pub struct PathwayRule = "rule for a pathway" {
        /// Which pathway.
        0 pathway: Pathway = "pathway",
        /// The systems it depends on.
        1 depends_on: List<System> = "depends on",
        /// The sections that every visit on it needs.
        2 required: List<Section> = "needs",
        /// Days after which a confirmation of those sections is too old, where that is shorter.
        3 maximum_age: Option<Days> = "too old after (days)",
        /// What to do when one of those sections is missing, where that is stricter.
        4 missing: Option<Measure> = "when missing",
        /// What needs a phone call while a system is down.
        5 phone: List<PhoneRule> = "by phone while down",
    }
}
