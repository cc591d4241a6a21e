//! Entries as a file: through a share sheet, a stick, e-mail. Reading one twice changes nothing.

use holdfast_ledger::{Bundle, LedgerId, Store as _};

use super::error::{DeviceError, Result};
use super::handle::Device;
use crate::care::PersonId;

/// Writing and reading bundles.
#[derive(Clone, Copy)]
pub struct Bundles<'a>(pub(super) &'a Device);

/// What goes into a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BundleOf {
    /// Everything this device holds.
    Everything,
    /// One person's ledgers, and the office.
    Person(PersonId),
}

/// What a bundle brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// New here.
    pub new: u64,
    /// Held before.
    pub known: u64,
    /// Waiting for an entry before them.
    pub detached: u64,
    /// Waiting for their author to become known.
    pub pooled: u64,
    /// Not entries at all.
    pub refused: u64,
}

impl Bundles<'_> {
    /// Writes a bundle. The keys in it are for devices entitled without a lease.
    ///
    /// # Errors
    /// While locked, or before joining.
    pub fn write(&self, of: BundleOf) -> Result<Vec<u8>> {
        let around = self.0.surroundings();
        let now = around.now();
        self.0.look(|state, tables| {
            let ledgers: Vec<LedgerId> = match of {
                BundleOf::Everything => tables.ledgers()?,
                BundleOf::Person(person) => {
                    let held = state.index.people.get(&person);
                    let held = held.ok_or(DeviceError::NotFound {
                        what: "a person",
                        advice: "see the list of people",
                    })?;
                    let months = held.months.values().flatten().copied();
                    months.chain(held.standing).chain(state.index.office).collect()
                }
            };
            let corrected = state.corrected(tables, now)?;
            let own = state.register()?.id();
            let mut wraps = Vec::new();
            for ledger in ledgers.iter().copied().filter(|ledger| *ledger != own) {
                let view = state.view(tables, ledger)?;
                for device in view.unleased(corrected) {
                    let register = state.register()?;
                    wraps.extend(view.epochs.wraps_for_grantee(
                        device,
                        &view.keys,
                        register,
                        &mut around.rng(),
                    ));
                }
            }
            let keys = std::sync::Arc::clone(&state.keys);
            let bundle = Bundle::new(tables, state.register()?, ledgers, wraps, &keys, now)?;
            Ok(bundle.to_bytes(&keys))
        })
    }

    /// Takes a bundle in, and applies what is new.
    ///
    /// # Errors
    /// If it is not a bundle of this organisation, or was altered.
    pub fn read(&self, file: &[u8]) -> Result<TakenIn> {
        self.0.act(|act| {
            let me = act.state.device;
            let register = act.state.register.as_mut().ok_or(DeviceError::NotJoined)?;
            let (bundle, taken) = Bundle::read(file, act.tables, register, me)??;
            let mine: Vec<_> = bundle.wraps.into_iter().filter(|wrap| wrap.device == me).collect();
            act.apply(&taken, &mine)?;
            Ok(TakenIn {
                new: taken.new.len() as u64,
                known: taken.known,
                detached: taken.detached,
                pooled: taken.pooled,
                refused: taken.refused,
            })
        })
    }
}
