//! Planning visits. Grants follow the round: whoever is to come can read what makes the visit safe.

use holdfast_ledger::{LedgerId, MemberId, Rights};

use super::act::{Act, GrantTo, Write};
use super::error::{DeviceError, Result};
use super::person_ledgers::standing;
use super::visits::{VisitId, Visits};
use crate::care::ledger_card::month_of;
use crate::care::reference::{MemberRef, PersonRef};
use crate::care::visit_plan::{About, Plan, PlannedTask, Staffing, VisitMinutes, Window};
use crate::care::{Line, PersonId, RecordKind, Span, Staff};

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

impl Visits<'_> {
    /// Plans a visit. Whoever is to come is granted the person's summary and the month.
    ///
    /// # Errors
    /// If this member's role may not plan, or the window ends before it begins.
    pub fn plan(&self, new: NewVisit) -> Result<VisitId> {
        self.0.act(|act| act.plan(new))
    }
}

impl Act<'_, '_> {
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
