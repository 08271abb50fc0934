//! Notes as JSON that loses nothing.
//!
//! ```json
//! {"format":"baton-notes","version":2,"exported":"2026-03-12T09:00:00Z","entries":[
//! {"file":{"sha256":"…","content":"…"}},
//! {"note":{…},"earlier":{…}}
//! ]}
//! ```
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
use std::mem;

/// What `format` says in every file.
pub const FORMAT: &str = "baton-notes";
/// The version of the frame around the notes; each note names its own schema.
pub const VERSION: u32 = 2;

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
        let exported = rfc3339(exported);
        Self {
            out: format!(
                "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"exported\":\"{exported}\",\"entries\":["
            ),
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
        let is_json = |texts: &&str| serde_json::from_str::<Value>(texts).is_ok();
        if let Some(texts) = earlier.filter(is_json) {
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
