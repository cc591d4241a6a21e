//! Planning a visit: whom, when, who comes, what is to be done.

use holdfast_core::care::visit_plan::PlannedTask;
use holdfast_core::care::{
    Line, Pathway, PersonId, Span, Staff, Summary, TaskKind, Value as _, VisitState,
};
use holdfast_core::device::{Clock as _, Device, NewVisit, VisitRow};
use serde_json::{Value, json};

use crate::args::PlanArgs;
use crate::commands::which::{self, About};
use crate::context::SystemClock;
use crate::failure::{Failure, Result};
use crate::report::Report;
use crate::words;

const MINUTE: i64 = 60_000;

/// In minutes.
const DAY: i64 = 1_440;

const YEAR: i64 = 366 * DAY;

/// Plans a visit.
pub fn plan(device: &Device, args: &PlanArgs) -> Result<Report> {
    let person = which::person(device, &args.person)?;
    if !(-DAY..=YEAR).contains(&args.in_minutes) || args.window > DAY {
        return Err(Failure::refused(
            "expected a visit within a year that may begin within a day, found another time; give \
             --in-minutes and --window in minutes",
        ));
    }
    let start = SystemClock.now().plus_millis(args.in_minutes.saturating_mul(MINUTE));
    let end = start.plus_millis(args.window.saturating_mul(MINUTE));
    let carers: Result<Vec<_>> =
        args.carers.iter().map(|name| which::member(device, name)).collect();
    let summary = device.people().summary(person)?;
    let tasks: Result<Vec<_>> = args.tasks.iter().map(|text| task(&summary, text)).collect();
    let tasks = tasks?;
    let staff = args.staff.map(|number| {
        Staff::new(number).ok_or_else(|| {
            Failure::refused(
                "expected how many carers it needs, from 1, found another number; leave it out \
                 where one is enough",
            )
        })
    });
    let pathway = args.pathway.as_deref().map(|text| words::typed::<Pathway>("pathway", text));
    let round = args.round.as_deref().map(|called| which::round(device, called));
    let new = NewVisit {
        tasks: tasks.iter().map(|(task, _)| task.clone()).collect(),
        staff: staff.transpose()?,
        carers: carers?,
        pathway: pathway.transpose()?,
        round: round.transpose()?,
        ..NewVisit::to(person, Span { start, end })
    };
    let theirs = beside(device, person, Span { start, end })?;
    let id = device.visits().plan(new)?;
    let mut report = Report::new();
    report
        .say(format!("Planned: may begin from {} to {}.", words::moment(start), words::hour(end)))
        .data("visit", words::visit_words(id))
        .moment("starts", Some(start))
        .moment("ends", Some(end));
    let mut data: Vec<Value> = Vec::new();
    for (task, medicine) in &tasks {
        let what = task.what.as_str();
        match medicine {
            Some(name) => _ = report.say(format!("  {what}: {name}")),
            None if is_medicine(task.kind) => {
                report.say(format!(
                    "  {what}: no medicine of the summary has this name, so it is not linked to \
                     one; tell whoever answers for the summary"
                ));
            }
            None if task.kind == TaskKind::Unlisted => {
                report.say(format!(
                    "  {what}: of no kind that is checked; write `kind: words`, such as \
                     `personal care: wash and dress`"
                ));
            }
            None => {}
        }
        data.push(json!({"what": what, "kind": task.kind.word(), "medicine": medicine}));
    }
    for other in &theirs {
        report.say(format!(
            "LOOK: another visit to this person is planned from {}. Where it is the same one, stand one \
             of them down.",
            other.starts.map_or_else(String::new, words::hour)
        ));
    }
    report.data("tasks", data).data("planned_beside", theirs.len());
    Ok(report)
}

/// Planned visits to a person that may begin in the same time. A window is a day long at most.
fn beside(device: &Device, person: PersonId, span: Span) -> Result<Vec<VisitRow>> {
    let mut rows = device.visits().between(span.start.plus_millis(-DAY * MINUTE), span.end)?;
    rows.retain(|row| row.person == Some(person) && row.state == VisitState::Planned);
    rows.retain(|row| row.starts.is_some_and(|starts| starts < span.end));
    rows.retain(|row| row.ends.is_some_and(|ends| span.start < ends));
    Ok(rows)
}

/// Stands a visit down.
pub fn stand_down(device: &Device, visit: &str, why: &str) -> Result<Report> {
    let chosen = which::visit(device, visit, About::Arriving)?;
    device.visits().stand_down(chosen.id, words::typed("why", why)?)?;
    Ok(super::saved(&chosen, "stood down"))
}

const fn is_medicine(kind: TaskKind) -> bool {
    matches!(
        kind,
        TaskKind::MedicinePrompt
            | TaskKind::MedicineAssist
            | TaskKind::MedicineAdminister
            | TaskKind::MedicineAsNeeded
    )
}

/// `kind: words`; a kind that the catalogue does not have is kept, and shown as not checked. A
/// medicine is linked to the summary's, and its name there is given back.
fn task(summary: &Summary, text: &str) -> Result<(PlannedTask, Option<String>)> {
    let (kind, what) = text.split_once(':').unwrap_or((text, text));
    let kind = TaskKind::parse(kind.trim()).unwrap_or(TaskKind::Unlisted);
    let what: Line = words::typed("task", what.trim())?;
    let medicine = if is_medicine(kind) { which::medicine(summary, what.as_str())? } else { None };
    let (key, name) = medicine.map(|medicine| (medicine.key, medicine.name)).unzip();
    Ok((PlannedTask { kind, what, medicine: key, due: None, staff: None }, name))
}
