//! The night without signal, as somebody runs it: a real hub, real devices, real processes.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

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
