//! Where each note and each file stands in an archive.

use crate::file_name::{MAX_NAME_BYTES, push_words};
use baton_notes::{MAX_MOMENT, NoteId, Stored};
use baton_worktime::{LocalTime, UtcMillis};
use std::collections::{BTreeMap, BTreeSet};

/// The folder of the notes.
const NOTES: &str = "notes";
/// The folder of the files kept with notes.
const FILES: &str = "files";
/// How many digits of an id, from its end, a note's name has: 48 bits of chance.
const TAIL_DIGITS: usize = 12;
/// How many digits of its hash a file's name has.
const HASH_DIGITS: usize = 16;
/// The longest ending of a file's name, without its dot.
const MAX_ENDING: usize = 8;

/// The paths of notes in an archive: `notes/2026/2026-03-12-which-plan-for-q3-020202020202.md`.
///
/// Notes link to each other by path, and a note may link to one that is written later. So whoever
/// writes an archive goes through the notes twice: first here, by [`Paths::place`].
///
/// Names are told apart by their ends alone: the last digits of the note's id, or all of them where
/// another note has the same. These are ASCII, so that names stay apart where capital letters do not
/// count, and under every Unicode normalisation.
#[derive(Debug, Clone, Default)]
pub struct Paths {
    notes: BTreeMap<NoteId, Box<str>>,
    tails: BTreeSet<String>,
}

impl Paths {
    /// No note has a place yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives a note its place. One that has a place keeps it.
    pub fn place(&mut self, note: &Stored) {
        if self.notes.contains_key(note.id()) {
            return;
        }
        let digits = note.id().as_str().replace('-', "");
        let tail = digits[digits.len().saturating_sub(TAIL_DIGITS)..].to_owned();
        let path = if self.tails.contains(&tail) {
            path(note, &digits)
        } else {
            let path = path(note, &tail);
            self.tails.insert(tail);
            path
        };
        self.notes.insert(note.id().clone(), path.into());
    }

    /// The place of a note.
    #[must_use]
    pub fn of(&self, note: &NoteId) -> Option<&str> {
        self.notes.get(note).map(AsRef::as_ref)
    }
}

fn path(note: &Stored, end: &str) -> String {
    let (created, title) = match note {
        Stored::Current(note) => (note.created, note.title()),
        Stored::Newer(newer) => (newer.id.made(), ""),
    };
    let created = created.clamp(UtcMillis(0), MAX_MOMENT);
    let day = LocalTime::from_clock_millis(created.0).date();
    let mut name = day.to_string();
    let after = format!("-{end}.md");
    push_words(&mut name, title, MAX_NAME_BYTES - after.len());
    format!("{NOTES}/{}/{name}{after}", day.year_month_day().0)
}

/// The way from one note of an archive to another place in it.
pub(super) fn from_note(path: &str) -> String {
    format!("../../{path}")
}

/// The places of files: `files/2cf24dba5fb0a30e-plan.pdf`.
#[derive(Debug, Default)]
pub(super) struct FilePaths {
    by_hash: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl FilePaths {
    /// The place of the file of this hash, once it has one.
    pub(super) fn of(&self, sha256: &str) -> Option<&str> {
        self.by_hash.get(sha256).map(String::as_str)
    }

    /// Gives the file of this hash its place, named after the name it has in the first note.
    pub(super) fn place(&mut self, sha256: &str, name: &str) -> String {
        let short = sha256.get(..HASH_DIGITS).unwrap_or(sha256);
        let start = if self.taken.insert(short.to_owned()) {
            short
        } else {
            sha256
        };
        let path = format!("{FILES}/{}", file_name(start, name));
        self.by_hash.insert(sha256.to_owned(), path.clone());
        path
    }
}

fn file_name(start: &str, given: &str) -> String {
    let (stem, ending) = match given.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) => (stem, format!(".{ending}")),
        _ => (given, String::new()),
    };
    let mut name = start.to_owned();
    push_words(&mut name, stem, MAX_NAME_BYTES - ending.len());
    if name.len() == start.len() {
        name.push_str("-file");
    }
    name.push_str(&ending.to_ascii_lowercase());
    name
}

fn is_ending(ending: &str) -> bool {
    (1..=MAX_ENDING).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_notes::{Note, Source};

    fn note(created: i64, title: &str, random: [u8; 16]) -> Stored {
        let at = UtcMillis(created);
        let source = Source {
            event: Some(title.to_owned()),
            ..Source::default()
        };
        let id = NoteId::from_parts(UtcMillis(1_773_306_000_000), random);
        Stored::Current(Box::new(Note::draft(id, at, source)))
    }

    fn placed(notes: &[Stored]) -> Vec<String> {
        let mut paths = Paths::new();
        notes.iter().for_each(|note| paths.place(note));
        let of = |note: &Stored| paths.of(note.id()).unwrap().to_owned();
        notes.iter().map(of).collect()
    }

    #[test]
    fn a_note_stands_under_its_year_named_after_day_title_and_id() {
        let q3 = note(1_773_306_000_000, "Which plan for Q3?", [2; 16]);
        let empty = note(-1, "", [0xab; 16]);
        let last = note(i64::MAX, "CON", [3; 16]);
        assert_eq!(
            placed(&[q3, empty, last]),
            [
                "notes/2026/2026-03-12-which-plan-for-q3-020202020202.md",
                "notes/1970/1970-01-01-abababababab.md",
                "notes/9999/9999-12-31-con-030303030303.md",
            ]
        );
    }

    #[test]
    fn two_ids_of_one_end_are_told_apart_by_all_their_digits() {
        let mut other = [2; 16];
        other[0] = 9;
        let notes = [
            note(0, "x", [2; 16]),
            note(0, "X", other),
            note(0, "x", [2; 16]),
        ];
        let paths = placed(&notes);
        assert_eq!(paths[0], "notes/1970/1970-01-01-x-020202020202.md");
        assert_eq!(
            paths[1],
            "notes/1970/1970-01-01-x-019ce14632807902820202020202020 2.md".replace(' ', "")
        );
        assert_eq!(paths[2], paths[0]);
    }

    #[test]
    fn a_file_is_named_after_its_hash_and_once() {
        let mut files = FilePaths::default();
        let hash = |last: char| format!("2cf24dba5fb0a30e{}", last.to_string().repeat(48));
        for (sha256, name, path) in [
            (
                hash('0'),
                "Plan (v2).PDF",
                "files/2cf24dba5fb0a30e-plan-v2.pdf",
            ),
            (
                "00".repeat(32),
                "../\u{202e}.",
                "files/0000000000000000-file",
            ),
            (
                "11".repeat(32),
                "a.tar.gz",
                "files/1111111111111111-a-tar.gz",
            ),
        ] {
            assert_eq!(files.place(&sha256, name), path);
            assert_eq!(files.of(&sha256), Some(path));
        }
        let same_start = files.place(&hash('1'), "x.txt");
        assert_eq!(same_start, format!("files/{}-x.txt", hash('1')));
    }
}
