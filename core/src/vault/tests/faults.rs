//! Power cuts, full disks, flipped bytes, wrong files, and a thief with the file.

use std::path::Path;

use proptest::prelude::*;

use super::*;

/// The files as a power cut would leave them: copied while the vault is open, nothing checkpointed.
fn after_power_cut(home: &Home) -> (TempDir, Outcome<Vault>) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["vault", "vault-wal"] {
        std::fs::copy(home.folder.path().join(name), folder.path().join(name)).unwrap();
    }
    let vault = Vault::open(&folder.path().join("vault"));
    (folder, vault)
}

#[test]
fn what_was_saved_survives_a_power_cut() {
    let home = Home::new();
    let entries = feed(5);
    for (number, entry) in entries.iter().enumerate() {
        keep(&home.vault, std::slice::from_ref(entry));
        let (_folder, vault) = after_power_cut(&home);
        let held = vault
            .unwrap()
            .read(|tables| tables.feed_after(&MONTH, &device().device(), 0, usize::MAX));
        assert_eq!(held.unwrap(), entries[..=number]);
    }
}

#[test]
fn a_power_cut_in_the_middle_of_writing_leaves_whole_saves_only() {
    let Home { folder, vault, .. } = Home::new();
    let path = folder.path().join("vault");
    drop(vault);
    let before = std::fs::read(&path).unwrap();
    let vault = Vault::open(&path).unwrap();
    vault.unlock(Unlocker::Keystore(&keystore())).unwrap();
    for entry in feed(6) {
        vault
            .write(|tables| {
                tables.put(&entry, Place::Chained, holdfast_ledger::Origin::Own)?;
                tables.put_record(&visit(1), &RecordIndex::default(), &entry.bytes[..9])?;
                tables.append_change(&visit(1), &entry.bytes)
            })
            .unwrap();
    }
    let log = std::fs::read(folder.path().join("vault-wal")).unwrap();
    drop(vault);
    // The log as far as it reached the disk, whole or with a torn end.
    let mut held = Vec::new();
    for cut in (0..=log.len()).step_by(1777).chain([log.len()]) {
        for torn in [&[][..], &[0x55; 3000]] {
            let after = tempfile::tempdir().unwrap();
            let path = after.path().join("vault");
            std::fs::write(&path, &before).unwrap();
            std::fs::write(after.path().join("vault-wal"), [&log[..cut], torn].concat()).unwrap();
            let vault = Vault::open(&path).unwrap();
            vault.unlock(Unlocker::Keystore(&keystore())).unwrap();
            let (entries, changes, damage) = vault
                .read(|tables| {
                    let document = tables.document(&visit(1))?;
                    let changes = document.map_or(0, |document| document.tail.len() as u64);
                    Outcome::Ok((tables.counts()?.taken_in, changes, tables.check()?))
                })
                .unwrap();
            assert_eq!(entries, changes, "an entry without its change, or the other way");
            assert!(damage.is_none());
            held.push(entries);
        }
    }
    assert!(held.is_sorted());
    assert_eq!((held.first(), held.last()), (Some(&0), Some(&6)));
    held.dedup();
    assert_eq!(held, [0, 1, 2, 3, 4, 5, 6]);
}

#[test]
fn what_can_be_read_of_a_broken_file_is_saved_into_a_new_one() {
    let home = Home::new();
    let entries = feed(400);
    keep(&home.vault, &entries);
    home.vault.write(|tables| tables.put_secret("device", b"signing key")).unwrap();
    let Home { folder, vault, .. } = home;
    drop(vault);
    let path = folder.path().join("vault");
    let mut file = std::fs::read(&path).unwrap();
    // The page that holds the 200th entry, overwritten as a dying flash chip would.
    let needle = &entries[199].bytes[..64];
    let at = file.windows(64).position(|part| part == needle).unwrap() / 4096 * 4096;
    file[at..at + 4096].fill(0xff);
    std::fs::write(&path, &file).unwrap();
    let damaged = Vault::open(&path).unwrap().read(|tables| tables.check());
    assert!(damaged.is_err() || damaged.is_ok_and(|found| found.pages == Pages::Broken));

    let new = folder.path().join("new");
    let salvaged = salvage(&path, &new).unwrap();
    assert_eq!((salvaged.gaps, salvaged.entries_set_aside), (1, 0));
    let vault = Vault::open(&new).unwrap();
    vault.unlock(Unlocker::Keystore(&keystore())).unwrap();
    let secret = vault.read(|tables| tables.secret("device")).unwrap().unwrap();
    assert_eq!(secret.as_slice(), b"signing key");
    assert!(vault.read(|tables| tables.check()).unwrap().is_none());
    // Everything but what stood on that page; what follows the gap waits for it.
    let held = vault.read(|tables| tables.counts()).unwrap();
    assert!((390..400).contains(&held.taken_in), "{held:?}");
    let feed = vault.read(|tables| tables.feed(&MONTH, &device().device())).unwrap();
    assert!((190..200).contains(&feed.last()), "{feed:?}");
    assert_eq!(std::fs::read(&path).unwrap(), file);
}

#[test]
fn a_step_that_fails_or_panics_leaves_nothing_behind() {
    let home = Home::new();
    let failed = home.vault.write(|tables| {
        tables.put(&feed(1)[0], Place::Chained, holdfast_ledger::Origin::Own)?;
        tables.put_record(&visit(1), &RecordIndex::default(), b"card")?;
        Err::<(), _>(VaultError::Busy)
    });
    assert_eq!(failed, Err(VaultError::Busy));
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        home.vault.write(|tables| -> Outcome<()> {
            tables.put_record(&visit(1), &RecordIndex::default(), b"card")?;
            panic!("in the middle of a save")
        })
    }));
    assert!(panicked.is_err());
    let nothing =
        |tables: &Tables<'_>| Outcome::Ok((tables.counts()?.taken_in, tables.record(&visit(1))?));
    assert_eq!(home.vault.read(nothing), Ok((0, None)));
    keep(&home.vault, &feed(1));
}

#[test]
fn a_full_disk_is_said_and_nothing_is_half_written() {
    let home = Home::new();
    keep(&home.vault, &feed(1));
    let limit = |pages: i64| {
        home.vault
            .write(|tables| {
                let sql = format!("PRAGMA max_page_count = {pages}");
                tables.one(&sql, [], |row| row.get::<_, i64>(0)).map(drop)
            })
            .unwrap();
    };
    limit(1);
    let saved = home.vault.write(|tables| {
        tables.put_record(&visit(1), &RecordIndex::default(), b"card")?;
        tables.append_change(&visit(1), &[7; 100_000])
    });
    assert_eq!(saved, Err(VaultError::Full));
    assert_eq!(home.vault.read(|tables| tables.record(&visit(1))), Ok(None));
    limit(1_000_000);
    let saved = home.vault.write(|tables| {
        tables.put_record(&visit(1), &RecordIndex::default(), b"card")?;
        tables.append_change(&visit(1), &[7; 100_000])
    });
    assert_eq!(saved, Ok(1));
    assert!(home.again().read(|tables| tables.check()).unwrap().is_none());
}

#[test]
fn readers_stand_beside_a_writer() {
    let home = Home::new();
    home.vault
        .write(|tables| {
            tables.put(&feed(1)[0], Place::Chained, holdfast_ledger::Origin::Own)?;
            let beside = home.vault.read(|tables| tables.counts())?;
            assert_eq!(beside.taken_in, 0);
            Outcome::Ok(())
        })
        .unwrap();
    assert_eq!(home.vault.read(|tables| tables.counts()).unwrap().taken_in, 1);
    // What reads cannot write, whatever it tries.
    let tried = home.vault.read(|tables| tables.run("DELETE FROM entry", []));
    assert!(tried.is_err());
}

#[test]
fn a_wrong_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    assert_eq!(Vault::open(&path).unwrap_err(), VaultError::Missing);
    std::fs::write(&path, "a letter to Elsie ".repeat(100)).unwrap();
    assert_eq!(Vault::open(&path).unwrap_err(), VaultError::NotAVault);
    assert_eq!(create(&path).unwrap_err(), VaultError::Exists);
    let still = std::fs::read_to_string(&path).unwrap();
    assert!(still.starts_with("a letter to Elsie "));

    let other = folder.path().join("other");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();
    assert_eq!(Vault::open(&other).unwrap_err(), VaultError::NotAVault);

    let home = Home::new();
    home.vault
        .write(|tables| Outcome::Ok(tables.connection().pragma_update(None, "user_version", 99)?))
        .unwrap();
    let newer = VaultError::Newer { found: 99, known: 2 };
    assert_eq!(Vault::open(&home.path()).unwrap_err(), newer);
}

#[test]
#[cfg(unix)]
fn only_the_owner_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    keep(&home.vault, &feed(1));
    for name in ["vault", "vault-wal", "vault-shm"] {
        let mode = std::fs::metadata(home.folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_flipped_byte_in_an_entry_is_found_and_a_good_copy_taken_in() {
    let home = Home::new();
    let entries = feed(3);
    keep(&home.vault, &entries);
    drop(home.vault);
    let path = home.folder.path().join("vault");
    let mut file = std::fs::read(&path).unwrap();
    let whole = &entries[1].bytes;
    let at = file.windows(whole.len()).position(|part| part == whole.as_slice()).unwrap();
    file[at + whole.len() / 2] ^= 0x20;
    std::fs::write(&path, file).unwrap();

    let vault = Vault::open(&path).unwrap();
    let damaged = VaultError::Damaged { expected: "an entry" };
    assert_eq!(vault.read(|tables| tables.entry(&entries[1].id)), Err(damaged));
    let damage = vault.read(|tables| tables.check()).unwrap();
    assert_eq!(damage, Damage { entries: vec![entries[1].id], ..Damage::default() });
    vault.write(|tables| tables.set_aside(&entries[1].id)).unwrap();
    let heads = vault.read(|tables| tables.feed(&MONTH, &device().device())).unwrap();
    assert_eq!(heads.last(), 1);
    let follower = vault.read(|tables| tables.place_of(&entries[2].id)).unwrap();
    assert_eq!(follower, Some(Place::Detached));
    vault
        .write(|tables| {
            tables.put(&entries[1], Place::Chained, holdfast_ledger::Origin::Hub)?;
            tables.chain(&entries[2].id)
        })
        .unwrap();
    assert!(vault.read(|tables| tables.check()).unwrap().is_none());
    let held = vault.read(|tables| tables.feed_after(&MONTH, &device().device(), 0, usize::MAX));
    assert_eq!(held.unwrap(), entries);
}

/// Everything sealed or signed in a vault, as it is read.
fn contents(vault: &Vault) -> Outcome<String> {
    vault.read(|tables| {
        let feed = tables.feed_after(&MONTH, &device().device(), 0, usize::MAX)?;
        let heads = tables.heads(&MONTH)?;
        let rows = tables.records(3)?;
        let cards: Vec<_> = rows.iter().map(|row| (row.index, &row.card)).collect();
        let mut documents = Vec::new();
        for row in &rows {
            let document = tables.document(&row.key)?.map(|found| (found.snapshot, found.tail));
            documents.push((document, tables.readable(&row.key)?));
        }
        let drafts: Vec<_> = tables.drafts()?.into_iter().map(|d| (d.slot, d.contents)).collect();
        Ok(format!("{feed:?} {heads:?} {cards:?} {documents:?} {drafts:?}"))
    })
}

fn furnished() -> Home {
    let home = Home::new();
    keep(&home.vault, &feed(4));
    home.vault
        .write(|tables| {
            for id in 1..4 {
                let index = RecordIndex { starts: Some(NINE), due: None, state: 1 };
                tables.put_record(&visit(id), &index, b"Elsie Marchbanks")?;
                tables.append_change(&visit(id), "12 Orchard Close ".repeat(20).as_bytes())?;
                tables.put_snapshot(&visit(id), "Elsie Marchbanks ".repeat(300).as_bytes())?;
                tables.append_change(&visit(id), b"12 Orchard Close")?;
                tables.put_readable(&visit(id), b"Elsie Marchbanks, 12 Orchard Close")?;
            }
            let contents = b"Elsie Marchbanks fell".to_vec();
            tables.put_draft(&Draft { slot: "note".to_owned(), edited: NINE, contents })?;
            tables.put_secret("member", b"Elsie Marchbanks")
        })
        .unwrap();
    home
}

#[test]
fn any_flipped_byte_is_found_or_changes_nothing() {
    let home = furnished();
    let whole = contents(&home.vault).unwrap();
    let Home { folder, vault, .. } = home;
    drop(vault);
    let good = std::fs::read(folder.path().join("vault")).unwrap();
    let path = folder.path().join("flipped");
    // A seeded walk over the file: 100 places.
    for step in 0..100_usize {
        let at = (step * 4099 + step * step * 7) % good.len();
        let mut file = good.clone();
        file[at] ^= 1 << (step % 8);
        std::fs::write(&path, &file).unwrap();
        let read = Vault::open(&path).and_then(|vault| {
            vault.unlock(Unlocker::Keystore(&keystore()))?;
            let seen = contents(&vault)?;
            let damage = vault.read(|tables| tables.check())?;
            Ok((seen, damage))
        });
        if let Ok((seen, damage)) = read {
            assert!(seen == whole || !damage.is_none(), "byte {at} changed what is read, unseen");
        }
        let _ = std::fs::remove_file(folder.path().join("flipped-wal"));
    }
    assert_eq!(std::fs::read(folder.path().join("vault")).unwrap(), good);
}

/// Whether any file of the folder holds a text, in UTF-8 or UTF-16.
fn found_in(folder: &Path, text: &str) -> Vec<String> {
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<_>>();
    let forms = [text.as_bytes().to_vec(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)];
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        let bytes = std::fs::read(file.path()).unwrap();
        let holds = |form: &Vec<u8>| bytes.windows(form.len()).any(|part| part == form.as_slice());
        if forms.iter().any(holds) {
            found.push(file.file_name().to_string_lossy().into_owned());
        }
    }
    found.sort();
    found
}

#[test]
fn no_name_or_address_stands_in_clear_in_any_file() {
    let home = furnished();
    // First that the scanner finds what is there: a canary in the one table that is not sealed.
    home.vault.write(|tables| tables.set_note("canary", Some(b"Canary Wharf"))).unwrap();
    assert_eq!(found_in(home.folder.path(), "Canary Wharf"), ["vault-wal"]);
    for text in ["Elsie", "Marchbanks", "Orchard", "note 2", "fell"] {
        assert_eq!(found_in(home.folder.path(), text), [""; 0], "{text}");
    }
    // And after everything was checkpointed and deleted.
    home.vault.write(|tables| tables.forget_records()).unwrap();
    let Home { folder, vault, .. } = home;
    drop(vault);
    assert_eq!(found_in(folder.path(), "Canary Wharf"), ["vault"]);
    for text in ["Elsie", "Marchbanks", "Orchard", "note 2", "fell"] {
        assert_eq!(found_in(folder.path(), text), [""; 0], "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
    #[test]
    fn any_file_at_all_is_an_error_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..3000)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault");
        std::fs::write(&path, bytes).unwrap();
        prop_assert!(Vault::open(&path).is_err());
    }
}
