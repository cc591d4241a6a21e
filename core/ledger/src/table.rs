//! Who may do what, as far as clear facts decide it: the register's and the classes' part of the
//! one table in `core`, which shows these same rows beside its own. It stands here because a hub
//! has this crate only, and hub and devices must compute the same from the same.
//!
//! The root is not in it: its own statements need no right.

use crate::{Class, Role, Roles};

/// Who may do what, as far as roles decide it. Total and pure: the answer depends on its arguments
/// alone, so that everybody who holds the same statements decides alike.
pub trait Table {
    /// Whether `author` may enrol a device whose members then hold `given`: the roles the
    /// enrolment gives *and* those its members hold already, since a new device has both.
    fn may_enrol(&self, author: Roles, given: Roles) -> bool;
    /// Whether `author` may withdraw a device whose members hold `withdrawn` together.
    fn may_withdraw(&self, author: Roles, withdrawn: Roles) -> bool;
    /// Whether `author` may give a member `role`, or take it.
    fn may_change_role(&self, author: Roles, role: Role) -> bool;
    /// Whether `author` may open a ledger of that class.
    fn may_open(&self, class: Class, author: Roles) -> bool;
    /// Whether the role of `author` lets it grant in a ledger of that class.
    fn may_grant(&self, class: Class, author: Roles) -> bool;
    /// Whether the role of `author` lets it end grants in a ledger of that class.
    fn may_end(&self, class: Class, author: Roles) -> bool;
    /// Whether the role of `author` lets it sign the retirement of a ledger of that class.
    fn may_retire(&self, class: Class, author: Roles) -> bool;
}

/// The rules of Holdfast.
///
/// | act | by |
/// |---|---|
/// | enrol, give or take a role: manager | owner |
/// | enrol, give or take a role: any other but owner | owner, manager |
/// | enrol: carer, senior (relief) | on-call manager too |
/// | withdraw an owner's or a manager's device | owner |
/// | withdraw any other device | owner, manager, on-call manager |
/// | open class 0 | owner, manager |
/// | open class 1 or 2 | everyone: a concern or a note is never refused |
/// | grant, end in class 0 | owner, manager, coordinator, on-call manager |
/// | grant in class 2 | those, senior and supervisor (and its opener) |
/// | end in class 2 | owner, manager, coordinator, on-call manager |
/// | retire class 0 or 2 | owner, manager, governance |
/// | grant, end, retire in class 1 | nobody by role: the opener, and rights in grants |
///
/// The role *owner* is given by the root alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StandardTable;

const GRANTERS: [Role; 4] = [Role::Owner, Role::Manager, Role::Coordinator, Role::OnCallManager];

impl StandardTable {
    /// Whether `author`, as owner or manager, stands above all of `subject`.
    fn above(author: Roles, subject: Roles) -> bool {
        if author.has(Role::Owner) {
            return !subject.has(Role::Owner);
        }
        author.has(Role::Manager) && !subject.has(Role::Owner) && !subject.has(Role::Manager)
    }
}

impl Table for StandardTable {
    fn may_enrol(&self, author: Roles, given: Roles) -> bool {
        let relief = given.without(Role::Carer).without(Role::Senior).is_empty();
        Self::above(author, given) || (author.has(Role::OnCallManager) && relief)
    }

    fn may_withdraw(&self, author: Roles, withdrawn: Roles) -> bool {
        if author.has(Role::Owner) {
            return true;
        }
        let led = withdrawn.has(Role::Owner) || withdrawn.has(Role::Manager);
        any(author, &[Role::Manager, Role::OnCallManager]) && !led
    }

    fn may_change_role(&self, author: Roles, role: Role) -> bool {
        Self::above(author, Roles::only(role))
    }

    fn may_open(&self, class: Class, author: Roles) -> bool {
        match class {
            Class::Organisation => any(author, &[Role::Owner, Role::Manager]),
            Class::Person | Class::Month => true,
        }
    }

    fn may_grant(&self, class: Class, author: Roles) -> bool {
        match class {
            Class::Organisation => any(author, &GRANTERS),
            Class::Person => false,
            Class::Month => {
                any(author, &GRANTERS) || any(author, &[Role::Senior, Role::Supervisor])
            }
        }
    }

    fn may_end(&self, class: Class, author: Roles) -> bool {
        class != Class::Person && any(author, &GRANTERS)
    }

    fn may_retire(&self, class: Class, author: Roles) -> bool {
        class != Class::Person && any(author, &[Role::Owner, Role::Manager, Role::Governance])
    }
}

fn any(roles: Roles, of: &[Role]) -> bool {
    of.iter().any(|role| roles.has(*role))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The roles that pass, out of all, one at a time.
    fn who(may: impl Fn(Roles) -> bool) -> Vec<Role> {
        Role::ALL.into_iter().filter(|role| may(Roles::only(*role))).collect()
    }

    #[test]
    fn owners_stand_over_managers_and_managers_over_everyone_else() {
        use Role::{Carer, Manager, OnCallManager, Owner, Senior, Subcontractor};
        let table = StandardTable;
        let enrol = |given: Role| who(|author| table.may_enrol(author, Roles::only(given)));
        assert_eq!(enrol(Owner), []);
        assert_eq!(enrol(Manager), [Owner]);
        assert_eq!(enrol(OnCallManager), [Manager, Owner]);
        assert_eq!(enrol(Subcontractor), [Manager, Owner]);
        assert_eq!(enrol(Carer), [OnCallManager, Manager, Owner]);
        assert_eq!(enrol(Senior), [OnCallManager, Manager, Owner]);
        let withdraw = |of: Role| who(|author| table.may_withdraw(author, Roles::only(of)));
        assert_eq!(withdraw(Owner), [Owner]);
        assert_eq!(withdraw(Manager), [Owner]);
        assert_eq!(withdraw(OnCallManager), [OnCallManager, Manager, Owner]);
        assert_eq!(withdraw(Carer), [OnCallManager, Manager, Owner]);
        let change = |role: Role| who(|author| table.may_change_role(author, role));
        assert_eq!(change(Owner), []);
        assert_eq!(change(Manager), [Owner]);
        assert_eq!(change(Carer), [Manager, Owner]);
    }

    #[test]
    fn a_tablet_is_enrolled_only_by_whoever_stands_over_all_its_members() {
        let both = Roles::only(Role::Carer).with(Role::Manager);
        assert_eq!(who(|author| StandardTable.may_enrol(author, both)), [Role::Owner]);
        let senior = Roles::only(Role::Carer).with(Role::Coordinator);
        let by = who(|author| StandardTable.may_enrol(author, senior));
        assert_eq!(by, [Role::Manager, Role::Owner]);
    }

    #[test]
    fn in_class_1_no_role_counts() {
        let table = StandardTable;
        assert_eq!(who(|author| table.may_grant(Class::Person, author)), []);
        assert_eq!(who(|author| table.may_end(Class::Person, author)), []);
        assert_eq!(who(|author| table.may_retire(Class::Person, author)), []);
        assert_eq!(who(|author| table.may_open(Class::Person, author)), Role::ALL);
    }

    #[test]
    fn months_are_granted_by_whoever_plans_or_leads_a_shift() {
        use Role::{Coordinator, Governance, Manager, OnCallManager, Owner, Senior, Supervisor};
        let table = StandardTable;
        assert_eq!(
            who(|author| table.may_grant(Class::Month, author)),
            [Senior, Supervisor, Coordinator, OnCallManager, Manager, Owner]
        );
        let planners = [Coordinator, OnCallManager, Manager, Owner];
        assert_eq!(who(|author| table.may_end(Class::Month, author)), planners);
        assert_eq!(who(|author| table.may_grant(Class::Organisation, author)), planners);
        let retirers = [Manager, Governance, Owner];
        assert_eq!(who(|author| table.may_retire(Class::Month, author)), retirers);
    }
}
