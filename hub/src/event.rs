//! What a hub tells its operator. A closed list, so that nothing else can find its way into a log:
//! an organisation's fingerprint is the most that is named, never a person or a device.

use std::fmt;
use std::net::SocketAddr;

use holdfast_ledger::LedgerId;

/// Something an operator may want to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Requests are answered now.
    Listening {
        /// Where.
        address: SocketAddr,
    },
    /// An organisation is served.
    Serving {
        /// Its fingerprint.
        register: LedgerId,
        /// Of its database.
        incarnation: u32,
        /// Entries held.
        entries: u64,
    },
    /// Its database is an older copy than the one last seen.
    Restored {
        /// Its fingerprint.
        register: LedgerId,
        /// The new one.
        incarnation: u32,
    },
    /// The database, or the keys file, failed; nothing was acknowledged.
    Failed {
        /// Its fingerprint.
        register: LedgerId,
        /// What was found.
        error: String,
    },
    /// A request met a fault in this program; it was undone.
    Fault {
        /// Its fingerprint.
        register: LedgerId,
    },
    /// What is under way is finished, nothing new begins.
    Stopping,
    /// Everything is flushed and closed.
    Stopped,
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listening { address } => write!(f, "listening on http://{address}"),
            Self::Serving { register, incarnation, entries } => write!(
                f,
                "serving organisation {register}: {entries} entries, incarnation {incarnation}"
            ),
            Self::Restored { register, incarnation } => write!(
                f,
                "the database of organisation {register} is an older copy: incarnation \
                 {incarnation} begins, and its devices will refill it"
            ),
            Self::Failed { register, error } => {
                write!(f, "organisation {register}: nothing acknowledged: {error}")
            }
            Self::Fault { register } => {
                write!(f, "organisation {register}: a request met a fault and was undone")
            }
            Self::Stopping => f.write_str("stopping: finishing what is under way"),
            Self::Stopped => f.write_str("stopped: everything is flushed"),
        }
    }
}
