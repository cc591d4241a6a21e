//! A visit that is not to take place.

use holdfast_core::care::{Said, VisitState};
use holdfast_core::device::DeviceError;

use crate::office::{Office, text};

#[test]
fn a_visit_planned_by_mistake_is_stood_down_with_its_reason_and_whoever_goes_is_not_refused() {
    let office = Office::new();
    let margaret = office.person("Margaret");
    let visit = office.visit(margaret, &["Amina"]);
    let carol = || office.device("Carol").visits();
    office.meet();
    let refused = office.device("Amina").visits().stand_down(visit, text("she is away"));
    assert!(matches!(refused, Err(DeviceError::NotAllowed { .. })), "{refused:?}");
    carol().stand_down(visit, text("planned twice")).expect("stood down");
    let again = carol().stand_down(visit, text("planned twice"));
    assert!(matches!(again, Err(DeviceError::NotFound { .. })), "{again:?}");
    office.meet();
    let amina = office.device("Amina").visits();
    let page = amina.page(visit).expect("the visit");
    assert_eq!(page.visit.state(), VisitState::StoodDown);
    let window = page.visit.window.as_ref().expect("it stays in the record").winner();
    assert_eq!(window.reason.as_ref(), Some(&text("planned twice")));
    let row = amina.today().expect("today").into_iter().find(|row| row.visit == visit);
    let row = row.expect("it is in the list");
    assert_eq!((row.state, row.ends), (VisitState::StoodDown, Some(window.content.end.0)));
    assert_eq!(page.visit.care_span(), None, "nothing is due where nobody goes");
    amina.start(visit, Said::default()).expect("never refused");
    let page = amina.page(visit).expect("the visit");
    assert_eq!(page.visit.state(), VisitState::UnderWay);
    let span = page.visit.care_span().expect("what was due is due");
    assert_eq!(span, window.content.span());
}
