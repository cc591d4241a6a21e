//! What is recorded at a visit: arriving, what was advised, what was done, what was seen, leaving.
//!
//! Each of these is an item of its own. None waits for another: a note may stand in a visit that
//! nobody arrived at or that everybody has left, because it was written, and that is enough.

use super::assessment::{Advice, Assessment};
use super::attendance::Strength;
use super::basis::Basis;
use super::basis::PolicyVersion;
use super::canonical;
use super::definition::{Defined, FieldError, content, missing, words};
use super::list::List;
use super::log::Logged;
use super::observation::Observed;
use super::reference::{Encoded, ItemRef, KeyRef, MemberRef, Moment};
use super::text::{Line, Text};

content! {
    /// Somebody arrived. When is the envelope's *occurred*. Source: NHS MODS (DAPB4102).
    pub struct Arrived = "arrived" {
        /// Who arrived: whoever writes it, or a carer for whom somebody else writes it down.
        0 member: MemberRef = "who",
        /// How they got in, or could not: words, never a code of a key safe.
        1 note: Option<Line> = "note",
    }
}

content! {
    /// Somebody left. When is the envelope's *occurred*. Source: NHS MODS (DAPB4102).
    pub struct Left = "left" {
        /// Who left.
        0 member: MemberRef = "who",
        /// How the person was.
        1 note: Option<Line> = "note",
    }
}

content! {
    /// The advice that was on the screen, whole, with exactly what it was computed from. Source:
    /// Regulated Activities Regulations 2014 reg 17(2)(c).
    pub struct Assessed = "assessed" {
        /// The answer.
        0 advice: Advice = "answer",
        /// The whole assessment's canonical bytes; nothing only when they are over the limit.
        1 assessment: Option<Encoded> = "assessment",
        /// The records it was computed from.
        2 from: List<Basis> = "computed from",
        /// The policy it was computed with.
        3 policy: PolicyVersion = "policy version",
    }
}

impl Assessed {
    /// An assessment as it was shown, with the records it was computed from.
    pub fn of(assessment: &Assessment, from: Vec<Basis>) -> Self {
        Self {
            advice: assessment.advice,
            assessment: Encoded::new(canonical::to_bytes(assessment)),
            from: from.into(),
            policy: assessment.policy,
        }
    }

    /// The assessment, if this version can read it.
    pub fn assessment(&self) -> Option<Assessment> {
        canonical::from_bytes(self.assessment.as_ref()?.as_bytes()).ok()
    }
}

content! {
    /// Went on although the advice was not to: leaving or waiting was more dangerous. Never a
    /// breach; it stands at the top of a manager's list. Source: Mental Capacity Act 2005 s.5.
    pub struct WentOn = "went on" {
        /// Leaving or waiting was more dangerous because …
        0 because: Text = "leaving or waiting was more dangerous because",
        /// The assessment that advised otherwise.
        1 assessment: Option<ItemRef> = "assessment",
        /// Whom the carer tried to reach.
        2 tried: List<Line> = "tried to reach",
    }
}

content! {
    /// Somebody says that nobody came. It decides nothing alone: see `attendance`. Source: NHS MODS
    /// (DAPB4102).
    pub struct NotAttended = "not attended" {
        /// How sure.
        0 strength: Strength = "how sure",
        /// Who said so.
        1 told_by: Option<Line> = "told by",
        /// What was done about it.
        2 note: Option<Text> = "note",
    }
}

words! {
    /// What came of a task.
    pub enum TaskDone: u8 = "outcome of a task" {
        /// Done.
        1 Done = "done",
        /// Done in part.
        2 Partly = "partly done",
        /// Not done, with a reason.
        3 NotDone = "not done",
    }
}

content! {
    /// What came of a task, planned or not. Source: PRSB Digital Care and Support Plan, actions
    /// taken.
    pub struct TaskOutcome = "task outcome" {
        /// The planned task; nothing for something that was not planned.
        0 task: Option<KeyRef> = "task",
        /// What it was, in words, as the carer saw it.
        1 what: Line = "what",
        /// What came of it.
        2 outcome: TaskDone = "outcome",
        /// Why it was not done, or only in part.
        3 reason: Option<Text> = "because",
        /// Who helped, where it took two.
        4 with: List<MemberRef> = "with",
    }
}

content! {
    /// Something measured or seen. Source: see `observation`.
    pub struct Observation = "observation" {
        /// What was observed, with its unit.
        0 observed: Observed = "observed",
        /// Anything beside it, in words.
        1 note: Option<Text> = "note",
    }
}

content! {
    /// What a carer wrote, as they wrote it. Source: Regulated Activities Regulations 2014
    /// reg 17(2)(c).
    pub struct Note = "note" {
        /// The note.
        0 text: Text = "note",
    }
}

content! {
    /// What somebody asked a carer to do, by phone. Source: NICE NG67 (sharing information);
    /// Regulated Activities Regulations 2014 reg 17(2)(c).
    pub struct Instruction = "instruction" {
        /// Who asked.
        0 given_by: Line = "given by",
        /// What was asked.
        1 asked: Text = "what was asked",
        /// The guidance that was read out, at which version.
        2 read_out: List<Basis> = "guidance read out",
        /// What to avoid.
        3 avoid: Option<Text> = "avoid",
        /// By when to call back.
        4 call_back_by: Option<Moment> = "call back by",
        /// What came of it, on the call back.
        5 outcome: Option<Text> = "outcome",
        /// What risk is emerging.
        6 emerging_risks: Option<Text> = "emerging risks",
        /// What happens next.
        7 next_steps: Option<Text> = "next steps",
    }
}

impl Logged for Arrived {
    const COLLECTION: &'static str = "arrived";
}

impl Logged for Left {
    const COLLECTION: &'static str = "left";
}

impl Logged for NotAttended {
    const COLLECTION: &'static str = "not-attended";
}

impl Logged for Assessed {
    const COLLECTION: &'static str = "assessed";
}

impl Logged for WentOn {
    const COLLECTION: &'static str = "went-on";

    fn of_another(&self) -> Self {
        Self { assessment: None, ..self.clone() }
    }
}

impl Logged for TaskOutcome {
    const COLLECTION: &'static str = "done";

    fn check(&self) -> Result<(), FieldError> {
        match self.outcome {
            TaskDone::NotDone | TaskDone::Partly if self.reason.is_none() => {
                Err(missing::<Text>(Self::NAME, "reason"))
            }
            _ => Ok(()),
        }
    }

    fn of_another(&self) -> Self {
        Self { task: None, ..self.clone() }
    }
}

impl Logged for Observation {
    const COLLECTION: &'static str = "observation";
}

impl Logged for Note {
    const COLLECTION: &'static str = "note";
}

impl Logged for Instruction {
    const COLLECTION: &'static str = "instruction";

    fn of_another(&self) -> Self {
        Self { read_out: List::default(), ..self.clone() }
    }
}
