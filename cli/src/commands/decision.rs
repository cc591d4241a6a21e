//! `holdfast decision`: what was decided, why, and on what was known.

use holdfast_core::care::Text;
use holdfast_core::care::json::moment_text;
use holdfast_core::care::reference::Moment;
use holdfast_core::device::{Device, NewDecision};
use serde_json::{Value, json};

use super::names::Names;
use super::which::{self, About};
use crate::args::{DecisionCommand, RecordArgs};
use crate::context::Context;
use crate::failure::Result;
use crate::report::Report;
use crate::words;

/// Does what was asked.
pub fn run(command: &DecisionCommand, context: &Context) -> Result<Report> {
    let device = context.device()?;
    match command {
        DecisionCommand::Record(args) => record(&device, args),
        DecisionCommand::List { person } => list(&device, person.as_deref()),
    }
}

fn record(device: &Device, args: &RecordArgs) -> Result<Report> {
    let what: Text = words::typed("what was decided", &args.what)?;
    let why: Text = words::typed("why", &args.why)?;
    let rejected: Result<Vec<Text>> =
        args.rejected.iter().map(|option| words::typed("rejected", option)).collect();
    let review_by = args.review_by.as_deref();
    let review_by = review_by.map(|text| words::typed::<Moment>("review by", text)).transpose()?;
    let visit = args.visit.as_deref().map(|visit| which::visit(device, visit, About::Writing));
    let visit = visit.transpose()?;
    let person = match (&args.person, &visit) {
        (Some(person), _) => Some(which::person(device, person)?),
        (None, Some(chosen)) => device.visits().page(chosen.id)?.person,
        (None, None) => None,
    };
    let about = match (&visit, person) {
        (Some(chosen), _) => format!("at the visit: {}", chosen.says),
        (None, Some(_)) => "about this person, as the summary reads now".to_owned(),
        (None, None) => "for the organisation as a whole".to_owned(),
    };
    let id = device.decisions().record(NewDecision {
        person,
        visit: visit.map(|chosen| chosen.id),
        what,
        why,
        rejected: rejected?,
        review_by: review_by.map(|moment| moment.0),
    })?;
    let mut report = Report::new();
    report
        .say(format!("Recorded and signed, {about}."))
        .data("decision", id.to_string())
        .data("person", person.map(|person| person.to_string()))
        .moment("review_by", review_by.map(|moment| moment.0));
    Ok(report)
}

fn list(device: &Device, person: Option<&str>) -> Result<Report> {
    let person = person.map(|person| which::person(device, person)).transpose()?;
    let names = Names::known(device)?;
    let mut report = Report::new();
    let mut data: Vec<Value> = Vec::new();
    for row in device.decisions().list(person)? {
        let Some(decision) = row.entry.content() else { continue };
        let (by, at) = (names.of(row.entry.original().author), row.entry.original().written);
        report
            .say(format!("{}  {}  ({by})", words::moment(at), decision.what.as_str()))
            .say(format!("   because: {}", decision.why.as_str()));
        for option in decision.rejected.iter() {
            report.say(format!("   rejected: {}", option.as_str()));
        }
        if let Some(review) = decision.review_by {
            report.say(format!("   to be looked at again by {}", words::moment(review.0)));
        }
        data.push(json!({
            "decision": row.record.to_string(), "what": decision.what.as_str(),
            "why": decision.why.as_str(), "by": by, "written": moment_text(at),
            "rejected": decision.rejected.iter().map(Text::as_str).collect::<Vec<_>>(),
            "review_by": decision.review_by.map(|review| moment_text(review.0)),
            "known": decision.known.len(),
        }));
    }
    if data.is_empty() {
        report.say("No decisions are written down here.");
    }
    report.data("decisions", data);
    Ok(report)
}
