//! The envelope of everything that guides care: who wrote it, from where, and who confirmed it.
//!
//! An item is immutable and stored as one scalar with a fresh id, so that writing it again is never
//! a no-op and a confirmation can never meet somebody else's change half-way. Nothing is deleted:
//! removal is a status, and what was removed stays readable.

use std::fmt;

use holdfast_ledger::{MemberId, RecordId, Timestamp};
use minicbor::data::Type;
use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::encode::{Encoder, Error as EncodeError, Write};
use minicbor::{Decode, Encode};
use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use super::canonical;
use super::date::Date;
use super::definition::{Defined, words};
use super::fields::Pen;
use super::json;
use super::list::List;
use super::text::{Line, Text};
use super::times::Clock;

/// One writing of one value: 8 fresh random bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub [u8; 8]);

/// SHA-256 of something, 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

macro_rules! bytes_id {
    ($name:ident, $len:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                json::id(self, serializer)
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), EncodeError<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
                let at = d.position();
                let wrong = |_| DecodeError::message(concat!("expected ", $len, " bytes")).at(at);
                d.bytes()?.try_into().map(Self).map_err(wrong)
            }
        }
    };
}

bytes_id!(ItemId, 8);
bytes_id!(Digest, 32);

impl Digest {
    /// SHA-256 of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

words! {
    /// Whether an item stands.
    pub enum Status: u8 = "status" {
        /// It stands.
        1 Present = "present",
        /// It was removed; what was removed stays readable.
        2 Removed = "removed",
    }
}

words! {
    /// How something was learned or confirmed.
    pub enum Channel: u8 = "channel" {
        /// Face to face.
        1 InPerson = "in person",
        /// By telephone.
        2 Phone = "phone",
        /// On a video call.
        3 Video = "video",
        /// From a document that was seen.
        4 Document = "document",
        /// In a message: e-mail, text, a portal.
        5 Message = "message",
    }
}

/// Where an item comes from. Source list: PRSB About Me (who it was written by and with).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The person said so.
    #[n(0)]
    Person,
    /// Somebody else told the author: family, a professional, another service.
    #[n(1)]
    Told {
        /// Who said so.
        #[n(0)]
        by: Line,
        /// How.
        #[n(1)]
        channel: Channel,
    },
    /// The author saw or assessed it.
    #[n(2)]
    Author,
    /// It came in from another system.
    #[n(3)]
    Imported {
        /// SHA-256 of the file.
        #[n(0)]
        document: Digest,
        /// Where in the file.
        #[n(1)]
        path: Line,
    },
    /// Transcribed from paper.
    #[n(4)]
    Paper {
        /// What paper, and whose.
        #[n(0)]
        what: Line,
    },
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Person => "Person",
            Self::Told { .. } => "Told",
            Self::Author => "Author",
            Self::Imported { .. } => "Imported",
            Self::Paper { .. } => "Paper",
        })
    }
}

/// A named person looked and said that it is right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Confirmation {
    /// Who confirmed it.
    #[n(0)]
    #[serde(serialize_with = "json::id")]
    pub by: MemberId,
    /// When, by the clock of the device it was done on.
    #[n(1)]
    #[serde(serialize_with = "json::moment")]
    pub at: Timestamp,
    /// By which channel.
    #[n(2)]
    pub how: Channel,
    /// From whom, where that is somebody else than the person.
    #[n(3)]
    pub from: Option<Line>,
    /// The events whoever confirmed it knew of, sorted. Any other event unconfirms it, whatever
    /// its time, since events live in other ledgers and clocks lie.
    #[n(4)]
    #[serde(serialize_with = "event_ids")]
    pub events_seen: List<RecordId>,
}

fn event_ids<S: Serializer>(ids: &List<RecordId>, serializer: S) -> Result<S::Ok, S::Error> {
    json::ids(ids, serializer)
}

/// What an import brought for an item: kept through every later change, so that the next import can
/// tell what changed *there* from what was changed *here*.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ImportedAs {
    /// SHA-256 of the file it last came in.
    #[n(0)]
    pub document: Digest,
    /// Where in the file: the same from one export of a system to the next.
    #[n(1)]
    pub path: Line,
    /// SHA-256 of the content as it came.
    #[n(2)]
    pub content: Digest,
}

/// A content and its envelope. See the module's text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Item<T> {
    /// This writing of the value.
    #[n(0)]
    pub id: ItemId,
    /// Whether it stands.
    #[n(1)]
    pub status: Status,
    /// What it says; of a removed item, what was removed.
    #[n(2)]
    pub content: T,
    /// Where it comes from.
    #[n(3)]
    pub source: Source,
    /// Who wrote it.
    #[n(4)]
    #[serde(serialize_with = "json::id")]
    pub author: MemberId,
    /// When it was written, by the clock of the device.
    #[n(5)]
    #[serde(serialize_with = "json::moment")]
    pub written: Timestamp,
    /// When what it says happened, as the author says.
    #[n(6)]
    #[serde(serialize_with = "json::moment_or_none")]
    pub occurred: Option<Timestamp>,
    /// Who confirmed it; nobody yet when absent.
    #[n(7)]
    pub confirmed: Option<Confirmation>,
    /// From this day it is due for review.
    #[n(8)]
    pub review_due: Option<Date>,
    /// After this day it is no longer to be relied on.
    #[n(9)]
    pub valid_until: Option<Date>,
    /// The writings that whoever settled a dispute had before them.
    #[n(10)]
    pub settles: List<ItemId>,
    /// Why: of a removal, a settlement or a change.
    #[n(11)]
    pub reason: Option<Text>,
    /// What an import brought for it, if one did.
    #[n(12)]
    pub imported: Option<ImportedAs>,
    /// What the device knew of its clock's error when it wrote this; nothing when it knew nothing.
    #[n(13)]
    pub clock: Option<Clock>,
}

/// What goes into the envelope of a new item besides what the pen knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    /// Where it comes from.
    pub source: Source,
    /// When what it says happened.
    pub occurred: Option<Timestamp>,
    /// Confirmed in the same breath.
    pub confirmed: Option<Confirmation>,
    /// From this day it is due for review.
    pub review_due: Option<Date>,
    /// After this day it is no longer to be relied on.
    pub valid_until: Option<Date>,
    /// Why.
    pub reason: Option<Text>,
}

impl Writing {
    /// From this source, and nothing more.
    pub const fn from(source: Source) -> Self {
        Self {
            source,
            occurred: None,
            confirmed: None,
            review_due: None,
            valid_until: None,
            reason: None,
        }
    }
}

impl<T> Item<T> {
    /// A new writing of a value, present.
    pub fn new(content: T, writing: Writing, pen: &mut Pen<'_>) -> Self {
        let Writing { source, occurred, confirmed, review_due, valid_until, reason } = writing;
        Self {
            id: pen.item_id(),
            status: Status::Present,
            content,
            source,
            author: pen.member,
            written: pen.written,
            occurred,
            confirmed,
            review_due,
            valid_until,
            settles: List::default(),
            reason,
            imported: None,
            clock: None,
        }
    }

    /// The same envelope around another content.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Item<U> {
        Item {
            id: self.id,
            status: self.status,
            content: f(self.content),
            source: self.source,
            author: self.author,
            written: self.written,
            occurred: self.occurred,
            confirmed: self.confirmed,
            review_due: self.review_due,
            valid_until: self.valid_until,
            settles: self.settles,
            reason: self.reason,
            imported: self.imported,
            clock: self.clock,
        }
    }

    /// Whether it stands.
    pub fn is_present(&self) -> bool {
        self.status == Status::Present
    }
}

impl<T: Defined> Item<T> {
    /// SHA-256 of status and content alone: what two writings must share to say the same.
    pub fn said(&self) -> Digest {
        let mut bytes = canonical::to_bytes(&self.status);
        bytes.extend(canonical::to_bytes(&self.content));
        Digest::of(&bytes)
    }

    /// Its canonical bytes, as they are stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }
}

/// Whether a stored item is in the hand of `member`: confirmed by them, or, where nobody confirmed it,
/// written by them. Whoever confirms what a colleague wrote leaves the colleague's name on it and adds
/// their own. True of what is no item: it says nothing in anybody's name.
pub fn in_the_hand_of(member: MemberId, value: &[u8]) -> bool {
    hand(value).ok().flatten().is_none_or(|hand| hand == member)
}

/// Who wrote or, later, confirmed: read from the envelope alone, whatever the content is.
fn hand(value: &[u8]) -> Result<Option<MemberId>, DecodeError> {
    let mut d = Decoder::new(value);
    let (mut author, mut confirmed) = (None, None);
    for _ in 0..d.map()?.unwrap_or(0) {
        match d.u32()? {
            4 => author = Some(d.decode()?),
            7 if d.datatype()? != Type::Null => confirmed = confirming(&mut d)?,
            _ => d.skip()?,
        }
    }
    Ok(confirmed.or(author))
}

fn confirming(d: &mut Decoder<'_>) -> Result<Option<MemberId>, DecodeError> {
    let mut by = None;
    for _ in 0..d.map()?.unwrap_or(0) {
        match d.u32()? {
            0 => by = Some(d.decode()?),
            _ => d.skip()?,
        }
    }
    Ok(by)
}
