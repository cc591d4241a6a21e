//! `holdfast status` and `holdfast repair`.

use std::collections::BTreeMap;

use holdfast_core::device::{Device, Repaired, Safe, Status};
use holdfast_core::vault::EntryState;
use serde_json::{Value, json};

use super::device::plural;
use crate::context::Context;
use crate::failure::{DAMAGED, Result};
use crate::report::Report;
use crate::words;

/// How this device stands.
pub fn show(context: &Context) -> Result<Report> {
    let status = context.device()?.status()?;
    let mut report = Report::new();
    let who = status.name.as_deref().unwrap_or("(not in an organisation yet)");
    let roles: Vec<&str> = status.roles.iter().map(words::role_word).collect();
    report.table(&[
        vec!["device".to_owned(), status.label.clone()],
        vec!["member".to_owned(), format!("{who} {}", bracketed(&roles.join(", ")))],
        vec![
            "organisation".to_owned(),
            status.organisation.clone().unwrap_or_else(|| "none yet".to_owned()),
        ],
    ]);
    let counts = status.counts;
    report.gap().say(format!(
        "{} taken in = {} applied + {} waiting + {} quarantined + {} carried",
        counts.taken_in, counts.applied, counts.waiting, counts.quarantined, counts.carried
    ));
    report.say(safe(&status));
    let (held, all) = status.summaries;
    report.say(format!(
        "{held} of {all} summar{} on this device",
        if all == 1 { "y" } else { "ies" }
    ));
    not_applied(&mut report, &status);
    for copied in &status.copied {
        let label = copied.label.as_deref().unwrap_or("A device");
        report.say(format!("{label} was copied: two devices write as one. Tell a manager."));
    }
    data(&mut report, &status);
    Ok(report)
}

/// What is held and not in effect, by why: a program reads which entries.
fn not_applied(report: &mut Report, status: &Status) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut data: Vec<Value> = Vec::new();
    for (id, state) in &status.not_applied {
        let why = match state {
            EntryState::Applied => continue,
            EntryState::Waiting => "waiting for something that has not come".to_owned(),
            EntryState::Quarantined { reason } => format!("quarantined: {reason}"),
            EntryState::Carried => "carried for others; there is no key for it here".to_owned(),
        };
        data.push(json!({"entry": id.to_string(), "why": why}));
        *counts.entry(why).or_default() += 1;
    }
    for (why, count) in counts {
        let entries = if count == 1 { "entry" } else { "entries" };
        report.say(format!("  {count} {entries} {why}"));
    }
    report.data("not_applied", data);
}

/// Puts aside what is damaged, and makes every record anew.
pub fn repair(context: &Context) -> Result<Report> {
    let mut report = Report::new();
    let mend = || -> Result<Repaired> { Ok(context.device()?.repair()?) };
    let repaired = match mend() {
        Err(failure) if failure.code == DAMAGED => {
            Device::salvage(context.folder()?)?;
            report.say("The vault's file was broken: what can be read was saved into a new one.");
            report.say("The broken file is kept beside it. Show it to whoever helps you.");
            mend()
        }
        done => done,
    }?;
    let counts = repaired.counts;
    report.say(format!(
        "Every record was made anew from {} entr{}: {} applied, {} waiting, {} quarantined.",
        counts.taken_in,
        if counts.taken_in == 1 { "y" } else { "ies" },
        counts.applied,
        counts.waiting,
        counts.quarantined
    ));
    if repaired.set_aside + repaired.forgotten > 0 {
        report.say(format!(
            "{} damaged entr{} and {} other part{} were put aside. Sync to fetch them again.",
            repaired.set_aside,
            if repaired.set_aside == 1 { "y" } else { "ies" },
            repaired.forgotten,
            if repaired.forgotten == 1 { "" } else { "s" },
        ));
    }
    if counts.waiting > 0 {
        report.say(incomplete(counts.waiting));
    }
    report
        .data("taken_in", counts.taken_in)
        .data("applied", counts.applied)
        .data("waiting", counts.waiting)
        .data("quarantined", counts.quarantined)
        .data("set_aside", repaired.set_aside)
        .data("forgotten", repaired.forgotten);
    Ok(report)
}

/// What an empty list says beside it: that nothing is here is not that there is nothing.
pub fn empty_list(device: &Device, report: &mut Report) -> Result<()> {
    let waiting = device.status()?.counts.waiting;
    if waiting > 0 {
        report.say(incomplete(waiting));
    }
    Ok(())
}

fn incomplete(waiting: u64) -> String {
    format!(
        "NOT COMPLETE: {waiting} entr{} held here wait{} for a key or for what came before. Sync, or \
         read a bundle.",
        if waiting == 1 { "y" } else { "ies" },
        if waiting == 1 { "s" } else { "" }
    )
}

fn bracketed(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("({text})") }
}

fn safe(status: &Status) -> String {
    let at = status.receipt.as_ref().map(|receipt| words::hour(receipt.receipt.at));
    let at = at.map_or_else(String::new, |at| format!(", {at}"));
    let written = status.written;
    match status.safe {
        Safe::Nothing => "This device has written nothing yet.".to_owned(),
        Safe::AtTheHub => format!("{written} of {written} safe at the hub{at}"),
        Safe::OnlyHere { entries: 0 } => {
            format!("{written} written here; what the hub holds of them differs. Sync.")
        }
        Safe::OnlyHere { entries } => {
            let count = usize::try_from(entries).unwrap_or(usize::MAX);
            format!(
                "{} of {written} safe at the hub{at}; {entries} entr{} only here",
                written - entries.min(written),
                if plural(count).is_empty() { "y" } else { "ies" }
            )
        }
    }
}

fn data(report: &mut Report, status: &Status) {
    let counts = status.counts;
    let safe = match status.safe {
        Safe::Nothing => "nothing",
        Safe::AtTheHub => "at the hub",
        Safe::OnlyHere { .. } => "only here",
    };
    report
        .data("device", status.label.as_str())
        .data("member", json!(status.name))
        .data("roles", json!(status.roles.iter().map(words::role_word).collect::<Vec<_>>()))
        .data("organisation", json!(status.organisation))
        .data("written", status.written)
        .data("taken_in", counts.taken_in)
        .data("applied", counts.applied)
        .data("waiting", counts.waiting)
        .data("quarantined", counts.quarantined)
        .data("carried", counts.carried)
        .data("copied", status.copied.len())
        .data("safe", safe)
        .data("summaries", status.summaries.0)
        .data("summaries_of", status.summaries.1)
        .data("receipt_entries", json!(status.receipt.as_ref().map(|r| r.receipt.entries)));
}
