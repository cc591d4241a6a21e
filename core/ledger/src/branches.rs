//! Branches: which entry of a forked feed comes after which. An honest feed has one branch, where
//! a number says everything; a copied device's has several, where two entries bear one number.

use std::collections::{BTreeMap, BTreeSet};

use crate::{DeviceId, EntryId, Tip};

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
