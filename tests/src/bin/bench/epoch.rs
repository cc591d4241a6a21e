//! A new key of a ledger for sixty devices: what it takes to make and to send.

use holdfast_ledger::{
    DeviceKeys, EarlierEpoch, Entry, EntryId, Epoch, EpochKey, Header, LedgerId, MemberId, Range,
    Recipient, RegisterPoint, Statement, Timestamp, Wrap, Writer, seal_key, to_bytes,
};

use crate::report::{Quantity, Row};
use crate::sample::Samples;
use crate::scratch;

const RECIPIENTS: usize = 60;

pub fn rows() -> Vec<Row> {
    let mut random = scratch::random(2);
    let keys = DeviceKeys::from_secret(&scratch::bytes(&mut random));
    let recovery = DeviceKeys::from_secret(&scratch::bytes(&mut random)).public();
    let devices: Vec<_> = (0..RECIPIENTS)
        .map(|_| DeviceKeys::from_secret(&scratch::bytes(&mut random)).public())
        .collect();
    let ledger = LedgerId(scratch::bytes(&mut random));
    let before = EpochKey::random(&mut random);
    let before_id = EntryId(scratch::bytes(&mut random));
    let previous = Some(EntryId(scratch::bytes(&mut random)));
    let mut sent = 0;
    let spans = Samples::take(5, 200, |_| {
        let key = EpochKey::random(&mut random);
        let commitment = key.commitment(ledger);
        let for_recovery = seal_key(
            &key,
            ledger,
            commitment.0,
            Recipient::Recovery,
            &recovery.agreement,
            &mut random,
        );
        let earlier = before.commitment(ledger);
        let statement = Statement::Epoch(Epoch {
            commitment,
            recipients: (200..200 + RECIPIENTS as u64).collect(),
            newcomers: vec![],
            tips: vec![],
            before: vec![EarlierEpoch {
                epoch: before_id,
                sealed: key.seal_earlier(&before, earlier),
            }],
            recovery: for_recovery.unwrap(),
        });
        let header = Header {
            ledger,
            author: keys.device(),
            member: MemberId([3; 16]),
            number: 1_000,
            previous,
            register: RegisterPoint { number: 300, ..RegisterPoint::origin(ledger) },
            written: Timestamp(1_790_000_000_000),
        };
        let writer = Writer { keys: &keys, member_keys: None };
        let entry = Entry::statement(&writer, header, statement).unwrap();
        let wraps: Vec<Wrap> = devices
            .iter()
            .map(|to| {
                let device = to.signing.device();
                let recipient = Recipient::Device(device);
                let id = entry.id();
                let key = seal_key(&key, ledger, id.0, recipient, &to.agreement, &mut random);
                Wrap { ledger, epoch: id, device, key: key.unwrap() }
            })
            .collect();
        let range = Range::new(std::slice::from_ref(&entry), None).unwrap();
        sent = to_bytes(&range).len() + to_bytes(&wraps).len();
    });
    vec![
        Row::new("a new epoch with 60 recipients, made", Quantity::time(spans.median()))
            .at_most(Quantity::millis(15.0)),
        Row::new("the same, sent", Quantity::bytes(sent))
            .published("OpenMLS 5.4 kB")
            .at_most(Quantity::bytes(6_000)),
    ]
}
