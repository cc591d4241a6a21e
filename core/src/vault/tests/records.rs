//! Records, drafts and keys: sealed, found by their numbers, and as cheap to save as the change.

use super::*;

fn at(hour: i64) -> Option<Timestamp> {
    Some(NINE.plus_millis(hour * 3_600_000))
}

#[test]
fn todays_visits_are_found_by_their_numbers() {
    let home = Home::new();
    home.vault
        .write(|tables| {
            for (id, hour) in [(1, 30), (2, 2), (3, 1), (4, -1)] {
                let index = RecordIndex { starts: at(hour), due: at(hour + 1), state: 2 };
                tables.put_record(&visit(id), &index, format!("card {id}").as_bytes())?;
            }
            let summary = RecordKey { kind: 2, ..visit(9) };
            tables.put_record(&summary, &RecordIndex::default(), b"Elsie")
        })
        .unwrap();
    let cards = |rows: Vec<RecordRow>| -> Vec<_> {
        rows.into_iter().map(|row| String::from_utf8(row.card).unwrap()).collect()
    };
    let day = NINE..NINE.plus_millis(24 * 3_600_000);
    let read = |tables: &Tables<'_>| tables.records_starting(3, day.clone());
    assert_eq!(cards(home.vault.read(read).unwrap()), ["card 3", "card 2"]);
    let due = |tables: &Tables<'_>| tables.records_due(3, NINE.plus_millis(1));
    assert_eq!(cards(home.vault.read(due).unwrap()), ["card 4"]);
    assert_eq!(cards(home.vault.read(|tables| tables.records(2)).unwrap()), ["Elsie"]);
    let all = home.vault.read(|tables| tables.records_in(&MONTH, 3)).unwrap();
    assert_eq!(cards(all), ["card 1", "card 2", "card 3", "card 4"]);

    let moved = RecordIndex { starts: at(3), due: None, state: 5 };
    home.vault.write(|tables| tables.put_record(&visit(2), &moved, b"moved")).unwrap();
    let row = home.vault.read(|tables| tables.record(&visit(2))).unwrap().unwrap();
    assert_eq!((row.index, row.card, row.version), (moved, b"moved".to_vec(), 0));
}

#[test]
fn a_document_is_a_snapshot_and_the_changes_since() {
    let home = Home::new();
    let key = visit(1);
    let stored = |vault: &Vault| vault.read(|tables| tables.document(&key)).unwrap();
    assert_eq!(stored(&home.vault), None);
    home.vault
        .write(|tables| {
            tables.put_record(&key, &RecordIndex::default(), b"card")?;
            assert_eq!(tables.append_change(&key, b"one")?, 1);
            assert_eq!(tables.append_change(&key, b"two")?, 2);
            tables.put_readable(&key, b"readable at two")
        })
        .unwrap();
    let changes = |list: &[&[u8]]| list.iter().map(|change| change.to_vec()).collect::<Vec<_>>();
    let young = StoredDocument { snapshot: None, tail: changes(&[b"one", b"two"]) };
    assert_eq!(stored(&home.again()), Some(young));
    let readable = |vault: &Vault| vault.read(|tables| tables.readable(&key)).unwrap();
    assert_eq!(readable(&home.vault), Some(b"readable at two".to_vec()));

    home.vault
        .write(|tables| {
            tables.put_snapshot(&key, b"one and two")?;
            assert_eq!(tables.append_change(&key, b"three")?, 1);
            tables.put_part(&key, &EntryId([3; 32]))?;
            tables.put_part(&key, &EntryId([2; 32]))
        })
        .unwrap();
    let later =
        StoredDocument { snapshot: Some(b"one and two".to_vec()), tail: changes(&[b"three"]) };
    assert_eq!(stored(&home.again()), Some(later));
    // Made from an earlier version: not given out.
    assert_eq!(readable(&home.vault), None);
    let parts = home.vault.read(|tables| tables.parts(&key)).unwrap();
    assert_eq!(parts, [EntryId([2; 32]), EntryId([3; 32])]);

    home.vault.write(|tables| tables.replace_document(&key, b"rebuilt")).unwrap();
    let rebuilt = StoredDocument { snapshot: Some(b"rebuilt".to_vec()), tail: vec![] };
    assert_eq!(stored(&home.vault), Some(rebuilt));
    home.vault.write(|tables| tables.forget_records()).unwrap();
    assert_eq!(stored(&home.vault), None);
}

#[test]
fn a_sealed_value_opens_in_its_own_place_only() {
    let home = Home::new();
    home.vault
        .write(|tables| {
            for id in [1, 2] {
                let index = RecordIndex { starts: at(id.into()), ..RecordIndex::default() };
                tables.put_record(&visit(id), &index, b"card")?;
                tables.append_change(&visit(id), &[id])?;
            }
            tables
                .run("UPDATE tail SET sealed = (SELECT sealed FROM tail WHERE record = 1)", [])?;
            tables.run("UPDATE record SET starts = starts + 1 WHERE row = 1", []).map(drop)
        })
        .unwrap();
    let document = home.vault.read(|tables| tables.document(&visit(2)));
    assert_eq!(document, Err(VaultError::Damaged { expected: "a change of a record" }));
    let row = home.vault.read(|tables| tables.record(&visit(1)));
    assert_eq!(row, Err(VaultError::Damaged { expected: "a record's card" }));
    let damage = home.vault.read(|tables| tables.check()).unwrap();
    assert_eq!(damage, Damage { records: vec![visit(1), visit(2)], ..Damage::default() });
}

#[test]
fn drafts_and_keys_come_back() {
    let home = Home::new();
    let draft = |slot: &str, minute, text: &str| Draft {
        slot: slot.to_owned(),
        edited: NINE.plus_millis(minute),
        contents: text.into(),
    };
    let (epoch, key) = (EntryId([6; 32]), EpochKey::from_bytes([8; 32]));
    home.vault
        .write(|tables| {
            tables.put_draft(&draft("note", 1, "Elsie was"))?;
            tables.put_draft(&draft("concern", 2, "I saw"))?;
            tables.put_draft(&draft("note", 3, "Elsie was well"))?;
            tables.put_epoch_key(&MONTH, &epoch, &key)
        })
        .unwrap();
    let again = home.again();
    let drafts = again.read(|tables| tables.drafts()).unwrap();
    assert_eq!(drafts, [draft("note", 3, "Elsie was well"), draft("concern", 2, "I saw")]);
    again.write(|tables| tables.forget_draft("note")).unwrap();
    assert_eq!(again.read(|tables| tables.drafts()).unwrap(), [draft("concern", 2, "I saw")]);

    let keys = again.read(|tables| tables.epoch_keys(&MONTH)).unwrap();
    assert_eq!(keys, [(epoch, key.clone())]);
    assert_eq!(again.read(|tables| tables.epoch_key(&epoch)).unwrap(), Some(key));
    again.write(|tables| tables.destroy_epoch_keys(&MONTH)).unwrap();
    assert_eq!(again.read(|tables| tables.epoch_key(&epoch)).unwrap(), None);
    assert_eq!(again.read(|tables| tables.epochs_held(&MONTH)).unwrap(), []);
}
