//! How often somebody may ask: a bucket of tokens for each, refilled with time. Time is handed in,
//! and memory is bounded: a stranger under ever new names cannot fill it.

use std::collections::HashMap;
use std::hash::Hash;

use holdfast_ledger::Timestamp;

/// How often, at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Requests a second, in the long run.
    pub per_second: u32,
    /// Requests at once, after a rest.
    pub burst: u32,
}

/// A thousandth of a token: refills need no fractions.
const TOKEN: i64 = 1000;

#[derive(Clone, Copy, Debug)]
struct Bucket {
    /// In thousandths.
    tokens: i64,
    at: Timestamp,
}

/// One bucket for each of `K`, for `most` of them at once.
#[derive(Debug)]
pub(crate) struct Buckets<K> {
    rate: Rate,
    most: usize,
    buckets: HashMap<K, Bucket>,
    /// For all who come when there is no room: they share one.
    shared: Option<Bucket>,
}

impl<K: Hash + Eq> Buckets<K> {
    pub fn new(rate: Rate, most: usize) -> Self {
        Self { rate, most, buckets: HashMap::new(), shared: None }
    }

    /// Takes a token, if there is one.
    pub fn take(&mut self, who: K, now: Timestamp) -> bool {
        let rate = self.rate;
        if self.buckets.len() >= self.most && !self.buckets.contains_key(&who) {
            // A full bucket says no more than none at all.
            self.buckets.retain(|_, bucket| !bucket.refilled(rate, now).is_full(rate));
        }
        let bucket = if self.buckets.len() < self.most || self.buckets.contains_key(&who) {
            self.buckets.entry(who).or_insert_with(|| Bucket::full(rate, now))
        } else {
            self.shared.get_or_insert_with(|| Bucket::full(rate, now))
        };
        *bucket = bucket.refilled(rate, now);
        let taken = bucket.tokens >= TOKEN;
        if taken {
            bucket.tokens -= TOKEN;
        }
        taken
    }
}

impl Bucket {
    const fn full(rate: Rate, at: Timestamp) -> Self {
        Self { tokens: rate.burst as i64 * TOKEN, at }
    }

    /// A clock set back refills nothing, and counts from where it was set to.
    fn refilled(self, rate: Rate, now: Timestamp) -> Self {
        let millis = now.since(self.at).max(0);
        let more = millis.saturating_mul(i64::from(rate.per_second));
        let tokens = self.tokens.saturating_add(more).min(i64::from(rate.burst) * TOKEN);
        Self { tokens, at: now }
    }

    const fn is_full(self, rate: Rate) -> bool {
        self.tokens >= rate.burst as i64 * TOKEN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { per_second: 2, burst: 3 };

    fn at(millis: i64) -> Timestamp {
        Timestamp(1_700_000_000_000 + millis)
    }

    #[test]
    fn a_burst_then_a_rest_then_one_each_half_second() {
        let mut buckets = Buckets::new(RATE, 8);
        let asked = [0, 0, 0, 0, 499, 500, 501, 60_000, 60_000, 60_000, 60_000];
        let taken: Vec<bool> = asked.iter().map(|ms| buckets.take("Amina", at(*ms))).collect();
        let expected = [true, true, true, false, false, true, false, true, true, true, false];
        assert_eq!(taken, expected);
        assert!(buckets.take("Ben", at(60_000)), "another has a bucket of their own");
    }

    #[test]
    fn a_clock_set_back_gives_nothing_away_and_locks_nobody_out() {
        let mut buckets = Buckets::new(RATE, 8);
        (0..3).for_each(|_| assert!(buckets.take((), at(0))));
        assert!(!buckets.take((), at(-86_400_000)));
        assert!(buckets.take((), at(-86_400_000 + 500)));
    }

    #[test]
    fn strangers_under_new_names_share_one_bucket_when_there_is_no_room() {
        let mut buckets = Buckets::new(RATE, 4);
        let taken = (0..1000).filter(|name| buckets.take(*name, at(0))).count();
        // Four with their own bucket, and three from the shared one.
        assert_eq!(taken, 7);
        assert_eq!(buckets.buckets.len(), 4);
        // Once those have rested, their room is free again.
        assert!(buckets.take(5000, at(5_000)));
    }
}
