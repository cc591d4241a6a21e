//! The first screen.

use std::time::SystemTime;

use holdfast_core::device::{self as core, Names};

use crate::error::Result;
use crate::moment::moment;
use crate::visits::Visits;
use crate::words::VisitState;
use crate::{LastRead, Member, PersonId, PersonRow, VisitId};

/// A visit as a list shows it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct VisitRow {
    /// Which.
    pub visit: VisitId,
    /// To whom.
    pub person: Option<PersonId>,
    /// What the person wants to be called; nothing while the summary has not arrived.
    pub name: Option<String>,
    /// From when it may begin, or when it began.
    pub starts: Option<SystemTime>,
    /// Until when it may begin; nothing for an unplanned visit.
    pub ends: Option<SystemTime>,
    /// Who is to come.
    pub assigned: Vec<Member>,
    /// How it stands.
    pub state: VisitState,
    /// How many tasks were planned.
    pub tasks: u32,
    /// How many things were recorded.
    pub entries: u32,
    /// Whether this reader has read and understood what stands about the person: what is new. Nothing
    /// while the summary is not here, and in other lists than today's.
    pub reading: Option<LastRead>,
}

impl VisitRow {
    pub(crate) fn of(row: core::VisitRow, names: &Names) -> Self {
        Self {
            visit: row.visit.into(),
            person: row.person.map(PersonId::from),
            name: row.name,
            starts: row.starts.map(moment),
            ends: row.ends.map(moment),
            assigned: row.assigned.into_iter().map(|who| Member::of(who, names)).collect(),
            state: row.state.into(),
            tasks: row.tasks,
            entries: row.entries,
            reading: None,
        }
    }
}

/// Whether what this device wrote is safe elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Safe {
    /// The hub holds all of it.
    AtTheHub,
    /// Some of it is only here.
    OnlyHere {
        /// How many entries: the unsent count.
        entries: u64,
    },
    /// It wrote nothing.
    Nothing,
}

impl From<core::Safe> for Safe {
    fn from(safe: core::Safe) -> Self {
        match safe {
            core::Safe::AtTheHub => Self::AtTheHub,
            core::Safe::OnlyHere { entries } => Self::OnlyHere { entries },
            core::Safe::Nothing => Self::Nothing,
        }
    }
}

/// The first screen. Whether there is a network now the shell knows; here is what was last heard.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Today {
    /// Who looks at it.
    pub me: Member,
    /// Today's visits, by time.
    pub visits: Vec<VisitRow>,
    /// People without a visit today, by name.
    pub others: Vec<PersonRow>,
    /// Whether what this device wrote is safe elsewhere.
    pub safe: Safe,
    /// When the hub was last heard, by this device's clock; nothing while it never was.
    pub heard: Option<SystemTime>,
    /// Now, by this device's clock.
    pub now: SystemTime,
}

#[uniffi::export]
impl Visits {
    /// The first screen: today's visits, and whether what was written here is safe elsewhere.
    pub fn today(&self) -> Result<Today> {
        let core::Today { member, names, visits, reading, others, safe, heard, now } =
            self.0.device.visits().today_page()?;
        let row = |row: core::VisitRow| {
            let read = row.person.and_then(|person| reading.get(&person)).copied();
            VisitRow { reading: read.map(LastRead::from), ..VisitRow::of(row, &names) }
        };
        Ok(Today {
            me: Member::of(member, &names),
            visits: visits.into_iter().map(row).collect(),
            others: others.into_iter().map(PersonRow::from).collect(),
            safe: safe.into(),
            heard: heard.map(|heard| moment(heard.device)),
            now: moment(now),
        })
    }
}
