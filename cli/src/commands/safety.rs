//! `holdfast assess` and `holdfast read`: what may start, and what is new to this reader.

use holdfast_core::care::assessment::Advice as Answer;
use holdfast_core::care::since::Differs;
use holdfast_core::care::{Staff, YesNo};
use serde_json::{Value, json};

use super::device::plural;
use super::which::{self, About};
use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::report::Report;
use crate::words;

/// May this visit start?
pub fn assess(
    context: &Context,
    visit: &str,
    present: u32,
    went_on: Option<&str>,
) -> Result<Report> {
    let device = context.device()?;
    let chosen = which::visit(&device, visit, About::Writing)?;
    let id = chosen.id;
    let present = Staff::new(present).ok_or_else(|| {
        Failure::refused(
            "expected how many carers are there, from 1, found another number; count yourself",
        )
    })?;
    let advice = device.visits().assess(id, present, &[])?;
    device.visits().record_advice(id, &advice)?;
    let page = device.visits().page(id)?;
    let assessment = &advice.assessment;
    let mut report = Report::new();
    report.say(format!("{}: {}.", chosen.says, assessment.advice.word()));
    for finding in assessment.findings.iter() {
        let about = finding.section.map_or("this visit", |section| section.word());
        report.say(format!("  - {about}: {}", finding.sentence()));
    }
    let what = |key: &str| {
        let task = page.visit.planned_tasks().find(|(at, _)| *at == key);
        task.map_or_else(|| key.to_owned(), |(_, task)| task.what.as_str().to_owned())
    };
    let mut may: Vec<String> = Vec::new();
    let mut waits: Vec<String> = Vec::new();
    for task in assessment.may_proceed() {
        report.say(format!("  may start: {}", what(&task.key)));
        may.push(what(&task.key));
    }
    for task in assessment.may_not_proceed() {
        let instead = task.instead().unwrap_or_default();
        report.say(format!("  {}: {}. {instead}", task.answer.word(), what(&task.key)));
        waits.push(what(&task.key));
    }
    let mut calls: Vec<Value> = Vec::new();
    for call in assessment.calls.iter() {
        let reach: Vec<String> =
            call.reach.iter().map(|reach| reach.at.as_str().to_owned()).collect();
        report.say(format!(
            "  phone: {} ({}) {}",
            call.name.as_str(),
            call.role.word(),
            reach.join(", ")
        ));
        calls.push(json!({"name": call.name.as_str(), "reach": reach}));
    }
    if calls.is_empty()
        && let Some(number) = device.on_call()?
    {
        report.say(format!("  phone: on call {number}"));
        calls.push(json!({"name": "on call", "reach": [number]}));
    }
    if assessment.advice != Answer::Proceed {
        let always: Vec<&str> = assessment.meanwhile.iter().map(|always| always.word()).collect();
        report.say(format!("  always: {}.", always.join("; ")));
    }
    if let Some(because) = went_on {
        device.visits().went_on(id, words::typed("because", because)?, Vec::new())?;
        report.say("Saved: you went on, and why. Your manager sees it first.");
    }
    report
        .data("answer", assessment.advice.word())
        .data("may_proceed", may)
        .data("waits", waits)
        .data("calls", calls);
    Ok(report)
}

/// Since you were last here; and read and understood.
pub fn read(context: &Context, person: &str, only_show: bool) -> Result<Report> {
    let device = context.device()?;
    let page = device.people().page(device.people().find(person)?)?;
    let mut report = Report::new();
    let asks: Vec<_> = page.changes.iter().filter(|c| c.asks_again == YesNo::Yes).collect();
    if page.changes.is_empty() {
        report.say("Nothing changed since you were last here.");
    }
    for change in &page.changes {
        let kind = change.slot.map_or("something this version cannot read", |slot| slot.name());
        let before: Vec<String> = change.before.iter().map(words::content).collect();
        let now: Vec<String> = change.now.iter().map(words::content).collect();
        let text = match change.differs {
            Differs::New => format!("new: {}", now.join(" | ")),
            Differs::Changed => format!("was {}; is {}", before.join(" | "), now.join(" | ")),
            Differs::Removed => format!("removed: {}", before.join(" | ")),
            Differs::Disputed => format!("DISPUTED: {}", now.join(" | ")),
            Differs::Confirmed => format!("confirmed: {}", now.join(" | ")),
            Differs::CannotBeRead => "cannot be read here; update Holdfast".to_owned(),
        };
        report.say(format!("  {kind}, {text}"));
    }
    if !only_show {
        device.people().acknowledge(&page)?;
        report.say(format!(
            "Read and understood: {} change{} acknowledged, exactly as shown.",
            asks.len(),
            plural(asks.len())
        ));
    }
    report.data("changes", page.changes.len()).data("asks", asks.len());
    Ok(report)
}
