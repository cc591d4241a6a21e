//! Scenes from an organisation's register. Olive is the owner, Mo a manager, Omar answers the
//! on-call phone, Amina and Ben are carers; the root is on paper and the hub in a cupboard.

use super::*;
use crate::{
    AgreementKey, Change, DeviceKeys, Enrol, EnrolledMember, Feed, FeedTip, Grant, Hash, Header,
    HubNamed, Open, Owner, Position, Random16, Rights, Role, RoleChange, Successor, Timestamp,
    Withdraw, Writer,
};

/// Somebody with one device, and the feed of that device.
struct Hand {
    keys: DeviceKeys,
    member: MemberId,
    last: Option<(u64, EntryId)>,
}

impl Hand {
    fn new(seed: u8) -> Self {
        let keys = DeviceKeys::from_secret(&[seed; 32]);
        Self { keys, member: MemberId([seed; 16]), last: None }
    }

    fn id(&self) -> DeviceId {
        self.keys.device()
    }

    /// Writes a statement, knowing `point` of the register.
    fn write(&mut self, id: LedgerId, point: RegisterPoint, statement: Statement) -> Entry {
        self.write_as(id, point, statement, self.member, None)
    }

    fn write_as(
        &mut self,
        id: LedgerId,
        point: RegisterPoint,
        statement: Statement,
        member: MemberId,
        member_keys: Option<&DeviceKeys>,
    ) -> Entry {
        let header = Header {
            ledger: id,
            author: self.id(),
            member,
            number: self.last.map_or(1, |(number, _)| number + 1),
            previous: self.last.map(|(_, id)| id),
            register: point,
            written: Timestamp(1_000),
        };
        let writer = Writer { keys: &self.keys, member_keys };
        let entry = Entry::statement(&writer, header, statement).unwrap();
        self.last = Some((entry.header().number, entry.id()));
        entry
    }

    fn enrol(&self, role: Role) -> Statement {
        self.enrol_with(&[(self.member, Some(role), None)])
    }

    fn enrol_with(&self, who: &[(MemberId, Option<Role>, Option<VerifyingKey>)]) -> Statement {
        let members = who.iter().map(|(member, role, signing)| EnrolledMember {
            member: *member,
            role: *role,
            signing: *signing,
        });
        let keys = self.keys.public();
        Statement::Enrol(Enrol { keys, members: members.collect(), continues: None })
    }

    /// Its feed as whoever has all of it sees it.
    fn seen(&self) -> Feed {
        Feed(self.last.map(|(number, id)| FeedTip { number, id }).into_iter().collect())
    }

    fn withdraw(&self, seen: Feed) -> Statement {
        Statement::Withdraw(Withdraw { device: self.id(), seen })
    }

    fn role(&self, role: Role, change: Change, seen: Vec<Tip>) -> Statement {
        Statement::RoleChange(RoleChange { member: self.member, role, change, seen })
    }
}

/// The organisation as one device, which holds everything, sees it.
struct Organisation {
    register: Register,
    root: Hand,
    hub: Hand,
    entries: Vec<Entry>,
    positions: Vec<SignedPosition>,
}

impl Organisation {
    /// With Olive its owner and a hub, both positioned by it.
    fn begin(olive: &Hand) -> Self {
        let mut scene = Self::without_hub(olive);
        scene.name_hub(1);
        for id in scene.register.to_order() {
            scene.order_id(id, 1);
        }
        scene
    }

    /// With Olive its owner and no hub yet.
    fn without_hub(olive: &Hand) -> Self {
        let (root, hub) = (Hand::new(200), Hand::new(201));
        let register = Register::new(root.keys.public().signing);
        let mut scene = Self { register, root, hub, entries: Vec::new(), positions: Vec::new() };
        let owner = Owner { keys: olive.keys.public(), member: olive.member };
        scene.root_says(Statement::Owner(owner));
        scene
    }

    fn name_hub(&mut self, term: u32) -> Entry {
        let keys = self.hub.keys.public();
        self.root_says(Statement::Hub(HubNamed { keys, term }))
    }

    fn root_says(&mut self, statement: Statement) -> Entry {
        let point = RegisterPoint { provisional: None, ..self.register.point() };
        let entry = self.root.write(self.register.id(), point, statement);
        self.hold(entry)
    }

    fn hold(&mut self, entry: Entry) -> Entry {
        assert_eq!(self.register.add_entry(&entry), Ok(Admission::Held));
        self.entries.push(entry.clone());
        entry
    }

    /// `hand` writes, knowing all there is; nobody gives it a position yet.
    fn says(&mut self, hand: &mut Hand, statement: Statement) -> Entry {
        let entry = hand.write(self.register.id(), self.register.point(), statement);
        self.hold(entry)
    }

    /// The hub puts an entry next.
    fn order(&mut self, entry: &Entry) -> Verdict {
        self.order_id(entry.id(), 1)
    }

    fn order_id(&mut self, id: EntryId, incarnation: u32) -> Verdict {
        let position = self.register.next_position(id, Timestamp(2_000), incarnation).unwrap();
        let verdict = position.verdict;
        let signed = position.sign(&self.hub.keys);
        assert_eq!(self.register.add_position(&signed), Ok(Admission::Held));
        self.positions.push(signed);
        verdict
    }

    /// Says and orders at once.
    fn orders(&mut self, hand: &mut Hand, statement: Statement) -> Verdict {
        let entry = self.says(hand, statement);
        self.order(&entry)
    }

    fn status(&self, hand: &Hand) -> Option<DeviceStatus> {
        self.register.device(hand.id())
    }

    /// A device that gets all of it in another order.
    fn told_in(&self, order: impl Fn(&mut Vec<usize>)) -> Register {
        let mut other = Register::new(self.root.keys.public().signing);
        let mut items: Vec<usize> = (0..self.entries.len() + self.positions.len()).collect();
        order(&mut items);
        for item in items {
            match self.entries.get(item) {
                Some(entry) => other.add_entry(entry).map(drop).unwrap(),
                None => {
                    let signed = &self.positions[item - self.entries.len()];
                    other.add_position(signed).map(drop).unwrap();
                }
            }
        }
        other
    }
}

/// Olive, Mo, Omar and Amina, with everybody enrolled at a position.
fn staffed() -> (Organisation, [Hand; 4]) {
    let [mut olive, mut mo, omar, amina] = [1, 2, 3, 4].map(Hand::new);
    let mut scene = Organisation::begin(&olive);
    assert_eq!(scene.orders(&mut olive, mo.enrol(Role::Manager)), Verdict::Counted);
    assert_eq!(scene.orders(&mut mo, omar.enrol(Role::OnCallManager)), Verdict::Counted);
    assert_eq!(scene.orders(&mut mo, amina.enrol(Role::Carer)), Verdict::Counted);
    (scene, [olive, mo, omar, amina])
}

#[test]
fn the_owner_enrols_mo_and_mo_enrols_amina_in_the_hubs_order() {
    let (scene, [olive, mo, omar, amina]) = staffed();
    let at = |position| Some(DeviceStatus::Enrolled(Footing::Ordered(position)));
    // Owner and hub stand at 1 and 2.
    assert_eq!(scene.status(&olive), at(1));
    assert_eq!(
        [scene.status(&mo), scene.status(&omar), scene.status(&amina)],
        [at(3), at(4), at(5)]
    );
    assert_eq!(scene.register.roles(amina.member), Roles::only(Role::Carer));
    assert_eq!(scene.register.by_ordinal(5), Some(amina.id()));
    assert_eq!(scene.register.ordinal(amina.id()), Some(5));
    assert_eq!(scene.register.members(amina.id()), [amina.member]);
    assert_eq!(scene.register.keys(amina.id()), Some(amina.keys.public()));
    assert_eq!(scene.register.disagreements(), []);
    assert_eq!(scene.register.hub(), Some((1, scene.hub.keys.public())));
    // Before her position nobody knew her.
    let before = scene.register.chain.point(4);
    assert_eq!(scene.register.at(&before).roles_of(amina.member), Roles::NONE);
    assert_eq!(scene.register.at(&before).status(mo.id()), at(3));
}

#[test]
fn a_carer_who_enrols_a_friend_is_refused_and_the_friend_is_as_if_withdrawn_there() {
    let (mut scene, [_, mut mo, _, mut amina]) = staffed();
    let ben = Hand::new(5);
    assert_eq!(scene.orders(&mut amina, ben.enrol(Role::Carer)), Verdict::Refused);
    assert_eq!(scene.status(&ben), Some(DeviceStatus::Refused(6)));
    assert!(scene.register.now().is_withdrawn(ben.id()));
    assert_eq!(
        scene.register.keys(ben.id()),
        Some(ben.keys.public()),
        "what Ben wrote can be read"
    );
    // Mo finds that Ben is needed after all.
    assert_eq!(scene.orders(&mut mo, ben.enrol(Role::Carer)), Verdict::Counted);
    assert_eq!(scene.status(&ben), Some(DeviceStatus::Enrolled(Footing::Ordered(7))));
    assert_eq!(scene.register.ordinal(ben.id()), Some(6), "a short name never changes");
}

#[test]
fn an_on_call_manager_cannot_make_a_managers_device_by_calling_it_a_carers() {
    let (mut scene, [_, mo, mut omar, _]) = staffed();
    let phone = Hand::new(6);
    let claim = phone.enrol_with(&[(mo.member, Some(Role::Carer), None)]);
    assert_eq!(scene.orders(&mut omar, claim), Verdict::Refused);
    assert_eq!(scene.register.now().roles_of_device(phone.id(), mo.member), Roles::NONE);
}

#[test]
fn with_the_hub_down_omar_enrols_a_relief_carer_and_withdraws_a_lost_phone() {
    let (mut scene, [_, _, mut omar, amina]) = staffed();
    let relief = Hand::new(7);
    let before = scene.register.point();
    scene.says(&mut omar, relief.enrol(Role::Carer));
    scene.says(&mut omar, amina.withdraw(Feed::default()));
    assert_eq!(scene.status(&relief), Some(DeviceStatus::Enrolled(Footing::Provisional)));
    assert_eq!(scene.status(&amina), Some(DeviceStatus::Withdrawn(Footing::Provisional)));
    // What names the point before them is judged without them.
    let view = scene.register.at(&before);
    assert_eq!(view.status(relief.id()), Some(DeviceStatus::Introduced));
    assert!(!view.is_withdrawn(amina.id()));
    // What names them is judged with them, whatever becomes of them.
    let point = scene.register.point();
    for id in scene.register.to_order() {
        scene.order_id(id, 1);
    }
    let view = scene.register.at(&point);
    assert_eq!(view.status(relief.id()), Some(DeviceStatus::Enrolled(Footing::Provisional)));
    assert_eq!(scene.status(&relief), Some(DeviceStatus::Enrolled(Footing::Ordered(6))));
    assert_eq!(scene.status(&amina), Some(DeviceStatus::Withdrawn(Footing::Ordered(7))));
}

#[test]
fn an_organisation_begins_before_it_has_a_hub() {
    let [mut olive, mut mo, mut omar, amina] = [1, 2, 3, 4].map(Hand::new);
    let mut scene = Organisation::without_hub(&olive);
    scene.says(&mut olive, mo.enrol(Role::Manager));
    scene.says(&mut mo, omar.enrol(Role::OnCallManager));
    scene.says(&mut omar, amina.enrol(Role::Carer));
    assert_eq!(scene.status(&olive), Some(DeviceStatus::Enrolled(Footing::Root)));
    assert_eq!(scene.status(&amina), Some(DeviceStatus::Enrolled(Footing::Provisional)));
    // Mo, who is not ordered yet either, withdraws Amina's lost phone.
    scene.says(&mut mo, amina.withdraw(Feed::default()));
    assert_eq!(scene.status(&amina), Some(DeviceStatus::Withdrawn(Footing::Provisional)));
    let nobody = scene.register.next_position(scene.entries[0].id(), Timestamp(0), 1);
    assert_eq!(nobody, Err(OrderError::NoHub));
    // The hub comes, and finds all of it right.
    scene.name_hub(1);
    let verdicts: Vec<_> =
        scene.register.to_order().into_iter().map(|id| scene.order_id(id, 1)).collect();
    assert_eq!(verdicts, [Verdict::Counted; 6]);
    assert_eq!(scene.status(&amina), Some(DeviceStatus::Withdrawn(Footing::Ordered(6))));
}

#[test]
fn a_chain_of_additions_counts_three_deep_and_no_deeper() {
    /// Everybody may do everything.
    struct Anyone;
    impl Table for Anyone {
        fn may_enrol(&self, _: Roles, _: Roles) -> bool {
            true
        }
        fn may_withdraw(&self, _: Roles, _: Roles) -> bool {
            true
        }
        fn may_change_role(&self, _: Roles, _: Role) -> bool {
            true
        }
        fn may_open(&self, _: crate::Class, _: Roles) -> bool {
            true
        }
        fn may_grant(&self, _: crate::Class, _: Roles) -> bool {
            true
        }
        fn may_end(&self, _: crate::Class, _: Roles) -> bool {
            true
        }
        fn may_retire(&self, _: crate::Class, _: Roles) -> bool {
            true
        }
    }
    let mut chain: Vec<Hand> = (1..=5).map(Hand::new).collect();
    let mut scene = Organisation::without_hub(&chain[0]);
    let root = scene.root.keys.public().signing;
    let first = scene.entries.pop().unwrap();
    scene.register = Register::with_table(root, &Anyone);
    scene.hold(first);
    for next in 1..5 {
        let enrol = chain[next].enrol(Role::Carer);
        scene.says(&mut chain[next - 1], enrol);
    }
    let statuses: Vec<_> = chain.iter().map(|hand| scene.status(hand).unwrap()).collect();
    let provisional = DeviceStatus::Enrolled(Footing::Provisional);
    let root = DeviceStatus::Enrolled(Footing::Root);
    assert_eq!(statuses, [root, provisional, provisional, provisional, DeviceStatus::Introduced]);
}

#[test]
fn a_withdrawn_managers_additions_after_what_was_seen_do_not_count() {
    let (mut scene, [mut olive, mut mo, ..]) = staffed();
    let [ben, thief] = [5, 6].map(Hand::new);
    // Mo wrote 1 and 2 while the hub was up; 3 is honest, 4 is by whoever stole Mo's phone.
    scene.says(&mut mo, ben.enrol(Role::Carer));
    let seen = mo.seen();
    scene.says(&mut mo, thief.enrol(Role::Carer));
    scene.says(&mut olive, mo.withdraw(seen));
    assert_eq!(scene.status(&mo), Some(DeviceStatus::Withdrawn(Footing::Provisional)));
    assert_eq!(scene.status(&ben), Some(DeviceStatus::Enrolled(Footing::Provisional)));
    assert_eq!(scene.status(&thief), Some(DeviceStatus::Introduced));
}

#[test]
fn a_thief_who_goes_back_behind_what_was_seen_and_writes_under_those_numbers_adds_nobody() {
    let (mut scene, [mut olive, mut mo, ..]) = staffed();
    let [ben, cara, thief, laptop] = [5, 6, 7, 8].map(Hand::new);
    // Mo's phone is copied here, and both go on.
    let copied = mo.last;
    scene.says(&mut mo, ben.enrol(Role::Carer));
    scene.says(&mut mo, cara.enrol(Role::Carer));
    let honest = mo.seen();
    mo.last = copied;
    scene.says(&mut mo, thief.enrol(Role::Carer));
    assert_eq!(scene.status(&thief), Some(DeviceStatus::Enrolled(Footing::Provisional)));
    // Olive saw all that Mo did, of the same numbers as the thief's, and nothing of the thief's.
    assert!(mo.last.unwrap().0 < honest.last());
    let taken = honest.0.iter().map(|tip| tip.of(mo.id())).collect();
    let taken = mo.role(Role::Manager, Change::Taken, taken);
    scene.says(&mut mo, laptop.enrol(Role::Carer));
    assert_eq!(mo.last.unwrap().0, honest.last());
    let both = [scene.status(&ben), scene.status(&cara)];
    let unknown = Some(DeviceStatus::Introduced);

    let mut by_role = scene.told_in(|_| {});
    let mut elsewhere = Hand { last: olive.last, ..Hand::new(1) };
    let said = elsewhere.write(by_role.id(), by_role.point(), taken);
    by_role.add_entry(&said).unwrap();
    let by_role = |hand: &Hand| by_role.device(hand.id());
    assert_eq!([by_role(&ben), by_role(&cara)], both, "a role taken leaves what was seen");
    assert_eq!([by_role(&thief), by_role(&laptop)], [unknown; 2], "and nothing else");

    scene.says(&mut olive, mo.withdraw(honest));
    assert_eq!([scene.status(&ben), scene.status(&cara)], both, "a withdrawal leaves it too");
    assert_eq!([scene.status(&thief), scene.status(&laptop)], [unknown; 2], "and nothing else");
}

#[test]
fn a_role_taken_counts_from_what_its_taker_had_seen() {
    let (mut scene, [mut olive, mut mo, ..]) = staffed();
    let [ben, late] = [5, 6].map(Hand::new);
    scene.says(&mut mo, ben.enrol(Role::Carer));
    let seen = mo.seen().0.iter().map(|tip| tip.of(mo.id())).collect();
    scene.says(&mut mo, late.enrol(Role::Carer));
    scene.says(&mut olive, mo.role(Role::Manager, Change::Taken, seen));
    assert_eq!(scene.register.roles(mo.member), Roles::NONE);
    assert_eq!(scene.status(&ben), Some(DeviceStatus::Enrolled(Footing::Provisional)));
    assert_eq!(scene.status(&late), Some(DeviceStatus::Introduced));
}

#[test]
fn two_owners_withdraw_each_other_and_the_hubs_order_decides() {
    let (mut scene, [mut olive, ..]) = staffed();
    let mut oscar = Hand::new(8);
    scene.root_says(Statement::Owner(Owner { keys: oscar.keys.public(), member: oscar.member }));
    let point = scene.register.point();
    let id = scene.register.id();
    let by_olive = olive.write(id, point.clone(), oscar.withdraw(Feed::default()));
    let by_oscar = oscar.write(id, point, olive.withdraw(olive.seen()));
    scene.hold(by_olive.clone());
    scene.hold(by_oscar.clone());
    // Until then neither is trusted.
    let both = [scene.status(&olive), scene.status(&oscar)];
    assert_eq!(both, [Some(DeviceStatus::Withdrawn(Footing::Provisional)); 2]);
    assert_eq!(scene.order(&by_oscar), Verdict::Counted);
    assert_eq!(scene.order(&by_olive), Verdict::Refused);
    assert_eq!(scene.status(&oscar), Some(DeviceStatus::Enrolled(Footing::Root)));
    assert!(scene.register.now().is_withdrawn(olive.id()));
}

#[test]
fn a_statement_of_the_root_stands_where_it_says_with_no_position() {
    let (mut scene, [mut olive, mo, ..]) = staffed();
    let ben = Hand::new(5);
    let stolen_after = scene.register.point();
    assert_eq!(scene.orders(&mut olive, ben.enrol(Role::Manager)), Verdict::Counted);
    // The root, at the sheet, names the register as it was before the theft.
    let withdrawn = olive.withdraw(Feed::default());
    let entry = scene.root.write(scene.register.id(), stolen_after, withdrawn);
    scene.hold(entry);
    assert_eq!(scene.status(&olive), Some(DeviceStatus::Withdrawn(Footing::Root)));
    assert_eq!(scene.status(&ben), Some(DeviceStatus::Refused(6)));
    assert_eq!(scene.status(&mo), Some(DeviceStatus::Enrolled(Footing::Ordered(3))));
    let caught = Disagreement { number: 6, hub: Verdict::Counted, found: Verdict::Refused };
    assert_eq!(scene.register.disagreements(), [caught]);
}

#[test]
fn a_lying_hub_is_caught_and_changes_nothing() {
    let (mut scene, [_, _, _, mut amina]) = staffed();
    let ben = Hand::new(5);
    let entry = scene.says(&mut amina, ben.enrol(Role::Manager));
    let honest = scene.register.next_position(entry.id(), Timestamp(2_000), 1).unwrap();
    let lie = Position { verdict: Verdict::Counted, ..honest.clone() };
    scene.register.add_position(&lie.clone().sign(&scene.hub.keys)).unwrap();
    assert_eq!(scene.status(&ben), Some(DeviceStatus::Refused(6)));
    let caught = Disagreement { number: 6, hub: Verdict::Counted, found: Verdict::Refused };
    assert_eq!(scene.register.disagreements(), [caught]);
    // It tells another device otherwise: both are kept, as proof.
    let (first, second) = (lie.sign(&scene.hub.keys), honest.sign(&scene.hub.keys));
    scene.register.add_position(&second).unwrap();
    let mut pair = [first, second];
    pair.sort_by_key(|signed| signed.position.hash());
    let [first, second] = pair;
    assert_eq!(scene.register.contradictions(), [Contradiction { first, second }]);
}

#[test]
fn a_hub_from_a_backup_takes_the_longer_chain_and_goes_on_after_it() {
    let (mut scene, [_, mut mo, ..]) = staffed();
    let [ben, cara, dee] = [5, 6, 7].map(Hand::new);
    let backup = scene.positions.clone();
    scene.orders(&mut mo, ben.enrol(Role::Carer));
    scene.orders(&mut mo, cara.enrol(Role::Carer));
    // The hub as it was before Ben, with what it is given since.
    let mut restored = Register::new(scene.root.keys.public().signing);
    for entry in &scene.entries {
        restored.add_entry(entry).unwrap();
    }
    for position in &backup {
        restored.add_position(position).unwrap();
    }
    let dee_enrolled = scene.says(&mut mo, dee.enrol(Role::Carer));
    restored.add_entry(&dee_enrolled).unwrap();
    let place = |register: &Register| {
        let position = register.next_position(dee_enrolled.id(), Timestamp(3_000), 2).unwrap();
        position.sign(&scene.hub.keys)
    };
    let branch = place(&restored);
    assert_eq!(branch.position.number, 6);
    restored.add_position(&branch).unwrap();
    let on_branch = restored.point();
    assert_eq!(restored.by_ordinal(6), Some(dee.id()));
    // A phone brings the longer chain of the earlier incarnation.
    for position in &scene.positions {
        restored.add_position(position).unwrap();
    }
    assert_eq!(restored.by_ordinal(6), Some(ben.id()));
    assert_eq!(restored.device(dee.id()), Some(DeviceStatus::Enrolled(Footing::Provisional)));
    let again = place(&restored);
    assert_eq!(again.position.number, 8);
    restored.add_position(&again).unwrap();
    assert_eq!(restored.device(dee.id()), Some(DeviceStatus::Enrolled(Footing::Ordered(8))));
    assert_eq!(restored.contradictions(), []);
    // An entry that names the branch is judged at the last common position, and reads its
    // ordinals on the branch.
    let view = restored.at(&RegisterPoint { provisional: None, ..on_branch });
    assert_eq!((view.number(), view.by_ordinal(6)), (5, Some(dee.id())));
    let back = restored.next_position(scene.entries[0].id(), Timestamp(0), 1);
    assert_eq!(back, Err(OrderError::Ordered { position: 1 }));
}

#[test]
fn a_new_hub_goes_on_from_the_chain_the_phones_hold_and_the_old_one_is_not_followed() {
    let (mut scene, [_, mut mo, ..]) = staffed();
    let old = core::mem::replace(&mut scene.hub, Hand::new(202));
    let named = scene.name_hub(2);
    assert_eq!(scene.order_id(named.id(), 1), Verdict::Counted);
    // The old hub's key, in the wrong hands, makes a longer line.
    let [ben, cara] = [5, 6].map(Hand::new);
    let entries = [ben, cara].map(|hand| scene.says(&mut mo, hand.enrol(Role::Carer)));
    let mut last = scene.register.chain.point(5);
    for entry in &entries {
        let position = Position {
            register: scene.register.id(),
            term: 1,
            incarnation: 1,
            number: last.number + 1,
            previous: last.hash,
            entry: entry.id(),
            verdict: Verdict::Counted,
            at: Timestamp(4_000),
        };
        last = RegisterPoint { number: position.number, hash: position.hash(), provisional: None };
        scene.register.add_position(&position.sign(&old.keys)).unwrap();
    }
    assert_eq!(scene.register.number(), 6);
    assert_eq!(scene.register.position_of(&named.id()), Some(6));
    assert_eq!(scene.register.hub(), Some((2, scene.hub.keys.public())));
}

#[test]
fn a_copied_phone_goes_on_under_a_new_name_until_mo_confirms_it() {
    let (mut scene, [_, mut mo, _, mut amina]) = staffed();
    let mut again = Hand::new(9);
    again.member = amina.member;
    let keys = again.keys.public();
    scene.says(&mut amina, Statement::Successor(Successor { keys, incarnation: 2 }));
    let unconfirmed = |footing| Some(DeviceStatus::NotYetConfirmed { of: amina.id(), footing });
    assert_eq!(scene.status(&again), unconfirmed(Footing::Provisional));
    let roles = scene.register.now().roles_of_device(again.id(), amina.member);
    assert_eq!(roles, Roles::only(Role::Carer), "nobody is refused the pen");
    for id in scene.register.to_order() {
        assert_eq!(scene.order_id(id, 1), Verdict::Counted);
    }
    assert_eq!(scene.status(&again), unconfirmed(Footing::Ordered(6)));
    assert_eq!(scene.orders(&mut mo, again.enrol(Role::Carer)), Verdict::Counted);
    assert_eq!(scene.status(&again), Some(DeviceStatus::Enrolled(Footing::Ordered(7))));
}

#[test]
fn on_a_shared_tablet_a_statement_needs_its_members_own_signature() {
    let (mut scene, [mut olive, ..]) = staffed();
    let mut tablet = Hand::new(10);
    let pins = [11, 12].map(|seed| DeviceKeys::from_secret(&[seed; 32]));
    let [mona, carl] = [11, 12].map(|seed| MemberId([seed; 16]));
    let who = [
        (mona, Some(Role::Manager), Some(pins[0].public().signing)),
        (carl, Some(Role::Carer), Some(pins[1].public().signing)),
    ];
    assert_eq!(scene.orders(&mut olive, tablet.enrol_with(&who)), Verdict::Counted);
    let ben = Hand::new(5);
    let id = scene.register.id();
    let write = |tablet: &mut Hand, point, member, keys| {
        tablet.write_as(id, point, ben.enrol(Role::Carer), member, keys)
    };
    let point = scene.register.point();
    let unsigned = write(&mut tablet, point.clone(), mona, None);
    let by_carl = write(&mut tablet, point.clone(), mona, Some(&pins[1]));
    let as_carl = write(&mut tablet, point.clone(), carl, Some(&pins[1]));
    let by_mona = write(&mut tablet, point, mona, Some(&pins[0]));
    let verdicts = [unsigned, by_carl, as_carl, by_mona].map(|entry| {
        scene.hold(entry.clone());
        scene.order(&entry)
    });
    use Verdict::{Counted, Refused};
    assert_eq!(verdicts, [Refused, Refused, Refused, Counted]);
    assert_eq!(scene.register.members(tablet.id()), [mona, carl]);
    assert_eq!(scene.register.now().member_key(tablet.id(), carl), Some(pins[1].public().signing));
}

#[test]
fn whatever_the_order_of_arrival_the_register_is_the_same() {
    let (mut scene, [_, mut mo, mut omar, amina]) = staffed();
    let [ben, cara] = [5, 6].map(Hand::new);
    scene.says(&mut omar, ben.enrol(Role::Carer));
    scene.says(&mut mo, cara.enrol(Role::Senior));
    scene.says(&mut mo, amina.withdraw(Feed::default()));
    let told = [
        scene.told_in(|_| {}),
        scene.told_in(|items| items.reverse()),
        scene.told_in(|items| items.rotate_left(5)),
    ];
    for register in &told {
        assert_eq!(register.point(), scene.register.point());
        assert_eq!(register.now().enrolled(), scene.register.now().enrolled());
        assert_eq!(register.waiting(), []);
        assert_eq!(register.waiting_positions(), 0);
        assert_eq!(register.to_order(), scene.register.to_order());
    }
}

#[test]
fn a_position_whose_statement_is_missing_ends_what_is_known() {
    let (mut scene, [_, mut mo, ..]) = staffed();
    let [ben, cara] = [5, 6].map(Hand::new);
    let missing = mo.write(scene.register.id(), scene.register.point(), ben.enrol(Role::Carer));
    let mut hub = scene.told_in(|_| {});
    hub.add_entry(&missing).unwrap();
    let sixth = hub.next_position(missing.id(), Timestamp(0), 1).unwrap().sign(&scene.hub.keys);
    hub.add_position(&sixth).unwrap();
    let entry = scene.says(&mut mo, cara.enrol(Role::Carer));
    hub.add_entry(&entry).unwrap();
    let seventh = hub.next_position(entry.id(), Timestamp(0), 1).unwrap().sign(&scene.hub.keys);
    scene.register.add_position(&seventh).unwrap();
    scene.register.add_position(&sixth).unwrap();
    assert_eq!(scene.register.number(), 5);
    assert_eq!(scene.status(&cara), Some(DeviceStatus::Enrolled(Footing::Provisional)));
    let stuck = scene.register.next_position(entry.id(), Timestamp(0), 1);
    assert_eq!(stuck, Err(OrderError::Missing { missing: 6 }));
    scene.hold(missing);
    assert_eq!(scene.register.number(), 7);
    assert_eq!(scene.status(&cara), Some(DeviceStatus::Enrolled(Footing::Ordered(7))));
}

#[test]
fn what_is_forged_or_foreign_is_no_part_of_the_register() {
    let (mut scene, [olive, mut mo, ..]) = staffed();
    let ben = Hand::new(5);
    let id = scene.register.id();
    let point = scene.register.point();
    // Signed by Mo, in Olive's name.
    let good = mo.write(id, point.clone(), ben.enrol(Role::Carer));
    let mut bytes = good.bytes().to_vec();
    let at = bytes.windows(16).position(|w| w == mo.id().as_bytes()).unwrap();
    bytes[at..at + 16].copy_from_slice(olive.id().as_bytes());
    let forged = Entry::decode(&bytes).unwrap();
    let refused = scene.register.add_entry(&forged);
    assert_eq!(refused, Err(RegisterError::Signature { expected: "its author" }));
    // Of another organisation.
    let other = LedgerId::register(&ben.keys.public().signing);
    let foreign = mo.write(other, point.clone(), ben.enrol(Role::Carer));
    let refused = scene.register.add_entry(&foreign);
    assert_eq!(refused, Err(RegisterError::OtherRegister { expected: id, found: other }));
    // A position by somebody who is no hub, and one of a term nobody was named for.
    let next = scene.positions[0].position.clone();
    let position = Position { at: Timestamp(9), ..next.clone() }.sign(&mo.keys);
    let refused = scene.register.add_position(&position);
    assert_eq!(refused, Err(RegisterError::Signature { expected: "the hub" }));
    let early = Position { term: 7, ..next }.sign(&mo.keys);
    assert_eq!(scene.register.add_position(&early), Ok(Admission::SignerUnknown));
    // An author nobody introduced waits; a bad copy beside it is not taken for it.
    let mut stranger = Hand::new(77);
    let waiting = stranger.write(id, point, ben.enrol(Role::Carer));
    let mut bad = waiting.bytes().to_vec();
    let last = bad.len() - 1;
    bad[last] ^= 1;
    let bad = Entry::decode(&bad).unwrap();
    assert_eq!(scene.register.add_entry(&bad), Ok(Admission::SignerUnknown));
    assert_eq!(scene.register.add_entry(&waiting), Ok(Admission::SignerUnknown));
    assert_eq!(scene.register.waiting(), [waiting.id(), waiting.id()]);
    scene.says(&mut mo, stranger.enrol(Role::Carer));
    assert_eq!(scene.register.waiting(), []);
    assert_eq!(scene.register.add_entry(&waiting), Ok(Admission::Repeated));
}

#[test]
fn the_roots_opening_gives_the_recovery_keys_and_a_managers_does_not() {
    let (mut scene, [_, mut mo, ..]) = staffed();
    let open = |seed: u8| {
        let key = AgreementKey([seed; 32]);
        Statement::Open(Open {
            class: crate::Class::Organisation,
            month: None,
            nonce: Random16([0; 16]),
            recovery: Some(RecoveryKeys { organisation: key, safeguarding: key }),
        })
    };
    assert_eq!(scene.orders(&mut mo, open(1)), Verdict::Refused);
    assert_eq!(scene.register.recovery(), None);
    scene.root_says(open(2));
    let key = AgreementKey([2; 32]);
    let expected = RecoveryKeys { organisation: key, safeguarding: key };
    assert_eq!(scene.register.recovery(), Some(expected));
    // Statements of other ledgers mean nothing here, ordered or not.
    let grant =
        Grant { device: mo.id(), member: None, rights: Rights::PLAIN, until: None, despite: None };
    let entry = scene.says(&mut mo, Statement::Grant(grant));
    let refused = scene.register.next_position(entry.id(), Timestamp(0), 1);
    assert_eq!(refused, Err(OrderError::NotHeld));
}

#[test]
fn points_that_make_no_sense_are_judged_where_they_can_be() {
    let (scene, [.., amina]) = staffed();
    let nonsense = [
        (0, Hash([9; 32]), 0),
        (3, Hash([9; 32]), 2),
        (5, scene.register.chain.point(4).hash, 4),
        (6, Hash([9; 32]), 5),
        (u64::MAX, Hash([9; 32]), 5),
        (u64::MAX, scene.register.chain.point(5).hash, 5),
    ];
    for (number, hash, expected) in nonsense {
        let tip = Tip { device: amina.id(), number: 3, id: EntryId([1; 32]) };
        let point = RegisterPoint { number, hash, provisional: Some(vec![tip]) };
        let view = scene.register.at(&point);
        assert_eq!(view.number(), expected, "{number}");
        let _ = (view.by_ordinal(0), view.by_ordinal(u64::MAX), view.enrolled());
    }
}

#[test]
fn a_feed_longer_than_a_stack_is_deep_is_put_in_order() {
    let (mut scene, [_, mut mo, ..]) = staffed();
    let ben = Hand::new(5);
    let point = scene.register.point();
    let feed: Vec<Entry> = (0..3_000)
        .map(|_| mo.write(scene.register.id(), point.clone(), ben.enrol(Role::Carer)))
        .collect();
    for entry in feed.iter().rev() {
        scene.register.restore_entry(entry).unwrap();
    }
    let expected: Vec<_> = feed.iter().map(Entry::id).collect();
    assert_eq!(scene.register.to_order(), expected);
}
