//! Where a command runs: the device's folder, its keystore, the clock, the operating system's
//! randomness, and what is kept between `device unlock` and `device lock`.
//!
//! A desktop has no keystore like a phone's. The keystore is a file beside the device's folder that
//! only its user may read; the unlocked key stands in the user's runtime folder until `device lock`.
//! Whoever can read the user's files can open the device: weaker than a phone, and said so.

use std::fs;
use std::io::{BufRead as _, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use holdfast_core::device::{Clock, Device, Kept, Randomness, Surroundings};
use holdfast_core::vault::{Keystore, Pin, Unlocker};
use holdfast_ledger::Timestamp;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::args::Cli;
use crate::failure::{Failure, LOCKED, Result, file};
use crate::report::Form;
use crate::secret_file;

/// The computer's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// The operating system's randomness.
pub struct SystemRandom;

impl Randomness for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

/// The real clock and randomness.
pub fn surroundings() -> Surroundings {
    Surroundings { clock: Arc::new(SystemClock), random: Arc::new(SystemRandom) }
}

/// Where a command runs.
pub struct Context {
    folder: Option<PathBuf>,
    pin_file: Option<PathBuf>,
    form: Form,
}

impl Context {
    /// From the command line.
    pub fn new(cli: &Cli) -> Self {
        Self { folder: cli.device.clone(), pin_file: cli.pin_file.clone(), form: Form::of(cli) }
    }

    /// For whom what is said is meant.
    pub const fn form(&self) -> Form {
        self.form
    }

    /// The device's folder.
    pub fn folder(&self) -> Result<&Path> {
        self.folder.as_deref().ok_or_else(|| {
            Failure::refused(
                "expected the device's folder, found none named; \
                 add --device FOLDER or set HOLDFAST_DEVICE",
            )
        })
    }

    /// Makes a new device.
    pub fn create(&self, label: &str) -> Result<Device> {
        let folder = self.folder()?;
        fs::create_dir_all(folder).map_err(|error| file("make the folder", folder, &error))?;
        let keystore = self.keystore(Missing::Make)?;
        let pin = self.pin("Choose a PIN or passphrase: ")?;
        let device = Device::create(folder, &keystore, Pin(&pin), label, surroundings())?;
        self.keep(&device)?;
        Ok(device)
    }

    /// The device, unlocked: by what was kept, else by the PIN.
    pub fn device(&self) -> Result<Device> {
        let device = self.open()?;
        match self.kept()? {
            Some(kept) => device.unlock_kept(&kept)?,
            None => self.unlock_with_pin(&device)?,
        }
        Ok(device)
    }

    /// Unlocks, and keeps the key until `device lock`.
    pub fn unlock(&self) -> Result<Device> {
        let device = self.open()?;
        self.unlock_with_pin(&device)?;
        self.keep(&device)?;
        Ok(device)
    }

    /// Forgets the kept key.
    pub fn lock(&self) -> Result<()> {
        secret_file::remove(&self.kept_path()?)
    }

    fn open(&self) -> Result<Device> {
        Ok(Device::open(self.folder()?, surroundings())?)
    }

    fn unlock_with_pin(&self, device: &Device) -> Result<()> {
        let members = device.pin_members()?;
        let member = *members.first().ok_or_else(|| {
            Failure::refused("expected a member with a PIN, found none; make the device again")
        })?;
        let keystore = self.keystore(Missing::Refuse)?;
        let pin = self.pin("PIN: ")?;
        Ok(device.unlock(Unlocker::Pin { member, pin: Pin(&pin), keystore: &keystore })?)
    }

    fn pin(&self, prompt: &str) -> Result<Zeroizing<String>> {
        if let Some(path) = &self.pin_file {
            let text = fs::read_to_string(path).map_err(|error| file("read", path, &error))?;
            return Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()));
        }
        if !std::io::stdin().is_terminal() {
            return Err(Failure::with_code(
                LOCKED,
                "expected an unlocked device, found it locked and no terminal to ask for the PIN; \
                 run `holdfast device unlock`, or add --pin-file",
            ));
        }
        let mut terminal = std::io::stderr();
        let _ = write!(terminal, "{prompt}");
        let _ = terminal.flush();
        let line = without_echo(|| {
            let mut line = Zeroizing::new(String::new());
            std::io::stdin().lock().read_line(&mut line).map(|_| line)
        });
        let _ = writeln!(terminal);
        let line = line.map_err(|error| file("read", Path::new("the terminal"), &error))?;
        Ok(Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned()))
    }

    fn keystore(&self, missing: Missing) -> Result<Keystore> {
        let path = beside(self.folder()?);
        if !path.exists() {
            if missing == Missing::Refuse {
                return Err(Failure::refused(format!(
                    "expected this device's keystore at {}, found none; put it back from where \
                     it was moved to",
                    path.display()
                )));
            }
            let mut bytes = Zeroizing::new([0; 64]);
            SystemRandom.fill(&mut *bytes);
            secret_file::write_new(&path, &*bytes)?;
        }
        let bytes = Zeroizing::new(fs::read(&path).map_err(|error| file("read", &path, &error))?);
        let halves: Option<(&[u8; 32], &[u8; 32])> = bytes
            .split_at_checked(32)
            .and_then(|(a, b)| Some((a.try_into().ok()?, b.try_into().ok()?)));
        let (master, pepper) = halves.ok_or_else(|| {
            Failure::refused("expected a keystore of 64 bytes, found another file; put it back")
        })?;
        Ok(Keystore { master: *master, pepper: *pepper })
    }

    fn keep(&self, device: &Device) -> Result<()> {
        let kept = device.kept()?;
        let bytes = Zeroizing::new([kept.key.as_slice(), &kept.suffix].concat());
        secret_file::replace(&self.kept_path()?, &bytes)
    }

    fn kept(&self) -> Result<Option<Kept>> {
        let path = self.kept_path()?;
        let Ok(bytes) = fs::read(&path) else { return Ok(None) };
        let bytes = Zeroizing::new(bytes);
        let Some((key, suffix)) = bytes.split_at_checked(32) else { return Ok(None) };
        let (Ok(key), Ok(suffix)) = (key.try_into(), suffix.try_into()) else { return Ok(None) };
        Ok(Some(Kept { key: Zeroizing::new(key), suffix }))
    }

    /// One file for each device, in the user's runtime folder.
    fn kept_path(&self) -> Result<PathBuf> {
        let folder = self.folder()?;
        let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let name = Sha256::digest(whole.as_os_str().as_encoded_bytes());
        let name: String = name.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let runtime = runtime_folder()?;
        Ok(runtime.join(name))
    }
}

/// The keystore's file: outside the device's folder, named after the whole of its name.
fn beside(folder: &Path) -> PathBuf {
    let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let mut name = whole.into_os_string();
    name.push(".keystore");
    PathBuf::from(name)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Make,
    Refuse,
}

/// The user's own runtime folder, which only they may read and which does not outlive the session.
fn runtime_folder() -> Result<PathBuf> {
    let named = std::env::var_os("HOLDFAST_RUNTIME").map(PathBuf::from);
    let session =
        std::env::var_os("XDG_RUNTIME_DIR").map(|dir| PathBuf::from(dir).join("holdfast"));
    let folder = named.or(session).unwrap_or_else(|| {
        let user = std::env::var("USER").unwrap_or_else(|_| "user".to_owned());
        std::env::temp_dir().join(format!("holdfast-{user}"))
    });
    secret_file::private_folder(folder)
}

/// Reads a whole file, or standard input for `-`.
pub fn read_file(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    read.map_err(|error| file("read", path, &error))
}

/// A text as it was typed, or from standard input for `-`.
pub fn text_of(typed: &str) -> Result<String> {
    if typed != "-" {
        return Ok(typed.to_owned());
    }
    let bytes = read_file(Path::new("-"))?;
    String::from_utf8(bytes).map_err(|_| {
        Failure::refused("expected text in UTF-8, found other bytes; save the text as UTF-8")
    })
}

/// Turns the terminal's echo off while a PIN is typed, by the terminal's own command; says so where
/// that cannot be done.
fn without_echo<T>(read: impl FnOnce() -> T) -> T {
    let stty = |how: &str| {
        let mut stty = std::process::Command::new("stty");
        stty.arg(how).stdin(std::process::Stdio::inherit()).stderr(std::process::Stdio::null());
        stty.status().is_ok_and(|status| status.success())
    };
    if !stty("-echo") {
        let _ = write!(std::io::stderr(), "(this terminal shows what you type) ");
    }
    let done = read();
    stty("echo");
    done
}
