//! What coordinators rely on when Carol brings in a referral, told with small files.
//! The real summaries are read in the workspace's `tests` crate, against lists made another way.

use holdfast_core::care::summary::Slot;
use serde_json::{Value, json};

use crate::absence::{Meaning, Topic};
use crate::account::Left;
use crate::error::FhirError;
use crate::medicine::{Ending, Medicine, Standing};
use crate::reading::Found;

mod doubts;

fn read(file: &Value) -> Result<(Found, Vec<Left>), FhirError> {
    crate::read::read(file.to_string().as_bytes())
}

/// Peggy's referral: a collection with her and these resources.
fn of_peggy(resources: &[Value]) -> Value {
    let peggy = json!({
        "resourceType": "Patient", "id": "peggy",
        "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "999 040 2108"}],
        "name": [{"use": "official", "given": ["Margaret"], "family": "Hale"},
                 {"use": "nickname", "given": ["Peggy"]}],
        "birthDate": "1941-03-07"
    });
    let entries: Vec<Value> = std::iter::once(&peggy)
        .chain(resources)
        .map(|r| json!({"fullUrl": url(r), "resource": r}))
        .collect();
    json!({"resourceType": "Bundle", "type": "collection", "timestamp": "2026-01-12T10:00:00Z",
           "entry": entries})
}

fn url(resource: &Value) -> String {
    let part = |name: &str| resource[name].as_str().unwrap_or("x").to_owned();
    format!("https://example.org/fhir/{}/{}", part("resourceType"), part("id"))
}

/// A resource about Peggy with these elements.
fn about_peggy(kind: &str, id: &str, elements: Value) -> Value {
    let mut resource = elements;
    let subject =
        if kind == "AllergyIntolerance" || kind == "Consent" { "patient" } else { "subject" };
    resource["resourceType"] = json!(kind);
    resource["id"] = json!(id);
    resource[subject] = json!({"reference": "Patient/peggy"});
    resource
}

fn allergy(id: &str, elements: Value) -> Value {
    about_peggy("AllergyIntolerance", id, elements)
}

fn looks(left: &[Left]) -> Vec<(&str, &str)> {
    left.iter().filter(|l| l.look).map(|l| (l.paths[0].as_str(), l.why.as_str())).collect()
}

fn current(found: &Found) -> Vec<&str> {
    let of = found.medicines.iter().filter(|m| m.standing == Standing::Current);
    of.map(|m| m.name.as_str()).collect()
}

fn ended(found: &Found) -> Vec<(&str, Ending)> {
    let of = |m: &'_ Medicine| match m.standing {
        Standing::Ended(ending) => Some(ending),
        Standing::Current => None,
    };
    found.medicines.iter().filter_map(|m| Some((m.name.as_str(), of(m)?))).collect()
}

#[test]
fn silence_about_allergies_stays_silence() {
    let (found, _) = read(&of_peggy(&[])).unwrap();
    assert!(found.allergies.is_empty());
    assert!(found.absences.is_empty());
    let person = found.person.unwrap();
    assert_eq!(person.full_name.as_deref(), Some("Margaret Hale"));
    assert_eq!(person.preferred_name.as_deref(), Some("Peggy"));
    assert_eq!(person.nhs_number.as_deref(), Some("9990402108"));
}

#[test]
fn what_is_said_about_absence_is_kept_as_it_is_said() {
    let none = allergy(
        "a",
        json!({"code": {"coding": [
        {"system": "http://snomed.info/sct", "code": "716186003"}], "text": "No known allergy"}}),
    );
    let food = allergy(
        "b",
        json!({"code": {"coding": [
        {"system": "http://snomed.info/sct", "code": "429625007", "display": "No known food allergy"}]}}),
    );
    let unknown = about_peggy(
        "MedicationStatement",
        "c",
        json!({"status": "unknown",
        "medicationCodeableConcept": {"coding": [{
            "system": "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips",
            "code": "no-medication-info", "display": "No information about medications"}]}}),
    );
    let (found, left) = read(&of_peggy(&[none, food, unknown])).unwrap();
    let said: Vec<_> =
        found.absences.iter().map(|a| (a.topic, a.meaning, a.said.as_str())).collect();
    assert_eq!(
        said,
        [
            (Topic::Allergies, Meaning::NoneKnown, "No known allergy"),
            (Topic::Allergies, Meaning::NoneOfOneKind, "No known food allergy"),
            (Topic::Medicines, Meaning::NoInformation, "No information about medications"),
        ]
    );
    assert!(found.allergies.is_empty() && found.medicines.is_empty());
    assert_eq!(looks(&left), []);
}

#[test]
fn none_known_beside_an_allergy_keeps_both_and_asks() {
    let none = allergy(
        "a",
        json!({"code": {"coding": [
        {"system": "http://snomed.info/sct", "code": "716186003", "display": "No known allergy"}]}}),
    );
    let nuts = allergy("b", json!({"code": {"text": "Peanuts"}}));
    let (found, _) = read(&of_peggy(&[none, nuts])).unwrap();
    assert_eq!(found.allergies[0].agent, "Peanuts");
    assert_eq!(found.absences.len(), 1);
    assert_eq!(
        found.doubts[0].says,
        "says that no allergies are known, yet the file names some: ask"
    );
}

/// What the referral says about allergies as a whole, and what it asks somebody to look at about it.
fn about_allergies(file: &str) -> (Option<String>, Vec<String>) {
    let referral = crate::read_fhir(file.as_bytes()).unwrap();
    let says = referral.of_slot(Slot::AllergiesStatement).next();
    let doubts = referral.problems.iter().map(|problem| problem.says.as_str().to_owned());
    (
        says.and_then(|item| item.content.get("says")),
        doubts.filter(|says| says.contains("none are known")).collect(),
    )
}

#[test]
fn none_known_is_not_believed_while_an_allergy_of_the_file_was_not_read() {
    let none = allergy(
        "a",
        json!({"code": {"coding": [
        {"system": "http://snomed.info/sct", "code": "716186003", "display": "No known allergy"}]}}),
    );
    let wasps = allergy("b", json!({"code": {"text": "Wasps"}}));
    let mut modified = wasps.clone();
    modified["modifierExtension"] = json!([{"url": "urn:not", "valueBoolean": true}]);
    let mut stranger = wasps.clone();
    stranger["patient"] = json!({"reference": "Patient/stranger"});
    let doubled = of_peggy(&[none.clone(), wasps.clone()])
        .to_string()
        .replace("\"text\":\"Wasps\"", "\"text\":\"Wasps\",\"text\":\"Bees\"");
    let beside = |other: Value| of_peggy(&[none.clone(), other]).to_string();
    for left_whole in [beside(modified), beside(stranger), doubled] {
        let (says, doubts) = about_allergies(&left_whole);
        assert_eq!(says.as_deref(), Some("no information"));
        assert_eq!(
            doubts,
            ["says that none are known, yet something of that kind in the file was not read: ask"]
        );
    }
    for taken_back in ["refuted", "entered-in-error"] {
        let mut wasps = wasps.clone();
        wasps["verificationStatus"] = json!({"coding": [{"code": taken_back}]});
        let (says, doubts) = about_allergies(&beside(wasps));
        assert_eq!((says.as_deref(), doubts), (Some("none known"), Vec::new()), "{taken_back}");
    }
}

#[test]
fn nil_known_is_believed_only_beside_words_that_say_the_same() {
    let file = |words: &str| {
        let composition = about_peggy(
            "Composition",
            "c",
            json!({"status": "final", "section": [{
                "title": "Allergies",
                "code": {"coding": [{"system": "http://loinc.org", "code": "48765-2"}]},
                "text": {"status": "generated",
                         "div": format!("<div xmlns=\"http://www.w3.org/1999/xhtml\">{words}</div>")},
                "emptyReason": {"coding": [{"code": "nilknown"}]}}]}),
        );
        about_allergies(&of_peggy(&[composition]).to_string())
    };
    let doubt = "says that none are known, in words that say more: read them, and ask".to_owned();
    for denial in ["No known allergies", ""] {
        assert_eq!(file(denial), (Some("none known".to_owned()), Vec::new()), "{denial}");
    }
    for more in ["Penicillin: anaphylaxis", "No known allergies except penicillin", "<p>Penicillin"]
    {
        let expected = (Some("no information".to_owned()), vec![doubt.clone()]);
        assert_eq!(file(more), expected, "{more}");
    }
}

#[test]
fn refuted_and_mistaken_allergies_are_neither_allergies_nor_none() {
    let status = |code: &str| json!({"coding": [{"code": code}]});
    let refuted =
        allergy("a", json!({"verificationStatus": status("refuted"), "code": {"text": "Latex"}}));
    let mistake = allergy(
        "b",
        json!({"verificationStatus": status("entered-in-error"), "code": {"text": "Nickel"}}),
    );
    let past =
        allergy("c", json!({"clinicalStatus": status("resolved"), "code": {"text": "Eggs"}}));
    let (found, left) = read(&of_peggy(&[refuted, mistake, past])).unwrap();
    let kept: Vec<_> = found.allergies.iter().map(|a| (a.agent.as_str(), a.over)).collect();
    assert_eq!(kept, [("Eggs", true)]);
    assert!(found.absences.is_empty());
    assert_eq!(
        looks(&left),
        [
            ("entry[1].resource", "refuted: somebody found that this is not an allergy"),
            ("entry[2].resource", "marked as entered in error"),
        ]
    );
    assert!(left[0].raw.as_deref().is_some_and(|raw| raw.contains("Latex")));
}

fn statement(id: &str, status: &str, name: &str) -> Value {
    about_peggy(
        "MedicationStatement",
        id,
        json!({"status": status,
        "medicationCodeableConcept": {"text": name}, "dosage": [{"text": "One a day"}]}),
    )
}

fn request(id: &str, status: &str, name: &str) -> Value {
    about_peggy(
        "MedicationRequest",
        id,
        json!({"status": status, "intent": "order",
        "medicationCodeableConcept": {"text": name}, "dosageInstruction": [{"text": "Two a day"}]}),
    )
}

#[test]
fn medicines_that_merely_sound_alike_stay_apart() {
    let file =
        of_peggy(&[statement("a", "active", "Metformin"), request("b", "active", "Metformin")]);
    let (found, _) = read(&file).unwrap();
    assert_eq!(current(&found), ["Metformin", "Metformin"]);
}

#[test]
fn a_statement_and_the_request_it_names_are_one_medicine_with_both_doses() {
    let mut said = statement("a", "active", "Metformin");
    said["basedOn"] = json!([{"reference": "MedicationRequest/b"}]);
    let (found, _) = read(&of_peggy(&[said, request("b", "active", "Metformin")])).unwrap();
    assert_eq!(current(&found), ["Metformin"]);
    let metformin = &found.medicines[0];
    assert_eq!(metformin.dosages[0].in_words(), "One a day");
    assert_eq!(metformin.notes, ["the prescription says: Two a day"]);
}

#[test]
fn a_stopped_statement_never_hides_the_active_request_it_names() {
    let mut said = statement("a", "stopped", "Metformin");
    said["basedOn"] = json!([{"reference": "MedicationRequest/b"}]);
    let (found, _) = read(&of_peggy(&[said, request("b", "active", "Metformin")])).unwrap();
    assert_eq!(current(&found), ["Metformin"]);
    assert_eq!(ended(&found), [("Metformin", Ending::Stopped)]);
    assert!(found.doubts[0].says.contains("do not agree"));
}

#[test]
fn every_status_of_a_medicine_means_what_it_says() {
    let statuses = [
        "active",
        "completed",
        "stopped",
        "not-taken",
        "intended",
        "on-hold",
        "unknown",
        "mystery",
    ];
    let all: Vec<Value> = statuses.iter().map(|s| statement(s, s, &format!("drug {s}"))).collect();
    let (found, _) = read(&of_peggy(&all)).unwrap();
    assert_eq!(
        current(&found),
        ["drug active", "drug intended", "drug on-hold", "drug unknown", "drug mystery"]
    );
    assert_eq!(
        ended(&found),
        [
            ("drug completed", Ending::Completed),
            ("drug stopped", Ending::Stopped),
            ("drug not-taken", Ending::NotTaken),
        ]
    );
}

#[test]
fn a_request_not_to_give_is_never_a_medicine_to_give() {
    let mut not = request("a", "active", "Ibuprofen");
    not["doNotPerform"] = json!(true);
    let (found, left) = read(&of_peggy(&[not])).unwrap();
    assert!(found.medicines.is_empty());
    assert_eq!(
        looks(&left),
        [(
            "entry[1].resource",
            "says that this medicine is NOT to be given; find out before giving it"
        )]
    );
}

#[test]
fn one_malformed_resource_costs_itself_and_is_reported() {
    let broken = allergy("a", json!({"clinicalStatus": 7, "code": {"text": "Wasps"}}));
    let nameless = about_peggy("MedicationStatement", "b", json!({"status": "active"}));
    let file = of_peggy(&[
        broken,
        nameless,
        json!("rubbish"),
        allergy("c", json!({"code": {"text": "Bees"}})),
    ]);
    let (found, left) = read(&file).unwrap();
    assert_eq!(found.allergies.len(), 1);
    assert_eq!(found.allergies[0].agent, "Bees");
    let paths: Vec<&str> = looks(&left).into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["entry[1].resource", "entry[2].resource", "entry[3].resource"]);
}

#[test]
fn what_may_turn_a_meaning_around_is_not_read_plainly() {
    let mut modified = allergy("a", json!({"code": {"text": "Wasps"}}));
    modified["modifierExtension"] = json!([{"url": "urn:not", "valueBoolean": true}]);
    let mut deep = statement("b", "active", "Warfarin");
    deep["dosage"][0]["modifierExtension"] = json!([{"url": "urn:not", "valueBoolean": true}]);
    let (found, left) = read(&of_peggy(&[modified, deep])).unwrap();
    assert!(found.allergies.is_empty() && found.medicines.is_empty());
    assert_eq!(looks(&left).len(), 2);
}

#[test]
fn a_name_that_stands_twice_makes_no_safe_reading() {
    let file = of_peggy(&[statement("a", "active", "Warfarin")])
        .to_string()
        .replace("\"status\":\"active\"", "\"status\":\"stopped\",\"status\":\"active\"");
    assert!(file.contains("stopped"));
    let (found, left) = crate::read::read(file.as_bytes()).unwrap();
    assert!(found.medicines.is_empty());
    assert_eq!(
        looks(&left),
        [("entry[1].resource", "one name stands twice in it, so no reading is safe")]
    );
    let twice = "{\"resourceType\":\"Bundle\",\"entry\":[],\"entry\":[]}";
    assert!(matches!(crate::read::read(twice.as_bytes()), Err(FhirError::NameTwice { .. })));
}

#[test]
fn what_is_about_somebody_else_is_not_about_peggy() {
    let mut other = allergy("a", json!({"code": {"text": "Wasps"}}));
    other["patient"] = json!({"reference": "Patient/stranger"});
    let (found, left) = read(&of_peggy(&[other])).unwrap();
    assert!(found.allergies.is_empty());
    assert_eq!(
        looks(&left),
        [(
            "entry[1].resource",
            "about somebody who is not in this file; check whether it is this person"
        )]
    );
}

#[test]
fn two_people_and_no_document_is_refused_and_a_document_says_whose_it_is() {
    let ben = json!({"resourceType": "Patient", "id": "ben", "name": [{"family": "Other"}]});
    let file = of_peggy(std::slice::from_ref(&ben));
    assert_eq!(read(&file).unwrap_err(), FhirError::SeveralPeople { found: 2 });
    let document =
        about_peggy("Composition", "doc", json!({"status": "final", "title": "Referral"}));
    let (found, left) = read(&of_peggy(&[ben, document])).unwrap();
    assert_eq!(found.person.unwrap().full_name.as_deref(), Some("Margaret Hale"));
    assert_eq!(
        looks(&left),
        [("entry[1].resource", "another person in this file; nothing about them was brought in")]
    );
}

#[test]
fn an_nhs_number_with_a_wrong_check_digit_is_pointed_out() {
    let file = of_peggy(&[]).to_string().replace("999 040 2108", "999 040 2109");
    let (found, left) = crate::read::read(file.as_bytes()).unwrap();
    assert_eq!(found.person.unwrap().nhs_number, None);
    assert_eq!(
        looks(&left),
        [(
            "entry[0].resource.identifier[0]",
            "an NHS number that cannot be right: its check digit is wrong"
        )]
    );
}

#[test]
fn that_somebody_has_died_is_said_and_a_notification_taken_back_is_not() {
    let of = |more: Value| {
        let mut file = of_peggy(&[]);
        for (name, value) in more.as_object().unwrap() {
            file["entry"][0]["resource"][name] = value.clone();
        }
        let (found, _) = read(&file).unwrap();
        found.doubts.into_iter().map(|d| d.says).collect::<Vec<_>>()
    };
    let notified = |code: &str| {
        json!({"extension": [{
            "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DeathNotificationStatus",
            "extension": [{"url": "deathNotificationStatus",
                           "valueCodeableConcept": {"coding": [{"code": code}]}}]}]})
    };
    let died = "the sender says that this person has died";
    assert_eq!(of(json!({"deceasedBoolean": false})), Vec::<String>::new());
    assert_eq!(of(json!({"deceasedBoolean": true})), [died]);
    assert_eq!(of(json!({"deceasedDateTime": "2026-01-02"})), [format!("{died} (2026-01-02)")]);
    assert_eq!(of(notified("2")), [died]);
    assert_eq!(of(notified("U")), Vec::<String>::new());
}

#[test]
fn references_are_followed_as_senders_write_them() {
    let medication = json!({"resourceType": "Medication", "id": "m", "code": {"text": "Senna"}});
    let by = |id: &str, reference: &str| {
        about_peggy(
            "MedicationStatement",
            id,
            json!({"status": "active",
            "medicationReference": {"reference": reference}}),
        )
    };
    let mut contained = by("d", "#m");
    contained["contained"] =
        json!([{"resourceType": "Medication", "id": "m", "code": {"text": "Inside"}}]);
    let all = [
        by("a", "Medication/m"),
        by("b", "https://example.org/fhir/Medication/m"),
        by("c", "https://elsewhere.example.net/Medication/m/_history/2"),
        contained,
        by("e", "Medication/unknown"),
        medication,
    ];
    let (found, left) = read(&of_peggy(&all)).unwrap();
    assert_eq!(current(&found), ["Senna", "Senna", "Senna", "Inside"]);
    assert_eq!(
        looks(&left),
        [("entry[5].resource", "points at a medicine that is not in this file; ask which")]
    );
}

#[test]
fn a_document_that_lists_what_was_not_sent_is_pointed_out() {
    let document = about_peggy(
        "Composition",
        "doc",
        json!({"status": "final", "section": [
        {"title": "Allergies", "entry": [{"reference": "AllergyIntolerance/gone"}]},
        {"title": "Medicines", "code": {"coding": [{"code": "10160-0"}]},
         "text": {"status": "generated", "div": "<div>Not asked</div>"},
         "emptyReason": {"coding": [{"code": "notasked"}]}}]}),
    );
    let (found, left) = read(&of_peggy(&[document])).unwrap();
    assert_eq!(
        looks(&left),
        [(
            "entry[1].resource.section[0].entry[0]",
            "listed in this section, but not in the file: ask"
        )]
    );
    let said: Vec<_> = found.absences.iter().map(|a| (a.topic, a.meaning)).collect();
    assert_eq!(said, [(Topic::Medicines, Meaning::NotAsked)]);
}

#[test]
fn a_file_that_is_no_referral_is_refused_with_what_to_do() {
    let cases: [(&[u8], FhirError); 6] = [
        (b"", FhirError::Empty),
        (b" \n", FhirError::Empty),
        (b"<Bundle xmlns=\"http://hl7.org/fhir\"/>", FhirError::Xml),
        (b"{\"resourceType\": \"Pat\xff", FhirError::NotUtf8 { at: 21 }),
        (b"[1, 2]", FhirError::NotFhir),
        (b"{\"resourceType\": \"Slot\"}", FhirError::NothingToRead),
    ];
    for (bytes, expected) in cases {
        assert_eq!(crate::read::read(bytes).unwrap_err(), expected);
    }
    assert!(matches!(crate::read::read(b"{\"a\":"), Err(FhirError::NotJson { .. })));
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    assert!(matches!(crate::read::read(deep.as_bytes()), Err(FhirError::TooDeep { .. })));
    let many = format!("[{}1]", "1,".repeat(500_000));
    assert!(matches!(crate::read::read(many.as_bytes()), Err(FhirError::TooManyValues { .. })));
    let large = vec![b' '; crate::MAX_BYTES + 1];
    assert!(matches!(crate::read::read(&large), Err(FhirError::TooLarge { .. })));
    let entries =
        json!({"resourceType": "Bundle", "entry": vec![json!({}); crate::MAX_ENTRIES + 1]});
    assert!(matches!(read(&entries), Err(FhirError::TooManyEntries { .. })));
}

#[test]
fn what_is_not_read_but_may_matter_is_pointed_out() {
    let letter =
        about_peggy("DocumentReference", "letter", json!({"description": "Discharge letter"}));
    let slot = about_peggy("Slot", "s", json!({}));
    let (_, left) = read(&of_peggy(&[letter, slot])).unwrap();
    let says = "not read, and may say what keeps this person safe: read it";
    assert_eq!(looks(&left), [("entry[1].resource", says)]);
}

#[test]
fn a_byte_order_mark_is_no_mistake() {
    let file = format!("\u{feff}{}", of_peggy(&[]));
    assert!(crate::read::read(file.as_bytes()).is_ok());
}

/// What one kind of item says in the referral, field by field.
fn items(file: &Value, slot: Slot) -> Vec<Vec<(&'static str, String)>> {
    let referral = crate::read_fhir(file.to_string().as_bytes()).unwrap();
    referral.of_slot(slot).map(|item| item.content.filled()).collect()
}

fn said(label: &'static str, text: &str) -> (&'static str, String) {
    (label, text.to_owned())
}

#[test]
fn two_statements_about_allergies_become_one_that_says_no_more_than_both() {
    let of = |id: &str, code: &str, words: &str| {
        allergy(
            id,
            json!({"code": {"coding": [{"system": "http://snomed.info/sct", "code": code}],
                            "text": words}}),
        )
    };
    let food = of("a", "429625007", "No known food allergy");
    let drug = of("b", "409137002", "No known drug allergy");
    let all = of("c", "716186003", "No known allergy");
    let asked = of("d", "1631000175102", "Allergies not asked");
    let one_kind =
        "Of one kind only: No known food allergy\nOf one kind only: No known drug allergy";
    assert_eq!(
        items(&of_peggy(&[food.clone(), drug]), Slot::AllergiesStatement),
        [[said("statement", "no information"), said("in words", one_kind)]]
    );
    assert_eq!(
        items(&of_peggy(&[food, all.clone()]), Slot::AllergiesStatement),
        [[
            said("statement", "none known"),
            said("in words", "Of one kind only: No known food allergy\nNo known allergy")
        ]]
    );
    assert_eq!(
        items(&of_peggy(&[all, asked]), Slot::AllergiesStatement),
        [[
            said("statement", "no information"),
            said("in words", "No known allergy\nAllergies not asked")
        ]]
    );
}

#[test]
fn an_end_before_the_document_never_quietly_stops_a_medicine_that_is_taken() {
    let mut taken = statement("a", "active", "Sertraline 100mg tablets");
    taken["effectivePeriod"] = json!({"start": "2017-11-10", "end": "2018-09-14"});
    let file = of_peggy(&[taken]);
    assert_eq!(
        items(&file, Slot::Medicine),
        [[
            said("name", "Sertraline 100mg tablets"),
            said("dose", "One a day"),
            said("start date", "2017-11-10"),
            said(
                "instructions",
                "the sender gives an end, 2018-09-14, yet says it is still taken: ask"
            ),
        ]]
    );
    let referral = crate::read_fhir(file.to_string().as_bytes()).unwrap();
    assert!(referral.problems[0].says.as_str().contains("its end was before this was written"));
}

#[test]
fn a_stop_date_to_come_is_the_last_day() {
    let mut taken = statement("a", "active", "Amoxicillin");
    taken["effectivePeriod"] = json!({"end": "2026-01-19"});
    let medicine = &items(&of_peggy(&[taken]), Slot::Medicine)[0];
    assert!(medicine.contains(&said("stop date", "2026-01-19")));
}

#[test]
fn words_too_long_for_a_line_are_cut_there_and_whole_beside_it() {
    let long = format!("Emollient {}", "x".repeat(400));
    let medicine = &items(&of_peggy(&[statement("a", "active", &long)]), Slot::Medicine)[0];
    assert!(medicine[0].1.ends_with('…') && medicine[0].1.chars().count() == 300);
    assert!(medicine.contains(&said("instructions", &long)));
}

#[test]
fn an_item_keeps_its_path_from_one_file_of_the_sender_to_the_next() {
    let paths = |resources: &[Value]| -> Vec<String> {
        let referral = crate::read_fhir(of_peggy(resources).to_string().as_bytes()).unwrap();
        referral.of_slot(Slot::Medicine).map(|item| item.path.to_string()).collect()
    };
    let (senna, zopiclone) =
        (statement("s", "active", "Senna"), statement("z", "active", "Zopiclone"));
    assert_eq!(paths(&[senna.clone(), zopiclone.clone()])[0], paths(&[zopiclone, senna])[1]);
}

#[test]
fn what_is_kept_of_the_file_can_be_kept() {
    let odd = about_peggy("Slot", "odd\u{7f}\u{85}", json!({"comment": "a\tb\u{7f}"}));
    let many: Vec<Value> =
        (0..450).map(|i| about_peggy("Slot", &i.to_string(), json!({}))).collect();
    let all: Vec<Value> = std::iter::once(odd).chain(many).collect();
    let (_, left) = read(&of_peggy(&all)).unwrap();
    let slots: Vec<&Left> = left.iter().filter(|l| l.what == "Slot").collect();
    let places: Vec<usize> = slots.iter().map(|l| l.paths.len()).collect();
    assert_eq!(places, [200, 200, 51]);
    let raw = slots[0].raw.as_deref().unwrap();
    assert!(raw.contains("a\\tb\\u007f") && !raw.chars().any(char::is_control));
}

#[test]
fn many_that_point_at_one_are_bounded() {
    let medication = json!({"resourceType": "Medication", "id": "m",
        "code": {"coding": vec![json!({"code": "x", "display": "Aspirin"}); 5_000]}});
    let by = |i: usize| {
        about_peggy(
            "MedicationStatement",
            &format!("s{i}"),
            json!({"status": "active", "medicationReference": {"reference": "Medication/m"}}),
        )
    };
    let mut all: Vec<Value> = (0..1_500).map(by).collect();
    all.push(medication);
    let (found, left) = read(&of_peggy(&all)).unwrap();
    assert_eq!(found.medicines.len(), 200);
    let too_many = "more than 200 statements point at this one's medicine";
    assert_eq!(left.iter().filter(|l| l.why == too_many).count(), 1_300);
    assert!(left.iter().any(|l| l.why.starts_with("more than 30 of one thing")));
}
