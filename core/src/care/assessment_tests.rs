//! Scenes: may Amina start? Expected answers are worked out by hand from the design's text.

use super::assessment::{Advice, Answer, Asked, AskedTask, Down, assess};
use super::canonical;
use super::definition::Value as _;
use super::event::Happened;
use super::fields::Record as _;
use super::finding::{Measure, Reason, SectionState};
use super::item::Channel;
use super::kind::EventKind;
use super::number::Staff;
use super::pathway::{Pathway, System};
use super::policy::Policy;
use super::section_state::{Clocks, Now, section_standings};
use super::summary::statement::Says;
use super::summary::{Confirming, Section, Slot};
use super::summary_scene::{
    DAY, HOUR, SUNDAY_NIGHT, Scene, by_author, content, date, event, in_person,
};
use super::task::TaskKind;
use super::{Assessment, Fields};
use holdfast_ledger::Timestamp;

fn staff(number: u32) -> Staff {
    Staff::new(number).expect("a number of staff")
}

fn tasks(kinds: &[TaskKind]) -> Asked {
    let task = |(at, kind): (usize, &TaskKind)| AskedTask {
        key: format!("task/{at}"),
        kind: *kind,
        medicine: None,
        staff: None,
    };
    Asked { tasks: kinds.iter().enumerate().map(task).collect(), ..Asked::default() }
}

fn ask(scene: &Scene, asked: &Asked, present: u32) -> Assessment {
    let now = Now::sure(scene.now);
    assess(&scene.summary(), asked, staff(present), &Policy::default(), now)
}

fn answers(assessment: &Assessment) -> Vec<Answer> {
    assessment.tasks.iter().map(|task| task.answer).collect()
}

fn state_of(
    scene: &Scene,
    section: Section,
    events: &[Happened],
    now: Now,
) -> (SectionState, Option<Timestamp>) {
    let standings = section_standings(&scene.summary(), &Policy::default(), None, events, now);
    let one = standings.iter().find(|one| one.section == section).expect("six sections");
    (one.state, one.since)
}

const ORDINARY: &[TaskKind] = &[
    TaskKind::WelfareCheck,
    TaskKind::PrepareMeal,
    TaskKind::PersonalCare,
    TaskKind::Transfer,
    TaskKind::MedicineAdminister,
];

#[test]
fn when_everything_is_known_and_confirmed_the_visit_proceeds() {
    let scene = Scene::complete();
    let assessment = ask(&scene, &tasks(ORDINARY), 1);
    assert_eq!(assessment.advice, Advice::Proceed);
    assert_eq!(answers(&assessment), [Answer::MayProceed; 5]);
    assert_eq!(assessment.findings.0, []);
    let states: Vec<_> = assessment.sections.iter().map(|one| (one.state, one.since)).collect();
    let confirmed = Some(SUNDAY_NIGHT.plus_millis(-HOUR));
    assert_eq!(states, [(SectionState::Current, confirmed); 6]);
    let calls: Vec<&str> = assessment.calls.iter().map(|call| call.name.as_str()).collect();
    assert_eq!(calls, ["Mo Adeyemi"]);
}

#[test]
fn an_empty_summary_pauses_what_depends_on_it_and_nothing_else() {
    let scene = Scene::new();
    let assessment = ask(&scene, &tasks(ORDINARY), 1);
    assert_eq!(assessment.advice, Advice::ProceedWithChanges);
    assert_eq!(
        answers(&assessment),
        [Answer::MayProceed, Answer::Paused, Answer::Paused, Answer::Paused, Answer::Paused]
    );
    let hands_on = ask(&scene, &tasks(&ORDINARY[1..]), 1);
    assert_eq!(hands_on.advice, Advice::DoNotStart);
    assert_eq!(
        hands_on.meanwhile.len(),
        6,
        "staying, comfort, food, drink, 999 and notes never wait"
    );
    assert!(hands_on.tasks.iter().all(|task| task.instead().is_some()));
}

#[test]
fn no_information_about_allergies_is_not_none_known() {
    let mut scene = Scene::complete();
    let summary = scene.summary();
    let key = summary.allergies[0].key().to_owned();
    let gone =
        scene.carol(|summary, pen| summary.remove(&key, super::summary_scene::text("moved"), pen));
    scene.write(gone);
    scene.state(Slot::Allergy, Says::NoInformation, true);
    let assessment = ask(&scene, &tasks(&[TaskKind::PrepareMeal, TaskKind::WelfareCheck]), 1);
    assert_eq!(answers(&assessment), [Answer::Paused, Answer::MayProceed]);
    assert_eq!(assessment.findings[0].reason, Reason::StatedUnknown);
    assert_eq!(assessment.findings[0].state, Some(SectionState::Missing));

    scene.state(Slot::Allergy, Says::NoneKnown, true);
    let assessment = ask(&scene, &tasks(&[TaskKind::PrepareMeal]), 1);
    assert_eq!(assessment.advice, Advice::Proceed);
}

#[test]
fn the_states_and_since_when() {
    let confirmed = SUNDAY_NIGHT.plus_millis(-HOUR);
    let now = Now::sure(SUNDAY_NIGHT);
    let mut scene = Scene::complete();
    let section = Section::Communication;
    let key = scene.summary().language.as_ref().expect("a language").key().to_owned();
    assert_eq!(state_of(&scene, section, &[], now), (SectionState::Current, Some(confirmed)));

    let late = Now::sure(confirmed.plus_millis(365 * DAY + 1));
    let stale = Some(confirmed.plus_millis(365 * DAY));
    assert_eq!(state_of(&scene, section, &[], late), (SectionState::Stale, stale));
    let just = Now::sure(confirmed.plus_millis(365 * DAY));
    assert_eq!(state_of(&scene, section, &[], just), (SectionState::Current, Some(confirmed)));

    let review = Confirming { review_due: Some(date("2026-11-22")), ..in_person(&[]) };
    let puts = scene.carol(|summary, pen| summary.confirm(&key, &review, pen));
    scene.write(puts);
    let midnight = Some(Timestamp(1_795_305_600_000));
    assert_eq!(state_of(&scene, section, &[], now), (SectionState::ReviewDue, midnight));

    let valid = Confirming { valid_until: Some(date("2026-11-21")), ..in_person(&[]) };
    let puts = scene.carol(|summary, pen| summary.confirm(&key, &valid, pen));
    scene.write(puts);
    assert_eq!(state_of(&scene, section, &[], now), (SectionState::Stale, midnight));

    let doubt = Now { at: SUNDAY_NIGHT, clocks: Clocks::Disagree };
    assert_eq!(state_of(&scene, section, &[], doubt), (SectionState::Unconfirmed, None));

    let welsh = content(Slot::Language, &[("language", "Welsh")]);
    let puts = scene.carol(|summary, pen| summary.change(&key, welsh, by_author(), pen));
    scene.write(puts);
    let changed = (SectionState::Unconfirmed, Some(SUNDAY_NIGHT));
    assert_eq!(state_of(&scene, section, &[], now), changed);

    scene.now = scene.now.plus_millis(HOUR);
    scene.dispute(&key, &[("language", "Welsh")], &[("language", "Urdu")]);
    let disputed = (SectionState::Disputed, Some(scene.now));
    assert_eq!(state_of(&scene, section, &[], Now::sure(scene.now)), disputed);

    let puts = scene.carol(|summary, pen| {
        let settling = super::summary::Settling::Removed;
        summary.settle(&key, settling, super::summary_scene::text("asked"), by_author(), pen)
    });
    scene.write(puts);
    assert_eq!(state_of(&scene, section, &[], now), (SectionState::Missing, None));
}

#[test]
fn a_fall_unconfirms_its_sections_at_once_until_somebody_who_knew_of_it_confirms() {
    let mut scene = Scene::complete();
    let now = Now::sure(scene.now);
    // By its own clock the fall was long before the confirmation; that makes no difference.
    let fall = event(7, EventKind::Fall, SUNDAY_NIGHT.plus_millis(-30 * DAY));
    let state = |scene: &Scene, section| state_of(scene, section, &[fall], now);
    let unconfirmed = (SectionState::Unconfirmed, Some(fall.occurred));
    assert_eq!(state(&scene, Section::MobilityAndFalls), unconfirmed);
    assert_eq!(state(&scene, Section::RisksAndTriggers), unconfirmed);
    assert_eq!(state(&scene, Section::Medication).0, SectionState::Current);

    let asked = Asked { events: vec![fall], ..tasks(ORDINARY) };
    let assessment = ask(&scene, &asked, 1);
    assert_eq!(assessment.advice, Advice::ProceedWithChanges);
    assert_eq!(
        answers(&assessment),
        [
            Answer::MayProceed,
            Answer::MayProceed,
            Answer::MayProceed,
            Answer::Paused,
            Answer::Paused
        ],
        "higher-risk tasks wait, the others go ahead"
    );

    scene.confirm_all(&[fall]);
    assert_eq!(ask(&scene, &asked, 1).advice, Advice::Proceed);
}

#[test]
fn where_the_clocks_disagree_everything_that_depends_on_age_is_to_be_checked() {
    let scene = Scene::complete();
    let now = Now::of(SUNDAY_NIGHT, SUNDAY_NIGHT.plus_millis(-3 * DAY));
    assert_eq!(now, Now { at: SUNDAY_NIGHT, clocks: Clocks::Disagree });
    let policy = Policy::default();
    let assessment = assess(&scene.summary(), &tasks(ORDINARY), staff(1), &policy, now);
    assert_eq!(assessment.advice, Advice::ProceedWithChanges);
    assert!(assessment.findings.iter().all(|finding| finding.reason == Reason::CheckDate));
    assert_eq!(
        assessment.findings[0].sentence(),
        "The clocks do not agree. Check the date before you rely on this."
    );
    assert_eq!(assessment.steps.len(), 1, "check the date, once");
    let within = Now::of(SUNDAY_NIGHT, SUNDAY_NIGHT.plus_millis(HOUR));
    assert_eq!(within.clocks, Clocks::Agree);
}

#[test]
fn a_two_person_task_waits_for_the_second_person() {
    let mut scene = Scene::complete();
    let key = scene.summary().staff_needed.as_ref().expect("a number").key().to_owned();
    scene.dispute(&key, &[("number", "2")], &[("number", "1"), ("what_for", "standing")]);
    let asked = tasks(&[TaskKind::Transfer, TaskKind::WelfareCheck]);
    let alone = ask(&scene, &asked, 1);
    assert_eq!(answers(&alone), [Answer::Paused, Answer::MayProceed]);
    assert_eq!(alone.tasks[0].staff, staff(2), "in a dispute the higher number counts");
    let both = ask(&scene, &asked, 2);
    assert_eq!(answers(&both), [Answer::MayProceed, Answer::MayProceed]);
    assert_eq!(both.advice, Advice::ProceedWithChanges, "and somebody settles it");
    assert_eq!(both.findings[0].reason, Reason::ReadCautiously);
}

#[test]
fn a_disputed_time_critical_medicine_escalates_at_once_and_the_other_medicine_is_given() {
    let mut scene = Scene::complete();
    let (critical, other) = {
        let summary = scene.summary();
        let by_name = |name: &str| {
            let found = summary.medicines.iter().find(|medicine| {
                medicine.agreed().is_some_and(|item| item.content.name.as_str() == name)
            });
            found.expect("a medicine").key().to_owned()
        };
        (by_name("Co-careldopa"), by_name("Senna"))
    };
    scene.dispute(
        &critical,
        &[("name", "Co-careldopa"), ("dose", "2 tablets")],
        &[("name", "Co-careldopa"), ("dose", "1 tablet"), ("time_critical", "yes")],
    );
    let mut asked = tasks(&[TaskKind::MedicineAdminister, TaskKind::MedicineAdminister]);
    asked.tasks[0].medicine = Some(critical.clone());
    asked.tasks[1].medicine = Some(other);
    // Carol's and Sam's values are both unconfirmed; Senna stands confirmed as before.
    let assessment = ask(&scene, &asked, 1);
    assert_eq!(answers(&assessment), [Answer::EscalateAtOnce, Answer::MayProceed]);
    assert_eq!(assessment.advice, Advice::ProceedWithChanges);
    let found: Vec<_> = assessment
        .findings
        .iter()
        .map(|finding| (finding.reason, finding.keys.0.clone()))
        .collect();
    assert_eq!(
        found,
        [
            (Reason::Disputed, vec![critical.clone()]),
            (Reason::TimeCriticalDisputed, vec![critical.clone()])
        ]
    );
    asked.tasks.truncate(1);
    assert_eq!(ask(&scene, &asked, 1).advice, Advice::DoNotStart);
    asked.tasks.clear();
    let without = ask(&scene, &asked, 1);
    assert_eq!(without.advice, Advice::ProceedWithChanges, "it escalates with no such task too");
    assert_eq!(without.steps[0].kind, super::step::StepKind::PhoneNow);
}

#[test]
fn a_disputed_allergy_counts_as_there_and_a_disputed_restriction_as_not_authorised() {
    let mut scene = Scene::complete();
    let allergy = scene.summary().allergies[0].key().to_owned();
    scene.dispute(&allergy, &[("agent", "Penicillin")], &[("agent", "Penicillins")]);
    let asked = tasks(&[TaskKind::PrepareMeal, TaskKind::RestrictionUse]);
    let rails: &[(&str, &str)] = &[("kind", "mechanical"), ("description", "Bed rails at night")];
    let always: &[(&str, &str)] = &[("kind", "mechanical"), ("description", "Bed rails always")];
    let key = scene.add_confirmed(Slot::Restriction, rails);
    let assessment = ask(&scene, &asked, 1);
    assert_eq!(answers(&assessment), [Answer::MayProceed; 2]);
    assert_eq!(assessment.advice, Advice::ProceedWithChanges);

    scene.dispute(&key, rails, always);
    // Sam's value and Carol's differ; hers says what stood before.
    let assessment = ask(&scene, &asked, 1);
    assert_eq!(answers(&assessment), [Answer::MayProceed, Answer::Paused]);
}

#[test]
fn a_medicine_that_was_stopped_after_the_visit_was_planned_is_asked_about_before_it_is_given() {
    let mut scene = Scene::complete();
    let keys: Vec<String> =
        scene.summary().medicines.iter().map(|one| one.key().to_owned()).collect();
    let never = "medicine/0190d5a8-3c4e-7000-8000-000000000000".to_owned();
    let mut asked = tasks(&[TaskKind::MedicineAdminister; 3]);
    asked.tasks[0].medicine = Some(keys[0].clone());
    asked.tasks[1].medicine = Some(keys[1].clone());
    asked.tasks[2].medicine = Some(never.clone());
    let stopped =
        scene.carol(|summary, pen| summary.remove(&keys[0], super::summary_scene::text("GP"), pen));
    scene.write(stopped);

    let assessment = ask(&scene, &asked, 1);
    let answered = [Answer::EscalateAtOnce, Answer::MayProceed, Answer::EscalateAtOnce];
    assert_eq!(answers(&assessment), answered);
    assert_eq!(assessment.advice, Advice::ProceedWithChanges);
    let found: Vec<_> = assessment
        .findings
        .iter()
        .map(|one| (one.reason, one.measure, one.keys.0.clone(), one.task.clone(), one.since))
        .collect();
    let gone = |key: &String, task: &str, since| {
        let reason = Reason::MedicineDoesNotStand;
        (reason, Measure::PauseTasks, vec![key.clone()], Some(task.to_owned()), since)
    };
    assert_eq!(found.len(), 2);
    assert!(found.contains(&gone(&keys[0], "task/0", Some(SUNDAY_NIGHT))));
    assert!(found.contains(&gone(&never, "task/2", None)));
    assert_eq!(assessment.steps[0].kind, super::step::StepKind::PhoneNow);

    asked.tasks.truncate(1);
    asked.tasks[0].kind = TaskKind::SkinCare;
    assert_eq!(answers(&ask(&scene, &asked, 1)), [Answer::Paused], "a cream waits");
}

#[test]
fn a_restriction_that_nobody_authorised_or_that_was_taken_away_waits() {
    let mut scene = Scene::complete();
    let asked = tasks(&[TaskKind::RestrictionUse, TaskKind::WelfareCheck]);
    let assessment = ask(&scene, &asked, 1);
    assert_eq!(answers(&assessment), [Answer::Paused, Answer::MayProceed]);
    assert_eq!(assessment.advice, Advice::ProceedWithChanges);
    assert!(assessment.findings[0].sentence().starts_with("Not currently authorised. Phone now."));

    let rails: &[(&str, &str)] = &[("kind", "mechanical"), ("description", "Bed rails at night")];
    let key = scene.add_confirmed(Slot::Restriction, rails);
    assert_eq!(ask(&scene, &asked, 1).advice, Advice::Proceed);
    let ended =
        scene.carol(|summary, pen| summary.remove(&key, super::summary_scene::text("over"), pen));
    scene.write(ended);
    let assessment = ask(&scene, &asked, 1);
    assert_eq!(answers(&assessment), [Answer::Paused, Answer::MayProceed]);
    assert_eq!(assessment.findings[0].since, Some(SUNDAY_NIGHT));
}

#[test]
fn a_task_the_catalogue_does_not_have_is_not_checked_and_never_clear() {
    let scene = Scene::complete();
    let assessment = ask(&scene, &tasks(&[TaskKind::Unlisted, TaskKind::Housework]), 1);
    assert_eq!(answers(&assessment), [Answer::NotChecked, Answer::MayProceed]);
    assert_eq!(assessment.advice, Advice::ProceedWithChanges);
    assert_eq!(assessment.findings[0].reason, Reason::NotChecked);
}

#[test]
fn while_the_emar_link_is_down_medication_is_confirmed_by_phone_and_that_releases_the_task() {
    let mut scene = Scene::complete();
    let asked = Asked {
        pathway: Some(Pathway::Discharge),
        down: vec![Down { system: System::EmarLink, since: SUNDAY_NIGHT }],
        ..tasks(&[TaskKind::MedicineAdminister, TaskKind::MedicinePrompt])
    };
    let before = ask(&scene, &asked, 1);
    assert_eq!(answers(&before), [Answer::Paused, Answer::MayProceed]);
    assert_eq!(
        before.findings[0].sentence(),
        "The eMAR link is down, and nobody has confirmed this by phone. Since 22 Nov 2026."
    );
    scene.now = scene.now.plus_millis(60_000);
    let by_phone = Confirming { how: Channel::Phone, ..in_person(&[]) };
    let keys: Vec<String> =
        scene.summary().medicines.iter().map(|one| one.key().to_owned()).collect();
    for key in keys {
        let puts = scene.carol(|summary, pen| summary.confirm(&key, &by_phone, pen));
        scene.write(puts);
    }
    assert_eq!(answers(&ask(&scene, &asked, 1)), [Answer::MayProceed; 2]);
}

#[test]
fn a_subcontracted_visit_does_not_start_on_a_missing_section() {
    let scene = Scene::new();
    let mut asked = tasks(&[TaskKind::WelfareCheck]);
    assert_eq!(ask(&scene, &asked, 1).advice, Advice::ProceedWithChanges);
    asked.pathway = Some(Pathway::Subcontract);
    assert_eq!(ask(&scene, &asked, 1).advice, Advice::DoNotStart);
}

#[test]
fn a_stop_date_that_has_passed_makes_the_section_stale() {
    let mut scene = Scene::complete();
    let stop = [("name", "Amoxicillin"), ("stop", "2026-11-21")];
    let key = scene.add_confirmed(Slot::Medicine, &stop);
    let mut asked = tasks(&[TaskKind::MedicineAdminister, TaskKind::MedicineAdminister]);
    asked.tasks[0].medicine = Some(key);
    asked.tasks[1].medicine = Some(scene.summary().medicines[0].key().to_owned());
    let assessment = ask(&scene, &asked, 1);
    assert_eq!(answers(&assessment), [Answer::Paused, Answer::MayProceed]);
    assert_eq!(assessment.findings[0].reason, Reason::Expired);
}

#[test]
fn a_managers_policy_counts_and_its_version_is_recorded() {
    let mut scene = Scene::complete();
    let mut rule = Policy::default().section(Section::Communication).clone();
    rule.maximum_age = super::pathway::Days::new(1);
    rule.stale = super::finding::Measure::DoNotStart;
    rule.required = super::YesNo::Yes;
    let puts =
        Policy::default().set_section(rule, by_author(), &mut scene.pen(super::summary_scene::SAM));
    let mut fields = Fields::new();
    fields.extend(puts.into_iter().map(|put| (put.key, vec![put.value])));
    let policy = Policy::read(&fields);
    assert_eq!(policy.version.get(), 1);
    assert_ne!(policy.readable(), Policy::default().readable());

    let now = Now::sure(SUNDAY_NIGHT.plus_millis(2 * DAY));
    let asked = tasks(&[TaskKind::WelfareCheck]);
    let assessment = assess(&scene.summary(), &asked, staff(1), &policy, now);
    assert_eq!(assessment.advice, Advice::DoNotStart);
    assert_eq!(assessment.policy, policy.version);
}

#[test]
fn an_assessment_is_recorded_as_it_was_given() {
    let fall = event(7, EventKind::Fall, SUNDAY_NIGHT);
    let asked = Asked {
        events: vec![fall],
        pathway: Some(Pathway::RapidStart),
        down: vec![Down { system: System::Rota, since: SUNDAY_NIGHT }],
        staff_needed: Some(staff(2)),
        ..tasks(TaskKind::ALL)
    };
    for scene in [Scene::new(), Scene::complete()] {
        let assessment = ask(&scene, &asked, 1);
        let bytes = canonical::to_bytes(&assessment);
        assert_eq!(canonical::from_bytes::<Assessment>(&bytes), Ok(assessment));
    }
}

#[test]
fn somebody_out_of_hours_or_behind_a_system_that_is_down_is_listed_with_the_reason() {
    let mut scene = Scene::complete();
    scene.add_confirmed(
        Slot::Rung,
        &[
            ("position", "2"),
            ("role", "office"),
            ("contacts", "Front desk, phone 01632 960001"),
            ("hours", "mon-fri 09:00-17:00"),
        ],
    );
    scene.add_confirmed(
        Slot::Rung,
        &[("position", "3"), ("role", "GP"), ("contacts", "Elm Practice, email gp@example.org")],
    );
    let asked = Asked {
        down: vec![Down { system: System::Email, since: SUNDAY_NIGHT }],
        ..tasks(&[TaskKind::WelfareCheck])
    };
    let calls = ask(&scene, &asked, 1).calls;
    let skipped: Vec<_> =
        calls.iter().map(|call| (call.name.as_str(), call.skipped.map(|why| why.text()))).collect();
    assert_eq!(
        skipped,
        [
            ("Mo Adeyemi", None),
            ("Front desk", Some("outside their hours".to_owned())),
            ("Elm Practice", Some("the way to reach them is down".to_owned())),
        ]
    );
}
