//! The register: who is who, in one order. For whoever must know whether a device is one of ours,
//! in which role its member acts, and whether it did when it wrote.
//!
//! A [`Register`] is built from the root's key, the register's entries and the hub's positions, in
//! whatever order they arrive: what it says depends on which are held and on nothing else.
//!
//! # The rules
//! *Held.* An entry counts as held once its author is introduced and its signature holds. Root and
//! hub are known by the root; every enrolment and successor introduces the device it names, even
//! if it does not count: introduction says what key an id stands for, and nothing more.
//!
//! *The line.* Positions are chained from the origin, each with the next number and never an
//! earlier term or incarnation than the one before it, each signed by the hub that the root named
//! with its term. Of all lines the one counts whose last position has the highest term; of these
//! the longest; of these the one of the highest incarnation; of these the one with the lowest last
//! hash. It is folded up to the first position whose entry is not held. Two positions with one
//! term, incarnation and number are kept as proof against the hub.
//!
//! *The root's statements* stand right after the position they name, or at their own if the hub
//! gave them an earlier one. They always count.
//!
//! *The ordered state.* At each position its entry counts if it is its first, and its author's
//! device is enrolled there, for the member who wrote it, co-signed where due, and the table gives
//! that member's roles the right. Only owners, managers and such enrol, withdraw and change roles,
//! as the table says; only the root opens, names owners and hubs. An enrolment is judged by the
//! roles it gives, those that its members hold, and those already on the device. An enrolment adds
//! its members to an enrolled device, and makes any other device afresh. A refused enrolment
//! leaves a device that nobody knew *refused*, as if withdrawn there. A device enrolled or not yet
//! confirmed may name one successor, which has its members and no rights in the register.
//!
//! *Provisional statements*, those held that have no position, are laid over the ordered state:
//! 1. removals (withdrawals, roles taken) whose authors have the right in the ordered state;
//! 2. additions, in three levels: in each, those whose authors have the right by the ordered state
//!    and the levels before it. A device's additions that one of these withdrawals had not seen do
//!    not count; nor do, for a role taken, a member's additions that the taking had not seen, in so
//!    far as they need that role. Seen is what stands at the tips named there or before them in
//!    their feed, as far as it is held: another branch of the same numbers was not seen;
//! 3. removals whose authors have the right by these additions. They undo no addition.
//!
//! Then all removals take effect: no provisional addition brings back what a provisional removal
//! took.
//!
//! *A point* is judged at the last position that my line has in common with the one it names, as
//! far as the positions held tell, and with those held of the entries at its tips and before them in
//! their feeds that were not judged by then. One beyond what is held waits: who names it has no role
//! by it, and what it wrote is not applied, until the position is here.

mod chain;
mod device;
mod held;
mod judgement;
mod line;
mod order;
mod ordered;
mod point;
mod provisional;
#[cfg(test)]
mod tests;
mod view;
mod window;

use core::fmt;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chain::{Chain, Moved};
use held::{Held, Signed};
use judgement::{Judge, introduces, is_ordered};
use ordered::{Moment, Ordered};
use provisional::Overlay;

pub use chain::Contradiction;
pub use device::{DeviceStatus, Footing};
pub use order::OrderError;
pub use view::View;

use crate::{
    DeviceId, Entry, EntryId, LedgerId, MemberId, PublicKeys, RecoveryKeys, RegisterPoint, Role,
    Roles, SignedPosition, StandardTable, Statement, Table, Tip, Verdict, VerifyingKey,
};

/// How many overlays of past points are kept for the next entry that names the same.
const REMEMBERED: usize = 256;

/// What is no part of this register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegisterError {
    /// Of another ledger or organisation.
    #[error(
        "expected this organisation's register, found another's; give it to the one it belongs to"
    )]
    OtherRegister {
        /// This register.
        expected: LedgerId,
        /// Named there.
        found: LedgerId,
    },
    /// Nothing in the register is sealed.
    #[error("expected a statement in the register, found a sealed save; the entry is refused")]
    NotAStatement,
    /// Not signed by the key its author, or the hub of its term, is known by.
    #[error("expected the signature of {expected}, found another; ask another device for it")]
    Signature {
        /// Whose.
        expected: &'static str,
    },
    /// Too many wait already for signers that nobody has introduced.
    #[error("expected a known signer, found too many unknown ones waiting; sync with a hub first")]
    Full,
}

const fn set_aside(room: bool) -> Result<Admission, RegisterError> {
    if room { Ok(Admission::SignerUnknown) } else { Err(RegisterError::Full) }
}

/// What became of an entry or a position that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It is held, and counts for what it counts.
    Held,
    /// It was held before.
    Repeated,
    /// Its signer is not known yet; it is kept until it is, and checked then.
    SignerUnknown,
}

/// A position at which the hub's verdict is not what its order gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The position.
    pub number: u64,
    /// What the hub signed. It decides nothing.
    pub hub: Verdict,
    /// What the order gives, and what counts.
    pub found: Verdict,
}

/// Overlays by the moment they lie on and the tips they were laid from.
type Past = BTreeMap<(u64, Vec<Tip>), Arc<Overlay>>;

/// The fold of the register. See the module's rules.
pub struct Register {
    root: VerifyingKey,
    root_id: DeviceId,
    id: LedgerId,
    table: &'static (dyn Table + Send + Sync),
    held: Held,
    chain: Chain,
    ordered: OnceLock<Ordered>,
    now: OnceLock<Arc<Overlay>>,
    planners: OnceLock<Vec<DeviceId>>,
    past: Mutex<Past>,
}

impl Register {
    /// The register of the organisation with that root key, with nothing in it yet.
    pub fn new(root: VerifyingKey) -> Self {
        Self::with_table(root, &StandardTable)
    }

    /// The same under another table, which everybody who shares the register must share.
    pub fn with_table(root: VerifyingKey, table: &'static (dyn Table + Send + Sync)) -> Self {
        let id = LedgerId::register(&root);
        Self {
            root,
            root_id: root.device(),
            id,
            table,
            held: Held::new(root),
            chain: Chain::new(id),
            ordered: OnceLock::new(),
            now: OnceLock::new(),
            planners: OnceLock::new(),
            past: Mutex::default(),
        }
    }

    /// Takes in a register entry from anywhere. One whose author is unknown is kept and looked at
    /// again, while there is room for such.
    pub fn add_entry(&mut self, entry: &Entry) -> Result<Admission, RegisterError> {
        self.admit(entry, Signed::Unchecked)
    }

    /// Takes in a register entry whose signature this device checked when it first took it in, as
    /// when a vault is opened.
    pub fn restore_entry(&mut self, entry: &Entry) -> Result<Admission, RegisterError> {
        self.admit(entry, Signed::Checked)
    }

    fn admit(&mut self, entry: &Entry, signed: Signed) -> Result<Admission, RegisterError> {
        self.check_register(entry.header().ledger)?;
        if entry.as_statement().is_none() {
            return Err(RegisterError::NotAStatement);
        }
        if self.held.get(&entry.id()).is_some() {
            return Ok(Admission::Repeated);
        }
        let keys: Vec<_> = self.held.signing_keys(entry.header().author).copied().collect();
        if keys.is_empty() {
            return set_aside(self.held.put_aside(entry, signed));
        }
        if signed == Signed::Unchecked && !keys.iter().any(|key| entry.signed_by(key)) {
            return Err(RegisterError::Signature { expected: "its author" });
        }
        let taken = self.held.take(entry.clone());
        self.follow(&taken);
        Ok(Admission::Held)
    }

    /// Follows up on entries that came in: hubs named, positions that waited, the fold.
    fn follow(&mut self, taken: &[EntryId]) {
        let mut moved = Moved::Not;
        for id in taken {
            let Some(entry) = self.held.get(id) else { continue };
            if !self.judge().by_root(entry) {
                continue;
            }
            moved = Moved::Aside;
            if let Some(Statement::Hub(hub)) = entry.as_statement() {
                self.chain.name_hub(*id, hub.term, hub.keys);
            }
        }
        self.refold(moved);
    }

    /// Takes in a position of the hub's order from anywhere.
    pub fn add_position(&mut self, signed: &SignedPosition) -> Result<Admission, RegisterError> {
        self.place(signed, Signed::Unchecked)
    }

    /// Takes in a position whose signature this device checked when it first took it in.
    pub fn restore_position(
        &mut self,
        signed: &SignedPosition,
    ) -> Result<Admission, RegisterError> {
        self.place(signed, Signed::Checked)
    }

    fn place(
        &mut self,
        signed: &SignedPosition,
        checked: Signed,
    ) -> Result<Admission, RegisterError> {
        self.check_register(signed.position.register)?;
        if self.chain.has(&signed.position.hash()) {
            return Ok(Admission::Repeated);
        }
        let keys: Vec<_> = self.chain.keys_of(signed.position.term).copied().collect();
        if keys.is_empty() {
            return set_aside(self.chain.put_aside(signed.clone()));
        }
        if checked == Signed::Unchecked && !keys.iter().any(|key| signed.verifies(key)) {
            return Err(RegisterError::Signature { expected: "the hub" });
        }
        let moved = self.chain.take(signed.clone());
        self.refold(moved);
        Ok(Admission::Held)
    }

    fn check_register(&self, found: LedgerId) -> Result<(), RegisterError> {
        let expected = self.id;
        if found == expected {
            Ok(())
        } else {
            Err(RegisterError::OtherRegister { expected, found })
        }
    }

    /// Brings the ordered state up to date: in place where it only goes on, anew when next asked
    /// for otherwise.
    fn refold(&mut self, moved: Moved) {
        self.now = OnceLock::new();
        self.planners = OnceLock::new();
        self.past = Mutex::default();
        let judge = Judge { root: self.root_id, table: self.table };
        match self.ordered.get_mut() {
            Some(ordered) if moved != Moved::Aside && ordered.is_settled() => {
                ordered.extend(judge, &self.held, &self.chain);
            }
            _ => self.ordered = OnceLock::new(),
        }
    }

    fn judge(&self) -> Judge<'_> {
        Judge { root: self.root_id, table: self.table }
    }

    fn ordered(&self) -> &Ordered {
        self.ordered.get_or_init(|| Ordered::fold(self.judge(), &self.held, &self.chain))
    }

    /// The register's ledger id, which is the organisation's fingerprint too.
    pub const fn id(&self) -> LedgerId {
        self.id
    }

    /// The root's key.
    pub const fn root(&self) -> VerifyingKey {
        self.root
    }

    /// The register as it stands, with everything held.
    pub fn now(&self) -> View<'_> {
        let moment = self.ordered().last();
        let overlay = self.now.get_or_init(|| {
            let open = self.held.all().filter(|entry| !moment.has_judged(&entry.id()));
            Arc::new(Overlay::lay(self.judge(), moment, &self.held, &open.collect::<Vec<_>>()))
        });
        let point = self.chain.point(moment.number);
        View { register: self, moment, overlay: Some(Arc::clone(overlay)), point }
    }

    /// The register as it stood for the author of an entry that names `point`. Never waits: of
    /// what is not held yet it knows nothing.
    pub fn at(&self, point: &RegisterPoint) -> View<'_> {
        let ordered = self.ordered();
        let number = self.chain.common(point).min(ordered.number());
        let moment = Moment { ordered, number };
        let overlay = point.provisional.as_ref().map(|tips| self.overlay_at(moment, tips));
        View { register: self, moment, overlay, point: point.clone() }
    }

    /// Whether the position that a point names is folded here, or stands on another line than the one
    /// that counts: then [`Register::at`] says all it ever will. Until then, what an entry that names
    /// it does is not to be judged.
    pub fn reaches(&self, point: &RegisterPoint) -> bool {
        point.number <= self.ordered().number()
            || self.chain.knows(point) && !self.chain.names_line(point)
    }

    fn overlay_at(&self, moment: Moment<'_>, tips: &[Tip]) -> Arc<Overlay> {
        let key = (moment.number, tips.to_vec());
        let mut past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = past.get(&key) {
            return Arc::clone(known);
        }
        let behind = self.held.behind(tips.iter().map(|tip| tip.id));
        let open: Vec<_> = behind
            .iter()
            .filter(|id| !moment.has_judged(id))
            .filter_map(|id| self.held.get(id))
            .collect();
        let overlay = Arc::new(Overlay::lay(self.judge(), moment, &self.held, &open));
        if past.len() >= REMEMBERED {
            past.clear();
        }
        past.insert(key, Arc::clone(&overlay));
        overlay
    }

    /// A device's keys, once anybody introduced it, whatever became of it: by the last enrolment
    /// that counted, else by the introduction with the lowest id. A hub's too; of the root only
    /// the signing key is known.
    pub fn keys(&self, device: DeviceId) -> Option<PublicKeys> {
        let now = self.now();
        let counted = now.keys(device);
        let first = |all: &BTreeMap<EntryId, PublicKeys>| all.first_key_value().map(|(_, k)| *k);
        counted
            .or_else(|| self.held.introductions(device).and_then(first))
            .or_else(|| self.held.hub_namings(device).and_then(first))
    }

    /// The key that checks a device's signatures: the root's, a hub's, any introduced device's.
    pub fn signing_key(&self, device: DeviceId) -> Option<VerifyingKey> {
        self.held.signing_keys(device).next().copied()
    }

    /// What became of a device, by everything held.
    pub fn device(&self, device: DeviceId) -> Option<DeviceStatus> {
        self.now().status(device)
    }

    /// Who uses a device, by everything held.
    pub fn members(&self, device: DeviceId) -> Vec<MemberId> {
        self.now().members(device)
    }

    /// The roles of a member, by everything held.
    pub fn roles(&self, member: MemberId) -> Roles {
        self.now().roles_of(member)
    }

    /// The first position that introduces a device: its short name in epochs.
    pub fn ordinal(&self, device: DeviceId) -> Option<u64> {
        self.ordered().ordinal(device)
    }

    /// The device introduced at that position.
    pub fn by_ordinal(&self, ordinal: u64) -> Option<DeviceId> {
        self.now().by_ordinal(ordinal)
    }

    /// The devices of those who plan: their feeds hold today's visits. Computed when the register
    /// has changed and it is asked for.
    pub(crate) fn planners(&self) -> &[DeviceId] {
        const PLAN: [Role; 4] =
            [Role::Coordinator, Role::Manager, Role::Owner, Role::OnCallManager];
        self.planners.get_or_init(|| {
            let now = self.now();
            let plans = |member: &MemberId| {
                let roles = now.roles_of(*member);
                PLAN.iter().any(|role| roles.has(*role))
            };
            let devices = now.enrolled().into_iter();
            devices.filter(|device| now.members(*device).iter().any(plans)).collect()
        })
    }

    fn introduced_at(&self, entry: &EntryId) -> Option<DeviceId> {
        introduces(self.held.get(entry)?, self.root_id).map(|(device, _)| device)
    }

    /// The hub: the one named with the highest term, and that term.
    pub fn hub(&self) -> Option<(u32, PublicKeys)> {
        self.chain.hub()
    }

    /// Whether the root named that device a hub, in this term or an earlier one.
    pub fn is_hub(&self, device: DeviceId) -> bool {
        self.chain.is_hub(device)
    }

    /// The keys to which every epoch key is wrapped: from the root's opening of the register, of
    /// several the first.
    pub fn recovery(&self) -> Option<RecoveryKeys> {
        self.held.roots().find_map(|entry| match entry.as_statement() {
            Some(Statement::Open(open)) => open.recovery,
            _ => None,
        })
    }

    /// How many positions are folded: those held with what stands there.
    pub fn number(&self) -> u64 {
        self.ordered().number()
    }

    /// A position of the line that counts.
    pub fn position(&self, number: u64) -> Option<&SignedPosition> {
        self.chain.position(number)
    }

    /// Where an entry stands.
    pub fn position_of(&self, entry: &EntryId) -> Option<u64> {
        self.ordered().position_of(entry, self.number())
    }

    /// Whether the entry at a position counts.
    pub fn verdict(&self, number: u64) -> Option<Verdict> {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        self.ordered().verdicts().get(index).copied()
    }

    /// Where the hub signed another verdict than its order gives. A statement of the root that
    /// reached the hub late is an innocent cause.
    pub fn disagreements(&self) -> Vec<Disagreement> {
        let found = (1..).zip(self.ordered().verdicts());
        let all = found.filter_map(|(number, found)| {
            let hub = self.chain.position(number)?.position.verdict;
            Some(Disagreement { number, hub, found: *found })
        });
        all.filter(|verdicts| verdicts.hub != verdicts.found).collect()
    }

    /// Every proof held that a hub gave one number twice in one incarnation.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        self.chain.contradictions()
    }

    /// Entries whose author nobody introduced yet.
    pub fn waiting(&self) -> Vec<EntryId> {
        self.held.waiting().map(Entry::id).collect()
    }

    /// How many positions wait for the root's naming of their hub.
    pub fn waiting_positions(&self) -> usize {
        self.chain.unproven()
    }
}

impl fmt::Debug for Register {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Register({}, {} positions)", self.id, self.chain.len())
    }
}
