//! An organisation at the level of bytes and keys, and its hub: no care in it, no network.

#![allow(dead_code, reason = "each file of tests uses a part of it")]

use std::collections::BTreeSet;

use holdfast_ledger::{
    Bundle, Class, DeviceId, DeviceKeys, Ended, Enrol, EnrolledMember, Entry, EntryId, EpochKey,
    Grant, Header, Hub, HubNamed, LedgerId, Me, MemberId, MemoryStore, Open, Origin, Owner, Place,
    Progress, Random16, RecordChange, RecordId, RecoveryKeys, Register, Request, Rights, Role,
    Save, Session, Statement, Store, Stored, Timestamp, Writer, all_safe,
};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

pub const NOON: Timestamp = Timestamp(1_763_812_800_000);

/// A device with its store, and nothing else.
pub struct Phone {
    pub keys: DeviceKeys,
    pub member: MemberId,
    pub store: MemoryStore,
    pub register: Register,
}

impl Phone {
    pub fn new(seed: u8, root: &DeviceKeys) -> Self {
        Self {
            keys: DeviceKeys::from_secret(&[seed; 32]),
            member: MemberId([seed; 16]),
            store: MemoryStore::new(),
            register: Register::new(root.public().signing),
        }
    }

    pub fn header(&self, ledger: LedgerId) -> Header {
        header(&self.store, &self.register, &self.keys, self.member, ledger)
    }

    pub fn state(&mut self, ledger: LedgerId, statement: Statement) -> EntryId {
        let header = self.header(ledger);
        let writer = Writer { keys: &self.keys, member_keys: None };
        let entry = Entry::statement(&writer, header, statement).expect("well formed");
        self.keep(&entry)
    }

    pub fn save(&mut self, ledger: LedgerId, text: &str) -> EntryId {
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

    pub fn keep(&mut self, entry: &Entry) -> EntryId {
        let _ = self.register.add_entry(entry);
        self.store.put(&Stored::of(entry), Place::Chained, Origin::Own).expect("memory");
        entry.id()
    }

    pub fn me(&self, entitled: &[LedgerId]) -> Me<'_> {
        let mut entitled: BTreeSet<LedgerId> = entitled.iter().copied().collect();
        entitled.insert(self.register.id());
        let (needs, wraps, epoch_wraps) = (Vec::new(), Vec::new(), Vec::new());
        Me { keys: &self.keys, entitled, oldest: None, needs, wraps, epoch_wraps }
    }

    pub fn empty_request(&self) -> Request {
        Request::from(self.keys.device(), self.register.id())
    }

    /// Gives somebody the register as a file.
    pub fn introduce(&self, other: &mut Self) {
        let none: [LedgerId; 0] = [];
        let bundle = Bundle::new(&self.store, &self.register, none, Vec::new(), &self.keys, NOON);
        let bytes = bundle.expect("memory").to_bytes(&self.keys);
        let me = other.keys.device();
        Bundle::read(&bytes, &mut other.store, &mut other.register, me)
            .expect("of this organisation")
            .expect("memory");
    }

    pub fn is_safe(&self, hub: &Office) -> bool {
        let progress = Progress::load(&self.store, hub.keys.device()).expect("memory");
        let receipt = progress.receipt().expect("a receipt");
        all_safe(&self.store, self.keys.device(), receipt).expect("memory")
    }

    pub fn texts(&self, ledger: LedgerId) -> BTreeSet<String> {
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

pub fn header(
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
pub struct Office {
    pub keys: DeviceKeys,
    pub store: MemoryStore,
    pub register: Register,
    pub random: ChaCha20Rng,
    pub now: Timestamp,
    pub incarnation: u32,
}

impl Office {
    pub fn answer(&mut self, request: &[u8]) -> Vec<u8> {
        let hub = Hub { keys: &self.keys, incarnation: self.incarnation, now: self.now };
        let answered = hub
            .answer(&mut self.store, &mut self.register, request, &mut self.random)
            .expect("a request of this organisation");
        self.incarnation = answered.incarnation;
        answered.bytes
    }

    /// Its database is another, or an earlier one; the keys file said so, or did not.
    pub fn put_back(&mut self, store: MemoryStore, incarnation: u32) {
        self.store = store;
        self.register = folded(&self.store);
        self.incarnation = incarnation;
    }
}

/// An organisation: a root, a hub, Olu who owns it, Carol who plans, Amina and Ben who visit.
pub struct World {
    pub hub: Office,
    pub olu: Phone,
    pub carol: Phone,
    pub amina: Phone,
    pub ben: Phone,
}

pub fn world() -> World {
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
    pub fn introduce(&mut self) {
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
    pub fn introduce_carol(&mut self) {
        self.olu.introduce(&mut self.carol);
    }

    /// Somebody who may enrols a new carer, who learns the register by a bundle.
    pub fn enrol(&mut self, by: fn(&mut Self) -> &mut Phone, seed: u8) -> Phone {
        let mut newcomer = Phone::new(seed, &DeviceKeys::from_secret(&[1; 32]));
        let by = by(self);
        let role = Some(Role::Carer);
        let member = EnrolledMember { member: newcomer.member, role, signing: None };
        let keys = newcomer.keys.public();
        let enrol = Enrol { keys, members: vec![member], continues: None };
        by.state(by.register.id(), Statement::Enrol(enrol));
        by.introduce(&mut newcomer);
        newcomer
    }

    /// Carol opens a ledger and grants those.
    pub fn open(&mut self, to: &[DeviceId]) -> LedgerId {
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
pub fn sync(phone: &mut Phone, hub: &mut Office, ledgers: &[LedgerId]) -> (Vec<usize>, Ended) {
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
pub fn folded(store: &MemoryStore) -> Register {
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

pub fn text_set(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
