//! Matching path segments against a rule.
//!
//! Segments are compared after percent-decoding, so that `/%64/…` and `/d/…` are one path. An
//! escaped slash, blank or control character is never part of a slug.

use crate::address::Segments;
use crate::escape::{decoded, reads};
use crate::tables::PathRule;

/// A segment of a rule.
#[derive(Debug)]
pub(crate) enum Segment {
    Literal(&'static str),
    Capture {
        role: Role,
        kind: Kind,
        before: &'static str,
        after: &'static str,
    },
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
    Groups(&'static [(u16, u16)]),
}

/// Sets of ASCII characters.
#[derive(Debug)]
#[allow(
    dead_code,
    reason = "the language is larger than what the present providers use"
)]
pub(crate) enum Class {
    Alnum,
    Dashed,
    Word,
    Hex,
    Digits,
}

impl PathRule {
    /// Whether the path, host and query aside, is of this rule's shape.
    pub fn fits(&self, path: &Segments) -> bool {
        let depth = path.depth();
        depth >= usize::from(self.required)
            && (self.open_ended || depth <= self.segments.len())
            && self
                .segments
                .iter()
                .zip(path.kept())
                .all(|(segment, part)| segment.takes(part))
    }

    /// Whether the first segment is a word of the rule's own.
    pub fn begins_with_literal(&self) -> bool {
        matches!(self.segments.first(), Some(Segment::Literal(_)))
    }

    /// Whether the segment at `place` tells this page from others.
    pub fn is_identity(&self, place: usize) -> bool {
        match self.segments.get(place) {
            Some(Segment::Literal(_)) => place < usize::from(self.required),
            Some(Segment::Capture { role, .. }) => *role != Role::Slot,
            None => true,
        }
    }

    /// What was captured for `role`, as written.
    pub fn capture<'a>(&self, role: Role, path: &Segments<'a>) -> Option<&'a str> {
        self.segments
            .iter()
            .zip(path.kept())
            .find_map(|(segment, part)| match segment {
                Segment::Capture {
                    role: own,
                    before,
                    after,
                    ..
                } if *own == role => inside(part, before, after),
                _ => None,
            })
    }
}

impl Segment {
    fn takes(&self, part: &str) -> bool {
        match self {
            Self::Literal(word) => reads(part, word),
            Self::Capture {
                kind,
                before,
                after,
                ..
            } => inside(part, before, after).is_some_and(|part| kind.takes(part)),
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
            Self::Groups(groups) => is_groups(part, groups),
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

/// Runs of lower-case letters and digits joined by `-`, each of its own length.
fn is_groups(part: &str, groups: &[(u16, u16)]) -> bool {
    let mut runs = part.split('-');
    let fits = groups.iter().all(|(min, max)| {
        runs.next().is_some_and(|run| {
            let lower = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
            (usize::from(*min)..=usize::from(*max)).contains(&run.len()) && run.bytes().all(lower)
        })
    });
    fits && runs.next().is_none()
}

impl Class {
    fn has(&self, byte: u8) -> bool {
        match self {
            Self::Alnum => byte.is_ascii_alphanumeric(),
            Self::Dashed => byte.is_ascii_alphanumeric() || byte == b'-',
            Self::Word => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'),
            Self::Hex => matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-'),
            Self::Digits => byte.is_ascii_digit(),
        }
    }
}
