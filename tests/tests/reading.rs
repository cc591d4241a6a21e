//! What somebody has read, and what they have not: bound to exactly what was on the screen, and
//! nothing that was ever said is lost, by an amendment or by an import.

use std::path::Path;

use holdfast_core::care::definition::YesNo;
use holdfast_core::care::summary::{ImportAction, Slot, Traced};
use holdfast_core::care::{Date, Defined as _, Event, PersonId, Said, Value as _};
use holdfast_core::device::{Bearer, DeviceError, Known, MayBe, Unlike, Whose};
use holdfast_exchange::read_fhir;
use holdfast_tests::scene::{
    add, by_phone, content, margaret, readable, said, text, visit, writing,
};
use holdfast_tests::world::{Link, World};

/// The kinds of what Amina's screen says has changed, and whether each asks to be read again.
fn changes(world: &World, person: PersonId) -> Vec<(Option<Slot>, bool)> {
    let page = world.device("Amina").people().page(person).expect("a page");
    page.changes.iter().map(|change| (change.slot, change.asks_again == YesNo::Yes)).collect()
}

#[test]
fn amina_acknowledges_what_she_saw_and_nothing_else() {
    let mut world = World::staffed(21);
    let person = margaret(&world);
    visit(&world, person, &["Amina"]);
    world.run_until_quiet();

    let shown = world.device("Amina").people().page(person).expect("a page");
    assert_eq!(shown.last_read, None);
    add(&world, "Carol", person, Slot::Allergy, &[("agent", "latex")]);
    world.run_until_quiet();
    let refused = world.device("Amina").people().acknowledge(&shown);
    assert!(matches!(refused, Err(DeviceError::Changed)), "{refused:?}");
    let still = world.device("Amina").people().page(person).expect("a page");
    assert_eq!(still.last_read, None, "what was refused is not kept");

    world.device("Amina").people().acknowledge(&still).expect("read and understood");
    assert_eq!(changes(&world, person), []);
    add(&world, "Sam", person, Slot::Allergy, &[("agent", "penicillin")]);
    world.run_until_quiet();
    assert_eq!(changes(&world, person), [(Some(Slot::Allergy), true)]);
}

#[test]
fn carol_confirms_what_she_was_shown_and_nothing_that_came_in_between() {
    let mut world = World::staffed(25);
    let person = margaret(&world);
    let dose = |dose| [("name", "Warfarin"), ("dose", dose)];
    let key = add(&world, "Carol", person, Slot::Medicine, &dose("1 mg"));
    world.run_until_quiet();
    let carol = |world: &World| world.device("Carol").people().page(person).expect("a page");
    let confirm = |world: &World, shown| {
        let people = world.device("Carol").people();
        people.confirm(shown, std::slice::from_ref(&key), &by_phone())
    };

    let shown = carol(&world);
    let more = content(Slot::Medicine, &dose("5 mg"));
    world.device("Sam").people().change(person, &key, more, writing()).expect("changed");
    world.run_until_quiet();
    let refused = confirm(&world, &shown);
    assert!(matches!(refused, Err(DeviceError::Changed)), "{refused:?}");
    assert_eq!(said(&world, "Carol", person, Slot::Medicine), [["Warfarin, 5 mg"]]);

    let shown = carol(&world);
    let fall =
        Event::from_texts(&[("person", &person.to_string()), ("kind", "fall")]).expect("an event");
    world.device("Sam").people().happened(person, fall, Said::default()).expect("recorded");
    world.run_until_quiet();
    let refused = confirm(&world, &shown);
    assert!(matches!(refused, Err(DeviceError::Changed)), "{refused:?}");

    confirm(&world, &carol(&world)).expect("what she sees now");
    assert_eq!(said(&world, "Carol", person, Slot::Medicine), [["confirmed: Warfarin, 5 mg"]]);
}

#[test]
fn an_amended_note_keeps_what_was_written_first() {
    let mut world = World::staffed(22);
    let person = margaret(&world);
    let id = visit(&world, person, &["Amina"]);
    world.run_until_quiet();
    world.link("Amina", Link::Cut);
    let amina = world.device("Amina").visits();
    amina.note(id, text("Left heel is red."), Said::default()).expect("saved");
    let note = amina.page(id).expect("the visit").visit.notes[0].id();
    amina.amend_note(id, note, text("Right heel is red."), text("wrong side")).expect("saved");
    world.link("Amina", Link::Up);
    world.run_until_quiet();
    for name in ["Amina", "Carol", "Sam", "Mo"] {
        let page = world.device(name).visits().page(id).expect("the visit");
        let [entry] = &page.visit.notes[..] else { panic!("{name}: one note was written") };
        assert_eq!(entry.original().content.text.as_str(), "Left heel is red.", "{name}");
        let current = entry.content().map(|note| note.text.as_str());
        assert_eq!(current, Some("Right heel is red."), "{name}");
        let [amendment] = entry.amendments() else { panic!("{name}: one amendment") };
        assert_eq!(amendment.reason, Some(text("wrong side")), "{name}");
        assert_eq!(amendment.author, world.member("Amina"), "{name}");
    }
}

fn referral(change: impl FnOnce(String) -> String) -> Vec<u8> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let file = repository.join("cli/demo/referrals/margaret-hale.json");
    change(std::fs::read_to_string(file).expect("an invented referral")).into_bytes()
}

/// The same referral from a sender who gives no NHS number.
fn without_number(text: String) -> String {
    let mut file: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let entries = file["entry"].as_array_mut().expect("entries").iter_mut();
    for resource in entries.map(|entry| &mut entry["resource"]) {
        if resource["resourceType"] == "Patient" {
            resource.as_object_mut().expect("an object").remove("identifier");
        }
    }
    file.to_string()
}

fn import(world: &World, file: &[u8]) -> (PersonId, Known, Vec<ImportAction>) {
    let referral = read_fhir(file).expect("a referral");
    let done = world.device("Carol").people().import(&referral).expect("imported");
    (done.person, done.known, done.actions)
}

#[test]
fn a_referral_that_comes_twice_changes_nothing() {
    let world = World::staffed(23);
    let file = referral(|text| text);
    let (person, known, _) = import(&world, &file);
    assert_eq!(known, Known::New);
    let before = readable(&world, "Carol", person);
    let (again, known, actions) = import(&world, &file);
    assert_eq!((again, known), (person, Known::Already));
    let kept = |action: &ImportAction| matches!(action, ImportAction::Unchanged { .. });
    assert_eq!(
        actions.iter().filter(|action| !kept(action)).collect::<Vec<_>>(),
        Vec::<&ImportAction>::new()
    );
    assert_eq!(readable(&world, "Carol", person), before);
}

#[test]
fn a_changed_referral_proposes_and_overwrites_nothing() {
    let world = World::staffed(24);
    let (person, ..) = import(&world, &referral(|text| text));
    let before = said(&world, "Carol", person, Slot::Medicine);
    let changed = |text: String| text.replace("One tablet once a day", "Two tablets once a day");
    let (again, _, actions) = import(&world, &referral(changed));
    assert_eq!(again, person);
    let proposed: Vec<&ImportAction> =
        actions.iter().filter(|a| matches!(a, ImportAction::Change { .. })).collect();
    assert_eq!(proposed.len(), 1, "{proposed:?}");
    assert_eq!(said(&world, "Carol", person, Slot::Medicine), before);
    assert_eq!(before.iter().filter(|m| m[0].contains("Two tablets")).count(), 0);
    let proposals = said(&world, "Carol", person, Slot::Proposal);
    assert_eq!(proposals.len(), 1, "{proposals:?}");
}

#[test]
fn whoever_has_the_number_is_asked_about_before_a_namesake_without_one() {
    let world = World::staffed(27);
    let people = || world.device("Carol").people();
    // She was entered with another name and date; her namesake came without a number.
    let typed =
        |text: String| text.replace("1941-03-07", "1914-03-07").replace("\"Hale\"", "\"Hill\"");
    let (bearer, ..) = import(&world, &referral(typed));
    let (namesake, known, _) = import(&world, &referral(without_number));
    assert_eq!(known, Known::New);
    assert_ne!(bearer, namesake);
    let file = read_fhir(&referral(|text| text)).expect("a referral");
    let found = people().may_be(&file).expect("compared").into_iter();
    let found: Vec<_> = found.map(|one| (one.person, one.unlike)).collect();
    let both = [(bearer, vec![Unlike::Name, Unlike::Born]), (namesake, vec![Unlike::NoNumber])];
    assert_eq!(found, both, "all of them are shown");
    let refused = people().import(&file);
    assert!(matches!(refused, Err(DeviceError::Whose)), "{refused:?}");
    let same = people().import_as(&file, Whose::SamePerson(namesake)).expect("compared");
    assert_eq!((same.person, same.known), (namesake, Known::Already), "the one who was said");
    let nobody = Whose::SamePerson(PersonId(holdfast_ledger::RecordId([7; 16])));
    let refused = people().import_as(&file, nobody);
    assert!(matches!(refused, Err(DeviceError::Whose)), "not one of those it may be: {refused:?}");
}

#[test]
fn a_referral_with_neither_a_number_nor_a_date_of_birth_does_not_double_a_person() {
    let world = World::staffed(28);
    let people = || world.device("Carol").people();
    let unborn = |text: String| text.replace("\"birthDate\": \"1941-03-07\",", "");
    let neither = |text: String| without_number(unborn(text));
    let (peggy, known, _) = import(&world, &referral(neither));
    assert_eq!(known, Known::New);
    let file = read_fhir(&referral(neither)).expect("a referral");
    let refused = people().import(&file);
    assert!(matches!(refused, Err(DeviceError::Whose)), "{refused:?}");
    let found = people().may_be(&file).expect("compared").remove(0);
    assert_eq!((found.person, found.unlike), (peggy, vec![Unlike::NoNumber, Unlike::NoBorn]));
    let other = people().import_as(&file, Whose::AnotherPerson).expect("her namesake");
    assert_eq!(other.known, Known::New);
    let numbered = read_fhir(&referral(|text| text)).expect("a referral");
    assert_eq!(people().may_be(&numbered).expect("compared").len(), 2, "both are shown");
}

#[test]
fn one_nhs_number_in_two_files_is_one_person_only_when_somebody_who_compared_them_says_so() {
    let world = World::staffed(26);
    let people = || world.device("Carol").people();
    let (peggy, ..) = import(&world, &referral(|text| text));
    let before = readable(&world, "Carol", peggy);
    let change = |text: String| {
        text.replace("\"birthDate\": \"1941-03-07\"", "\"birthDate\": \"1952-08-30\"")
            .replace("\"Margaret\"", "\"Dorothy\"")
    };
    let file = read_fhir(&referral(change)).expect("a referral");

    let refused = people().import(&file);
    assert!(matches!(refused, Err(DeviceError::Whose)), "{refused:?}");
    assert_eq!(readable(&world, "Carol", peggy), before, "nothing came in by halves");
    assert_eq!(people().list().expect("a list").len(), 1);
    let bearer = |name: &str, born: &str| Bearer {
        name: Some(name.to_owned()),
        born: Some(Date::parse(born).expect("a date")),
    };
    let both = MayBe {
        person: peggy,
        here: bearer("Mrs Margaret Rose Hale", "1941-03-07"),
        file: bearer("Mrs Dorothy Rose Hale", "1952-08-30"),
        unlike: vec![Unlike::Name, Unlike::Born],
    };
    assert_eq!(people().may_be(&file).expect("compared"), [both]);

    let other = people().import_as(&file, Whose::AnotherPerson).expect("somebody else");
    assert_eq!(other.known, Known::New);
    assert_ne!(other.person, peggy);
    assert_eq!(readable(&world, "Carol", peggy), before, "nothing of hers went to Peggy");
    let again = people().import(&file).expect("she is known by now");
    assert_eq!((again.person, again.known), (other.person, Known::Already));

    // The same file with no number in it, once and again: nobody is matched by name, nobody doubled.
    let unnumbered = read_fhir(&referral(without_number)).expect("a referral");
    let refused = people().import(&unnumbered);
    assert!(matches!(refused, Err(DeviceError::Whose)), "{refused:?}");
    let may_be = people().may_be(&unnumbered).expect("compared").remove(0);
    assert_eq!((may_be.person, may_be.unlike), (peggy, vec![Unlike::NoNumber]));
    let listed = people().list().expect("a list").len();
    let same = people().import_as(&unnumbered, Whose::SamePerson(peggy)).expect("compared");
    assert_eq!((same.person, same.known), (peggy, Known::Already));
    assert_eq!(people().list().expect("a list").len(), listed);

    let mut unverified = read_fhir(&referral(|text| text)).expect("a referral");
    unverified.traced = Traced::NotVerified;
    let refused = people().import(&unverified);
    assert!(matches!(refused, Err(DeviceError::Whose)), "{refused:?}");
    let same = people().import_as(&unverified, Whose::SamePerson(peggy)).expect("compared");
    assert_eq!((same.person, same.known), (peggy, Known::Already));
}
