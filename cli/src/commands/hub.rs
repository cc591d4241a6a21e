//! `holdfast hub`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use holdfast_core::device::Randomness as _;
use holdfast_hub::{Event, HubConfig, HubIdentity, HubServer, Peers, Start, back_up};
use holdfast_ledger::{LedgerId, VerifyingKey, to_bytes};
use zeroize::Zeroizing;

use crate::args::HubCommand;
use crate::context::{SystemRandom, read_file};
use crate::failure::{Failure, Result, file};
use crate::report::{Form, Report, announce};

/// Does what was asked. `run` returns when the hub was told to stop.
pub fn run(command: &HubCommand, form: Form) -> Result<Report> {
    match command {
        HubCommand::Init { data, public } => init(data, public),
        HubCommand::Run { data, roots, listen, restored, behind_proxy } => {
            let mut config = HubConfig::new(*listen, data.clone(), keys_file(data));
            if *restored {
                config.start = Start::Restored;
            }
            if *behind_proxy {
                config.peers = Peers::BehindProxy;
            }
            config.log = Arc::new(log);
            serve(config, roots, form)
        }
        HubCommand::Backup { data, root, into } => {
            let register = LedgerId::register(&root_key(root)?);
            back_up(data, &register, into).map_err(|error| Failure::refused(error.to_string()))?;
            let mut report = Report::new();
            report
                .say(format!("{} is a copy of the hub as of this moment.", into.display()))
                .say("Each device is told at its next sync what of its own is in a backup.")
                .data("copy", into.display().to_string());
            Ok(report)
        }
    }
}

/// The operator's log. Where it listens is said on standard output, once.
fn log(event: &Event) {
    if !matches!(event, Event::Listening { .. }) {
        eprintln!("{event}");
    }
}

/// The keys stand beside the folder of the databases, so that a backup of that folder never holds
/// them, nor the count of how often it was restored.
fn keys_file(data: &Path) -> PathBuf {
    data.with_extension("hub-keys")
}

fn init(data: &Path, public: &Path) -> Result<Report> {
    fs::create_dir_all(data).map_err(|error| file("make the folder", data, &error))?;
    let mut secret = Zeroizing::new([0; 32]);
    SystemRandom.fill(&mut *secret);
    let identity = HubIdentity::create(&keys_file(data), &secret)
        .map_err(|error| Failure::refused(error.to_string()))?;
    let bytes = to_bytes(&identity.public_keys());
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(public, text + "\n").map_err(|error| file("write", public, &error))?;
    let mut report = Report::new();
    report
        .say(format!(
            "A hub. Its secret is in {}: keep it out of backups.",
            keys_file(data).display()
        ))
        .say(format!(
            "Its public keys are in {}: give them to `organisation hub`.",
            public.display()
        ))
        .data("keys", keys_file(data).display().to_string())
        .data("public", public.display().to_string());
    Ok(report)
}

fn serve(config: HubConfig, roots: &[PathBuf], form: Form) -> Result<Report> {
    let refused = |error: &dyn std::fmt::Display| Failure::refused(error.to_string());
    let server = HubServer::start(config).map_err(|error| refused(&error))?;
    for path in roots {
        server.add_organisation(root_key(path)?).map_err(|error| refused(&error))?;
    }
    let address = format!("http://{}", server.local_addr());
    announce(form, &format!("listening on {address}"), "listening", address.as_str());
    server.wait_for_signal().map_err(|error| refused(&error))?;
    server.shutdown();
    let mut report = Report::new();
    report.say("The hub has stopped; everything it took in is on the disk.").data("stopped", true);
    Ok(report)
}

/// An organisation's public key, from the file that `organisation create` wrote.
fn root_key(path: &Path) -> Result<VerifyingKey> {
    let text = String::from_utf8_lossy(&read_file(path)?).trim().to_owned();
    text.parse().map_err(|error| Failure::refused(format!("{}: {error}", path.display())))
}
