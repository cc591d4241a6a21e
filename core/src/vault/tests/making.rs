//! A first start that is cut off, at any step: what it leaves is no vault, and the next start makes one.

use std::fs;

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

/// Whatever lies in the folder: there is no vault, and one can be made, which opens again.
fn starts_again(folder: &Path) {
    let path = folder.join("vault");
    assert_eq!(Vault::open(&path).unwrap_err(), VaultError::Missing);
    drop(create(&path).unwrap());
    assert_eq!(names(folder), ["vault", "vault-shm", "vault-wal"]);
    let vault = Vault::open(&path).unwrap();
    let pin = Unlocker::Pin { member: AMINA, pin: Pin("4821"), keystore: &keystore() };
    vault.unlock(pin).unwrap();
    assert!(vault.read(|tables| tables.check()).unwrap().is_none());
}

/// The files of a start in the middle of its only transaction, as a power cut would leave them.
fn cut_off() -> TempDir {
    let [folder, left] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let first = FirstMember { member: AMINA, pin: Pin("4821") };
    let path = folder.path().join("vault");
    let ended = Vault::create(&path, &keystore(), first, &mut random(), |tables| {
        tables.put_secret("device", b"signing key")?;
        for name in names(folder.path()) {
            fs::copy(folder.path().join(&name), left.path().join(&name)).unwrap();
        }
        Err(VaultError::Full)
    });
    assert_eq!(ended.unwrap_err(), VaultError::Full);
    assert_eq!(names(folder.path()), [""; 0], "a start that ends by itself leaves nothing");
    left
}

#[test]
fn a_start_that_was_cut_off_is_no_vault_and_the_next_one_makes_one() {
    let left = cut_off();
    let begun = names(left.path());
    assert_eq!(begun.len(), 3, "the file, its log and the log's index: {begun:?}");
    assert!(begun.iter().all(|name| name.starts_with("vault.new-")), "{begun:?}");
    starts_again(left.path());
}

#[test]
fn a_start_of_which_any_part_reached_the_disk_is_no_vault() {
    let left = cut_off();
    for name in names(left.path()) {
        let whole = fs::read(left.path().join(&name)).unwrap();
        for part in 0..4 {
            let folder = tempfile::tempdir().unwrap();
            let bytes = &whole[..whole.len() * part / 3];
            fs::write(folder.path().join(&name), bytes).unwrap();
            starts_again(folder.path());
        }
    }
    // A whole file that was never put in its place; and bytes that are nobody's.
    let folder = tempfile::tempdir().unwrap();
    let other = Home::new();
    fs::copy(other.path(), folder.path().join("vault.new-1")).unwrap();
    fs::write(folder.path().join("vault.new-2"), [0x55; 9000]).unwrap();
    fs::write(folder.path().join("vault.new-2-wal"), [0x55; 9000]).unwrap();
    starts_again(folder.path());
}

#[test]
fn the_log_of_a_vault_that_is_gone_is_not_read_into_a_new_one() {
    let home = Home::new();
    keep(&home.vault, &feed(3));
    let folder = tempfile::tempdir().unwrap();
    fs::copy(home.folder.path().join("vault-wal"), folder.path().join("vault-wal")).unwrap();
    starts_again(folder.path());
    let vault = Vault::open(&folder.path().join("vault")).unwrap();
    assert_eq!(vault.read(|tables| tables.counts()).unwrap().taken_in, 0);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "two that start at once take two threads")]
fn of_two_that_start_at_once_one_has_the_vault() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    let starts: Vec<_> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..4).map(|_| scope.spawn(|| create(&path).map(drop))).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    assert_eq!(starts.iter().filter(|start| start.is_ok()).count(), 1, "{starts:?}");
    let refused = starts.iter().filter(|start| **start == Err(VaultError::Exists)).count();
    assert_eq!(refused, 3, "{starts:?}");
    assert_eq!(names(folder.path()), ["vault", "vault-shm", "vault-wal"]);
}
