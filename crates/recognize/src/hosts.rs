//! Whose host is it.

use crate::tables::{self, HostNames, HostTable, Owner};

/// A host of some provider's company.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownHost {
    /// As the provider's file writes it, for evidence; lower case.
    pub written: &'static str,
    pub owner: Owner,
}

/// No host of a table is longer, in bytes: a name in DNS has at most 253.
const LONGEST_HOST: usize = 253;

/// The most specific entry for `host`: its exact name, else one whose first label may vary.
///
/// `host` is plain ASCII (see `address`); capitals do not matter.
pub(crate) fn find(host: &str) -> Option<KnownHost> {
    let mut buffer = [0; LONGEST_HOST];
    let name = lower(host, &mut buffer)?;
    if let Some(found) = search(tables::exact_hosts(), b"", name) {
        return Some(found);
    }
    let (label, parent) = split(name)?;
    if label.is_empty() || label.starts_with(b"-") || label.ends_with(b"-") {
        return None;
    }
    let mut varying = tables::varying_hosts().iter();
    if let Some((written, owner)) = varying.find(|(written, _)| {
        // Each of its signs stands for one character.
        written.len() == host.len() && is(written, host)
    }) {
        return Some(KnownHost {
            written,
            owner: *owner,
        });
    }
    search(tables::any_label_hosts(), b"*", parent)
}

/// Whether `host`, plain ASCII as in [`find`], may be one of a wrapper or a shortener. Most are not,
/// and that is told faster than whose it is.
pub(crate) fn may_redirect(host: &str) -> bool {
    let mut buffer = [0; LONGEST_HOST];
    let Some(name) = lower(host, &mut buffer) else {
        return false;
    };
    let any_label = |(_, parent)| place(tables::any_label_redirect_hosts(), b"*", parent).is_some();
    place(tables::redirect_hosts(), b"", name).is_some()
        || split(name).is_some_and(any_label)
        || tables::varying_redirect_hosts()
            .iter()
            .any(|written| is(written, host))
}

fn lower<'a>(host: &str, buffer: &'a mut [u8; LONGEST_HOST]) -> Option<&'a [u8]> {
    let name = buffer.get_mut(..host.len())?;
    name.copy_from_slice(host.as_bytes());
    name.make_ascii_lowercase();
    Some(name)
}

/// The first label, and what is behind it with its dot.
fn split(name: &[u8]) -> Option<(&[u8], &[u8])> {
    let dot = name.iter().position(|byte| *byte == b'.')?;
    Some(name.split_at(dot))
}

/// The entry that is written as `before` and `name` together.
fn search(table: &'static HostTable, before: &[u8], name: &[u8]) -> Option<KnownHost> {
    let (place, written) = place(&table.names, before, name)?;
    let owner = *table.owners.get(place)?;
    Some(KnownHost { written, owner })
}

/// Where that entry is, and how it is written.
fn place(table: &HostNames, before: &[u8], name: &[u8]) -> Option<(usize, &'static str)> {
    let length = before.len() + name.len();
    let (mut start, mut first) = (0, 0);
    for (other, count) in table.lengths {
        let (other, count) = (usize::from(*other), usize::from(*count));
        if other == length {
            let end = start + length * count;
            let same_length = table.text.as_bytes().get(start..end)?.chunks_exact(length);
            // Within one table `before` is the same.
            let mut names = same_length.map(|written| &written[before.len()..]);
            let place = names.position(|other| other.iter().eq(name))?;
            let written = table.text.get(start + place * length..)?.get(..length)?;
            return Some((first + place, written));
        }
        start += other * count;
        first += count;
    }
    None
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
