//! A hub that lost some or all of what it had: any one enrolled device brings it back, and
//! everybody agrees again on who is who.

mod world;

use std::collections::{BTreeMap, BTreeSet};

use holdfast_ledger::{
    Answer, DeviceKeys, Ended, Entry, EntryId, Feed, FeedTip, Grant, Hash, HubNamed, LedgerHeads,
    LedgerId, MemberId, MemoryStore, Need, POSITIONS, Position, Random16, Register, Request,
    Rights, Role, Session, Statement, Store, Verdict, Want, Writer,
};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use world::{NOON, Office, Phone, World, folded, header, sync, text_set, world};

fn grant_of(phone: &Phone) -> Statement {
    Statement::Grant(Grant {
        device: phone.keys.device(),
        member: None,
        rights: Rights::PLAIN,
        until: None,
        despite: None,
    })
}

/// Everybody's register ends in the same position as the hub's, in memory and as it is stored.
fn same_register(hub: &Office, phones: &[&Phone]) {
    let at = hub.register.folded();
    assert_eq!(folded(&hub.store).folded(), at, "as the hub stored it");
    for phone in phones {
        assert_eq!(phone.register.folded(), at, "device {}", phone.member.0[0]);
        assert_eq!(folded(&phone.store).folded(), at, "device {} stored", phone.member.0[0]);
        assert_eq!(phone.register.contradictions(), []);
    }
    assert_eq!(hub.register.contradictions(), []);
}

/// Carol's ledger, with a note each of Amina's and Ben's, on every phone and at the hub.
fn visited() -> (World, LedgerId) {
    let mut world = world();
    sync(&mut world.olu, &mut world.hub, &[]);
    let carers = [world.amina.keys.device(), world.ben.keys.device()];
    let ledger = world.open(&carers);
    sync(&mut world.carol, &mut world.hub, &[ledger]);
    world.amina.save(ledger, "Tea drunk, half a cup.");
    world.ben.save(ledger, "Left heel is red.");
    for _ in 0..2 {
        let World { hub, amina, ben, carol, olu } = &mut world;
        for phone in [amina, ben, carol] {
            assert_eq!(sync(phone, hub, &[ledger]).1, Ended::InSync);
        }
        assert_eq!(sync(olu, hub, &[]).1, Ended::InSync);
    }
    (world, ledger)
}

#[test]
fn one_carers_phone_refills_an_empty_hub_and_a_new_phone_gets_all_of_it() {
    let (mut world, ledger) = visited();
    let before = world.hub.register.folded();
    world.hub.put_back(MemoryStore::new(), 2);
    assert_eq!(sync(&mut world.amina, &mut world.hub, &[ledger]).1, Ended::InSync);
    assert_eq!(world.hub.register.folded(), before, "the order that was lost, and no other");
    assert!(world.amina.is_safe(&world.hub));

    let mut dee = world.enrol(|world| &mut world.olu, 14);
    assert_eq!(sync(&mut world.olu, &mut world.hub, &[]).1, Ended::InSync);
    world.carol.state(ledger, grant_of(&dee));
    assert_eq!(sync(&mut world.carol, &mut world.hub, &[ledger]).1, Ended::InSync);
    assert_eq!(sync(&mut dee, &mut world.hub, &[ledger]).1, Ended::InSync);
    assert_eq!(dee.texts(ledger), text_set(&["Tea drunk, half a cup.", "Left heel is red."]));
    assert_eq!(sync(&mut world.ben, &mut world.hub, &[ledger]).1, Ended::InSync);
    assert_eq!(sync(&mut world.amina, &mut world.hub, &[ledger]).1, Ended::InSync);
    let World { hub, amina, ben, carol, olu } = &world;
    same_register(hub, &[amina, ben, carol, olu, &dee]);
    assert!([amina, ben, carol, olu, &dee].iter().all(|phone| phone.is_safe(hub)));
}

#[test]
fn a_hub_put_back_from_before_a_phone_was_enrolled_is_told_who_it_is_by_that_phone() {
    let (mut world, ledger) = visited();
    let backup = world.hub.store.clone();
    let mut dee = world.enrol(|world| &mut world.olu, 14);
    assert_eq!(sync(&mut world.olu, &mut world.hub, &[]).1, Ended::InSync);
    world.carol.state(ledger, grant_of(&dee));
    assert_eq!(sync(&mut world.carol, &mut world.hub, &[ledger]).1, Ended::InSync);
    dee.save(ledger, "Slept till six.");
    assert_eq!(sync(&mut dee, &mut world.hub, &[ledger]).1, Ended::InSync);
    let lost = world.hub.register.folded();

    world.hub.put_back(backup, 2);
    assert!(world.hub.register.signing_key(dee.keys.device()).is_none());
    assert_eq!(sync(&mut dee, &mut world.hub, &[ledger]).1, Ended::InSync);
    assert_eq!(world.hub.register.folded(), lost);
    assert!(dee.is_safe(&world.hub));
    assert_eq!(sync(&mut world.ben, &mut world.hub, &[ledger]).1, Ended::InSync);
    assert_eq!(world.ben.texts(ledger).len(), 3);
    same_register(&world.hub, &[&dee, &world.ben]);
}

/// A hub loses the enrolments that Olu's phone brought, and orders one of Carol's before it hears of
/// them: fewer, as many, more.
#[test]
fn two_orders_of_the_register_become_one_whichever_is_longer() {
    for (lost, since) in [(1, 2), (1, 1), (2, 1), (3, 1)] {
        let (mut world, ledger) = visited();
        let manager = holdfast_ledger::RoleChange {
            member: world.carol.member,
            role: Role::Manager,
            change: holdfast_ledger::Change::Given,
            seen: Vec::new(),
        };
        let register = world.olu.register.id();
        world.olu.state(register, Statement::RoleChange(manager));
        let World { hub, amina, ben, carol, olu } = &mut world;
        for phone in [&mut *olu, carol, amina, ben] {
            sync(phone, hub, &[ledger]);
        }
        let backup = hub.store.clone();
        let mut enrolled: Vec<Phone> = Vec::new();
        for seed in 0..lost {
            enrolled.push(world.enrol(|world| &mut world.olu, 20 + seed));
        }
        assert_eq!(sync(&mut world.olu, &mut world.hub, &[]).1, Ended::InSync);
        world.hub.put_back(backup, 2);
        for seed in 0..since {
            enrolled.push(world.enrol(|world| &mut world.carol, 30 + seed));
        }
        assert_eq!(sync(&mut world.carol, &mut world.hub, &[ledger]).1, Ended::InSync);
        assert_ne!(world.olu.register.folded(), world.hub.register.folded());

        let World { hub, amina, ben, carol, olu } = &mut world;
        assert_eq!(sync(olu, hub, &[]).1, Ended::InSync, "{lost} lost, {since} since");
        for phone in [&mut *carol, &mut *amina, &mut *ben] {
            assert_eq!(sync(phone, hub, &[ledger]).1, Ended::InSync, "{lost} lost, {since} since");
        }
        same_register(hub, &[&*olu, &*carol, &*amina, &*ben]);
        let now = hub.register.now();
        assert!(enrolled.iter().all(|phone| now.enrolled().contains(&phone.keys.device())));
        assert_eq!(hub.register.number(), 8 + u64::from(lost) + u64::from(since));
    }
}

#[test]
fn a_hub_that_forgot_its_incarnation_too_gives_no_number_twice() {
    let (mut world, ledger) = visited();
    let before = world.hub.register.folded();
    // The keys file was copied when it was made, and knows of no organisation.
    world.hub.put_back(MemoryStore::new(), 1);
    // Olu has enrolled somebody meanwhile: his phone brings that, and then what was lost.
    let dee = world.enrol(|world| &mut world.olu, 14);
    assert_eq!(sync(&mut world.olu, &mut world.hub, &[]).1, Ended::InSync);
    assert_eq!(
        world.hub.register.position(before.number).map(|p| p.position.hash()),
        Some(before.hash)
    );
    let ordered = world.hub.register.position(before.number + 1).expect("Dee's enrolment");
    assert_eq!((ordered.position.incarnation, world.hub.incarnation), (2, 2));
    assert_eq!(sync(&mut world.amina, &mut world.hub, &[ledger]).1, Ended::InSync);
    same_register(&world.hub, &[&world.olu, &world.amina]);
    assert!(world.hub.register.now().enrolled().contains(&dee.keys.device()));
}

/// As many positions as a register has after years: each names the first statement again, refused,
/// which costs a signature and no statement.
fn lengthen(world: &mut World, to: u64) {
    let hub = &mut world.hub;
    let entry = hub.register.position(1).expect("the first").position.entry;
    while hub.register.number() < to {
        let last = hub.register.folded();
        let position = Position {
            register: hub.register.id(),
            term: 1,
            incarnation: hub.incarnation,
            number: last.number + 1,
            previous: last.hash,
            entry,
            verdict: Verdict::Refused,
            at: NOON,
        };
        let signed = position.sign(&hub.keys);
        hub.register.add_position(&signed).expect("the hub's own");
        hub.store.put_position(&signed).expect("memory");
    }
}

#[test]
fn a_long_register_goes_in_parts_both_ways() {
    let (mut world, ledger) = visited();
    // A message holds about 5,800 of them, and nothing else.
    let positions = 6_200;
    lengthen(&mut world, positions);
    let (sizes, ended) = sync(&mut world.amina, &mut world.hub, &[ledger]);
    assert_eq!((world.amina.register.number(), ended), (positions, Ended::InSync));
    let parts = positions as usize / POSITIONS + 1;
    assert!((parts..=parts + 2).contains(&(sizes.len() / 2)), "{} trips", sizes.len() / 2);
    assert!(sizes.iter().all(|size| *size < 150_000), "{sizes:?}");

    let before = world.hub.register.folded();
    world.hub.put_back(MemoryStore::new(), 2);
    let (sizes, ended) = sync(&mut world.amina, &mut world.hub, &[ledger]);
    assert_eq!((world.hub.register.folded(), ended), (before, Ended::InSync));
    assert!(sizes.iter().all(|size| *size < 150_000), "{sizes:?}");
    assert_eq!(sync(&mut world.ben, &mut world.hub, &[ledger]).1, Ended::InSync);
    same_register(&world.hub, &[&world.amina, &world.ben]);
}

/// A hub that signs whatever comes to its mind.
fn lie(world: &World, ledger: LedgerId, request: &Request, random: &mut ChaCha20Rng) -> Vec<u8> {
    let mut hash = || {
        let mut bytes = [0; 32];
        random.fill_bytes(&mut bytes);
        bytes
    };
    let sixteen = |bytes: [u8; 32]| bytes[..16].try_into().expect("16 of 32");
    let choice = hash();
    let author = world.amina.keys.device();
    let tips = vec![
        FeedTip { number: u64::from(choice[1]), id: EntryId(hash()) },
        FeedTip { number: 1 + u64::from(choice[1]), id: EntryId(hash()) },
    ];
    let ledger = if choice[2] < 128 { ledger } else { LedgerId([9; 16]) };
    let feeds = BTreeMap::from([(author, Feed(tips))]);
    let positions: Vec<_> = (1..=u64::from(choice[3] % 9))
        .filter_map(|number| world.hub.register.position(number).cloned())
        .collect();
    let unserved = match choice[4] % 8 {
        0 => Some(holdfast_ledger::Unserved::Nonce),
        1 | 2 => Some(holdfast_ledger::Unserved::NotEnrolled),
        _ => None,
    };
    let answer = Answer {
        request: request.hash(),
        at: NOON,
        nonce: Random16(sixteen(hash())),
        token: None,
        unserved,
        ranges: None,
        loose: None,
        positions: (!positions.is_empty()).then_some(positions),
        wraps: None,
        asked: None,
        digest: (choice[5] < 200).then(|| Hash(hash())),
        differing: (choice[6] < 200).then(|| vec![LedgerHeads { ledger, feeds }]),
        receipt: None,
        position: u64::from(choice[7]) * u64::from(choice[8]),
        refused: None,
        line: (choice[10] < 200).then(|| Hash(hash())),
        lacks: (choice[9] < 128).then(|| vec![Want { ledger, author, after: 0 }]),
    };
    answer.sign(author, &world.hub.keys)
}

/// The bound follows from how a session is made: each answer brings something new, or takes
/// something that is given once, or is one of eight comparisons, or of eight in a row that bring
/// nothing.
#[test]
fn a_conversation_ends_whatever_the_hub_says() {
    let mut longest = 0;
    for seed in 0..20 {
        let (mut world, ledger) = visited();
        let mut random = ChaCha20Rng::seed_from_u64(seed);
        let mut session = Session::new(&world.amina.register).expect("the root named a hub");
        loop {
            let me = world.amina.me(&[ledger]);
            let next = session.next(&world.amina.store, &world.amina.register, &me);
            let Some(request) = next.expect("memory") else { break };
            assert!(session.trips() <= 200, "seed {seed}: a conversation that does not end");
            let request = Request::read(&request).expect("its own").request;
            let answer = lie(&world, ledger, &request, &mut random);
            let keys = DeviceKeys::from_secret(&[12; 32]);
            let Phone { store, register, .. } = &mut world.amina;
            if session.receive(store, register, &keys, &answer, NOON).is_err() {
                break;
            }
        }
        assert_ne!(session.ended(), Some(Ended::InSync), "seed {seed}");
        longest = longest.max(session.trips());
    }
    assert!(longest > 8, "some of it was believed for a while: {longest}");
}

#[test]
fn what_a_device_says_it_needs_is_kept_only_if_there_is_such_an_epoch() {
    let (mut world, ledger) = visited();
    let junk = |number: u16| {
        let mut epoch = [0; 32];
        epoch[..2].copy_from_slice(&number.to_be_bytes());
        Need { ledger, epoch: EntryId(epoch), device: world.amina.keys.device() }
    };
    let mut me = world.amina.me(&[ledger]);
    me.needs = (0..5_000).map(junk).collect();
    let mut session = Session::new(&world.amina.register).expect("the root named a hub");
    let next = session.next(&world.amina.store, &world.amina.register, &me);
    let request = next.expect("memory").expect("something to ask");
    let said = Request::read(&request).expect("its own").request.needs.expect("needs");
    assert_eq!(said.len(), holdfast_ledger::NEEDS);
    world.hub.answer(&request);
    let kept =
        holdfast_ledger::HubStore::needs(&world.hub.store, &world.ben.keys.device(), &[ledger]);
    assert_eq!(kept, Ok(Vec::new()));
}

#[test]
fn old_requests_that_come_again_cost_a_phone_no_trip() {
    let (mut world, ledger) = visited();
    let mut requests = Vec::new();
    for _ in 0..4 {
        let mut session = Session::new(&world.amina.register).expect("the root named a hub");
        let me = world.amina.me(&[ledger]);
        let next = session.next(&world.amina.store, &world.amina.register, &me);
        requests.push(next.expect("memory").expect("something to ask"));
        let (sizes, ended) = sync(&mut world.amina, &mut world.hub, &[ledger]);
        assert_eq!((sizes.len(), ended), (2, Ended::InSync), "one request, one answer");
        for request in requests.iter().cycle().take(20) {
            world.hub.answer(request);
        }
    }
}

/// The root's paper was used twice, at two places that had not heard of each other.
#[test]
fn of_two_hubs_named_for_one_term_one_puts_the_register_in_order() {
    let mut world = world();
    let root = DeviceKeys::from_secret(&[1; 32]);
    let other_keys = DeviceKeys::from_secret(&[77; 32]);
    let register = world.olu.register.id();
    let named = HubNamed { keys: other_keys.public(), term: 1 };
    let none = MemberId([0; 16]);
    let header = header(&world.olu.store, &world.olu.register, &root, none, register);
    let writer = Writer { keys: &root, member_keys: None };
    let entry = Entry::statement(&writer, header, Statement::Hub(named)).expect("well formed");
    world.olu.keep(&entry);
    let mut other = Office {
        register: Register::new(root.public().signing),
        keys: other_keys,
        store: MemoryStore::new(),
        random: ChaCha20Rng::seed_from_u64(6),
        now: NOON,
        incarnation: 1,
    };
    // Olu's phone tells both everything it knows.
    let feeds = world.olu.store.heads(&register).expect("memory");
    let mut entries = Vec::new();
    for author in feeds.keys() {
        entries
            .extend(world.olu.store.feed_after(&register, author, 0, usize::MAX).expect("memory"));
    }
    let loose = entries.into_iter().map(|stored| stored.bytes.into()).collect();
    let request = Request { loose: Some(loose), ..world.olu.empty_request() };
    for hub in [&mut world.hub, &mut other] {
        let request = request.sign(hub.keys.device(), &world.olu.keys);
        hub.answer(&request);
    }
    let numbers = BTreeSet::from([world.hub.register.number(), other.register.number()]);
    assert_eq!(numbers, BTreeSet::from([0, 8]), "one of them put it in order");
    let (_, chosen) = world.olu.register.hub().expect("named");
    let ordered = if other.register.number() > 0 { &other } else { &world.hub };
    assert_eq!(ordered.keys.device(), chosen.signing.device());
}
