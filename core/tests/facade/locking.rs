//! Locking while somebody unlocks, and a mistake in the program in the middle of an act: what is in
//! memory is what belongs there.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use holdfast_core::care::Source;
use holdfast_core::care::summary::{Content, Slot};
use holdfast_core::device::{
    Clock, Device, ErrorKind, Organisation, Randomness, RecoverySheet, Surroundings,
};
use holdfast_core::vault::{Keystore, Pin, Unlocker};
use holdfast_ledger::Timestamp;

use crate::office::EVENING;

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        EVENING
    }
}

type Deed = Box<dyn FnOnce() + Send>;

/// Counts, so that no two things are alike, and does one thing when it is next asked.
#[derive(Default)]
struct Counting {
    drawn: Mutex<u64>,
    /// How many draws from now, and what is done then.
    then: Mutex<Option<(u64, Deed)>>,
}

impl Counting {
    fn after(&self, draws: u64, deed: impl FnOnce() + Send + 'static) {
        *self.then.lock().expect("no panic within") = Some((draws, Box::new(deed)));
    }
}

impl Randomness for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        let mut drawn = self.drawn.lock().expect("no panic within");
        *drawn += 1;
        let number = drawn.to_be_bytes();
        drop(drawn);
        bytes.iter_mut().zip(number.iter().rev().cycle()).for_each(|(byte, next)| *byte = *next);
        let mut then = self.then.lock().expect("no panic within");
        let deed = match then.take() {
            Some((0, deed)) => Some(deed),
            later => {
                *then = later.map(|(draws, deed)| (draws - 1, deed));
                None
            }
        };
        drop(then);
        if let Some(deed) = deed {
            deed();
        }
    }
}

struct Phone {
    _folder: tempfile::TempDir,
    random: Arc<Counting>,
    device: Device,
}

fn keystore() -> Keystore {
    Keystore { master: [7; 32], pepper: [9; 32] }
}

fn phone() -> Phone {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let random = Arc::new(Counting::default());
    let around = Surroundings { clock: Arc::new(Still), random: Arc::clone(&random) as _ };
    let device = Device::create(folder.path(), &keystore(), Pin("2468"), "Olu's phone", around);
    let device = device.expect("a device");
    let new = Organisation {
        name: "Harbour Care".to_owned(),
        owner: "Olu Adeyemi".to_owned(),
        on_call: None,
    };
    new.create(&device, &RecoverySheet::draw(&device)).expect("an organisation");
    Phone { _folder: folder, random, device }
}

/// Whether nothing that was made from the keys is in memory.
fn forgot(device: &Device) -> bool {
    match device.sync() {
        Err(error) => error.kind() == ErrorKind::Locked,
        Ok(_) => false,
    }
}

#[test]
fn a_lock_that_was_asked_for_after_an_unlock_began_wins() {
    let Phone { random, device, .. } = phone();
    device.lock();
    let locks = device.clone();
    // What an unlock draws, it draws once it has found the key.
    random.after(0, move || locks.lock());
    let done = device.unlock(Unlocker::Keystore(&keystore()));
    assert_eq!(done.expect_err("it was locked meanwhile").kind(), ErrorKind::Locked);
    assert!(device.is_locked() && forgot(&device));
    device.unlock(Unlocker::Keystore(&keystore())).expect("asked for after the lock");
    assert!(!device.is_locked() && !forgot(&device));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a shell unlocks on one thread and locks on another")]
fn locked_and_unlocked_from_two_threads_it_is_wholly_the_one_or_the_other() {
    let Phone { device, .. } = phone();
    for round in 0..2_000_u32 {
        device.lock();
        let together = Barrier::new(2);
        thread::scope(|scope| {
            scope.spawn(|| {
                together.wait();
                let _ = device.unlock(Unlocker::Keystore(&keystore()));
            });
            scope.spawn(|| {
                together.wait();
                // From before the key is found to after everything was made from it.
                (0..round * 64).for_each(|_| std::hint::spin_loop());
                device.lock();
            });
        });
        assert_eq!(device.is_locked(), forgot(&device), "round {round}");
    }
}

#[test]
fn a_mistake_in_the_middle_of_an_act_leaves_memory_as_the_disk_has_it() {
    let Phone { random, device, .. } = phone();
    let name = |name| Content::from_texts(Slot::PreferredName, &[("name", name)]).expect("a name");
    device.people().begin(&[name("Doreen")], &Source::Author).expect("a person");
    let shown = || device.people().list().expect("people").len();
    let counts = || device.status().expect("status").counts;
    let before = counts();
    let mut mistakes = 0;
    for draws in 0.. {
        random.after(draws, || panic!("Doreen Pike fell"));
        let act = || device.people().begin(&[name("Winston")], &Source::Author);
        let Ok(done) = catch_unwind(AssertUnwindSafe(act)) else {
            mistakes += 1;
            assert_eq!((shown(), counts()), (1, before), "after {draws} draws");
            continue;
        };
        // Each draw of it was once the last: and all that was done is done once.
        random.after(u64::MAX, || ());
        done.expect("a person");
        break;
    }
    assert!(mistakes > 4, "expected to be stopped at several places, found {mistakes}");
    assert_eq!(shown(), 2);
    assert!(counts().taken_in > before.taken_in);
    let repaired = device.repair().expect("repaired");
    assert_eq!((repaired.set_aside, repaired.counts), (0, counts()));
}
