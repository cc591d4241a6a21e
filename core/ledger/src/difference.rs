//! What a device and a hub lack of each other's, once their heads were compared: feeds from a number
//! on, to be asked for and to be sent, a batch at a time.
//!
//! Each feed is gone through once, from there to its end, so that it ends whatever the heads said;
//! what that leaves is found by comparing again.

use std::collections::{BTreeSet, VecDeque};

use crate::heads::Heads;
use crate::message::{BATCH, DIFFERING_FEEDS, LedgerHeads, WANTS, Want};
use crate::store::{Store, Stored};
use crate::{DeviceId, LedgerId};

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Difference {
    /// Missing here.
    gaps: BTreeSet<Want>,
    /// Missing at the hub.
    owed: VecDeque<Want>,
    /// Ledgers of which the hub shows no heads: it is to say what it lacks of them.
    unseen: VecDeque<LedgerId>,
}

impl Difference {
    /// The hub's heads of ledgers that differ.
    pub fn compare<S: Store>(
        &mut self,
        store: &S,
        differing: Vec<LedgerHeads>,
    ) -> Result<(), S::Error> {
        for LedgerHeads { ledger, feeds: theirs } in differing {
            if theirs.is_empty() {
                self.unseen.push_back(ledger);
                continue;
            }
            let ours = store.heads(&ledger)?;
            let want = |(author, after)| Want { ledger, author, after };
            self.gaps.extend(behind(&ours, &theirs).into_iter().map(want));
            self.owed.extend(behind(&theirs, &ours).into_iter().map(want));
        }
        Ok(())
    }

    /// Feeds of which something was seen to be missing here.
    pub fn missing(&mut self, gaps: &BTreeSet<Want>) {
        self.gaps.extend(gaps);
    }

    /// This device's heads of ledgers of which the hub shows none. A hub that was put back from
    /// before a device was granted a ledger shows it nothing, and still takes in what it brings.
    pub fn heads<S: Store>(&mut self, store: &S) -> Result<Vec<LedgerHeads>, S::Error> {
        let (mut heads, mut feeds_sent) = (Vec::new(), 0);
        while feeds_sent < DIFFERING_FEEDS {
            let Some(ledger) = self.unseen.pop_front() else { break };
            let feeds = store.heads(&ledger)?;
            feeds_sent += feeds.len() + 1;
            heads.push(LedgerHeads { ledger, feeds });
        }
        Ok(heads)
    }

    /// What the hub says it lacks of the heads shown.
    pub fn owe(&mut self, lacks: Vec<Want>) {
        self.owed.extend(lacks);
    }

    /// Adds what the hub lacks until there is a batch.
    pub fn pay<S: Store>(&mut self, store: &S, entries: &mut Vec<Stored>) -> Result<(), S::Error> {
        let mut bytes: usize = entries.iter().map(|entry| entry.bytes.len()).sum();
        while bytes < BATCH / 2 {
            let Some(Want { ledger, author, after }) = self.owed.pop_front() else { break };
            let part = store.feed_after(&ledger, &author, after, BATCH - bytes)?;
            bytes += part.iter().map(|entry| entry.bytes.len()).sum::<usize>();
            if let Some(last) = part.last() {
                self.owed.push_front(Want { ledger, author, after: last.number });
            }
            entries.extend(part);
        }
        Ok(())
    }

    /// What to ask for in one request.
    pub fn wants(&mut self) -> Vec<Want> {
        let wants: Vec<Want> = self.gaps.iter().take(WANTS).copied().collect();
        self.gaps.retain(|want| !wants.contains(want));
        wants
    }
}

/// The feeds in which `ours` lacks something that `theirs` has, and after which number to ask.
/// Where a feed forked, all of it is asked for: a clone is rare, and its feed is short.
pub(crate) fn behind(ours: &Heads, theirs: &Heads) -> Vec<(DeviceId, u64)> {
    let mut behind = Vec::new();
    for (author, feed) in theirs {
        let held = ours.get(author).cloned().unwrap_or_default();
        if feed.0.iter().all(|tip| held.0.contains(tip)) {
            continue;
        }
        if feed.forked() || held.forked() {
            behind.push((*author, 0));
        } else if feed.last() > held.last() {
            behind.push((*author, held.last()));
        } else if feed.last() == held.last() {
            behind.push((*author, 0));
        }
    }
    behind
}
