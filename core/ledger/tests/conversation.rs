//! Devices and a hub in conversation, at the level of bytes and keys: no care in it, no network.

use std::collections::BTreeSet;

use holdfast_ledger::{
    Bundle, Class, DeviceId, DeviceKeys, Ended, Enrol, EnrolledMember, Entry, EntryId, EpochKey,
    Grant, Header, Hub, HubNamed, Intake, LedgerId, Me, MemberId, MemoryStore, Open, Origin, Owner,
    Place, Progress, Random16, RecordChange, RecordId, RecoveryKeys, Register, Request, Rights,
    Role, Save, Session, Statement, Store, Stored, Taken, Timestamp, Verdict, Writer, all_safe,
};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

const NOON: Timestamp = Timestamp(1_763_812_800_000);

/// A device with its store, and nothing else.
struct Phone {
    keys: DeviceKeys,
    member: MemberId,
    store: MemoryStore,
    register: Register,
}

impl Phone {
    fn new(seed: u8, root: &DeviceKeys) -> Self {
        Self {
            keys: DeviceKeys::from_secret(&[seed; 32]),
            member: MemberId([seed; 16]),
            store: MemoryStore::new(),
            register: Register::new(root.public().signing),
        }
    }

    fn header(&self, ledger: LedgerId) -> Header {
        header(&self.store, &self.register, &self.keys, self.member, ledger)
    }

    fn state(&mut self, ledger: LedgerId, statement: Statement) -> EntryId {
        let header = self.header(ledger);
        let writer = Writer { keys: &self.keys, member_keys: None };
        let entry = Entry::statement(&writer, header, statement).expect("well formed");
        self.keep(&entry)
    }

    fn save(&mut self, ledger: LedgerId, text: &str) -> EntryId {
        let header = self.header(ledger);
        let writer = Writer { keys: &self.keys, member_keys: None };
        let change =
            RecordChange { record: RecordId([7; 16]), kind: 3, change: text.as_bytes().to_vec() };
        let key = EpochKey::from_bytes([9; 32]);
        let mut random = ChaCha20Rng::seed_from_u64(header.number);
        let epoch = EntryId([1; 32]);
        let entry = Entry::save(&writer, header, &Save(vec![change]), epoch, &key, &mut random);
        self.keep(&entry.expect("small"))
    }

    fn keep(&mut self, entry: &Entry) -> EntryId {
        let _ = self.register.add_entry(entry);
        self.store.put(&Stored::of(entry), Place::Chained, Origin::Own).expect("memory");
        entry.id()
    }

    fn me(&self, entitled: &[LedgerId]) -> Me<'_> {
        let mut entitled: BTreeSet<LedgerId> = entitled.iter().copied().collect();
        entitled.insert(self.register.id());
        let (needs, wraps, epoch_wraps) = (Vec::new(), Vec::new(), Vec::new());
        Me { keys: &self.keys, entitled, oldest: None, needs, wraps, epoch_wraps }
    }

    fn empty_request(&self) -> Request {
        Request::from(self.keys.device(), self.register.id())
    }

    fn texts(&self, ledger: LedgerId) -> BTreeSet<String> {
        let key = EpochKey::from_bytes([9; 32]);
        let heads = self.store.heads(&ledger).expect("memory");
        let mut texts = BTreeSet::new();
        for author in heads.keys() {
            for stored in self.store.feed_after(&ledger, author, 0, usize::MAX).expect("memory") {
                let entry = Entry::decode(&stored.bytes).expect("stored whole");
                if let Some(opened) = entry.open(&key) {
                    let Save(changes) = opened.expect("a save");
                    texts.insert(String::from_utf8(changes[0].change.clone()).expect("text"));
                }
            }
        }
        texts
    }
}

fn header(
    store: &MemoryStore,
    register: &Register,
    keys: &DeviceKeys,
    member: MemberId,
    ledger: LedgerId,
) -> Header {
    let feed = store.feed(&ledger, &keys.device()).expect("memory");
    Header {
        ledger,
        author: keys.device(),
        member,
        number: feed.last() + 1,
        previous: feed.0.last().map(|tip| tip.id),
        register: register.point(),
        written: NOON,
    }
}

/// A hub's database and keys.
struct Office {
    keys: DeviceKeys,
    store: MemoryStore,
    register: Register,
    random: ChaCha20Rng,
    now: Timestamp,
    incarnation: u32,
}

impl Office {
    fn answer(&mut self, request: &[u8]) -> Vec<u8> {
        let hub = Hub { keys: &self.keys, incarnation: self.incarnation, now: self.now };
        hub.answer(&mut self.store, &mut self.register, request, &mut self.random)
            .expect("a request of this organisation")
            .bytes
    }
}

/// An organisation: a root, a hub, Olu who owns it, Carol who plans, Amina and Ben who visit.
struct World {
    hub: Office,
    olu: Phone,
    carol: Phone,
    amina: Phone,
    ben: Phone,
}

fn world() -> World {
    let root = DeviceKeys::from_secret(&[1; 32]);
    let hub_keys = DeviceKeys::from_secret(&[2; 32]);
    let recovery = DeviceKeys::from_secret(&[3; 32]).public().agreement;
    let mut olu = Phone::new(10, &root);
    let ledger = olu.register.id();
    let recovery = RecoveryKeys { organisation: recovery, safeguarding: recovery };
    let open = Open {
        class: Class::Organisation,
        month: None,
        nonce: Random16([0; 16]),
        recovery: Some(recovery),
    };
    let owner = Owner { keys: olu.keys.public(), member: olu.member };
    let hub = HubNamed { keys: hub_keys.public(), term: 1 };
    for statement in [Statement::Open(open), Statement::Owner(owner), Statement::Hub(hub)] {
        let none = MemberId([0; 16]);
        let header = header(&olu.store, &olu.register, &root, none, ledger);
        let writer = Writer { keys: &root, member_keys: None };
        let entry = Entry::statement(&writer, header, statement).expect("well formed");
        olu.keep(&entry);
    }
    let (carol, amina, ben) = (Phone::new(11, &root), Phone::new(12, &root), Phone::new(13, &root));
    let manager = (olu.member, Role::Manager);
    olu.state(
        ledger,
        Statement::RoleChange(holdfast_ledger::RoleChange {
            member: manager.0,
            role: manager.1,
            change: holdfast_ledger::Change::Given,
            seen: Vec::new(),
        }),
    );
    let roles = [(&carol, Role::Coordinator), (&amina, Role::Carer), (&ben, Role::Carer)];
    for (phone, role) in roles {
        let member = EnrolledMember { member: phone.member, role: Some(role), signing: None };
        let keys = phone.keys.public();
        olu.state(ledger, Statement::Enrol(Enrol { keys, members: vec![member], continues: None }));
    }
    let hub = Office {
        register: Register::new(root.public().signing),
        keys: hub_keys,
        store: MemoryStore::new(),
        random: ChaCha20Rng::seed_from_u64(5),
        now: NOON,
        incarnation: 1,
    };
    let mut world = World { hub, olu, carol, amina, ben };
    world.introduce();
    world
}

impl World {
    /// Everybody learns the register by a bundle from Olu, as a welcome file brings it.
    fn introduce(&mut self) {
        let none: [LedgerId; 0] = [];
        let bundle = Bundle::new(
            &self.olu.store,
            &self.olu.register,
            none,
            Vec::new(),
            &self.olu.keys,
            NOON,
        );
        let bytes = bundle.expect("memory").to_bytes(&self.olu.keys);
        for phone in [&mut self.carol, &mut self.amina, &mut self.ben] {
            let me = phone.keys.device();
            let read = Bundle::read(&bytes, &mut phone.store, &mut phone.register, me);
            let (_, taken) = read.expect("of this organisation").expect("memory");
            assert_eq!(taken.new.len(), 7);
            assert_eq!((taken.refused, taken.pooled, taken.detached), (0, 0, 0));
        }
    }

    /// Carol learns by a bundle from Olu what is new in the register.
    fn introduce_carol(&mut self) {
        let none: [LedgerId; 0] = [];
        let Self { olu, carol, .. } = self;
        let bundle = Bundle::new(&olu.store, &olu.register, none, Vec::new(), &olu.keys, NOON);
        let bytes = bundle.expect("memory").to_bytes(&olu.keys);
        let me = carol.keys.device();
        Bundle::read(&bytes, &mut carol.store, &mut carol.register, me)
            .expect("of this organisation")
            .expect("memory");
    }

    /// Carol opens a ledger and grants those.
    fn open(&mut self, to: &[DeviceId]) -> LedgerId {
        let nonce = Random16([4; 16]);
        let ledger = LedgerId::derive(self.carol.keys.device(), nonce);
        let open = Open { class: Class::Person, month: None, nonce, recovery: None };
        self.carol.state(ledger, Statement::Open(open));
        for device in to.iter().copied().chain([self.carol.keys.device()]) {
            let grant =
                Grant { device, member: None, rights: Rights::PLAIN, until: None, despite: None };
            self.carol.state(ledger, Statement::Grant(grant));
        }
        ledger
    }
}

/// A whole conversation; how many trips, the bytes of each body, how it ended.
fn sync(phone: &mut Phone, hub: &mut Office, ledgers: &[LedgerId]) -> (Vec<usize>, Ended) {
    let mut session = Session::new(&phone.register).expect("the root named a hub");
    let mut sizes = Vec::new();
    loop {
        let me = phone.me(ledgers);
        let Some(request) = session.next(&phone.store, &phone.register, &me).expect("memory")
        else {
            break;
        };
        assert!(session.trips() < 50, "a conversation that does not end");
        let answer = hub.answer(&request);
        sizes.extend([request.len(), answer.len()]);
        let keys = DeviceKeys::from_secret(&[phone.member.0[0]; 32]);
        session
            .receive(&mut phone.store, &mut phone.register, &keys, &answer, NOON)
            .expect("the hub's answer");
    }
    (sizes, session.ended().expect("over"))
}

/// The register as a hub that was started again folds it.
fn folded(store: &MemoryStore) -> Register {
    let mut register = Register::new(DeviceKeys::from_secret(&[1; 32]).public().signing);
    for stored in store.statements(&register.id()).expect("memory") {
        let entry = Entry::decode(&stored.bytes).expect("stored whole");
        register.restore_entry(&entry).expect("of this register");
    }
    for position in store.positions_after(0).expect("memory") {
        register.restore_position(&position).expect("of this register");
    }
    register
}

fn text_set(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn what_amina_and_ben_wrote_offline_meets_through_the_hub() {
    let mut world = world();
    let devices = [world.amina.keys.device(), world.ben.keys.device()];
    sync(&mut world.olu, &mut world.hub, &[]);
    let ledger = world.open(&devices);
    assert_eq!(sync(&mut world.carol, &mut world.hub, &[ledger]).1, Ended::InSync);
    assert_eq!(sync(&mut world.amina, &mut world.hub, &[ledger]).1, Ended::InSync);
    assert_eq!(sync(&mut world.ben, &mut world.hub, &[ledger]).1, Ended::InSync);
    world.amina.save(ledger, "Tea drunk, half a cup.");
    world.amina.save(ledger, "Walked to the door with the frame.");
    world.ben.save(ledger, "Skin on the left heel is red.");
    for _ in 0..2 {
        assert_eq!(sync(&mut world.amina, &mut world.hub, &[ledger]).1, Ended::InSync);
        assert_eq!(sync(&mut world.ben, &mut world.hub, &[ledger]).1, Ended::InSync);
    }
    let all = text_set(&[
        "Tea drunk, half a cup.",
        "Walked to the door with the frame.",
        "Skin on the left heel is red.",
    ]);
    assert_eq!(world.amina.texts(ledger), all);
    assert_eq!(world.ben.texts(ledger), all);
    let progress = Progress::load(&world.amina.store, world.hub.keys.device()).expect("memory");
    let receipt = progress.receipt().expect("a receipt");
    assert_eq!(receipt.receipt.entries, 2);
    assert!(all_safe(&world.amina.store, world.amina.keys.device(), receipt).expect("memory"));
}

#[test]
fn a_receipt_is_repeated_until_the_device_has_it_and_not_after() {
    let mut world = world();
    sync(&mut world.olu, &mut world.hub, &[]);
    let ledger = world.open(&[]);
    sync(&mut world.carol, &mut world.hub, &[ledger]);
    world.carol.save(ledger, "Asked for the blue cup.");
    let at = |world: &World| {
        let progress = Progress::load(&world.carol.store, world.hub.keys.device());
        progress.expect("memory").receipt().expect("a receipt").receipt.clone()
    };
    let before = at(&world);
    // The hub takes the save in, and the answer with the receipt for it is lost on the way.
    let lost = world.carol.store.clone();
    sync(&mut world.carol, &mut world.hub, &[ledger]);
    let after = at(&world);
    assert_eq!(after.entries, before.entries + 1);
    world.carol.store = lost;
    world.hub.now = Timestamp(NOON.0 + 1);
    sync(&mut world.carol, &mut world.hub, &[ledger]);
    let again = at(&world);
    assert_eq!((again.entries, again.at), (after.entries, Timestamp(NOON.0 + 1)));
    // Now the device has it: a quiet answer says nothing of it, and the device keeps what it has.
    world.hub.now = Timestamp(NOON.0 + 2);
    sync(&mut world.carol, &mut world.hub, &[ledger]);
    assert_eq!(at(&world), again);
}

#[test]
fn in_sync_takes_one_round_trip_of_a_few_hundred_bytes() {
    let mut world = world();
    sync(&mut world.olu, &mut world.hub, &[]);
    let ledger = world.open(&[]);
    sync(&mut world.carol, &mut world.hub, &[ledger]);
    sync(&mut world.carol, &mut world.hub, &[ledger]);
    let (sizes, ended) = sync(&mut world.carol, &mut world.hub, &[ledger]);
    assert_eq!(ended, Ended::InSync);
    assert_eq!(sizes.len(), 2, "one request, one answer");
    assert!(sizes.iter().sum::<usize>() <= 400, "{sizes:?}");
}

#[test]
fn a_hub_restored_from_an_old_copy_is_found_out_and_refilled() {
    let mut world = world();
    sync(&mut world.olu, &mut world.hub, &[]);
    let ledger = world.open(&[world.amina.keys.device()]);
    sync(&mut world.carol, &mut world.hub, &[ledger]);
    sync(&mut world.amina, &mut world.hub, &[ledger]);
    let backup = world.hub.store.clone();
    world.amina.save(ledger, "Ate all her porridge.");
    sync(&mut world.amina, &mut world.hub, &[ledger]);
    world.hub.store = backup;
    world.hub.register = folded(&world.hub.store);
    world.hub.incarnation = 2;
    assert_eq!(sync(&mut world.amina, &mut world.hub, &[ledger]).1, Ended::InSync);
    assert_eq!(sync(&mut world.carol, &mut world.hub, &[ledger]).1, Ended::InSync);
    assert_eq!(world.carol.texts(ledger), text_set(&["Ate all her porridge."]));
}

#[test]
fn a_device_nobody_enrolled_is_told_so_and_given_nothing() {
    let mut world = world();
    sync(&mut world.olu, &mut world.hub, &[]);
    let root = DeviceKeys::from_secret(&[1; 32]);
    let mut stranger = Phone::new(99, &root);
    let none: [LedgerId; 0] = [];
    let olu = &world.olu;
    let bundle = Bundle::new(&olu.store, &olu.register, none, Vec::new(), &olu.keys, NOON);
    let bytes = bundle.expect("memory").to_bytes(&olu.keys);
    let me = stranger.keys.device();
    Bundle::read(&bytes, &mut stranger.store, &mut stranger.register, me)
        .expect("of this organisation")
        .expect("memory");
    assert_eq!(sync(&mut stranger, &mut world.hub, &[]).1, Ended::NotEnrolled);
}

#[test]
fn an_entry_that_follows_no_entry_of_its_own_feed_is_refused() {
    let mut world = world();
    let devices = [world.amina.keys.device(), world.ben.keys.device()];
    sync(&mut world.olu, &mut world.hub, &[]);
    let ledger = world.open(&devices);
    sync(&mut world.carol, &mut world.hub, &[ledger]);
    sync(&mut world.amina, &mut world.hub, &[ledger]);
    sync(&mut world.ben, &mut world.hub, &[ledger]);
    let of_ben = world.ben.save(ledger, "Skin on the left heel is red.");
    let of_amina = world.amina.save(ledger, "Tea drunk, half a cup.");
    sync(&mut world.ben, &mut world.hub, &[ledger]);
    sync(&mut world.amina, &mut world.hub, &[ledger]);
    let before = world.hub.store.heads(&ledger).expect("memory");
    // Amina's device signs an entry upon Ben's, and one that leaves numbers out.
    for (number, previous) in [(2, of_ben), (9, of_amina)] {
        let header = Header { number, previous: Some(previous), ..world.amina.header(ledger) };
        let writer = Writer { keys: &world.amina.keys, member_keys: None };
        let end = Statement::Grant(Grant {
            device: devices[0],
            member: None,
            rights: Rights::PLAIN,
            until: None,
            despite: None,
        });
        let entry = Entry::statement(&writer, header, end).expect("well formed");
        let Office { store, register, .. } = &mut world.hub;
        let mut intake = Intake::new(store, register, devices[0], DeviceId([0; 16]), Origin::Peer);
        intake.loose([entry.bytes()].into_iter()).expect("memory");
        assert_eq!(intake.finish(), Taken { refused: 1, ..Taken::default() });
    }
    assert_eq!(world.hub.store.heads(&ledger).expect("memory"), before);
}

#[test]
fn a_statement_stands_after_the_one_its_author_relied_on_whatever_came_first() {
    let mut world = world();
    let register = world.olu.register.id();
    sync(&mut world.olu, &mut world.hub, &[]);
    // The hub is down. Olu makes Carol a manager, too; Carol, told by a bundle, enrols Dee.
    world.olu.state(
        register,
        Statement::RoleChange(holdfast_ledger::RoleChange {
            member: world.carol.member,
            role: Role::Manager,
            change: holdfast_ledger::Change::Given,
            seen: Vec::new(),
        }),
    );
    world.introduce_carol();
    let dee = Phone::new(14, &DeviceKeys::from_secret(&[1; 32]));
    let member = EnrolledMember { member: dee.member, role: Some(Role::Carer), signing: None };
    let enrol = Enrol { keys: dee.keys.public(), members: vec![member], continues: None };
    world.carol.state(register, Statement::Enrol(enrol));
    // Carol's own statement reaches the hub before the one it relies on, in one request.
    let feeds = [world.carol.keys.device(), world.olu.keys.device()];
    let mut entries = Vec::new();
    for author in feeds {
        entries.extend(world.carol.store.feed_after(&register, &author, 0, usize::MAX).unwrap());
    }
    let request = Request {
        loose: Some(entries.into_iter().map(|stored| stored.bytes.into()).collect()),
        ..world.carol.empty_request()
    };
    world.hub.answer(&request.sign(world.hub.keys.device(), &world.carol.keys));
    let last = world.hub.register.number();
    let verdicts = (last - 1..=last).map(|number| world.hub.register.verdict(number));
    assert!(verdicts.eq([Some(Verdict::Counted), Some(Verdict::Counted)]));
    assert!(world.hub.register.device(dee.keys.device()).is_some());
}
