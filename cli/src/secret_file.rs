//! Files that only their owner may read: the keystore, the recovery sheet, the key kept between
//! `device unlock` and `device lock`. What nothing can replace is flushed before it is relied on, and
//! never written over another file.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result, file};

/// Writes a secret that nothing else holds, where no file is yet. When this returns, it survives a
/// power cut.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = for_owner();
    let made = options.create_new(true).open(path);
    let mut made = made.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::refused(format!(
            "expected no file yet at {}, found one; name another, or move that one away",
            path.display()
        )),
        _ => file("write", path, &error),
    })?;
    let written = made.write_all(bytes).and_then(|()| made.sync_all());
    written.and_then(|()| sync_folder_of(path)).map_err(|error| {
        // Half a secret is worse than none: the caller must be able to try again.
        let _ = fs::remove_file(path);
        file("write", path, &error)
    })
}

/// Writes a secret that is made anew at each unlock, in place of the last one.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let _ = fs::remove_file(path);
    let mut options = for_owner();
    let written = options.create_new(true).open(path).and_then(|mut to| to.write_all(bytes));
    written.map_err(|error| file("write", path, &error))
}

/// Overwrites and removes it. Nothing there is nothing to do.
pub fn remove(path: &Path) -> Result<()> {
    let Ok(held) = fs::metadata(path) else { return Ok(()) };
    let zeros = vec![0; usize::try_from(held.len()).unwrap_or(0)];
    let removed = fs::write(path, zeros).and_then(|()| fs::remove_file(path));
    removed.map_err(|error| file("remove", path, &error))
}

/// A folder of the user's own. Where it was made by somebody else, or others may look into it, it is
/// not used: in a shared temporary folder anybody can put one there first.
pub fn private_folder(path: PathBuf) -> Result<PathBuf> {
    let parents = path.parent().map_or(Ok(()), fs::create_dir_all);
    let made = parents.and_then(|()| for_owner_only().create(&path));
    match made {
        Ok(()) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => own(path),
        Err(error) => Err(file("make the folder", &path, &error)),
    }
}

#[cfg(unix)]
fn own(path: PathBuf) -> Result<PathBuf> {
    use std::os::unix::fs::MetadataExt as _;
    let held = fs::symlink_metadata(&path).map_err(|error| file("look at", &path, &error))?;
    let me = rustix::process::geteuid().as_raw();
    if held.is_dir() && held.uid() == me && held.mode() & 0o077 == 0 {
        return Ok(path);
    }
    Err(Failure::refused(format!(
        "expected a folder of your own at {}, that nobody else may look into, found something else; \
         remove it, or set HOLDFAST_RUNTIME to a folder made with `mkdir -m 700`",
        path.display()
    )))
}

#[cfg(not(unix))]
fn own(path: PathBuf) -> Result<PathBuf> {
    Ok(path)
}

fn for_owner() -> OpenOptions {
    let mut options = File::options();
    options.write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}

fn for_owner_only() -> DirBuilder {
    #[cfg_attr(not(unix), allow(unused_mut, reason = "only Unix has modes"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder
}

/// A new file's name is on the disk once its folder is.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn a_secret_is_for_its_owner_and_takes_no_other_files_place() {
        let folder = tempfile::tempdir().unwrap();
        let sheet = folder.path().join("sheet.txt");
        write_new(&sheet, b"root 1").unwrap();
        assert_eq!(fs::metadata(&sheet).unwrap().permissions().mode() & 0o777, 0o600);
        let again = write_new(&sheet, b"root 2").unwrap_err().message;
        assert!(again.contains("found one; name another"), "{again}");
        assert_eq!(fs::read(&sheet).unwrap(), b"root 1");
        remove(&sheet).unwrap();
        remove(&sheet).unwrap();
        assert!(!sheet.exists());
    }

    #[test]
    fn a_kept_key_follows_no_link_that_somebody_planted() {
        let folder = tempfile::tempdir().unwrap();
        let (kept, theirs) = (folder.path().join("kept"), folder.path().join("theirs"));
        fs::write(&theirs, b"before").unwrap();
        symlink(&theirs, &kept).unwrap();
        replace(&kept, b"key").unwrap();
        assert_eq!(
            (fs::read(&theirs).unwrap(), fs::read(&kept).unwrap()),
            (b"before".to_vec(), b"key".to_vec())
        );
    }

    #[test]
    fn a_runtime_folder_that_others_can_look_into_or_that_is_a_link_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let own = private_folder(folder.path().join("new").join("own")).unwrap();
        assert_eq!(fs::metadata(&own).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(private_folder(own.clone()).unwrap(), own);
        let link = folder.path().join("link");
        symlink(&own, &link).unwrap();
        assert!(private_folder(link).is_err());
        fs::set_permissions(&own, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(private_folder(own).unwrap_err().message.contains("HOLDFAST_RUNTIME"));
    }
}
