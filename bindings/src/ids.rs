//! Names for things. Each is a type of its own, so that a person can never be taken for a member; the
//! text within may be kept (in a saved screen, a notification's target) and says nothing about anybody.

use core::str::FromStr;

use holdfast_core::care;
use holdfast_core::device;
use holdfast_ledger as ledger;

use crate::error::{HoldfastError, Result};
use crate::words::ErrorKind;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
        pub struct $name {
            /// The id, for keeping: hexadecimal characters.
            pub text: String,
        }
    };
}

id!(
    /// A person who draws on care.
    PersonId
);
id!(
    /// Somebody who works.
    MemberId
);
id!(
    /// A device.
    DeviceId
);
id!(
    /// A visit.
    VisitId
);
id!(
    /// One writing of one thing: an item of a summary, a note, a dose.
    ItemId
);
id!(
    /// A round.
    RoundId
);
id!(
    /// A decision.
    DecisionId
);
id!(
    /// A suggested update.
    SuggestionId
);

fn wrong() -> HoldfastError {
    let says = "expected an id that this device gave out, found another text; look it up again";
    HoldfastError::new(ErrorKind::NotFound, says)
}

fn parsed<T: FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| wrong())
}

/// A ledger and a record in it, with a slash between them.
fn pair(text: &str) -> Result<(ledger::LedgerId, ledger::RecordId)> {
    let (of, record) = text.split_once('/').ok_or_else(wrong)?;
    Ok((parsed(of)?, parsed(record)?))
}

impl From<care::PersonId> for PersonId {
    fn from(id: care::PersonId) -> Self {
        Self { text: id.0.to_string() }
    }
}

impl TryFrom<PersonId> for care::PersonId {
    type Error = HoldfastError;

    fn try_from(id: PersonId) -> Result<Self> {
        parsed(&id.text).map(Self)
    }
}

impl From<ledger::MemberId> for MemberId {
    fn from(id: ledger::MemberId) -> Self {
        Self { text: id.to_string() }
    }
}

impl TryFrom<MemberId> for ledger::MemberId {
    type Error = HoldfastError;

    fn try_from(id: MemberId) -> Result<Self> {
        parsed(&id.text)
    }
}

impl From<ledger::DeviceId> for DeviceId {
    fn from(id: ledger::DeviceId) -> Self {
        Self { text: id.to_string() }
    }
}

impl From<device::VisitId> for VisitId {
    fn from(id: device::VisitId) -> Self {
        Self { text: format!("{}/{}", id.ledger, id.record) }
    }
}

impl TryFrom<VisitId> for device::VisitId {
    type Error = HoldfastError;

    fn try_from(id: VisitId) -> Result<Self> {
        pair(&id.text).map(|(ledger, record)| Self { ledger, record })
    }
}

impl From<device::SuggestionId> for SuggestionId {
    fn from(id: device::SuggestionId) -> Self {
        Self { text: format!("{}/{}", id.ledger, id.record) }
    }
}

impl TryFrom<SuggestionId> for device::SuggestionId {
    type Error = HoldfastError;

    fn try_from(id: SuggestionId) -> Result<Self> {
        pair(&id.text).map(|(ledger, record)| Self { ledger, record })
    }
}

impl From<care::ItemId> for ItemId {
    fn from(id: care::ItemId) -> Self {
        Self { text: id.to_string() }
    }
}

impl TryFrom<ItemId> for care::ItemId {
    type Error = HoldfastError;

    fn try_from(id: ItemId) -> Result<Self> {
        // An item's id is half as long as the others, and has no parser in the core.
        let whole: ledger::RecordId = parsed(&format!("{:0>32}", id.text))?;
        let (zeros, bytes) = whole.0.split_at(8);
        match bytes.try_into() {
            Ok(bytes) if zeros.iter().all(|byte| *byte == 0) && id.text.len() == 16 => {
                Ok(Self(bytes))
            }
            _ => Err(wrong()),
        }
    }
}

impl From<ledger::RecordId> for RoundId {
    fn from(id: ledger::RecordId) -> Self {
        Self { text: id.to_string() }
    }
}

impl TryFrom<RoundId> for ledger::RecordId {
    type Error = HoldfastError;

    fn try_from(id: RoundId) -> Result<Self> {
        parsed(&id.text)
    }
}

impl From<ledger::RecordId> for DecisionId {
    fn from(id: ledger::RecordId) -> Self {
        Self { text: id.to_string() }
    }
}
