//! The referrals: files that somebody names, or the four invented ones that come with the program.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::stage::{Stage, Stopped};

/// Invented people with test NHS numbers, UK-shaped, each incomplete in its own way. The night is
/// about the first.
const EXAMPLES: [(&str, &[u8]); 4] = [
    ("margaret-hale.json", include_bytes!("../../demo/referrals/margaret-hale.json")),
    ("winston-clarke.json", include_bytes!("../../demo/referrals/winston-clarke.json")),
    ("doreen-pike.json", include_bytes!("../../demo/referrals/doreen-pike.json")),
    ("imran-sheikh.json", include_bytes!("../../demo/referrals/imran-sheikh.json")),
];

/// Whose referrals they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Ours, invented.
    Examples,
    /// Files that were named.
    Named,
}

/// The files to bring in.
///
/// # Errors
/// If the examples cannot be written into the demonstration's folder.
pub fn files(stage: &Stage, named: &[PathBuf]) -> Result<(Whose, Vec<PathBuf>), Stopped> {
    if !named.is_empty() {
        return Ok((Whose::Named, named.to_vec()));
    }
    let doing = "write the example referrals";
    fs::create_dir_all(stage.path("referrals")).map_err(Stopped::io(doing))?;
    let mut files = Vec::new();
    for (name, bytes) in EXAMPLES {
        let file = stage.path("referrals").join(name);
        fs::write(&file, bytes).map_err(Stopped::io(doing))?;
        files.push(file);
    }
    Ok((Whose::Examples, files))
}

/// A person, as commands find them and as lists show them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What commands take: the full name where there is one.
    pub find: String,
    /// What lists show; nothing for somebody whose file does not say.
    pub shown: Option<String>,
}

impl Person {
    /// From a row of `person list --json`.
    pub fn of(row: &Value) -> Option<Self> {
        let text = |field: &str| row[field].as_str().map(str::to_owned);
        let shown = text("name");
        Some(Self { find: text("full").or_else(|| shown.clone())?, shown })
    }

    /// What the telling calls them.
    pub fn called(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.find)
    }

    /// Whether a list's name is theirs: lists show what the person wants to be called, else the full
    /// name, else nothing.
    pub fn is(&self, name: &Value) -> bool {
        name.as_str() == self.shown.as_deref() || name == self.find.as_str()
    }
}
