//! Branches: which entry of a forked feed comes after which. An honest feed has one branch, where
//! a number says everything; a copied device's has several, where two entries bear one number.

use std::collections::{BTreeMap, BTreeSet};

use crate::{DeviceId, EntryId, Extent, FeedTip, LedgerId, Store, Tip};

/// The chains of the forked feeds of one ledger, saves and statements alike. Empty where no feed is
/// forked, which is nearly always.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Branches {
    forked: BTreeSet<DeviceId>,
    previous: BTreeMap<EntryId, EntryId>,
}

impl Branches {
    /// No forked feed.
    pub fn none() -> Self {
        Self::default()
    }

    /// The forked feeds of a ledger, as a store holds them.
    pub fn of_ledger<S: Store>(store: &S, ledger: &LedgerId) -> Result<Self, S::Error> {
        let mut branches = Self::none();
        for (author, feed) in store.heads(ledger)? {
            if feed.forked() {
                let entries = store.feed_after(ledger, &author, 0, usize::MAX)?;
                branches.add(author, entries.iter().map(|entry| (entry.id, entry.previous)));
            }
        }
        Ok(branches)
    }

    /// Adds every entry held of a forked feed, each with its previous one.
    pub fn add(
        &mut self,
        author: DeviceId,
        entries: impl IntoIterator<Item = (EntryId, Option<EntryId>)>,
    ) {
        self.forked.insert(author);
        let chained = entries.into_iter().filter_map(|(id, previous)| Some((id, previous?)));
        self.previous.extend(chained);
    }

    /// Whether `entry` is `tip` or stands before it on its branch. Of a forked feed with a gap: no.
    pub fn reaches(&self, tip: Tip, entry: Tip) -> bool {
        if tip.device != entry.device || tip.number < entry.number {
            return false;
        }
        if !self.forked.contains(&tip.device) {
            return tip.number > entry.number || tip.id == entry.id;
        }
        let steps = tip.number - entry.number;
        self.before(tip.id)
            .take_while(|(step, _)| *step <= steps)
            .last()
            .is_some_and(|(step, id)| step == steps && id == entry.id)
    }

    /// What stands at some tips of a feed, or before one of them. Each chain is followed until it
    /// meets one followed before.
    pub fn extent(&self, author: DeviceId, tips: BTreeSet<FeedTip>) -> Extent {
        if !self.forked.contains(&author) {
            return Extent::by_number(tips);
        }
        let mut entries = BTreeSet::new();
        for tip in &tips {
            for (steps, id) in self.before(tip.id) {
                let number = tip.number.saturating_sub(steps);
                if number == 0 || !entries.insert(FeedTip { number, id }) {
                    break;
                }
            }
        }
        Extent::of_branches(tips, entries)
    }

    /// Of some entries, those that no other of them has before it on its branch. Ascending.
    pub fn tips(&self, entries: impl IntoIterator<Item = Tip>) -> Vec<Tip> {
        let mut feeds: BTreeMap<DeviceId, BTreeSet<Tip>> = BTreeMap::new();
        for entry in entries {
            feeds.entry(entry.device).or_default().insert(entry);
        }
        let mut tips = Vec::new();
        for (author, feed) in feeds {
            if self.forked.contains(&author) {
                tips.extend(self.leaves(&feed));
            } else {
                let last = feed.last().map_or(0, |tip| tip.number);
                tips.extend(feed.into_iter().filter(|tip| tip.number == last));
            }
        }
        tips
    }

    /// The entries of one forked feed that stand before no other. Each chain is followed until it
    /// meets one followed before, so that the whole feed is walked once.
    fn leaves(&self, feed: &BTreeSet<Tip>) -> Vec<Tip> {
        let mut before: BTreeSet<EntryId> = BTreeSet::new();
        for tip in feed.iter().rev() {
            for (_, id) in self.before(tip.id).skip(1) {
                if !before.insert(id) {
                    break;
                }
            }
        }
        feed.iter().filter(|tip| !before.contains(&tip.id)).copied().collect()
    }

    /// An entry and those before it, as (steps back, id).
    fn before(&self, id: EntryId) -> impl Iterator<Item = (u64, EntryId)> {
        (0..).zip(core::iter::successors(Some(id), |id| self.previous.get(id).copied()))
    }
}
