//! A vault on a real file: what is saved stays, what is sealed stays sealed, what is damaged is found.

mod faults;
mod frozen;
mod locks;
mod making;
mod records;
mod store;

use std::path::{Path, PathBuf};

use holdfast_ledger::{
    DeviceKeys, Entry, EntryId, EpochKey, Header, LedgerId, MemberId, Place, RecordChange,
    RecordId, RegisterPoint, Save, Store, Stored, Timestamp, Writer,
};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use tempfile::TempDir;

use super::*;

type Outcome<T> = Result<T, VaultError>;

const MO: MemberId = MemberId([0x30; 16]);
const AMINA: MemberId = MemberId([0xa1; 16]);
const MONTH: LedgerId = LedgerId([7; 16]);
const NINE: Timestamp = Timestamp(1_700_000_000_000);

/// A vault in a folder of its own, unlocked, and what is needed to open it.
struct Home {
    folder: TempDir,
    keystore: Keystore,
    vault: Vault,
}

fn random() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(1)
}

fn keystore() -> Keystore {
    Keystore { master: [1; 32], pepper: [2; 32] }
}

fn create(path: &Path) -> Outcome<Vault> {
    let first = FirstMember { member: AMINA, pin: Pin("4821") };
    Vault::create(path, &keystore(), first, &mut random(), |_| Outcome::Ok(()))
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault");
        let vault = create(&path).unwrap();
        Self { folder, keystore: keystore(), vault }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("vault")
    }

    /// What a second program sees that opens the same file.
    fn again(&self) -> Vault {
        let vault = Vault::open(&self.path()).unwrap();
        vault.unlock(Unlocker::Keystore(&self.keystore)).unwrap();
        vault
    }
}

fn device() -> DeviceKeys {
    DeviceKeys::from_secret(&[9; 32])
}

/// A real entry: number `number` of a device's feed, with `text` sealed in it.
fn entry(number: u64, previous: Option<EntryId>, text: &str) -> Stored {
    let keys = device();
    let register = RegisterPoint::origin(LedgerId([1; 16]));
    let author = keys.device();
    let header =
        Header { ledger: MONTH, author, member: AMINA, number, previous, register, written: NINE };
    let change = RecordChange { record: RecordId([5; 16]), kind: 3, change: text.into() };
    let writer = Writer { keys: &keys, member_keys: None };
    let epoch = EpochKey::from_bytes([3; 32]);
    let mut random = ChaCha20Rng::seed_from_u64(number);
    let save = Save(vec![change]);
    let entry = Entry::save(&writer, header, &save, EntryId([4; 32]), &epoch, &mut random).unwrap();
    Stored {
        id: entry.id(),
        ledger: MONTH,
        author,
        number,
        previous,
        act: holdfast_ledger::Act::Save,
        bytes: entry.bytes().to_vec(),
    }
}

/// A feed of `length` entries.
fn feed(length: u64) -> Vec<Stored> {
    let mut entries: Vec<Stored> = Vec::new();
    for number in 1..=length {
        let previous = entries.last().map(|entry| entry.id);
        entries.push(entry(number, previous, &format!("note {number}")));
    }
    entries
}

fn keep(vault: &Vault, entries: &[Stored]) {
    let origin = holdfast_ledger::Origin::Own;
    vault
        .write(|tables| {
            for entry in entries {
                tables.put(entry, Place::Chained, origin)?;
            }
            Outcome::Ok(())
        })
        .unwrap();
}

fn visit(id: u8) -> RecordKey {
    RecordKey { ledger: MONTH, kind: 3, id: RecordId([id; 16]) }
}
