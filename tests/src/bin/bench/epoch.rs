//! A new key of a ledger for sixty devices, after one of them was ended: what the next writer pays
//! before its save, and sends with it.

use std::rc::Rc;

use holdfast_ledger::{
    Branches, Class, DeviceId, DeviceKeys, End, Entitlement, Entry, EntryId, EpochKeys, EpochWraps,
    Epochs, Grant, LedgerId, MemberId, Open, Random16, Range, Rights, Role, StandardTable,
    StartedEpoch, Statement, Timestamp, Wrap, to_bytes,
};
use holdfast_tests::hand::Hand;
use holdfast_tests::roster::Roster;
use rand_chacha::ChaCha20Rng;

use crate::report::{Quantity, Row};
use crate::sample::Samples;
use crate::scratch;

const RECIPIENTS: usize = 60;
const NOW: Timestamp = Timestamp(1_790_000_000_000);

pub fn rows() -> Vec<Row> {
    let mut random = scratch::random(2);
    let standing = Standing::after_an_end(&mut random);
    let mut sent = 0;
    let spans = Samples::take_cpu(5, 200, |_| {
        let mut hand = standing.carol.clone();
        let (entry, started, wraps) = standing.start(&mut hand, &mut random);
        let packed = EpochWraps::pack(hand.ledger, entry.id(), &started.recipients, &wraps);
        let range = Range::new(std::slice::from_ref(&entry), None);
        sent = to_bytes(&range).len() + to_bytes(&packed).len();
    });
    vec![
        Row::new(
            "a new epoch with 60 recipients, folds and wraps (CPU)",
            Quantity::time(spans.median()),
        )
        .at_most(Quantity::millis(15.0)),
        Row::new("the same, sent: statement and wraps", Quantity::bytes(sent))
            .published("OpenMLS 5.4 kB")
            .at_most(Quantity::bytes(6_000)),
    ]
}

/// A person's standing ledger as Carol the coordinator opened it: granted to sixty-one devices, and
/// one of them ended. So its epoch is no longer fit.
struct Standing {
    roster: Roster,
    carol: Hand,
    recovery: DeviceKeys,
    statements: Vec<Entry>,
    keys: EpochKeys,
}

impl Standing {
    fn after_an_end(random: &mut ChaCha20Rng) -> Self {
        let mut roster = Roster::default();
        let carers: Vec<DeviceKeys> = (0..=RECIPIENTS as u64)
            .map(|turn| {
                let keys = DeviceKeys::from_secret(&scratch::bytes(random));
                let member = MemberId(scratch::bytes(random));
                roster.enrol(&keys, member, Some(200 + turn));
                roster.roles_from(0, member, &[Role::Coordinator]);
                keys
            })
            .collect();
        let devices: Vec<DeviceId> = carers.iter().map(DeviceKeys::device).collect();
        let carol = carers.into_iter().next().unwrap();
        let member = MemberId([9; 16]);
        roster.enrol(&carol, member, Some(200));
        roster.roles_from(0, member, &[Role::Coordinator]);
        let nonce = Random16(scratch::bytes(random));
        let ledger = LedgerId::derive(carol.device(), nonce);
        let recovery = DeviceKeys::from_secret(&scratch::bytes(random));
        let carol = Hand::new(Rc::new(carol), member, ledger, Roster::point(300));
        let mut standing =
            Self { roster, carol, recovery, statements: vec![], keys: EpochKeys::default() };
        let open = Open { class: Class::Person, month: None, nonce, recovery: None };
        standing.state(Statement::Open(open));
        let grants: Vec<EntryId> = devices.iter().map(|to| standing.grant(*to)).collect();
        let mut hand = standing.carol.clone();
        let (entry, started, _) = standing.start(&mut hand, random);
        standing.keys.insert(entry.id(), started.key.clone());
        standing.statements.push(entry);
        standing.carol = hand;
        let grants = vec![grants[RECIPIENTS]];
        standing.state(Statement::End(End { grants, member: None, seen: Vec::new() }));
        standing
    }

    fn state(&mut self, statement: Statement) -> EntryId {
        let entry = self.carol.state(statement);
        let id = entry.id();
        self.statements.push(entry);
        id
    }

    fn grant(&mut self, device: DeviceId) -> EntryId {
        let rights = Rights::PLAIN;
        self.state(Statement::Grant(Grant {
            device,
            member: None,
            rights,
            until: None,
            despite: None,
        }))
    }

    /// What a writer without a fit epoch does: fold, start, sign, wrap.
    fn start(&self, hand: &mut Hand, random: &mut ChaCha20Rng) -> (Entry, StartedEpoch, Vec<Wrap>) {
        let statements = || self.statements.iter();
        let Self { roster, keys, .. } = self;
        let none = Branches::none();
        let entitlement =
            Entitlement::fold(hand.ledger, statements(), &none, roster, &StandardTable);
        let epochs = Epochs::fold(&entitlement, statements(), none, roster);
        let entitled = entitlement.entitled(NOW);
        assert!(
            epochs.choose(hand.device(), &entitled, |epoch| keys.has(epoch)).is_none(),
            "no epoch is fit"
        );
        let recovery = self.recovery.public().agreement;
        let started = epochs.start(&entitled, keys, roster, &recovery, random).unwrap();
        let entry = hand.state(Statement::Epoch(started.statement.clone()));
        let wraps = started.wraps(hand.ledger, entry.id(), roster, random);
        (entry, started, wraps)
    }
}
