//! Today's visits.

use holdfast_core::care::json::moment_text;
use holdfast_core::device::Device;
use serde_json::{Value, json};

use crate::commands::status;
use crate::failure::Result;
use crate::report::Report;
use crate::words;

/// A night lies on both sides of midnight, and so does the list.
pub fn today(device: &Device) -> Result<Report> {
    let rows = device.visits().today()?;
    let members = device.members().list()?;
    let mut report = Report::new();
    let mut table = Vec::new();
    let mut data: Vec<Value> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let named = |id| members.iter().find(|m| m.member == id).and_then(|m| m.name.clone());
        let who: Vec<String> = row
            .assigned
            .iter()
            .map(|id| named(*id).unwrap_or_else(|| "(name not here yet)".to_owned()))
            .collect();
        let name = row.name.as_deref().unwrap_or("(summary not here yet)");
        let from = row.starts.map_or_else(String::new, words::hour);
        let to = row.ends.map_or_else(|| "unplanned".to_owned(), words::hour);
        let state = words::visit_state(row.state);
        table.push(vec![
            format!("{}.", at + 1),
            format!("{from}-{to}"),
            name.to_owned(),
            who.join(", "),
            state.to_owned(),
            format!("{} recorded", row.entries),
        ]);
        data.push(json!({
            "number": at + 1, "visit": words::visit_words(row.visit), "name": row.name,
            "person": row.person.map(|person| person.to_string()),
            "starts": row.starts.map(moment_text), "ends": row.ends.map(moment_text),
            "state": state, "who": who, "tasks": row.tasks, "recorded": row.entries,
        }));
    }
    if rows.is_empty() {
        report.say("No visits today on this device.");
        status::empty_list(device, &mut report)?;
    }
    report.table(&table).data("visits", data);
    Ok(report)
}
