//! The fold itself, in the order of the rules in [`super`].

use std::collections::{BTreeMap, BTreeSet};

use super::{CountedGrant, Entitlement, GrantState, Opening, RetireSignature};
use crate::{
    Branches, Class, DeviceId, Devices, End, Entry, EntryId, Extent, FeedTip, Grant, LedgerId,
    MemberId, Retire, Rights, Statement, Table,
};

/// For some devices, the tips of their feeds that somebody had seen.
type Tips = BTreeMap<DeviceId, BTreeSet<FeedTip>>;

/// A statement with the entry it stands in.
#[derive(Clone, Copy)]
struct Said<'a, S> {
    entry: &'a Entry,
    statement: &'a S,
}

impl<S> Said<'_, S> {
    fn author(&self) -> DeviceId {
        self.entry.header().author
    }

    fn is_within(&self, limit: Option<&Extent>) -> bool {
        limit.is_none_or(|limit| limit.has(self.entry.header().number, self.entry.id()))
    }
}

/// The statements of one ledger, sorted by what they do. Each list is in order of entry id.
#[derive(Default)]
struct Statements<'a> {
    grants: Vec<Said<'a, Grant>>,
    ends: Vec<Said<'a, End>>,
    retires: Vec<Said<'a, Retire>>,
    hub_limits: Tips,
}

/// Up to where each device's statements count.
#[derive(Default)]
struct Limits {
    hub: BTreeMap<DeviceId, Extent>,
    ended: BTreeMap<DeviceId, Extent>,
    /// The opener of a class 1 ledger.
    exempt: Option<DeviceId>,
}

impl Limits {
    fn of(&self, author: DeviceId, lifted: &BTreeSet<DeviceId>) -> Option<&Extent> {
        if self.exempt == Some(author) {
            return None;
        }
        let by_end = self.ended.get(&author).filter(|_| !lifted.contains(&author));
        self.hub.get(&author).or(by_end)
    }
}

/// What grants reach from the opener and the roles.
#[derive(Default)]
struct Reach {
    /// The grants reached, with the rights they really carry.
    grants: BTreeMap<EntryId, Rights>,
    rights: BTreeMap<DeviceId, Rights>,
    /// Devices whose limit by an end is lifted.
    lifted: BTreeSet<DeviceId>,
}

impl Reach {
    fn has(&self, device: DeviceId, right: Rights) -> bool {
        self.rights.get(&device).is_some_and(|rights| rights.has(right))
    }
}

struct Fold<'a, D, T> {
    ledger: LedgerId,
    opening: Opening,
    said: Statements<'a>,
    branches: &'a Branches,
    devices: &'a D,
    table: &'a T,
}

pub(super) fn fold<'a>(
    ledger: LedgerId,
    statements: impl IntoIterator<Item = &'a Entry>,
    branches: &Branches,
    devices: &impl Devices,
    table: &impl Table,
) -> Entitlement {
    let entries: BTreeMap<EntryId, &Entry> = statements
        .into_iter()
        .filter(|entry| entry.header().ledger == ledger)
        .map(|entry| (entry.id(), entry))
        .collect();
    let said = Statements::sort(entries.values().copied(), devices);
    match opening(ledger, entries.values().copied(), devices, table) {
        Some(opening) => Fold { ledger, opening, said, branches, devices, table }.run(),
        None => {
            let hub_limits = extents(branches, &said.hub_limits);
            Entitlement {
                ledger,
                opening: None,
                grants: BTreeMap::new(),
                limits: hub_limits.clone(),
                hub_limits,
                retire: Vec::new(),
            }
        }
    }
}

fn extents(branches: &Branches, tips: &Tips) -> BTreeMap<DeviceId, Extent> {
    let extent = |(device, tips): (&DeviceId, &BTreeSet<_>)| {
        (*device, branches.extent(*device, tips.clone()))
    };
    tips.iter().map(extent).collect()
}

/// The first *open* in order of entry id that opens this ledger. Decoding compared its nonce with
/// the ledger, but lets a register's opening pass: so the nonce is compared here again.
fn opening<'a>(
    ledger: LedgerId,
    mut entries: impl Iterator<Item = &'a Entry>,
    devices: &impl Devices,
    table: &impl Table,
) -> Option<Opening> {
    entries.find_map(|entry| {
        let header = entry.header();
        let Some(Statement::Open(open)) = entry.as_statement() else { return None };
        let roles = devices.roles_at(&header.register, header.author, header.member);
        let opens = header.number == 1
            && ledger == LedgerId::derive(header.author, open.nonce)
            && table.may_open(open.class, roles);
        opens.then_some(Opening { device: header.author, class: open.class, month: open.month })
    })
}

impl<'a> Statements<'a> {
    fn sort(entries: impl Iterator<Item = &'a Entry>, devices: &impl Devices) -> Self {
        let mut said = Self::default();
        for entry in entries {
            match entry.as_statement() {
                Some(Statement::Grant(statement)) => said.grants.push(Said { entry, statement }),
                Some(Statement::End(statement)) => said.ends.push(Said { entry, statement }),
                Some(Statement::Retire(statement)) => said.retires.push(Said { entry, statement }),
                Some(Statement::Limit(limit)) if devices.is_hub(entry.header().author) => {
                    said.hub_limits.entry(limit.device).or_default().extend(&limit.seen.0);
                }
                _ => {}
            }
        }
        said
    }
}

impl<D: Devices, T: Table> Fold<'_, D, T> {
    fn run(self) -> Entitlement {
        let nobody = BTreeSet::new();
        let without_limits = self.reach(&Limits::default(), &BTreeSet::new());
        let mut limits = Limits {
            hub: extents(self.branches, &self.said.hub_limits),
            ended: BTreeMap::new(),
            exempt: (self.opening.class == Class::Person).then_some(self.opening.device),
        };
        let before_ends = self.reach(&limits, &BTreeSet::new());
        let ends: Vec<_> = self
            .said
            .ends
            .iter()
            .filter(|end| end.is_within(limits.of(end.author(), &nobody)))
            .filter(|end| self.may_end(end, &before_ends))
            .collect();
        let ended = self.ended(&ends, &before_ends, &mut limits);
        let counted = self.reach(&limits, &ended);
        self.result(&without_limits, &counted, &ended, &limits)
    }

    /// Follows grants from the opener and the roles until nothing is added. With limits by ends,
    /// `ended` says which grants no longer stand: any other lifts its device's limit.
    ///
    /// Each author's grants are looked at again only when it gained a right or lost its limit, at
    /// most four times: a long hostile chain costs no more than an honest one.
    fn reach(&self, limits: &Limits, ended: &BTreeSet<EntryId>) -> Reach {
        let mut by_author: BTreeMap<DeviceId, Vec<&Said<'_, Grant>>> = BTreeMap::new();
        for grant in &self.said.grants {
            by_author.entry(grant.author()).or_default().push(grant);
        }
        let mut reach = Reach::default();
        let mut due: Vec<DeviceId> = by_author.keys().copied().collect();
        while let Some(author) = due.pop() {
            let limit = limits.of(author, &reach.lifted);
            for grant in by_author.get(&author).into_iter().flatten() {
                if !grant.is_within(limit) {
                    continue;
                }
                let Some(rights) = self.given(grant, &reach) else { continue };
                let to = grant.statement.device;
                let mut moved = false;
                if limits.ended.contains_key(&to) && !ended.contains(&grant.entry.id()) {
                    moved |= reach.lifted.insert(to);
                }
                reach.grants.insert(grant.entry.id(), rights);
                let held = reach.rights.entry(to).or_default();
                moved |= !held.has(rights);
                *held = held.and(rights);
                if moved {
                    due.push(to);
                }
            }
        }
        reach
    }

    /// The rights a grant really carries; none if its author may not grant.
    fn given(&self, grant: &Said<'_, Grant>, reach: &Reach) -> Option<Rights> {
        let header = grant.entry.header();
        let author = header.author;
        let opener = author == self.opening.device;
        let class = self.opening.class;
        if class != Class::Person {
            let roles = || self.devices.roles_at(&header.register, author, header.member);
            return (opener || self.table.may_grant(class, roles())).then_some(Rights::PLAIN);
        }
        let lease = grant.statement.until.is_some();
        let asked = grant.statement.rights;
        if opener {
            return Some(if lease { Rights::PLAIN } else { asked });
        }
        let own = reach.rights.get(&author).copied().unwrap_or_default();
        let handed_on = [Rights::MAY_GRANT, Rights::MAY_END]
            .into_iter()
            .filter(|right| !lease && asked.has(*right) && own.has(*right))
            .fold(Rights::PLAIN, Rights::and);
        own.has(Rights::MAY_GRANT).then_some(handed_on)
    }

    fn may_end(&self, end: &Said<'_, End>, before_ends: &Reach) -> bool {
        let header = end.entry.header();
        if header.author == self.opening.device {
            return true;
        }
        if self.opening.class == Class::Person {
            return before_ends.has(header.author, Rights::MAY_END);
        }
        let roles = self.devices.roles_at(&header.register, header.author, header.member);
        self.table.may_end(self.opening.class, roles)
    }

    /// The grants that valid ends ended; sets the limits that follow.
    fn ended(
        &self,
        ends: &[&Said<'_, End>],
        before_ends: &Reach,
        limits: &mut Limits,
    ) -> BTreeSet<EntryId> {
        let lasting = |grant: &Said<'_, Grant>| {
            before_ends
                .grants
                .get(&grant.entry.id())
                .is_some_and(|rights| rights.has(Rights::LASTING))
        };
        let protected: BTreeSet<MemberId> = self
            .said
            .grants
            .iter()
            .filter(|grant| lasting(grant))
            .filter_map(|grant| grant.statement.member)
            .collect();
        let mut ended = BTreeSet::new();
        let mut seen = Tips::new();
        for grant in self.said.grants.iter().filter(|grant| !lasting(grant)) {
            for end in ends.iter().filter(|end| self.ends(end, grant, &protected)) {
                ended.insert(grant.entry.id());
                if before_ends.grants.contains_key(&grant.entry.id()) {
                    let device = grant.statement.device;
                    seen.entry(device).or_default().extend(seen_by(end.statement, device));
                }
            }
        }
        limits.ended = extents(self.branches, &seen);
        ended
    }

    /// Whether a valid end names or covers a grant.
    fn ends(
        &self,
        end: &Said<'_, End>,
        grant: &Said<'_, Grant>,
        protected: &BTreeSet<MemberId>,
    ) -> bool {
        let Grant { device, member, despite, .. } = grant.statement;
        if end.statement.grants.binary_search(&grant.entry.id()).is_ok() {
            return true;
        }
        let Some(of) = end.statement.member.filter(|of| !protected.contains(of)) else {
            return false;
        };
        let for_that_member = match member {
            Some(member) => *member == of,
            None => self.devices.has_member(*device, of),
        };
        let in_spite =
            despite.as_ref().is_some_and(|ends| ends.binary_search(&end.entry.id()).is_ok());
        for_that_member && !in_spite
    }

    fn result(
        &self,
        without_limits: &Reach,
        counted: &Reach,
        ended: &BTreeSet<EntryId>,
        limits: &Limits,
    ) -> Entitlement {
        let grants = self.said.grants.iter().filter_map(|grant| {
            let id = grant.entry.id();
            let rights = without_limits.grants.get(&id)?;
            let Grant { device, member, until, .. } = *grant.statement;
            let state = match counted.grants.get(&id) {
                None => GrantState::BeyondLimit,
                Some(_) if ended.contains(&id) => GrantState::Ended,
                Some(_) if self.devices.withdrawn(device) => GrantState::DeviceWithdrawn,
                Some(_) if member.is_some_and(|of| !self.devices.has_member(device, of)) => {
                    GrantState::MemberGone
                }
                Some(_) => GrantState::Stands,
            };
            let rights = *counted.grants.get(&id).unwrap_or(rights);
            let statement = grant.entry.tip();
            Some((id, CountedGrant { statement, device, member, rights, until, state }))
        });
        let limited = limits.hub.keys().chain(limits.ended.keys()).filter_map(|device| {
            limits.of(*device, &counted.lifted).map(|limit| (*device, limit.clone()))
        });
        Entitlement {
            ledger: self.ledger,
            opening: Some(self.opening),
            grants: grants.collect(),
            limits: limited.collect(),
            hub_limits: limits.hub.clone(),
            retire: self.retire(counted, limits),
        }
    }

    /// The signatures under a retirement that count and were not taken back by one that counts.
    fn retire(&self, counted: &Reach, limits: &Limits) -> Vec<RetireSignature> {
        let valid: Vec<_> = self
            .said
            .retires
            .iter()
            .filter(|act| {
                let limit = limits.of(act.author(), &counted.lifted);
                act.is_within(limit) && self.may_retire(act, counted)
            })
            .collect();
        let taken_back: BTreeSet<EntryId> =
            valid.iter().filter_map(|act| act.statement.takes_back).collect();
        valid
            .into_iter()
            .filter(|act| act.statement.takes_back.is_none())
            .map(|act| RetireSignature { entry: act.entry.id(), member: act.entry.header().member })
            .filter(|signature| !taken_back.contains(&signature.entry))
            .collect()
    }

    /// In class 1, where no role counts, whoever may end may retire. Two different members must
    /// sign, so a signature counts only for a member who is on that device.
    fn may_retire(&self, act: &Said<'_, Retire>, counted: &Reach) -> bool {
        let header = act.entry.header();
        let class = self.opening.class;
        let roles = || self.devices.roles_at(&header.register, header.author, header.member);
        let may = header.author == self.opening.device
            || (class == Class::Person && counted.has(header.author, Rights::MAY_END))
            || (class != Class::Person && self.table.may_retire(class, roles()));
        may && self.devices.has_member(header.author, header.member)
    }
}

/// What an end's author had seen of that device's feed: nothing, where it says nothing.
fn seen_by(end: &End, device: DeviceId) -> impl Iterator<Item = FeedTip> {
    let from = end.seen.partition_point(|tip| tip.device < device);
    let of_device = end.seen[from..].iter().take_while(move |tip| tip.device == device);
    of_device.map(|tip| FeedTip { number: tip.number, id: tip.id })
}
