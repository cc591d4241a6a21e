//! The medicines of a visit: what stands in the summary, when each is due in the visit's time, and
//! what to look at before one is given.

use holdfast_ledger::Timestamp;

use super::error::Result;
use super::summaries::summary_reading;
use super::visits::{VisitId, Visits, offers, read_visit};
use crate::care::double_dose::{before_the_tap, interval};
use crate::care::medicine_due::due_in;
use crate::care::reference::KeyRef;
use crate::care::{Offer, Record as _, Summary, Value as _};

/// The medicines of a visit.
#[derive(Clone, Debug, Default)]
pub struct Medicines {
    /// The summary they stand in; an empty one while it is not here.
    pub summary: Summary,
    /// Each that stands, in the order of the summary.
    pub rows: Vec<MedicineRow>,
}

/// A medicine that stands in the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MedicineRow {
    /// Which, by its key in the summary.
    pub medicine: KeyRef,
    /// When it is due in the visit's time, as far as that stands in times of day.
    pub due: Vec<Timestamp>,
    /// The offer with which one more now may be a double dose.
    pub look_first: Option<Offer>,
}

impl Visits<'_> {
    /// The medicines of a visit, none while the person's summary is not here. What to look at first is
    /// advice: recording is never refused.
    ///
    /// # Errors
    /// If the visit is not on this device.
    pub fn medicines(&self, id: VisitId) -> Result<Medicines> {
        let now = self.0.surroundings().now();
        self.0.look(|state, tables| {
            let visit = read_visit(state, tables, id)?;
            let Some(person) = visit.person() else { return Ok(Medicines::default()) };
            let Ok((reading, _)) = summary_reading(state, tables, person) else {
                return Ok(Medicines::default());
            };
            let summary = Summary::read(reading.fields());
            let offered = offers(state, tables, person)?;
            let due = visit.care_span().map(|span| due_in(&summary, span)).unwrap_or_default();
            let standing = summary.medicines.iter().filter(|medicine| medicine.stands());
            let keys = standing.filter_map(|medicine| KeyRef::parse(medicine.key()).ok());
            let row = |medicine: KeyRef| {
                let of_this = due.iter().filter(|due| due.medicine == medicine);
                let due: Vec<Timestamp> = of_this.filter_map(|due| due.at).collect();
                let interval = interval(&summary, &medicine);
                let look_first = before_the_tap(&offered, &medicine, interval, None, now).cloned();
                MedicineRow { medicine, due, look_first }
            };
            let rows = keys.map(row).collect();
            Ok(Medicines { summary: summary.without_entry_details(), rows })
        })
    }
}
