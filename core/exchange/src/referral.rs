//! The door itself: bytes in, a [`Referral`] out.

use holdfast_core::care::summary::{ImportProblem, Look, Narrative, Proposed, Referral, Unmapped};
use holdfast_core::care::{Date, Digest, Line, Value};
use holdfast_ledger::Timestamp;

use crate::absence::{Absence, Meaning, Topic};
use crate::account::Left;
use crate::contents::{self, Incoming};
use crate::error::FhirError;
use crate::fit::{line, passage};
use crate::reading::{Doubt, Found};
use crate::when::day;

/// Reads one file as FHIR R4: a Bundle of any type, or a single resource.
///
/// Nothing in the referral is guidance yet: all of it is unconfirmed until a named person confirms
/// it. What the file has and the referral does not is in [`Referral::unmapped`], every value of it.
///
/// # Errors
/// [`FhirError`] when nothing of the file can be relied on: too large, no JSON, no FHIR, about
/// several people, or entered in error. Anything smaller costs its own resource only.
pub fn read_fhir(bytes: &[u8]) -> Result<Referral, FhirError> {
    let (found, left) = crate::read::read(bytes)?;
    let (incoming, more) = contents::of(&found);
    let doubts: Vec<&Doubt> = found.doubts.iter().chain(&more).collect();
    let mut referral = Referral::new(Digest::of(bytes));
    referral.title = found.document.title.as_deref().and_then(line);
    referral.from = line(&found.document.from.join(", "));
    referral.dated = found.document.written.as_deref().and_then(moment);
    referral.traced = found.traced;
    referral.items = incoming.into_iter().map(|i| proposed(i, &doubts)).collect();
    referral.narratives = narratives(&found);
    referral.unmapped = left.into_iter().map(unmapped).collect();
    referral.problems = doubts.iter().filter_map(|doubt| problem(doubt)).collect();
    Ok(referral)
}

/// A FHIR date or dateTime as a moment: a date without a time is its first moment in England.
/// A year or a month is no moment.
fn moment(written: &str) -> Option<Timestamp> {
    if let Ok(exact) = chrono::DateTime::parse_from_rfc3339(written) {
        return Some(Timestamp(exact.timestamp_millis()));
    }
    let date = day(written).filter(|_| !written.contains('T'))?;
    Date::parse(date).ok().map(Date::begins)
}

fn proposed(incoming: Incoming, doubts: &[&Doubt]) -> Proposed {
    let about: Vec<&str> =
        doubts.iter().filter(|d| d.path == incoming.path).map(|d| d.says.as_str()).collect();
    Proposed {
        content: incoming.content,
        path: place(&incoming.name),
        occurred: incoming.recorded.as_deref().and_then(moment),
        note: passage(&about.join("\n")),
    }
}

/// A path as one line; the outermost value of the file has no path of its own.
fn place(path: &str) -> Line {
    line(path).or_else(|| line("the file itself")).expect("these words are a line")
}

fn problem(doubt: &Doubt) -> Option<ImportProblem> {
    Some(ImportProblem { path: place(&doubt.path), says: line(&doubt.says)? })
}

fn unmapped(left: Left) -> Unmapped {
    Unmapped {
        what: place(&left.what),
        paths: left.paths.iter().map(|path| place(path)).collect(),
        why: place(&left.why),
        raw: left.raw,
        look: if left.look { Look::First } else { Look::WhenThereIsTime },
    }
}

/// What was read and has no field in the summary: what is asked for, sections, plans, observations.
fn narratives(found: &Found) -> Vec<Narrative> {
    let mut out = Vec::new();
    let mut tell = |path: &str, title: &str, words: String| {
        if let Some(words) = passage(&words) {
            out.push(Narrative { path: place(path), title: line(title), words });
        }
    };
    for request in &found.requests {
        let title = format!("Asked for: {}", request.what);
        let words = std::iter::once(&request.what).chain(&request.details);
        tell(&request.path, &title, words.cloned().collect::<Vec<_>>().join("\n"));
    }
    for section in &found.sections {
        tell(&section.path, &section.title, section.text.clone());
    }
    let beside = found.absences.iter();
    for absence in beside.filter(|a| matches!(a.topic, Topic::Problems | Topic::Other)) {
        tell(&absence.path, "Said about there being none", in_words(absence));
    }
    for plan in &found.plans {
        let lines: Vec<String> = std::iter::once(&plan.title).chain(&plan.lines).cloned().collect();
        tell(&plan.path, &format!("Plan: {}", plan.title), lines.join("\n"));
    }
    for observation in &found.observations {
        let mut lines = vec![observation.what.clone()];
        lines.extend(observation.values.iter().cloned());
        lines.extend(observation.on.iter().map(|on| format!("on {on}")));
        lines.extend(observation.notes.iter().cloned());
        tell(&observation.path, &format!("Observed: {}", observation.what), lines.join("\n"));
    }
    out
}

fn in_words(absence: &Absence) -> String {
    let meaning = match absence.meaning {
        Meaning::NoneKnown => "none known",
        Meaning::NoneOfOneKind => "none known of one kind",
        Meaning::InDoubt => "none known, in words that say more",
        Meaning::NoInformation => "no information",
        Meaning::NotAsked => "not asked",
        Meaning::Withheld => "withheld",
        Meaning::Unavailable => "unavailable",
        Meaning::NotStarted => "not started",
        Meaning::Closed => "closed",
    };
    format!("{}\nthe sender means: {meaning}", absence.said)
}
