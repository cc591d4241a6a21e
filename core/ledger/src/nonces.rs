//! The nonces a hub gives a device, so that a request it took once is not taken for a new one.
//!
//! The last two are good: the answer that brought the last one may have been lost. Only a request
//! under the last moves them on. So whoever repeats old requests moves nothing, and costs the
//! device no trip: the same request gets the same nonce again, and one under no good nonce gets one
//! that stays on offer until the device has used it.

use minicbor::{Decode, Encode};
use rand_core::CryptoRng;

use crate::{Hash, Random16};

/// The nonces of one device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct Nonces {
    /// Given last in answer to a request under a good nonce.
    #[n(0)]
    last: Option<Random16>,
    /// Used by that request.
    #[n(1)]
    used: Option<Random16>,
    /// Given to whoever came with none that is good.
    #[n(2)]
    offered: Option<Random16>,
    /// What the receipt said that whoever knows `last` has.
    #[n(3)]
    told: Option<Hash>,
}

/// What a request came under, and what to give in answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Given {
    /// The nonce to give.
    pub nonce: Random16,
    /// Whether the one used was a good one.
    pub good: bool,
    /// Whether it shows that the device had the last answer.
    had: bool,
    /// Whether this was answered before: the device may have either answer.
    again: bool,
}

impl Nonces {
    /// The nonce to give in answer to a request under `used`, and whether that was a good one.
    pub fn answer(&mut self, used: Option<Random16>, random: &mut impl CryptoRng) -> Given {
        let mut fresh = || {
            let mut bytes = [0; 16];
            random.fill_bytes(&mut bytes);
            Random16(bytes)
        };
        match (used, self.last) {
            (Some(used), Some(last)) if self.used == Some(used) => {
                Given { nonce: last, good: true, had: false, again: true }
            }
            (Some(used), _) if self.last == Some(used) || self.offered == Some(used) => {
                let (nonce, had) = (fresh(), self.last == Some(used));
                let offered = self.offered.filter(|offered| *offered != used);
                *self = Self { last: Some(nonce), used: Some(used), offered, ..*self };
                Given { nonce, good: true, had, again: false }
            }
            _ => {
                let nonce = *self.offered.get_or_insert_with(fresh);
                Given { nonce, good: false, had: false, again: false }
            }
        }
    }

    /// Whether a receipt that says this must be given: not to a device that has one that says the
    /// same. Notes it as given.
    pub fn tell(&mut self, says: Hash, given: Given) -> bool {
        let same = self.told == Some(says);
        self.told = Some(says).filter(|_| same || !given.again);
        !(given.had && same)
    }

    /// No receipt was given.
    pub const fn tell_nothing(&mut self) {
        self.told = None;
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    #[test]
    fn whoever_repeats_a_devices_requests_costs_it_no_trip() {
        let mut random = ChaCha20Rng::seed_from_u64(1);
        let mut nonces = Nonces::default();
        let first = nonces.answer(None, &mut random);
        assert!(!first.good, "the first request of all");
        let mut given = first.nonce;
        let mut heard = vec![None];
        for _ in 0..5 {
            let used = given;
            let next = nonces.answer(Some(used), &mut random);
            assert!(next.good);
            heard.push(Some(used));
            // Everything said so far comes again, the last one too, many times.
            for repeated in heard.iter().cycle().take(50) {
                nonces.answer(*repeated, &mut random);
            }
            given = next.nonce;
        }
        assert!(nonces.answer(Some(given), &mut random).good);
    }

    #[test]
    fn an_answer_that_was_lost_costs_no_trip_either() {
        let mut random = ChaCha20Rng::seed_from_u64(2);
        let mut nonces = Nonces::default();
        let first = nonces.answer(None, &mut random).nonce;
        let lost = nonces.answer(Some(first), &mut random).nonce;
        assert_eq!(nonces.answer(Some(first), &mut random).nonce, lost);
        let next = nonces.answer(Some(lost), &mut random);
        assert!(next.good && next.nonce != lost);
        // What was good two answers ago is good no more.
        assert!(!nonces.answer(Some(first), &mut random).good);
    }

    #[test]
    fn a_receipt_is_left_out_only_for_whoever_has_one_that_says_the_same() {
        let mut random = ChaCha20Rng::seed_from_u64(3);
        let mut nonces = Nonces::default();
        let (one, two) = (Hash([1; 32]), Hash([2; 32]));
        let offered = nonces.answer(None, &mut random).nonce;
        let first = nonces.answer(Some(offered), &mut random);
        assert!(nonces.tell(one, first));
        let second = nonces.answer(Some(first.nonce), &mut random);
        assert!(!nonces.tell(one, second), "it has it");
        let third = nonces.answer(Some(second.nonce), &mut random);
        assert!(nonces.tell(two, third), "this one says more");
        // Somebody repeats that request once the hub holds more: the device never sees the answer.
        let again = nonces.answer(Some(second.nonce), &mut random);
        assert!(nonces.tell(one, again));
        let fourth = nonces.answer(Some(third.nonce), &mut random);
        assert!(nonces.tell(one, fourth), "it has only what the third said");
    }
}
