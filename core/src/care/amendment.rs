//! Nothing is overwritten: a correction is one more item, beside the one it corrects.
//!
//! What was recorded at a visit stands in append-only collections. An amendment is an item in the
//! same collection whose envelope names the items it amends (`settles`: the writings its author had
//! before them) and says why. The first wording, its author and its time stay readable for ever; an
//! item that should not be there is *struck*: amended by a removal, and still shown as struck.
//!
//! Two people who amend one item without seeing each other both stand: the one written later is
//! shown first, and the other beside it.

use std::collections::{BTreeMap, BTreeSet};

use holdfast_ledger::Timestamp;
use serde::Serialize;

use super::definition::Defined;
use super::fields::{Pen, Put};
use super::item::{Item, ItemId, Source, Status};
use super::text::Text;
use super::times::Clock;

/// One thing that was recorded, with every amendment of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry<T> {
    key: String,
    original: Item<T>,
    amendments: Vec<Item<T>>,
    /// The document key of each amendment.
    #[serde(skip)]
    keys: Vec<String>,
}

impl<T> Entry<T> {
    /// The document key of the original.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The id of the original.
    pub const fn id(&self) -> ItemId {
        self.original.id
    }

    /// What was written first.
    pub const fn original(&self) -> &Item<T> {
        &self.original
    }

    /// Every amendment, in the order they were written.
    pub fn amendments(&self) -> &[Item<T>] {
        &self.amendments
    }

    /// Whether it was ever amended or struck.
    pub fn is_amended(&self) -> bool {
        !self.amendments.is_empty()
    }

    /// The wordings that no other wording amends: one, or several when people amended it without
    /// seeing each other. The one written last comes first.
    pub fn standing(&self) -> Vec<&Item<T>> {
        let amended: BTreeSet<ItemId> =
            self.amendments.iter().flat_map(|item| item.settles.iter().copied()).collect();
        let mut standing: Vec<&Item<T>> =
            self.all().filter(|item| !amended.contains(&item.id)).collect();
        standing.sort_unstable_by_key(|item| std::cmp::Reverse((item.written, item.id)));
        standing
    }

    /// The wording to show: the standing one that was written last.
    pub fn current(&self) -> &Item<T> {
        // Forged amendments may name each other in a ring; then the original is as good as any.
        self.standing().first().copied().unwrap_or(&self.original)
    }

    /// What it says now; nothing when it was struck.
    pub fn content(&self) -> Option<&T> {
        let current = self.current();
        (current.status == Status::Present).then_some(&current.content)
    }

    /// When it happened: as the wording shown says, else as the original says, else when the
    /// original was written.
    pub fn occurred(&self) -> Timestamp {
        self.current().occurred.or(self.original.occurred).unwrap_or(self.original.written)
    }

    /// Every wording with its document key, the original first.
    pub fn keyed(&self) -> impl Iterator<Item = (&str, &Item<T>)> {
        std::iter::once(&self.key).chain(&self.keys).map(String::as_str).zip(self.all())
    }

    /// Every wording, the original first.
    pub fn all(&self) -> impl Iterator<Item = &Item<T>> {
        std::iter::once(&self.original).chain(&self.amendments)
    }
}

impl<T: Defined> Entry<T> {
    /// Correct it: the wording that stands so far stays readable behind this one.
    pub fn amend(&self, change: Change<T>, pen: &mut Pen<'_>) -> Put {
        let Change { content, occurred, reason, clock } = change;
        self.amendment(Status::Present, content, occurred, reason, clock, pen)
    }

    /// Strike it: it should not be there. It is still shown, as struck, with the reason.
    pub fn strike(&self, reason: Text, clock: Option<Clock>, pen: &mut Pen<'_>) -> Put {
        let content = self.current().content.clone();
        self.amendment(Status::Removed, content, None, reason, clock, pen)
    }

    fn amendment(
        &self,
        status: Status,
        content: T,
        occurred: Option<Timestamp>,
        reason: Text,
        clock: Option<Clock>,
        pen: &mut Pen<'_>,
    ) -> Put {
        let collection = self.key.split('/').next().unwrap_or_default();
        let key = pen.key_in(collection);
        let mut settles: Vec<ItemId> = self.standing().iter().map(|item| item.id).collect();
        if settles.is_empty() {
            settles.push(self.original.id);
        }
        settles.sort_unstable();
        let item = Item {
            status,
            occurred: occurred.or(self.current().occurred),
            settles: settles.into(),
            reason: Some(reason),
            clock,
            ..Item::new(content, super::item::Writing::from(Source::Author), pen)
        };
        Put::item(key, &item)
    }
}

/// What an amendment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<T> {
    /// The content as it should have been.
    pub content: T,
    /// When it really happened, where that is what was wrong.
    pub occurred: Option<Timestamp>,
    /// Why it is amended.
    pub reason: Text,
    /// What the device knows of its clock.
    pub clock: Option<Clock>,
}

/// Gathers the items of one collection into entries: each item that names an earlier one of the
/// collection joins its entry, every other begins one. In the order the originals were written.
pub(crate) fn entries<T>(items: Vec<(String, Item<T>)>) -> Vec<Entry<T>> {
    let roots = roots(&items);
    let mut gathered: BTreeMap<ItemId, Vec<(String, Item<T>)>> = BTreeMap::new();
    for (key, item) in items {
        let root = roots.get(&item.id).copied().unwrap_or(item.id);
        gathered.entry(root).or_default().push((key, item));
    }
    let mut entries: Vec<Entry<T>> =
        gathered.into_iter().filter_map(|(root, items)| entry(root, items)).collect();
    entries.sort_by_key(|entry| order(&entry.original));
    entries
}

const fn order<T>(item: &Item<T>) -> (Timestamp, ItemId) {
    (item.written, item.id)
}

/// The first wording behind each item. Honest amendments form trees; the root of a forged ring is
/// its lowest id, so that every member of it agrees. Each item is walked over once.
fn roots<T>(items: &[(String, Item<T>)]) -> BTreeMap<ItemId, ItemId> {
    let known: BTreeSet<ItemId> = items.iter().map(|(_, item)| item.id).collect();
    let parents: BTreeMap<ItemId, ItemId> = items
        .iter()
        .filter_map(|(_, item)| {
            let parent = item.settles.iter().find(|id| known.contains(id) && **id != item.id)?;
            Some((item.id, *parent))
        })
        .collect();
    let mut roots: BTreeMap<ItemId, ItemId> = BTreeMap::new();
    for start in &known {
        let mut path: Vec<ItemId> = Vec::new();
        let mut on_path: BTreeSet<ItemId> = BTreeSet::new();
        let mut at = *start;
        let root = loop {
            if let Some(root) = roots.get(&at) {
                break *root;
            }
            if !on_path.insert(at) {
                let ring = path.iter().position(|id| *id == at).unwrap_or(0);
                break path[ring..].iter().copied().min().unwrap_or(at);
            }
            path.push(at);
            match parents.get(&at) {
                Some(parent) => at = *parent,
                None => break at,
            }
        };
        roots.extend(path.into_iter().map(|id| (id, root)));
    }
    roots
}

fn entry<T>(root: ItemId, mut items: Vec<(String, Item<T>)>) -> Option<Entry<T>> {
    items.sort_by(|(a_key, a), (b_key, b)| {
        (a.id != root, order(a), a_key).cmp(&(b.id != root, order(b), b_key))
    });
    let mut items = items.into_iter();
    let (key, original) = items.next()?;
    let (keys, amendments) = items.unzip();
    Some(Entry { key, original, amendments, keys })
}
