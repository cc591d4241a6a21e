//! What another system says differently since it was last brought in, item by item. Nothing of it is
//! guidance until a person accepts it.

use holdfast_core::care::Summary;
use holdfast_core::care::summary::Content;
use holdfast_core::device::Device;
use serde_json::{Value, json};

use super::edit::confirming;
use crate::commands::which::{self, Candidate};
use crate::failure::Result;
use crate::report::Report;
use crate::words;

/// One proposed change.
#[derive(Clone, Debug)]
struct Change {
    /// The key of the proposal.
    proposal: String,
    /// The key of the item it would change.
    item: String,
    /// What stands here; nothing where the item was removed or is in dispute.
    here: Option<Content>,
    /// What the file says; nothing for what only a later version can read.
    there: Option<Content>,
}

/// Every change that waits for a decision, in the order in which they came.
fn changes(summary: &Summary) -> Vec<Candidate<Change>> {
    let waiting = summary.proposals.iter().filter_map(|guarded| {
        let proposal = guarded.agreed()?;
        let key = proposal.content.key.as_str();
        let stands = summary.at(key).map(|(_, at)| at.values).unwrap_or_default();
        let mut stands = stands.into_iter().filter(|item| item.is_present());
        let here = stands.next().map(|item| item.content).filter(|_| stands.next().is_none());
        let there = proposal.content.proposed.content();
        let proposal = guarded.key().to_owned();
        Some(Change { proposal, item: key.to_owned(), here, there })
    });
    which::numbered(waiting.map(|change| (says(&change), change)))
}

fn says(change: &Change) -> String {
    change.there.as_ref().map_or_else(
        || "something this version cannot read; update Holdfast".to_owned(),
        words::one_line,
    )
}

/// How many changes wait.
pub fn waiting(summary: &Summary) -> usize {
    changes(summary).len()
}

/// The list, with what stands here beside it.
pub fn list(device: &Device, person: &str) -> Result<Report> {
    let summary = device.people().summary(which::person(device, person)?)?;
    let changes = changes(&summary);
    let mut report = Report::new();
    let mut data: Vec<Value> = Vec::new();
    if changes.is_empty() {
        report.say("Nothing waits: no other system says anything else since it was brought in.");
    }
    for Candidate { number, says, what } in &changes {
        let here = what.here.as_ref().map(words::one_line);
        report
            .say(format!("{number}. changed since the last import:"))
            .say(format!("   here:      {}", here.as_deref().unwrap_or("nothing stands")))
            .say(format!("   the file:  {says}"));
        let kind = what.there.as_ref().map(|there| there.slot().word());
        data.push(json!({
            "number": number, "change": what.proposal, "item": what.item, "kind": kind,
            "here": here, "there": says,
        }));
    }
    if !changes.is_empty() {
        report.say("Accept or decline each: `holdfast person accept` and `person decline`.");
    }
    report.data("changes", data);
    Ok(report)
}

fn chosen(summary: &Summary, said: &str) -> Result<Change> {
    let all = changes(summary);
    let by_key: Vec<_> = all.iter().filter(|one| one.what.proposal == said).cloned().collect();
    let found = if by_key.is_empty() { which::by_number_or_part(all, said) } else { by_key };
    which::only(
        found,
        "one change that waits for a decision, by its number or a part of what it says",
        "see `holdfast person changes`",
    )
}

/// It says so from now on.
pub fn accept(
    device: &Device,
    person: &str,
    change: &str,
    how: Option<&str>,
    from: Option<&str>,
) -> Result<Report> {
    let found = which::person(device, person)?;
    let change = chosen(&device.people().summary(found)?, change)?;
    let confirming = how.map(|how| confirming(how, from)).transpose()?;
    device.people().accept(found, &change.proposal, confirming.as_ref())?;
    let mut report = Report::new();
    let state =
        if confirming.is_some() { "confirmed" } else { "unconfirmed until somebody confirms it" };
    report
        .say(format!("Accepted, and {state}: {}", says(&change)))
        .say("What stood here before stays in the history.")
        .data("accepted", change.proposal)
        .data("item", change.item)
        .data("confirmed", confirming.is_some());
    Ok(report)
}

/// What stands here stays.
pub fn decline(device: &Device, person: &str, change: &str, why: &str) -> Result<Report> {
    let found = which::person(device, person)?;
    let change = chosen(&device.people().summary(found)?, change)?;
    device.people().decline(found, &change.proposal, words::typed("why", why)?)?;
    let mut report = Report::new();
    let stays = change.here.as_ref().map_or_else(|| "as it is".to_owned(), words::one_line);
    report
        .say(format!("Declined. What stands here stays: {stays}"))
        .say("The same change is not proposed again.")
        .data("declined", change.proposal)
        .data("item", change.item);
    Ok(report)
}
