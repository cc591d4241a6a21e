//! Who may read one ledger, told as it happens: leases that end, new carers, phones that are
//! stolen, a manager who is implicated. Real keys throughout: what a device cannot open here it
//! could not open anywhere.

#![allow(clippy::unwrap_used, reason = "a test that finds nothing to unwrap has failed")]

use std::collections::BTreeSet;
use std::rc::Rc;

use holdfast_ledger::{
    AuthorStanding, Branches, CalendarMonth, Class, DeviceId, DeviceKeys, EarlierEpoch, End, EndOf,
    Entitlement, Entry, EntryId, Epoch, EpochKey, EpochKeys, EpochWraps, Epochs, Feed, FeedTip,
    Grant, LedgerId, Limit, MemberId, Open, Random16, Recipient, Retire, Rights, Role,
    StandardTable, Statement, Timestamp, UnwrapError, Wrap, WrapError, seal_key, to_bytes,
};
use holdfast_tests::hand::Hand;
use holdfast_tests::roster::Roster;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

const MORNING: Timestamp = Timestamp(1_790_000_000_000);
const HOUR: i64 = 60 * 60 * 1000;
const FULL: Rights = Rights(3);

fn at(hours: i64) -> Timestamp {
    MORNING.plus_millis(hours * HOUR)
}

/// Somebody with a phone: their feed in the ledger, the keys and the wraps that reached them.
struct Phone {
    hand: Hand,
    keys: EpochKeys,
}

impl Phone {
    fn device(&self) -> DeviceId {
        self.hand.device()
    }
}

/// One ledger, its entries where everybody sees them, and the register.
struct Scene {
    ledger: LedgerId,
    entries: Vec<Entry>,
    roster: Roster,
    recovery: DeviceKeys,
    random: ChaCha8Rng,
    enrolled: u8,
}

impl Scene {
    /// A ledger that Carol, a coordinator, opens for herself.
    fn opened_by_carol(class: Class) -> (Self, Phone) {
        Self::seeded(class, 1)
    }

    fn seeded(class: Class, seed: u64) -> (Self, Phone) {
        let mut scene = Self {
            ledger: LedgerId([0; 16]),
            entries: Vec::new(),
            roster: Roster::default(),
            recovery: DeviceKeys::from_secret(&[200; 32]),
            random: ChaCha8Rng::seed_from_u64(seed),
            enrolled: 0,
        };
        let mut carol = scene.phone(&[Role::Coordinator]);
        let nonce = Random16([seed as u8; 16]);
        scene.ledger = LedgerId::derive(carol.device(), nonce);
        carol.hand.ledger = scene.ledger;
        let month = (class == Class::Month).then_some(CalendarMonth(202_611));
        scene.say(&mut carol, Statement::Open(Open { class, month, nonce, recovery: None }));
        let to_herself = plain(&carol).lasting_if(class == Class::Person, carol.hand.member);
        scene.say(&mut carol, to_herself);
        (scene, carol)
    }

    /// Enrols a phone for a new member.
    fn phone(&mut self, roles: &[Role]) -> Phone {
        let member = MemberId([self.enrolled + 1; 16]);
        self.roster.roles_from(0, member, roles);
        self.phone_of(member)
    }

    /// Enrols another phone for a member.
    fn phone_of(&mut self, member: MemberId) -> Phone {
        self.enrolled += 1;
        let keys = Rc::new(DeviceKeys::from_secret(&[self.enrolled; 32]));
        self.roster.enrol(&keys, member, Some(u64::from(self.enrolled)));
        let hand = Hand::new(keys, member, self.ledger, Roster::point(10));
        Phone { hand, keys: EpochKeys::default() }
    }

    fn say(&mut self, phone: &mut Phone, statement: Statement) -> EntryId {
        let entry = phone.hand.state(statement);
        self.entries.push(entry.clone());
        entry.id()
    }

    fn entitlement(&self) -> Entitlement {
        let branches = self.branches();
        Entitlement::fold(self.ledger, &self.entries, &branches, &self.roster, &StandardTable)
    }

    fn epochs(&self) -> Epochs {
        Epochs::fold(&self.entitlement(), &self.entries, self.branches(), &self.roster)
    }

    /// The feeds in which a number was used twice, as a store would know them.
    fn branches(&self) -> Branches {
        let mut branches = Branches::none();
        for copied in self.entries.iter().map(Entry::tip) {
            let of_device = || self.entries.iter().filter(|e| e.tip().device == copied.device);
            if of_device().any(|e| e.tip().number == copied.number && e.id() != copied.id) {
                let steps = of_device().map(|entry| (entry.id(), entry.header().previous));
                branches.add(copied.device, steps);
            }
        }
        branches
    }

    fn entitled(&self, now: Timestamp) -> BTreeSet<DeviceId> {
        self.entitlement().entitled(now)
    }

    /// The epoch a phone would seal under.
    fn choice(&self, phone: &Phone, now: Timestamp) -> Option<EntryId> {
        let has = |epoch| phone.keys.has(epoch);
        self.epochs().choose(phone.device(), &self.entitled(now), has)
    }

    /// Starts an epoch, in the same step as the save that needs it.
    fn start(&mut self, phone: &mut Phone, now: Timestamp) -> (EntryId, Vec<Wrap>) {
        let entitled = self.entitled(now);
        let recovery = self.recovery.public().agreement;
        let started = self
            .epochs()
            .start(&entitled, &phone.keys, &self.roster, &recovery, &mut self.random)
            .unwrap();
        let epoch = self.say(phone, Statement::Epoch(started.statement.clone()));
        let wraps = started.wraps(self.ledger, epoch, &self.roster, &mut self.random);
        phone.keys.insert(epoch, started.key);
        (epoch, wraps)
    }

    /// Writes a note as a phone does: under a fit epoch, or a new one.
    fn note(&mut self, phone: &mut Phone, text: &str, now: Timestamp) -> (Entry, Vec<Wrap>) {
        let (epoch, wraps) = match self.choice(phone, now) {
            Some(epoch) => (epoch, Vec::new()),
            None => self.start(phone, now),
        };
        let key = phone.keys.get(epoch).unwrap().clone();
        (phone.hand.save(text, epoch, &key, &mut self.random), wraps)
    }

    /// A phone takes whichever of these wraps open for it, and all keys before them.
    fn receive(&self, phone: &mut Phone, wraps: &[Wrap]) {
        let epochs = self.epochs();
        for wrap in wraps {
            if let Ok(key) = epochs.unwrap(wrap, &phone.hand.keys) {
                phone.keys.insert(wrap.epoch, key);
            }
        }
        phone.keys.open_earlier(&epochs);
    }

    /// What a phone's member reads of a note; nothing without its key.
    fn read(phone: &Phone, note: &Entry) -> Option<String> {
        let key = phone.keys.get(note.as_save()?.epoch)?;
        let save = note.open(key)?.ok()?;
        String::from_utf8(save.0[0].change.clone()).ok()
    }

    /// The hub's limit for a device.
    fn limit(&mut self, hub: &mut Phone, device: DeviceId, seen: Feed) {
        self.say(hub, Statement::Limit(Limit { device, seen, cause: EntryId([1; 32]) }));
    }

    fn hub(&mut self) -> Phone {
        let hub = self.phone(&[]);
        self.roster.name_hub(hub.device());
        hub
    }
}

/// A grant being put together.
fn plain(to: &Phone) -> Grant {
    Grant { device: to.device(), member: None, rights: Rights::PLAIN, until: None, despite: None }
}

trait InWords: Sized {
    fn until(self, until: Timestamp) -> Statement;
    fn with(self, rights: Rights) -> Statement;
    fn lasting_if(self, so: bool, member: MemberId) -> Statement;
}

impl InWords for Grant {
    fn until(self, until: Timestamp) -> Statement {
        Statement::Grant(Self { until: Some(until), ..self })
    }

    fn with(self, rights: Rights) -> Statement {
        Statement::Grant(Self { rights, ..self })
    }

    fn lasting_if(self, so: bool, member: MemberId) -> Statement {
        if so {
            let rights = FULL.and(Rights::LASTING);
            Statement::Grant(Self { rights, member: Some(member), ..self })
        } else {
            Statement::Grant(self)
        }
    }
}

fn devices<const N: usize>(phones: [&Phone; N]) -> BTreeSet<DeviceId> {
    phones.into_iter().map(Phone::device).collect()
}

#[test]
fn when_a_lease_ends_the_next_write_starts_a_key_that_the_leased_phone_never_gets() {
    let (mut scene, mut carol) = Scene::opened_by_carol(Class::Month);
    let mut amina = scene.phone(&[Role::Carer]);
    let mut lee = scene.phone(&[Role::Subcontractor]);
    scene.say(&mut carol, Statement::Grant(plain(&amina)));
    scene.say(&mut carol, plain(&lee).until(at(8)));
    let (before, wraps) = scene.note(&mut carol, "Sam slept well", at(1));
    for phone in [&mut amina, &mut lee] {
        scene.receive(phone, &wraps);
        assert_eq!(Scene::read(phone, &before).as_deref(), Some("Sam slept well"));
    }
    let (late, none) = scene.note(&mut amina, "Sam ate breakfast", at(7));
    assert_eq!(none, [], "one minute of the lease left: the same key");
    assert_eq!(Scene::read(&lee, &late).as_deref(), Some("Sam ate breakfast"));
    assert_eq!(scene.entitlement().lease_end(lee.device()), Some(at(8)));

    let (after, wraps) = scene.note(&mut amina, "Sam asked for his daughter", at(8));
    assert_eq!(
        wraps.iter().map(|wrap| wrap.device).collect::<BTreeSet<_>>(),
        devices([&amina, &carol])
    );
    scene.receive(&mut lee, &wraps);
    scene.receive(&mut carol, &wraps);
    assert_eq!(Scene::read(&lee, &after), None);
    assert_eq!(Scene::read(&carol, &after).as_deref(), Some("Sam asked for his daughter"));
    let (again, none) = scene.note(&mut carol, "Daughter phoned", at(9));
    assert_eq!(none, [], "the withdrawal of a lease costs one key, not one a note");
    assert_eq!(Scene::read(&amina, &again).as_deref(), Some("Daughter phoned"));
    assert_eq!(scene.epochs().wanted(lee.device(), &scene.entitled(at(9)), |_| false), []);
}

#[test]
fn a_leased_carer_whose_time_ends_within_a_visit_writes_on_under_one_key_of_her_own() {
    let (mut scene, mut carol) = Scene::opened_by_carol(Class::Month);
    let mut lee = scene.phone(&[Role::Subcontractor]);
    scene.say(&mut carol, plain(&lee).until(at(8)));
    let (first, wraps) = scene.note(&mut lee, "Arrived", at(9));
    let (second, none) = scene.note(&mut lee, "Sam has fallen, 999 called", at(9));
    assert_eq!(none, []);
    scene.receive(&mut carol, &wraps);
    let read = [&first, &second].map(|note| Scene::read(&carol, note).unwrap());
    assert_eq!(read, ["Arrived", "Sam has fallen, 999 called"]);
    assert_eq!(scene.entitlement().judge_author(lee.device()), AuthorStanding::Granted);
    // Carol does not write under a key that Lee made.
    let (reply, _) = scene.note(&mut carol, "On my way", at(9));
    assert_eq!(Scene::read(&lee, &reply), None);
}

#[test]
fn of_two_keys_started_at_once_everybody_takes_the_higher_whichever_it_is() {
    let mut orders = BTreeSet::new();
    for seed in 0..12 {
        let (mut scene, mut carol) = Scene::seeded(Class::Month, seed);
        let mut amina = scene.phone(&[Role::Carer]);
        let mut ben = scene.phone(&[Role::Carer]);
        scene.say(&mut carol, Statement::Grant(plain(&amina)));
        scene.say(&mut carol, Statement::Grant(plain(&ben)));
        // Neither sees the other's: each writes in a house without signal.
        let common = scene.entries.clone();
        let (by_amina, wraps_a) = scene.note(&mut amina, "Tea at four", at(1));
        let met_a = scene.entries.split_off(common.len());
        let (by_ben, wraps_b) = scene.note(&mut ben, "Walked to the gate", at(1));
        scene.entries.extend(met_a);
        let keys = [&by_amina, &by_ben].map(|note| note.as_save().unwrap().epoch);
        orders.insert(keys[0] < keys[1]);

        let wraps = [wraps_a, wraps_b].concat();
        for phone in [&mut amina, &mut ben, &mut carol] {
            scene.receive(phone, &wraps);
            assert_eq!(scene.choice(phone, at(2)), keys.into_iter().max());
            assert_eq!(Scene::read(phone, &by_amina).as_deref(), Some("Tea at four"));
            assert_eq!(Scene::read(phone, &by_ben).as_deref(), Some("Walked to the gate"));
        }
        // The next key joins both: whoever has it has all.
        let gone = scene
            .entitlement()
            .end_of(EndOf::Device(ben.device()), &scene.roster, |_| ben.hand.seen());
        scene.say(&mut carol, Statement::End(gone.unwrap()));
        let (epoch, _) = scene.start(&mut carol, at(3));
        assert_eq!(scene.epochs().tips().collect::<Vec<_>>(), [epoch]);
        let mut noor = scene.phone(&[Role::Carer]);
        noor.keys.insert(epoch, carol.keys.get(epoch).unwrap().clone());
        assert_eq!(
            noor.keys.open_earlier(&scene.epochs()),
            BTreeSet::from(keys).into_iter().collect::<Vec<_>>()
        );
    }
    assert_eq!(orders.len(), 2, "both orders were met");
}

#[test]
fn a_carer_new_to_the_round_reads_what_was_written_before_her_and_costs_no_new_key() {
    let (mut scene, mut carol) = Scene::opened_by_carol(Class::Month);
    let mut lee = scene.phone(&[Role::Subcontractor]);
    scene.say(&mut carol, plain(&lee).until(at(2)));
    let (monday, _) = scene.note(&mut carol, "Monday: new shoes", at(1));
    let (tuesday, _) = scene.note(&mut carol, "Tuesday: shoes too tight", at(24));
    assert_ne!(monday.as_save().unwrap().epoch, tuesday.as_save().unwrap().epoch);

    let mut noor = scene.phone(&[Role::Carer]);
    scene.say(&mut carol, Statement::Grant(plain(&noor)));
    let wraps = scene.epochs().wraps_for_grantee(
        noor.device(),
        &carol.keys,
        &scene.roster,
        &mut scene.random,
    );
    assert_eq!(wraps.len(), 1, "the tip is enough");
    scene.receive(&mut noor, &wraps);
    assert_eq!(Scene::read(&noor, &monday).as_deref(), Some("Monday: new shoes"));
    assert_eq!(Scene::read(&noor, &tuesday).as_deref(), Some("Tuesday: shoes too tight"));
    let (hers, wraps) = scene.note(&mut noor, "Wednesday: slippers", at(25));
    assert_eq!(wraps, []);
    assert_eq!(Scene::read(&carol, &hers).as_deref(), Some("Wednesday: slippers"));
    // A phone on a lease that ended learns neither.
    scene.receive(&mut lee, &wraps);
    assert_eq!(Scene::read(&lee, &hers), None);
}

#[test]
fn a_stolen_phone_grants_nobody_once_the_hub_has_set_its_limit() {
    let (mut scene, mut carol) = Scene::opened_by_carol(Class::Month);
    let mut hub = scene.hub();
    let mut mo = scene.phone(&[Role::Manager]);
    let (amina, accomplice) = (scene.phone(&[Role::Carer]), scene.phone(&[Role::Carer]));
    scene.say(&mut carol, Statement::Grant(plain(&mo)));
    scene.say(&mut mo, Statement::Grant(plain(&amina)));
    let (fit, _) = scene.start(&mut carol, at(1));
    // Mo's phone is stolen; the thief grants, naming a point before the withdrawal.
    scene.roster.withdraw(mo.device(), 11);
    let held = mo.hand.seen();
    scene.say(&mut mo, Statement::Grant(plain(&accomplice)));
    assert_eq!(scene.entitled(at(2)), devices([&amina, &carol, &accomplice]));
    scene.limit(&mut hub, mo.device(), held.clone());
    assert_eq!(scene.entitled(at(2)), devices([&amina, &carol]), "Mo's own grant to Amina stands");

    // A thief who is no hub sets no limit, not even a higher one.
    let seen = mo.hand.seen();
    let impostor_limit = Limit { device: mo.device(), seen, cause: EntryId([1; 32]) };
    scene.say(&mut mo, Statement::Limit(impostor_limit));
    let limit = scene.entitlement().limit(mo.device()).cloned();
    assert_eq!(limit.unwrap().tips(), &held.0.into_iter().collect());
    // The accomplice may have been served a key meanwhile, so the old one is left.
    assert!(!scene.epochs().fit(fit, carol.device(), &scene.entitled(at(2))));
    let (fresh, wraps) = scene.start(&mut carol, at(2));
    assert!(scene.epochs().fit(fresh, carol.device(), &scene.entitled(at(2))));
    assert_eq!(
        wraps.iter().map(|wrap| wrap.device).collect::<BTreeSet<_>>(),
        devices([&amina, &carol])
    );
    // What the accomplice wrote is still taken in, as is what the thief wrote.
    for device in [accomplice.device(), mo.device()] {
        assert_eq!(scene.entitlement().judge_author(device), AuthorStanding::Granted);
    }
}

#[test]
fn a_thief_who_goes_back_behind_the_limit_and_writes_under_those_numbers_grants_nobody() {
    let by_hub = |scene: &mut Scene, _: &mut Phone, mo: DeviceId, seen: Feed| {
        let mut hub = scene.hub();
        scene.limit(&mut hub, mo, seen);
    };
    let by_end = |scene: &mut Scene, carol: &mut Phone, mo: DeviceId, seen: Feed| {
        let to_mo = scene.entitlement().grants_of(mo).map(|grant| grant.statement.id).collect();
        let seen = seen.0.into_iter().map(|tip| tip.of(mo)).collect();
        scene.say(carol, Statement::End(End { grants: to_mo, member: None, seen }));
    };
    type Stop<'a> = &'a dyn Fn(&mut Scene, &mut Phone, DeviceId, Feed);
    for stop in [&by_hub as Stop<'_>, &by_end] {
        let (mut scene, mut carol) = Scene::opened_by_carol(Class::Person);
        let mut mo = scene.phone(&[Role::Manager]);
        let [amina, ben, thief, friend] = [(); 4].map(|()| scene.phone(&[Role::Carer]));
        scene.say(&mut carol, plain(&mo).with(FULL));
        scene.say(&mut mo, Statement::Grant(plain(&amina)));
        let mut copy = Phone { hand: mo.hand.clone(), keys: EpochKeys::default() };
        scene.say(&mut mo, Statement::Grant(plain(&ben)));
        let seen = mo.hand.seen();
        // Whoever copied Mo's phone writes number 2 anew, and goes on beyond what anybody had seen.
        scene.say(&mut copy, Statement::Grant(plain(&thief)));
        assert_eq!(copy.hand.number, seen.last());
        let everybody = devices([&carol, &mo, &amina, &ben, &thief]);
        assert_eq!(scene.entitled(at(1)), everybody, "before anybody stops it");
        stop(&mut scene, &mut carol, mo.device(), seen);
        scene.say(&mut copy, Statement::Grant(plain(&friend)));
        let entitled = scene.entitled(at(1));
        let round = devices([&carol, &amina, &ben]);
        assert_eq!(&entitled - &devices([&mo]), round, "the grants that were seen, and no others");
    }
}

#[test]
fn an_epoch_planted_by_a_carer_before_she_was_ended_is_never_sealed_under() {
    let (mut scene, mut carol) = Scene::opened_by_carol(Class::Month);
    let mut mal = scene.phone(&[Role::Carer]);
    let mut amina = scene.phone(&[Role::Carer]);
    scene.say(&mut carol, Statement::Grant(plain(&mal)));
    scene.say(&mut carol, Statement::Grant(plain(&amina)));
    // Mal leaves herself out of the recipients, and says she has seen all that Carol will ever do.
    let (entitled, recovery) = (devices([&amina, &carol]), scene.recovery.public().agreement);
    let planted = scene
        .epochs()
        .start(&entitled, &mal.keys, &scene.roster, &recovery, &mut scene.random)
        .unwrap();
    let id = scene.say(&mut mal, Statement::Epoch(planted.statement.clone()));
    let wraps = planted.wraps(scene.ledger, id, &scene.roster, &mut scene.random);
    let end =
        scene.entitlement().end_of(EndOf::Device(mal.device()), &scene.roster, |_| mal.hand.seen());
    scene.say(&mut carol, Statement::End(end.unwrap()));
    scene.receive(&mut amina, &wraps);
    assert!(amina.keys.has(id), "Amina can open what was sealed under it");
    assert_eq!(scene.entitled(at(1)), devices([&amina, &carol]), "the recipients, exactly");
    assert_eq!(scene.choice(&amina, at(1)), None, "and yet it is not fit");
}

#[test]
fn an_implicated_manager_is_ended_on_every_phone_and_cannot_end_whoever_raised_it() {
    let (mut scene, mut carol) = Scene::opened_by_carol(Class::Person);
    let mut hub = scene.hub();
    let mut lead = scene.phone(&[Role::SafeguardingLead]);
    let mut mo = scene.phone(&[Role::Manager]);
    let mo_member = mo.hand.member;
    let mut dee = scene.phone(&[Role::Manager]);
    let lasting = plain(&lead).lasting_if(true, lead.hand.member);
    scene.say(&mut carol, lasting);
    let for_mo = Grant { member: Some(mo_member), ..plain(&mo) };
    scene.say(&mut carol, for_mo.with(Rights::MAY_GRANT));
    let for_dee = Grant { member: Some(dee.hand.member), ..plain(&dee) };
    scene.say(&mut carol, for_dee.with(Rights::MAY_GRANT));
    assert_eq!(scene.entitled(at(1)), devices([&carol, &lead, &mo, &dee]));

    // The lead ends Mo. Dee, who does not know it yet, grants his new laptop.
    let seen = |device| if device == mo.device() { mo.hand.seen() } else { Feed::default() };
    let end = scene.entitlement().end_of(EndOf::Member(mo_member), &scene.roster, seen).unwrap();
    let end = scene.say(&mut lead, Statement::End(end));
    let laptop = scene.phone_of(mo_member);
    let to_laptop = Grant { member: Some(mo_member), ..plain(&laptop) };
    scene.say(&mut dee, Statement::Grant(to_laptop.clone()));
    assert_eq!(scene.entitled(at(1)), devices([&carol, &lead, &dee]));
    // Mo's phone grants him again, and ends everybody: of no effect.
    let to_himself = Grant { despite: Some(vec![end]), ..to_laptop.clone() };
    scene.say(&mut mo, Statement::Grant(to_himself));
    let entitlement = scene.entitlement();
    let all = entitlement.grants().map(|grant| grant.statement.id).collect();
    let everybody = End { grants: all, member: Some(carol.hand.member), seen: vec![] };
    scene.say(&mut mo, Statement::End(everybody.clone()));
    assert_eq!(scene.entitled(at(1)), devices([&carol, &lead, &dee]));
    // The lead may end, but neither Carol nor herself.
    scene.say(&mut lead, Statement::End(everybody));
    assert_eq!(scene.entitled(at(1)), devices([&carol, &lead]));

    // Mo has Carol's phone withdrawn. She reads no more; what she does in her own concern counts.
    scene.roster.withdraw(carol.device(), 12);
    let first = scene.entries[0].tip();
    let first = FeedTip { number: first.number, id: first.id };
    scene.limit(&mut hub, carol.device(), Feed(vec![first]));
    let trustee = scene.phone(&[Role::Governance]);
    let for_trustee = Grant { member: Some(trustee.hand.member), ..plain(&trustee) };
    scene.say(&mut carol, Statement::Grant(for_trustee));
    assert_eq!(scene.entitled(at(1)), devices([&lead, &trustee]));
    // Someone who knows of the end and grants in spite of it is believed.
    let despite = Grant { despite: Some(vec![end]), ..to_laptop };
    scene.say(&mut lead, Statement::Grant(despite));
    assert_eq!(scene.entitled(at(1)), devices([&lead, &trustee, &laptop]));
}

#[test]
fn in_a_standing_no_role_counts_and_nobody_hands_on_a_right_they_lack() {
    let (mut scene, mut carol) = Scene::opened_by_carol(Class::Person);
    let mut owner = scene.phone(&[Role::Owner, Role::Manager]);
    let mut dan = scene.phone(&[Role::Coordinator]);
    let mut relief = scene.phone(&[Role::Coordinator]);
    let (mut eve, amina) = (scene.phone(&[Role::Coordinator]), scene.phone(&[Role::Carer]));
    scene.say(&mut owner, Statement::Grant(plain(&amina)));
    assert_eq!(scene.entitled(at(1)), devices([&carol]), "an owner without a grant grants nobody");

    scene.say(&mut carol, plain(&dan).with(Rights::MAY_GRANT));
    let lease = Grant { until: Some(at(8)), ..plain(&relief) };
    scene.say(&mut carol, lease.with(FULL));
    scene.say(&mut dan, plain(&eve).with(FULL.and(Rights::LASTING)));
    assert_eq!(scene.entitlement().rights(eve.device()), Rights::MAY_GRANT);
    // A lease carries no rights: it could lengthen itself.
    let longer = plain(&relief);
    scene.say(&mut relief, Statement::Grant(longer));
    scene.say(&mut eve, Statement::Grant(plain(&amina)));
    assert_eq!(scene.entitled(at(7)), devices([&carol, &dan, &eve, &amina, &relief]));
    assert_eq!(scene.entitled(at(8)), devices([&carol, &dan, &eve, &amina]));
    // Eve may not end; Carol, who opened it, may.
    let seen = |_| dan.hand.seen();
    let end = scene.entitlement().end_of(EndOf::Device(dan.device()), &scene.roster, seen);
    let end = Statement::End(end.unwrap());
    scene.say(&mut eve, end.clone());
    assert!(scene.entitled(at(8)).contains(&dan.device()));
    scene.say(&mut carol, end);
    assert_eq!(scene.entitled(at(8)), devices([&carol, &eve, &amina]), "Dan's grants before stand");
}

#[test]
fn a_coordinator_who_was_ended_and_is_granted_again_grants_again() {
    let (mut scene, mut carol) = Scene::opened_by_carol(Class::Person);
    let mut dan = scene.phone(&[Role::Coordinator]);
    let (amina, ben) = (scene.phone(&[Role::Carer]), scene.phone(&[Role::Carer]));
    scene.say(&mut carol, plain(&dan).with(FULL));
    let nothing = |_| Feed::default();
    let end = scene.entitlement().end_of(EndOf::Device(dan.device()), &scene.roster, nothing);
    scene.say(&mut carol, Statement::End(end.unwrap()));
    scene.say(&mut dan, Statement::Grant(plain(&amina)));
    assert_eq!(scene.entitled(at(1)), devices([&carol]), "ended before she had seen it");
    // He cannot bring himself back.
    let to_himself = plain(&dan).with(FULL);
    scene.say(&mut dan, to_himself);
    assert_eq!(scene.entitled(at(1)), devices([&carol]));
    let again = plain(&dan).with(FULL);
    scene.say(&mut carol, again);
    scene.say(&mut dan, Statement::Grant(plain(&ben)));
    assert_eq!(scene.entitled(at(1)), devices([&carol, &dan, &amina, &ben]));
}

#[test]
fn two_managers_who_end_each_other_are_both_ended() {
    let (mut scene, mut carol) = Scene::opened_by_carol(Class::Month);
    let mut mo = scene.phone(&[Role::Manager]);
    let mut dee = scene.phone(&[Role::Manager]);
    let to_mo = scene.say(&mut carol, Statement::Grant(plain(&mo)));
    let to_dee = scene.say(&mut carol, Statement::Grant(plain(&dee)));
    let end = |grant| Statement::End(End { grants: vec![grant], member: None, seen: vec![] });
    scene.say(&mut mo, end(to_dee));
    scene.say(&mut dee, end(to_mo));
    assert_eq!(scene.entitled(at(1)), devices([&carol]));
}

#[test]
fn a_key_that_does_not_match_its_epoch_is_refused_and_asked_for_until_another_holder_answers() {
    let (mut scene, mut carol) = Scene::opened_by_carol(Class::Month);
    let mut mal = scene.phone(&[Role::Carer]);
    let mut amina = scene.phone(&[Role::Carer]);
    scene.say(&mut carol, Statement::Grant(plain(&mal)));
    scene.say(&mut carol, Statement::Grant(plain(&amina)));
    let (note, _) = scene.note(&mut carol, "Sam slept well", at(1));
    let epoch = note.as_save().unwrap().epoch;
    let entitled = scene.entitled(at(1));

    // Mal wraps another key; and starts an epoch whose chain leads nowhere.
    let wrong = EpochKey::from_bytes([5; 32]);
    let to = Recipient::Device(amina.device());
    let agreement = amina.hand.keys.public().agreement;
    let key = seal_key(&wrong, scene.ledger, epoch.0, to, &agreement, &mut scene.random).unwrap();
    let wrap = Wrap { ledger: scene.ledger, epoch, device: amina.device(), key };
    let refused = scene.epochs().unwrap(&wrap, &amina.hand.keys);
    assert_eq!(refused, Err(UnwrapError::OtherKey));
    let for_mal = scene.epochs().unwrap(&wrap, &mal.hand.keys);
    assert_eq!(for_mal, Err(UnwrapError::Wrap(WrapError::DoesNotOpen)));
    let own = EpochKey::from_bytes([6; 32]);
    let commitment = own.commitment(scene.ledger);
    let recovery = scene.recovery.public().agreement;
    let recipients = vec![1, 2, 3];
    let statement = Epoch {
        commitment,
        recipients,
        newcomers: vec![],
        tips: scene.epochs().statements_named(&entitled),
        before: vec![EarlierEpoch { epoch, sealed: own.seal_earlier(&wrong, commitment) }],
        recovery: seal_key(
            &own,
            scene.ledger,
            commitment.0,
            Recipient::Recovery,
            &recovery,
            &mut scene.random,
        )
        .unwrap(),
    };
    let by_mal = scene.say(&mut mal, Statement::Epoch(statement));
    amina.keys.insert(by_mal, own);
    assert_eq!(amina.keys.open_earlier(&scene.epochs()), []);

    let has = |id| amina.keys.has(id);
    let wanted = scene.epochs().wanted(amina.device(), &entitled, has);
    assert_eq!(wanted, [epoch]);
    assert!(scene.epochs().answerers(epoch, &entitled).contains(&carol.device()));
    let answer = scene.epochs().answer(
        amina.device(),
        &wanted,
        &entitled,
        &carol.keys,
        &scene.roster,
        &mut scene.random,
    );
    scene.receive(&mut amina, &answer);
    assert_eq!(Scene::read(&amina, &note).as_deref(), Some("Sam slept well"));
    // Nobody answers whoever is not entitled.
    let lee = scene.phone(&[Role::Subcontractor]);
    let answer = scene.epochs().answer(
        lee.device(),
        &[epoch],
        &entitled,
        &carol.keys,
        &scene.roster,
        &mut scene.random,
    );
    assert_eq!(answer, []);
}

#[test]
fn the_recovery_sheet_opens_every_epoch_and_no_other_key_does() {
    let (mut scene, mut carol) = Scene::opened_by_carol(Class::Month);
    let (epoch, _) = scene.start(&mut carol, at(1));
    let recovered = scene.epochs().recover(epoch, &scene.recovery);
    assert_eq!(recovered.as_ref().ok(), carol.keys.get(epoch));
    let by_carol = scene.epochs().recover(epoch, &carol.hand.keys);
    assert_eq!(by_carol, Err(UnwrapError::Wrap(WrapError::DoesNotOpen)));
}

#[test]
fn a_ledger_is_retired_30_days_after_two_members_signed_unless_one_takes_it_back() {
    let (mut scene, mut carol) = Scene::opened_by_carol(Class::Month);
    let mut mo = scene.phone(&[Role::Manager]);
    let mut amina = scene.phone(&[Role::Carer]);
    let sign = || Statement::Retire(Retire { takes_back: None });
    let day = |days: i64| at(days * 24);
    scene.say(&mut carol, sign());
    scene.say(&mut carol, sign());
    scene.say(&mut amina, sign());
    assert!(!scene.entitlement().retired(day(99), |_| Some(day(0))), "one member, and a carer");
    let second = scene.say(&mut mo, sign());
    let held = |id| Some(if id == second { day(1) } else { day(0) });
    assert!(!scene.entitlement().retired(day(31).plus_millis(-1), held));
    assert!(scene.entitlement().retired(day(31), held));
    scene.say(&mut mo, Statement::Retire(Retire { takes_back: Some(second) }));
    assert!(!scene.entitlement().retired(day(99), held));
}

#[test]
fn a_new_key_for_sixty_phones_takes_less_than_six_kilobytes() {
    let (mut scene, mut carol) = Scene::opened_by_carol(Class::Month);
    for _ in 0..59 {
        let phone = scene.phone(&[Role::Carer]);
        scene.say(&mut carol, Statement::Grant(plain(&phone)));
    }
    scene.start(&mut carol, at(1));
    let (epoch, wraps) = scene.start(&mut carol, at(2));
    let entry = scene.entries.last().unwrap();
    let Some(Statement::Epoch(statement)) = entry.as_statement() else { panic!("an epoch") };
    let recipients: Vec<_> = scene.entitled(at(2)).into_iter().collect();
    let in_order: Vec<_> = wraps.iter().map(|wrap| wrap.device).collect();
    assert_eq!((statement.recipients.len(), recipients.len()), (60, 60));
    let packed = EpochWraps::pack(scene.ledger, epoch, &in_order, &wraps);
    assert_eq!(packed.unpack(entry, &scene.roster), wraps);
    let size = entry.bytes().len() + to_bytes(&packed).len();
    assert!(size <= 6_000, "{size} bytes");
}
