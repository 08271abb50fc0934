//! What is to be read of a copy.

/// Records that are asked for together.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted<'w> {
    /// The records of these keys.
    Each(&'w [String]),
    /// Some of those whose keys start with a prefix.
    Page {
        prefix: &'w str,
        after: Option<&'w str>,
        limit: u32,
    },
    /// All whose keys start with this.
    All(&'w str),
}

impl<'w> Wanted<'w> {
    /// What the keys of everything wanted begin with.
    pub fn prefix(self) -> &'w str {
        match self {
            Self::Each(keys) => common_prefix(keys),
            Self::Page { prefix, .. } | Self::All(prefix) => prefix,
        }
    }

    /// The key after which it begins.
    pub const fn after(self) -> Option<&'w str> {
        match self {
            Self::Page { after, .. } => after,
            Self::Each(_) | Self::All(_) => None,
        }
    }

    /// Whether a key under the prefix is wanted.
    pub fn has(self, key: &str) -> bool {
        match self {
            Self::Each(keys) => keys.iter().any(|wanted| wanted == key),
            Self::Page { .. } | Self::All(_) => true,
        }
    }

    /// Whether so many records are all that is wanted.
    pub const fn is_full(self, records: usize) -> bool {
        match self {
            Self::Page { limit, .. } => records >= limit as usize,
            Self::Each(_) | Self::All(_) => false,
        }
    }
}

/// What all keys begin with.
fn common_prefix(keys: &[String]) -> &str {
    let first = keys.first().map_or("", String::as_str);
    let differs = |(at, c): &(usize, char)| {
        let rest = |key: &String| key.get(*at..).is_some_and(|rest| rest.starts_with(*c));
        !keys.iter().all(rest)
    };
    let end = first.char_indices().find(differs);
    end.map_or(first, |(at, _)| first.get(..at).unwrap_or_default())
}
