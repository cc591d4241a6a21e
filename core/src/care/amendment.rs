//! Nothing is overwritten: a correction is one more item, beside the one it corrects.
//!
//! What was recorded at a visit stands in append-only collections. An amendment is an item in the
//! same collection whose envelope names the items it amends (`settles`: the writings its author had
//! before them) and says why. The first wording, its author and its time stay readable for ever; an
//! item that should not be there is *struck*: amended by a removal, and still shown as struck.
//!
//! Two people who amend one item without seeing each other both stand: the one written later is
//! shown first, and the other beside it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use holdfast_ledger::Timestamp;
use serde::Serialize;

use super::definition::Defined;
use super::fields::{Pen, Put};
use super::item::{Item, ItemId, Source, Status};
use super::order::by_key;
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
        let standing = self.all().filter(|item| !amended.contains(&item.id)).collect();
        by_key(standing, |item: &&Item<T>| Reverse((item.written, item.id)))
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
    let said: Vec<_> = items.iter().map(|(_, item)| (item.id, &item.settles[..])).collect();
    let roots = roots(&said);
    let mut gathered: BTreeMap<ItemId, Vec<(String, Item<T>)>> = BTreeMap::new();
    for (key, item) in items {
        let root = roots.get(&item.id).copied().unwrap_or(item.id);
        gathered.entry(root).or_default().push((key, item));
    }
    let entries = gathered.into_iter().filter_map(|(root, items)| entry(root, items)).collect();
    by_key(entries, |entry: &Entry<T>| order(&entry.original))
}

const fn order<T>(item: &Item<T>) -> (Timestamp, ItemId) {
    (item.written, item.id)
}

/// The first wording behind each item. Honest amendments form trees; the root of a forged ring is
/// its lowest id, so that every member of it agrees. Each item is walked over once.
fn roots(items: &[(ItemId, &[ItemId])]) -> BTreeMap<ItemId, ItemId> {
    let known: BTreeSet<ItemId> = items.iter().map(|(id, _)| *id).collect();
    let parents: BTreeMap<ItemId, ItemId> = items
        .iter()
        .filter_map(|(item, settles)| {
            let parent = settles.iter().find(|id| known.contains(id) && *id != item)?;
            Some((*item, *parent))
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

fn entry<T>(root: ItemId, items: Vec<(String, Item<T>)>) -> Option<Entry<T>> {
    let items = by_key(items, |(key, item)| (item.id != root, order(item), key.clone()));
    let mut items = items.into_iter();
    let (key, original) = items.next()?;
    let (keys, amendments) = items.unzip();
    Some(Entry { key, original, amendments, keys })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::item::Writing;
    use crate::care::list::List;
    use crate::care::log::{self, Said, record};
    use crate::care::scene::{AMINA, BEN, at, item_id, met, onto, pen, text};
    use crate::care::visit_log::Note;
    use crate::care::{Fields, Reader};
    use proptest::prelude::*;

    fn note(words: &str) -> Note {
        Note { text: text(words) }
    }

    fn notes(fields: &Fields) -> Vec<Entry<Note>> {
        log::read(&mut Reader::new(fields))
    }

    fn change(words: &str) -> Change<Note> {
        Change {
            content: note(words),
            occurred: None,
            reason: text("slip of the pen"),
            clock: None,
        }
    }

    /// The words of each wording, the original first.
    fn words(entry: &Entry<Note>) -> Vec<&str> {
        entry.all().map(|item| item.content.text.as_str()).collect()
    }

    #[test]
    fn an_amendment_keeps_the_earlier_words_their_author_and_their_time() {
        let mut fields = Fields::new();
        let said = Said::at(at(8, 10));
        let put = pen(AMINA, at(8, 12), |pen| record(note("Ate nothing"), said, pen)).unwrap();
        onto(&mut fields, [put]);
        let entry = notes(&fields).remove(0);
        let put = pen(BEN, at(9, 0), |pen| entry.amend(change("Ate half"), pen));
        onto(&mut fields, [put]);
        let [entry] = &notes(&fields)[..] else { panic!("one note") };
        assert_eq!(words(entry), ["Ate nothing", "Ate half"]);
        assert_eq!(entry.content(), Some(&note("Ate half")));
        let original = entry.original();
        assert_eq!(
            (original.author, original.written, original.occurred),
            (AMINA, at(8, 12), Some(at(8, 10)))
        );
        assert_eq!((entry.current().author, entry.current().written), (BEN, at(9, 0)));
        assert_eq!(entry.occurred(), at(8, 10), "what happened did not move");
    }

    #[test]
    fn what_was_struck_is_still_there_as_struck() {
        let mut fields = Fields::new();
        let put = pen(AMINA, at(8, 0), |pen| record(note("Fell"), Said::default(), pen)).unwrap();
        onto(&mut fields, [put]);
        let entry = notes(&fields).remove(0);
        let put = pen(AMINA, at(8, 5), |pen| entry.strike(text("that was next door"), None, pen));
        onto(&mut fields, [put]);
        let [entry] = &notes(&fields)[..] else { panic!("one note") };
        assert_eq!(entry.content(), None);
        assert_eq!(words(entry), ["Fell", "Fell"]);
        assert_eq!(entry.current().reason, Some(text("that was next door")));
    }

    #[test]
    fn two_who_amend_one_note_unseen_both_stand_and_a_third_settles_it() {
        let mut fields = Fields::new();
        let put = pen(AMINA, at(8, 0), |pen| record(note("Slept"), Said::default(), pen)).unwrap();
        onto(&mut fields, [put]);
        let entry = notes(&fields).remove(0);
        let (mut hers, mut his) = (fields.clone(), fields.clone());
        onto(&mut hers, [pen(AMINA, at(9, 0), |pen| entry.amend(change("Slept badly"), pen))]);
        onto(&mut his, [pen(BEN, at(9, 1), |pen| entry.amend(change("Slept well"), pen))]);
        let mut both = met(&hers, &his);
        assert_eq!(both, met(&his, &hers));
        let [entry] = &notes(&both)[..] else { panic!("one note") };
        let standing: Vec<&str> =
            entry.standing().iter().map(|item| item.content.text.as_str()).collect();
        assert_eq!(standing, ["Slept well", "Slept badly"]);
        let put = pen(AMINA, at(10, 0), |pen| entry.amend(change("Slept till two"), pen));
        onto(&mut both, [put]);
        let [entry] = &notes(&both)[..] else { panic!("one note") };
        assert_eq!(entry.standing().len(), 1);
        assert_eq!(words(entry), ["Slept", "Slept badly", "Slept well", "Slept till two"]);
    }

    #[test]
    fn amendments_forged_in_a_ring_are_all_shown() {
        let mut fields = Fields::new();
        for (own, other) in [(1, 2), (2, 3), (3, 1), (4, 4)] {
            let item = pen(AMINA, at(8, own.into()), |pen| Item {
                id: item_id(own),
                settles: List(vec![item_id(other)]),
                ..Item::new(note("forged"), Writing::from(Source::Author), pen)
            });
            onto(&mut fields, [Put::item(format!("note/{own}"), &item)]);
        }
        let mut shown: Vec<ItemId> =
            notes(&fields).iter().flat_map(|entry| entry.all().map(|item| item.id)).collect();
        shown.sort_unstable();
        assert_eq!(shown, [1, 2, 3, 4].map(item_id));
    }

    proptest! {
        /// Whatever names whatever, every item is in exactly one entry and the order of arrival
        /// does not matter.
        #[test]
        fn every_item_is_shown_once(
            names in prop::collection::vec(prop::collection::vec(0u8..12, 0..3), 0..12),
            seed in any::<u64>(),
        ) {
            let items: Vec<(String, Item<Note>)> = names
                .iter()
                .enumerate()
                .map(|(own, names)| {
                    let own = u8::try_from(own).unwrap();
                    let item = pen(AMINA, at(8, i64::from(own % 3)), |pen| Item {
                        id: item_id(own),
                        settles: names.iter().map(|name| item_id(*name)).collect(),
                        ..Item::new(note("words"), Writing::from(Source::Author), pen)
                    });
                    (format!("note/{own}"), item)
                })
                .collect();
            let mut shuffled = items.clone();
            let length = shuffled.len().max(1) as u64;
            shuffled.sort_by_key(|(key, _)| seed.wrapping_mul(key.len() as u64 + 7) % length);
            shuffled.reverse();
            let read = entries(items);
            prop_assert_eq!(&read, &entries(shuffled));
            let mut shown: Vec<ItemId> =
                read.iter().flat_map(|entry| entry.all().map(|item| item.id)).collect();
            shown.sort_unstable();
            let expected: Vec<ItemId> =
                (0..names.len()).map(|own| item_id(u8::try_from(own).unwrap())).collect();
            prop_assert_eq!(shown, expected);
        }
    }
}
