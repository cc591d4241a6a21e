//! The third time: when what another device wrote was taken in here.
//!
//! No writer can know it, so it stands beside the entry and never in the record. An item is found in
//! its entry by who wrote it and when: both have the same clock, the one of the act.

use std::collections::BTreeMap;

use holdfast_ledger::{Entry as Signed, MemberId, Store as _, Timestamp};

use super::error::Result;
use super::visits::{VisitId, Visits, visit_key};
use super::wrong_person::shown_visit;
use crate::care::{Entry, Item, ItemId, Times};
use crate::vault::Tables;

/// One thing that was recorded, with its three times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timed {
    /// The entry of the visit, or an amendment of one.
    pub item: ItemId,
    /// Who wrote it.
    pub by: MemberId,
    /// When it happened, was written and was taken in here.
    pub times: Times,
}

impl Visits<'_> {
    /// Everything that was recorded at a visit, amendments among it, with its three times, in the
    /// order of writing.
    ///
    /// # Errors
    /// If it is not on this device.
    pub fn times(&self, id: VisitId) -> Result<Vec<Timed>> {
        self.0.look(|state, tables| {
            let received = received(tables, id)?;
            let visit = shown_visit(state, tables, id)?;
            let mut timed = Vec::new();
            collect(&visit.arrived, &received, &mut timed);
            collect(&visit.not_attended, &received, &mut timed);
            collect(&visit.assessed, &received, &mut timed);
            collect(&visit.went_on, &received, &mut timed);
            collect(&visit.done, &received, &mut timed);
            collect(&visit.medicines, &received, &mut timed);
            collect(&visit.observations, &received, &mut timed);
            collect(&visit.notes, &received, &mut timed);
            collect(&visit.instructions, &received, &mut timed);
            collect(&visit.left, &received, &mut timed);
            // What one act writes keeps the order of above: the advice before going on in spite of it.
            timed.sort_by_key(|timed| timed.times.written);
            Ok(timed)
        })
    }
}

/// When each act on a visit was taken in, by who wrote it and when.
type Received = BTreeMap<(MemberId, Timestamp), Timestamp>;

fn received(tables: &Tables<'_>, id: VisitId) -> Result<Received> {
    let mut found = Received::new();
    for entry in tables.parts(&visit_key(id))? {
        let Some(at) = tables.received(&entry)? else { continue };
        let Some(stored) = tables.entry(&entry)? else { continue };
        let Ok(signed) = Signed::decode(&stored.bytes) else { continue };
        let header = signed.header();
        found.insert((header.member, header.written), at);
    }
    Ok(found)
}

fn collect<T>(entries: &[Entry<T>], received: &Received, into: &mut Vec<Timed>) {
    for item in entries.iter().flat_map(Entry::all) {
        let at = received.get(&act_of(item)).copied();
        into.push(Timed { item: item.id, by: item.author, times: Times::of(item, at) });
    }
}

/// Who wrote the entry that holds an item, and when. What was entered again has the author and time
/// of the first writing; whoever entered it again stands in its confirmation.
fn act_of<T>(item: &Item<T>) -> (MemberId, Timestamp) {
    item.confirmed.as_ref().map_or((item.author, item.written), |by| (by.by, by.at))
}
