//! For a paramedic: one screen or print that works offline. Everything as it stands; nothing chosen.

use std::time::SystemTime;

use holdfast_core::care::paramedic::Shown;
use holdfast_core::care::{Defined, YesNo};

use crate::error::Result;
use crate::item::{Agreement, FieldShown, shown};
use crate::moment::moment;
use crate::people::People;
use crate::{PersonId, SaidOnce};

/// Whether a named person confirmed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Confirmed {
    /// Nobody has.
    NotYet,
    /// Somebody did.
    Confirmed,
}

/// A value as it stands.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct SheetValue {
    /// What is said: one thing, or each side of a dispute.
    pub says: Vec<SaidOnce>,
    /// Whether people agree.
    pub agreement: Agreement,
    /// Whether a named person confirmed it.
    pub confirmed: Confirmed,
}

fn value<T: Defined>(value: &Shown<T>) -> SheetValue {
    let once = |says: Vec<FieldShown>| SaidOnce { says };
    SheetValue {
        says: value.says.iter().map(|content| once(shown(content))).collect(),
        agreement: match value.disputed {
            YesNo::Yes => Agreement::Disputed,
            YesNo::No => Agreement::Agreed,
        },
        confirmed: match value.confirmed {
            YesNo::Yes => Confirmed::Confirmed,
            YesNo::No => Confirmed::NotYet,
        },
    }
}

fn values<T: Defined>(all: &[Shown<T>]) -> Vec<SheetValue> {
    all.iter().map(value).collect()
}

/// A medicine, and when it was last recorded as taken.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct SheetMedicine {
    /// The medicine.
    pub medicine: SheetValue,
    /// When it was last taken, as far as this device knows.
    pub last_taken: Option<SystemTime>,
}

/// What an ambulance crew asks for. Absence is never "none": that is a statement.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct ParamedicSheet {
    /// The full name.
    pub full_name: Option<String>,
    /// What to call them.
    pub preferred_name: Option<String>,
    /// The date of birth.
    pub date_of_birth: Vec<FieldShown>,
    /// The NHS number.
    pub nhs_number: Option<String>,
    /// Allergies and adverse reactions.
    pub allergies: Vec<SheetValue>,
    /// What is stated about allergies as a whole, "none known" among it.
    pub allergies_stated: Option<SheetValue>,
    /// Medicines, with the last times taken.
    pub medicines: Vec<SheetMedicine>,
    /// What is stated about medicines as a whole.
    pub medicines_stated: Option<SheetValue>,
    /// DNACPR: status and where the original is kept.
    pub dnacpr: Option<SheetValue>,
    /// ADRT: status and where the original is kept.
    pub adrt: Option<SheetValue>,
    /// ReSPECT: status and where the original is kept.
    pub respect: Option<SheetValue>,
    /// The sentence that stands beside them.
    pub in_any_doubt: String,
    /// What is usual for the person.
    pub baseline: Option<SheetValue>,
    /// The language.
    pub language: Option<SheetValue>,
    /// What helps to communicate.
    pub aids: Option<SheetValue>,
    /// How the person shows pain.
    pub shows_pain: Option<SheetValue>,
    /// How the person shows distress.
    pub shows_distress: Option<SheetValue>,
    /// Alerts.
    pub alerts: Vec<SheetValue>,
    /// Next of kin.
    pub next_of_kin: Vec<SheetValue>,
}

#[uniffi::export]
impl People {
    /// What a paramedic needs, on one screen.
    pub fn paramedic(&self, person: PersonId) -> Result<ParamedicSheet> {
        let sheet = self.0.device.people().paramedic(person.try_into()?)?;
        let medicines = sheet.medicines.iter().map(|taken| SheetMedicine {
            medicine: value(&taken.medicine),
            last_taken: taken.last_taken.map(moment),
        });
        Ok(ParamedicSheet {
            full_name: sheet.full_name.as_ref().map(|name| name.name.as_str().to_owned()),
            preferred_name: sheet.preferred_name.as_ref().map(|name| name.name.as_str().to_owned()),
            date_of_birth: sheet.date_of_birth.as_ref().map(shown).unwrap_or_default(),
            nhs_number: sheet.nhs_number.as_ref().map(|held| held.number.to_string()),
            allergies: values(&sheet.allergies),
            allergies_stated: sheet.allergies_stated.as_ref().map(value),
            medicines: medicines.collect(),
            medicines_stated: sheet.medicines_stated.as_ref().map(value),
            dnacpr: sheet.dnacpr.as_ref().map(value),
            adrt: sheet.adrt.as_ref().map(value),
            respect: sheet.respect.as_ref().map(value),
            in_any_doubt: sheet.in_any_doubt.to_owned(),
            baseline: sheet.baseline.as_ref().map(value),
            language: sheet.language.as_ref().map(value),
            aids: sheet.aids.as_ref().map(value),
            shows_pain: sheet.shows_pain.as_ref().map(value),
            shows_distress: sheet.shows_distress.as_ref().map(value),
            alerts: values(&sheet.alerts),
            next_of_kin: values(&sheet.next_of_kin),
        })
    }
}
