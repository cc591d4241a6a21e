//! One ledger as this device sees it: who is entitled, which epochs there are, which keys it holds.
//! Folded from the statements when first needed, and again whenever one arrives.

use std::collections::BTreeSet;

use holdfast_ledger::{
    Branches, DeviceId, Entitlement, Entry, EntryId, EpochKeys, Epochs, LedgerId, Register,
    StandardTable, Store as _, Timestamp, Wrap,
};

use super::error::Result;
use crate::vault::Tables;

/// One ledger, folded.
pub(crate) struct LedgerView {
    pub entitlement: Entitlement,
    pub epochs: Epochs,
    pub keys: EpochKeys,
}

impl LedgerView {
    /// Folds the statements held.
    pub fn load(tables: &Tables<'_>, register: &Register, ledger: LedgerId) -> Result<Self> {
        let stored = tables.statements(&ledger)?;
        let statements: Vec<Entry> =
            stored.iter().filter_map(|stored| Entry::decode(&stored.bytes).ok()).collect();
        let table = StandardTable;
        let branches = Branches::of_ledger(tables, &ledger)?;
        let entitlement = Entitlement::fold(ledger, &statements, &branches, register, &table);
        let epochs = Epochs::fold(&entitlement, &statements, branches, register);
        let mut keys = EpochKeys::default();
        for (epoch, key) in tables.epoch_keys(&ledger)? {
            keys.insert(epoch, key);
        }
        Ok(Self { entitlement, epochs, keys })
    }

    /// The epoch to seal under now, if there is a fit one whose key is held.
    pub fn fit_epoch(&self, writer: DeviceId, now: Timestamp) -> Option<EntryId> {
        let entitled = self.entitlement.entitled(now);
        self.epochs.choose(writer, &entitled, |epoch| self.keys.has(epoch))
    }

    /// The epochs this device is entitled to and cannot open.
    pub fn wanted(&self, device: DeviceId, now: Timestamp) -> Vec<EntryId> {
        let entitled = self.entitlement.entitled(now);
        self.epochs.wanted(device, &entitled, |epoch| self.keys.has(epoch))
    }

    /// The devices entitled without a lease, who may have their wraps in a file.
    pub fn unleased(&self, now: Timestamp) -> BTreeSet<DeviceId> {
        let mut devices = self.entitlement.entitled(now);
        devices.retain(|device| self.entitlement.lease_end(*device).is_none());
        devices
    }
}

/// Epoch keys that are on their way to other devices, kept until a hub has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct Outbox {
    /// Of grants made here, and what was asked.
    #[n(0)]
    pub wraps: Vec<Wrap>,
    /// Of epochs started here.
    #[n(1)]
    pub epochs: Vec<holdfast_ledger::EpochWraps>,
}
