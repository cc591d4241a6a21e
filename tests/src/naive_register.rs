//! The register a second time, as plainly as `docs/register-rules.md` can be written down: lists of
//! acts that are read from the start at every question. Slow, and made to be compared with: it
//! shares nothing with the fold in `holdfast-ledger` but what an entry is and the table.

use std::collections::{BTreeMap, BTreeSet};

use holdfast_ledger::{
    Change, DeviceId, DeviceStatus, Entry, EntryId, Footing, Hash, LedgerId, MemberId, Position,
    PublicKeys, RecoveryKeys, RegisterPoint, Role, Roles, SignedPosition, Statement, Table, Tip,
    Verdict, VerifyingKey,
};

/// Whatever was handed in, good or bad.
pub struct NaiveRegister<'a> {
    root: VerifyingKey,
    root_id: DeviceId,
    table: &'a dyn Table,
    held: Vec<Entry>,
    /// Whom each held entry introduces.
    names: BTreeMap<EntryId, (DeviceId, PublicKeys)>,
    positions: Vec<Placed>,
    line: Vec<Placed>,
}

/// A position and its hash.
#[derive(Clone, PartialEq)]
struct Placed {
    position: Position,
    hash: Hash,
}

/// Something that happened, in the order in which it takes effect.
#[derive(Clone)]
struct Act<'e> {
    entry: &'e Entry,
    verdict: Verdict,
}

/// A device, as the acts tell.
#[derive(Clone, Debug)]
struct Known {
    members: BTreeMap<MemberId, Option<VerifyingKey>>,
    keys: Option<PublicKeys>,
    status: Status,
    /// Whether it named a successor.
    succeeded: bool,
    cause: EntryId,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Status {
    Enrolled,
    Unconfirmed(DeviceId),
    Withdrawn,
    Refused,
}

/// The register at one point.
pub struct NaiveView<'a> {
    register: &'a NaiveRegister<'a>,
    acts: Vec<Act<'a>>,
    number: u64,
}

impl<'a> NaiveRegister<'a> {
    /// From everything handed in, in any order, good and bad.
    pub fn new(
        root: VerifyingKey,
        table: &'a dyn Table,
        entries: &[Entry],
        positions: &[SignedPosition],
    ) -> Self {
        let mut register = Self {
            root,
            root_id: root.device(),
            names: BTreeMap::new(),
            table,
            held: Vec::new(),
            positions: Vec::new(),
            line: Vec::new(),
        };
        register.hold_entries(entries);
        register.hold_positions(positions);
        register.line = register.best_line(&[]);
        register
    }

    /// Rule 1, round after round until nothing is added.
    fn hold_entries(&mut self, entries: &[Entry]) {
        let id = LedgerId::register(&self.root);
        loop {
            let before = self.held.len();
            for entry in entries {
                let known = self.held.iter().any(|held| held.id() == entry.id());
                let ours = entry.header().ledger == id && entry.as_statement().is_some();
                let signed = self.signing_keys().any(|key| entry.signed_by(&key));
                if !known && ours && signed {
                    self.held.push(entry.clone());
                    if let Some(keys) = self.keys_in(entry) {
                        self.names.insert(entry.id(), (keys.signing.device(), keys));
                    }
                }
            }
            if self.held.len() == before {
                return;
            }
        }
    }

    fn signing_keys(&self) -> impl Iterator<Item = VerifyingKey> {
        let hubs = self.hubs().into_iter().map(|(.., keys)| keys.signing);
        let devices = self.names.values().map(|(_, keys)| keys.signing);
        std::iter::once(self.root).chain(hubs).chain(devices)
    }

    fn keys_in(&self, entry: &Entry) -> Option<PublicKeys> {
        let keys = match entry.as_statement()? {
            Statement::Enrol(enrol) => enrol.keys,
            Statement::Successor(successor) => successor.keys,
            Statement::Owner(owner) if self.is_roots(entry) => owner.keys,
            _ => return None,
        };
        (keys.signing != self.root).then_some(keys)
    }

    fn introduces(&self, entry: &Entry) -> Option<(DeviceId, PublicKeys)> {
        self.names.get(&entry.id()).copied()
    }

    fn is_roots(&self, entry: &Entry) -> bool {
        entry.header().author == self.root_id
    }

    /// The root's namings of hubs: term, entry, keys; sorted.
    fn hubs(&self) -> Vec<(u32, EntryId, PublicKeys)> {
        let mut hubs: Vec<_> = self
            .held
            .iter()
            .filter(|entry| self.is_roots(entry))
            .filter_map(|entry| match entry.as_statement()? {
                Statement::Hub(hub) => Some((hub.term, entry.id(), hub.keys)),
                _ => None,
            })
            .collect();
        hubs.sort_by_key(|(term, id, _)| (*term, *id));
        hubs
    }

    /// Rule 2.
    fn hold_positions(&mut self, positions: &[SignedPosition]) {
        let hubs = self.hubs();
        for signed in positions {
            let known = self.positions.iter().any(|held| held.position == signed.position);
            let mut named = hubs.iter().filter(|(term, ..)| *term == signed.position.term);
            if !known && named.any(|(.., keys)| signed.verifies(&keys.signing)) {
                let position = signed.position.clone();
                self.positions.push(Placed { hash: position.hash(), position });
            }
        }
    }

    /// Rules 3 and 4: of a line and all lines that go on from it, the best.
    fn best_line(&self, line: &[Placed]) -> Vec<Placed> {
        let origin = RegisterPoint::origin(LedgerId::register(&self.root)).hash;
        let previous = line.last().map_or(origin, |last| last.hash);
        let least = line.last().map(|l| (l.position.term, l.position.incarnation));
        let follow = self.positions.iter().filter(|next| {
            next.position.previous == previous
                && next.position.number == line.len() as u64 + 1
                && least <= Some((next.position.term, next.position.incarnation))
        });
        let mut lines: Vec<Vec<Placed>> = vec![line.to_vec()];
        lines.extend(
            follow.map(|next| self.best_line(&[line, std::slice::from_ref(next)].concat())),
        );
        lines.sort_by_key(|line| {
            line.last().map(|last| {
                let against: Vec<u8> = last.hash.0.iter().map(|byte| !byte).collect();
                (last.position.term, line.len(), last.position.incarnation, against)
            })
        });
        lines.pop().unwrap_or_default()
    }

    fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.held.iter().find(|entry| entry.id() == id)
    }

    /// Rule 5.
    pub fn folded(&self) -> u64 {
        let held = self.line.iter().take_while(|p| self.entry(p.position.entry).is_some());
        held.count() as u64
    }

    /// Rule 7.
    pub fn hub(&self) -> Option<(u32, PublicKeys)> {
        let hubs = self.hubs();
        let (highest, ..) = *hubs.last()?;
        hubs.into_iter().find(|(term, ..)| *term == highest).map(|(term, _, keys)| (term, keys))
    }

    /// Rule 7.
    pub fn recovery(&self) -> Option<RecoveryKeys> {
        self.roots().into_iter().find_map(|entry| match entry.as_statement() {
            Some(Statement::Open(open)) => open.recovery,
            _ => None,
        })
    }

    /// The root's statements by (number, id).
    fn roots(&self) -> Vec<&Entry> {
        let mut roots: Vec<_> = self.held.iter().filter(|entry| self.is_roots(entry)).collect();
        roots.sort_by_key(|entry| (entry.header().number, entry.id()));
        roots
    }

    /// Rule 6: every place that was given twice.
    pub fn contradicted(&self) -> BTreeSet<(u32, u32, u64)> {
        let place = |p: &Placed| (p.position.term, p.position.incarnation, p.position.number);
        let twice = self.positions.iter().filter(|one| {
            self.positions.iter().any(|other| place(one) == place(other) && one != &other)
        });
        twice.map(place).collect()
    }

    /// The hash that the line of a point is known to have at each number.
    fn course(&self, point: &RegisterPoint) -> BTreeMap<u64, Hash> {
        let mut course = BTreeMap::from([(point.number, point.hash)]);
        let (mut number, mut hash) = (point.number, point.hash);
        while let Some(signed) = self
            .positions
            .iter()
            .find(|p| p.hash == hash && p.position.number == number && number > 1)
        {
            (number, hash) = (number - 1, signed.position.previous);
            course.insert(number, hash);
        }
        course
    }

    /// Rule 18.
    fn common(&self, point: &RegisterPoint) -> u64 {
        let course = self.course(point);
        let differs = |at: u64| {
            let mut upto = course.iter().filter(|(number, _)| (1..=at).contains(*number));
            upto.any(|(number, hash)| self.line[*number as usize - 1].hash != *hash)
        };
        let highest = point.number.min(self.line.len() as u64);
        (0..=highest).rev().find(|at| !differs(*at)).unwrap_or(0)
    }

    /// Rules 8 and 9, with the roles in which the author acts handed in.
    fn has_right_in(&self, acts: &[Act<'_>], entry: &Entry, less: &[Role]) -> bool {
        let Some(statement) = entry.as_statement() else { return false };
        if self.is_roots(entry) {
            return matches!(
                statement,
                Statement::Open(_)
                    | Statement::Enrol(_)
                    | Statement::RoleChange(_)
                    | Statement::Withdraw(_)
                    | Statement::Hub(_)
                    | Statement::Owner(_)
            );
        }
        let header = entry.header();
        let Some(author) = self.known(acts, header.author) else { return false };
        if matches!(statement, Statement::Successor(_)) {
            let standing = matches!(author.status, Status::Enrolled | Status::Unconfirmed(_));
            return standing && !author.succeeded;
        }
        let Some(cosigner) = author.members.get(&header.member) else { return false };
        if author.status != Status::Enrolled || !entry.cosigned_by(cosigner.as_ref()) {
            return false;
        }
        let mut roles = self.roles(acts, header.member);
        for role in less {
            roles = roles.without(*role);
        }
        match statement {
            Statement::Enrol(enrol) => {
                let Some((id, _)) = self.introduces(entry) else { return false };
                let mut given = Roles::NONE;
                for member in &enrol.members {
                    given = given.union(self.roles(acts, member.member));
                    given = member.role.map_or(given, |role| given.with(role));
                }
                if self.known(acts, id).is_some_and(|d| d.status == Status::Enrolled) {
                    given = given.union(self.roles_together(acts, id));
                }
                self.table.may_enrol(roles, given)
            }
            Statement::RoleChange(change) => self.table.may_change_role(roles, change.role),
            Statement::Withdraw(withdraw) => {
                self.table.may_withdraw(roles, self.roles_together(acts, withdraw.device))
            }
            _ => false,
        }
    }

    fn has_right(&self, acts: &[Act<'_>], entry: &Entry) -> bool {
        self.has_right_in(acts, entry, &[])
    }

    fn roles_together(&self, acts: &[Act<'_>], id: DeviceId) -> Roles {
        let members = self.known(acts, id).map(|known| known.members).unwrap_or_default();
        members.keys().fold(Roles::NONE, |sum, member| sum.union(self.roles(acts, *member)))
    }

    /// A member's roles: every act that counts, read from the first.
    fn roles(&self, acts: &[Act<'_>], member: MemberId) -> Roles {
        let mut roles = Roles::NONE;
        for act in acts.iter().filter(|act| act.verdict == Verdict::Counted) {
            match act.entry.as_statement() {
                Some(Statement::Enrol(enrol)) if enrol.keys.signing != self.root => {
                    for enrolled in enrol.members.iter().filter(|m| m.member == member) {
                        roles = enrolled.role.map_or(roles, |role| roles.with(role));
                    }
                }
                Some(Statement::Owner(owner))
                    if owner.member == member && owner.keys.signing != self.root =>
                {
                    roles = roles.with(Role::Owner);
                }
                Some(Statement::RoleChange(change)) if change.member == member => {
                    roles = match change.change {
                        Change::Given => roles.with(change.role),
                        Change::Taken => roles.without(change.role),
                    };
                }
                _ => {}
            }
        }
        roles
    }

    /// A device: every act, read from the first. Rules 10 to 13.
    fn known(&self, acts: &[Act<'_>], id: DeviceId) -> Option<Known> {
        let mut known: Option<Known> = None;
        for (index, act) in acts.iter().enumerate() {
            let names = self.introduces(act.entry).filter(|(named, _)| *named == id);
            let names = names.map(|(_, keys)| keys);
            let afresh = |status| {
                let (members, cause) = (BTreeMap::new(), act.entry.id());
                Known { members, keys: None, status, succeeded: false, cause }
            };
            if act.verdict == Verdict::Refused {
                if names.is_some() && known.is_none() {
                    known = Some(afresh(Status::Refused));
                }
                continue;
            }
            let succeeds = matches!(act.entry.as_statement(), Some(Statement::Successor(_)));
            if let Some(old) = known.as_mut().filter(|_| act.entry.header().author == id) {
                old.succeeded |= succeeds;
            }
            match act.entry.as_statement() {
                Some(Statement::Enrol(enrol)) if names.is_some() => {
                    let enrolled = known.take().filter(|d| d.status == Status::Enrolled);
                    let mut device = enrolled.unwrap_or_else(|| afresh(Status::Enrolled));
                    for member in &enrol.members {
                        device.members.insert(member.member, member.signing);
                    }
                    known = Some(Known { keys: names, ..device });
                }
                Some(Statement::Owner(owner)) if names.is_some() => {
                    let enrolled = known.take().filter(|d| d.status == Status::Enrolled);
                    let mut device = enrolled.unwrap_or_else(|| afresh(Status::Enrolled));
                    device.members.insert(owner.member, None);
                    known = Some(Known { keys: names, ..device });
                }
                Some(Statement::Successor(_)) if names.is_some() => {
                    let old = act.entry.header().author;
                    if known.as_ref().is_none_or(|known| known.status == Status::Refused) {
                        let before = self.known(&acts[..index], old);
                        known = before.map(|before| Known {
                            members: before.members,
                            keys: names,
                            ..afresh(Status::Unconfirmed(old))
                        });
                    }
                }
                Some(Statement::Withdraw(withdraw))
                    if withdraw.device == id
                        && known.as_ref().is_none_or(|k| k.status != Status::Withdrawn) =>
                {
                    let Known { members, keys, .. } =
                        known.unwrap_or_else(|| afresh(Status::Withdrawn));
                    known = Some(Known { members, keys, ..afresh(Status::Withdrawn) });
                }
                _ => {}
            }
        }
        known
    }

    /// Rules 14 and 15.
    fn ordered(&self, upto: u64) -> Vec<Act<'_>> {
        let mut acts = Vec::new();
        self.root_acts(&mut acts, 0);
        for number in 1..=upto {
            let id = self.line[number as usize - 1].position.entry;
            let Some(entry) = self.entry(id) else { return acts };
            let earlier = self.line[..number as usize - 1].iter();
            if !earlier.clone().any(|p| p.position.entry == id) {
                let verdict = self.verdict_after(&acts, entry, number - 1);
                let applied = self.is_roots(entry) && acts.iter().any(|a| a.entry.id() == id);
                if !applied {
                    acts.push(Act { entry, verdict });
                }
            }
            self.root_acts(&mut acts, number);
        }
        acts
    }

    fn root_acts<'e>(&'e self, acts: &mut Vec<Act<'e>>, after: u64) {
        for entry in self.roots() {
            let stands = self.common(&entry.header().register).min(self.folded());
            let done = acts.iter().any(|act| act.entry.id() == entry.id());
            if stands == after && !done && self.has_right(acts, entry) {
                acts.push(Act { entry, verdict: Verdict::Counted });
            }
        }
    }

    /// Rule 15: the verdict on an entry at the position after `number`.
    fn verdict_after(&self, acts: &[Act<'_>], entry: &Entry, number: u64) -> Verdict {
        let earlier = self.line[..number as usize].iter();
        let first = !earlier.clone().any(|p| p.position.entry == entry.id());
        if first && self.has_right(acts, entry) { Verdict::Counted } else { Verdict::Refused }
    }

    /// What would be found if that entry came next on the line; none while some of it is missing.
    pub fn verdict_next(&self, id: EntryId) -> Option<Verdict> {
        let number = self.folded();
        let whole = number == self.line.len() as u64;
        whole.then_some(self.verdict_after(&self.ordered(number), self.entry(id)?, number))
    }

    /// What is found at each position.
    pub fn verdicts(&self) -> Vec<Verdict> {
        (1..=self.folded())
            .map(|number| {
                let id = self.line[number as usize - 1].position.entry;
                let entry = self.entry(id).expect("folded positions have their entries");
                self.verdict_after(&self.ordered(number - 1), entry, number - 1)
            })
            .collect()
    }

    /// Where the hub's verdict is another.
    pub fn disagreeing(&self) -> Vec<u64> {
        let found = self.verdicts().into_iter().zip(&self.line).zip(1..);
        found.filter(|((found, p), _)| p.position.verdict != *found).map(|(_, n)| n).collect()
    }

    /// Rule 16: acts laid over those after `number`.
    fn lay<'e>(&'e self, number: u64, set: &[&'e Entry]) -> Vec<Act<'e>> {
        let mut acts = self.ordered(number);
        let counted = |entry| Act { entry, verdict: Verdict::Counted };
        let positioned = &self.line[..number as usize];
        let mut open: Vec<&Entry> = set
            .iter()
            .filter(|e| !acts.iter().any(|act| act.entry.id() == e.id()))
            .filter(|e| !positioned.iter().any(|p| p.position.entry == e.id()))
            .copied()
            .collect();
        open.sort_by_key(|entry| entry.id());

        for entry in self.roots() {
            if open.iter().any(|o| o.id() == entry.id()) && self.has_right(&acts, entry) {
                acts.push(counted(entry));
            }
        }
        open.retain(|entry| !self.is_roots(entry));
        let (removals, mut additions): (Vec<&Entry>, Vec<&Entry>) =
            open.into_iter().partition(|entry| match entry.as_statement() {
                Some(Statement::Withdraw(_)) => true,
                Some(Statement::RoleChange(change)) => change.change == Change::Taken,
                _ => false,
            });
        let (first, others): (Vec<&Entry>, Vec<&Entry>) =
            removals.into_iter().partition(|entry| self.has_right(&acts, entry));
        for _level in 1..=3 {
            let judged_by = acts.clone();
            for entry in std::mem::take(&mut additions) {
                let succeeds = matches!(entry.as_statement(), Some(Statement::Successor(_)));
                let second = acts[judged_by.len()..].iter().any(|act| {
                    matches!(act.entry.as_statement(), Some(Statement::Successor(_)))
                        && act.entry.header().author == entry.header().author
                });
                if !(succeeds && second) && self.addition_counts(&judged_by, &first, entry) {
                    acts.push(counted(entry));
                } else {
                    additions.push(entry);
                }
            }
        }
        let late = others.into_iter().filter(|entry| self.has_right(&acts, entry));
        let mut all: Vec<&Entry> = late.collect();
        all.extend(first);
        all.sort_by_key(|entry| entry.id());
        acts.extend(all.into_iter().map(counted));
        acts
    }

    /// Rule 16.3.
    fn addition_counts(&self, acts: &[Act<'_>], removals: &[&Entry], entry: &Entry) -> bool {
        let header = entry.header();
        let mut less = Vec::new();
        for removal in removals {
            match removal.as_statement() {
                Some(Statement::Withdraw(withdraw))
                    if withdraw.device == header.author
                        && !withdraw.seen.0.iter().any(|tip| self.leads_back(tip.id, entry)) =>
                {
                    return false;
                }
                Some(Statement::RoleChange(change))
                    if change.member == header.member
                        && !change.seen.iter().any(|tip| self.leads_back(tip.id, entry)) =>
                {
                    less.push(change.role);
                }
                _ => {}
            }
        }
        self.has_right_in(acts, entry, &less)
    }

    /// Rule 16.3: whether an entry stands at a tip or before it in its feed, step by step back.
    fn leads_back(&self, tip: EntryId, entry: &Entry) -> bool {
        let mut next = Some(tip);
        while let Some(held) = next.and_then(|id| self.entry(id)) {
            if held.id() == entry.id() {
                return true;
            }
            next = held.header().previous;
        }
        false
    }

    /// Rule 17.
    pub fn now(&self) -> NaiveView<'_> {
        let number = self.folded();
        let all: Vec<&Entry> = self.held.iter().collect();
        NaiveView { register: self, acts: self.lay(number, &all), number }
    }

    /// Rule 18.
    pub fn at(&self, point: &RegisterPoint) -> NaiveView<'_> {
        let number = self.common(point).min(self.folded());
        let mut behind: Vec<&Entry> = Vec::new();
        for tip in point.provisional.iter().flatten() {
            let mut next = self.entry(tip.id);
            while let Some(entry) = next {
                if !behind.iter().any(|b| b.id() == entry.id()) {
                    behind.push(entry);
                }
                next = entry.header().previous.and_then(|id| self.entry(id));
            }
        }
        NaiveView { register: self, acts: self.lay(number, &behind), number }
    }

    /// Rule 20: what an author names.
    pub fn point(&self, author: DeviceId) -> RegisterPoint {
        let now = self.now();
        let ordered = self.ordered(now.number).len();
        let counted: Vec<&Entry> = now.acts[ordered..].iter().map(|act| act.entry).collect();
        let followed = |entry: &Entry| {
            counted.iter().any(|c| c.id() != entry.id() && self.leads_back(c.id(), entry))
        };
        let mut tips: Vec<Tip> =
            counted.iter().filter(|entry| !followed(entry)).map(|entry| entry.tip()).collect();
        tips.sort();
        if tips.len() > 16 {
            let grounds = self.grounds(author, &now, &counted);
            let own = |tip: &Tip| grounds.iter().any(|ground| self.leads_back(tip.id, ground));
            let (own, others): (Vec<Tip>, Vec<Tip>) = tips.into_iter().partition(own);
            tips = in_turns(own);
            tips.extend(in_turns(others));
            tips.truncate(16);
            tips.sort();
        }
        let last = now.number.checked_sub(1).map(|index| self.line[index as usize].hash);
        let origin = RegisterPoint::origin(LedgerId::register(&self.root));
        RegisterPoint {
            number: now.number,
            hash: last.unwrap_or(origin.hash),
            provisional: (!tips.is_empty()).then_some(tips),
        }
    }

    /// Rule 20: the statements about a device and its members, and about who made those.
    fn grounds<'e>(
        &self,
        author: DeviceId,
        now: &NaiveView<'_>,
        counted: &[&'e Entry],
    ) -> Vec<&'e Entry> {
        let mut devices = vec![author];
        let mut members: Vec<MemberId> = now.members(author).into_keys().collect();
        let mut grounds = Vec::new();
        for _round in 0..=counted.len() {
            for entry in counted {
                let of = |id: DeviceId| devices.contains(&id);
                let about = self.introduces(entry).is_some_and(|(id, _)| of(id))
                    || match entry.as_statement() {
                        Some(Statement::Enrol(enrol)) => {
                            enrol.members.iter().any(|m| members.contains(&m.member))
                        }
                        Some(Statement::Owner(owner)) => members.contains(&owner.member),
                        Some(Statement::RoleChange(change)) => members.contains(&change.member),
                        Some(Statement::Withdraw(withdraw)) => of(withdraw.device),
                        _ => false,
                    };
                if about && !grounds.iter().any(|known: &&Entry| known.id() == entry.id()) {
                    devices.push(entry.header().author);
                    members.push(entry.header().member);
                    grounds.push(*entry);
                }
            }
        }
        grounds
    }

    /// Rule 19.
    pub fn ordinal(&self, device: DeviceId) -> Option<u64> {
        (1..=self.folded()).find(|number| {
            let id = self.line[*number as usize - 1].position.entry;
            let named = self.entry(id).and_then(|entry| self.introduces(entry));
            named.is_some_and(|(named, _)| named == device)
        })
    }

    /// Rule 19.
    pub fn by_ordinal_at(&self, point: &RegisterPoint, ordinal: u64) -> Option<DeviceId> {
        if ordinal == 0 || ordinal > point.number {
            return None;
        }
        let id = if ordinal <= self.common(point) {
            self.line[ordinal as usize - 1].position.entry
        } else {
            let hash = *self.course(point).get(&ordinal)?;
            let found = |p: &&Placed| p.hash == hash && p.position.number == ordinal;
            self.positions.iter().find(found)?.position.entry
        };
        Some(self.introduces(self.entry(id)?)?.0)
    }
}

/// One tip of each device, then a second of each, and so on; of one device the lowest first.
fn in_turns(mut tips: Vec<Tip>) -> Vec<Tip> {
    let mut turns = Vec::new();
    while !tips.is_empty() {
        let mut had: Vec<DeviceId> = Vec::new();
        for tip in std::mem::take(&mut tips) {
            if had.contains(&tip.device) {
                tips.push(tip);
            } else {
                had.push(tip.device);
                turns.push(tip);
            }
        }
    }
    turns
}

impl NaiveView<'_> {
    /// The position it rests on.
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// A member's roles.
    pub fn roles_of(&self, member: MemberId) -> Roles {
        self.register.roles(&self.acts, member)
    }

    /// What became of a device.
    pub fn status(&self, device: DeviceId) -> Option<DeviceStatus> {
        let Some(known) = self.register.known(&self.acts, device) else {
            let named = self.register.names.values().any(|(named, _)| *named == device);
            return named.then_some(DeviceStatus::Introduced);
        };
        let footing = self.footing(known.cause);
        Some(match (known.status, footing) {
            (Status::Enrolled, _) => DeviceStatus::Enrolled(footing),
            (Status::Unconfirmed(of), _) => DeviceStatus::NotYetConfirmed { of, footing },
            (Status::Withdrawn, _) => DeviceStatus::Withdrawn(footing),
            (Status::Refused, Footing::Ordered(position)) => DeviceStatus::Refused(position),
            (Status::Refused, _) => unreachable!("only a position refuses"),
        })
    }

    fn footing(&self, cause: EntryId) -> Footing {
        let line = self.register.line[..self.number as usize].iter().zip(1..);
        let position = line.into_iter().find(|(p, _)| p.position.entry == cause);
        match position {
            Some((_, number)) => Footing::Ordered(number),
            None if self.register.entry(cause).is_some_and(|e| self.register.is_roots(e)) => {
                Footing::Root
            }
            None => Footing::Provisional,
        }
    }

    /// A device's keys, or a hub's.
    pub fn keys(&self, device: DeviceId) -> Option<PublicKeys> {
        let register = self.register;
        let counted = register.known(&self.acts, device).and_then(|known| known.keys);
        let named = register.names.iter().filter(|(_, (named, _))| *named == device);
        let hubs = register.hubs().into_iter().map(|(_, id, keys)| (id, keys));
        let hubs = hubs.filter(|(_, keys)| keys.signing.device() == device);
        counted
            .or_else(|| named.min_by_key(|(id, _)| **id).map(|(_, (_, keys))| *keys))
            .or_else(|| hubs.min_by_key(|(id, _)| *id).map(|(_, keys)| keys))
    }

    /// Who uses a device, with the keys that co-sign.
    pub fn members(&self, device: DeviceId) -> BTreeMap<MemberId, Option<VerifyingKey>> {
        self.register.known(&self.acts, device).map(|known| known.members).unwrap_or_default()
    }
}
