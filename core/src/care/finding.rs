//! What an assessment finds: closed words, worded for a person when they are shown.
//!
//! A finding is stored as codes, so that the same assessment reads in every language, and its
//! sentence is plain English at reading age 11.

use holdfast_ledger::Timestamp;
use minicbor::{Decode, Encode};
use serde::Serialize;

use super::date::Date;
use super::definition::words;
use super::json;
use super::kind::EventKind;
use super::list::List;
use super::number::Staff;
use super::pathway::System;
use super::summary::Section;
use super::summary::escalation::LadderRole;

words! {
    /// The state of a section, computed at reading time. Higher codes are worse.
    pub enum SectionState: u8 = "state" {
        /// Confirmed, and not too old.
        1 Current = "current",
        /// To be looked at again; still good.
        2 ReviewDue = "review due",
        /// Confirmed too long ago, or no longer valid.
        3 Stale = "stale",
        /// Nobody confirmed it, or something happened since.
        4 Unconfirmed = "unconfirmed",
        /// Something that must be known is not there.
        5 Missing = "missing",
        /// Two people said different things.
        6 Disputed = "disputed",
    }
}

words! {
    /// Why a section is not current, or a visit not as planned.
    pub enum Reason: u8 = "reason" {
        /// Nobody confirmed it yet.
        1 NeverConfirmed = "never confirmed",
        /// Something happened that no confirmation has seen.
        2 EventSince = "event since",
        /// The clocks disagree, so nothing that depends on age can be relied on.
        3 CheckDate = "check the date",
        /// Confirmed too long ago.
        4 TooOld = "too old",
        /// Past the day it may be relied on.
        5 ValidUntilPassed = "no longer valid",
        /// A stop date, an expiry.
        6 Expired = "expired",
        /// To be looked at again.
        7 ReviewDue = "review due",
        /// Nothing is written where something must be.
        8 NothingRecorded = "nothing recorded",
        /// Somebody stated that they have no information.
        9 StatedUnknown = "stated to be unknown",
        /// Two people said different things, and there is no winner.
        10 Disputed = "disputed",
        /// Two people said different things; the cautious one counts meanwhile.
        11 ReadCautiously = "disputed, read cautiously",
        /// A restriction in dispute: not currently authorised.
        12 NotAuthorised = "not authorised while disputed",
        /// "None known" beside an item that stands.
        13 NoneKnownBesideItem = "none known beside an item",
        /// A time-critical medicine is in dispute.
        14 TimeCriticalDisputed = "time-critical medicine disputed",
        /// This version cannot read it.
        15 CannotBeRead = "cannot be read",
        /// A change came in and nobody has decided on it.
        16 ChangeWaiting = "change waiting",
        /// A system is down and nobody confirmed by phone.
        17 SystemDown = "system down",
        /// Fewer staff than it takes.
        18 TooFewStaff = "too few staff",
        /// The task is not in the catalogue.
        19 NotChecked = "not checked",
        /// A task is about a medicine that no longer stands in the summary, or never did.
        20 MedicineDoesNotStand = "medicine does not stand",
        /// A restriction is to be used, and none stands in the summary.
        21 NoRestriction = "no restriction stands",
    }
}

words! {
    /// What to do about a finding. Higher codes are stricter.
    pub enum Measure: u8 = "what to do" {
        /// Go ahead, and tell the office.
        1 Note = "tell the office",
        /// Phone to confirm; higher-risk tasks that depend on it wait.
        2 ConfirmByPhone = "confirm by phone",
        /// Tasks that depend on it wait.
        3 PauseTasks = "pause tasks",
        /// Tasks that depend on it wait, and a senior comes.
        4 SendSenior = "send a senior",
        /// The visit does not start as planned.
        5 DoNotStart = "do not start",
    }
}

/// One thing an assessment found.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Finding {
    /// In which section; nothing for what concerns the visit.
    #[n(0)]
    pub section: Option<Section>,
    /// In which state that part of the section is.
    #[n(1)]
    pub state: Option<SectionState>,
    /// Since when, where that can be said.
    #[n(2)]
    #[serde(serialize_with = "json::moment_or_none")]
    pub since: Option<Timestamp>,
    /// Why.
    #[n(3)]
    pub reason: Reason,
    /// What to do.
    #[n(4)]
    pub measure: Measure,
    /// The keys of the items it is about; for something missing, the kinds that are.
    #[n(5)]
    pub keys: List<String>,
    /// The event, for [`Reason::EventSince`].
    #[n(6)]
    pub event: Option<EventKind>,
    /// The system, for [`Reason::SystemDown`].
    #[n(7)]
    pub system: Option<System>,
    /// Who is to confirm it.
    #[n(8)]
    pub confirm_with: Option<LadderRole>,
    /// The key of the task it is about, where it is about one.
    #[n(9)]
    pub task: Option<String>,
    /// How many staff it takes, for [`Reason::TooFewStaff`].
    #[n(10)]
    pub staff: Option<Staff>,
}

impl Finding {
    /// About a section, before anything more is known.
    pub(super) fn about(section: Section, reason: Reason, measure: Measure) -> Self {
        Self { section: Some(section), ..Self::of_visit(reason, measure) }
    }

    /// About the visit.
    pub(super) fn of_visit(reason: Reason, measure: Measure) -> Self {
        Self {
            section: None,
            state: None,
            since: None,
            reason,
            measure,
            keys: List::default(),
            event: None,
            system: None,
            confirm_with: None,
            task: None,
            staff: None,
        }
    }

    /// The reason in plain words.
    pub fn sentence(&self) -> String {
        let since = self.since.map(|since| format!(" Since {}.", Date::at(since).in_words()));
        self.plain_reason() + since.as_deref().unwrap_or_default()
    }

    fn plain_reason(&self) -> String {
        let reason = match self.reason {
            Reason::NeverConfirmed => "Nobody has confirmed this yet.",
            Reason::EventSince => {
                let event = self.event.map_or("change", EventKind::word);
                return format!(
                    "There was an event ({event}), and nobody has confirmed this since."
                );
            }
            Reason::CheckDate => "The clocks do not agree. Check the date before you rely on this.",
            Reason::TooOld => "It is too long since somebody confirmed this.",
            Reason::ValidUntilPassed => "This was to be used until a day that has passed.",
            Reason::Expired => "This has a last day, and that day has passed.",
            Reason::ReviewDue => "This is due to be looked at again.",
            Reason::NothingRecorded => {
                return match self.keys.as_slice() {
                    [] => "Nothing is written here.".to_owned(),
                    keys => format!("Nothing is written about: {}.", kinds(keys)),
                };
            }
            Reason::StatedUnknown => {
                "It was asked, and there is no answer yet. That is not \"none\"."
            }
            Reason::Disputed => {
                "Two people wrote different things. Both are shown. Phone before you rely on either."
            }
            Reason::ReadCautiously => {
                "Two people wrote different things. Go by the safer one until it is settled."
            }
            Reason::NotAuthorised => {
                "Two people wrote different things about a restriction. It is not currently \
                 authorised. Phone now. Do not take away equipment or a safety measure on your own."
            }
            Reason::NoneKnownBesideItem => {
                "It says \"none known\", and there is one. Both are shown. Phone to settle it."
            }
            Reason::TimeCriticalDisputed => {
                "Two people wrote different things about a medicine that must not be late. Phone \
                 now. Do not leave it out and do not guess."
            }
            Reason::CannotBeRead => "Something here cannot be read by this version. Phone to ask.",
            Reason::ChangeWaiting => "Another system says this changed. Nobody has decided yet.",
            Reason::SystemDown => {
                let system = self.system.map_or("a system", System::word);
                return format!("The {system} is down, and nobody has confirmed this by phone.");
            }
            Reason::TooFewStaff => {
                return match self.staff {
                    Some(staff) => format!("This takes {} staff, and fewer are here.", staff.get()),
                    None => "This takes more staff than are here.".to_owned(),
                };
            }
            Reason::MedicineDoesNotStand => {
                "This medicine is not among the person's current medicines. Phone now, before you \
                 give it. Do not leave it out and do not guess."
            }
            Reason::NoRestriction => {
                "Not currently authorised. Phone now. Do not take away equipment or a safety \
                 measure on your own. If someone is in immediate danger, do the least needed to \
                 keep them safe, then record it as unplanned."
            }
            Reason::NotChecked => "This task is not in the catalogue, so nobody has checked it.",
        };
        reason.to_owned()
    }
}

/// Document keys as the kinds of item they name: "allergy", "transfers".
fn kinds(keys: &[String]) -> String {
    let names: Vec<&str> =
        keys.iter().map(|key| key.rsplit('/').next().unwrap_or_default()).collect();
    names.join(", ").replace('-', " ")
}

impl Measure {
    /// What to do, in plain words.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Note => "Go ahead, and tell the office.",
            Self::ConfirmByPhone => {
                "Phone to confirm it. Tasks with a higher risk wait until then."
            }
            Self::PauseTasks => "Leave the tasks that need it until it is clear. Phone.",
            Self::SendSenior => "Leave the tasks that need it. Ask for a senior to come.",
            Self::DoNotStart => "Do not start the planned tasks. Phone now, and stay if you can.",
        }
    }
}
