//! Whether every command's `--help` ends with an example that works, and whether the night at a
//! terminal (`tests/terminal/night.sh`) types every command. The commands are those that clap knows,
//! so one that is added is asked for the day it is added.

use clap::{Command, CommandFactory as _, Parser as _};

use crate::args::Cli;

/// Every command that does something, with the words that lead to it.
fn commands() -> Vec<(String, Command)> {
    let mut found = Vec::new();
    leaves("holdfast", &Cli::command(), &mut found);
    found
}

fn leaves(words: &str, command: &Command, into: &mut Vec<(String, Command)>) {
    if !command.has_subcommands() {
        into.push((words.to_owned(), command.clone()));
    }
    for below in command.get_subcommands() {
        leaves(&format!("{words} {}", below.get_name()), below, into);
    }
}

/// Splits a line as a shell does: at spaces outside quotes.
fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match (c, quote) {
            (' ', None) => words.push(String::new()),
            ('\'' | '"', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (c, _) => words.last_mut().expect("there is always one").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The words of a command line that name the command: those before its first argument, without the
/// options that every command takes.
fn named(line: &[String], words: &str) -> bool {
    let mut plain = Vec::new();
    let mut rest = line.iter();
    while let Some(word) = rest.next() {
        match word.as_str() {
            "-d" | "--device" | "--pin-file" => _ = rest.next(),
            "--json" => {}
            word => plain.push(word),
        }
    }
    plain.join(" ").split(' ').take(words.split(' ').count()).eq(words.split(' '))
}

#[test]
fn a_shell_line_is_split_at_its_spaces() {
    assert_eq!(split("a  'b c' d=\"Olu's\" e='f g'"), ["a", "b c", "d=Olu's", "e=f g"]);
    assert!(named(&split("holdfast -d amina visit note Peggy"), "holdfast visit note"));
    assert!(!named(&split("holdfast -d amina visit today"), "holdfast visit note"));
}

#[test]
fn every_command_has_an_example_and_the_example_is_that_command() {
    let commands = commands();
    assert!(commands.len() > 30, "{}", commands.len());
    for (words, command) in commands {
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let example = after.strip_prefix("Example: ");
        let example = example.unwrap_or_else(|| panic!("expected an example in `{words} --help`"));
        let line = split(example);
        if let Err(error) = Cli::try_parse_from(&line) {
            panic!("the example of `{words}` does not parse: {error}");
        }
        assert!(named(&line, &words), "the example of `{words}` is of another command: {example}");
    }
}

#[test]
fn the_night_at_a_terminal_types_every_command() {
    let script = include_str!("../../tests/terminal/night.sh").replace("\\\n", "");
    let begins = |line: &str| line.find("holdfast ").map(|at| split(&line[at..]));
    let mut typed: Vec<Vec<String>> =
        script.lines().filter(|line| line.starts_with("as ")).filter_map(begins).collect();
    typed.extend(script.lines().any(|line| line == "hub up").then(|| split("holdfast hub run")));
    let elsewhere = ["holdfast demo"]; // cli/tests/demo.rs plays it whole.
    let missing: Vec<String> = commands()
        .into_iter()
        .map(|(words, _)| words)
        .filter(|words| !elsewhere.contains(&words.as_str()))
        .filter(|words| !typed.iter().any(|line| named(line, words)))
        .collect();
    assert_eq!(missing, Vec::<String>::new(), "add a line for each to tests/terminal/night.sh");
}
