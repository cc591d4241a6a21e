//! What a save costs on the wire over the change itself: alone, and among a hundred.

use holdfast_ledger::{
    DeviceKeys, Entry, EntryId, EpochKey, Header, LedgerId, MemberId, Range, RecordChange,
    RecordId, RegisterPoint, Save, Timestamp, Writer, padme, to_bytes,
};
use rand_chacha::ChaCha20Rng;

use crate::report::{Quantity, Row};
use crate::scratch;

/// The raw change of a 120-character note, as Automerge makes it.
const NOTE_CHANGE: usize = 253;
const BATCH: usize = 100;

pub fn rows() -> Vec<Row> {
    let mut random = scratch::random(1);
    let alone = overhead(&mut random, 1);
    let batch = overhead(&mut random, BATCH);
    vec![
        Row::new("wire cost of a save over its raw change, alone", alone)
            .published("Jazz 457 B in all")
            .at_most(Quantity::bytes(340)),
        Row::new("the same in a batch of 100, each", batch)
            .published("Jazz 457 B in all")
            .at_most(Quantity::bytes(240)),
        Row::new("padding of that save", Quantity::bytes(padding())),
    ]
}

/// What `saves` consecutive saves take as a feed range, less their changes and padding, each.
fn overhead(random: &mut ChaCha20Rng, saves: usize) -> Quantity {
    let feed = feed(random, saves);
    let range = Range::new(&feed, None).unwrap();
    let changes = saves * (NOTE_CHANGE + padding());
    Quantity::bytes((to_bytes(&range).len() - changes) / saves)
}

fn padding() -> usize {
    let plain = to_bytes(&save()).len();
    padme(plain) - plain
}

fn save() -> Save {
    let change = vec![0x5a; NOTE_CHANGE];
    Save(vec![RecordChange { record: RecordId([7; 16]), kind: 3, change }])
}

/// A feed far enough along that its numbers are not the shortest.
fn feed(random: &mut ChaCha20Rng, saves: usize) -> Vec<Entry> {
    let keys = DeviceKeys::from_secret(&scratch::bytes(random));
    let key = EpochKey::random(random);
    let ledger = LedgerId(scratch::bytes(random));
    let member = MemberId(scratch::bytes(random));
    let epoch = EntryId(scratch::bytes(random));
    let register = RegisterPoint { number: 300, ..RegisterPoint::origin(ledger) };
    let mut previous = Some(EntryId(scratch::bytes(random)));
    let mut feed = Vec::new();
    for turn in 0..saves as u64 {
        let header = Header {
            ledger,
            author: keys.device(),
            member,
            number: 1_000 + turn,
            previous,
            register: register.clone(),
            written: Timestamp(1_790_000_000_000 + 61_000 * i64::try_from(turn).unwrap()),
        };
        let writer = Writer { keys: &keys, member_keys: None };
        let entry = Entry::save(&writer, header, &save(), epoch, &key, random).unwrap();
        previous = Some(entry.id());
        feed.push(entry);
    }
    feed
}
