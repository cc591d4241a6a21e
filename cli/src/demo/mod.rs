//! The demonstration.

use std::path::PathBuf;
use std::process::ExitCode;

/// What the demonstration is asked.
#[derive(clap::Args)]
pub struct DemoArgs {
    /// FHIR files to bring in.
    pub files: Vec<PathBuf>,
}

/// Runs it.
pub fn run(_: &DemoArgs) -> ExitCode {
    ExitCode::SUCCESS
}
