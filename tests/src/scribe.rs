//! What is written on a device by itself: by a process that is killed, and on a disk that fills up.

use holdfast_core::care::summary::{Content, Proposed, Referral, Slot};
use holdfast_core::care::{Digest, Line, Said, Source, Text, Writing};
use holdfast_core::device::{Device, DeviceError};

use crate::world::{DAY, EVENING};

/// Whose visit and summary the scribe writes in.
pub const PERSON: &str = "Margaret";

/// What the scribe does, again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// A note in the visit: one record.
    Note,
    /// An alert in the summary: one record, read at once by everybody.
    Alert,
    /// A newcomer's referral: a ledger opened, a summary and the document it came from. Several
    /// entries and records; all of them or none.
    Newcomer,
}

impl Deed {
    /// What is done at a number.
    pub const fn at(number: u32) -> Self {
        match number % 10 {
            4 => Self::Newcomer,
            2 | 7 => Self::Alert,
            _ => Self::Note,
        }
    }
}

/// The text written at a number. Texts sort as their numbers do.
pub fn text(number: u32) -> String {
    format!(
        "Scribe's words {number:05}: turned onto the left side, the tortoiseshell cat beside her."
    )
}

/// A summary's content that says no more than a text.
///
/// # Panics
/// Never with [`text`]'s.
pub fn content(slot: Slot, field: &str, words: &str) -> Content {
    Content::from_texts(slot, &[(field, words)]).expect("a content that is filled in")
}

/// The newcomer's referral at a number: its title and the name in it are that number's text.
///
/// # Panics
/// Never with [`text`]'s.
pub fn referral(number: u32) -> Referral {
    let words = text(number);
    let mut digest = [0; 32];
    digest[..4].copy_from_slice(&number.to_be_bytes());
    let mut referral = Referral::new(Digest(digest));
    referral.title = Some(Line::new(&words).expect("a line"));
    referral.items.push(Proposed {
        content: content(Slot::PreferredName, "name", &words),
        path: Line::new("Patient/newcomer").expect("a line"),
        occurred: None,
        note: None,
    });
    referral
}

/// Does what is done at a number.
///
/// # Errors
/// What the device says.
///
/// # Panics
/// If the device is not one of [`crate::alone`].
pub fn act(device: &Device, number: u32) -> Result<(), DeviceError> {
    let words = text(number);
    match Deed::at(number) {
        Deed::Note => {
            let visits = device.visits();
            let rows = visits.between(EVENING.plus_millis(-DAY), EVENING.plus_millis(DAY))?;
            let visit = rows.first().expect("a visit this evening").visit;
            visits.note(visit, Text::new(&words).expect("a text"), Said::default())
        }
        Deed::Alert => {
            let person = device.people().find(PERSON)?;
            let alert = content(Slot::Alert, "alert", &words);
            device.people().add(person, alert, Writing::from(Source::Author))
        }
        Deed::Newcomer => device.people().import(&referral(number)).map(drop),
    }
}
