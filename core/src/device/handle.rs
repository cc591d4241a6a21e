//! The device: a vault on disk, and the state of whoever has unlocked it. A cheap handle that any
//! thread may hold; the nouns ([`People`], [`Visits`] …) are views of it.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use holdfast_ledger::{DeviceId, MemberId, PublicKeys};
use zeroize::Zeroizing;

use super::act::Act;
use super::bundles::Bundles;
use super::decisions::Decisions;
use super::disputes::Disputes;
use super::drafts::Drafts;
use super::error::{DeviceError, Result};
use super::members::Members;
use super::people::People;
use super::policies::Policies;
use super::rounds::Rounds;
use super::state::{DEVICE_SECRET, LABEL, MEMBER, State};
use super::suggestions::Suggestions;
use super::surroundings::Surroundings;
use super::sync::SyncSession;
use super::visits::Visits;
use crate::care::Defined as _;
use crate::care::directory::DeviceLabel;
use crate::vault::{
    FirstMember, Keystore, Lock, Pin, Tables, Unlocker, Vault, VaultError, VaultKey,
};

/// The fewest characters of a PIN or passphrase. A phone's keystore adds a secret of its own to it.
const SHORTEST_PIN: usize = 4;

/// The vault's file within the device's folder.
pub const VAULT_FILE: &str = "vault.db";

struct Inner {
    folder: PathBuf,
    vault: Vault,
    around: Surroundings,
    /// Whoever holds this decides whether the vault is open: its keys come and go with the state.
    state: Mutex<Option<State>>,
    /// How often it was asked to lock.
    locks: AtomicU64,
}

/// A device. See the module's text.
#[derive(Clone)]
pub struct Device(Arc<Inner>);

/// What a desktop keeps between unlocking and locking, in the user's own runtime folder. Weaker than
/// a phone's keystore, as the docs say.
pub struct Kept {
    /// The vault key.
    pub key: Zeroizing<[u8; 32]>,
    /// This unlock's part of the Automerge actor.
    pub suffix: [u8; 4],
}

/// How a device presents itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Its id.
    pub device: DeviceId,
    /// Its member.
    pub member: MemberId,
    /// Its public keys.
    pub keys: PublicKeys,
    /// What its user calls it.
    pub label: String,
}

impl Device {
    /// Makes a new device in a folder: fresh keys, a fresh vault, not in any organisation yet. There is
    /// a whole device then, or none: what is cut off half-way is begun again by the next call.
    ///
    /// # Errors
    /// If there is a vault in that folder, or the disk does not take one; if the PIN is short, or the
    /// label is none.
    pub fn create(
        folder: &Path,
        keystore: &Keystore,
        pin: Pin<'_>,
        label: &str,
        around: Surroundings,
    ) -> Result<Self> {
        long_enough(pin)?;
        DeviceLabel::from_texts(&[("label", label)])?;
        let member = MemberId(around.bytes());
        let first = FirstMember { member, pin };
        let path = folder.join(VAULT_FILE);
        let vault = Vault::create(&path, keystore, first, &mut around.rng(), |tables| {
            let secret: Zeroizing<[u8; 32]> = Zeroizing::new(around.bytes());
            tables.put_secret(DEVICE_SECRET, &*secret)?;
            tables.put_secret(LABEL, label.as_bytes())?;
            tables.put_secret(MEMBER, member.as_bytes())?;
            Ok::<_, DeviceError>(())
        })?;
        let device = Self::around(folder, vault, around);
        device.load(&mut device.state(), device.0.around.bytes())?;
        Ok(device)
    }

    /// Its keys and who it belongs to stand in the file itself: a log that is damaged may cost what
    /// a sync brings back, and nothing more.
    pub(crate) fn write_out(&self) -> Result<()> {
        Ok(self.0.vault.write_out()?)
    }

    /// Opens the device in a folder, locked.
    ///
    /// # Errors
    /// If there is none, or its file is damaged. It is never replaced.
    pub fn open(folder: &Path, around: Surroundings) -> Result<Self> {
        let vault = Vault::open(&folder.join(VAULT_FILE))?;
        Ok(Self::around(folder, vault, around))
    }

    fn around(folder: &Path, vault: Vault, around: Surroundings) -> Self {
        let folder = folder.to_owned();
        let (state, locks) = (Mutex::new(None), AtomicU64::new(0));
        Self(Arc::new(Inner { folder, vault, around, state, locks }))
    }

    /// Brings the keys into memory. Works offline for ever.
    ///
    /// # Errors
    /// A wrong PIN or key; [`VaultError::Locked`] if it was asked to lock meanwhile.
    pub fn unlock(&self, unlocker: Unlocker<'_>) -> Result<()> {
        let locks = self.locks();
        let key = self.0.vault.find_key(unlocker)?;
        self.open_with(key, self.0.around.bytes(), locks)
    }

    /// Unlocks with what was kept at the last unlock.
    ///
    /// # Errors
    /// If it was kept for another vault; [`VaultError::Locked`] if it was asked to lock meanwhile.
    pub fn unlock_kept(&self, kept: &Kept) -> Result<()> {
        let locks = self.locks();
        let key = VaultKey::from_bytes(*kept.key);
        let key = self.0.vault.find_key(Unlocker::Kept(&key))?;
        self.open_with(key, kept.suffix, locks)
    }

    /// Finding a key takes a while, and whoever asked to lock since wins.
    fn open_with(&self, key: VaultKey, suffix: [u8; 4], locks: u64) -> Result<()> {
        let mut held = self.state();
        if self.locks() != locks {
            return Err(VaultError::Locked.into());
        }
        self.0.vault.open_with(key);
        self.load(&mut held, suffix)
    }

    fn locks(&self) -> u64 {
        self.0.locks.load(Ordering::SeqCst)
    }

    /// Gives this device's member a new PIN or passphrase. The old one opens nothing any more.
    ///
    /// # Errors
    /// If it is short; while locked.
    pub fn set_pin(&self, pin: Pin<'_>, keystore: &Keystore) -> Result<()> {
        long_enough(pin)?;
        let member = self.with_state(|state| Ok(state.member))?;
        Ok(self.0.vault.set_pin(member, pin, keystore, &mut self.0.around.rng())?)
    }

    /// Opens with this keystore's master from here on, and no more with an earlier one: for one that
    /// was made anew, because a screen lock was removed and set again. The pepper goes into every PIN
    /// and must be the same as before: this member's PIN shows it.
    ///
    /// # Errors
    /// While locked; if that PIN, with that pepper, is not this vault's.
    pub fn set_keystore(&self, pin: Pin<'_>, keystore: &Keystore) -> Result<()> {
        let member = self.with_state(|state| Ok(state.member))?;
        self.0.vault.find_key(Unlocker::Pin { member, pin, keystore })?;
        Ok(self.0.vault.set_keystore(keystore, &mut self.0.around.rng())?)
    }

    /// What to keep so that the next process need not ask for the PIN.
    ///
    /// # Errors
    /// While locked.
    pub fn kept(&self) -> Result<Kept> {
        let key = Zeroizing::new(*self.0.vault.key()?.as_bytes());
        let suffix = self.with_state(|state| Ok(state.suffix))?;
        Ok(Kept { key, suffix })
    }

    /// The members who may unlock it with a PIN.
    ///
    /// # Errors
    /// What the database says.
    pub fn pin_members(&self) -> Result<Vec<MemberId>> {
        Ok(self.0.vault.members()?)
    }

    /// Wipes keys and everything made from them from memory. An unlock that began before does not
    /// bring them back.
    pub fn lock(&self) {
        self.0.locks.fetch_add(1, Ordering::SeqCst);
        self.wipe(&mut self.state());
    }

    fn wipe(&self, held: &mut Option<State>) {
        *held = None;
        self.0.vault.lock();
    }

    /// Whether it is locked.
    pub fn is_locked(&self) -> bool {
        self.0.vault.state() == Lock::Locked
    }

    /// The folder it lives in.
    pub fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// Who it is.
    ///
    /// # Errors
    /// While locked.
    pub fn identity(&self) -> Result<Identity> {
        let label = self.read(|tables| {
            let label = tables.secret(LABEL)?;
            Ok(label.map(|label| String::from_utf8_lossy(&label).into_owned()))
        })?;
        self.with_state(|state| {
            Ok(Identity {
                device: state.device,
                member: state.member,
                keys: state.keys.public(),
                label: label.unwrap_or_default(),
            })
        })
    }

    /// People who draw on care.
    pub const fn people(&self) -> People<'_> {
        People(self)
    }

    /// Visits.
    pub const fn visits(&self) -> Visits<'_> {
        Visits(self)
    }

    /// Disputes.
    pub const fn disputes(&self) -> Disputes<'_> {
        Disputes(self)
    }

    /// What was begun and not saved.
    pub const fn drafts(&self) -> Drafts<'_> {
        Drafts(self)
    }

    /// Suggested updates.
    pub const fn suggestions(&self) -> Suggestions<'_> {
        Suggestions(self)
    }

    /// Decisions.
    pub const fn decisions(&self) -> Decisions<'_> {
        Decisions(self)
    }

    /// Rounds.
    pub const fn rounds(&self) -> Rounds<'_> {
        Rounds(self)
    }

    /// The organisation's policy.
    pub const fn policies(&self) -> Policies<'_> {
        Policies(self)
    }

    /// Members and devices.
    pub const fn members(&self) -> Members<'_> {
        Members(self)
    }

    /// Entries as files.
    pub const fn bundles(&self) -> Bundles<'_> {
        Bundles(self)
    }

    /// Begins a conversation with the hub. The caller carries the messages.
    ///
    /// # Errors
    /// If the organisation has no hub yet.
    pub fn sync(&self) -> Result<SyncSession> {
        SyncSession::begin(self.clone())
    }

    /// Time and randomness.
    pub(crate) fn surroundings(&self) -> &Surroundings {
        &self.0.around
    }

    /// Reads, from one moment of the vault.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Tables<'_>) -> Result<T>) -> Result<T> {
        self.0.vault.read(read)
    }

    /// Looks at the state.
    pub(crate) fn with_state<T>(&self, look: impl FnOnce(&mut State) -> Result<T>) -> Result<T> {
        self.within(&mut self.state(), look)
    }

    /// Reads with state and tables together, from one moment.
    pub(crate) fn look<T>(
        &self,
        look: impl FnOnce(&mut State, &Tables<'_>) -> Result<T>,
    ) -> Result<T> {
        self.within(&mut self.state(), |state| self.0.vault.read(|tables| look(state, tables)))
    }

    /// Acts: all of it or nothing. When it returns without an error, it survives a power cut.
    pub(crate) fn act<T>(&self, act: impl FnOnce(&mut Act<'_, '_>) -> Result<T>) -> Result<T> {
        let mut held = self.state();
        let done = self.within(&mut held, |state| {
            let around = &self.0.around;
            let now = around.now();
            self.0.vault.write(|tables| {
                tables.take_in_at(now);
                let version = tables.data_version()?;
                if state.version != version {
                    // Another process wrote: what is in memory is older than what this would build on.
                    *state = State::load(tables, state.suffix, version)?;
                }
                act(&mut Act { state, tables, around, now })
            })
        });
        if done.is_err() {
            // The disk has none of it: memory must not either.
            self.reload(&mut held);
        }
        done
    }

    /// Works on the state. A mistake in the program ends the call and leaves nothing half-changed: what
    /// is in memory is made from the disk again.
    fn within<T>(
        &self,
        held: &mut Option<State>,
        work: impl FnOnce(&mut State) -> Result<T>,
    ) -> Result<T> {
        let state = held.as_mut().ok_or(VaultError::Locked)?;
        match catch_unwind(AssertUnwindSafe(|| work(state))) {
            Ok(done) => done,
            Err(mistake) => {
                self.reload(held);
                resume_unwind(mistake)
            }
        }
    }

    /// Makes the state from the vault again. Where that fails, it is locked: a PIN tries once more.
    fn reload(&self, held: &mut Option<State>) {
        if let Some(State { suffix, .. }) = held.take() {
            let _ = self.load(held, suffix);
        }
    }

    fn load(&self, held: &mut Option<State>, suffix: [u8; 4]) -> Result<()> {
        let version = self.0.vault.version();
        let state = version
            .map_err(DeviceError::from)
            .and_then(|version| self.read(|tables| State::load(tables, suffix, version)));
        match state {
            Ok(state) => *held = Some(state),
            Err(error) => {
                self.wipe(held);
                return Err(error);
            }
        }
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, Option<State>> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn long_enough(pin: Pin<'_>) -> Result<()> {
    if pin.0.chars().count() < SHORTEST_PIN { Err(DeviceError::ShortPin) } else { Ok(()) }
}

impl core::fmt::Debug for Device {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Device({:?})", self.0.vault.state())
    }
}
