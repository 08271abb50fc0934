//! Texts that stood in a note before, and texts that two windows wrote at the same time.
//!
//! They are a record of their own beside the note, so that the note itself stays small.

use baton_brief::Brief;
use baton_worktime::UtcMillis;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The schema this code writes. Versions of a newer schema are left alone.
pub const VERSIONS_SCHEMA: u32 = 1;
/// The most versions that are kept of a note.
pub const MAX_VERSIONS: usize = 50;
/// The most the versions of a note take up, in bytes of their stored form.
pub const MAX_VERSIONS_BYTES: usize = 8_000_000;
/// Texts replaced within this many milliseconds of each other are one sitting, of which the first
/// is kept: ten minutes.
pub const SITTING_MILLIS: i64 = 600_000;

/// Why a text is kept beside the note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersionKind {
    /// It stood in the note and was written over.
    Replaced,
    /// It was written while another window had saved another text.
    Diverged,
}

/// A text kept beside the note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// When it was put here.
    pub at: UtcMillis,
    /// Why.
    pub kind: VersionKind,
    /// The text.
    pub brief: Brief,
}

/// The versions of a note, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Versions(pub Vec<Version>);

/// Why a record is not a note's versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VersionsFault {
    /// A newer Baton wrote it; leave it alone.
    Newer,
    /// It cannot be read.
    Damaged(String),
}

impl fmt::Display for VersionsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer => f.write_str("versions of a newer schema"),
            Self::Damaged(reason) => write!(f, "damaged versions: {reason}"),
        }
    }
}

impl std::error::Error for VersionsFault {}

#[derive(Serialize, Deserialize)]
struct Record {
    schema: u32,
    versions: Vec<Version>,
}

#[derive(Deserialize)]
struct Head {
    schema: u32,
}

impl Versions {
    /// Keeps the text that is about to be written over, once a sitting. `false` when this sitting
    /// has one already.
    pub fn replaced(&mut self, brief: Brief, at: UtcMillis) -> bool {
        let same_sitting = self.0.iter().any(|version| {
            version.kind == VersionKind::Replaced && at.0 - version.at.0 < SITTING_MILLIS
        });
        !same_sitting && self.keep(brief, VersionKind::Replaced, at)
    }

    /// Keeps a text that was written while another window had saved another one. `false` when it is
    /// here already.
    pub fn diverged(&mut self, brief: Brief, at: UtcMillis) -> bool {
        self.keep(brief, VersionKind::Diverged, at)
    }

    fn keep(&mut self, brief: Brief, kind: VersionKind, at: UtcMillis) -> bool {
        if self.0.last().is_some_and(|last| last.brief == brief) {
            return false;
        }
        self.0.push(Version { at, kind, brief });
        while self.0.len() > 1
            && (self.0.len() > MAX_VERSIONS || self.encode().len() > MAX_VERSIONS_BYTES)
        {
            // What nobody ever saw in the note outlasts what stood there.
            let seen = (self.0.iter()).position(|version| version.kind == VersionKind::Replaced);
            let newest = self.0.len() - 1;
            self.0
                .remove(seen.filter(|place| *place < newest).unwrap_or(0));
        }
        true
    }

    /// The record: one line of JSON.
    #[must_use]
    pub fn encode(&self) -> String {
        let record = Record {
            schema: VERSIONS_SCHEMA,
            versions: self.0.clone(),
        };
        // Briefs can always be written.
        serde_json::to_string(&record).unwrap_or_default()
    }

    /// Reads a record.
    ///
    /// # Errors
    /// [`VersionsFault`]; keep such a record as it is.
    pub fn decode(record: &str) -> Result<Self, VersionsFault> {
        let damaged = |error: serde_json::Error| VersionsFault::Damaged(error.to_string());
        let Head { schema } = baton_json::from_str(record).map_err(damaged)?;
        if schema > VERSIONS_SCHEMA {
            return Err(VersionsFault::Newer);
        }
        let Record { versions, .. } = baton_json::from_str(record).map_err(damaged)?;
        Ok(Self(versions))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_gate::TemplateId;
    use std::collections::BTreeMap;

    fn brief(ask: &str) -> Brief {
        Brief {
            template: TemplateId::Ask,
            own: None,
            ask: ask.to_owned(),
            needed_by: None,
            if_no_reply: String::new(),
            owner: String::new(),
            links: Vec::new(),
            fields: BTreeMap::new(),
        }
    }

    fn at(minutes: i64) -> UtcMillis {
        UtcMillis(1_773_306_000_000 + minutes * 60_000)
    }

    fn asks(versions: &Versions) -> Vec<&str> {
        versions.0.iter().map(|v| v.brief.ask.as_str()).collect()
    }

    #[test]
    fn of_a_sitting_the_text_that_stood_there_first_is_kept() {
        let mut versions = Versions::default();
        assert!(versions.replaced(brief("yesterday's"), at(0)));
        assert!(!versions.replaced(brief("half"), at(1)));
        assert!(!versions.replaced(brief("more"), at(9)));
        assert!(versions.replaced(brief("this morning's"), at(11)));
        assert_eq!(asks(&versions), ["yesterday's", "this morning's"]);
    }

    #[test]
    fn a_text_of_another_window_is_always_kept_but_told_twice_once() {
        let mut versions = Versions::default();
        assert!(versions.replaced(brief("old"), at(0)));
        assert!(versions.diverged(brief("theirs"), at(1)));
        assert!(!versions.diverged(brief("theirs"), at(1)));
        assert!(versions.diverged(brief("theirs, longer"), at(2)));
        assert_eq!(asks(&versions), ["old", "theirs", "theirs, longer"]);
    }

    #[test]
    fn what_nobody_saw_in_the_note_outlasts_what_stood_there() {
        let mut versions = Versions::default();
        versions.diverged(brief("theirs"), at(0));
        for n in 0..60 {
            versions.replaced(brief(&n.to_string()), at(20 * (n + 1)));
        }
        assert_eq!(versions.0.len(), MAX_VERSIONS);
        assert_eq!(asks(&versions)[..2], ["theirs", "11"]);
        assert_eq!(asks(&versions)[MAX_VERSIONS - 1], "59");
    }

    #[test]
    fn versions_take_up_no_more_than_their_bound_and_the_newest_stays() {
        let mut versions = Versions::default();
        for n in 0..6 {
            let text = format!("{n}{}", "x".repeat(1_900_000));
            versions.diverged(brief(&text), at(n));
        }
        assert!(versions.encode().len() <= MAX_VERSIONS_BYTES);
        assert_eq!(versions.0.len(), 4);
        assert!(asks(&versions)[3].starts_with('5'));
    }

    #[test]
    fn versions_come_back_as_they_went_and_others_are_refused() {
        let mut versions = Versions::default();
        versions.replaced(brief("שלום \u{202e}txt"), at(0));
        versions.diverged(brief("😀"), at(1));
        assert_eq!(Versions::decode(&versions.encode()), Ok(versions));
        assert_eq!(
            Versions::decode("{\"schema\":2,\"pages\":[]}"),
            Err(VersionsFault::Newer)
        );
        for damaged in ["", "[]", "{}", "{\"schema\":1,\"versions\":[{}]}"] {
            assert!(matches!(
                Versions::decode(damaged),
                Err(VersionsFault::Damaged(_))
            ));
        }
    }
}
