//! The three times: what Amina says, what her phone says, when Sam's tablet took it in.

use holdfast_core::care::Times;
use holdfast_core::device::{Belongs, Misplaced, Timed, VisitId};
use holdfast_ledger::Timestamp;

use crate::office::{EVENING, HOUR, Office, text};

fn of_the_notes(office: &Office, name: &str, visit: VisitId) -> Vec<Timed> {
    let page = office.device(name).visits().page(visit).expect("the visit");
    let notes: Vec<_> = page.visit.notes.iter().flat_map(|note| note.all().map(|i| i.id)).collect();
    let mut times = office.device(name).visits().times(visit).expect("times");
    times.retain(|timed| notes.contains(&timed.item));
    times
}

#[test]
fn a_note_has_three_times_and_none_stands_for_another() {
    let office = Office::new();
    let person = office.person("Margaret");
    let visit = office.visit(person, &["Amina"]);
    office.meet();
    office.advance(HOUR);
    let happened = EVENING.plus_millis(HOUR / 2);
    let before = office.now();
    office.note("Amina", visit, "Slept in her chair.", happened);
    let after = office.now();
    office.advance(3 * HOUR);
    let taken = office.now();
    office.meet();

    let [at_sams] = of_the_notes(&office, "Sam", visit)[..] else { panic!("one note") };
    let Times { occurred, written, received, .. } = at_sams.times;
    assert_eq!((at_sams.by, occurred), (office.member("Amina"), Some(happened)));
    assert!(written >= before && written < after, "by Amina's clock");
    let received = received.expect("Sam's tablet took it in");
    assert!(received >= taken && received < office.now(), "by Sam's clock");

    let [at_aminas] = of_the_notes(&office, "Amina", visit)[..] else { panic!("one note") };
    let not_received = Times { received: None, ..at_sams.times };
    assert_eq!(at_aminas.times, not_received, "her own phone cannot know");

    // A second bundle, later, changes nothing: it was received when it was received.
    office.advance(HOUR);
    office.meet();
    assert_eq!(of_the_notes(&office, "Sam", visit)[0].times.received, Some(received));
}

#[test]
fn an_amendment_and_what_was_entered_again_have_times_of_their_own() {
    let office = Office::new();
    let (wrong, right) = (office.person("Margaret"), office.person("Doris"));
    let visit = office.visit(wrong, &["Amina"]);
    office.visit(right, &["Amina"]);
    office.meet();
    let amina = office.device("Amina").visits();
    office.note("Amina", visit, "Right heel red.", EVENING);
    office.meet();
    let note = amina.page(visit).expect("the visit").visit.notes[0].id();
    amina.amend_note(visit, note, text("Left heel red."), text("wrong side")).expect("amended");
    office.advance(HOUR);
    office.meet();
    let times = of_the_notes(&office, "Carol", visit);
    let received: Vec<Timestamp> = times.iter().filter_map(|timed| timed.times.received).collect();
    let [first, amended] = received[..] else { panic!("two wordings, both received") };
    assert!(amended.since(first) >= HOUR);

    let belongs = Belongs::ToPerson(right);
    let misplaced = Misplaced { visit, items: vec![note], reason: text("not hers"), belongs };
    let moved = office.device("Sam").visits().wrong_person(misplaced).expect("marked");
    office.advance(HOUR);
    office.meet();
    let [again] = of_the_notes(&office, "Carol", moved.expect("where"))[..] else {
        panic!("one note")
    };
    assert_eq!((again.by, again.times.written), (office.member("Amina"), times[0].times.written));
    assert!(again.times.received.expect("received").since(amended) >= HOUR);
}
