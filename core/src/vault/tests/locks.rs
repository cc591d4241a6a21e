//! Who gets in, and what the lock keeps.

use super::*;

#[test]
fn the_keystore_a_pin_and_a_kept_key_open_it_and_nothing_else() {
    let home = Home::new();
    home.vault.write(|tables| tables.put_secret("device", b"signing key")).unwrap();
    let kept = home.vault.key().unwrap();
    let vault = Vault::open(&home.path()).unwrap();
    assert_eq!(vault.state(), Lock::Locked);
    assert_eq!(vault.read(|tables| tables.secret("device")), Err(VaultError::Locked));

    let keystore = &home.keystore;
    let pin = |member, pin| Unlocker::Pin { member, pin: Pin(pin), keystore };
    let other = Keystore { master: [8; 32], pepper: [8; 32] };
    let stolen = Unlocker::Pin { member: AMINA, pin: Pin("4821"), keystore: &other };
    assert_eq!(vault.unlock(pin(AMINA, "4812")), Err(VaultError::WrongPin));
    assert_eq!(vault.unlock(pin(MO, "4821")), Err(VaultError::NoPin));
    assert_eq!(vault.unlock(stolen), Err(VaultError::WrongPin));
    assert_eq!(vault.unlock(Unlocker::Keystore(&other)), Err(VaultError::WrongKey));
    let guess = VaultKey::from_bytes([0; 32]);
    assert_eq!(vault.unlock(Unlocker::Kept(&guess)), Err(VaultError::WrongKey));
    assert_eq!(vault.state(), Lock::Locked);

    for way in [pin(AMINA, "4821"), Unlocker::Keystore(keystore), Unlocker::Kept(&kept)] {
        vault.unlock(way).unwrap();
        let secret = vault.read(|tables| tables.secret("device")).unwrap().unwrap();
        assert_eq!(secret.as_slice(), b"signing key");
        vault.lock();
        assert_eq!(vault.key(), Err(VaultError::Locked));
    }
}

#[test]
fn a_pin_can_be_added_changed_and_taken_away() {
    let home = Home::new();
    let (vault, keystore) = (&home.vault, &home.keystore);
    let way = |pin| Unlocker::Pin { member: MO, pin: Pin(pin), keystore };
    vault.set_pin(MO, Pin("correct horse"), keystore, &mut random()).unwrap();
    assert_eq!(vault.members().unwrap(), [MO, AMINA]);
    assert_eq!(vault.unlock(way("correct horse")), Ok(()));
    vault.set_pin(MO, Pin("battery staple"), keystore, &mut random()).unwrap();
    assert_eq!(vault.unlock(way("correct horse")), Err(VaultError::WrongPin));
    assert_eq!(vault.unlock(way("battery staple")), Ok(()));
    vault.forget_pin(MO).unwrap();
    assert_eq!(vault.unlock(way("battery staple")), Err(VaultError::NoPin));

    let new = Keystore { master: [5; 32], pepper: keystore.pepper };
    vault.set_keystore(&new, &mut random()).unwrap();
    assert_eq!(vault.unlock(Unlocker::Keystore(keystore)), Err(VaultError::WrongKey));
    assert_eq!(vault.unlock(Unlocker::Keystore(&new)), Ok(()));
}

#[test]
fn while_locked_entries_are_still_taken_in() {
    let home = Home::new();
    home.vault.lock();
    keep(&home.vault, &feed(2));
    assert_eq!(home.vault.read(|tables| tables.counts()).unwrap().taken_in, 2);
    let put = |tables: &mut Tables<'_>| tables.put_record(&visit(1), &RecordIndex::default(), b"");
    assert_eq!(home.vault.write(put), Err(VaultError::Locked));
}

#[test]
fn a_damaged_wrap_is_damage_and_not_a_wrong_pin() {
    let home = Home::new();
    home.vault
        .write(|tables| tables.run("UPDATE unlock SET salt = zeroblob(16)", []).map(drop))
        .unwrap();
    let way = Unlocker::Pin { member: AMINA, pin: Pin("4821"), keystore: &home.keystore };
    let damaged = VaultError::Damaged { expected: "a wrap of the vault's key" };
    assert_eq!(home.vault.unlock(way), Err(damaged));
}

#[test]
fn nothing_secret_is_printed() {
    let home = Home::new();
    let key = home.vault.key().unwrap();
    let way = Unlocker::Pin { member: AMINA, pin: Pin("4821"), keystore: &home.keystore };
    let draft = Draft { slot: "note".to_owned(), edited: NINE, contents: b"Elsie".to_vec() };
    let printed = format!("{key:?} {way:?} {draft:?} {:?}", home.vault);
    assert!(!printed.contains("4821") && !printed.contains("Elsie"), "{printed}");
    assert!(!printed.contains("[1, 1"), "{printed}");
}
