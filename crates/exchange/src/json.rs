//! Notes as JSON that loses nothing.
//!
//! ```json
//! {"format":"baton-notes","version":2,"exported":"2026-03-12T09:00:00Z","entries":[
//! {"file":{"sha256":"…","content":"…"}},
//! {"note":{…},"earlier":{…}}
//! ]}
//! ```
//!
//! A backup also holds the person's setup, in lists of one that stand before the entries: `"settings":[{…}]`,
//! `"templates":[{…}]`, `"asking":[{…}]`, `"views":[{…}]`.
//!
//! One entry a line. A note is the very record that is stored: notes of a newer schema and fields this
//! code does not know are in it as they were found. `earlier` is the record of the texts kept beside it,
//! where there are any. A file stands before the first note that has it, once. Version 1 had no files, and
//! the earlier texts in a list of their own; it is read, too.

use crate::entry::Entry;
use crate::file::Setting;
use crate::writer::Writer;
use baton_notes::{NoteId, Stored};
use baton_worktime::{LocalTime, UtcMillis};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::mem;

/// What `format` says in every file.
pub const FORMAT: &str = "baton-notes";
/// The version of the frame around the notes; each note names its own schema.
pub const VERSION: u32 = 2;

/// What a person has set up beside notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SetupKind {
    /// Their settings, as the text of a file of `baton-settings`.
    Settings,
    /// Their own templates, as the text of a file of `baton-templates`.
    Templates,
    /// When Baton asks, as the record of `baton-asking`.
    Asking,
    /// Their saved views, as the record that is stored.
    Views,
}

/// The longest text of a setup, in bytes: what a file of settings may have.
pub const MAX_SETUP_BYTES: usize = 2_000_000;

impl SetupKind {
    /// All of them, in the order in which they stand in a file.
    pub const ALL: [Self; 4] = [Self::Settings, Self::Templates, Self::Asking, Self::Views];

    /// The member of a file it stands under.
    #[must_use]
    pub const fn member(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Templates => "templates",
            Self::Asking => "asking",
            Self::Views => "views",
        }
    }
}

/// The record of the texts kept beside a note (see [`baton_notes::Versions`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The note.
    pub note: NoteId,
    /// The record. One that is no JSON is left out of a file.
    pub texts: String,
}

/// Writes notes as such a file.
#[derive(Debug)]
pub struct JsonWriter {
    out: String,
    is_begun: bool,
    files: BTreeSet<String>,
}

impl JsonWriter {
    /// A file without notes.
    #[must_use]
    pub fn new(exported: UtcMillis) -> Self {
        Self::with_setup(exported, &[])
    }

    /// A file without notes that holds this setup, each kind once. What is no JSON, or longer than
    /// [`MAX_SETUP_BYTES`], is left out.
    #[must_use]
    pub fn with_setup(exported: UtcMillis, setup: &[(SetupKind, String)]) -> Self {
        let exported = rfc3339(exported);
        let mut out =
            format!("{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"exported\":\"{exported}\",");
        for (kind, text) in setup {
            if text.len() <= MAX_SETUP_BYTES && is_json(text) {
                let _ = writeln!(out, "\"{}\":[{}],", kind.member(), text.trim());
            }
        }
        out.push_str("\"entries\":[");
        Self {
            out,
            is_begun: false,
            files: BTreeSet::new(),
        }
    }

    fn line(&mut self) {
        self.out.push_str(if self.is_begun { ",\n" } else { "\n" });
        self.is_begun = true;
    }

    fn note(&mut self, note: &Stored, earlier: Option<&str>) {
        self.line();
        self.out.push_str("{\"note\":");
        self.out.push_str(&note.to_record());
        if let Some(texts) = earlier.filter(|texts| is_json(texts)) {
            self.out.push_str(",\"earlier\":");
            self.out.push_str(texts.trim());
        }
        self.out.push('}');
    }

    fn end(&mut self) {
        self.out.push_str("\n]}\n");
    }
}

impl Writer for JsonWriter {
    fn add(&mut self, entry: &Entry, _: &Setting) {
        for file in &entry.files {
            if self.files.insert(file.sha256.clone()) {
                self.line();
                // Both are of letters and digits that need no escapes; what is not, is not a file.
                let is_plain = |text: &str| {
                    text.bytes().all(|byte| {
                        byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
                    })
                };
                let content = match is_plain(&file.content) {
                    true => file.content.as_str(),
                    false => "",
                };
                self.out.push_str("{\"file\":{\"sha256\":\"");
                self.out.push_str(&file.sha256);
                self.out.push_str("\",\"content\":\"");
                self.out.push_str(content);
                self.out.push_str("\"}}");
            }
        }
        self.note(&entry.note, entry.earlier.as_deref());
    }

    fn take(&mut self) -> Vec<u8> {
        mem::take(&mut self.out).into_bytes()
    }

    fn finish(&mut self, _: &Setting) -> Vec<u8> {
        self.end();
        Vec::new()
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok()
}

/// Notes as a JSON file, in the order given, and the texts kept beside them.
#[must_use]
pub fn json(notes: &[Stored], earlier: &[Earlier], exported: UtcMillis) -> String {
    let mut file = JsonWriter::new(exported);
    for note in notes {
        let texts = earlier.iter().find(|kept| kept.note == *note.id());
        file.note(note, texts.map(|kept| kept.texts.as_str()));
    }
    file.end();
    file.out
}

/// A moment as RFC 3339 writes it, in UTC, without fractions of a second.
pub(crate) fn rfc3339(at: UtcMillis) -> String {
    format!("{}Z", LocalTime::from_clock_millis(at.0))
}
