//! How to get in. Shown around a visit to whoever is on it, and to a senior or on-call device at any
//! time with a reason, which stands in the record before anything is shown. In no list and no print.

use holdfast_core::care::Defined as _;
use holdfast_core::care::summary::entry::Availability;
use holdfast_core::device::{Device, WayIn};
use serde_json::{Value, json};

use super::which::{self, About};
use crate::failure::{Failure, Result};
use crate::report::Report;
use crate::words;

/// For a visit.
pub fn for_visit(device: &Device, visit: &str, because: Option<&str>) -> Result<Report> {
    let chosen = which::visit(device, visit, About::Writing)?;
    let reason = because.map(|why| words::typed("because", why)).transpose()?;
    show(device.visits().entry_details(chosen.id, reason)?, device)
}

/// For a person, with no visit.
pub fn for_person(device: &Device, person: &str, because: &str) -> Result<Report> {
    let person = which::person(device, person)?;
    show(device.people().entry_details(person, words::typed("because", because)?)?, device)
}

fn show(way_in: WayIn, device: &Device) -> Result<Report> {
    let details = match way_in {
        WayIn::Shown(details) => details,
        WayIn::Withheld(why) => return Err(withheld(why, device)?),
    };
    let mut report = Report::new();
    let mut data: Vec<Value> = Vec::new();
    if details.is_empty() {
        report.say("Nobody has written how to get in. That is not \"no key safe\": phone.");
    }
    if details.len() > 1 {
        report.say("DISPUTED: two people wrote different things. Phone before you rely on either.");
    }
    for item in details.iter().filter(|item| item.is_present()) {
        for (label, text) in item.content.filled() {
            report.say(format!("  {label}: {}", text.trim().replace('\n', "; ")));
        }
        report.say(format!("  ({})", words::confirmed(item)));
        data.push(json!({"says": words::filled(item.content.filled()), "content": item.content}));
    }
    report.data("entry_details", data);
    Ok(report)
}

/// Why not, and what to do instead. The on-call number is on standard output: nobody is left outside.
fn withheld(why: Availability, device: &Device) -> Result<Failure> {
    let found = match why {
        Availability::NotBefore(at) => format!(
            "expected a visit that begins within the hour, found one that opens this at {}; wait, \
             or phone on call",
            words::moment(at)
        ),
        Availability::Over => {
            "expected a visit that is not over, found one that is; phone on call \
                               if you have to go back in"
                .to_owned()
        }
        Availability::WithReason => "expected a reason, found none: you are not on this visit at \
                                     this time; add --because, and the manager is told"
            .to_owned(),
        Availability::NotTheirs | Availability::Shown => {
            "expected somebody on this visit, or a senior or on-call device, found neither; phone \
             on call"
                .to_owned()
        }
    };
    let mut report = Report::new();
    let number = device.on_call()?;
    if let Some(number) = &number {
        report.say(format!("phone: on call {number}"));
    }
    report.data("on_call", number);
    Ok(Failure::refused(found).showing(report))
}
