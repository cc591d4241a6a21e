//! Mending what a disk has spoiled. Entries are the truth and the hub and other devices hold them too:
//! what is damaged here is put aside, never answered by starting again, and fetched anew.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::Result;
use super::handle::{Device, VAULT_FILE};
use super::state::load_register;
use crate::vault::{Counts, Pages, Salvaged, VaultError, salvage};

/// What a repair did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// What is held now, and what became of it.
    pub counts: Counts,
    /// Entries that were not what had been written: put aside, to be fetched by the next sync.
    pub set_aside: u64,
    /// Keys and positions that could not be read any more: asked for again at the next sync.
    pub forgotten: u64,
}

impl Device {
    /// Looks at everything, puts aside what is damaged, and makes every record anew from the entries.
    ///
    /// # Errors
    /// If the file's pages do not make a database any more: [`Device::salvage`], then again.
    pub fn repair(&self) -> Result<Repaired> {
        self.act(|act| {
            if act.tables.check_pages()? == Pages::Broken {
                return Err(VaultError::Damaged { expected: "a page of the database" }.into());
            }
            let set_aside = act.tables.set_damaged_aside()?;
            let forgotten = act.tables.forget_unreadable()?;
            act.tables.rebuild_heads()?;
            act.state.register = load_register(act.tables)?;
            if act.state.register.is_some() {
                act.rebuild()?;
            }
            Ok(Repaired { counts: act.tables.counts()?, set_aside, forgotten })
        })
    }

    /// Saves what can be read of a vault that does not open any more, or whose pages are broken, into
    /// a new file that takes its place. The broken file stays beside it, as `vault.db.damaged-1`,
    /// `-2` … No device may have the folder open. Then [`Device::repair`], and a sync.
    ///
    /// # Errors
    /// If not even the head of the file can be read; if there is no room for a second file.
    pub fn salvage(folder: &Path) -> Result<Salvaged> {
        let path = folder.join(VAULT_FILE);
        let done = beside(&path, "salvaged");
        let salvaged = if done.exists() { Salvaged::default() } else { salvage(&path, &done)? };
        put_aside(&path, &done).map_err(VaultError::from)?;
        Ok(salvaged)
    }
}

/// The broken file goes beside, with its log; the new one takes its place at once, in one rename.
fn put_aside(path: &Path, new: &Path) -> std::io::Result<()> {
    let aside = (1_u32..).map(|number| beside(path, &format!("damaged-{number}")));
    let aside = aside.into_iter().find(|aside| !aside.exists());
    let aside = aside.unwrap_or_else(|| beside(path, "damaged"));
    fs::copy(path, &aside)?;
    let log = with(path, "-wal");
    if log.exists() {
        // The log of the old file must never be read into the new one.
        fs::rename(&log, with(&aside, "-wal"))?;
    }
    let _ = fs::remove_file(with(path, "-shm"));
    fs::rename(new, path)
}

fn beside(path: &Path, end: &str) -> PathBuf {
    with(path, &format!(".{end}"))
}

fn with(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
