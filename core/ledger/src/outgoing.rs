//! From stored entries to what travels: ranges where they follow one another, whole entries where
//! they do not fit one.

use minicbor::bytes::ByteVec;

use crate::entry::Entry;
use crate::range::Range;
use crate::store::{Act, Store, Stored};
use crate::{LedgerId, MAX_LIST};

/// Entries ready to be sent.
#[derive(Debug, Default)]
pub(crate) struct Outgoing {
    pub ranges: Vec<Range>,
    pub loose: Vec<ByteVec>,
}

impl Outgoing {
    /// Groups entries into ranges, a feed at a time, keeping the order in which ledgers and feeds
    /// first appear; the register comes first, since it introduces the authors of the rest.
    pub fn new<S: Store>(
        store: &S,
        entries: Vec<Stored>,
        register: LedgerId,
    ) -> Result<Self, S::Error> {
        let mut feeds: Vec<((LedgerId, crate::DeviceId), Vec<Stored>)> = Vec::new();
        let mut index = std::collections::BTreeMap::new();
        for entry in entries {
            let key = (entry.ledger, entry.author);
            let at = *index.entry(key).or_insert_with(|| {
                feeds.push((key, Vec::new()));
                feeds.len() - 1
            });
            feeds[at].1.push(entry);
        }
        feeds.sort_by_key(|((ledger, _), _)| *ledger != register);
        let mut outgoing = Self::default();
        for (_, feed) in feeds {
            outgoing.feed(store, feed)?;
        }
        Ok(outgoing)
    }

    fn feed<S: Store>(&mut self, store: &S, feed: Vec<Stored>) -> Result<(), S::Error> {
        let mut run: Vec<Entry> = Vec::new();
        for stored in feed {
            let entry = match stored.act {
                Act::Unknown => None,
                Act::Statement | Act::Save => Entry::decode(&stored.bytes).ok(),
            };
            let follows = run.last().is_none_or(|last| stored.previous == Some(last.id()));
            if !follows || entry.is_none() || run.len() == MAX_LIST {
                self.run(store, &mut run)?;
            }
            match entry {
                Some(entry) => run.push(entry),
                None => self.loose.push(stored.bytes.into()),
            }
        }
        self.run(store, &mut run)
    }

    fn run<S: Store>(&mut self, store: &S, run: &mut Vec<Entry>) -> Result<(), S::Error> {
        let Some(header) = run.first().map(Entry::header) else { return Ok(()) };
        let mut after = None;
        if let Some(previous) = header.previous {
            // The number tells which entry comes before, unless the feed forked there or the one
            // before is of a version that the receiver may not have.
            let before = store.at_number(&header.ledger, &header.author, header.number - 1)?;
            let plain = match before[..] {
                [id] => {
                    id == previous
                        && store.entry(&id)?.is_some_and(|entry| entry.act != Act::Unknown)
                }
                _ => false,
            };
            after = (!plain).then_some(previous);
        }
        self.ranges.extend(Range::new(run, after));
        run.clear();
        Ok(())
    }
}
