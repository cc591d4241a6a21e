//! A few of many: what anybody can make more of is named by a few, so that an entry always fits.

use std::collections::BTreeMap;

use crate::DeviceId;

/// So many at most, ascending: one of each device before a second of any, and the lowest first, so
/// that no device takes the room of another. A function of the set alone.
pub fn few<T: Ord>(
    of: impl IntoIterator<Item = T>,
    by: impl Fn(&T) -> DeviceId,
    most: usize,
) -> Vec<T> {
    let mut sorted: Vec<T> = of.into_iter().collect();
    sorted.sort_unstable();
    let mut taken: BTreeMap<DeviceId, usize> = BTreeMap::new();
    let mut ranked: Vec<(usize, T)> = sorted
        .into_iter()
        .map(|item| {
            let rank = taken.entry(by(&item)).or_default();
            *rank += 1;
            (*rank, item)
        })
        .collect();
    ranked.sort_unstable();
    ranked.truncate(most);
    let mut few: Vec<T> = ranked.into_iter().map(|(_, item)| item).collect();
    few.sort_unstable();
    few
}
