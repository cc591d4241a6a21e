//! The device: a vault on disk, and whoever has unlocked it.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use holdfast_core::device as core;
use holdfast_core::vault::{self, Pin, Unlocker, VaultError};
use holdfast_ledger as ledger;
use zeroize::Zeroizing;

use crate::error::{HoldfastError, Result};
use crate::observer::{Observer, Observers, Watch, What};
use crate::surroundings::{self, StandingClock};
use crate::words::ErrorKind;
use crate::{Bundles, Disputes, Drafts, Members, Office, People, Visits};
use crate::{DeviceId, MemberId, Repaired, SyncSession};

/// The two secrets of the phone's keystore, 32 random bytes each, made once and kept there. As a text it
/// says nothing of them.
#[derive(Clone, uniffi::Record)]
#[uniffi::export(Display)]
pub struct Keystore {
    /// Opens the vault without a PIN: behind the screen lock or a fingerprint.
    pub master: Vec<u8>,
    /// Goes into every PIN, so that a copied vault cannot be guessed open; bound to no fingerprint.
    pub pepper: Vec<u8>,
}

impl fmt::Display for Keystore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keystore(secret)")
    }
}

impl Keystore {
    fn taken(self) -> Result<vault::Keystore> {
        let (master, pepper) = (Zeroizing::new(self.master), Zeroizing::new(self.pepper));
        match (master.as_slice().try_into(), pepper.as_slice().try_into()) {
            (Ok(master), Ok(pepper)) => Ok(vault::Keystore { master, pepper }),
            _ => Err(HoldfastError::new(
                ErrorKind::WrongKey,
                "expected two secrets of 32 bytes from the keystore, found another length; \
                 unlock with the PIN or passphrase",
            )),
        }
    }
}

/// Whether the keys are in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Lock {
    /// They are not: ask for the PIN.
    Locked,
    /// They are.
    Unlocked,
}

/// Whether the device belongs to an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Joined {
    /// Not yet: give the request file to whoever enrols it, and open the welcome file.
    NotYet,
    /// It does.
    Joined,
}

/// How a device presents itself.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Identity {
    /// Its id.
    pub device: DeviceId,
    /// Its member.
    pub member: MemberId,
    /// What its user calls it.
    pub label: String,
    /// Whether it belongs to an organisation.
    pub joined: Joined,
}

/// The core's device and everybody who wants to know: what every noun here holds.
#[derive(Clone)]
pub(crate) struct Held {
    pub device: core::Device,
    pub observers: Arc<Observers>,
}

impl Held {
    /// Gives what a saved act gave, once everybody is told.
    pub(crate) fn saved<T>(&self, done: core::Result<T>, what: What) -> Result<T> {
        let done = done?;
        self.observers.tell(what);
        Ok(done)
    }
}

/// A device. Cheap to hold; any thread may call it.
#[derive(uniffi::Object)]
pub struct Device(pub(crate) Held);

impl Device {
    fn of(device: core::Device) -> Arc<Self> {
        Arc::new(Self(Held { device, observers: Arc::default() }))
    }

    fn made(
        folder: &str,
        keystore: Keystore,
        pin: String,
        label: &str,
        around: core::Surroundings,
    ) -> Result<Arc<Self>> {
        let pin = Zeroizing::new(pin);
        std::fs::create_dir_all(folder).map_err(VaultError::from)?;
        let folder = Path::new(folder);
        Ok(Self::of(core::Device::create(folder, &keystore.taken()?, Pin(&pin), label, around)?))
    }
}

#[uniffi::export]
impl Device {
    /// Opens the device in a folder, locked. [`ErrorKind::NotFound`] says that there is none: a first
    /// start.
    #[uniffi::constructor]
    pub fn new(folder: String) -> Result<Arc<Self>> {
        Ok(Self::of(core::Device::open(Path::new(&folder), surroundings::real())?))
    }

    /// Makes a new device in a folder, unlocked: fresh keys, a fresh vault, in no organisation yet.
    #[uniffi::constructor]
    pub fn create(
        folder: String,
        keystore: Keystore,
        pin: String,
        label: String,
    ) -> Result<Arc<Self>> {
        Self::made(&folder, keystore, pin, &label, surroundings::real())
    }

    /// [`Device::new`] with a clock that stands. For tests and replays only.
    #[uniffi::constructor]
    pub fn with_clock(folder: String, clock: Arc<StandingClock>) -> Result<Arc<Self>> {
        Ok(Self::of(core::Device::open(Path::new(&folder), surroundings::at(clock))?))
    }

    /// [`Device::create`] with a clock that stands. For tests and replays only.
    #[uniffi::constructor]
    pub fn create_with_clock(
        folder: String,
        keystore: Keystore,
        pin: String,
        label: String,
        clock: Arc<StandingClock>,
    ) -> Result<Arc<Self>> {
        Self::made(&folder, keystore, pin, &label, surroundings::at(clock))
    }

    /// Unlocks with the phone's keystore, after the screen lock or a fingerprint.
    pub fn unlock_with_keystore(&self, keystore: Keystore) -> Result<()> {
        let done = self.0.device.unlock(Unlocker::Keystore(&keystore.taken()?));
        self.0.saved(done, What::Lock)
    }

    /// Unlocks with a PIN or passphrase. `member` says whose; nobody named is whoever set one first.
    pub fn unlock_with_pin(
        &self,
        member: Option<MemberId>,
        pin: String,
        keystore: Keystore,
    ) -> Result<()> {
        let pin = Zeroizing::new(pin);
        let named = member.map(ledger::MemberId::try_from).transpose()?;
        let member = match named {
            Some(member) => member,
            None => *self.0.device.pin_members()?.first().ok_or(VaultError::NoPin)?,
        };
        let keystore = &keystore.taken()?;
        let done = self.0.device.unlock(Unlocker::Pin { member, pin: Pin(&pin), keystore });
        self.0.saved(done, What::Lock)
    }

    /// Wipes the keys and everything made from them from memory.
    pub fn lock(&self) {
        self.0.device.lock();
        self.0.observers.tell(What::Lock);
    }

    /// Whether the keys are in memory.
    pub fn lock_state(&self) -> Lock {
        if self.0.device.is_locked() { Lock::Locked } else { Lock::Unlocked }
    }

    /// The members who may unlock it with a PIN. Answered while locked.
    pub fn pin_members(&self) -> Result<Vec<MemberId>> {
        Ok(self.0.device.pin_members()?.into_iter().map(MemberId::from).collect())
    }

    /// Gives this device's member a new PIN or passphrase: the old one opens nothing any more.
    pub fn set_pin(&self, pin: String, keystore: Keystore) -> Result<()> {
        Ok(self.0.device.set_pin(Pin(&Zeroizing::new(pin)), &keystore.taken()?)?)
    }

    /// From here on the vault opens with this keystore's master, and no more with an earlier one: for
    /// a screen lock that was removed and set again. The pepper stays, or no PIN would open it: that it
    /// is the same is tried with this device's member's PIN.
    pub fn set_keystore(&self, pin: String, keystore: Keystore) -> Result<()> {
        Ok(self.0.device.set_keystore(Pin(&Zeroizing::new(pin)), &keystore.taken()?)?)
    }

    /// Looks at everything, puts aside what is damaged and makes every record anew from the entries.
    /// What was put aside comes again with the next conversation.
    pub fn repair(&self) -> Result<Repaired> {
        Ok(self.0.saved(self.0.device.repair(), What::Everything)?.into())
    }

    /// Who it is.
    pub fn identity(&self) -> Result<Identity> {
        let core::Identity { device, member, label, .. } = self.0.device.identity()?;
        let joined = match self.0.device.root() {
            Ok(_) => Joined::Joined,
            Err(core::DeviceError::NotJoined) => Joined::NotYet,
            Err(error) => return Err(error.into()),
        };
        Ok(Identity { device: device.into(), member: member.into(), label, joined })
    }

    /// Opens the welcome file of whoever enrolled this device.
    pub fn join(&self, welcome: Vec<u8>) -> Result<()> {
        self.0.saved(self.0.device.join(&welcome), What::Everything)
    }

    /// Where the hub is, if anybody said so.
    pub fn hub_address(&self) -> Result<Option<String>> {
        Ok(self.0.device.hub_address()?)
    }

    /// Remembers where the hub is, for this device and those it welcomes.
    pub fn set_hub_address(&self, address: String) -> Result<()> {
        self.0.saved(self.0.device.set_hub_address(&address), What::Organisation)
    }

    /// The organisation's on-call phone: whom to phone when a person has no ladder.
    pub fn on_call(&self) -> Result<Option<String>> {
        Ok(self.0.device.on_call()?)
    }

    /// Begins a conversation with the hub. The caller carries the messages.
    pub fn sync(&self) -> Result<Arc<SyncSession>> {
        SyncSession::begin(&self.0)
    }

    /// Adds somebody who wants to know what changes, until the watch is stopped or let go.
    pub fn observe(&self, observer: Arc<dyn Observer>) -> Arc<Watch> {
        self.0.observers.add(observer)
    }

    /// People who draw on care.
    pub fn people(&self) -> Arc<People> {
        Arc::new(People(self.0.clone()))
    }

    /// Visits.
    pub fn visits(&self) -> Arc<Visits> {
        Arc::new(Visits(self.0.clone()))
    }

    /// What was begun and not saved.
    pub fn drafts(&self) -> Arc<Drafts> {
        Arc::new(Drafts(self.0.clone()))
    }

    /// Disputes.
    pub fn disputes(&self) -> Arc<Disputes> {
        Arc::new(Disputes(self.0.clone()))
    }

    /// Members and devices.
    pub fn members(&self) -> Arc<Members> {
        Arc::new(Members(self.0.clone()))
    }

    /// The organisation itself: beginning it, naming its hub.
    pub fn office(&self) -> Arc<Office> {
        Arc::new(Office(self.0.clone()))
    }

    /// Entries as files.
    pub fn bundles(&self) -> Arc<Bundles> {
        Arc::new(Bundles(self.0.clone()))
    }
}
