//! Putting things in order.
//!
//! Every kind of thing that is sorted adds some five kilobytes to a module, so all of them are
//! brought to one of two forms: numbers, and bytes with the place they came from.

/// The places of things in the order of their keys; those with one key stay as they were.
pub(crate) fn by_number(keys: impl Iterator<Item = u32>) -> Vec<usize> {
    let mut packed: Vec<u64> = (0..)
        .zip(keys)
        .map(|(at, key)| u64::from(key) << 32 | at)
        .collect();
    packed.sort_unstable();
    packed
        .into_iter()
        .map(|packed| packed as u32 as usize)
        .collect()
}

/// The places of things in the order of their bytes; those with the same bytes stay as they were.
pub(crate) fn by_bytes<'a>(keys: impl Iterator<Item = &'a [u8]>) -> Vec<usize> {
    let mut pairs: Vec<(&[u8], usize)> = keys.zip(0..).collect();
    pairs.sort_unstable();
    pairs.into_iter().map(|(_, at)| at).collect()
}
