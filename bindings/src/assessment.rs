//! May this visit start? The answer is advice, recorded with the visit, never a lock.

use std::time::SystemTime;

use holdfast_core::care::assessment::{Assessment as CoreAssessment, Down};
use holdfast_core::care::call::Call;
use holdfast_core::care::{self, Basis, Value as _, canonical};
use holdfast_core::device::{self as core, DeviceError};

use crate::VisitId;
use crate::error::Result;
use crate::moment::{moment, timestamp};
use crate::observer::What;
use crate::person_page::kinds;
use crate::typed::number;
use crate::visits::Visits;
use crate::words::{
    Advice, CareSystem, Clocks, EventKind, LadderRole, Meanwhile, Measure, ReachBy, Reason,
    SectionState, Skipped, Slot, StepKind, SummarySection, TaskAnswer, TaskKind,
};

/// A system that is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SystemDown {
    /// Which.
    pub system: CareSystem,
    /// Since when.
    pub since: SystemTime,
}

/// Advice as it was shown, whole: what recording it names. It may be kept.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct AdviceVersion {
    /// For keeping.
    pub bytes: Vec<u8>,
    /// What it was computed from: hashes and ids.
    pub from: String,
}

impl AdviceVersion {
    /// The advice that was shown.
    pub(crate) fn taken(&self) -> Result<core::Advice> {
        let wrong = || DeviceError::Changed;
        let assessment = canonical::from_bytes(&self.bytes).map_err(|_| wrong())?;
        let from = Basis::parse(&self.from).map_err(|_| wrong())?;
        Ok(core::Advice { assessment, from })
    }
}

/// The state of a section when it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SectionThen {
    /// Which section.
    pub section: SummarySection,
    /// In which state.
    pub state: SectionState,
    /// Since when.
    pub since: Option<SystemTime>,
}

/// One thing that was found.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct FindingShown {
    /// In which section; nothing for what concerns the visit.
    pub section: Option<SummarySection>,
    /// In which state that part of the section is.
    pub state: Option<SectionState>,
    /// Since when, where that can be said.
    pub since: Option<SystemTime>,
    /// Why.
    pub reason: Reason,
    /// What to do.
    pub measure: Measure,
    /// The finding in plain English.
    pub sentence: String,
    /// The keys of the items it is about.
    pub keys: Vec<String>,
    /// The kinds of what is missing, for [`Reason::NothingRecorded`] and [`Reason::StatedUnknown`].
    pub kinds: Vec<Slot>,
    /// The event, for [`Reason::EventSince`].
    pub event: Option<EventKind>,
    /// The system, for [`Reason::SystemDown`].
    pub system: Option<CareSystem>,
    /// Who is to confirm it.
    pub confirm_with: Option<LadderRole>,
    /// The key of the task it is about, where it is about one.
    pub task: Option<String>,
    /// How many staff it takes, for [`Reason::TooFewStaff`].
    pub staff: Option<u32>,
}

/// What becomes of one task.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaskAdvice {
    /// Its key in the visit.
    pub key: String,
    /// Its kind.
    pub kind: TaskKind,
    /// What becomes of it.
    pub answer: TaskAnswer,
    /// How many staff it takes.
    pub staff: u32,
    /// The findings that hold it back, by their place in the list of findings.
    pub because: Vec<u32>,
    /// The least restrictive thing to do instead, in plain English, for a task that waits.
    pub instead: Option<String>,
}

/// Something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct StepShown {
    /// What.
    pub kind: StepKind,
    /// About which section.
    pub section: Option<SummarySection>,
    /// With whom.
    pub with: Option<LadderRole>,
}

/// A way to reach somebody.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReachShown {
    /// How.
    pub by: ReachBy,
    /// The number or address.
    pub at: String,
}

/// Somebody to phone.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct CallShown {
    /// Whose rung it is.
    pub role: LadderRole,
    /// Their name.
    pub name: String,
    /// The ways to reach them that are not down, in order.
    pub reach: Vec<ReachShown>,
    /// Minutes to wait for an answer before the next is called.
    pub wait: Option<u32>,
    /// Why they are passed over for now; they are listed all the same.
    pub skipped: Option<Skipped>,
}

/// May this visit start?
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct MayIStart {
    /// The answer.
    pub advice: Advice,
    /// What recording it names.
    pub version: AdviceVersion,
    /// The time it was computed for.
    pub at: SystemTime,
    /// Whether that time is in doubt.
    pub clocks: Clocks,
    /// How many staff were present.
    pub staff_present: u32,
    /// The state of each section.
    pub sections: Vec<SectionThen>,
    /// What was found, the strictest first.
    pub findings: Vec<FindingShown>,
    /// What becomes of each task.
    pub tasks: Vec<TaskAdvice>,
    /// What to do, each once.
    pub steps: Vec<StepShown>,
    /// Whom to phone, in order. 999 stands above every ladder and is never in this list.
    pub calls: Vec<CallShown>,
    /// What may be done whatever the answer.
    pub meanwhile: Vec<Meanwhile>,
    /// The organisation's on-call phone, where there is nobody else to call.
    pub on_call: Option<String>,
}

fn finding(found: &care::Finding) -> FindingShown {
    FindingShown {
        section: found.section.map(SummarySection::from),
        state: found.state.map(SectionState::from),
        since: found.since.map(moment),
        reason: found.reason.into(),
        measure: found.measure.into(),
        sentence: found.sentence(),
        keys: found.keys.to_vec(),
        kinds: kinds(&found.keys),
        event: found.event.map(EventKind::from),
        system: found.system.map(CareSystem::from),
        confirm_with: found.confirm_with.map(LadderRole::from),
        task: found.task.clone(),
        staff: found.staff.map(care::Staff::get),
    }
}

fn call(call: &Call) -> CallShown {
    let reach = call
        .reach
        .iter()
        .map(|reach| ReachShown { by: reach.by.into(), at: reach.at.as_str().to_owned() });
    CallShown {
        role: call.role.into(),
        name: call.name.as_str().to_owned(),
        reach: reach.collect(),
        wait: call.wait.map(care::Minutes::get),
        skipped: call.skipped.map(Skipped::from),
    }
}

impl MayIStart {
    fn of(advice: &core::Advice, on_call: Option<String>) -> Self {
        let CoreAssessment {
            advice: answer,
            at,
            clocks,
            staff_present,
            sections,
            findings,
            tasks,
            steps,
            calls,
            meanwhile,
            ..
        } = &advice.assessment;
        let version = AdviceVersion {
            bytes: canonical::to_bytes(&advice.assessment),
            from: advice.from.text(),
        };
        Self {
            advice: (*answer).into(),
            version,
            at: moment(*at),
            clocks: (*clocks).into(),
            staff_present: staff_present.get(),
            sections: sections
                .iter()
                .map(|then| SectionThen {
                    section: then.section.into(),
                    state: then.state.into(),
                    since: then.since.map(moment),
                })
                .collect(),
            findings: findings.iter().map(finding).collect(),
            tasks: tasks
                .iter()
                .map(|task| TaskAdvice {
                    key: task.key.clone(),
                    kind: task.kind.into(),
                    answer: task.answer.into(),
                    staff: task.staff.get(),
                    because: task.because.to_vec(),
                    instead: task.instead().map(str::to_owned),
                })
                .collect(),
            steps: steps
                .iter()
                .map(|step| StepShown {
                    kind: step.kind.into(),
                    section: step.section.map(SummarySection::from),
                    with: step.with.map(LadderRole::from),
                })
                .collect(),
            calls: calls.iter().map(call).collect(),
            meanwhile: meanwhile.iter().copied().map(Meanwhile::from).collect(),
            on_call,
        }
    }
}

#[uniffi::export]
impl Visits {
    /// May this visit start? Computed on this device, from what it holds. `present` is how many carers
    /// are there. Advice, never a lock.
    #[uniffi::method(default(down = []))]
    pub fn may_i_start(
        &self,
        visit: VisitId,
        present: u32,
        down: Vec<SystemDown>,
    ) -> Result<MayIStart> {
        let present = number("assessment", "staff present", Some(present))?;
        let present = present.unwrap_or(care::Staff::new(1).expect("1 is in range"));
        let down = down
            .into_iter()
            .map(|down| Down { system: down.system.into(), since: timestamp(down.since) });
        let down: Vec<Down> = down.collect();
        let advice = self.0.device.visits().assess(visit.try_into()?, present, &down)?;
        Ok(MayIStart::of(&advice, self.0.device.on_call()?))
    }

    /// Records the advice that was shown with the visit.
    pub fn record_advice(&self, visit: VisitId, shown: AdviceVersion) -> Result<()> {
        let done = self.0.device.visits().record_advice(visit.try_into()?, &shown.taken()?);
        self.0.saved(done, What::Visits)
    }
}
