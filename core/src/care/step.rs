//! The extra steps an assessment asks for: each once, the most urgent first.

use minicbor::{Decode, Encode};
use serde::Serialize;

use super::definition::words;
use super::finding::{Finding, Measure, Reason};
use super::summary::Section;
use super::summary::escalation::LadderRole;

words! {
    /// A kind of step.
    pub enum StepKind: u8 = "step" {
        /// Phone at once.
        1 PhoneNow = "phone now",
        /// Ask for a second person.
        2 SecondPerson = "ask for another person to come",
        /// Ask for a senior.
        3 Senior = "ask for a senior to come",
        /// Check the date on this device.
        4 CheckDate = "check the date on this device",
        /// Confirm by phone.
        5 ConfirmByPhone = "confirm by phone",
        /// Tell the office.
        6 TellOffice = "tell the office",
    }
}

/// Something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Step {
    /// What.
    #[n(0)]
    pub kind: StepKind,
    /// About which section.
    #[n(1)]
    pub section: Option<Section>,
    /// With whom.
    #[n(2)]
    pub with: Option<LadderRole>,
}

/// The steps that follow from findings, each once, in the order of their kinds and sections.
pub(super) fn steps(findings: &[Finding]) -> Vec<Step> {
    let mut steps: Vec<Step> = findings.iter().map(step).collect();
    steps.sort_unstable();
    steps.dedup();
    steps
}

const fn step(finding: &Finding) -> Step {
    let (section, with) = (finding.section, finding.confirm_with);
    let kind = match (finding.reason, finding.measure) {
        (
            Reason::TimeCriticalDisputed | Reason::MedicineDoesNotStand | Reason::NoRestriction,
            _,
        )
        | (_, Measure::DoNotStart) => StepKind::PhoneNow,
        (Reason::TooFewStaff, _) => StepKind::SecondPerson,
        (_, Measure::SendSenior) => StepKind::Senior,
        (Reason::CheckDate, _) => {
            return Step { kind: StepKind::CheckDate, section: None, with: None };
        }
        (_, Measure::ConfirmByPhone | Measure::PauseTasks) => StepKind::ConfirmByPhone,
        (_, Measure::Note) => StepKind::TellOffice,
    };
    Step { kind, section, with }
}
