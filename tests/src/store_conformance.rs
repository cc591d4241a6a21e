//! One long random conversation with a database, held with [`MemoryStore`] too, every answer
//! compared. A vault's database and a hub's both pass it: whatever the ledger crate asks, they
//! answer as its plainest implementation does.
//!
//! A [`Conversation`] goes on over as many transactions as its caller makes. To try a roll-back,
//! clone it before the transaction, roll back, and go on with the clone.

use std::fmt::Debug;

use holdfast_ledger::{
    Act, ArrivalsQuery, Authors, CalendarMonth, DeviceId, EntryId, Hash, HubStore, LedgerId,
    MemoryStore, Need, Origin, Place, Position, SealedKey, Signature, SignedPosition, Store,
    Stored, Timestamp, Verdict, Wrap,
};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// How many ledgers and devices take part: few, so that they meet often.
const FEW: u32 = 4;

/// What has been said so far.
#[derive(Clone, Debug)]
pub struct Conversation {
    memory: MemoryStore,
    random: ChaCha8Rng,
    seed: u64,
    step: u32,
    made: Vec<Stored>,
    /// Made, not put yet: what those detached wait for.
    held_back: Vec<Stored>,
}

impl Conversation {
    /// From the beginning, with an empty database.
    pub fn new(seed: u64) -> Self {
        Self {
            memory: MemoryStore::new(),
            random: ChaCha8Rng::seed_from_u64(seed),
            seed,
            step: 0,
            made: Vec::new(),
            held_back: Vec::new(),
        }
    }

    /// Says and asks `steps` random things of any database.
    ///
    /// # Panics
    /// At the first answer that differs, naming the seed and the step.
    pub fn go_on<S: Store>(&mut self, store: &mut S, steps: u32) {
        for _ in 0..steps {
            self.step += 1;
            self.say(store);
            self.ask(store);
        }
        self.ask_everything(store);
    }

    /// The same of a hub's, with what only a hub keeps.
    ///
    /// # Panics
    /// At the first answer that differs, naming the seed and the step.
    pub fn go_on_with_hub<S: HubStore>(&mut self, store: &mut S, steps: u32) {
        for _ in 0..steps {
            self.step += 1;
            self.say(store);
            self.say_to_hub(store);
            self.ask(store);
            self.ask_hub(store);
        }
        self.ask_everything(store);
    }

    fn below(&mut self, limit: u32) -> u32 {
        self.random.next_u32() % limit
    }

    fn ledger(&mut self) -> LedgerId {
        LedgerId([self.below(FEW) as u8; 16])
    }

    fn device(&mut self) -> DeviceId {
        DeviceId([0x10 + self.below(FEW) as u8; 16])
    }

    fn epoch(&mut self) -> EntryId {
        EntryId([0xe0 + self.below(FEW) as u8; 32])
    }

    fn ledgers(&mut self) -> Vec<LedgerId> {
        (0..self.below(4)).map(|_| self.ledger()).collect()
    }

    fn authors(&mut self) -> Authors {
        let some: Vec<_> = (0..self.below(3)).map(|_| self.device()).collect();
        match self.below(3) {
            0 => Authors::All,
            1 => Authors::Only(some),
            _ => Authors::Except(some),
        }
    }

    fn origin(&mut self) -> Origin {
        [Origin::Own, Origin::Hub, Origin::Peer][self.below(3) as usize]
    }

    /// The next entry of a feed; now and then a second one after the same (a fork).
    fn entry(&mut self) -> Stored {
        let (ledger, author) = (self.ledger(), self.device());
        let feed: Vec<usize> = (0..self.made.len())
            .filter(|i| self.made[*i].ledger == ledger && self.made[*i].author == author)
            .collect();
        let back = if self.below(8) == 0 { self.below(3) as usize } else { 0 };
        let before = feed.len().checked_sub(1 + back).map(|i| self.made[feed[i]].clone());
        let mut id = [0; 32];
        self.random.fill_bytes(&mut id);
        let mut bytes = vec![0; 1 + self.below(600) as usize];
        self.random.fill_bytes(&mut bytes);
        let stored = Stored {
            id: EntryId(id),
            ledger,
            author,
            number: before.as_ref().map_or(1, |before| before.number + 1),
            previous: before.map(|before| before.id),
            act: [Act::Statement, Act::Save, Act::Unknown][self.below(3) as usize],
            bytes,
        };
        self.made.push(stored.clone());
        stored
    }

    /// Puts what a device would put: chained if what is before it is, detached if not.
    fn put<S: Store>(&mut self, store: &mut S, entry: &Stored) {
        let origin = self.origin();
        let chained = entry
            .previous
            .is_none_or(|before| self.memory.place_of(&before) == Ok(Some(Place::Chained)));
        let place = if chained { Place::Chained } else { Place::Detached };
        self.same(self.memory.clone().put(entry, place, origin), store.put(entry, place, origin));
        self.memory.put(entry, place, origin).expect("memory does not fail");
        let mut moved = if chained { vec![entry.id] } else { Vec::new() };
        while let Some(id) = moved.pop() {
            let waiting = self.memory.detached_after(&id);
            self.same(waiting.clone(), store.detached_after(&id));
            for next in waiting.expect("memory does not fail") {
                self.memory.chain(&next.id).expect("memory does not fail");
                store.chain(&next.id).expect("a detached entry can be chained");
                moved.push(next.id);
            }
        }
    }

    fn say<S: Store>(&mut self, store: &mut S) {
        match self.below(12) {
            0..5 => {
                let entry = self.entry();
                if self.below(5) == 0 {
                    self.held_back.push(entry)
                } else {
                    self.put(store, &entry)
                }
            }
            5 | 6 if !self.held_back.is_empty() => {
                let which = self.below(self.held_back.len() as u32) as usize;
                let entry = self.held_back.swap_remove(which);
                self.put(store, &entry);
            }
            7 => self.pool(store),
            8 => {
                let position = self.position();
                self.memory.put_position(&position).expect("memory does not fail");
                store.put_position(&position).expect("a position can be put");
            }
            9 => {
                let wrap = self.wrap();
                self.memory.put_wrap(&wrap).expect("memory does not fail");
                store.put_wrap(&wrap).expect("a wrap can be put");
            }
            10 => {
                let (ledger, device) = (self.ledger(), self.device());
                self.memory.delete_wraps(&ledger, &device).expect("memory does not fail");
                store.delete_wraps(&ledger, &device).expect("wraps can be deleted");
            }
            _ => {
                let name = format!("note/{}", self.below(FEW));
                let bytes = vec![self.below(256) as u8; self.below(40) as usize];
                let bytes = (self.below(3) > 0).then_some(bytes.as_slice());
                self.memory.set_note(&name, bytes).expect("memory does not fail");
                store.set_note(&name, bytes).expect("a note can be set");
            }
        }
    }

    fn pool<S: Store>(&mut self, store: &mut S) {
        let (sender, author) = (self.device(), self.device());
        if self.below(3) == 0 {
            self.same(self.memory.clone().unpool(&author), store.unpool(&author));
            self.memory.unpool(&author).expect("memory does not fail");
            return;
        }
        // Few different bytes, so that some come twice; they say whose they are, as entries do.
        let mut bytes = author.0.to_vec();
        bytes.push(self.below(20) as u8);
        let ours = self.memory.pool(&sender, &author, &bytes);
        self.same(ours, store.pool(&sender, &author, &bytes));
    }

    fn position(&mut self) -> SignedPosition {
        let position = Position {
            register: self.ledger(),
            term: 1,
            incarnation: self.below(3),
            number: 1 + u64::from(self.below(12)),
            previous: Hash([self.below(256) as u8; 32]),
            entry: self.epoch(),
            verdict: Verdict::Counted,
            at: Timestamp(i64::from(self.step)),
        };
        SignedPosition { position, signature: Signature([7; 64]) }
    }

    fn wrap(&mut self) -> Wrap {
        let key = SealedKey { encapsulated: [self.below(256) as u8; 32], sealed: [9; 48] };
        Wrap { ledger: self.ledger(), epoch: self.epoch(), device: self.device(), key }
    }

    fn need(&mut self) -> Need {
        Need { ledger: self.ledger(), epoch: self.epoch(), device: self.device() }
    }

    fn say_to_hub<S: HubStore>(&mut self, store: &mut S) {
        let need = self.need();
        match self.below(4) {
            0 => {
                let ledger = self.ledger();
                let class = self.below(3) as u8;
                let month = (class == 2).then_some(CalendarMonth(202_500 + 1 + self.below(12)));
                let mut devices: Vec<(DeviceId, Option<Timestamp>)> = Vec::new();
                for _ in 0..self.below(4) {
                    let device = self.device();
                    let until = (self.below(2) == 0).then_some(Timestamp(i64::from(self.step)));
                    if devices.iter().all(|(listed, _)| *listed != device) {
                        devices.push((device, until));
                    }
                }
                self.memory
                    .set_entitled(&ledger, class, month, &devices)
                    .expect("memory does not fail");
                store.set_entitled(&ledger, class, month, &devices).expect("a list can be set");
            }
            1 | 2 => {
                self.memory.put_need(&need).expect("memory does not fail");
                store.put_need(&need).expect("a need can be put");
            }
            _ => {
                self.memory.clear_need(&need).expect("memory does not fail");
                store.clear_need(&need).expect("a need can be cleared");
            }
        }
    }

    fn ask<S: Store>(&mut self, store: &S) {
        let (ledger, device) = (self.ledger(), self.device());
        let number = u64::from(self.below(12));
        let max_bytes = self.below(3000) as usize;
        let memory = &self.memory;
        self.same(memory.last_arrival(), store.last_arrival());
        self.same(memory.digest(&ledger), store.digest(&ledger));
        self.same(memory.feed(&ledger, &device), store.feed(&ledger, &device));
        self.same(memory.feeds_of(&device), store.feeds_of(&device));
        self.same(memory.count_of(&device), store.count_of(&device));
        self.same(
            memory.at_number(&ledger, &device, number),
            store.at_number(&ledger, &device, number),
        );
        self.same(
            memory.feed_after(&ledger, &device, number, max_bytes),
            store.feed_after(&ledger, &device, number, max_bytes),
        );
        let last = memory.last_arrival().expect("memory does not fail") as u32;
        let query = ArrivalsQuery {
            ledger: (self.below(3) > 0).then_some(ledger),
            after: u64::from(self.below(last + 1)),
            upto: u64::from(self.below(last + 2)),
            authors: self.authors(),
            not_from_hub: self.below(2) == 0,
            max_bytes,
        };
        self.same(self.memory.arrivals(&query), store.arrivals(&query));
        let ledgers = self.ledgers();
        let memory = &self.memory;
        self.same(memory.wraps_for(&device, &ledgers), store.wraps_for(&device, &ledgers));
        self.same(memory.positions_after(number), store.positions_after(number));
        let name = format!("note/{}", number % 5);
        self.same(memory.note(&name), store.note(&name));
    }

    fn ask_hub<S: HubStore>(&mut self, store: &S) {
        let (device, ledgers) = (self.device(), self.ledgers());
        self.same(self.memory.served(&device), store.served(&device));
        self.same(self.memory.needs(&device, &ledgers), store.needs(&device, &ledgers));
    }

    fn ask_everything<S: Store>(&self, store: &S) {
        let memory = &self.memory;
        for entry in &self.made {
            self.same(memory.entry(&entry.id), store.entry(&entry.id));
            self.same(memory.place_of(&entry.id), store.place_of(&entry.id));
        }
        self.same(memory.ledgers(), store.ledgers());
        for ledger in (0..=FEW as u8).map(|number| LedgerId([number; 16])) {
            self.same(memory.heads(&ledger), store.heads(&ledger));
            self.same(memory.digest(&ledger), store.digest(&ledger));
            self.same(memory.statements(&ledger), store.statements(&ledger));
        }
        // What no honest request asks for, but a hostile one may.
        let (ledger, device) = (LedgerId([0; 16]), DeviceId([0x10; 16]));
        self.same(
            memory.feed_after(&ledger, &device, u64::MAX, 1),
            store.feed_after(&ledger, &device, u64::MAX, 1),
        );
        self.same(
            memory.at_number(&ledger, &device, u64::MAX),
            store.at_number(&ledger, &device, u64::MAX),
        );
    }

    fn same<T: Debug + PartialEq, E: Debug, F: Debug>(
        &self,
        memory: Result<T, E>,
        store: Result<T, F>,
    ) {
        let memory = memory.expect("memory does not fail");
        match store {
            Ok(answer) if answer == memory => {}
            other => panic!(
                "seed {}, step {}: expected {memory:?}, found {other:?}",
                self.seed, self.step
            ),
        }
    }
}
