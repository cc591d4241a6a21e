//! Carol brings in what other vendors' systems really wrote: no allergy and no medicine is lost or
//! made up, and every word is either in the referral or listed as left out.
//!
//! What is expected comes from the raw JSON by the walker below. It shares no module with the
//! importer, reads the resources in the plainest way, and was written from the FHIR R4 pages.
//! The files live beside the repository (`../shared/data/ips`, or under `HOLDFAST_SHARED`); the
//! invented referrals of the demonstration are always read.

#![allow(clippy::unwrap_used, reason = "a test that finds nothing to unwrap has failed")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use holdfast_core::care::imported_document::{self, ImportedDocument};
use holdfast_core::care::summary::{
    Content, ImportAction, Look, Referral, Slot, Summary, Unmapped, import, plan_import,
};
use holdfast_core::care::{Fields, Pen, Put, Record};
use holdfast_exchange::read_fhir;
use holdfast_ledger::{MemberId, Timestamp};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use serde_json::Value;

/// Every file there is to read, with its name.
fn files() -> Vec<(String, Vec<u8>)> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let shared = std::env::var_os("HOLDFAST_SHARED")
        .map_or_else(|| repository.join("../shared"), PathBuf::from);
    let folders = [shared.join("data/ips"), repository.join("cli/demo/referrals")];
    let mut files = Vec::new();
    for folder in folders {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            eprintln!("*** {} is not here: its real summaries were NOT read ***", folder.display());
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "json") {
                let name = path.file_stem().unwrap().to_string_lossy().into_owned();
                files.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    assert!(files.len() >= 4, "the invented referrals are part of the repository");
    files
}

fn imported(name: &str, bytes: &[u8]) -> Referral {
    read_fhir(bytes).unwrap_or_else(|e| panic!("{name} was not read: {e}"))
}

// The walker: raw JSON only.

/// Every resource with the entry it came in.
fn resources(file: &Value) -> Vec<(&Value, &Value)> {
    let entries = file["entry"].as_array().unwrap();
    entries.iter().map(|entry| (entry, &entry["resource"])).collect()
}

fn of_type<'v>(file: &'v Value, kind: &str) -> Vec<&'v Value> {
    let of = |(_, r): (_, &'v Value)| (r["resourceType"] == kind).then_some(r);
    resources(file).into_iter().filter_map(of).collect()
}

/// Every name a coded element could go by: its words, its displays, its codes.
fn names(concept: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    names.extend(concept["text"].as_str().map(plain));
    for coding in concept["coding"].as_array().into_iter().flatten() {
        names.extend(coding["display"].as_str().map(plain));
        let code = coding["code"].as_str().unwrap_or_default();
        names.insert(plain(&format!(
            "code {code} in {}",
            coding["system"].as_str().unwrap_or_default()
        )));
    }
    names
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn has_code(concept: &Value, codes: &[&str]) -> bool {
    let codings = concept["coding"].as_array().into_iter().flatten();
    codings.filter_map(|c| c["code"].as_str()).any(|code| codes.contains(&code))
}

const NO_ALLERGIES: &[&str] =
    &["716186003", "409137002", "no-known-allergies", "no-allergy-info", "no-known-food-allergies"];
const NO_MEDICINES: &[&str] = &["787481004", "no-known-medications", "no-medication-info"];

/// Every allergy the file has, by its possible names.
fn expected_allergies(file: &Value) -> Vec<BTreeSet<String>> {
    of_type(file, "AllergyIntolerance")
        .into_iter()
        .filter(|a| !has_code(&a["verificationStatus"], &["refuted", "entered-in-error"]))
        .filter(|a| !has_code(&a["code"], NO_ALLERGIES))
        .map(|a| names(&a["code"]))
        .collect()
}

struct Drug {
    names: BTreeSet<String>,
    ended: bool,
    doses: Vec<String>,
}

/// Every medicine the file has: each statement, and each request no statement rests on.
fn expected_medicines(file: &Value) -> Vec<Drug> {
    let statements = of_type(file, "MedicationStatement");
    let mut drugs: Vec<Drug> = Vec::new();
    let mut rested_on = BTreeSet::new();
    for statement in statements {
        for basis in statement["basedOn"].as_array().into_iter().flatten() {
            rested_on.insert(basis["reference"].as_str().unwrap().to_owned());
        }
        drugs.extend(drug(file, statement, "dosage", &["completed", "stopped", "not-taken"]));
    }
    for request in of_type(file, "MedicationRequest") {
        let reference = format!("MedicationRequest/{}", request["id"].as_str().unwrap());
        if !rested_on.contains(&reference) {
            drugs.extend(drug(
                file,
                request,
                "dosageInstruction",
                &["completed", "stopped", "cancelled"],
            ));
        }
    }
    drugs
}

fn drug(file: &Value, resource: &Value, dosage: &str, over: &[&str]) -> Option<Drug> {
    let concept = match resource["medicationReference"]["reference"].as_str() {
        None => &resource["medicationCodeableConcept"],
        Some(reference) => &medication(file, resource, reference)["code"],
    };
    if has_code(concept, NO_MEDICINES) || resource["status"] == "entered-in-error" {
        return None;
    }
    let dosages = resource[dosage].as_array().into_iter().flatten();
    Some(Drug {
        names: names(concept),
        ended: over.contains(&resource["status"].as_str().unwrap()),
        doses: dosages.filter_map(|d| d["text"].as_str().map(plain)).collect(),
    })
}

fn medication<'v>(file: &'v Value, resource: &'v Value, reference: &str) -> &'v Value {
    if let Some(id) = reference.strip_prefix('#') {
        let contained = resource["contained"].as_array().unwrap();
        return contained.iter().find(|c| c["id"] == id).unwrap();
    }
    let fits = |(entry, r): &(&Value, &Value)| {
        let id = format!("Medication/{}", r["id"].as_str().unwrap_or_default());
        r["resourceType"] == "Medication" && (entry["fullUrl"] == reference || id == reference)
    };
    resources(file).into_iter().find(fits).expect("the medication is in the file").1
}

// What came in.

fn came_in(referral: &Referral, slot: Slot, name: &str, dose: &str) -> Vec<(String, String)> {
    let text = |content: &Content, field| plain(&content.get(field).unwrap_or_default());
    referral.of_slot(slot).map(|i| (text(&i.content, name), text(&i.content, dose))).collect()
}

/// Takes out what fits each expected one; gives what is missing and what is too many.
fn differ(
    expected: Vec<Drug>,
    mut found: Vec<(String, String)>,
) -> (Vec<Drug>, Vec<(String, String)>) {
    let missing = expected
        .into_iter()
        .filter(|drug| {
            let fits = |(name, dose): &(String, String)| {
                drug.names.contains(name) && drug.doses.iter().all(|d| dose.contains(d.as_str()))
            };
            match found.iter().position(fits) {
                Some(at) => {
                    found.remove(at);
                    false
                }
                None => true,
            }
        })
        .collect();
    (missing, found)
}

#[test]
fn no_allergy_is_lost_or_made_up() {
    for (name, bytes) in files() {
        let file: Value = serde_json::from_slice(&bytes).unwrap();
        let expected: Vec<Drug> = expected_allergies(&file)
            .into_iter()
            .map(|names| Drug { names, ended: false, doses: Vec::new() })
            .collect();
        let found = came_in(&imported(&name, &bytes), Slot::Allergy, "agent", "reaction");
        let (missing, made_up) = differ(expected, found);
        assert_eq!(missing.len(), 0, "{name}: allergies lost");
        assert_eq!(made_up, [], "{name}: allergies made up");
    }
}

#[test]
fn no_medicine_is_lost_or_made_up_and_ended_ones_stand_apart() {
    for (name, bytes) in files() {
        let file: Value = serde_json::from_slice(&bytes).unwrap();
        let referral = imported(&name, &bytes);
        let (ended, current): (Vec<Drug>, Vec<Drug>) =
            expected_medicines(&file).into_iter().partition(|drug| drug.ended);
        for (expected, slot) in [(current, Slot::Medicine), (ended, Slot::EndedMedicine)] {
            let found = came_in(&referral, slot, "name", "dose");
            let (missing, made_up) = differ(expected, found);
            let missing: Vec<_> =
                missing.into_iter().map(|drug| (drug.names, drug.doses)).collect();
            assert_eq!(missing, [], "{name}: {slot:?} lost");
            assert_eq!(made_up, [], "{name}: {slot:?} made up");
        }
    }
}

/// What each file says of there being none, read off the files by eye.
#[test]
fn absence_means_what_each_file_says_and_nothing_more() {
    let by_eye = [
        ("au-referral-curated", Some("none known"), None),
        ("de-advance-directive", Some("unavailable"), Some("unavailable")),
        ("doreen-pike", None, Some("unavailable")),
        ("imran-sheikh", Some("no information"), None),
        ("margaret-hale", None, None),
        ("nz-aaa1234", Some("none known"), Some("none known")),
        ("uk-nhsx-example-01", None, None),
        ("us-epic-empty-reason", Some("none known"), Some("not asked")),
        ("us-med-statements", Some("unavailable"), None),
        ("us-meditech-2", None, None),
        ("winston-clarke", Some("none known"), None),
    ];
    for (name, bytes) in files() {
        let Some((_, allergies, medicines)) = by_eye.iter().find(|(of, ..)| *of == name) else {
            panic!("{name} is new: look at it and add what it says");
        };
        let referral = imported(&name, &bytes);
        let says = |slot: Slot| {
            let mut said = referral.of_slot(slot).map(|i| i.content.get("says").unwrap());
            let first = said.next();
            assert_eq!(said.next(), None, "{name}: two statements about one list");
            first
        };
        assert_eq!(says(Slot::AllergiesStatement).as_deref(), *allergies, "{name}");
        assert_eq!(says(Slot::MedicinesStatement).as_deref(), *medicines, "{name}");
    }
}

#[test]
fn who_it_is_about_is_read_as_it_is_written() {
    for (name, bytes) in files() {
        let file: Value = serde_json::from_slice(&bytes).unwrap();
        let patient = of_type(&file, "Patient")[0];
        let referral = imported(&name, &bytes);
        let one = |slot: Slot, field: &str| {
            referral.of_slot(slot).next().and_then(|i| i.content.get(field))
        };
        assert_eq!(
            one(Slot::DateOfBirth, "date").as_deref(),
            patient["birthDate"].as_str(),
            "{name}"
        );
        let full = one(Slot::FullName, "name").unwrap();
        let family = patient["name"][0]["family"].as_str().unwrap();
        assert!(full.contains(family), "{name}: the family name is missing");
        let numbers = patient["identifier"].as_array().into_iter().flatten();
        let nhs = numbers
            .filter(|i| i["system"] == "https://fhir.nhs.uk/Id/nhs-number")
            .map(|i| i["value"].as_str().unwrap().to_owned())
            .next();
        let read = one(Slot::NhsNumber, "number").map(|n| n.replace(' ', ""));
        assert_eq!(read, nhs, "{name}: NHS number");
    }
}

/// What a summary and the list of what came in hold after an import.
fn written(puts: Vec<Put>) -> Fields {
    puts.into_iter().map(|put| (put.key, vec![put.value])).collect()
}

#[test]
fn everything_comes_in_unconfirmed_and_a_second_time_changes_nothing() {
    let mut random = ChaCha20Rng::seed_from_u64(7);
    let mut pen = Pen {
        member: MemberId([1; 16]),
        written: Timestamp(1_768_000_000_000),
        random: &mut random,
    };
    for (name, bytes) in files() {
        let referral = imported(&name, &bytes);
        let first = plan_import(&Summary::default(), &referral);
        let puts = import(&first, referral.document, &mut pen);
        assert_eq!(puts.len(), referral.items.len(), "{name}: an item did not find its place");
        let summary = Summary::read(&written(puts));
        assert_eq!(summary.unreadable, [], "{name}");
        let mut confirmed = 0;
        for (_, value) in summary.values() {
            value.envelopes(&mut |envelope| confirmed += usize::from(envelope.confirmed.is_some()));
        }
        assert_eq!(confirmed, 0, "{name}: something came in confirmed");
        for action in plan_import(&summary, &referral) {
            assert!(matches!(action, ImportAction::Unchanged { .. }), "{name}: {action:?}");
        }
    }
}

#[test]
fn what_did_not_map_is_kept_word_for_word() {
    let mut random = ChaCha20Rng::seed_from_u64(7);
    let mut pen = Pen {
        member: MemberId([1; 16]),
        written: Timestamp(1_768_000_000_000),
        random: &mut random,
    };
    for (name, bytes) in files() {
        let referral = imported(&name, &bytes);
        let puts = imported_document::puts(&referral, &mut pen);
        let largest = puts.iter().map(|put| put.value.len()).max().unwrap();
        assert!(largest < 96 * 1024, "{name}: {largest} bytes in one part of a save");
        let kept = ImportedDocument::read(&written(puts));
        assert_eq!(kept.unreadable, [], "{name}");
        let raw = |u: &&Unmapped| u.raw.is_some();
        assert_eq!(kept.unmapped.len(), referral.unmapped.len(), "{name}");
        assert_eq!(referral.unmapped.iter().filter(raw).count(), kept.unmapped.len(), "{name}");
        let with_raw = kept.unmapped.iter().filter_map(|k| k.content()).filter(|k| k.raw.is_some());
        assert_eq!(with_raw.count(), kept.unmapped.len(), "{name}: something was not kept");
        assert_eq!(kept.passages.len(), referral.narratives.len(), "{name}");
    }
}

// Every word.

/// Everything a person can read in the referral, in one text.
fn readable(referral: &Referral) -> String {
    let mut words: Vec<String> = Vec::new();
    for item in &referral.items {
        words.extend(item.content.filled().into_iter().map(|(_, text)| text));
    }
    for narrative in &referral.narratives {
        words.extend(narrative.title.iter().map(ToString::to_string));
        words.push(narrative.words.to_string());
    }
    words.extend(referral.title.iter().chain(&referral.from).map(ToString::to_string));
    plain(&words.join("\n"))
}

/// Every text a person wrote, with its path; what stands in a reference or a status is none.
fn texts<'v>(value: &'v Value, path: &str, out: &mut Vec<(String, &'v str, &'v str)>) {
    const WRITTEN: &[&str] = &[
        "text",
        "display",
        "title",
        "description",
        "family",
        "given",
        "prefix",
        "line",
        "city",
        "postalCode",
        "patientInstruction",
        "div",
        "value",
        "unit",
        "valueString",
    ];
    const NOT_WORDS: &[&str] =
        &["clinicalStatus", "verificationStatus", "emptyReason", "extension"];
    match value {
        Value::Object(members) => {
            let is_reference = members.contains_key("reference");
            for (name, member) in members {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                if NOT_WORDS.contains(&name.as_str()) || (is_reference && name == "display") {
                    continue;
                }
                match member {
                    Value::String(text) if WRITTEN.contains(&name.as_str()) => {
                        out.push((path, name, text));
                    }
                    Value::Array(items) if WRITTEN.contains(&name.as_str()) => {
                        for (i, item) in items.iter().enumerate() {
                            out.extend(
                                item.as_str().map(|t| (format!("{path}[{i}]"), name.as_str(), t)),
                            );
                        }
                    }
                    _ => texts(member, &path, out),
                }
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                texts(item, &format!("{path}[{i}]"), out);
            }
        }
        _ => {}
    }
}

/// The words of a text; of XHTML, what stands outside tags.
fn words(name: &str, text: &str) -> Vec<String> {
    let text = match name {
        "div" => text
            .split('<')
            .map(|p| p.split_once('>').map_or(p, |(_, after)| after))
            .collect::<Vec<_>>()
            .join(" "),
        _ => text.trim_start_matches("tel:").to_owned(),
    };
    let text =
        text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'");
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_word_is_in_the_referral_or_listed_as_left_out() {
    let mut lost_at = Vec::new();
    for (name, bytes) in files() {
        let file: Value = serde_json::from_slice(&bytes).unwrap();
        let referral = imported(&name, &bytes);
        let listed: BTreeSet<&str> =
            referral.unmapped.iter().flat_map(|u| u.paths.iter().map(|p| p.as_str())).collect();
        let all = readable(&referral);
        let known: BTreeSet<&str> = all.split(|c: char| !c.is_alphanumeric()).collect();
        let digits: String = all.chars().filter(char::is_ascii_digit).collect();
        let mut written = Vec::new();
        texts(&file, "", &mut written);
        assert!(written.len() > 20, "{name}: the walker found no words");
        for (path, element, text) in written {
            let prefixes = path.match_indices(['.', '[']).map(|(i, _)| &path[..i]);
            if prefixes.chain([path.as_str()]).any(|prefix| listed.contains(prefix)) {
                continue;
            }
            let lost = |word: &String| !known.contains(word.as_str()) && !digits.contains(word);
            if words(element, text).iter().any(lost) {
                lost_at.push(format!("{name}: {path}"));
            }
        }
    }
    assert_eq!(lost_at, Vec::<String>::new(), "words neither in the referral nor listed");
}

#[test]
fn what_did_not_map_is_listed_and_what_must_be_looked_at_comes_first() {
    for (name, bytes) in files() {
        let referral = imported(&name, &bytes);
        assert!(!referral.unmapped.is_empty(), "{name}: nothing is listed");
        let looks: Vec<Look> = referral.unmapped.iter().map(|u| u.look).collect();
        assert!(looks.is_sorted(), "{name}: what must be looked at is not first");
        let kinds: BTreeSet<String> = {
            let file: Value = serde_json::from_slice(&bytes).unwrap();
            let kinds = ["Immunization", "Procedure", "Encounter", "Device"];
            kinds
                .iter()
                .filter(|k| !of_type(&file, k).is_empty())
                .map(|k| (*k).to_owned())
                .collect()
        };
        for kind in kinds {
            let named = referral.unmapped.iter().any(|u| u.what.as_str() == kind);
            assert!(named, "{name}: {kind} is neither read nor listed");
        }
    }
}

#[test]
fn an_advance_decision_about_somebody_who_is_not_in_the_file_is_not_hers() {
    let Some((name, bytes)) = files().into_iter().find(|(n, _)| n == "de-advance-directive") else {
        return eprintln!("*** the real summaries are not here: NOT tested ***");
    };
    let referral = imported(&name, &bytes);
    assert_eq!(referral.of_slot(Slot::Dnacpr).count(), 0);
    let first = &referral.unmapped[0];
    assert_eq!((first.what.as_str(), first.look), ("Consent", Look::First));
    let says = "This patient elects 'do not resuscitate' as of 2021-09-01";
    assert!(referral.narratives.iter().any(|n| n.words.as_str() == says));
}

/// Whatever becomes of a real file on its way, reading it never panics, and what is still read is
/// never confirmed and never without a list of what did not map.
#[test]
fn a_damaged_file_is_refused_or_read_but_never_a_panic() {
    let mut random = ChaCha20Rng::seed_from_u64(2026);
    let mut number = |below: usize| usize::try_from(random.next_u64() % below as u64).unwrap();
    let mut read = 0;
    for (name, bytes) in files() {
        for _ in 0..24 {
            let mut damaged = bytes.clone();
            for _ in 0..=number(6) {
                let at = number(damaged.len());
                match number(4) {
                    0 => damaged[at] = u8::try_from(number(256)).unwrap(),
                    1 => drop(damaged.drain(at..(at + number(40)).min(damaged.len()))),
                    2 => damaged[at] = b"{}[]\",:0tfn"[number(11)],
                    _ => {
                        let piece: Vec<u8> =
                            damaged[at..(at + number(200)).min(damaged.len())].to_vec();
                        let to = number(damaged.len());
                        damaged.splice(to..to, piece);
                    }
                }
            }
            if let Ok(referral) = read_fhir(&damaged) {
                assert!(!referral.unmapped.is_empty(), "{name}");
                read += 1;
            }
        }
    }
    assert!(read > 0, "every damaged file was refused: nothing was tried");
}
