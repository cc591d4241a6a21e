//! The vault as a store does what the store in memory does.

use holdfast_ledger::{
    Act, ArrivalsQuery, Authors, DeviceId, Hash, MemoryStore, Origin, POOL, Position, SealedKey,
    Signature, SignedPosition, Verdict, Wrap,
};
use proptest::prelude::*;

use super::*;

/// An entry of a small world: 2 ledgers, 2 devices, short feeds that may fork.
fn small(ledger: u8, author: u8, number: u64, branch: u8) -> Stored {
    let name = |number: u64, branch: u8| {
        EntryId(crate::vault::sha256(&[ledger, author, number as u8, branch]))
    };
    // A branch of 1 leaves the trunk at number 3.
    let before = |number: u64| if number > 3 { branch } else { 0 };
    Stored {
        id: name(number, branch),
        ledger: LedgerId([ledger; 16]),
        author: DeviceId([author; 16]),
        number,
        previous: (number > 1).then(|| name(number - 1, before(number))),
        act: if number == 1 { Act::Statement } else { Act::Save },
        bytes: vec![number as u8; 40],
    }
}

/// What intake does with an entry: place it, and chain what waited for it.
fn take_in<S: Store>(store: &mut S, entry: &Stored, origin: Origin) -> Result<(), S::Error> {
    if store.place_of(&entry.id)?.is_some() {
        return Ok(());
    }
    let follows = match &entry.previous {
        None => true,
        Some(previous) => store.place_of(previous)? == Some(Place::Chained),
    };
    store.put(entry, if follows { Place::Chained } else { Place::Detached }, origin)?;
    let mut chained = if follows { vec![entry.id] } else { vec![] };
    while let Some(id) = chained.pop() {
        for next in store.detached_after(&id)? {
            store.chain(&next.id)?;
            chained.push(next.id);
        }
    }
    Ok(())
}

/// Everything that can be asked.
fn all_of<S: Store>(store: &S, entries: &[Stored]) -> Result<Vec<String>, S::Error> {
    let mut seen = vec![format!("{:?}", store.ledgers()?)];
    for ledger in [1, 2].map(|id| LedgerId([id; 16])) {
        seen.push(format!("{:?}", store.heads(&ledger)?));
        seen.push(format!("{:?}", store.statements(&ledger)?));
        for author in [1, 2].map(|id| DeviceId([id; 16])) {
            seen.push(format!("{:?}", store.feed(&ledger, &author)?));
            seen.push(format!("{:?}", store.at_number(&ledger, &author, 3)?));
            seen.push(format!("{:?}", store.feed_after(&ledger, &author, 1, 100)?));
        }
    }
    for author in [1, 2].map(|id| DeviceId([id; 16])) {
        seen.push(format!("{:?} {}", store.feeds_of(&author)?, store.count_of(&author)?));
    }
    for entry in entries {
        seen.push(format!("{:?} {:?}", store.entry(&entry.id)?, store.place_of(&entry.id)?));
    }
    for (ledger, authors, not_from_hub, max_bytes) in [
        (None, Authors::All, false, usize::MAX),
        (Some(LedgerId([1; 16])), Authors::All, true, 100),
        (None, Authors::Only(vec![DeviceId([1; 16])]), false, 90),
        (None, Authors::Except(vec![DeviceId([1; 16])]), true, 0),
    ] {
        let query =
            ArrivalsQuery { ledger, after: 0, upto: u64::MAX, authors, not_from_hub, max_bytes };
        // How arrivals are counted is a store's own affair; their order is not.
        let arrivals: Vec<_> = store.arrivals(&query)?.into_iter().map(|a| a.entry.id).collect();
        seen.push(format!("{arrivals:?}"));
    }
    Ok(seen)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn whatever_comes_in_whatever_order(
        order in prop::collection::vec((1..3u8, 1..3u8, 1..6u64, 0..2u8, 0..3u8), 1..40)
    ) {
        let home = Home::new();
        let mut memory = MemoryStore::new();
        let entries: Vec<_> = order
            .iter()
            .map(|(ledger, author, number, branch, _)| {
                small(*ledger, *author, *number, if *number < 3 { 0 } else { *branch })
            })
            .collect();
        for (entry, (.., origin)) in entries.iter().zip(&order) {
            let origin = [Origin::Own, Origin::Hub, Origin::Peer][usize::from(*origin)];
            take_in(&mut memory, entry, origin).unwrap();
            home.vault.write(|tables| take_in(tables, entry, origin)).unwrap();
        }
        let expected = all_of(&memory, &entries).unwrap();
        prop_assert_eq!(home.vault.read(|tables| all_of(tables, &entries)).unwrap(), expected);
        prop_assert!(home.vault.read(|tables| tables.heads_are_right()).unwrap());
    }
}

#[test]
fn states_always_add_up() {
    let home = Home::new();
    let entries = feed(6);
    home.vault
        .write(|tables| {
            for entry in &entries {
                tables.put(entry, Place::Chained, Origin::Hub)?;
            }
            tables.set_state(&entries[0].id, &EntryState::Applied)?;
            tables.set_state(&entries[1].id, &EntryState::Applied)?;
            tables.set_state(&entries[2].id, &EntryState::Carried)?;
            let reason = "expected a key such as section/field".to_owned();
            tables.set_state(&entries[3].id, &EntryState::Quarantined { reason })?;
            tables.wait_for(&entries[4].id, b"a key")?;
            tables.wait_for(&entries[5].id, b"a key")
        })
        .unwrap();
    let counts = home.vault.read(|tables| tables.counts()).unwrap();
    let expected = Counts { taken_in: 6, applied: 2, waiting: 2, quarantined: 1, carried: 1 };
    assert_eq!(counts, expected);
    let listed = home.vault.read(|tables| tables.not_applied(9)).unwrap();
    let reason = "expected a key such as section/field".to_owned();
    let by_state = [
        (entries[4].id, EntryState::Waiting),
        (entries[5].id, EntryState::Waiting),
        (entries[3].id, EntryState::Quarantined { reason }),
        (entries[2].id, EntryState::Carried),
    ];
    assert_eq!(listed, by_state);
    assert_eq!(home.vault.read(|tables| tables.not_applied(2)).unwrap(), by_state[..2]);
    let mut waiting = vec![entries[4].id, entries[5].id];
    waiting.sort_unstable();
    assert_eq!(home.vault.write(|tables| tables.release(b"a key")).unwrap(), waiting);
    assert_eq!(home.vault.write(|tables| tables.release(b"a key")).unwrap(), []);
    let still: Vec<_> = home.vault.read(|tables| tables.waiting()).unwrap();
    assert_eq!(still, entries[4..]);
}

#[test]
fn own_entries_are_applied_at_once() {
    let home = Home::new();
    keep(&home.vault, &feed(1));
    let state = home.vault.read(|tables| tables.state_of(&feed(1)[0].id)).unwrap();
    assert_eq!(state, Some(EntryState::Applied));
}

#[test]
fn positions_wraps_notes_and_the_pool_come_back() {
    let home = Home::new();
    let position = |number, byte| SignedPosition {
        position: Position {
            register: LedgerId([1; 16]),
            term: 1,
            incarnation: 1,
            number,
            previous: Hash([0; 32]),
            entry: EntryId([byte; 32]),
            verdict: Verdict::Counted,
            at: NINE,
        },
        signature: Signature([byte; 64]),
    };
    let ben = DeviceId([2; 16]);
    let key = SealedKey { encapsulated: [1; 32], sealed: [2; 48] };
    let wrap = |epoch| Wrap { ledger: MONTH, epoch: EntryId([epoch; 32]), device: ben, key };
    home.vault
        .write(|tables| {
            for (number, byte) in [(1, 1), (2, 2), (3, 3), (2, 9)] {
                tables.put_position(&position(number, byte))?;
            }
            for epoch in [2, 1, 2] {
                tables.put_wrap(&wrap(epoch))?;
            }
            tables.set_note("token", Some(b"one"))?;
            tables.set_note("token", Some(b"two"))?;
            tables.set_note("nonce", Some(b"gone"))?;
            tables.set_note("nonce", None)
        })
        .unwrap();
    let read = |tables: &Tables<'_>| {
        assert_eq!(tables.positions_after(1)?, [position(2, 9), position(3, 3)]);
        assert_eq!(tables.wraps_for(&ben, &[LedgerId([0; 16]), MONTH])?, [wrap(1), wrap(2)]);
        assert_eq!(tables.wraps_for(&DeviceId([3; 16]), &[MONTH])?, []);
        assert_eq!((tables.note("token")?, tables.note("nonce")?), (Some(b"two".to_vec()), None));
        Outcome::Ok(())
    };
    home.again().read(read).unwrap();
    home.vault.write(|tables| tables.delete_wraps(&MONTH, &ben)).unwrap();
    assert_eq!(home.vault.read(|tables| tables.wraps_for(&ben, &[MONTH])).unwrap(), []);

    let sender = DeviceId([4; 16]);
    home.vault
        .write(|tables| {
            for number in 0..POOL {
                assert!(tables.pool(&sender, &ben, &number.to_be_bytes())?);
            }
            assert!(!tables.pool(&sender, &ben, b"one too many")?);
            assert!(tables.pool(&ben, &sender, b"another sender")?);
            assert!(tables.pool(&ben, &sender, b"another sender")?);
            assert_eq!(tables.unpool(&ben)?.len(), POOL);
            assert_eq!(tables.unpool(&sender)?, [b"another sender".to_vec()]);
            assert!(tables.pool(&sender, &ben, b"room again")?);
            Outcome::Ok(())
        })
        .unwrap();
}

#[test]
fn what_another_wrote_has_the_time_it_was_taken_in_and_what_is_own_has_none() {
    let home = Home::new();
    let [own, theirs] = &feed(2)[..] else { panic!("two entries") };
    home.vault
        .write(|tables| {
            tables.take_in_at(NINE);
            tables.put(own, Place::Chained, Origin::Own)?;
            tables.put(theirs, Place::Chained, Origin::Peer)?;
            Outcome::Ok(())
        })
        .unwrap();
    let received = |id| home.again().read(|tables| tables.received(&id)).unwrap();
    assert_eq!(received(own.id), None);
    assert_eq!(received(theirs.id), Some(NINE));
}
