//! The command line: what can be said, with an example for each.

mod bundle;
mod decision;
mod device;
mod dispute;
mod hub;
mod organisation;
mod person;
mod policy;
mod round;
mod suggestion;
mod visit;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use bundle::BundleCommand;
pub use decision::{DecisionCommand, RecordArgs};
pub use device::{DeviceCommand, EnrolArgs};
pub use dispute::{DisputeCommand, Side};
pub use hub::HubCommand;
pub use organisation::OrganisationCommand;
pub use person::{ConfirmArgs, ImportArgs, PersonCommand};
pub use policy::PolicyCommand;
pub use round::{OnRoundArgs, RoundCommand};
pub use suggestion::{AcceptArgs, SuggestionCommand};
pub use visit::{MedicineArgs, PlanArgs, VisitCommand, WrongPersonArgs};

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  refused: something was asked that cannot be done; nothing was changed
  2  the words of the command were wrong
  3  locked, or the PIN is wrong
  4  no connection to the hub; everything is saved here and will be sent later
  5  damage was found; run `holdfast repair`
  6  the demonstration's account does not balance";

/// Care records that work with no signal, and prove afterwards that nothing was lost.
#[derive(Parser)]
#[command(name = "holdfast", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub struct Cli {
    /// The device's folder.
    #[arg(long, short = 'd', global = true, env = "HOLDFAST_DEVICE", value_name = "FOLDER")]
    pub device: Option<PathBuf>,
    /// Print JSON for programs.
    #[arg(long, global = true)]
    pub json: bool,
    /// Read the PIN from this file instead of the terminal.
    #[arg(long, global = true, env = "HOLDFAST_PIN_FILE", value_name = "FILE")]
    pub pin_file: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Begin an organisation, or name its hub.
    #[command(subcommand)]
    Organisation(OrganisationCommand),
    /// Make, enrol, unlock and lock devices.
    #[command(subcommand)]
    Device(DeviceCommand),
    /// People who draw on care, and their summaries.
    #[command(subcommand)]
    Person(PersonCommand),
    /// Visits, from the plan to leaving.
    #[command(subcommand)]
    Visit(VisitCommand),
    /// May this visit start? Advice, never a lock.
    #[command(after_help = "Example: holdfast assess Margaret --present 1")]
    Assess(AssessArgs),
    /// Read and understood: what changed about a person since you last said so.
    #[command(after_help = "Example: holdfast read Margaret")]
    Read {
        /// Whose summary.
        person: String,
        /// Only show what changed; say nothing.
        #[arg(long)]
        only_show: bool,
    },
    /// Guidance that two people changed without seeing each other.
    #[command(subcommand)]
    Dispute(DisputeCommand),
    /// What somebody thinks a summary should say, and what is decided about it.
    #[command(subcommand)]
    Suggestion(SuggestionCommand),
    /// The people a carer visits, and the carers who visit them.
    #[command(subcommand)]
    Round(RoundCommand),
    /// What the organisation asks of a summary before a visit starts.
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// What was decided, why, and on what was known.
    #[command(subcommand)]
    Decision(DecisionCommand),
    /// Send and fetch, through the hub.
    #[command(after_help = "Example: holdfast sync")]
    Sync {
        /// Where the hub is, if it moved.
        #[arg(long, value_name = "URL")]
        hub: Option<String>,
    },
    /// Entries as a file, for when there is no network at all.
    #[command(subcommand)]
    Bundle(BundleCommand),
    /// What this device holds, what is safe at the hub, what waits and why.
    #[command(after_help = "Example: holdfast status")]
    Status,
    /// Make every record anew from the entries.
    #[command(after_help = "Example: holdfast repair")]
    Repair,
    /// Run a hub: a meeting point that cannot read what it stores.
    #[command(subcommand)]
    Hub(HubCommand),
    /// A night without signal, on real parts, with an account at the end.
    #[command(after_help = "Example: holdfast demo referral.json")]
    Demo(crate::demo::DemoArgs),
}

/// What an assessment is asked.
#[derive(Args)]
pub struct AssessArgs {
    /// To whom, or its number in today's list.
    pub visit: String,
    /// How many carers are there.
    #[arg(long, default_value_t = 1)]
    pub present: u32,
    /// A system that is down: the referral portal, the rota … May be said several times.
    #[arg(long = "down", value_name = "SYSTEM")]
    pub down: Vec<String>,
    /// Go on although the advice is not to, because leaving or waiting is more dangerous.
    #[arg(long, value_name = "WHY")]
    pub went_on_because: Option<String>,
}
