//! Roles: what a member is for. What each may do is one table in `core`, handed in; here a role is
//! a word in the register and nothing more.

use minicbor::{Decode, Encode};

/// What a member is for. The codes are stored for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Role {
    /// Visits people at home.
    #[n(1)]
    Carer,
    /// A senior carer.
    #[n(2)]
    Senior,
    /// A carer of another provider, on a lease.
    #[n(3)]
    Subcontractor,
    /// That provider's manager.
    #[n(4)]
    SubcontractorManager,
    /// Signs off shifts.
    #[n(5)]
    Supervisor,
    /// Plans, brings in referrals.
    #[n(6)]
    Coordinator,
    /// Answers the on-call phone.
    #[n(7)]
    OnCallManager,
    /// A registered or service manager.
    #[n(8)]
    Manager,
    /// Leads on safeguarding.
    #[n(9)]
    SafeguardingLead,
    /// Assurance and evidence.
    #[n(10)]
    Governance,
    /// Named by the root.
    #[n(11)]
    Owner,
}

impl Role {
    /// Every role, by code.
    pub const ALL: [Self; 11] = [
        Self::Carer,
        Self::Senior,
        Self::Subcontractor,
        Self::SubcontractorManager,
        Self::Supervisor,
        Self::Coordinator,
        Self::OnCallManager,
        Self::Manager,
        Self::SafeguardingLead,
        Self::Governance,
        Self::Owner,
    ];

    /// The stored code, 1 to 11.
    pub const fn code(self) -> u8 {
        match self {
            Self::Carer => 1,
            Self::Senior => 2,
            Self::Subcontractor => 3,
            Self::SubcontractorManager => 4,
            Self::Supervisor => 5,
            Self::Coordinator => 6,
            Self::OnCallManager => 7,
            Self::Manager => 8,
            Self::SafeguardingLead => 9,
            Self::Governance => 10,
            Self::Owner => 11,
        }
    }
}

/// The roles a member holds together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Roles(u16);

impl Roles {
    /// No role at all.
    pub const NONE: Self = Self(0);

    /// One role.
    pub const fn only(role: Role) -> Self {
        Self(1 << role.code())
    }

    /// These and one more.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | 1 << role.code())
    }

    /// These without one.
    #[must_use]
    pub const fn without(self, role: Role) -> Self {
        Self(self.0 & !(1 << role.code()))
    }

    /// These and those.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this role is among them.
    pub const fn has(self, role: Role) -> bool {
        self.0 & (1 << role.code()) != 0
    }

    /// Whether none is held.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each role held, by code.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::NONE, Self::with)
    }
}
