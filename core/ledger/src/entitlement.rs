//! Entitlement: who may have a ledger's keys, computed by everybody from the ledger's own
//! statements and never told. For whoever serves, seals or shows a ledger.
//!
//! The fold is a pure function of the *set* of statements held and of the register: the order in
//! which they came changes nothing. Removals are settled before additions, so that nobody who is
//! ended undoes it, and two who end each other are both ended.
//!
//! 1. **Opener**: the author of the *open* numbered 1 whose nonce derives this ledger's id, if the
//!    table lets its role open that class; of two forks of it the lower entry id counts. The opener
//!    may always grant, end and retire. It reads by a grant like everybody: it grants itself.
//! 2. **Authority.** In class 0 and 2 the table decides by the author's role at the register point
//!    that its statement names. In class 1 no role counts, only the *may grant* and *may end* rights
//!    of grants to the author's device. Nobody hands on a right that they do not have; a lease
//!    carries none, since it could lengthen itself; *lasting* is given by the opener alone.
//! 3. **Limits.** A limit lets through what had been seen: the entries it names and those before
//!    them on their branch, but no other branch of the same numbers. A hub's counts if the root
//!    named that hub; of several, what any of them had seen. The opener of a class 1 ledger has none, ever: a concern can be about whoever withdraws its raiser.
//! 4. **Ends.** *G0* is what grants reach from the opener and the roles, ends left aside, hub limits
//!    kept. An end is valid if its author may end by opening, role or G0 and no hub limit stops it.
//!    It ends the grants it names, and where it names a member every grant for that member (or to a
//!    device of that member, where the grant names none) that does not say *despite* it. A lasting
//!    grant is not named and the member it names is not covered.
//! 5. **A limit by an end**: a device with a grant that a valid end ended, and with no hub limit, is
//!    limited to what any such end had seen of its feed (nothing where they list none).
//!    It is lifted while another grant to it stands, one that these ends had not seen or that came
//!    after: a carer who is granted again is a carer again.
//! 6. **G1** is what grants reach when every statement beyond its author's limit is left out. These
//!    are the grants that count.
//! 7. A grant **stands** if it is in G1, not ended, its time not over (`now < until`), its device not
//!    withdrawn, and the member it names still on that device. A device is *entitled* while one does.
//!
//! Intake asks for less: some grant, whatever became of it or of its author (limits left aside).
//! So what was once taken in is never turned away by what is learned later.

mod fold;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Branches, CalendarMonth, Class, DeviceId, Devices, End, Entry, EntryId, Extent, Feed, LedgerId,
    MemberId, Rights, Roles, Table, Timestamp, Tip,
};

/// Hub-signed time between the second signature of a retirement and its effect: 30 days.
pub const RETIRE_AFTER_MILLIS: i64 = 30 * 24 * 60 * 60 * 1000;

/// What became of a grant, its time left aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GrantState {
    /// It stands, until its time is over.
    Stands,
    /// A valid end names or covers it.
    Ended,
    /// Its device was withdrawn.
    DeviceWithdrawn,
    /// The member it names is not on its device.
    MemberGone,
    /// Written beyond its author's limit: it has no effect, but for the intake of saves.
    BeyondLimit,
}

/// A grant as it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedGrant {
    /// Its statement.
    pub statement: Tip,
    /// To whom.
    pub device: DeviceId,
    /// For which member of that device only.
    pub member: Option<MemberId>,
    /// What it allows, as far as its author could give it.
    pub rights: Rights,
    /// A lease: entitled before this moment only.
    pub until: Option<Timestamp>,
    /// What became of it.
    pub state: GrantState,
}

impl CountedGrant {
    /// Whether it entitles its device at that time.
    pub fn stands(&self, now: Timestamp) -> bool {
        self.state == GrantState::Stands && self.until.is_none_or(|until| now < until)
    }
}

/// Whether saves of a device are taken in here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuthorStanding {
    /// It opened the ledger or was granted, ended or not: its saves are taken in.
    Granted,
    /// Its saves wait, listed for a person to grant.
    NeverGranted,
}

/// Whom an end is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndOf {
    /// One device.
    Device(DeviceId),
    /// A member, on every device that member has or will have.
    Member(MemberId),
}

/// How a ledger began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Opening {
    device: DeviceId,
    class: Class,
    month: Option<CalendarMonth>,
}

/// One member's standing signature under a retirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct RetireSignature {
    entry: EntryId,
    member: MemberId,
}

/// Who is entitled in one ledger, and what its statements make of each device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entitlement {
    ledger: LedgerId,
    opening: Option<Opening>,
    /// Every grant that counts, or would if its author had no limit.
    grants: BTreeMap<EntryId, CountedGrant>,
    /// After lifting, and without the opener of a class 1 ledger.
    limits: BTreeMap<DeviceId, Extent>,
    hub_limits: BTreeMap<DeviceId, Extent>,
    retire: Vec<RetireSignature>,
}

impl Entitlement {
    /// Folds the statements held of one ledger; entries of other ledgers and saves are passed over.
    /// The register's own ledger has no grants and folds to nothing. `branches` has the feeds that
    /// are forked.
    pub fn fold<'a>(
        ledger: LedgerId,
        statements: impl IntoIterator<Item = &'a Entry>,
        branches: &Branches,
        devices: &impl Devices,
        table: &impl Table,
    ) -> Self {
        fold::fold(ledger, statements, branches, devices, table)
    }

    /// The ledger.
    pub const fn ledger(&self) -> LedgerId {
        self.ledger
    }

    /// The device that opened it; none while its opening is not held.
    pub fn opener(&self) -> Option<DeviceId> {
        self.opening.map(|opening| opening.device)
    }

    /// Its delivery class; none while its opening is not held.
    pub fn class(&self) -> Option<Class> {
        self.opening.map(|opening| opening.class)
    }

    /// Its month, in class 2.
    pub fn month(&self) -> Option<CalendarMonth> {
        self.opening.and_then(|opening| opening.month)
    }

    /// The devices entitled at that time: hub-signed time at a hub, corrected time on a device.
    pub fn entitled(&self, now: Timestamp) -> BTreeSet<DeviceId> {
        self.grants.values().filter(|grant| grant.stands(now)).map(|grant| grant.device).collect()
    }

    /// Whether that device is entitled at that time.
    pub fn is_entitled(&self, device: DeviceId, now: Timestamp) -> bool {
        self.grants_of(device).any(|grant| grant.stands(now))
    }

    /// The devices with a grant that stands, each with the end of its last lease: what a hub keeps,
    /// to know who is entitled at any time without folding again.
    pub fn entitled_until(&self) -> BTreeMap<DeviceId, Option<Timestamp>> {
        let standing = self.grants.values().filter(|grant| grant.state == GrantState::Stands);
        let devices: BTreeSet<_> = standing.map(|grant| grant.device).collect();
        devices.into_iter().map(|device| (device, self.lease_end(device))).collect()
    }

    /// Every grant, by entry id.
    pub fn grants(&self) -> impl Iterator<Item = &CountedGrant> {
        self.grants.values()
    }

    /// Every grant to that device, by entry id.
    pub fn grants_of(&self, device: DeviceId) -> impl Iterator<Item = &CountedGrant> {
        self.grants.values().filter(move |grant| grant.device == device)
    }

    /// Whether there is or was a grant to that device, whatever became of it.
    pub fn ever_granted(&self, device: DeviceId) -> bool {
        self.grants_of(device).next().is_some()
    }

    /// Whether saves of that device are taken in.
    pub fn judge_author(&self, device: DeviceId) -> AuthorStanding {
        if self.opener() == Some(device) || self.ever_granted(device) {
            AuthorStanding::Granted
        } else {
            AuthorStanding::NeverGranted
        }
    }

    /// What standing grants allow that device beyond reading and writing; everything for the opener.
    pub fn rights(&self, device: DeviceId) -> Rights {
        if self.opener() == Some(device) {
            return Rights::MAY_GRANT.and(Rights::MAY_END).and(Rights::LASTING);
        }
        self.grants_of(device)
            .filter(|grant| grant.state == GrantState::Stands)
            .fold(Rights::PLAIN, |rights, grant| rights.and(grant.rights))
    }

    /// Whether a grant would count if that device, its author holding `roles`, wrote it now.
    pub fn may_grant(&self, device: DeviceId, roles: Roles, table: &impl Table) -> bool {
        self.may(device, Rights::MAY_GRANT, |class| table.may_grant(class, roles))
    }

    /// Whether an end would count if that device, its author holding `roles`, wrote it now.
    pub fn may_end(&self, device: DeviceId, roles: Roles, table: &impl Table) -> bool {
        self.may(device, Rights::MAY_END, |class| table.may_end(class, roles))
    }

    fn may(&self, device: DeviceId, right: Rights, by_role: impl Fn(Class) -> bool) -> bool {
        let Some(opening) = self.opening else { return false };
        if self.limit(device).is_some() {
            return false;
        }
        opening.device == device
            || match opening.class {
                Class::Person => self.rights(device).has(right),
                class @ (Class::Organisation | Class::Month) => by_role(class),
            }
    }

    /// When the last lease of that device ends; none if a grant stands without end, or none stands.
    pub fn lease_end(&self, device: DeviceId) -> Option<Timestamp> {
        let standing = self.grants_of(device).filter(|grant| grant.state == GrantState::Stands);
        let untils: Option<Vec<_>> = standing.map(|grant| grant.until).collect();
        untils?.into_iter().max()
    }

    /// How much of that device's feed has effect as far as it is statements; none if all has.
    pub fn limit(&self, device: DeviceId) -> Option<&Extent> {
        self.limits.get(&device)
    }

    /// What hubs that set that device a limit had seen: other saves *arrived after withdrawal*.
    pub fn hub_limit(&self, device: DeviceId) -> Option<&Extent> {
        self.hub_limits.get(&device)
    }

    /// Whether a statement has effect, its author having the right to it.
    pub fn has_effect(&self, statement: Tip) -> bool {
        let limit = self.limit(statement.device);
        limit.is_none_or(|limit| limit.has(statement.number, statement.id))
    }

    /// Whether an epoch counts, by its statement. An author whose grant stands may always start
    /// one: a limit that follows a lost role must not cost an epoch at each save.
    pub fn epoch_counts(&self, epoch: Tip) -> bool {
        self.judge_author(epoch.device) == AuthorStanding::Granted
            && (self.has_effect(epoch)
                || self.grants_of(epoch.device).any(|grant| grant.state == GrantState::Stands))
    }

    /// Whether the ledger is to be forgotten: two members the table lets have signed, neither
    /// signature was taken back, and 30 days have passed since the second. `held_since` is the
    /// hub-signed time by which this store held an entry: an author's clock must not hasten it.
    pub fn retired(
        &self,
        now: Timestamp,
        held_since: impl Fn(EntryId) -> Option<Timestamp>,
    ) -> bool {
        let mut first: BTreeMap<MemberId, Timestamp> = BTreeMap::new();
        for signature in &self.retire {
            let Some(at) = held_since(signature.entry) else { continue };
            let known = first.entry(signature.member).or_insert(at);
            *known = at.min(*known);
        }
        let mut times: Vec<_> = first.into_values().collect();
        times.sort_unstable();
        times.get(1).is_some_and(|second| now.since(*second) >= RETIRE_AFTER_MILLIS)
    }

    /// The end of a device or a member as a statement to sign: it names every grant that may still
    /// stand, and for each such device how far its feed here is held. None if there is nothing to
    /// end. Lasting grants are left out.
    pub fn end_of(
        &self,
        whom: EndOf,
        devices: &impl Devices,
        held: impl Fn(DeviceId) -> Feed,
    ) -> Option<End> {
        let concerned = |grant: &CountedGrant| match whom {
            EndOf::Device(device) => grant.device == device,
            EndOf::Member(member) => match grant.member {
                Some(of) => of == member,
                None => devices.has_member(grant.device, member),
            },
        };
        let to_end = |grant: &&CountedGrant| {
            concerned(grant)
                && grant.state != GrantState::Ended
                && !grant.rights.has(Rights::LASTING)
        };
        let named: Vec<_> = self.grants.values().filter(to_end).collect();
        let member = match whom {
            EndOf::Member(member) => Some(member),
            EndOf::Device(_) if named.is_empty() => return None,
            EndOf::Device(_) => None,
        };
        let ended: BTreeSet<_> = named.iter().map(|grant| grant.device).collect();
        let tips = |device| held(device).0.into_iter().map(move |tip| tip.of(device));
        let seen = ended.into_iter().flat_map(tips);
        let grants = named.iter().map(|grant| grant.statement.id).collect();
        Some(End { grants, member, seen: seen.collect() })
    }
}
