//! The register's statements whose signatures hold, and those that wait for their author to be
//! introduced. Introduction is not enrolment: it only says which key a device id stands for, so
//! that what a device wrote can be checked whatever became of it.

use std::collections::{BTreeMap, BTreeSet};

use super::judgement::introduces;
use crate::{DeviceId, Entry, EntryId, PublicKeys, Statement, VerifyingKey};

/// The most entries, and the most positions, that wait for whoever signed them to become known:
/// anybody can make up more.
pub(super) const WAITING: usize = 4096;

/// Device, then the entries that say its keys.
type Introductions = BTreeMap<DeviceId, BTreeMap<EntryId, PublicKeys>>;

#[derive(Clone)]
pub(super) struct Held {
    root: VerifyingKey,
    root_id: DeviceId,
    entries: BTreeMap<EntryId, Entry>,
    waiting: BTreeMap<DeviceId, Vec<(Entry, Signed)>>,
    introduced: Introductions,
    hubs: Introductions,
    roots: BTreeSet<(u64, EntryId)>,
}

/// Whether a signature is still to be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signed {
    /// It was, when this store took it in.
    Checked,
    /// It is to be.
    Unchecked,
}

impl Held {
    pub fn new(root: VerifyingKey) -> Self {
        Self {
            root,
            root_id: root.device(),
            entries: BTreeMap::new(),
            waiting: BTreeMap::new(),
            introduced: BTreeMap::new(),
            hubs: BTreeMap::new(),
            roots: BTreeSet::new(),
        }
    }

    pub fn get(&self, id: &EntryId) -> Option<&Entry> {
        self.entries.get(id)
    }

    pub fn all(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// The root's statements, by number, then id.
    pub fn roots(&self) -> impl Iterator<Item = &Entry> {
        self.roots.iter().filter_map(|(_, id)| self.entries.get(id))
    }

    /// Every introduction of a device, by entry.
    pub fn introductions(&self, device: DeviceId) -> Option<&BTreeMap<EntryId, PublicKeys>> {
        self.introduced.get(&device)
    }

    /// Entries whose author nobody introduced yet.
    pub fn waiting(&self) -> impl Iterator<Item = &Entry> {
        self.waiting.values().flatten().map(|(entry, _)| entry)
    }

    /// Keeps an entry until its author is introduced. Whether there was room for it.
    pub fn put_aside(&mut self, entry: &Entry, signed: Signed) -> bool {
        let full = self.waiting().count() >= WAITING;
        let waiting = self.waiting.entry(entry.header().author).or_default();
        let known = waiting.iter().any(|(known, _)| known == entry);
        if !known && !full {
            waiting.push((entry.clone(), signed));
        }
        known || !full
    }

    /// Takes in an entry whose signature holds, and those that waited for whom it introduces.
    /// Returns what came in.
    pub fn take(&mut self, entry: Entry) -> Vec<EntryId> {
        let mut ready = vec![entry];
        let mut taken = Vec::new();
        while let Some(entry) = ready.pop() {
            let id = entry.id();
            if self.entries.contains_key(&id) {
                continue;
            }
            if let Some((device, keys)) = self.introduced_by(&entry) {
                self.among(&entry).entry(device).or_default().insert(id, keys);
                let waiting = self.waiting.remove(&device).unwrap_or_default().into_iter();
                ready.extend(waiting.filter_map(|(entry, signed)| {
                    let holds = signed == Signed::Checked || entry.signed_by(&keys.signing);
                    holds.then_some(entry)
                }));
            }
            if entry.header().author == self.root_id {
                self.roots.insert((entry.header().number, id));
            }
            self.entries.insert(id, entry);
            taken.push(id);
        }
        taken
    }

    /// Whose keys an entry says: a device's, or the hub's.
    fn introduced_by(&self, entry: &Entry) -> Option<(DeviceId, PublicKeys)> {
        match entry.as_statement()? {
            Statement::Hub(hub) if entry.header().author == self.root_id => {
                Some((hub.keys.signing.device(), hub.keys))
            }
            _ => introduces(entry, self.root_id),
        }
    }

    /// Hubs are kept apart: no device's status follows from the naming of a hub.
    fn among(&mut self, entry: &Entry) -> &mut Introductions {
        match entry.as_statement() {
            Some(Statement::Hub(_)) => &mut self.hubs,
            _ => &mut self.introduced,
        }
    }

    /// The signing keys by which a device is known: one, since its id is the key's hash.
    pub fn signing_keys(&self, device: DeviceId) -> impl Iterator<Item = &VerifyingKey> {
        let root = (device == self.root_id).then_some(&self.root);
        let named = [&self.introduced, &self.hubs].into_iter();
        let named = named.filter_map(move |all| all.get(&device)).flat_map(BTreeMap::values);
        root.into_iter().chain(named.map(|keys| &keys.signing))
    }

    /// Every naming of a hub with that id, by entry.
    pub fn hub_namings(&self, device: DeviceId) -> Option<&BTreeMap<EntryId, PublicKeys>> {
        self.hubs.get(&device)
    }

    /// The held entries among these and before them in their feeds.
    pub fn behind(&self, tips: impl IntoIterator<Item = EntryId>) -> BTreeSet<EntryId> {
        let mut found = BTreeSet::new();
        for tip in tips {
            let mut next = Some(tip);
            while let Some(entry) = next.and_then(|id| self.entries.get(&id)) {
                if !found.insert(entry.id()) {
                    break;
                }
                next = entry.header().previous;
            }
        }
        found
    }
}
