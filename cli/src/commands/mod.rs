//! The commands: each opens the device, does one thing, and says what happened.

mod bundle;
mod decision;
mod device;
mod dispute;
mod hub;
mod names;
mod organisation;
mod person;
mod policy;
mod round;
mod safety;
mod status;
mod suggestion;
mod sync;
mod visit;
mod way_in;
mod which;

use crate::args::{Command, DeviceCommand};
use crate::context::Context;
use crate::failure::Result;
use crate::report::Report;

/// Does what was asked.
pub fn run(command: &Command, context: &Context) -> Result<Report> {
    match command {
        Command::Organisation(command) => organisation::run(command, context),
        Command::Device(DeviceCommand::Status) | Command::Status => status::show(context),
        Command::Device(command) => device::run(command, context),
        Command::Person(command) => person::run(command, context),
        Command::Visit(command) => visit::run(command, context),
        Command::Assess(args) => safety::assess(context, args),
        Command::Read { person, only_show } => safety::read(context, person, *only_show),
        Command::Dispute(command) => dispute::run(command, context),
        Command::Suggestion(command) => suggestion::run(command, context),
        Command::Round(command) => round::run(command, context),
        Command::Policy(command) => policy::run(command, context),
        Command::Decision(command) => decision::run(command, context),
        Command::Sync { hub } => sync::run(context, hub.as_deref()),
        Command::Bundle(command) => bundle::run(command, context),
        Command::Repair => status::repair(context),
        Command::Hub(command) => hub::run(command, context.form()),
        Command::Demo(_) => Ok(Report::new()),
    }
}
