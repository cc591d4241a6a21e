//! A disk that is really full, at every point of a save: what does not fit says so, nothing that was
//! announced is lost, what stands can be read, and writing goes on once there is room.

use holdfast_core::device::{Device, ErrorKind, VAULT_FILE};
use holdfast_core::vault::{Draft, Vault};
use holdfast_ledger::Timestamp;
use holdfast_tests::alone::{Alone, after, create, open_by_pin, unlock};
use holdfast_tests::scribe::act;
use holdfast_tests::small_disk::{Ballast, on_a_small_disk};

/// How many bytes more are left from one full disk to the next: less than SQLite's page, so that
/// every page of a save is once the first that does not fit.
const STEP: usize = 2_048;
/// How often the disk is full.
const ROUNDS: usize = 24;
const SEED: u64 = 11;

/// What a person reads when there is no room.
const FULL: &str = "expected room on the disk, found it full; free some and save again";

/// Writes until the disk is full; gives the number of the deed that did not fit.
fn fill(device: &Device, first: u32, round: usize) -> u32 {
    let mut refused = (first..).map(|number| (number, act(device, number)));
    let (number, error) = refused.find_map(|(n, done)| done.err().map(|e| (n, e))).expect("full");
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::DiskFull, FULL), "{round}");
    number
}

fn draft(number: u32) -> Draft {
    let contents = format!("half a sentence, number {number}").into_bytes();
    Draft { slot: "note".to_owned(), edited: Timestamp(i64::from(number)), contents }
}

#[test]
fn a_save_that_does_not_fit_says_so_and_everything_else_stays() {
    let name = "a_save_that_does_not_fit_says_so_and_everything_else_stays";
    let Some(disk) = on_a_small_disk(name, 24) else { return };
    let outside = tempfile::tempdir_in("/tmp").expect("a folder on another disk");
    let alone = Alone::begin(disk.join("olu"), outside.path().join("keystore"), SEED);
    let drafts = Vault::open(&alone.folder.join(VAULT_FILE)).expect("the vault");
    unlock(&drafts);
    let device = alone.open(SEED);
    let mut written = 0;
    for round in 0..ROUNDS {
        let kept = draft(written);
        drafts.write(|tables| tables.put_draft(&kept)).expect("room for a draft");
        let ballast = Ballast::but(&disk, round * STEP);
        written = fill(&device, written, round);
        // Again, and it is as full as before; and what stands is there to be read.
        assert_eq!(fill(&device, written, round), written);
        let screens = alone.read(&device);
        assert_eq!(screens.written, after(written), "round {round}");
        assert_eq!(drafts.read(|tables| tables.drafts()).expect("drafts"), [kept], "round {round}");

        // The app is opened anew while the disk is full: a carer must be able to read.
        let again = alone.open(SEED + 1);
        assert_eq!(alone.read(&again), screens, "opened anew in round {round}");
        drop(again);

        drop(ballast);
        act(&device, written).expect("there is room again");
        written += 1;
        assert_eq!(alone.read(&device).written, after(written), "round {round}");
    }
    drop((device, drafts));
    alone.assert_sound();
    let device = alone.open(SEED + 2);
    let screens = alone.read(&device);
    assert_eq!(screens.written, after(written));
    device.repair().expect("repaired");
    assert_eq!(alone.read(&device), screens);
}

#[test]
fn the_app_opens_and_shows_what_it_holds_when_the_disk_was_full_before_it_started() {
    let name = "the_app_opens_and_shows_what_it_holds_when_the_disk_was_full_before_it_started";
    let Some(disk) = on_a_small_disk(name, 24) else { return };
    let outside = tempfile::tempdir_in("/tmp").expect("a folder on another disk");
    let alone = Alone::begin(disk.join("olu"), outside.path().join("keystore"), SEED);
    for round in 0..ROUNDS {
        let ballast = Ballast::but(&disk, round * STEP);
        let device = alone.open(SEED + 1);
        assert_eq!(alone.read(&device).written, after(0), "round {round}");
        drop((device, ballast));
    }
}

#[test]
fn a_first_start_that_does_not_fit_leaves_nothing_and_is_made_once_there_is_room() {
    let name = "a_first_start_that_does_not_fit_leaves_nothing_and_is_made_once_there_is_room";
    let Some(disk) = on_a_small_disk(name, 24) else { return };
    let folder = disk.join("olu");
    std::fs::create_dir(&folder).expect("a folder");
    let left = || std::fs::read_dir(&folder).expect("the folder").count();
    for round in 0.. {
        // Up to the round for which there is just enough: each page of a start is once the first.
        let ballast = Ballast::but(&disk, round * STEP);
        let Err(error) = create(&folder, SEED) else {
            assert!(round > ROUNDS, "a device took only {round} times {STEP} bytes");
            open_by_pin(&folder, SEED).expect("it opens while the disk is full");
            drop(ballast);
            open_by_pin(&folder, SEED).expect("and when it is not");
            return;
        };
        let said = error.to_string();
        assert_eq!((error.kind(), said.as_str()), (ErrorKind::DiskFull, FULL), "round {round}");
        assert_eq!(left(), 0, "round {round}");
        let none = open_by_pin(&folder, SEED).expect_err("no device yet");
        assert_eq!(none.kind(), ErrorKind::NotFound, "round {round}");
        drop(ballast);
        if round % ROUNDS == 0 {
            drop(create(&folder, SEED).expect("there is room"));
            open_by_pin(&folder, SEED).expect("it opens");
            std::fs::remove_dir_all(&folder).expect("removed");
            std::fs::create_dir(&folder).expect("a folder");
        }
    }
}
