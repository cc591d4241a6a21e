//! The one thread that reads and writes an organisation's database.
//!
//! It takes what waits, answers each request in a savepoint of its own, so that a bad one costs
//! only itself, commits them all with one flush, and only then lets the answers go: an answer sent
//! before the flush would be a lie. One flush for many is what lets a small machine take in a whole
//! shift's notes at once.

use std::sync::{Arc, Mutex, PoisonError};

use holdfast_ledger::{SignedRequest, Store, Timestamp};
use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};

use crate::config::{Clock, HubConfig, Log};
use crate::desk::{Desk, Tally};
use crate::event::Event;
use crate::identity::{HubIdentity, IdentityError, Seen};
use crate::metrics::Metrics;
use crate::organisation::Organisation;
use crate::reply::Refusal;
use crate::store::{SqliteStore, StoreError};

/// The most requests in one transaction, and the bytes at which no more are added: so that none of
/// them waits long for the others.
const BATCH_REQUESTS: usize = 64;
const BATCH_BYTES: usize = 1024 * 1024;

/// How often, in milliseconds, the keys file is told how far the database has come, when only
/// entries moved; a new position is told at once.
const RECORD_EVERY: i64 = 60_000;

/// How often, in milliseconds, being asked for its health makes the database write.
const CHECK_EVERY: i64 = 5_000;

/// The note that is written to see that the database can.
const CHECKED: &str = "checked";

/// What becomes of work.
pub(crate) type Replied = Result<Vec<u8>, Refusal>;

/// What the thread is asked to do.
pub(crate) enum Work {
    /// Answer a request.
    Sync {
        /// As it was read; not verified yet.
        signed: Box<SignedRequest>,
        /// Its size in bytes.
        size: usize,
        /// Its share of the memory for requests, given back once it is answered.
        room: Option<OwnedSemaphorePermit>,
        /// Where the answer goes.
        reply: oneshot::Sender<Replied>,
    },
    /// Show that the database reads and writes.
    Check {
        /// Where the answer goes.
        reply: oneshot::Sender<Replied>,
    },
}

impl Work {
    const fn size(&self) -> usize {
        match self {
            Self::Sync { size, .. } => *size,
            Self::Check { .. } => 0,
        }
    }
}

/// An organisation's database, and what is needed to keep it.
pub(crate) struct Writer {
    connection: Connection,
    desk: Desk,
    /// As the keys file has it.
    seen: Seen,
    recorded_at: Timestamp,
    checked_at: Timestamp,
    identity: Arc<Mutex<HubIdentity>>,
    clock: Clock,
    metrics: Arc<Metrics>,
    log: Log,
}

/// A batch of which nothing can be acknowledged.
#[derive(Debug, thiserror::Error)]
enum BatchError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Identity(#[from] IdentityError),
}

impl From<rusqlite::Error> for BatchError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Writer {
    pub fn new(
        organisation: Organisation,
        identity: &Arc<Mutex<HubIdentity>>,
        config: &HubConfig,
        metrics: &Arc<Metrics>,
    ) -> Self {
        let keys = identity.lock().unwrap_or_else(PoisonError::into_inner).keys();
        Self {
            seen: organisation.seen,
            desk: Desk::new(
                organisation.root,
                organisation.register,
                organisation.seen.incarnation,
                keys,
                config,
            ),
            connection: organisation.connection,
            recorded_at: (config.clock)(),
            checked_at: Timestamp(i64::MIN),
            identity: Arc::clone(identity),
            clock: Arc::clone(&config.clock),
            metrics: Arc::clone(metrics),
            log: Arc::clone(&config.log),
        }
    }

    /// Works until nobody can ask any more, then closes the database, its log folded into it.
    pub fn run(mut self, mut queue: mpsc::Receiver<Work>) {
        while let Some(first) = queue.blocking_recv() {
            let mut bytes = first.size();
            let mut batch = vec![first];
            while batch.len() < BATCH_REQUESTS && bytes < BATCH_BYTES {
                let Ok(next) = queue.try_recv() else { break };
                bytes += next.size();
                batch.push(next);
            }
            self.answer(batch);
        }
        self.close();
    }

    /// Answers a batch: all of it is flushed before any answer goes.
    fn answer(&mut self, batch: Vec<Work>) {
        let replies = self.commit(&batch).unwrap_or_else(|error| {
            self.desk.doubt_register();
            (self.log)(&Event::Failed { register: self.desk.register(), error: error.to_string() });
            vec![Err(Refusal::NotKept); batch.len()]
        });
        for (work, replied) in batch.into_iter().zip(replies) {
            let (reply, room) = match work {
                Work::Sync { reply, room, .. } => (reply, room),
                Work::Check { reply } => (reply, None),
            };
            // Whoever asked may have gone; what it sent is kept all the same.
            reply.send(replied).ok();
            drop(room);
        }
    }

    fn commit(&mut self, batch: &[Work]) -> Result<Vec<Replied>, BatchError> {
        let now = (self.clock)();
        let mut tally = Tally::default();
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        self.desk.settle_register(&transaction)?;
        let mut replies = Vec::with_capacity(batch.len());
        for work in batch {
            replies.push(match work {
                Work::Sync { signed, .. } => {
                    self.desk.answer(&transaction, signed, now, &mut tally)?
                }
                Work::Check { .. } if now.since(self.checked_at).abs() < CHECK_EVERY => {
                    SqliteStore::new(&transaction).last_arrival()?;
                    Ok(Vec::new())
                }
                Work::Check { .. } => {
                    let mut store = SqliteStore::new(&transaction);
                    store.set_note(CHECKED, Some(&now.0.to_be_bytes()))?;
                    Ok(Vec::new())
                }
            });
        }
        let arrival = SqliteStore::new(&transaction).last_arrival()?;
        transaction.commit()?;
        if batch.iter().any(|work| matches!(work, Work::Check { .. })) {
            self.checked_at = now;
        }
        self.metrics.commits.add(1);
        tally.count(&self.metrics);
        self.record(arrival, now)?;
        Ok(replies)
    }

    /// Tells the keys file how far the database has come: at once if a position is new, so that no
    /// position is shown that a backup put back could take away unnoticed.
    fn record(&mut self, arrival: u64, now: Timestamp) -> Result<(), IdentityError> {
        let position = self.desk.position();
        let due = now.since(self.recorded_at).abs() >= RECORD_EVERY && arrival != self.seen.arrival;
        let incarnation = self.desk.incarnation();
        if position == self.seen.position && incarnation == self.seen.incarnation && !due {
            return Ok(());
        }
        let seen = Seen { incarnation, position, arrival };
        let mut identity = self.identity.lock().unwrap_or_else(PoisonError::into_inner);
        identity.record(self.desk.register(), seen)?;
        self.seen = seen;
        self.recorded_at = now;
        Ok(())
    }

    fn close(mut self) {
        let closed = self.fold();
        if let Err(error) = closed {
            (self.log)(&Event::Failed { register: self.desk.register(), error: error.to_string() });
        }
    }

    fn fold(&mut self) -> Result<(), BatchError> {
        let arrival = SqliteStore::new(&self.connection).last_arrival()?;
        let seen = Seen { arrival, ..self.seen };
        let mut identity = self.identity.lock().unwrap_or_else(PoisonError::into_inner);
        identity.record(self.desk.register(), seen)?;
        Ok(self.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?)
    }
}
