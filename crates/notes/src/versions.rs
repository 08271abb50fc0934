//! Texts that stood in a note before, and texts that two windows wrote at the same time.
//!
//! They are a record of their own beside the note, so that the note itself stays small.

use baton_brief::Brief;
use baton_gate::Answers;
use baton_json::field;
use baton_worktime::UtcMillis;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;

/// The schema this code writes. Versions of a newer schema are left alone.
pub const VERSIONS_SCHEMA: u32 = 1;
/// The most versions that are kept of a note.
pub const MAX_VERSIONS: usize = 50;
/// The most the versions of a note take up, in bytes of their stored form.
pub const MAX_VERSIONS_BYTES: usize = 8_000_000;
/// A text that stood for so many milliseconds is kept when it is written over: ten minutes. What
/// is written over sooner belongs to the same sitting.
pub const SITTING_MILLIS: i64 = 600_000;

/// What people write into a note: the answers and the brief.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The answers to the gate.
    #[serde(default)]
    pub answers: Answers,
    /// The brief, once one was begun.
    #[serde(default)]
    pub brief: Option<Brief>,
}

/// The text that stands in a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The text.
    pub text: Written,
    /// Since when it has stood there.
    pub since: UtcMillis,
    /// Whether it left Baton as it stands, so that somebody else has it too.
    pub has_left: bool,
}

impl Standing {
    /// Whether it is kept when it is written over at this moment: it stood for a sitting, or left
    /// Baton.
    #[must_use]
    pub fn outlasts(&self, at: UtcMillis) -> bool {
        self.has_left || at.0 - self.since.0 >= SITTING_MILLIS
    }
}

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
    pub text: Written,
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

#[derive(Serialize)]
struct Record<'a> {
    schema: u32,
    versions: &'a [Version],
}

impl Versions {
    /// Keeps a text that is written over. `false` when it is here already.
    pub fn replaced(&mut self, text: Written, at: UtcMillis) -> bool {
        self.keep(text, VersionKind::Replaced, at)
    }

    /// Keeps a text that was written while another window had saved another one. `false` when it is
    /// here already.
    pub fn diverged(&mut self, text: Written, at: UtcMillis) -> bool {
        self.keep(text, VersionKind::Diverged, at)
    }

    fn keep(&mut self, text: Written, kind: VersionKind, at: UtcMillis) -> bool {
        let empty = text == Written::default();
        if empty || self.0.last().is_some_and(|last| last.text == text) {
            return false;
        }
        self.0.push(Version { at, kind, text });
        self.keep_bounds();
        true
    }

    /// Keeps what another record of the same note has beside it.
    pub fn join(&mut self, others: Self) {
        for other in others.0 {
            let is_it = |known: &&mut Version| known.at == other.at && known.text == other.text;
            match self.0.iter_mut().find(is_it) {
                // What was chosen between on one side stays settled.
                Some(known) if other.kind == VersionKind::Replaced => known.kind = other.kind,
                Some(_) => {}
                None => self.0.push(other),
            }
        }
        self.0.sort_by_key(|version| version.at);
        self.keep_bounds();
    }

    /// Whether there are no more of them than are ever kept.
    #[must_use]
    pub fn are_few(&self) -> bool {
        self.0.len() <= MAX_VERSIONS
    }

    fn keep_bounds(&mut self) {
        while self.0.len() > 1
            && (self.0.len() > MAX_VERSIONS || self.encode().len() > MAX_VERSIONS_BYTES)
        {
            // What nobody ever saw in the note outlasts what stood there.
            let seen = (self.0.iter()).position(|version| version.kind == VersionKind::Replaced);
            let newest = self.0.len() - 1;
            self.0
                .remove(seen.filter(|place| *place < newest).unwrap_or(0));
        }
    }

    /// The text that was put here `at` that moment, to stand in the note again. It stays here, and
    /// the one that `stood` is kept as well, unless it is here already. `None` when there is no such
    /// text.
    pub fn choose(&mut self, at: UtcMillis, stood: Written, now: UtcMillis) -> Option<Written> {
        let place = self.0.iter().rposition(|version| version.at == at)?;
        let chosen = self.0[place].text.clone();
        self.settle(at);
        if self.0.iter().all(|version| version.text != stood) {
            self.replaced(stood, now);
        }
        Some(chosen)
    }

    /// Somebody has chosen between the text of another window that was put here `at` that moment and
    /// the one that stands: from now on it is an earlier text like others. `false` when there is none
    /// to choose.
    pub fn settle(&mut self, at: UtcMillis) -> bool {
        let is_open =
            |version: &&mut Version| version.at == at && version.kind == VersionKind::Diverged;
        let open = self.0.iter_mut().rev().find(is_open);
        open.map(|version| version.kind = VersionKind::Replaced)
            .is_some()
    }

    /// The record: one line of JSON.
    #[must_use]
    pub fn encode(&self) -> String {
        let record = Record {
            schema: VERSIONS_SCHEMA,
            versions: &self.0,
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
        let record: Value = serde_json::from_str(record).map_err(damaged)?;
        let schema: u32 = field(&record, "schema").map_err(damaged)?;
        if schema > VERSIONS_SCHEMA {
            return Err(VersionsFault::Newer);
        }
        field(&record, "versions").map(Self).map_err(damaged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_that_was_made_stays_made_when_an_older_record_comes_beside_it() {
        let mut settled = Versions::default();
        settled.diverged(text("theirs"), UtcMillis(1));
        let open = settled.clone();
        assert!(settled.settle(UtcMillis(1)));
        let (mut here, mut there) = (settled.clone(), open.clone());
        here.join(open);
        there.join(settled.clone());
        assert_eq!((&here, &there), (&settled, &settled));
    }

    fn text(done_when: &str) -> Written {
        let answers = Answers {
            done_when: done_when.to_owned(),
            ..Answers::default()
        };
        Written {
            answers,
            brief: None,
        }
    }

    fn at(minutes: i64) -> UtcMillis {
        UtcMillis(1_773_306_000_000 + minutes * 60_000)
    }

    fn texts(versions: &Versions) -> Vec<&str> {
        let texts = versions.0.iter();
        texts.map(|v| v.text.answers.done_when.as_str()).collect()
    }

    #[test]
    fn what_stood_for_a_sitting_or_left_baton_is_kept_when_it_is_written_over() {
        let stood = |since, has_left| Standing {
            text: text("half"),
            since,
            has_left,
        };
        assert!(!stood(at(0), false).outlasts(at(9)));
        assert!(stood(at(0), false).outlasts(at(10)));
        assert!(stood(at(0), true).outlasts(at(1)));
    }

    #[test]
    fn an_empty_text_and_one_that_is_here_already_are_not_kept() {
        let mut versions = Versions::default();
        assert!(versions.replaced(text("yesterday's"), at(19)));
        assert!(!versions.replaced(text("yesterday's"), at(20)));
        assert!(!versions.replaced(Written::default(), at(60)));
        assert_eq!(texts(&versions), ["yesterday's"]);
    }

    #[test]
    fn choosing_to_and_fro_keeps_each_text_once() {
        let mut versions = Versions::default();
        versions.diverged(text("theirs"), at(1));
        assert_eq!(versions.choose(at(9), text("mine"), at(9)), None);
        let chosen = versions.choose(at(1), text("mine"), at(2));
        assert_eq!(chosen, Some(text("theirs")));
        for minute in 3..6 {
            assert_eq!(
                versions.choose(at(2), text("theirs"), at(minute)),
                Some(text("mine"))
            );
            // The same told again.
            assert_eq!(
                versions.choose(at(2), text("mine"), at(minute)),
                Some(text("mine"))
            );
        }
        assert_eq!(texts(&versions), ["theirs", "mine"]);
        assert_eq!(versions.0[0].kind, VersionKind::Replaced);
    }

    #[test]
    fn a_text_of_another_window_is_settled_once() {
        let mut versions = Versions::default();
        versions.diverged(text("theirs"), at(1));
        assert!(!versions.settle(at(2)));
        assert!(versions.settle(at(1)));
        assert!(!versions.settle(at(1)));
        assert_eq!(versions.0[0].kind, VersionKind::Replaced);
    }

    #[test]
    fn a_text_of_another_window_is_always_kept_but_told_twice_once() {
        let mut versions = Versions::default();
        assert!(versions.replaced(text("old"), at(0)));
        assert!(versions.diverged(text("theirs"), at(1)));
        assert!(!versions.diverged(text("theirs"), at(1)));
        assert!(versions.diverged(text("theirs, longer"), at(2)));
        assert_eq!(texts(&versions), ["old", "theirs", "theirs, longer"]);
    }

    #[test]
    fn what_nobody_saw_in_the_note_outlasts_what_stood_there() {
        let mut versions = Versions::default();
        versions.diverged(text("theirs"), at(0));
        for n in 0..60 {
            versions.replaced(text(&n.to_string()), at(n + 1));
        }
        assert_eq!(versions.0.len(), MAX_VERSIONS);
        assert_eq!(texts(&versions)[..2], ["theirs", "11"]);
        assert_eq!(texts(&versions)[MAX_VERSIONS - 1], "59");
    }

    #[test]
    fn versions_take_up_no_more_than_their_bound_and_the_newest_stays() {
        let mut versions = Versions::default();
        for n in 0..6 {
            let long = format!("{n}{}", "x".repeat(1_900_000));
            versions.diverged(text(&long), at(n));
        }
        assert!(versions.encode().len() <= MAX_VERSIONS_BYTES);
        assert_eq!(versions.0.len(), 4);
        assert!(texts(&versions)[3].starts_with('5'));
    }

    #[test]
    fn versions_come_back_as_they_went_and_others_are_refused() {
        let mut versions = Versions::default();
        versions.replaced(text("שלום \u{202e}txt"), at(0));
        versions.diverged(text("😀"), at(1));
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
