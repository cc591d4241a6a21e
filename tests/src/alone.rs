//! A device by itself: no hub, nobody else; one person on it and a visit this evening. A process of
//! its own, the scribe, writes on it, and what it left is read back through the device.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use holdfast_core::care::summary::Slot;
use holdfast_core::care::{Record as _, Source, Span, Staff};
use holdfast_core::device::{
    Device, DeviceError, Held, NewVisit, Organisation, RecoverySheet, Surroundings, VAULT_FILE,
    VisitId,
};
use holdfast_core::vault::{Counts, Keystore, Pin, Unlocker, Vault};

use crate::scribe::{Deed, PERSON, content, text};
use crate::world::{EVENING, HOUR, HandClock, PIN, SeededRandom};

/// Olu's device.
pub struct Alone {
    /// Where its vault is.
    pub folder: PathBuf,
    keys: PathBuf,
    visit: VisitId,
}

/// Everything a person finds on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screens {
    /// What the scribe wrote, each text once for each place it stands in, in order.
    pub written: Vec<(Deed, String)>,
    /// The readable form of every record, byte for byte.
    pub readable: Vec<Vec<u8>>,
    /// Where every entry is.
    pub counts: Counts,
}

fn keystore() -> Keystore {
    Keystore { master: [7; 32], pepper: [9; 32] }
}

/// Unlocks its vault by itself, with its keystore.
///
/// # Panics
/// If that does not open it.
pub fn unlock(vault: &Vault) {
    vault.unlock(Unlocker::Keystore(&keystore())).expect("the right keystore");
}

fn surroundings(seed: u64) -> Surroundings {
    let clock = Arc::new(HandClock::new(EVENING));
    Surroundings { clock, random: Arc::new(SeededRandom::new(seed)) }
}

/// A new device in a folder that is there: in no organisation, and nothing on it.
///
/// # Errors
/// If there is one, or the disk does not take it.
pub fn create(folder: &Path, seed: u64) -> Result<Device, DeviceError> {
    Device::create(folder, &keystore(), Pin(PIN), "Olu's phone", surroundings(seed))
}

/// That device, opened with its PIN.
///
/// # Errors
/// If there is none, or it does not open.
pub fn open_by_pin(folder: &Path, seed: u64) -> Result<Device, DeviceError> {
    let device = Device::open(folder, surroundings(seed))?;
    let member = device.pin_members()?[0];
    device.unlock(Unlocker::Pin { member, pin: Pin(PIN), keystore: &keystore() })?;
    Ok(device)
}

impl Alone {
    /// Begins it: the vault in one folder, its keystore in another.
    ///
    /// # Panics
    /// If the disk does not take it.
    pub fn begin(folder: PathBuf, keys: PathBuf, seed: u64) -> Self {
        let Keystore { master, pepper } = &keystore();
        std::fs::write(&keys, [*master, *pepper].concat()).expect("a keystore's file");
        std::fs::create_dir_all(&folder).expect("a folder for the device");
        let device = create(&folder, seed).expect("a new device");
        let organisation = Organisation {
            name: "Harbour Care".to_owned(),
            owner: "Olu Adeyemi".to_owned(),
            on_call: None,
        };
        let sheet = RecoverySheet::draw(&device);
        organisation.create(&device, &sheet).expect("a new organisation");
        let name = content(Slot::PreferredName, "name", PERSON);
        let person = device.people().begin(&[name], &Source::Person).expect("a new person");
        let plan = NewVisit {
            person,
            window: Span { start: EVENING.plus_millis(HOUR), end: EVENING.plus_millis(2 * HOUR) },
            minutes: None,
            tasks: Vec::new(),
            staff: Staff::new(1),
            carers: vec![device.identity().expect("unlocked").member],
            commissioned_by: None,
            delivered_by: None,
            round: None,
            pathway: None,
        };
        let visit = device.visits().plan(plan).expect("a plan");
        Self { folder, keys, visit }
    }

    /// Opens it as it was left.
    ///
    /// # Panics
    /// If it does not open.
    pub fn open(&self, seed: u64) -> Device {
        let device = Device::open(&self.folder, surroundings(seed)).expect("the vault opens");
        device.unlock(Unlocker::Keystore(&keystore())).expect("the right keystore");
        device
    }

    /// The scribe, to write from a number on. A seed used twice would seal two things alike.
    pub fn scribe(&self, program: &str, first: u32, seed: u64) -> Command {
        let mut scribe = Command::new(program);
        scribe.args([&self.folder, &self.keys]).args([first.to_string(), seed.to_string()]);
        scribe
    }

    /// The file itself is sound: pages, entries and their chains, heads, every record.
    ///
    /// # Panics
    /// If it is not.
    pub fn assert_sound(&self) {
        let vault = Vault::open(&self.folder.join(VAULT_FILE)).expect("the vault opens");
        unlock(&vault);
        let damage = vault.read(|tables| tables.check()).expect("a verdict");
        assert!(damage.is_none(), "{damage:?}");
    }

    /// What a person finds on it.
    ///
    /// # Panics
    /// If anything of it cannot be shown.
    pub fn read(&self, device: &Device) -> Screens {
        let page = device.visits().page(self.visit).expect("the visit");
        let notes = page.visit.notes.iter().filter_map(|entry| entry.content());
        let mut written: Vec<(Deed, String)> =
            notes.map(|note| (Deed::Note, note.text.as_str().to_owned())).collect();
        let mut readable = vec![page.visit.readable()];
        for row in device.people().list().expect("the list of people") {
            assert_eq!(row.held, Held::Readable, "a person without a summary");
            let name = row.preferred.expect("everybody here has a name");
            let summary = device.people().summary(row.person).expect("the summary");
            if name == PERSON {
                for alert in summary.of_slot(Slot::Alert) {
                    let (_, at) = summary.at(alert.key()).expect("a value at its key");
                    let words = at.values.iter().flat_map(|item| item.content.filled());
                    written.extend(words.map(|(_, words)| (Deed::Alert, words)));
                }
            } else {
                let documents = device.people().imported(row.person).expect("what came in");
                assert_eq!(documents.len(), 1, "a newcomer without the document, or with two");
                let about = documents[0].about.as_ref().expect("what the document is");
                let title = about.content().and_then(|about| about.title.as_ref());
                assert_eq!(title.map(|title| title.as_str()), Some(name.as_str()));
                written.push((Deed::Newcomer, name));
            }
            readable.push(summary.readable());
        }
        written.sort();
        Screens { written, readable, counts: device.status().expect("status").counts }
    }
}

/// What stands after so many deeds: each text once, in its place.
pub fn after(deeds: u32) -> Vec<(Deed, String)> {
    let mut written: Vec<(Deed, String)> =
        (0..deeds).map(|number| (Deed::at(number), text(number))).collect();
    written.sort();
    written
}
