//! `holdfast bundle`.

use std::fs;

use holdfast_core::device::BundleOf;

use super::which;
use crate::args::BundleCommand;
use crate::context::{Context, read_file};
use crate::failure::{Result, file};
use crate::report::Report;

/// Does what was asked.
pub fn run(command: &BundleCommand, context: &Context) -> Result<Report> {
    let device = context.device()?;
    let mut report = Report::new();
    match command {
        BundleCommand::Write { file: path, person } => {
            let of = match person {
                Some(person) => BundleOf::Person(which::person(&device, person)?),
                None => BundleOf::Everything,
            };
            let bytes = device.bundles().write(of)?;
            fs::write(path, &bytes).map_err(|error| file("write", path, &error))?;
            report
                .say(format!(
                    "{} written ({} kB). It can be read by enrolled devices only.",
                    path.display(),
                    bytes.len().div_ceil(1024)
                ))
                .data("file", path.display().to_string())
                .data("bytes", bytes.len());
        }
        BundleCommand::Read { file: path } => {
            let taken = device.bundles().read(&read_file(path)?)?;
            report
                .say(format!(
                    "{} new, {} known before, {} refused",
                    taken.new, taken.known, taken.refused
                ))
                .data("new", taken.new)
                .data("known", taken.known)
                .data("refused", taken.refused);
        }
    }
    Ok(report)
}
