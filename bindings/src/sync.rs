//! A conversation with the hub. The shell carries the messages with the phone's own HTTP client, so
//! that proxies, certificates and the rules for the background are the phone's.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use holdfast_core::device as core;

use crate::device::Held;
use crate::error::{HoldfastError, Result};
use crate::moment::moment;
use crate::observer::What;
use crate::words::{Ended, ErrorKind};

/// Where a hub takes the messages of a conversation, below its address.
const PATH: &str = "/v1/sync";

/// The most bytes a hub's answer may have: more is not a hub.
#[uniffi::export]
pub fn max_message() -> u32 {
    u32::try_from(holdfast_ledger::MAX_MESSAGE).unwrap_or(u32::MAX)
}

/// A header of a request.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// What to send to the hub: an HTTP POST.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Request {
    /// The path below the hub's address.
    pub path: String,
    /// The headers.
    pub headers: Vec<Header>,
    /// The body.
    pub body: Vec<u8>,
}

/// The hub's signed word that it holds this device's entries durably.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Receipt {
    /// How many entries it holds.
    pub entries: u64,
    /// When it said so, by the hub's clock.
    pub at: SystemTime,
    /// How many of them are in a backup of the hub's too.
    pub backed_up: u64,
}

impl From<&holdfast_ledger::SignedReceipt> for Receipt {
    fn from(signed: &holdfast_ledger::SignedReceipt) -> Self {
        let holdfast_ledger::Receipt { entries, at, backed_up, .. } = signed.receipt;
        Self { entries, at: moment(at), backed_up }
    }
}

/// What a conversation did.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SyncSummary {
    /// Requests made.
    pub trips: u32,
    /// Bytes sent.
    pub sent: u64,
    /// Bytes received.
    pub received: u64,
    /// Entries that are new here.
    pub new_entries: u64,
    /// Things that were not entries at all.
    pub refused: u64,
    /// How it ended; nothing while it goes on.
    pub ended: Option<Ended>,
    /// What the hub holds of this device's own entries.
    pub receipt: Option<Receipt>,
}

/// One conversation: ask what to send with [`SyncSession::next`], send it, give the answer to
/// [`SyncSession::receive`], until there is nothing to send. Each step is whole: a conversation that
/// is dropped half-way, or whose process is killed, loses nothing.
#[derive(uniffi::Object)]
pub struct SyncSession {
    held: Held,
    address: String,
    session: Mutex<core::SyncSession>,
}

impl SyncSession {
    pub(crate) fn begin(held: &Held) -> Result<Arc<Self>> {
        let session = Mutex::new(held.device.sync()?);
        let address = held.device.hub_address()?.ok_or_else(|| {
            let says =
                "expected the hub's address, found none; ask a manager for it, or use bundles";
            HoldfastError::new(ErrorKind::NotFound, says)
        })?;
        Ok(Arc::new(Self { held: held.clone(), address, session }))
    }

    fn session(&self) -> MutexGuard<'_, core::SyncSession> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[uniffi::export]
impl SyncSession {
    /// Where the hub is.
    pub fn address(&self) -> String {
        self.address.clone()
    }

    /// What to send next; nothing when the conversation is over.
    pub fn next(&self) -> Result<Option<Request>> {
        let header = |name: &str, value: &str| Header { name: name.into(), value: value.into() };
        let headers = vec![header("content-type", "application/cbor")];
        let body = self.session().next()?;
        Ok(body.map(|body| Request { path: PATH.to_owned(), headers, body }))
    }

    /// Takes the answer: its HTTP status and its body.
    pub fn receive(&self, status: u16, body: Vec<u8>) -> Result<()> {
        if !(200..300).contains(&status) {
            return Err(HoldfastError::new(
                ErrorKind::Hub,
                format!(
                    "expected the hub to take this, found that it did not (status {status}); \
                     everything is saved here, try again later"
                ),
            ));
        }
        let came = {
            let mut session = self.session();
            // A key without an entry makes readable what was there.
            let came = |session: &core::SyncSession| session.summary().new + session.summary().keys;
            let before = came(&session);
            session.receive(&body)?;
            came(&session) > before
        };
        self.held.observers.tell(if came { What::Everything } else { What::Receipt });
        Ok(())
    }

    /// What it did so far.
    pub fn summary(&self) -> SyncSummary {
        let session = self.session();
        let summary = session.summary();
        SyncSummary {
            trips: summary.trips,
            sent: summary.sent,
            received: summary.received,
            new_entries: summary.new,
            refused: summary.refused,
            ended: summary.ended.map(Ended::from),
            receipt: summary.receipt.as_ref().map(Receipt::from),
        }
    }
}
