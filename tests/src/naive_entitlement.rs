//! Entitlement and epochs a second time, as plainly as the rules can be written: lists, and rounds
//! over all of them until nothing changes. Slow, and made to be compared with: it shares no code
//! with the fold in `holdfast-ledger`, only what an entry is.

use std::collections::{BTreeMap, BTreeSet};

use holdfast_ledger::{
    AuthorStanding, CalendarMonth, Class, DeviceId, Devices, End, Entry, EntryId, Epoch, Grant,
    GrantState, LedgerId, MemberId, Open, Retire, Rights, Statement, Table, Timestamp,
};

/// A ledger's entries, saves among them, with the register and the table to judge them by.
pub struct Naive<'a, D, T> {
    /// The ledger.
    pub ledger: LedgerId,
    /// Every entry held, in any order.
    pub entries: Vec<&'a Entry>,
    /// The register.
    pub devices: &'a D,
    /// The table.
    pub table: &'a T,
}

/// Which limits a round of grants respects.
#[derive(Clone, Copy, PartialEq)]
enum Respecting {
    Nothing,
    HubLimits,
    AllLimits,
}

type Valid = BTreeSet<EntryId>;
type HeldRights = BTreeMap<DeviceId, Rights>;

impl<D: Devices, T: Table> Naive<'_, D, T> {
    fn statements(&self) -> impl Iterator<Item = (&Entry, &Statement)> {
        self.entries.iter().filter_map(|entry| Some((*entry, entry.as_statement()?)))
    }

    fn grants(&self) -> Vec<(&Entry, &Grant)> {
        let only = |(entry, statement)| match statement {
            &Statement::Grant(ref grant) => Some((entry, grant)),
            _ => None,
        };
        self.statements().filter_map(only).collect()
    }

    fn ends(&self) -> Vec<(&Entry, &End)> {
        let only = |(entry, statement)| match statement {
            &Statement::End(ref end) => Some((entry, end)),
            _ => None,
        };
        self.statements().filter_map(only).collect()
    }

    /// "The opener is the author of the open whose nonce derives this ledger id; of two forked opens
    /// by the same author the lowest entry id."
    pub fn opening(&self) -> Option<(DeviceId, Class, Option<CalendarMonth>)> {
        let mut opens: Vec<(EntryId, DeviceId, &Open)> = Vec::new();
        for (entry, statement) in self.statements() {
            let header = entry.header();
            let Statement::Open(open) = statement else { continue };
            let roles = self.devices.roles_at(&header.register, header.author, header.member);
            if LedgerId::derive(header.author, open.nonce) == self.ledger
                && header.number == 1
                && self.table.may_open(open.class, roles)
            {
                opens.push((entry.id(), header.author, open));
            }
        }
        opens.sort_by_key(|(id, ..)| *id);
        opens.first().map(|(_, author, open)| (*author, open.class, open.month))
    }

    fn is_opener(&self, device: DeviceId) -> bool {
        self.opening().is_some_and(|(opener, ..)| opener == device)
    }

    fn class(&self) -> Option<Class> {
        self.opening().map(|(_, class, _)| class)
    }

    /// "Limit counts only if authored by a hub named by the root; of several the highest."
    pub fn hub_limit(&self, device: DeviceId) -> Option<u64> {
        let mut found = Vec::new();
        for (entry, statement) in self.statements() {
            if let Statement::Limit(limit) = statement
                && limit.device == device
                && self.devices.is_hub(entry.header().author)
            {
                found.push(limit.last);
            }
        }
        found.into_iter().max()
    }

    fn exempt(&self, author: DeviceId) -> bool {
        self.class() == Some(Class::Person) && self.is_opener(author)
    }

    /// The rights a grant carries, its author having `rights`: nobody hands on what they lack.
    fn carried(&self, entry: &Entry, grant: &Grant, rights: &HeldRights) -> Rights {
        if self.class() != Some(Class::Person) || grant.until.is_some() {
            return Rights::PLAIN;
        }
        if self.is_opener(entry.header().author) {
            return grant.rights;
        }
        let own = rights.get(&entry.header().author).copied().unwrap_or(Rights::PLAIN);
        let mut carried = Rights::PLAIN;
        for right in [Rights::MAY_GRANT, Rights::MAY_END] {
            if grant.rights.has(right) && own.has(right) {
                carried = carried.and(right);
            }
        }
        carried
    }

    /// What each device has by the grants in `valid`, once nothing changes any more.
    fn all_rights(&self, valid: &Valid) -> HeldRights {
        let mut rights = HeldRights::new();
        loop {
            let mut next = rights.clone();
            for (entry, grant) in self.grants() {
                if valid.contains(&entry.id()) {
                    let carried = self.carried(entry, grant, &rights);
                    let held = next.entry(grant.device).or_default();
                    *held = held.and(carried);
                }
            }
            if next == rights {
                return rights;
            }
            rights = next;
        }
    }

    /// One round: the grants that count if those in `valid` do.
    fn round(&self, valid: &Valid, respecting: Respecting) -> Valid {
        let rights = self.all_rights(valid);
        let mut next = Valid::new();
        for (entry, _) in self.grants() {
            let header = entry.header();
            let limit = match respecting {
                _ if self.exempt(header.author) => None,
                Respecting::Nothing => None,
                Respecting::HubLimits => self.hub_limit(header.author),
                Respecting::AllLimits => self.limit_given(header.author, valid),
            };
            let may = self.is_opener(header.author)
                || match self.class() {
                    None => false,
                    Some(Class::Person) => {
                        rights.get(&header.author).is_some_and(|own| own.has(Rights::MAY_GRANT))
                    }
                    Some(class) => self.table.may_grant(
                        class,
                        self.devices.roles_at(&header.register, header.author, header.member),
                    ),
                };
            if may && limit.is_none_or(|last| header.number <= last) {
                next.insert(entry.id());
            }
        }
        next
    }

    fn closure(&self, respecting: Respecting) -> Valid {
        let mut valid = Valid::new();
        loop {
            let next = self.round(&valid, respecting);
            if next == valid {
                return valid;
            }
            valid = next;
        }
    }

    /// "An end is valid if its author may end by opener/role/G0 and the statement is not beyond a hub
    /// limit of its author."
    fn valid_ends(&self) -> Vec<(&Entry, &End)> {
        let g0 = self.closure(Respecting::HubLimits);
        let rights = self.all_rights(&g0);
        let mut valid = Vec::new();
        for (entry, end) in self.ends() {
            let header = entry.header();
            let beyond = !self.exempt(header.author)
                && self.hub_limit(header.author).is_some_and(|last| header.number > last);
            let may = self.is_opener(header.author)
                || match self.class() {
                    None => false,
                    Some(Class::Person) => {
                        rights.get(&header.author).is_some_and(|own| own.has(Rights::MAY_END))
                    }
                    Some(class) => self.table.may_end(
                        class,
                        self.devices.roles_at(&header.register, header.author, header.member),
                    ),
                };
            if may && !beyond {
                valid.push((entry, end));
            }
        }
        valid
    }

    fn lasting(&self, entry: &Entry, grant: &Grant) -> bool {
        self.exempt(entry.header().author)
            && grant.rights.has(Rights::LASTING)
            && grant.until.is_none()
    }

    /// The valid ends that end a grant.
    fn enders(&self, of: &Entry, grant: &Grant) -> Vec<(&Entry, &End)> {
        if self.lasting(of, grant) {
            return Vec::new();
        }
        let mut protected: BTreeSet<MemberId> = BTreeSet::new();
        for (entry, grant) in self.grants() {
            if self.lasting(entry, grant) {
                protected.extend(grant.member);
            }
        }
        let mut enders = Vec::new();
        for (entry, end) in self.valid_ends() {
            let named = end.grants.contains(&of.id());
            let covered = end.member.is_some_and(|member| {
                let his = grant.member == Some(member)
                    || (grant.member.is_none() && self.devices.has_member(grant.device, member));
                let despite = grant.despite.iter().flatten().any(|known| *known == entry.id());
                his && !despite && !protected.contains(&member)
            });
            if named || covered {
                enders.push((entry, end));
            }
        }
        enders
    }

    /// The limit of a device when the grants in `valid` count.
    fn limit_given(&self, device: DeviceId, valid: &Valid) -> Option<u64> {
        if self.exempt(device) {
            return None;
        }
        if let Some(limit) = self.hub_limit(device) {
            return Some(limit);
        }
        let g0 = self.closure(Respecting::HubLimits);
        let mut limits = Vec::new();
        for (entry, grant) in self.grants() {
            if grant.device != device {
                continue;
            }
            let enders = self.enders(entry, grant);
            if enders.is_empty() && valid.contains(&entry.id()) {
                return None;
            }
            if g0.contains(&entry.id()) {
                for (_, end) in enders {
                    let seen = end.seen.iter().find(|seen| seen.device == device);
                    limits.push(seen.map_or(0, |seen| seen.number));
                }
            }
        }
        limits.into_iter().max()
    }

    /// The grants that count.
    pub fn counted(&self) -> Valid {
        self.closure(Respecting::AllLimits)
    }

    /// A device's limit.
    pub fn limit(&self, device: DeviceId) -> Option<u64> {
        self.limit_given(device, &self.counted())
    }

    /// What became of each grant that some device might have taken for valid.
    pub fn states(&self) -> BTreeMap<EntryId, (Rights, GrantState)> {
        let plausible = self.closure(Respecting::Nothing);
        let counted = self.counted();
        let mut states = BTreeMap::new();
        for (entry, grant) in self.grants() {
            if !plausible.contains(&entry.id()) {
                continue;
            }
            let beyond = !counted.contains(&entry.id());
            let valid = if beyond { &plausible } else { &counted };
            let state = if beyond {
                GrantState::BeyondLimit
            } else if !self.enders(entry, grant).is_empty() {
                GrantState::Ended
            } else if self.devices.withdrawn(grant.device) {
                GrantState::DeviceWithdrawn
            } else if grant.member.is_some_and(|of| !self.devices.has_member(grant.device, of)) {
                GrantState::MemberGone
            } else {
                GrantState::Stands
            };
            let carried = self.carried(entry, grant, &self.all_rights(valid));
            states.insert(entry.id(), (carried, state));
        }
        states
    }

    /// "A device is entitled while some grant to it stands."
    pub fn entitled(&self, now: Timestamp) -> BTreeSet<DeviceId> {
        let states = self.states();
        let mut entitled = BTreeSet::new();
        for (entry, grant) in self.grants() {
            let over = grant.until.is_some_and(|until| now >= until);
            let stands = states.get(&entry.id()).map(|(_, state)| *state);
            if stands == Some(GrantState::Stands) && !over {
                entitled.insert(grant.device);
            }
        }
        entitled
    }

    fn ever_granted_devices(&self) -> Vec<(&Entry, DeviceId)> {
        let plausible = self.closure(Respecting::Nothing);
        let mut granted = Vec::new();
        for (entry, grant) in self.grants() {
            if plausible.contains(&entry.id()) {
                granted.push((entry, grant.device));
            }
        }
        granted
    }

    /// Whether a device's saves are taken in.
    pub fn judge_author(&self, device: DeviceId) -> AuthorStanding {
        let granted = self.ever_granted_devices().iter().any(|(_, to)| *to == device);
        if granted || self.is_opener(device) {
            AuthorStanding::Granted
        } else {
            AuthorStanding::NeverGranted
        }
    }

    /// Whether the ledger is to be forgotten, every entry held since `held_since`.
    pub fn retired(&self, now: Timestamp, held_since: impl Fn(EntryId) -> Timestamp) -> bool {
        let counted = self.counted();
        let rights = self.all_rights(&counted);
        let mut valid: Vec<(&Entry, &Retire)> = Vec::new();
        for (entry, statement) in self.statements() {
            let header = entry.header();
            let Statement::Retire(retire) = statement else { continue };
            let beyond =
                self.limit_given(header.author, &counted).is_some_and(|last| header.number > last);
            let may = self.is_opener(header.author)
                || match self.class() {
                    None => false,
                    Some(Class::Person) => {
                        rights.get(&header.author).is_some_and(|own| own.has(Rights::MAY_END))
                    }
                    Some(class) => self.table.may_retire(
                        class,
                        self.devices.roles_at(&header.register, header.author, header.member),
                    ),
                };
            if may && !beyond && self.devices.has_member(header.author, header.member) {
                valid.push((entry, retire));
            }
        }
        let day = 24 * 60 * 60 * 1000;
        for (one, first) in &valid {
            for (other, second) in &valid {
                let back = |entry: &Entry| {
                    valid.iter().any(|(_, retire)| retire.takes_back == Some(entry.id()))
                };
                let signed = first.takes_back.is_none() && second.takes_back.is_none();
                let later = held_since(one.id()).max(held_since(other.id()));
                if one.header().member != other.header().member
                    && signed
                    && !back(one)
                    && !back(other)
                    && now.0 - later.0 >= 30 * day
                {
                    return true;
                }
            }
        }
        false
    }

    /// Every epoch.
    pub fn epochs(&self) -> Vec<(&Entry, &Epoch)> {
        let only = |(entry, statement)| match statement {
            &Statement::Epoch(ref epoch) => Some((entry, epoch)),
            _ => None,
        };
        self.statements().filter_map(only).collect()
    }

    /// "Which epoch statements count: author ever granted or opener, within limits", or its grant
    /// stands.
    pub fn epoch_counts(&self, entry: &Entry) -> bool {
        let header = entry.header();
        let within = self.limit(header.author).is_none_or(|last| header.number <= last);
        let states = self.states();
        let stands = self.grants().iter().any(|(entry, grant)| {
            grant.device == header.author
                && states.get(&entry.id()).is_some_and(|(_, state)| *state == GrantState::Stands)
        });
        self.judge_author(header.author) == AuthorStanding::Granted && (within || stands)
    }

    /// The epochs that count and that none which counts stands after.
    pub fn tips(&self) -> BTreeSet<EntryId> {
        let mut tips = BTreeSet::new();
        for (entry, _) in self.epochs() {
            let superseded = self.epochs().iter().any(|(later, epoch)| {
                self.epoch_counts(later)
                    && epoch.before.iter().any(|earlier| earlier.epoch == entry.id())
            });
            if self.epoch_counts(entry) && !superseded {
                tips.insert(entry.id());
            }
        }
        tips
    }

    /// Whether an epoch was computed from a statement: from a tip of it, step by step back.
    pub fn names(&self, epoch: &Epoch, statement: &Entry) -> bool {
        epoch.tips.iter().any(|tip| {
            let is_tip = |entry: &&&Entry| entry.tip() == *tip && entry.as_statement().is_some();
            let mut at = self.entries.iter().find(is_tip).copied();
            while let Some(entry) = at {
                if entry.id() == statement.id() {
                    return true;
                }
                let previous = entry.header().previous;
                at = self.entries.iter().find(|entry| Some(entry.id()) == previous).copied();
            }
            false
        })
    }

    /// "Its recipients and every device granted by a statement it does not name", and its author.
    pub fn holders(&self, entry: &Entry, epoch: &Epoch) -> Option<BTreeSet<DeviceId>> {
        let mut holders = BTreeSet::from([entry.header().author]);
        for ordinal in &epoch.recipients {
            holders.insert(self.devices.by_ordinal(*ordinal)?);
        }
        holders.extend(epoch.newcomers.iter().copied());
        for (grant, device) in self.ever_granted_devices() {
            if !self.names(epoch, grant) {
                holders.insert(device);
            }
        }
        Some(holders)
    }

    /// "Fit for a writer when its holders are exactly the devices entitled", a writer no longer
    /// entitled left aside; one that does not count is for its author only.
    pub fn fit(&self, entry: &Entry, epoch: &Epoch, writer: DeviceId, now: Timestamp) -> bool {
        let entitled = self.entitled(now);
        let Some(holders) = self.holders(entry, epoch) else { return false };
        let usable = self.epoch_counts(entry) || entry.header().author == writer;
        let mut with_writer = entitled.clone();
        with_writer.insert(writer);
        usable && (holders == entitled || holders == with_writer && !entitled.contains(&writer))
    }
}
