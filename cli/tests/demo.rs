//! The night without signal, as somebody runs it: a real hub, real devices, real processes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use holdfast_scan::{Scanner, Words, files};
use serde_json::Value;

/// A folder that is gone when the test is.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("holdfast-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The demonstration, with its temporary folder inside `within`.
fn demo(within: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_holdfast"))
        .arg("demo")
        .args(words)
        .env("TMPDIR", within)
        .output()
        .expect("the demonstration runs")
}

#[test]
fn the_night_balances_loses_nothing_and_leaves_nothing_behind() {
    let folder = Folder::new("night");
    let output = demo(&folder.0, &["--seed", "3"]);
    let told = String::from_utf8(output.stdout).expect("text");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}\n{complaint}");
    assert!(told.lines().any(|line| line.trim() == "lost: 0"), "{told}");
    assert!(told.contains("The account balances."), "{told}");
    let left: Vec<_> = std::fs::read_dir(&folder.0).expect("the folder").flatten().collect();
    assert!(left.is_empty(), "its own folder is removed: {left:?}");
}

/// What is in clear on purpose: the referrals as they came, the paper sheet, and requests, in which a
/// new device asks by its owner's name.
fn is_in_clear(file: &Path) -> bool {
    let ends = file.extension().and_then(|end| end.to_str());
    file.starts_with("referrals") || file == Path::new("recovery.txt") || ends == Some("request")
}

/// What the demonstration printed of what people wrote, and every text of the referrals.
fn entered(told: &str, folder: &Path) -> Words {
    let mut words = Words::default();
    for line in told.lines() {
        words.extend(line.split_once(" writes: ").map(|(_, note)| note.trim_end_matches(" …")));
    }
    for path in files(&folder.join("referrals")).expect("the referrals") {
        let bytes = std::fs::read(path).expect("a referral");
        say_all(&mut words, &serde_json::from_slice(&bytes).expect("JSON"));
    }
    words
}

fn say_all(words: &mut Words, value: &Value) {
    match value {
        Value::String(text) => words.say_of_a_file(text),
        Value::Array(values) => values.iter().for_each(|value| say_all(words, value)),
        Value::Object(fields) => fields.values().for_each(|value| say_all(words, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn nothing_that_the_night_left_on_disk_can_be_read() {
    let folder = Folder::new("sealed");
    let kept = folder.0.join("kept");
    let output = demo(&folder.0, &["--seed", "5", "--keep", kept.to_str().expect("a path")]);
    let told = String::from_utf8(output.stdout).expect("text");
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("files of the hub and the devices: none can be read."), "{told}");

    let words = entered(&told, &kept);
    assert!(words.len() > 200, "{} texts", words.len());
    let mut found = Scanner::new(&words).folder(&kept).expect("every file");
    let in_clear = found.iter().filter(|found| is_in_clear(&found.file));
    assert!(in_clear.count() > 200, "the search finds what is in clear");
    found.retain(|found| !is_in_clear(&found.file));
    assert_eq!(found, BTreeSet::new());
    let hub = files(&kept.join("hub")).expect("the hub's folder");
    assert!(hub.iter().any(|file| file.extension().is_some_and(|end| end == "sqlite")), "{hub:?}");
}

#[test]
fn for_a_program_the_account_is_one_object_and_the_story_stands_beside_it() {
    let folder = Folder::new("program");
    let output = demo(&folder.0, &["--seed", "2", "--json"]);
    let story = String::from_utf8(output.stderr).expect("text");
    let account: Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!(output.status.code(), Some(0), "{story}");
    assert_eq!((&account["balances"], &account["lost"]), (&true.into(), &0.into()), "{account}");
    assert!(account["announced"].as_u64() > Some(20), "{account}");
    assert_eq!(account["announced"], account["read_back"], "{account}");
    assert!(story.contains("The account balances."), "{story}");
}

#[test]
fn a_file_that_is_no_referral_makes_the_account_fail() {
    let folder = Folder::new("no-referral");
    let wrong = folder.0.join("shopping.json");
    std::fs::write(&wrong, "{\"resourceType\": \"Shopping\"}").expect("a file");
    let right = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/referrals/winston-clarke.json");
    let words = [wrong.to_str().expect("a path"), right.to_str().expect("a path")];
    let output = demo(&folder.0, &words);
    let told = String::from_utf8(output.stdout).expect("text");
    assert_eq!(output.status.code(), Some(6), "{told}");
    assert!(told.contains("shopping.json did not come in"), "{told}");
    assert!(
        told.lines().any(|line| line.trim() == "lost: 0"),
        "the rest of the night is kept: {told}"
    );
}
