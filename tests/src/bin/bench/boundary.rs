//! What a screen costs in Rust, and a vault for the other languages to measure the same on: from a
//! closed vault to today's list of 60 visits, that list again, one summary, one save. `bench boundary FOLDER` makes both; `cargo xtask bench
//! boundary` runs it and then the measurements in the other languages, and holds them together.

use std::path::Path;
use std::time::Duration;

use holdfast_core::care::Said;
use holdfast_tests::world::EVENING;

use crate::round::{Round, Size, copy_of, note, unlocked};
use crate::sample::Samples;

/// The word that makes this program measure in Rust and leave a vault.
pub const WORD: &str = "boundary";

const SIZE: Size = Size { people: 60, days: 5, visits: 2, notes: 3, today: 60 };

/// How often each is measured, and how often before that.
const TIMES: usize = 200;
const WARM_UP: usize = 20;

/// How often a vault is opened, unlocked and today's list shown.
const COLD: usize = 20;

/// Prints a line for each: its name and the median in microseconds.
pub fn run(folder: &Path) {
    let round = Round::of(11, SIZE);
    for language in ["kotlin", "swift"] {
        copy_of(&round.world, "Ben", &folder.join(language));
    }
    let home = copy_of(&round.world, "Ben", &folder.join("rust"));
    println!("now {}", EVENING.0);
    let cold = Samples::take(0, COLD, |_| {
        drop(unlocked(&home, EVENING).visits().today_page().unwrap());
    });
    say("cold", &cold);
    let device = unlocked(&home, EVENING);
    let (visits, people) = (device.visits(), device.people());
    let rows = visits.today().unwrap().len();
    println!("visits {rows}");
    let (person, visit) = (round.people[0], round.today[0]);
    println!("person {}", person.0);
    say("today", &Samples::take(WARM_UP, TIMES, |_| drop(visits.today_page().unwrap())));
    say("summary", &Samples::take(WARM_UP, TIMES, |_| drop(people.page(person).unwrap())));
    let save = |turn| visits.note(visit, note(turn), Said::default()).unwrap();
    say("save", &Samples::take(WARM_UP, TIMES, save));
}

fn say(name: &str, samples: &Samples) {
    let median: Duration = samples.median();
    println!("{name} {}", median.as_micros());
}
