//! `holdfast visit`. Nothing here refuses arriving, staying or a note.

mod list;
mod log;
mod medicine;
mod page;
mod plan;
mod times;
mod wrong_person;

use holdfast_core::device::Device;

use super::way_in;
use super::which::{self, About, Chosen};
use crate::args::VisitCommand;
use crate::context::Context;
use crate::failure::Result;
use crate::report::Report;
use crate::words;

/// Does what was asked.
pub fn run(command: &VisitCommand, context: &Context) -> Result<Report> {
    let device = context.device()?;
    match command {
        VisitCommand::Plan(args) => plan::plan(&device, args),
        VisitCommand::StandDown { visit, why } => plan::stand_down(&device, visit, why),
        VisitCommand::Today => list::today(&device),
        VisitCommand::Show { visit } => page::show(&device, visit),
        VisitCommand::Start { visit, unplanned } => {
            log::start(&device, visit, unplanned.as_deref())
        }
        VisitCommand::Note { visit, text, each_line } if *each_line && text == "-" => {
            log::each_line(&device, visit, context.form())
        }
        VisitCommand::Note { visit, text, .. } => log::note(&device, visit, text),
        VisitCommand::Task { visit, task, not_done } => {
            log::task(&device, visit, task, not_done.as_deref())
        }
        VisitCommand::Medicine(args) => medicine::medicine(&device, args),
        VisitCommand::Observe { visit, kind, value } => log::observe(&device, visit, kind, value),
        VisitCommand::Leave { visit } => log::leave(&device, visit),
        VisitCommand::Amend { visit, note, text, why } => {
            log::amend(&device, visit, *note, text, why)
        }
        VisitCommand::EntryDetails { visit, because } => {
            way_in::for_visit(&device, visit, because.as_deref())
        }
        VisitCommand::WrongPerson(args) => wrong_person::mark(&device, args),
        VisitCommand::Times { visit } => times::show(&device, visit),
        VisitCommand::SignOff { visit } => log::sign_off(&device, visit),
    }
}

fn writing(device: &Device, said: &str) -> Result<Chosen> {
    which::visit(device, said, About::Writing)
}

/// What was saved, and where it went.
fn saved(chosen: &Chosen, what: &str) -> Report {
    let mut report = Report::new();
    let says = &chosen.says;
    if what.is_empty() {
        report.say(format!("Saved for {says}."));
    } else {
        report.say(format!("Saved for {says}: {what}."));
    }
    report.data("visit", words::visit_words(chosen.id));
    report
}
