//! The scanner, and what it found.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::{Path, PathBuf};

use crate::form::Form;
use crate::words::Words;

/// How many bytes of a needle the index knows it by.
const KNOWN_BY: usize = 4;

/// One text found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The file, as it is called within the folder that was looked at.
    pub file: PathBuf,
    /// The text.
    pub text: String,
    /// The form it stood in.
    pub form: Form,
}

/// Looks for texts.
pub struct Scanner {
    needles: Vec<(String, Form, Vec<u8>)>,
    /// Whether any needle begins with these two bytes: one look at most places.
    begins: Vec<bool>,
    /// The needles by their first bytes.
    by_beginning: HashMap<[u8; KNOWN_BY], Vec<usize>>,
}

impl Scanner {
    /// For these words, each in every form.
    pub fn new(words: &Words) -> Self {
        let mut scanner = Self {
            needles: Vec::new(),
            begins: vec![false; 1 << 16],
            by_beginning: HashMap::new(),
        };
        for text in words.iter() {
            for form in Form::ALL {
                scanner.add(text, form);
            }
        }
        scanner
    }

    fn add(&mut self, text: &str, form: Form) {
        let needle = form.of(text);
        let Some(first) = needle.first_chunk::<KNOWN_BY>() else { return };
        self.begins[two(first)] = true;
        self.by_beginning.entry(*first).or_default().push(self.needles.len());
        self.needles.push((text.to_owned(), form, needle));
    }

    /// What stands in some bytes.
    pub fn bytes(&self, hay: &[u8]) -> BTreeSet<(&str, Form)> {
        let mut found = BTreeSet::new();
        for (at, here) in hay.windows(KNOWN_BY).enumerate() {
            if !self.begins[two(here)] {
                continue;
            }
            let known: &[usize] =
                here.first_chunk().and_then(|here| self.by_beginning.get(here)).map_or(&[], |v| v);
            let needles = known.iter().map(|number| &self.needles[*number]);
            let here = needles.filter(|(_, _, needle)| hay[at..].starts_with(needle));
            found.extend(here.map(|(text, form, _)| (text.as_str(), *form)));
        }
        found
    }

    /// What stands in a folder's files, and in those of the folders within it.
    ///
    /// # Errors
    /// If a file cannot be read: a file not looked at is not a file found clean. One that is gone
    /// since it was listed is none.
    pub fn folder(&self, folder: &Path) -> io::Result<BTreeSet<Found>> {
        let mut found = BTreeSet::new();
        for path in files(folder)? {
            let hay = match std::fs::read(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                read => read?,
            };
            let file = path.strip_prefix(folder).unwrap_or(&path);
            found.extend(self.bytes(&hay).into_iter().map(|(text, form)| Found {
                file: file.to_owned(),
                text: text.to_owned(),
                form,
            }));
        }
        Ok(found)
    }
}

fn two(bytes: &[u8]) -> usize {
    usize::from(u16::from_be_bytes([bytes[0], bytes[1]]))
}

/// Every file in a folder and the folders within it, by name.
///
/// # Errors
/// If a folder cannot be read.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_at_the_beginning_in_the_middle_and_at_the_end() {
        let mut words = Words::default();
        words.say("7 Wharf Cottages");
        let scanner = Scanner::new(&words);
        for (before, after) in [(0, 0), (0, 900), (900, 0), (4093, 5)] {
            for form in Form::ALL {
                let hay = [vec![0xA5; before], form.of("7 Wharf Cottages"), vec![0x5A; after]];
                let found = scanner.bytes(&hay.concat()).into_iter().collect::<Vec<_>>();
                assert_eq!(found, [("7 Wharf Cottages", form)]);
            }
        }
        assert_eq!(scanner.bytes(b"7 Wharf Cottage"), BTreeSet::new());
    }
}
