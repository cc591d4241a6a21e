//! Vaults of earlier versions, frozen, open today with everything in them.

use super::*;

/// Dumped from a vault that version 1 wrote: Amina's PIN is 4821, the keystore is that of these tests.
const V1: &str = include_str!("frozen/v1.sql");

#[test]
fn a_vault_of_version_1_opens_with_all_that_was_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    rusqlite::Connection::open(&path).unwrap().execute_batch(V1).unwrap();
    let vault = Vault::open(&path).unwrap();
    let keystore = keystore();
    let way = Unlocker::Pin { member: AMINA, pin: Pin("4821"), keystore: &keystore };
    vault.unlock(way).unwrap();
    vault
        .read(|tables| {
            assert_eq!(tables.feed_after(&MONTH, &device().device(), 0, usize::MAX)?, feed(2));
            assert_eq!(tables.received(&feed(1)[0].id)?, None, "nobody wrote that down then");
            let row = tables.record(&visit(1))?.unwrap();
            assert_eq!(row.index, RecordIndex { starts: Some(NINE), due: None, state: 7 });
            assert_eq!((row.card, row.version), (b"card".to_vec(), 2));
            let document = tables.document(&visit(1))?.unwrap();
            assert_eq!(document.snapshot, Some(b"snapshot".to_vec()));
            assert_eq!(document.tail, [b"change".to_vec()]);
            assert_eq!(tables.readable(&visit(1))?, Some(b"readable".to_vec()));
            assert_eq!(tables.drafts()?[0].contents, b"draft");
            assert_eq!(tables.secret("device")?.unwrap().as_slice(), b"secret");
            let epoch = tables.epoch_key(&EntryId([6; 32]))?;
            assert_eq!(epoch, Some(EpochKey::from_bytes([8; 32])));
            assert_eq!(tables.note("token")?, Some(b"token".to_vec()));
            assert!(tables.check()?.is_none());
            Outcome::Ok(())
        })
        .unwrap();
}

#[test]
fn however_old_a_vault_was_it_ends_with_the_tables_of_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    rusqlite::Connection::open(&path).unwrap().execute_batch(V1).unwrap();
    let schema = |vault: &Vault| {
        let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
        vault.read(|tables| tables.all(sql, [], |row| row.get::<_, String>(0))).unwrap()
    };
    assert_eq!(schema(&Vault::open(&path).unwrap()), schema(&Home::new().vault));
}

/// What was frozen, as it was made. Run with `--ignored` at a new version, and keep the output.
#[test]
#[ignore = "writes the dump of a new version, to be frozen by hand"]
fn freeze() {
    let home = Home::new();
    keep(&home.vault, &feed(2));
    home.vault
        .write(|tables| {
            let index = RecordIndex { starts: Some(NINE), due: None, state: 7 };
            tables.put_record(&visit(1), &index, b"card")?;
            tables.append_change(&visit(1), b"before the snapshot")?;
            tables.put_snapshot(&visit(1), b"snapshot")?;
            tables.append_change(&visit(1), b"change")?;
            tables.put_readable(&visit(1), b"readable")?;
            let contents = b"draft".to_vec();
            tables.put_draft(&Draft { slot: "note".to_owned(), edited: NINE, contents })?;
            tables.put_secret("device", b"secret")?;
            tables.put_epoch_key(&MONTH, &EntryId([6; 32]), &EpochKey::from_bytes([8; 32]))?;
            tables.set_note("token", Some(b"token"))
        })
        .unwrap();
    let dump = home.vault.read(dump).unwrap();
    let into = concat!(env!("CARGO_MANIFEST_DIR"), "/src/vault/tests/frozen/new.sql");
    std::fs::write(into, dump).unwrap();
}

fn dump(tables: &Tables<'_>) -> Outcome<String> {
    let text = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
    let mut lines = Vec::new();
    for name in ["application_id", "user_version"] {
        let value = tables.one(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0))?;
        lines.push(format!("PRAGMA {name} = {};", value.unwrap()));
    }
    let schema = "SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid";
    lines.extend(tables.all(schema, [], text)?);
    for table in tables.all("SELECT name FROM sqlite_schema WHERE type = 'table'", [], text)? {
        let columns =
            tables.all(&format!("SELECT name FROM pragma_table_info('{table}')"), [], text)?;
        let values: Vec<_> = columns.iter().map(|column| format!("quote({column})")).collect();
        let sql = format!("SELECT {} FROM {table}", values.join(" || ', ' || "));
        let rows = tables.all(&sql, [], text)?;
        lines.extend(rows.iter().map(|row| format!("INSERT INTO {table} VALUES ({row});")));
    }
    Ok(lines.join("\n") + "\n")
}
