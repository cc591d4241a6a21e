//! Section 6, the escalation route: the ladder, and who else to call. 999 stands above every ladder.
//! Field sources: PRSB About Me; NICE NG67; the provider's on-call policy.

use super::contact::{Contact, Reach};
use super::hours::Hours;
use crate::care::definition::{content, words};
use crate::care::{Line, List, Minutes, Text, Whole, YesNo};

words! {
    /// Whose rung it is.
    pub enum LadderRole: u8 = "role on the ladder" {
        /// The senior on shift.
        1 Senior = "senior on shift",
        /// The on-call manager.
        2 OnCallManager = "on-call manager",
        /// The duty manager.
        3 DutyManager = "duty manager",
        /// The office.
        4 Office = "office",
        /// The coordinator.
        5 Coordinator = "coordinator",
        /// The registered manager.
        6 RegisteredManager = "registered manager",
        /// The safeguarding lead.
        7 SafeguardingLead = "safeguarding lead",
        /// The commissioning provider's on-call manager, for a subcontracted visit.
        8 PrimeOnCall = "prime provider's on-call",
        /// The nominated individual.
        9 NominatedIndividual = "nominated individual",
        /// The GP practice.
        10 Gp = "GP",
        /// The pharmacy.
        11 Pharmacy = "pharmacy",
        /// NHS 111.
        12 Nhs111 = "NHS 111",
        /// The community nursing team.
        13 CommunityNurse = "community nurse",
        /// The local authority.
        14 LocalAuthority = "local authority",
        /// Family, or another person who knows them.
        15 NextOfKin = "next of kin",
    }
}

content! {
    /// One rung of the ladder. Rungs are tried in the order of their positions.
    /// Source: the design's escalation ladder.
    pub struct Rung = "rung" {
        /// 1 is tried first.
        0 position: Whole<1, 20> = "position",
        /// Whose rung it is.
        1 role: LadderRole = "role",
        /// Whom to call, in order.
        2 contacts: List<Contact> = "contacts",
        /// When they can be reached; at any time when nothing is written.
        3 hours: List<Hours> = "hours",
        /// Minutes to wait for an answer before the next rung is due.
        4 wait: Option<Minutes> = "minutes to wait",
    }
}

content! {
    /// Next of kin, or another person to tell. Source: NHS MODS (DAPB4102).
    pub struct NextOfKin = "next of kin" {
        /// Their name.
        0 name: Line = "name",
        /// Who they are to the person.
        1 relation: Option<Line> = "relation",
        /// How to reach them.
        2 reach: List<Reach> = "how to reach them",
        /// Whether the person wants them told.
        3 may_be_told: Option<YesNo> = "may be told",
        /// Whether they hold a key.
        4 holds_key: Option<YesNo> = "holds a key",
        /// When they can be reached.
        5 when: Option<Line> = "when",
    }
}

content! {
    /// A service to call: GP, local authority, out of hours. Source: NHS MODS (DAPB4102).
    pub struct Service = "service" {
        /// Its name.
        0 name: Line = "name",
        /// How to reach it.
        1 reach: List<Reach> = "how to reach it",
        /// When; at any time when nothing is written.
        2 hours: List<Hours> = "hours",
        /// Where it is.
        3 address: Option<Text> = "address",
        /// Who there knows the person.
        4 named: Option<Line> = "who knows the person",
    }
}
