//! The keys of a ledger's epochs as one device holds them: starting an epoch, wrapping its key for
//! others, opening what others wrapped, and following the chain back from any key to all before it.
//! A key that does not match its epoch's commitment is refused, whoever sent it.

use std::collections::{BTreeMap, BTreeSet};

use minicbor::{Decode, Encode};
use rand_core::CryptoRng;

use crate::wrap::{Recipient, SealedKey, Wrap, WrapError, open_key, seal_key};
use crate::{
    AgreementKey, DeviceId, DeviceKeys, Devices, EarlierEpoch, Entry, EntryId, Epoch, EpochKey,
    Epochs, LedgerId, Statement,
};

/// A wrap that gave no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnwrapError {
    /// Its epoch's statement is not held: keep the wrap until it comes.
    #[error("expected a wrap of an epoch held here, found one of another; ask for its entry")]
    UnknownEpoch,
    /// For another device, altered or damaged.
    #[error(transparent)]
    Wrap(#[from] WrapError),
    /// It opens, to another key than the epoch's.
    #[error("expected the key that its epoch commits to, found another; ask another holder")]
    OtherKey,
}

/// An epoch about to be signed.
#[derive(Debug)]
pub struct StartedEpoch {
    /// To put into the ledger.
    pub statement: Epoch,
    /// To seal under, and to wrap once the statement's entry id is known.
    pub key: EpochKey,
    /// Whom to wrap it for: ordinals as in the statement, then newcomers.
    pub recipients: Vec<DeviceId>,
}

/// The epoch keys of one ledger that this device holds.
#[derive(Clone, Debug, Default)]
pub struct EpochKeys(BTreeMap<EntryId, EpochKey>);

impl EpochKeys {
    /// The key of an epoch.
    pub fn get(&self, epoch: EntryId) -> Option<&EpochKey> {
        self.0.get(&epoch)
    }

    /// Whether the key of an epoch is held.
    pub fn has(&self, epoch: EntryId) -> bool {
        self.0.contains_key(&epoch)
    }

    /// Every key, by epoch.
    pub fn iter(&self) -> impl Iterator<Item = (EntryId, &EpochKey)> {
        self.0.iter().map(|(epoch, key)| (*epoch, key))
    }

    /// Adds a key that was checked: from a started epoch, from storage or by [`Epochs::unwrap`].
    pub fn insert(&mut self, epoch: EntryId, key: EpochKey) {
        self.0.insert(epoch, key);
    }

    /// From every key held, recovers those of all epochs before it. Gives the epochs gained,
    /// ascending. What does not open or does not match its commitment is passed over: it stays
    /// *wanted*.
    pub fn open_earlier(&mut self, epochs: &Epochs) -> Vec<EntryId> {
        let mut due: Vec<EntryId> = self.0.keys().copied().collect();
        let mut gained = Vec::new();
        while let Some(later) = due.pop() {
            let Some(statement) = epochs.statement(later) else { continue };
            for earlier in &statement.before {
                if self.has(earlier.epoch) {
                    continue;
                }
                let opened = self.get(later).and_then(|key| epochs.open_one(key, earlier));
                if let Some(key) = opened {
                    self.insert(earlier.epoch, key);
                    due.push(earlier.epoch);
                    gained.push(earlier.epoch);
                }
            }
        }
        gained.sort_unstable();
        gained
    }
}

impl Epochs {
    /// Starts an epoch for the devices entitled now. The tips whose keys are held are sealed under
    /// the new key, so that whoever has this one has all before it. `recovery` is the organisation's
    /// recovery key, or for a concern the safeguarding one.
    pub fn start(
        &self,
        entitled: &BTreeSet<DeviceId>,
        keys: &EpochKeys,
        devices: &impl Devices,
        recovery: &AgreementKey,
        random: &mut impl CryptoRng,
    ) -> Result<StartedEpoch, WrapError> {
        let key = EpochKey::random(random);
        let commitment = key.commitment(self.ledger());
        let mut enrolled = BTreeMap::new();
        let mut newcomers = Vec::new();
        for device in entitled {
            match devices.ordinal(*device) {
                Some(ordinal) => _ = enrolled.insert(ordinal, *device),
                None => newcomers.push(*device),
            }
        }
        let before = self.tips_named(|epoch| keys.has(epoch)).into_iter().filter_map(|epoch| {
            let sealed = key.seal_earlier(keys.get(epoch)?, self.statement(epoch)?.commitment);
            Some(EarlierEpoch { epoch, sealed })
        });
        let recovery =
            seal_key(&key, self.ledger(), commitment.0, Recipient::Recovery, recovery, random)?;
        let statement = Epoch {
            commitment,
            recipients: enrolled.keys().copied().collect(),
            newcomers: newcomers.clone(),
            tips: self.statements_named(entitled),
            before: before.collect(),
            recovery,
        };
        let recipients = enrolled.into_values().chain(newcomers).collect();
        Ok(StartedEpoch { statement, key, recipients })
    }

    /// What a granter sends with its grant: the tips whose keys it holds, wrapped for the grantee.
    /// Nothing if the grantee's enrolment is not known here: it asks for what it wants.
    pub fn wraps_for_grantee(
        &self,
        grantee: DeviceId,
        keys: &EpochKeys,
        devices: &impl Devices,
        random: &mut impl CryptoRng,
    ) -> Vec<Wrap> {
        let held = self.tips_named(|epoch| keys.has(epoch)).into_iter();
        let held = held.filter_map(|epoch| Some((epoch, keys.get(epoch)?)));
        held.filter_map(|(epoch, key)| wrap(self.ledger(), epoch, key, grantee, devices, random))
            .collect()
    }

    /// What a holder answers to a device that lists `wanted`: each of those epochs whose key it
    /// holds, if that device is entitled.
    pub fn answer(
        &self,
        device: DeviceId,
        wanted: &[EntryId],
        entitled: &BTreeSet<DeviceId>,
        keys: &EpochKeys,
        devices: &impl Devices,
        random: &mut impl CryptoRng,
    ) -> Vec<Wrap> {
        if !entitled.contains(&device) {
            return Vec::new();
        }
        let held = wanted.iter().filter(|epoch| self.statement(**epoch).is_some());
        held.filter_map(|epoch| {
            wrap(self.ledger(), *epoch, keys.get(*epoch)?, device, devices, random)
        })
        .collect()
    }

    /// Opens a wrap made for this device and compares the key with its epoch's commitment.
    pub fn unwrap(&self, wrap: &Wrap, device: &DeviceKeys) -> Result<EpochKey, UnwrapError> {
        let statement = self.statement(wrap.epoch).ok_or(UnwrapError::UnknownEpoch)?;
        if wrap.ledger != self.ledger() {
            return Err(UnwrapError::UnknownEpoch);
        }
        let to = Recipient::Device(device.device());
        let key = open_key(&wrap.key, wrap.ledger, wrap.epoch.0, to, device)?;
        self.committed(statement, key)
    }

    /// Opens the key of an epoch with the recovery key it was wrapped to.
    pub fn recover(&self, epoch: EntryId, recovery: &DeviceKeys) -> Result<EpochKey, UnwrapError> {
        let statement = self.statement(epoch).ok_or(UnwrapError::UnknownEpoch)?;
        let Epoch { recovery: sealed, commitment, .. } = statement;
        let key = open_key(sealed, self.ledger(), commitment.0, Recipient::Recovery, recovery)?;
        self.committed(statement, key)
    }

    fn committed(&self, statement: &Epoch, key: EpochKey) -> Result<EpochKey, UnwrapError> {
        if key.commitment(self.ledger()) == statement.commitment {
            Ok(key)
        } else {
            Err(UnwrapError::OtherKey)
        }
    }

    fn open_one(&self, later: &EpochKey, earlier: &EarlierEpoch) -> Option<EpochKey> {
        let statement = self.statement(earlier.epoch)?;
        let key = later.open_earlier(&earlier.sealed, statement.commitment)?;
        self.committed(statement, key).ok()
    }
}

impl StartedEpoch {
    /// Wraps the key for its recipients, once its statement is signed and so has an id. A recipient
    /// whose key is not known here, or is none, is left out: it asks for what it wants.
    pub fn wraps(
        &self,
        ledger: LedgerId,
        epoch: EntryId,
        devices: &impl Devices,
        random: &mut impl CryptoRng,
    ) -> Vec<Wrap> {
        let wrap_for = |device: &DeviceId| wrap(ledger, epoch, &self.key, *device, devices, random);
        self.recipients.iter().filter_map(wrap_for).collect()
    }
}

fn wrap(
    ledger: LedgerId,
    epoch: EntryId,
    key: &EpochKey,
    device: DeviceId,
    devices: &impl Devices,
    random: &mut impl CryptoRng,
) -> Option<Wrap> {
    let to = devices.agreement(device)?;
    let sealed = seal_key(key, ledger, epoch.0, Recipient::Device(device), &to, random).ok()?;
    Some(Wrap { ledger, epoch, device, key: sealed })
}

/// The wraps of one epoch by its creator, as sent: in the order of the statement's recipients, so
/// that no device needs to be named. With 60 of them, a third less than wraps one by one.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct EpochWraps {
    /// The ledger.
    #[n(0)]
    pub ledger: LedgerId,
    /// The epoch.
    #[n(1)]
    pub epoch: EntryId,
    /// For each recipient by ordinal, then each newcomer; null where none was made.
    #[n(2)]
    pub keys: Vec<Option<SealedKey>>,
}

impl EpochWraps {
    /// Packs the wraps made for `recipients`, the order that [`StartedEpoch`] gives.
    pub fn pack(ledger: LedgerId, epoch: EntryId, recipients: &[DeviceId], wraps: &[Wrap]) -> Self {
        let made: BTreeMap<_, _> = wraps
            .iter()
            .filter(|wrap| wrap.ledger == ledger && wrap.epoch == epoch)
            .map(|wrap| (wrap.device, wrap.key))
            .collect();
        let keys = recipients.iter().map(|device| made.get(device).copied()).collect();
        Self { ledger, epoch, keys }
    }

    /// The single wraps; `entry` holds the epoch's statement, or nothing comes. A recipient not
    /// known here is left out, as are more keys than recipients.
    pub fn unpack(&self, entry: &Entry, devices: &impl Devices) -> Vec<Wrap> {
        let Some(Statement::Epoch(statement)) = entry.as_statement() else { return Vec::new() };
        if entry.id() != self.epoch || entry.header().ledger != self.ledger {
            return Vec::new();
        }
        let point = &entry.header().register;
        let enrolled = statement.recipients.iter().map(|at| devices.by_ordinal(point, *at));
        let recipients = enrolled.chain(statement.newcomers.iter().copied().map(Some));
        let made = recipients.zip(&self.keys).filter_map(|(device, key)| {
            let (device, key) = (device?, (*key)?);
            Some(Wrap { ledger: self.ledger, epoch: self.epoch, device, key })
        });
        made.collect()
    }
}
