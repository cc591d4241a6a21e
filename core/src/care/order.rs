//! Sorting whatever contents there are, compiled once for each kind of key: a phone carries one sort,
//! not one for each of a hundred contents.

/// In the order of their keys; of equal keys, in the order they stood.
pub(crate) fn by_key<T, K: Ord>(items: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    if items.len() < 2 {
        return items;
    }
    let mut ranks: Vec<(K, usize)> =
        items.iter().enumerate().map(|(at, item)| (key(item), at)).collect();
    ranks.sort_unstable();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    ranks.into_iter().filter_map(|(_, at)| items.get_mut(at)?.take()).collect()
}
