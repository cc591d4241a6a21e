//! `holdfast organisation`: what can be said.

use std::path::PathBuf;

use clap::Subcommand;

/// Organisations.
#[derive(Subcommand)]
pub enum OrganisationCommand {
    /// Begin one, on its owner's own device. Prints the recovery sheet into a file: print it, put it
    /// in a safe, and delete the file.
    #[command(after_help = "Example: holdfast -d olu organisation create --name 'Harbour Care' \
                            --owner 'Olu Adeyemi' --sheet recovery.txt --public harbour.root")]
    Create {
        /// What it is called.
        #[arg(long)]
        name: String,
        /// Its owner, who uses this device.
        #[arg(long)]
        owner: String,
        /// The number of its on-call phone.
        #[arg(long)]
        on_call: Option<String>,
        /// Where to write the recovery sheet.
        #[arg(long, value_name = "FILE")]
        sheet: PathBuf,
        /// Where to write the organisation's public key, which a hub is given.
        #[arg(long, value_name = "FILE")]
        public: PathBuf,
    },
    /// Name the hub, with the recovery sheet in hand.
    #[command(after_help = "Example: holdfast -d olu organisation hub --sheet recovery.txt \
                            --hub hub.public --address http://hub.example:8440")]
    Hub {
        /// The recovery sheet.
        #[arg(long, value_name = "FILE")]
        sheet: PathBuf,
        /// The hub's public keys, from `holdfast hub init`.
        #[arg(long, value_name = "FILE")]
        hub: PathBuf,
        /// Where devices reach it.
        #[arg(long, value_name = "URL")]
        address: String,
    },
}
