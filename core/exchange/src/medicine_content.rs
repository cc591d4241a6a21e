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
    let at: Vec<String> = medicine.dosages.iter().flat_map(|d| d.at.clone()).collect();
    let times = times_and(&at, &mut more);
    let dosages = &medicine.dosages;
    let when: Vec<String> = dosages.iter().flat_map(|d| d.when.clone()).collect();
    let as_needed = dosages.iter().find_map(|d| d.as_needed.as_ref());
    let most = dosages.iter().find_map(|d| d.most.clone());
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
        when: passage(&when.join(", ")),
        start,
        stop,
        support: None,
        critical: None,
        time_critical: None,
        as_needed: as_needed.map(|_| YesNo::Yes),
        as_needed_reason: as_needed.and_then(|a| a.reason.as_deref()).and_then(passage),
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
    let all: Vec<String> =
        dosages.iter().map(Dosage::in_words).filter(|words| !words.is_empty()).collect();
    passage(&all.join("\nand: "))
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
