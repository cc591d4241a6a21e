//! Words and times for people: days and hours as clocks on the wall in the United Kingdom show them.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;
pub use holdfast_core::care::rights::role_word;
use holdfast_core::care::summary::{Content, Slot};
use holdfast_core::care::{Date, EventKind, Item, Value, VisitState};
use holdfast_core::device::VisitId;
use holdfast_ledger::{Role, Timestamp};

use crate::failure::{Failure, Result};

/// A moment: 3 Nov 2026, 19:00.
pub fn moment(at: Timestamp) -> String {
    DateTime::<Utc>::from_timestamp_millis(at.0).map_or_else(
        || "at an unknown time".to_owned(),
        |at| at.with_timezone(&London).format("%-d %b %Y, %H:%M").to_string(),
    )
}

/// An hour: 19:00.
pub fn hour(at: Timestamp) -> String {
    DateTime::<Utc>::from_timestamp_millis(at.0).map_or_else(
        || "--:--".to_owned(),
        |at| at.with_timezone(&London).format("%H:%M").to_string(),
    )
}

/// What an item says, on one line: its filled-in fields.
pub fn content(content: &Content) -> String {
    filled(content.filled())
}

/// Filled-in fields on one line: the first by itself, the others with their names.
pub fn filled(filled: Vec<(&'static str, String)>) -> String {
    let one = filled.len() == 1;
    let parts: Vec<String> = filled
        .into_iter()
        .enumerate()
        // Codes are for programs: `--json` has them.
        .filter(|(_, (label, _))| *label != "codes")
        .map(|(at, (label, text))| {
            let text = day_in_words(text.trim().replace('\n', "; "));
            if at == 0 || one { text } else { format!("{label}: {text}") }
        })
        .collect();
    parts.join(" · ")
}

/// A text that is a date and nothing else, as people say it.
fn day_in_words(text: String) -> String {
    let iso = text.len() == "1941-03-07".len() && text.as_bytes()[4] == b'-';
    let date = iso.then(|| Date::parse(&text).ok()).flatten();
    date.map_or(text, Date::in_words)
}

/// What people call a kind of item when they type it: the last part of its key, as a rule. A
/// statement is named after its list.
pub fn called(slot: Slot) -> &'static str {
    match slot {
        Slot::EntryDetails => "entry-details",
        Slot::Baseline => "baseline",
        _ if slot.stated_about().is_some() => slot.word(),
        _ => slot.word().rsplit('/').next().unwrap_or(slot.word()),
    }
}

/// What a kind of item is called on a page: kinds of one name are told apart.
pub fn kind(slot: Slot) -> String {
    let shared = Slot::ALL.iter().filter(|other| other.name() == slot.name()).count() > 1;
    if !shared {
        return slot.name().to_owned();
    }
    match slot.stated_about() {
        Some(list) => format!("{} as a whole", list.name()),
        None => called(slot).replace('-', " "),
    }
}

/// An item with its kind: `allergy: Penicillin`.
pub fn one_line(content: &Content) -> String {
    format!("{}: {}", kind(content.slot()), self::content(content))
}

/// Whether an item was confirmed, and when.
pub fn confirmed<T>(item: &Item<T>) -> String {
    item.confirmed
        .as_ref()
        .map_or_else(|| "unconfirmed".to_owned(), |by| format!("confirmed {}", moment(by.at)))
}

/// A role by the word people use.
pub fn role(text: &str) -> Result<Role> {
    let wanted = plain(text);
    let found = Role::ALL.into_iter().find(|role| plain(role_word(*role)) == wanted);
    found.ok_or_else(|| {
        let words: Vec<&str> = Role::ALL.into_iter().map(role_word).collect();
        Failure::refused(format!(
            "expected a role ({}), found another word; use one of these",
            words.join(", ")
        ))
    })
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A value that people type, by its own rules.
pub fn typed<T: Value>(what: &str, text: &str) -> Result<T> {
    T::parse(text).map_err(|problem| {
        Failure::refused(format!("{what}: expected {}; {problem}; write it again", T::accepted()))
    })
}

/// An event by its word.
pub fn event(text: &str) -> Result<EventKind> {
    typed("event", text)
}

/// How a visit stands.
pub const fn visit_state(state: VisitState) -> &'static str {
    match state {
        VisitState::Planned => "planned",
        VisitState::StoodDown => "stood down",
        VisitState::UnderWay => "under way",
        VisitState::Finished => "finished",
    }
}

/// A visit's id, for programs: its ledger and its record.
pub fn visit_words(id: VisitId) -> String {
    format!("{}/{}", id.ledger, id.record)
}

/// The visit of such an id; nothing where the text is something else.
pub fn visit_id(text: &str) -> Option<VisitId> {
    let (ledger, record) = text.split_once('/')?;
    Some(VisitId { ledger: ledger.parse().ok()?, record: record.parse().ok()? })
}
