//! The people of these scenes and what they begin with: Olu owns, Mo manages, Carol coordinates, Sam
//! is a senior, Amina and Ben visit.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use holdfast_core::care::summary::{Content, Slot};
use holdfast_core::care::{Line, PersonId, Said, Source, Span, Text, Writing};
use holdfast_core::device::{
    BundleOf, Clock, Device, EnrolAs, NewVisit, Organisation, Randomness, RecoverySheet,
    Surroundings, VisitId,
};
use holdfast_core::vault::{Keystore, Pin};
use holdfast_ledger::{MemberId, Role, Timestamp};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};
use tempfile::TempDir;

/// The 3rd of November 2026, 19:00 in England.
pub const EVENING: Timestamp = Timestamp(1_793_732_400_000);
/// One hour, in milliseconds.
pub const HOUR: i64 = 3_600_000;

/// One clock for everybody; each look at it is a millisecond later.
struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.fetch_add(1, Ordering::SeqCst))
    }
}

struct Seeded(Mutex<ChaCha20Rng>);

impl Randomness for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().expect("no test panics while it draws").fill_bytes(bytes);
    }
}

/// An organisation, and who works there.
pub struct Office {
    folder: TempDir,
    clock: Arc<HandClock>,
    devices: BTreeMap<&'static str, Device>,
}

impl Office {
    /// Everybody, enrolled.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(HandClock(AtomicI64::new(EVENING.0)));
        let mut office = Self { folder, clock, devices: BTreeMap::new() };
        let olu = office.make("Olu");
        let organisation = Organisation {
            name: "Harbour Care".to_owned(),
            owner: "Olu".to_owned(),
            on_call: None,
        };
        let sheet = RecoverySheet::draw(&olu);
        organisation.create(&olu, &sheet).expect("a new organisation");
        office.devices.insert("Olu", olu);
        office.enrol("Olu", "Mo", Role::Manager);
        office.enrol("Mo", "Carol", Role::Coordinator);
        office.enrol("Mo", "Sam", Role::Senior);
        office.enrol("Mo", "Amina", Role::Carer);
        office.enrol("Mo", "Ben", Role::Carer);
        office.meet();
        office
    }

    fn make(&self, name: &'static str) -> Device {
        let seed = name.bytes().fold(7, |seed: u64, byte| seed.wrapping_mul(257) ^ u64::from(byte));
        let random = Arc::new(Seeded(Mutex::new(ChaCha20Rng::seed_from_u64(seed))));
        let clock = Arc::<HandClock>::clone(&self.clock);
        let keystore = Keystore { master: [7; 32], pepper: [9; 32] };
        let home = self.folder.path().join(name);
        std::fs::create_dir_all(&home).expect("a folder for the device");
        let around = Surroundings { clock, random };
        Device::create(&home, &keystore, Pin("2468"), name, around).expect("a new device")
    }

    fn enrol(&mut self, by: &str, name: &'static str, role: Role) {
        let newcomer = self.make(name);
        let request = newcomer.members().request(name).expect("a request");
        let to = EnrolAs { name: name.to_owned(), role, phone: None, employer: None, until: None };
        let welcome = self.device(by).members().enrol(&request, &to).expect("enrolled");
        newcomer.join(&welcome).expect("welcome");
        self.devices.insert(name, newcomer);
    }

    /// Somebody's device.
    pub fn device(&self, name: &str) -> &Device {
        self.devices.get(name).expect("somebody of that name works here")
    }

    /// Somebody's member id.
    pub fn member(&self, name: &str) -> MemberId {
        self.device(name).identity().expect("unlocked").member
    }

    /// Everybody gives Mo a bundle of everything, and Mo gives everybody one.
    pub fn meet(&self) {
        let mo = self.device("Mo");
        let all = |device: &Device| device.bundles().write(BundleOf::Everything).expect("a bundle");
        let others = || self.devices.iter().filter(|(name, _)| **name != "Mo");
        for (_, device) in others() {
            mo.bundles().read(&all(device)).expect("taken in");
        }
        let bundle = all(mo);
        for (_, device) in others() {
            device.bundles().read(&bundle).expect("taken in");
        }
    }

    /// Time passes.
    pub fn advance(&self, millis: i64) {
        self.clock.0.fetch_add(millis, Ordering::SeqCst);
    }

    /// The time, without moving it.
    pub fn now(&self) -> Timestamp {
        Timestamp(self.clock.0.load(Ordering::SeqCst))
    }

    /// A person, begun by Carol.
    pub fn person(&self, name: &str) -> PersonId {
        let names = [
            content(Slot::PreferredName, &[("name", name)]),
            content(Slot::FullName, &[("name", &format!("{name} Hughes"))]),
        ];
        self.device("Carol").people().begin(&names, &Source::Person).expect("a new person")
    }

    /// A visit that Carol plans, from eight to nine this evening.
    pub fn visit(&self, person: PersonId, carers: &[&str]) -> VisitId {
        let plan = NewVisit {
            person,
            window: Span { start: EVENING.plus_millis(HOUR), end: EVENING.plus_millis(2 * HOUR) },
            minutes: None,
            tasks: Vec::new(),
            staff: None,
            carers: carers.iter().map(|name| self.member(name)).collect(),
            commissioned_by: None,
            delivered_by: None,
            round: None,
            pathway: None,
        };
        self.device("Carol").visits().plan(plan).expect("a plan")
    }

    /// Somebody writes a note that happened at a time.
    pub fn note(&self, by: &str, visit: VisitId, words: &str, at: Timestamp) {
        self.device(by).visits().note(visit, text(words), Said::at(at)).expect("saved");
    }

    /// The notes of a visit as somebody reads them.
    pub fn notes(&self, name: &str, visit: VisitId) -> Vec<String> {
        let page = self.device(name).visits().page(visit).expect("the visit");
        let notes = page.visit.notes.iter().filter_map(|entry| entry.content());
        notes.map(|note| note.text.as_str().to_owned()).collect()
    }
}

/// Words.
pub fn text(words: &str) -> Text {
    Text::new(words).expect("the words of a scene are short")
}

/// A short line of words.
pub fn line(words: &str) -> Line {
    Line::new(words).expect("the words of a scene are short")
}

/// What an item says.
pub fn content(slot: Slot, texts: &[(&str, &str)]) -> Content {
    Content::from_texts(slot, texts).expect("a content that is filled in")
}

/// Written by whoever writes it, from the person themself.
pub fn writing() -> Writing {
    Writing::from(Source::Person)
}
