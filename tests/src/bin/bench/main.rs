//! `cargo xtask bench`: what Holdfast costs, at the full sizes of the design's budgets, each figure
//! beside a floor measured in the same run or a peer's published one.
//!
//! `bench [NAME …]` measures only what is named. It exits with 1 when a budget is missed, so that a
//! slow change does not land unseen.

#![allow(clippy::print_stdout, reason = "it is a command: printing is its work")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on stops where it is")]

mod boundary;
mod epoch;
mod floor;
mod hub;
mod newcomer;
mod report;
mod round;
mod sample;
mod scratch;
mod sync;
mod vault;
mod wire;

use std::path::Path;
use std::process::ExitCode;

use report::{Row, Table};

/// A name to ask for, and what measures it.
type Bench = (&'static str, fn() -> Vec<Row>);

const BENCHES: [Bench; 7] = [
    ("wire", wire::rows),
    ("epoch", epoch::rows),
    ("vault", vault::rows),
    ("reconnect", sync::reconnect),
    ("first-sync", sync::first),
    ("hub", hub::intake),
    ("shift-end", hub::shift_end),
];

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    if let [word, home, today] = &asked[..]
        && word == newcomer::WORD
    {
        newcomer::run(Path::new(home), today.parse().unwrap());
        return ExitCode::SUCCESS;
    }
    if let [word, folder] = &asked[..]
        && word == boundary::WORD
    {
        scratch::in_memory();
        boundary::run(Path::new(folder));
        return ExitCode::SUCCESS;
    }
    if let Some(unknown) = asked.iter().find(|name| BENCHES.iter().all(|(n, _)| n != name)) {
        let names: Vec<&str> = BENCHES.iter().map(|(name, _)| *name).collect();
        eprintln!("expected one of {}, found {unknown:?}", names.join(", "));
        return ExitCode::from(2);
    }
    if cfg!(debug_assertions) {
        eprintln!("a debug build says nothing about speed: use `cargo xtask bench`");
    }
    scratch::in_memory();
    let mut table = Table::default();
    for (name, measure) in BENCHES {
        if asked.is_empty() || asked.iter().any(|asked| asked == name) {
            eprintln!("{name}");
            table.add(measure());
        }
    }
    println!("\n{table}");
    match table.over() {
        0 => ExitCode::SUCCESS,
        over => {
            println!("{over} over budget");
            ExitCode::FAILURE
        }
    }
}
