//! Which person, visit, task, medicine or item is meant. A name says more than a number and cannot
//! slip when a list grows in between; a part of it is enough where only one has it. Where several
//! have it nothing is guessed: they are listed, and the command is typed again.

mod item;
mod medicine;
mod person;
mod round;
mod task;
mod visit;

use serde_json::{Value, json};

pub use item::{item, keys, kind};
pub use medicine::{Named, medicine};
pub use person::{called, member, person};
pub use round::round;
pub use task::task;
pub use visit::{About, Chosen, visit};

use crate::failure::{Failure, Result};
use crate::report::Report;

/// One of several things that a text may mean, as a person reads it.
#[derive(Clone, Debug)]
pub struct Candidate<T> {
    /// Its number in the list it is chosen from, from 1; 0 where that list has no numbers.
    pub number: usize,
    /// What a list shows of it.
    pub says: String,
    /// The thing.
    pub what: T,
}

/// Numbered as they come.
pub fn numbered<T>(all: impl IntoIterator<Item = (String, T)>) -> Vec<Candidate<T>> {
    let all = all.into_iter().enumerate();
    all.map(|(at, (says, what))| Candidate { number: at + 1, says, what }).collect()
}

/// In a list that shows no numbers: each is told apart by more of its words.
pub fn unnumbered<T>(all: impl IntoIterator<Item = (String, T)>) -> Vec<Candidate<T>> {
    all.into_iter().map(|(says, what)| Candidate { number: 0, says, what }).collect()
}

/// The one that has this number, or the only one that has this text in what it says.
pub fn by_number_or_part<T>(all: Vec<Candidate<T>>, said: &str) -> Vec<Candidate<T>> {
    if let Ok(number) = said.trim().parse::<usize>() {
        return all.into_iter().filter(|one| number > 0 && one.number == number).collect();
    }
    let wanted = plain(said);
    let (whole, rest): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|one| plain(&one.says) == wanted);
    if !whole.is_empty() || wanted.is_empty() {
        return whole;
    }
    rest.into_iter().filter(|one| plain(&one.says).contains(&wanted)).collect()
}

/// For comparing what is typed: capitals and space around it do not matter.
fn plain(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The only one there is. Of several, each is shown on standard output: an error names nobody.
///
/// `expected` says what one is, and how it may be named; `advice` what to do.
pub fn only<T>(mut found: Vec<Candidate<T>>, expected: &str, advice: &str) -> Result<T> {
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => Ok(one.what),
        (None, _) => Err(Failure::refused(format!("expected {expected}, found none; {advice}"))),
        (Some(last), false) => {
            found.push(last);
            let which = if found.iter().all(|one| one.number == 0) {
                "say more of one of them"
            } else {
                "say which by its number"
            };
            let several = found.len();
            let failure =
                Failure::refused(format!("expected {expected}, found {several}; {which}"));
            Err(failure.showing(listed(&found)))
        }
    }
}

fn listed<T>(found: &[Candidate<T>]) -> Report {
    let mut report = Report::new();
    let mut data: Vec<Value> = Vec::new();
    for Candidate { number, says, .. } in found {
        let number = (*number > 0).then_some(*number);
        let mark = number.map_or_else(|| "-".to_owned(), |number| format!("{number}."));
        report.say(format!("  {mark} {says}"));
        data.push(json!({"number": number, "says": says}));
    }
    report.data("candidates", data);
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(said: &str) -> Vec<usize> {
        let all = ["Senna", "Senna liquid", "Macrogol sachets"];
        let all = numbered(all.map(|says| (says.to_owned(), ())));
        by_number_or_part(all, said).into_iter().map(|one| one.number).collect()
    }

    #[test]
    fn a_whole_name_goes_before_a_part_and_a_number_is_that_number() {
        assert_eq!(found("SENNA"), [1]);
        assert_eq!(found("liquid"), [2]);
        assert_eq!(found("s"), [1, 2, 3]);
        assert_eq!(found("3"), [3]);
        assert_eq!(found("4"), [0; 0]);
        assert_eq!(found(" "), [0; 0]);
    }

    #[test]
    fn several_are_listed_and_the_error_names_none_of_them() {
        let all = numbered(["Senna", "Senna liquid"].map(|says| (says.to_owned(), ())));
        let failure = only(all, "one medicine", "look").expect_err("two of them");
        assert_eq!(failure.message, "expected one medicine, found 2; say which by its number");
        assert!(failure.shows.is_some());
        let all = unnumbered(["Senna", "Senna liquid"].map(|says| (says.to_owned(), ())));
        assert_eq!(by_number_or_part(all.clone(), "0").len(), 0, "no number is the number of any");
        let failure = only(all, "one item", "look").expect_err("two of them");
        assert_eq!(failure.message, "expected one item, found 2; say more of one of them");
        let none: Vec<Candidate<()>> = Vec::new();
        let failure = only(none, "one medicine", "look").expect_err("none of them");
        assert_eq!(failure.message, "expected one medicine, found none; look");
    }
}
