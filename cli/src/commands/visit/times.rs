//! The three times of everything that was recorded at a visit, never one in place of another.

use std::collections::BTreeMap;

use holdfast_core::care::json::moment_text;
use holdfast_core::care::{Entry, ItemId, Value as _, Visit};
use holdfast_core::device::Device;
use serde_json::{Value, json};

use super::writing;
use crate::commands::names::Names;
use crate::failure::Result;
use crate::report::Report;
use crate::words;

/// A table: what, by whom, and when it happened, was written and came in here.
pub fn show(device: &Device, said: &str) -> Result<Report> {
    let chosen = writing(device, said)?;
    let names = Names::known(device)?;
    let what = recorded(&device.visits().page(chosen.id)?.visit);
    let mut report = Report::new();
    report.say(format!("{}:", chosen.says)).data("visit", words::visit_words(chosen.id));
    let heads = ["", "happened", "written", "came in here", ""];
    let mut table = vec![heads.map(str::to_owned).to_vec()];
    let mut data: Vec<Value> = Vec::new();
    for timed in device.visits().times(chosen.id)? {
        let what = what.get(&timed.item).map_or("something else", String::as_str);
        let (by, times) = (names.of(timed.by), timed.times);
        let shown = |at: Option<_>, else_: &str| at.map_or_else(|| else_.to_owned(), words::hour);
        table.push(vec![
            format!("  {what}"),
            shown(times.occurred, "as written"),
            words::hour(times.written),
            shown(times.received, "written here"),
            by.clone(),
        ]);
        data.push(json!({
            "what": what, "by": by, "occurred": times.occurred.map(moment_text),
            "written": moment_text(times.written), "received": times.received.map(moment_text),
            "clock_ahead_ms": times.clock.map(|clock| clock.ahead),
        }));
    }
    report.table(&table).data("times", data);
    Ok(report)
}

/// What each entry and each amendment is, in a word or two: a note's text is on the visit's page.
fn recorded(visit: &Visit) -> BTreeMap<ItemId, String> {
    let mut what = BTreeMap::new();
    let mut all = Named(&mut what);
    all.of(&visit.arrived, |_, _| "arrived".to_owned());
    all.of(&visit.not_attended, |_, _| "said not to have come".to_owned());
    all.of(&visit.assessed, |_, assessed| format!("advised: {}", assessed.advice.word()));
    all.of(&visit.went_on, |_, _| "went on".to_owned());
    all.of(&visit.done, |_, done| format!("task: {}", done.what.as_str()));
    all.of(&visit.medicines, |at, dose| format!("dose {at}: {}", dose.name.as_str()));
    all.of(&visit.observations, |at, seen| format!("observation {at}: {}", seen.observed.text()));
    all.of(&visit.notes, |at, _| format!("note {at}"));
    all.of(&visit.instructions, |_, _| "instruction by phone".to_owned());
    all.of(&visit.left, |_, _| "left".to_owned());
    what
}

struct Named<'a>(&'a mut BTreeMap<ItemId, String>);

impl Named<'_> {
    fn of<T>(&mut self, entries: &[Entry<T>], says: impl Fn(usize, &T) -> String) {
        for (at, entry) in entries.iter().enumerate() {
            for (wording, item) in entry.all().enumerate() {
                let says = says(at + 1, &item.content);
                let says = if wording == 0 { says } else { format!("{says}, amended") };
                self.0.insert(item.id, says);
            }
        }
    }
}
