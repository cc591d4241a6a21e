//! `holdfast bundle`.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use holdfast_core::device::BundleOf;

use super::which;
use crate::args::BundleCommand;
use crate::context::{Context, read_file};
use crate::failure::{Result, file};
use crate::report::Report;

/// Writes all of a file or none: a disk that is full leaves no half of a bundle behind, and not the
/// one that was there before written over.
fn whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    // What is not a file, a pipe or a terminal, is written into and never replaced.
    let special = fs::symlink_metadata(path).is_ok_and(|there| !there.is_file());
    if special {
        return fs::write(path, bytes).map_err(|error| file("write", path, &error));
    }
    let write = || {
        let mut file = File::create(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, path)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&part);
        file("write", path, &error)
    })
}

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
            whole(path, &bytes)?;
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
