//! Editing a summary: adding, changing, confirming, removing, and stating that none are known.

use holdfast_core::care::summary::Confirming;
use holdfast_core::care::{Channel, Line, Source, Writing};
use holdfast_core::device::{Device, Edited};

use crate::args::ConfirmArgs;
use crate::commands::device::plural;
use crate::commands::which;
use crate::failure::{Failure, Result};
use crate::report::Report;
use crate::words;

/// `FIELD=VALUE` as it was typed.
pub fn fields(typed: &[String]) -> Result<Vec<(&str, &str)>> {
    let mut fields = Vec::new();
    for text in typed {
        fields.push(text.split_once('=').ok_or_else(|| {
            Failure::refused("expected FIELD=VALUE, found no equals sign; write name=Levodopa")
        })?);
    }
    Ok(fields)
}

/// Adds an item, or sets fields of one that stands.
pub fn edit(device: &Device, person: &str, item: &str, typed: &[String]) -> Result<Report> {
    let found = which::person(device, person)?;
    let texts = fields(typed)?;
    let target = match which::kind(item) {
        Ok(kind) => kind.0.word().to_owned(),
        Err(_) => which::item(&device.people().summary(found)?, item)?,
    };
    let edited = device.people().edit(found, &target, &texts, Writing::from(Source::Author))?;
    let mut report = Report::new();
    let done = match edited {
        Edited::Changed => {
            report.say(
                "Changed, and unconfirmed until somebody confirms it. What it said before stays.",
            );
            "changed"
        }
        Edited::Added => {
            report.say("Added, and unconfirmed until somebody confirms it.");
            "added"
        }
    };
    report.data("item", target).data("done", done);
    Ok(report)
}

/// How and from whom something was confirmed.
pub fn confirming(how: &str, from: Option<&str>) -> Result<Confirming> {
    let from = from.map(|from| words::typed::<Line>("from", from)).transpose()?;
    Ok(Confirming {
        how: words::typed::<Channel>("how", how)?,
        from,
        events_seen: Vec::new(),
        review_due: None,
        valid_until: None,
    })
}

/// Confirms what stands and is not in dispute.
pub fn confirm(device: &Device, person: &str, what: &str, args: &ConfirmArgs) -> Result<Report> {
    let found = which::person(device, person)?;
    let confirming = confirming(&args.how, args.from.as_deref())?;
    let page = device.people().page(found)?;
    let keys = which::keys(&page.summary, what)?;
    if keys.is_empty() {
        return Err(Failure::refused(
            "expected something that stands there and is not in dispute, found nothing; \
             see `holdfast person show`",
        ));
    }
    device.people().confirm(&page, &keys, &confirming)?;
    let mut report = Report::new();
    report.say(format!("{} item{} confirmed.", keys.len(), plural(keys.len())));
    for key in &keys {
        if let Some((_, at)) = page.summary.at(key) {
            for item in at.values.iter().filter(|item| item.is_present()) {
                report.say(format!("  {}", words::one_line(&item.content)));
            }
        }
    }
    report.data("confirmed", keys.len()).data("items", keys);
    Ok(report)
}

/// States that none of a list are known.
pub fn none_known(device: &Device, person: &str, list: &str) -> Result<Report> {
    let found = which::person(device, person)?;
    let slot = which::kind(list)?.0;
    device.people().none_known(found, slot, Writing::from(Source::Author))?;
    let mut report = Report::new();
    report
        .say(format!("Stated: no {} known. It is yours to confirm.", slot.name()))
        .data("none_known", slot.word());
    Ok(report)
}

/// Removes an item: what it said stays readable.
pub fn remove(device: &Device, person: &str, item: &str, why: &str) -> Result<Report> {
    let found = which::person(device, person)?;
    let summary = device.people().summary(found)?;
    let key = which::item(&summary, item)?;
    let stands = summary.at(&key).map(|(_, at)| at.values).unwrap_or_default();
    let says = stands.iter().find(|item| item.is_present()).map(|i| words::one_line(&i.content));
    device.people().remove(found, &key, words::typed("why", why)?)?;
    let mut report = Report::new();
    report
        .say(format!("Removed: {}", says.unwrap_or_default()))
        .say("It stays in the history, with the reason.")
        .data("removed", key);
    Ok(report)
}
