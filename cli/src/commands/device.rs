//! `holdfast device`.

use std::fs;

use holdfast_core::device::{EnrolAs, Members};
use holdfast_ledger::Timestamp;
use serde_json::{Value, json};

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
            report
                .say(format!("{label} is ready. It is not in an organisation yet."))
                .data("device", label.as_str())
                .data("request", request.as_ref().map(|path| path.display().to_string()));
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
            report.say(format!("Welcome to {to}.")).data("organisation", to);
        }
        DeviceCommand::Unlock => {
            context.unlock()?;
            report.say("Unlocked, until `holdfast device lock`.").data("locked", false);
        }
        DeviceCommand::Lock => {
            context.lock()?;
            report.say("Locked.").data("locked", true);
        }
        DeviceCommand::List => {
            let rows = context.device()?.members().list()?;
            let mut data: Vec<Value> = Vec::new();
            let table: Vec<Vec<String>> = rows
                .iter()
                .enumerate()
                .map(|(at, row)| {
                    let roles: Vec<&str> = row.roles.iter().map(words::role_word).collect();
                    data.push(json!({
                        "number": at + 1,
                        "member": row.member.to_string(),
                        "name": row.name,
                        "roles": roles,
                        "phone": row.phone,
                        "devices": row.devices.len(),
                    }));
                    vec![
                        format!("{}.", at + 1),
                        row.name.clone().unwrap_or_else(|| "(name not here yet)".to_owned()),
                        roles.join(", "),
                        row.phone.clone().unwrap_or_default(),
                        format!("{} device{}", row.devices.len(), plural(row.devices.len())),
                    ]
                })
                .collect();
            report.table(&table).data("members", data);
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
    let namesakes = device.members().list()?;
    let namesakes = namesakes.iter().filter(|row| row.name.as_deref() == Some(args.name.trim()));
    let namesakes = namesakes.count();
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
    if namesakes > 0 {
        report.say(
            "LOOK: somebody of this name was here already. Where both are meant, say which by the \
             number in `holdfast device list`.",
        );
    }
    report
        .data("name", args.name.as_str())
        .data("device", asking.label)
        .data("role", words::role_word(to.role))
        .data("welcome", args.welcome.display().to_string())
        .moment("until", to.until);
    Ok(())
}
