//! How this device stands: what it took in and what became of it, what the hub holds of its own,
//! what it is still waiting for. The numbers always add up.

use holdfast_ledger::{
    DeviceId, EntryId, Heard, MemberId, Progress, Register, Roles, SignedReceipt, Store as _,
    Timestamp, all_safe,
};

use super::error::Result;
use super::handle::Device;
use super::members::directory;
use super::state::State;
use crate::care::Directory;
use crate::vault::{Counts, EntryState, Tables};

/// How many entries that are not applied are listed.
const LISTED: u32 = 100;

/// How a device stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The device.
    pub device: DeviceId,
    /// What its user calls it.
    pub label: String,
    /// Its member.
    pub member: MemberId,
    /// What the member is called; nothing before joining, or while the directory has not arrived.
    pub name: Option<String>,
    /// The organisation; nothing before joining.
    pub organisation: Option<String>,
    /// What the member is for.
    pub roles: Roles,
    /// Taken in = applied + waiting + quarantined + carried.
    pub counts: Counts,
    /// How many of them this device wrote.
    pub written: u64,
    /// What the hub last said it holds of this device's entries.
    pub receipt: Option<SignedReceipt>,
    /// Whether that covers everything this device wrote.
    pub safe: Safe,
    /// When the hub was last heard, by both clocks.
    pub heard: Option<Heard>,
    /// People whose summary can be read here, and how many there are.
    pub summaries: (usize, usize),
    /// What is not applied, and why.
    pub not_applied: Vec<(EntryId, EntryState)>,
    /// Devices that were copied: both went on writing. Everything both wrote counts; a person has to
    /// find out which is whose, and withdraw the other.
    pub copied: Vec<Copied>,
    /// Now, by this device's clock.
    pub now: Timestamp,
}

/// A device that wrote two different entries under one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Which.
    pub device: DeviceId,
    /// What its user calls it, where the directory says so.
    pub label: Option<String>,
}

/// Whether what this device wrote is safe elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safe {
    /// The hub holds all of it.
    AtTheHub,
    /// Some of it is only here.
    OnlyHere {
        /// How many entries.
        entries: u64,
    },
    /// It wrote nothing.
    Nothing,
}

impl Device {
    /// How this device stands.
    ///
    /// # Errors
    /// While locked.
    pub fn status(&self) -> Result<Status> {
        let identity = self.identity()?;
        let people = self.people().list()?;
        let held = people.iter().filter(|row| row.held == super::people::Held::Readable).count();
        let now = self.surroundings().now();
        self.look(|state, tables| {
            let (written, safe, heard, receipt) = safety(state, tables)?;
            let directory = directory(state, tables)?;
            let organisation = directory.organisation.as_ref().and_then(|named| named.content());
            Ok(Status {
                device: state.device,
                label: identity.label.clone(),
                member: state.member,
                name: directory.member(state.member).map(|m| m.name.as_str().to_owned()),
                organisation: organisation.map(|named| named.name.as_str().to_owned()),
                roles: state.roles(),
                counts: tables.counts()?,
                written,
                receipt,
                safe,
                heard,
                summaries: (held, people.len()),
                not_applied: tables.not_applied(LISTED)?,
                copied: copied(&directory, tables)?,
                now,
            })
        })
    }
}

/// How many entries this device wrote, whether they are safe elsewhere, when the hub was last heard
/// and its last receipt.
pub(super) fn safety(
    state: &State,
    tables: &Tables<'_>,
) -> Result<(u64, Safe, Option<Heard>, Option<SignedReceipt>)> {
    let hub = state.register.as_ref().and_then(Register::hub);
    let progress = match hub {
        Some((_, hub)) => Progress::load(tables, hub.signing.device())?,
        None => Progress::default(),
    };
    // Of what follows an entry that the disk has spoiled the hub has nothing, and is told nothing.
    let detached = tables.detached_of(&state.device)?;
    let written = tables.count_of(&state.device)? + detached;
    let receipt = progress.receipt().cloned();
    let covered = match &receipt {
        Some(receipt) => all_safe(tables, state.device, receipt)?,
        None => false,
    };
    let at_hub = receipt.as_ref().map_or(0, |receipt| receipt.receipt.entries);
    let safe = match (written, covered) {
        (0, _) => Safe::Nothing,
        (_, true) if detached == 0 => Safe::AtTheHub,
        _ => Safe::OnlyHere { entries: written.saturating_sub(at_hub).max(detached) },
    };
    Ok((written, safe, progress.heard(), receipt))
}

fn copied(directory: &Directory, tables: &Tables<'_>) -> Result<Vec<Copied>> {
    let label = |device| directory.device(device).map(|label| label.label.as_str().to_owned());
    let forked = tables.forked()?.into_iter();
    Ok(forked.map(|device| Copied { device, label: label(device) }).collect())
}
