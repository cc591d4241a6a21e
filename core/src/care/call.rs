//! Whom to phone, in which order: the person's ladder, then the organisation's on-call numbers.
//! 999 stands above every ladder and is never part of this list.

use minicbor::{Decode, Encode};
use serde::Serialize;

use super::definition::words;
use super::list::List;
use super::number::Minutes;
use super::pathway::System;
use super::policy::Policy;
use super::section_state::{Clocks, Now};
use super::summary::Summary;
use super::summary::contact::{Contact, Reach, ReachBy};
use super::summary::escalation::{LadderRole, Rung};
use super::text::Line;

words! {
    /// Why somebody on the ladder is passed over for now.
    pub enum Skipped: u8 = "passed over because" {
        /// Not within their hours.
        1 OutsideHours = "outside their hours",
        /// Every way to reach them is down.
        2 ChannelDown = "the way to reach them is down",
        /// No number is written.
        3 NoNumber = "no number is written",
    }
}

/// Somebody to phone.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Call {
    /// Whose rung it is.
    #[n(0)]
    pub role: LadderRole,
    /// Their name.
    #[n(1)]
    pub name: Line,
    /// The ways to reach them that are not down, in order.
    #[n(2)]
    pub reach: List<Reach>,
    /// Minutes to wait for an answer before the next is called.
    #[n(3)]
    pub wait: Option<Minutes>,
    /// Why they are passed over for now; they are listed all the same.
    #[n(4)]
    pub skipped: Option<Skipped>,
}

/// The calls for a person now: every rung in the order of positions (of a rung in dispute, every
/// version of it), then the on-call numbers of policy. Where the clocks disagree nobody is passed
/// over for their hours.
pub fn calls(summary: &Summary, policy: &Policy, down: &[System], now: Now) -> Vec<Call> {
    let mut rungs: Vec<(&Rung, &str)> = summary
        .rungs
        .iter()
        .flat_map(|rung| rung.present().map(|item| (&item.content, rung.key())))
        .collect();
    rungs.sort_by_key(|(rung, key)| (rung.position, *key));
    let mut calls: Vec<Call> = rungs
        .iter()
        .flat_map(|(rung, _)| {
            let away = is_away(rung, now);
            rung.contacts.iter().map(move |contact| Call {
                wait: rung.wait,
                ..call(rung.role, contact, down, away)
            })
        })
        .collect();
    let on_call = LadderRole::OnCallManager;
    calls.extend(policy.on_call.iter().map(|contact| call(on_call, contact, down, false)));
    calls
}

fn is_away(rung: &Rung, now: Now) -> bool {
    now.clocks == Clocks::Agree
        && !rung.hours.is_empty()
        && !rung.hours.iter().any(|hours| hours.holds(now.at))
}

fn call(role: LadderRole, contact: &Contact, down: &[System], away: bool) -> Call {
    let reach: List<Reach> = contact
        .reach
        .iter()
        .filter(|reach| carrier(reach.by).is_none_or(|system| !down.contains(&system)))
        .cloned()
        .collect();
    let skipped = if away {
        Some(Skipped::OutsideHours)
    } else if contact.reach.is_empty() {
        Some(Skipped::NoNumber)
    } else if reach.is_empty() {
        Some(Skipped::ChannelDown)
    } else {
        None
    };
    Call { role, name: contact.name.clone(), reach, wait: None, skipped }
}

/// The system a way to reach somebody depends on.
const fn carrier(by: ReachBy) -> Option<System> {
    match by {
        ReachBy::Email => Some(System::Email),
        ReachBy::Phone => Some(System::Telephones),
        ReachBy::Mobile | ReachBy::Text | ReachBy::Radio | ReachBy::Alarm => None,
    }
}
