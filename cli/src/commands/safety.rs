//! `holdfast assess` and `holdfast read`: what may start, and what is new to this reader.

use holdfast_core::care::assessment::Advice as Answer;
use holdfast_core::care::reference::Moment;
use holdfast_core::care::since::Differs;
use holdfast_core::care::summary::{Section, Slot};
use holdfast_core::care::{Down, Pathway, SectionState, Staff, System, Text, YesNo};
use holdfast_core::device::Clock as _;
use serde_json::{Value, json};

use super::device::plural;
use super::which::{self, About};
use crate::args::AssessArgs;
use crate::context::{Context, SystemClock};
use crate::failure::{Failure, Result};
use crate::report::Report;
use crate::words;

/// May this visit start?
pub fn assess(context: &Context, args: &AssessArgs) -> Result<Report> {
    let device = context.device()?;
    let chosen = which::visit(&device, &args.visit, About::Writing)?;
    let id = chosen.id;
    let present = Staff::new(args.present).ok_or_else(|| {
        Failure::refused(
            "expected how many carers are there, from 1, found another number; count yourself",
        )
    })?;
    let down: Result<Vec<Down>> = args.down.iter().map(|text| down(text)).collect();
    // Said in words that can be taken, before anything is recorded.
    let went_on = args.went_on_because.as_deref();
    let went_on = went_on.map(|why| words::typed::<Text>("because", why)).transpose()?;
    let advice = device.visits().assess(id, present, &down?)?;
    let overridden = went_on.is_some();
    match went_on {
        Some(because) => device.visits().went_on(id, because, Vec::new(), Some(&advice))?,
        None => device.visits().record_advice(id, &advice)?,
    }
    let page = device.visits().page(id)?;
    let assessment = &advice.assessment;
    let mut report = Report::new();
    report.say(format!("{}: {}.", chosen.says, assessment.advice.word()));
    let pathway = page.visit.about.as_ref().and_then(|about| about.content()?.pathway);
    if let Some(pathway) = pathway {
        report.say(format!("  by the rules for: {}", pathway.word()));
    }
    let mut findings: Vec<Value> = Vec::new();
    for finding in assessment.findings.iter() {
        let about = finding.section.map_or("this visit", |section| section.word());
        report.say(format!("  - {about}: {}", finding.sentence()));
        findings.push(json!({
            "section": finding.section.map(Section::word), "state": finding.state.map(SectionState::word),
            "measure": finding.measure.word(), "says": finding.sentence(),
        }));
    }
    let what = |key: &str| {
        let task = page.visit.planned_tasks().find(|(at, _)| *at == key);
        task.map_or_else(|| key.to_owned(), |(_, task)| task.what.as_str().to_owned())
    };
    let mut may: Vec<String> = Vec::new();
    let mut waits: Vec<Value> = Vec::new();
    for task in assessment.may_proceed() {
        report.say(format!("  may start: {}", what(&task.key)));
        may.push(what(&task.key));
    }
    for task in assessment.may_not_proceed() {
        let instead = task.instead().unwrap_or_default();
        report.say(format!("  {}: {}. {instead}", task.answer.word(), what(&task.key)));
        let says = what(&task.key);
        waits.push(json!({"what": says, "answer": task.answer.word(), "instead": task.instead()}));
    }
    let mut calls: Vec<Value> = Vec::new();
    for call in assessment.calls.iter() {
        let reach: Vec<String> =
            call.reach.iter().map(|reach| reach.at.as_str().to_owned()).collect();
        let said = json!({"name": call.name.as_str(), "role": call.role.word(), "reach": reach});
        // A rung of the ladder may be the on-call number of the policy too.
        if calls.contains(&said) {
            continue;
        }
        report.say(format!(
            "  phone: {} ({}) {}",
            call.name.as_str(),
            call.role.word(),
            reach.join(", ")
        ));
        calls.push(said);
    }
    if calls.is_empty()
        && let Some(number) = device.on_call()?
    {
        report.say(format!("  phone: on call {number}"));
        calls.push(json!({"name": "on call", "role": null, "reach": [number]}));
    }
    if assessment.advice != Answer::Proceed {
        let always: Vec<&str> = assessment.meanwhile.iter().map(|always| always.word()).collect();
        report.say(format!("  always: {}.", always.join("; ")));
    }
    if overridden {
        report.say("Saved: you went on, and why. Your manager sees it first.");
    }
    report
        .data("visit", words::visit_words(id))
        .data("answer", assessment.advice.word())
        .data("pathway", pathway.map(Pathway::word))
        .data("findings", findings)
        .data("may_proceed", may)
        .data("waits", waits)
        .data("calls", calls);
    Ok(report)
}

/// A system that is down, and since when: `rota`, or `rota since 2026-11-30 20:00`.
fn down(text: &str) -> Result<Down> {
    let (system, since) = text.split_once(" since ").unzip();
    let since = since.map(|since| words::typed::<Moment>("down since", since)).transpose()?;
    Ok(Down {
        system: words::typed::<System>("down", system.unwrap_or(text))?,
        since: since.map_or_else(|| SystemClock.now(), |since| since.0),
    })
}

/// Since you were last here; and read and understood.
pub fn read(context: &Context, person: &str, only_show: bool) -> Result<Report> {
    let device = context.device()?;
    let page = device.people().page(which::person(&device, person)?)?;
    let mut report = Report::new();
    let asks: Vec<_> = page.changes.iter().filter(|c| c.asks_again == YesNo::Yes).collect();
    if page.changes.is_empty() {
        report.say("Nothing changed since you were last here.");
    }
    let mut data: Vec<Value> = Vec::new();
    for change in &page.changes {
        let kind = change
            .slot
            .map_or_else(|| "something this version cannot read".to_owned(), words::kind);
        let before: Vec<String> = change.before.iter().map(words::content).collect();
        let now: Vec<String> = change.now.iter().map(words::content).collect();
        let text = match change.differs {
            // Never in a list: only that it is another one now.
            _ if change.slot == Some(Slot::EntryDetails) => {
                "new or changed: shown around a visit, by `visit entry-details`".to_owned()
            }
            Differs::New => format!("new: {}", now.join(" | ")),
            Differs::Changed => format!("was {}; is {}", before.join(" | "), now.join(" | ")),
            Differs::Removed => format!("removed: {}", before.join(" | ")),
            Differs::Disputed => format!("DISPUTED: {}", now.join(" | ")),
            Differs::Confirmed => format!("confirmed: {}", now.join(" | ")),
            Differs::CannotBeRead => "cannot be read here; update Holdfast".to_owned(),
        };
        report.say(format!("  {kind}, {text}"));
        data.push(json!({
            "item": change.key, "kind": change.slot.map(Slot::word), "says": text,
            "asks_again": change.asks_again == YesNo::Yes,
        }));
    }
    if !only_show {
        device.people().acknowledge(&page)?;
        report.say(format!(
            "Read and understood: {} change{} acknowledged, exactly as shown.",
            asks.len(),
            plural(asks.len())
        ));
    }
    report
        .data("person", page.person.to_string())
        .data("changes", data)
        .data("to_read", asks.len())
        .data("acknowledged", !only_show);
    Ok(report)
}
