//! Entitlement and epochs a second time, as plainly as the rules can be written: lists, and rounds
//! over all of them until nothing changes. Slow, and made to be compared with: it shares no code
//! with the fold in `holdfast-ledger`, only what an entry is.

use std::collections::{BTreeMap, BTreeSet};

use holdfast_ledger::{
    AuthorStanding, CalendarMonth, Class, DeviceId, Devices, End, Entry, EntryId, Epoch, FeedTip,
    Grant, GrantState, LedgerId, MemberId, Open, Retire, Rights, Roles, Statement, Table,
    Timestamp,
};

type Valid = BTreeSet<EntryId>;
/// What had been seen of a feed: the tips of it.
type Seen = BTreeSet<FeedTip>;
type HeldRights = BTreeMap<DeviceId, Rights>;

/// A ledger's entries and what follows from them, stage by stage.
pub struct Naive<'a, D, T> {
    ledger: LedgerId,
    entries: Vec<&'a Entry>,
    /// The authors who used a number twice.
    forked: BTreeSet<DeviceId>,
    devices: &'a D,
    table: &'a T,
    opening: Option<(DeviceId, Class, Option<CalendarMonth>)>,
    grants: Vec<(&'a Entry, &'a Grant)>,
    /// What grants reach with no limit, with hub limits, with all.
    plausible: Valid,
    g0: Valid,
    counted: Valid,
    /// For each grant, the valid ends that end it.
    enders: BTreeMap<EntryId, Vec<&'a End>>,
}

impl<'a, D: Devices, T: Table> Naive<'a, D, T> {
    /// From every entry held, saves among them, in any order.
    pub fn new(ledger: LedgerId, entries: Vec<&'a Entry>, devices: &'a D, table: &'a T) -> Self {
        let mut forked = BTreeSet::new();
        for one in &entries {
            let tip = one.tip();
            let same = |e: &&&Entry| e.tip().device == tip.device && e.tip().number == tip.number;
            if entries.iter().filter(same).any(|other| other.id() != tip.id) {
                forked.insert(tip.device);
            }
        }
        let mut naive = Self {
            ledger,
            entries,
            forked,
            devices,
            table,
            opening: None,
            grants: Vec::new(),
            plausible: Valid::new(),
            g0: Valid::new(),
            counted: Valid::new(),
            enders: BTreeMap::new(),
        };
        naive.opening = naive.find_opening();
        for (entry, statement) in naive.statements() {
            if let Statement::Grant(grant) = statement {
                naive.grants.push((entry, grant));
            }
        }
        naive.plausible = naive.closure(|_, _| None);
        naive.g0 = naive.closure(|author, _| naive.hub_limit(author));
        naive.enders = naive.find_enders();
        naive.counted = naive.closure(|author, valid| naive.limit_given(author, valid));
        naive
    }

    fn statements(&self) -> Vec<(&'a Entry, &'a Statement)> {
        self.entries.iter().filter_map(|entry| Some((*entry, entry.as_statement()?))).collect()
    }

    fn roles(&self, of: &Entry) -> Roles {
        let header = of.header();
        self.devices.roles_at(&header.register, header.author, header.member)
    }

    /// "The opener is the author of the open whose nonce derives this ledger id; of two forked opens
    /// by the same author the lowest entry id."
    fn find_opening(&self) -> Option<(DeviceId, Class, Option<CalendarMonth>)> {
        let mut opens: Vec<(EntryId, DeviceId, &Open)> = Vec::new();
        for (entry, statement) in self.statements() {
            let Statement::Open(open) = statement else { continue };
            if LedgerId::derive(entry.header().author, open.nonce) == self.ledger
                && entry.header().number == 1
                && self.table.may_open(open.class, self.roles(entry))
            {
                opens.push((entry.id(), entry.header().author, open));
            }
        }
        opens.sort_by_key(|(id, ..)| *id);
        opens.first().map(|(_, author, open)| (*author, open.class, open.month))
    }

    /// Opener, class and month.
    pub const fn opening(&self) -> Option<(DeviceId, Class, Option<CalendarMonth>)> {
        self.opening
    }

    fn is_opener(&self, device: DeviceId) -> bool {
        self.opening.is_some_and(|(opener, ..)| opener == device)
    }

    /// "Except those of the device that opened a class-1 ledger."
    fn exempt(&self, author: DeviceId) -> bool {
        self.is_opener(author) && self.by_rights()
    }

    /// Whether the ledger is of class 1, where rights count and roles do not.
    fn by_rights(&self) -> bool {
        self.opening.is_some_and(|(_, class, _)| class == Class::Person)
    }

    /// "Only the opener and rights carried by valid grants" in class 1; else "by role in the table
    /// at the register point that the statement names, and the opener always".
    fn may(
        &self,
        entry: &Entry,
        right: Rights,
        rights: &HeldRights,
        by_role: impl Fn(&T, Class, Roles) -> bool,
    ) -> bool {
        let Some((opener, class, _)) = self.opening else { return false };
        let author = entry.header().author;
        if author == opener {
            return true;
        }
        if class == Class::Person {
            return rights.get(&author).is_some_and(|own| own.has(right));
        }
        by_role(self.table, class, self.roles(entry))
    }

    /// "A limit lets through what had been seen: the entries it names and those before them on their
    /// branch, but no other branch of the same numbers." A feed in which no number was used twice
    /// has one branch, and there a higher number comes after a lower one.
    fn is_seen(&self, entry: &Entry, tips: &Seen) -> bool {
        let (author, number) = (entry.header().author, entry.header().number);
        if !self.forked.contains(&author) {
            let at = |tip: &FeedTip| tip.number == number && tip.id == entry.id();
            return tips.iter().any(|tip| tip.number > number || at(tip));
        }
        tips.iter().any(|tip| {
            let of_tip = tip.of(author);
            let mut branch = self.entries.iter().find(|e| e.tip() == of_tip);
            while let Some(step) = branch {
                if step.id() == entry.id() {
                    return true;
                }
                let previous = step.header().previous;
                branch = self.entries.iter().find(|e| Some(e.id()) == previous);
            }
            false
        })
    }

    fn within(&self, entry: &Entry, limit: Option<&Seen>) -> bool {
        limit.is_none_or(|tips| self.is_seen(entry, tips))
    }

    /// "A hub's counts if the root named that hub; of several, what any of them had seen."
    pub fn hub_limit(&self, device: DeviceId) -> Option<Seen> {
        let mut found: Option<Seen> = None;
        for (entry, statement) in self.statements() {
            if let Statement::Limit(limit) = statement
                && limit.device == device
                && self.devices.is_hub(entry.header().author)
            {
                found.get_or_insert_default().extend(limit.seen.0.iter().copied());
            }
        }
        found
    }

    /// The rights a grant carries, its author having `rights`: nobody hands on what they lack.
    fn carried(&self, entry: &Entry, grant: &Grant, rights: &HeldRights) -> Rights {
        if !self.by_rights() || grant.until.is_some() {
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
            for (entry, grant) in &self.grants {
                if valid.contains(&entry.id()) {
                    let held = next.entry(grant.device).or_default();
                    *held = held.and(self.carried(entry, grant, &rights));
                }
            }
            if next == rights {
                return rights;
            }
            rights = next;
        }
    }

    /// Rounds: the grants that count if those of the round before do, until a round adds none.
    fn closure(&self, limit: impl Fn(DeviceId, &Valid) -> Option<Seen>) -> Valid {
        let mut valid = Valid::new();
        loop {
            let rights = self.all_rights(&valid);
            let mut next = Valid::new();
            for (entry, _) in &self.grants {
                let author = entry.header().author;
                let limit = if self.exempt(author) { None } else { limit(author, &valid) };
                if self.within(entry, limit.as_ref())
                    && self.may(entry, Rights::MAY_GRANT, &rights, T::may_grant)
                {
                    next.insert(entry.id());
                }
            }
            if next == valid {
                return valid;
            }
            valid = next;
        }
    }

    fn lasting(&self, entry: &Entry, grant: &Grant) -> bool {
        self.exempt(entry.header().author)
            && grant.rights.has(Rights::LASTING)
            && grant.until.is_none()
    }

    /// "An end is valid if its author may end by opener/role/G0 and the statement is not beyond a hub
    /// limit of its author; a lasting grant cannot be named by an end, nor its member covered."
    fn find_enders(&self) -> BTreeMap<EntryId, Vec<&'a End>> {
        let rights = self.all_rights(&self.g0);
        let mut protected: BTreeSet<MemberId> = BTreeSet::new();
        for (entry, grant) in &self.grants {
            if self.lasting(entry, grant) {
                protected.extend(grant.member);
            }
        }
        let mut enders: BTreeMap<EntryId, Vec<&End>> = BTreeMap::new();
        for (by, statement) in self.statements() {
            let Statement::End(end) = statement else { continue };
            let author = by.header().author;
            let beyond = !self.within(by, self.hub_limit(author).as_ref());
            if beyond && !self.exempt(author) || !self.may(by, Rights::MAY_END, &rights, T::may_end)
            {
                continue;
            }
            for (entry, grant) in &self.grants {
                let covers = |member: MemberId| {
                    let theirs = match grant.member {
                        Some(named) => named == member,
                        None => self.devices.has_member(grant.device, member),
                    };
                    let despite = grant.despite.iter().flatten().any(|known| *known == by.id());
                    theirs && !despite && !protected.contains(&member)
                };
                let ends = end.grants.contains(&entry.id()) || end.member.is_some_and(covers);
                if ends && !self.lasting(entry, grant) {
                    enders.entry(entry.id()).or_default().push(end);
                }
            }
        }
        enders
    }

    /// The limit of a device when the grants in `valid` count: the hubs' if there is any, else "what
    /// any such end had seen of its feed", lifted while another grant to it stands.
    fn limit_given(&self, device: DeviceId, valid: &Valid) -> Option<Seen> {
        if self.exempt(device) {
            return None;
        }
        if let Some(limit) = self.hub_limit(device) {
            return Some(limit);
        }
        let mut seen: Option<Seen> = None;
        for (entry, grant) in &self.grants {
            if grant.device != device {
                continue;
            }
            match self.enders.get(&entry.id()) {
                None if valid.contains(&entry.id()) => return None,
                Some(enders) if self.g0.contains(&entry.id()) => {
                    let seen = seen.get_or_insert_default();
                    for tip in enders.iter().flat_map(|end| &end.seen) {
                        if tip.device == device {
                            seen.insert(FeedTip { number: tip.number, id: tip.id });
                        }
                    }
                }
                _ => {}
            }
        }
        seen
    }

    /// A device's limit: the tips of what has effect.
    pub fn limit(&self, device: DeviceId) -> Option<Seen> {
        self.limit_given(device, &self.counted)
    }

    /// Whether a statement is within its author's limit.
    pub fn has_effect(&self, entry: &Entry) -> bool {
        self.within(entry, self.limit(entry.header().author).as_ref())
    }

    /// What became of each grant that some device might have taken for valid.
    pub fn states(&self) -> BTreeMap<EntryId, (Rights, GrantState)> {
        let mut states = BTreeMap::new();
        for (entry, grant) in &self.grants {
            let gone = |member: MemberId| !self.devices.has_member(grant.device, member);
            let state = if !self.plausible.contains(&entry.id()) {
                continue;
            } else if !self.counted.contains(&entry.id()) {
                GrantState::BeyondLimit
            } else if self.enders.contains_key(&entry.id()) {
                GrantState::Ended
            } else if self.devices.withdrawn(grant.device) {
                GrantState::DeviceWithdrawn
            } else if grant.member.is_some_and(gone) {
                GrantState::MemberGone
            } else {
                GrantState::Stands
            };
            let beyond = state == GrantState::BeyondLimit;
            let by = if beyond { &self.plausible } else { &self.counted };
            let carried = self.carried(entry, grant, &self.all_rights(by));
            states.insert(entry.id(), (carried, state));
        }
        states
    }

    /// "A device is entitled while some grant to it stands."
    pub fn entitled(&self, now: Timestamp) -> BTreeSet<DeviceId> {
        let states = self.states();
        let mut entitled = BTreeSet::new();
        for (entry, grant) in &self.grants {
            let over = grant.until.is_some_and(|until| now >= until);
            let state = states.get(&entry.id()).map(|(_, state)| *state);
            if state == Some(GrantState::Stands) && !over {
                entitled.insert(grant.device);
            }
        }
        entitled
    }

    /// Whether a device's saves are taken in.
    pub fn judge_author(&self, device: DeviceId) -> AuthorStanding {
        let granted = self
            .grants
            .iter()
            .any(|(entry, grant)| grant.device == device && self.plausible.contains(&entry.id()));
        if granted || self.is_opener(device) {
            AuthorStanding::Granted
        } else {
            AuthorStanding::NeverGranted
        }
    }

    /// Whether the ledger is to be forgotten, every entry held since `held_since`.
    pub fn retired(&self, now: Timestamp, held_since: impl Fn(EntryId) -> Timestamp) -> bool {
        let rights = self.all_rights(&self.counted);
        let mut valid: Vec<(&Entry, &Retire)> = Vec::new();
        for (entry, statement) in self.statements() {
            let header = entry.header();
            let Statement::Retire(retire) = statement else { continue };
            if self.has_effect(entry)
                && self.may(entry, Rights::MAY_END, &rights, T::may_retire)
                && self.devices.has_member(header.author, header.member)
            {
                valid.push((entry, retire));
            }
        }
        let stands = |(entry, retire): &(&Entry, &Retire)| {
            let taken_back = |by: &(&Entry, &Retire)| by.1.takes_back == Some(entry.id());
            retire.takes_back.is_none() && !valid.iter().any(taken_back)
        };
        let signed: Vec<_> = valid.iter().filter(|act| stands(act)).collect();
        signed.iter().any(|(one, _)| {
            signed.iter().any(|(other, _)| {
                let later = held_since(one.id()).max(held_since(other.id()));
                one.header().member != other.header().member
                    && now.0 - later.0 >= 30 * 24 * 60 * 60 * 1000
            })
        })
    }

    /// Every epoch.
    pub fn epochs(&self) -> Vec<(&'a Entry, &'a Epoch)> {
        let mut epochs = Vec::new();
        for (entry, statement) in self.statements() {
            if let Statement::Epoch(epoch) = statement {
                epochs.push((entry, epoch));
            }
        }
        epochs
    }

    /// "Which epoch statements count: author ever granted or opener, within limits", or its grant
    /// stands.
    pub fn epoch_counts(&self, entry: &Entry) -> bool {
        let header = entry.header();
        let within = self.has_effect(entry);
        let states = self.states();
        let stands = self.grants.iter().any(|(entry, grant)| {
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
            holders.insert(self.devices.by_ordinal(&entry.header().register, *ordinal)?);
        }
        holders.extend(epoch.newcomers.iter().copied());
        for (by, grant) in &self.grants {
            if self.plausible.contains(&by.id()) && !self.names(epoch, by) {
                holders.insert(grant.device);
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
        usable && (holders == entitled || holders == with_writer)
    }
}
