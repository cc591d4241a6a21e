//! A hub whose disk is really full: it acknowledges nothing that it did not keep, loses nothing that
//! it acknowledged, and goes on when there is room.

#[allow(dead_code, reason = "shared with the tests of the service")]
mod world;

#[path = "../../tests/src/small_disk.rs"]
mod small_disk;

use std::path::Path;

use holdfast_hub::{Rate, SqliteStore, open_database};
use holdfast_ledger::{DeviceId, DeviceKeys, Ended, LedgerId, Session, Store as _, Timestamp};
use small_disk::{Ballast, on_a_small_disk};
use world::{NOON, Office, Organisation, Phone};

/// How many bytes more are left from one full disk to the next.
const STEP: usize = 3_072;
/// How often the disk is full.
const ROUNDS: usize = 16;

/// A conversation, as far as it goes: what the hub said if it could not keep something.
fn try_sync(office: &Office, phone: &mut Phone, ledger: LedgerId) -> Result<(), (u16, String)> {
    let mut session = Session::new(&phone.register).expect("the root named a hub");
    while let Some(request) = phone.ask(&mut session, &[ledger]) {
        let (status, answer) = office.post(&request);
        if status != 200 {
            return Err((status, String::from_utf8_lossy(&answer).into_owned()));
        }
        let Phone { store, register, keys, .. } = phone;
        let received = session.receive(store, register, keys, &answer, Timestamp(NOON));
        received.expect("the hub's answer");
    }
    assert_eq!(session.ended(), Some(Ended::InSync));
    Ok(())
}

/// How many of a device's entries in a ledger the hub's files hold, as a kill would leave them now:
/// copied to another disk, the log beside the database.
fn kept(office: &Office, organisation: &Organisation, ledger: LedgerId, device: DeviceId) -> u64 {
    let elsewhere = tempfile::tempdir_in("/tmp").expect("a folder on another disk");
    let database = office.database(organisation.olu.register.id());
    let copy = elsewhere.path().join("copy.sqlite");
    for end in ["", "-wal"] {
        let name = |path: &Path| format!("{}{end}", path.display());
        std::fs::copy(name(&database), name(&copy)).expect("a copy");
    }
    let mut database = open_database(&copy).expect("the copy opens");
    let transaction = database.transaction().expect("the copy opens");
    SqliteStore::new(&transaction).feed(&ledger, &device).expect("a feed").last()
}

#[test]
fn a_hub_on_a_full_disk_acknowledges_only_what_it_kept_and_goes_on_when_there_is_room() {
    let name = "a_hub_on_a_full_disk_acknowledges_only_what_it_kept_and_goes_on_when_there_is_room";
    let Some(disk) = on_a_small_disk(name, 16) else { return };
    let office = Office::open(|config| {
        let never = Rate { burst: 1_000_000, per_second: 1_000_000 };
        (config.limits.device_rate, config.limits.peer_rate) = (never, never);
    });
    assert!(office.folder.path().starts_with(&disk), "the hub is on the small disk");
    let mut at = Organisation::at(&office, 1);
    let (amina, ben) = (at.amina.keys.device(), at.ben.keys.device());
    let ledger = at.open(4, &[amina, ben]);
    office.sync(&mut at.carol, &[ledger]);
    office.sync(&mut at.amina, &[ledger]);
    let hub = DeviceKeys::from_secret(&[2; 32]).device();
    let (mut acknowledged, mut written) = (0, 0);
    for round in 0..ROUNDS {
        let ballast = Ballast::but(&disk, round * STEP);
        loop {
            written += 1;
            at.amina.note(ledger, &format!("{written}: {}", "A long night. ".repeat(400)));
            match try_sync(&office, &mut at.amina, ledger) {
                Ok(()) => acknowledged = written,
                Err((status, said)) => {
                    assert_eq!(status, 503, "round {round}: {said}");
                    assert!(said.contains("nothing is acknowledged"), "round {round}: {said}");
                    break;
                }
            }
        }
        let covered = at.amina.receipt(hub).receipt.entries;
        assert!(covered <= acknowledged, "round {round}: {covered} of {acknowledged} in a receipt");
        let kept = kept(&office, &at, ledger, amina);
        assert!(kept >= acknowledged, "round {round}: {kept} kept of {acknowledged} acknowledged");
        drop(ballast);
        try_sync(&office, &mut at.amina, ledger).expect("there is room again");
        acknowledged = written;
    }
    try_sync(&office, &mut at.ben, ledger).expect("Ben's turn");
    assert_eq!(at.ben.texts(ledger), at.amina.texts(ledger));
    assert_eq!(at.ben.texts(ledger).len() as u64, written);
}
