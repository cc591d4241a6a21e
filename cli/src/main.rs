//! `holdfast`: a device on the command line, the hub, and the demonstration.

#![allow(clippy::print_stdout, reason = "this is the one place that talks to a person")]

mod args;
mod commands;
mod context;
mod demo;
#[cfg(test)]
mod examples;
mod failure;
mod report;
mod secret_file;
mod words;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Command};
use context::Context;

fn main() -> ExitCode {
    // A panic must not print what it was about: the place is enough.
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |at| format!(" at {at}"));
        eprintln!("holdfast: a fault in the program{place}; nothing was half-written");
    }));
    let cli = Cli::parse();
    if let Command::Demo(args) = &cli.command {
        return demo::run(args, report::Form::of(&cli));
    }
    let context = Context::new(&cli);
    match commands::run(&cli.command, &context) {
        Ok(report) => {
            report.print(context.form());
            ExitCode::SUCCESS
        }
        Err(failure) => {
            if let Some(report) = &failure.shows {
                report.print(context.form());
            }
            // Nobody may be there to read it.
            let _ = writeln!(std::io::stderr(), "holdfast: {}", failure.message);
            failure.exit()
        }
    }
}
