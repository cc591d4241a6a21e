//! What a device carries for others it reads once it is granted, with nothing sent again.

use crate::office::{EVENING, HOUR, Office};

#[test]
fn ben_carried_the_month_before_he_was_sent_to_margaret() {
    let office = Office::new();
    let person = office.person("Margaret");
    let visit = office.visit(person, &["Amina"]);
    office.meet();
    office.note("Amina", visit, "Slept in her chair.", EVENING.plus_millis(HOUR));
    office.meet();
    let ben = office.device("Ben");
    assert!(ben.visits().page(visit).is_err(), "it is not his to read");
    let carried = ben.status().expect("status").counts.carried;
    assert!(carried > 0, "he carries it all the same");
    // Carol sends him too; the bundle brings the keys, and the entries he has already.
    office.visit(person, &["Ben"]);
    office.meet();
    assert_eq!(office.notes("Ben", visit), ["Slept in her chair."]);
    let counts = office.device("Ben").status().expect("status").counts;
    assert_eq!((counts.carried, counts.waiting), (0, 0), "{counts:?}");
}
