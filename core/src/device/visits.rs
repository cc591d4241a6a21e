//! Visits: from the plan to leaving. Nothing here refuses arriving, staying or a note, whatever the
//! state of the visit, the summary, the clock or the advice.

use holdfast_ledger::{LedgerId, MemberId, RecordId, Rights, Timestamp};

use super::act::{Act, GrantTo, Write};
use super::error::{DeviceError, Result};
use super::handle::Device;
use super::lines::{self, VisitLine};
use super::people::{
    basis, events, months, name_of, policy, proven_now, standing, summary_document,
};
use super::state::{State, read_document};
use crate::care::assessment::{Asked, Assessment, Down, assess};
use crate::care::double_dose::{DoubleDose, of_person};
use crate::care::gaps::{Gap, gaps, gaps_by};
use crate::care::ledger_card::month_of;
use crate::care::log::record;
use crate::care::reference::{ItemRef, KeyRef, MemberRef, PersonRef, RecordRef};
use crate::care::sign_off::signed_off;
use crate::care::visit_log::{
    Arrived, Assessed, Instruction, Left, Note, Observation, TaskDone, TaskOutcome, WentOn,
};
use crate::care::visit_plan::{About, Plan, PlannedTask, Staffing, VisitMinutes, Window};
use crate::care::{
    Basis, ItemId, Line, Logged, MedicineOutcome, Observed, Offer, PersonId, Put, Record as _,
    RecordKind, Said, Sheet, SignOff, SignedOff, Span, Staff, Summary, Text, Value as _, Visit,
    VisitState,
};
use crate::vault::{RecordKey, Tables};

/// Visits.
#[derive(Clone, Copy)]
pub struct Visits<'a>(pub(super) &'a Device);

/// Which visit: its record, and the ledger of the month it lives in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VisitId {
    /// The month's ledger.
    pub ledger: LedgerId,
    /// The record.
    pub record: RecordId,
}

/// A visit to be planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewVisit {
    /// To whom.
    pub person: PersonId,
    /// From when to when it may begin.
    pub window: Span,
    /// How long it is planned to take.
    pub minutes: Option<VisitMinutes>,
    /// What is to be done.
    pub tasks: Vec<PlannedTask>,
    /// How many carers it needs.
    pub staff: Option<Staff>,
    /// Who is to come.
    pub carers: Vec<MemberId>,
    /// Who commissioned it.
    pub commissioned_by: Option<Line>,
    /// Which provider delivers it.
    pub delivered_by: Option<Line>,
}

/// A visit as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitRow {
    /// Which.
    pub visit: VisitId,
    /// To whom.
    pub person: Option<PersonId>,
    /// What the person wants to be called; nothing while the summary has not arrived.
    pub name: Option<String>,
    /// From when it may begin, or when it began.
    pub starts: Option<Timestamp>,
    /// Until when it may begin; nothing for an unplanned visit.
    pub ends: Option<Timestamp>,
    /// Who is to come.
    pub assigned: Vec<MemberId>,
    /// How it stands.
    pub state: VisitState,
    /// How many tasks were planned.
    pub tasks: u32,
    /// How many things were recorded.
    pub entries: u32,
}

/// A visit on the screen.
#[derive(Clone, Debug)]
pub struct VisitPage {
    /// Which.
    pub id: VisitId,
    /// To whom.
    pub person: Option<PersonId>,
    /// What the person wants to be called.
    pub name: Option<String>,
    /// The visit.
    pub visit: Visit,
    /// How it stands.
    pub state: VisitState,
    /// What is not recorded yet.
    pub gaps: Vec<Gap>,
    /// Doses closer together than they should be, in any visit to this person.
    pub double_doses: Vec<DoubleDose>,
    /// Whether it is signed off, and by whom.
    pub signed: SignedOff,
}

/// Advice, with what it was computed from.
#[derive(Clone, Debug)]
pub struct Advice {
    /// The answer.
    pub assessment: Assessment,
    /// The summary it was computed from.
    pub from: Basis,
}

impl Visits<'_> {
    /// Plans a visit. Whoever is to come is granted the person's summary and the month.
    ///
    /// # Errors
    /// If this member's role may not plan, or the window ends before it begins.
    pub fn plan(&self, new: NewVisit) -> Result<VisitId> {
        self.0.act(|act| act.plan(new))
    }

    /// The visits that start on a day, by time: all this device holds, whoever is to come.
    ///
    /// # Errors
    /// While locked.
    pub fn between(&self, from: Timestamp, until: Timestamp) -> Result<Vec<VisitRow>> {
        self.0.look(|state, tables| {
            let kind = RecordKind::Visit.code();
            let rows = tables.records_starting(kind, from..until)?;
            rows.iter().filter_map(|row| visit_row(state, tables, row).transpose()).collect()
        })
    }

    /// Today's visits: those that start between the last midnight and the next, by the wall clock
    /// in England.
    ///
    /// # Errors
    /// While locked.
    pub fn today(&self) -> Result<Vec<VisitRow>> {
        let now = self.0.surroundings().now();
        let today = crate::care::Date::at(now);
        self.between(today.begins(), today.ends())
    }

    /// A visit on the screen.
    ///
    /// # Errors
    /// If it is not on this device.
    pub fn page(&self, id: VisitId) -> Result<VisitPage> {
        self.0.look(|state, tables| {
            let visit = read_visit(state, tables, id)?;
            let person = visit.person();
            let mut sheets = Vec::new();
            for row in tables.records_in(&id.ledger, RecordKind::SignOff.code())? {
                let document = read_document(tables, state.actor, &row.key)?;
                sheets.push(Sheet::<SignOff>::read(&document.fields()));
            }
            let name = match person {
                Some(person) => called(name_of(state, tables, person)?),
                None => None,
            };
            let double_doses = match person {
                Some(person) => double_doses(state, tables, person)?,
                None => Vec::new(),
            };
            Ok(VisitPage {
                id,
                person,
                name,
                state: visit.state(),
                gaps: exceptions(state, tables, &visit),
                double_doses,
                signed: signed_off(id.record, &visit, &sheets),
                visit,
            })
        })
    }

    /// May this visit start? Computed on this device, from what it holds. Advice, never a lock.
    ///
    /// # Errors
    /// If the visit or the person's summary is not on this device.
    pub fn assess(&self, id: VisitId, present: Staff, down: &[Down]) -> Result<Advice> {
        let now = self.0.surroundings().now();
        self.0.look(|state, tables| {
            let visit = read_visit(state, tables, id)?;
            let person = visit.person().ok_or(NO_PERSON)?;
            let (document, _) = summary_document(state, tables, person)?;
            let summary = Summary::read(&document.fields());
            let (_, policy) = policy(state, tables)?;
            let events = events(state, tables, person)?;
            let asked = Asked { down: down.to_vec(), events, ..visit.asked() };
            let now = proven_now(state, tables, now)?;
            let assessment = assess(&summary, &asked, present, &policy, now);
            Ok(Advice { assessment, from: basis(person, &document, &summary) })
        })
    }

    /// Records the advice that was shown with the visit.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn record_advice(&self, id: VisitId, advice: &Advice) -> Result<()> {
        let assessed = Assessed::of(&advice.assessment, vec![advice.from.clone()]);
        self.log(id, assessed, Said::default())
    }

    /// Arrived. Never refused.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn start(&self, id: VisitId, said: Said) -> Result<()> {
        let member = MemberRef(self.0.identity()?.member);
        self.log(id, Arrived { member, note: None }, said)
    }

    /// Arrived at somebody nobody had planned to visit: a fall, a call in the night.
    ///
    /// # Errors
    /// If the person is not on this device.
    pub fn start_unplanned(&self, person: PersonId, because: Line) -> Result<VisitId> {
        self.0.act(|act| {
            let ledger = act.month(person, month_of(act.now))?;
            let plan = Plan::unplanned(PersonRef(person), because);
            let record_id = act.with_pen(|pen| pen.record_id());
            let clock = act.clock()?;
            let mut puts = act.with_pen(|pen| plan.puts(clock, pen))?;
            let member = MemberRef(act.state.member);
            let arrived = Arrived { member, note: None };
            let said = Said { clock, ..Said::default() };
            puts.push(act.with_pen(|pen| record(arrived, said, pen))?);
            act.save(ledger, &[Write { kind: RecordKind::Visit, record: record_id, puts }])?;
            Ok(VisitId { ledger, record: record_id })
        })
    }

    /// Went on although the advice was not to. Signed, and at the top of a manager's list.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn went_on(&self, id: VisitId, because: Text, tried: Vec<Line>) -> Result<()> {
        let assessment = self.page(id)?.visit.assessed.last().map(|entry| ItemRef(entry.id()));
        self.log(id, WentOn { because, assessment, tried: tried.into() }, Said::default())
    }

    /// Writes a note. Never refused.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn note(&self, id: VisitId, text: Text, said: Said) -> Result<()> {
        self.log(id, Note { text }, said)
    }

    /// Records what came of a task.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn task(&self, id: VisitId, done: TaskOutcome) -> Result<()> {
        self.log(id, done, Said::default())
    }

    /// Records what came of a planned task, by its key.
    ///
    /// # Errors
    /// If the visit has no such task.
    pub fn planned_task(
        &self,
        id: VisitId,
        key: &str,
        outcome: TaskDone,
        reason: Option<Text>,
    ) -> Result<()> {
        let page = self.page(id)?;
        let task = page.visit.planned_tasks().find(|(at, _)| *at == key);
        let (_, task) = task.ok_or(DeviceError::NotFound {
            what: "a task of this visit",
            advice: "see the visit's list of tasks",
        })?;
        let what = task.what.clone();
        let task = KeyRef::parse(key).ok();
        self.task(id, TaskOutcome { task, what, outcome, reason, with: Vec::new().into() })
    }

    /// Records what came of a medicine.
    ///
    /// # Errors
    /// If the visit is not on this device, or the outcome lacks what it would be worthless without.
    pub fn medicine(&self, id: VisitId, outcome: MedicineOutcome, said: Said) -> Result<()> {
        self.log(id, outcome, said)
    }

    /// Records an observation.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn observe(
        &self,
        id: VisitId,
        observed: Observed,
        note: Option<Text>,
        said: Said,
    ) -> Result<()> {
        self.log(id, Observation { observed, note }, said)
    }

    /// Records an instruction taken by phone.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn instruction(&self, id: VisitId, instruction: Instruction) -> Result<()> {
        self.log(id, instruction, Said::default())
    }

    /// Left.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn leave(&self, id: VisitId, note: Option<Line>, said: Said) -> Result<()> {
        let member = MemberRef(self.0.identity()?.member);
        self.log(id, Left { member, note }, said)
    }

    /// Amends a note: what was written first stays, with its author and time.
    ///
    /// # Errors
    /// If there is no such note.
    pub fn amend_note(&self, id: VisitId, note: ItemId, text: Text, reason: Text) -> Result<()> {
        self.0.act(|act| {
            let visit = read_visit(act.state, act.tables, id)?;
            let entry = visit.notes.iter().find(|entry| entry.id() == note);
            let entry = entry.ok_or(DeviceError::NotFound {
                what: "a note of this visit",
                advice: "see the visit's list of notes",
            })?;
            let change = crate::care::Change {
                content: Note { text },
                occurred: None,
                clock: act.clock()?,
                reason,
            };
            let put = act.with_pen(|pen| entry.amend(change, pen));
            act.add_to_visit(id, vec![put])
        })
    }

    /// Signs a visit off.
    ///
    /// # Errors
    /// If this member's role may not.
    pub fn sign_off(&self, id: VisitId, note: Option<Text>) -> Result<()> {
        self.0.act(|act| {
            let visit = read_visit(act.state, act.tables, id)?;
            let key = visit_key(id);
            let document = read_document(act.tables, act.state.actor, &key)?;
            let heads = document.heads();
            let heads: Vec<[u8; 32]> = heads.as_slice().iter().map(|head| head.0).collect();
            let read = Basis::of(RecordRef(id.record), &heads, &visit);
            let found = exceptions(act.state, act.tables, &visit);
            let exceptions = found.iter().filter_map(exception).collect();
            let signature = SignOff { visits: vec![read].into(), exceptions, note };
            let puts = act.with_pen(|pen| Sheet::begin(signature, Said::default(), pen))?;
            let record = act.with_pen(|pen| pen.record_id());
            act.save(id.ledger, &[Write { kind: RecordKind::SignOff, record, puts }])?;
            Ok(())
        })
    }

    /// Every offer of a medicine to a person that this device knows of.
    ///
    /// # Errors
    /// While locked.
    pub fn offers(&self, person: PersonId) -> Result<Vec<Offer>> {
        self.0.look(|state, tables| offers(state, tables, person))
    }

    fn log<T: Logged>(&self, id: VisitId, content: T, said: Said) -> Result<()> {
        self.0.act(|act| {
            let said = Said { clock: said.clock.or(act.clock()?), ..said };
            let put = act.with_pen(|pen| record(content, said, pen))?;
            act.add_to_visit(id, vec![put])
        })
    }
}

impl Act<'_, '_> {
    fn add_to_visit(&mut self, id: VisitId, puts: Vec<Put>) -> Result<()> {
        if self.tables.record(&visit_key(id))?.is_none() {
            return Err(NO_VISIT);
        }
        self.save(id.ledger, &[Write { kind: RecordKind::Visit, record: id.record, puts }])?;
        Ok(())
    }

    fn plan(&mut self, new: NewVisit) -> Result<VisitId> {
        if !crate::care::rights::may_plan(self.state.roles()) {
            return Err(DeviceError::NotAllowed { act: "plan a visit" });
        }
        let window = Window {
            start: crate::care::reference::Moment(new.window.start),
            end: crate::care::reference::Moment(new.window.end),
            minutes: new.minutes,
        };
        let ledger = self.month(new.person, month_of(new.window.start))?;
        let carers = new.carers.clone();
        let plan = Plan {
            about: About {
                person: PersonRef(new.person),
                unplanned: None,
                round: None,
                commissioned_by: new.commissioned_by,
                delivered_by: new.delivered_by,
            },
            window: Some(window),
            staffing: Some(Staffing {
                needed: new.staff,
                assigned: carers.iter().copied().map(MemberRef).collect(),
            }),
            tasks: new.tasks,
        };
        let clock = self.clock()?;
        let puts = self.with_pen(|pen| plan.puts(clock, pen))?;
        let record = self.with_pen(|pen| pen.record_id());
        for carer in carers {
            self.grant_round(new.person, ledger, carer)?;
        }
        self.save(ledger, &[Write { kind: RecordKind::Visit, record, puts }])?;
        Ok(VisitId { ledger, record })
    }

    /// Grants follow the round: whoever is to come gets the standing and the month, for as long as
    /// they are entitled to anything.
    fn grant_round(&mut self, person: PersonId, month: LedgerId, member: MemberId) -> Result<()> {
        let standing = standing(self.state, person)?;
        let office = self.state.index.office;
        for device in self.state.register()?.now().devices_of(member) {
            if self.state.register()?.now().is_withdrawn(device) {
                continue;
            }
            let until = match office {
                Some(office) => self.state.view(self.tables, office)?.entitlement.lease_end(device),
                None => None,
            };
            let grant = GrantTo { device, rights: Rights::PLAIN, until };
            self.grant(standing, &grant)?;
            self.grant(month, &grant)?;
        }
        Ok(())
    }
}

const NO_VISIT: DeviceError = DeviceError::NotFound {
    what: "a visit",
    advice: "see today's visits, or start an unplanned one",
};
const NO_PERSON: DeviceError =
    DeviceError::NotFound { what: "whom this visit is to", advice: "sync, or ask the coordinator" };

const fn visit_key(id: VisitId) -> RecordKey {
    RecordKey { ledger: id.ledger, kind: RecordKind::Visit.code(), id: id.record }
}

fn read_visit(state: &mut State, tables: &Tables<'_>, id: VisitId) -> Result<Visit> {
    let key = visit_key(id);
    if tables.record(&key)?.is_none() {
        return Err(NO_VISIT);
    }
    Ok(Visit::read(&read_document(tables, state.actor, &key)?.fields()))
}

fn visit_row(
    state: &State,
    tables: &Tables<'_>,
    row: &crate::vault::RecordRow,
) -> Result<Option<VisitRow>> {
    let Some(line) = lines::read_visit(&row.card) else { return Ok(None) };
    let VisitLine { person, starts, ends, assigned, state: code, tasks, entries } = line;
    let name = match person {
        Some(person) => called(name_of(state, tables, person)?),
        None => None,
    };
    Ok(Some(VisitRow {
        visit: VisitId { ledger: row.key.ledger, record: row.key.id },
        person,
        name,
        starts,
        ends,
        assigned,
        state: lines::state_of(code),
        tasks,
        entries,
    }))
}

fn offers(state: &mut State, tables: &Tables<'_>, person: PersonId) -> Result<Vec<Offer>> {
    let mut found = Vec::new();
    for ledger in months(state, person) {
        for row in tables.records_in(&ledger, RecordKind::Visit.code())? {
            let document = read_document(tables, state.actor, &row.key)?;
            found.extend(Visit::read(&document.fields()).offers());
        }
    }
    Ok(found)
}

fn double_doses(
    state: &mut State,
    tables: &Tables<'_>,
    person: PersonId,
) -> Result<Vec<DoubleDose>> {
    let offers = offers(state, tables, person)?;
    if offers.is_empty() {
        return Ok(Vec::new());
    }
    let Ok((document, _)) = summary_document(state, tables, person) else {
        return Ok(Vec::new());
    };
    let summary = Summary::read(&document.fields());
    Ok(of_person(&offers, &summary))
}

/// What to call somebody on a list: what they want to be called, else the full name.
fn called(line: lines::SummaryLine) -> Option<String> {
    line.preferred.or(line.full)
}

/// What the record of a visit lacks: by the person's summary, where that can be read here.
fn exceptions(state: &mut State, tables: &Tables<'_>, visit: &Visit) -> Vec<Gap> {
    let person = visit.person();
    let summary = person.and_then(|person| summary_document(state, tables, person).ok());
    match summary {
        Some((document, _)) => gaps_by(visit, &Summary::read(&document.fields())),
        None => gaps(visit, &[]),
    }
}

/// A gap as whoever signs off was shown it: no name, no content.
fn exception(gap: &Gap) -> Option<Line> {
    let text = match gap {
        Gap::NoArrival => "no arrival was recorded",
        Gap::TaskNotRecorded(_) => "a task has no outcome",
        Gap::MedicineNotRecorded { .. } => "a medicine that was due has no outcome",
        Gap::NoLeavingTime(_) => "no leaving time was recorded",
        Gap::FewerStaff { .. } => "fewer staff came than the visit needs",
    };
    Line::new(text).ok()
}
