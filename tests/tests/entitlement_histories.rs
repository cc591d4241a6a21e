//! Entitlement and epochs against their naive twins, on random histories, honest and adversarial:
//! ended grantees who grant, mutual ends, leases, withdrawals, limits by hubs and by impostors,
//! forks, member ends and grants despite them, lasting grants, concurrent and lying epochs. Whatever
//! the order in which entries come, and whichever part of them is held, both must find the same.
//!
//! `HOLDFAST_HISTORIES=10000 cargo test --release -p holdfast-tests --test entitlement_histories`
//! runs the long form; `HOLDFAST_SEED=n` one history.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use holdfast_ledger::{
    Branches, CalendarMonth, Change, Class, DeviceId, DeviceKeys, Devices, End, EndOf, Enrol,
    EnrolledMember, Entitlement, Entry, EntryId, EpochKey, EpochKeys, Epochs, Extent, Feed,
    FeedTip, Grant, GrantState, Hash, LedgerId, Limit, MemberId, Open, Random16, Retire, Rights,
    Role, RoleChange, StandardTable, Statement, Timestamp, Tip,
};
use holdfast_tests::hand::Hand;
use holdfast_tests::naive_entitlement::Naive;
use holdfast_tests::roster::Roster;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// Devices that take part; the last two are a hub and an impostor.
const DEVICES: usize = 9;
/// Moments at which entitlement is compared; leases end at one of them.
const TIMES: [i64; 4] = [0, 10, 20, 30];
const DAY: i64 = 24 * 60 * 60 * 1000;

/// A seeded choice.
struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        (self.0.next_u64() % sides as u64) as usize
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.below(sides) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        if from.is_empty() { None } else { Some(from[self.below(from.len())].clone()) }
    }

    fn some<T: Clone + Ord>(&mut self, from: &[T], most: usize) -> Vec<T> {
        let count = self.below(most + 1);
        let chosen: BTreeSet<T> = (0..count).filter_map(|_| self.pick(from)).collect();
        chosen.into_iter().collect()
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }

    /// A random part of what was written, each feed without gaps, in random order.
    fn part<'e>(&mut self, entries: &'e [Entry]) -> Vec<&'e Entry> {
        let mut held: BTreeSet<EntryId> = BTreeSet::new();
        let share = 1 + self.below(12);
        let mut part = Vec::new();
        for entry in entries {
            let chained = entry.header().previous.is_none_or(|previous| held.contains(&previous));
            if chained && (share > 6 || !self.one_in(share * 3)) {
                held.insert(entry.id());
                part.push(entry);
            }
        }
        self.shuffle(&mut part);
        part
    }
}

/// One random history: everything ever written in a ledger, and the register it is judged by.
struct History {
    dice: Dice,
    ledger: LedgerId,
    roster: Roster,
    keys: Vec<Rc<DeviceKeys>>,
    members: Vec<MemberId>,
    /// Each device's branches: one, unless it was copied.
    hands: Vec<Vec<Hand>>,
    entries: Vec<Entry>,
    grants: Vec<EntryId>,
    ends: Vec<EntryId>,
    retires: Vec<EntryId>,
    epoch_keys: EpochKeys,
}

impl History {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
        let keys: Vec<_> = (0..DEVICES)
            .map(|number| Rc::new(DeviceKeys::from_secret(&[number as u8 + 1; 32])))
            .collect();
        let members: Vec<_> = (0..DEVICES).map(|number| MemberId([number as u8 + 1; 16])).collect();
        let roster = roster(&mut dice, &keys, &members);
        let nonce = Random16([seed as u8; 16]);
        let ledger = LedgerId::derive(keys[0].device(), nonce);
        let hand = |(keys, member): (&Rc<DeviceKeys>, &MemberId)| {
            vec![Hand::new(Rc::clone(keys), *member, ledger, Roster::point(0))]
        };
        let hands = keys.iter().zip(&members).map(hand).collect();
        let mut history = Self {
            dice,
            ledger,
            roster,
            keys,
            members,
            hands,
            entries: Vec::new(),
            grants: Vec::new(),
            ends: Vec::new(),
            retires: Vec::new(),
            epoch_keys: EpochKeys::default(),
        };
        history.open(nonce);
        let steps = 12 + history.dice.below(28);
        for _ in 0..steps {
            history.step();
        }
        history
    }

    /// Carol opens, twice at times (a copied device), and mostly grants herself.
    fn open(&mut self, nonce: Random16) {
        let classes = [Class::Organisation, Class::Person, Class::Person, Class::Month];
        let class = classes[self.dice.below(classes.len())];
        let untouched = self.hands[0][0].clone();
        let open = |class| {
            let month = (class == Class::Month).then_some(CalendarMonth(202_611));
            Statement::Open(Open { class, month, nonce, recovery: None })
        };
        self.state(0, 0, open(class));
        if self.dice.one_in(8) {
            self.hands[0].push(untouched);
            let other = if class == Class::Person { Class::Month } else { Class::Person };
            self.state(0, 1, open(other));
        }
        if !self.dice.one_in(6) {
            let rights = Rights(self.dice.below(8) as u8);
            let device = self.keys[0].device();
            let grant = Grant { device, member: None, rights, until: None, despite: None };
            self.state(0, 0, Statement::Grant(grant));
        }
    }

    fn device(&mut self) -> DeviceId {
        let at = self.dice.below(DEVICES);
        self.keys[at].device()
    }

    fn member(&mut self) -> MemberId {
        self.members[self.dice.below(DEVICES)]
    }

    /// Mostly the first few write, and the opener most of all, so that statements meet.
    fn author(&mut self) -> usize {
        match self.dice.below(6) {
            0 | 1 => 0,
            2 => self.dice.below(DEVICES),
            _ => self.dice.below(4),
        }
    }

    fn step(&mut self) {
        let author = self.author();
        let branch = self.dice.below(self.hands[author].len());
        let position = self.dice.below(4) as u64;
        self.hands[author][branch].point = Roster::point(position);
        if self.dice.one_in(12) {
            let copy = self.hands[author][branch].clone();
            self.hands[author].push(copy);
        }
        match self.dice.below(16) {
            0..=4 => {
                let grant = self.grant();
                self.state(author, branch, Statement::Grant(grant));
            }
            6..=8 => {
                if let Some(end) = self.end() {
                    self.state(author, branch, Statement::End(end));
                }
            }
            9 => {
                let by = if self.dice.one_in(3) { author } else { DEVICES - 2 };
                let device = self.device();
                let seen = self.seen(device);
                let limit = Limit { device, seen, cause: EntryId([3; 32]) };
                self.state(by, 0, Statement::Limit(limit));
            }
            10..=12 => self.epoch(author, branch),
            5 | 13 => {
                let takes_back =
                    if self.dice.one_in(4) { self.dice.pick(&self.retires) } else { None };
                self.state(author, branch, Statement::Retire(Retire { takes_back }));
            }
            14 => self.stray(author, branch),
            _ => {
                let hand = &mut self.hands[author][branch];
                let key = EpochKey::from_bytes([9; 32]);
                let entry = hand.save("a note", EntryId([9; 32]), &key, &mut self.dice.0);
                self.entries.push(entry);
            }
        }
    }

    fn state(&mut self, author: usize, branch: usize, statement: Statement) {
        let entry = self.hands[author][branch].state(statement);
        match entry.as_statement() {
            Some(Statement::Grant(_)) => self.grants.push(entry.id()),
            Some(Statement::End(_)) => self.ends.push(entry.id()),
            Some(Statement::Retire(_)) => self.retires.push(entry.id()),
            _ => {}
        }
        self.entries.push(entry);
    }

    fn grant(&mut self) -> Grant {
        let device = self.device();
        let member = if self.dice.one_in(3) { Some(self.member()) } else { None };
        let rights = Rights(if self.dice.one_in(3) { 0 } else { self.dice.below(8) as u8 });
        let until = if self.dice.one_in(4) { self.dice.pick(&TIMES[1..]) } else { None };
        let despite = if self.dice.one_in(3) { self.dice.some(&self.ends, 3) } else { Vec::new() };
        let despite = Some(despite).filter(|ends| !ends.is_empty());
        Grant { device, member, rights, until: until.map(Timestamp), despite }
    }

    /// Honest (as the fold writes it), or of anything at all, having seen anything.
    fn end(&mut self) -> Option<End> {
        let (device, member) = (self.device(), self.member());
        if self.dice.one_in(3) {
            let whom =
                if self.dice.one_in(2) { EndOf::Device(device) } else { EndOf::Member(member) };
            let (entitlement, _) = fold(self.ledger, &refs(&self.entries), &self.roster);
            return entitlement.end_of(whom, &self.roster, |device| self.tips(device));
        }
        let grants = self.dice.some(&self.grants, 3);
        let member = self.dice.one_in(3).then_some(member);
        if grants.is_empty() && member.is_none() {
            return None;
        }
        let devices: Vec<_> = self.keys.iter().map(|keys| keys.device()).collect();
        let mut seen = Vec::new();
        for device in self.dice.some(&devices, 4) {
            seen.extend(self.seen(device).0.into_iter().map(|tip| tip.of(device)));
        }
        Some(End { grants, member, seen })
    }

    /// Where a device's branches have got to.
    fn tips(&self, device: DeviceId) -> Feed {
        let branches = self.hands.iter().flatten().filter(|hand| hand.device() == device);
        let tips: BTreeSet<_> = branches.flat_map(|hand| hand.seen().0).collect();
        Feed(tips.into_iter().collect())
    }

    /// What somebody says of how far they had seen a feed: all of it, or something in it, or not in it.
    fn seen(&mut self, device: DeviceId) -> Feed {
        if self.dice.one_in(3) {
            return self.tips(device);
        }
        let of_device = self.entries.iter().map(Entry::tip).filter(|tip| tip.device == device);
        let written: Vec<_> =
            of_device.map(|Tip { number, id, .. }| FeedTip { number, id }).collect();
        let mut seen: BTreeSet<_> = self.dice.some(&written, 2).into_iter().collect();
        if self.dice.one_in(8) {
            let (number, id) = (self.dice.below(9) as u64, EntryId([5; 32]));
            let elsewhere = self.dice.pick(&written).map_or(id, |tip| tip.id);
            seen.insert(FeedTip { number, id: if self.dice.one_in(2) { id } else { elsewhere } });
        }
        Feed(seen.into_iter().collect())
    }

    /// Honest, from a part of what was written; or with something changed.
    fn epoch(&mut self, author: usize, branch: usize) {
        let held = self.dice.part(&self.entries);
        let (entitlement, epochs) = fold(self.ledger, &held, &self.roster);
        let now = Timestamp(TIMES[self.dice.below(TIMES.len())]);
        let recovery = self.keys[DEVICES - 1].public().agreement;
        let entitled = entitlement.entitled(now);
        let random = &mut self.dice.0;
        let started = epochs
            .start(&entitled, &self.epoch_keys, &self.roster, &recovery, random)
            .expect("the recovery key is one");
        let mut statement = started.statement;
        match self.dice.below(12) {
            0 => statement.recipients = self.dice.some(&[1, 2, 3, 4, 99], 4),
            1 => statement.newcomers = vec![self.device()],
            2 => statement.commitment = Hash([0; 32]),
            3 => {
                // A lie about how far it had seen.
                let device = self.device();
                statement.tips = vec![Tip { device, number: 1000, id: EntryId([5; 32]) }];
            }
            4 => statement.tips.clear(),
            5 => statement.recipients.retain(|ordinal| *ordinal != author as u64 + 1),
            _ => {}
        }
        let entry = self.hands[author][branch].state(Statement::Epoch(statement));
        self.epoch_keys.insert(entry.id(), started.key);
        self.entries.push(entry);
    }

    /// Register statements in a ledger that is not the register: they mean nothing there.
    fn stray(&mut self, author: usize, branch: usize) {
        let member = self.members[1];
        let statement = if self.dice.one_in(2) {
            let seen = Vec::new();
            let change = Change::Given;
            Statement::RoleChange(RoleChange { member, role: Role::Manager, change, seen })
        } else {
            let members = vec![EnrolledMember { member, role: Some(Role::Owner), signing: None }];
            let keys = self.keys[1].public();
            Statement::Enrol(Enrol { keys, members, continues: None })
        };
        self.state(author, branch, statement);
    }
}

fn roster(dice: &mut Dice, keys: &[Rc<DeviceKeys>], members: &[MemberId]) -> Roster {
    let mut roster = Roster::default();
    for (at, keys) in keys.iter().enumerate() {
        let ordinal = if at == 4 { None } else { Some(at as u64 + 1) };
        roster.enrol(keys, members[at], ordinal);
        for position in 0..3 {
            if dice.one_in(2) {
                let roles = dice.some(&Role::ALL, 2);
                roster.roles_from(position, members[at], &roles);
            }
        }
        if dice.one_in(6) {
            roster.withdraw(keys.device(), dice.below(5) as u64);
        }
    }
    roster.roles_from(0, members[0], &[Role::Manager]);
    // A tablet with three members, one of whom also has a phone; and a member taken off a phone.
    roster.enrol(&keys[3], members[1], None);
    roster.enrol(&keys[3], MemberId([77; 16]), None);
    if dice.one_in(3) {
        roster.remove_member(keys[2].device(), members[2]);
    }
    roster.name_hub(keys[DEVICES - 2].device());
    roster
}

fn refs(entries: &[Entry]) -> Vec<&Entry> {
    entries.iter().collect()
}

/// The feeds that are forked, as a store would know them: two entries with one number.
fn branches(held: &[&Entry]) -> Branches {
    let mut branches = Branches::none();
    let mut feeds: BTreeMap<DeviceId, BTreeMap<EntryId, &Entry>> = BTreeMap::new();
    for entry in held {
        feeds.entry(entry.header().author).or_default().insert(entry.id(), entry);
    }
    for (author, feed) in feeds {
        let numbers: BTreeSet<u64> = feed.values().map(|entry| entry.header().number).collect();
        if numbers.len() < feed.len() {
            branches.add(author, feed.iter().map(|(id, entry)| (*id, entry.header().previous)));
        }
    }
    branches
}

fn fold(ledger: LedgerId, held: &[&Entry], roster: &Roster) -> (Entitlement, Epochs) {
    let statements = || held.iter().copied().filter(|entry| entry.as_statement().is_some());
    let branches = branches(held);
    let entitlement = Entitlement::fold(ledger, statements(), &branches, roster, &StandardTable);
    let epochs = Epochs::fold(&entitlement, statements(), branches, roster);
    (entitlement, epochs)
}

/// What was met on the way: a comparison of histories in which nothing happens shows nothing.
#[derive(Debug, Default)]
struct Met(BTreeMap<&'static str, usize>);

impl Met {
    fn note(&mut self, what: &'static str, times: usize) {
        *self.0.entry(what).or_default() += times;
    }

    fn entitlement(&mut self, entitlement: &Entitlement, devices: &[Rc<DeviceKeys>]) {
        for grant in entitlement.grants() {
            let state = match grant.state {
                GrantState::Stands => "grants that stand",
                GrantState::Ended => "grants ended",
                GrantState::DeviceWithdrawn => "grants to withdrawn devices",
                GrantState::MemberGone => "grants to members gone",
                GrantState::BeyondLimit => "grants beyond a limit",
            };
            self.note(state, 1);
            let lasting = grant.rights.has(Rights::LASTING);
            self.note("lasting grants", usize::from(lasting));
            let by_opener = Some(grant.statement.device) == entitlement.opener();
            self.note("grants by others than the opener", usize::from(!by_opener));
        }
        for device in devices.iter().map(|keys| keys.device()) {
            let hub = entitlement.hub_limit(device).is_some();
            let limited = entitlement.limit(device).is_some();
            self.note("limits by ends", usize::from(limited && !hub));
            self.note("limits by hubs", usize::from(limited && hub));
            self.note("openers no hub can limit", usize::from(!limited && hub));
        }
    }

    fn all(&self) {
        for what in [
            "grants that stand",
            "grants ended",
            "grants to withdrawn devices",
            "grants to members gone",
            "grants beyond a limit",
            "lasting grants",
            "grants by others than the opener",
            "limits by ends",
            "limits by hubs",
            "openers no hub can limit",
            "ledgers retired",
            "statements on a branch nobody had seen",
            "forked feeds",
            "epochs that do not count",
            "epochs fit",
            "epochs unfit",
            "two fit epochs at once",
        ] {
            let times = self.0.get(what).copied().unwrap_or_default();
            assert!(times >= 20, "the histories should have {what}: met {times} in {self:?}");
        }
    }
}

fn compare(history: &mut History, met: &mut Met) {
    let held = history.dice.part(&history.entries);
    let (ledger, roster) = (history.ledger, &history.roster);
    let (entitlement, epochs) = fold(ledger, &held, roster);
    let mut reordered = held.clone();
    reordered.extend(held.first());
    history.dice.shuffle(&mut reordered);
    let again = fold(ledger, &reordered, roster);
    assert_eq!((&entitlement, &epochs), (&again.0, &again.1), "in another order, one twice");

    let naive = Naive::new(ledger, held.clone(), roster, &StandardTable);
    let opening = naive.opening();
    assert_eq!(entitlement.opener(), opening.map(|(opener, ..)| opener));
    assert_eq!(entitlement.class(), opening.map(|(_, class, _)| class));
    assert_eq!(entitlement.month(), opening.and_then(|(.., month)| month));
    let states: BTreeMap<_, _> = entitlement
        .grants()
        .map(|grant| (grant.statement.id, (grant.rights, grant.state)))
        .collect();
    assert_eq!(states, naive.states(), "grants");
    for keys in &history.keys {
        let device = keys.device();
        let (limit, hub_limit) = (entitlement.limit(device), entitlement.hub_limit(device));
        assert_eq!(limit.map(Extent::tips), naive.limit(device).as_ref(), "limit of {device}");
        assert_eq!(hub_limit.map(Extent::tips), naive.hub_limit(device).as_ref());
        assert_eq!(entitlement.judge_author(device), naive.judge_author(device));
    }
    for entry in held.iter().filter(|entry| entry.as_statement().is_some()) {
        let effect = entitlement.has_effect(entry.tip());
        assert_eq!(effect, naive.has_effect(entry), "the effect of {:?}", entry.tip());
        let last = entitlement.limit(entry.header().author).and_then(|limit| limit.tips().last());
        let under = last.is_some_and(|last| entry.header().number <= last.number);
        met.note("statements on a branch nobody had seen", usize::from(under && !effect));
    }
    for now in TIMES.map(Timestamp) {
        assert_eq!(entitlement.entitled(now), naive.entitled(now), "entitled at {now:?}");
    }
    let since = |id: EntryId| Timestamp(i64::from(id.0[0]) * DAY);
    for now in [0, 29, 100, 200, 300].map(|day| Timestamp(day * DAY)) {
        let retired = entitlement.retired(now, |id| Some(since(id)));
        assert_eq!(retired, naive.retired(now, since), "retired at {now:?}");
        met.note("ledgers retired", usize::from(retired));
    }
    met.entitlement(&entitlement, &history.keys);
    met.note("forked feeds", usize::from(branches(&held) != Branches::none()));
    compare_epochs(&history.keys, &held, &entitlement, &epochs, &naive, met);
    keep_the_rules(&entitlement, roster);
}

fn compare_epochs(
    keys: &[Rc<DeviceKeys>],
    held: &[&Entry],
    entitlement: &Entitlement,
    epochs: &Epochs,
    naive: &Naive<'_, Roster, StandardTable>,
    met: &mut Met,
) {
    assert_eq!(epochs.tips().collect::<BTreeSet<_>>(), naive.tips(), "tips");
    let now = Timestamp(TIMES[1]);
    let entitled = entitlement.entitled(now);
    let writers: Vec<_> = keys[..4].iter().map(|keys| keys.device()).collect();
    for (entry, statement) in naive.epochs() {
        let id = entry.id();
        assert_eq!(epochs.counts(id), naive.epoch_counts(entry), "counts");
        met.note("epochs that do not count", usize::from(!epochs.counts(id)));
        assert_eq!(epochs.holders(id), naive.holders(entry, statement), "holders");
        for other in held.iter().filter(|other| other.as_statement().is_some()) {
            assert_eq!(epochs.names(id, other.tip()), naive.names(statement, other), "names");
        }
        for writer in &writers {
            let fit = naive.fit(entry, statement, *writer, now);
            assert_eq!(epochs.fit(id, *writer, &entitled), fit, "fit for {writer}");
            met.note(if fit { "epochs fit" } else { "epochs unfit" }, 1);
        }
    }
    // Whoever has some of the keys seals under the highest fit one among them.
    let has = |id: EntryId| id.0[0] > 80;
    for writer in writers {
        let mut fit = naive.epochs();
        fit.retain(|(entry, statement)| {
            has(entry.id()) && naive.fit(entry, statement, writer, now)
        });
        met.note("two fit epochs at once", usize::from(fit.len() > 1));
        let highest = fit.into_iter().map(|(entry, _)| entry.id()).max();
        assert_eq!(epochs.choose(writer, &entitled, has), highest, "chosen by {writer}");
    }
}

/// What must hold whatever either implementation finds.
fn keep_the_rules(entitlement: &Entitlement, roster: &Roster) {
    for device in TIMES.into_iter().flat_map(|now| entitlement.entitled(Timestamp(now))) {
        assert!(!roster.withdrawn(device), "a withdrawn device is entitled");
    }
    for grant in entitlement.grants().filter(|grant| grant.rights.has(Rights::LASTING)) {
        assert_eq!(entitlement.class(), Some(Class::Person));
        assert_eq!(entitlement.opener(), Some(grant.statement.device));
        assert_ne!(grant.state, GrantState::Ended, "a lasting grant was ended");
        assert_ne!(grant.state, GrantState::BeyondLimit, "the raiser was silenced");
    }
}

/// An epoch started now, from all that is held, is fit at once, and exactly the devices entitled
/// open it.
fn start_and_open(history: &mut History) {
    let (ledger, roster) = (history.ledger, &history.roster);
    let (entitlement, epochs) = fold(ledger, &refs(&history.entries), roster);
    let entitled = entitlement.entitled(Timestamp(TIMES[2]));
    let Some(writer) = history.keys.iter().position(|keys| entitled.contains(&keys.device()))
    else {
        return;
    };
    let recovery = history.keys[DEVICES - 1].public().agreement;
    let random = &mut history.dice.0;
    let started = epochs
        .start(&entitled, &history.epoch_keys, roster, &recovery, random)
        .expect("the recovery key is one");
    let entry = history.hands[writer][0].state(Statement::Epoch(started.statement.clone()));
    history.entries.push(entry.clone());
    let (after, epochs) = fold(ledger, &refs(&history.entries), roster);
    assert_eq!(after.entitled(Timestamp(TIMES[2])), entitled, "an epoch entitles nobody");
    let device = history.keys[writer].device();
    assert!(epochs.fit(entry.id(), device, &entitled), "a fresh epoch is fit");
    let wraps = started.wraps(ledger, entry.id(), roster, random);
    for keys in &history.keys {
        let opened = wraps.iter().find_map(|wrap| epochs.unwrap(wrap, keys).ok());
        let expected = entitled.contains(&keys.device()).then_some(&started.key);
        assert_eq!(opened.as_ref(), expected, "who opens the new epoch");
    }
}

#[test]
fn both_find_the_same_in_every_history() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let mut met = Met::default();
    let mut run = |seed: u64| {
        let one = std::panic::AssertUnwindSafe(|| {
            let mut history = History::new(seed);
            for _ in 0..2 {
                compare(&mut history, &mut met);
            }
            start_and_open(&mut history);
        });
        let result = std::panic::catch_unwind(one);
        assert!(result.is_ok(), "history {seed} differs: HOLDFAST_SEED={seed} repeats it");
    };
    if let Some(seed) = number("HOLDFAST_SEED") {
        return run(seed);
    }
    (0..number("HOLDFAST_HISTORIES").unwrap_or(300)).for_each(run);
    met.all();
}
