//! `holdfast device`.

use std::fs;

use holdfast_core::device::{EnrolAs, Members};
use holdfast_ledger::Timestamp;

use crate::args::{DeviceCommand, EnrolArgs};
use crate::context::{Context, SystemClock, read_file};
use crate::failure::{Result, file};
use crate::report::Report;
use crate::words;

const DAY: i64 = 86_400_000;

/// Does what was asked.
pub fn run(command: &DeviceCommand, context: &Context) -> Result<Report> {
    let mut report = Report::new();
    match command {
        DeviceCommand::New { label, name, request } => {
            let device = context.create(label)?;
            report.say(format!("{label} is ready. It is not in an organisation yet."));
            if let Some(path) = request {
                let bytes = device.members().request(name)?;
                fs::write(path, bytes).map_err(|error| file("write", path, &error))?;
                report.say(format!("Give {} to whoever enrols you.", path.display()));
            }
        }
        DeviceCommand::Enrol(args) => enrol(args, context, &mut report)?,
        DeviceCommand::Join { welcome } => {
            let device = context.device()?;
            device.join(&read_file(welcome)?)?;
            let status = device.status()?;
            let to = status.organisation.unwrap_or_else(|| "the organisation".to_owned());
            report.say(format!("Welcome to {to}."));
        }
        DeviceCommand::Unlock => {
            context.unlock()?;
            report.say("Unlocked, until `holdfast device lock`.");
        }
        DeviceCommand::Lock => {
            context.lock()?;
            report.say("Locked.");
        }
        DeviceCommand::List => {
            let rows = context.device()?.members().list()?;
            let table: Vec<Vec<String>> = rows
                .iter()
                .map(|row| {
                    let roles: Vec<&str> = row.roles.iter().map(words::role_word).collect();
                    vec![
                        row.name.clone().unwrap_or_else(|| "(name not here yet)".to_owned()),
                        roles.join(", "),
                        row.phone.clone().unwrap_or_default(),
                        format!("{} device{}", row.devices.len(), plural(row.devices.len())),
                    ]
                })
                .collect();
            report.table(&table);
        }
        DeviceCommand::Status => return super::status::show(context),
    }
    Ok(report)
}

/// An s, or none.
pub fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

fn enrol(args: &EnrolArgs, context: &Context, report: &mut Report) -> Result<()> {
    use holdfast_core::device::Clock as _;
    let device = context.device()?;
    let request = read_file(&args.request)?;
    let asking = Members::asking(&request)?;
    let now = SystemClock.now();
    let to = EnrolAs {
        name: args.name.clone(),
        role: words::role(&args.role)?,
        phone: args.phone.clone(),
        employer: args.employer.clone(),
        until: args
            .lease_days
            .map(|days| Timestamp(now.0.saturating_add(days.saturating_mul(DAY)))),
    };
    let welcome = device.members().enrol(&request, &to)?;
    fs::write(&args.welcome, welcome).map_err(|error| file("write", &args.welcome, &error))?;
    report.say(format!(
        "{} ({}) is enrolled as {}, on {}.",
        args.name,
        asking.label,
        words::role_word(to.role),
        args.welcome.display()
    ));
    if let Some(until) = to.until {
        report.say(format!("Until {}.", words::moment(until)));
    }
    Ok(())
}
