//! An organisation at the level of bytes and keys, and a real hub on a real port: Olu owns it,
//! Carol plans, Amina and Ben visit. Their phones keep their entries in memory.

#![allow(clippy::unwrap_used, reason = "a test that finds nothing to unwrap has failed")]

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use holdfast_hub::{Event, HubConfig, HubIdentity, HubServer};
use holdfast_ledger::{
    Bundle, Class, DeviceId, DeviceKeys, Ended, Enrol, EnrolledMember, Entry, EntryId, EpochKey,
    Grant, Header, HubNamed, LedgerId, Me, MemberId, MemoryStore, Open, Origin, Owner, Place,
    Progress, Random16, RecordChange, RecordId, RecoveryKeys, Register, Rights, Role, Save,
    Session, SignedReceipt, Statement, Store, Stored, Timestamp, VerifyingKey, Writer,
};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use tempfile::TempDir;

pub const NOON: i64 = 1_763_812_800_000;
const EPOCH: EntryId = EntryId([1; 32]);

/// A hub's place on disk, and the running hub.
pub struct Office {
    pub folder: TempDir,
    pub clock: Arc<AtomicI64>,
    pub events: Arc<Mutex<Vec<Event>>>,
    server: Option<HubServer>,
}

impl Office {
    /// A hub just set up, started with that change to its configuration.
    pub fn open(change: impl FnOnce(&mut HubConfig)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        HubIdentity::create(&folder.path().join("hub.keys"), &[2; 32]).unwrap();
        let clock = Arc::new(AtomicI64::new(NOON));
        let mut office = Self { folder, clock, events: Arc::default(), server: None };
        office.start(change);
        office
    }

    pub fn config(&self) -> HubConfig {
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let keys = self.folder.path().join("hub.keys");
        let mut config = HubConfig::new(listen, self.databases(), keys);
        let (clock, events) = (Arc::clone(&self.clock), Arc::clone(&self.events));
        config.clock = Arc::new(move || Timestamp(clock.load(Ordering::Relaxed)));
        config.randomness = Arc::new(|| Box::new(ChaCha20Rng::seed_from_u64(5)));
        config.log = Arc::new(move |event| events.lock().unwrap().push(event.clone()));
        config
    }

    pub fn start(&mut self, change: impl FnOnce(&mut HubConfig)) {
        let mut config = self.config();
        change(&mut config);
        self.server = Some(HubServer::start(config).unwrap());
    }

    pub fn stop(&mut self) {
        self.server.take().unwrap().shutdown();
    }

    pub fn server(&self) -> &HubServer {
        self.server.as_ref().unwrap()
    }

    pub fn databases(&self) -> PathBuf {
        self.folder.path().join("databases")
    }

    pub fn database(&self, register: LedgerId) -> PathBuf {
        self.databases().join(format!("{register}.sqlite"))
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.server().local_addr())
    }

    pub fn wait(&self, millis: i64) {
        self.clock.fetch_add(millis, Ordering::Relaxed);
    }

    /// One request; the status and the body of the response.
    pub fn post(&self, body: &[u8]) -> (u16, Vec<u8>) {
        let mut response = client().post(self.url("/v1/sync")).send(body).unwrap();
        (response.status().as_u16(), response.body_mut().read_to_vec().unwrap())
    }

    pub fn get(&self, path: &str) -> (u16, String) {
        let mut response = client().get(self.url(path)).call().unwrap();
        (response.status().as_u16(), response.body_mut().read_to_string().unwrap())
    }

    /// A connection of bare bytes.
    pub fn connect(&self) -> TcpStream {
        TcpStream::connect(self.server().local_addr()).unwrap()
    }

    pub fn counter(&self, name: &str) -> u64 {
        let (status, text) = self.get("/metrics");
        assert_eq!(status, 200);
        let line = text.lines().find_map(|line| line.strip_prefix(&format!("holdfast_{name} ")));
        line.expect("it is counted").parse().unwrap()
    }

    /// A whole conversation; how many trips it took and how it ended.
    pub fn sync(&self, phone: &mut Phone, ledgers: &[LedgerId]) -> (u32, Ended) {
        let mut session = Session::new(&phone.register).expect("the root named a hub");
        while let Some(request) = phone.ask(&mut session, ledgers) {
            assert!(session.trips() < 50, "a conversation that does not end");
            let (status, answer) = self.post(&request);
            assert_eq!((status, ""), (200, error_text(status, &answer).as_str()));
            let now = Timestamp(NOON);
            session
                .receive(&mut phone.store, &mut phone.register, &phone.keys, &answer, now)
                .expect("the hub's answer");
        }
        (session.trips(), session.ended().expect("over"))
    }
}

fn error_text(status: u16, body: &[u8]) -> String {
    if status == 200 { String::new() } else { String::from_utf8_lossy(body).into_owned() }
}

fn client() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).build().into()
}

/// What comes back on a bare connection until it is closed.
pub fn read_to_end(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset after an answer that was not read to its end is an end too.
    stream.read_to_end(&mut bytes).ok();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Sends a head that promises `length` bytes, and then `body`.
pub fn send_promising(stream: &mut TcpStream, length: usize, body: &[u8]) {
    let head = format!("POST /v1/sync HTTP/1.1\r\nHost: hub\r\nContent-Length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
}

/// A device with its entries, and nothing else.
pub struct Phone {
    pub keys: DeviceKeys,
    pub store: MemoryStore,
    pub register: Register,
    member: MemberId,
}

impl Phone {
    pub fn new(seed: u8, root: VerifyingKey) -> Self {
        Self {
            keys: DeviceKeys::from_secret(&[seed; 32]),
            member: MemberId([seed; 16]),
            store: MemoryStore::new(),
            register: Register::new(root),
        }
    }

    pub fn state(&mut self, ledger: LedgerId, statement: Statement) {
        let header = header(&self.store, &self.register, &self.keys, self.member, ledger);
        let writer = Writer { keys: &self.keys, member_keys: None };
        self.keep(&Entry::statement(&writer, header, statement).expect("well formed"));
    }

    pub fn note(&mut self, ledger: LedgerId, text: &str) {
        let header = header(&self.store, &self.register, &self.keys, self.member, ledger);
        let writer = Writer { keys: &self.keys, member_keys: None };
        let change = RecordChange { record: RecordId([7; 16]), kind: 3, change: text.into() };
        let mut random = ChaCha20Rng::seed_from_u64(header.number);
        let save = Save(vec![change]);
        let entry = Entry::save(&writer, header, &save, EPOCH, &key(), &mut random);
        self.keep(&entry.expect("small"));
    }

    fn keep(&mut self, entry: &Entry) {
        self.register.add_entry(entry).ok();
        self.store.put(&Stored::of(entry), Place::Chained, Origin::Own).expect("memory");
    }

    pub fn ask(&self, session: &mut Session, ledgers: &[LedgerId]) -> Option<Vec<u8>> {
        let mut entitled: BTreeSet<LedgerId> = ledgers.iter().copied().collect();
        entitled.insert(self.register.id());
        let (needs, wraps, epoch_wraps) = (Vec::new(), Vec::new(), Vec::new());
        let me = Me { keys: &self.keys, entitled, oldest: None, needs, wraps, epoch_wraps };
        session.next(&self.store, &self.register, &me).expect("memory")
    }

    /// The first request of a conversation.
    pub fn first_request(&self, ledgers: &[LedgerId]) -> Vec<u8> {
        let mut session = Session::new(&self.register).expect("the root named a hub");
        self.ask(&mut session, ledgers).expect("something to ask")
    }

    pub fn receipt(&self, hub: DeviceId) -> SignedReceipt {
        let progress = Progress::load(&self.store, hub).expect("memory");
        progress.receipt().expect("a receipt").clone()
    }

    pub fn texts(&self, ledger: LedgerId) -> BTreeSet<String> {
        let heads = self.store.heads(&ledger).expect("memory");
        let feeds = heads.keys().flat_map(|author| {
            self.store.feed_after(&ledger, author, 0, usize::MAX).expect("memory")
        });
        let entries = feeds.map(|stored| Entry::decode(&stored.bytes).expect("stored whole"));
        let saves = entries.filter_map(|entry| Some(entry.open(&key())?.expect("a save")));
        saves.map(|save| String::from_utf8(save.0[0].change.clone()).expect("text")).collect()
    }
}

fn key() -> EpochKey {
    EpochKey::from_bytes([9; 32])
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
        written: Timestamp(NOON),
    }
}

/// Who works there.
pub struct Organisation {
    pub root: VerifyingKey,
    pub olu: Phone,
    pub carol: Phone,
    pub amina: Phone,
    pub ben: Phone,
}

impl Organisation {
    /// With a hub that has their register already.
    pub fn at(office: &Office, seed: u8) -> Self {
        let mut organisation = Self::new(seed);
        office.server().add_organisation(organisation.root).unwrap();
        assert_eq!(office.sync(&mut organisation.olu, &[]).1, Ended::InSync);
        organisation
    }

    pub fn new(seed: u8) -> Self {
        let root_keys = DeviceKeys::from_secret(&[seed; 32]);
        let root = root_keys.public().signing;
        let mut olu = Phone::new(seed + 10, root);
        let register = olu.register.id();
        let recovery = DeviceKeys::from_secret(&[3; 32]).public().agreement;
        let recovery = RecoveryKeys { organisation: recovery, safeguarding: recovery };
        let open = Open {
            class: Class::Organisation,
            month: None,
            nonce: Random16([0; 16]),
            recovery: Some(recovery),
        };
        let owner = Owner { keys: olu.keys.public(), member: olu.member };
        let hub = HubNamed { keys: DeviceKeys::from_secret(&[2; 32]).public(), term: 1 };
        for statement in [Statement::Open(open), Statement::Owner(owner), Statement::Hub(hub)] {
            let none = MemberId([0; 16]);
            let header = header(&olu.store, &olu.register, &root_keys, none, register);
            let writer = Writer { keys: &root_keys, member_keys: None };
            olu.keep(&Entry::statement(&writer, header, statement).expect("well formed"));
        }
        let manager = holdfast_ledger::RoleChange {
            member: olu.member,
            role: Role::Manager,
            change: holdfast_ledger::Change::Given,
            seen: Vec::new(),
        };
        olu.state(register, Statement::RoleChange(manager));
        let [carol, amina, ben] = [11, 12, 13].map(|more| Phone::new(seed + more, root));
        let mut organisation = Self { root, olu, carol, amina, ben };
        organisation.enrol();
        organisation
    }

    /// Olu enrols them; they learn the register by a bundle, as a welcome file brings it.
    fn enrol(&mut self) {
        let Self { olu, carol, amina, ben, .. } = self;
        let register = olu.register.id();
        let roles = [(&*carol, Role::Coordinator), (amina, Role::Carer), (ben, Role::Carer)];
        for (phone, role) in roles {
            let member = EnrolledMember { member: phone.member, role: Some(role), signing: None };
            let (keys, members) = (phone.keys.public(), vec![member]);
            olu.state(register, Statement::Enrol(Enrol { keys, members, continues: None }));
        }
        for phone in [carol, amina, ben] {
            olu.introduce(phone);
        }
    }

    /// Olu enrols one more carer, who learns the register by a bundle.
    pub fn enrol_carer(&mut self, seed: u8) -> Phone {
        let mut newcomer = Phone::new(seed, self.root);
        let register = self.olu.register.id();
        let role = Some(Role::Carer);
        let member = EnrolledMember { member: newcomer.member, role, signing: None };
        let (keys, members) = (newcomer.keys.public(), vec![member]);
        self.olu.state(register, Statement::Enrol(Enrol { keys, members, continues: None }));
        self.olu.introduce(&mut newcomer);
        newcomer
    }

    /// Carol grants a ledger to one more device.
    pub fn grant(&mut self, ledger: LedgerId, device: DeviceId) {
        let rights = Rights::PLAIN;
        let grant = Grant { device, member: None, rights, until: None, despite: None };
        self.carol.state(ledger, Statement::Grant(grant));
    }

    /// Carol opens a person's ledger, granted to those.
    pub fn open(&mut self, nonce: u8, to: &[DeviceId]) -> LedgerId {
        let nonce = Random16([nonce; 16]);
        let carol = self.carol.keys.device();
        let ledger = LedgerId::derive(carol, nonce);
        let open = Open { class: Class::Person, month: None, nonce, recovery: None };
        self.carol.state(ledger, Statement::Open(open));
        for device in to.iter().copied().chain([carol]) {
            self.grant(ledger, device);
        }
        ledger
    }
}

impl Phone {
    fn introduce(&self, phone: &mut Self) {
        let none: [LedgerId; 0] = [];
        let (at, wraps) = (Timestamp(NOON), Vec::new());
        let bundle = Bundle::new(&self.store, &self.register, none, wraps, &self.keys, at);
        let bytes = bundle.expect("memory").to_bytes(&self.keys);
        let me = phone.keys.device();
        let read = Bundle::read(&bytes, &mut phone.store, &mut phone.register, me);
        read.expect("of this organisation").expect("memory");
    }
}
