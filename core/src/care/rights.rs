//! Who may do what: the one table.
//!
//! It is asked in three places: when an entry is taken in, by the façade before something is
//! written, and by whoever reads `docs/rights.md`, which is generated from it. It sees a record's
//! kind, the ledger's kind and the roles of the member who wrote, and nothing else: what needs
//! another right is therefore another record kind, never a field. Who may open, grant, end, retire,
//! enrol and withdraw is decided from facts in clear and so stands in the ledger crate, which a hub
//! has too ([`StandardTable`]); the page shows those rows beside these.
//!
//! The reasons, cell by cell:
//! - **In a month everyone granted may write** visits, events, decisions, acknowledgements and
//!   suggestions, whatever their role. The grant says who is on the round; a role must never stand
//!   between somebody who is in a person's home and the note they write. An owner or a governance
//!   lead on a home visit is such a somebody.
//! - **The summary changes under the hands of those who answer for it**: seniors, coordinators,
//!   on-call managers, managers. Everyone else suggests. A suggestion is written in the month; its
//!   decision is the same kind *in the standing*, where only those four write, and in the same save
//!   as the change, so that neither stands without the other.
//! - **Signing off** is for whoever runs a shift, not for coordinators: who planned the visits does
//!   not also confirm that they took place.
//! - **A wrong-person mark** hides what someone wrote, so a carer asks for it and others place it.
//!   A carer may at once strike their own item as an amendment; it stays visible as struck.
//! - **Planning is not a cell**: plan and record share a visit, and the table cannot tell them
//!   apart. [`may_plan`] is what the façade asks before it offers planning; a plan by somebody else
//!   would be signed, visible and harmless, and an unplanned visit is for anyone.
//! - **A concern** is begun by anyone. Its other records come with a later issue.

use std::fmt::Write as _;

use holdfast_ledger::{Class, Role, Roles, StandardTable, Table};

use super::kind::RecordKind;
use super::ledger_kind::LedgerKind;

const NOBODY: Roles = Roles::NONE;
const EVERYONE: Roles = Roles::only(Role::Carer)
    .with(Role::Senior)
    .with(Role::Subcontractor)
    .with(Role::SubcontractorManager)
    .with(Role::Supervisor)
    .with(Role::Coordinator)
    .with(Role::OnCallManager)
    .with(Role::Manager)
    .with(Role::SafeguardingLead)
    .with(Role::Governance)
    .with(Role::Owner);
/// On duty for the whole service: at the desk or at the on-call phone.
const DESK: Roles = Roles::only(Role::Coordinator).with(Role::OnCallManager).with(Role::Manager);
/// Those who answer for a person's guidance.
const GUIDANCE: Roles = DESK.with(Role::Senior);
/// Those who run a shift.
const SHIFT: Roles =
    Roles::only(Role::Senior).with(Role::Supervisor).with(Role::OnCallManager).with(Role::Manager);
/// Those who begin an organisation.
const MANAGING: Roles = Roles::only(Role::Manager).with(Role::Owner);

/// The roles that may write a record of `kind` in a ledger of kind `ledger`.
pub const fn writers(kind: RecordKind, ledger: LedgerKind) -> Roles {
    match ledger {
        LedgerKind::Register => NOBODY,
        LedgerKind::Office => office(kind),
        LedgerKind::Standing => standing(kind),
        LedgerKind::Month => month(kind),
        LedgerKind::Concern => concern(kind),
    }
}

const fn office(kind: RecordKind) -> Roles {
    match kind {
        RecordKind::LedgerCard => MANAGING,
        // An owner enrols managers, and an on-call manager a relief carer: each writes the name.
        RecordKind::Directory => DESK.with(Role::Owner),
        RecordKind::Policy => Roles::only(Role::Manager),
        RecordKind::Round => DESK,
        RecordKind::Decision => DESK.with(Role::Governance),
        // Policy, and later the downtime card, are read and understood by each for themselves.
        RecordKind::Acknowledgement => EVERYONE,
        RecordKind::Summary
        | RecordKind::Visit
        | RecordKind::SignOff
        | RecordKind::WrongPerson
        | RecordKind::SuggestedUpdate
        | RecordKind::ImportedDocument
        | RecordKind::Event => NOBODY,
    }
}

const fn standing(kind: RecordKind) -> Roles {
    match kind {
        RecordKind::LedgerCard
        | RecordKind::Summary
        | RecordKind::ImportedDocument
        | RecordKind::SuggestedUpdate
        | RecordKind::WrongPerson => GUIDANCE,
        RecordKind::Visit
        | RecordKind::SignOff
        | RecordKind::Acknowledgement
        | RecordKind::Decision
        | RecordKind::Directory
        | RecordKind::Policy
        | RecordKind::Round
        | RecordKind::Event => NOBODY,
    }
}

const fn month(kind: RecordKind) -> Roles {
    match kind {
        RecordKind::LedgerCard
        | RecordKind::Visit
        | RecordKind::Acknowledgement
        | RecordKind::Decision
        | RecordKind::SuggestedUpdate
        | RecordKind::Event => EVERYONE,
        RecordKind::SignOff => SHIFT,
        RecordKind::WrongPerson => GUIDANCE.with(Role::Supervisor),
        RecordKind::Summary
        | RecordKind::Directory
        | RecordKind::Policy
        | RecordKind::Round
        | RecordKind::ImportedDocument => NOBODY,
    }
}

const fn concern(kind: RecordKind) -> Roles {
    match kind {
        RecordKind::LedgerCard => EVERYONE,
        _ => NOBODY,
    }
}

/// Whether a member with these roles may write a record of `kind` in a ledger of kind `ledger`.
pub const fn may_write(roles: Roles, kind: RecordKind, ledger: LedgerKind) -> bool {
    overlap(roles, writers(kind, ledger))
}

/// Whether everyone who is granted may write a record of `kind` in a ledger of kind `ledger`, whatever
/// their role: also a member who has lost it, and stands in somebody's home.
pub const fn whatever_the_role(kind: RecordKind, ledger: LedgerKind) -> bool {
    matches!(ledger, LedgerKind::Month)
        && matches!(
            kind,
            RecordKind::LedgerCard
                | RecordKind::Visit
                | RecordKind::Acknowledgement
                | RecordKind::Decision
                | RecordKind::SuggestedUpdate
                | RecordKind::Event
        )
}

/// The roles to which planning is offered. Nothing refuses an unplanned visit.
pub const PLANNERS: Roles = GUIDANCE;

/// Whether planning is offered to a member with these roles.
pub const fn may_plan(roles: Roles) -> bool {
    overlap(roles, PLANNERS)
}

/// What somebody does who writes a record of `kind`, after "may".
pub const fn deed(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::LedgerCard => "open a new part of a record",
        RecordKind::Summary => "change a summary",
        RecordKind::Visit => "write in a visit",
        RecordKind::SignOff => "sign off a visit",
        RecordKind::WrongPerson => "mark something as entered for the wrong person",
        RecordKind::Acknowledgement => "say that this was read",
        RecordKind::Decision => "record a decision here",
        RecordKind::SuggestedUpdate => "decide a suggested update",
        RecordKind::Directory => "change the list of members",
        RecordKind::Policy => "change the policy",
        RecordKind::Round => "change a round",
        RecordKind::ImportedDocument => "bring in a referral",
        RecordKind::Event => "record an event here",
    }
}

/// Roles as people say them: `senior, supervisor or manager`.
pub fn named(roles: Roles) -> String {
    let names: Vec<&str> = roles.iter().map(role_word).collect();
    match names[..] {
        [] => "no role".to_owned(),
        [one] => one.to_owned(),
        [ref others @ .., last] => format!("{} or {last}", others.join(", ")),
    }
}

/// Whether a member with these roles may decide a suggested update.
pub const fn may_decide_suggestion(roles: Roles) -> bool {
    may_write(roles, RecordKind::SuggestedUpdate, LedgerKind::Standing)
}

/// Whether what was entered for the wrong person is still shown to a member with these roles.
pub const fn sees_wrong_person(roles: Roles) -> bool {
    overlap(roles, Roles::only(Role::Manager).with(Role::OnCallManager))
}

/// Whether a member with these roles opens a person's entry details with a reason, whether or not
/// on a visit there: seniors, those on call, and those who write them down.
pub const fn may_open_entry_details(roles: Roles) -> bool {
    overlap(roles, GUIDANCE)
}

/// Whether any role is in both.
const fn overlap(a: Roles, b: Roles) -> bool {
    let mut index = 0;
    while index < Role::ALL.len() {
        let role = Role::ALL[index];
        if a.has(role) && b.has(role) {
            return true;
        }
        index += 1;
    }
    false
}

/// The word for a role, on screens and at the head of its column.
pub const fn role_word(role: Role) -> &'static str {
    match role {
        Role::Carer => "carer",
        Role::Senior => "senior",
        Role::Subcontractor => "subcontractor",
        Role::SubcontractorManager => "subcontractor's manager",
        Role::Supervisor => "supervisor",
        Role::Coordinator => "coordinator",
        Role::OnCallManager => "on-call manager",
        Role::Manager => "manager",
        Role::SafeguardingLead => "safeguarding lead",
        Role::Governance => "governance",
        Role::Owner => "owner",
    }
}

/// `docs/rights.md`, whole. A test compares the file with it.
pub fn page() -> String {
    let mut page = String::from(PREFACE);
    for ledger in LedgerKind::ALL.iter().copied() {
        if ledger == LedgerKind::Register {
            continue;
        }
        let _ = writeln!(page, "\n### In {}\n", article(ledger));
        header(&mut page, "record");
        for kind in RecordKind::ALL.iter().copied() {
            let writers = writers(kind, ledger);
            if !writers.is_empty() {
                row(&mut page, kind.word(), writers);
            }
        }
    }
    page.push_str(STATEMENTS);
    header(&mut page, "statement");
    for (class, name) in [(Class::Organisation, "the office"), (Class::Month, "a month")] {
        for (act, may) in ACTS {
            row(&mut page, &format!("{act} {name}"), passing(|role| may(class, role)));
        }
    }
    page.push_str(REGISTER);
    header(&mut page, "change, and to whom");
    for (change, may) in CHANGES {
        for of in Role::ALL {
            let by = passing(|role| may(role, of));
            if !by.is_empty() {
                row(&mut page, &format!("{change}: {}", role_word(of)), by);
            }
        }
    }
    page.push_str(BESIDES);
    page
}

const PREFACE: &str = "# Who may do what

This page is generated from `core/src/care/rights.rs`, where the reason for each row stands, and a
test compares the two. A member may hold several roles; one that allows is enough. What the table
does not allow is quarantined when it arrives: kept, listed, shown to a person, without effect. What
every role may write in a month asks for no role at all: whoever is granted there may, also somebody
who has just lost theirs.

## Records: who may write which, where
";

const STATEMENTS: &str = "
## Ledgers: who may open, grant, end and retire

Anyone may open a standing or a concern, and there the role counts for nothing else: only being
the opener, and the rights that grants carry. The register is opened by the root. Who opened a
month may grant it, whatever their role. Retiring takes two members.

";

const REGISTER: &str = "
## Register: who may change whom

Owners are named by the root. To enrol or withdraw a device, every role of every member on it must
be in reach.

";

const BESIDES: &str = "
## Asked by the screens, not judged on arrival

- Planning a visit is offered to seniors, coordinators, on-call managers and managers. An unplanned
  visit is for anyone.
- What was entered for the wrong person is still shown to managers and on-call managers.
- Entry details are opened at any time, with a reason that is recorded, by seniors, coordinators,
  on-call managers and managers; by whoever is on a visit only around it.
";

type MayAct = fn(Class, Roles) -> bool;
type MayChange = fn(Roles, Role) -> bool;

/// The statements about a ledger, as the ledger crate decides them.
const ACTS: [(&str, MayAct); 4] = [
    ("open", |class, role| StandardTable.may_open(class, role)),
    ("grant", |class, role| StandardTable.may_grant(class, role)),
    ("end a grant in", |class, role| StandardTable.may_end(class, role)),
    ("retire", |class, role| StandardTable.may_retire(class, role)),
];

/// The changes in the register, as the ledger crate decides them.
const CHANGES: [(&str, MayChange); 3] = [
    ("enrol", |by, of| StandardTable.may_enrol(by, Roles::only(of))),
    ("withdraw", |by, of| StandardTable.may_withdraw(by, Roles::only(of))),
    ("give or take the role", |by, of| StandardTable.may_change_role(by, of)),
];

/// The roles that pass, one at a time.
fn passing(may: impl Fn(Roles) -> bool) -> Roles {
    Role::ALL.into_iter().filter(|role| may(Roles::only(*role))).collect()
}

const fn article(ledger: LedgerKind) -> &'static str {
    match ledger {
        LedgerKind::Register => "the register",
        LedgerKind::Office => "the office",
        LedgerKind::Standing => "a standing",
        LedgerKind::Month => "a month",
        LedgerKind::Concern => "a concern",
    }
}

fn header(page: &mut String, first: &str) {
    let _ = write!(page, "| {first} |");
    for role in Role::ALL {
        let _ = write!(page, " {} |", role_word(role));
    }
    let _ = writeln!(page, "\n|---{}|", "|---".repeat(Role::ALL.len()));
}

fn row(page: &mut String, first: &str, roles: Roles) {
    let _ = write!(page, "| {first} |");
    for role in Role::ALL {
        page.push_str(if roles.has(role) { " yes |" } else { " |" });
    }
    page.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(list: &[Role]) -> Roles {
        list.iter().copied().collect()
    }

    #[test]
    fn the_page_in_docs_is_this_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/rights.md");
        let page = page();
        if std::env::var_os("HOLDFAST_WRITE_DOCS").is_some() {
            std::fs::write(path, &page).unwrap();
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == page,
            "docs/rights.md differs from the table: run the tests once with HOLDFAST_WRITE_DOCS=1"
        );
    }

    #[test]
    fn what_everyone_may_write_in_a_month_asks_for_no_role() {
        for ledger in LedgerKind::ALL.iter().copied() {
            for kind in RecordKind::ALL.iter().copied() {
                let everyone = ledger == LedgerKind::Month && writers(kind, ledger) == EVERYONE;
                assert_eq!(whatever_the_role(kind, ledger), everyone, "{kind:?} in {ledger:?}");
            }
        }
    }

    #[test]
    fn nobody_standing_in_a_home_is_refused_the_pen() {
        for role in Role::ALL {
            for kind in [
                RecordKind::LedgerCard,
                RecordKind::Visit,
                RecordKind::Event,
                RecordKind::Decision,
                RecordKind::Acknowledgement,
                RecordKind::SuggestedUpdate,
            ] {
                assert!(may_write(roles(&[role]), kind, LedgerKind::Month), "{role:?} {kind:?}");
            }
            assert!(StandardTable.may_open(Class::Month, roles(&[role])));
            assert!(may_write(roles(&[role]), RecordKind::LedgerCard, LedgerKind::Concern));
        }
    }

    #[test]
    fn amina_the_carer_suggests_and_carol_the_coordinator_decides() {
        let amina = roles(&[Role::Carer]);
        let carol = roles(&[Role::Coordinator]);
        assert!(!may_write(amina, RecordKind::Summary, LedgerKind::Standing));
        assert!(may_write(amina, RecordKind::SuggestedUpdate, LedgerKind::Month));
        assert!(!may_decide_suggestion(amina));
        assert!(may_decide_suggestion(carol));
        assert!(may_write(carol, RecordKind::Summary, LedgerKind::Standing));
    }

    #[test]
    fn a_summary_is_written_in_a_standing_and_nowhere_else() {
        let everything: Roles = Role::ALL.into_iter().collect();
        let homes: Vec<LedgerKind> = LedgerKind::ALL
            .iter()
            .copied()
            .filter(|ledger| may_write(everything, RecordKind::Summary, *ledger))
            .collect();
        assert_eq!(homes, [LedgerKind::Standing]);
    }

    #[test]
    fn the_register_holds_no_record_and_no_role_means_no_right() {
        let everything: Roles = Role::ALL.into_iter().collect();
        for kind in RecordKind::ALL.iter().copied() {
            assert!(!may_write(everything, kind, LedgerKind::Register));
            for ledger in LedgerKind::ALL.iter().copied() {
                assert!(!may_write(Roles::NONE, kind, ledger));
            }
        }
    }

    /// Whoever may enrol somebody must be able to write their name, or they have none.
    #[test]
    fn whoever_enrols_or_withdraws_writes_the_directory() {
        for role in Role::ALL {
            let by = roles(&[role]);
            let enrols = Role::ALL.into_iter().any(|of| StandardTable.may_enrol(by, roles(&[of])));
            assert!(!enrols || may_write(by, RecordKind::Directory, LedgerKind::Office));
        }
    }

    #[test]
    fn carers_do_not_sign_off_nor_hide_nor_end() {
        for role in [Role::Carer, Role::Subcontractor, Role::SubcontractorManager] {
            let carer = roles(&[role]);
            assert!(!may_write(carer, RecordKind::SignOff, LedgerKind::Month));
            assert!(!may_write(carer, RecordKind::WrongPerson, LedgerKind::Month));
            assert!(!sees_wrong_person(carer));
        }
    }
}
