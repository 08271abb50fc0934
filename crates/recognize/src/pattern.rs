//! Matching path segments against a rule.
//!
//! Segments are compared after percent-decoding, so that `/%64/…` and `/d/…` are one path. An
//! escaped slash, blank or control character is never part of a slug.

use crate::address::Segments;
use crate::escape::{decoded, reads};
use crate::tables;

/// The shape of a path.
#[derive(Debug)]
pub(crate) struct Route {
    /// As its file writes it.
    pub text: &'static str,
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

/// A segment of a route: a place in its text. There are hundreds in the tables, so they are small.
#[derive(Debug)]
pub(crate) struct Segment {
    pub start: u8,
    pub end: u8,
    /// `None` when it is a word.
    pub capture: Option<Capture>,
}

/// What stands in the braces of a segment.
#[derive(Debug)]
pub(crate) struct Capture {
    pub role: Role,
    /// Its place among all kinds there are.
    pub kind: u8,
    /// Text from the segment's start to here must stand before.
    pub before_end: u8,
    /// Text from here to the segment's end must stand after.
    pub after_start: u8,
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
        pairs.all(|(segment, part)| self.takes(segment, part))
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
        self.open_start || self.segments.first().is_some_and(|it| it.capture.is_none())
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
        let parts = path.kept().iter().skip(self.start(path));
        let mut pairs = self.segments.iter().zip(parts);
        pairs.find_map(|(segment, part)| {
            let capture = segment.capture.as_ref().filter(|it| it.role == role)?;
            self.inside(segment, capture, part)
        })
    }

    /// Whether `part` is what the first segment asks for.
    pub fn takes_word(&self, part: &str) -> bool {
        let first = self.segments.first();
        first.is_some_and(|segment| self.takes(segment, part))
    }

    fn takes(&self, segment: &Segment, part: &str) -> bool {
        match &segment.capture {
            None => reads(part, self.text(segment.start, segment.end)),
            Some(capture) => {
                let inside = self.inside(segment, capture, part);
                inside.is_some_and(|part| tables::kind(capture.kind).takes(part))
            }
        }
    }

    /// What of `part` is captured.
    fn inside<'a>(&self, segment: &Segment, capture: &Capture, part: &'a str) -> Option<&'a str> {
        let before = self.text(segment.start, capture.before_end);
        let after = self.text(capture.after_start, segment.end);
        part.strip_prefix(before)?.strip_suffix(after)
    }

    fn text(&self, start: u8, end: u8) -> &'static str {
        let place = usize::from(start)..usize::from(end);
        self.text.get(place).unwrap_or_default()
    }
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
