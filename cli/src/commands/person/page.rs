//! One person on the screen: who they are, the six sections, and what stands beside them.

use holdfast_core::care::SectionState;
use holdfast_core::care::YesNo;
use holdfast_core::care::json::moment_text;
use holdfast_core::care::summary::{Place, Section, Slot};
use holdfast_core::device::PersonPage;
use serde_json::{Value, json};

use super::change;
use crate::commands::device::plural;
use crate::report::Report;
use crate::words;

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

/// The whole page. Entry details are never on it.
pub fn show(page: &PersonPage, keys: bool) -> Report {
    let mut report = Report::new();
    let mut data: Vec<Value> = Vec::new();
    head(&mut report, page);
    of(&mut report, &mut data, page, &about(), keys);
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
        let mut grounds: Vec<String> = Vec::new();
        for ground in standing.grounds.iter().filter(|ground| ground.state == standing.state) {
            report.say(format!("     {}", ground.sentence()));
            grounds.push(ground.sentence());
        }
        of(&mut report, &mut data, page, &of_section(standing.section), keys);
        sections.push(json!({
            "section": standing.section.word(), "state": standing.state.word(),
            "since": standing.since.map(moment_text), "grounds": grounds,
        }));
    }
    report.gap();
    of(&mut report, &mut data, page, &beside(), keys);
    foot(&mut report, page);
    report.data("sections", sections).data("items", data);
    report
}

fn head(report: &mut Report, page: &PersonPage) {
    let summary = &page.summary;
    let name = summary.preferred_name.content().map(|name| name.name.as_str().to_owned());
    let full = summary.full_name.content().map(|name| name.name.as_str().to_owned());
    let number = summary.nhs_number.content().map(|held| held.number.to_string());
    let born = summary.date_of_birth.content().map(|born| born.date);
    let said = [
        Some(name.as_deref().unwrap_or("(no name)").to_owned()),
        full.clone(),
        born.map(|born| format!("born {}", born.in_words())),
        number.as_ref().map(|number| format!("NHS {number}")),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    report
        .say(said.join("  "))
        .data("person", page.person.to_string())
        .data("name", json!(name))
        .data("full", json!(full))
        .data("born", json!(born))
        .data("nhs_number", json!(number));
}

fn foot(report: &mut Report, page: &PersonPage) {
    let waiting = change::waiting(&page.summary);
    if waiting > 0 {
        let one = if waiting == 1 { "waits" } else { "wait" };
        report.say(format!(
            "{waiting} change{} since the last import {one} for a decision: see `holdfast person \
             changes`.",
            plural(waiting)
        ));
    }
    let again = page.changes.iter().filter(|change| change.asks_again == YesNo::Yes).count();
    let read = page.last_read.map_or_else(
        || "You have not said yet that you read this.".to_owned(),
        |at| format!("You read this on {}.", words::moment(at)),
    );
    report
        .say(format!("{read} {again} item{} to read.", plural(again)))
        .data("changes", waiting)
        .moment("last_read", page.last_read)
        .data("to_read", again);
}

/// What a first line does not say of who somebody is.
fn about() -> Vec<Slot> {
    let first = [Slot::PreferredName, Slot::FullName, Slot::DateOfBirth, Slot::NhsNumber];
    let all = Slot::ALL.iter().copied();
    all.filter(|slot| slot.place() == Place::Identity && !first.contains(slot)).collect()
}

fn of_section(section: Section) -> Vec<Slot> {
    Slot::ALL.iter().copied().filter(|slot| slot.section() == Some(section)).collect()
}

/// What stands beside the six sections. What an import proposes is no guidance: it is counted.
fn beside() -> Vec<Slot> {
    let all = Slot::ALL.iter().copied();
    all.filter(|slot| {
        slot.section().is_none() && !matches!(slot.place(), Place::Identity | Place::Proposals)
    })
    .collect()
}

fn of(report: &mut Report, data: &mut Vec<Value>, page: &PersonPage, slots: &[Slot], keys: bool) {
    for slot in slots {
        for value in page.summary.of_slot(*slot) {
            let Some((_, at)) = page.summary.at(value.key()) else { continue };
            let disputed = at.values.len() > 1;
            for item in at.values.iter().filter(|item| item.is_present() || disputed) {
                let key = if keys { format!("  <{}>", value.key()) } else { String::new() };
                let gone = if item.is_present() { "" } else { " (removed by one of two)" };
                let mark = if disputed { "DISPUTED " } else { "" };
                let called = words::kind(*slot);
                let state = if slot.is_guarded() {
                    format!("  ({})", words::confirmed(item))
                } else {
                    String::new()
                };
                let says = words::content(&item.content);
                report.say(format!("     {mark}{called}: {says}{gone}{state}{key}"));
                data.push(json!({
                    "item": value.key(), "kind": slot.word(), "says": says,
                    "stands": item.is_present(), "disputed": disputed,
                    "confirmed": item.confirmed.as_ref().map(|by| moment_text(by.at)),
                    "content": item.content,
                }));
            }
        }
    }
}
