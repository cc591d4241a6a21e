//! Nothing that anybody wrote can be read from the files: every byte of the hub's and of every
//! vault's is looked at, in use and after, for every word that was entered. The same scanner finds
//! all of them, in every form, where they are not sealed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use holdfast_core::care::summary::{Content, Slot};
use holdfast_core::care::{Line, ObservationKind, Observed, Said, Source, Text};
use holdfast_core::device::{Choice, VisitId};
use holdfast_hub::open_database;
use holdfast_ledger::Role;
use holdfast_scan::{Form, Found, Scanner, Words, base64, files};
use holdfast_tests::scene::{OFFICE, notes, visit, writing};
use holdfast_tests::world::{Link, World};
use rusqlite::Connection;
use serde_json::Value;

/// What Carol enters of a person by hand: the kind of item, and its fields.
const BY_HAND: [(Slot, &[(&str, &str)]); 8] = [
    (Slot::PreferredName, &[("name", "Pippa Quarrington")]),
    (Slot::FullName, &[("name", "Philippa Quarrington-Zeal")]),
    (Slot::DateOfBirth, &[("date", "1931-02-17")]),
    (Slot::NhsNumber, &[("number", "999 000 0018")]),
    (
        Slot::Address,
        &[
            ("address", "47 Cormorant Wynd, Nether Wallop"),
            ("postcode", "ZZ99 3WZ"),
            ("telephone", "01632 960 417"),
        ],
    ),
    (Slot::Allergy, &[("agent", "zirconium plasters"), ("reaction", "welts on the forearm")]),
    (Slot::Alert, &[("alert", "The goose in the yard bites.")]),
    (Slot::WhatMatters, &[("words", "That the blackbird is fed before I am.")]),
];

/// Everybody who works there with a device of their own, beside those the world begins with.
const NEWCOMER: &str = "Nadia Przybylska";

fn content(words: &mut Words, slot: Slot, fields: &[(&str, &str)]) -> Content {
    fields.iter().for_each(|(_, text)| {
        words.say(text);
    });
    Content::from_texts(slot, fields).expect("a content that is filled in")
}

fn line(words: &mut Words, text: &str) -> Line {
    Line::new(words.say(text)).expect("a line")
}

fn text(words: &mut Words, text: &str) -> Text {
    Text::new(words.say(text)).expect("a text")
}

/// Everything a file says: each text in it, whatever it is called there.
fn say_all(words: &mut Words, value: &Value) {
    match value {
        Value::String(text) => words.say_of_a_file(text),
        Value::Array(values) => values.iter().for_each(|value| say_all(words, value)),
        Value::Object(fields) => fields.values().for_each(|value| say_all(words, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Carol brings the example referrals in.
fn referrals(world: &World, words: &mut Words) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cli/demo/referrals");
    for path in files(&folder).expect("the example referrals") {
        let bytes = std::fs::read(&path).expect("a referral");
        let referral = holdfast_exchange::read_fhir(&bytes).expect("a referral that reads");
        world.device("Carol").people().import(&referral).expect("it comes in");
        say_all(words, &serde_json::from_slice(&bytes).expect("JSON"));
    }
}

/// A carer's visit, with every kind of words that one leaves.
fn carry_out(world: &World, words: &mut Words, carer: &str, visit: VisitId, note: &str) {
    let visits = world.device(carer).visits();
    visits.start(visit, Said::default()).expect("arriving is never refused");
    visits.note(visit, text(words, note), Said::default()).expect("saved");
    let because = text(words, "Nobody answered, and she was cold: leaving was more dangerous.");
    let tried = vec![line(words, "Rang the on-call phone at ten to eight")];
    visits.went_on(visit, because, tried, None).expect("saved");
    let mood = words.say("humming a march, then tearful");
    let mood = Observed::typed(ObservationKind::FreeText, mood).expect("an observation");
    let beside = text(words, "The radio was on: it may have been the march.");
    visits.observe(visit, mood, Some(beside), Said::default()).expect("saved");
    let left = line(words, "Asleep beside the tortoiseshell cat");
    visits.leave(visit, Some(left), Said::default()).expect("saved");
}

/// A night at which all of it is written, carried through the hub, disputed, settled, and read by
/// somebody else.
fn night() -> (World, Words) {
    let mut words = Words::default();
    let mut world = World::staffed(31);
    world.enrol("Mo", words.say(NEWCOMER), Role::Senior, None);
    words.extend(world.names().iter().map(|name| format!("{name}'s phone")));
    words.extend(["Harbour Care", "Olu Adeyemi", "01632 960 001"]);
    referrals(&world, &mut words);
    let contents = BY_HAND.map(|(slot, fields)| content(&mut words, slot, fields));
    let carol = world.device("Carol");
    let person = carol.people().begin(&contents, &Source::Person).expect("a new person");
    let planned = visit(&world, person, &["Amina", "Ben"]);
    world.run_until_quiet();

    let written =
        ["Drank juniper cordial from the blue beaker.", "Left heel mauve — pillow under."];
    for (carer, note) in ["Amina", "Ben"].into_iter().zip(written) {
        carry_out(&world, &mut words, carer, planned, note);
    }
    let because = line(&mut words, "She rang the bell at midnight");
    let amina = world.device("Amina").visits();
    amina.start_unplanned(person, because).expect("never refused");
    dispute(&mut world, &mut words);

    // It is there, in every vault and through the hub: or finding none of it would show nothing.
    for name in OFFICE {
        assert_eq!(notes(&world, name, planned), written, "{name}");
        let people = world.device(name).people().list().expect("the list of people");
        assert_eq!(people.len(), 5, "{name}");
    }
    (world, words)
}

/// Carol and Sam change one thing without seeing each other, and Mo decides.
fn dispute(world: &mut World, words: &mut Words) {
    let person = world.device("Carol").people().find("Pippa").expect("she is known");
    world.run_until_quiet();
    world.link("Carol", Link::Cut);
    let key = {
        let summary = world.device("Sam").people().summary(person).expect("a summary");
        summary.of_slot(Slot::Alert)[0].key().to_owned()
    };
    for (by, alert) in [("Carol", "Two geese now, both bite."), ("Sam", "The goose was eaten.")] {
        let alert = content(words, Slot::Alert, &[("alert", alert)]);
        world.device(by).people().change(person, &key, alert, writing()).expect("changed");
    }
    world.link("Carol", Link::Up);
    world.run_until_quiet();
    let mo = world.device("Mo").disputes();
    let shown = mo.list().expect("disputes");
    assert_eq!(shown.len(), 1);
    let settled = content(words, Slot::Alert, &[("alert", "No goose, as of this evening.")]);
    let why = text(words, "Sam stood in the yard and counted.");
    let settled = Choice::With(Box::new(settled));
    mo.settle(&shown[0].version, settled, why).expect("settled");
    world.run_until_quiet();
}

/// The files in a folder, as they are called there.
fn names(folder: &Path) -> BTreeSet<PathBuf> {
    let files = files(folder).expect("a folder that can be read");
    files.iter().filter_map(|path| path.strip_prefix(folder).ok()).map(Path::to_owned).collect()
}

fn find(scanner: &Scanner, folder: &Path) -> BTreeSet<Found> {
    scanner.folder(folder).expect("every file can be read")
}

#[test]
fn nothing_anybody_wrote_can_be_read_from_the_hub_or_a_vault_in_use_or_after() {
    let (world, words) = night();
    assert!(words.len() > 300, "expected every text of four referrals, found {}", words.len());
    let scanner = Scanner::new(&words);
    let looked_at = names(world.home());
    for folder in world.names() {
        for end in ["", "-wal", "-shm"] {
            let file = Path::new(folder).join(format!("vault.db{end}"));
            assert!(looked_at.contains(&file), "{} is not there", file.display());
            let file = PathBuf::from(format!("hub.db{end}"));
            assert!(looked_at.contains(&file), "{} is not there", file.display());
        }
    }
    assert_eq!(find(&scanner, world.home()), BTreeSet::new(), "in use");

    // As a power cut leaves them: the log beside the database, not written back into it.
    let cut = tempfile::tempdir().expect("a temporary folder");
    for (number, name) in looked_at.iter().enumerate() {
        let to = cut.path().join(format!("{number}"));
        std::fs::copy(world.home().join(name), to).expect("a copy");
    }
    let folder = world.close();
    assert_eq!(find(&scanner, cut.path()), BTreeSet::new(), "after a power cut");
    assert_eq!(find(&scanner, folder.path()), BTreeSet::new(), "after closing");
}

/// A text in a form, with something before and after it as there would be.
fn planted(text: &str, form: Form) -> Vec<u8> {
    let coded = |before: &str| base64(format!("{before}{text}, and more").as_bytes()).into_bytes();
    match form {
        Form::Utf8 => format!("seen: {text}.").into_bytes(),
        Form::Utf16Le => format!(": {text}.").encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Form::Utf16Be => format!(": {text}.").encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Form::Base64(0) => coded(""),
        Form::Base64(1) => coded("seen"),
        Form::Base64(_) => coded("to"),
    }
}

/// Writes every word, in every form, unsealed into a database that is open: into its log first.
fn plant(database: &mut Connection, words: &Words) {
    let act = database.transaction().expect("a transaction");
    act.execute_batch("CREATE TABLE canary (bytes BLOB)").expect("a table");
    for text in words.iter() {
        for form in Form::ALL {
            let row = [planted(text, form)];
            act.execute("INSERT INTO canary VALUES (?1)", row).expect("a row");
        }
    }
    act.commit().expect("saved");
}

/// Which of the words, in which forms, were not found in a file.
fn missed(found: &BTreeSet<Found>, words: &Words, file: &str) -> Vec<(String, Form)> {
    let all = words.iter().flat_map(|text| Form::ALL.map(|form| (text.to_owned(), form)));
    let file = PathBuf::from(file);
    all.filter(|(text, form)| {
        let there = Found { file: file.clone(), text: text.clone(), form: *form };
        !found.contains(&there)
    })
    .collect()
}

#[test]
fn the_same_scanner_finds_every_word_in_every_form_and_file_where_nothing_is_sealed() {
    let (world, words) = night();
    let scanner = Scanner::new(&words);
    let home = world.home().to_owned();
    let mut vault = Connection::open(home.join("Amina/vault.db")).expect("a vault's database");
    vault.pragma_update(None, "wal_autocheckpoint", 0).expect("a log that stays");
    let mut hub = open_database(&home.join("hub.db")).expect("the hub's database");
    plant(&mut vault, &words);
    plant(&mut hub, &words);
    let beside = ["hub.log", "Amina/etilqs_temporary", "Amina/vault.db-journal"];
    for file in beside {
        let lines = words.iter().flat_map(|text| Form::ALL.map(|form| planted(text, form)));
        std::fs::write(home.join(file), lines.collect::<Vec<_>>().join(&b'\n')).expect("a file");
    }

    let found = find(&scanner, &home);
    for file in ["Amina/vault.db-wal", "hub.db-wal"].into_iter().chain(beside) {
        assert_eq!(missed(&found, &words, file), [], "{file}");
    }
    let folder = world.close();
    for database in [&vault, &hub] {
        let left = database.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        assert_eq!(left, Ok(0), "the log is written back");
    }
    drop((vault, hub));
    let found = find(&scanner, folder.path());
    for file in ["Amina/vault.db", "hub.db"] {
        assert_eq!(missed(&found, &words, file), [], "{file}");
    }
}
