//! One dosage instruction. The sender's sentence leads; what is coded beside it is put into words of
//! its own and never merged into the sentence.

use crate::concept::{Concept, words, words_of};
use crate::element::Element;
use crate::text::clean;
use crate::timing::{self, quantity, range, ratio};

/// How a medicine is to be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dosage {
    /// The sender's own sentence.
    pub sentence: Option<String>,
    /// Instructions beside it: for the person, warnings.
    pub more: Vec<String>,
    /// The coded amount, in words.
    pub amount: Option<String>,
    pub route: Option<String>,
    /// When, in words.
    pub when: Vec<String>,
    /// Times of day, `HH:MM`.
    pub at: Vec<String>,
    /// Whether there are days without those times.
    pub not_daily: bool,
    pub starts: Option<String>,
    pub ends: Option<String>,
    pub as_needed: Option<AsNeeded>,
    /// The most that may be taken, in words.
    pub most: Option<String>,
}

/// Taken only when needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AsNeeded {
    /// What for, where the sender says.
    pub reason: Option<String>,
}

/// Reads each dosage in a repeating element, in the order its `sequence` gives.
pub(crate) fn read_all(parent: Element<'_>, name: &str) -> Vec<Dosage> {
    let mut found: Vec<(u32, Dosage)> = parent
        .list(name)
        .into_iter()
        .filter(|d| d.is_object())
        .map(|d| (d.number("sequence").and_then(|n| n.parse().ok()).unwrap_or(u32::MAX), read(d)))
        .collect();
    found.sort_by_key(|(sequence, _)| *sequence);
    found.into_iter().map(|(_, dosage)| dosage).filter(|d| *d != Dosage::default()).collect()
}

fn read(dosage: Element<'_>) -> Dosage {
    let timing = dosage.get("timing").map(timing::read).unwrap_or_default();
    let mut more = words_of(dosage, "additionalInstruction");
    more.extend(dosage.text("patientInstruction").map(clean));
    more.extend(words(dosage, "site").map(|site| format!("site: {site}")));
    more.extend(words(dosage, "method").map(|method| format!("how: {method}")));
    Dosage {
        sentence: dosage.text("text").map(clean),
        more,
        amount: amount(dosage),
        route: words(dosage, "route"),
        when: timing.words,
        at: timing.at,
        not_daily: timing.not_daily,
        starts: timing.starts,
        ends: timing.ends,
        as_needed: as_needed(dosage),
        most: most(dosage),
    }
}

fn amount(dosage: Element<'_>) -> Option<String> {
    let mut amounts = Vec::new();
    for part in dosage.list("doseAndRate") {
        if let Some(kind) = part.get("type") {
            kind.leave("whether the dose was ordered or calculated");
        }
        amounts.extend(part.get("doseQuantity").and_then(quantity));
        amounts.extend(part.get("doseRange").and_then(range));
        let rate = part
            .get("rateRatio")
            .and_then(ratio)
            .or_else(|| part.get("rateQuantity").and_then(quantity))
            .or_else(|| part.get("rateRange").and_then(range));
        amounts.extend(rate.map(|rate| format!("at a rate of {rate}")));
    }
    (!amounts.is_empty()).then(|| amounts.join(", "))
}

fn as_needed(dosage: Element<'_>) -> Option<AsNeeded> {
    if let Some(reason) = dosage.get("asNeededCodeableConcept").and_then(Concept::read) {
        return Some(AsNeeded { reason: Some(reason.in_full()) });
    }
    dosage.truth("asNeededBoolean")?.then_some(AsNeeded { reason: None })
}

fn most(dosage: Element<'_>) -> Option<String> {
    let period = dosage.get("maxDosePerPeriod").and_then(ratio);
    let once = dosage.get("maxDosePerAdministration").and_then(quantity);
    let ever = dosage.get("maxDosePerLifetime").and_then(quantity);
    let all: Vec<String> = period
        .into_iter()
        .chain(once.map(|most| format!("{most} at one time")))
        .chain(ever.map(|most| format!("{most} in a lifetime")))
        .collect();
    (!all.is_empty()).then(|| all.join(", "))
}

impl AsNeeded {
    /// In words, with what for where the sender says.
    pub fn in_words(&self) -> String {
        match &self.reason {
            Some(reason) => format!("only when needed ({reason})"),
            None => "only when needed".to_owned(),
        }
    }
}

impl Dosage {
    /// Everything it says, for where no field takes what is coded.
    pub fn in_full(&self) -> String {
        let beside = self.sentence.is_some();
        let amount = self.amount.iter().filter(|_| beside).map(|a| format!("coded dose: {a}"));
        let parts: Vec<String> = std::iter::once(self.in_words())
            .filter(|words| !words.is_empty())
            .chain(amount)
            .chain(self.when.iter().filter(|_| beside).cloned())
            .chain(self.route.iter().map(|route| format!("route: {route}")))
            .chain(self.as_needed.iter().map(AsNeeded::in_words))
            .chain(self.most.iter().map(|most| format!("at most {most}")))
            .collect();
        parts.join(", ")
    }

    /// What it says of how much and how, in one text.
    pub fn in_words(&self) -> String {
        let coded = || {
            let parts = self.amount.iter().chain(&self.when);
            parts.cloned().collect::<Vec<_>>().join(", ")
        };
        let mut text = self.sentence.clone().unwrap_or_else(coded);
        for more in &self.more {
            if !text.is_empty() {
                text.push_str(". ");
            }
            text.push_str(more);
        }
        text
    }
}
