//! A visit on the screen.

use holdfast_ledger::Timestamp;

use super::error::Result;
use super::people::name_of;
use super::reading::Reading;
use super::state::State;
use super::summaries::summary_reading;
use super::visits::{VisitId, Visits, called, offers, read_visit};
use super::wrong_person::{shown_marks, shown_visit, standing_visit};
use crate::care::double_dose::{DoubleDose, before_the_tap, interval, of_person};
use crate::care::gaps::{Gap, gaps, gaps_by};
use crate::care::reference::KeyRef;
use crate::care::sign_off::signed_off;
use crate::care::{
    Marked, Offer, PersonId, Record as _, RecordKind, Sheet, SignOff, SignedOff, Summary, Visit,
    VisitState,
};
use crate::vault::Tables;

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
    /// What of it was entered for the wrong person, and why: only managers see that, and those
    /// entries among the others.
    pub marked: Vec<Marked>,
}

impl Visits<'_> {
    /// A visit on the screen.
    ///
    /// # Errors
    /// If it is not on this device.
    pub fn page(&self, id: VisitId) -> Result<VisitPage> {
        self.0.look(|state, tables| {
            // What counts is the same for everybody; managers see what is hidden beside it.
            let counts = standing_visit(state, tables, id)?;
            let person = counts.person();
            let mut sheets = Vec::new();
            for row in tables.records_in(&id.ledger, RecordKind::SignOff.code())? {
                let reading = Reading::load(tables, state.actor, &row.key)?;
                sheets.push(Sheet::<SignOff>::read(reading.fields()));
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
                state: counts.state(),
                gaps: exceptions(state, tables, &counts),
                double_doses,
                signed: signed_off(id.record, &counts, &sheets),
                visit: shown_visit(state, tables, id)?,
                marked: shown_marks(state, tables, id)?,
            })
        })
    }
}

impl Visits<'_> {
    /// What to show before a dose is given or written down: the offer of this medicine with which
    /// one more now, for this due time, may be a double dose. Advice: recording is never refused.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn before_the_tap(
        &self,
        id: VisitId,
        medicine: &KeyRef,
        due: Option<Timestamp>,
    ) -> Result<Option<Offer>> {
        let now = self.0.surroundings().now();
        self.0.look(|state, tables| {
            let Some(person) = read_visit(state, tables, id)?.person() else { return Ok(None) };
            let offers = offers(state, tables, person)?;
            let interval = summary_reading(state, tables, person)
                .ok()
                .and_then(|(reading, _)| interval(&Summary::read(reading.fields()), medicine));
            Ok(before_the_tap(&offers, medicine, interval, due, now).cloned())
        })
    }
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
    let Ok((reading, _)) = summary_reading(state, tables, person) else {
        return Ok(Vec::new());
    };
    let summary = Summary::read(reading.fields());
    Ok(of_person(&offers, &summary))
}

/// What the record of a visit lacks: by the person's summary, where that can be read here.
pub(super) fn exceptions(state: &mut State, tables: &Tables<'_>, visit: &Visit) -> Vec<Gap> {
    let person = visit.person();
    let summary = person.and_then(|person| summary_reading(state, tables, person).ok());
    match summary {
        Some((reading, _)) => gaps_by(visit, &Summary::read(reading.fields())),
        None => gaps(visit, &[]),
    }
}
