//! Whose host is it.

use std::cmp::Ordering;

use crate::tables::{KnownHost, exact_hosts, wildcard_hosts};

/// The most specific entry for `host`: its exact name, else `*.` and its parent.
///
/// `host` is plain ASCII (see `address`); capitals do not matter.
pub(crate) fn find(host: &str) -> Option<&'static KnownHost> {
    search(exact_hosts(), host).or_else(|| {
        let (label, parent) = host.split_once('.')?;
        let whole = !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
        search(wildcard_hosts(), parent).filter(|_| whole)
    })
}

fn search(table: &'static [KnownHost], name: &str) -> Option<&'static KnownHost> {
    let place = table
        .binary_search_by(|entry| compare(entry.name, name))
        .ok()?;
    table.get(place)
}

/// Length first: it settles most comparisons without touching the text.
fn compare(known: &str, name: &str) -> Ordering {
    known.len().cmp(&name.len()).then_with(|| {
        known
            .bytes()
            .cmp(name.bytes().map(|byte| byte.to_ascii_lowercase()))
    })
}
