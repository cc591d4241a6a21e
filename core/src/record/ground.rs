//! Upon which changes a new one is written.
//!
//! Upon all of them, nearly always. But whoever may write in a record can leave any number of changes
//! that nothing builds upon, or of values at one key: a change that named all of those would be larger
//! than an entry, and the record closed to everybody. So it builds upon a few, its writer's own first
//! and then some of each device. What it does not build upon stands beside it: where both write the same
//! key, the two are shown as a dispute.

use automerge::{Automerge, ChangeHash, ROOT, ReadDoc};
use holdfast_ledger::{DeviceId, few};

use super::actor::Actor;
use crate::care::Put;

/// The most changes that one builds upon, unless fewer devices than that left them.
pub(super) const UPON: usize = 64;

/// The most values that a change replaces.
pub(super) const REPLACED: usize = 256;

/// As much of a document as a change is to be written upon, and the actor to write it.
pub(super) struct Ground {
    pub(super) actor: Actor,
    pub(super) document: Automerge,
}

impl Ground {
    /// None if `puts` fit upon all of `document`. Of its parts the first upon which they do: its
    /// actor's last change with a few of each device; that change alone; nothing, under a pen of the
    /// same device that has written nothing yet.
    pub(super) fn below(document: &Automerge, actor: Actor, puts: &[Put]) -> Option<Self> {
        let heads = document.get_heads();
        if heads.len() <= UPON && fits(document, puts) {
            return None;
        }
        let own = last_by(document, actor);
        let devices = heads.into_iter().filter_map(|head| Some((author(document, head)?, head)));
        let few = few(devices, |(device, _)| *device, UPON - 1).into_iter().map(|(_, head)| head);
        let some = few.filter(|head| Some(*head) != own).chain(own).collect();
        let parts: [Vec<ChangeHash>; 2] = [some, own.into_iter().collect()];
        let part = parts.iter().find_map(|heads| {
            let part = document.fork_at(heads).ok()?.with_actor(actor.into());
            fits(&part, puts).then_some(Self { actor, document: part })
        });
        Some(part.unwrap_or_else(|| {
            let actor = another(actor, own);
            Self { actor, document: Automerge::new().with_actor(actor.into()) }
        }))
    }
}

/// Whether what stands at the keys of `puts` can be replaced by one change.
fn fits(document: &Automerge, puts: &[Put]) -> bool {
    let standing = |put: &Put| document.get_all(ROOT, put.key.as_str()).map_or(0, |all| all.len());
    puts.iter().map(standing).sum::<usize>() <= REPLACED
}

fn last_by(document: &Automerge, actor: Actor) -> Option<ChangeHash> {
    let all = document.get_changes_meta(&[]).into_iter();
    let own = all.filter(|change| change.actor.to_bytes() == actor.as_bytes());
    own.max_by_key(|change| change.seq).map(|change| change.hash)
}

fn author(document: &Automerge, head: ChangeHash) -> Option<DeviceId> {
    let meta = document.get_change_meta_by_hash(&head)?;
    Actor::from_slice(meta.actor.to_bytes()).map(|actor| actor.device())
}

/// An actor of the same device that has not written: no two come after one change of one actor.
fn another(actor: Actor, last: Option<ChangeHash>) -> Actor {
    let mut named = actor.as_bytes().to_vec();
    named.extend(last.iter().flat_map(|hash| hash.0));
    let [a, b, c, d, ..] = super::sha256(&named);
    Actor::new(actor.device(), [a, b, c, d])
}
