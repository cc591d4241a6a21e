//! The table: what was measured, what stands beside it, the budget, and whether it was kept.

use std::fmt;
use std::time::Duration;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seconds, shown as the nearest of s, ms and µs.
    Seconds,
    /// Bytes.
    Bytes,
    /// Things in a second.
    PerSecond,
    /// Things.
    Count,
}

/// A number that was measured, or that it is held against.
#[derive(Clone, Copy, Debug)]
pub struct Quantity {
    value: f64,
    unit: Unit,
}

impl Quantity {
    /// A span of time.
    pub fn time(span: Duration) -> Self {
        Self { value: span.as_secs_f64(), unit: Unit::Seconds }
    }

    /// A span of time in milliseconds.
    pub fn millis(millis: f64) -> Self {
        Self { value: millis / 1e3, unit: Unit::Seconds }
    }

    /// A number of bytes.
    #[allow(clippy::cast_precision_loss, reason = "no count here comes near 2⁵³")]
    pub fn bytes(bytes: usize) -> Self {
        Self { value: bytes as f64, unit: Unit::Bytes }
    }

    /// A number of things.
    #[allow(clippy::cast_precision_loss, reason = "no count here comes near 2⁵³")]
    pub fn count(things: usize) -> Self {
        Self { value: things as f64, unit: Unit::Count }
    }

    /// Things done in a span of time.
    pub fn rate(things: usize, span: Duration) -> Self {
        Self { value: Self::count(things).value / span.as_secs_f64(), unit: Unit::PerSecond }
    }

    /// A number of things in a second.
    pub fn per_second(value: f64) -> Self {
        Self { value, unit: Unit::PerSecond }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.value;
        match self.unit {
            Unit::Seconds if value >= 1.0 => write!(f, "{value:.2} s"),
            Unit::Seconds if value >= 1e-3 => write!(f, "{:.2} ms", value * 1e3),
            Unit::Seconds => write!(f, "{:.1} µs", value * 1e6),
            Unit::Bytes if value >= 1e6 => write!(f, "{:.2} MB", value / 1e6),
            Unit::Bytes if value >= 1e4 => write!(f, "{:.1} kB", value / 1e3),
            Unit::Bytes => write!(f, "{value:.0} B"),
            Unit::PerSecond => write!(f, "{value:.0} /s"),
            Unit::Count => write!(f, "{value:.0}"),
        }
    }
}

/// What a measured quantity must keep to.
#[derive(Clone, Copy, Debug)]
pub enum Budget {
    /// No more than this.
    AtMost(Quantity),
    /// No less than this.
    AtLeast(Quantity),
}

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Row {
    what: String,
    measured: Quantity,
    floor: Option<(String, Quantity)>,
    peer: Option<&'static str>,
    budget: Option<Budget>,
}

impl Row {
    /// A measured quantity; without a budget it only informs.
    pub fn new(what: impl Into<String>, measured: Quantity) -> Self {
        Self { what: what.into(), measured, floor: None, peer: None, budget: None }
    }

    /// What the same work costs at the least, measured in this run.
    #[must_use]
    pub fn floor(mut self, name: impl Into<String>, floor: Quantity) -> Self {
        self.floor = Some((name.into(), floor));
        self
    }

    /// Someone else's figure, not measured in this run.
    #[must_use]
    pub fn published(mut self, peer: &'static str) -> Self {
        self.peer = Some(peer);
        self
    }

    /// Over this is a failure.
    #[must_use]
    pub fn at_most(mut self, limit: Quantity) -> Self {
        self.budget = Some(Budget::AtMost(limit));
        self
    }

    /// Under this is a failure.
    #[must_use]
    pub fn at_least(mut self, limit: Quantity) -> Self {
        self.budget = Some(Budget::AtLeast(limit));
        self
    }

    /// Whether the budget, if there is one, was kept.
    pub fn kept(&self) -> bool {
        match self.budget {
            None => true,
            Some(Budget::AtMost(limit)) => self.measured.value <= limit.value,
            Some(Budget::AtLeast(limit)) => self.measured.value >= limit.value,
        }
    }

    fn cells(&self) -> [String; 6] {
        let beside = match (&self.floor, self.peer) {
            (Some((name, floor)), _) => format!("{floor} {name}"),
            (None, Some(peer)) => format!("{peer} (published)"),
            (None, None) => String::new(),
        };
        let ratio = match &self.floor {
            Some((_, floor)) if floor.unit == self.measured.unit && floor.value > 0.0 => {
                format!("{:.2}×", self.measured.value / floor.value)
            }
            _ => String::new(),
        };
        let budget = match self.budget {
            None => String::new(),
            Some(Budget::AtMost(limit)) => format!("≤ {limit}"),
            Some(Budget::AtLeast(limit)) => format!("≥ {limit}"),
        };
        let verdict = match (self.budget, self.kept()) {
            (None, _) => "",
            (_, true) => "ok",
            (_, false) => "OVER",
        };
        [self.what.clone(), self.measured.to_string(), beside, ratio, budget, verdict.to_owned()]
    }
}

/// All lines.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
}

impl Table {
    /// Adds lines, and shows them at once on standard error, so that a long run is seen to move.
    pub fn add(&mut self, rows: Vec<Row>) {
        for row in rows {
            let [what, measured, .., verdict] = row.cells();
            eprintln!("  {what}: {measured} {verdict}");
            self.rows.push(row);
        }
    }

    /// How many lines are over their budget.
    pub fn over(&self) -> usize {
        self.rows.iter().filter(|row| !row.kept()).count()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const HEADS: [&str; 6] = ["what", "measured", "floor or peer", "ratio", "budget", ""];
        let mut lines = vec![HEADS.map(str::to_owned)];
        lines.extend(self.rows.iter().map(Row::cells));
        let width = |column: usize| {
            lines.iter().map(|cells| cells[column].chars().count()).max().unwrap_or_default()
        };
        let widths: [usize; 6] = std::array::from_fn(width);
        for cells in &lines {
            let mut line = String::new();
            for (cell, width) in cells.iter().zip(widths) {
                line.push_str(&format!("| {cell:<width$} "));
            }
            writeln!(f, "{line}|")?;
            if cells[0] == HEADS[0] {
                let rule: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
                writeln!(f, "|{}|", rule.join("|"))?;
            }
        }
        Ok(())
    }
}
