//! `holdfast organisation`.

use std::fs;
use std::path::Path;

use holdfast_core::device::{Organisation, RecoverySheet, RootSecret};
use holdfast_ledger::{PublicKeys, from_bytes};

use crate::args::OrganisationCommand;
use crate::context::{Context, read_file};
use crate::failure::{Failure, Result, file};
use crate::report::Report;
use crate::secret_file;

/// Does what was asked.
pub fn run(command: &OrganisationCommand, context: &Context) -> Result<Report> {
    match command {
        OrganisationCommand::Create { name, owner, on_call, sheet, public } => {
            let device = context.device()?;
            let organisation =
                Organisation { name: name.clone(), owner: owner.clone(), on_call: on_call.clone() };
            let secrets = RecoverySheet::draw(&device);
            // On the disk first: once the organisation exists, nothing could give the root back.
            secret_file::write_new(sheet, sheet_text(name, &secrets).as_bytes())?;
            if let Err(error) = organisation.create(&device, &secrets) {
                if device.root().is_err() {
                    secret_file::remove(sheet)?;
                }
                return Err(error.into());
            }
            let root = device.root()?;
            fs::write(public, format!("{root}\n"))
                .map_err(|error| file("write", public, &error))?;
            let mut report = Report::new();
            report
                .say(format!("{name} begins. {owner} is its owner and first manager."))
                .say(format!(
                    "Recovery sheet: {}. Print it, lock it away, delete the file.",
                    sheet.display()
                ))
                .say(format!("Public key for a hub: {}", public.display()))
                .data("organisation", name.as_str())
                .data("owner", owner.as_str())
                .data("sheet", sheet.display().to_string())
                .data("public", public.display().to_string());
            Ok(report)
        }
        OrganisationCommand::Hub { sheet, hub, address } => {
            let device = context.device()?;
            let root = RootSecret(root_secret(sheet)?);
            let keys = public_keys(hub)?;
            Organisation::name_hub(&device, &root, keys)?;
            device.set_hub_address(address)?;
            let mut report = Report::new();
            report
                .say(format!("The hub is named. Devices reach it at {address}."))
                .data("address", address.as_str());
            Ok(report)
        }
    }
}

fn sheet_text(name: &str, sheet: &RecoverySheet) -> String {
    let hex = |bytes: &[u8; 32]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    format!(
        "HOLDFAST RECOVERY SHEET: {name}\n\n\
         Print this page, put it in a safe, and delete the file. Whoever holds it can name owners\n\
         and hubs. The safeguarding key belongs with somebody outside the line of management.\n\n\
         root          {}\n\
         organisation  {}\n\
         safeguarding  {}\n",
        hex(&sheet.root),
        hex(&sheet.organisation),
        hex(&sheet.safeguarding)
    )
}

fn root_secret(path: &Path) -> Result<[u8; 32]> {
    let bytes = read_file(path)?;
    let text = zeroize::Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned());
    let line = text.lines().find_map(|line| line.strip_prefix("root "));
    let secret = line.and_then(|line| line.trim().parse::<holdfast_ledger::Hash>().ok());
    secret.map(|hash| hash.0).ok_or_else(|| {
        Failure::refused(
            "expected a recovery sheet with a line that begins with root, found none; \
             use the sheet that was written when the organisation began",
        )
    })
}

fn public_keys(path: &Path) -> Result<PublicKeys> {
    let bytes = read_file(path)?;
    let wrong = || {
        Failure::refused(
            "expected the public file of a hub, found another file; run `holdfast hub init`",
        )
    };
    let text = String::from_utf8(bytes).map_err(|_| wrong())?;
    let text = text.trim();
    if text.len() % 2 != 0 || !text.is_ascii() {
        return Err(wrong());
    }
    let pairs = text.as_bytes().chunks_exact(2);
    let bytes: Option<Vec<u8>> =
        pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    from_bytes(&bytes.ok_or_else(wrong)?, "a hub's public keys").map_err(|_| wrong())
}
