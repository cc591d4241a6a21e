//! Epochs: the spans of one key of a ledger. For whoever seals: under which key, and when a new one
//! is due. Nobody appoints a key-holder: any writer who finds no fit epoch starts one, since its
//! recipients are computed and not chosen.
//!
//! - An epoch **counts** if its author was ever granted (or opened the ledger), and its statement
//!   is within its author's limit or its author's grant stands. Others are kept, and what was sealed
//!   under them is opened as any other; they are only never sealed under again.
//! - A **tip** is an epoch that counts and that no other which counts stands after (`before`).
//! - An epoch **names** a statement if one of its tips is that statement or comes after it on its
//!   branch. A tip that is not a statement held here names nothing: else a lie about how far its
//!   author had seen could hide a grant.
//! - Its **holders**, who may have its key: its recipients, its author, and every device granted by
//!   a statement it does not name, whatever became of that grant: a granter wraps every tip for the
//!   grantee. So a grantee's own epoch is never fit once its author is ended, not even one that left
//!   its author out in time.
//! - It is **fit** for a writer when its holders are exactly the devices entitled. A writer that is
//!   itself no longer entitled (a lease that ended within a visit) may be a holder too: it learns
//!   nothing from what it wrote, and starts one epoch rather than one for each save.
//!
//! A new epoch names what it has to and no more, since anybody can make more of it than an entry has
//! room for: of the grants to others than its recipients, the tips; of the epoch tips, so many at most.
//! What it leaves out costs a key and never the pen: a grant that is not named makes its grantee a
//! holder, as one that nobody had seen; an epoch that none stands after is a tip still, and wrapped
//! and asked for as such.
//!
//! Keys are in [`crate::EpochKeys`].

use std::collections::{BTreeMap, BTreeSet};

use crate::few::few;
use crate::{
    Branches, DeviceId, Devices, Entitlement, Entry, EntryId, Epoch, LedgerId, RegisterPoint,
    Statement, Tip,
};

/// The most statements that an epoch names, and the most epochs: more than there are people who
/// grant and write in any one ledger.
const NAMED: usize = 256;

/// One epoch as folded.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FoldedEpoch {
    entry: Tip,
    statement: Epoch,
    counts: bool,
    /// None while one of its ordinals stands for no device known here.
    recipients: Option<BTreeSet<DeviceId>>,
}

/// The epochs of one ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epochs {
    ledger: LedgerId,
    epochs: BTreeMap<EntryId, FoldedEpoch>,
    tips: BTreeSet<EntryId>,
    /// Every statement, to know a tip that is one.
    statements: BTreeSet<Tip>,
    grants: Vec<(Tip, DeviceId)>,
    branches: Branches,
}

impl Epochs {
    /// Folds the statements held of one ledger: the same ones that `entitlement` was folded from.
    /// `branches` has the feeds that are forked.
    pub fn fold<'a>(
        entitlement: &Entitlement,
        statements: impl IntoIterator<Item = &'a Entry>,
        branches: Branches,
        devices: &impl Devices,
    ) -> Self {
        let ledger = entitlement.ledger();
        let mut all = BTreeSet::new();
        let mut epochs = BTreeMap::new();
        for entry in statements.into_iter().filter(|entry| entry.header().ledger == ledger) {
            let Some(statement) = entry.as_statement() else { continue };
            all.insert(entry.tip());
            if let Statement::Epoch(statement) = statement {
                let epoch = FoldedEpoch {
                    entry: entry.tip(),
                    counts: entitlement.epoch_counts(entry.tip()),
                    recipients: recipients(statement, &entry.header().register, devices),
                    statement: statement.clone(),
                };
                epochs.insert(entry.id(), epoch);
            }
        }
        let grants = entitlement.grants().map(|grant| (grant.statement, grant.device)).collect();
        let tips = tips(&epochs);
        Self { ledger, epochs, tips, statements: all, grants, branches }
    }

    /// The ledger.
    pub const fn ledger(&self) -> LedgerId {
        self.ledger
    }

    /// An epoch's statement.
    pub fn statement(&self, epoch: EntryId) -> Option<&Epoch> {
        self.epochs.get(&epoch).map(|folded| &folded.statement)
    }

    /// Every epoch, those that do not count among them. Ascending.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = EntryId> {
        self.epochs.keys().copied()
    }

    /// Whether an epoch counts.
    pub fn counts(&self, epoch: EntryId) -> bool {
        self.epochs.get(&epoch).is_some_and(|folded| folded.counts)
    }

    /// The epochs that no other stands after. Ascending.
    pub fn tips(&self) -> impl Iterator<Item = EntryId> {
        self.tips.iter().copied()
    }

    /// Of the tips, those that a new epoch names and a granter wraps: one of each author's before a
    /// second of any. Ascending.
    pub(crate) fn tips_named(&self, has_key: impl Fn(EntryId) -> bool) -> Vec<EntryId> {
        let held = self.tips().filter(|epoch| has_key(*epoch));
        let entries = held.filter_map(|epoch| self.epochs.get(&epoch)).map(|folded| folded.entry);
        let mut named: Vec<_> =
            few(entries, |tip| tip.device, NAMED).into_iter().map(|tip| tip.id).collect();
        named.sort_unstable();
        named
    }

    /// The statements that a new epoch for these recipients names: on each branch of each feed, the
    /// last grant to anybody else. A recipient is a holder, whether its grants are named or not.
    /// Ascending.
    pub fn statements_named(&self, recipients: &BTreeSet<DeviceId>) -> Vec<Tip> {
        let others = self.grants.iter().filter(|(_, device)| !recipients.contains(device));
        let tips = self.branches.tips(others.map(|(grant, _)| *grant));
        few(tips, |tip| tip.device, NAMED)
    }

    /// Whether an epoch was computed from a statement.
    pub fn names(&self, epoch: EntryId, statement: Tip) -> bool {
        self.epochs.get(&epoch).is_some_and(|folded| self.named(folded, statement))
    }

    fn named(&self, epoch: &FoldedEpoch, statement: Tip) -> bool {
        let tips = &epoch.statement.tips;
        let from = tips.partition_point(|tip| tip.device < statement.device);
        tips[from..]
            .iter()
            .take_while(|tip| tip.device == statement.device)
            .any(|tip| self.statements.contains(tip) && self.branches.reaches(*tip, statement))
    }

    /// The devices that may have an epoch's key; none while a recipient's ordinal is not known.
    pub fn holders(&self, epoch: EntryId) -> Option<BTreeSet<DeviceId>> {
        self.epochs.get(&epoch).and_then(|folded| self.holders_of(folded))
    }

    fn holders_of(&self, epoch: &FoldedEpoch) -> Option<BTreeSet<DeviceId>> {
        let mut holders = epoch.recipients.clone()?;
        holders.insert(epoch.entry.device);
        let unnamed = self.grants.iter().filter(|(grant, _)| !self.named(epoch, *grant));
        holders.extend(unnamed.map(|(_, device)| *device));
        Some(holders)
    }

    /// Whether `writer` may seal under an epoch, `entitled` being the devices entitled by every
    /// statement it holds, by its corrected time.
    pub fn fit(&self, epoch: EntryId, writer: DeviceId, entitled: &BTreeSet<DeviceId>) -> bool {
        let Some(folded) = self.epochs.get(&epoch) else { return false };
        // A writer that does not know of its own limit, or writes on in spite of it, uses its own.
        if !folded.counts && folded.entry.device != writer {
            return false;
        }
        let outside = |device: &DeviceId| *device != writer && !entitled.contains(device);
        if folded.recipients.as_ref().is_none_or(|to| to.iter().any(outside)) {
            return false;
        }
        let Some(mut holders) = self.holders_of(folded) else { return false };
        if !entitled.contains(&writer) {
            holders.remove(&writer);
        }
        holders == *entitled
    }

    /// The epoch to seal under: the highest id among those fit whose key the writer has. None: start
    /// one, in the same transaction as the save.
    pub fn choose(
        &self,
        writer: DeviceId,
        entitled: &BTreeSet<DeviceId>,
        has_key: impl Fn(EntryId) -> bool,
    ) -> Option<EntryId> {
        self.all().rev().find(|epoch| has_key(*epoch) && self.fit(*epoch, writer, entitled))
    }

    /// The epochs that `device`, if it is entitled, should open and cannot: it lists them in each
    /// request until they come. Those beyond a limit too, since saves under them are taken in.
    pub fn wanted(
        &self,
        device: DeviceId,
        entitled: &BTreeSet<DeviceId>,
        has_key: impl Fn(EntryId) -> bool,
    ) -> Vec<EntryId> {
        if !entitled.contains(&device) {
            return Vec::new();
        }
        self.all().filter(|epoch| !has_key(*epoch)).collect()
    }

    /// The devices that must answer for an epoch before their session ends: its holders, less those
    /// no longer entitled.
    pub fn answerers(&self, epoch: EntryId, entitled: &BTreeSet<DeviceId>) -> BTreeSet<DeviceId> {
        self.holders(epoch).unwrap_or_default().intersection(entitled).copied().collect()
    }
}

fn recipients(
    epoch: &Epoch,
    point: &RegisterPoint,
    devices: &impl Devices,
) -> Option<BTreeSet<DeviceId>> {
    let enrolled = epoch.recipients.iter().map(|ordinal| devices.by_ordinal(point, *ordinal));
    enrolled.chain(epoch.newcomers.iter().copied().map(Some)).collect()
}

fn tips(epochs: &BTreeMap<EntryId, FoldedEpoch>) -> BTreeSet<EntryId> {
    let counted = || epochs.iter().filter(|(_, folded)| folded.counts);
    let before: BTreeSet<EntryId> = counted()
        .flat_map(|(_, folded)| folded.statement.before.iter().map(|earlier| earlier.epoch))
        .collect();
    counted().map(|(id, _)| *id).filter(|id| !before.contains(id)).collect()
}
