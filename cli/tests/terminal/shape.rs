//! The shapes that `docs/cli.md` gives for programs, and whether something has one.
//!
//! `name`: a value, or null where it is not known. `name[a, b]`: a list of objects with just these
//! fields. `name[]`: a list of values. `name{}`: an object whose fields stand elsewhere in the docs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// What a field holds.
#[derive(Debug)]
enum Holds {
    Value,
    Object,
    Values,
    Objects { fields: Fields, filled: bool },
}

type Fields = BTreeMap<String, Holds>;

/// What a command says to a program.
#[derive(Debug)]
pub struct Shape(Fields);

/// Every command with its shape, from the table.
pub fn documented() -> BTreeMap<String, Shape> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/cli.md");
    let docs = fs::read_to_string(path).expect("docs/cli.md is there");
    let rows = docs.lines().filter_map(|line| line.strip_prefix("| `"));
    let mut all = BTreeMap::new();
    for row in rows {
        let (commands, shape) = row.split_once("` | `").expect("two cells in backticks");
        let shape = shape.trim_end_matches(['|', ' ', '`']);
        for command in commands.split("`, `") {
            let mut rest = shape;
            all.insert(command.to_owned(), Shape(fields(&mut rest)));
            assert!(rest.is_empty(), "expected fields, found {rest:?} in the row of {command}");
        }
    }
    assert!(all.len() > 40, "{} rows", all.len());
    all
}

fn fields(rest: &mut &str) -> Fields {
    let mut found = Fields::new();
    loop {
        let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        *rest = after;
        if name.is_empty() {
            return found;
        }
        found.insert(name.to_owned(), holds(rest));
        match rest.strip_prefix(", ") {
            Some(after) => *rest = after,
            None => return found,
        }
    }
}

fn holds(rest: &mut &str) -> Holds {
    if let Some(after) = rest.strip_prefix("{}") {
        *rest = after;
        return Holds::Object;
    }
    if let Some(after) = rest.strip_prefix("[]") {
        *rest = after;
        return Holds::Values;
    }
    let Some(after) = rest.strip_prefix('[') else { return Holds::Value };
    *rest = after;
    let fields = fields(rest);
    *rest = rest.strip_prefix(']').expect("a list's fields end with a bracket");
    Holds::Objects { fields, filled: false }
}

impl Shape {
    /// What of it is not so.
    pub fn faults(&mut self, said: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        if !said["says"].is_array() {
            faults.push("says: expected what people would read".to_owned());
        }
        compare("", &mut self.0, said, &mut faults);
        faults
    }

    /// The lists that never had anything in them.
    pub fn never_filled(&self) -> Vec<&str> {
        let empty = self
            .0
            .iter()
            .filter(|(_, holds)| matches!(holds, Holds::Objects { filled: false, .. }));
        empty.map(|(name, _)| name.as_str()).collect()
    }
}

fn compare(within: &str, fields: &mut Fields, said: &Value, faults: &mut Vec<String>) {
    let Some(object) = said.as_object() else {
        faults.push(format!("{within}expected an object"));
        return;
    };
    for name in object.keys().filter(|name| *name != "says" || !within.is_empty()) {
        if !fields.contains_key(name) {
            faults.push(format!("{within}{name}: not in docs/cli.md"));
        }
    }
    for (name, holds) in fields {
        let Some(value) = object.get(name) else {
            faults.push(format!("{within}{name}: not said"));
            continue;
        };
        let right = match (&mut *holds, value) {
            (Holds::Value, value) => !value.is_array() && !value.is_object(),
            (Holds::Object, value) => value.is_object() || value.is_null(),
            (Holds::Values, value) => {
                value.as_array().is_some_and(|all| all.iter().all(|one| !one.is_object()))
            }
            (Holds::Objects { fields, filled }, Value::Array(all)) => {
                *filled |= !all.is_empty();
                for one in all {
                    compare(&format!("{within}{name}: "), fields, one, faults);
                }
                true
            }
            (Holds::Objects { .. }, _) => false,
        };
        if !right {
            faults.push(format!("{within}{name}: expected another kind of value"));
        }
    }
}
