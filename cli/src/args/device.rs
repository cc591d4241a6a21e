//! `holdfast device`: what can be said.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Devices.
#[derive(Subcommand)]
pub enum DeviceCommand {
    /// Make a new device in a folder, with a request file for whoever enrols it.
    #[command(after_help = "Example: holdfast -d amina device new --label \"Amina's phone\" \
                            --name 'Amina Osman' --request amina.request")]
    New {
        /// What you call it.
        #[arg(long)]
        label: String,
        /// Your name.
        #[arg(long)]
        name: String,
        /// Where to write the request file; none for the device an organisation begins on.
        #[arg(long, value_name = "FILE")]
        request: Option<PathBuf>,
    },
    /// Enrol the device that wrote a request file, and write its welcome file.
    #[command(after_help = "Example: holdfast -d mo device enrol amina.request --role carer \
                            --name 'Amina Osman' --welcome amina.welcome")]
    Enrol(EnrolArgs),
    /// Join the organisation, with the welcome file of whoever enrolled this device.
    #[command(after_help = "Example: holdfast -d amina device join amina.welcome")]
    Join {
        /// The welcome file.
        welcome: PathBuf,
    },
    /// Unlock with the PIN, until `device lock`.
    #[command(after_help = "Example: holdfast -d amina device unlock")]
    Unlock,
    /// Lock: the keys are wiped.
    #[command(after_help = "Example: holdfast -d amina device lock")]
    Lock,
    /// Who works here, and on what.
    #[command(after_help = "Example: holdfast -d mo device list")]
    List,
    /// How this device stands: as `holdfast status`.
    #[command(after_help = "Example: holdfast -d amina device status")]
    Status,
}

/// How a device is enrolled.
#[derive(Args)]
pub struct EnrolArgs {
    /// The request file.
    pub request: PathBuf,
    /// What its member is for: carer, senior, subcontractor, coordinator, on-call manager, manager …
    #[arg(long)]
    pub role: String,
    /// What its member is called.
    #[arg(long)]
    pub name: String,
    /// How to phone them.
    #[arg(long)]
    pub phone: Option<String>,
    /// Whose employee they are, where that is another provider.
    #[arg(long)]
    pub employer: Option<String>,
    /// For a subcontractor: for how many days.
    #[arg(long, value_name = "DAYS")]
    pub lease_days: Option<i64>,
    /// Where to write the welcome file.
    #[arg(long, value_name = "FILE")]
    pub welcome: PathBuf,
}
