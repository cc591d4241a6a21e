//! Scenes: Carol the coordinator and Sam the senior change what is known about Peggy.

use super::editing::{Keep, Settling};
use super::import::{ImportAction, import, plan_import};
use super::referral::{Proposed, Referral};
use super::statement::{Says, Statement};
use super::{Caution, Content, EditError, Slot, Summary};
use crate::care::fields::{Put, Record as _};
use crate::care::item::Digest;
use crate::care::summary_scene::{Scene, by_author, content, in_person, text};
use crate::care::{Line, Standing};

fn only_key(summary: &Summary, slot: Slot) -> String {
    let values = summary.of_slot(slot);
    assert_eq!(values.len(), 1);
    values[0].key().to_owned()
}

#[test]
fn confirming_and_changing_without_seeing_each_other_is_a_dispute_with_both_shown() {
    let mut scene = Scene::new();
    let key = scene.add(Slot::Medicine, &[("name", "Senna"), ("dose", "1 tablet")]);
    let confirmed = scene.carol(|summary, pen| summary.confirm(&key, &in_person(&[]), pen));
    let two = content(Slot::Medicine, &[("name", "Senna"), ("dose", "2 tablets")]);
    let changed = scene.sam(|summary, pen| summary.change(&key, two, by_author(), pen));
    let mut other_way = Scene { fields: scene.fields.clone(), ..Scene::new() };
    other_way.together(changed.clone(), confirmed.clone());
    scene.together(confirmed, changed);

    let summary = scene.summary();
    let medicine = &summary.medicines[0];
    assert!(medicine.is_disputed());
    let mut doses: Vec<String> = medicine
        .values()
        .iter()
        .map(|item| item.content.dose.as_ref().map(ToString::to_string).unwrap_or_default())
        .collect();
    doses.sort();
    assert_eq!(doses, ["1 tablet", "2 tablets"]);
    assert_eq!(medicine.cautious(), None, "no winner for a dose");
    assert_eq!(summary, other_way.summary(), "whoever arrives first");
    assert_eq!(summary.readable(), other_way.summary().readable());
}

#[test]
fn removing_and_changing_without_seeing_each_other_is_a_dispute() {
    let mut scene = Scene::new();
    let key = scene.add(Slot::Allergy, &[("agent", "Latex")]);
    let removed = scene.carol(|summary, pen| summary.remove(&key, text("not hers"), pen));
    let worse = content(Slot::Allergy, &[("agent", "Latex"), ("severity", "severe")]);
    let changed = scene.sam(|summary, pen| summary.change(&key, worse.clone(), by_author(), pen));
    scene.together(removed, changed);

    let summary = scene.summary();
    let value = summary.of_slot(Slot::Allergy)[0];
    assert!(value.is_disputed() && value.stands());
    assert_eq!(value.caution(), Caution::GoBy, "an allergy anybody says is there is there");
    match summary.allergies[0].cautious() {
        Some(crate::care::Reading::GoBy(items)) => {
            let said: Vec<Content> =
                items.iter().map(|item| Content::Allergy(item.content.clone())).collect();
            assert_eq!(said, [worse]);
        }
        other => panic!("expected the present one, found {other:?}"),
    }
}

#[test]
fn writing_the_same_without_seeing_each_other_is_no_dispute_and_the_confirmed_one_is_shown() {
    let mut scene = Scene::new();
    let key = scene.add(Slot::Language, &[("language", "English")]);
    let welsh = || content(Slot::Language, &[("language", "Welsh")]);
    let mut hers = scene.carol(|summary, pen| summary.change(&key, welsh(), by_author(), pen));
    let his = scene.sam(|summary, pen| summary.change(&key, welsh(), by_author(), pen));
    let mut carols = Scene { fields: scene.fields.clone(), ..Scene::new() };
    carols.write(hers);
    hers = carols.sam(|summary, pen| summary.confirm(&key, &in_person(&[]), pen));
    scene.together(hers, his);

    let summary = scene.summary();
    let language = summary.language.as_ref().expect("a language");
    assert_eq!(language.writings().len(), 2);
    match language.standing() {
        Standing::Agreed(item) => assert!(item.confirmed.is_some()),
        other => panic!("expected one agreed value, found {other:?}"),
    }
}

#[test]
fn a_dispute_is_settled_by_a_writing_that_names_what_was_seen_and_nothing_else_changes_it() {
    let mut scene = Scene::new();
    let key = scene.add(Slot::StaffNeeded, &[("number", "1")]);
    scene.dispute(&key, &[("number", "2")], &[("number", "3")]);
    let summary = scene.summary();
    let seen = summary.staff_needed.as_ref().expect("a number").writings().to_vec();
    assert_eq!(seen.len(), 2);

    let name = "staff needed";
    let one = content(Slot::StaffNeeded, &[("number", "1")]);
    let mut pen = scene.pen(crate::care::summary_scene::CAROL);
    let refused = EditError::Disputed { name };
    assert_eq!(summary.change(&key, one, by_author(), &mut pen), Err(refused.clone()));
    assert_eq!(summary.confirm(&key, &in_person(&[]), &mut pen), Err(refused.clone()));
    assert_eq!(summary.remove(&key, text("no"), &mut pen), Err(refused));

    let two = content(Slot::StaffNeeded, &[("number", "2")]);
    let settled = scene.carol(|summary, pen| {
        summary.settle(&key, Settling::With(two.clone()), text("asked the OT"), by_author(), pen)
    });
    scene.write(settled);
    let summary = scene.summary();
    let (_, at) = summary.at(&key).expect("it stands");
    assert_eq!(at.values.len(), 1);
    assert_eq!(at.values[0].content, two);
    assert_eq!(at.values[0].settles.0, seen);
    assert_eq!(at.values[0].reason, Some(text("asked the OT")));
    assert_eq!(
        summary.settle(
            &key,
            Settling::Removed,
            text("again"),
            by_author(),
            &mut scene.pen(crate::care::summary_scene::SAM)
        ),
        Err(EditError::NotDisputed { name })
    );
}

#[test]
fn none_known_beside_an_allergy_is_a_conflict_until_a_person_settles_it() {
    let mut scene = Scene::new();
    let none = Statement { says: Says::NoneKnown, asked: None, words: None };
    let stated = scene.carol(|summary, pen| summary.state(Slot::Allergy, none, by_author(), pen));
    let nuts = content(Slot::Allergy, &[("agent", "Nuts")]);
    let added = scene.sam(|summary, pen| summary.add(nuts, by_author(), pen));
    scene.together(stated, added);

    let summary = scene.summary();
    let conflicts = summary.none_known_conflicts();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].list, Slot::Allergy);
    assert_eq!(conflicts[0].items, [only_key(&summary, Slot::Allergy)]);

    let settled = scene.carol(|summary, pen| {
        summary.settle_none_known(Slot::Allergy, Keep::Items, &text("she said so"), pen)
    });
    scene.write(settled);
    let summary = scene.summary();
    assert_eq!(summary.none_known_conflicts(), []);
    assert!(summary.allergies[0].stands());
    assert!(!summary.none_known(Slot::Allergy));
}

#[test]
fn adding_to_a_list_that_was_said_to_be_empty_takes_that_back_in_the_same_act() {
    let mut scene = Scene::new();
    scene.state(Slot::Allergy, Says::NoneKnown, true);
    scene.add(Slot::Allergy, &[("agent", "Nuts")]);
    let summary = scene.summary();
    assert_eq!(summary.none_known_conflicts(), []);
    assert!(!summary.none_known(Slot::Allergy));

    let none = Statement { says: Says::NoneKnown, asked: None, words: None };
    let refused = summary
        .state(Slot::Allergy, none, by_author(), &mut scene.pen(crate::care::summary_scene::SAM))
        .expect_err("one stands");
    assert_eq!(
        refused.to_string(),
        "allergy: expected an empty list for this statement, found 1 that stand; remove them first"
    );
}

#[test]
fn what_cannot_be_read_is_listed_and_the_rest_is_read() {
    let mut scene = Scene::complete();
    let before = scene.summary();
    scene.fields.insert("medicine/later".into(), vec![vec![0xa1, 0x18, 0x63, 0x01]]);
    scene.fields.insert("something/new".into(), vec![b"x".to_vec()]);
    let summary = scene.summary();
    let listed: Vec<&str> = summary.unreadable.iter().map(|one| one.key.as_str()).collect();
    assert_eq!(listed, ["medicine/later", "something/new"]);
    assert_eq!(summary.allergies, before.allergies);
    assert_eq!(summary.medicines.len(), before.medicines.len() + 1);
    assert_eq!(summary.medicines.iter().map(|one| one.unreadable()).sum::<usize>(), 1);
}

#[test]
fn the_readable_form_reads_back_and_never_holds_the_key_safe() {
    let mut scene = Scene::complete();
    let form = scene.summary().readable();
    assert_eq!(Summary::from_readable(&form).expect("it reads").readable(), form);

    scene.add(Slot::EntryDetails, &[("way_in", "Key safe by the door"), ("code", "4711")]);
    let summary = scene.summary();
    let changed = summary.readable();
    assert_ne!(changed, form, "an acknowledgement is bound to it all the same");
    let json = serde_json::to_string(&summary).expect("json");
    assert!(json.contains("Penicillin"), "the scan would find what is there");
    assert!(changed.windows(10).any(|window| window == b"Penicillin"));
    assert!(!json.contains("4711") && !json.contains("Key safe"));
    assert!(!changed.windows(4).any(|window| window == b"4711"));
    assert_eq!(summary.entry_details().len(), 1);
}

#[test]
fn of_two_names_outside_the_sections_the_last_written_wins_and_the_other_is_kept() {
    let mut scene = Scene::new();
    let peggy = content(Slot::PreferredName, &[("name", "Peggy")]);
    let maggie = content(Slot::PreferredName, &[("name", "Maggie")]);
    let hers = scene.carol(|summary, pen| summary.add(peggy, by_author(), pen));
    scene.now = scene.now.plus_millis(1);
    let his = scene.sam(|summary, pen| summary.add(maggie, by_author(), pen));
    scene.together(his, hers);
    let summary = scene.summary();
    let name = summary.preferred_name.as_ref().expect("a name");
    assert_eq!(name.winner().content.name.as_str(), "Maggie");
    assert_eq!(name.others()[0].content.name.as_str(), "Peggy");
}

fn proposed(path: &str, content: Content) -> Proposed {
    let path = Line::new(path).expect("a path");
    Proposed { content, path, occurred: None, note: None }
}

fn referral(number: u8, items: Vec<Proposed>) -> Referral {
    Referral { items, ..Referral::new(Digest([number; 32])) }
}

fn bring_in(scene: &mut Scene, referral: &Referral) -> Vec<ImportAction> {
    let actions = plan_import(&scene.summary(), referral);
    let puts = scene.carol(|_, pen| Ok::<_, EditError>(import(&actions, referral.document, pen)));
    scene.write(puts);
    actions
}

fn senna(dose: &str) -> Content {
    content(Slot::Medicine, &[("name", "Senna"), ("dose", dose)])
}

#[test]
fn importing_again_proposes_what_changed_and_overwrites_nothing() {
    let mut scene = Scene::new();
    let nuts = content(Slot::Allergy, &[("agent", "Nuts")]);
    let first = referral(
        1,
        vec![
            proposed("MedicationStatement/1", senna("1 tablet")),
            proposed("Allergy/1", nuts.clone()),
        ],
    );
    let actions = bring_in(&mut scene, &first);
    assert!(actions.iter().all(|action| matches!(action, ImportAction::Add { .. })));
    let summary = scene.summary();
    assert!(summary.medicines[0].values()[0].confirmed.is_none(), "imported is unconfirmed");
    let medicine = only_key(&summary, Slot::Medicine);
    let allergy = only_key(&summary, Slot::Allergy);

    let again = plan_import(&summary, &referral(2, first.items.clone()));
    let unchanged = |key: &str| ImportAction::Unchanged { key: key.to_owned() };
    assert_eq!(again, [unchanged(&medicine), unchanged(&allergy)]);

    // Carol changes the dose here; the file still says what it said.
    let puts =
        scene.carol(|summary, pen| summary.change(&medicine, senna("3 tablets"), by_author(), pen));
    scene.write(puts);
    assert_eq!(plan_import(&scene.summary(), &first), [unchanged(&medicine), unchanged(&allergy)]);

    // Now it changes there, and the allergy is no longer in the file.
    let third = referral(3, vec![proposed("MedicationStatement/1", senna("2 tablets"))]);
    let actions = bring_in(&mut scene, &third);
    assert_eq!(
        actions,
        [
            ImportAction::Change { key: medicine.clone(), item: third.items[0].clone() },
            ImportAction::NotInFile { key: allergy.clone() },
        ]
    );
    let summary = scene.summary();
    assert!(summary.allergies[0].stands(), "absence removes nothing");
    assert_eq!(summary.at(&medicine).expect("it stands").1.values[0].content, senna("3 tablets"));
    assert_eq!(
        plan_import(&summary, &third)[0],
        ImportAction::AlreadyProposed { key: medicine.clone() }
    );

    let proposal = only_key(&summary, Slot::Proposal);
    let puts = scene.carol(|summary, pen| summary.accept(&proposal, None, pen));
    scene.write(puts);
    let summary = scene.summary();
    let (_, at) = summary.at(&medicine).expect("it stands");
    assert_eq!(at.values[0].content, senna("2 tablets"));
    assert_eq!(at.values[0].confirmed, None);
    assert!(summary.proposals[0].agreed().is_none(), "the proposal is closed");
    assert_eq!(plan_import(&summary, &third)[0], unchanged(&medicine));
}

/// What stands of both lists of medicines: the key and what it says.
fn medicines(scene: &Scene) -> Vec<(String, Content)> {
    let summary = scene.summary();
    let both = [Slot::Medicine, Slot::EndedMedicine].into_iter().flat_map(|slot| {
        summary.of_slot(slot).into_iter().filter(|value| value.stands()).map(|value| value.key())
    });
    both.map(|key| {
        (key.to_owned(), summary.at(key).expect("it stands").1.values[0].content.clone())
    })
    .collect()
}

#[test]
fn a_medicine_that_was_stopped_there_is_a_change_to_decide_and_ends_only_when_it_is_accepted() {
    let mut scene = Scene::new();
    let path = "MedicationStatement/1";
    let stopped = content(Slot::EndedMedicine, &[("name", "Senna"), ("ending", "stopped")]);
    let active = referral(1, vec![proposed(path, senna("1 tablet"))]);
    bring_in(&mut scene, &active);
    let key = only_key(&scene.summary(), Slot::Medicine);
    scene.confirm(&key, &[]);

    let second = referral(2, vec![proposed(path, stopped.clone())]);
    let actions = bring_in(&mut scene, &second);
    let change = ImportAction::Change { key: key.clone(), item: second.items[0].clone() };
    assert_eq!(actions, [change]);
    assert_eq!(medicines(&scene), [(key.clone(), senna("1 tablet"))], "nothing ends in silence");
    let again = bring_in(&mut scene, &second);
    assert_eq!(again, [ImportAction::AlreadyProposed { key: key.clone() }]);

    let proposal = only_key(&scene.summary(), Slot::Proposal);
    let puts = scene.carol(|summary, pen| summary.accept(&proposal, None, pen));
    scene.write(puts);
    let ended = only_key(&scene.summary(), Slot::EndedMedicine);
    assert_eq!(medicines(&scene), [(ended.clone(), stopped)]);
    let unchanged = [ImportAction::Unchanged { key: ended.clone() }];
    assert_eq!(bring_in(&mut scene, &second), unchanged);

    // Taken again, by the next file: to be decided as well.
    let third = referral(3, vec![proposed(path, senna("1 tablet"))]);
    let change = ImportAction::Change { key: ended, item: third.items[0].clone() };
    assert_eq!(bring_in(&mut scene, &third), [change]);
    let summary = scene.summary();
    let waits =
        summary.proposals.iter().find(|one| one.agreed().is_some_and(|one| one.is_present()));
    let proposal = waits.expect("a proposal").key().to_owned();
    let puts = scene.carol(|summary, pen| summary.accept(&proposal, None, pen));
    scene.write(puts);
    let now: Vec<Content> = medicines(&scene).into_iter().map(|(_, says)| says).collect();
    assert_eq!(now, [senna("1 tablet")]);
}

#[test]
fn what_was_removed_here_is_not_brought_back_and_what_was_declined_is_not_proposed_again() {
    let mut scene = Scene::new();
    let first = referral(1, vec![proposed("MedicationStatement/1", senna("1 tablet"))]);
    bring_in(&mut scene, &first);
    let key = only_key(&scene.summary(), Slot::Medicine);
    let puts = scene.carol(|summary, pen| summary.remove(&key, text("GP stopped it"), pen));
    scene.write(puts);
    assert_eq!(
        plan_import(&scene.summary(), &first),
        [ImportAction::RemovedHere { key: key.clone() }]
    );
    let second = referral(2, vec![proposed("MedicationStatement/1", senna("2 tablets"))]);
    bring_in(&mut scene, &second);
    let proposal = only_key(&scene.summary(), Slot::Proposal);
    let puts = scene.carol(|summary, pen| summary.decline(&proposal, text("GP says no"), pen));
    scene.write(puts);
    assert_eq!(plan_import(&scene.summary(), &second), [ImportAction::AlreadyProposed { key }]);
}

#[test]
fn an_import_that_says_none_known_beside_a_known_allergy_makes_a_conflict_and_removes_nothing() {
    let mut scene = Scene::new();
    scene.add_confirmed(Slot::Allergy, &[("agent", "Nuts")]);
    let none = content(Slot::AllergiesStatement, &[("says", "none known")]);
    bring_in(&mut scene, &referral(1, vec![proposed("List/1", none)]));
    let summary = scene.summary();
    assert_eq!(summary.none_known_conflicts().len(), 1);
    assert!(summary.allergies[0].stands());
}

#[test]
fn errors_say_what_was_expected_what_was_found_and_what_to_do() {
    let mut scene = Scene::complete();
    let summary = scene.summary();
    let mut pen = scene.pen(crate::care::summary_scene::CAROL);
    let english = content(Slot::Language, &[("language", "English")]);
    let key = only_key(&summary, Slot::Allergy);
    for (act, expected) in [
        (
            summary.add(english.clone(), by_author(), &mut pen),
            "language: expected none yet, found one; change it instead",
        ),
        (
            summary.change(&key, english, by_author(), &mut pen),
            "expected a content of the kind allergy, found communication/language; change the \
             right item",
        ),
        (
            summary.confirm("medicine/none", &in_person(&[]), &mut pen),
            "medicine: expected an item that stands, found none; look at the summary again",
        ),
        (
            summary.confirm("nothing", &in_person(&[]), &mut pen),
            "expected the key of an item in this summary, found another; copy it from the summary",
        ),
        (
            summary.add(content(Slot::Sensory, &[]), by_author(), &mut pen),
            "senses: expected at least one field, found none filled in; fill one in",
        ),
    ] {
        assert_eq!(act.expect_err("this is refused").to_string(), expected);
    }
}

#[test]
fn nothing_personal_shows_in_a_debug_print() {
    let mut scene = Scene::complete();
    let puts: Vec<Put> = scene.carol(|summary, pen| {
        let key = only_key(summary, Slot::Allergy);
        summary.remove(&key, text("Penicillin was her sister"), pen)
    });
    let print = format!("{:?} {puts:?}", scene.summary());
    for canary in ["Margaret", "Peggy", "1941", "943", "Penicillin", "07700", "Mo Adeyemi"] {
        assert!(!print.contains(canary), "{canary} shows");
    }
    assert!(print.contains("Summary"));
}
