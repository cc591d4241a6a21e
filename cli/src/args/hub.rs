//! `holdfast hub`: what can be said.

use std::path::PathBuf;

use clap::Subcommand;

/// The hub.
#[derive(Subcommand)]
pub enum HubCommand {
    /// Make a hub's keys, and write its public file for `organisation hub`.
    #[command(after_help = "Example: holdfast hub init --data /srv/holdfast --public hub.public")]
    Init {
        /// Where it keeps its databases; its keys stand beside that folder, outside every backup.
        #[arg(long, value_name = "FOLDER")]
        data: PathBuf,
        /// Where to write its public keys.
        #[arg(long, value_name = "FILE")]
        public: PathBuf,
    },
    /// Serve. The first line says where.
    #[command(after_help = "Example: holdfast hub run --data /srv/holdfast --root harbour.root")]
    Run {
        /// Where it keeps its databases.
        #[arg(long, value_name = "FOLDER")]
        data: PathBuf,
        /// The public keys of the organisations it serves, from `organisation create`.
        #[arg(long = "root", value_name = "FILE")]
        roots: Vec<PathBuf>,
        /// Where to listen.
        #[arg(long, default_value = "127.0.0.1:8440")]
        listen: std::net::SocketAddr,
        /// The databases were restored from a backup.
        #[arg(long)]
        restored: bool,
        /// A proxy of yours stands in front: count rates by the address it adds.
        #[arg(long)]
        behind_proxy: bool,
    },
    /// Copy an organisation's database while the hub runs.
    #[command(
        after_help = "Example: holdfast hub backup --data /srv/holdfast --root harbour.root \
                            monday.sqlite"
    )]
    Backup {
        /// Where the hub keeps its databases.
        #[arg(long, value_name = "FOLDER")]
        data: PathBuf,
        /// The public key of the organisation.
        #[arg(long, value_name = "FILE")]
        root: PathBuf,
        /// The new file.
        into: PathBuf,
    },
}
