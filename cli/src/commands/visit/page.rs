//! One visit, whole: what was planned, what came of it, and what is not recorded.

use holdfast_core::care::json::moment_text;
use holdfast_core::care::visit_log::TaskOutcome;
use holdfast_core::care::visit_plan::PlannedTask;
use holdfast_core::care::{Entry, Gap, KeyRef, SignedOff, Value as _};
use holdfast_core::device::{Device, VisitPage};
use holdfast_ledger::Timestamp;
use serde_json::{Value, json};

use super::writing;
use crate::commands::names::Names;
use crate::failure::Result;
use crate::report::Report;
use crate::words;

/// The whole page.
pub fn show(device: &Device, said: &str) -> Result<Report> {
    let page = device.visits().page(writing(device, said)?.id)?;
    let names = Names::known(device)?;
    let mut report = Report::new();
    let name = page.name.as_deref().unwrap_or("(summary not here yet)");
    let state = words::visit_state(page.state);
    report
        .say(format!("{name}: {state}"))
        .data("visit", words::visit_words(page.id))
        .data("person", page.person.map(|person| person.to_string()))
        .data("name", json!(page.name))
        .data("state", state);
    planned_tasks(&mut report, &page);
    let mut timeline = Timeline { page: &page, names: &names, lines: Vec::new() };
    timeline.log(&mut report);
    timeline.say(&mut report);
    for double in &page.double_doses {
        report.say(format!(
            "  POSSIBLE DOUBLE DOSE: offered at {} and {}",
            words::hour(double.earlier.at),
            words::hour(double.later.at)
        ));
    }
    marked(&mut report, &page, &names);
    gaps(device, &mut report, &page, &names);
    signed(&mut report, &page, &names);
    Ok(report)
}

/// What came of a planned task: as a task, or, of a medicine, what came of the medicine.
fn outcome(page: &VisitPage, key: &str, task: &PlannedTask) -> Option<(String, Option<String>)> {
    let of_this = |done: &&TaskOutcome| done.task.as_ref().is_some_and(|of| of.as_str() == key);
    let done = page.visit.done.iter().filter_map(Entry::content).find(of_this);
    if let Some(done) = done {
        let reason = done.reason.as_ref().map(|reason| reason.as_str().to_owned());
        return Some((done.outcome.word().to_owned(), reason));
    }
    let medicine = task.medicine.as_ref()?;
    let given = page.visit.medicines.iter().filter_map(Entry::content);
    let given: Vec<&str> = given
        .filter(|given| given.medicine.as_ref() == Some(medicine))
        .map(|given| given.outcome.word())
        .collect();
    (!given.is_empty()).then(|| (given.join(", "), None))
}

fn planned_tasks(report: &mut Report, page: &VisitPage) {
    let mut tasks: Vec<Value> = Vec::new();
    for (at, (key, task)) in page.visit.planned_tasks().enumerate() {
        let (outcome, reason) = outcome(page, key, task).unzip();
        let reason = reason.flatten();
        let because = reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
        let what = task.what.as_str();
        let came = outcome.as_deref().unwrap_or("not recorded");
        report.say(format!("  task {}: {what}: {came}{because}", at + 1));
        tasks.push(json!({
            "number": at + 1, "task": key, "what": what, "kind": task.kind.word(),
            "medicine": task.medicine.as_ref().map(KeyRef::as_str), "outcome": outcome,
            "reason": reason,
        }));
    }
    report.data("tasks", tasks);
}

/// Everything that was recorded, in the order in which it happened.
struct Timeline<'a> {
    page: &'a VisitPage,
    names: &'a Names,
    lines: Vec<(Timestamp, Vec<String>)>,
}

impl Timeline<'_> {
    fn line<T>(&mut self, entry: &Entry<T>, says: &str) {
        let (at, author) = (entry.occurred(), self.names.of(entry.original().author));
        // Whoever says it of themselves is named once.
        let by = if says.starts_with(&author) { String::new() } else { format!("  ({author})") };
        self.lines.push((at, vec![format!("  {} {says}{by}", words::hour(at))]));
    }

    /// What a program reads of an entry, with what is its own.
    fn data<T>(&self, number: usize, entry: &Entry<T>, own: &Value) -> Value {
        let original = entry.original();
        let mut data = json!({
            "number": number, "author": self.names.of(original.author),
            "occurred": original.occurred.map(moment_text), "written": moment_text(original.written),
        });
        if let (Some(data), Some(own)) = (data.as_object_mut(), own.as_object()) {
            data.extend(own.clone());
        }
        data
    }

    fn log(&mut self, report: &mut Report) {
        let visit = &self.page.visit;
        let mut arrived = Vec::new();
        for (at, entry) in visit.arrived.iter().enumerate() {
            let Some(who) = entry.content().map(|arrived| self.names.of(arrived.member.0)) else {
                continue;
            };
            self.line(entry, &format!("{who} arrived"));
            arrived.push(self.data(at + 1, entry, &json!({"who": who})));
        }
        for entry in &visit.assessed {
            if let Some(assessed) = entry.content() {
                self.line(entry, &format!("was advised: {}", assessed.advice.word()));
            }
        }
        for entry in &visit.went_on {
            if let Some(on) = entry.content() {
                self.line(entry, &format!("went on, because: {}", on.because.as_str()));
            }
        }
        for entry in &visit.instructions {
            if let Some(told) = entry.content() {
                let by = told.given_by.as_str();
                self.line(entry, &format!("was asked by {by}: {}", told.asked.as_str()));
            }
        }
        report.data("arrived", arrived);
        self.medicines(report);
        self.observations(report);
        self.notes(report);
        let mut left = Vec::new();
        for (at, entry) in visit.left.iter().enumerate() {
            let Some(who) = entry.content().map(|left| self.names.of(left.member.0)) else {
                continue;
            };
            self.line(entry, &format!("{who} left"));
            left.push(self.data(at + 1, entry, &json!({"who": who})));
        }
        report.data("left", left);
    }

    fn notes(&mut self, report: &mut Report) {
        let mut notes = Vec::new();
        for (at, entry) in self.page.visit.notes.iter().enumerate() {
            let first = entry.original().content.text.as_str();
            let now = entry.content().map_or("(struck)", |note| note.text.as_str());
            self.line(entry, &format!("note {}: {now}", at + 1));
            let mut amended = Vec::new();
            if entry.is_amended()
                && let Some((_, lines)) = self.lines.last_mut()
            {
                let standing = entry.standing();
                for item in &standing {
                    let text = item.content.text.as_str();
                    let says = if item.is_present() { text } else { "(struck)" };
                    let (by, hour) = (self.names.of(item.author), words::hour(item.written));
                    let why = item.reason.as_ref().map_or("", |reason| reason.as_str());
                    let which =
                        if standing.len() > 1 { format!(": {says}") } else { String::new() };
                    lines.push(format!("        corrected by {by}, {hour}{which}  (why: {why})"));
                    amended.push(json!({"text": says, "author": by, "reason": why}));
                }
                lines.push(format!("        first written: {first}"));
            }
            let own = json!({"text": now, "first": first, "amended": amended});
            notes.push(self.data(at + 1, entry, &own));
        }
        report.data("notes", notes);
    }

    fn medicines(&mut self, report: &mut Report) {
        let mut medicines = Vec::new();
        for (at, entry) in self.page.visit.medicines.iter().enumerate() {
            let Some(dose) = entry.content() else { continue };
            let (name, outcome) = (dose.name.as_str(), dose.outcome.word());
            self.line(entry, &format!("dose {}: {name}: {outcome}", at + 1));
            let key = dose.medicine.as_ref().map(KeyRef::as_str);
            let own = json!({
                "medicine": key, "name": name, "outcome": outcome,
                "offered": dose.offered.map(|at| moment_text(at.0)),
                "taken": dose.taken.map(|at| moment_text(at.0)),
            });
            medicines.push(self.data(at + 1, entry, &own));
        }
        report.data("medicines", medicines);
    }

    fn observations(&mut self, report: &mut Report) {
        let mut observations = Vec::new();
        for (at, entry) in self.page.visit.observations.iter().enumerate() {
            let Some(seen) = entry.content() else { continue };
            let reading = seen.observed.text();
            self.line(entry, &format!("observation {}: {reading}", at + 1));
            observations.push(self.data(at + 1, entry, &json!({"observation": reading})));
        }
        report.data("observations", observations);
    }

    fn say(mut self, report: &mut Report) {
        self.lines.sort_by_key(|(at, _)| *at);
        for line in self.lines.into_iter().flat_map(|(_, lines)| lines) {
            report.say(line);
        }
    }
}

/// What of it was entered for the wrong person: only managers are given that.
fn marked(report: &mut Report, page: &VisitPage, names: &Names) {
    let mut data: Vec<Value> = Vec::new();
    for mark in &page.marked {
        let what = match mark.items.len() {
            0 => "all of this".to_owned(),
            1 => "one entry".to_owned(),
            several => format!("{several} entries"),
        };
        let (by, at) = (names.of(mark.by), words::moment(mark.at));
        report.say(format!(
            "  ENTERED FOR THE WRONG PERSON: {what}, shown to managers only: {} ({by}, {at})",
            mark.reason.as_str()
        ));
        data.push(json!({
            "entries": mark.items.len(), "reason": mark.reason.as_str(), "by": by,
            "at": moment_text(mark.at), "entered_again": mark.entered_again.is_some(),
        }));
    }
    report.data("wrong_person", data);
}

fn gaps(device: &Device, report: &mut Report, page: &VisitPage, names: &Names) {
    let said: Vec<String> =
        page.gaps.iter().map(|gap| gap_words(device, page, names, gap)).collect();
    if !said.is_empty() {
        report.say("  not recorded yet:");
        for gap in &said {
            report.say(format!("    {gap}"));
        }
    }
    report.data("not_recorded", said);
}

fn gap_words(device: &Device, page: &VisitPage, names: &Names, gap: &Gap) -> String {
    match gap {
        Gap::NoArrival => "that anybody arrived".to_owned(),
        Gap::TaskNotRecorded(key) => {
            let task = page.visit.planned_tasks().find(|(at, _)| at == key);
            task.map_or("a task", |(_, task)| task.what.as_str()).to_owned()
        }
        Gap::MedicineNotRecorded { medicine, due } => {
            let summary = page.person.and_then(|person| device.people().summary(person).ok());
            let guarded = summary.as_ref().and_then(|all| all.medicines.at(medicine.as_str()));
            let name = guarded.and_then(|one| one.present().next());
            let name = name.map_or("a medicine", |item| item.content.name.as_str());
            let due = due.map_or_else(String::new, |at| format!(", due at {}", words::hour(at)));
            format!("{name}{due}")
        }
        Gap::NoLeavingTime(member) => format!("that {} left", names.of(*member)),
        Gap::FewerStaff { needed, came } => format!("{needed} were needed, {came} came"),
    }
}

fn signed(report: &mut Report, page: &VisitPage, names: &Names) {
    let (signature, since) = match &page.signed {
        SignedOff::NotYet => (None, false),
        SignedOff::Yes(signature) => (Some(signature), false),
        SignedOff::ChangedSince(signature) => (Some(signature), true),
    };
    if let Some(signature) = signature {
        let changed = if since { "; something was written since" } else { "" };
        let (by, at) = (names.of(signature.by), words::moment(signature.at));
        report.say(format!("  signed off by {by}, {at}{changed}"));
    }
    report
        .data("signed_off_by", signature.map(|signature| names.of(signature.by)))
        .moment("signed_off", signature.map(|signature| signature.at))
        .data("changed_since", since);
}
