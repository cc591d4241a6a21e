//! A medicine as the summary holds it: given, or ended and kept apart.
//!
//! Support level, critical and time-critical are left open even where the words speak of them:
//! they are for the person who confirms the medicine.

use holdfast_core::care::summary::Content;
use holdfast_core::care::summary::medicines;
use holdfast_core::care::{Date, Text, YesNo};

use crate::dosage::Dosage;
use crate::fit::{date_and, line, line_and, lines, passage, passages, times_and};
use crate::medicine::{Ending, Medicine, Standing};

pub(crate) fn of(medicine: &Medicine) -> Option<Content> {
    match medicine.standing {
        Standing::Current => current(medicine),
        Standing::Ended(ending) => ended(medicine, ending),
    }
}

fn current(medicine: &Medicine) -> Option<Content> {
    let mut more = Vec::new();
    let name = line_and(&medicine.name, &mut more)?;
    also(medicine, &mut more);
    let begin = medicine.began.as_deref();
    let start = begin.and_then(|began| date_and(began, "taken from", &mut more));
    let stop = stop(medicine, &mut more);
    let dosages = &medicine.dosages;
    let regular = medicine.is_regular();
    let times = times_and(&times_of(dosages, regular), &mut more);
    let most = most(dosages);
    let daily_maximum = most.as_deref().and_then(|most| line_and(most, &mut more));
    let route = route(medicine, &mut more);
    for dosage in dosages.iter().filter(|d| d.sentence.is_some()) {
        more.extend(dosage.amount.iter().map(|amount| format!("coded dose: {amount}")));
    }
    more.extend(medicine.notes.iter().cloned());
    Some(Content::Medicine(medicines::Medicine {
        name,
        form: medicine.form.as_deref().and_then(line),
        strength: medicine.strength.as_deref().and_then(line),
        dose: dose(dosages),
        route,
        times,
        when: when(dosages),
        start,
        stop,
        support: None,
        critical: None,
        time_critical: None,
        as_needed: (!regular).then_some(YesNo::Yes),
        as_needed_reason: if regular { None } else { needed_for(dosages) },
        minimum_interval: None,
        daily_maximum,
        covert_authorised_by: None,
        covert_reference: None,
        covert_expires: None,
        reason: passage(&medicine.reasons.join("; ")),
        instructions: passages(&more),
        coded: lines(&medicine.coded),
        said: medicine.said.and_then(line),
    }))
}

/// The last day. An end before the document, of a medicine said to be taken still, is only said in
/// words: as a last day it would quietly keep the medicine from being given.
fn stop(medicine: &Medicine, more: &mut Vec<String>) -> Option<Date> {
    let ends = medicine.ends.as_deref()?;
    if medicine.end_is_doubtful {
        more.push(format!("the sender gives an end, {ends}, yet says it is still taken: ask"));
        return None;
    }
    date_and(ends, "ends", more)
}

fn dose(dosages: &[Dosage]) -> Option<Text> {
    each(dosages, Dosage::in_words)
}

fn when(dosages: &[Dosage]) -> Option<Text> {
    each(dosages, |dosage| dosage.when.join(", "))
}

/// Some words of each dosage. Of several, those that are taken only when needed say so.
fn each(dosages: &[Dosage], words: impl Fn(&Dosage) -> String) -> Option<Text> {
    let all = dosages.iter().filter_map(|dosage| {
        let words = Some(words(dosage)).filter(|words| !words.is_empty())?;
        Some(match &dosage.as_needed {
            Some(needed) if dosages.len() > 1 => format!("{}: {words}", needed.in_words()),
            _ => words,
        })
    });
    passage(&all.collect::<Vec<_>>().join("\nand: "))
}

/// The times at which it is due on every day. Of a regular medicine, those of what is taken only when
/// needed are not.
fn times_of(dosages: &[Dosage], regular: bool) -> Vec<String> {
    let waits = |d: &Dosage| d.not_daily || regular && d.as_needed.is_some();
    dosages.iter().filter(|dosage| !waits(dosage)).flat_map(|dosage| dosage.at.clone()).collect()
}

/// What it is taken for when needed; each reason once.
fn needed_for(dosages: &[Dosage]) -> Option<Text> {
    let mut reasons: Vec<&str> = Vec::new();
    for reason in dosages.iter().filter_map(|d| d.as_needed.as_ref()?.reason.as_deref()) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    passage(&reasons.join("\nand: "))
}

/// The most that may be taken: one for all of it, else each with what it is the most of.
fn most(dosages: &[Dosage]) -> Option<String> {
    let first = dosages.first()?;
    if dosages.iter().all(|dosage| dosage.most == first.most) {
        return first.most.clone();
    }
    let each = dosages.iter().filter_map(|dosage| {
        let (most, of) = (dosage.most.as_ref()?, dosage.in_words());
        Some(if of.is_empty() { most.clone() } else { format!("{most} ({of})") })
    });
    Some(each.collect::<Vec<_>>().join("; "))
}

/// The route all dosages share; several are said in words.
fn route(medicine: &Medicine, more: &mut Vec<String>) -> Option<holdfast_core::care::Line> {
    let mut routes: Vec<&str> =
        medicine.dosages.iter().filter_map(|d| d.route.as_deref()).collect();
    routes.dedup();
    match routes.as_slice() {
        [] => None,
        [one] => line_and(one, more),
        several => line_and(&several.join(", then "), more),
    }
}

fn also(medicine: &Medicine, more: &mut Vec<String>) {
    if !medicine.also.is_empty() {
        more.push(format!("also coded as: {}", medicine.also.join("; ")));
    }
}

fn ended(medicine: &Medicine, ending: Ending) -> Option<Content> {
    let mut more = Vec::new();
    let name = line_and(&medicine.name, &mut more)?;
    also(medicine, &mut more);
    let ended = medicine.ends.as_deref().and_then(|ends| date_and(ends, "ended", &mut more));
    more.extend(medicine.began.iter().map(|began| format!("taken from {began}")));
    more.extend(medicine.reasons.iter().map(|reason| format!("taken for: {reason}")));
    more.extend(medicine.notes.iter().cloned());
    for dosage in &medicine.dosages {
        more.extend(dosage.route.iter().map(|route| format!("route: {route}")));
        let beside = dosage.sentence.is_some();
        more.extend(dosage.amount.iter().filter(|_| beside).map(|a| format!("coded dose: {a}")));
        more.extend(dosage.when.iter().filter(|_| beside).cloned());
        more.extend(dosage.most.iter().map(|most| format!("at most {most}")));
        if let Some(needed) = &dosage.as_needed {
            let reason = needed.reason.as_deref().unwrap_or("reason not said");
            more.push(format!("when needed: {reason}"));
        }
    }
    Some(Content::EndedMedicine(medicines::EndedMedicine {
        name,
        ending: match ending {
            Ending::Stopped => medicines::Ending::Stopped,
            Ending::Completed => medicines::Ending::Completed,
            Ending::Cancelled => medicines::Ending::Cancelled,
            Ending::NotTaken => medicines::Ending::NotTaken,
        },
        ended,
        why: passages(&more),
        form: medicine.form.as_deref().and_then(line),
        strength: medicine.strength.as_deref().and_then(line),
        dose: dose(&medicine.dosages),
        coded: lines(&medicine.coded),
    }))
}
