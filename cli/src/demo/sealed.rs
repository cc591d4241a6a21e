//! Whether anybody without a key can read any of it: looked for, not believed. Every byte that the
//! night left on disk is searched for every text that was entered. So that finding none means
//! something, the same search must find them in the referrals, which lie there in clear.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use holdfast_scan::{Scanner, Words, files};
use serde_json::Value;

use super::account::Place;
use super::cast::{EVERYBODY, ON_CALL, ORGANISATION};
use super::night::Night;
use super::stage::{Stage, Stopped};

/// What people hand each other or keep on paper, in clear on purpose.
const IN_CLEAR: [&str; 2] = ["referrals", "recovery.txt"];
/// The same, by how a file's name ends: a new device asks by its owner's name.
const ASKING: &str = "request";

/// What a look at the files found.
#[derive(Debug, PartialEq, Eq)]
pub struct Looked {
    texts: usize,
    in_the_referrals: usize,
    files: usize,
    /// Each file in which something can be read, and how many texts. The texts themselves are not
    /// repeated.
    readable: Vec<(PathBuf, usize)>,
}

/// Looks at everything in the demonstration's folder, the hub's files, log and keys among it.
///
/// # Errors
/// If a file cannot be read: one not looked at is not one found clean.
pub fn look(night: &Night<'_>) -> Result<Looked, Stopped> {
    let doing = "look at every file of the night";
    let texts = entered(night)?;
    let scanner = Scanner::new(&texts);
    let mut looked =
        Looked { texts: texts.len(), in_the_referrals: 0, files: 0, readable: Vec::new() };
    let mut in_the_referrals = BTreeSet::new();
    for path in &night.files {
        let bytes = fs::read(path).map_err(Stopped::io(doing))?;
        in_the_referrals.extend(scanner.bytes(&bytes).into_iter().map(|(text, _)| text.to_owned()));
    }
    looked.in_the_referrals = in_the_referrals.len();
    for path in left_behind(night.stage).map_err(Stopped::io(doing))? {
        let bytes = fs::read(&path).map_err(Stopped::io(doing))?;
        let found: BTreeSet<&str> =
            scanner.bytes(&bytes).into_iter().map(|(text, _)| text).collect();
        looked.files += 1;
        if !found.is_empty() {
            looked.readable.push((path, found.len()));
        }
    }
    Ok(looked)
}

impl Looked {
    /// What is wrong, if anything is.
    pub fn faults(&self) -> Vec<String> {
        let mut faults: Vec<String> = Vec::new();
        for (path, texts) in &self.readable {
            faults.push(format!("{texts} texts of the night can be read in {}", path.display()));
        }
        if self.in_the_referrals == 0 {
            faults
                .push("the search found no text even where all of them stand in clear".to_owned());
        }
        faults
    }
}

impl fmt::Display for Looked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { texts, in_the_referrals, files, readable } = self;
        let found = match readable.len() {
            0 => "none can be read".to_owned(),
            some => format!("SOME CAN BE READ, in {some} of them"),
        };
        writeln!(
            f,
            "   {texts} names, addresses and texts looked for in {files} files of the hub and the \
             devices: {found}."
        )?;
        write!(
            f,
            "   In the referrals, which are in clear, the same search finds {in_the_referrals}."
        )
    }
}

/// Every text somebody entered up to now: all that the referrals say, who works there, the script.
fn entered(night: &Night<'_>) -> Result<Words, Stopped> {
    let mut words = Words::default();
    words.extend([ORGANISATION, ON_CALL]);
    for who in EVERYBODY {
        words.extend([who.name, who.full, who.label, who.phone]);
        words.extend(who.lease.map(|(employer, _)| employer));
    }
    for path in &night.files {
        let bytes = fs::read(path).map_err(Stopped::io("read a referral again"))?;
        // What is no JSON did not come in.
        if let Ok(value) = serde_json::from_slice(&bytes) {
            say_all(&mut words, &value);
        }
    }
    // What an observation says is short and no sentence: "200 ml" stands in many a file by chance.
    let told = night.script.told().iter();
    let told = told.filter(|told| !matches!(told.place, Place::Observation(_)));
    words.extend(told.flat_map(|told| &told.words));
    Ok(words)
}

/// All that a file says.
fn say_all(words: &mut Words, value: &Value) {
    match value {
        Value::String(text) => words.say_of_a_file(text),
        Value::Array(values) => values.iter().for_each(|value| say_all(words, value)),
        Value::Object(fields) => fields.values().for_each(|value| say_all(words, value)),
        _ => {}
    }
}

/// Every file that programs left in the folder.
fn left_behind(stage: &Stage) -> std::io::Result<Vec<PathBuf>> {
    let mut left = files(&stage.path(""))?;
    let in_clear = IN_CLEAR.map(|name| stage.path(name));
    let asking = |path: &Path| path.extension().is_some_and(|end| end == ASKING);
    left.retain(|path| !in_clear.iter().any(|clear| path.starts_with(clear)) && !asking(path));
    Ok(left)
}
