//! What a visit was to be: whom, when, by whom, what.
//!
//! The plan stands in four separate values, so that a coordinator who moves the window and a senior
//! who reassigns the visit, without seeing each other, both get what they wanted. Where two change
//! the same value, the one written last is shown and the other is kept beside it: a plan is not
//! guidance about a person, and somebody must be able to act on it at once.

use super::attendance::Span;
use super::definition::{Defined, FieldError, content, wrong};
use super::fields::{Pen, Put};
use super::item::{Item, Source, Status, Writing};
use super::list::List;
use super::number::Staff;
use super::pathway::Pathway;
use super::reference::{KeyRef, MemberRef, Moment, PersonRef, RecordRef};
use super::task::TaskKind;
use super::text::{Line, Text};
use super::times::Clock;

/// The key of [`About`].
pub const ABOUT: &str = "visit/about";
/// The key of [`Window`].
pub const WINDOW: &str = "visit/window";
/// The key of [`Staffing`].
pub const STAFFING: &str = "visit/staffing";
/// The collection of [`PlannedTask`]s.
pub const TASK: &str = "task";

content! {
    /// Whom a visit is to, and why. Source: PRSB Digital Care and Support Plan; NHS MODS
    /// (DAPB4102).
    pub struct About = "visit" {
        /// Who draws on care.
        0 person: PersonRef = "person",
        /// Why it was not planned: a fall call-out, on call. Nothing for a planned visit.
        1 unplanned: Option<Line> = "unplanned because",
        /// The round it belongs to.
        2 round: Option<RecordRef> = "round",
        /// Who commissioned it.
        3 commissioned_by: Option<Line> = "commissioned by",
        /// Which provider delivers it.
        4 delivered_by: Option<Line> = "delivered by",
        /// How the person came to it: a pathway has rules of its own in policy.
        5 pathway: Option<Pathway> = "pathway",
    }
}

content! {
    /// From when to when a visit may begin. Source: NHS MODS (DAPB4102).
    pub struct Window = "window" {
        /// The earliest moment to arrive.
        0 start: Moment = "from",
        /// The latest moment to arrive.
        1 end: Moment = "until",
        /// How long it is planned to take.
        2 minutes: Option<VisitMinutes> = "planned length (minutes)",
    }
}

/// How long a visit is planned to take: 1 to 1,440 minutes (a sleep-in or a live-in day).
pub type VisitMinutes = super::number::Whole<1, 1440>;

content! {
    /// How many are needed and who is to come. Source: NHS MODS (DAPB4102).
    pub struct Staffing = "staffing" {
        /// How many carers are needed.
        0 needed: Option<Staff> = "staff needed",
        /// Who is to come; nobody yet when empty.
        1 assigned: List<MemberRef> = "assigned to",
    }
}

content! {
    /// One thing to be done at a visit. Source: PRSB Digital Care and Support Plan, planned
    /// activities.
    pub struct PlannedTask = "task" {
        /// Its kind in the catalogue.
        0 kind: TaskKind = "kind",
        /// What is to be done, in words.
        1 what: Line = "what to do",
        /// For a medicine: where it stands in the summary.
        2 medicine: Option<KeyRef> = "medicine",
        /// For a medicine: when it is due.
        3 due: Option<Moment> = "due at",
        /// How many carers this task needs, where that is more than its kind says.
        4 staff: Option<Staff> = "staff needed",
    }
}

impl Window {
    /// As a span of time.
    pub const fn span(&self) -> Span {
        Span { start: self.start.0, end: self.end.0 }
    }
}

/// A visit as somebody plans it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Whom it is to, and why.
    pub about: About,
    /// When; nothing for an unplanned visit.
    pub window: Option<Window>,
    /// By how many, by whom.
    pub staffing: Option<Staffing>,
    /// What is to be done.
    pub tasks: Vec<PlannedTask>,
}

impl Plan {
    /// An unplanned visit: it needs a person and a reason, and nothing else.
    pub const fn unplanned(person: PersonRef, because: Line) -> Self {
        Self {
            about: About {
                person,
                unplanned: Some(because),
                round: None,
                commissioned_by: None,
                delivered_by: None,
                pathway: None,
            },
            window: None,
            staffing: None,
            tasks: Vec::new(),
        }
    }

    /// What begins the visit's record.
    ///
    /// # Errors
    /// A window that ends before it begins.
    pub fn puts(self, clock: Option<Clock>, pen: &mut Pen<'_>) -> Result<Vec<Put>, FieldError> {
        if let Some(window) = &self.window {
            check_window(window)?;
        }
        let mut puts = vec![put(ABOUT, self.about, clock, pen)];
        puts.extend(self.window.map(|window| put(WINDOW, window, clock, pen)));
        puts.extend(self.staffing.map(|staffing| put(STAFFING, staffing, clock, pen)));
        // Keys made in one moment come in any order; sorted, they keep the order of the plan.
        let mut keys: Vec<String> = self.tasks.iter().map(|_| pen.key_in(TASK)).collect();
        keys.sort();
        for (key, task) in keys.iter().zip(self.tasks) {
            puts.push(put(key, task, clock, pen));
        }
        Ok(puts)
    }
}

/// Move a visit to another window.
///
/// # Errors
/// A window that ends before it begins.
pub fn move_to(window: Window, clock: Option<Clock>, pen: &mut Pen<'_>) -> Result<Put, FieldError> {
    check_window(&window)?;
    Ok(put(WINDOW, window, clock, pen))
}

/// Say who is to come instead.
pub fn assign(staffing: Staffing, clock: Option<Clock>, pen: &mut Pen<'_>) -> Put {
    put(STAFFING, staffing, clock, pen)
}

/// Add a task to a visit.
pub fn add_task(task: PlannedTask, clock: Option<Clock>, pen: &mut Pen<'_>) -> Put {
    let key = pen.key_in(TASK);
    put(&key, task, clock, pen)
}

/// Take a task off a visit: it stays readable, with the reason.
pub fn drop_task(
    key: &str,
    task: &PlannedTask,
    reason: Text,
    clock: Option<Clock>,
    pen: &mut Pen<'_>,
) -> Put {
    removed(key, task.clone(), reason, clock, pen)
}

/// Stand a planned visit down (the person is in hospital, or declined it): its window is removed,
/// with the reason, so that nobody is looked for. Whoever goes all the same is not refused.
pub fn stand_down(window: &Window, reason: Text, clock: Option<Clock>, pen: &mut Pen<'_>) -> Put {
    removed(WINDOW, window.clone(), reason, clock, pen)
}

fn check_window(window: &Window) -> Result<(), FieldError> {
    if window.start <= window.end {
        return Ok(());
    }
    let problem = super::definition::Problem::new("found a time before the window begins");
    Err(wrong::<Moment>(Window::NAME, "end", problem))
}

fn put<T: Defined>(key: &str, content: T, clock: Option<Clock>, pen: &mut Pen<'_>) -> Put {
    let item = Item { clock, ..Item::new(content, Writing::from(Source::Author), pen) };
    Put::item(key, &item)
}

fn removed<T: Defined>(
    key: &str,
    content: T,
    reason: Text,
    clock: Option<Clock>,
    pen: &mut Pen<'_>,
) -> Put {
    let item = Item {
        status: Status::Removed,
        reason: Some(reason),
        clock,
        ..Item::new(content, Writing::from(Source::Author), pen)
    };
    Put::item(key, &item)
}
