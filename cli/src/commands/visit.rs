//! `holdfast visit`. Nothing here refuses arriving, staying or a note.

use std::io::{BufRead as _, Write as _};

use holdfast_core::care::reference::{KeyRef, Moment};
use holdfast_core::care::visit_log::{TaskDone, TaskOutcome};
use holdfast_core::care::visit_plan::PlannedTask;
use holdfast_core::care::{
    Line, MedicineOutcome, ObservationKind, Observed, Offer, Outcome, Said, Span, Staff, TaskKind,
    Text, Value as _, VisitState,
};
use holdfast_core::device::{Clock as _, Device, NewVisit, VisitPage};
use serde_json::{Value, json};

use super::device::plural;
use super::which::{self, About, Chosen};
use crate::args::VisitCommand;
use crate::context::{Context, SystemClock, text_of};
use crate::failure::{Failure, Result};
use crate::report::Report;
use crate::words;

const MINUTE: i64 = 60_000;

/// Does what was asked.
pub fn run(command: &VisitCommand, context: &Context) -> Result<Report> {
    let device = context.device()?;
    let mut report = Report::new();
    match command {
        VisitCommand::Plan { .. } => plan(&device, command, &mut report)?,
        VisitCommand::Today => return today(&device),
        VisitCommand::Show { visit } => return show(&device, visit),
        VisitCommand::Start { visit, unplanned } => {
            start(&device, visit, unplanned.as_deref(), &mut report)?;
        }
        VisitCommand::Note { visit, text, each_line } => {
            note(&device, visit, text, *each_line, &mut report)?;
        }
        VisitCommand::Task { visit, task, not_done } => {
            let chosen = writing(&device, visit)?;
            let page = device.visits().page(chosen.id)?;
            let key = which::task(&page.visit, task)?;
            let outcome = if not_done.is_some() { TaskDone::NotDone } else { TaskDone::Done };
            let reason = not_done.as_deref().map(|why| words::typed::<Text>("reason", why));
            device.visits().planned_task(chosen.id, &key, outcome, reason.transpose()?)?;
            let what = page.visit.planned_tasks().find(|(at, _)| *at == key);
            let what = what.map_or("a task", |(_, task)| task.what.as_str());
            report.say(format!("Saved for {}: {what}: {}.", chosen.says, outcome.word()));
        }
        VisitCommand::Medicine { .. } => medicine(&device, command, &mut report)?,
        VisitCommand::Observe { visit, kind, value } => {
            let chosen = writing(&device, visit)?;
            let kind: ObservationKind = words::typed("kind", kind)?;
            let observed = Observed::typed(kind, value)?;
            let says = observed.text();
            device.visits().observe(chosen.id, observed, None, Said::default())?;
            report.say(format!("Saved for {}: {says}.", chosen.says));
        }
        VisitCommand::Leave { visit } => {
            let chosen = writing(&device, visit)?;
            device.visits().leave(chosen.id, None, Said::default())?;
            report.say(format!("Saved for {}: you have left.", chosen.says));
        }
        VisitCommand::Amend { visit, note, text, why } => {
            let chosen = writing(&device, visit)?;
            let page = device.visits().page(chosen.id)?;
            let entry = note.checked_sub(1).and_then(|at| page.visit.notes.get(at));
            let entry = entry.ok_or_else(|| {
                Failure::refused(format!(
                    "expected a note's number from 1 to {}, found {note}; see `holdfast visit show`",
                    page.visit.notes.len()
                ))
            })?;
            let text = words::typed("note", &text_of(text)?)?;
            device.visits().amend_note(chosen.id, entry.id(), text, words::typed("why", why)?)?;
            report
                .say(format!("Saved for {}. What was written first stays beside it.", chosen.says));
        }
        VisitCommand::SignOff { visit } => {
            let chosen = writing(&device, visit)?;
            device.visits().sign_off(chosen.id, None)?;
            report.say(format!("Signed off: {}.", chosen.says));
        }
    }
    Ok(report)
}

fn writing(device: &Device, said: &str) -> Result<Chosen> {
    which::visit(device, said, About::Writing)
}

fn plan(device: &Device, command: &VisitCommand, report: &mut Report) -> Result<()> {
    let VisitCommand::Plan { person, in_minutes, window, carers, tasks, staff } = command else {
        return Ok(());
    };
    let person = device.people().find(person)?;
    let start = SystemClock.now().plus_millis(in_minutes.saturating_mul(MINUTE));
    let end = start.plus_millis(window.saturating_mul(MINUTE));
    let carers: Result<Vec<_>> =
        carers.iter().map(|name| Ok(device.members().find(name)?)).collect();
    let tasks: Result<Vec<_>> = tasks.iter().map(|text| task(device, person, text)).collect();
    let new = NewVisit {
        person,
        window: Span { start, end },
        minutes: None,
        tasks: tasks?,
        staff: staff.and_then(Staff::new),
        carers: carers?,
        commissioned_by: None,
        delivered_by: None,
        round: None,
        pathway: None,
    };
    let id = device.visits().plan(new)?;
    report.say(format!(
        "Planned: may begin from {} to {}.",
        words::moment(start),
        words::hour(end)
    ));
    report.data("visit", words::visit_words(id));
    Ok(())
}

/// `kind: words`; a kind that the catalogue does not have is kept, and shown as not checked.
fn task(device: &Device, person: holdfast_core::care::PersonId, text: &str) -> Result<PlannedTask> {
    let (kind, what) = text.split_once(':').unwrap_or((text, text));
    let kind = TaskKind::parse(kind.trim()).unwrap_or(TaskKind::Unlisted);
    let what: Line = words::typed("task", what.trim())?;
    let medicine = medicine_key(device, person, what.as_str())?.map(|(key, _)| key);
    Ok(PlannedTask { kind, what, medicine, due: None, staff: None })
}

/// The medicine of that name in the summary, if exactly one has it.
fn medicine_key(
    device: &Device,
    person: holdfast_core::care::PersonId,
    name: &str,
) -> Result<Option<(KeyRef, String)>> {
    let summary = device.people().summary(person)?;
    let wanted = name.trim().to_lowercase();
    let mut found = summary.medicines.iter().filter_map(|guarded| {
        let item = guarded.present().next()?;
        let name = item.content.name.as_str();
        let same = name.to_lowercase() == wanted || wanted.contains(&name.to_lowercase());
        same.then(|| (guarded.key().to_owned(), name.to_owned()))
    });
    let one = found.next();
    let several = found.next().is_some();
    Ok(one.filter(|_| !several).and_then(|(key, name)| Some((KeyRef::parse(&key).ok()?, name))))
}

fn state_word(state: VisitState) -> &'static str {
    match state {
        VisitState::Planned => "planned",
        VisitState::StoodDown => "stood down",
        VisitState::UnderWay => "under way",
        VisitState::Finished => "finished",
    }
}

fn today(device: &Device) -> Result<Report> {
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
        table.push(vec![
            format!("{}.", at + 1),
            format!("{from}-{to}"),
            name.to_owned(),
            who.join(", "),
            state_word(row.state).to_owned(),
            format!("{} recorded", row.entries),
        ]);
        data.push(json!({
            "number": at + 1, "visit": words::visit_words(row.visit), "name": row.name,
            "state": state_word(row.state), "who": who,
        }));
    }
    if rows.is_empty() {
        report.say("No visits today on this device.");
    }
    report.table(&table).data("visits", data);
    Ok(report)
}

fn start(device: &Device, visit: &str, because: Option<&str>, report: &mut Report) -> Result<()> {
    match because {
        Some(because) => {
            let person = device.people().find(visit)?;
            let id = device.visits().start_unplanned(person, words::typed("because", because)?)?;
            let says = which::visit(device, &words::visit_words(id), About::Writing)?.says;
            report.say(format!("Saved for {says}: an unplanned visit has begun."));
            report.data("visit", words::visit_words(id));
        }
        None => {
            let chosen = which::visit(device, visit, About::Arriving)?;
            device.visits().start(chosen.id, Said::default())?;
            report.say(format!("Saved for {}: you have arrived.", chosen.says));
        }
    }
    Ok(())
}

fn note(
    device: &Device,
    visit: &str,
    text: &str,
    each_line: bool,
    report: &mut Report,
) -> Result<()> {
    let Chosen { id, says } = writing(device, visit)?;
    if !(each_line && text == "-") {
        let text = words::typed("note", &text_of(text)?)?;
        device.visits().note(id, text, Said::default())?;
        report.say(format!("Saved for {says}."));
        return Ok(());
    }
    let mut saved = 0;
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|_| {
            Failure::refused("expected lines of text, found other bytes; save it as UTF-8")
        })?;
        device.visits().note(id, words::typed("note", &line)?, Said::default())?;
        saved += 1;
        println!("saved: {saved}");
        let _ = std::io::stdout().flush();
    }
    report.say(format!("{saved} note{} saved for {says}.", plural(saved))).data("saved", saved);
    Ok(())
}

/// When it was offered and when taken: what somebody says, and now for what is seen being taken.
/// No other outcome says when, so nothing is written that nobody knows.
fn times(
    outcome: Outcome,
    (offered, taken): (Option<Moment>, Option<Moment>),
    now: Moment,
) -> (Option<Moment>, Option<Moment>) {
    if outcome != Outcome::TakenSeen {
        return (offered, taken);
    }
    let taken = taken.unwrap_or(now);
    (offered.or(Some(taken)), Some(taken))
}

fn too_close(name: &str, before: &Offer) -> String {
    format!(
        "LOOK FIRST: {name} was {} at {}. One more now may be a double dose. Phone before you give \
         it; write down what happened in any case.",
        before.outcome.word(),
        words::moment(before.at)
    )
}

fn before_the_tap(name: &str, before: Option<&Offer>, report: &mut Report) {
    match before {
        Some(before) => report.say(too_close(name, before)),
        None => report.say(format!("This device knows of no dose of {name} too close to now.")),
    };
    report.say("Nothing is recorded yet: say what came of it.");
}

fn medicine(device: &Device, command: &VisitCommand, report: &mut Report) -> Result<()> {
    let VisitCommand::Medicine {
        visit,
        medicine,
        outcome,
        amount,
        advice_by,
        offered_at,
        taken_at,
    } = command
    else {
        return Ok(());
    };
    let Chosen { id, says } = writing(device, visit)?;
    let page = device.visits().page(id)?;
    let found = match page.person {
        Some(person) => medicine_key(device, person, medicine)?,
        None => None,
    };
    let name = found.as_ref().map_or(medicine.as_str(), |(_, name)| name);
    let before = match &found {
        Some((key, _)) => device.visits().before_the_tap(id, key, None)?,
        None => None,
    };
    let Some(outcome) = outcome else {
        before_the_tap(name, before.as_ref(), report);
        return Ok(());
    };
    let outcome: Outcome = words::typed("outcome", outcome)?;
    if let Some(before) = before.filter(|_| outcome.may_be_in_the_person()) {
        report.say(too_close(name, &before));
    }
    let moment = |what, text: &Option<String>| {
        text.as_deref().map(|text| words::typed::<Moment>(what, text)).transpose()
    };
    let said = (moment("offered at", offered_at)?, moment("taken at", taken_at)?);
    let (offered, taken) = times(outcome, said, Moment(SystemClock.now()));
    let line = |what, text: &Option<String>| {
        text.as_deref().map(|text| words::typed::<Line>(what, text)).transpose()
    };
    let content = MedicineOutcome {
        medicine: found.as_ref().map(|(key, _)| key.clone()),
        name: words::typed("medicine", name)?,
        outcome,
        offered,
        taken,
        amount: line("amount", amount)?,
        advice_by: line("advice by", advice_by)?,
        version: None,
        plan: None,
        dose: None,
        due: None,
        site: None,
        removed_from: None,
        removed_at: None,
        given_by: None,
        prn_reason: None,
        prn_effect: None,
        told: None,
        witness: None,
        summary_age: None,
        note: None,
    };
    let done = format!("{name}: {}", outcome.word());
    device.visits().medicine(id, content, Said::default())?;
    report.say(format!("Saved for {says}: {done}."));
    if found.is_none() {
        report.say("This medicine is not in the summary: tell the coordinator.");
    }
    if outcome.needs_escalation() {
        report.say("Phone now: an uncertain dose or a suspected error needs somebody to decide.");
    }
    let after = device.visits().page(id)?;
    if !after.double_doses.is_empty() {
        report.say(
            "POSSIBLE DOUBLE DOSE: two offers closer together than they should be. Phone now.",
        );
    }
    Ok(())
}

fn show(device: &Device, said: &str) -> Result<Report> {
    let page = device.visits().page(writing(device, said)?.id)?;
    let members = device.members().list()?;
    let named = |id| {
        let member = members.iter().find(|member| member.member == id);
        member.and_then(|m| m.name.clone()).unwrap_or_else(|| "somebody".to_owned())
    };
    let mut report = Report::new();
    let name = page.name.as_deref().unwrap_or("(summary not here yet)");
    report.say(format!("{name}: {}", state_word(page.state)));
    planned_tasks(&mut report, &page);
    logged(&mut report, &page, &named);
    for double in &page.double_doses {
        report.say(format!(
            "  POSSIBLE DOUBLE DOSE: offered at {} and {}",
            words::hour(double.earlier.at),
            words::hour(double.later.at)
        ));
    }
    if !page.gaps.is_empty() {
        report.say(format!(
            "  {} thing{} not recorded yet",
            page.gaps.len(),
            plural(page.gaps.len())
        ));
    }
    Ok(report)
}

fn planned_tasks(report: &mut Report, page: &VisitPage) {
    let mut tasks: Vec<Value> = Vec::new();
    for (at, (key, task)) in page.visit.planned_tasks().enumerate() {
        let of_this = |done: &TaskOutcome| done.task.as_ref().is_some_and(|of| of.as_str() == key);
        let mut done = page.visit.done.iter().filter_map(|entry| entry.content());
        let done = done.find(|done| of_this(done));
        let outcome = done.map_or("not recorded", |done| done.outcome.word());
        let reason = done.and_then(|done| done.reason.as_ref()).map(Text::as_str);
        let because = reason.map_or_else(String::new, |reason| format!(": {reason}"));
        let what = task.what.as_str();
        report.say(format!("  task {}: {what} ({outcome}{because})", at + 1));
        tasks.push(json!({"number": at + 1, "what": what, "outcome": outcome, "reason": reason}));
    }
    report.data("tasks", tasks);
}

fn logged(
    report: &mut Report,
    page: &VisitPage,
    named: &dyn Fn(holdfast_ledger::MemberId) -> String,
) {
    let visit = &page.visit;
    for entry in &visit.arrived {
        report.say(format!(
            "  {} arrived ({})",
            words::hour(entry.occurred()),
            named(entry.original().author)
        ));
    }
    let mut notes: Vec<Value> = Vec::new();
    for (at, entry) in visit.notes.iter().enumerate() {
        let author = named(entry.original().author);
        let first = entry.original().content.text.as_str();
        let now = entry.content().map_or("(struck)", |note| note.text.as_str());
        let written = words::hour(entry.original().written);
        report.say(format!("  {written} note {}: {now}  ({author})", at + 1));
        if entry.is_amended() {
            report.say(format!("        first written: {first}"));
        }
        notes.push(json!({"text": now, "first": first, "author": author, "written": written}));
    }
    let mut medicines: Vec<Value> = Vec::new();
    for entry in &visit.medicines {
        let Some(dose) = entry.content() else { continue };
        let (name, outcome) = (dose.name.as_str(), dose.outcome.word());
        report.say(format!(
            "  {} {name}: {outcome}  ({})",
            words::hour(entry.occurred()),
            named(entry.original().author)
        ));
        medicines.push(json!({"name": name, "outcome": outcome}));
    }
    let mut observations: Vec<Value> = Vec::new();
    for entry in &visit.observations {
        let Some(seen) = entry.content() else { continue };
        let reading = seen.observed.text();
        report.say(format!(
            "  {} {reading}  ({})",
            words::hour(entry.occurred()),
            named(entry.original().author)
        ));
        observations.push(json!(reading));
    }
    for entry in &visit.went_on {
        if let Some(on) = entry.content() {
            report.say(format!("  went on, because: {}", on.because.as_str()));
        }
    }
    for entry in &visit.left {
        report.say(format!(
            "  {} left ({})",
            words::hour(entry.occurred()),
            named(entry.original().author)
        ));
    }
    report.data("notes", notes).data("medicines", medicines).data("observations", observations);
}

#[cfg(test)]
mod tests {
    use super::*;
    use holdfast_ledger::Timestamp;

    #[test]
    fn a_dose_carries_no_time_that_nobody_knows() {
        let (now, eight) = (Moment(Timestamp(2_000)), Some(Moment(Timestamp(1_000))));
        for outcome in Outcome::ALL.iter().copied() {
            let unsaid = match outcome {
                Outcome::TakenSeen => (Some(now), Some(now)),
                _ => (None, None),
            };
            assert_eq!(times(outcome, (None, None), now), unsaid, "{outcome}");
        }
        assert_eq!(times(Outcome::TakenReported, (None, eight), now), (None, eight));
        assert_eq!(times(Outcome::TakenSeen, (None, eight), now), (eight, eight));
        assert_eq!(times(Outcome::Declined, (eight, None), now), (eight, None));
    }
}
