//! `holdfast dispute`.

use holdfast_core::care::json::moment_text;
use holdfast_core::care::summary::{AtKey, Content, Keep};
use holdfast_core::care::{Item, Text};
use holdfast_core::device::{Choice, Device, DisputeRow, Disputed};
use serde_json::{Value, json};

use super::names::Names;
use crate::args::{DisputeCommand, Side};
use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::report::Report;
use crate::words;

/// Does what was asked.
pub fn run(command: &DisputeCommand, context: &Context) -> Result<Report> {
    let device = context.device()?;
    match command {
        DisputeCommand::List => list(&device),
        DisputeCommand::Settle { dispute, side, why } => settle(&device, *dispute, *side, why),
    }
}

fn list(device: &Device) -> Result<Report> {
    let rows = device.disputes().list()?;
    let names = Names::known(device)?;
    let mut report = Report::new();
    let mut data: Vec<Value> = Vec::new();
    if rows.is_empty() {
        report.say(
            "No disputes: nobody changed the same guidance without seeing the other's change.",
        );
    }
    for (at, row) in rows.iter().enumerate() {
        let name = row.name.as_deref().unwrap_or("(name not here yet)");
        let what = what(row);
        report.say(format!("{}. {name}: {what}. Both are shown until somebody decides.", at + 1));
        let mut sides = Vec::new();
        match &row.about {
            Disputed::Values { at, .. } => {
                for (side, item) in in_order(at).into_iter().enumerate() {
                    let author = names.of(item.author);
                    let text = if item.is_present() {
                        words::content(&item.content)
                    } else {
                        "does not stand any more".to_owned()
                    };
                    report.say(format!(
                        "   side {}: {text}  ({author}, {}; {})",
                        side + 1,
                        words::moment(item.written),
                        words::confirmed(item)
                    ));
                    sides.push(json!({
                        "side": side + 1, "says": text, "author": author,
                        "written": moment_text(item.written),
                        "confirmed": item.confirmed.as_ref().map(|by| moment_text(by.at)),
                    }));
                }
            }
            Disputed::NoneKnown(conflict) => {
                report.say("   side 1: none are known");
                report.say(format!(
                    "   side 2: what is written down stands ({})",
                    conflict.items.len()
                ));
                for (side, says) in
                    ["none are known", "what is written down stands"].iter().enumerate()
                {
                    sides.push(json!({
                        "side": side + 1, "says": says, "author": null, "written": null,
                        "confirmed": null,
                    }));
                }
            }
        }
        data.push(json!({
            "number": at + 1, "person": row.person.to_string(), "name": row.name, "what": what,
            "sides": sides,
        }));
    }
    report.data("disputes", data);
    Ok(report)
}

/// The sides as they were written, first to last: the same on every device.
fn in_order(at: &AtKey) -> Vec<&Item<Content>> {
    let mut sides: Vec<&Item<Content>> = at.values.iter().collect();
    sides.sort_by_key(|side| side.written);
    sides
}

fn what(row: &DisputeRow) -> String {
    match &row.about {
        Disputed::Values { slot, .. } => words::kind(*slot),
        Disputed::NoneKnown(conflict) => {
            format!("{}: none known, and some known", conflict.list.name())
        }
    }
}

fn settle(device: &Device, number: usize, side: Side, why: &str) -> Result<Report> {
    let rows = device.disputes().list()?;
    let row = number.checked_sub(1).and_then(|at| rows.get(at)).ok_or_else(|| {
        Failure::refused(match rows.len() {
            0 => {
                "expected a dispute, found none on this device; sync, or there is nothing to settle"
                    .to_owned()
            }
            most => format!(
                "expected a dispute's number from 1 to {most}, found {number}; see `holdfast \
                 dispute list`"
            ),
        })
    })?;
    let why: Text = words::typed("why", why)?;
    let no_side = || {
        let sides = match &row.about {
            Disputed::Values { at, .. } => format!("from 1 to {}, or neither", at.values.len()),
            Disputed::NoneKnown(_) => "from 1 to 2".to_owned(),
        };
        Failure::refused(format!(
            "expected the number of a side {sides}, found another; see `holdfast dispute list`"
        ))
    };
    let choice = match (&row.about, side) {
        (Disputed::Values { .. }, Side::Neither) => Choice::Removed,
        (Disputed::Values { at, .. }, Side::Of(side)) => {
            let item = side.checked_sub(1).and_then(|side| in_order(at).get(side).copied());
            let item = item.ok_or_else(no_side)?;
            if item.is_present() {
                Choice::With(Box::new(item.content.clone()))
            } else {
                Choice::Removed
            }
        }
        (Disputed::NoneKnown(conflict), Side::Of(1)) => {
            Choice::Keep(conflict.list, Keep::NoneKnown)
        }
        (Disputed::NoneKnown(conflict), Side::Of(2)) => Choice::Keep(conflict.list, Keep::Items),
        (Disputed::NoneKnown(_), _) => return Err(no_side()),
    };
    let stands = match &choice {
        Choice::With(content) => words::content(content),
        Choice::Removed => "nothing of it stands any more".to_owned(),
        Choice::Keep(_, Keep::NoneKnown) => "none are known".to_owned(),
        Choice::Keep(_, Keep::Items) => "what is written down stands".to_owned(),
    };
    let name = row.name.as_deref().unwrap_or("(name not here yet)");
    device.disputes().settle(&row.version, choice, why)?;
    let mut report = Report::new();
    report
        .say(format!("Settled: {name}: {}: {stands}", what(row)))
        .say("Both sides, who settled it and why stay in the history.")
        .data("person", row.person.to_string())
        .data("what", what(row))
        .data("stands", stands);
    Ok(report)
}
