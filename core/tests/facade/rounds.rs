//! Grants follow the round.

use holdfast_core::care::Said;
use holdfast_core::device::DeviceError;

use crate::office::{Office, line, text};

#[test]
fn whoever_is_put_on_the_round_reads_its_people_and_writes_about_them() {
    let office = Office::new();
    let (margaret, doris) = (office.person("Margaret"), office.person("Doris"));
    let carol = office.device("Carol").rounds();
    let north = carol.begin(line("North, evenings")).expect("a round");
    carol.add_person(north, margaret).expect("on the round");
    carol.add_carer(north, office.member("Amina")).expect("on the round");
    carol.add_person(north, doris).expect("on the round");
    office.meet();
    let amina = office.device("Amina");
    let names: Vec<_> =
        amina.people().list().expect("people").into_iter().map(|row| row.preferred).collect();
    assert_eq!(names, [Some("Doris".to_owned()), Some("Margaret".to_owned())]);
    assert_eq!(office.device("Ben").people().list().expect("people").len(), 0);
    let visit = amina.visits().start_unplanned(doris, line("she rang")).expect("never refused");
    amina.visits().note(visit, text("All is well."), Said::default()).expect("saved");
    office.meet();
    assert_eq!(office.notes("Sam", visit), ["All is well."]);

    let rows = office.device("Ben").rounds().list().expect("rounds");
    let [row] = &rows[..] else { panic!("{} rounds", rows.len()) };
    let mut people = vec![margaret, doris];
    people.sort();
    assert_eq!(
        (row.round, row.name.as_deref(), &row.people, &row.carers),
        (north, Some("North, evenings"), &people, &vec![office.member("Amina")])
    );
    carol.remove_person(north, margaret, text("moved away")).expect("off the round");
    carol.remove_carer(north, office.member("Amina"), text("another round")).expect("off");
    carol.rename(north, line("North")).expect("renamed");
    office.meet();
    let found = office.device("Ben").rounds().find("north").expect("by its name");
    let page = office.device("Ben").rounds().page(found).expect("the round");
    assert_eq!((found, page.people(), page.carers()), (north, vec![doris], Vec::new()));
    let refused = office.device("Ben").rounds().begin(line("My own"));
    assert!(matches!(refused, Err(DeviceError::NotAllowed { .. })), "{refused:?}");
}
