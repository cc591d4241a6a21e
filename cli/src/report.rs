//! What a command says. One type for people (aligned, plain) and for programs (JSON), so that neither
//! knows more than the other.

use std::io::Write as _;

use holdfast_core::care::json::moment_text;
use holdfast_ledger::Timestamp;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, Value, json};

use crate::args::Cli;

/// For whom what a command says is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Lines for people.
    Lines,
    /// One JSON object for programs.
    Json,
}

impl Form {
    /// As the command line asks.
    pub const fn of(cli: &Cli) -> Self {
        if cli.json { Self::Json } else { Self::Lines }
    }
}

/// What a command says.
#[derive(Debug, Default)]
pub struct Report {
    lines: Vec<String>,
    data: Map<String, Value>,
}

impl Report {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A sentence.
    pub fn say(&mut self, line: impl Into<String>) -> &mut Self {
        self.lines.push(line.into());
        self
    }

    /// An empty line.
    pub fn gap(&mut self) -> &mut Self {
        self.say("")
    }

    /// A table: columns aligned, the last one free.
    pub fn table(&mut self, rows: &[Vec<String>]) -> &mut Self {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = rows.iter().filter(|row| row.len() > column + 1);
            cells.map(|row| row[column].chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in rows {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                line.push_str(cell);
                if column + 1 < row.len() {
                    let pad = widths[column].saturating_sub(cell.chars().count()) + 2;
                    line.extend(std::iter::repeat_n(' ', pad));
                }
            }
            self.say(line.trim_end());
        }
        self
    }

    /// The same for a program.
    pub fn data(&mut self, name: &str, value: impl Into<Value>) -> &mut Self {
        self.data.insert(name.to_owned(), value.into());
        self
    }

    /// A moment for a program: UTC, to the millisecond; null where it is not known.
    pub fn moment(&mut self, name: &str, at: Option<Timestamp>) -> &mut Self {
        self.data(name, json!(at.map(moment_text)))
    }

    /// Prints it.
    pub fn print(&self, form: Form) {
        match form {
            Form::Json => {
                let mut data = self.data.clone();
                data.insert("says".to_owned(), json!(self.lines));
                write(&[Value::Object(data).to_string()]);
            }
            Form::Lines => write(&self.lines),
        }
    }
}

/// Says at once that something was done, while a command goes on: a line for people, an object of
/// its own for programs.
pub fn announce(form: Form, line: &str, name: &str, value: impl Into<Value>) {
    match form {
        Form::Lines => write(&[line.to_owned()]),
        Form::Json => write(&[json!({name: value.into()}).to_string()]),
    }
}

/// A reader that went away is not an error of a command: what was asked is done all the same.
fn write(lines: &[String]) {
    let mut out = std::io::stdout().lock();
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
    let _ = out.flush();
}

/// Progress, on a terminal only.
pub fn progress(what: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    let style = ProgressStyle::with_template("{spinner} {msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar.set_message(what.to_owned());
    bar
}
