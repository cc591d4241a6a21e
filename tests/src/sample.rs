//! One of everything on the wire, from fixed secrets and fixed seeds: what the vectors are made of,
//! and what the parsers' tests damage.

use std::collections::BTreeMap;
use std::rc::Rc;

use holdfast_ledger::{
    Answer, Bundle, CalendarMonth, Change, Class, DeviceId, DeviceKeys, EarlierEpoch, End, Enrol,
    EnrolledMember, Entry, EntryId, Epoch, EpochKey, EpochWraps, Feed, FeedTip, Grant, Hash,
    Header, HubNamed, LedgerHeads, LedgerId, Limit, MemberId, Need, Open, Owner, Position,
    Random16, Range, Receipt, Recipient, RecordChange, RecordId, RecoveryKeys, RegisterPoint,
    Request, Retire, Rights, Role, RoleChange, Save, SignedPosition, SignedReceipt, Statement,
    Successor, Timestamp, Tip, Token, UnderWay, Unserved, Verdict, Want, Withdraw, Wrap, Writer,
    ledger_digest, own_digest, seal_key, to_bytes,
};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

/// When everything was written: 22 November 2026, 21:00 UTC, and a minute more with each entry.
const EVENING: Timestamp = Timestamp(1_795_381_200_000);

/// The secrets everybody's keys are made from, by name.
pub const SECRETS: [(&str, u8); 7] =
    [("root", 1), ("hub", 2), ("olive", 3), ("mo", 4), ("carol", 5), ("tablet", 6), ("pin", 7)];

/// The keys of one of [`SECRETS`].
///
/// # Panics
/// If there is nobody of that name.
pub fn keys(name: &str) -> DeviceKeys {
    let (_, seed) = SECRETS.iter().find(|(known, _)| *known == name).expect("a known name");
    DeviceKeys::from_secret(&[*seed; 32])
}

/// The key of the epoch under which the samples' saves are sealed.
pub const EPOCH_KEY: [u8; 32] = [0x42; 32];
/// The key of an epoch before it.
pub const EARLIER_KEY: [u8; 32] = [0x41; 32];

/// A named entry.
pub struct Named {
    /// What it is.
    pub name: &'static str,
    /// Whose device signed it, of [`SECRETS`].
    pub by: &'static str,
    /// The entry.
    pub entry: Entry,
}

/// Somebody's feed in one ledger.
struct Feeder {
    by: &'static str,
    keys: Rc<DeviceKeys>,
    pin: Option<Rc<DeviceKeys>>,
    member: MemberId,
    ledger: LedgerId,
    last: Option<Tip>,
}

impl Feeder {
    fn new(by: &'static str, member: MemberId, ledger: LedgerId) -> Self {
        Self { by, keys: Rc::new(keys(by)), pin: None, member, ledger, last: None }
    }

    fn header(&self, register: &RegisterPoint) -> Header {
        let number = self.last.map_or(1, |last| last.number + 1);
        Header {
            ledger: self.ledger,
            author: self.keys.device(),
            member: self.member,
            number,
            previous: self.last.map(|last| last.id),
            register: register.clone(),
            written: EVENING.plus_millis(i64::try_from(number).expect("a few") * 60_000),
        }
    }

    fn writer(&self) -> Writer<'_> {
        Writer { keys: &self.keys, member_keys: self.pin.as_deref() }
    }

    fn keep(&mut self, name: &'static str, entry: Entry) -> Named {
        self.last = Some(entry.tip());
        Named { name, by: self.by, entry }
    }

    fn state(&mut self, name: &'static str, point: &RegisterPoint, statement: Statement) -> Named {
        let entry = Entry::statement(&self.writer(), self.header(point), statement);
        let entry = entry.expect("a sample's statements are well formed");
        self.keep(name, entry)
    }

    fn save(
        &mut self,
        name: &'static str,
        point: &RegisterPoint,
        changes: &[(u8, u16, usize)],
        epoch: EntryId,
    ) -> Named {
        let changes = changes.iter().map(|(record, kind, length)| RecordChange {
            record: RecordId([*record; 16]),
            kind: *kind,
            change: (0..*length).map(|at| (at % 251) as u8).collect(),
        });
        let header = self.header(point);
        let mut random = ChaCha20Rng::seed_from_u64(header.number);
        let key = EpochKey::from_bytes(EPOCH_KEY);
        let save = Save(changes.collect());
        let entry = Entry::save(&self.writer(), header, &save, epoch, &key, &mut random);
        self.keep(name, entry.expect("a sample's saves are small"))
    }
}

/// Everything, made of the same few people and devices.
pub struct Samples {
    /// The register's ledger id.
    pub register: LedgerId,
    /// A standing that Carol opened.
    pub ledger: LedgerId,
    /// The nonce it was opened with.
    pub nonce: Random16,
    /// The epoch under which saves are sealed.
    pub epoch: EntryId,
    /// An entry of every kind.
    pub entries: Vec<Named>,
    /// The hub's first positions.
    pub positions: Vec<SignedPosition>,
    /// The epoch's key for the tablet.
    pub wrap: Wrap,
    /// A receipt for Carol's device.
    pub receipt: SignedReceipt,
}

const CAROL: MemberId = MemberId([0xca; 16]);
const MO: MemberId = MemberId([0x30; 16]);
const BEN: MemberId = MemberId([0xbe; 16]);

impl Samples {
    /// Makes them, always the same.
    ///
    /// # Panics
    /// Never: the samples are well formed.
    pub fn make() -> Self {
        let register = LedgerId::register(&keys("root").public().signing);
        let nonce = Random16([0x0c; 16]);
        let ledger = LedgerId::derive(keys("carol").device(), nonce);
        let (mut entries, positions, point) = register_entries(register);
        let (standing, epoch) = standing_entries(ledger, nonce, &point, &entries);
        entries.extend(standing);
        let mut random = ChaCha20Rng::seed_from_u64(77);
        let to = keys("tablet");
        let key = EpochKey::from_bytes(EPOCH_KEY);
        let (device, agreement) = (to.device(), to.public().agreement);
        let recipient = Recipient::Device(device);
        let key = seal_key(&key, ledger, epoch.0, recipient, &agreement, &mut random);
        let wrap = Wrap { ledger, epoch, device, key: key.expect("a device's key is one") };
        let receipt = receipt(ledger, &entries);
        Self { register, ledger, nonce, epoch, entries, positions, wrap, receipt }
    }

    /// The entries of one author in one ledger, in order.
    pub fn feed(&self, by: &str, ledger: LedgerId) -> Vec<Entry> {
        let of = self.entries.iter().filter(|named| named.by == by);
        let of = of.map(|named| &named.entry).filter(|entry| entry.header().ledger == ledger);
        of.cloned().collect()
    }

    /// A range that says everything once, and one that follows an entry it names.
    pub fn ranges(&self) -> Vec<Range> {
        let feed = self.feed("carol", self.ledger);
        let whole = Range::new(&feed, None).expect("not empty");
        let later = Range::new(&feed[3..5], feed[3].header().previous).expect("not empty");
        vec![whole, later]
    }

    /// A request in which nothing is left out.
    pub fn request(&self) -> Request {
        let device = keys("carol").device();
        let sealed = Some(self.wrap.key);
        Request {
            nonce: Some(Random16([9; 16])),
            token: Some(self.token()),
            oldest: Some(CalendarMonth(202_609)),
            position: 3,
            ranges: Some(self.ranges()),
            loose: Some(vec![self.entries[0].entry.bytes().to_vec().into()]),
            wraps: Some(vec![self.wrap.clone()]),
            needs: Some(vec![self.need()]),
            digests: Some(BTreeMap::from([(self.ledger, self.digest())])),
            wants: Some(vec![self.want()]),
            positions: Some(self.positions.clone()),
            epoch_wraps: Some(vec![EpochWraps {
                ledger: self.ledger,
                epoch: self.epoch,
                keys: vec![sealed, sealed],
            }]),
            from: Some(2),
            ..Request::from(device, self.register)
        }
    }

    /// An answer to it in which nothing is left out.
    pub fn answer(&self) -> Answer {
        let feeds = self.heads();
        Answer {
            request: self.request().hash(),
            at: EVENING.plus_millis(3_600_000),
            nonce: Random16([10; 16]),
            token: Some(Token { under_way: None, ..self.token() }),
            unserved: Some(Unserved::Nonce),
            ranges: Some(self.ranges()),
            loose: Some(vec![self.entries[1].entry.bytes().to_vec().into()]),
            positions: Some(self.positions.clone()),
            wraps: Some(vec![self.wrap.clone()]),
            asked: Some(vec![self.need()]),
            digest: Some(self.digest()),
            differing: Some(vec![LedgerHeads { ledger: self.ledger, feeds }]),
            receipt: Some(self.receipt.clone()),
            position: 3,
            refused: Some(2),
            line: Some(self.digest()),
            lacks: Some(vec![self.want()]),
        }
    }

    /// A token in the middle of a sending.
    pub fn token(&self) -> Token {
        let under_way = UnderWay { upto: 70_000, pass: 1, ledger: self.ledger, at: 300 };
        Token { incarnation: 2, base: 24, under_way: Some(under_way) }
    }

    /// What somebody cannot open.
    pub fn need(&self) -> Need {
        Need { ledger: self.ledger, epoch: self.epoch, device: keys("tablet").device() }
    }

    /// A feed asked for.
    pub fn want(&self) -> Want {
        Want { ledger: self.ledger, author: keys("carol").device(), after: 255 }
    }

    /// The heads of the standing: Carol's feed and, as if it had forked, the tablet's.
    pub fn heads(&self) -> BTreeMap<DeviceId, Feed> {
        let tip = |entry: &Entry| FeedTip { number: entry.header().number, id: entry.id() };
        let mut heads = BTreeMap::new();
        for by in ["carol", "hub"] {
            let feed = self.feed(by, self.ledger);
            heads.insert(keys(by).device(), Feed(feed.last().map(tip).into_iter().collect()));
        }
        let tablet = self.feed("tablet", self.ledger);
        let forked = vec![FeedTip { number: 2, id: EntryId([1; 32]) }, tip(&tablet[1])];
        let mut forked = forked;
        forked.sort_unstable();
        heads.insert(keys("tablet").device(), Feed(forked));
        heads
    }

    /// The digest of those heads.
    pub fn digest(&self) -> Hash {
        ledger_digest(&self.heads())
    }

    /// A file of everything.
    pub fn bundle(&self) -> Bundle {
        let whole = |named: &Named| named.entry.bytes().to_vec().into();
        Bundle {
            register: self.register,
            device: keys("carol").device(),
            made: EVENING,
            positions: self.positions.clone(),
            entries: self.entries.iter().map(whole).collect(),
            wraps: vec![self.wrap.clone()],
        }
    }
}

fn feed_tip(tip: Tip) -> FeedTip {
    FeedTip { number: tip.number, id: tip.id }
}

/// The register: root, owner and manager, the hub's positions, and where they leave everybody.
fn register_entries(register: LedgerId) -> (Vec<Named>, Vec<SignedPosition>, RegisterPoint) {
    let origin = RegisterPoint::origin(register);
    let mut root = Feeder::new("root", MemberId([0; 16]), register);
    let mut olive = Feeder::new("olive", MemberId([0x01; 16]), register);
    let mut mo = Feeder::new("mo", MO, register);
    let recovery = RecoveryKeys {
        organisation: keys("root").public().agreement,
        safeguarding: keys("olive").public().agreement,
    };
    let (class, nonce) = (Class::Organisation, Random16([0; 16]));
    let open = Open { class, month: None, nonce, recovery: Some(recovery) };
    let enrolled = |member, role, signing| EnrolledMember { member, role, signing };
    let pin = keys("pin").public().signing;
    let mut entries = vec![
        root.state("open, of a register", &origin, Statement::Open(open)),
        root.state(
            "hub",
            &origin,
            Statement::Hub(HubNamed { keys: keys("hub").public(), term: 1 }),
        ),
        root.state(
            "owner",
            &origin,
            Statement::Owner(Owner { keys: keys("olive").public(), member: olive.member }),
        ),
    ];
    let members = vec![enrolled(MO, Some(Role::Manager), None)];
    let enrol = Enrol { keys: keys("mo").public(), members, continues: None };
    entries.push(olive.state("enrol, one member", &origin, Statement::Enrol(enrol)));
    let positions = positions(register, &origin, &entries);
    let last = positions.last().expect("some");
    let (number, hash) = (last.position.number, last.position.hash());
    let point = RegisterPoint { number, hash, provisional: None };

    let members =
        vec![enrolled(BEN, None, Some(pin)), enrolled(CAROL, Some(Role::Coordinator), Some(pin))];
    let continues = Some(keys("carol").device());
    let enrol = Enrol { keys: keys("tablet").public(), members, continues };
    entries.push(mo.state("enrol, two members and a copy", &point, Statement::Enrol(enrol)));
    let tip = entries.last().expect("just pushed").entry.tip();
    let relied = RegisterPoint { provisional: Some(vec![tip]), ..point.clone() };
    let (member, role) = (BEN, Role::Senior);
    let given = RoleChange { member, role, change: Change::Given, seen: Vec::new() };
    let taken = RoleChange { change: Change::Taken, seen: vec![tip], ..given.clone() };
    let seen = Feed(vec![feed_tip(tip)]);
    let successor = Successor { keys: keys("pin").public(), incarnation: 300 };
    entries.extend([
        mo.state(
            "role given, relying on what has no position",
            &relied,
            Statement::RoleChange(given),
        ),
        mo.state("role taken", &relied, Statement::RoleChange(taken)),
        mo.state(
            "withdraw",
            &relied,
            Statement::Withdraw(Withdraw { device: keys("mo").device(), seen }),
        ),
        mo.state(
            "withdraw, nothing seen",
            &relied,
            Statement::Withdraw(Withdraw { device: keys("pin").device(), seen: Feed::default() }),
        ),
        mo.state("successor", &relied, Statement::Successor(successor)),
    ]);
    (entries, positions, point)
}

fn positions(register: LedgerId, origin: &RegisterPoint, entries: &[Named]) -> Vec<SignedPosition> {
    let mut previous = origin.hash;
    let mut positions = Vec::new();
    for (number, named) in (1..).zip(entries) {
        let position = Position {
            register,
            term: 1,
            incarnation: 1,
            number,
            previous,
            entry: named.entry.id(),
            verdict: if number == 4 { Verdict::Refused } else { Verdict::Counted },
            at: EVENING,
        };
        previous = position.hash();
        positions.push(position.sign(&keys("hub")));
    }
    positions
}

/// Every statement about a standing, saves, and a month's opening.
fn standing_entries(
    ledger: LedgerId,
    nonce: Random16,
    point: &RegisterPoint,
    register: &[Named],
) -> (Vec<Named>, EntryId) {
    let mut carol = Feeder::new("carol", CAROL, ledger);
    let (device, tablet) = (keys("carol").device(), keys("tablet").device());
    let open = Open { class: Class::Person, month: None, nonce, recovery: None };
    let rights = Rights::MAY_GRANT.and(Rights::MAY_END).and(Rights::LASTING);
    let plain = Grant { device, member: None, rights, until: None, despite: None };
    let mut entries = vec![
        carol.state("open, of a person's ledger", point, Statement::Open(open)),
        carol.state("grant", point, Statement::Grant(plain)),
    ];
    let tips = vec![entries[1].entry.tip()];
    let (epoch_key, earlier) = (EpochKey::from_bytes(EPOCH_KEY), EpochKey::from_bytes(EARLIER_KEY));
    let commitment = epoch_key.commitment(ledger);
    let mut random = ChaCha20Rng::seed_from_u64(78);
    let to = keys("root").public().agreement;
    let recovery = Recipient::Recovery;
    let recovery = seal_key(&epoch_key, ledger, commitment.0, recovery, &to, &mut random);
    let sealed = epoch_key.seal_earlier(&earlier, earlier.commitment(ledger));
    let epoch = Epoch {
        commitment,
        recipients: vec![2, 30, 400],
        newcomers: vec![tablet],
        tips: tips.clone(),
        before: vec![EarlierEpoch { epoch: EntryId([0x0e; 32]), sealed }],
        recovery: recovery.expect("the root's key is one"),
    };
    entries.push(carol.state("epoch", point, Statement::Epoch(epoch)));
    let epoch = entries[2].entry.id();
    entries.extend([
        carol.save("save of one record", point, &[(0x51, 1, 40)], epoch),
        carol.save("save of two records", point, &[(0x51, 1, 700), (0x52, 300, 90)], epoch),
    ]);
    let despite = Some(vec![register[0].entry.id()]);
    let until = Some(EVENING.plus_millis(28_800_000));
    let lease = Grant { device: tablet, member: Some(BEN), rights: Rights::PLAIN, until, despite };
    entries.push(carol.state("grant, in full", point, Statement::Grant(lease)));
    let grants = vec![entries[5].entry.id()];
    let end = End { grants, member: Some(BEN), seen: tips };
    entries.push(carol.state("end", point, Statement::End(end)));
    let retire = Statement::Retire(Retire { takes_back: None });
    entries.push(carol.state("retire", point, retire));
    let takes_back = Some(entries[7].entry.id());
    let back = Statement::Retire(Retire { takes_back });
    entries.push(carol.state("retire, taken back", point, back));

    let mut shared = Feeder::new("tablet", BEN, ledger);
    shared.pin = Some(Rc::new(keys("pin")));
    let retire = Statement::Retire(Retire { takes_back: None });
    entries.push(shared.state("statement, co-signed by a member", point, retire));
    entries.push(shared.save("save, co-signed by a member", point, &[(0x53, 2, 5)], epoch));

    let mut hub = Feeder::new("hub", MemberId([0; 16]), ledger);
    let seen = Feed(vec![feed_tip(entries[4].entry.tip())]);
    let cause = entries[6].entry.id();
    entries.push(hub.state("limit", point, Statement::Limit(Limit { device, seen, cause })));

    let nonce = Random16([0x0d; 16]);
    let mut month = Feeder::new("carol", CAROL, LedgerId::derive(device, nonce));
    let (class, november) = (Class::Month, Some(CalendarMonth(202_611)));
    let open = Open { class, month: november, nonce, recovery: None };
    entries.push(month.state("open, of a month", point, Statement::Open(open)));
    (entries, epoch)
}

fn receipt(ledger: LedgerId, entries: &[Named]) -> SignedReceipt {
    let device = keys("carol").device();
    let own = entries.iter().filter(|named| named.by == "carol");
    let own: Vec<_> = own.filter(|named| named.entry.header().ledger == ledger).collect();
    let tip = own.last().map(|named| feed_tip(named.entry.tip()));
    let feeds = [(ledger, Feed(tip.into_iter().collect()))];
    let receipt = Receipt {
        device,
        entries: own.len() as u64,
        digest: own_digest(&feeds),
        at: EVENING,
        backed_up: 3,
    };
    receipt.sign(&keys("hub"))
}

/// The bytes of everything that has an encoding of its own, by name.
pub fn encodings(samples: &Samples) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("range", to_bytes(&samples.ranges()[0])),
        ("range after a fork", to_bytes(&samples.ranges()[1])),
        ("position", to_bytes(&samples.positions[0])),
        ("wrap", to_bytes(&samples.wrap)),
        ("receipt", to_bytes(&samples.receipt)),
        ("token", to_bytes(&samples.token())),
        ("need", to_bytes(&samples.need())),
        ("want", to_bytes(&samples.want())),
        ("request body", to_bytes(&samples.request())),
        ("answer body", to_bytes(&samples.answer())),
        ("bundle body", to_bytes(&samples.bundle())),
    ]
}
