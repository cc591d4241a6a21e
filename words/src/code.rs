//! What generated code of both languages has in common: names, and files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::problem::Problem;

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder it is written to.
    pub path: PathBuf,
    /// All of it.
    pub text: String,
}

impl File {
    pub(crate) fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// Writes files into a folder that holds nothing else: what is no longer generated goes, and what
    /// says the same stays untouched, so that it need not be compiled again.
    ///
    /// # Errors
    /// Where the folder cannot be written to.
    pub fn write_all(folder: &Path, files: &[Self]) -> Result<(), Problem> {
        let cannot =
            |path: &Path, why| Problem::new(format!("{} cannot be written: {why}", path.display()));
        for file in files {
            let path = folder.join(&file.path);
            if fs::read_to_string(&path).is_ok_and(|found| found == file.text) {
                continue;
            }
            let parent = path.parent().unwrap_or(folder);
            fs::create_dir_all(parent).map_err(|why| cannot(parent, why))?;
            fs::write(&path, &file.text).map_err(|why| cannot(&path, why))?;
        }
        for path in found(folder) {
            let wanted = |file: &Self| folder.join(&file.path) == path;
            if !files.iter().any(wanted) {
                fs::remove_file(&path).map_err(|why| cannot(&path, why))?;
            }
        }
        Ok(())
    }
}

fn found(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let of = |path: PathBuf| if path.is_dir() { found(&path) } else { vec![path] };
    entries.flat_map(|entry| of(entry.path())).collect()
}

/// `visit-state` as both languages call a function: `visitState`.
pub fn camel(id: &str) -> String {
    let mut all = String::new();
    for (at, part) in id.split('-').enumerate() {
        all += &if at == 0 { part.to_owned() } else { capitalised(part) };
    }
    all
}

/// With a capital letter first.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What stands at the top of each file.
pub const HEADER: &str =
    "// Made by `cargo xtask words` from words/*.ftl, with every build. Change those.\n";
