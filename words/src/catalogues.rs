//! Every language: English, which the others are measured by, and each file beside it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::catalogue::Catalogue;
use crate::problem::Problem;

/// English and its translations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogues {
    /// What all others are measured by.
    pub english: Catalogue,
    /// In the order of their tags.
    pub others: Vec<Catalogue>,
}

impl Catalogues {
    /// Where the files stand.
    pub fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
    }

    /// Reads every `.ftl` file of a folder.
    ///
    /// # Errors
    /// Where one cannot be read, or English is not among them.
    pub fn load(folder: &Path) -> Result<Self, Problem> {
        let unreadable =
            |path: &Path, why| Problem::new(format!("{} cannot be read: {why}", path.display()));
        let files = fs::read_dir(folder).map_err(|why| unreadable(folder, why))?;
        let mut paths: Vec<PathBuf> = files.flatten().map(|file| file.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|end| end == "ftl"));
        paths.sort();
        let mut others = Vec::new();
        for path in &paths {
            let source = fs::read_to_string(path).map_err(|why| unreadable(path, why))?;
            let language = path.file_stem().unwrap_or_default().to_string_lossy();
            others.push(Catalogue::read(&language, &source)?);
        }
        let english = others.iter().position(|one| one.language == "en");
        let english = english.map(|at| others.remove(at)).ok_or_else(|| {
            Problem::new(format!("expected en.ftl in {}, found none", folder.display()))
        })?;
        Ok(Self { english, others })
    }

    /// All of them, English first.
    pub fn all(&self) -> impl Iterator<Item = &Catalogue> {
        std::iter::once(&self.english).chain(&self.others)
    }
}
