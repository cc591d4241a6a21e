//! `holdfast person`.

mod change;
mod edit;
mod import;
mod page;
mod paramedic;

use holdfast_core::care::summary::{Content, Slot};
use holdfast_core::care::{Defined as _, Event, Said, Source};
use holdfast_core::device::{Device, Held};
use serde_json::{Value, json};

use super::{status, way_in, which};
use crate::args::PersonCommand;
use crate::context::Context;
use crate::failure::Result;
use crate::report::Report;
use crate::words;

pub use edit::fields;

/// Does what was asked.
pub fn run(command: &PersonCommand, context: &Context) -> Result<Report> {
    let device = context.device()?;
    match command {
        PersonCommand::Import(args) => import::import(&device, args),
        PersonCommand::New { preferred, full } => new(&device, preferred, full),
        PersonCommand::List => list(&device),
        PersonCommand::Show { person, keys } => {
            let page = device.people().page(which::person(&device, person)?)?;
            Ok(page::show(&page, *keys))
        }
        PersonCommand::Edit { person, item, fields } => edit::edit(&device, person, item, fields),
        PersonCommand::Confirm { person, what, confirming } => {
            edit::confirm(&device, person, what, confirming)
        }
        PersonCommand::Changes { person } => change::list(&device, person),
        PersonCommand::Accept { person, change, how, from } => {
            change::accept(&device, person, change, how.as_deref(), from.as_deref())
        }
        PersonCommand::Decline { person, change, why } => {
            change::decline(&device, person, change, why)
        }
        PersonCommand::NoneKnown { person, list } => edit::none_known(&device, person, list),
        PersonCommand::Remove { person, item, why } => edit::remove(&device, person, item, why),
        PersonCommand::Happened { person, event } => happened(&device, person, event),
        PersonCommand::EntryDetails { person, because } => {
            way_in::for_person(&device, person, because)
        }
        PersonCommand::Paramedic { person } => paramedic::show(&device, person),
    }
}

fn new(device: &Device, preferred: &str, full: &str) -> Result<Report> {
    let contents = [
        Content::from_texts(Slot::PreferredName, &[("name", preferred)])?,
        Content::from_texts(Slot::FullName, &[("name", full)])?,
    ];
    let person = device.people().begin(&contents, &Source::Person)?;
    let mut report = Report::new();
    report
        .say(format!("{preferred} is here. All six sections are still missing."))
        .data("person", person.to_string())
        .data("name", preferred);
    Ok(report)
}

fn list(device: &Device) -> Result<Report> {
    let rows = device.people().list()?;
    let mut report = Report::new();
    let mut table = Vec::new();
    let mut data: Vec<Value> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let name = which::called(row);
        let held = if row.held == Held::Readable { "" } else { "waits for its key" };
        table.push(vec![
            format!("{}.", at + 1),
            name.to_owned(),
            row.full.clone().unwrap_or_default(),
            row.nhs_number.clone().unwrap_or_default(),
            held.to_owned(),
        ]);
        data.push(json!({
            "number": at + 1,
            "person": row.person.to_string(),
            "name": row.preferred.as_ref().or(row.full.as_ref()),
            "full": row.full,
            "nhs_number": row.nhs_number,
            "readable": row.held == Held::Readable,
        }));
    }
    if rows.is_empty() {
        report.say("Nobody yet. Bring a referral in, or sync.");
        status::empty_list(device, &mut report)?;
    }
    report.table(&table).data("people", data);
    Ok(report)
}

fn happened(device: &Device, person: &str, event: &str) -> Result<Report> {
    let found = which::person(device, person)?;
    let (whom, kind) = (found.to_string(), words::event(event)?);
    let event = Event::from_texts(&[("person", whom.as_str()), ("kind", kind.word())])?;
    device.people().happened(found, event, Said::default())?;
    let mut report = Report::new();
    report
        .say("Recorded. Guidance that depends on it is unconfirmed from now on.")
        .data("event", kind.word());
    Ok(report)
}
