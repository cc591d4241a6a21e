//! What somebody reads who asks `holdfast` for what cannot be done: what was expected, what was
//! found, what to do, and nothing of what they typed.

#[path = "../../tests/src/plain.rs"]
mod plain;

use std::path::PathBuf;
use std::process::{Command, Stdio};

use plain::faults;

/// What is typed below, and must stand in no error.
const TYPED: [&str; 4] = ["Quarrington", "shopping list", "juniper", "grapefruit"];

/// A folder that is gone when the test is.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("holdfast-errors-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        Self(folder)
    }

    /// The exit code, and what was said to the person.
    fn holdfast(&self, words: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_holdfast"))
            .current_dir(&self.0)
            .env("HOLDFAST_RUNTIME", self.0.join("runtime"))
            .env_remove("HOLDFAST_DEVICE")
            .env_remove("HOLDFAST_PIN_FILE")
            .args(words)
            .stdin(Stdio::null())
            .output()
            .expect("the program runs");
        (output.status.code(), String::from_utf8(output.stderr).expect("text"))
    }

    fn done(&self, words: &[&str]) {
        let (code, said) = self.holdfast(words);
        assert_eq!(code, Some(0), "{words:?}: {said}");
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).expect("a file");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Olu's device, with one person on it; and files that are none of Holdfast's.
fn begun() -> Folder {
    let folder = Folder::new();
    folder.write("pin", "seven grey kittens\n");
    folder.write("wrong-pin", "seven blue kittens\n");
    folder.write("letter", "a shopping list: juniper berries\n");
    folder.write("shopping.json", "{\"shopping list\": [\"juniper\"]}");
    for device in ["olu", "ben"] {
        let name = if device == "olu" { "Olu Adeyemi" } else { "Ben Hartley" };
        let new = ["-d", device, "--pin-file", "pin", "device", "new"];
        let asking = format!("{device}.request");
        let named = ["--label", "a phone", "--name", name, "--request", asking.as_str()];
        folder.done(&[&new[..], &named].concat());
    }
    let create = ["-d", "olu", "organisation", "create", "--name", "Harbour Care"];
    let sheet = ["--owner", "Olu Adeyemi", "--sheet", "sheet", "--public", "root"];
    folder.done(&[&create[..], &sheet].concat());
    folder.done(&[
        "-d",
        "olu",
        "person",
        "new",
        "--preferred",
        "Pippa",
        "--full",
        "Pippa Quarrington",
    ]);
    folder.done(&["hub", "init", "--data", "hub", "--public", "hub.public"]);
    folder
}

/// Every wrong thing tried, and the exit code it ends with.
const WRONG: [(i32, &[&str]); 62] = [
    (1, &["status"]),
    (1, &["-d", "nowhere", "status"]),
    (1, &["-d", "olu", "person", "show", "grapefruit"]),
    (1, &["-d", "olu", "person", "import", "no-such-file.json"]),
    (1, &["-d", "olu", "person", "import", "shopping.json"]),
    (1, &["-d", "olu", "person", "import", "letter"]),
    (1, &["-d", "olu", "person", "edit", "Pippa", "grapefruit", "agent=latex"]),
    (1, &["-d", "olu", "person", "edit", "Pippa", "allergy", "grapefruit"]),
    (1, &["-d", "olu", "person", "edit", "Pippa", "allergy", "grapefruit=yes"]),
    (1, &["-d", "olu", "person", "edit", "Pippa", "allergy", "reaction=grapefruit"]),
    (1, &["-d", "olu", "person", "edit", "Pippa", "identity/nhs-number", "number=juniper"]),
    (1, &["-d", "olu", "person", "edit", "Pippa", "identity/date-of-birth", "date=juniper"]),
    (1, &["-d", "olu", "person", "confirm", "Pippa", "grapefruit", "--how", "phone"]),
    (1, &["-d", "olu", "person", "confirm", "Pippa", "all", "--how", "grapefruit"]),
    (1, &["-d", "olu", "person", "happened", "Pippa", "grapefruit"]),
    (1, &["-d", "olu", "person", "edit", "Pippa", "Pippa", "grapefruit=yes"]),
    (1, &["-d", "olu", "person", "remove", "Pippa", "grapefruit", "--why", "juniper"]),
    (1, &["-d", "olu", "person", "none-known", "Pippa", "grapefruit"]),
    (1, &["-d", "olu", "person", "none-known", "Pippa", "transfers"]),
    (1, &["-d", "olu", "person", "changes", "grapefruit"]),
    (1, &["-d", "olu", "person", "accept", "Pippa", "1"]),
    (1, &["-d", "olu", "person", "decline", "Pippa", "grapefruit", "--why", "juniper"]),
    (1, &["-d", "olu", "person", "entry-details", "Pippa", "--because", " "]),
    (1, &["-d", "olu", "visit", "entry-details", "Pippa"]),
    (1, &["-d", "olu", "visit", "wrong-person", "Pippa", "--why", "juniper"]),
    (1, &["-d", "olu", "visit", "times", "grapefruit"]),
    (1, &["-d", "olu", "visit", "plan", "Pippa", "--round", "grapefruit"]),
    (1, &["-d", "olu", "visit", "plan", "Pippa", "--pathway", "grapefruit"]),
    (1, &["-d", "olu", "visit", "plan", "Pippa", "--staff", "4000"]),
    (1, &["-d", "olu", "visit", "plan", "Pippa", "--window=-7"]),
    (1, &["-d", "olu", "visit", "plan", "Pippa", "--window=4000"]),
    (1, &["-d", "olu", "visit", "plan", "Pippa", "--in-minutes=999999999"]),
    (1, &["-d", "olu", "visit", "stand-down", "Pippa", "--why", "juniper"]),
    (1, &["-d", "olu", "assess", "Pippa", "--down", "grapefruit"]),
    (1, &["-d", "olu", "suggestion", "make", "Pippa", "juniper", "--about", "grapefruit"]),
    (1, &["-d", "olu", "suggestion", "accept", "grapefruit"]),
    (1, &["-d", "olu", "suggestion", "decline", "1", "--why", "juniper"]),
    (1, &["-d", "olu", "round", "new", " "]),
    (1, &["-d", "olu", "round", "add", "grapefruit", "--person", "Pippa"]),
    (1, &["-d", "olu", "policy", "show", "grapefruit"]),
    (1, &["-d", "olu", "policy", "set", "discharge", "grapefruit=juniper"]),
    (1, &["-d", "olu", "policy", "on-call", "grapefruit"]),
    (1, &["-d", "olu", "decision", "record", "juniper", "--why", "w", "--review-by", "grapefruit"]),
    (1, &["-d", "olu", "decision", "list", "--person", "grapefruit"]),
    (1, &["-d", "olu", "visit", "show", "7"]),
    (1, &["-d", "olu", "visit", "note", "7", "juniper"]),
    (1, &["-d", "olu", "visit", "start", "grapefruit"]),
    (1, &["-d", "olu", "visit", "plan", "Pippa", "--carer", "grapefruit"]),
    (1, &["-d", "olu", "dispute", "settle", "4", "--side", "1", "--why", "juniper"]),
    (
        1,
        &[
            "-d",
            "olu",
            "device",
            "enrol",
            "letter",
            "--role",
            "carer",
            "--name",
            "Ben",
            "--welcome",
            "welcome",
        ],
    ),
    (
        1,
        &[
            "-d",
            "olu",
            "device",
            "enrol",
            "ben.request",
            "--role",
            "grapefruit",
            "--name",
            "Ben",
            "--welcome",
            "welcome",
        ],
    ),
    (1, &["-d", "ben", "device", "join", "letter"]),
    (1, &["-d", "ben", "person", "new", "--preferred", "Pip", "--full", "Pip Hale"]),
    (1, &["-d", "olu", "bundle", "read", "letter"]),
    (1, &["-d", "olu", "sync"]),
    (
        1,
        &[
            "-d",
            "olu",
            "organisation",
            "create",
            "--name",
            "B",
            "--owner",
            "C",
            "--sheet",
            "again",
            "--public",
            "again.root",
        ],
    ),
    (
        1,
        &[
            "-d",
            "olu",
            "organisation",
            "hub",
            "--sheet",
            "letter",
            "--hub",
            "hub.public",
            "--address",
            "http://127.0.0.1:9",
        ],
    ),
    (
        1,
        &[
            "-d",
            "olu",
            "organisation",
            "hub",
            "--sheet",
            "sheet",
            "--hub",
            "letter",
            "--address",
            "http://127.0.0.1:9",
        ],
    ),
    (1, &["hub", "init", "--data", "hub", "--public", "hub.public"]),
    (1, &["hub", "run", "--data", "elsewhere", "--listen", "127.0.0.1:0"]),
    (1, &["hub", "run", "--data", "hub", "--root", "letter", "--listen", "127.0.0.1:0"]),
    (1, &["hub", "backup", "--data", "hub", "--root", "root", "copy"]),
];

#[test]
fn whatever_is_asked_wrongly_is_answered_so_that_a_person_can_use_it() {
    let folder = begun();
    let mut wrong = Vec::new();
    let mut judge = |code: i32, words: &[&str]| {
        let (ended, said) = folder.holdfast(words);
        // A hub says that it stops before it says why.
        let last = said.lines().last().unwrap_or_default();
        let text = last.strip_prefix("holdfast: ").unwrap_or_default();
        let mut faults = faults(text);
        if ended != Some(code) {
            faults.push("ends with another exit code");
        }
        if TYPED.iter().any(|typed| said.contains(typed)) {
            faults.push("repeats what was typed");
        }
        if !faults.is_empty() {
            wrong.push(format!("{words:?} ended with {ended:?}: {faults:?}\n    {said}"));
        }
    };
    for (code, words) in WRONG {
        judge(code, words);
    }
    let named = ["-d", "olu", "organisation", "hub", "--sheet", "sheet", "--hub", "hub.public"];
    folder.done(&[&named[..], &["--address", "http://127.0.0.1:9"]].concat());
    judge(4, &["-d", "olu", "sync"]);
    folder.done(&["-d", "olu", "device", "lock"]);
    judge(3, &["-d", "olu", "status"]);
    judge(3, &["-d", "olu", "--pin-file", "wrong-pin", "status"]);
    std::fs::remove_file(folder.0.join("olu.keystore")).expect("the keystore is there");
    judge(1, &["-d", "olu", "--pin-file", "pin", "status"]);
    std::fs::write(folder.0.join("olu/vault.db"), "a shopping list").expect("written over");
    judge(5, &["-d", "olu", "status"]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
