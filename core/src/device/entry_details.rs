//! How to get in: shown around a visit to whoever is on it, and to a senior or on-call device at any
//! time with a reason, which stands in the month afterwards as a decision. Never part of a list, a
//! page or a print: this is the one way to it.

use super::act::Act;
use super::decisions::NewDecision;
use super::error::Result;
use super::people::People;
use super::summaries::summary_reading;
use super::visits::{VisitId, Visits, read_visit};
use crate::care::rights::may_open_entry_details;
use crate::care::summary::entry::{
    Availability, EntryAsker, EntryDetails, VisitProgress, Window, availability,
};
use crate::care::{Item, PersonId, Record as _, Summary, Text, Visit, VisitState};

/// What is shown of the way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WayIn {
    /// What is written: nothing if nobody wrote it, several where two people disagree.
    Shown(Vec<Item<EntryDetails>>),
    /// Not shown, and why not.
    Withheld(Availability),
}

impl Visits<'_> {
    /// How to get in, for this visit. A reason that was not needed is not recorded.
    ///
    /// # Errors
    /// If the visit or the person's summary is not on this device.
    pub fn entry_details(&self, id: VisitId, reason: Option<Text>) -> Result<WayIn> {
        self.0.act(|act| {
            let visit = read_visit(act.state, act.tables, id)?;
            let person = visit.person().ok_or(super::visits::NO_PERSON)?;
            let asker = act.asker(&visit);
            let open = match window(&visit) {
                Some(window) => availability(window, progress(&visit), act.now, asker),
                None if asker == EntryAsker::OnCallOrSenior => Availability::WithReason,
                None => Availability::NotTheirs,
            };
            act.way_in(person, Some(id), open, reason)
        })
    }
}

impl People<'_> {
    /// How to get in, with no visit: for a senior or on-call device, with a reason.
    ///
    /// # Errors
    /// If the person's summary is not on this device.
    pub fn entry_details(&self, person: PersonId, reason: Text) -> Result<WayIn> {
        self.0.act(|act| {
            let open = if may_open_entry_details(act.state.roles()) {
                Availability::WithReason
            } else {
                Availability::NotTheirs
            };
            act.way_in(person, None, open, Some(reason))
        })
    }
}

impl Act<'_, '_> {
    fn asker(&self, visit: &Visit) -> EntryAsker {
        let me = self.state.member;
        let arrived = visit.arrived.iter().filter_map(|entry| entry.content());
        if visit.assigned().contains(&me) || arrived.into_iter().any(|who| who.member.0 == me) {
            EntryAsker::OnThisVisit
        } else if may_open_entry_details(self.state.roles()) {
            EntryAsker::OnCallOrSenior
        } else {
            EntryAsker::Other
        }
    }

    /// Opened with a reason: that is written before anything is shown.
    fn way_in(
        &mut self,
        person: PersonId,
        visit: Option<VisitId>,
        open: Availability,
        reason: Option<Text>,
    ) -> Result<WayIn> {
        match (open, reason) {
            (Availability::Shown, _) => {}
            (Availability::WithReason, Some(why)) => {
                let what = Text::new("opened the entry details (how to get in)")
                    .expect("a short sentence");
                self.decide(NewDecision { visit, ..NewDecision::about(person, what, why) })?;
            }
            (open, _) => return Ok(WayIn::Withheld(open)),
        }
        let (reading, _) = summary_reading(self.state, self.tables, person)?;
        Ok(WayIn::Shown(Summary::read(reading.fields()).entry_details().to_vec()))
    }
}

/// The window; of an unplanned visit both ends are its arrival.
fn window(visit: &Visit) -> Option<Window> {
    let planned = visit.window.as_ref().map(|window| window.winner().content.span());
    let planned = planned.map(|span| Window { from: span.start, until: span.end });
    planned.or_else(|| visit.arrived_at().map(|at| Window { from: at, until: at }))
}

fn progress(visit: &Visit) -> VisitProgress {
    match visit.state() {
        VisitState::Planned | VisitState::UnderWay => VisitProgress::Open,
        VisitState::Finished | VisitState::StoodDown => VisitProgress::Finished,
    }
}
