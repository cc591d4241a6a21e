//! A conversation with the hub, from the device's side. The caller carries the messages with its
//! own HTTP client; each step is one transaction, so that a carer can save while the network waits.

use std::collections::BTreeSet;

use holdfast_ledger::{
    CalendarMonth, DeviceKeys, Ended, LedgerId, Me, Need, Progress, Received, Session,
    SignedReceipt, Store as _, Wrap,
};

use super::act::Act;
use super::error::{DeviceError, Result};
use super::handle::Device;
use super::ledger_view::Outbox;
use super::state::{State, outbox, put_outbox};
use crate::vault::Tables;

/// One conversation, until both hold the same.
pub struct SyncSession {
    device: Device,
    session: Session,
    summary: SyncSummary,
}

/// What a conversation did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncSummary {
    /// Requests made.
    pub trips: u32,
    /// Bytes sent.
    pub sent: u64,
    /// Bytes received.
    pub received: u64,
    /// Entries that are new here.
    pub new: u64,
    /// Keys that are new here: what could not be read before can be.
    pub keys: u64,
    /// Things that were not entries at all.
    pub refused: u64,
    /// How it ended; nothing while it goes on.
    pub ended: Option<Ended>,
    /// What the hub holds of this device's own entries.
    pub receipt: Option<SignedReceipt>,
}

impl SyncSession {
    pub(super) fn begin(device: Device) -> Result<Self> {
        let session = device.with_state(|state| {
            Session::new(state.register()?).ok_or(DeviceError::NotFound {
                what: "a hub named by the organisation's root",
                advice: "use bundles until there is one",
            })
        })?;
        Ok(Self { device, session, summary: SyncSummary::default() })
    }

    /// The next message to send to the hub; none when the conversation is over.
    ///
    /// # Errors
    /// While locked, or what the vault says.
    #[expect(clippy::should_implement_trait, reason = "a step may fail; an iterator's may not")]
    pub fn next(&mut self) -> Result<Option<Vec<u8>>> {
        let now = self.device.surroundings().now();
        let session = &mut self.session;
        let request = self.device.look(|state, tables| {
            let me = Mine::of(state, tables, now)?;
            let keys = std::sync::Arc::clone(&state.keys);
            Ok(session.next(tables, state.register()?, &me.me(&keys))?)
        })?;
        self.summary.trips = self.session.trips();
        self.summary.ended = self.session.ended();
        self.summary.sent += request.as_ref().map_or(0, Vec::len) as u64;
        Ok(request)
    }

    /// Takes the hub's answer in, applies what is new and answers what others need.
    ///
    /// # Errors
    /// If it is not this hub's answer to the last message; nothing was changed then.
    pub fn receive(&mut self, answer: &[u8]) -> Result<()> {
        let session = &mut self.session;
        let (received, keys) = self.device.act(|act| {
            let now = act.now;
            let keys = std::sync::Arc::clone(&act.state.keys);
            let register = act.state.register.as_mut().ok_or(DeviceError::NotJoined)?;
            let received = session.receive(act.tables, register, &keys, answer, now)?;
            act.apply(&received.taken, &received.wraps)?;
            act.delivered(&received)?;
            act.answer_needs(&received.asked)?;
            act.write_again()?;
            // Only keys that are not held are asked for.
            let keys = act.how_many_held(&received.wraps)?;
            Ok((received, keys))
        })?;
        self.summary.received += answer.len() as u64;
        self.summary.new += received.taken.new.len() as u64;
        self.summary.keys += keys;
        self.summary.refused += received.taken.refused;
        let hub = self.session.hub();
        self.summary.receipt =
            self.device.read(|tables| Ok(Progress::load(tables, hub)?.receipt().cloned()))?;
        Ok(())
    }

    /// What it did so far.
    pub const fn summary(&self) -> &SyncSummary {
        &self.summary
    }
}

/// What this device brings to a step.
struct Mine {
    entitled: BTreeSet<LedgerId>,
    oldest: Option<CalendarMonth>,
    needs: Vec<Need>,
    outbox: Outbox,
}

impl Mine {
    fn of(state: &mut State, tables: &Tables<'_>, now: holdfast_ledger::Timestamp) -> Result<Self> {
        let corrected = state.corrected(tables, now)?;
        let (device, register) = (state.device, state.register()?.id());
        let mut entitled = BTreeSet::from([register]);
        let mut needs = Vec::new();
        for ledger in tables.ledgers()?.into_iter().filter(|ledger| *ledger != register) {
            let view = state.view(tables, ledger)?;
            if view.entitlement.is_entitled(device, corrected) {
                entitled.insert(ledger);
                let wanted = view.wanted(device, corrected);
                needs.extend(wanted.into_iter().map(|epoch| Need { ledger, epoch, device }));
            }
        }
        needs.truncate(holdfast_ledger::MAX_LIST);
        Ok(Self { entitled, oldest: None, needs, outbox: outbox(tables)? })
    }

    fn me<'a>(self, keys: &'a DeviceKeys) -> Me<'a> {
        Me {
            keys,
            entitled: self.entitled,
            oldest: self.oldest,
            needs: self.needs,
            wraps: self.outbox.wraps,
            epoch_wraps: self.outbox.epochs,
        }
    }
}

impl Act<'_, '_> {
    /// How many of these keys are held.
    fn how_many_held(&self, wraps: &[Wrap]) -> Result<u64> {
        let mut held = 0;
        for wrap in wraps {
            held += u64::from(self.tables.epochs_held(&wrap.ledger)?.contains(&wrap.epoch));
        }
        Ok(held)
    }

    /// The hub has these keys: they need not be sent again.
    fn delivered(&mut self, received: &Received) -> Result<()> {
        if received.given.is_empty() {
            return Ok(());
        }
        let mut outbox = outbox(self.tables)?;
        let given = |wrap: &Wrap| received.given.contains(&(wrap.epoch, Some(wrap.device)));
        outbox.wraps.retain(|wrap| !given(wrap));
        outbox.epochs.retain(|packed| !received.given.contains(&(packed.epoch, None)));
        put_outbox(self.tables, &outbox)
    }

    /// Wraps what others need and this device holds: a holder must answer.
    fn answer_needs(&mut self, asked: &[Need]) -> Result<()> {
        let now = self.corrected()?;
        let mut made = Vec::new();
        for need in asked {
            let view = self.state.view(self.tables, need.ledger)?;
            let entitled = view.entitlement.entitled(now);
            let register = self.state.register()?;
            made.extend(view.epochs.answer(
                need.device,
                &[need.epoch],
                &entitled,
                &view.keys,
                register,
                &mut self.around.rng(),
            ));
        }
        if made.is_empty() {
            return Ok(());
        }
        let mut outbox = outbox(self.tables)?;
        for wrap in made {
            let same = |held: &Wrap| held.epoch == wrap.epoch && held.device == wrap.device;
            if !outbox.wraps.iter().any(same) {
                outbox.wraps.push(wrap);
            }
        }
        put_outbox(self.tables, &outbox)
    }
}
