//! A note with all that is kept beside it.

use baton_notes::{State, Stored};
#[cfg(feature = "import")]
use {
    baton_notes::{Note, Origin},
    baton_worktime::UtcMillis,
};

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
    /// What was changed of it outside of Baton, in a file that Baton wrote. The note has it, too.
    pub edit: Option<Edit>,
}

/// What was changed of a note outside of Baton. A text that was changed is a comment of the note's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// All its tags, where they were changed.
    pub tags: Option<Vec<String>>,
    /// All people it concerns, where they were changed.
    pub people: Option<Vec<String>>,
    /// Where it stands, where that was changed.
    pub state: Option<State>,
}

#[cfg(feature = "import")]
impl Edit {
    /// Makes the same change to the note as it stands, at a moment. A state that cannot follow on where it stands
    /// changes nothing. Says whether anything changed it.
    pub(crate) fn apply(&self, note: &mut Note, at: UtcMillis) -> bool {
        let at = at.max(note.updated);
        let step = |state| note.advance(state, at, Origin::Import);
        let mut is_changed = self.state.map(step).is_some_and(|step| step == Ok(true));
        for (kept, named) in [
            (&mut note.tags, &self.tags),
            (&mut note.people, &self.people),
        ] {
            if let Some(named) = named.as_ref().filter(|named| *named != kept) {
                kept.clone_from(named);
                is_changed = true;
            }
        }
        is_changed
    }
}

impl Entry {
    /// A note with nothing beside it.
    #[must_use]
    pub const fn alone(note: Stored) -> Self {
        Self {
            note,
            earlier: None,
            files: Vec::new(),
            edit: None,
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
