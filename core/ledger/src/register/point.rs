//! What an author names of the register in each entry: the last position it has, with what stands
//! there, and the tips of the provisional statements that count.
//!
//! An entry is judged by its author's own standing at the point it names. So where there are more
//! tips than an entry has room for, which only somebody with rights in the register and no good in
//! mind brings about, those that the author's own standing rests upon come first.

use std::collections::BTreeSet;

use super::judgement::introduces;
use super::{Register, View};
use crate::few::few;
use crate::{DeviceId, Entry, EntryId, MemberId, RegisterPoint, Statement, Tip};

/// The most tips that a point names.
const TIPS: usize = 16;

impl Register {
    /// What the root names, whose standing rests on nothing here.
    pub fn point(&self) -> RegisterPoint {
        self.point_of(self.root_id)
    }

    /// What a device names in its entries.
    pub fn point_of(&self, author: DeviceId) -> RegisterPoint {
        let view = self.now();
        let counted = view.overlay.iter().flat_map(|overlay| &overlay.counted);
        let counted: Vec<&Entry> = counted.filter_map(|id| self.held.get(id)).collect();
        let before = self.held.behind(counted.iter().filter_map(|entry| entry.header().previous));
        let tips = counted.iter().filter(|entry| !before.contains(&entry.id()));
        let mut tips: Vec<Tip> = tips.map(|entry| entry.tip()).collect();
        if tips.len() > TIPS {
            let grounds = grounds(author, &view, &counted);
            let led = self.led_to(&tips, &grounds);
            let (own, others): (Vec<Tip>, Vec<Tip>) =
                tips.into_iter().partition(|tip| led.contains(&tip.id));
            tips = few(own, |tip| tip.device, TIPS);
            tips.extend(few(others, |tip| tip.device, TIPS - tips.len()));
        }
        tips.sort_unstable();
        let provisional = (!tips.is_empty()).then_some(tips);
        RegisterPoint { provisional, ..view.point }
    }

    /// Of what stands at some tips and before them, the given entries and all that follow them.
    fn led_to(&self, tips: &[Tip], from: &BTreeSet<EntryId>) -> BTreeSet<EntryId> {
        let behind = self.held.behind(tips.iter().map(|tip| tip.id));
        let mut behind: Vec<&Entry> = behind.iter().filter_map(|id| self.held.get(id)).collect();
        behind.sort_by_key(|entry| entry.header().number);
        let mut led = BTreeSet::new();
        for entry in behind {
            let follows = entry.header().previous.is_some_and(|before| led.contains(&before));
            if follows || from.contains(&entry.id()) {
                led.insert(entry.id());
            }
        }
        led
    }
}

/// The statements upon which a device's standing rests: those about it or its members, and those upon
/// which the standing of their authors does.
fn grounds(device: DeviceId, view: &View<'_>, counted: &[&Entry]) -> BTreeSet<EntryId> {
    let mut devices = BTreeSet::from([device]);
    let mut members: BTreeSet<MemberId> = view.members(device).into_iter().collect();
    let mut grounds = BTreeSet::new();
    loop {
        let about = |entry: &&&Entry| {
            !grounds.contains(&entry.id()) && view.is_about(entry, &devices, &members)
        };
        let found: Vec<&Entry> = counted.iter().filter(about).copied().collect();
        if found.is_empty() {
            return grounds;
        }
        grounds.extend(found.iter().map(|entry| entry.id()));
        devices.extend(found.iter().map(|entry| entry.header().author));
        members.extend(found.iter().map(|entry| entry.header().member));
    }
}

impl View<'_> {
    /// Whether a statement says something of one of these devices or members.
    fn is_about(
        &self,
        entry: &Entry,
        devices: &BTreeSet<DeviceId>,
        members: &BTreeSet<MemberId>,
    ) -> bool {
        let named = introduces(entry, self.register.root_id);
        named.is_some_and(|(device, _)| devices.contains(&device))
            || match entry.as_statement() {
                Some(Statement::Enrol(enrol)) => {
                    enrol.members.iter().any(|enrolled| members.contains(&enrolled.member))
                }
                Some(Statement::Owner(owner)) => members.contains(&owner.member),
                Some(Statement::RoleChange(change)) => members.contains(&change.member),
                Some(Statement::Withdraw(withdraw)) => devices.contains(&withdraw.device),
                _ => false,
            }
    }
}
