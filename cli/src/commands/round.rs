//! `holdfast round`: the people a carer visits, and the carers who visit them.

use holdfast_core::device::Device;
use serde_json::{Value, json};

use super::names::Names;
use super::which;
use crate::args::{OnRoundArgs, RoundCommand};
use crate::context::Context;
use crate::failure::Result;
use crate::report::Report;
use crate::words;

/// Does what was asked.
pub fn run(command: &RoundCommand, context: &Context) -> Result<Report> {
    let device = context.device()?;
    let mut report = Report::new();
    match command {
        RoundCommand::New { name } => {
            let round = device.rounds().begin(words::typed("name", name)?)?;
            report
                .say(format!("{name} is a round. Put people and carers on it: `round add`."))
                .data("round", round.to_string())
                .data("name", name.as_str());
        }
        RoundCommand::List => return list(&device),
        RoundCommand::Rename { round, name } => {
            let round = which::round(&device, round)?;
            device.rounds().rename(round, words::typed("name", name)?)?;
            report
                .say(format!("It is called {name} from now on."))
                .data("round", round.to_string())
                .data("name", name.as_str());
        }
        RoundCommand::Add(on) => add(&device, on, &mut report)?,
        RoundCommand::Remove { on, why } => remove(&device, on, why, &mut report)?,
    }
    Ok(report)
}

fn list(device: &Device) -> Result<Report> {
    let rows = device.rounds().list()?;
    let names = Names::known(device)?;
    let people = device.people().list()?;
    let called = |person| {
        let row = people.iter().find(|row| row.person == person);
        let name = row.and_then(|row| row.preferred.clone().or_else(|| row.full.clone()));
        name.unwrap_or_else(|| "(not on this device)".to_owned())
    };
    let mut report = Report::new();
    let mut data: Vec<Value> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let visited: Vec<String> = row.people.iter().map(|person| called(*person)).collect();
        let carers: Vec<String> = row.carers.iter().map(|carer| names.of(*carer)).collect();
        let or_nobody = |names: &[String]| {
            if names.is_empty() { "nobody yet".to_owned() } else { names.join(", ") }
        };
        report
            .say(format!("{}. {}", at + 1, row.name.as_deref().unwrap_or("(no name)")))
            .say(format!("   visited: {}", or_nobody(&visited)))
            .say(format!("   carers:  {}", or_nobody(&carers)));
        data.push(json!({
            "number": at + 1, "round": row.round.to_string(), "name": row.name,
            "people": visited, "carers": carers,
        }));
    }
    if rows.is_empty() {
        report.say("No rounds yet. A coordinator begins one: `holdfast round new`.");
    }
    report.data("rounds", data);
    Ok(report)
}

/// Everybody who is meant is found before anybody is put on or taken off.
fn add(device: &Device, on: &OnRoundArgs, report: &mut Report) -> Result<()> {
    let round = which::round(device, &on.round)?;
    let people: Result<Vec<_>> = on.people.iter().map(|who| which::person(device, who)).collect();
    let carers: Result<Vec<_>> = on.carers.iter().map(|who| which::member(device, who)).collect();
    let (people, carers) = (people?, carers?);
    for person in &people {
        device.rounds().add_person(round, *person)?;
    }
    for carer in &carers {
        device.rounds().add_carer(round, *carer)?;
    }
    report
        .say("On the round. Its carers can read what makes their visits safe once they sync.")
        .data("round", round.to_string())
        .data("people", people.len())
        .data("carers", carers.len());
    Ok(())
}

fn remove(device: &Device, on: &OnRoundArgs, why: &str, report: &mut Report) -> Result<()> {
    let round = which::round(device, &on.round)?;
    let people: Result<Vec<_>> = on.people.iter().map(|who| which::person(device, who)).collect();
    let carers: Result<Vec<_>> = on.carers.iter().map(|who| which::member(device, who)).collect();
    let (people, carers) = (people?, carers?);
    for person in &people {
        device.rounds().remove_person(round, *person, words::typed("why", why)?)?;
    }
    for carer in &carers {
        device.rounds().remove_carer(round, *carer, words::typed("why", why)?)?;
    }
    report
        .say("Off the round. What they could read until now they can still read.")
        .data("round", round.to_string())
        .data("people", people.len())
        .data("carers", carers.len());
    Ok(())
}
