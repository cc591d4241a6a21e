//! May this visit start? Advice that is recorded, and never a lock.
//!
//! [`assess`] is a pure function of the summary, the visit, the staff present, policy and now. It
//! lists what may proceed as well as what may not, and adds no restriction to the person's life.
//! Nothing here, and nothing that calls it, refuses arriving, staying, emergency help, comfort, food,
//! drink or a note.
//!
//! # The rules, exactly
//! **Sections.** The state and the grounds of each section are those of [`super::section_state`]. A
//! section *counts* for this visit if policy says every visit needs it, or the visit's pathway
//! requires it, or a task of the visit needs it. A task needs the sections its entry in the catalogue
//! names and those whose rule in policy names its kind; an unlisted task needs none.
//!
//! **Findings.** Each ground of a section that counts is a finding. Its measure, by the section's
//! rule: *review due*, *stale*, *unconfirmed*, *missing* as the rule says for that state (for missing
//! the stricter of the rule's and, where the visit's pathway requires the section, the pathway's). A
//! *disputed* ground with a cautious reading (allergy: present wins; staff number: the higher;
//! restriction: not authorised; "none known" beside an allergy: the allergy stands) has *confirm by
//! phone*; any other disputed ground has the stricter of the rule's and *pause tasks*. Who confirms
//! it is the rule's role. Further findings:
//! - *time-critical medicine disputed*, in the section of medicines whether or not it counts, if a
//!   medicine any of whose distinct values says it is time-critical is in dispute, or stands beside
//!   "none known": measure *pause tasks*, state disputed, all their keys;
//! - *medicine does not stand*, in the section of medicines whether or not it counts, for each task
//!   that names a medicine of which nothing stands in the summary and nothing there is unreadable
//!   (removed, ended, or never there): measure *pause tasks*, its key, since its latest writing;
//! - *no restriction stands*, in the section of risks, for each task of using a restriction while no
//!   restriction stands and none is unreadable: *pause tasks*, since the latest writing of one;
//! - *system down*, for each of the pathway's phone rules whose system is down and each of whose
//!   section's agreed standing items was not confirmed by phone since it went down (of several times
//!   for one system the earliest; a section in which nothing agreed stands needs the call): *confirm
//!   by phone* with the rule's role, with the section's state; and *tell the office* about each other
//!   system the pathway depends on that is down (no section);
//! - *cannot be read* (no section, *tell the office*) if something stands in the summary at a key
//!   this version does not know;
//! - *too few staff*, for each task that takes more staff than are present: *pause tasks*; and for
//!   the visit, when fewer are present than it needs and no task has this finding: *confirm by phone*;
//! - *not checked*, for each task the catalogue does not have: *tell the office*.
//!
//! **Staff.** A task takes the most of: its catalogue number; the number on the task; and for a task
//! that moves the person also the person's number of staff (in a dispute the highest of all its
//! values, removed ones too) and the number the visit needs.
//!
//! **Tasks.** A task is *not checked* if the catalogue does not have it. Else it *pauses* if a
//! finding names it (too few staff, a medicine that does not stand, no restriction), or if a finding in a section it needs **touches** it and the finding's measure is
//! *pause tasks* or stricter, or is *confirm by phone* and the task is of higher risk, or its reason
//! is *not authorised* and the task is a restriction. A finding touches every task that needs its
//! section, except: one whose keys are all medicines touches a task that names a medicine only if it
//! names that one; and a ground read cautiously (allergy, staff number, restriction, "none known"
//! beside an allergy) pauses no other task, since the task goes on by the safer reading. A medicine task that would
//! pause and that *time-critical medicine disputed* touches, or whose medicine does not stand, is
//! instead to be *escalated at once*.
//! Every other task *may proceed*.
//!
//! **Advice.** *Do not start* if a finding's measure is *do not start*, or the visit has tasks and
//! every one of them pauses or is to be escalated at once. Else *proceed with changes* if some task
//! may not proceed or some finding's measure is *confirm by phone* or stricter. Else *proceed*.
//!
//! **Order.** Findings: the strictest measure first, then by section, worst state first, reason,
//! event, system, keys, task. Tasks in the order of the visit. Steps follow from findings, each once.

use holdfast_ledger::Timestamp;
use minicbor::{Decode, Encode};
use serde::Serialize;

use super::assessing::{Assessing, advice};
use super::basis::PolicyVersion;
use super::call::{Call, calls};
use super::definition::words;
use super::event::Happened;
use super::finding::Finding;
use super::json;
use super::list::List;
use super::number::Staff;
use super::pathway::{Pathway, System};
use super::policy::Policy;
use super::section_state::{Clocks, Now, StateSince, section_standings};
use super::step::{Step, steps};
use super::summary::Summary;
use super::task::TaskKind;

words! {
    /// The answer to "may this visit start?".
    pub enum Advice: u8 = "answer" {
        /// As planned.
        1 Proceed = "proceed",
        /// Some tasks wait, or something is to be done first.
        2 ProceedWithChanges = "proceed with changes",
        /// The planned tasks wait: escalate. Staying, comfort and emergency help never do.
        3 DoNotStart = "do not start: escalate",
    }
}

words! {
    /// What becomes of one task.
    pub enum Answer: u8 = "answer for a task" {
        /// As planned.
        1 MayProceed = "may proceed",
        /// It waits.
        2 Paused = "paused",
        /// Nobody has checked it.
        3 NotChecked = "not checked",
        /// Phone now: it must be neither late nor guessed.
        4 EscalateAtOnce = "escalate at once",
    }
}

words! {
    /// What may be done whatever an assessment says.
    pub enum Meanwhile: u8 = "meanwhile" {
        /// Stay with the person.
        1 Stay = "stay with them",
        /// Comfort, company, warmth.
        2 Comfort = "comfort them and keep them warm",
        /// Food and drink that is known to be safe for them.
        3 FoodAndDrink = "offer food and drink you know is safe for them",
        /// 999 and first aid.
        4 EmergencyHelp = "call 999 in an emergency and help",
        /// Notes and concerns.
        5 Write = "write a note or raise a concern",
        /// Where nobody can be reached.
        6 CarryOn = "if you reach nobody and leaving or waiting is more dangerous, carry on and write why",
    }
}

/// A task as it is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedTask {
    /// Its key in the visit.
    pub key: String,
    /// Its kind in the catalogue.
    pub kind: TaskKind,
    /// The key of its medicine in the summary, for a task about one.
    pub medicine: Option<String>,
    /// How many staff it takes, where that is more than its kind says.
    pub staff: Option<Staff>,
}

/// A system that is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Down {
    /// Which.
    pub system: System,
    /// Since when.
    pub since: Timestamp,
}

/// A visit, as far as an assessment needs to know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What is to be done.
    pub tasks: Vec<AskedTask>,
    /// How many staff the visit needs.
    pub staff_needed: Option<Staff>,
    /// How the person came to it.
    pub pathway: Option<Pathway>,
    /// The systems that are down.
    pub down: Vec<Down>,
    /// Every event of this person that is known on the device.
    pub events: Vec<Happened>,
}

/// What becomes of one task, and why.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct TaskAnswer {
    /// Its key in the visit.
    #[n(0)]
    pub key: String,
    /// Its kind.
    #[n(1)]
    pub kind: TaskKind,
    /// What becomes of it.
    #[n(2)]
    pub answer: Answer,
    /// How many staff it takes.
    #[n(3)]
    pub staff: Staff,
    /// The findings that hold it back, by their place in the list of findings.
    #[n(4)]
    pub because: List<u32>,
}

impl TaskAnswer {
    /// The least restrictive thing to do instead, for a task that does not proceed.
    pub fn instead(&self) -> Option<&'static str> {
        (self.answer != Answer::MayProceed).then(|| {
            self.kind.entry().map_or("Phone to ask before you do it.", |entry| entry.instead)
        })
    }
}

/// The answer to "may this visit start?", as it was given. Recorded with the visit.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Assessment {
    /// The answer.
    #[n(0)]
    pub advice: Advice,
    /// The time it was computed for.
    #[n(1)]
    #[serde(serialize_with = "json::moment")]
    pub at: Timestamp,
    /// Whether that time is in doubt.
    #[n(2)]
    pub clocks: Clocks,
    /// By which version of policy.
    #[n(3)]
    pub policy: PolicyVersion,
    /// How many staff were present.
    #[n(4)]
    pub staff_present: Staff,
    /// The state of each section then.
    #[n(5)]
    pub sections: List<StateSince>,
    /// What was found, the strictest first.
    #[n(6)]
    pub findings: List<Finding>,
    /// What becomes of each task.
    #[n(7)]
    pub tasks: List<TaskAnswer>,
    /// What to do, each once.
    #[n(8)]
    pub steps: List<Step>,
    /// Whom to phone, in order.
    #[n(9)]
    pub calls: List<Call>,
    /// What may be done whatever the answer.
    #[n(10)]
    pub meanwhile: List<Meanwhile>,
}

impl Assessment {
    /// The tasks that may proceed.
    pub fn may_proceed(&self) -> impl Iterator<Item = &TaskAnswer> {
        self.tasks.iter().filter(|task| task.answer == Answer::MayProceed)
    }

    /// The tasks that may not.
    pub fn may_not_proceed(&self) -> impl Iterator<Item = &TaskAnswer> {
        self.tasks.iter().filter(|task| task.answer != Answer::MayProceed)
    }
}

/// May this visit start? By the rules in this module's text.
pub fn assess(
    summary: &Summary,
    visit: &Asked,
    staff_present: Staff,
    policy: &Policy,
    now: Now,
) -> Assessment {
    let standings = section_standings(summary, policy, visit.pathway, &visit.events, now);
    let sections: List<StateSince> = standings.iter().map(StateSince::of).collect();
    let assessing = Assessing { summary, visit, policy, staff_present };
    let findings = assessing.findings(standings, &sections);
    let tasks: Vec<TaskAnswer> =
        visit.tasks.iter().map(|task| assessing.answer(task, &findings)).collect();
    let down: Vec<System> = visit.down.iter().map(|down| down.system).collect();
    Assessment {
        advice: advice(&findings, &tasks),
        at: now.at,
        clocks: now.clocks,
        policy: policy.version,
        staff_present,
        sections,
        steps: steps(&findings).into(),
        findings: findings.into(),
        tasks: tasks.into(),
        calls: calls(summary, policy, &down, now).into(),
        meanwhile: Meanwhile::ALL.to_vec().into(),
    }
}
