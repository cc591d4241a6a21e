//! What is written down, as a screen shows it: fields in words, with who, from where and when.

use std::time::SystemTime;

use holdfast_core::care::summary::shelf::Value;
use holdfast_core::care::summary::{Caution as CoreCaution, Content, Slot as CoreSlot, Summary};
use holdfast_core::care::{self, Defined, Item, Part};
use holdfast_core::device::Names;

use crate::error::Result;
use crate::moment::moment;
use crate::typed::typed;
use crate::words::{ContactChannel, Slot};
use crate::{Day, ItemId, Member};

/// A field that is filled in.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct FieldShown {
    /// Its name for programs: `minimum_interval`.
    pub field: String,
    /// Its name on a screen, in English.
    pub label: String,
    /// What it says, in English where it is a word of the library's.
    pub text: String,
    /// The same in parts, where a word of a closed set is among them; else nothing.
    pub parts: Vec<TextPart>,
}

/// A part of what a field says.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum TextPart {
    /// A word of a closed set, in English: "administer".
    Word {
        /// The word.
        word: String,
    },
    /// What somebody wrote, or what stands between words.
    Written {
        /// As it stands.
        text: String,
    },
}

impl From<care::FieldShown> for FieldShown {
    fn from(field: care::FieldShown) -> Self {
        let has_word = field.parts.iter().any(|part| matches!(part, Part::Word(_)));
        let parts = if has_word { field.parts } else { Vec::new() };
        Self {
            field: field.name.to_owned(),
            label: field.label.to_owned(),
            text: field.text,
            parts: parts.into_iter().map(TextPart::from).collect(),
        }
    }
}

impl From<Part> for TextPart {
    fn from(part: Part) -> Self {
        match part {
            Part::Word(word) => Self::Word { word: word.to_owned() },
            Part::Written(text) => Self::Written { text },
        }
    }
}

/// A field as somebody fills it in.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct FieldTyped {
    /// Its name for programs: `minimum_interval`.
    pub field: String,
    /// What was typed.
    pub text: String,
}

pub(crate) fn pairs(fields: &[FieldTyped]) -> Vec<(&str, &str)> {
    fields.iter().map(|field| (field.field.as_str(), field.text.as_str())).collect()
}

pub(crate) fn shown<T: Defined>(content: &T) -> Vec<FieldShown> {
    content.shown().into_iter().map(FieldShown::from).collect()
}

pub(crate) fn content_shown(content: &Content) -> Vec<FieldShown> {
    content.shown().into_iter().map(FieldShown::from).collect()
}

/// An item as somebody writes it: its kind and its fields.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct NewItem {
    /// Its kind.
    pub slot: Slot,
    /// What it says.
    pub fields: Vec<FieldTyped>,
}

impl NewItem {
    pub(crate) fn content(&self) -> Result<Content> {
        Ok(Content::from_texts(self.slot.into(), &pairs(&self.fields))?)
    }
}

/// Where something comes from.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Source {
    /// The person said so.
    Person,
    /// Somebody else told the author.
    Told {
        /// Who said so.
        by: String,
        /// How.
        channel: ContactChannel,
    },
    /// The author saw or assessed it.
    Author,
    /// It came in from another system.
    Imported {
        /// SHA-256 of the file, hexadecimal.
        document: String,
        /// Where in the file.
        path: String,
    },
    /// Transcribed from paper.
    Paper {
        /// What paper, and whose.
        paper: String,
    },
}

impl From<&care::Source> for Source {
    fn from(source: &care::Source) -> Self {
        match source {
            care::Source::Person => Self::Person,
            care::Source::Told { by, channel } => {
                Self::Told { by: by.as_str().to_owned(), channel: (*channel).into() }
            }
            care::Source::Author => Self::Author,
            care::Source::Imported { document, path } => {
                Self::Imported { document: document.to_string(), path: path.as_str().to_owned() }
            }
            care::Source::Paper { what } => Self::Paper { paper: what.as_str().to_owned() },
        }
    }
}

impl Source {
    pub(crate) fn taken(&self) -> Result<care::Source> {
        Ok(match self {
            Self::Person => care::Source::Person,
            Self::Told { by, channel } => {
                care::Source::Told { by: typed("source", "by", by)?, channel: (*channel).into() }
            }
            Self::Author => care::Source::Author,
            Self::Imported { document, path } => {
                let care::DigestRef(document) = typed("source", "document", document)?;
                care::Source::Imported { document, path: typed("source", "path", path)? }
            }
            Self::Paper { paper } => care::Source::Paper { what: typed("source", "paper", paper)? },
        })
    }
}

/// Whether something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Stands {
    /// It stands.
    Present,
    /// It was removed; what was removed stays readable.
    Removed,
}

impl From<care::Status> for Stands {
    fn from(status: care::Status) -> Self {
        match status {
            care::Status::Present => Self::Present,
            care::Status::Removed => Self::Removed,
        }
    }
}

/// A named person looked and said that it is right.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConfirmationShown {
    /// Who.
    pub by: Member,
    /// When.
    pub at: SystemTime,
    /// By which channel.
    pub how: ContactChannel,
    /// From whom, where that is somebody else than the person.
    pub from: Option<String>,
}

/// One thing that is said, with its author, source and confirmation.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct SaidShown {
    /// This writing of it.
    pub item: ItemId,
    /// Whether it stands.
    pub stands: Stands,
    /// What it says; of something removed, what was removed.
    pub says: Vec<FieldShown>,
    /// Where it comes from.
    pub source: Source,
    /// Who wrote it.
    pub author: Member,
    /// When it was written.
    pub written: SystemTime,
    /// When what it says happened.
    pub occurred: Option<SystemTime>,
    /// Who confirmed it; nobody yet when absent.
    pub confirmed: Option<ConfirmationShown>,
    /// From this day it is due for review.
    pub review_due: Option<Day>,
    /// After this day it is no longer to be relied on.
    pub valid_until: Option<Day>,
    /// Why: of a removal, a settlement or a change.
    pub reason: Option<String>,
}

impl SaidShown {
    fn of(item: &Item<Content>, names: &Names) -> Self {
        Self::saying(content_shown(&item.content), item, names)
    }

    /// Of any item, with what it says.
    pub(crate) fn saying<T>(says: Vec<FieldShown>, item: &Item<T>, names: &Names) -> Self {
        Self {
            item: item.id.into(),
            stands: item.status.into(),
            says,
            source: (&item.source).into(),
            author: Member::of(item.author, names),
            written: moment(item.written),
            occurred: item.occurred.map(moment),
            confirmed: item.confirmed.as_ref().map(|by| ConfirmationShown {
                by: Member::of(by.by, names),
                at: moment(by.at),
                how: by.how.into(),
                from: by.from.as_ref().map(|from| from.as_str().to_owned()),
            }),
            review_due: item.review_due.map(Day::from),
            valid_until: item.valid_until.map(Day::from),
            reason: item.reason.as_ref().map(|reason| reason.as_str().to_owned()),
        }
    }
}

/// Whether people agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Agreement {
    /// One thing is said.
    Agreed,
    /// Two people changed it without seeing each other: show every value side by side.
    Disputed,
}

/// What to go by while something is in dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Caution {
    /// No value is safer than another: dependent tasks pause.
    NoReading,
    /// Go by the cautious values.
    GoBy,
    /// Not authorised meanwhile.
    NotAuthorised,
    /// Paused meanwhile.
    Paused,
}

impl From<CoreCaution> for Caution {
    fn from(caution: CoreCaution) -> Self {
        match caution {
            CoreCaution::NoReading => Self::NoReading,
            CoreCaution::GoBy => Self::GoBy,
            CoreCaution::NotAuthorised => Self::NotAuthorised,
            CoreCaution::Paused => Self::Paused,
        }
    }
}

/// What stands at one place of a summary: one value, or every side of a dispute.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct SummaryItem {
    /// Its key: what editing, confirming and settling name.
    pub key: String,
    /// Its kind.
    pub slot: Slot,
    /// Its kind, in English.
    pub name: String,
    /// Whether people agree on it.
    pub agreement: Agreement,
    /// What to go by while they do not.
    pub caution: Caution,
    /// Each distinct thing said, removals among them.
    pub values: Vec<SaidShown>,
}

/// Every item of a summary, in the order of the list of kinds. Entry details are not among them.
pub(crate) fn items(summary: &Summary, names: &Names) -> Vec<(CoreSlot, SummaryItem)> {
    let values = summary.values().into_iter();
    values.filter_map(|(slot, value)| Some((slot, item(slot, value, summary, names)?))).collect()
}

/// What stands at a key.
pub(crate) fn item_at(summary: &Summary, key: &str, names: &Names) -> Option<SummaryItem> {
    let slot = CoreSlot::of_key(key)?;
    let value = summary.of_slot(slot).into_iter().find(|value| value.key() == key)?;
    item(slot, value, summary, names)
}

fn item(
    slot: CoreSlot,
    value: &dyn Value,
    summary: &Summary,
    names: &Names,
) -> Option<SummaryItem> {
    let (_, at) = summary.at(value.key())?;
    // Of an unguarded value the winner alone is what is shown.
    let shown = if at.guarded { &at.values[..] } else { at.values.get(..1)? };
    Some(SummaryItem {
        key: value.key().to_owned(),
        slot: slot.into(),
        name: slot.name().to_owned(),
        agreement: if value.is_disputed() { Agreement::Disputed } else { Agreement::Agreed },
        caution: value.caution().into(),
        values: shown.iter().map(|said| SaidShown::of(said, names)).collect(),
    })
}
