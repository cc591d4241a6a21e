//! Policy: what the organisation asks of a summary before a visit starts.
//!
//! Edited by a manager, versioned, kept in the office ledger. Each rule is one immutable value: two
//! managers who change two rules at once both get what they wanted, and of two versions of one rule
//! the one written last counts and the other is kept. A rule that nobody changed is the default,
//! which is shipped as a table in `docs/policy.md`; a test compares that table with this code.

use serde::Serialize;

use super::basis::PolicyVersion;
use super::canonical;
use super::definition::{YesNo, content};
use super::fields::{Fields, Pen, Put, Reader, Record, Unreadable};
use super::finding::Measure;
use super::item::{Item, Writing};
use super::kind::{EventKind, RecordKind};
use super::list::List;
use super::pathway::{Days, Pathway, PathwayRule, PhoneRule, System};
use super::readable::Readable;
use super::summary::contact::Contact;
use super::summary::escalation::LadderRole;
use super::summary::{Section, Slot};
use super::task::{CATALOGUE, TaskKind};

content! {
    /// What policy says of one section. Source: CQC regulation 12 (safe care and treatment) of the
    /// Regulated Activities Regulations 2014; NICE NG21; NICE NG67.
    pub struct SectionRule = "rule for a section" {
        /// Which section.
        0 section: Section = "section",
        /// Whether every visit needs it, whatever its tasks.
        1 required: YesNo = "every visit needs it",
        /// What must be known: an item of each kind, or a statement that none are known.
        2 parts: List<Slot> = "must say",
        /// Days after which a confirmation is too old; never when nothing is written.
        3 maximum_age: Option<Days> = "too old after (days)",
        /// Events after which it must be confirmed again.
        4 events: List<EventKind> = "unconfirmed by",
        /// Tasks that depend on it; those of the catalogue always do.
        5 tasks: List<TaskKind> = "tasks that depend on it",
        /// What to do when its review is due.
        6 review_due: Measure = "when review is due",
        /// What to do when it is stale.
        7 stale: Measure = "when stale",
        /// What to do when it is unconfirmed.
        8 unconfirmed: Measure = "when unconfirmed",
        /// What to do when something is missing.
        9 missing: Measure = "when missing",
        /// What to do when it is disputed and no cautious reading is written; tasks that depend on
        /// it always pause at least.
        10 disputed: Measure = "when disputed",
        /// Who is phoned to confirm it.
        11 confirm_with: LadderRole = "confirmed by",
    }
}

content! {
    /// Numbers that stand below every ladder. Source: the provider's on-call policy.
    pub struct OnCallNumbers = "on-call numbers" {
        /// Whom to call when a ladder is missing or at its end.
        0 contacts: List<Contact> = "contacts",
    }
}

content! {
    /// Which version of the policy this is. Source: CQC regulation 17(2)(d) of the Regulated
    /// Activities Regulations 2014 (records of governance).
    pub struct VersionOfPolicy = "version of the policy" {
        /// One more with every change; 0 is the default.
        0 number: PolicyVersion = "version",
    }
}

const VERSION: &str = "policy/version";
const NUMBERS: &str = "policy/on-call-numbers";

/// The organisation's policy: every rule, whether it was ever changed or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// Which version; 0 is the default.
    pub version: PolicyVersion,
    /// One rule for each section, in their order.
    pub sections: Vec<SectionRule>,
    /// One rule for each pathway, in their order.
    pub pathways: Vec<PathwayRule>,
    /// Whom to call when a ladder is missing or at its end.
    pub on_call: List<Contact>,
    /// What this version of the software cannot read: the default stands in its place.
    pub unreadable: Vec<Unreadable>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            version: PolicyVersion::new(0).expect("0 is in range"),
            sections: Section::ALL.iter().map(|section| default_section(*section)).collect(),
            pathways: Pathway::ALL.iter().map(|pathway| default_pathway(*pathway)).collect(),
            on_call: List::default(),
            unreadable: Vec::new(),
        }
    }
}

impl Policy {
    /// The rule for a section.
    pub fn section(&self, section: Section) -> &SectionRule {
        &self.sections[usize::from(section.code()) - 1]
    }

    /// The rule for a pathway.
    pub fn pathway(&self, pathway: Pathway) -> &PathwayRule {
        &self.pathways[usize::from(pathway.code()) - 1]
    }

    /// Change the rule for one section.
    pub fn set_section(&self, rule: SectionRule, writing: Writing, pen: &mut Pen<'_>) -> Vec<Put> {
        let key = section_key(rule.section);
        vec![Put::item(key, &Item::new(rule, writing.clone(), pen)), self.next(writing, pen)]
    }

    /// Change the rule for one pathway.
    pub fn set_pathway(&self, rule: PathwayRule, writing: Writing, pen: &mut Pen<'_>) -> Vec<Put> {
        let key = pathway_key(rule.pathway);
        vec![Put::item(key, &Item::new(rule, writing.clone(), pen)), self.next(writing, pen)]
    }

    /// Change the on-call numbers.
    pub fn set_on_call(
        &self,
        contacts: List<Contact>,
        writing: Writing,
        pen: &mut Pen<'_>,
    ) -> Vec<Put> {
        let numbers = Item::new(OnCallNumbers { contacts }, writing.clone(), pen);
        vec![Put::item(NUMBERS, &numbers), self.next(writing, pen)]
    }

    fn next(&self, writing: Writing, pen: &mut Pen<'_>) -> Put {
        let number =
            PolicyVersion::new(self.version.get().saturating_add(1)).unwrap_or(self.version);
        Put::item(VERSION, &Item::new(VersionOfPolicy { number }, writing, pen))
    }
}

impl Record for Policy {
    const KIND: RecordKind = RecordKind::Policy;

    fn read(fields: &Fields) -> Self {
        let mut reader = Reader::new(fields);
        let mut policy = Self::default();
        for rule in &mut policy.sections {
            let kept = reader.valued::<SectionRule>(&section_key(rule.section));
            let kept = kept.and_then(|valued| valued.content().cloned());
            // A rule that stands at another section's key is nobody's rule.
            if let Some(kept) = kept.filter(|kept| kept.section == rule.section) {
                *rule = kept;
            }
        }
        for rule in &mut policy.pathways {
            let kept = reader.valued::<PathwayRule>(&pathway_key(rule.pathway));
            let kept = kept.and_then(|valued| valued.content().cloned());
            if let Some(kept) = kept.filter(|kept| kept.pathway == rule.pathway) {
                *rule = kept;
            }
        }
        if let Some(numbers) = reader.valued::<OnCallNumbers>(NUMBERS) {
            policy.on_call =
                numbers.content().map(|kept| kept.contacts.clone()).unwrap_or_default();
        }
        if let Some(version) = reader.valued::<VersionOfPolicy>(VERSION) {
            policy.version = version.content().map_or(policy.version, |kept| kept.number);
        }
        policy.unreadable = reader.finish();
        policy
    }

    /// The rules as they apply, the defaults among them: a later version of the software may ship
    /// another default, and what was assessed must stay bound to what was applied.
    fn readable(&self) -> Vec<u8> {
        let mut form = Readable::new(Self::KIND);
        for rule in &self.sections {
            form.values.insert(section_key(rule.section), vec![canonical::to_bytes(rule)]);
        }
        for rule in &self.pathways {
            form.values.insert(pathway_key(rule.pathway), vec![canonical::to_bytes(rule)]);
        }
        let numbers = OnCallNumbers { contacts: self.on_call.clone() };
        form.values.insert(NUMBERS.to_owned(), vec![canonical::to_bytes(&numbers)]);
        let version = VersionOfPolicy { number: self.version };
        form.values.insert(VERSION.to_owned(), vec![canonical::to_bytes(&version)]);
        form.unreadable(&self.unreadable);
        form.to_bytes()
    }
}

fn section_key(section: Section) -> String {
    format!("section/{}", section.code())
}

fn pathway_key(pathway: Pathway) -> String {
    format!("pathway/{}", pathway.code())
}

fn default_section(section: Section) -> SectionRule {
    use EventKind::{
        Admission, Discharge, Fall, MedicineChange, RestrictionUsed, SafeguardingConcern,
    };
    let (required, parts, days, events): (_, &[Slot], _, &[EventKind]) = match section {
        Section::RisksAndTriggers => (
            YesNo::Yes,
            &[Slot::Risk, Slot::Allergy],
            180,
            &[Admission, Discharge, Fall, SafeguardingConcern, RestrictionUsed],
        ),
        Section::Medication => {
            (YesNo::Yes, &[Slot::Medicine], 30, &[Admission, Discharge, MedicineChange])
        }
        Section::MobilityAndFalls => {
            (YesNo::Yes, &[Slot::Transfers, Slot::StaffNeeded], 90, &[Admission, Discharge, Fall])
        }
        Section::Communication => (YesNo::No, &[Slot::Language], 365, &[]),
        Section::ConsentAndCapacity => {
            (YesNo::No, &[], 180, &[Admission, Discharge, SafeguardingConcern, RestrictionUsed])
        }
        Section::EscalationRoute => (YesNo::Yes, &[Slot::Rung], 90, &[SafeguardingConcern]),
    };
    let missing = match section {
        Section::EscalationRoute => Measure::ConfirmByPhone,
        _ => Measure::PauseTasks,
    };
    SectionRule {
        section,
        required,
        parts: parts.to_vec().into(),
        maximum_age: Days::new(days),
        events: events.to_vec().into(),
        tasks: CATALOGUE
            .iter()
            .filter(|entry| entry.sections.contains(&section))
            .map(|entry| entry.kind)
            .collect(),
        review_due: Measure::Note,
        stale: Measure::ConfirmByPhone,
        unconfirmed: Measure::ConfirmByPhone,
        missing,
        disputed: Measure::PauseTasks,
        confirm_with: LadderRole::OnCallManager,
    }
}

fn default_pathway(pathway: Pathway) -> PathwayRule {
    use Section::{Communication, EscalationRoute, Medication, MobilityAndFalls, RisksAndTriggers};
    let rule = |while_down, section, from| PhoneRule { while_down, section, from };
    let (depends_on, required, days, missing, phone): (&[System], &[Section], _, _, Vec<_>) =
        match pathway {
            Pathway::RapidStart => (
                &[System::ReferralPortal, System::EmarLink, System::Rota, System::Email],
                Section::ALL,
                None,
                None,
                vec![
                    rule(System::ReferralPortal, RisksAndTriggers, LadderRole::LocalAuthority),
                    rule(System::EmarLink, Medication, LadderRole::Pharmacy),
                ],
            ),
            Pathway::Discharge => (
                &[System::DischargePlatform, System::EmarLink, System::SharedPlan],
                &[RisksAndTriggers, Medication, MobilityAndFalls, EscalationRoute],
                Days::new(14),
                None,
                vec![
                    rule(System::DischargePlatform, Medication, LadderRole::CommunityNurse),
                    rule(System::DischargePlatform, MobilityAndFalls, LadderRole::CommunityNurse),
                    rule(System::EmarLink, Medication, LadderRole::Pharmacy),
                ],
            ),
            Pathway::NightSupport => (
                &[System::CallMonitoring, System::Rota, System::SharedPlan],
                &[RisksAndTriggers, MobilityAndFalls, Communication, EscalationRoute],
                None,
                None,
                vec![rule(System::SharedPlan, RisksAndTriggers, LadderRole::OnCallManager)],
            ),
            Pathway::Subcontract => (
                &[System::SharedPlan, System::Rota, System::Email],
                &[RisksAndTriggers, Medication, Communication, EscalationRoute],
                None,
                Some(Measure::DoNotStart),
                vec![
                    rule(System::SharedPlan, RisksAndTriggers, LadderRole::PrimeOnCall),
                    rule(System::SharedPlan, Medication, LadderRole::PrimeOnCall),
                ],
            ),
        };
    PathwayRule {
        pathway,
        depends_on: depends_on.to_vec().into(),
        required: required.to_vec().into(),
        maximum_age: days,
        missing,
        phone: phone.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_in_the_docs_is_the_default_of_the_code() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/policy.md");
        let docs = std::fs::read_to_string(path).expect("docs/policy.md is there");
        for table in Policy::default().tables().split("\n\n") {
            assert!(
                docs.contains(table.trim()),
                "docs/policy.md does not have this table; put it there:\n\n{}",
                Policy::default().tables()
            );
        }
    }

    #[test]
    fn every_section_and_pathway_has_its_rule_in_its_place() {
        let policy = Policy::default();
        for section in Section::ALL {
            assert_eq!(policy.section(*section).section, *section);
        }
        for pathway in Pathway::ALL {
            assert_eq!(policy.pathway(*pathway).pathway, *pathway);
        }
    }
}
