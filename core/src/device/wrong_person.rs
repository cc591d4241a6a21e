//! Entered for the wrong person: hidden at once from all but managers, with the reason, and entered
//! again for the right one with its original time and author. Nothing is deleted.

use std::collections::BTreeMap;

use holdfast_ledger::{LedgerId, Timestamp};

use super::act::{Act, Write};
use super::error::{DeviceError, Result};
use super::reading::Reading;
use super::sheets::sheets_in;
use super::state::State;
use super::visits::{VisitId, Visits, read_visit};
use crate::care::ledger_card::month_of;
use crate::care::reference::{ItemRef, PersonRef, RecordRef};
use crate::care::rights::{may_write, sees_wrong_person};
use crate::care::wrong_person::{begin_again, marked_on, marks_on};
use crate::care::{
    ItemId, LedgerKind, Mark, Marked, PersonId, Put, Record as _, RecordKind, Said, Sheet, Text,
    Visit, WrongPerson,
};
use crate::vault::Tables;

/// Where what was entered for the wrong person belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belongs {
    /// To this visit to the right person.
    ToVisit(VisitId),
    /// To this person, at a visit nobody has begun yet.
    ToPerson(PersonId),
    /// Nobody knows yet.
    NotKnownYet,
}

/// What was entered for the wrong person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misplaced {
    /// The visit it was entered at.
    pub visit: VisitId,
    /// Which of its entries; none named means the whole visit.
    pub items: Vec<ItemId>,
    /// How it came about.
    pub reason: Text,
    /// Where it belongs.
    pub belongs: Belongs,
}

impl Visits<'_> {
    /// Marks entries of a visit as entered for the wrong person. From here on only managers see them
    /// there; where it is known to whom they belong they are entered again, in the same act, with
    /// their own author and times. Gives the visit they stand in now.
    ///
    /// # Errors
    /// If this member's role may not, the visit has no such entry, or the right person is the one
    /// it was entered for.
    pub fn wrong_person(&self, misplaced: Misplaced) -> Result<Option<VisitId>> {
        self.0.act(|act| act.wrong_person(misplaced))
    }
}

impl Act<'_, '_> {
    fn wrong_person(&mut self, misplaced: Misplaced) -> Result<Option<VisitId>> {
        let (roles, kind) = (self.state.roles(), RecordKind::WrongPerson);
        if !may_write(roles, kind, LedgerKind::Month) {
            return Err(DeviceError::not_allowed(roles, kind, LedgerKind::Month));
        }
        let Misplaced { visit: id, items, reason, belongs } = misplaced;
        let visit = read_visit(self.state, self.tables, id)?;
        if items.iter().any(|item| !visit.holds(*item)) {
            return Err(DeviceError::NotFound {
                what: "an entry of this visit",
                advice: "see what the visit shows",
            });
        }
        let right = self.enter_again(&visit, id, &items, belongs)?;
        let mark = WrongPerson {
            record: RecordRef(id.record),
            kind: RecordKind::Visit,
            items: items.into_iter().map(ItemRef).collect(),
            reason,
            entered_again: right.map(|right| RecordRef(right.record)),
        };
        let said = Said { clock: self.clock()?, ..Said::default() };
        let puts = self.with_pen(|pen| Sheet::begin(mark, said, pen))?;
        let record = self.with_pen(|pen| pen.record_id());
        self.save(id.ledger, &[Write { kind: RecordKind::WrongPerson, record, puts }])?;
        Ok(right)
    }

    /// Another person's month is another ledger, so this is a save of its own in one transaction.
    fn enter_again(
        &mut self,
        visit: &Visit,
        id: VisitId,
        items: &[ItemId],
        belongs: Belongs,
    ) -> Result<Option<VisitId>> {
        let right = match belongs {
            Belongs::NotKnownYet => return Ok(None),
            Belongs::ToVisit(right) => right,
            Belongs::ToPerson(person) if visit.person() == Some(person) => {
                return Err(DeviceError::SamePerson);
            }
            Belongs::ToPerson(person) => self.begin_again(person, began(visit, items, self.now))?,
        };
        if right == id || read_visit(self.state, self.tables, right)?.person() == visit.person() {
            return Err(DeviceError::SamePerson);
        }
        let puts = self.with_pen(|pen| visit.enter_again(items, pen));
        self.save_in_parts(right.ledger, RecordKind::Visit, right.record, puts)?;
        Ok(Some(right))
    }

    fn begin_again(&mut self, person: PersonId, at: Timestamp) -> Result<VisitId> {
        let ledger = self.month(person, month_of(at))?;
        let puts: Vec<Put> = self.with_pen(|pen| vec![begin_again(PersonRef(person), at, pen)]);
        let record = self.with_pen(|pen| pen.record_id());
        self.save(ledger, &[Write { kind: RecordKind::Visit, record, puts }])?;
        Ok(VisitId { ledger, record })
    }
}

/// When the first of these entries happened.
fn began(visit: &Visit, items: &[ItemId], now: Timestamp) -> Timestamp {
    visit.first_of(items).or_else(|| visit.starts()).unwrap_or(now)
}

/// The marks in a ledger.
pub(super) fn marks_in(
    state: &State,
    tables: &Tables<'_>,
    ledger: LedgerId,
) -> Result<Vec<Sheet<WrongPerson>>> {
    Ok(sheets_in(state, tables, ledger)?.into_iter().map(|(_, sheet)| sheet).collect())
}

/// Every mark on this device, by ledger: there are few, and mostly none.
pub(super) struct MisplacedVisits(BTreeMap<LedgerId, Vec<Sheet<WrongPerson>>>);

impl MisplacedVisits {
    pub fn load(state: &State, tables: &Tables<'_>) -> Result<Self> {
        let mut found: BTreeMap<LedgerId, Vec<Sheet<WrongPerson>>> = BTreeMap::new();
        for row in tables.records(RecordKind::WrongPerson.code())? {
            let reading = Reading::load(tables, state.actor, &row.key)?;
            let sheet = Sheet::read(reading.fields());
            found.entry(row.key.ledger).or_default().push(sheet);
        }
        Ok(Self(found))
    }

    /// The marks on one visit.
    pub fn on(&self, visit: VisitId) -> Vec<Mark> {
        self.0.get(&visit.ledger).map(|sheets| marks_on(visit.record, sheets)).unwrap_or_default()
    }
}

/// A visit without what was entered for the wrong person: what counts, for everybody.
pub(super) fn standing_visit(state: &mut State, tables: &Tables<'_>, id: VisitId) -> Result<Visit> {
    let mut visit = read_visit(state, tables, id)?;
    visit.hide(&marks_on(id.record, &marks_in(state, tables, id.ledger)?));
    Ok(visit)
}

/// A visit as this member is shown it: managers see what is hidden among the rest.
pub(super) fn shown_visit(state: &mut State, tables: &Tables<'_>, id: VisitId) -> Result<Visit> {
    if sees_wrong_person(state.roles()) {
        read_visit(state, tables, id)
    } else {
        standing_visit(state, tables, id)
    }
}

/// The marks on a visit, for those who are shown them.
pub(super) fn shown_marks(state: &State, tables: &Tables<'_>, id: VisitId) -> Result<Vec<Marked>> {
    if !sees_wrong_person(state.roles()) {
        return Ok(Vec::new());
    }
    Ok(marked_on(id.record, &marks_in(state, tables, id.ledger)?))
}
