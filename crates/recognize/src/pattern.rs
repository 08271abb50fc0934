//! Matching path segments against a rule.
//!
//! Segments are compared after percent-decoding, so that `/%64/…` and `/d/…` are one path. An
//! escaped slash, blank or control character is never part of a slug.

use crate::address::Segments;
use crate::escape::{decoded, reads};

/// The shape of a path.
#[derive(Debug)]
pub(crate) struct Route {
    pub segments: &'static [Segment],
    /// So many of `segments` must be there.
    pub required: u8,
    /// A bit for each segment that tells the page from others.
    pub identity: u8,
    /// More may stand before.
    pub open_start: bool,
    /// More may follow.
    pub open_end: bool,
}

/// A segment of a rule. Most are words or plain captures, so that these are small.
#[derive(Debug)]
pub(crate) enum Segment {
    Literal(&'static str),
    Capture(Role, &'static Kind),
    Inside(&'static Inside),
}

/// A capture between two texts.
#[derive(Debug)]
pub(crate) struct Inside {
    pub role: Role,
    pub kind: Kind,
    pub before: &'static str,
    pub after: &'static str,
}

/// What a capture is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Role {
    Owner,
    Event,
    /// The chosen time; no part of the page's identity.
    Slot,
    /// Identity only.
    Id,
}

/// What a capture may hold; `build/pattern.rs` documents each.
#[derive(Debug)]
#[allow(
    dead_code,
    reason = "the language is larger than what the present providers use"
)]
pub(crate) enum Kind {
    Any,
    Slug,
    Slugs,
    DateTime,
    Chars { class: Class, min: u16, max: u16 },
    Groups(&'static [(Class, u16, u16)]),
    Numbered(u16),
}

/// Sets of ASCII characters.
#[derive(Debug)]
#[allow(
    dead_code,
    reason = "the language is larger than what the present providers use"
)]
pub(crate) enum Class {
    Alnum,
    Lower,
    Upper,
    Dashed,
    Word,
    Base64,
    Hex,
    Digits,
}

impl Route {
    /// Whether `path` is of this shape.
    pub fn fits(&self, path: &Segments) -> bool {
        let (depth, length) = (path.depth(), self.segments.len());
        let long_enough = depth >= usize::from(self.required);
        if !long_enough || (depth > length && !self.open_end && !self.open_start) {
            return false;
        }
        let parts = path.kept();
        // What was not kept cannot be looked at.
        if self.open_start && depth > parts.len() {
            return false;
        }
        let mut pairs = self.segments.iter().zip(&parts[self.start(path)..]);
        pairs.all(|(segment, part)| segment.takes(part))
    }

    /// Where the first of `segments` stands.
    fn start(&self, path: &Segments) -> usize {
        if self.open_start {
            path.depth().saturating_sub(self.segments.len())
        } else {
            0
        }
    }

    /// Whether the first segment is a word of the rule's own.
    pub fn begins_with_literal(&self) -> bool {
        self.open_start || matches!(self.segments.first(), Some(Segment::Literal(_)))
    }

    /// The parts of a path that fits which tell its page from others.
    pub fn identity<'a>(&self, path: &'a Segments<'a>) -> impl Iterator<Item = &'a str> {
        let (start, length, identity) = (self.start(path), self.segments.len(), self.identity);
        let counts = move |place: usize| match place.checked_sub(start) {
            Some(place) => place < length && identity >> place & 1 == 1,
            None => true,
        };
        let parts = path.kept().iter().enumerate();
        parts
            .filter(move |(place, _)| counts(*place))
            .map(|(_, part)| *part)
    }

    /// What was captured for `role`, as written.
    pub fn capture<'a>(&self, role: Role, path: &Segments<'a>) -> Option<&'a str> {
        let mut pairs = self
            .segments
            .iter()
            .zip(path.kept().iter().skip(self.start(path)));
        pairs.find_map(|(segment, part)| match segment {
            Segment::Capture(own, _) if *own == role => Some(*part),
            Segment::Inside(it) if it.role == role => inside(part, it.before, it.after),
            _ => None,
        })
    }
}

impl Segment {
    pub fn takes(&self, part: &str) -> bool {
        match self {
            Self::Literal(word) => reads(part, word),
            Self::Capture(_, kind) => kind.takes(part),
            Self::Inside(it) => {
                inside(part, it.before, it.after).is_some_and(|part| it.kind.takes(part))
            }
        }
    }
}

fn inside<'a>(part: &'a str, before: &str, after: &str) -> Option<&'a str> {
    part.strip_prefix(before)?.strip_suffix(after)
}

impl Kind {
    /// Whether `part`, decoded, is one of these. Nothing takes an empty part.
    pub fn takes(&self, part: &str) -> bool {
        if part.is_empty() {
            return false;
        }
        match self {
            Self::Any => true,
            Self::Slug => decoded(part).all(is_slug),
            Self::Slugs => decoded(part).all(|byte| is_slug(byte) || byte == b'+'),
            Self::DateTime => is_date_time(part),
            Self::Chars { class, min, max } => {
                let fits = |count: usize| usize::from(*min) <= count && count <= usize::from(*max);
                decoded(part).all(|byte| class.has(byte)) && fits(decoded(part).count())
            }
            Self::Groups(runs) => is_groups(part, runs),
            Self::Numbered(digits) => is_numbered(part, usize::from(*digits)),
        }
    }
}

fn is_slug(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'~' | b'-') || !byte.is_ascii()
}

/// `2026-03-12T` and at least one more character of a time and its zone.
pub(crate) fn is_date_time(part: &str) -> bool {
    has_date_shape(part, |tail| (2..=30).contains(&tail))
}

/// `2026-03-12`, alone or followed by a time.
pub(crate) fn is_date_or_time(part: &str) -> bool {
    has_date_shape(part, |tail| tail == 0 || (2..=30).contains(&tail))
}

/// `tail` judges how many characters follow the date, the `T` included.
fn has_date_shape(part: &str, tail: impl Fn(usize) -> bool) -> bool {
    let fits = decoded(part).enumerate().all(|(place, byte)| match place {
        4 | 7 => byte == b'-',
        0..=9 => byte.is_ascii_digit(),
        10 => byte == b'T',
        _ => byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'.' | b'+' | b'-'),
    });
    fits && decoded(part).count().checked_sub(10).is_some_and(tail)
}

/// Runs of characters joined by `-`, each of its own set and length.
fn is_groups(part: &str, groups: &[(Class, u16, u16)]) -> bool {
    let mut runs = part.split('-');
    let fits = groups.iter().all(|(class, min, max)| {
        runs.next().is_some_and(|run| {
            (usize::from(*min)..=usize::from(*max)).contains(&run.len())
                && run.bytes().all(|byte| class.has(byte))
        })
    });
    fits && runs.next().is_none()
}

/// A name in lower-case letters, digits and `-`, then `-` and exactly so many digits.
fn is_numbered(part: &str, digits: usize) -> bool {
    part.rsplit_once('-').is_some_and(|(name, number)| {
        let named = |byte: u8| Class::Lower.has(byte) || byte == b'-';
        !name.is_empty()
            && name.bytes().all(named)
            && number.len() == digits
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

impl Class {
    fn has(&self, byte: u8) -> bool {
        match self {
            Self::Alnum => byte.is_ascii_alphanumeric(),
            Self::Lower => byte.is_ascii_lowercase() || byte.is_ascii_digit(),
            Self::Upper => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Dashed => byte.is_ascii_alphanumeric() || byte == b'-',
            Self::Word => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'),
            Self::Base64 => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'='),
            Self::Hex => matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-'),
            Self::Digits => byte.is_ascii_digit(),
        }
    }
}
