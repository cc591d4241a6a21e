//! What a command says. One type for people (aligned, plain) and for programs (JSON), so that neither
//! knows more than the other.

use std::io::Write as _;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, Value, json};

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

    /// Prints it.
    pub fn print(&self, as_json: bool) {
        let mut out = std::io::stdout().lock();
        // A reader that went away is not an error of this command.
        if as_json {
            let said: Vec<&String> = self.lines.iter().collect();
            let mut data = self.data.clone();
            data.insert("says".to_owned(), json!(said));
            let _ = writeln!(out, "{}", Value::Object(data));
        } else {
            for line in &self.lines {
                let _ = writeln!(out, "{line}");
            }
        }
        let _ = out.flush();
    }
}

/// Progress, on a terminal only.
pub fn progress(what: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    let style = ProgressStyle::with_template("{spinner} {msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar.set_message(what.to_owned());
    bar
}
