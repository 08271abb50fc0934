//! Notes for the clipboard: as plain text, and with formatting for what takes it.

use crate::entry::Entry;
use crate::file::Setting;
use crate::sections::titled;
use baton_brief::{Block, Document, html, plain_text};

/// What stands between notes.
const PLAIN_RULE: &str = "\n\n----------\n\n";
const HTML_RULE: &str = "<hr>\n";

/// Notes in both forms, made of the same blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clipping {
    /// Lines end in `\n`.
    pub plain: String,
    /// A fragment of what [`baton_brief::html`] makes, with `hr` between notes.
    pub html: String,
}

/// Notes for the clipboard, in the order given. A note of a newer schema is named only.
#[must_use]
pub fn clipping<'a>(entries: impl IntoIterator<Item = &'a Entry>, setting: &Setting) -> Clipping {
    let mut clipping = Clipping::default();
    for entry in entries {
        let (title, mut blocks) = titled(&entry.note, setting);
        blocks.insert(0, Block::Title(title.clone()));
        let document = Document {
            one_line: title,
            blocks,
        };
        if !clipping.html.is_empty() {
            clipping.plain.push_str(PLAIN_RULE);
            clipping.html.push_str(HTML_RULE);
        }
        clipping.plain.push_str(&plain_text(&document));
        clipping.html.push_str(&html(&document));
    }
    clipping
}
