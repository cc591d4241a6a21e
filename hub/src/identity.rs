//! Who this hub is: its secret, and how far each database had come when it was last seen. Kept in
//! a file of its own, outside the databases and their backups, so that a database put back from a
//! backup is found out: it is behind what stands here, and its incarnation goes up.
//!
//! The file is short text, readable by its owner only:
//!
//! ```text
//! holdfast hub keys 1
//! secret <64 hexadecimal characters>
//! organisation <fingerprint> incarnation <n> position <n> arrival <n>
//! ```

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use holdfast_ledger::{DeviceKeys, Hash, LedgerId, PublicKeys};
use zeroize::Zeroizing;

const FIRST_LINE: &str = "holdfast hub keys 1";

/// How far an organisation's database had come when it was last seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Goes up by one whenever the database is found to be an older copy. From 1 on.
    pub incarnation: u32,
    /// The last register position.
    pub position: u64,
    /// The last arrival.
    pub arrival: u64,
}

/// A keys file that cannot be made or read.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// One is there already: writing over it would lose a hub's only secret.
    #[error("expected no keys file at {path}, found one; move it away first, or use it as it is")]
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// None is there.
    #[error("expected the hub's keys file at {path}, found none; make one with: holdfast hub init")]
    Missing {
        /// Where.
        path: PathBuf,
    },
    /// It does not read.
    #[error(
        "expected {expected} on line {line} of the hub's keys file, found something else; put back a copy of it"
    )]
    Malformed {
        /// What should stand there.
        expected: &'static str,
        /// From 1.
        line: usize,
    },
    /// Others may read it.
    #[error(
        "expected a keys file that only its owner can read, found {path} open to others; run: chmod 600 {path}"
    )]
    Open {
        /// Where.
        path: PathBuf,
    },
    /// It stands among the databases, where every backup would take it along.
    #[error(
        "expected the keys file outside the folder of databases {folder}, found it inside; move it elsewhere"
    )]
    AmongDatabases {
        /// The folder.
        folder: PathBuf,
    },
    /// The disk.
    #[error(
        "expected to read and write the hub's keys file, found: {0}; check the disk and its owner"
    )]
    File(#[from] io::Error),
}

/// A hub's keys file, open.
pub struct HubIdentity {
    path: PathBuf,
    secret: Zeroizing<[u8; DeviceKeys::SECRET]>,
    keys: Arc<DeviceKeys>,
    seen: BTreeMap<LedgerId, Seen>,
}

impl fmt::Debug for HubIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HubIdentity({})", self.keys.device())
    }
}

impl HubIdentity {
    /// Makes a new hub's keys file from 32 random bytes. Never writes over one.
    pub fn create(path: &Path, secret: &[u8; DeviceKeys::SECRET]) -> Result<Self, IdentityError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        owner_only(&mut options);
        match options.open(path) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(IdentityError::Exists { path: path.to_owned() });
            }
            Err(error) => return Err(error.into()),
        }
        let identity = Self::with(path, secret, BTreeMap::new());
        identity.write()?;
        Ok(identity)
    }

    /// Reads a keys file.
    pub fn open(path: &Path) -> Result<Self, IdentityError> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => Zeroizing::new(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(IdentityError::Missing { path: path.to_owned() });
            }
            Err(error) => return Err(error.into()),
        };
        check_private(path)?;
        let mut lines = text.lines();
        if lines.next() != Some(FIRST_LINE) {
            return Err(IdentityError::Malformed { expected: FIRST_LINE, line: 1 });
        }
        let secret = lines.next().and_then(|line| line.strip_prefix("secret ")?.parse().ok());
        let Hash(secret) = secret
            .ok_or(IdentityError::Malformed { expected: "`secret` and 64 characters", line: 2 })?;
        let secret = Zeroizing::new(secret);
        let mut seen = BTreeMap::new();
        for (line, text) in (3..).zip(lines) {
            let (id, found) = organisation(text)
                .ok_or(IdentityError::Malformed { expected: "an organisation", line })?;
            seen.insert(id, found);
        }
        Ok(Self::with(path, &secret, seen))
    }

    fn with(
        path: &Path,
        secret: &[u8; DeviceKeys::SECRET],
        seen: BTreeMap<LedgerId, Seen>,
    ) -> Self {
        let keys = Arc::new(DeviceKeys::from_secret(secret));
        Self { path: path.to_owned(), secret: Zeroizing::new(*secret), keys, seen }
    }

    /// The public keys, by which the root names this hub.
    pub fn public_keys(&self) -> PublicKeys {
        self.keys.public()
    }

    /// How far an organisation's database had come.
    pub fn seen(&self, register: &LedgerId) -> Option<Seen> {
        self.seen.get(register).copied()
    }

    pub(crate) fn keys(&self) -> Arc<DeviceKeys> {
        Arc::clone(&self.keys)
    }

    /// Writes down, flushed, how far a database has come.
    pub(crate) fn record(&mut self, register: LedgerId, seen: Seen) -> Result<(), IdentityError> {
        if self.seen.insert(register, seen) == Some(seen) {
            return Ok(());
        }
        self.write()
    }

    /// Refuses a keys file that stands among the databases.
    pub(crate) fn check_outside(&self, folder: &Path) -> Result<(), IdentityError> {
        let (path, folder) = (self.path.canonicalize()?, folder.canonicalize()?);
        if path.starts_with(&folder) {
            Err(IdentityError::AmongDatabases { folder })
        } else {
            Ok(())
        }
    }

    /// Beside it first, flushed, then in its place: a power cut leaves the old file or the new.
    fn write(&self) -> Result<(), IdentityError> {
        let mut text = Zeroizing::new(format!("{FIRST_LINE}\nsecret {}\n", Hash(*self.secret)));
        for (id, Seen { incarnation, position, arrival }) in &self.seen {
            writeln!(
                text,
                "organisation {id} incarnation {incarnation} position {position} arrival {arrival}"
            )
            .expect("writing to memory cannot fail");
        }
        let mut beside = self.path.clone().into_os_string();
        beside.push(".new");
        let beside = PathBuf::from(beside);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        owner_only(&mut options);
        let mut file = options.open(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&beside, &self.path)?;
        sync_folder(&self.path)
    }
}

fn organisation(line: &str) -> Option<(LedgerId, Seen)> {
    let words: Vec<_> = line.split(' ').collect();
    let ["organisation", id, "incarnation", incarnation, "position", position, "arrival", arrival] =
        words[..]
    else {
        return None;
    };
    let seen = Seen {
        incarnation: incarnation.parse().ok()?,
        position: position.parse().ok()?,
        arrival: arrival.parse().ok()?,
    };
    Some((id.parse().ok()?, seen))
}

fn owner_only(options: &mut OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    #[cfg(not(unix))]
    let _ = options;
}

fn check_private(path: &Path) -> Result<(), IdentityError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if std::fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
            return Err(IdentityError::Open { path: path.to_owned() });
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// A rename is durable once its folder is.
fn sync_folder(path: &Path) -> Result<(), IdentityError> {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = (path, File::open);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keys_file_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hub.keys");
        let mut made = HubIdentity::create(&path, &[7; 32]).unwrap();
        let register = LedgerId([9; 16]);
        let seen = Seen { incarnation: 2, position: 17, arrival: 30_412 };
        made.record(register, seen).unwrap();

        let read = HubIdentity::open(&path).unwrap();
        assert_eq!(read.public_keys(), DeviceKeys::from_secret(&[7; 32]).public());
        assert_eq!(read.seen(&register), Some(seen));
        assert_eq!(read.seen(&LedgerId([8; 16])), None);
    }

    #[test]
    fn a_second_init_does_not_lose_the_first_secret() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hub.keys");
        let first = HubIdentity::create(&path, &[1; 32]).unwrap().public_keys();
        let again = HubIdentity::create(&path, &[2; 32]);
        assert!(matches!(again, Err(IdentityError::Exists { .. })), "{again:?}");
        assert_eq!(HubIdentity::open(&path).unwrap().public_keys(), first);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hub.keys");
        let mut made = HubIdentity::create(&path, &[1; 32]).unwrap();
        made.record(LedgerId([9; 16]), Seen::default()).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);

        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let open = HubIdentity::open(&path);
        assert!(matches!(open, Err(IdentityError::Open { .. })), "{open:?}");
    }

    #[test]
    fn a_damaged_file_says_which_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hub.keys");
        let mut made = HubIdentity::create(&path, &[1; 32]).unwrap();
        made.record(LedgerId([9; 16]), Seen::default()).unwrap();
        let whole = std::fs::read_to_string(&path).unwrap();
        for (line, (from, to)) in
            (1..).zip([("holdfast", "Holdfast"), ("secret 0", "secret "), ("arrival 0", "arrival")])
        {
            std::fs::write(&path, whole.replacen(from, to, 1)).unwrap();
            let error = HubIdentity::open(&path).unwrap_err();
            assert!(error.to_string().contains(&format!("on line {line} ")), "{error}");
        }
    }
}
