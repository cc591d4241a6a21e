//! Mallory: enrolled like everybody else, and hostile. What is in his phone is in his hands: its
//! signing key, the key of every epoch it was given, every record it can open. He signs and seals
//! whatever he likes, behind good signatures and good seals, and hands it on as files.

use std::collections::BTreeMap;
use std::rc::Rc;

use automerge::{Change, ExpandedChange};
use holdfast_core::care::RecordKind;
use holdfast_core::record::{Actor, Document, Held, materialise};
use holdfast_core::vault::{Tables, Vault, VaultError};
use holdfast_ledger::{
    Bundle, DeviceId, DeviceKeys, Entry, EntryId, EpochKey, LedgerId, MemberId, RecordChange,
    RecordId, Register, RegisterPoint, Save, SignedPosition, Store as _, Stored, Timestamp,
    VerifyingKey,
};
use minicbor::bytes::ByteVec;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;

use crate::hand::Hand;
use crate::world::World;

/// A hostile member with a device of the organisation.
pub struct Mallory {
    /// His device's key.
    pub keys: Rc<DeviceKeys>,
    /// Who he is in the register.
    pub member: MemberId,
    /// Randomness for his seals.
    pub random: ChaCha20Rng,
    /// What his entries say they know of the register.
    pub point: RegisterPoint,
    register: LedgerId,
    vault: Vault,
    hands: BTreeMap<LedgerId, Hand>,
}

impl Mallory {
    /// Takes somebody's device apart.
    pub fn with_device_of(world: &World, name: &str) -> Self {
        let (vault, member) = (world.person(name).vault(), world.member(name));
        Self::with(vault, member, world.register().point(), world.register().id())
    }

    /// Takes apart a device of which he has no more than the folder and its keystore: who he is he
    /// reads from what it last wrote in a ledger.
    pub fn with_vault(vault: Vault, ledger: LedgerId) -> Self {
        let root = VerifyingKey::from_slice(&secret(&vault, "root")).expect("a key");
        let me = device_keys(&vault).device();
        let last = entries(&vault, ledger).into_iter().rfind(|entry| entry.author == me);
        let last = Entry::decode(&last.expect("it wrote there").bytes).expect("stored whole");
        let (member, point) = (last.header().member, last.header().register.clone());
        Self::with(vault, member, point, Register::new(root).id())
    }

    fn with(vault: Vault, member: MemberId, point: RegisterPoint, register: LedgerId) -> Self {
        Self {
            keys: Rc::new(device_keys(&vault)),
            member,
            random: ChaCha20Rng::seed_from_u64(0xBAD),
            point,
            register,
            vault,
            hands: BTreeMap::new(),
        }
    }

    /// His device.
    pub fn device(&self) -> DeviceId {
        self.keys.device()
    }

    /// An actor of his, one for each pen.
    pub fn actor(&self, pen: u8) -> Actor {
        Actor::new(self.device(), [pen; 4])
    }

    /// A record as he reads it, with a pen of his in it.
    pub fn document(
        &self,
        pen: u8,
        ledger: LedgerId,
        kind: RecordKind,
        record: RecordId,
    ) -> Document {
        let keys = self.epochs(ledger);
        let mut changes: Vec<(EntryId, DeviceId, Vec<u8>)> = Vec::new();
        for stored in entries(&self.vault, ledger) {
            let entry = Entry::decode(&stored.bytes).expect("stored whole");
            let Some(sealed) = entry.as_save() else { continue };
            let Some((_, key)) = keys.iter().find(|(epoch, _)| *epoch == sealed.epoch) else {
                continue;
            };
            let save = entry.open(key).expect("his key").expect("a save");
            let of = |change: &&RecordChange| change.kind == kind.code() && change.record == record;
            changes.extend(
                save.0.iter().filter(of).map(|c| (entry.id(), stored.author, c.change.clone())),
            );
        }
        let held: Vec<Held<'_>> = changes
            .iter()
            .map(|(entry, author, change)| Held { entry: *entry, author: *author, change })
            .collect();
        materialise(self.actor(pen), &held).documents.remove(0)
    }

    /// His next entry in a ledger: anything, well sealed and well signed.
    pub fn seal(&mut self, ledger: LedgerId, changes: Vec<RecordChange>) -> Entry {
        let (epoch, key) = self.epochs(ledger).pop().expect("he was given a key");
        let mut random = self.random.clone();
        let entry = self.hand(ledger).seal(&Save(changes), epoch, &key, &mut random);
        self.random = random;
        entry
    }

    /// His pen in a ledger, at the end of his feed there.
    pub fn hand(&mut self, ledger: LedgerId) -> &mut Hand {
        let hand = Hand::new(Rc::clone(&self.keys), self.member, ledger, self.point.clone());
        let me = self.device();
        let last = entries(&self.vault, ledger).into_iter().rfind(|entry| entry.author == me);
        let hand = match last {
            Some(last) => hand.after(last.number, last.id),
            None => hand,
        };
        self.hands.entry(ledger).or_insert(hand)
    }

    /// Tears up what he wrote and did not send: his next entry follows what his vault holds.
    pub fn tear_up(&mut self) {
        self.hands.clear();
    }

    /// A file with whatever bytes he likes for entries, and a good signature.
    pub fn file<'a>(&self, entries: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
        let bundle = Bundle {
            register: self.register,
            device: self.device(),
            made: Timestamp(0),
            positions: Vec::<SignedPosition>::new(),
            entries: entries.into_iter().map(|bytes| ByteVec::from(bytes.to_vec())).collect(),
            wraps: Vec::new(),
        };
        bundle.to_bytes(&self.keys)
    }

    fn epochs(&self, ledger: LedgerId) -> Vec<(EntryId, EpochKey)> {
        self.vault.read::<_, VaultError>(|tables| tables.epoch_keys(&ledger)).expect("his keys")
    }
}

fn device_keys(vault: &Vault) -> DeviceKeys {
    let secret: [u8; 32] = secret(vault, "device").as_slice().try_into().expect("32 bytes");
    DeviceKeys::from_secret(&secret)
}

fn secret(vault: &Vault, name: &str) -> Vec<u8> {
    let read = |tables: &Tables<'_>| tables.secret(name);
    let found = vault.read::<_, VaultError>(read).expect("unlocked");
    found.expect("kept since it joined").to_vec()
}

/// Every chained entry that a vault holds of a ledger, by author and number.
pub fn entries(vault: &Vault, ledger: LedgerId) -> Vec<Stored> {
    let read = |tables: &Tables<'_>| {
        let mut found = Vec::new();
        for author in tables.heads(&ledger)?.keys() {
            found.extend(tables.feed_after(&ledger, author, 0, usize::MAX)?);
        }
        Ok::<_, VaultError>(found)
    };
    vault.read(read).expect("a vault that is whole")
}

/// What a change would be, had its writer lied: bent, and given a right checksum again.
pub fn bent(change: &[u8], bend: impl FnOnce(&mut ExpandedChange)) -> Vec<u8> {
    let honest = Change::try_from(change).expect("an honest change");
    let mut expanded = honest.decode();
    bend(&mut expanded);
    Change::from(expanded).raw_bytes().to_vec()
}
