//! Statements: acts about a ledger itself, in clear, so that a hub that can read nothing computes
//! the same entitlement as every device. They name devices, members, keys and times, never people.
//!
//! The grammar is complete and frozen: what is *done* with some of them comes later, what they
//! look like does not change.

use minicbor::{Decode, Encode};

use crate::wrap::SealedKey;
use crate::{
    AgreementKey, DeviceId, EntryId, Feed, Hash, LedgerId, MemberId, Random16, Role, Timestamp,
    VerifyingKey,
};

/// One act about a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Statement {
    /// Begins a ledger.
    #[n(0)]
    Open(#[n(0)] Open),
    /// Entitles a device.
    #[n(1)]
    Grant(#[n(0)] Grant),
    /// Ends grants.
    #[n(2)]
    End(#[n(0)] End),
    /// Starts a new key.
    #[n(3)]
    Epoch(#[n(0)] Epoch),
    /// The hub's mark after which a device's entries count as late.
    #[n(4)]
    Limit(#[n(0)] Limit),
    /// Forgets a ledger everywhere, or takes that back.
    #[n(5)]
    Retire(#[n(0)] Retire),
    /// Register: a device becomes known.
    #[n(6)]
    Enrol(#[n(0)] Enrol),
    /// Register: a member's role is given or taken.
    #[n(7)]
    RoleChange(#[n(0)] RoleChange),
    /// Register: a device is entitled to nothing more.
    #[n(8)]
    Withdraw(#[n(0)] Withdraw),
    /// Register, by the root: the hub that puts the register in order.
    #[n(9)]
    Hub(#[n(0)] HubNamed),
    /// Register, by the root: an owner's device.
    #[n(10)]
    Owner(#[n(0)] Owner),
    /// Register, by the old key of a device that found itself copied: its new identity.
    #[n(11)]
    Successor(#[n(0)] Successor),
}

/// How a ledger is delivered, which is all a hub may know of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Class {
    /// Class 0: the register and the office.
    #[n(0)]
    Organisation,
    /// Class 1: a standing or a concern, alike.
    #[n(1)]
    Person,
    /// Class 2: one calendar month of one person.
    #[n(2)]
    Month,
}

/// A calendar month, as year × 100 + month: 202611.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct CalendarMonth(#[n(0)] pub u32);

/// Begins a ledger. The person and the kind are sealed, in the ledger card that follows.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Open {
    /// Delivery class.
    #[n(0)]
    pub class: Class,
    /// The month, for class 2 and only there.
    #[n(1)]
    pub month: Option<CalendarMonth>,
    /// From which, with the opener, the ledger's id is derived. Zero for the register.
    #[n(2)]
    pub nonce: Random16,
    /// The organisation's recovery keys: in the register's opening, by the root, and only there.
    #[n(3)]
    pub recovery: Option<RecoveryKeys>,
}

/// Keys to which every epoch key is wrapped, so that losing every device loses no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct RecoveryKeys {
    /// For every ledger but concerns.
    #[n(0)]
    pub organisation: AgreementKey,
    /// For concerns, held outside the line of management.
    #[n(1)]
    pub safeguarding: AgreementKey,
}

/// What a grant allows beyond reading and writing. Bits, so that the sum is one small number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Rights(#[n(0)] pub u8);

impl Rights {
    /// Read and write, nothing else.
    pub const PLAIN: Self = Self(0);
    /// May grant others.
    pub const MAY_GRANT: Self = Self(1);
    /// May end others' grants.
    pub const MAY_END: Self = Self(2);
    /// Cannot be ended by anyone (the raiser and the lead of a concern).
    pub const LASTING: Self = Self(4);
    /// Every defined bit.
    const DEFINED: u8 = 7;

    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` is here.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// Entitles a device to the keys of a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Grant {
    /// Who.
    #[n(0)]
    pub device: DeviceId,
    /// In a concern: for which member of that device only.
    #[n(1)]
    pub member: Option<MemberId>,
    /// What beyond reading and writing.
    #[n(2)]
    pub rights: Rights,
    /// A lease: entitled before this moment only.
    #[n(3)]
    pub until: Option<Timestamp>,
    /// The ends of this member that its granter knew of and grants in spite of. Sorted.
    #[n(4)]
    pub despite: Option<Vec<EntryId>>,
}

/// Ends grants: those it names, and where it names a member, every grant that does not name it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct End {
    /// The grants it ends. Sorted, no two alike.
    #[n(0)]
    pub grants: Vec<EntryId>,
    /// The member whose every device, now and later, it covers.
    #[n(1)]
    pub member: Option<MemberId>,
    /// The tips of the ended devices' feeds in this ledger as its author had seen them: none of a
    /// feed of which it had seen nothing. A number alone would not do: whoever has a device's key
    /// can write another entry under a number long seen. Ascending.
    #[n(2)]
    pub seen: Vec<Tip>,
}

/// The last entry of a branch of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(map)]
pub struct Tip {
    /// The feed's author.
    #[n(0)]
    pub device: DeviceId,
    /// The entry's number.
    #[n(1)]
    pub number: u64,
    /// The entry.
    #[n(2)]
    pub id: EntryId,
}

/// A new key of a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Epoch {
    /// SHA-256("holdfast epoch v1" ‖ ledger ‖ key).
    #[n(0)]
    pub commitment: Hash,
    /// Its recipients, by register ordinal (the position of their enrolment). Ascending.
    #[n(1)]
    pub recipients: Vec<u64>,
    /// Recipients whose enrolment has no position yet. Ascending.
    #[n(2)]
    pub newcomers: Vec<DeviceId>,
    /// For each feed, the last grant to others than its recipients that it was computed from.
    /// Ascending.
    #[n(3)]
    pub tips: Vec<Tip>,
    /// The epoch tips before it, with their keys sealed under the new one. Ascending by epoch.
    #[n(4)]
    pub before: Vec<EarlierEpoch>,
    /// Its key wrapped to the recovery key.
    #[n(5)]
    pub recovery: SealedKey,
}

/// An earlier epoch's key, for whoever holds the later one.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct EarlierEpoch {
    /// The earlier epoch.
    #[n(0)]
    pub epoch: EntryId,
    /// Its key (32 bytes and a 16-byte tag) sealed under the later epoch's key.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub sealed: [u8; 48],
}

/// By the hub: what it held of a device that is no longer entitled.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Limit {
    /// Whose feed in this ledger.
    #[n(0)]
    pub device: DeviceId,
    /// Every tip of it that was held then; empty for none. Ascending.
    #[n(1)]
    pub seen: Feed,
    /// The withdrawal, end or role change that it follows.
    #[n(2)]
    pub cause: EntryId,
}

/// Forgets a ledger everywhere once two members have signed it and 30 days have passed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Retire {
    /// The earlier retire statement that this one takes back.
    #[n(0)]
    pub takes_back: Option<EntryId>,
}

/// A device's public keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PublicKeys {
    /// Signs its entries.
    #[n(0)]
    pub signing: VerifyingKey,
    /// Receives its wraps.
    #[n(1)]
    pub agreement: AgreementKey,
}

/// A member as enrolled on a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct EnrolledMember {
    /// Who.
    #[n(0)]
    pub member: MemberId,
    /// A role given with the enrolment.
    #[n(1)]
    pub role: Option<Role>,
    /// The key that co-signs where a device has several members.
    #[n(2)]
    pub signing: Option<VerifyingKey>,
}

/// A device becomes known, with who uses it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Enrol {
    /// The device's keys; its id is the hash of the first.
    #[n(0)]
    pub keys: PublicKeys,
    /// Who uses it: one or more, no two alike.
    #[n(1)]
    pub members: Vec<EnrolledMember>,
    /// The copied device that this identity continues, confirmed by this enrolment.
    #[n(2)]
    pub continues: Option<DeviceId>,
}

/// Given or taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum Change {
    /// The member has the role from here on.
    #[n(0)]
    Given,
    /// The member has it no longer.
    #[n(1)]
    Taken,
}

/// A member's role is given or taken.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct RoleChange {
    /// Whose.
    #[n(0)]
    pub member: MemberId,
    /// Which.
    #[n(1)]
    pub role: Role,
    /// Which way.
    #[n(2)]
    pub change: Change,
    /// For a taking: the tips of the member's devices' register feeds as its author had seen them.
    /// Ascending.
    #[n(3)]
    pub seen: Vec<Tip>,
}

/// A device is entitled to nothing more.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Withdraw {
    /// Which.
    #[n(0)]
    pub device: DeviceId,
    /// Every tip of its register feed that the author had seen; empty for none. Ascending.
    #[n(1)]
    pub seen: Feed,
}

/// The hub that puts the register in order, named by the root.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct HubNamed {
    /// Its keys.
    #[n(0)]
    pub keys: PublicKeys,
    /// Counts up each time the root names a hub; the highest named is the hub.
    #[n(1)]
    pub term: u32,
}

/// An owner's device, named by the root.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Owner {
    /// The device's keys.
    #[n(0)]
    pub keys: PublicKeys,
    /// The owner.
    #[n(1)]
    pub member: MemberId,
}

/// A device that found itself copied goes on under a new identity.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Successor {
    /// The new identity's keys.
    #[n(0)]
    pub keys: PublicKeys,
    /// The incarnation from the platform keystore.
    #[n(1)]
    pub incarnation: u32,
}

/// A statement whose fields contradict one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a statement with {expected}, found {found}; the entry is refused")]
pub struct StatementError {
    expected: &'static str,
    found: &'static str,
}

/// Largest number of items in any list of a statement.
pub const MAX_LIST: usize = 4096;

impl Statement {
    /// Checks what the encoding alone cannot: sorted lists, defined bits, matching options.
    pub fn check(&self, ledger: LedgerId, author: DeviceId) -> Result<(), StatementError> {
        match self {
            Self::Open(open) => open.check(ledger, author),
            Self::Grant(grant) => grant.check(),
            Self::End(end) => end.check(),
            Self::Epoch(epoch) => epoch.check(),
            Self::Enrol(enrol) => enrol.check(),
            Self::RoleChange(change) => ascending(&change.seen, |tip| *tip),
            Self::Limit(limit) => ascending(&limit.seen.0, |tip| *tip),
            Self::Withdraw(withdraw) => ascending(&withdraw.seen.0, |tip| *tip),
            Self::Retire(_) | Self::Hub(_) | Self::Owner(_) | Self::Successor(_) => Ok(()),
        }
    }
}

impl Open {
    fn check(&self, ledger: LedgerId, author: DeviceId) -> Result<(), StatementError> {
        if (self.class == Class::Month) != self.month.is_some() {
            return Err(StatementError {
                expected: "a month for class 2 and only there",
                found: "otherwise",
            });
        }
        if self.month.is_some_and(|CalendarMonth(m)| !(1..=12).contains(&(m % 100)) || m > 999_912)
        {
            return Err(StatementError { expected: "a calendar month", found: "another number" });
        }
        let register = self.recovery.is_some();
        if !register && ledger != LedgerId::derive(author, self.nonce) {
            return Err(StatementError {
                expected: "the ledger id of this opener and nonce",
                found: "another ledger id",
            });
        }
        Ok(())
    }
}

impl Grant {
    fn check(&self) -> Result<(), StatementError> {
        if self.rights.0 & !Rights::DEFINED != 0 {
            return Err(StatementError { expected: "defined rights", found: "unknown bits" });
        }
        match &self.despite {
            Some(ends) if ends.is_empty() => {
                Err(StatementError { expected: "ends, or none at all", found: "an empty list" })
            }
            Some(ends) => ascending(ends, |id| *id),
            None => Ok(()),
        }
    }
}

impl End {
    fn check(&self) -> Result<(), StatementError> {
        if self.grants.is_empty() && self.member.is_none() {
            return Err(StatementError { expected: "grants or a member", found: "neither" });
        }
        ascending(&self.grants, |id| *id)?;
        ascending(&self.seen, |tip| *tip)
    }
}

impl Epoch {
    fn check(&self) -> Result<(), StatementError> {
        ascending(&self.recipients, |ordinal| *ordinal)?;
        ascending(&self.newcomers, |device| *device)?;
        ascending(&self.tips, |tip| *tip)?;
        ascending(&self.before, |earlier| earlier.epoch)
    }
}

impl Enrol {
    fn check(&self) -> Result<(), StatementError> {
        if self.members.is_empty() {
            return Err(StatementError { expected: "one member or more", found: "none" });
        }
        ascending(&self.members, |member| member.member)
    }
}

/// Lists are sets: strictly ascending, and bounded.
fn ascending<T, K: Ord>(list: &[T], key: impl Fn(&T) -> K) -> Result<(), StatementError> {
    if list.len() > MAX_LIST {
        return Err(StatementError { expected: "lists of at most 4096", found: "a longer one" });
    }
    if list.windows(2).all(|pair| key(&pair[0]) < key(&pair[1])) {
        Ok(())
    } else {
        Err(StatementError { expected: "ascending lists", found: "another order or a repeat" })
    }
}
