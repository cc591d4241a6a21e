//! A device in the wrong hands, for tests in other languages: `mallory FOLDER KEYSTORE VISIT FILE`, with
//! the device's folder, a file with its keystore's two keys, the visit as the bindings name it, and where
//! the bundle goes. In it are two entries behind good seals and signatures: one that no honest device
//! writes, which is set aside, and one that builds upon it, which waits for it.

use std::path::PathBuf;

use holdfast_core::care::{Put, RecordKind};
use holdfast_core::device::VAULT_FILE;
use holdfast_core::vault::{Keystore, Unlocker, Vault};
use holdfast_ledger::{LedgerId, RecordChange, RecordId};
use holdfast_tests::mallory::{Mallory, bent};
use holdfast_tests::world::EVENING;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, keystore, visit, file] = &words[..] else { panic!("FOLDER KEYSTORE VISIT FILE") };
    let keys = std::fs::read(keystore).expect("the keystore");
    let (master, pepper) = keys.split_at(32);
    let keystore = Keystore {
        master: master.try_into().expect("32 bytes"),
        pepper: pepper.try_into().expect("32 bytes"),
    };
    let (ledger, record) = visit.split_once('/').expect("a visit");
    let ledger: LedgerId = ledger.parse().expect("a ledger");
    let record: RecordId = record.parse().expect("a record");

    let vault = Vault::open(&PathBuf::from(folder).join(VAULT_FILE)).expect("the vault");
    vault.unlock(Unlocker::Keystore(&keystore)).expect("its own keystore");
    let mut mallory = Mallory::with_vault(vault, ledger);
    let mut document = mallory.document(1, ledger, RecordKind::Visit, record);
    let key = document.fields().into_keys().next_back().expect("the plan");
    let over = [Put { key, value: b"nonsense".to_vec() }];
    let honest = document.put(&over, EVENING).expect("a change");
    let poison = bent(&honest, |change| {
        change.operations[0].pred = Vec::new().into_iter().collect();
    });
    let upon = bent(&poison, |change| {
        change.deps =
            vec![automerge::Change::try_from(poison.as_slice()).expect("well made").hash()];
        change.seq += 1;
        change.start_op = change.start_op.saturating_add(1);
    });
    let entries = [poison, upon].map(|change| {
        let change = RecordChange { record, kind: RecordKind::Visit.code(), change };
        mallory.seal(ledger, vec![change])
    });
    let bundle = mallory.file(entries.iter().map(|entry| entry.bytes()));
    std::fs::write(file, bundle).expect("the bundle");
}
