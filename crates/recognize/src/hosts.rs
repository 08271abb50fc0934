//! Whose host is it.

use crate::host_hash::{self, bucket};
use crate::tables::{self, KnownHost};

/// A host as it stands in a URL, with what it takes to find it. Nearly all hosts are strangers, so they
/// are read once, and nothing is copied.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Host<'a> {
    /// Plain ASCII, without one trailing dot; letters may be capitals.
    pub text: &'a str,
    hash: u32,
    /// The hash of what is behind the first dot.
    parent: u32,
}

impl<'a> Host<'a> {
    /// `None` for what has anything but letters, digits, dots and dashes, or punycode.
    pub fn parse(text: &'a str) -> Option<Self> {
        Self::read(text, false)
    }

    /// As [`Host::parse`], but punycode is a host like any other. Only for hosts that somebody or the
    /// page itself vouches for: to a reader its letters may look like another's.
    pub fn parse_own(text: &'a str) -> Option<Self> {
        Self::read(text, true)
    }

    fn read(text: &'a str, takes_punycode: bool) -> Option<Self> {
        // A trailing dot names the same host in DNS.
        let text = match text.as_bytes() {
            [before @ .., b'.'] => &text[..before.len()],
            _ => text,
        };
        let bytes = text.as_bytes();
        let (mut hash, mut parent) = (host_hash::EMPTY, host_hash::EMPTY);
        for (place, byte) in bytes.iter().enumerate().rev() {
            match byte {
                b'.' => parent = hash,
                // Letters of other scripts stand behind it.
                b'-' if !takes_punycode && ends_in_punycode_sign(&bytes[..=place]) => return None,
                b'-' => {}
                byte if byte.is_ascii_alphanumeric() => {}
                _ => return None,
            }
            hash = host_hash::before(*byte, hash);
        }
        (!text.is_empty()).then_some(Self { text, hash, parent })
    }
}

/// Whether the last label, as far as it goes, is `xn--`.
fn ends_in_punycode_sign(start: &[u8]) -> bool {
    let Some((before, sign)) = start.split_last_chunk::<4>() else {
        return false;
    };
    sign.eq_ignore_ascii_case(b"xn--") && matches!(before.last(), None | Some(b'.'))
}

/// The most specific entry for `host`: its exact name, else one whose first label may vary.
pub(crate) fn find(host: Host) -> Option<&'static KnownHost> {
    let mut exact = tables::hosts(bucket(host.hash)).iter();
    let mut varying = tables::hosts(bucket(host.parent)).iter();
    exact
        .find(|known| known.written.eq_ignore_ascii_case(host.text))
        .or_else(|| varying.find(|known| is(known.written, host.text)))
}

/// Whether `host` is one that `written` stands for.
pub(crate) fn is(written: &str, host: &str) -> bool {
    match (written.split_once('.'), host.split_once('.')) {
        (Some((pattern, parent)), Some((label, rest))) => {
            fits(pattern, label) && parent.eq_ignore_ascii_case(rest)
        }
        _ => false,
    }
}

/// Whether `label` is one that `written` stands for: `*` any that DNS knows, `?` a letter, `#` a digit.
fn fits(written: &str, label: &str) -> bool {
    if written == "*" {
        return !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    }
    let one = |(written, byte): (u8, u8)| match written {
        b'?' => byte.is_ascii_alphabetic(),
        b'#' => byte.is_ascii_digit(),
        _ => written == byte.to_ascii_lowercase(),
    };
    written.len() == label.len() && written.bytes().zip(label.bytes()).all(one)
}
