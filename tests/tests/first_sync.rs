//! A new phone, with a weak signal: what is needed now comes first.

use holdfast_core::care::summary::Slot;
use holdfast_core::care::{PersonId, Said, Span, Staff, Text};
use holdfast_core::device::{Device, NewVisit, VisitId};
use holdfast_tests::scene::{add, margaret, visit};
use holdfast_tests::world::{DAY, EVENING, HOUR, Link, World};

/// How many days back Ben's visits were: last month's and the month's before, and two of this month.
const AGO: [i64; 6] = [1, 2, 20, 30, 40, 50];
/// Notes in each.
const NOTES: usize = 40;

/// Carol plans a visit that was some days ago.
fn plan(world: &World, person: PersonId, ago: i64) -> VisitId {
    let start = EVENING.plus_millis(-ago * DAY);
    let plan = NewVisit {
        person,
        window: Span { start, end: start.plus_millis(HOUR) },
        minutes: None,
        tasks: Vec::new(),
        staff: Staff::new(1),
        carers: vec![world.member("Ben"), world.member("Amina")],
        commissioned_by: None,
        delivered_by: None,
        round: None,
        pathway: None,
    };
    world.device("Carol").visits().plan(plan).expect("a plan")
}

/// Ben's notes of it, long ones.
fn carry_out(world: &World, visit: VisitId) {
    let long = "Sat by the window and told of the ferry, as every evening. ".repeat(80);
    for number in 0..NOTES {
        let note = Text::new(&format!("{number}: {long}")).expect("a text");
        world.device("Ben").visits().note(visit, note, Said::default()).expect("saved");
    }
}

/// Whether a carer could set out with it: the visit, whom it is to, and what is in the summary.
fn can_set_out(device: &Device, today: VisitId) -> bool {
    let rows = device.visits().today().expect("today");
    let row = rows.iter().find(|row| row.visit == today);
    let person = row.and_then(|row| row.name.as_ref().and(row.person));
    let summary = person.and_then(|person| device.people().summary(person).ok());
    summary.is_some_and(|summary| summary.of_slot(Slot::Allergy).len() == 1)
}

#[test]
fn on_a_new_phone_todays_list_and_its_summary_come_before_what_lies_behind() {
    let mut world = World::staffed(71);
    world.link("Amina", Link::Cut);
    let person = margaret(&world);
    let past = AGO.map(|ago| plan(&world, person, ago));
    world.run_until_quiet();
    past.into_iter().for_each(|visit| carry_out(&world, visit));
    add(&world, "Carol", person, Slot::Allergy, &[("agent", "penicillin")]);
    let today = visit(&world, person, &["Amina"]);
    world.run_until_quiet();

    world.link("Amina", Link::Up);
    let amina = world.device("Amina").clone();
    let mut session = amina.sync().expect("a hub was named");
    let (mut received, mut enough) = (0, None);
    while let Some(request) = session.next().expect("a request") {
        let answer = world.answer(&request);
        received += answer.len();
        session.receive(&answer).expect("the hub's answer");
        if enough.is_none() && can_set_out(&amina, today) {
            enough = Some(received);
        }
    }
    let enough = enough.expect("she can set out in the end");
    let page = amina.visits().between(EVENING.plus_millis(-60 * DAY), EVENING).expect("visits");
    assert_eq!(page.len(), AGO.len());
    assert!(received > 1_000_000, "expected a long history, found {received} bytes");
    assert!(enough * 3 < received, "set out after {enough} of {received} bytes");
}
