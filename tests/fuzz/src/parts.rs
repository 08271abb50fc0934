//! Texts that consist of several.

/// The line between two parts.
const BETWEEN: &str = "\n---\n";

/// The first `N` parts of a text; those that are not there are empty.
pub(crate) fn parts<const N: usize>(text: &str) -> [&str; N] {
    let mut all = text.splitn(N, BETWEEN);
    std::array::from_fn(|_| all.next().unwrap_or_default())
}

/// A part that says how often something is repeated: a number from 1 to `most`.
pub(crate) fn times(part: &str, most: usize) -> usize {
    part.trim().parse().unwrap_or(1).clamp(1, most)
}
