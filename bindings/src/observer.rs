//! Who wants to know that something changed.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// What changed, so that a screen knows whether to draw itself again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum What {
    /// Locked or unlocked.
    Lock,
    /// Something about a person: their summary, an acknowledgement, a suggestion.
    People,
    /// A visit.
    Visits,
    /// The organisation: members, rounds, policy.
    Organisation,
    /// What the hub holds of this device's own entries.
    Receipt,
    /// Entries came in: anything may read otherwise now.
    Everything,
}

/// Something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Changed {
    /// What.
    pub what: What,
}

/// Why an observer did not take a change. It is dropped: what was saved is saved.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum ObserverError {
    /// It threw something.
    #[error("the observer threw something")]
    Threw,
}

impl From<uniffi::UnexpectedUniFFICallbackError> for ObserverError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Threw
    }
}

/// Whoever wants to know. Called once the change is saved, on the thread that made it, with no lock
/// held: it may call anything, and should only wake somebody else. What it throws is dropped.
#[uniffi::export(with_foreign)]
pub trait Observer: Send + Sync {
    /// Something changed.
    fn changed(&self, changed: Changed) -> Result<(), ObserverError>;
}

/// An observer that was added. It is told until this is stopped or nobody holds it any more.
#[derive(uniffi::Object)]
pub struct Watch {
    number: u64,
    observers: Weak<Observers>,
}

#[uniffi::export]
impl Watch {
    /// The observer is not told any more.
    pub fn stop(&self) {
        let Some(observers) = self.observers.upgrade() else { return };
        let stopped = {
            let mut list = observers.list();
            let at = list.iter().position(|(number, _)| *number == self.number);
            at.map(|at| list.remove(at))
        };
        // Letting it go calls the other language: only once the lock is free.
        drop(stopped);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Everybody who wants to know.
#[derive(Default)]
pub(crate) struct Observers {
    list: Mutex<Vec<(u64, Arc<dyn Observer>)>>,
    next: std::sync::atomic::AtomicU64,
}

impl Observers {
    fn list(&self) -> MutexGuard<'_, Vec<(u64, Arc<dyn Observer>)>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn add(self: &Arc<Self>, observer: Arc<dyn Observer>) -> Arc<Watch> {
        let number = self.next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        self.list().push((number, observer));
        Arc::new(Watch { number, observers: Arc::downgrade(self) })
    }

    /// Tells everybody. The list is copied first, so that an observer may add or stop one.
    pub(crate) fn tell(&self, what: What) {
        let everybody: Vec<Arc<dyn Observer>> =
            self.list().iter().map(|(_, observer)| Arc::clone(observer)).collect();
        for observer in everybody {
            // Saved is saved: an observer that fails changes nothing.
            let _ = observer.changed(Changed { what });
        }
    }
}
