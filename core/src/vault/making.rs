//! Making a database that is there whole or not at all. It is made under another name beside its place,
//! and put there in one rename once all of it is on the disk: a start that is cut off, or for which there
//! is no room, leaves nothing that would neither open nor make way for the next.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

use super::database::{Access, connect};
use super::error::{Result, VaultError};
use super::schema;

/// What SQLite keeps beside a database, by the end of its name: the log, and the log's index.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// One at a time within a process: what lies about from an earlier start is cleared away first.
static ONE: Mutex<()> = Mutex::new(());

/// Makes a vault at `path`, where there is no file: its tables, and what `fill` puts into them.
///
/// # Errors
/// Those of `fill`; [`VaultError::Exists`]; what the disk says. There is no file at `path` then.
pub(super) fn make<T, E: From<VaultError>>(
    path: &Path,
    fill: impl FnOnce(&mut Connection) -> Result<T, E>,
) -> Result<T, E> {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    clear_away(path)?;
    absent(path).map_err(VaultError::from)?;
    // Another process that begins at the same moment has a name of its own.
    let begun = with(path, &format!(".new-{}", std::process::id()));
    let made = fill_and_place(&begun, path, fill);
    if made.is_err() {
        // A disk that is full has its room back. What does not go now goes at the next start.
        let _ = clear_away(path);
    }
    made
}

fn fill_and_place<T, E: From<VaultError>>(
    begun: &Path,
    path: &Path,
    fill: impl FnOnce(&mut Connection) -> Result<T, E>,
) -> Result<T, E> {
    new_file(begun)?;
    let mut connection = connect(begun, Access::Write)?;
    schema::create(&mut connection)?;
    let filled = fill(&mut connection)?;
    fold_in(connection)?;
    place(begun, path).map_err(VaultError::from)?;
    Ok(filled)
}

/// Takes back what was made a moment ago, because it cannot be opened after all.
pub(super) fn unmake(path: &Path) {
    let _ = fs::remove_file(path);
    BESIDE.iter().for_each(|end| drop(fs::remove_file(with(path, end))));
}

/// Everything in the one file, nothing in the log: the file is moved alone.
fn fold_in(connection: Connection) -> Result<()> {
    let busy: i64 =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy != 0 {
        return Err(VaultError::Busy);
    }
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Puts the whole file in its place, at once and for good.
fn place(begun: &Path, path: &Path) -> io::Result<()> {
    for end in BESIDE {
        removed(&with(begun, end))?;
        // The log of a file that is gone must never be read into this one.
        removed(&with(path, end))?;
    }
    File::open(begun)?.sync_all()?;
    absent(path)?;
    fs::rename(begun, path)?;
    sync_folder(path)
}

fn absent(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(_) => Err(ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Removes what starts that were cut off left beside `path`.
fn clear_away(path: &Path) -> Result<()> {
    let Some(name) = path.file_name() else { return Err(VaultError::Missing) };
    let begun = [name.as_encoded_bytes(), b".new-"].concat();
    for file in fs::read_dir(folder(path))? {
        let file = file?;
        if file.file_name().as_encoded_bytes().starts_with(&begun) {
            removed(&file.path())?;
        }
    }
    Ok(())
}

fn removed(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// An empty file that only its owner may read.
fn new_file(path: &Path) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)?;
    Ok(())
}

/// A new file is not safe from a power cut before its folder is.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder(path))?.sync_all() } else { Ok(()) }
}

fn folder(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or_else(|| Path::new("."))
}

fn with(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
