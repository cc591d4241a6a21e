//! Devices and a hub in conversation, at the level of bytes and keys: no care in it, no network.

mod world;

use holdfast_ledger::{
    DeviceId, DeviceKeys, Ended, Enrol, EnrolledMember, Entry, Grant, Header, Intake, Origin,
    Progress, Request, Rights, Role, Statement, Store, Taken, Timestamp, Verdict, Writer, all_safe,
};
use world::{NOON, Office, Phone, World, sync, text_set, world};

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
    world.hub.put_back(backup, 2);
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
    world.olu.introduce(&mut stranger);
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
