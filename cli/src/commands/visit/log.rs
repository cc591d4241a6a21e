//! What is recorded at a visit, from arriving to signing off.

use std::io::BufRead as _;

use holdfast_core::care::visit_log::TaskDone;
use holdfast_core::care::{ObservationKind, Observed, Said, Text, Value as _};
use holdfast_core::device::Device;

use super::{saved, writing};
use crate::commands::device::plural;
use crate::commands::which::{self, About, Chosen};
use crate::context::text_of;
use crate::failure::{Failure, Result};
use crate::report::{Form, Report, announce};
use crate::words;

/// Arrived: at a planned visit, or at somebody nobody had planned to visit.
pub fn start(device: &Device, visit: &str, because: Option<&str>) -> Result<Report> {
    let Some(because) = because else {
        let chosen = which::visit(device, visit, About::Arriving)?;
        device.visits().start(chosen.id, Said::default())?;
        return Ok(saved(&chosen, "you have arrived"));
    };
    let person = which::person(device, visit)?;
    let id = device.visits().start_unplanned(person, words::typed("because", because)?)?;
    let chosen = which::visit(device, &words::visit_words(id), About::Writing)?;
    Ok(saved(&chosen, "an unplanned visit has begun"))
}

/// One note.
pub fn note(device: &Device, visit: &str, text: &str) -> Result<Report> {
    let chosen = writing(device, visit)?;
    let text = words::typed("note", &text_of(text)?)?;
    device.visits().note(chosen.id, text, Said::default())?;
    let mut report = saved(&chosen, "");
    report.data("saved", 1);
    Ok(report)
}

/// Each line of standard input is a note, announced once it is saved.
pub fn each_line(device: &Device, visit: &str, form: Form) -> Result<Report> {
    let Chosen { id, says } = writing(device, visit)?;
    let mut count = 0;
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|_| {
            Failure::refused("expected lines of text, found other bytes; save it as UTF-8")
        })?;
        device.visits().note(id, words::typed("note", &line)?, Said::default())?;
        count += 1;
        announce(form, &format!("saved: {count}"), "saved", count);
    }
    let mut report = Report::new();
    report
        .say(format!("{count} note{} saved for {says}.", plural(count)))
        .data("visit", words::visit_words(id))
        .data("saved", count);
    Ok(report)
}

/// What came of a planned task.
pub fn task(device: &Device, visit: &str, task: &str, not_done: Option<&str>) -> Result<Report> {
    let chosen = writing(device, visit)?;
    let page = device.visits().page(chosen.id)?;
    let key = which::task(&page.visit, task)?;
    let outcome = if not_done.is_some() { TaskDone::NotDone } else { TaskDone::Done };
    let reason = not_done.map(|why| words::typed::<Text>("reason", why));
    device.visits().planned_task(chosen.id, &key, outcome, reason.transpose()?)?;
    let planned = page.visit.planned_tasks().find(|(at, _)| *at == key).map(|(_, task)| task);
    let what = planned.map_or("a task", |task| task.what.as_str());
    let mut report = saved(&chosen, &format!("{what}: {}", outcome.word()));
    if planned.is_some_and(|task| task.medicine.is_some()) {
        report.say(
            "What came of the medicine itself is not recorded by this: `holdfast visit medicine`.",
        );
    }
    report.data("task", what).data("outcome", outcome.word());
    Ok(report)
}

/// An observation, with its unit.
pub fn observe(device: &Device, visit: &str, kind: &str, value: &str) -> Result<Report> {
    let chosen = writing(device, visit)?;
    let kind: ObservationKind = words::typed("kind", kind)?;
    let observed = Observed::typed(kind, value)?;
    let says = observed.text();
    device.visits().observe(chosen.id, observed, None, Said::default())?;
    let mut report = saved(&chosen, &says);
    report.data("observation", says);
    Ok(report)
}

/// Left.
pub fn leave(device: &Device, visit: &str) -> Result<Report> {
    let chosen = writing(device, visit)?;
    device.visits().leave(chosen.id, None, Said::default())?;
    Ok(saved(&chosen, "you have left"))
}

/// Another wording of a note, beside the first.
pub fn amend(device: &Device, visit: &str, note: usize, text: &str, why: &str) -> Result<Report> {
    let chosen = writing(device, visit)?;
    let page = device.visits().page(chosen.id)?;
    let entry = note.checked_sub(1).and_then(|at| page.visit.notes.get(at));
    let entry = entry.ok_or_else(|| {
        let found = match page.visit.notes.len() {
            0 => "a visit with a note, found one without".to_owned(),
            most => format!("a note's number from 1 to {most}, found {note}"),
        };
        Failure::refused(format!("expected {found}; see `holdfast visit show`"))
    })?;
    let text = words::typed("note", &text_of(text)?)?;
    device.visits().amend_note(chosen.id, entry.id(), text, words::typed("why", why)?)?;
    let mut report = Report::new();
    report
        .say(format!("Saved for {}. What was written first stays beside it.", chosen.says))
        .data("visit", words::visit_words(chosen.id))
        .data("note", note);
    Ok(report)
}

/// Signed off.
pub fn sign_off(device: &Device, visit: &str) -> Result<Report> {
    let chosen = writing(device, visit)?;
    device.visits().sign_off(chosen.id, None)?;
    let mut report = Report::new();
    report
        .say(format!("Signed off: {}.", chosen.says))
        .data("visit", words::visit_words(chosen.id));
    Ok(report)
}
