//! A real disk that is small: a tmpfs of a few megabytes, mounted for one test in a namespace of its
//! own, so that nothing is left to clean up and nothing else can see it. The test runs itself again
//! inside.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Tells the test inside where its disk is.
const DISK: &str = "HOLDFAST_SMALL_DISK";

/// Inside: the small disk. Outside: nothing, and the test of that name has run inside and passed; or
/// could not be run here, which is said aloud.
///
/// # Panics
/// If it fails inside.
pub fn on_a_small_disk(test: &str, megabytes: u32) -> Option<PathBuf> {
    if let Some(disk) = std::env::var_os(DISK) {
        return Some(disk.into());
    }
    let Some(how) = namespaces().into_iter().find(|how| run(how, megabytes, "true", &[]).is_ok())
    else {
        eprintln!(
            "NOT RUN: {test}: expected to be allowed to mount a tmpfs, found that this \
                   process may not; run it as root, or where user namespaces are allowed"
        );
        return None;
    };
    let program = std::env::current_exe().expect("this test has a file");
    let words = [test, "--exact", "--nocapture", "--test-threads=1"];
    let said = run(how, megabytes, &program.to_string_lossy(), &words)
        .unwrap_or_else(|said| panic!("on a disk of {megabytes} MB:\n{said}"));
    assert!(said.contains("1 passed"), "expected {test} to be run inside, found:\n{said}");
    None
}

/// Ways to be allowed to mount: a user namespace, or being root already.
fn namespaces() -> [&'static [&'static str]; 2] {
    [&["--user", "--map-root-user", "--mount"], &["--mount"]]
}

fn run(how: &[&str], megabytes: u32, program: &str, words: &[&str]) -> Result<String, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mount = format!(
        "mount -t tmpfs -o size={megabytes}m tmpfs \"${DISK}\" && TMPDIR=\"${DISK}\" exec \"$@\""
    );
    let output = Command::new("unshare")
        .args(how)
        .args(["sh", "-c", &mount, "sh", program])
        .args(words)
        .env(DISK, folder.path())
        .output()
        .map_err(|error| error.to_string())?;
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    if output.status.success() { Ok(said) } else { Err(said) }
}

/// A file that takes up room, and gives it back when it is dropped.
pub struct Ballast(PathBuf);

impl Ballast {
    /// Fills the disk until so many bytes are left.
    ///
    /// # Panics
    /// If the disk cannot be written to for another reason than being full.
    pub fn but(disk: &Path, left: usize) -> Self {
        let path = disk.join("ballast");
        let mut file = File::create(&path).expect("a file");
        let piece = [0x42; 4096];
        while file.write_all(&piece).is_ok() {}
        let size = file.metadata().expect("its size").len();
        file.set_len(size.saturating_sub(left as u64)).expect("made smaller");
        Self(path)
    }
}

impl Drop for Ballast {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
