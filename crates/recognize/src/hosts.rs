//! Whose host is it.

use std::cmp::Ordering;

use crate::tables::{KnownHost, exact_hosts, wildcard_hosts};

/// The most specific entry for `host`: its exact name, else one whose first label may vary.
///
/// `host` is plain ASCII (see `address`); capitals do not matter.
pub(crate) fn find(host: &str) -> Option<&'static KnownHost> {
    let exact = exact_hosts();
    if let Ok(place) = exact.binary_search_by(|entry| compare(entry.name(), host)) {
        return exact.get(place);
    }
    let (label, parent) = host.split_once('.')?;
    if label.is_empty() || label.starts_with('-') || label.ends_with('-') {
        return None;
    }
    let varying = wildcard_hosts();
    let first = varying.partition_point(|entry| compare(entry.name(), parent) == Ordering::Less);
    varying
        .get(first..)?
        .iter()
        .take_while(|entry| compare(entry.name(), parent) == Ordering::Equal)
        .find(|entry| fits(entry.label(), label))
}

/// Whether `host` is one that `written` stands for.
pub(crate) fn is(written: &str, host: &str) -> bool {
    match (written.split_once('.'), host.split_once('.')) {
        (Some((pattern, parent)), Some((label, rest))) => {
            !label.is_empty() && fits(pattern, label) && parent.eq_ignore_ascii_case(rest)
        }
        _ => false,
    }
}

/// Whether `label` is one that `written` stands for: `*` any, `?` a letter, `#` a digit.
fn fits(written: &str, label: &str) -> bool {
    let one = |(written, byte): (u8, u8)| match written {
        b'?' => byte.is_ascii_alphabetic(),
        b'#' => byte.is_ascii_digit(),
        _ => written == byte.to_ascii_lowercase(),
    };
    written == "*" || (written.len() == label.len() && written.bytes().zip(label.bytes()).all(one))
}

/// Length first: it settles most comparisons without touching the text.
fn compare(known: &str, name: &str) -> Ordering {
    known.len().cmp(&name.len()).then_with(|| {
        known
            .bytes()
            .cmp(name.bytes().map(|byte| byte.to_ascii_lowercase()))
    })
}
