//! A note with all that is kept beside it.

use baton_notes::Stored;

/// A note, the texts that stood in it earlier, and its files: what an export takes away and an import
/// brings back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The note.
    pub note: Stored,
    /// The record of the texts kept beside it (see [`baton_notes::Versions`]), if there are any.
    pub earlier: Option<String>,
    /// Its files, as far as their content is there.
    pub files: Vec<KeptFile>,
}

impl Entry {
    /// A note with nothing beside it.
    #[must_use]
    pub const fn alone(note: Stored) -> Self {
        Self {
            note,
            earlier: None,
            files: Vec::new(),
        }
    }
}

/// The content of a file kept with a note. Its name and media type stand in the note, as
/// [`baton_notes::Attachment`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// The hash it is known by.
    pub sha256: String,
    /// Its bytes, as [`baton_notes::file_text`] writes them.
    pub content: String,
}
