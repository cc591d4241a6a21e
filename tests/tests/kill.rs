//! What a device said is saved is saved: a real process that writes is killed, over and over, at
//! moments nobody chose, and the vault is opened again. And a first start that is killed leaves a
//! device that opens, or none, and then one can be begun.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use holdfast_core::device::ErrorKind;
use holdfast_scan::{Scanner, Words};
use holdfast_tests::alone::{Alone, after, create, open_by_pin};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng as _, SeedableRng as _};

/// How many saves are announced before the test is content.
const SAVES: u32 = 200;
/// How many of them at most before a kill.
const LONGEST: u32 = 24;
/// How long at most after the announcement, in microseconds: about as long as two saves take.
const LATEST: u32 = 8_000;
const SEED: u64 = 7;

/// The scribe writes, from `first` on, and is killed `late` after its `upon`th announcement. Gives
/// how many it announced before it was dead: perhaps some more, for it does not wait.
fn write_and_be_killed(alone: &Alone, first: u32, run: u64, upon: u32, late: Duration) -> u32 {
    let mut scribe = alone
        .scribe(env!("CARGO_BIN_EXE_scribe"), first, SEED << 32 | run)
        .stdout(Stdio::piped())
        .spawn()
        .expect("a scribe");
    let out = scribe.stdout.take().expect("a pipe");
    let mut announced = 0;
    for line in BufReader::new(out).lines() {
        assert_eq!(line.expect("a line"), format!("saved {}", first + announced));
        announced += 1;
        if announced == upon {
            let heard = Instant::now();
            while heard.elapsed() < late {
                std::hint::spin_loop();
            }
            scribe.kill().expect("killed");
        }
    }
    let ended = scribe.wait().expect("an end");
    assert_eq!(ended.code(), None, "it was killed, and did not end by itself");
    assert!(announced >= upon, "expected {upon} saves announced, found {announced}");
    announced
}

/// Opens the vault as the kill left it; gives how many deeds are in it.
fn look(alone: &Alone, announced: u32, run: u64) -> u32 {
    let device = alone.open(SEED + run);
    let screens = alone.read(&device);
    let kept = u32::try_from(screens.written.len()).expect("a few hundred");
    // All of them whole, none twice; the last may have been saved and not yet announced.
    assert!(
        kept == announced || kept == announced + 1,
        "{announced} announced, {kept} there (run {run}, seed {SEED})"
    );
    assert_eq!(screens.written, after(kept), "run {run}");
    assert_eq!(screens.counts.taken_in, screens.counts.applied, "run {run}: {screens:?}");
    alone.assert_sound();

    // Entries and records agree: made anew from the entries, they are the same to the byte.
    assert_eq!(device.repair().expect("repaired").counts, screens.counts, "run {run}");
    assert_eq!(alone.read(&device), screens, "run {run}");
    kept
}

#[test]
fn everything_announced_as_saved_is_there_after_a_kill_and_nothing_is_half_written() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let alone = Alone::begin(home.path().join("olu"), home.path().join("keystore"), SEED);
    let words: Words = ["turned onto the left side", "tortoiseshell cat"].iter().collect();
    let scanner = Scanner::new(&words);
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let (mut announced, mut kept, mut run, mut unannounced) = (0, 0, 0, 0);
    while announced < SAVES {
        run += 1;
        let upon = 1 + random.next_u32() % LONGEST;
        let late = Duration::from_micros((random.next_u32() % LATEST).into());
        let now = write_and_be_killed(&alone, kept, run, upon, late);
        let readable = scanner.folder(&alone.folder).expect("every file");
        assert_eq!(readable, BTreeSet::new(), "run {run}");
        announced += now;
        let before = kept + now;
        kept = look(&alone, before, run);
        unannounced += kept - before;
    }
    eprintln!("{announced} announced, {run} kills, {unannounced} saved and not yet announced");
    assert!(run > 4, "expected several kills, found {run}");
}

/// How often a first start is killed.
const STARTS: u64 = 40;

/// A first start in a folder, killed `late` after it began. Whether it had come to its end.
fn start_and_be_killed(folder: &Path, run: u64, late: Duration) -> bool {
    let mut beginner = Command::new(env!("CARGO_BIN_EXE_beginner"))
        .arg(folder)
        .arg((SEED << 32 | run).to_string())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a beginner");
    let mut out = BufReader::new(beginner.stdout.take().expect("a pipe"));
    let mut said = String::new();
    out.read_line(&mut said).expect("a line");
    assert_eq!(said, "begins\n");
    let heard = Instant::now();
    while heard.elapsed() < late {
        std::hint::spin_loop();
    }
    beginner.kill().expect("killed");
    said.clear();
    out.read_to_string(&mut said).expect("the rest");
    beginner.wait().expect("an end");
    said == "began\n"
}

#[test]
fn a_first_start_that_is_killed_leaves_a_whole_device_or_none() {
    let home = tempfile::tempdir().expect("a temporary folder");
    // How long one takes here, its end included.
    let begins = Instant::now();
    drop(create(home.path(), SEED).expect("a new device"));
    let whole = begins.elapsed() * 3 / 2;
    let (mut none, mut cut) = (0, 0);
    for run in 0..STARTS {
        let folder = home.path().join(run.to_string());
        fs::create_dir(&folder).expect("a folder");
        let late = whole * u32::try_from(run).expect("a few") / u32::try_from(STARTS).expect("few");
        let ended = start_and_be_killed(&folder, run, late);
        let left = fs::read_dir(&folder).expect("the folder").count();
        match open_by_pin(&folder, run) {
            Ok(device) => assert!(device.identity().is_ok(), "run {run}"),
            Err(error) => {
                assert!(!ended, "run {run}: it was said to be there: {error}");
                assert_eq!(error.kind(), ErrorKind::NotFound, "run {run}: {error}");
                none += 1;
                cut += usize::from(left > 0);
                drop(create(&folder, SEED + run).expect("begun again"));
                open_by_pin(&folder, run).expect("the one that was begun again");
            }
        }
        let mut names = BTreeSet::new();
        for file in fs::read_dir(&folder).expect("the folder") {
            names.insert(file.expect("a file").file_name().into_string().expect("a name"));
        }
        let wanted = ["vault.db", "vault.db-shm", "vault.db-wal"].map(str::to_owned);
        assert_eq!(names, BTreeSet::from(wanted), "run {run}");
    }
    eprintln!("{STARTS} kills: {none} had no device yet, {cut} of them with something left");
    assert!(cut > 0, "expected a start to be cut off in the middle, found none");
}
