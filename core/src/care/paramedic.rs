//! For a paramedic: one screen or print that works offline.
//!
//! Everything is shown as it stands: both sides of a dispute, and whether anybody confirmed it.
//! Nothing is chosen, and absence is never shown as "none".

use std::collections::BTreeMap;

use holdfast_ledger::Timestamp;
use serde::Serialize;

use super::definition::YesNo;
use super::guarded::{Cautious, Guarded};
use super::json;
use super::summary::communication::{CommunicationAids, Language, Shows};
use super::summary::consent::{AdvanceDocument, SHOW_THE_ORIGINAL};
use super::summary::contingency::Baseline;
use super::summary::escalation::NextOfKin;
use super::summary::identity::{DateOfBirth, FullName, HeldNhsNumber, PreferredName};
use super::summary::medicines::Medicine;
use super::summary::risks::{Alert, Allergy};
use super::summary::statement::Statement;
use super::summary::{Slot, Summary};

/// A guarded value as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown<T> {
    /// What is said: one thing, or each side of a dispute that says something stands.
    pub says: Vec<T>,
    /// Whether it is in dispute.
    pub disputed: YesNo,
    /// Whether a named person confirmed it.
    pub confirmed: YesNo,
}

/// A medicine, and when it was last recorded as taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MedicineShown {
    /// The medicine.
    pub medicine: Shown<Medicine>,
    /// When it was last taken, as far as this device knows.
    #[serde(serialize_with = "json::moment_or_none")]
    pub last_taken: Option<Timestamp>,
}

/// What an ambulance crew asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ForAParamedic {
    /// The full name.
    pub full_name: Option<FullName>,
    /// What to call them.
    pub preferred_name: Option<PreferredName>,
    /// The date of birth.
    pub date_of_birth: Option<DateOfBirth>,
    /// The NHS number.
    pub nhs_number: Option<HeldNhsNumber>,
    /// Allergies and adverse reactions.
    pub allergies: Vec<Shown<Allergy>>,
    /// What is stated about allergies as a whole, "none known" among it; with no allergy and no
    /// statement nothing is known.
    pub allergies_stated: Option<Shown<Statement>>,
    /// Medicines, with the last times taken.
    pub medicines: Vec<MedicineShown>,
    /// What is stated about medicines as a whole.
    pub medicines_stated: Option<Shown<Statement>>,
    /// DNACPR: status and where the original is kept.
    pub dnacpr: Option<Shown<AdvanceDocument>>,
    /// ADRT: status and where the original is kept.
    pub adrt: Option<Shown<AdvanceDocument>>,
    /// ReSPECT: status and where the original is kept.
    pub respect: Option<Shown<AdvanceDocument>>,
    /// The sentence that stands beside them.
    pub in_any_doubt: &'static str,
    /// What is usual for the person.
    pub baseline: Option<Shown<Baseline>>,
    /// The language.
    pub language: Option<Shown<Language>>,
    /// What helps to communicate.
    pub aids: Option<Shown<CommunicationAids>>,
    /// How the person shows pain.
    pub shows_pain: Option<Shown<Shows>>,
    /// How the person shows distress.
    pub shows_distress: Option<Shown<Shows>>,
    /// Alerts.
    pub alerts: Vec<Shown<Alert>>,
    /// Next of kin.
    pub next_of_kin: Vec<Shown<NextOfKin>>,
}

/// What to show an ambulance crew; `last_taken` maps a medicine's key to when it was last taken.
pub fn for_a_paramedic(
    summary: &Summary,
    last_taken: &BTreeMap<String, Timestamp>,
) -> ForAParamedic {
    ForAParamedic {
        full_name: summary.full_name.content().cloned(),
        preferred_name: summary.preferred_name.content().cloned(),
        date_of_birth: summary.date_of_birth.content().cloned(),
        nhs_number: summary.nhs_number.content().cloned(),
        allergies: all(&summary.allergies),
        allergies_stated: one(summary.allergies_statement.as_ref()),
        medicines: medicines(summary, last_taken),
        medicines_stated: one(summary.medicines_statement.as_ref()),
        dnacpr: one(summary.dnacpr.as_ref()),
        adrt: one(summary.adrt.as_ref()),
        respect: one(summary.respect.as_ref()),
        in_any_doubt: SHOW_THE_ORIGINAL,
        baseline: one(summary.baseline.as_ref()),
        language: one(summary.language.as_ref()),
        aids: one(summary.communication_aids.as_ref()),
        shows_pain: one(summary.shows_pain.as_ref()),
        shows_distress: one(summary.shows_distress.as_ref()),
        alerts: all(&summary.alerts),
        next_of_kin: all(&summary.next_of_kin),
    }
}

impl ForAParamedic {
    /// Whether allergies are known, known to be none, or not known.
    pub fn knows_of_allergies(&self, summary: &Summary) -> YesNo {
        let known = !self.allergies.is_empty() || summary.none_known(Slot::Allergy);
        if known { YesNo::Yes } else { YesNo::No }
    }
}

fn medicines(summary: &Summary, last_taken: &BTreeMap<String, Timestamp>) -> Vec<MedicineShown> {
    let stands = summary.medicines.iter().filter(|medicine| medicine.stands());
    stands
        .filter_map(|medicine| {
            let last_taken = last_taken.get(medicine.key()).copied();
            one(Some(medicine)).map(|medicine| MedicineShown { medicine, last_taken })
        })
        .collect()
}

fn all<T: Cautious>(values: &[Guarded<T>]) -> Vec<Shown<T>> {
    values.iter().filter_map(|value| one(Some(value))).collect()
}

fn one<T: Cautious>(value: Option<&Guarded<T>>) -> Option<Shown<T>> {
    let value = value.filter(|value| value.stands())?;
    let yes = |yes| if yes { YesNo::Yes } else { YesNo::No };
    Some(Shown {
        says: value.present().map(|item| item.content.clone()).collect(),
        disputed: yes(value.is_disputed()),
        confirmed: yes(!value.is_disputed() && value.present().all(|item| item.confirmed.is_some())),
    })
}
