//! Ledgers: what is known, as signed entries that can be replicated, sealed and retired together.
//!
//! For whoever builds a device or a hub on this crate. A *ledger* is a set of *feeds*, one for each
//! device that writes in it; a feed is a chain of *entries*; an entry is a sealed *save* or a clear
//! *statement*. From the statements alone everybody computes, with nobody asked, who is entitled
//! and under which *epoch* to seal. The *register* is the ledger of who is who.
//!
//! Bytes and keys only: no SQLite, no Automerge, no clock, no randomness of its own and no word of
//! care. A hub needs nothing else, and so can read nothing. `docs/wire-format.md` has every byte.

mod branches;
mod bundle;
mod cbor;
mod device_side;
mod devices;
mod difference;
mod entitlement;
mod entry;
mod epoch_keys;
mod epochs;
mod extent;
mod few;
mod heads;
mod hub_side;
mod ids;
mod intake;
mod keys;
mod lines;
mod memory;
mod message;
mod nonces;
mod outgoing;
mod position;
mod progress;
mod range;
mod reader;
mod receipt;
mod register;
mod role;
mod save;
mod seal;
mod statement;
mod store;
mod table;
mod wrap;

pub use branches::Branches;
pub use bundle::{Bundle, BundleError, MAX_BUNDLE};
pub use cbor::{CborError, from_bytes, to_bytes};
pub use device_side::{Ended, Me, Received, Session, SessionError};
pub use devices::Devices;
pub use entitlement::{
    AuthorStanding, CountedGrant, EndOf, Entitlement, GrantState, RETIRE_AFTER_MILLIS,
};
pub use entry::{
    Body, Entry, EntryError, Header, MAX_ENTRY, RegisterPoint, SealedSave, Unknown, VERSION, Writer,
};
pub use epoch_keys::{EpochKeys, EpochWraps, StartedEpoch, UnwrapError};
pub use epochs::Epochs;
pub use extent::Extent;
pub use few::few;
pub use heads::{Feed, FeedTip, Heads, device_digest, ledger_digest};
pub use hub_side::{Answered, Hub, HubError};
pub use ids::{
    AgreementKey, DeviceId, EntryId, Hash, IdError, LedgerId, MemberId, Random16, RecordId,
    Signature, Timestamp, VerifyingKey,
};
pub use intake::{Intake, Taken};
pub use keys::{DeviceKeys, Purpose};
pub use memory::MemoryStore;
pub use message::{
    Answer, BATCH, LedgerHeads, MAX_MESSAGE, MessageError, NEEDS, Need, POSITIONS, Request,
    SignedRequest, Token, UnderWay, Unserved, Want,
};
pub use position::{Position, SignedPosition, Verdict};
pub use progress::{Heard, Progress, all_safe};
pub use range::{Range, RangeError, RangeItem};
pub use receipt::{Receipt, SignedReceipt, own_digest, set_backed_up};
pub use register::{
    Admission, Contradiction, DeviceStatus, Disagreement, Footing, OrderError, Register,
    RegisterError, View,
};
pub use role::{Role, Roles};
pub use save::{RecordChange, Save, SaveError};
pub use seal::{EntryKey, EpochKey, padme};
pub use statement::{
    CalendarMonth, Change, Class, EarlierEpoch, End, Enrol, EnrolledMember, Epoch, Grant, HubNamed,
    Limit, MAX_LIST, Open, Owner, PublicKeys, RecoveryKeys, Retire, Rights, RoleChange, Statement,
    StatementError, Successor, Tip, Withdraw,
};
pub use store::{
    Act, Arrival, ArrivalsQuery, Authors, HubStore, Origin, POOL, Place, Served, Store, Stored,
};
pub use table::{StandardTable, Table};
pub use wrap::{Recipient, SealedKey, Wrap, WrapError, open_key, seal_key};
