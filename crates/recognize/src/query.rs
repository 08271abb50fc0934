//! The parameters of a URL.

use crate::escape::reads;

/// One `key=value`, as written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair<'a> {
    /// The whole of it, for passing on untouched.
    pub written: &'a str,
    /// Empty when there is no `=`.
    pub value: &'a str,
    key: &'a str,
}

impl Pair<'_> {
    /// Whether the key, decoded, is `name`.
    pub fn is(&self, name: &str) -> bool {
        reads(self.key, name)
    }
}

/// The parameters in order; empty ones (`&&`) are left out.
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = Pair<'_>> {
    query
        .split('&')
        .filter(|written| !written.is_empty())
        .map(|written| {
            let (key, value) = written.split_once('=').unwrap_or((written, ""));
            Pair {
                written,
                value,
                key,
            }
        })
}

/// The value, as written, of the first of `keys` that has one.
pub(crate) fn value_of<'a>(query: &'a str, keys: &[&str]) -> Option<&'a str> {
    keys.iter().find_map(|key| {
        pairs(query)
            .find(|pair| pair.is(key) && !pair.value.is_empty())
            .map(|pair| pair.value)
    })
}
