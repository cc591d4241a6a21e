//! "Safe at the hub?": what this device took in and what became of it, what the hub holds of its own,
//! what it is still waiting for. The numbers always add up.

use std::time::SystemTime;

use holdfast_core::device::{self as core};
use holdfast_core::vault::EntryState;

use crate::device::Device;
use crate::error::Result;
use crate::moment::moment;
use crate::words::Role;
use crate::{DeviceId, Member, Receipt, Safe};

/// What an entry waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum WaitsFor {
    /// The entry before it, of the same device.
    EarlierEntry,
    /// The key it was sealed with.
    Key,
    /// A statement that entitles its author.
    Grant,
    /// The organisation's register, up to where its author had it.
    Register,
    /// What says what its part of the record is for.
    Card,
    /// A change of the same record that it builds upon.
    EarlierChange,
}

impl From<core::WaitsFor> for WaitsFor {
    fn from(waits: core::WaitsFor) -> Self {
        match waits {
            core::WaitsFor::EarlierEntry => Self::EarlierEntry,
            core::WaitsFor::Key => Self::Key,
            core::WaitsFor::Grant => Self::Grant,
            core::WaitsFor::Register => Self::Register,
            core::WaitsFor::Card => Self::Card,
            core::WaitsFor::EarlierChange => Self::EarlierChange,
        }
    }
}

/// Why an entry is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum SetAside {
    /// It cannot be used as it came: its author writes it again.
    AskAgain,
    /// Its author may not write it.
    TellManager,
    /// The device it comes from was copied.
    Copied,
    /// This version does not know what it is.
    Update,
}

impl From<core::SetAside> for SetAside {
    fn from(why: core::SetAside) -> Self {
        match why {
            core::SetAside::AskAgain => Self::AskAgain,
            core::SetAside::TellManager => Self::TellManager,
            core::SetAside::Copied => Self::Copied,
            core::SetAside::Update => Self::Update,
        }
    }
}

/// What became of an entry that is not applied.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum NotAppliedBecause {
    /// It waits.
    Waits {
        /// For what.
        waits_for: WaitsFor,
    },
    /// It is held, listed for a person, and not applied.
    Quarantined {
        /// Why, which says what to do.
        why: SetAside,
    },
    /// This device has no key for it and keeps it to pass on.
    Carried,
}

/// An entry that is not applied.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct NotApplied {
    /// Which: hexadecimal, for whoever helps.
    pub entry: String,
    /// What became of it.
    pub because: NotAppliedBecause,
}

/// A device that wrote two different entries under one number: it was copied.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct CopiedDevice {
    /// Which.
    pub device: DeviceId,
    /// What its user calls it, where the directory says so.
    pub label: Option<String>,
}

/// How many entries are in each state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Counts {
    /// Every entry taken in: applied + waiting + quarantined + carried.
    pub taken_in: u64,
    /// Applied.
    pub applied: u64,
    /// Waiting.
    pub waiting: u64,
    /// Quarantined.
    pub quarantined: u64,
    /// Carried.
    pub carried: u64,
}

/// When the hub was last heard, by both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Heard {
    /// By the hub's clock.
    pub hub: SystemTime,
    /// By this device's clock.
    pub device: SystemTime,
}

/// "Safe at the hub?".
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct SafetyPage {
    /// The device.
    pub device: DeviceId,
    /// What its user calls it.
    pub label: String,
    /// Its member.
    pub me: Member,
    /// The organisation; nothing before joining.
    pub organisation: Option<String>,
    /// What the member is for.
    pub roles: Vec<Role>,
    /// How many entries are in each state.
    pub counts: Counts,
    /// How many of them this device wrote.
    pub written: u64,
    /// Whether the hub holds everything this device wrote.
    pub safe: Safe,
    /// What the hub last said it holds of this device's entries.
    pub receipt: Option<Receipt>,
    /// When the hub was last heard.
    pub heard: Option<Heard>,
    /// People whose summary can be read here.
    pub summaries_here: u32,
    /// People whose ledgers are known here.
    pub summaries_known: u32,
    /// What is not applied and why: a hundred at most.
    pub not_applied: Vec<NotApplied>,
    /// Devices that were copied: tell a manager.
    pub copied: Vec<CopiedDevice>,
    /// Now, by this device's clock.
    pub now: SystemTime,
}

fn not_applied(found: core::NotApplied) -> Option<NotApplied> {
    let because = match (found.state, found.waits_for) {
        (EntryState::Waiting, Some(waits)) => NotAppliedBecause::Waits { waits_for: waits.into() },
        (EntryState::Quarantined { reason }, _) => {
            NotAppliedBecause::Quarantined { why: core::SetAside::of(&reason).into() }
        }
        (EntryState::Carried, _) => NotAppliedBecause::Carried,
        (EntryState::Applied, _) | (EntryState::Waiting, None) => return None,
    };
    Some(NotApplied { entry: found.entry.to_string(), because })
}

#[uniffi::export]
impl Device {
    /// "Safe at the hub?".
    pub fn safety(&self) -> Result<SafetyPage> {
        let device = &self.0.device;
        let status = device.status()?;
        let waiting = device.not_applied()?;
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let counts = status.counts;
        let (here, known) = status.summaries;
        Ok(SafetyPage {
            device: status.device.into(),
            label: status.label,
            me: Member { member: status.member.into(), name: status.name },
            organisation: status.organisation,
            roles: status.roles.iter().map(Role::from).collect(),
            counts: Counts {
                taken_in: counts.taken_in,
                applied: counts.applied,
                waiting: counts.waiting,
                quarantined: counts.quarantined,
                carried: counts.carried,
            },
            written: status.written,
            safe: status.safe.into(),
            receipt: status.receipt.as_ref().map(Receipt::from),
            heard: status
                .heard
                .map(|heard| Heard { hub: moment(heard.hub), device: moment(heard.device) }),
            summaries_here: small(here),
            summaries_known: small(known),
            not_applied: waiting.into_iter().filter_map(not_applied).collect(),
            copied: status
                .copied
                .into_iter()
                .map(|copied| CopiedDevice { device: copied.device.into(), label: copied.label })
                .collect(),
            now: moment(status.now),
        })
    }
}
