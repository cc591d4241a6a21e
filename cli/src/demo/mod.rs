//! The demonstration: a night without signal, on real parts, with an account at the end.
//!
//! For a manager who wants to see what Holdfast promises, and for anyone who changes it: a hub on a
//! loopback port with its own database, six devices with vaults on disk, every act a process of this
//! same program. Nothing here reaches past the command line, so nothing works here that would not
//! work for a person who types the same words.

mod account;
mod cast;
mod hub;
mod morning;
mod night;
mod opening;
mod readings;
mod referrals;
mod relay;
mod saving;
mod script;
mod sealed;
mod stage;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::failure::UNBALANCED;
use crate::report::Form;
use account::Account;
use night::Night;
use stage::{Stage, Stopped};

/// What the demonstration is asked.
#[derive(clap::Args)]
pub struct DemoArgs {
    /// Referrals to bring in (FHIR R4). The night is then about the first person in them; without
    /// any, about invented people.
    pub files: Vec<PathBuf>,
    /// Keep every device, the hub and all files in this new folder, to look at afterwards.
    #[arg(long, value_name = "FOLDER")]
    pub keep: Option<PathBuf>,
    /// Chooses the moment when a phone loses power. The same number, the same moment.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
}

/// Runs the night, prints the account, and says whether it balances.
pub fn run(args: &DemoArgs, form: Form) -> ExitCode {
    let told = Stage::set(args.keep.as_deref(), form).and_then(|stage| {
        let account = play(&stage, args)?;
        Ok(close(&stage, &account))
    });
    match told {
        Ok(code) => code,
        Err(stopped) => {
            eprintln!("holdfast: the demonstration stopped, so there is no account. {stopped}");
            ExitCode::from(UNBALANCED)
        }
    }
}

fn play(stage: &Stage, args: &DemoArgs) -> Result<Account, Stopped> {
    stage.say("Holdfast: a night without signal");
    stage.say("A real hub, six devices with vaults of their own, each act a process of its own.");
    stage.say(if args.files.is_empty() {
        "Everybody in it is invented."
    } else {
        "The members are invented; the people are those in the files that were named."
    });
    stage.say(format_args!(
        "Seed {}: the same number, the same moment when a phone loses power.",
        args.seed
    ));
    let (_hub, relay) = opening::organisation(stage)?;
    let mut night = Night::new(stage, relay);
    let people = opening::referrals(&mut night, &args.files)?;
    let planned = opening::plan(&mut night, &people)?;
    opening::set_out(&night, &planned)?;
    night::without_signal(&mut night, &planned, args.seed)?;
    morning::everything_meets(&mut night, &planned)?;
    morning::account(night, &planned)
}

fn close(stage: &Stage, account: &Account) -> ExitCode {
    stage.say(account);
    let faults = account.faults();
    for fault in &faults {
        stage.say(format_args!("   ! {fault}"));
    }
    let seconds = stage.seconds();
    stage.say("");
    if let Some(folder) = stage.kept() {
        stage.say(format_args!("Everything is kept in {}", folder.display()));
    }
    let told = if faults.is_empty() {
        format!("The account balances. {seconds:.1} seconds.")
    } else {
        format!("THE ACCOUNT DOES NOT BALANCE. {seconds:.1} seconds.")
    };
    stage.say(&told);
    if stage.form() == Form::Json {
        account.report(&told).print(Form::Json);
    }
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(UNBALANCED) }
}
