//! Signing a visit off, by exception.

use super::act::Write;
use super::error::Result;
use super::reading::Reading;
use super::visit_page::exceptions;
use super::visits::{VisitId, Visits, visit_key};
use super::wrong_person::standing_visit;
use crate::care::gaps::Gap;
use crate::care::reference::RecordRef;
use crate::care::{Basis, Line, RecordKind, Said, Sheet, SignOff, Text};

impl Visits<'_> {
    /// Signs a visit off.
    ///
    /// # Errors
    /// If this member's role may not.
    pub fn sign_off(&self, id: VisitId, note: Option<Text>) -> Result<()> {
        self.0.act(|act| {
            let visit = standing_visit(act.state, act.tables, id)?;
            let key = visit_key(id);
            let reading = Reading::load(act.tables, act.state.actor, &key)?;
            let heads: Vec<[u8; 32]> =
                reading.heads().as_slice().iter().map(|head| head.0).collect();
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
