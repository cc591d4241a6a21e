//! Section 1, risks and triggers. Field sources: PRSB About Me; Care Act 2014; Mental Health Units
//! (Use of Force) Act 2018 s.6 (restrictions); FHIR R4 AllergyIntolerance (allergies).

use crate::care::definition::{content, words};
use crate::care::guarded::Reading;
use crate::care::item::Item;
use crate::care::{Date, Line, List, Minutes, Text, YesNo};

words! {
    /// What kind of risk.
    pub enum RiskCategory: u8 = "risk category" {
        /// Distress or behaviour that may harm the person or others.
        1 Behaviour = "distress or behaviour",
        /// Self-harm or suicide.
        2 SelfHarm = "self-harm",
        /// Choking or swallowing.
        3 Choking = "choking",
        /// Falling or moving.
        4 Falls = "falls",
        /// Skin damage.
        5 Skin = "skin damage",
        /// Not eating or drinking enough.
        6 Nutrition = "eating and drinking too little",
        /// A condition that can turn quickly: epilepsy, diabetes, a heart condition.
        7 HealthCondition = "health condition",
        /// Infection.
        8 Infection = "infection",
        /// Fire, smoking, oxygen.
        9 Fire = "fire",
        /// The home: stairs, cold, hoarding, animals.
        10 Home = "the home",
        /// Getting lost or leaving without support.
        11 GettingLost = "getting lost",
        /// Abuse, neglect or exploitation by others.
        12 HarmByOthers = "harm by others",
        /// Self-neglect.
        13 SelfNeglect = "self-neglect",
        /// Alcohol or other substances.
        14 Substances = "alcohol or substances",
        /// Anything else.
        15 Other = "other",
    }
}

content! {
    /// A risk to the person or from their situation, and what helps. Source: PRSB About Me.
    pub struct Risk = "risk" {
        /// What kind of risk.
        0 category: RiskCategory = "kind of risk",
        /// What may happen.
        1 what: Text = "what may happen",
        /// What sets it off.
        2 triggers: Option<Text> = "triggers",
        /// What is seen first.
        3 early_signs: Option<Text> = "early signs",
        /// What helps.
        4 what_helps: Option<Text> = "what helps",
        /// What makes it worse.
        5 what_not_to_do: Option<Text> = "what not to do",
        /// The same risk in another system's codes, as they came.
        6 coded: List<Line> = "codes",
    }
}

content! {
    /// Something those who give care must know to keep the person safe from abuse or neglect.
    /// Source: Care Act 2014 s.42; Care and Support Statutory Guidance ch. 14.
    pub struct SafeguardingFlag = "safeguarding flag" {
        /// What to know.
        0 flag: Text = "what to know",
        /// What to do.
        1 what_to_do: Option<Text> = "what to do",
        /// A reference at the local authority.
        2 reference: Option<Line> = "reference",
    }
}

words! {
    /// Types of restriction. Source: Mental Health Units (Use of Force) Act 2018; CQC's guidance.
    pub enum RestrictionKind: u8 = "type of restriction" {
        /// Holding or moving against the person's wish.
        1 Physical = "physical",
        /// A belt, bed rails, a locking chair.
        2 Mechanical = "mechanical",
        /// A medicine given to change behaviour.
        3 Chemical = "chemical",
        /// A locked door, a gate, removed belongings.
        4 Environmental = "environmental",
        /// Watching or tracking.
        5 Surveillance = "surveillance",
        /// Coercion, threats, rules.
        6 Psychological = "psychological",
        /// Kept alone: recordable, not authorisable outside a court order or the Mental Health Act.
        7 Seclusion = "seclusion",
        /// A rule for everybody: recordable, not authorisable.
        8 Blanket = "blanket restriction",
    }
}

content! {
    /// A restriction said to be in force: enough to know what is authorised and where that stands.
    /// Source: Mental Health Units (Use of Force) Act 2018 s.6; Mental Capacity Act 2005.
    pub struct Restriction = "restriction" {
        /// What type.
        0 kind: RestrictionKind = "type",
        /// Precisely what is authorised, and nothing beyond it.
        1 description: Text = "what is authorised",
        /// The legal basis.
        2 legal_basis: Option<Line> = "legal basis",
        /// Who authorised it.
        3 authorised_by: Option<Line> = "authorised by",
        /// Where the authorisation is kept.
        4 reference: Option<Line> = "reference",
        /// From when.
        5 from: Option<Date> = "from",
        /// Until when; after this day it is not authorised.
        6 expires: Option<Date> = "expires",
        /// The longest it may last each time.
        7 maximum: Option<Minutes> = "at most this many minutes",
        /// When to stop.
        8 stop_when: Option<Text> = "stop when",
    }
    cautious = not_authorised;
}

/// A restriction in dispute is not authorised, whatever either side says.
fn not_authorised(values: &[Item<Restriction>]) -> Option<Reading<'_, Restriction>> {
    (!values.is_empty()).then_some(Reading::NotAuthorised)
}

words! {
    /// How bad the reaction is. Source: FHIR R4 AllergyIntolerance.reaction.severity.
    pub enum Severity: u8 = "severity" {
        /// Mild.
        1 Mild = "mild",
        /// Moderate.
        2 Moderate = "moderate",
        /// Severe.
        3 Severe = "severe",
        /// May kill.
        4 LifeThreatening = "life-threatening",
    }
}

words! {
    /// What kind of adverse reaction. Source: FHIR R4 AllergyIntolerance.type.
    pub enum ReactionKind: u8 = "kind of reaction" {
        /// An allergy.
        1 Allergy = "allergy",
        /// An intolerance.
        2 Intolerance = "intolerance",
        /// An adverse reaction of another or unknown kind.
        3 AdverseReaction = "adverse reaction",
    }
}

content! {
    /// An allergy or adverse reaction. Source: FHIR R4 AllergyIntolerance; PRSB allergies and
    /// adverse reactions.
    pub struct Allergy = "allergy" {
        /// To what.
        0 agent: Line = "to what",
        /// What happens.
        1 reaction: Option<Text> = "what happens",
        /// How bad.
        2 severity: Option<Severity> = "how bad",
        /// Of which kind.
        3 kind: Option<ReactionKind> = "kind",
        /// Whether it is only suspected.
        4 suspected: Option<YesNo> = "only suspected",
        /// Since when, as it was said.
        5 since: Option<Line> = "since when",
        /// The agent in another system's codes, as they came.
        6 coded: List<Line> = "codes",
        /// Whether it is said to be over: it still stands until a person removes it.
        7 over: Option<YesNo> = "said to be over",
    }
    cautious = present_wins;
}

/// An allergy that anybody says is there is there; several accounts of it all count.
fn present_wins(values: &[Item<Allergy>]) -> Option<Reading<'_, Allergy>> {
    let present: Vec<_> = values.iter().filter(|item| item.is_present()).collect();
    (!present.is_empty()).then_some(Reading::GoBy(present))
}

content! {
    /// A risk the person chooses to take, and has the right to. Source: PRSB About Me; Mental
    /// Capacity Act 2005 s.1(4).
    pub struct PositiveRisk = "agreed positive risk" {
        /// What they choose to do, in their words.
        0 choice: Text = "what the person chooses to do",
        /// What was agreed to make it safer.
        1 safeguards: Option<Text> = "agreed safeguards",
        /// Who agreed.
        2 agreed_by: Option<Line> = "agreed by",
        /// When.
        3 agreed_on: Option<Date> = "agreed on",
        /// When it is looked at again.
        4 review: Option<Date> = "review",
    }
}

content! {
    /// Something everybody must see first. Source: PRSB alerts.
    pub struct Alert = "alert" {
        /// What to see.
        0 alert: Text = "alert",
        /// What to do.
        1 what_to_do: Option<Text> = "what to do",
    }
}
