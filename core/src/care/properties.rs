//! What holds for any bytes, any damage and any order of arrival.

use proptest::prelude::*;

use super::assessment::{Asked, AskedTask, assess};
use super::canonical;
use super::definition::{Need, Value as _};
use super::fields::{Fields, Record as _};
use super::imported_document::ImportedDocument;
use super::number::Staff;
use super::policy::Policy;
use super::readable::Readable;
use super::section_state::Now;
use super::summary::{Content, Shape, Slot, Summary};
use super::summary_scene::{SUNDAY_NIGHT, Scene};
use super::task::TaskKind;
use super::{Assessment, FieldInfo, since};

/// A text that a field takes, by what it says it accepts.
fn accepted(field: &FieldInfo) -> String {
    let words = field.accepted.split("; several").next().unwrap_or_default();
    if let Some(words) = words.strip_prefix("one of: ") {
        return words.split(" / ").next().unwrap_or_default().to_owned();
    }
    if let Some(range) = words.strip_prefix("a whole number from ") {
        return range.split(' ').next().unwrap_or_default().to_owned();
    }
    let example = match words.split(' ').take(2).collect::<Vec<_>>().join(" ").as_str() {
        "a date" => "1941-03-07",
        "a time" => "08:00",
        "days and" => "mon-fri 09:00-17:00",
        "a name" => "Sam Okoro, mobile 07700 900123",
        "a way" => "mobile 07700 900123",
        "an NHS" => "943 476 5919",
        "an encoded" => "00ff",
        "a line" | "words (at" => "some words",
        other => panic!("no example for {other}"),
    };
    example.to_owned()
}

fn filled(slot: Slot) -> Content {
    let fields = slot.fields();
    let texts: Vec<(&str, String)> =
        fields.iter().map(|field| (field.name, accepted(field))).collect();
    let texts: Vec<(&str, &str)> =
        texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Content::from_texts(slot, &texts).expect("what a field says it accepts, it accepts")
}

#[test]
fn every_field_of_every_kind_is_set_from_text_and_comes_back_from_text_json_and_bytes() {
    for slot in Slot::ALL {
        let content = filled(*slot);
        let fields = slot.fields();
        assert_eq!(content.filled().len(), fields.len(), "{slot}");
        let mut again = content.clone();
        for field in &fields {
            let text = content.get(field.name).expect("a field of it");
            again.set(field.name, &text).expect("its own text");
            let empty = again.set(field.name, "");
            assert_eq!(empty.is_err(), field.need == Need::Required, "{slot} {}", field.name);
            again.set(field.name, &text).expect("its own text");
            assert!(again.set("no such field", &text).is_err());
        }
        assert_eq!(again, content, "{slot}");
        let json = serde_json::to_string(&content).expect("json");
        assert_eq!(serde_json::from_str::<Content>(&json).expect("json"), content, "{slot}");
        assert_eq!(Content::from_bytes(&content.to_bytes()), Ok(content));
    }
}

#[test]
fn every_key_belongs_to_its_kind_and_codes_are_unique() {
    for slot in Slot::ALL {
        let key = match slot.shape() {
            Shape::Many => format!("{slot}/x"),
            Shape::One | Shape::Plain | Shape::Apart => slot.to_string(),
        };
        assert_eq!(Slot::of_key(&key), Some(*slot));
        assert_eq!(Slot::from_code(slot.code()), Some(*slot));
        assert_eq!(Slot::parse(slot.word()), Ok(*slot));
        assert_eq!(slot.statement().and_then(Slot::stated_about), slot.statement().map(|_| *slot));
    }
    assert_eq!(Slot::of_key("medicine"), None);
    assert_eq!(Slot::of_key("medicine/"), None);
}

/// Everything there is to do with a summary of these fields: none of it may panic.
fn read_all(fields: &Fields) -> (Summary, Assessment) {
    let summary = Summary::read(fields);
    let form = summary.readable();
    let readable = Readable::from_bytes(&form).expect("its own form");
    assert_eq!(readable.to_bytes(), form);
    since::since(None, &form).expect("its own form");
    super::paramedic::for_a_paramedic(&summary, &Default::default());
    serde_json::to_string(&summary).expect("json");
    let asked = Asked {
        tasks: TaskKind::ALL
            .iter()
            .map(|kind| AskedTask {
                key: format!("task/{}", kind.code()),
                kind: *kind,
                medicine: None,
                staff: None,
            })
            .collect(),
        ..Asked::default()
    };
    let one = Staff::new(1).expect("one");
    let assessment = assess(&summary, &asked, one, &Policy::default(), Now::sure(SUNDAY_NIGHT));
    let bytes = canonical::to_bytes(&assessment);
    assert_eq!(canonical::from_bytes::<Assessment>(&bytes).as_ref(), Ok(&assessment));
    (summary, assessment)
}

fn any_fields() -> impl Strategy<Value = Fields> {
    let slot = prop::sample::select(Slot::ALL.to_vec());
    let value = prop::collection::vec(any::<u8>(), 0..80);
    let entry = (slot, "[a-z]{0,3}", prop::collection::vec(value, 0..3));
    prop::collection::vec(entry, 0..12).prop_map(|entries| {
        entries
            .into_iter()
            .map(|(slot, id, values)| match slot.shape() {
                Shape::Many => (format!("{slot}/{id}"), values),
                _ => (slot.to_string() + &id, values),
            })
            .collect()
    })
}

/// The fields of a complete summary, with several values at some keys.
fn valid_fields() -> Fields {
    let mut scene = Scene::complete();
    scene.dispute("mobility/staff-needed", &[("number", "2")], &[("number", "3")]);
    let allergy = scene.summary().allergies[0].key().to_owned();
    scene.dispute(&allergy, &[("agent", "Penicillin")], &[("agent", "Latex")]);
    scene.add(Slot::EntryDetails, &[("way_in", "Key safe"), ("code", "4711")]);
    scene.fields
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn arbitrary_bytes_never_panic_and_are_all_accounted_for(fields in any_fields()) {
        let (summary, _) = read_all(&fields);
        let values: usize = fields.values().map(Vec::len).sum();
        prop_assert_eq!(summary.unreadable.len(), values, "arbitrary bytes are no item");
        Policy::read(&fields);
        ImportedDocument::read(&fields);
    }

    #[test]
    fn arbitrary_bytes_are_no_readable_form(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(form) = Readable::from_bytes(&bytes) {
            prop_assert_eq!(form.to_bytes(), bytes.clone());
        }
        let _ = since::since(None, &bytes);
        let _ = Content::from_bytes(&bytes);
        let _ = canonical::from_bytes::<Assessment>(&bytes);
    }

    #[test]
    fn one_damaged_byte_costs_one_value_at_most(key in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut fields = valid_fields();
        let values: usize = fields.values().map(Vec::len).sum();
        let count = fields.len();
        let value = &mut fields.values_mut().nth(key.index(count)).expect("a key")[0];
        let at = at.index(value.len());
        value[at] = byte;
        let (summary, _) = read_all(&fields);
        prop_assert!(summary.unreadable.len() <= 1);
        let writings: usize = Slot::ALL
            .iter()
            .flat_map(|slot| fields.keys().filter(move |key| Slot::of_key(key) == Some(*slot)))
            .filter_map(|key| summary.at(key))
            .map(|(_, at)| at.writings.len())
            .sum();
        prop_assert_eq!(writings + summary.unreadable.len(), values);
    }

    #[test]
    fn a_damaged_readable_form_is_refused_or_is_another_form(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut form = Summary::read(&valid_fields()).readable();
        let at = at.index(form.len());
        form[at] = byte;
        if let Ok(read) = Readable::from_bytes(&form) {
            prop_assert_eq!(read.to_bytes(), form);
        }
    }

    #[test]
    fn the_order_of_concurrent_values_changes_nothing(seed in any::<u64>()) {
        let fields = valid_fields();
        let mut turned = fields.clone();
        for values in turned.values_mut() {
            let by = usize::try_from(seed % 7).expect("small") % values.len().max(1);
            values.rotate_left(by);
        }
        let (one, other) = (read_all(&fields), read_all(&turned));
        prop_assert_eq!(one.0.readable(), other.0.readable());
        prop_assert_eq!(one, other);
    }
}
