//! For a paramedic, on one screen: what an ambulance crew asks for, and nothing else.

use holdfast_core::care::paramedic::{ForAParamedic, Shown};
use holdfast_core::care::{Defined, YesNo};
use holdfast_core::device::Device;

use crate::commands::which;
use crate::failure::Result;
use crate::report::Report;
use crate::words;

/// The screen.
pub fn show(device: &Device, person: &str) -> Result<Report> {
    let found = which::person(device, person)?;
    let sheet = device.people().paramedic(found)?;
    let mut report = Report::new();
    let full = sheet.full_name.as_ref().map_or("(no name)", |name| name.name.as_str());
    report.say(format!("FOR A PARAMEDIC: {full}"));
    who(&mut report, &sheet);
    several(&mut report, "allergy", &sheet.allergies);
    several(&mut report, "allergies", sheet.allergies_stated.as_slice());
    if sheet.allergies.is_empty() && sheet.allergies_stated.is_none() {
        report.say("  allergies: nothing is written; that is not \"none\"");
    }
    for given in &sheet.medicines {
        several(&mut report, "medicine", std::slice::from_ref(&given.medicine));
        let taken = given.last_taken.map(words::moment);
        let taken = taken.unwrap_or_else(|| "nothing on this device says when".to_owned());
        report.say(format!("    last taken: {taken}"));
    }
    several(&mut report, "medicines", sheet.medicines_stated.as_slice());
    several(&mut report, "DNACPR", sheet.dnacpr.as_slice());
    several(&mut report, "ADRT", sheet.adrt.as_slice());
    several(&mut report, "ReSPECT", sheet.respect.as_slice());
    if sheet.dnacpr.is_none() && sheet.adrt.is_none() && sheet.respect.is_none() {
        report.say("  DNACPR, ADRT, ReSPECT: nothing is written");
    }
    report.say(format!("  in any doubt: {}", sheet.in_any_doubt));
    several(&mut report, "alert", &sheet.alerts);
    several(&mut report, "usual for this person", sheet.baseline.as_slice());
    several(&mut report, "language", sheet.language.as_slice());
    several(&mut report, "helps to communicate", sheet.aids.as_slice());
    several(&mut report, "shows pain", sheet.shows_pain.as_slice());
    several(&mut report, "shows distress", sheet.shows_distress.as_slice());
    several(&mut report, "next of kin", &sheet.next_of_kin);
    report.data("paramedic", serde_json::to_value(&sheet).unwrap_or_default());
    Ok(report)
}

fn who(report: &mut Report, sheet: &ForAParamedic) {
    if let Some(name) = &sheet.preferred_name {
        report.say(format!("  likes to be called: {}", name.name.as_str()));
    }
    if let Some(born) = &sheet.date_of_birth {
        report.say(format!("  born: {}", born.date.in_words()));
    }
    if let Some(held) = &sheet.nhs_number {
        report.say(format!("  NHS number: {}", held.number));
    }
}

/// Every side of what is disputed stands there; what nobody confirmed says so.
fn several<T: Defined>(report: &mut Report, label: &str, shown: &[Shown<T>]) {
    for one in shown {
        let mark = match (one.disputed, one.confirmed) {
            (YesNo::Yes, _) => "  (DISPUTED)",
            (YesNo::No, YesNo::No) => "  (unconfirmed)",
            (YesNo::No, YesNo::Yes) => "",
        };
        for says in &one.says {
            report.say(format!("  {label}: {}{mark}", words::filled(says.filled())));
        }
    }
}
