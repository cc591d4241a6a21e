//! A night at a terminal: every command, typed by somebody, on real devices and a real hub, with all
//! that is shown kept and compared. For whoever changes what the command line says: read the golden
//! output as a carer would before it is blessed.
//!
//! The program is the one that people run. Time and randomness are put into its hands from outside,
//! by `tests/terminal/surroundings.c`, so that the output has the same dates and the same order on
//! every day and machine.

#![cfg(all(target_os = "linux", target_env = "gnu"))]

mod harness;
mod shape;

use std::collections::BTreeMap;
use std::fs;

use harness::{Terminal, kept, night};
use serde_json::Value;
use shape::{Shape, documented};

#[test]
fn a_person_does_the_whole_job_from_a_terminal() {
    let mut terminal = Terminal::new("terminal");
    for line in night() {
        terminal.type_line(&line);
    }
    if std::env::var_os("HOLDFAST_BLESS").is_some() {
        fs::write(kept("night.txt"), &terminal.shown).expect("blessed");
        return;
    }
    let expected = fs::read_to_string(kept("night.txt")).expect("the golden output");
    let differs = expected.lines().zip(terminal.shown.lines()).find(|(kept, now)| kept != now);
    assert!(
        expected == terminal.shown,
        "expected what tests/terminal/night.txt keeps, found another; first difference: {differs:#?}\n\
         Read what is shown now, and if it is right: HOLDFAST_BLESS=1"
    );
}

/// What a line asks of the program: its words after the options that every command takes.
fn asked(line: &str) -> Option<String> {
    let mut words = line.split_whitespace().skip_while(|word| *word != "holdfast").skip(1);
    let mut plain = Vec::new();
    while let Some(word) = words.next() {
        match word {
            "--json" => {}
            "-d" | "--device" | "--pin-file" => _ = words.next(),
            word => plain.push(word),
        }
    }
    (!plain.is_empty()).then(|| plain.join(" "))
}

/// The command among the documented ones: its first two words, or its first.
fn command<'a>(asked: &str, all: &'a BTreeMap<String, Shape>) -> Option<&'a str> {
    let mut words = asked.split(' ');
    let first = words.next().unwrap_or_default();
    let both = format!("{first} {}", words.next().unwrap_or_default());
    let found = all.get_key_value(&both).or_else(|| all.get_key_value(first));
    found.map(|(command, _)| command.as_str())
}

#[test]
fn every_command_says_the_same_to_a_program_in_the_documented_shape() {
    let mut all = documented();
    let mut terminal = Terminal::new("programs");
    for line in night() {
        let line = line.replace("--json ", "").replace(" holdfast ", " holdfast --json ");
        terminal.type_line(if line == "hub up" { "hub up for programs" } else { &line });
    }
    let mut wrong = Vec::new();
    let mut seen = BTreeMap::new();
    for said in &terminal.said {
        let Some(asked) = asked(&said.line) else { continue };
        // An announcement is a line of its own, while the command goes on.
        let mut lines: Vec<Result<Value, _>> =
            said.output.lines().map(serde_json::from_str::<Value>).collect();
        if !lines.iter().all(|line| line.as_ref().is_ok_and(Value::is_object)) {
            wrong.push(format!("{asked}: not one JSON object a line: {}", said.output));
            continue;
        }
        if said.code != 0 {
            continue;
        }
        let Some(command) = command(&asked, &all).map(str::to_owned) else {
            wrong.push(format!("{asked}: docs/cli.md has no row for it"));
            continue;
        };
        let last = lines.pop().and_then(Result::ok).unwrap_or_default();
        let shape = all.get_mut(&command).expect("it was found there");
        wrong.extend(shape.faults(&last).into_iter().map(|fault| format!("{command}: {fault}")));
        *seen.entry(command).or_insert(0) += 1;
    }
    for (command, shape) in &all {
        if command == "demo" {
            continue; // cli/tests/demo.rs plays it.
        }
        if !seen.contains_key(command) {
            wrong.push(format!("{command}: never done in tests/terminal/night.sh"));
        }
        wrong.extend(
            shape.never_filled().iter().map(|list| {
                format!("{command}: {list} is always empty in tests/terminal/night.sh")
            }),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
