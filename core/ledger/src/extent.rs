//! An extent: as much of one device's feed as somebody had seen when they set a limit to it.
//!
//! It is told by entry ids and not by a number alone. Whoever has a device's key can go back to any
//! entry of its feed and write others after it, under numbers that had long been seen; those stand
//! on another branch, and nobody had seen them.

use std::collections::BTreeSet;

use crate::{EntryId, FeedTip};

/// What stands at some tips of one feed, or before one of them on its branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    tips: BTreeSet<FeedTip>,
    /// Of a forked feed, each of them: there a number says nothing.
    entries: Option<BTreeSet<FeedTip>>,
}

impl Extent {
    /// Of a feed that is not forked, whose numbers say everything.
    pub(crate) const fn by_number(tips: BTreeSet<FeedTip>) -> Self {
        Self { tips, entries: None }
    }

    /// Of a forked feed: `entries` are those at the tips and before them.
    pub(crate) const fn of_branches(tips: BTreeSet<FeedTip>, entries: BTreeSet<FeedTip>) -> Self {
        Self { tips, entries: Some(entries) }
    }

    /// What had been seen last, by everybody whose sight this joins; empty for nothing at all.
    pub const fn tips(&self) -> &BTreeSet<FeedTip> {
        &self.tips
    }

    /// Whether an entry of this feed had been seen.
    pub fn has(&self, number: u64, id: EntryId) -> bool {
        let entry = FeedTip { number, id };
        match &self.entries {
            Some(entries) => entries.contains(&entry),
            None => {
                let later = self.tips.last().is_some_and(|tip| tip.number > number);
                later || self.tips.contains(&entry)
            }
        }
    }
}
