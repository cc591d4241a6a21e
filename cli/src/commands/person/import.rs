//! Bringing referrals in. Nothing that stands is overwritten; all of it is unconfirmed.

use std::path::Path;

use holdfast_core::care::summary::{ImportAction, Referral};
use holdfast_core::device::{
    Bearer, Device, DeviceError, ImportReport, Known, MayBe, Unlike, Whose,
};
use serde_json::{Value, json};

use crate::args::ImportArgs;
use crate::commands::device::plural;
use crate::context::read_file;
use crate::failure::{Failure, Result};
use crate::report::Report;
use crate::words;

/// How much of what did not map is printed for each file.
const SHOWN: usize = 8;

/// Those who may be one person, side by side, for whoever has to say.
fn compare(found: &[MayBe], file: &str, report: &mut Report) {
    let bearer = |one: &Bearer| {
        let name = one.name.as_deref().unwrap_or("(no full name)");
        let born = one.born.map(|born| format!("born {}", born.in_words()));
        format!("{name}, {}", born.as_deref().unwrap_or("(no date of birth)"))
    };
    report.say(format!("{file} may be about somebody who is here already."));
    if let Some(both) = found.first() {
        report.say(format!("  the file:  {}", bearer(&both.file)));
    }
    for (at, both) in found.iter().enumerate() {
        let here = match found.len() {
            1 => "here:    ".to_owned(),
            _ => format!("here, {}: ", at + 1),
        };
        report.say(format!("  {here}  {}", bearer(&both.here)));
        for unlike in &both.unlike {
            report.say(match unlike {
                Unlike::Name => "    The names are not the same.",
                Unlike::Born => "    The dates of birth are not the same.",
                Unlike::Number => "    The sender says that the number was not verified.",
                Unlike::NoNumber => "    One of the two has no NHS number.",
                Unlike::NoBorn => "    One of the two has no date of birth.",
            });
        }
    }
    let same = if found.len() > 1 { "--same-person=NUMBER" } else { "--same-person" };
    report.say(format!(
        "Nothing of it was brought in. Ask who it is, then type it again with {same} or \
         --another-person."
    ));
}

/// Each change that waits for somebody to decide: what stands here, and what the file says now.
fn changes(device: &Device, done: &ImportReport, report: &mut Report) -> Result<()> {
    let summary = device.people().summary(done.person)?;
    let changed = done.actions.iter().filter_map(|action| match action {
        ImportAction::Change { key, item } => Some((key, item)),
        _ => None,
    });
    let changed: Vec<_> = changed.collect();
    for (key, item) in &changed {
        let here = summary.at(key).and_then(|(_, at)| at.values.into_iter().next());
        let here =
            here.map_or_else(|| "nothing stands".to_owned(), |i| words::one_line(&i.content));
        report
            .say("  changed since the last import, to be decided:")
            .say(format!("    here:      {here}"))
            .say(format!("    the file:  {}", words::one_line(&item.content)));
    }
    if !changed.is_empty() {
        report
            .say("  See `holdfast person changes`; then `person accept` or `person decline` each.");
    }
    Ok(())
}

/// A file's name without its folder.
fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Whose a referral is, by its number or by what was typed; else those it may be about are shown.
fn whose(device: &Device, args: &ImportArgs, path: &Path, referral: &Referral) -> Result<Whose> {
    let found = device.people().may_be(referral)?;
    let said = match (args.same_person, &found[..]) {
        (_, []) => Some(Whose::ByNumber),
        (None, [one, ..]) if one.unlike.is_empty() => Some(Whose::ByNumber),
        (Some(None), [one]) => Some(Whose::SamePerson(one.person)),
        (Some(Some(number)), all) => {
            let one = number.checked_sub(1).and_then(|at| all.get(at));
            one.map(|one| Whose::SamePerson(one.person))
        }
        (Some(None), _) => None,
        (None, _) => args.another_person.then_some(Whose::AnotherPerson),
    };
    said.ok_or_else(|| {
        let mut report = Report::new();
        compare(&found, &file_name(path), &mut report);
        Failure::from(DeviceError::Whose).showing(report)
    })
}

/// Brings every file in, one after another.
pub fn import(device: &Device, args: &ImportArgs) -> Result<Report> {
    let mut report = Report::new();
    let mut people: Vec<Value> = Vec::new();
    // All of them are read before any comes in: of a file that is none, nothing is half-done.
    let mut referrals: Vec<(&Path, Referral)> = Vec::new();
    for path in &args.files {
        let referral = holdfast_exchange::read_fhir(&read_file(path)?)
            .map_err(|error| Failure::refused(format!("{}: {error}", path.display())))?;
        whose(device, args, path, &referral)?;
        referrals.push((path, referral));
    }
    for (path, referral) in &referrals {
        let whose = whose(device, args, path, referral)?;
        let done = match device.people().import_as(referral, whose) {
            Ok(done) => done,
            Err(error) => return Err(Failure::from(error).showing(report)),
        };
        let row = device.people().list()?.into_iter().find(|row| row.person == done.person);
        let row = row.as_ref();
        let called = row.and_then(|row| row.preferred.clone().or_else(|| row.full.clone()));
        let name = called.clone().unwrap_or_else(|| "a person with no name in the file".to_owned());
        let count = |is: fn(&ImportAction) -> bool| done.actions.iter().filter(|a| is(a)).count();
        let added = count(|action| matches!(action, ImportAction::Add { .. }));
        let changed = count(|action| matches!(action, ImportAction::Change { .. }));
        let known = if done.known == Known::Already { "known already" } else { "new" };
        let shown_path = file_name(path);
        report.say(format!(
            "{name} ({known}, from {shown_path}): {added} item{} came in, all unconfirmed{}",
            plural(added),
            match changed {
                0 => String::new(),
                _ => format!("; {changed} change{} to decide", plural(changed)),
            }
        ));
        changes(device, &done, &mut report)?;
        for problem in &referral.problems {
            report.say(format!("  CHECK: {}  ({})", problem.says.as_str(), problem.path.as_str()));
        }
        let unmapped = &referral.unmapped;
        report.say(format!(
            "  {} part{} of the file did not map, kept with the summary:",
            unmapped.len(),
            plural(unmapped.len())
        ));
        for part in unmapped.iter().take(SHOWN) {
            report.say(format!("    {}: {}", part.what.as_str(), part.why.as_str()));
        }
        if unmapped.len() > SHOWN {
            report.say(format!("    … and {} more", unmapped.len() - SHOWN));
        }
        people.push(json!({
            "person": done.person.to_string(), "name": called, "known": known, "added": added, "changed": changed,
            "unmapped": unmapped.len(), "problems": referral.problems.len(),
        }));
    }
    report.data("people", people);
    Ok(report)
}
