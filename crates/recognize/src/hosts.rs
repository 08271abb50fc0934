//! Whose host is it.

use crate::tables::{HostTable, Owner, any_label_hosts, exact_hosts, varying_hosts};

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
    let name = buffer.get_mut(..host.len())?;
    name.copy_from_slice(host.as_bytes());
    name.make_ascii_lowercase();
    if let Some(found) = search(exact_hosts(), b"", name) {
        return Some(found);
    }
    let dot = name.iter().position(|byte| *byte == b'.')?;
    let (label, parent) = name.split_at(dot);
    if label.is_empty() || label.starts_with(b"-") || label.ends_with(b"-") {
        return None;
    }
    let mut varying = varying_hosts().iter();
    if let Some((written, owner)) = varying.find(|(written, _)| {
        // Each of its signs stands for one character.
        written.len() == host.len() && is(written, host)
    }) {
        return Some(KnownHost {
            written,
            owner: *owner,
        });
    }
    search(any_label_hosts(), b"*", parent)
}

/// The entry that is written as `before` and `name` together.
fn search(table: &'static HostTable, before: &[u8], name: &[u8]) -> Option<KnownHost> {
    let length = before.len() + name.len();
    let (mut start, mut first) = (0, 0);
    for (other, count) in table.lengths {
        let (other, count) = (usize::from(*other), usize::from(*count));
        if other == length {
            let end = start + length * count;
            let same_length = table.text.as_bytes().get(start..end)?.chunks_exact(length);
            // Within one table `before` is the same.
            let mut names = same_length.map(|written| &written[before.len()..]);
            let place = names.position(|other| other == name)?;
            let written = table.text.get(start + place * length..)?.get(..length)?;
            let owner = *table.owners.get(first + place)?;
            return Some(KnownHost { written, owner });
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
