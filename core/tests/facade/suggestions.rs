//! Amina sees that the summary is wrong and says so; Carol decides with one tap.

use holdfast_core::care::summary::Slot;
use holdfast_core::care::{PersonId, RecordKind, Verdict};
use holdfast_core::device::{Deciding, DeviceError, Seen, Suggesting, SuggestionId};

use crate::office::{Office, content, text, writing};

const FRAME: [(&str, &str); 1] = [("how", "with a frame, one carer beside her")];

/// Margaret gets about with a frame; Amina suggests something about that.
fn scene() -> (Office, PersonId, SuggestionId) {
    let office = Office::new();
    let person = office.person("Margaret");
    let carol = office.device("Carol").people();
    carol.add(person, content(Slot::Indoors, &FRAME), writing()).expect("written");
    office.visit(person, &["Amina"]);
    office.meet();
    let suggestion = office.device("Amina").suggestions().suggest(Suggesting {
        person,
        about: Some("mobility/indoors".to_owned()),
        what: text("with two sticks now, the frame is gone"),
        why: Some(text("saw it this week")),
    });
    office.meet();
    (office, person, suggestion.expect("suggested"))
}

/// What Amina's phone says of getting about indoors.
fn indoors(office: &Office, person: PersonId) -> Vec<String> {
    let summary = office.device("Amina").people().summary(person).expect("the summary");
    let (_, at) = summary.at("mobility/indoors").expect("it stands");
    at.values.iter().filter_map(|item| item.content.get("how")).collect()
}

#[test]
fn carol_changes_the_item_and_the_ruling_names_what_she_wrote() {
    let (office, person, id) = scene();
    let carol = office.device("Carol");
    let open = carol.suggestions().open().expect("the list");
    let [row] = &open[..] else { panic!("{} open", open.len()) };
    assert_eq!(
        (row.id, row.name.as_deref(), row.by, row.slot, row.seen),
        (id, Some("Margaret"), office.member("Amina"), Some(Slot::Indoors), Seen::AsItStands)
    );
    assert_eq!(row.suggestion.what, text("with two sticks now, the frame is gone"));
    let refused = office.device("Amina").suggestions().decide(id, Deciding::AsAlert);
    assert!(matches!(refused, Err(DeviceError::NotAllowed { .. })), "{refused:?}");

    let before = carol.status().expect("status").written;
    let sticks = content(Slot::Indoors, &[("how", "with two sticks")]);
    carol.suggestions().decide(id, Deciding::Change(Box::new(sticks))).expect("decided");
    assert_eq!(carol.status().expect("status").written, before + 1, "one save");
    office.meet();
    assert_eq!(indoors(&office, person), ["with two sticks"]);
    let amina = office.device("Amina");
    assert_eq!(amina.suggestions().open().expect("the list"), Vec::new());
    let rows = amina.suggestions().of(person).expect("the list");
    let ruled = rows[0].ruled.as_ref().expect("ruled");
    let ruling = ruled.content().expect("it stands");
    let summary = amina.people().summary(person).expect("the summary");
    let writings = summary.at("mobility/indoors").expect("it stands").1.writings;
    let wrote: Vec<_> = ruling.wrote.iter().map(|item| item.0).collect();
    assert_eq!(
        (ruled.original().author, ruling.verdict),
        (office.member("Carol"), Verdict::Accepted)
    );
    assert_eq!(wrote, writings);
    assert_eq!(rows[0].seen, Seen::ChangedSince);
}

#[test]
fn one_tap_makes_it_an_alert_in_aminas_words() {
    let (office, person, id) = scene();
    office.device("Sam").suggestions().decide(id, Deciding::AsAlert).expect("decided");
    office.meet();
    let summary = office.device("Ben").people().list().expect("people");
    assert_eq!(summary.len(), 0, "Ben is not on this round");
    let summary = office.device("Amina").people().summary(person).expect("the summary");
    let alerts: Vec<_> = summary.alerts.iter().filter_map(|alert| alert.present().next()).collect();
    let [alert] = alerts[..] else { panic!("{} alerts", alerts.len()) };
    assert_eq!(alert.content.alert, text("with two sticks now, the frame is gone"));
    assert_eq!(alert.author, office.member("Sam"));
}

#[test]
fn mo_declines_with_a_reason_and_nothing_else_changes() {
    let (office, person, id) = scene();
    let mo = office.device("Mo");
    mo.suggestions().decide(id, Deciding::Decline(text("the OT says no"))).expect("decided");
    office.meet();
    assert_eq!(indoors(&office, person), ["with a frame, one carer beside her"]);
    let rows = office.device("Amina").suggestions().of(person).expect("the list");
    let ruling = rows[0].ruled.as_ref().and_then(|ruled| ruled.content()).expect("ruled");
    assert_eq!((ruling.verdict, &ruling.why), (Verdict::Declined, &Some(text("the OT says no"))));
    assert_eq!(RecordKind::SuggestedUpdate.word(), "suggested update");
}

#[test]
fn a_change_that_cannot_be_made_is_no_ruling_either() {
    let (office, _, id) = scene();
    let carol = office.device("Carol").suggestions();
    let other = content(Slot::Outdoors, &[("how", "never alone")]);
    assert!(carol.decide(id, Deciding::Change(Box::new(other))).is_err());
    assert_eq!(carol.open().expect("the list").len(), 1, "it is still open");
}
