//! The key safe: shown around a visit, to whoever is on it; to Sam at any time with a reason.

use holdfast_core::care::PersonId;
use holdfast_core::care::summary::Slot;
use holdfast_core::care::summary::entry::Availability;
use holdfast_core::device::{Edited, VisitId, WayIn};

use crate::office::{EVENING, HOUR, Office, content, text, writing};

fn scene() -> (Office, PersonId, VisitId) {
    let office = Office::new();
    let person = office.person("Margaret");
    let way_in = [("way_in", "side door"), ("key_safe", "by the meter"), ("code", "C1470")];
    let carol = office.device("Carol").people();
    carol.add(person, content(Slot::EntryDetails, &way_in), writing()).expect("written");
    let visit = office.visit(person, &["Amina"]);
    office.meet();
    (office, person, visit)
}

/// The codes somebody is shown for a visit, or why not.
fn codes(
    office: &Office,
    name: &str,
    visit: VisitId,
    reason: Option<&str>,
) -> Result<Vec<String>, Availability> {
    let way = office.device(name).visits().entry_details(visit, reason.map(text)).expect("asked");
    shown(way)
}

fn shown(way: WayIn) -> Result<Vec<String>, Availability> {
    match way {
        WayIn::Shown(items) => Ok(items
            .iter()
            .filter_map(|item| item.content.code.as_ref().map(|code| code.as_str().to_owned()))
            .collect()),
        WayIn::Withheld(why) => Err(why),
    }
}

#[test]
fn amina_sees_it_from_an_hour_before_her_visit_until_twelve_hours_after() {
    let (office, person, visit) = scene();
    // Ben is on Margaret's round, and not on this visit.
    office.visit(person, &["Ben"]);
    office.meet();
    // Her window begins at eight; it is seven, and setting the scene took a moment.
    assert_eq!(codes(&office, "Amina", visit, None), Ok(vec!["C1470".to_owned()]));
    assert_eq!(codes(&office, "Ben", visit, Some("I am curious")), Err(Availability::NotTheirs));
    let amina = office.device("Amina").visits();
    amina.start(visit, Default::default()).expect("arrived");
    amina.leave(visit, None, Default::default()).expect("left");
    office.advance(13 * HOUR);
    assert_eq!(codes(&office, "Amina", visit, None), Ok(vec!["C1470".to_owned()]));
    office.advance(HOUR);
    assert_eq!(codes(&office, "Amina", visit, None), Err(Availability::Over));
}

#[test]
fn before_the_hour_amina_is_told_from_when() {
    let (office, person, _) = scene();
    let opens = EVENING.plus_millis(5 * HOUR);
    let plan = holdfast_core::device::NewVisit {
        person,
        window: holdfast_core::care::Span {
            start: opens.plus_millis(HOUR),
            end: opens.plus_millis(2 * HOUR),
        },
        minutes: None,
        tasks: Vec::new(),
        staff: None,
        carers: vec![office.member("Amina")],
        commissioned_by: None,
        delivered_by: None,
        round: None,
        pathway: None,
    };
    let late = office.device("Carol").visits().plan(plan).expect("a plan");
    office.meet();
    assert_eq!(codes(&office, "Amina", late, None), Err(Availability::NotBefore(opens)));
}

#[test]
fn sam_opens_it_with_a_reason_and_mo_reads_the_reason_afterwards() {
    let (office, person, visit) = scene();
    office.advance(48 * HOUR);
    let sam = office.device("Sam");
    office.device("Amina").visits().start(visit, Default::default()).expect("arrived");
    office.meet();
    // Sam is a senior, but not at this visit, which is still open: as for whoever is on it.
    assert_eq!(codes(&office, "Sam", visit, None), Ok(vec!["C1470".to_owned()]));
    let before = office.device("Mo").decisions().list(Some(person)).expect("decisions");
    assert_eq!(before.len(), 0);
    let why = text("her daughter phoned, she does not answer");
    let way = sam.people().entry_details(person, why.clone()).expect("asked");
    assert_eq!(shown(way), Ok(vec!["C1470".to_owned()]));
    let ben = office.device("Amina").people().entry_details(person, why.clone()).expect("asked");
    assert_eq!(shown(ben), Err(Availability::NotTheirs));
    office.meet();
    let rows = office.device("Mo").decisions().list(Some(person)).expect("decisions");
    let [row] = &rows[..] else { panic!("{} decisions", rows.len()) };
    let decision = row.entry.content().expect("it stands");
    assert_eq!(row.entry.original().author, office.member("Sam"));
    assert_eq!(decision.why, why);
    assert_eq!(decision.what, text("opened the entry details (how to get in)"));
}

#[test]
fn no_page_no_summary_and_no_list_of_changes_has_it() {
    let (office, person, visit) = scene();
    for name in ["Carol", "Amina"] {
        let people = office.device(name).people();
        let page = people.page(person).expect("the page");
        assert_eq!(page.summary.at("entry/details"), None, "{name}");
        assert_eq!(people.summary(person).expect("the summary").at("entry/details"), None);
        let json = serde_json::to_string(&page.summary).expect("as JSON");
        let changes = serde_json::to_string(&page.changes).expect("as JSON");
        assert!(!json.contains("C1470") && !changes.contains("C1470"), "{name}");
        assert!(json.contains("Margaret Hughes"), "the rest is there");
    }
    // Carol corrects the code without being shown it, and the rest stays.
    let carol = office.device("Carol").people();
    let done = carol.edit(person, "entry/details", &[("code", "C2580")], writing());
    assert_eq!(done.expect("changed"), Edited::Changed);
    office.meet();
    assert_eq!(codes(&office, "Amina", visit, None), Ok(vec!["C2580".to_owned()]));
    let way = office.device("Amina").visits().entry_details(visit, None).expect("asked");
    let WayIn::Shown(items) = way else { panic!("shown") };
    assert_eq!(items[0].content.way_in, text("side door"));
}
