//! A disk that forgets: one byte of a device's real vault is another, anywhere in the file or its log.
//! Either nothing that anybody reads is different, or the device says in plain words that it is
//! damaged. It never panics, never shows something else, never deletes; and `repair` with a sync, or
//! salvage, repair and a sync, bring everything back.

use std::path::{Path, PathBuf};

use holdfast_core::care::summary::Slot;
use holdfast_core::care::{PersonId, Said};
use holdfast_core::device::{BundleOf, Device, DeviceError, ErrorKind, Safe, VAULT_FILE, VisitId};
use holdfast_ledger::{Ended, Timestamp};
use holdfast_tests::mallory::entries;
use holdfast_tests::scene::{account, add, margaret, notes, screens, text, visit};
use holdfast_tests::world::{EVENING, HOUR, Link, Person, World};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use rusqlite::Connection;

/// How many bytes are tried in each test; more with `HOLDFAST_FLIPS`.
fn flips(short: usize) -> usize {
    std::env::var("HOLDFAST_FLIPS").ok().and_then(|count| count.parse().ok()).unwrap_or(short)
}

const NOW: Timestamp = EVENING.plus_millis(2 * HOUR);

struct Scene {
    world: World,
    person: PersonId,
    id: VisitId,
    /// What Sam's screens show while nothing is damaged.
    whole: String,
}

fn scene(seed: u64) -> Scene {
    let mut world = World::staffed(seed);
    let person = margaret(&world);
    world.run_until_quiet();
    let allergy = [("agent", "penicillin"), ("reaction", "a rash")];
    add(&world, "Carol", person, Slot::Allergy, &allergy);
    add(&world, "Sam", person, Slot::Medicine, &[("name", "Warfarin 1mg tablets")]);
    let id = visit(&world, person, &["Amina", "Ben"]);
    world.run_until_quiet();
    for (name, words) in [
        ("Amina", "Drank half a cup of tea."),
        ("Ben", "Left heel is red."),
        ("Sam", "Phoned her."),
    ] {
        world.device(name).visits().start(id, Said::default()).expect("never refused");
        world.device(name).visits().note(id, text(words), Said::default()).expect("saved");
    }
    world.run_until_quiet();
    let whole = shown(world.person("Sam"), person, id).expect("nothing is damaged yet");
    Scene { world, person, id, whole }
}

/// Everything Sam's device shows, or the first error it gives.
fn shown(sam: &Person, person: PersonId, id: VisitId) -> Result<String, DeviceError> {
    // Each is asked for by itself first: `screens` takes for granted that they are there.
    let device = &sam.device;
    device.people().list()?;
    device.people().page(person)?;
    device.people().paramedic(person)?;
    device.visits().page(id)?;
    device.visits().today()?;
    device.visits().assess(id, holdfast_core::care::Staff::new(1).expect("one"), &[])?;
    device.disputes().list()?;
    device.status()?;
    let (counts, listed) = account(sam);
    Ok(format!("{}\n{counts:?} {listed:?}", screens(sam, person, id, NOW)))
}

/// Line by line: the first that differs.
fn same(seen: &str, whole: &str, when: &str) {
    let differs = seen.lines().zip(whole.lines()).find(|(seen, whole)| seen != whole);
    assert!(seen == whole, "{when}: {differs:?}");
}

/// The words are for a person: what was expected, what was found, what to do.
fn in_plain_words(error: &DeviceError) {
    let words = error.to_string();
    assert!(words.contains("expected ") && words.contains("found "), "{words}");
    assert!(!words.contains("Margaret") && !words.contains("penicillin"), "{words}");
}

/// Sam's vault, written out whole into one file, and closed.
fn closed(sam: &Person) -> Vec<u8> {
    let copy = sam.copy(0);
    copy.vault().write_out().expect("written out");
    let folder = copy.folder.clone();
    drop(copy);
    let log = std::fs::metadata(folder.join(format!("{VAULT_FILE}-wal")));
    assert!(log.is_err() || log.is_ok_and(|log| log.len() == 0), "nothing is left in the log");
    std::fs::read(folder.join(VAULT_FILE)).expect("the vault's file")
}

fn folder(sam: &Person, number: usize) -> PathBuf {
    let folder = sam.folder.with_extension(format!("spoilt-{number}"));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Repairs as the command line does: repair; if the file is broken, salvage and repair again; sync.
fn mended(scene: &mut Scene, folder: &Path, number: u64) -> Result<String, DeviceError> {
    let open = |world: &World| world.person("Sam").opened(folder.to_owned(), number);
    let repaired = open(&scene.world).and_then(|sam| sam.device.repair().map(|_| ()));
    if let Err(error) = repaired {
        in_plain_words(&error);
        if error.kind() != ErrorKind::Damaged {
            return Err(error);
        }
        let broken = std::fs::read(folder.join(VAULT_FILE)).expect("never deleted");
        Device::salvage(folder)?;
        let kept = std::fs::read(folder.join(format!("{VAULT_FILE}.damaged-1"))).expect("kept");
        assert_eq!(kept.len(), broken.len(), "the broken file stays beside the new one");
        open(&scene.world)?.device.repair()?;
    }
    let sam = open(&scene.world)?;
    let device = sam.device.clone();
    if device.sync().is_err() {
        // What named the hub was on the broken page: a file from anybody says it again.
        let file = scene.world.device("Carol").bundles().write(BundleOf::Everything)?;
        device.bundles().read(&file)?;
    }
    assert_eq!(scene.world.sync_device("Sam", &device).0, Ended::InSync);
    if shown(&sam, scene.person, scene.id).ok().as_ref() != Some(&scene.whole) {
        // A key it had to forget: whoever holds it gives it again when next they meet the hub.
        for name in ["Carol", "Mo"] {
            scene.world.sync(name);
        }
        scene.world.sync_device("Sam", &device);
    }
    shown(&sam, scene.person, scene.id)
}

#[test]
fn any_flipped_byte_of_the_file_is_said_or_changes_nothing_and_is_mended() {
    let mut scene = scene(121);
    let good = closed(scene.world.person("Sam"));
    let mut random = ChaCha20Rng::seed_from_u64(121);
    let (mut said, mut beyond) = (0, Vec::new());
    let count = flips(60);
    for number in 0..count {
        let at = random.next_u32() as usize % good.len();
        let bit = 1 << (random.next_u32() % 8);
        let mut spoilt = good.clone();
        spoilt[at] ^= bit;
        let folder = folder(scene.world.person("Sam"), number);
        std::fs::write(folder.join(VAULT_FILE), &spoilt).expect("the spoilt file");
        let seen = scene
            .world
            .person("Sam")
            .opened(folder.clone(), number as u64)
            .and_then(|sam| shown(&sam, scene.person, scene.id));
        let damaged = match &seen {
            Ok(seen) => {
                same(seen, &scene.whole, &format!("byte {at}, bit {bit}, as it is"));
                false
            }
            Err(error) => {
                in_plain_words(error);
                true
            }
        };
        said += usize::from(damaged);
        if damaged || number % 10 == 0 {
            match mended(&mut scene, &folder, number as u64) {
                Ok(seen) => same(&seen, &scene.whole, &format!("byte {at}, bit {bit}, mended")),
                // The head of the file, or the device's own keys: nothing else has those.
                Err(error) => beyond.push((at, error.to_string())),
            }
        }
        drop(std::fs::remove_dir_all(&folder));
    }
    assert!(said > 0, "some of {count} bytes matter");
    assert!(
        beyond.len() * 20 <= count,
        "{} of {count} are beyond mending: {beyond:?}",
        beyond.len()
    );
}

#[test]
fn a_flipped_byte_of_the_log_costs_at_most_what_a_sync_brings_back() {
    let mut scene = scene(122);
    let sam = scene.world.person("Sam").folder.clone();
    let [file, log] = ["", "-wal"].map(|end| sam.join(format!("{VAULT_FILE}{end}")));
    let (file, log) = (std::fs::read(file).expect("vault"), std::fs::read(log).expect("its log"));
    assert!(log.len() > 20_000, "most of the evening stands in the log");
    let mut random = ChaCha20Rng::seed_from_u64(122);
    for number in 0..flips(20) {
        let at = random.next_u32() as usize % log.len();
        let mut spoilt = log.clone();
        spoilt[at] ^= 1 << (random.next_u32() % 8);
        let folder = folder(scene.world.person("Sam"), 1000 + number);
        std::fs::write(folder.join(VAULT_FILE), &file).expect("the file");
        std::fs::write(folder.join(format!("{VAULT_FILE}-wal")), &spoilt).expect("its log");
        let opened = scene.world.person("Sam").opened(folder.clone(), number as u64);
        match opened.and_then(|sam| sam.device.status().map(|_| sam)) {
            // SQLite goes back to the last whole save before that byte: nothing is half there.
            Ok(sam) => {
                let counts = account(&sam).0;
                assert_eq!(counts.quarantined + counts.carried, 0, "byte {at}: {counts:?}");
            }
            Err(error) => in_plain_words(&error),
        }
        match mended(&mut scene, &folder, number as u64) {
            Ok(seen) => same(&seen, &scene.whole, &format!("byte {at} of the log, mended")),
            Err(error) => panic!("byte {at} of the log: {error}"),
        }
        drop(std::fs::remove_dir_all(&folder));
    }
}

#[test]
fn what_follows_a_spoiled_entry_is_never_called_safe_and_is_written_again() {
    let Scene { mut world, id, .. } = scene(46);
    assert_eq!(world.device("Amina").status().expect("status").safe, Safe::AtTheHub);
    world.link("Amina", Link::Cut);
    let note = |world: &World, words: &str| {
        world.device("Amina").visits().note(id, text(words), Said::default()).expect("saved");
    };
    ["One.", "Two.", "Three."].iter().for_each(|words| note(&world, words));
    let written = world.device("Amina").status().expect("status").written;
    let me = world.device("Amina").identity().expect("unlocked").device;
    let held = entries(&world.person("Amina").vault(), id.ledger);
    let mine: Vec<_> = held.into_iter().filter(|entry| entry.author == me).collect();
    let first = &mine[mine.len() - 3];
    let database = Connection::open(world.person("Amina").folder.join(VAULT_FILE)).expect("opens");
    let spoil =
        "UPDATE entry SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'00' AS BLOB)
                 WHERE id = ?";
    assert_eq!(database.execute(spoil, [first.id.as_bytes()]).expect("a row"), 1);
    drop(database);
    world.person_mut("Amina").restart();
    assert_eq!(world.device("Amina").repair().expect("repaired").set_aside, 1);
    // Two whole notes hang upon the spoiled one: counted, listed as waiting, and only here.
    let status = world.device("Amina").status().expect("status");
    assert_eq!(status.safe, Safe::OnlyHere { entries: 2 });
    assert_eq!((status.written, status.counts.waiting), (written - 1, 2));
    note(&world, "Four.");
    // The hub does not have the spoiled one either: what followed it is written again.
    world.link("Amina", Link::Up);
    world.run_until_quiet();
    let status = world.device("Amina").status().expect("status");
    assert_eq!((status.safe, status.counts.waiting), (Safe::AtTheHub, 0));
    for name in ["Amina", "Ben", "Carol", "Sam"] {
        let read = notes(&world, name, id);
        assert!(["Two.", "Three.", "Four."].iter().all(|words| read.contains(&(*words).into())));
        assert!(!read.contains(&"One.".to_owned()), "it is gone");
        assert_eq!(world.device(name).status().expect("status").copied, [], "{name}");
    }
}
