//! What the library calls things in English is what the catalogue calls them: so the command line, which
//! shows the library's words, and the screens speak alike, and no field goes without a word.

use std::collections::BTreeSet;

use holdfast_core::care::definition::{Defined, FieldInfo};
use holdfast_core::care::medicine_outcome::MedicineOutcome;
use holdfast_core::care::observation::{Mood, Portion};
use holdfast_core::care::summary::Slot;
use holdfast_core::care::summary::contact::ReachBy;
use holdfast_core::care::visit_log::{
    Arrived, Assessed, Instruction, Left, NotAttended, Note, Observation, TaskOutcome, WentOn,
};
use holdfast_core::care::{BodyRegion, ObservationKind, SectionState, TaskKind};
use holdfast_words::Catalogues;

/// The English texts of a set, by name.
fn english(id: &str) -> Vec<String> {
    let all = Catalogues::load(&Catalogues::folder()).expect("the catalogues can be read");
    let message = all.english.message(id).expect("a set of that name");
    message.texts().into_iter().map(|(_, says)| says.ways().concat().concat()).collect()
}

/// Everything that can stand on a person's or a visit's page.
fn fields() -> Vec<FieldInfo> {
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
    of_slots.chain(of_visits.into_iter().flatten()).collect()
}

/// That a set of the catalogue's has what the library says, and nothing else.
fn assert_same(id: &str, library: BTreeSet<String>) {
    let words: BTreeSet<String> = english(id).into_iter().collect();
    let missing: Vec<_> = library.difference(&words).collect();
    let unknown: Vec<_> = words.difference(&library).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "missing {missing:?}; unknown {unknown:?}");
}

#[test]
fn every_field_has_a_word_and_every_word_a_field() {
    assert_same("label", fields().into_iter().map(|field| field.label.to_owned()).collect());
}

/// What is chosen from a closed set, whether it is all that a field takes or a part of it.
#[test]
fn every_closed_answer_has_a_word_and_every_word_an_answer() {
    let fields = fields();
    let closed = fields.iter().filter_map(|field| field.accepted.strip_prefix("one of: "));
    let whole = closed.flat_map(|words| words.split(" / ")).map(str::to_owned);
    let mut all: BTreeSet<String> = whole.collect();
    all.extend(ReachBy::ALL.iter().map(|one| one.word().to_owned()));
    all.extend(ObservationKind::ALL.iter().map(|one| one.word().to_owned()));
    all.extend(Portion::ALL.iter().map(|one| one.word().to_owned()));
    all.extend(Mood::ALL.iter().map(|one| one.word().to_owned()));
    all.extend(BodyRegion::ALL.iter().map(|one| one.word().to_owned()));
    assert_same("word", all);
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
    assert_same("instead", library);
}
