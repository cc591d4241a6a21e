//! Answers one request within a transaction, and undoes it alone if it cannot be kept.
//!
//! The register lives in memory beside the database. Whatever undoes a part of the transaction
//! puts the register back to what the database holds.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use holdfast_ledger::{
    Answered, DeviceId, DeviceKeys, Hub, HubError, LedgerId, Register, SignedRequest, Timestamp,
    Unserved, VerifyingKey,
};
use rand_core::CryptoRng;
use rusqlite::Connection;

use crate::config::{HubConfig, Log};
use crate::event::Event;
use crate::metrics::Metrics;
use crate::organisation::rebuild_register;
use crate::rate::Buckets;
use crate::reply::Refusal;
use crate::store::{SqliteStore, StoreError};
use crate::writer::Replied;

/// Devices whose rate is counted at once.
const DEVICES: usize = 32 * 1024;

/// One organisation's register, and this hub's part in it.
pub(crate) struct Desk {
    root: VerifyingKey,
    register: Register,
    /// The register may be ahead of the database, after a transaction that failed.
    doubtful: bool,
    keys: Arc<DeviceKeys>,
    incarnation: u32,
    devices: Buckets<DeviceId>,
    random: Box<dyn CryptoRng + Send>,
    log: Log,
}

/// What a batch did with what was sent, counted once it is flushed.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    taken: u64,
    known: u64,
    waiting: u64,
    refused: u64,
}

impl Tally {
    fn add(&mut self, answered: &Answered) {
        let taken = &answered.taken;
        self.taken += taken.new.len() as u64;
        self.known += taken.known;
        self.waiting += taken.detached + taken.pooled;
        self.refused += taken.refused;
    }

    pub fn count(&self, metrics: &Metrics) {
        metrics.entries_taken.add(self.taken);
        metrics.entries_known.add(self.known);
        metrics.entries_waiting.add(self.waiting);
        metrics.entries_refused.add(self.refused);
    }
}

/// Whether what a request did stands.
enum Outcome {
    /// It does.
    Keep(Answered),
    /// An answer that leaves no trace: a stranger's, who gave nothing.
    Forget(Answered),
    /// It was refused before it touched anything.
    Untouched(Refusal),
    /// It failed on the way: undo it, in the register too.
    Undo(Refusal),
}

impl Desk {
    /// For a register as the database holds it, put in order under that incarnation.
    pub fn new(
        root: VerifyingKey,
        register: Register,
        incarnation: u32,
        keys: Arc<DeviceKeys>,
        config: &HubConfig,
    ) -> Self {
        Self {
            root,
            register,
            doubtful: false,
            keys,
            incarnation,
            devices: Buckets::new(config.limits.device_rate, DEVICES),
            random: (config.randomness)(),
            log: Arc::clone(&config.log),
        }
    }

    /// The organisation.
    pub const fn register(&self) -> LedgerId {
        self.register.id()
    }

    /// The last position of the register.
    pub fn position(&self) -> u64 {
        self.register.number()
    }

    /// The incarnation under which it puts the register in order.
    pub const fn incarnation(&self) -> u32 {
        self.incarnation
    }

    /// A transaction failed: what the register took in with it may be gone.
    pub const fn doubt_register(&mut self) {
        self.doubtful = true;
    }

    /// Puts the register back to what the database holds, if that is in doubt.
    pub fn settle_register(&mut self, connection: &Connection) -> Result<(), StoreError> {
        if self.doubtful {
            self.register = rebuild_register(&SqliteStore::new(connection), self.root)?;
            self.doubtful = false;
        }
        Ok(())
    }

    /// Answers one request, within a transaction that the caller commits before the answer goes.
    /// An error means that the transaction itself is lost.
    pub fn answer(
        &mut self,
        connection: &Connection,
        signed: &SignedRequest,
        now: Timestamp,
        tally: &mut Tally,
    ) -> Result<Replied, StoreError> {
        connection.execute_batch("SAVEPOINT request")?;
        let number = self.register.number();
        let outcome = catch_unwind(AssertUnwindSafe(|| self.try_answer(connection, signed, now)));
        let outcome = outcome.unwrap_or_else(|_| {
            (self.log)(&Event::Fault { register: self.register() });
            Outcome::Undo(Refusal::Fault)
        });
        let (replied, keep) = match outcome {
            Outcome::Keep(answered) => {
                tally.add(&answered);
                (Ok(answered.bytes), true)
            }
            Outcome::Forget(answered) => {
                tally.add(&answered);
                // What is undone may have put the register in order.
                self.doubtful |= self.register.number() != number;
                (Ok(answered.bytes), false)
            }
            Outcome::Untouched(refusal) => (Err(refusal), true),
            Outcome::Undo(refusal) => {
                self.doubtful = true;
                (Err(refusal), false)
            }
        };
        // A full disk ends the whole transaction, savepoints and all: this then fails, and so the
        // batch.
        let end = if keep { "RELEASE request" } else { "ROLLBACK TO request; RELEASE request" };
        connection.execute_batch(end)?;
        self.settle_register(connection)?;
        Ok(replied)
    }

    fn try_answer(
        &mut self,
        connection: &Connection,
        signed: &SignedRequest,
        now: Timestamp,
    ) -> Outcome {
        if let Err(refusal) = self.check_sender(signed, now) {
            return Outcome::Untouched(refusal);
        }
        let hub = Hub { keys: &self.keys, incarnation: self.incarnation, now };
        let mut store = SqliteStore::new(connection);
        match hub.answer_request(&mut store, &mut self.register, signed, &mut self.random) {
            Ok(answered) => {
                // Whatever becomes of this transaction: a number too many does no harm.
                self.incarnation = self.incarnation.max(answered.incarnation);
                if is_strangers(&answered) {
                    Outcome::Forget(answered)
                } else {
                    Outcome::Keep(answered)
                }
            }
            Err(HubError::Message(error)) => Outcome::Undo(error.into()),
            Err(HubError::OtherOrganisation) => Outcome::Untouched(Refusal::OtherOrganisation),
            Err(HubError::Store(error)) => {
                let (register, error) = (self.register(), error.to_string());
                (self.log)(&Event::Failed { register, error });
                Outcome::Undo(Refusal::NotKept)
            }
        }
    }

    /// A known device's signature is checked before anything is touched, and only then is the
    /// request counted as that device's: nobody uses up another's.
    fn check_sender(&mut self, signed: &SignedRequest, now: Timestamp) -> Result<(), Refusal> {
        let device = signed.request.device;
        let Some(key) = self.register.signing_key(device) else { return Ok(()) };
        signed.verify(self.keys.device(), &key)?;
        if self.devices.take(device, now) { Ok(()) } else { Err(Refusal::TooOften) }
    }
}

/// Whether nothing is worth keeping: somebody not enrolled asked, and brought nothing new. A nonce
/// kept for every stranger would let strangers fill the disk.
fn is_strangers(answered: &Answered) -> bool {
    let taken = &answered.taken;
    answered.unserved == Some(Unserved::NotEnrolled)
        && taken.new.is_empty()
        && taken.positions == 0
        && taken.detached + taken.pooled == 0
}
