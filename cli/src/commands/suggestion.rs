//! `holdfast suggestion`: what somebody thinks a summary should say, and what is decided about it.

use holdfast_core::care::json::moment_text;
use holdfast_core::care::summary::Content;
use holdfast_core::care::{Text, Verdict};
use holdfast_core::device::{Deciding, Device, Seen, Suggesting, SuggestionRow};
use serde_json::{Value, json};

use super::names::Names;
use super::person::fields;
use super::which::{self, Candidate};
use crate::args::{AcceptArgs, SuggestionCommand};
use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::report::Report;
use crate::words;

/// Does what was asked.
pub fn run(command: &SuggestionCommand, context: &Context) -> Result<Report> {
    let device = context.device()?;
    match command {
        SuggestionCommand::Make { person, what, about, why } => {
            make(&device, person, what, about.as_deref(), why.as_deref())
        }
        SuggestionCommand::List { person } => list(&device, person.as_deref()),
        SuggestionCommand::Accept(args) => accept(&device, args),
        SuggestionCommand::Decline { suggestion, why } => decline(&device, suggestion, why),
    }
}

fn make(
    device: &Device,
    person: &str,
    what: &str,
    about: Option<&str>,
    why: Option<&str>,
) -> Result<Report> {
    let person = which::person(device, person)?;
    let what: Text = words::typed("what", what)?;
    let why: Option<Text> = why.map(|why| words::typed("why", why)).transpose()?;
    let about = match about {
        Some(item) => Some(which::item(&device.people().summary(person)?, item)?),
        None => None,
    };
    let id =
        device.suggestions().suggest(Suggesting { person, about: about.clone(), what, why })?;
    let mut report = Report::new();
    report
        .say("Saved. The summary stays as it is until whoever answers for it decides.")
        .data("suggestion", id.record.to_string())
        .data("person", person.to_string())
        .data("item", about);
    Ok(report)
}

/// What the row's item says now.
fn stands(device: &Device, row: &SuggestionRow) -> Option<Content> {
    let summary = device.people().summary(row.person).ok()?;
    let (_, at) = summary.at(row.suggestion.about.as_ref()?.as_str())?;
    at.values.into_iter().find(|item| item.is_present()).map(|item| item.content)
}

fn list(device: &Device, person: Option<&str>) -> Result<Report> {
    let rows = match person {
        Some(person) => device.suggestions().of(which::person(device, person)?)?,
        None => device.suggestions().open()?,
    };
    let open = device.suggestions().open()?;
    let names = Names::known(device)?;
    let mut report = Report::new();
    let mut data: Vec<Value> = Vec::new();
    for row in &rows {
        // The number is that of the open ones, of whomever: what `accept` and `decline` take.
        let number = open.iter().position(|one| one.id == row.id).map(|at| at + 1);
        let name = row.name.as_deref().unwrap_or("(summary not here yet)");
        let what = row.suggestion.what.as_str();
        let mark = number.map_or_else(|| "-".to_owned(), |number| format!("{number}."));
        let (by, at) = (names.of(row.by), words::moment(row.written));
        report.say(format!("{mark} {name}: {what}  ({by}, {at})"));
        if let Some(why) = &row.suggestion.why {
            report.say(format!("   because: {}", why.as_str()));
        }
        let about = row.suggestion.about.as_ref().map(|_| stands(device, row));
        let about = about.map(|stands| {
            stands.as_ref().map_or_else(|| "it does not stand any more".to_owned(), words::one_line)
        });
        if let Some(about) = &about {
            report.say(format!("   about: {about}"));
        }
        if row.seen == Seen::ChangedSince {
            report.say("   That was changed since it was suggested: look at both.");
        }
        let ruled = row.ruled.as_ref().and_then(|entry| {
            let ruling = entry.content()?;
            let why = ruling.why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
            let by = names.of(entry.original().author);
            report.say(format!("   {}{why}  ({by})", ruling.verdict.word()));
            Some(ruling.verdict)
        });
        data.push(json!({
            "number": number, "suggestion": row.id.record.to_string(),
            "person": row.person.to_string(), "name": row.name, "what": what,
            "why": row.suggestion.why.as_ref().map(Text::as_str), "about": about, "by": by,
            "written": moment_text(row.written), "ruled": ruled.map(Verdict::word),
            "changed_since": row.seen == Seen::ChangedSince,
        }));
    }
    if rows.is_empty() {
        report.say("No suggestion waits for a decision.");
    }
    report.data("suggestions", data);
    Ok(report)
}

fn open(device: &Device, said: &str) -> Result<SuggestionRow> {
    let rows = device.suggestions().open()?;
    if let Some(row) = rows.iter().find(|row| row.id.record.to_string() == said) {
        return Ok(row.clone());
    }
    let rows: Vec<Candidate<SuggestionRow>> =
        which::numbered(rows.into_iter().map(|row| (row.suggestion.what.as_str().to_owned(), row)));
    which::only(
        which::by_number_or_part(rows, said),
        "one suggestion that waits for a decision, by its number or a part of what it says",
        "see `holdfast suggestion list`",
    )
}

fn accept(device: &Device, args: &AcceptArgs) -> Result<Report> {
    let row = open(device, &args.suggestion)?;
    let texts = fields(&args.fields)?;
    let (deciding, done) = if args.remove {
        (Deciding::Remove, "what it is about was removed".to_owned())
    } else if let Some(kind) = &args.kind {
        let content = Content::from_texts(which::kind(kind)?.0, &texts)?;
        let says = words::one_line(&content);
        (Deciding::Add(Box::new(content)), format!("added: {says}"))
    } else if texts.is_empty() {
        (Deciding::AsAlert, "it is an alert from now on, first on the page".to_owned())
    } else {
        let mut content = stands(device, &row).ok_or_else(|| {
            Failure::refused(
                "expected a suggestion about an item that stands, found none there; say --new KIND, \
                 or leave the fields out and it becomes an alert",
            )
        })?;
        for (field, text) in &texts {
            content.set(field, text)?;
        }
        let says = words::one_line(&content);
        (Deciding::Change(Box::new(content)), format!("changed: {says}"))
    };
    device.suggestions().decide(row.id, deciding)?;
    let mut report = Report::new();
    report
        .say(format!("Accepted: {done}"))
        .data("suggestion", row.id.record.to_string())
        .data("ruled", Verdict::Accepted.word())
        .data("done", done);
    Ok(report)
}

fn decline(device: &Device, suggestion: &str, why: &str) -> Result<Report> {
    let row = open(device, suggestion)?;
    device.suggestions().decide(row.id, Deciding::Decline(words::typed("why", why)?))?;
    let mut report = Report::new();
    report
        .say("Declined. The summary stays as it is; whoever suggested it can read why.")
        .data("suggestion", row.id.record.to_string())
        .data("ruled", Verdict::Declined.word());
    Ok(report)
}
