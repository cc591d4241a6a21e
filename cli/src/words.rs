//! Words and times for people: days and hours as clocks on the wall in the United Kingdom show them.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;
use holdfast_core::care::summary::Content;
use holdfast_core::care::{EventKind, Item, Value};
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
    let filled = content.filled();
    let one = filled.len() == 1;
    let parts: Vec<String> = filled
        .into_iter()
        .enumerate()
        .map(|(at, (label, text))| {
            let text = text.trim().replace('\n', "; ");
            if at == 0 || one { text } else { format!("{label}: {text}") }
        })
        .collect();
    parts.join(" · ")
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

/// The word for a role.
pub const fn role_word(role: Role) -> &'static str {
    match role {
        Role::Carer => "carer",
        Role::Senior => "senior",
        Role::Subcontractor => "subcontractor",
        Role::SubcontractorManager => "subcontractor's manager",
        Role::Supervisor => "supervisor",
        Role::Coordinator => "coordinator",
        Role::OnCallManager => "on-call manager",
        Role::Manager => "manager",
        Role::SafeguardingLead => "safeguarding lead",
        Role::Governance => "governance",
        Role::Owner => "owner",
    }
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
