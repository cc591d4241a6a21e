//! A store in memory: for tests of this crate and of whatever is built on it, and as the plainest
//! statement of what a [`Store`] must do.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use crate::store::{Arrival, ArrivalsQuery, HubStore, Origin, POOL, Place, Served, Store, Stored};
use crate::{
    Act, CalendarMonth, DeviceId, EntryId, Feed, Heads, LedgerId, Need, SignedPosition, Timestamp,
    Wrap,
};

/// A store in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    entries: BTreeMap<EntryId, (Stored, Place, Origin, u64)>,
    arrivals: Vec<EntryId>,
    heads: BTreeMap<LedgerId, Heads>,
    pool: Vec<(DeviceId, DeviceId, Vec<u8>)>,
    positions: BTreeMap<u64, SignedPosition>,
    wraps: BTreeMap<(DeviceId, EntryId), Wrap>,
    notes: BTreeMap<String, Vec<u8>>,
    served: BTreeMap<(DeviceId, LedgerId), Served>,
    needs: BTreeSet<Need>,
}

impl MemoryStore {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    fn chained(&self) -> impl Iterator<Item = (&Stored, Origin, u64)> {
        self.arrivals
            .iter()
            .filter_map(|id| self.entries.get(id))
            .filter(|(_, place, _, _)| *place == Place::Chained)
            .map(|(stored, _, origin, at)| (stored, *origin, *at))
    }

    fn arrive(&mut self, stored: &Stored) -> u64 {
        self.arrivals.push(stored.id);
        let feeds = self.heads.entry(stored.ledger).or_default();
        feeds.entry(stored.author).or_default().place(stored.number, stored.id, stored.previous);
        self.arrivals.len() as u64
    }
}

impl Store for MemoryStore {
    type Error = Infallible;

    fn entry(&self, id: &EntryId) -> Result<Option<Stored>, Infallible> {
        Ok(self.entries.get(id).map(|(stored, ..)| stored.clone()))
    }

    fn put(&mut self, entry: &Stored, place: Place, origin: Origin) -> Result<u64, Infallible> {
        let at = if place == Place::Chained { self.arrive(entry) } else { 0 };
        self.entries.insert(entry.id, (entry.clone(), place, origin, at));
        Ok(at)
    }

    fn place_of(&self, id: &EntryId) -> Result<Option<Place>, Infallible> {
        Ok(self.entries.get(id).map(|(_, place, ..)| *place))
    }

    fn detached_after(&self, previous: &EntryId) -> Result<Vec<Stored>, Infallible> {
        let detached = self.entries.values().filter(|(stored, place, ..)| {
            *place == Place::Detached && stored.previous == Some(*previous)
        });
        Ok(detached.map(|(stored, ..)| stored.clone()).collect())
    }

    fn chain(&mut self, id: &EntryId) -> Result<(), Infallible> {
        if let Some((stored, ..)) = self.entries.get(id).cloned() {
            let now = self.arrive(&stored);
            if let Some((_, place, _, at)) = self.entries.get_mut(id) {
                *place = Place::Chained;
                *at = now;
            }
        }
        Ok(())
    }

    fn ledgers(&self) -> Result<Vec<LedgerId>, Infallible> {
        Ok(self.heads.keys().copied().collect())
    }

    fn heads(&self, ledger: &LedgerId) -> Result<Heads, Infallible> {
        Ok(self.heads.get(ledger).cloned().unwrap_or_default())
    }

    fn feed(&self, ledger: &LedgerId, author: &DeviceId) -> Result<Feed, Infallible> {
        Ok(self.heads.get(ledger).and_then(|heads| heads.get(author)).cloned().unwrap_or_default())
    }

    fn feeds_of(&self, author: &DeviceId) -> Result<Vec<(LedgerId, Feed)>, Infallible> {
        let feeds = self.heads.iter();
        Ok(feeds.filter_map(|(ledger, h)| Some((*ledger, h.get(author)?.clone()))).collect())
    }

    fn count_of(&self, author: &DeviceId) -> Result<u64, Infallible> {
        Ok(self.chained().filter(|(stored, ..)| stored.author == *author).count() as u64)
    }

    fn at_number(
        &self,
        ledger: &LedgerId,
        author: &DeviceId,
        number: u64,
    ) -> Result<Vec<EntryId>, Infallible> {
        let mut ids: Vec<_> = self
            .chained()
            .filter(|(s, ..)| s.ledger == *ledger && s.author == *author && s.number == number)
            .map(|(stored, ..)| stored.id)
            .collect();
        ids.sort_unstable();
        Ok(ids)
    }

    fn feed_after(
        &self,
        ledger: &LedgerId,
        author: &DeviceId,
        after: u64,
        max_bytes: usize,
    ) -> Result<Vec<Stored>, Infallible> {
        let mut feed: Vec<_> = self
            .chained()
            .filter(|(s, ..)| s.ledger == *ledger && s.author == *author && s.number > after)
            .map(|(stored, ..)| stored.clone())
            .collect();
        feed.sort_unstable_by_key(|stored| (stored.number, stored.id));
        Ok(within(feed, max_bytes, |stored| stored.bytes.len()))
    }

    fn statements(&self, ledger: &LedgerId) -> Result<Vec<Stored>, Infallible> {
        let statements =
            self.chained().filter(|(s, ..)| s.ledger == *ledger && s.act == Act::Statement);
        Ok(statements.map(|(stored, ..)| stored.clone()).collect())
    }

    fn arrivals(&self, query: &ArrivalsQuery) -> Result<Vec<Arrival>, Infallible> {
        let mut found: Vec<_> = self
            .chained()
            .filter(|(stored, origin, at)| {
                query.ledger.is_none_or(|ledger| ledger == stored.ledger)
                    && (query.after + 1..=query.upto).contains(at)
                    && query.authors.include(&stored.author)
                    && !(query.not_from_hub && *origin == Origin::Hub)
            })
            .map(|(stored, _, at)| Arrival { at, entry: stored.clone() })
            .collect();
        found.sort_unstable_by_key(|arrival| arrival.at);
        Ok(within(found, query.max_bytes, |arrival| arrival.entry.bytes.len()))
    }

    fn last_arrival(&self) -> Result<u64, Infallible> {
        Ok(self.arrivals.len() as u64)
    }

    fn pool(
        &mut self,
        sender: &DeviceId,
        author: &DeviceId,
        bytes: &[u8],
    ) -> Result<bool, Infallible> {
        if self.pool.iter().filter(|(by, ..)| by == sender).count() >= POOL {
            return Ok(false);
        }
        let held = self.pool.iter().any(|(_, _, pooled)| pooled == bytes);
        if !held {
            self.pool.push((*sender, *author, bytes.to_vec()));
        }
        Ok(true)
    }

    fn unpool(&mut self, author: &DeviceId) -> Result<Vec<Vec<u8>>, Infallible> {
        let (taken, kept) =
            std::mem::take(&mut self.pool).into_iter().partition(|(_, pooled, _)| pooled == author);
        self.pool = kept;
        let taken: Vec<(DeviceId, DeviceId, Vec<u8>)> = taken;
        Ok(taken.into_iter().map(|(_, _, bytes)| bytes).collect())
    }

    fn positions_after(&self, number: u64) -> Result<Vec<SignedPosition>, Infallible> {
        Ok(self.positions.range(number + 1..).map(|(_, position)| position.clone()).collect())
    }

    fn put_position(&mut self, position: &SignedPosition) -> Result<(), Infallible> {
        self.positions.insert(position.position.number, position.clone());
        Ok(())
    }

    fn put_wrap(&mut self, wrap: &Wrap) -> Result<(), Infallible> {
        self.wraps.insert((wrap.device, wrap.epoch), wrap.clone());
        Ok(())
    }

    fn wraps_for(&self, device: &DeviceId, ledgers: &[LedgerId]) -> Result<Vec<Wrap>, Infallible> {
        let wraps = self.wraps.values();
        let wraps = wraps.filter(|w| w.device == *device && ledgers.contains(&w.ledger));
        Ok(wraps.cloned().collect())
    }

    fn delete_wraps(&mut self, ledger: &LedgerId, device: &DeviceId) -> Result<(), Infallible> {
        self.wraps.retain(|_, wrap| wrap.ledger != *ledger || wrap.device != *device);
        Ok(())
    }

    fn note(&self, name: &str) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(self.notes.get(name).cloned())
    }

    fn set_note(&mut self, name: &str, bytes: Option<&[u8]>) -> Result<(), Infallible> {
        match bytes {
            Some(bytes) => self.notes.insert(name.to_owned(), bytes.to_vec()),
            None => self.notes.remove(name),
        };
        Ok(())
    }
}

impl HubStore for MemoryStore {
    fn set_entitled(
        &mut self,
        ledger: &LedgerId,
        class: u8,
        month: Option<CalendarMonth>,
        devices: &[(DeviceId, Option<Timestamp>)],
    ) -> Result<(), Infallible> {
        let now = self.arrivals.len() as u64;
        let before: BTreeMap<DeviceId, u64> = self
            .served
            .iter()
            .filter(|((_, l), _)| l == ledger)
            .map(|((device, _), served)| (*device, served.since))
            .collect();
        self.served.retain(|(_, l), _| l != ledger);
        for (device, until) in devices {
            let since = before.get(device).copied().unwrap_or(now);
            let served = Served { ledger: *ledger, class, month, since, until: *until };
            self.served.insert((*device, *ledger), served);
        }
        Ok(())
    }

    fn served(&self, device: &DeviceId) -> Result<Vec<Served>, Infallible> {
        let served = self.served.iter().filter(|((d, _), _)| d == device);
        Ok(served.map(|(_, served)| served.clone()).collect())
    }

    fn put_need(&mut self, need: &Need) -> Result<(), Infallible> {
        self.needs.insert(*need);
        Ok(())
    }

    fn needs(&self, device: &DeviceId, ledgers: &[LedgerId]) -> Result<Vec<Need>, Infallible> {
        let needs = self.needs.iter();
        let needs = needs.filter(|n| n.device != *device && ledgers.contains(&n.ledger));
        Ok(needs.take(256).copied().collect())
    }

    fn clear_need(&mut self, need: &Need) -> Result<(), Infallible> {
        self.needs.remove(need);
        Ok(())
    }

    fn forget_wrap(&mut self, need: &Need) -> Result<(), Infallible> {
        self.wraps.remove(&(need.device, need.epoch));
        Ok(())
    }
}

/// The first of `list` until their sizes reach `max_bytes`; one at least.
fn within<T>(list: Vec<T>, max_bytes: usize, size: impl Fn(&T) -> usize) -> Vec<T> {
    let mut total = 0;
    let fits = |item: &T| {
        let first = total == 0;
        total += size(item);
        first || total <= max_bytes
    };
    list.into_iter().take_while(fits).collect()
}
