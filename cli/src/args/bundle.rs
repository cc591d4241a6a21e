//! `holdfast bundle`: what can be said.

use std::path::PathBuf;

use clap::Subcommand;

/// Bundles.
#[derive(Subcommand)]
pub enum BundleCommand {
    /// Write everything this device holds, or one person's ledgers.
    #[command(after_help = "Example: holdfast bundle write night.holdfast --person Margaret")]
    Write {
        /// The file.
        file: PathBuf,
        /// One person only.
        #[arg(long)]
        person: Option<String>,
    },
    /// Take a bundle in. Twice changes nothing.
    #[command(after_help = "Example: holdfast bundle read night.holdfast")]
    Read {
        /// The file.
        file: PathBuf,
    },
}
