//! What commands said, read for the account: each thing with everything it says.

use serde_json::Value;

use super::account::{Found, Place, Safe, Standing};
use super::cast::Member;
use super::stage::Done;

/// The lines of a summary.
pub fn summary_lines(shown: &Done, place: Place) -> Vec<Found> {
    shown.lines().map(|line| Found { place, says: vec![line.to_owned()] }).collect()
}

/// What `visit show` lists of one visit.
pub fn visit_entries(shown: &Done, visit: usize) -> Vec<Found> {
    let lists = [
        ("notes", Place::Note(visit)),
        ("medicines", Place::Medicine(visit)),
        ("observations", Place::Observation(visit)),
        ("tasks", Place::Task(visit)),
    ];
    let mut found = Vec::new();
    for (list, place) in lists {
        for entry in shown.said[list].as_array().into_iter().flatten() {
            let mut says = Vec::new();
            texts(entry, &mut says);
            found.push(Found { place, says });
        }
    }
    found
}

fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| texts(value, into)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, into)),
        Value::Number(number) => into.push(number.to_string()),
        Value::Null | Value::Bool(_) => {}
    }
}

/// How a device says it stands. A number it does not say is as bad as the worst it could be.
pub fn standing(who: &Member, status: &Done) -> Standing {
    let said = &status.said;
    let count = |name: &str| said[name].as_u64().unwrap_or(u64::MAX / 8);
    let safe = if said["safe"] == "at the hub" { Safe::AtTheHub } else { Safe::NotYet };
    Standing {
        who: who.name,
        written: count("written"),
        taken_in: count("taken_in"),
        applied: count("applied"),
        waiting: count("waiting"),
        quarantined: count("quarantined"),
        carried: count("carried"),
        at_the_hub: said["receipt_entries"].as_u64().unwrap_or(0),
        safe,
    }
}
