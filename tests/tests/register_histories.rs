//! The register's fold against the naive one on random histories, honest and adversarial, handed
//! over in random order, whole and in part: the same everywhere.
//!
//! 200 histories; `HOLDFAST_HISTORIES=10000` for the long form. A failure names its seed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use holdfast_ledger::{
    AgreementKey, Change, Class, DeviceId, DeviceKeys, DeviceStatus, Enrol, EnrolledMember, Entry,
    EntryId, Feed, FeedTip, Footing, Grant, Hash, Header, HubNamed, LedgerId, MemberId, Open,
    Owner, Position, PublicKeys, Random16, RecoveryKeys, Register, RegisterPoint, Rights, Role,
    RoleChange, Roles, SignedPosition, StandardTable, Statement, Successor, Table, Timestamp, Tip,
    Verdict, VerifyingKey, Withdraw, Writer,
};
use holdfast_tests::naive_register::NaiveRegister;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// Devices 1 to `HANDS`; 0 is the root, the hubs come after.
const HANDS: usize = 12;
/// The tablet that several members share, each with a key of their own.
const TABLET: usize = 9;

static DEVICES: LazyLock<Vec<DeviceId>> =
    LazyLock::new(|| KEYS.iter().map(DeviceKeys::device).collect());

static PUBLIC: LazyLock<Vec<PublicKeys>> =
    LazyLock::new(|| KEYS.iter().map(DeviceKeys::public).collect());

static KEYS: LazyLock<Vec<DeviceKeys>> = LazyLock::new(|| {
    (0..HANDS as u8 + 5).map(|seed| DeviceKeys::from_secret(&[seed + 1; 32])).collect()
});

fn hub(term: u32) -> &'static DeviceKeys {
    &KEYS[HANDS + term as usize]
}

/// The key with which a member signs beside the tablet's.
fn pin(_: MemberId) -> &'static DeviceKeys {
    &KEYS[HANDS + 4]
}

const fn member(index: usize) -> MemberId {
    MemberId([index as u8; 16])
}

/// A table that lets everybody with a role do everything, so that chains grow deep.
struct Anyone;

impl Table for Anyone {
    fn may_enrol(&self, author: Roles, _: Roles) -> bool {
        !author.is_empty()
    }
    fn may_withdraw(&self, author: Roles, _: Roles) -> bool {
        !author.is_empty()
    }
    fn may_change_role(&self, author: Roles, _: Role) -> bool {
        !author.is_empty()
    }
    fn may_open(&self, _: Class, _: Roles) -> bool {
        true
    }
    fn may_grant(&self, _: Class, _: Roles) -> bool {
        true
    }
    fn may_end(&self, _: Class, _: Roles) -> bool {
        true
    }
    fn may_retire(&self, _: Class, _: Roles) -> bool {
        true
    }
}

#[derive(Clone)]
#[expect(clippy::large_enum_variant, reason = "a few hundred of them, in a test")]
enum Item {
    Entry(Entry),
    Position(SignedPosition),
}

/// Writes one history: everybody's statements, and a hub that orders them, well and badly.
struct Maker {
    random: ChaCha8Rng,
    /// Holds everything, to say what an author may have known.
    world: Register,
    feeds: BTreeMap<usize, Vec<(u64, EntryId)>>,
    entries: Vec<Entry>,
    positions: Vec<SignedPosition>,
    points: Vec<RegisterPoint>,
    items: Vec<Item>,
    term: u32,
    incarnation: u32,
}

impl Maker {
    fn new(seed: u64, table: &'static (dyn Table + Send + Sync)) -> Self {
        let world = Register::with_table(PUBLIC[0].signing, table);
        let mut maker = Self {
            random: ChaCha8Rng::seed_from_u64(seed),
            points: vec![RegisterPoint::origin(world.id())],
            world,
            feeds: BTreeMap::new(),
            entries: Vec::new(),
            positions: Vec::new(),
            items: Vec::new(),
            term: 0,
            incarnation: 1,
        };
        maker.root_names_owner(1);
        if !maker.one_in(4) {
            maker.root_names_hub();
        }
        for _ in 0..maker.upto(40) + 8 {
            maker.act();
        }
        if seed.is_multiple_of(5) {
            maker.somebody_floods();
        }
        maker
    }

    /// 0 up to, but not, `n`.
    fn upto(&mut self, n: usize) -> usize {
        (self.random.next_u32() as usize) % n.max(1)
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.upto(n) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        let index = self.upto(from.len());
        from.get(index).cloned()
    }

    fn act(&mut self) {
        match self.upto(100) {
            0..50 => self.somebody_writes(),
            50..84 => self.hub_orders(),
            84..92 => self.hub_goes_astray(),
            92..96 => self.root_acts(),
            _ => self.something_is_forged(),
        }
        if self.one_in(3) {
            self.points.push(self.world.point());
        }
    }

    fn hold(&mut self, entry: Entry) {
        self.world.add_entry(&entry).expect("the world is told of nothing forged");
        self.entries.push(entry.clone());
        self.items.push(Item::Entry(entry));
    }

    fn place(&mut self, signed: SignedPosition) {
        self.world.add_position(&signed).expect("the world is told of nothing forged");
        self.positions.push(signed.clone());
        self.items.push(Item::Position(signed));
    }

    fn write(&mut self, author: usize, who: MemberId, point: RegisterPoint, what: Statement) {
        let feed = self.feeds.get(&author).cloned().unwrap_or_default();
        // Now and then from an earlier state: a copied device, a fork.
        let last = if self.one_in(12) { self.pick(&feed) } else { feed.last().copied() };
        let header = Header {
            ledger: self.world.id(),
            author: DEVICES[author],
            member: who,
            number: last.map_or(1, |(number, _)| number + 1),
            previous: last.map(|(_, id)| id),
            register: point,
            written: Timestamp(self.random.next_u32().into()),
        };
        let cosigns = (author == TABLET) != self.one_in(10);
        let member_keys = cosigns.then(|| pin(who));
        let writer = Writer { keys: &KEYS[author], member_keys };
        let Ok(entry) = Entry::statement(&writer, header, what) else { return };
        self.feeds.entry(author).or_default().push((entry.header().number, entry.id()));
        self.hold(entry);
    }

    /// What an author knew of the register: mostly all there is.
    fn point(&mut self) -> RegisterPoint {
        match self.upto(20) {
            0..13 => self.world.point(),
            13..15 => RegisterPoint { provisional: None, ..self.world.point() },
            15..18 => self.pick(&self.points.clone()).expect("the origin is among them"),
            18 => {
                let tips: BTreeSet<Tip> = (0..3)
                    .filter_map(|_| self.pick(&self.entries.clone()))
                    .map(|e| e.tip())
                    .collect();
                let point = self.pick(&self.points.clone()).expect("the origin is among them");
                RegisterPoint { provisional: Some(tips.into_iter().collect()), ..point }
            }
            _ => {
                let number = self.upto(12) as u64;
                RegisterPoint { number, hash: Hash([7; 32]), provisional: None }
            }
        }
    }

    fn somebody_writes(&mut self) {
        let author = self.author();
        let who = if self.one_in(12) { self.anybody() } else { self.member_of(author) };
        let what = self.statement(author);
        let point = self.point();
        self.write(author, who, point, what);
    }

    /// From one state of a feed, more branches than a point names tips.
    fn somebody_floods(&mut self) {
        let author = self.author();
        let who = self.member_of(author);
        let mut feed = self.feeds.get(&author).cloned().unwrap_or_default();
        feed.truncate(1);
        let after = self.feeds.insert(author, feed.clone());
        for _ in 0..40 {
            let (what, point) = (self.statement(author), self.world.point());
            self.write(author, who, point, what);
            self.feeds.insert(author, feed.clone());
        }
        self.feeds.insert(author, after.unwrap_or_default());
        for _ in 0..self.upto(6) {
            self.somebody_writes();
        }
    }

    /// Mostly one who may: an owner, a manager, an on-call manager, or made one just now.
    fn author(&mut self) -> usize {
        let leads = [Role::Owner, Role::Manager, Role::OnCallManager];
        let view = self.world.now();
        let able: Vec<usize> = (1..=HANDS)
            .filter(|hand| {
                let members = view.members(DEVICES[*hand]);
                members.iter().any(|m| leads.iter().any(|role| view.roles_of(*m).has(*role)))
            })
            .collect();
        if self.one_in(4) { self.upto(HANDS) + 1 } else { self.pick(&able).unwrap_or(1) }
    }

    fn anybody(&mut self) -> MemberId {
        member(self.upto(HANDS) + 1)
    }

    /// The tablet has two; a second phone belongs to the first owner.
    fn member_of(&mut self, device: usize) -> MemberId {
        match device {
            TABLET if self.one_in(2) => member(TABLET + 1),
            HANDS => member(1),
            _ => member(device),
        }
    }

    fn role(&mut self) -> Role {
        let often = [Role::Manager, Role::OnCallManager, Role::Carer, Role::Senior];
        if self.one_in(5) {
            self.pick(&Role::ALL).expect("there are roles")
        } else {
            self.pick(&often).expect("there are roles")
        }
    }

    fn statement(&mut self, author: usize) -> Statement {
        match self.upto(20) {
            0..10 => self.enrol(),
            10..13 => self.role_change(),
            13..17 => {
                let device = self.upto(HANDS) + 1;
                let seen = self.seen(device);
                Statement::Withdraw(Withdraw { device: DEVICES[device], seen })
            }
            17..19 => {
                let keys = PUBLIC[self.upto(HANDS) + 1];
                Statement::Successor(Successor { keys, incarnation: 2 })
            }
            _ => self.out_of_place(author),
        }
    }

    fn enrol(&mut self) -> Statement {
        let device = if self.one_in(40) { 0 } else { self.upto(HANDS) + 1 };
        let mut members = BTreeMap::new();
        let first = if self.one_in(8) { self.anybody() } else { self.member_of(device) };
        members.insert(first, ());
        if device == TABLET || self.one_in(10) {
            members.insert(self.member_of(TABLET), ());
        }
        let members = members.into_keys().map(|member| EnrolledMember {
            member,
            role: (!self.one_in(6)).then(|| self.role()),
            signing: ((device == TABLET) != self.one_in(15)).then(|| PUBLIC[HANDS + 4].signing),
        });
        let members = members.collect();
        // Now and then with an agreement key that is not the device's own.
        let mut keys = PUBLIC[device];
        if self.one_in(10) {
            keys.agreement = AgreementKey([self.upto(200) as u8; 32]);
        }
        Statement::Enrol(Enrol { keys, members, continues: None })
    }

    fn role_change(&mut self) -> Statement {
        let whose = self.upto(HANDS) + 1;
        let change = if self.one_in(2) { Change::Given } else { Change::Taken };
        let seen = if change == Change::Taken && !self.one_in(3) {
            self.seen(whose).0.into_iter().map(|tip| tip.of(DEVICES[whose])).collect()
        } else {
            Vec::new()
        };
        let (member, role) = (self.member_of(whose), self.role());
        Statement::RoleChange(RoleChange { member, role, change, seen })
    }

    /// How far somebody says they had seen a feed: to its last entry, to some other, on one branch
    /// or on two, to one that nobody has, or not at all.
    fn seen(&mut self, device: usize) -> Feed {
        let mut feed = self.feeds.get(&device).cloned().unwrap_or_default();
        if self.one_in(8) {
            feed.push((feed.len() as u64 + 1, EntryId([9; 32])));
        }
        let mut seen = BTreeSet::new();
        if self.one_in(2) {
            seen.extend(feed.last().copied());
        }
        if self.one_in(2) {
            seen.extend(self.pick(&feed));
        }
        Feed(seen.into_iter().map(|(number, id)| FeedTip { number, id }).collect())
    }

    /// The root's words in another's mouth, and what belongs to other ledgers.
    fn out_of_place(&mut self, author: usize) -> Statement {
        match self.upto(4) {
            0 => Statement::Hub(HubNamed { keys: PUBLIC[HANDS + 2], term: 2 }),
            1 => Statement::Owner(Owner { keys: PUBLIC[author], member: member(author) }),
            2 => opening(9),
            _ => Statement::Grant(Grant {
                device: DEVICES[author],
                member: None,
                rights: Rights::PLAIN,
                until: None,
                despite: None,
            }),
        }
    }

    fn root_names_owner(&mut self, device: usize) {
        let point = self.point();
        let owner = Owner { keys: PUBLIC[device], member: member(device) };
        self.write(0, MemberId([0; 16]), point, Statement::Owner(owner));
    }

    fn root_names_hub(&mut self) {
        let point = RegisterPoint { provisional: None, ..self.world.point() };
        self.term = (self.term + 1).min(3);
        let named = HubNamed { keys: PUBLIC[HANDS + self.term as usize], term: self.term };
        self.write(0, MemberId([0; 16]), point, Statement::Hub(named));
    }

    fn root_acts(&mut self) {
        match self.upto(5) {
            0 => self.root_names_hub(),
            1 => {
                let device = self.upto(HANDS) + 1;
                self.root_names_owner(device);
            }
            2 => {
                let (point, seed) = (self.point(), self.upto(200) as u8);
                self.write(0, MemberId([0; 16]), point, opening(seed));
            }
            _ => {
                let (point, what) = (self.point(), self.statement(1));
                self.write(0, MemberId([0; 16]), point, what);
            }
        }
    }

    /// In a sensible order or as they come; its verdict true or not.
    fn hub_orders(&mut self) {
        let open = self.world.to_order();
        let entry = if self.one_in(3) { self.pick(&open) } else { open.first().copied() };
        let Some(entry) = entry else { return };
        let at = Timestamp(self.positions.len() as i64);
        let Ok(mut position) = self.world.next_position(entry, at, self.incarnation) else {
            return;
        };
        if self.one_in(10) {
            position.verdict = other(position.verdict);
        }
        let term = position.term;
        self.place(position.sign(hub(term)));
    }

    /// After a restore, with a lie, or out of its mind.
    fn hub_goes_astray(&mut self) {
        if self.term == 0 {
            return self.root_names_hub();
        }
        if self.one_in(2) {
            self.incarnation += 1;
        }
        let entry = match self.upto(8) {
            0 => EntryId([8; 32]),
            _ => self.pick(&self.entries.clone()).map_or(EntryId([8; 32]), |entry| entry.id()),
        };
        let from = self.pick(&self.positions.clone());
        let (number, previous) = from.map_or((0, self.points[0].hash), |signed| {
            (signed.position.number, signed.position.hash())
        });
        let position = Position {
            register: self.world.id(),
            term: self.upto(self.term as usize) as u32 + 1,
            incarnation: self.upto(self.incarnation as usize + 1) as u32,
            number: if self.one_in(8) { 3 } else { number + 1 },
            previous: if self.one_in(8) { Hash([6; 32]) } else { previous },
            entry,
            verdict: if self.one_in(2) { Verdict::Counted } else { Verdict::Refused },
            at: Timestamp(self.random.next_u32().into()),
        };
        let hash = position.hash();
        self.points.push(RegisterPoint { number: position.number, hash, provisional: None });
        let term = position.term;
        self.place(position.sign(hub(term)));
    }

    /// Copies with a broken signature, and positions by somebody who is no hub.
    fn something_is_forged(&mut self) {
        if let (true, Some(entry)) = (self.one_in(2), self.pick(&self.entries.clone())) {
            let mut bytes = entry.bytes().to_vec();
            let last = bytes.len() - 1 - self.upto(60);
            bytes[last] ^= 4;
            let broken = Entry::decode(&bytes).expect("a signature's bytes are free");
            self.items.push(Item::Entry(broken));
        }
        if let Some(signed) = self.pick(&self.positions.clone()) {
            let term = if self.one_in(2) { 9 } else { signed.position.term };
            let position = Position { term, at: Timestamp(-1), ..signed.position };
            self.items.push(Item::Position(position.sign(&KEYS[1])));
        }
    }
}

fn opening(seed: u8) -> Statement {
    let key = AgreementKey([seed; 32]);
    Statement::Open(Open {
        class: Class::Organisation,
        month: None,
        nonce: Random16([0; 16]),
        recovery: Some(RecoveryKeys { organisation: key, safeguarding: key }),
    })
}

const fn other(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Counted => Verdict::Refused,
        Verdict::Refused => Verdict::Counted,
    }
}

/// Everything the register says, as anybody could see it.
#[derive(Debug, PartialEq)]
struct Picture {
    number: u64,
    /// What the root and each device would name.
    points: Vec<RegisterPoint>,
    hub: Option<(u32, PublicKeys)>,
    recovery: Option<RecoveryKeys>,
    keys: Vec<Option<PublicKeys>>,
    ordinals: Vec<Option<u64>>,
    verdicts: Vec<Verdict>,
    disagreeing: Vec<u64>,
    contradicted: BTreeSet<(u32, u32, u64)>,
    now: Scene,
    then: Vec<(RegisterPoint, Scene)>,
}

#[derive(Debug, PartialEq)]
struct Scene {
    number: u64,
    roles: Vec<Roles>,
    statuses: Vec<Option<DeviceStatus>>,
    members: Vec<BTreeMap<MemberId, Option<VerifyingKey>>>,
    by_ordinal: Vec<Option<DeviceId>>,
}

fn devices() -> impl Iterator<Item = DeviceId> {
    DEVICES.iter().copied()
}

fn everybody() -> impl Iterator<Item = MemberId> {
    (0..=HANDS).map(member)
}

fn picture(register: &Register, points: &[RegisterPoint]) -> Picture {
    let scene = |point: Option<&RegisterPoint>| {
        let view = point.map_or_else(|| register.now(), |point| register.at(point));
        let members = |device| {
            let all = view.members(device).into_iter();
            all.map(|member| (member, view.member_key(device, member))).collect()
        };
        let enrolled = devices().filter(|d| view.status(*d).is_some_and(DeviceStatus::is_enrolled));
        let sorted: BTreeSet<DeviceId> = enrolled.collect();
        assert!(view.enrolled().into_iter().eq(sorted), "the enrolled are those who are enrolled");
        Scene {
            number: view.number(),
            roles: everybody().map(|member| view.roles_of(member)).collect(),
            statuses: devices().map(|device| view.status(device)).collect(),
            members: devices().map(members).collect(),
            by_ordinal: (0..12).map(|ordinal| view.by_ordinal(ordinal)).collect(),
        }
    };
    let contradictions = register.contradictions().into_iter().map(|proof| {
        let (first, second) = (proof.first.position, proof.second.position);
        assert_ne!(first, second);
        (second.term, second.incarnation, second.number)
    });
    Picture {
        number: register.number(),
        points: devices().map(|author| register.point_of(author)).collect(),
        hub: register.hub(),
        recovery: register.recovery(),
        keys: devices().map(|device| register.keys(device)).collect(),
        ordinals: devices().map(|device| register.ordinal(device)).collect(),
        verdicts: (1..=register.number()).filter_map(|number| register.verdict(number)).collect(),
        disagreeing: register.disagreements().into_iter().map(|found| found.number).collect(),
        contradicted: contradictions.collect(),
        now: scene(None),
        then: points.iter().map(|point| (point.clone(), scene(Some(point)))).collect(),
    }
}

fn naive_picture(naive: &NaiveRegister<'_>, points: &[RegisterPoint]) -> Picture {
    let scene = |point: Option<&RegisterPoint>| {
        let view = point.map_or_else(|| naive.now(), |point| naive.at(point));
        let named = point.cloned().unwrap_or_else(|| naive.point(DEVICES[0]));
        Scene {
            number: view.number(),
            roles: everybody().map(|member| view.roles_of(member)).collect(),
            statuses: devices().map(|device| view.status(device)).collect(),
            members: devices().map(|device| view.members(device)).collect(),
            by_ordinal: (0..12).map(|ordinal| naive.by_ordinal_at(&named, ordinal)).collect(),
        }
    };
    let now = naive.now();
    Picture {
        number: naive.folded(),
        points: devices().map(|author| naive.point(author)).collect(),
        hub: naive.hub(),
        recovery: naive.recovery(),
        keys: devices().map(|device| now.keys(device)).collect(),
        ordinals: devices().map(|device| naive.ordinal(device)).collect(),
        verdicts: naive.verdicts(),
        disagreeing: naive.disagreeing(),
        contradicted: naive.contradicted(),
        now: scene(None),
        then: points.iter().map(|point| (point.clone(), scene(Some(point)))).collect(),
    }
}

/// What the histories held, so that a test which met nothing cannot pass.
#[derive(Default, Debug)]
struct Met {
    enrolled: [usize; 3],
    withdrawn: [usize; 3],
    unconfirmed: usize,
    refused: usize,
    disagreements: usize,
    contradictions: usize,
    off_line: usize,
    provisional: usize,
    own_first: usize,
}

impl Met {
    fn count(&mut self, picture: &Picture) {
        let column = |footing| match footing {
            Footing::Ordered(_) => 0,
            Footing::Root => 1,
            Footing::Provisional => 2,
        };
        for status in picture.now.statuses.iter().flatten() {
            match status {
                DeviceStatus::Introduced => {}
                DeviceStatus::Enrolled(footing) => self.enrolled[column(*footing)] += 1,
                DeviceStatus::Withdrawn(footing) => self.withdrawn[column(*footing)] += 1,
                DeviceStatus::NotYetConfirmed { .. } => self.unconfirmed += 1,
                DeviceStatus::Refused(_) => self.refused += 1,
            }
        }
        self.disagreements += picture.disagreeing.len();
        self.contradictions += picture.contradicted.len();
        self.off_line += picture.then.iter().filter(|(point, s)| s.number < point.number).count();
        let named = |point: &RegisterPoint| point.provisional.as_ref().map_or(0, Vec::len);
        self.provisional += usize::from(picture.points.iter().any(|point| named(point) > 0));
        let differ = picture.points.iter().any(|point| *point != picture.points[0]);
        self.own_first += usize::from(differ);
    }

    fn met_all(&self) -> bool {
        let counts = [
            self.unconfirmed,
            self.refused,
            self.disagreements,
            self.contradictions,
            self.off_line,
            self.provisional,
            self.own_first,
        ];
        let by_footing = self.enrolled.iter().chain(&self.withdrawn);
        counts.iter().chain(by_footing).all(|count| *count > 0)
    }
}

fn shuffle<T>(random: &mut ChaCha8Rng, items: &mut [T]) {
    for index in (1..items.len()).rev() {
        items.swap(index, random.next_u32() as usize % (index + 1));
    }
}

fn give(register: &mut Register, item: &Item) {
    // A refusal at the door is an answer too: the naive one sees the same and leaves it out.
    let _ = match item {
        Item::Entry(entry) => register.add_entry(entry),
        Item::Position(signed) => register.add_position(signed),
    };
}

/// One history in one order of arrival: compared now and then on the way, and at its end.
fn compare(
    seed: u64,
    items: &[Item],
    points: &[RegisterPoint],
    table: &'static (dyn Table + Send + Sync),
    stops: &[usize],
) -> Picture {
    let key = PUBLIC[0].signing;
    let mut register = Register::with_table(key, table);
    let (mut entries, mut positions) = (Vec::new(), Vec::new());
    let mut last = None;
    for (index, item) in items.iter().enumerate() {
        give(&mut register, item);
        match item {
            Item::Entry(entry) => entries.push(entry.clone()),
            Item::Position(signed) => positions.push(signed.clone()),
        }
        // Asked at every step, so that the fold grows in place as well as anew.
        let _ = register.number();
        if stops.contains(&index) || index + 1 == items.len() {
            let naive = NaiveRegister::new(key, table, &entries, &positions);
            let picture = picture(&register, points);
            let expected = naive_picture(&naive, points);
            assert_eq!(picture, expected, "seed {seed}, after {} of {}", index + 1, items.len());
            compare_order(seed, &register, &naive, &entries);
            last = Some(picture);
        }
    }
    last.expect("a history has its beginning")
}

/// What the hub would put next: everything that has no place, each after what it follows, each
/// with the verdict that the naive one finds.
fn compare_order(seed: u64, register: &Register, naive: &NaiveRegister<'_>, entries: &[Entry]) {
    let order = register.to_order();
    let place = |id| order.iter().position(|other| *other == id);
    for entry in entries {
        let previous = entry.header().previous.and_then(place);
        if let (Some(own), Some(before)) = (place(entry.id()), previous) {
            assert!(before < own, "seed {seed}: a feed is put in its own order");
        }
    }
    for id in order {
        assert_eq!(register.position_of(&id), None, "seed {seed}");
        if let Ok(position) = register.next_position(id, Timestamp(0), u32::MAX) {
            assert_eq!(Some(position.verdict), naive.verdict_next(id), "seed {seed}");
        }
    }
}

fn run(seed: u64, met: &mut Met) {
    let table: &'static (dyn Table + Send + Sync) =
        if seed % 4 == 3 { &Anyone } else { &StandardTable };
    let mut maker = Maker::new(seed, table);
    let mut items = maker.items.clone();
    // Some never arrive.
    if seed % 2 == 1 {
        items.retain(|_| !maker.one_in(15));
    }
    if items.is_empty() {
        return;
    }
    let named = maker.entries.iter().map(|entry| entry.header().register.clone());
    let mut points: Vec<RegisterPoint> = named.chain(maker.points.clone()).collect();
    shuffle(&mut maker.random, &mut points);
    points.truncate(8);

    let middle = [maker.upto(items.len()), maker.upto(items.len())];
    let in_order = compare(seed, &items, &points, table, &middle);
    shuffle(&mut maker.random, &mut items);
    let shuffled = compare(seed, &items, &points, table, &middle[..1]);
    assert_eq!(in_order, shuffled, "seed {seed}: the order of arrival shows");
    met.count(&shuffled);
}

#[test]
fn on_random_histories_the_register_is_what_the_plain_rules_say() {
    let histories = std::env::var("HOLDFAST_HISTORIES").ok();
    let histories = histories.map_or(200, |text| text.parse().expect("a number of histories"));
    let mut met = Met::default();
    for seed in 0..histories {
        run(seed, &mut met);
    }
    assert!(met.met_all(), "the histories were too tame: {met:?}");
}

/// The hub of one organisation has nothing to say in another.
#[test]
fn another_organisations_register_is_refused() {
    let mut register = Register::new(PUBLIC[1].signing);
    let maker = Maker::new(1, &StandardTable);
    for item in &maker.items {
        give(&mut register, item);
    }
    assert_ne!(register.id(), LedgerId::register(&PUBLIC[0].signing));
    assert_eq!(register.point(), RegisterPoint::origin(register.id()));
    assert_eq!(register.waiting(), []);
}
