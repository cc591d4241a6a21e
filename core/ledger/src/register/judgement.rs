//! One statement judged: had its author the right, given what is known, and what does it then
//! change? The ordered fold and the provisional one ask the same questions of different facts.

use std::collections::BTreeMap;

use super::device::{Device, State};
use crate::{
    Change, DeviceId, Enrol, EnrolledMember, Entry, MemberId, PublicKeys, Role, Roles, Statement,
    Table,
};

/// What is known of devices and members at one moment.
pub(super) trait Facts {
    fn device(&self, id: DeviceId) -> Option<&Device>;
    fn roles(&self, member: MemberId) -> Roles;
}

/// One change of what is known.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Effect {
    Device(DeviceId, Device),
    Roles(MemberId, Roles),
}

/// Whose register, and by which table.
#[derive(Clone, Copy)]
pub(super) struct Judge<'a> {
    /// The root's id.
    pub root: DeviceId,
    pub table: &'a dyn Table,
}

impl Judge<'_> {
    /// Whether the author is the root.
    pub fn by_root(&self, entry: &Entry) -> bool {
        entry.header().author == self.root
    }

    /// The roles in which the author acts: its member's, on an enrolled device of that member,
    /// co-signed where a co-signature is due.
    pub fn author_roles(&self, facts: &impl Facts, entry: &Entry) -> Option<Roles> {
        let header = entry.header();
        let device = facts.device(header.author).filter(|d| d.state == State::Enrolled)?;
        let cosigner = device.members.get(&header.member)?;
        entry.cosigned_by(cosigner.as_ref()).then(|| facts.roles(header.member))
    }

    /// Whether a statement counts whose author acts in `roles` (none: has no standing at all).
    pub fn allows(&self, facts: &impl Facts, entry: &Entry, roles: Option<Roles>) -> bool {
        let Some(statement) = entry.as_statement() else { return false };
        if self.by_root(entry) {
            return is_for_root(statement);
        }
        if let Statement::Successor(_) = statement {
            return may_name_successor(facts, entry.header().author);
        }
        let Some(roles) = roles else { return false };
        match statement {
            Statement::Enrol(enrol) => {
                let device = enrol.keys.signing.device();
                device != self.root && self.table.may_enrol(roles, roles_with(facts, device, enrol))
            }
            Statement::RoleChange(change) => self.table.may_change_role(roles, change.role),
            Statement::Withdraw(withdraw) => {
                self.table.may_withdraw(roles, roles_on(facts, withdraw.device))
            }
            _ => false,
        }
    }

    /// Whether the author had the right to it, by these facts alone.
    pub fn counts(&self, facts: &impl Facts, entry: &Entry) -> bool {
        self.allows(facts, entry, self.author_roles(facts, entry))
    }

    /// What a statement that counts changes.
    pub fn effects(&self, facts: &impl Facts, entry: &Entry) -> Vec<Effect> {
        match entry.as_statement() {
            Some(Statement::Enrol(enrol)) => self.enrol(facts, entry, &enrol.keys, &enrol.members),
            Some(Statement::Owner(owner)) => {
                let role = Some(Role::Owner);
                let member = EnrolledMember { member: owner.member, role, signing: None };
                self.enrol(facts, entry, &owner.keys, &[member])
            }
            Some(Statement::RoleChange(change)) => {
                let roles = facts.roles(change.member);
                let roles = match change.change {
                    Change::Given => roles.with(change.role),
                    Change::Taken => roles.without(change.role),
                };
                vec![Effect::Roles(change.member, roles)]
            }
            Some(Statement::Withdraw(withdraw)) => withdrawn(facts, entry, withdraw.device),
            Some(Statement::Successor(successor)) => self.succeed(facts, entry, &successor.keys),
            _ => Vec::new(),
        }
    }

    fn enrol(
        &self,
        facts: &impl Facts,
        entry: &Entry,
        keys: &PublicKeys,
        members: &[EnrolledMember],
    ) -> Vec<Effect> {
        let id = keys.signing.device();
        if id == self.root {
            return Vec::new();
        }
        let enrolled = facts.device(id).filter(|device| device.state == State::Enrolled);
        let mut device = enrolled.cloned().unwrap_or_else(|| Device {
            members: BTreeMap::new(),
            keys: None,
            state: State::Enrolled,
            succeeded: false,
            cause: entry.id(),
        });
        device.keys = Some(*keys);
        device.members.extend(members.iter().map(|m| (m.member, m.signing)));
        let roles = members.iter().filter_map(|m| {
            let role = m.role?;
            Some(Effect::Roles(m.member, facts.roles(m.member).with(role)))
        });
        roles.chain([Effect::Device(id, device)]).collect()
    }

    /// The old device has named its one successor, whoever that is; a device not known yet is it.
    fn succeed(&self, facts: &impl Facts, entry: &Entry, keys: &PublicKeys) -> Vec<Effect> {
        let (id, old) = (keys.signing.device(), entry.header().author);
        let Some(before) = facts.device(old) else { return Vec::new() };
        let mut effects = vec![Effect::Device(old, Device { succeeded: true, ..before.clone() })];
        let unknown = facts.device(id).is_none_or(|device| device.state == State::Refused);
        if unknown && id != self.root {
            let device = Device {
                members: before.members.clone(),
                keys: Some(*keys),
                state: State::NotYetConfirmed(old),
                succeeded: false,
                cause: entry.id(),
            };
            effects.push(Effect::Device(id, device));
        }
        effects
    }

    /// What a refusal changes: a device that nobody enrolled with right is withdrawn there.
    pub fn refusal(&self, facts: &impl Facts, entry: &Entry) -> Option<Effect> {
        let (id, _) = introduces(entry, self.root)?;
        facts.device(id).is_none().then(|| {
            let (members, state) = (BTreeMap::new(), State::Refused);
            let cause = entry.id();
            Effect::Device(id, Device { members, keys: None, state, succeeded: false, cause })
        })
    }
}

/// The keys of the device that an entry names, if it is one that introduces a device.
pub(super) fn introduces(entry: &Entry, root: DeviceId) -> Option<(DeviceId, PublicKeys)> {
    let keys = match entry.as_statement()? {
        Statement::Enrol(enrol) => enrol.keys,
        Statement::Successor(successor) => successor.keys,
        Statement::Owner(owner) if entry.header().author == root => owner.keys,
        _ => return None,
    };
    let device = keys.signing.device();
    (device != root).then_some((device, keys))
}

/// Whether a statement has its place in the hub's order.
pub(super) fn is_ordered(statement: &Statement) -> bool {
    is_for_root(statement) || matches!(statement, Statement::Successor(_))
}

fn is_for_root(statement: &Statement) -> bool {
    matches!(
        statement,
        Statement::Open(_)
            | Statement::Enrol(_)
            | Statement::RoleChange(_)
            | Statement::Withdraw(_)
            | Statement::Hub(_)
            | Statement::Owner(_)
    )
}

fn may_name_successor(facts: &impl Facts, old: DeviceId) -> bool {
    facts.device(old).is_some_and(|device| {
        !device.succeeded && matches!(device.state, State::Enrolled | State::NotYetConfirmed(_))
    })
}

fn withdrawn(facts: &impl Facts, entry: &Entry, id: DeviceId) -> Vec<Effect> {
    let known = facts.device(id);
    if known.is_some_and(|device| device.state == State::Withdrawn) {
        return Vec::new();
    }
    let device = Device {
        members: known.map(|device| device.members.clone()).unwrap_or_default(),
        keys: known.and_then(|device| device.keys),
        state: State::Withdrawn,
        succeeded: false,
        cause: entry.id(),
    };
    vec![Effect::Device(id, device)]
}

/// The roles of everybody on a device, together.
fn roles_on(facts: &impl Facts, id: DeviceId) -> Roles {
    let members = facts.device(id).into_iter().flat_map(|device| device.members.keys());
    members.fold(Roles::NONE, |sum, member| sum.union(facts.roles(*member)))
}

/// The roles that everybody on a device would have together after that enrolment. Those already
/// held count too: a device for a manager is a manager's device, whoever enrols it as a carer's.
fn roles_with(facts: &impl Facts, id: DeviceId, enrol: &Enrol) -> Roles {
    let enrolled = facts.device(id).is_some_and(|device| device.state == State::Enrolled);
    let before = if enrolled { roles_on(facts, id) } else { Roles::NONE };
    enrol.members.iter().fold(before, |sum, member| {
        let given = member.role.map(Roles::only).unwrap_or_default();
        sum.union(given).union(facts.roles(member.member))
    })
}
