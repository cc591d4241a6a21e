//! Whatever arrives, reading it never panics, accounts for every value, and lets no markup through.

use std::collections::HashSet;

use proptest::prelude::*;
use serde_json::Value;

use crate::element::Element;
use crate::read::{grow, read_tree};
use crate::tree::Mark;

const SAMPLES: [&str; 4] = [
    include_str!("../../../cli/demo/referrals/margaret-hale.json"),
    include_str!("../../../cli/demo/referrals/winston-clarke.json"),
    include_str!("../../../cli/demo/referrals/doreen-pike.json"),
    include_str!("../../../cli/demo/referrals/imran-sheikh.json"),
];

/// Reads bytes; where they are a referral, checks the account and the words.
fn read_and_check(bytes: &[u8]) {
    let Ok(tree) = grow(bytes) else { return };
    let Ok((found, left)) = read_tree(&tree) else { return };
    for section in &found.sections {
        let tags = ["<div", "<b", "<p", "<script", "</", "<!"];
        assert!(!tags.iter().any(|tag| section.text.contains(tag)), "markup in a section");
    }
    let listed: HashSet<&str> =
        left.iter().flat_map(|l| l.paths.iter().map(String::as_str)).collect();
    account(Element::root(&tree), false, &listed);
}

/// Every simple value was either read or stands under exactly one listed path, never both.
fn account(element: Element<'_>, above: bool, listed: &HashSet<&str>) {
    let path = element.path();
    let here = listed.contains(path.as_str()) && !path.is_empty();
    assert!(!(above && here), "listed twice: {path}");
    let covered = above || here;
    if element.as_written().is_some() && element.name() != "resourceType" {
        let read = element.mark() == Mark::Read;
        assert!(read != covered, "{}: {path}", if read { "read and listed" } else { "lost" });
    }
    element.children().for_each(|child| account(child, covered, listed));
}

#[test]
fn every_value_of_every_example_is_accounted_for() {
    for sample in SAMPLES {
        read_and_check(sample.as_bytes());
    }
}

/// A change to one place in a JSON document.
#[derive(Debug, Clone)]
enum Change {
    Replace(Value),
    Remove,
    Repeat,
    Rename(String),
}

fn change() -> impl Strategy<Value = Change> {
    let value = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[<>&/#a-z0-9 -]{0,12}".prop_map(Value::from),
        Just(serde_json::json!([])),
        Just(serde_json::json!({})),
        Just(serde_json::json!([{"code": "x"}, "y", null])),
        Just(serde_json::json!({"coding": [{"code": "entered-in-error"}]})),
        Just(serde_json::json!({"reference": "#"})),
    ];
    prop_oneof![
        4 => value.prop_map(Change::Replace),
        2 => Just(Change::Remove),
        1 => Just(Change::Repeat),
        1 => prop_oneof![Just("modifierExtension"), Just("contained"), Just("extension"), Just("resourceType")]
            .prop_map(|name| Change::Rename(name.to_owned())),
    ]
}

/// Applies a change at the `nth` value, counted through the document.
fn apply(value: &mut Value, nth: &mut usize, change: &Change) {
    match value {
        Value::Array(items) => {
            if let Some(i) = reached(items.len(), nth) {
                match change {
                    Change::Replace(new) => items[i] = new.clone(),
                    Change::Remove => drop(items.remove(i)),
                    Change::Repeat | Change::Rename(_) => items.push(items[i].clone()),
                }
                return;
            }
            items.iter_mut().for_each(|item| apply(item, nth, change));
        }
        Value::Object(members) => {
            if let Some(i) = reached(members.len(), nth) {
                let name = members.keys().nth(i).expect("reached says it is there").clone();
                match change {
                    Change::Replace(new) => drop(members.insert(name, new.clone())),
                    Change::Remove => drop(members.remove(&name)),
                    Change::Repeat => {}
                    Change::Rename(new) => {
                        let old = members.remove(&name).expect("it was found by this name");
                        members.insert(new.clone(), old);
                    }
                }
                return;
            }
            members.values_mut().for_each(|member| apply(member, nth, change));
        }
        _ => {}
    }
}

/// Whether the count ends among these `len` values; counts them otherwise.
fn reached(len: usize, nth: &mut usize) -> Option<usize> {
    if *nth < len {
        let i = *nth;
        *nth = usize::MAX;
        return Some(i);
    }
    if *nth != usize::MAX {
        *nth -= len;
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read_and_check(&bytes);
    }

    #[test]
    fn arbitrary_narrative_never_panics_and_keeps_no_tag(text in "(<|>|/|&|;|#|x|script|div|'|\"|[a-z ]|\u{e9}){0,40}") {
        if let Some(words) = crate::narrative::plain(&text) {
            prop_assert!(!words.contains("<div") && !words.contains("<script") && !words.contains("</"));
        }
    }

    #[test]
    fn a_referral_with_changed_values_is_accounted_for(
        sample in 0..SAMPLES.len(),
        changes in proptest::collection::vec((0usize..700, change()), 1..6),
    ) {
        let mut file: Value = serde_json::from_str(SAMPLES[sample]).expect("an example is JSON");
        for (nth, change) in changes {
            apply(&mut file, &mut nth.clone(), &change);
        }
        read_and_check(file.to_string().as_bytes());
    }

    #[test]
    fn a_referral_with_changed_bytes_never_panics(
        sample in 0..SAMPLES.len(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<proptest::sample::Index>(),
        whole in any::<bool>(),
    ) {
        let mut bytes = SAMPLES[sample].as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()));
        }
        read_and_check(&bytes);
    }
}
