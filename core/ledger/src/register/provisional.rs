//! What counts without a position: an on-call manager withdraws a lost phone, or enrols a relief
//! carer, with the hub down. Laid over the ordered state as it stood at one moment.
//!
//! Everything is decided in passes over a set, never in an order of arrival: removals by the
//! ordered state; additions, in levels; removals by authors whom those additions let in. A removal
//! wins over an addition that has no position either, whichever was made first.

use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};

use super::device::Device;
use super::held::Held;
use super::judgement::{Effect, Facts, Judge};
use super::ordered::Moment;
use crate::{Change, DeviceId, Entry, EntryId, MemberId, Role, RoleChange, Roles, Statement};

/// How many additions may rest upon one another: an owner's, a manager's, an on-call manager's.
const DEPTH: usize = 3;

/// What provisional statements change of the ordered state.
#[derive(Clone, Debug, Default)]
pub(super) struct Overlay {
    devices: BTreeMap<DeviceId, Device>,
    members: BTreeMap<MemberId, Roles>,
    /// The statements that count.
    pub counted: BTreeSet<EntryId>,
}

/// The ordered state with an overlay on it.
#[derive(Clone, Copy)]
pub(super) struct Overlaid<'a> {
    pub moment: Moment<'a>,
    pub overlay: Option<&'a Overlay>,
}

impl Facts for Overlaid<'_> {
    fn device(&self, id: DeviceId) -> Option<&Device> {
        self.find(id)
    }

    fn roles(&self, member: MemberId) -> Roles {
        let over = self.overlay.and_then(|overlay| overlay.members.get(&member));
        over.copied().unwrap_or_else(|| self.moment.roles(member))
    }
}

impl<'a> Overlaid<'a> {
    /// A device, as the overlay or else the ordered state has it.
    pub fn find(self, id: DeviceId) -> Option<&'a Device> {
        let over = self.overlay.and_then(|overlay| overlay.devices.get(&id));
        over.or_else(|| self.moment.find(id))
    }

    /// Every device known, by id.
    pub fn devices(self) -> BTreeMap<DeviceId, &'a Device> {
        let mut all: BTreeMap<_, _> = self.moment.devices().collect();
        let over = self.overlay.into_iter().flat_map(|overlay| &overlay.devices);
        all.extend(over.map(|(id, device)| (*id, device)));
        all
    }
}

/// What removals take from the authors of additions.
#[derive(Default)]
struct Removed<'a> {
    /// Withdrawn devices: what every withdrawal of them had seen.
    devices: BTreeMap<DeviceId, BTreeSet<EntryId>>,
    /// Roles taken, and what the taking had seen.
    roles: Vec<(&'a RoleChange, BTreeSet<EntryId>)>,
}

impl Overlay {
    /// Lays `entries`, which have no position at that moment, over the ordered state.
    pub fn lay<'a>(
        judge: Judge<'_>,
        moment: Moment<'a>,
        held: &Held,
        entries: &[&'a Entry],
    ) -> Self {
        let mut overlay = Self::default();
        let (roots, others): (Vec<_>, Vec<_>) =
            entries.iter().copied().partition(|entry| judge.by_root(entry));
        overlay.lay_roots(judge, moment, roots);
        let (mut removals, mut additions): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|entry| is_removal(entry));
        removals.sort_by_key(|entry| entry.id());
        additions.sort_by_key(|entry| entry.id());

        let known = Overlaid { moment, overlay: Some(&overlay) };
        let (first, later): (Vec<_>, Vec<_>) =
            removals.into_iter().partition(|entry| judge.counts(&known, entry));
        let removed = Removed::by(&first, held);
        for _ in 0..DEPTH {
            overlay.lay_level(judge, moment, &removed, &mut additions);
        }
        let known = Overlaid { moment, overlay: Some(&overlay) };
        let late = later.into_iter().filter(|entry| judge.counts(&known, entry));
        let removals: Vec<_> = late.chain(first).collect();
        overlay.lay_all(judge, moment, &removals);
        overlay
    }

    /// The root's statements that name a position after this moment count as they are.
    fn lay_roots(&mut self, judge: Judge<'_>, moment: Moment<'_>, mut roots: Vec<&Entry>) {
        roots.sort_by_key(|entry| (entry.header().number, entry.id()));
        for entry in roots {
            let known = Overlaid { moment, overlay: Some(self) };
            if judge.counts(&known, entry) {
                self.lay_all(judge, moment, &[entry]);
            }
        }
    }

    /// Lays the additions whose authors have the right by what is laid so far. They come by id: of
    /// several successors that one device names, the lowest counts.
    fn lay_level(
        &mut self,
        judge: Judge<'_>,
        moment: Moment<'_>,
        removed: &Removed<'_>,
        additions: &mut Vec<&Entry>,
    ) {
        let known = Overlaid { moment, overlay: Some(self) };
        let mut succeeded = BTreeSet::new();
        let (counted, left) = additions.iter().partition(|entry| {
            let roles = removed.leave(entry, judge.author_roles(&known, entry));
            let succeeds = matches!(entry.as_statement(), Some(Statement::Successor(_)));
            !removed.stops(entry)
                && judge.allows(&known, entry, roles)
                && (!succeeds || succeeded.insert(entry.header().author))
        });
        *additions = left;
        let counted: Vec<&Entry> = counted;
        self.lay_all(judge, moment, &counted);
    }

    fn lay_all(&mut self, judge: Judge<'_>, moment: Moment<'_>, entries: &[&Entry]) {
        for entry in entries {
            self.counted.insert(entry.id());
            let known = Overlaid { moment, overlay: Some(self) };
            for effect in judge.effects(&known, entry) {
                match effect {
                    Effect::Device(id, device) => self.devices.insert(id, device).map(drop),
                    Effect::Roles(member, roles) => self.members.insert(member, roles).map(drop),
                };
            }
        }
    }
}

impl<'a> Removed<'a> {
    fn by(removals: &[&'a Entry], held: &Held) -> Self {
        let mut removed = Self::default();
        for entry in removals {
            match entry.as_statement() {
                Some(Statement::Withdraw(withdraw)) => {
                    let seen = held.behind(withdraw.seen.0.iter().map(|tip| tip.id));
                    match removed.devices.entry(withdraw.device) {
                        Slot::Vacant(first) => drop(first.insert(seen)),
                        Slot::Occupied(mut known) => known.get_mut().retain(|id| seen.contains(id)),
                    }
                }
                Some(Statement::RoleChange(change)) => {
                    let seen = held.behind(change.seen.iter().map(|tip| tip.id));
                    removed.roles.push((change, seen));
                }
                _ => {}
            }
        }
        removed
    }

    /// Whether an addition is one that a withdrawal of its device had not seen.
    fn stops(&self, entry: &Entry) -> bool {
        let seen = self.devices.get(&entry.header().author);
        seen.is_some_and(|seen| !seen.contains(&entry.id()))
    }

    /// The author's roles, less those taken before the addition, as far as the takers saw.
    fn leave(&self, entry: &Entry, roles: Option<Roles>) -> Option<Roles> {
        let taken = self.roles.iter().filter(|(change, seen)| {
            change.member == entry.header().member && !seen.contains(&entry.id())
        });
        let taken: Vec<Role> = taken.map(|(change, _)| change.role).collect();
        Some(taken.into_iter().fold(roles?, Roles::without))
    }
}

fn is_removal(entry: &Entry) -> bool {
    match entry.as_statement() {
        Some(Statement::Withdraw(_)) => true,
        Some(Statement::RoleChange(change)) => change.change == Change::Taken,
        _ => false,
    }
}
