//! `holdfast person`.

use std::path::{Path, PathBuf};

use holdfast_core::care::summary::{Confirming, Content, ImportAction, Place, Section, Slot};
use holdfast_core::care::{
    Channel, Defined as _, Event, Line, Said, SectionState, Source, Summary, Writing,
};
use holdfast_core::device::{
    Bearer, Device, DeviceError, Held, ImportReport, Known, PersonPage, SameNumber, Unlike, Whose,
};
use serde_json::{Value, json};

use super::device::plural;
use crate::args::PersonCommand;
use crate::context::{Context, read_file};
use crate::failure::{Failure, Result};
use crate::report::Report;
use crate::words;

/// How much of what did not map is printed for each file.
const SHOWN: usize = 8;

/// Does what was asked.
pub fn run(command: &PersonCommand, context: &Context) -> Result<Report> {
    let device = context.device()?;
    match command {
        PersonCommand::Import { files, same_person, another_person } => {
            let whose = match (same_person, another_person) {
                (true, _) => Whose::SamePerson,
                (_, true) => Whose::AnotherPerson,
                _ => Whose::ByNumber,
            };
            import(&device, files, whose)
        }
        PersonCommand::New { preferred, full } => new(&device, preferred, full),
        PersonCommand::List => list(&device),
        PersonCommand::Show { person, keys } => {
            let page = device.people().page(device.people().find(person)?)?;
            Ok(show(&page, *keys))
        }
        PersonCommand::Edit { person, item, fields } => edit(&device, person, item, fields),
        PersonCommand::Confirm { person, what, how, from } => {
            confirm(&device, person, what, how, from.as_deref())
        }
        PersonCommand::NoneKnown { person, list } => {
            let found = device.people().find(person)?;
            let slot = slot(list)?;
            device.people().none_known(found, slot, Writing::from(Source::Author))?;
            let mut report = Report::new();
            report.say(format!("Stated: no {} known. It is yours to confirm.", slot.name()));
            Ok(report)
        }
        PersonCommand::Remove { person, key, why } => {
            let found = device.people().find(person)?;
            device.people().remove(found, key, words::typed("why", why)?)?;
            let mut report = Report::new();
            report.say("Removed. What it said stays in the history, with the reason.");
            Ok(report)
        }
        PersonCommand::Happened { person, event } => {
            let found = device.people().find(person)?;
            let (whom, kind) = (found.to_string(), words::event(event)?);
            let event = Event::from_texts(&[("person", &whom), ("kind", kind.word())])?;
            device.people().happened(found, event, Said::default())?;
            let mut report = Report::new();
            report.say("Recorded. Guidance that depends on it is unconfirmed from now on.");
            Ok(report)
        }
        PersonCommand::Paramedic { person } => paramedic(&device, person),
    }
}

fn new(device: &Device, preferred: &str, full: &str) -> Result<Report> {
    let contents = [
        Content::from_texts(Slot::PreferredName, &[("name", preferred)])?,
        Content::from_texts(Slot::FullName, &[("name", full)])?,
    ];
    device.people().begin(&contents, &Source::Person)?;
    let mut report = Report::new();
    report.say(format!("{preferred} is here. All six sections are still missing."));
    Ok(report)
}

fn list(device: &Device) -> Result<Report> {
    let rows = device.people().list()?;
    let mut report = Report::new();
    let mut table = Vec::new();
    let mut data: Vec<Value> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let name = row.preferred.as_deref().or(row.full.as_deref());
        let name = name.unwrap_or("(summary not here yet)");
        let held = if row.held == Held::Readable { "" } else { "waits for its key" };
        table.push(vec![
            format!("{}.", at + 1),
            name.to_owned(),
            row.full.clone().unwrap_or_default(),
            row.nhs_number.clone().unwrap_or_default(),
            held.to_owned(),
        ]);
        data.push(json!({"number": at + 1, "name": row.preferred, "full": row.full}));
    }
    if rows.is_empty() {
        report.say("Nobody yet. Bring a referral in, or sync.");
    }
    report.table(&table).data("people", data);
    Ok(report)
}

/// Two people who may be one, side by side, for whoever has to say.
fn compare(both: &SameNumber, file: &str, report: &mut Report) {
    let bearer = |one: &Bearer| {
        let name = one.name.as_deref().unwrap_or("(no full name)");
        let born = one.born.map(|born| format!("born {}", born.in_words()));
        format!("{name}, {}", born.as_deref().unwrap_or("(no date of birth)"))
    };
    report
        .say(format!("{file} has the NHS number of somebody who is here already."))
        .say(format!("  here:      {}", bearer(&both.here)))
        .say(format!("  the file:  {}", bearer(&both.file)));
    for unlike in &both.unlike {
        report.say(match unlike {
            Unlike::Name => "  The names are not the same.",
            Unlike::Born => "  The dates of birth are not the same.",
            Unlike::Number => "  The sender says that the number was not verified.",
        });
    }
    report.say(
        "Nothing of it was brought in. Ask who it is, then type it again with --same-person or \
         --another-person.",
    );
}

/// Each change that waits for somebody to decide: what stands here, and what the file says now.
fn changes(device: &Device, done: &ImportReport, report: &mut Report) -> Result<()> {
    let summary = device.people().summary(done.person)?;
    for action in &done.actions {
        let ImportAction::Change { key, item } = action else { continue };
        let here = summary.at(key).and_then(|(_, at)| at.values.into_iter().next());
        let said =
            |content: &Content| format!("{}: {}", content.slot().name(), words::content(content));
        report
            .say("  changed since the last import, to be decided:")
            .say(format!("    here:      {}", here.map_or_else(String::new, |i| said(&i.content))))
            .say(format!("    the file:  {}", said(&item.content)));
    }
    Ok(())
}

/// A file's name without its folder.
fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn import(device: &Device, files: &[PathBuf], whose: Whose) -> Result<Report> {
    let mut report = Report::new();
    let mut people: Vec<Value> = Vec::new();
    for path in files {
        let bytes = read_file(path)?;
        let referral = holdfast_exchange::read_fhir(&bytes)
            .map_err(|error| Failure::refused(format!("{}: {error}", path.display())))?;
        if whose == Whose::ByNumber
            && let Some(both) = device.people().same_number(&referral)?
            && !both.unlike.is_empty()
        {
            compare(&both, &file_name(path), &mut report);
            report.print(false);
            return Err(DeviceError::Whose.into());
        }
        let done = device.people().import_as(&referral, whose)?;
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
            report.say(format!("  check: {}  ({})", problem.says.as_str(), problem.path.as_str()));
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
            "name": called, "known": known, "added": added, "changed": changed,
            "unmapped": unmapped.len(), "problems": referral.problems.len(),
        }));
    }
    report.data("people", people);
    Ok(report)
}

/// A state as a shape and a word: never by colour.
pub fn shape(state: SectionState) -> &'static str {
    match state {
        SectionState::Current => "[ok]",
        SectionState::ReviewDue => "[~ ]",
        SectionState::Stale => "[~~]",
        SectionState::Unconfirmed => "[? ]",
        SectionState::Missing => "[  ]",
        SectionState::Disputed => "[!!]",
    }
}

fn show(page: &PersonPage, keys: bool) -> Report {
    let mut report = Report::new();
    let summary = &page.summary;
    let name = summary.preferred_name.content().map(|name| name.name.as_str().to_owned());
    let full = summary.full_name.content().map(|name| name.name.as_str().to_owned());
    let number = summary.nhs_number.content().map(|held| held.number.to_string());
    let born = summary.date_of_birth.content().map(|born| born.date.in_words());
    report.say(format!(
        "{}  {}  {}  {}",
        name.as_deref().unwrap_or("(no name)"),
        full.as_deref().unwrap_or(""),
        born.map(|born| format!("born {born}")).unwrap_or_default(),
        number.map(|number| format!("NHS {number}")).unwrap_or_default()
    ));
    let mut sections: Vec<Value> = Vec::new();
    for standing in &page.sections {
        let since = standing.since.map(|at| format!(" since {}", words::moment(at)));
        report.gap().say(format!(
            "{} {}: {}{}",
            shape(standing.state),
            standing.section.word(),
            standing.state.word(),
            since.unwrap_or_default()
        ));
        // What stands in the way first: "missing" says nothing while items stand below it.
        for ground in standing.grounds.iter().filter(|ground| ground.state == standing.state) {
            report.say(format!("     {}", ground.sentence()));
        }
        items(&mut report, page, standing.section, keys);
        sections.push(json!({"section": standing.section.word(), "state": standing.state.word()}));
    }
    report.gap();
    beside(&mut report, page, keys);
    let again = page
        .changes
        .iter()
        .filter(|change| change.asks_again == holdfast_core::care::YesNo::Yes)
        .count();
    let read = page.last_read.map_or_else(
        || "You have not said yet that you read this.".to_owned(),
        |at| format!("You read this on {}.", words::moment(at)),
    );
    report.say(format!("{read} {again} item{} to read.", plural(again)));
    report.data("name", json!(name)).data("full", json!(full)).data("sections", sections);
    report
}

fn items(report: &mut Report, page: &PersonPage, section: Section, keys: bool) {
    for slot in Slot::ALL.iter().filter(|slot| slot.section() == Some(section)) {
        slot_items(report, page, *slot, keys);
    }
}

fn beside(report: &mut Report, page: &PersonPage, keys: bool) {
    let beside = |slot: &&Slot| {
        slot.section().is_none()
            && !matches!(slot.place(), Place::Identity)
            && **slot != Slot::EntryDetails
    };
    for slot in Slot::ALL.iter().filter(beside) {
        slot_items(report, page, *slot, keys);
    }
}

fn slot_items(report: &mut Report, page: &PersonPage, slot: Slot, keys: bool) {
    for value in page.summary.of_slot(slot) {
        let Some((_, at)) = page.summary.at(value.key()) else { continue };
        let disputed = at.values.len() > 1;
        for item in at.values.iter().filter(|item| item.is_present() || disputed) {
            let key = if keys { format!("  <{}>", value.key()) } else { String::new() };
            let gone = if item.is_present() { "" } else { " (removed by one of two)" };
            let mark = if disputed { "DISPUTED " } else { "" };
            report.say(format!(
                "     {mark}{}: {}{gone}  ({}){key}",
                slot.name(),
                words::content(&item.content),
                words::confirmed(item)
            ));
        }
    }
}

fn slot(text: &str) -> Result<Slot> {
    let found = Slot::ALL.iter().copied().find(|slot| slot.word() == text || slot.name() == text);
    found.ok_or_else(|| {
        let words: Vec<&str> = Slot::ALL.iter().map(|slot| slot.word()).collect();
        Failure::refused(format!(
            "expected a kind of item, found another word; use one of: {}",
            words.join(", ")
        ))
    })
}

fn edit(device: &Device, person: &str, item: &str, fields: &[String]) -> Result<Report> {
    let found = device.people().find(person)?;
    let mut texts: Vec<(&str, &str)> = Vec::new();
    for field in fields {
        let (name, value) = field.split_once('=').ok_or_else(|| {
            Failure::refused("expected FIELD=VALUE, found no equals sign; write name=Levodopa")
        })?;
        texts.push((name, value));
    }
    let mut report = Report::new();
    let at = device.people().summary(found)?.at(item);
    if let Some((_, at)) = at.filter(|(_, at)| at.values.iter().any(|v| v.is_present())) {
        let mut content = at.values[0].content.clone();
        for (field, text) in &texts {
            content.set(field, text)?;
        }
        device.people().change(found, item, content, Writing::from(Source::Author))?;
        report
            .say("Changed, and unconfirmed until somebody confirms it. What it said before stays.");
    } else {
        let content = Content::from_texts(slot(item)?, &texts)?;
        device.people().add(found, content, Writing::from(Source::Author))?;
        report.say("Added, and unconfirmed until somebody confirms it.");
    }
    Ok(report)
}

fn confirm(
    device: &Device,
    person: &str,
    what: &str,
    how: &str,
    from: Option<&str>,
) -> Result<Report> {
    let found = device.people().find(person)?;
    let page = device.people().page(found)?;
    let keys = keys_of(&page.summary, what);
    let from = from.map(|from| words::typed::<Line>("from", from)).transpose()?;
    let confirming = Confirming {
        how: words::typed::<Channel>("how", how)?,
        from,
        events_seen: Vec::new(),
        review_due: None,
        valid_until: None,
    };
    if keys.is_empty() {
        return Err(Failure::refused(
            "expected something that stands there and is not in dispute, found nothing; \
             see `holdfast person show --keys`",
        ));
    }
    device.people().confirm(&page, &keys, &confirming)?;
    let mut report = Report::new();
    report.say(format!("{} item{} confirmed.", keys.len(), plural(keys.len())));
    for key in &keys {
        if let Some((slot, at)) = page.summary.at(key) {
            for item in at.values.iter().filter(|item| item.is_present()) {
                report.say(format!("  {}: {}", slot.name(), words::content(&item.content)));
            }
        }
    }
    report.data("confirmed", keys.len());
    Ok(report)
}

/// The keys of what stands, undisputed, in a section, of a kind, at one key, or everywhere.
fn keys_of(summary: &Summary, what: &str) -> Vec<String> {
    let section = Section::ALL.iter().find(|section| section.word() == what);
    let kind = Slot::ALL.iter().find(|slot| slot.word() == what || slot.name() == what);
    let chosen = |slot: Slot, key: &str| {
        what == "all"
            || key == what
            || section.is_some_and(|section| slot.section() == Some(*section))
            || kind.is_some_and(|kind| *kind == slot)
    };
    let values = summary.values().into_iter();
    let keys = values.filter(|(slot, value)| {
        slot.is_guarded()
            && value.stands()
            && !value.is_disputed()
            && chosen(*slot, value.key())
            && slot.place() != Place::Proposals
    });
    keys.map(|(_, value)| value.key().to_owned()).collect()
}

fn paramedic(device: &Device, person: &str) -> Result<Report> {
    super::paramedic::show(device, person)
}
