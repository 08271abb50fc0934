//! A whole file: name, media type and content.

use crate::file_name::{FileKind, file_name};
use crate::json::{Earlier, json};
use crate::markdown::{markdown_all, markdown_one};
use baton_locale::Messages;
use baton_notes::Stored;
use baton_worktime::{UtcMillis, ZoneName, Zones};

/// The media type of Markdown.
pub const MARKDOWN_TYPE: &str = "text/markdown;charset=utf-8";
/// The media type of JSON.
pub const JSON_TYPE: &str = "application/json";

/// What surrounds an export.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The moment of the export.
    pub now: UtcMillis,
    /// The person's own zone. Moments in the text of Markdown are shown in it and in UTC; all
    /// others are in UTC only.
    pub zone: &'a ZoneName,
    /// Time zones.
    pub zones: &'a dyn Zones,
    /// Words.
    pub messages: &'a dyn Messages,
}

/// A file to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// A name that is safe on every system.
    pub name: String,
    /// The media type.
    pub media_type: &'static str,
    /// The content.
    pub content: String,
}

/// Notes as a Markdown file: laid out and named as a single note when `one` is set and there is
/// just one, else as a collection.
#[must_use]
pub fn markdown_file(notes: &[Stored], one: bool, setting: &Setting) -> File {
    let content = match notes {
        [note] if one => markdown_one(note, setting),
        notes => markdown_all(notes, setting),
    };
    File {
        name: name(notes, one, "md", setting),
        media_type: MARKDOWN_TYPE,
        content,
    }
}

/// Notes as a JSON file with the texts kept beside them, named after the note when `one` is set and there is just one.
#[must_use]
pub fn json_file(notes: &[Stored], earlier: &[Earlier], one: bool, setting: &Setting) -> File {
    File {
        name: name(notes, one, "json", setting),
        media_type: JSON_TYPE,
        content: json(notes, earlier, setting.now),
    }
}

fn name(notes: &[Stored], one: bool, extension: &'static str, setting: &Setting) -> String {
    match notes {
        [Stored::Current(note)] if one => file_name(
            FileKind::Note {
                title: note.title(),
            },
            note.created,
            extension,
        ),
        [Stored::Newer(_)] if one => {
            file_name(FileKind::Note { title: "" }, setting.now, extension)
        }
        _ => file_name(FileKind::AllNotes, setting.now, extension),
    }
}
