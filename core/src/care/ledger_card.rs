//! The ledger card: the first save in every sealed ledger, saying whose it is and what for.
//!
//! The hub sees a delivery class and a month; the person and the kind are sealed, in here. Nothing
//! else applies before the card, and only the card of the *first* save counts: whoever writes
//! another cannot turn a month into a standing.
//!
//! A person's id *is* the id of their standing. So nobody can open a second standing for them and
//! have it taken for the first: there is nothing to choose between, on any device, in any order.

use holdfast_ledger::{CalendarMonth, LedgerId, RecordId, Timestamp};
use serde::Serialize;

use super::date::Date;
use super::definition::{Defined, FieldError, Problem, content, missing, wrong};
use super::fields::{Fields, Pen, PersonId, Put, Reader, Record, Unreadable};
use super::guarded::Valued;
use super::item::{Item, Source, Writing};
use super::kind::RecordKind;
use super::ledger_kind::LedgerKind;
use super::number::Whole;
use super::readable::Readable;
use super::reference::PersonRef;

const CARD: &str = "ledger/card";

/// A calendar month in England, as year × 100 + month: 202611. The same number that stands in clear
/// in the ledger's opening.
pub type MonthNumber = Whole<190_001, 229_912>;

content! {
    /// Whose a ledger is, and what for.
    pub struct Card = "ledger card" {
        /// What it holds.
        0 kind: LedgerKind = "kind of ledger",
        /// The person; nothing for the office.
        1 person: Option<PersonRef> = "person",
        /// The month; only for a month.
        2 month: Option<MonthNumber> = "month",
    }
}

impl Card {
    /// The card of the office.
    pub const OFFICE: Self = Self { kind: LedgerKind::Office, person: None, month: None };

    /// The person whose standing that ledger is.
    pub const fn person_of(standing: LedgerId) -> PersonId {
        PersonId(RecordId(standing.0))
    }

    /// Whether that ledger can have this card: a standing only its own person's.
    pub fn fits(&self, ledger: LedgerId) -> bool {
        let own = PersonRef(Self::person_of(ledger));
        self.check().is_ok() && (self.kind != LedgerKind::Standing || self.person == Some(own))
    }

    /// The card of a person's standing, which is the ledger of the same id.
    pub const fn standing(person: PersonId) -> Self {
        Self { kind: LedgerKind::Standing, person: Some(PersonRef(person)), month: None }
    }

    /// The card of a person's month.
    pub const fn month(person: PersonId, month: MonthNumber) -> Self {
        Self { kind: LedgerKind::Month, person: Some(PersonRef(person)), month: Some(month) }
    }

    /// The card of a concern about a person.
    pub const fn concern(person: PersonId) -> Self {
        Self { kind: LedgerKind::Concern, person: Some(PersonRef(person)), month: None }
    }

    /// Whether person and month are there exactly where the kind needs them.
    ///
    /// # Errors
    /// [`FieldError`] names the field.
    pub fn check(&self) -> Result<(), FieldError> {
        let no_place = || Problem::new("found one where this kind of ledger has none");
        let person = self.kind != LedgerKind::Office && self.kind != LedgerKind::Register;
        match (person, &self.person) {
            (true, None) => return Err(missing::<PersonRef>(Self::NAME, "person")),
            (false, Some(_)) => {
                return Err(wrong::<Option<PersonRef>>(Self::NAME, "person", no_place()));
            }
            _ => {}
        }
        match (self.kind == LedgerKind::Month, &self.month) {
            (true, None) => Err(missing::<MonthNumber>(Self::NAME, "month")),
            (false, Some(_)) => Err(wrong::<Option<MonthNumber>>(Self::NAME, "month", no_place())),
            _ => Ok(()),
        }
    }
}

/// The month that a moment falls in, by the clock on the wall in England: the month in which a
/// visit with this planned start lives, whole.
pub fn month_of(moment: Timestamp) -> MonthNumber {
    use chrono::Datelike;
    let date = Date::at(moment).naive();
    let year = u32::try_from(date.year()).unwrap_or(0).clamp(1900, 2299);
    MonthNumber::new(year * 100 + date.month()).expect("a clamped year and a month are in range")
}

/// The month after this one; the last there is stays.
pub fn month_after(month: MonthNumber) -> MonthNumber {
    let number = month.get();
    let next = if number % 100 == 12 { number + 89 } else { number + 1 };
    MonthNumber::new(next).unwrap_or(month)
}

/// The month before this one; the first there is stays.
pub fn month_before(month: MonthNumber) -> MonthNumber {
    let number = month.get();
    let last = if number % 100 == 1 { number - 89 } else { number - 1 };
    MonthNumber::new(last).unwrap_or(month)
}

/// The months that planners open: this one and the next two.
pub fn planned_months(this: MonthNumber) -> [MonthNumber; 3] {
    let next = month_after(this);
    [this, next, month_after(next)]
}

/// As it stands in clear in the ledger's opening.
pub const fn in_clear(month: MonthNumber) -> CalendarMonth {
    CalendarMonth(month.get())
}

/// A ledger card, as it reads now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LedgerCard {
    /// What it says. Give this only the fields of the ledger's first save.
    pub card: Option<Valued<Card>>,
    /// What this version cannot read.
    pub unreadable: Vec<Unreadable>,
}

impl Record for LedgerCard {
    const KIND: RecordKind = RecordKind::LedgerCard;

    fn read(fields: &Fields) -> Self {
        let mut reader = Reader::new(fields);
        Self { card: reader.valued(CARD), unreadable: reader.finish() }
    }

    fn readable(&self) -> Vec<u8> {
        let mut form = Readable::new(Self::KIND);
        self.card.iter().for_each(|card| form.valued(card));
        form.unreadable(&self.unreadable);
        form.to_bytes()
    }
}

impl LedgerCard {
    /// What it says, if it is a card that makes sense.
    pub fn content(&self) -> Option<&Card> {
        self.card.as_ref().and_then(Valued::content).filter(|card| card.check().is_ok())
    }
}

/// Write the card of a new ledger.
///
/// # Errors
/// A person or a month where there must be none, or none where there must be one.
pub fn write_card(card: Card, pen: &mut Pen<'_>) -> Result<Put, FieldError> {
    card.check()?;
    Ok(Put::item(CARD, &Item::new(card, Writing::from(Source::Author), pen)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::definition::Value;
    use crate::care::reference::Moment;
    use crate::care::scene::{AMINA, DOREEN, at, onto, pen};

    fn number(month: u32) -> MonthNumber {
        MonthNumber::new(month).unwrap()
    }

    fn moment(text: &str) -> Timestamp {
        Moment::parse(text).unwrap().0
    }

    #[test]
    fn a_visit_that_begins_before_midnight_on_the_wall_is_in_that_month() {
        // In summer, England is an hour ahead of UTC.
        assert_eq!(month_of(moment("2026-06-30T22:59:00Z")), number(202_606));
        assert_eq!(month_of(moment("2026-06-30T23:00:00Z")), number(202_607));
        assert_eq!(month_of(moment("2026-11-30T23:59:00Z")), number(202_611));
        assert_eq!(month_of(Timestamp(i64::MIN)).get() % 100, 1);
        assert_eq!(month_of(Timestamp(i64::MAX)), number(229_912));
    }

    #[test]
    fn after_december_comes_january() {
        assert_eq!(month_after(number(202_611)), number(202_612));
        assert_eq!(month_after(number(202_612)), number(202_701));
        assert_eq!(month_after(number(229_912)), number(229_912));
        assert_eq!(planned_months(number(202_611)), [202_611, 202_612, 202_701].map(number));
        assert_eq!(in_clear(number(202_611)), CalendarMonth(202_611));
    }

    #[test]
    fn a_card_says_whose_and_when_exactly_where_its_kind_needs_it() {
        let month = number(202_611);
        let cards = [
            Card::OFFICE,
            Card::standing(DOREEN.0),
            Card::month(DOREEN.0, month),
            Card::concern(DOREEN.0),
        ];
        for card in cards {
            let mut fields = Fields::new();
            onto(&mut fields, [pen(AMINA, at(8, 0), |pen| write_card(card.clone(), pen)).unwrap()]);
            assert_eq!(LedgerCard::read(&fields).content(), Some(&card));
        }
        let error =
            |card: Card| pen(AMINA, at(8, 0), |pen| write_card(card, pen)).unwrap_err().to_string();
        assert_eq!(
            error(Card { month: None, ..Card::month(DOREEN.0, month) }),
            "ledger card, month: expected a whole number from 190001 to 229912; found nothing; \
             fill it in"
        );
        assert_eq!(
            error(Card { person: Some(DOREEN), ..Card::OFFICE }),
            "ledger card, person: expected the id of a person, 32 hexadecimal characters; found \
             one where this kind of ledger has none; write it again"
        );
    }
}
