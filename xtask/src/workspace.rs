//! Where the workspace lies, and how its cargo is called.

use std::path::{Path, PathBuf};

use crate::step::{Command, Failure};

/// The checkout that xtask was built from.
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The folder above `xtask/`.
    pub fn find() -> Self {
        let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self { root: xtask.parent().unwrap_or(xtask).to_owned() }
    }

    /// Where cargo builds: `CARGO_TARGET_DIR` if set, else `target`.
    pub fn target(&self) -> PathBuf {
        self.root.join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
    }

    /// A place in the checkout.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The cargo that called us, in the top folder.
    pub fn cargo(&self) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        self.command(PathBuf::from(cargo))
    }

    /// Any other program, in the top folder.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        Command::new(program.as_ref(), &self.root)
    }

    /// A text file of the checkout.
    pub fn read(&self, path: &str) -> Result<String, Failure> {
        std::fs::read_to_string(self.root.join(path))
            .map_err(|error| Failure::new(format!("{path} cannot be read: {error}")))
    }

    /// Real summaries from vendors' systems, where this checkout has them beside it: sorted.
    pub fn vendor_summaries(&self) -> Vec<PathBuf> {
        let folder = self.root.join("../shared/data/ips");
        let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
        let mut files: Vec<_> = files
            .filter_map(|file| Some(file.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|end| end == "json"))
            .collect();
        files.sort();
        files
    }
}
