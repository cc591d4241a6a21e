//! A round of people and their visits, written through the device as carers write: what the
//! measurements of storage and sync stand on. Names and notes are invented.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use holdfast_core::care::summary::{Content, Slot};
use holdfast_core::care::task::TaskKind;
use holdfast_core::care::visit_log::{TaskDone, TaskOutcome};
use holdfast_core::care::visit_plan::PlannedTask;
use holdfast_core::care::{Line, PersonId, Said, Source, Span, Staff, Text};
use holdfast_core::device::{Device, NewVisit, Surroundings, VAULT_FILE, VisitId};
use holdfast_core::vault::{Keystore, Tables, Unlocker, Vault, VaultError};
use holdfast_ledger::{
    ArrivalsQuery, Authors, Entry, Store as _, Stored, Timestamp, padme, to_bytes,
};
use holdfast_tests::world::{DAY, EVENING, HOUR, HandClock, Link, MINUTE, SeededRandom, World};

/// What every device of the world is unlocked with.
const KEYSTORE: Keystore = Keystore { master: [7; 32], pepper: [9; 32] };

/// How large a round is.
#[derive(Clone, Copy)]
pub struct Size {
    /// People.
    pub people: usize,
    /// Days before the evening of the world, on each of which everybody is visited.
    pub days: usize,
    /// Visits a day to each person.
    pub visits: usize,
    /// Notes in each visit; beside them stand arrival, two tasks and leaving.
    pub notes: usize,
    /// How many people are visited on the last evening.
    pub today: usize,
}

/// A round as it stands: planned by Carol, carried out by Ben. Amina is granted all of it and has
/// received none.
pub struct Round {
    /// Everybody, and the hub.
    pub world: World,
    /// Whom they visit.
    pub people: Vec<PersonId>,
    /// The visits of the last evening, planned and not begun.
    pub today: Vec<VisitId>,
    /// Earlier visits to one person, in one month.
    pub earlier: Vec<VisitId>,
}

impl Size {
    /// The full size; in a debug build, which is for seeing that a bench runs, a small part of it.
    const fn here(self) -> Self {
        if cfg!(debug_assertions) { Self { people: 6, days: 2, today: 4, ..self } } else { self }
    }
}

impl Round {
    /// Builds it, and brings Carol, Ben and the hub to hold the same.
    pub fn of(seed: u64, size: Size) -> Self {
        let size = size.here();
        let mut world = World::staffed(seed);
        world.link("Amina", Link::Cut);
        let people: Vec<PersonId> = (0..size.people).map(|turn| begin(&world, turn)).collect();
        let mut done = Vec::new();
        for day in 0..size.days {
            for visit in 0..size.visits {
                let ago = i64::try_from(size.days - day).unwrap() * DAY;
                let starts = EVENING.plus_millis(i64::try_from(visit).unwrap() * 2 * HOUR - ago);
                done.extend(people.iter().map(|person| (starts, plan(&world, *person, starts))));
            }
        }
        let (_, first): (_, VisitId) = done[0];
        let earlier = done.iter().map(|(_, visit)| *visit);
        let earlier = earlier.filter(|visit| visit.ledger == first.ledger).collect();
        let today = people.iter().take(size.today);
        let today = today.map(|person| plan(&world, *person, EVENING.plus_millis(HOUR))).collect();
        world.sync("Carol");
        world.sync("Ben");
        for (starts, visit) in done {
            carry_out(&world, visit, starts, size.notes);
        }
        world.person("Ben").clock.set(EVENING.plus_millis(MINUTE));
        world.sync("Ben");
        world.sync("Carol");
        Self { world, people, today, earlier }
    }

    /// How many entries somebody holds.
    pub fn entries(&self, name: &str) -> usize {
        let counts = self.world.device(name).status().unwrap().counts;
        usize::try_from(counts.taken_in).unwrap()
    }
}

fn begin(world: &World, turn: usize) -> PersonId {
    let carol = world.device("Carol");
    carol.people().begin(&summary(turn), &Source::Author).unwrap()
}

/// Some of each section.
pub fn summary(turn: usize) -> Vec<Content> {
    let name = format!("Person {turn}");
    let texts: [(Slot, Vec<(&str, &str)>); 12] = [
        (Slot::PreferredName, vec![("name", &name)]),
        (Slot::FullName, vec![("name", &name)]),
        (Slot::Address, vec![("address", "14 Harbour Row, Seaton, invented")]),
        (Slot::WhatMatters, vec![("words", "Being asked before the curtains are drawn.")]),
        (Slot::Risk, vec![("category", "falls"), ("what", "Gets up at night without her frame.")]),
        (Slot::Allergy, vec![("agent", "Penicillin"), ("reaction", "A rash over the whole body.")]),
        (Slot::Medicine, vec![("name", "Paracetamol"), ("dose", "Two tablets, by mouth")]),
        (Slot::Medicine, vec![("name", "Co-careldopa"), ("dose", "One tablet, on time")]),
        (Slot::Transfers, vec![("how", "Frame and one person; tell her before you touch her.")]),
        (Slot::ShowsPain, vec![("how", "Goes quiet and holds her left arm.")]),
        (Slot::PleaseDo, vec![("words", "Say who you are at the door, then again in the room.")]),
        (Slot::Gp, vec![("name", "Seaton Surgery"), ("reach", "phone 01632 960 100")]),
    ];
    texts.iter().map(|(slot, texts)| Content::from_texts(*slot, texts).unwrap()).collect()
}

fn plan(world: &World, person: PersonId, starts: Timestamp) -> VisitId {
    let task = |kind: TaskKind, what: &str| PlannedTask {
        kind,
        what: Line::new(what).unwrap(),
        medicine: None,
        due: None,
        staff: None,
    };
    let visit = NewVisit {
        person,
        window: Span { start: starts, end: starts.plus_millis(HOUR) },
        minutes: None,
        tasks: vec![
            task(TaskKind::PersonalCare, "Help to bed"),
            task(TaskKind::HelpToEat, "Supper and a drink"),
        ],
        staff: Staff::new(1),
        carers: vec![world.member("Ben"), world.member("Amina")],
        commissioned_by: None,
        delivered_by: None,
        round: None,
        pathway: None,
    };
    world.device("Carol").visits().plan(visit).unwrap()
}

fn carry_out(world: &World, visit: VisitId, starts: Timestamp, notes: usize) {
    world.person("Ben").clock.set(starts.plus_millis(5 * MINUTE));
    let ben = world.device("Ben").visits();
    ben.start(visit, Said::default()).unwrap();
    for turn in 0..notes {
        ben.note(visit, note(turn), Said::default()).unwrap();
    }
    for what in ["Helped to bed", "Supper and a drink"] {
        let (task, what, with) = (None, Line::new(what).unwrap(), Vec::new().into());
        let done = TaskOutcome { task, what, outcome: TaskDone::Done, reason: None, with };
        ben.task(visit, done).unwrap();
    }
    ben.leave(visit, None, Said::default()).unwrap();
}

/// A note of 120 characters.
pub fn note(turn: usize) -> Text {
    let text = format!(
        "{turn:05} Ate half of her supper, drank a full cup of tea, asked about her sister twice, \
         and walked to the window with her frame."
    );
    Text::new(&text[..120]).unwrap()
}

/// A copy of somebody's vault in a folder on the disk, as its app left it.
pub fn copy_of(world: &World, name: &str, folder: &Path) -> PathBuf {
    let home = folder.join(name);
    std::fs::create_dir_all(&home).unwrap();
    for file in std::fs::read_dir(&world.person(name).folder).unwrap() {
        let file = file.unwrap();
        if !file.file_name().to_string_lossy().ends_with("-shm") {
            std::fs::copy(file.path(), home.join(file.file_name())).unwrap();
        }
    }
    // Opened and closed once, so that the write-ahead log is in the file.
    drop(unlocked(&home, EVENING));
    home
}

/// Opens and unlocks a device with the key in hand, at a time.
pub fn unlocked(home: &Path, now: Timestamp) -> Device {
    let device = Device::open(home, surroundings(now)).unwrap();
    device.unlock(Unlocker::Keystore(&KEYSTORE)).unwrap();
    device
}

/// How many bytes of padding somebody's last saves hold.
pub fn padding_of_last(world: &World, name: &str, saves: usize) -> usize {
    let vault = Vault::open(&world.person(name).folder.join(VAULT_FILE)).unwrap();
    vault.unlock(Unlocker::Keystore(&KEYSTORE)).unwrap();
    let padding = vault.read(|tables| {
        let upto = tables.last_arrival()?;
        let last = tables.arrivals(&ArrivalsQuery {
            ledger: None,
            after: upto - saves as u64,
            upto,
            authors: Authors::All,
            not_from_hub: true,
            max_bytes: usize::MAX,
        })?;
        assert_eq!(last.len(), saves);
        last.iter().map(|arrival| padding(tables, &arrival.entry)).sum::<Result<usize, _>>()
    });
    padding.unwrap()
}

fn padding(tables: &Tables<'_>, stored: &Stored) -> Result<usize, VaultError> {
    let entry = Entry::decode(&stored.bytes).unwrap();
    let epoch = entry.as_save().unwrap().epoch;
    let keys = tables.epoch_keys(&stored.ledger)?;
    let (_, key) = keys.iter().find(|(held, _)| *held == epoch).unwrap();
    let plain = to_bytes(&entry.open(key).unwrap().unwrap()).len();
    Ok(padme(plain) - plain)
}

fn surroundings(now: Timestamp) -> Surroundings {
    Surroundings {
        clock: Arc::new(HandClock::new(now)),
        random: Arc::new(SeededRandom::new(now.0.unsigned_abs())),
    }
}
