//! What the core is handed: the phone's clock and the operating system's randomness.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use holdfast_core::device::{Clock, Randomness, Surroundings};
use holdfast_ledger::Timestamp;

use crate::moment::timestamp;

struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        timestamp(SystemTime::now())
    }
}

struct SystemRandom;

impl Randomness for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

/// A clock that stands until it is moved. For tests and replays only: a device that is used keeps the
/// phone's own.
#[derive(Debug, uniffi::Object)]
pub struct StandingClock(Mutex<Shows>);

/// What it shows.
#[derive(Debug)]
struct Shows {
    at: Timestamp,
    breaks: Option<String>,
}

impl StandingClock {
    fn shows(&self) -> MutexGuard<'_, Shows> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[uniffi::export]
impl StandingClock {
    /// A clock that stands at this time.
    #[uniffi::constructor]
    pub fn new(at: SystemTime) -> Arc<Self> {
        Arc::new(Self(Mutex::new(Shows { at: timestamp(at), breaks: None })))
    }

    /// Moves it to this time, forwards or back.
    pub fn move_to(&self, at: SystemTime) {
        self.shows().at = timestamp(at);
    }

    /// Whoever asks it next meets a mistake in the program, with that text in it. Once.
    pub fn breaks(&self, saying: String) {
        self.shows().breaks = Some(saying);
    }
}

impl Clock for StandingClock {
    fn now(&self) -> Timestamp {
        let mut shows = self.shows();
        if let Some(saying) = shows.breaks.take() {
            drop(shows);
            std::panic::panic_any(saying);
        }
        shows.at
    }
}

/// The phone's clock and randomness.
pub(crate) fn real() -> Surroundings {
    Surroundings { clock: Arc::new(SystemClock), random: Arc::new(SystemRandom) }
}

/// Another clock, the phone's randomness.
pub(crate) fn at(clock: Arc<StandingClock>) -> Surroundings {
    Surroundings { clock, random: Arc::new(SystemRandom) }
}
