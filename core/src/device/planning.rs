//! Planning visits. Grants follow the round: whoever is to come can read what makes the visit safe.

use holdfast_ledger::{LedgerId, MemberId, RecordId, Rights};

use super::act::{Act, GrantTo, Write};
use super::error::{DeviceError, Result};
use super::person_ledgers::standing;
use super::visits::{VisitId, Visits, read_visit};
use crate::care::ledger_card::{MonthNumber, month_of, planned_months};
use crate::care::reference::{MemberRef, PersonRef, RecordRef};
use crate::care::rights::{PLANNERS, may_plan};
use crate::care::visit_plan::{
    About, Plan, PlannedTask, Staffing, VisitMinutes, Window, stand_down,
};
use crate::care::{Line, Pathway, PersonId, RecordKind, Span, Staff, Text, Valued};

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
    /// The round it belongs to.
    pub round: Option<RecordId>,
    /// How the person came to it: a pathway has rules of its own.
    pub pathway: Option<Pathway>,
}

impl NewVisit {
    /// A visit to somebody in a window, with nothing else said yet.
    pub const fn to(person: PersonId, window: Span) -> Self {
        Self {
            person,
            window,
            minutes: None,
            tasks: Vec::new(),
            staff: None,
            carers: Vec::new(),
            commissioned_by: None,
            delivered_by: None,
            round: None,
            pathway: None,
        }
    }
}

impl Visits<'_> {
    /// Plans a visit. Whoever is to come is granted the person's summary and the month.
    ///
    /// # Errors
    /// If this member's role may not plan, or the window ends before it begins.
    pub fn plan(&self, new: NewVisit) -> Result<VisitId> {
        self.0.act(|act| act.plan(new))
    }

    /// Stands a planned visit down: the person is in hospital or declined it, or it was planned by
    /// mistake. It stays in the record with the reason, and nobody is looked for. Whoever goes all the
    /// same is not refused.
    ///
    /// # Errors
    /// If this member's role may not plan, if the visit is not on this device, or if it was not planned
    /// or stands down already.
    pub fn stand_down(&self, id: VisitId, reason: Text) -> Result<()> {
        self.0.act(|act| act.stand_down(id, reason))
    }
}

impl Act<'_, '_> {
    fn plan(&mut self, new: NewVisit) -> Result<VisitId> {
        self.may_plan("plan a visit")?;
        let window = Window {
            start: crate::care::reference::Moment(new.window.start),
            end: crate::care::reference::Moment(new.window.end),
            minutes: new.minutes,
        };
        let carers = new.carers.clone();
        let ledger = self.open_months(new.person, month_of(new.window.start), &carers)?;
        let plan = Plan {
            about: About {
                person: PersonRef(new.person),
                unplanned: None,
                round: new.round.map(RecordRef),
                commissioned_by: new.commissioned_by,
                delivered_by: new.delivered_by,
                pathway: new.pathway,
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
        self.save(ledger, &[Write { kind: RecordKind::Visit, record, puts }])?;
        Ok(VisitId { ledger, record })
    }

    fn may_plan(&self, act: &'static str) -> Result<()> {
        let found = self.state.roles();
        if may_plan(found) {
            return Ok(());
        }
        Err(DeviceError::NotAllowed { act, found, may: PLANNERS })
    }

    fn stand_down(&mut self, id: VisitId, reason: Text) -> Result<()> {
        self.may_plan("stand a visit down")?;
        let visit = read_visit(self.state, self.tables, id)?;
        let window = visit.window.as_ref().and_then(Valued::content).ok_or(DeviceError::NotFound {
            what: "a visit that is planned",
            advice: "see today's visits; one that nobody planned, or that was stood down, has no plan",
        })?;
        let clock = self.clock()?;
        let puts = self.with_pen(|pen| vec![stand_down(window, reason, clock, pen)]);
        self.save(id.ledger, &[Write { kind: RecordKind::Visit, record: id.record, puts }])?;
        Ok(())
    }

    /// Opens the month of the visit, this month and the next two: whoever writes without a
    /// connection then finds a month that everybody on the round holds, and opens none of their own
    /// beside it. Gives the ledger of the visit's month.
    fn open_months(
        &mut self,
        person: PersonId,
        planned: MonthNumber,
        carers: &[MemberId],
    ) -> Result<LedgerId> {
        let standing = standing(self.state, person)?;
        // Let in first, so that the months that open now are sealed for them from the beginning.
        carers.iter().try_for_each(|carer| self.grant_in(&[standing], *carer))?;
        let ledger = self.month(person, planned)?;
        let mut ledgers = vec![ledger];
        for month in planned_months(month_of(self.now)) {
            ledgers.push(self.month(person, month)?);
        }
        ledgers.sort_unstable();
        ledgers.dedup();
        carers.iter().try_for_each(|carer| self.grant_in(&ledgers, *carer))?;
        self.open_months_to_the_round(person)?;
        Ok(ledger)
    }

    /// Grants follow the round: whoever is put on it gets the standing of its people and the months
    /// that are open from now on.
    pub(super) fn grant_member(&mut self, person: PersonId, member: MemberId) -> Result<()> {
        self.open_months(person, month_of(self.now), &[member])?;
        Ok(())
    }

    /// Grants every device of a member, for as long as it is entitled to anything.
    fn grant_in(&mut self, ledgers: &[LedgerId], member: MemberId) -> Result<()> {
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
            ledgers.iter().try_for_each(|ledger| self.grant(*ledger, &grant))?;
        }
        Ok(())
    }
}
