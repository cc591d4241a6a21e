//! A real hub on a loopback port: how fast it takes entries in durably, and how it stands the end
//! of a shift, when every phone comes back at once.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use holdfast_hub::{HubConfig, HubIdentity, HubServer, Rate};
use holdfast_ledger::{
    Change, Class, DeviceKeys, Enrol, EnrolledMember, Entry, EntryId, EpochKey, HubNamed, LedgerId,
    MemberId, Open, Owner, Random16, Range, RecoveryKeys, RegisterPoint, Request, Role, RoleChange,
    Statement,
};
use holdfast_tests::hand::Hand;
use rand_chacha::ChaCha20Rng;

use crate::report::{Quantity, Row};
use crate::{floor, scratch};

/// Phones in the intake, and what each brings.
const PHONES: usize = 40;
const REQUESTS: usize = 5;
const BATCH: usize = 200;

/// Phones at the end of a shift of ten minutes, and what each brings.
const SHIFT: usize = if cfg!(debug_assertions) { 200 } else { 10_000 };
const NOTES: usize = 10;
/// One minute of it at its own pace, then the rest ten times as fast.
const MINUTE: usize = SHIFT / 10;
const PACE: Duration = Duration::from_millis(60);
const RUSH: Duration = Duration::from_millis(6);

/// Threads that send.
const LINES: usize = 8;

pub fn intake() -> Vec<Row> {
    let folder = scratch::folder();
    let mut harbour = Harbour::new(folder.path(), PHONES);
    let bodies = harbour.bodies(PHONES, REQUESTS, BATCH);
    let hub = harbour.hub.local_addr();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for line in 0..LINES {
            let bodies = &bodies;
            scope.spawn(move || {
                let agent = agent();
                // A phone's batches follow one another, so each line has whole phones.
                for phone in (line..PHONES).step_by(LINES) {
                    for body in &bodies[phone] {
                        post(hub, &agent, body);
                    }
                }
            });
        }
    });
    let took = begun.elapsed();
    let entries = PHONES * REQUESTS * BATCH;
    harbour.holds(entries);
    let commit = floor::synced_batch(folder.path(), 700, BATCH, 50).median();
    vec![
        Row::new("hub: entries taken in durably", Quantity::rate(entries, took))
            .floor("raw SQLite FULL, 200 a commit", Quantity::rate(BATCH, commit))
            .at_least(Quantity::per_second(5_000.0)),
    ]
}

pub fn shift_end() -> Vec<Row> {
    let folder = scratch::folder();
    let mut harbour = Harbour::new(folder.path(), SHIFT);
    let bodies = harbour.bodies(SHIFT, 1, NOTES);
    let hub = harbour.hub.local_addr();
    let shift = waits(hub, &bodies[..MINUTE], PACE);
    let rush = waits(hub, &bodies[MINUTE..], RUSH);
    harbour.holds(SHIFT * NOTES);
    let p99 = |waits: &[Duration]| Quantity::time(waits[waits.len() * 99 / 100]);
    vec![
        Row::new("hub: 10,000 devices in ten minutes (one of them), p99", p99(&shift))
            .at_most(Quantity::millis(1_000.0)),
        Row::new("the same, median", Quantity::time(shift[shift.len() / 2])),
        Row::new("the same ten times as fast, p99", p99(&rush)),
    ]
}

/// How long each phone waits when they come at that pace, whether the one before is done or not:
/// being late to send counts as waiting. Sorted.
fn waits(hub: SocketAddr, bodies: &[Vec<Vec<u8>>], pace: Duration) -> Vec<Duration> {
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    let mut waits: Vec<Duration> = std::thread::scope(|scope| {
        let line = || {
            let agent = agent();
            let mut waits = Vec::new();
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                let Some(body) = bodies.get(turn) else { return waits };
                let due = begun + pace * u32::try_from(turn).unwrap();
                std::thread::sleep(due.saturating_duration_since(Instant::now()));
                post(hub, &agent, &body[0]);
                waits.push(due.elapsed());
            }
        };
        let lines: Vec<_> = (0..LINES * 4).map(|_| scope.spawn(line)).collect();
        lines.into_iter().flat_map(|line| line.join().unwrap()).collect()
    });
    waits.sort_unstable();
    waits
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(60))).build().into()
}

fn post(hub: SocketAddr, agent: &ureq::Agent, body: &[u8]) -> Vec<u8> {
    let url = format!("http://{hub}/v1/sync");
    let mut answer = agent.post(&url).content_type("application/cbor").send(body).unwrap();
    answer.body_mut().read_to_vec().unwrap()
}

/// An organisation with many phones, and its hub.
struct Harbour {
    hub: HubServer,
    register: LedgerId,
    owner: Hand,
    phones: Vec<Rc<DeviceKeys>>,
    random: ChaCha20Rng,
    known: usize,
}

impl Harbour {
    fn new(folder: &Path, phones: usize) -> Self {
        let mut random = scratch::random(4);
        let keys = folder.join("hub.keys");
        HubIdentity::create(&keys, &scratch::bytes(&mut random)).unwrap();
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let mut config = HubConfig::new(listen, folder.join("organisations"), keys);
        // All these phones have one address here.
        config.limits.peer_rate = Rate { per_second: 100_000, burst: 100_000 };
        config.limits.device_rate = Rate { per_second: 1_000, burst: 1_000 };
        let hub = HubServer::start(config).unwrap();

        let root = Rc::new(DeviceKeys::from_secret(&scratch::bytes(&mut random)));
        let register = hub.add_organisation(root.public().signing).unwrap();
        let point = RegisterPoint::origin(register);
        let recovery = RecoveryKeys {
            organisation: root.public().agreement,
            safeguarding: root.public().agreement,
        };
        let owner = Rc::new(DeviceKeys::from_secret(&scratch::bytes(&mut random)));
        let member = MemberId([1; 16]);
        let mut by_root = Hand::new(root, MemberId([0; 16]), register, point.clone());
        let first = vec![
            by_root.state(Statement::Open(Open {
                class: Class::Organisation,
                month: None,
                nonce: Random16([0; 16]),
                recovery: Some(recovery),
            })),
            by_root.state(Statement::Owner(Owner { keys: owner.public(), member })),
            by_root.state(Statement::Hub(HubNamed { keys: hub.public_keys(), term: 1 })),
        ];
        let owner = Hand::new(owner, member, register, point);
        let mut harbour = Self { hub, register, owner, phones: vec![], random, known: 0 };
        harbour.send(first);
        harbour.enrol(phones);
        harbour
    }

    /// Olu the owner makes a manager of himself and enrols the phones.
    fn enrol(&mut self, phones: usize) {
        let member = self.owner.member;
        let given =
            RoleChange { member, role: Role::Manager, change: Change::Given, seen: Vec::new() };
        let given = self.owner.state(Statement::RoleChange(given));
        self.send(vec![given]);
        let mut enrolled = Vec::new();
        for turn in 0..phones {
            let keys = Rc::new(DeviceKeys::from_secret(&scratch::bytes(&mut self.random)));
            let member = MemberId(scratch::bytes(&mut self.random));
            let members = vec![EnrolledMember { member, role: Some(Role::Carer), signing: None }];
            let enrol = Enrol { keys: keys.public(), members, continues: None };
            enrolled.push(self.owner.state(Statement::Enrol(enrol)));
            self.phones.push(keys);
            if enrolled.len() == 400 || turn + 1 == phones {
                self.send(std::mem::take(&mut enrolled));
            }
        }
    }

    fn send(&mut self, entries: Vec<Entry>) {
        self.known += entries.len();
        let author = Rc::clone(&self.owner.keys);
        let body = self.request(&author, &entries);
        post(self.hub.local_addr(), &agent(), &body);
    }

    /// Signed and ready: for each phone so many requests of so many notes.
    fn bodies(&mut self, phones: usize, requests: usize, notes: usize) -> Vec<Vec<Vec<u8>>> {
        let key = EpochKey::random(&mut self.random);
        let epoch = EntryId(scratch::bytes(&mut self.random));
        (0..phones)
            .map(|phone| {
                let keys = Rc::clone(&self.phones[phone]);
                let ledger = LedgerId(scratch::bytes(&mut self.random));
                let point = RegisterPoint::origin(self.register);
                let mut hand = Hand::new(Rc::clone(&keys), MemberId([2; 16]), ledger, point);
                (0..requests)
                    .map(|_| {
                        let saves: Vec<Entry> = (0..notes)
                            .map(|_| hand.save(&"note".repeat(63), epoch, &key, &mut self.random))
                            .collect();
                        self.request(&keys, &saves)
                    })
                    .collect()
            })
            .collect()
    }

    fn request(&self, from: &DeviceKeys, entries: &[Entry]) -> Vec<u8> {
        let feeds = entries.chunk_by(|one, next| one.header().author == next.header().author);
        let ranges = feeds.filter_map(|feed| Range::new(feed, None)).collect();
        let request =
            Request { ranges: Some(ranges), ..Request::from(from.device(), self.register) };
        request.sign(self.hub.public_keys().signing.device(), from)
    }

    /// Whether the hub holds that many entries beside the register's, by its own count.
    fn holds(&self, entries: usize) {
        let url = format!("http://{}/metrics", self.hub.local_addr());
        let text = agent().get(&url).call().unwrap().body_mut().read_to_string().unwrap();
        let taken = text.lines().find_map(|line| line.strip_prefix("holdfast_entries_taken "));
        let taken: usize = taken.unwrap().parse().unwrap();
        assert_eq!(taken, entries + self.known, "the hub took every entry in");
    }
}

/// What the heads of a request and its answer take, counted on the wire: everything but the bodies.
pub fn headers() -> usize {
    let folder = scratch::folder();
    let mut harbour = Harbour::new(folder.path(), 1);
    let body = harbour.bodies(1, 1, 1).remove(0).remove(0);
    let counted = Arc::new(AtomicUsize::new(0));
    let relay = relay(harbour.hub.local_addr(), &counted);
    let answer = post(relay, &agent(), &body);
    counted.load(Ordering::SeqCst) - body.len() - answer.len()
}

/// A port that passes one connection on to the hub and counts what goes either way.
fn relay(hub: SocketAddr, counted: &Arc<AtomicUsize>) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let counted = Arc::clone(counted);
    std::thread::spawn(move || {
        let (phone, _) = listener.accept().unwrap();
        let hub = TcpStream::connect(hub).unwrap();
        let back = (hub.try_clone().unwrap(), phone.try_clone().unwrap());
        let also = Arc::clone(&counted);
        std::thread::spawn(move || pass(back.0, back.1, &also));
        pass(phone, hub, &counted);
    });
    address
}

fn pass(mut from: TcpStream, mut to: TcpStream, counted: &AtomicUsize) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        counted.fetch_add(length, Ordering::SeqCst);
        if to.write_all(&bytes[..length]).is_err() {
            return;
        }
    }
}
