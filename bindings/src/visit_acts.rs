//! What is recorded at a visit. Nothing here refuses arriving, staying or a note, whatever the state of
//! the visit, the summary, the clock or the advice.

use std::time::SystemTime;

use holdfast_core::care::visit_log::Instruction;
use holdfast_core::care::{self, MedicineOutcome, Moment, Said};

use crate::assessment::AdviceVersion;
use crate::error::Result;
use crate::item::Source;
use crate::moment::timestamp;
use crate::observer::What;
use crate::typed::{typed, typed_or_none};
use crate::visits::Visits;
use crate::words::{ObservationKind, Outcome, TaskDone};
use crate::{ItemId, VisitId};

/// When and from where, of something that is recorded. Nothing said: it happened now, and its author
/// saw it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Circumstances {
    /// When it happened, where that is not now.
    #[uniffi(default)]
    pub occurred: Option<SystemTime>,
    /// From where the author has it, where they did not see it.
    #[uniffi(default)]
    pub source: Option<Source>,
}

fn said(circumstances: Option<Circumstances>) -> Result<Said> {
    let mut said = Said::default();
    if let Some(circumstances) = circumstances {
        said.occurred = circumstances.occurred.map(timestamp);
        if let Some(source) = circumstances.source {
            said.source = source.taken()?;
        }
    }
    Ok(said)
}

/// What came of a medicine.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Dose {
    /// Its key in the summary; nothing for one that stands in none.
    #[uniffi(default)]
    pub medicine: Option<String>,
    /// Its name and strength as the carer saw them.
    pub name: String,
    /// What came of it.
    pub outcome: Outcome,
    /// The writing of the medicine that was on the screen.
    #[uniffi(default)]
    pub version: Option<ItemId>,
    /// The dose as it was planned.
    #[uniffi(default)]
    pub dose: Option<String>,
    /// When it was due.
    #[uniffi(default)]
    pub due: Option<SystemTime>,
    /// When it was offered.
    #[uniffi(default)]
    pub offered: Option<SystemTime>,
    /// When it was taken.
    #[uniffi(default)]
    pub taken: Option<SystemTime>,
    /// How much was really taken: needed for a partial dose.
    #[uniffi(default)]
    pub amount: Option<String>,
    /// Where a patch was put: a word of the body map.
    #[uniffi(default)]
    pub site: Option<String>,
    /// Where the old patch was taken off: a word of the body map.
    #[uniffi(default)]
    pub removed_from: Option<String>,
    /// When the old patch was taken off.
    #[uniffi(default)]
    pub removed_at: Option<SystemTime>,
    /// Who gave it, where that was family or a friend.
    #[uniffi(default)]
    pub given_by: Option<String>,
    /// Why an as-needed medicine was given.
    #[uniffi(default)]
    pub prn_reason: Option<String>,
    /// What an as-needed medicine did.
    #[uniffi(default)]
    pub prn_effect: Option<String>,
    /// Who advised to withhold it: needed for one withheld on advice.
    #[uniffi(default)]
    pub advice_by: Option<String>,
    /// Whom the carer told.
    #[uniffi(default)]
    pub told: Option<String>,
    /// Who saw it.
    #[uniffi(default)]
    pub witness: Option<String>,
    /// Anything else.
    #[uniffi(default)]
    pub note: Option<String>,
}

impl Dose {
    fn taken(self) -> Result<MedicineOutcome> {
        const OF: &str = "medicine outcome";
        let moment = |at: Option<SystemTime>| at.map(|at| Moment(timestamp(at)));
        Ok(MedicineOutcome {
            medicine: typed_or_none(OF, "medicine", self.medicine.as_deref())?,
            version: self.version.map(care::ItemId::try_from).transpose()?.map(care::ItemRef),
            dose: typed_or_none(OF, "dose", self.dose.as_deref())?,
            due: moment(self.due),
            offered: moment(self.offered),
            taken: moment(self.taken),
            amount: typed_or_none(OF, "amount", self.amount.as_deref())?,
            site: typed_or_none(OF, "site", self.site.as_deref())?,
            removed_from: typed_or_none(OF, "removed_from", self.removed_from.as_deref())?,
            removed_at: moment(self.removed_at),
            given_by: typed_or_none(OF, "given_by", self.given_by.as_deref())?,
            prn_reason: typed_or_none(OF, "prn_reason", self.prn_reason.as_deref())?,
            prn_effect: typed_or_none(OF, "prn_effect", self.prn_effect.as_deref())?,
            advice_by: typed_or_none(OF, "advice_by", self.advice_by.as_deref())?,
            told: typed_or_none(OF, "told", self.told.as_deref())?,
            witness: typed_or_none(OF, "witness", self.witness.as_deref())?,
            note: typed_or_none(OF, "note", self.note.as_deref())?,
            ..MedicineOutcome::named(typed(OF, "name", &self.name)?, self.outcome.into())
        })
    }
}

/// What a carer was asked to do by phone.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct NewInstruction {
    /// Who asked.
    pub given_by: String,
    /// What was asked.
    pub asked: String,
    /// What to avoid.
    #[uniffi(default)]
    pub avoid: Option<String>,
    /// By when to call back.
    #[uniffi(default)]
    pub call_back_by: Option<SystemTime>,
}

#[uniffi::export]
impl Visits {
    /// Arrived. Never refused.
    #[uniffi::method(default(circumstances = None))]
    pub fn arrive(&self, visit: VisitId, circumstances: Option<Circumstances>) -> Result<()> {
        let done = self.0.device.visits().start(visit.try_into()?, said(circumstances)?);
        self.0.saved(done, What::Visits)
    }

    /// Went on although the advice was not to: leaving or waiting was more dangerous. Signed. `shown` is
    /// the advice that was on the screen: it is recorded with it, and named by it. What of it does not
    /// read is left out, for going on is never refused.
    #[uniffi::method(default(tried = [], shown = None))]
    pub fn went_on(
        &self,
        visit: VisitId,
        because: String,
        tried: Vec<String>,
        shown: Option<AdviceVersion>,
    ) -> Result<()> {
        let because = typed("went on", "because", &because)?;
        let tried = tried.iter().map(|who| typed("went on", "tried", who));
        let tried = tried.collect::<Result<_>>()?;
        let shown = shown.and_then(|shown| shown.taken().ok());
        let visits = self.0.device.visits();
        let done = visits.went_on(visit.try_into()?, because, tried, shown.as_ref());
        self.0.saved(done, What::Visits)
    }

    /// Writes a note. Never refused.
    #[uniffi::method(default(circumstances = None))]
    pub fn note(
        &self,
        visit: VisitId,
        text: String,
        circumstances: Option<Circumstances>,
    ) -> Result<()> {
        let text = typed("note", "text", &text)?;
        let done = self.0.device.visits().note(visit.try_into()?, text, said(circumstances)?);
        self.0.saved(done, What::Visits)
    }

    /// Amends a note: what was written first stays, with its author and time.
    pub fn amend_note(
        &self,
        visit: VisitId,
        note: ItemId,
        text: String,
        reason: String,
    ) -> Result<()> {
        let (text, reason) = (typed("note", "text", &text)?, typed("note", "reason", &reason)?);
        let visits = self.0.device.visits();
        let done = visits.amend_note(visit.try_into()?, note.try_into()?, text, reason);
        self.0.saved(done, What::Visits)
    }

    /// Records what came of a planned task, by its key. A reason is needed for one that was not done
    /// or only in part.
    #[uniffi::method(default(reason = None))]
    pub fn task(
        &self,
        visit: VisitId,
        key: String,
        done: TaskDone,
        reason: Option<String>,
    ) -> Result<()> {
        let reason = typed_or_none("task outcome", "reason", reason.as_deref())?;
        let visits = self.0.device.visits();
        let done = visits.planned_task(visit.try_into()?, &key, done.into(), reason);
        self.0.saved(done, What::Visits)
    }

    /// Records what came of a medicine.
    #[uniffi::method(default(circumstances = None))]
    pub fn medicine(
        &self,
        visit: VisitId,
        dose: Dose,
        circumstances: Option<Circumstances>,
    ) -> Result<()> {
        let (dose, said) = (dose.taken()?, said(circumstances)?);
        self.0.saved(self.0.device.visits().medicine(visit.try_into()?, dose, said), What::Visits)
    }

    /// Records something measured or seen, as it was typed for its kind: "120/80", "200 ml".
    #[uniffi::method(default(note = None, circumstances = None))]
    pub fn observe(
        &self,
        visit: VisitId,
        kind: ObservationKind,
        reading: String,
        note: Option<String>,
        circumstances: Option<Circumstances>,
    ) -> Result<()> {
        let observed = care::Observed::typed(kind.into(), &reading)?;
        let note = typed_or_none("observation", "note", note.as_deref())?;
        let (visits, said) = (self.0.device.visits(), said(circumstances)?);
        let done = visits.observe(visit.try_into()?, observed, note, said);
        self.0.saved(done, What::Visits)
    }

    /// Records an instruction taken by phone.
    pub fn instruction(&self, visit: VisitId, instruction: NewInstruction) -> Result<()> {
        const OF: &str = "instruction";
        let instruction = Instruction {
            given_by: typed(OF, "given_by", &instruction.given_by)?,
            asked: typed(OF, "asked", &instruction.asked)?,
            read_out: Vec::new().into(),
            avoid: typed_or_none(OF, "avoid", instruction.avoid.as_deref())?,
            call_back_by: instruction.call_back_by.map(|at| Moment(timestamp(at))),
            outcome: None,
            emerging_risks: None,
            next_steps: None,
        };
        let done = self.0.device.visits().instruction(visit.try_into()?, instruction);
        self.0.saved(done, What::Visits)
    }

    /// Left.
    #[uniffi::method(default(note = None, circumstances = None))]
    pub fn leave(
        &self,
        visit: VisitId,
        note: Option<String>,
        circumstances: Option<Circumstances>,
    ) -> Result<()> {
        let note = typed_or_none("left", "note", note.as_deref())?;
        let done = self.0.device.visits().leave(visit.try_into()?, note, said(circumstances)?);
        self.0.saved(done, What::Visits)
    }

    /// Signs a visit off.
    #[uniffi::method(default(note = None))]
    pub fn sign_off(&self, visit: VisitId, note: Option<String>) -> Result<()> {
        let note = typed_or_none("sign-off", "note", note.as_deref())?;
        self.0.saved(self.0.device.visits().sign_off(visit.try_into()?, note), What::Visits)
    }
}

/// The words that a kind of observation takes, in English, where it takes nothing else.
#[uniffi::export]
pub fn reading_words(kind: ObservationKind) -> Vec<String> {
    care::Observed::words_for(kind.into()).into_iter().map(str::to_owned).collect()
}
