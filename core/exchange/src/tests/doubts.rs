//! Files that say two things at once, or a thing and its opposite: what comes in is never the calmer
//! of the two, and somebody is asked.

use super::*;

/// What the referral asks somebody to look at first.
fn asked(file: &Value) -> Vec<String> {
    let referral = crate::read_fhir(file.to_string().as_bytes()).unwrap();
    referral.problems.iter().map(|problem| problem.says.as_str().to_owned()).collect()
}

/// A field of the only item of that slot; nothing where it is not filled.
fn field(file: &Value, slot: Slot, label: &str) -> Option<String> {
    let all = items(file, slot);
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].iter().find(|(of, _)| *of == label).map(|(_, says)| says.clone())
}

/// An active prescription of these dosages.
fn prescribed(dosages: Value) -> Value {
    let mut request = request("r", "active", "Prednisolone 5mg tablets");
    request["dosageInstruction"] = dosages;
    request
}

fn until(sentence: &str, end: &str) -> Value {
    json!({"text": sentence, "timing": {"repeat": {"boundsPeriod": {"end": end}}}})
}

#[test]
fn a_medicine_goes_on_until_the_last_of_its_steps_ends_and_one_without_an_end_has_none() {
    let open = of_peggy(&[prescribed(json!([
        until("Six each morning", "2026-02-07"),
        {"text": "Then four each morning, do not stop"}]))]);
    assert_eq!(field(&open, Slot::Medicine, "stop date"), None);
    let words = field(&open, Slot::Medicine, "when, in words").unwrap();
    assert!(words.contains("until 2026-02-07"), "{words}");
    let part = "a part of how this is taken has an end (2026-02-07) and a part has none: \
                it goes on; ask when it ends";
    assert_eq!(asked(&open), [part]);
    let steps = of_peggy(&[prescribed(json!([
        until("Then four", "2026-02-14"),
        until("Six each morning", "2026-02-07")
    ]))]);
    assert_eq!(field(&steps, Slot::Medicine, "stop date").as_deref(), Some("2026-02-14"));
    let inexact = of_peggy(&[prescribed(json!([
        until("Six each morning", "2026-02-07"),
        until("Then four", "2026-02")
    ]))]);
    assert_eq!(field(&inexact, Slot::Medicine, "stop date"), None);
    assert_eq!(asked(&inexact).len(), 1);
}

#[test]
fn the_end_of_a_prescription_never_ends_what_is_said_to_be_taken() {
    let mut taken = statement("s", "active", "Prednisolone 5mg tablets");
    taken["basedOn"] = json!([{"reference": "MedicationRequest/r"}]);
    for end in ["2026-02-07", "2026-01-02"] {
        let step = prescribed(json!([until("Six each morning", end)]));
        let file = of_peggy(&[taken.clone(), step.clone()]);
        assert_eq!(field(&file, Slot::Medicine, "stop date"), None);
        let words = field(&file, Slot::Medicine, "instructions").unwrap();
        assert!(words.contains(&format!("until {end}")), "{words}");
        assert!(!asked(&file).is_empty());
        let mut silent = taken.clone();
        silent["dosage"] = json!([]);
        let stop = field(&of_peggy(&[silent, step]), Slot::Medicine, "stop date");
        assert_eq!(stop.as_deref(), Some(end).filter(|_| end == "2026-02-07"), "{end}");
    }
}

#[test]
fn one_line_for_when_it_is_needed_leaves_a_regular_medicine_regular() {
    let mixed = of_peggy(&[prescribed(json!([
        {"text": "One at 08:00 and 14:00",
         "timing": {"repeat": {"timeOfDay": ["08:00:00", "14:00:00"]}}},
        {"text": "One more", "asNeededCodeableConcept": {"text": "if stiff"},
         "timing": {"repeat": {"timeOfDay": ["22:00:00"]}}}]))]);
    assert_eq!(field(&mixed, Slot::Medicine, "only when needed"), None);
    assert_eq!(field(&mixed, Slot::Medicine, "times").as_deref(), Some("08:00; 14:00"));
    let dose = field(&mixed, Slot::Medicine, "dose").unwrap();
    assert_eq!(dose, "One at 08:00 and 14:00\nand: only when needed (if stiff): One more");
    let when = field(&mixed, Slot::Medicine, "when, in words").unwrap();
    assert!(when.contains("22:00"), "{when}");
    assert_eq!(
        asked(&mixed),
        ["taken regularly, and more when needed: read how, and give each as it says"]
    );
    let needed = of_peggy(&[prescribed(json!([
        {"text": "One", "asNeededCodeableConcept": {"text": "for pain"}},
        {"text": "Two", "asNeededCodeableConcept": {"text": "for bad pain"}}]))]);
    assert_eq!(field(&needed, Slot::Medicine, "only when needed").as_deref(), Some("yes"));
    assert_eq!(
        field(&needed, Slot::Medicine, "needed when").as_deref(),
        Some("for pain\nand: for bad pain")
    );
    assert_eq!(asked(&needed), Vec::<String>::new());
}

#[test]
fn every_daily_maximum_stands_beside_what_it_is_the_most_of() {
    let most = |tablets: u32| {
        json!({"numerator": {"value": tablets, "unit": "tablets"},
               "denominator": {"value": 1, "unit": "day"}})
    };
    let two = of_peggy(&[prescribed(json!([
        {"text": "By day", "maxDosePerPeriod": most(8)},
        {"text": "At night", "maxDosePerPeriod": most(2)}]))]);
    assert_eq!(
        field(&two, Slot::Medicine, "most in a day").as_deref(),
        Some("8 tablets in 1 day (By day); 2 tablets in 1 day (At night)")
    );
    assert_eq!(asked(&two), ["has several limits, or one for a part of it: read each"]);
    let one = of_peggy(&[prescribed(json!([{"text": "By day", "maxDosePerPeriod": most(8)}]))]);
    assert_eq!(field(&one, Slot::Medicine, "most in a day").as_deref(), Some("8 tablets in 1 day"));
}

#[test]
fn a_medicine_of_one_day_in_the_week_is_not_due_on_every_day() {
    for repeat in [
        json!({"dayOfWeek": ["mon"], "timeOfDay": ["08:00:00"]}),
        json!({"frequency": 1, "period": 1, "periodUnit": "wk", "timeOfDay": ["08:00:00"]}),
        json!({"frequency": 1, "period": 2, "periodUnit": "d", "timeOfDay": ["08:00:00"]}),
    ] {
        let file = of_peggy(&[prescribed(json!([{"timing": {"repeat": repeat}}]))]);
        assert_eq!(field(&file, Slot::Medicine, "times"), None);
        let words = field(&file, Slot::Medicine, "when, in words").unwrap();
        assert!(words.contains("at 08:00"), "{words}");
        assert_eq!(
            asked(&file),
            ["has times of day but is not said to be taken every day: the times are in words only"]
        );
    }
    let daily = json!({"frequency": 2, "period": 1, "periodUnit": "d", "timeOfDay": ["08:00:00"]});
    let file = of_peggy(&[prescribed(json!([{"timing": {"repeat": daily}}]))]);
    assert_eq!(field(&file, Slot::Medicine, "times").as_deref(), Some("08:00"));
}

fn no_known_allergies(elements: Value) -> Value {
    let mut none = allergy("none", elements);
    none["code"] = json!({"coding": [
        {"system": "http://snomed.info/sct", "code": "716186003", "display": "No known allergy"}]});
    none
}

#[test]
fn none_known_beside_a_reaction_is_an_allergy_in_doubt() {
    let file = of_peggy(&[no_known_allergies(json!({
        "note": [{"text": "Daughter says a rash last year"}],
        "reaction": [{"substance": {"text": "Penicillin"}, "severity": "severe",
                      "manifestation": [{"text": "Anaphylaxis"}]}]}))]);
    assert_eq!(items(&file, Slot::AllergiesStatement), Vec::<Vec<_>>::new());
    assert_eq!(field(&file, Slot::Allergy, "to what").as_deref(), Some("Penicillin"));
    let words = field(&file, Slot::Allergy, "what happens").unwrap();
    for part in ["Anaphylaxis", "Daughter says a rash last year", "No known allergy"] {
        assert!(words.contains(part), "{words}");
    }
    assert_eq!(
        asked(&file),
        [
            "one part of this says that no allergies are known, another names something; taken as an allergy"
        ]
    );
}

#[test]
fn none_known_is_believed_only_where_nothing_else_in_it_says_more() {
    let doubt = "says that none are known, in words that say more: read them, and ask";
    let doubted = (Some("no information".to_owned()), vec![doubt.to_owned()]);
    let believed = (Some("none known".to_owned()), Vec::new());
    let of =
        |elements: Value| about_allergies(&of_peggy(&[no_known_allergies(elements)]).to_string());
    for more in [
        json!({"note": [{"text": "Penicillin: a rash"}]}),
        json!({"criticality": "high"}),
        json!({"onsetString": "as a child"}),
        json!({"lastOccurrence": "2025-06-01"}),
        json!({"verificationStatus": {"coding": [{"code": "unconfirmed"}]}}),
    ] {
        assert_eq!(of(more.clone()), doubted, "{more}");
    }
    for no_more in [
        json!({"note": [{"text": "Patient reports no known allergies"}]}),
        json!({"verificationStatus": {"coding": [{"code": "confirmed"}]}, "criticality": "low"}),
    ] {
        assert_eq!(of(no_more.clone()), believed, "{no_more}");
    }
    let words = field(
        &of_peggy(&[no_known_allergies(json!({"note": [{"text": "Penicillin: a rash"}]}))]),
        Slot::AllergiesStatement,
        "in words",
    );
    assert_eq!(words.as_deref(), Some("No known allergy\nPenicillin: a rash"));
}

#[test]
fn a_refuted_none_known_speaks_against_any_other() {
    let refuted =
        no_known_allergies(json!({"verificationStatus": {"coding": [{"code": "refuted"}]}}));
    let mut none = no_known_allergies(json!({}));
    none["id"] = json!("other");
    let (says, doubts) = about_allergies(&of_peggy(&[refuted, none]).to_string());
    assert_eq!(says.as_deref(), Some("no information"));
    assert_eq!(doubts.len(), 1);
}

#[test]
fn no_medicines_beside_a_dose_or_a_reason_is_not_none_known() {
    let none = |more: Value| {
        let mut none = about_peggy("MedicationStatement", "none", more);
        none["status"] = json!("active");
        none["medicationCodeableConcept"] = json!({"coding": [
            {"system": "http://snomed.info/sct", "code": "787481004",
             "display": "No known medications"}]});
        of_peggy(&[none])
    };
    for (more, words) in [
        (json!({"dosage": [{"text": "Two at night"}]}), "Two at night"),
        (json!({"reasonCode": [{"text": "Parkinson's"}]}), "Parkinson's"),
        (json!({"note": [{"text": "Takes warfarin"}]}), "Takes warfarin"),
    ] {
        let file = none(more);
        assert_eq!(items(&file, Slot::Medicine), Vec::<Vec<_>>::new());
        let says = field(&file, Slot::MedicinesStatement, "statement");
        assert_eq!(says.as_deref(), Some("no information"));
        let said = field(&file, Slot::MedicinesStatement, "in words").unwrap();
        assert!(said.contains(words), "{said}");
        assert_eq!(asked(&file).len(), 1);
    }
    let plain = none(json!({"note": [{"text": "Not taking any medicines"}]}));
    let says = field(&plain, Slot::MedicinesStatement, "statement");
    assert_eq!(says.as_deref(), Some("none known"));
}

#[test]
fn no_problems_beside_the_name_of_one_is_pointed_out() {
    let none = |id: &str, more: Value| {
        let mut none = about_peggy("Condition", id, more);
        none["code"] = json!({"coding": [
            {"system": "http://snomed.info/sct", "code": "160245001",
             "display": "No current problems or disability"}]});
        none
    };
    let note = of_peggy(&[none("a", json!({"note": [{"text": "Epilepsy"}]}))]);
    assert_eq!(
        asked(&note),
        ["says that none are known, in words that say more: read them, and ask"]
    );
    let (found, _) = read(&note).unwrap();
    assert!(found.absences[0].said.contains("Epilepsy"));
    let epilepsy = about_peggy("Condition", "b", json!({"code": {"text": "Epilepsy"}}));
    assert_eq!(
        asked(&of_peggy(&[none("a", json!({})), epilepsy])),
        ["says that no problems are known, yet the file names some: ask"]
    );
}

#[test]
fn what_two_codes_name_is_called_by_the_one_that_names_something() {
    let both = allergy(
        "a",
        json!({"code": {"text": "No known allergy", "coding": [
            {"system": "http://snomed.info/sct", "code": "716186003"},
            {"system": "http://snomed.info/sct", "code": "91936005", "display": "Penicillin allergy"}]}}),
    );
    let file = of_peggy(&[both]);
    assert_eq!(field(&file, Slot::Allergy, "to what").as_deref(), Some("Penicillin allergy"));
    assert!(field(&file, Slot::Allergy, "what happens").unwrap().contains("No known allergy"));
}

#[test]
fn words_beside_a_code_for_no_code_are_what_is_meant() {
    let by = |system: &str, code: &str| {
        let system = format!("http://terminology.hl7.org/CodeSystem/{system}");
        let code = json!({"coding": [{"system": system, "code": code}], "text": "Penicillin"});
        of_peggy(&[allergy("a", json!({"code": code}))])
    };
    for other in [by("v3-NullFlavor", "OTH"), by("data-absent-reason", "as-text")] {
        assert_eq!(field(&other, Slot::Allergy, "to what").as_deref(), Some("Penicillin"));
        assert_eq!(asked(&other), Vec::<String>::new());
    }
    let unknown = by("data-absent-reason", "unknown");
    let says = field(&unknown, Slot::AllergiesStatement, "statement");
    assert_eq!(says.as_deref(), Some("no information"));
    assert_eq!(
        asked(&unknown),
        ["says that there is nothing to list, and more beside it: read it"]
    );
}

const CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
const VERIFIED: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";

#[test]
fn a_status_is_read_from_the_codes_of_the_standard() {
    let active = json!({"coding": [
        {"system": "http://snomed.info/sct", "code": "55561003", "display": "Active"},
        {"system": CLINICAL, "code": "active"}], "text": "Active"});
    let (found, _) = read(&of_peggy(&[
        allergy("a", json!({"clinicalStatus": active, "code": {"text": "Penicillin"}})),
        about_peggy("Condition", "b", json!({"code": {"text": "Epilepsy"}, "clinicalStatus":
            {"coding": [
                {"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"},
                {"system": "http://snomed.info/sct", "code": "55561003", "display": "Active"}]}})),
    ]))
    .unwrap();
    assert_eq!(found.allergies[0].agent, "Penicillin");
    assert_eq!(found.allergies[0].notes, Vec::<String>::new());
    assert_eq!(found.conditions[0].name, "Epilepsy");
    assert_eq!(found.doubts, []);
}

#[test]
fn an_allergy_or_condition_whose_status_is_in_doubt_comes_in_with_the_doubt() {
    let coded = |codes: &[(&str, &str)]| {
        let codings: Vec<Value> =
            codes.iter().map(|(system, code)| json!({"system": system, "code": code})).collect();
        json!({"coding": codings})
    };
    let cases = [
        ("clinicalStatus", coded(&[(CLINICAL, "active"), (CLINICAL, "resolved")]), "resolved"),
        ("verificationStatus", coded(&[(VERIFIED, "refuted"), (VERIFIED, "confirmed")]), "refuted"),
        ("clinicalStatus", coded(&[("http://snomed.info/sct", "73425007")]), "73425007"),
        ("verificationStatus", json!({"text": "Disproved"}), "Disproved"),
        (
            "clinicalStatus",
            json!({"coding": [{"system": CLINICAL, "code": "active"},
                              {"system": "urn:local", "code": "X", "display": "Ended"}]}),
            "Ended",
        ),
    ];
    for (name, status, says) in cases {
        let file = of_peggy(&[
            allergy("a", json!({name: status, "code": {"text": "Penicillin"}})),
            about_peggy("Condition", "b", json!({name: status, "code": {"text": "Epilepsy"}})),
        ]);
        let (found, _) = read(&file).unwrap();
        let allergy = &found.allergies[0];
        assert!(allergy.notes.iter().any(|note| note.contains(says)), "{:?}", allergy.notes);
        let condition = &found.conditions[0];
        assert!(condition.notes.iter().any(|note| note.contains(says)), "{:?}", condition.notes);
        let doubted: Vec<&str> = found.doubts.iter().map(|d| d.path.as_str()).collect();
        assert_eq!(doubted, ["entry[1].resource", "entry[2].resource"], "{says}");
    }
}

/// The words beside the summary.
fn beside(file: &Value) -> String {
    let referral = crate::read_fhir(file.to_string().as_bytes()).unwrap();
    let words = referral.narratives.iter().map(|n| n.words.as_str().to_owned());
    words.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_planned_says_when_it_stands_and_never_turns_around() {
    let plan = |detail: Value| {
        let mut plan = about_peggy("CarePlan", "p", json!({"status": "active", "title": "Skin"}));
        plan["activity"] = json!([{"detail": detail}]);
        of_peggy(&[plan])
    };
    let words = beside(&plan(json!({"status": "on-hold", "description": "Turn in bed",
        "scheduledTiming": {"repeat": {"frequency": 1, "period": 2, "periodUnit": "h"}}})));
    assert!(words.contains("on hold: Turn in bed: once every 2 hours"), "{words}");
    let not = plan(json!({"description": "Use bed rails", "doNotPerform": "true"}));
    assert!(beside(&not).contains("NOT to be done: Use bed rails"));
    let unclear = plan(json!({"description": "Use bed rails", "doNotPerform": 1}));
    assert!(!beside(&unclear).contains("bed rails"));
    let (_, left) = read(&unclear).unwrap();
    assert_eq!(
        looks(&left),
        [(
            "entry[1].resource.activity[0].detail",
            "does not say clearly whether this is to be done"
        )]
    );
    let unclear = about_peggy(
        "ServiceRequest",
        "s",
        json!({"status": "active", "code": {"text": "Bed rails"}, "doNotPerform": "true"}),
    );
    assert!(!beside(&of_peggy(&[unclear])).contains("Bed rails"));
}

#[test]
fn what_was_observed_loses_no_part_and_makes_up_no_value() {
    let seen = about_peggy(
        "Observation",
        "o",
        json!({"status": "final", "code": {"text": "Blood pressure"},
               "effectivePeriod": {"start": "2026-01-01", "end": "2026-01-02"},
               "component": [
                   {"code": {"text": "Systolic"}, "valueQuantity": {"value": "120"}},
                   {"code": {"text": "Diastolic"}, "valueQuantity": {"value": 80, "unit": "mmHg"},
                    "dataAbsentReason": {"text": "Unsure"}},
                   {"code": {"text": "Pulse"},
                    "valueQuantity": {"value": 60, "comparator": "ad"}}]}),
    );
    let words = beside(&of_peggy(&[seen]));
    for part in [
        "Systolic: no value that can be read",
        "Diastolic: 80 mmHg (the sender also says: no value: Unsure)",
        "Pulse: ad 60",
        "from 2026-01-01",
        "until 2026-01-02",
    ] {
        assert!(words.contains(part), "{part} in {words}");
    }
}

#[test]
fn a_number_that_cannot_be_read_is_not_one_that_was_not_given() {
    let often = |repeat: Value| {
        let file = of_peggy(&[prescribed(json!([{"timing": {"repeat": repeat}}]))]);
        field(&file, Slot::Medicine, "when, in words").unwrap()
    };
    let unread = "how often: not in a form that can be read";
    assert_eq!(often(json!({"frequency": "2", "period": 1, "periodUnit": "d"})), unread);
    assert_eq!(often(json!({"frequency": 2, "period": "1", "periodUnit": "d"})), unread);
    let file = of_peggy(&[prescribed(json!([{"text": "One", "maxDosePerPeriod": {
        "numerator": {"value": 4, "unit": "g"}, "denominator": {"value": "7", "unit": "d"}}}]))]);
    assert_eq!(
        field(&file, Slot::Medicine, "most in a day").as_deref(),
        Some("4 g in an amount that cannot be read")
    );
}

#[test]
fn a_date_of_birth_that_no_calendar_has_is_pointed_out_and_never_swallowed() {
    for date in ["1941-02-30", "1941-13-01", "0041-03-07", "1941-03"] {
        let mut file = of_peggy(&[]);
        file["entry"][0]["resource"]["birthDate"] = json!(date);
        let (found, left) = read(&file).unwrap();
        assert_eq!(found.person.unwrap().born, None, "{date}");
        let why = "a date of birth needs a day, a month and a year of the calendar";
        assert!(looks(&left).iter().any(|(_, says)| *says == why), "{date}: {left:?}");
    }
}
