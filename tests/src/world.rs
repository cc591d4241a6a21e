//! A small world: an organisation, its hub, devices with real vaults on disk, links that can be cut,
//! and every clock and every random byte in hand. Tests are scenes: who does what, then
//! [`World::run_until_quiet`], then what each of them sees.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use holdfast_core::device::{
    Clock, Device, DeviceError, EnrolAs, Organisation, Randomness, RecoverySheet, RootSecret,
    Surroundings, VAULT_FILE,
};
use holdfast_core::vault::{Keystore, Pin, Unlocker, Vault};
use holdfast_hub::{SqliteStore, open_database};
use holdfast_ledger::{
    DeviceKeys, Ended, Entry, Hub, MemberId, Register, Role, Store as _, Timestamp,
};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use tempfile::TempDir;

/// The 3rd of November 2026, 19:00 in England: a Tuesday evening in winter time.
pub const EVENING: Timestamp = Timestamp(1_793_732_400_000);

/// One minute, in milliseconds.
pub const MINUTE: i64 = 60_000;
/// One hour.
pub const HOUR: i64 = 60 * MINUTE;
/// One day.
pub const DAY: i64 = 24 * HOUR;

/// A clock that tests set. Each device has its own, and it may be wrong.
#[derive(Debug)]
pub struct HandClock(AtomicI64);

impl HandClock {
    /// A clock that shows that time.
    pub const fn new(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.0))
    }

    /// Sets it.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.0, Ordering::SeqCst);
    }

    /// Moves it on.
    pub fn advance(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    /// Each look at it is a millisecond later, so that no two acts have one time.
    fn now(&self) -> Timestamp {
        Timestamp(self.0.fetch_add(1, Ordering::SeqCst))
    }
}

/// Random bytes that repeat with the seed.
pub struct SeededRandom(Mutex<ChaCha20Rng>);

impl SeededRandom {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))
    }
}

impl Randomness for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().expect("no test panics while it draws").fill_bytes(bytes);
    }
}

/// Whether a device can reach the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It can.
    Up,
    /// It cannot.
    Cut,
}

/// Somebody with a device in their hand.
pub struct Person {
    /// What they are called.
    pub name: &'static str,
    /// Their device.
    pub device: Device,
    /// Its clock.
    pub clock: Arc<HandClock>,
    /// Its link to the hub.
    pub link: Link,
    /// Where its vault is.
    pub folder: PathBuf,
    surroundings: Surroundings,
    keystore: Keystore,
}

/// Everything.
pub struct World {
    folder: TempDir,
    seed: u64,
    /// The printed sheet.
    pub sheet: RecoverySheet,
    people: BTreeMap<&'static str, Person>,
    hub_keys: DeviceKeys,
    hub_random: ChaCha20Rng,
    /// The hub's clock.
    pub hub_clock: Arc<HandClock>,
    /// The hub's incarnation.
    pub incarnation: u32,
    hub: rusqlite::Connection,
    rewound: u32,
    register: Register,
}

/// Everybody's PIN.
pub const PIN: &str = "2468";

impl World {
    /// Harbour Care: Olu owns it, and it has a hub. Nobody else works there yet.
    pub fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let olu = person(&folder, seed, "Olu", EVENING);
        let organisation = Organisation {
            name: "Harbour Care".to_owned(),
            owner: "Olu Adeyemi".to_owned(),
            on_call: Some("01632 960 001".to_owned()),
        };
        let sheet = RecoverySheet::draw(&olu.device);
        organisation.create(&olu.device, &sheet).expect("a new organisation");
        let hub_keys = DeviceKeys::from_secret(&[seed.to_le_bytes()[0] ^ 0xA5; 32]);
        let root = RootSecret(sheet.root);
        Organisation::name_hub(&olu.device, &root, hub_keys.public()).expect("the root's word");
        let root = DeviceKeys::from_secret(&sheet.root).public().signing;
        let hub = open_database(&folder.path().join("hub.db")).expect("a hub's database");
        let mut world = Self {
            hub,
            rewound: 0,
            register: Register::new(root),
            hub_clock: Arc::new(HandClock::new(EVENING)),
            hub_random: ChaCha20Rng::seed_from_u64(seed ^ 0xB0B),
            incarnation: 1,
            hub_keys,
            folder,
            seed,
            sheet,
            people: BTreeMap::new(),
        };
        world.people.insert("Olu", olu);
        world
    }

    /// The usual people: Mo manages, Carol coordinates, Sam is a senior, Amina and Ben visit.
    pub fn staffed(seed: u64) -> Self {
        let mut world = Self::new(seed);
        world.enrol("Olu", "Mo", Role::Manager, None);
        world.enrol("Mo", "Carol", Role::Coordinator, None);
        world.enrol("Mo", "Sam", Role::Senior, None);
        world.enrol("Mo", "Amina", Role::Carer, None);
        world.enrol("Mo", "Ben", Role::Carer, None);
        world.run_until_quiet();
        world
    }

    /// A new device, enrolled by request and welcome file, with no hub in it.
    pub fn enrol(&mut self, by: &str, name: &'static str, role: Role, until: Option<Timestamp>) {
        let now = self.person(by).clock.now();
        let newcomer = person(&self.folder, self.seed, name, now);
        let request = newcomer.device.members().request(name).expect("a request");
        let to = EnrolAs { name: name.to_owned(), role, phone: None, employer: None, until };
        let welcome = self.device(by).members().enrol(&request, &to).expect("enrolled");
        newcomer.device.join(&welcome).expect("welcome");
        self.people.insert(name, newcomer);
    }

    /// Somebody.
    pub fn person(&self, name: &str) -> &Person {
        self.people.get(name).expect("somebody of that name works here")
    }

    /// Somebody, to change their link.
    pub fn person_mut(&mut self, name: &str) -> &mut Person {
        self.people.get_mut(name).expect("somebody of that name works here")
    }

    /// Somebody's device.
    pub fn device(&self, name: &str) -> &Device {
        &self.person(name).device
    }

    /// Everybody who has a device.
    pub fn names(&self) -> Vec<&'static str> {
        self.people.keys().copied().collect()
    }

    /// Somebody's member id.
    pub fn member(&self, name: &str) -> MemberId {
        self.device(name).identity().expect("unlocked").member
    }

    /// The register as the hub has it.
    pub const fn register(&self) -> &Register {
        &self.register
    }

    /// Cuts or mends somebody's link.
    pub fn link(&mut self, name: &str, link: Link) {
        self.person_mut(name).link = link;
    }

    /// Time passes for everybody alike.
    pub fn advance(&self, millis: i64) {
        self.people.values().for_each(|person| person.clock.advance(millis));
        self.hub_clock.advance(millis);
    }

    /// Everybody who can reach the hub syncs until nothing moves any more.
    pub fn run_until_quiet(&mut self) {
        for _ in 0..20 {
            let names: Vec<&'static str> = self.people.keys().copied().collect();
            let mut moved = 0;
            for name in names {
                if self.person(name).link == Link::Up {
                    moved += self.sync(name).1;
                }
            }
            if moved == 0 {
                return;
            }
        }
        panic!("the world does not come to rest (seed {})", self.seed);
    }

    /// One device's whole conversation: how it ended, how many entries were new on either side.
    pub fn sync(&mut self, name: &str) -> (Ended, u64) {
        let device = self.device(name).clone();
        self.sync_device(name, &device)
    }

    /// The same with any device: a copy, or one that was mended.
    pub fn sync_device(&mut self, name: &str, device: &Device) -> (Ended, u64) {
        let mut session = device.sync().expect("a hub was named");
        let before = self.hub_entries();
        while let Some(request) = session.next().expect("a request") {
            assert!(session.summary().trips < 200, "{name}'s conversation does not end");
            let answer = self.answer(&request);
            session.receive(&answer).expect("the hub's answer");
        }
        let new = session.summary().new + self.hub_entries() - before;
        (session.summary().ended.expect("over"), new)
    }

    /// The hub answers one request, in one transaction of its own.
    pub fn answer(&mut self, request: &[u8]) -> Vec<u8> {
        let hub =
            Hub { keys: &self.hub_keys, incarnation: self.incarnation, now: self.hub_clock.now() };
        let transaction = self.hub.transaction().expect("the hub's database");
        let mut store = SqliteStore::new(&transaction);
        let answered = hub
            .answer(&mut store, &mut self.register, request, &mut self.hub_random)
            .expect("a request of this organisation");
        transaction.commit().expect("flushed");
        self.incarnation = answered.incarnation;
        answered.bytes
    }

    /// The folder that everything is in: the hub's files, and a folder for each person.
    pub fn home(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Everybody closes the app and the hub stops; what they left on disk stays.
    pub fn close(self) -> TempDir {
        self.folder
    }

    /// A copy of the hub's database as it is now.
    pub fn copy_hub(&self) -> PathBuf {
        let copy = self.folder.path().join("hub-copy.db");
        let _ = std::fs::remove_file(&copy);
        self.hub
            .execute("VACUUM INTO ?1", [copy.to_str().expect("a plain path")])
            .expect("a copy of the hub");
        copy
    }

    /// The hub starts from a copy, as an operator restores it: a new incarnation.
    pub fn restore_hub(&mut self, copy: &std::path::Path) {
        self.incarnation += 1;
        self.rewind_hub(copy);
    }

    /// The hub as it was when the copy was made, as if nothing had come since: so that a test can
    /// try one moment several ways.
    pub fn rewind_hub(&mut self, copy: &std::path::Path) {
        self.rewound += 1;
        let path = self.folder.path().join(format!("hub-{}.db", self.rewound));
        std::fs::copy(copy, &path).expect("the copy");
        self.start_hub(&path);
    }

    /// The hub has lost its database and starts with an empty one: a new incarnation.
    pub fn empty_hub(&mut self) {
        self.incarnation += 1;
        self.rewound += 1;
        let path = self.folder.path().join(format!("hub-{}.db", self.rewound));
        self.start_hub(&path);
    }

    fn start_hub(&mut self, path: &std::path::Path) {
        self.hub = open_database(path).expect("the database opens");
        let root = DeviceKeys::from_secret(&self.sheet.root).public().signing;
        let mut register = Register::new(root);
        let transaction = self.hub.transaction().expect("the hub's database");
        let store = SqliteStore::new(&transaction);
        for stored in store.statements(&register.id()).expect("statements") {
            let entry = Entry::decode(&stored.bytes).expect("stored whole");
            register.restore_entry(&entry).expect("of this register");
        }
        for position in store.positions_after(0).expect("positions") {
            register.restore_position(&position).expect("of this register");
        }
        drop(transaction);
        self.register = register;
    }

    fn hub_entries(&mut self) -> u64 {
        let transaction = self.hub.transaction().expect("the hub's database");
        SqliteStore::new(&transaction).last_arrival().expect("the hub's database")
    }
}

impl Person {
    /// Closes the app and opens it again, with the PIN.
    pub fn restart(&mut self) {
        self.device = Device::open(&self.folder, self.surroundings.clone()).expect("the vault");
        let member = self.device.pin_members().expect("a member")[0];
        let unlocker = Unlocker::Pin { member, pin: Pin(PIN), keystore: &self.keystore };
        self.device.unlock(unlocker).expect("the right PIN");
    }

    /// The vault as whoever has the phone and its keystore in their hands opens it.
    pub fn vault(&self) -> Vault {
        let vault = Vault::open(&self.folder.join(VAULT_FILE)).expect("the vault");
        vault.unlock(Unlocker::Keystore(&self.keystore)).expect("its own keystore");
        vault
    }

    /// A second device with the very same vault, keys and unlock, as it is now: what a copy of the
    /// folder makes, and what a test tries several nights on.
    pub fn copy(&self, number: u64) -> Self {
        let folder = self.folder.with_extension(format!("copy-{number}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder for the copy");
        for file in [VAULT_FILE.to_owned(), format!("{VAULT_FILE}-wal")] {
            if self.folder.join(&file).exists() {
                std::fs::copy(self.folder.join(&file), folder.join(&file)).expect("a copy");
            }
        }
        self.opened(folder, number).expect("a copy opens like the original")
    }

    /// This device, as what stands in that folder makes it: a copy of its own.
    ///
    /// # Errors
    /// If that does not open.
    pub fn opened(&self, folder: PathBuf, number: u64) -> Result<Self, DeviceError> {
        let clock = Arc::new(HandClock::new(self.clock.now()));
        let random = Arc::new(SeededRandom::new(number));
        let surroundings = Surroundings { clock: Arc::<HandClock>::clone(&clock), random };
        let device = Device::open(&folder, surroundings.clone())?;
        device.unlock_kept(&self.device.kept()?)?;
        let keystore = Keystore { master: self.keystore.master, pepper: self.keystore.pepper };
        Ok(Self { name: self.name, device, clock, link: self.link, folder, surroundings, keystore })
    }
}

fn person(folder: &TempDir, seed: u64, name: &'static str, now: Timestamp) -> Person {
    let clock = Arc::new(HandClock::new(now));
    let salt = name.bytes().fold(seed, |salt, byte| salt.wrapping_mul(257) ^ u64::from(byte));
    let random = Arc::new(SeededRandom::new(salt));
    let surroundings = Surroundings { clock: Arc::<HandClock>::clone(&clock), random };
    let keystore = Keystore { master: [7; 32], pepper: [9; 32] };
    let home = folder.path().join(name);
    std::fs::create_dir_all(&home).expect("a folder for the device");
    let label = format!("{name}'s phone");
    let device = Device::create(&home, &keystore, Pin(PIN), &label, surroundings.clone())
        .expect("a new device");
    Person { name, device, clock, link: Link::Up, folder: home, surroundings, keystore }
}
