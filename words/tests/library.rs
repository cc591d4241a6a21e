//! What the library calls things in English is what the catalogue calls them: so the command line, which
//! shows the library's words, and the screens speak alike, and no field goes without a word.

use std::collections::BTreeSet;

use holdfast_core::care::SectionState;
use holdfast_core::care::TaskKind;
use holdfast_core::care::definition::Defined;
use holdfast_core::care::medicine_outcome::MedicineOutcome;
use holdfast_core::care::summary::Slot;
use holdfast_core::care::visit_log::{
    Arrived, Assessed, Instruction, Left, NotAttended, Note, Observation, TaskOutcome, WentOn,
};
use holdfast_words::Catalogues;

/// The English texts of a set, by name.
fn english(id: &str) -> Vec<String> {
    let all = Catalogues::load(&Catalogues::folder()).expect("the catalogues can be read");
    let message = all.english.message(id).expect("a set of that name");
    message.texts().into_iter().map(|(_, says)| says.ways().concat().concat()).collect()
}

/// Every label of what can stand on a person's or a visit's page.
#[test]
fn every_field_has_a_word_and_every_word_a_field() {
    let of_slots = Slot::ALL.iter().flat_map(|slot| slot.fields());
    let of_visits = [
        Arrived::fields(),
        Left::fields(),
        Assessed::fields(),
        WentOn::fields(),
        NotAttended::fields(),
        TaskOutcome::fields(),
        Observation::fields(),
        Note::fields(),
        Instruction::fields(),
        MedicineOutcome::fields(),
    ];
    let fields = of_slots.chain(of_visits.into_iter().flatten());
    let labels: BTreeSet<String> = fields.map(|field| field.label.to_owned()).collect();
    let words: BTreeSet<String> = english("label").into_iter().collect();
    let missing: Vec<_> = labels.difference(&words).collect();
    let unknown: Vec<_> = words.difference(&labels).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "missing {missing:?}; unknown {unknown:?}");
}

#[test]
fn the_states_of_a_section_are_the_librarys_words() {
    let states: Vec<&str> = SectionState::ALL.iter().map(|state| state.word()).collect();
    assert_eq!(english("section-state"), states);
}

#[test]
fn what_to_do_instead_is_the_librarys() {
    let library: BTreeSet<String> = TaskKind::ALL
        .iter()
        .filter_map(|kind| kind.entry())
        .map(|task| task.instead.into())
        .collect();
    assert_eq!(english("instead").into_iter().collect::<BTreeSet<_>>(), library);
}
