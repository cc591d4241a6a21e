//! A visit on the screen.

use std::collections::HashMap;
use std::time::SystemTime;

use holdfast_core::care::gaps::Gap as CoreGap;
use holdfast_core::care::visit_log::TaskOutcome;
use holdfast_core::care::{self, Entry, Item, Logged, SignedOff, Status, Visit};
use holdfast_core::device::{self as core, Names};

use crate::error::Result;
use crate::item::{FieldShown, SaidShown, Source, SummaryItem, item_at, shown};
use crate::moment::{moment, timestamp};
use crate::typed::typed;
use crate::visits::Visits;
use crate::words::{Outcome, OwnVisit, TaskDone, TaskKind, VisitState};
use crate::{ItemId, Member, PersonId, VisitId};

/// What kind of thing was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum RecordedKind {
    /// Somebody arrived.
    Arrived,
    /// Somebody says that nobody came.
    NotAttended,
    /// The advice that was shown.
    Advice,
    /// Went on although the advice was not to.
    WentOn,
    /// What came of a task.
    Task,
    /// What came of a medicine.
    Medicine,
    /// Something measured or seen.
    Observation,
    /// A note.
    Note,
    /// An instruction taken by phone.
    Instruction,
    /// Somebody left.
    Left,
}

/// Whether what was recorded stands as it was first written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Wording {
    /// As it was first written.
    First,
    /// It was amended: what was written first is beside it.
    Amended,
    /// It was struck: it should not be there, and stays readable.
    Struck,
}

/// Whether it was written after its author had left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum When {
    /// While somebody was there, or before.
    AtTheVisit,
    /// Afterwards. It is only ever a mark.
    AfterLeaving,
}

/// One thing that was recorded at a visit.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Recorded {
    /// This writing of it: what an amendment names.
    pub item: ItemId,
    /// What kind it is.
    pub kind: RecordedKind,
    /// What it says now; of something struck, what it said. Where two people amended it without seeing
    /// each other, the words written last.
    pub says: Vec<FieldShown>,
    /// Whether it stands as it was first written.
    pub wording: Wording,
    /// Where it was amended: every wording that no other amends, with whose it is and why, the one
    /// written last first. Several where people amended it without seeing each other: show them all.
    pub amended: Vec<SaidShown>,
    /// Where it was amended: the wordings before, the first first.
    pub before: Vec<SaidShown>,
    /// Who wrote it first.
    pub author: Member,
    /// Where it comes from.
    pub source: Source,
    /// When it happened.
    pub occurred: SystemTime,
    /// When it was written.
    pub written: SystemTime,
    /// When it was taken in here; nothing for what was written here.
    pub received: Option<SystemTime>,
    /// Whether it was written after its author had left.
    pub when: When,
}

/// What came of a planned task.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaskResult {
    /// What came of it.
    pub done: TaskDone,
    /// Why it was not done, or only in part.
    pub reason: Option<String>,
    /// Who wrote it.
    pub author: Member,
}

/// A planned task.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct PlannedTask {
    /// Its key.
    pub key: String,
    /// Its kind in the catalogue.
    pub kind: TaskKind,
    /// What is to be done, in words.
    pub what: String,
    /// For a medicine: its key in the summary.
    pub medicine: Option<String>,
    /// For a medicine: when it is due.
    pub due: Option<SystemTime>,
    /// How many carers it needs, where that is more than its kind says.
    pub staff: Option<u32>,
    /// What came of it; nothing while nobody wrote that.
    pub result: Option<TaskResult>,
}

/// What the record of a visit lacks.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Gap {
    /// No arrival was recorded.
    NoArrival,
    /// A planned task has no outcome.
    TaskNotRecorded {
        /// Which, by its key.
        task: String,
    },
    /// A medicine that was due has no outcome.
    MedicineNotRecorded {
        /// Which, by its key in the summary.
        medicine: String,
        /// When it was due, where the plan gives a time.
        due: Option<SystemTime>,
    },
    /// Somebody arrived and no leaving time was written.
    NoLeavingTime {
        /// Who.
        member: Member,
    },
    /// Fewer came than the visit needs.
    FewerStaff {
        /// How many were needed.
        needed: u32,
        /// How many arrived.
        came: u32,
    },
}

/// One offer of a medicine.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct OfferShown {
    /// When.
    pub at: SystemTime,
    /// Which medicine, by its key in the summary.
    pub medicine: String,
    /// The due time it was for, if it was for one.
    pub due: Option<SystemTime>,
    /// What came of it.
    pub outcome: Outcome,
}

impl From<&care::Offer> for OfferShown {
    fn from(offer: &care::Offer) -> Self {
        Self {
            at: moment(offer.at),
            medicine: offer.medicine.as_str().to_owned(),
            due: offer.due.map(moment),
            outcome: offer.outcome.into(),
        }
    }
}

/// Two offers of one medicine too close together.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct DoubleDose {
    /// The earlier one.
    pub earlier: OfferShown,
    /// The later one.
    pub later: OfferShown,
}

/// Who signed a visit off, and when.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Signature {
    /// Who.
    pub by: Member,
    /// When.
    pub at: SystemTime,
    /// Whether they were at that visit themselves.
    pub own_visit: OwnVisit,
}

/// Whether a visit is signed off.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Signed {
    /// Nobody has.
    NotYet,
    /// As it reads now.
    Yes {
        /// By whom.
        signature: Signature,
    },
    /// As it read then; something was written or amended since.
    ChangedSince {
        /// By whom.
        signature: Signature,
    },
}

/// Something that was entered for the wrong person. Only managers see it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct MarkedShown {
    /// The items; the whole visit when empty.
    pub items: Vec<ItemId>,
    /// How it came about.
    pub reason: String,
    /// Who marked it.
    pub by: Member,
    /// When.
    pub at: SystemTime,
}

/// A medicine of the person, at this visit.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct MedicineAtVisit {
    /// The medicine as it stands in the summary: every side of it, where it is in dispute.
    pub medicine: SummaryItem,
    /// When it is due in the visit's time, as far as that stands in times of day. No time here is
    /// never "not due": it may stand in words.
    pub due: Vec<SystemTime>,
    /// Look first: the offer with which one more now may be a double dose.
    pub look_first: Option<OfferShown>,
}

/// A visit on the screen.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct VisitPage {
    /// Which.
    pub visit: VisitId,
    /// To whom.
    pub person: Option<PersonId>,
    /// What the person wants to be called.
    pub name: Option<String>,
    /// How it stands.
    pub state: VisitState,
    /// From when it may begin, or when it began.
    pub starts: Option<SystemTime>,
    /// Until when it may begin; nothing for an unplanned visit.
    pub ends: Option<SystemTime>,
    /// Why it was not planned; nothing for a planned visit.
    pub unplanned: Option<String>,
    /// How many carers it needs.
    pub staff: Option<u32>,
    /// Who is to come.
    pub assigned: Vec<Member>,
    /// Who is there now.
    pub present: Vec<Member>,
    /// What is to be done, with what came of it.
    pub tasks: Vec<PlannedTask>,
    /// The person's medicines.
    pub medicines: Vec<MedicineAtVisit>,
    /// Everything that was recorded, in the order of writing.
    pub recorded: Vec<Recorded>,
    /// What is not recorded yet.
    pub gaps: Vec<Gap>,
    /// Doses closer together than they should be, in any visit to this person.
    pub double_doses: Vec<DoubleDose>,
    /// Whether it is signed off.
    pub signed: Signed,
    /// What of it was entered for the wrong person.
    pub marked: Vec<MarkedShown>,
}

struct Reading<'a> {
    visit: &'a Visit,
    names: &'a Names,
    received: HashMap<care::ItemId, SystemTime>,
}

impl Reading<'_> {
    fn all<T: Logged>(&self, kind: RecordedKind, entries: &[Entry<T>], into: &mut Vec<Recorded>) {
        into.extend(entries.iter().map(|entry| self.one(kind, entry)));
    }

    fn one<T: Logged>(&self, kind: RecordedKind, entry: &Entry<T>) -> Recorded {
        let (first, now): (&Item<T>, &Item<T>) = (entry.original(), entry.current());
        let wording = match (now.status, entry.is_amended()) {
            (Status::Removed, _) => Wording::Struck,
            (Status::Present, true) => Wording::Amended,
            (Status::Present, false) => Wording::First,
        };
        let said = |item: &Item<T>| SaidShown::saying(shown(&item.content), item, self.names);
        let standing = entry.standing();
        let stands = |item: &Item<T>| standing.iter().any(|standing| standing.id == item.id);
        let (mut amended, mut before) = (Vec::new(), Vec::new());
        if entry.is_amended() {
            amended.extend(standing.iter().map(|item| said(item)));
            before.extend(entry.all().filter(|item| !stands(item)).map(said));
        }
        Recorded {
            item: first.id.into(),
            kind,
            says: shown(&now.content),
            wording,
            amended,
            before,
            author: Member::of(first.author, self.names),
            source: (&first.source).into(),
            occurred: moment(entry.occurred()),
            written: moment(first.written),
            received: self.received.get(&first.id).copied(),
            when: if self.visit.after_leaving(entry) {
                When::AfterLeaving
            } else {
                When::AtTheVisit
            },
        }
    }

    fn recorded(&self) -> Vec<Recorded> {
        let visit = self.visit;
        let mut all = Vec::with_capacity(visit.entries());
        self.all(RecordedKind::Arrived, &visit.arrived, &mut all);
        self.all(RecordedKind::NotAttended, &visit.not_attended, &mut all);
        self.all(RecordedKind::Advice, &visit.assessed, &mut all);
        self.all(RecordedKind::WentOn, &visit.went_on, &mut all);
        self.all(RecordedKind::Task, &visit.done, &mut all);
        self.all(RecordedKind::Medicine, &visit.medicines, &mut all);
        self.all(RecordedKind::Observation, &visit.observations, &mut all);
        self.all(RecordedKind::Note, &visit.notes, &mut all);
        self.all(RecordedKind::Instruction, &visit.instructions, &mut all);
        self.all(RecordedKind::Left, &visit.left, &mut all);
        // What one act writes keeps the order of above: the advice before going on in spite of it.
        all.sort_by_key(|one| one.written);
        all
    }

    fn tasks(&self) -> Vec<PlannedTask> {
        let task = |(key, task): (&str, &care::visit_plan::PlannedTask)| PlannedTask {
            key: key.to_owned(),
            kind: task.kind.into(),
            what: task.what.as_str().to_owned(),
            medicine: task.medicine.as_ref().map(|medicine| medicine.as_str().to_owned()),
            due: task.due.map(|due| moment(due.0)),
            staff: task.staff.map(care::Staff::get),
            result: self.result(key),
        };
        self.visit.planned_tasks().map(task).collect()
    }

    /// Of two outcomes of one task the one written last is shown; both are in the record.
    fn result(&self, key: &str) -> Option<TaskResult> {
        let of_this = |done: &TaskOutcome| done.task.as_ref().is_some_and(|of| of.as_str() == key);
        let standing = self.visit.done.iter().filter_map(|entry| Some((entry, entry.content()?)));
        let last = standing
            .filter(|(_, done)| of_this(done))
            .max_by_key(|(entry, _)| (entry.current().written, entry.current().id));
        last.map(|(entry, done)| TaskResult {
            done: done.outcome.into(),
            reason: done.reason.as_ref().map(|reason| reason.as_str().to_owned()),
            author: Member::of(entry.current().author, self.names),
        })
    }
}

fn gap(gap: CoreGap, names: &Names) -> Gap {
    match gap {
        CoreGap::NoArrival => Gap::NoArrival,
        CoreGap::TaskNotRecorded(task) => Gap::TaskNotRecorded { task },
        CoreGap::MedicineNotRecorded { medicine, due } => Gap::MedicineNotRecorded {
            medicine: medicine.as_str().to_owned(),
            due: due.map(moment),
        },
        CoreGap::NoLeavingTime(member) => Gap::NoLeavingTime { member: Member::of(member, names) },
        CoreGap::FewerStaff { needed, came } => Gap::FewerStaff { needed, came },
    }
}

fn signed(signed: SignedOff, names: &Names) -> Signed {
    let signature = |signature: care::sign_off::Signature| Signature {
        by: Member::of(signature.by, names),
        at: moment(signature.at),
        own_visit: signature.own_visit.into(),
    };
    match signed {
        SignedOff::NotYet => Signed::NotYet,
        SignedOff::Yes(by) => Signed::Yes { signature: signature(by) },
        SignedOff::ChangedSince(by) => Signed::ChangedSince { signature: signature(by) },
    }
}

fn marked(marked: care::Marked, names: &Names) -> MarkedShown {
    MarkedShown {
        items: marked.items.into_iter().map(ItemId::from).collect(),
        reason: marked.reason.as_str().to_owned(),
        by: Member::of(marked.by, names),
        at: moment(marked.at),
    }
}

impl VisitPage {
    fn of(
        page: core::VisitPage,
        times: &[core::Timed],
        medicines: &core::Medicines,
        names: &Names,
    ) -> Self {
        let visit = &page.visit;
        let taken_in = |timed: &core::Timed| Some((timed.item, moment(timed.times.received?)));
        let received = times.iter().filter_map(taken_in).collect();
        let reading = Reading { visit, names, received };
        let members = |members: Vec<holdfast_ledger::MemberId>| {
            members.into_iter().map(|member| Member::of(member, names)).collect()
        };
        let about = visit.about.as_ref().and_then(|about| about.content());
        let unplanned = about.and_then(|about| about.unplanned.as_ref());
        let at_visit = |row: &core::MedicineRow| {
            Some(MedicineAtVisit {
                medicine: item_at(&medicines.summary, row.medicine.as_str(), names)?,
                due: row.due.iter().copied().map(moment).collect(),
                look_first: row.look_first.as_ref().map(OfferShown::from),
            })
        };
        Self {
            visit: page.id.into(),
            person: page.person.map(PersonId::from),
            state: page.state.into(),
            starts: visit.starts().map(moment),
            ends: visit.ends().map(moment),
            unplanned: unplanned.map(|because| because.as_str().to_owned()),
            staff: visit.asked().staff_needed.map(care::Staff::get),
            assigned: members(visit.assigned()),
            present: members(visit.present()),
            tasks: reading.tasks(),
            medicines: medicines.rows.iter().filter_map(at_visit).collect(),
            recorded: reading.recorded(),
            gaps: page.gaps.into_iter().map(|found| gap(found, names)).collect(),
            double_doses: page
                .double_doses
                .iter()
                .map(|pair| DoubleDose {
                    earlier: (&pair.earlier).into(),
                    later: (&pair.later).into(),
                })
                .collect(),
            signed: signed(page.signed, names),
            marked: page.marked.into_iter().map(|mark| marked(mark, names)).collect(),
            name: page.name,
        }
    }
}

#[uniffi::export]
impl Visits {
    /// A visit on the screen.
    pub fn page(&self, visit: VisitId) -> Result<VisitPage> {
        let id = visit.try_into()?;
        let (visits, names) = (self.0.device.visits(), self.0.device.members().names()?);
        let medicines = visits.medicines(id)?;
        Ok(VisitPage::of(visits.page(id)?, &visits.times(id)?, &medicines, &names))
    }

    /// What to show before a dose is given or written down, for one due time: the offer with which one
    /// more now may be a double dose. Recording is never refused.
    #[uniffi::method(default(due = None))]
    pub fn before_the_tap(
        &self,
        visit: VisitId,
        medicine: String,
        due: Option<SystemTime>,
    ) -> Result<Option<OfferShown>> {
        let medicine = typed("medicine outcome", "medicine", &medicine)?;
        let visits = self.0.device.visits();
        let found = visits.before_the_tap(visit.try_into()?, &medicine, due.map(timestamp))?;
        Ok(found.as_ref().map(OfferShown::from))
    }
}
