//! A note with all that is kept beside it.

use baton_notes::{State, Stored};
#[cfg(feature = "import")]
use {
    baton_notes::{Names, Note, Origin},
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
    /// What was changed of it outside of Baton, in a file that Baton wrote.
    pub edit: Option<Edit>,
}

/// What was changed of a note outside of Baton. A text that was changed is a comment of the note's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// Its tags, where they were changed.
    pub tags: Option<NamesEdit>,
    /// The people it concerns, where they were changed.
    pub people: Option<NamesEdit>,
    /// Where it stands, where that was changed.
    pub state: Option<State>,
}

/// A list of names that was changed outside of Baton.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamesEdit {
    /// What it was in the file that Baton wrote.
    pub was: Vec<String>,
    /// What it is.
    pub is: Vec<String>,
}

#[cfg(feature = "import")]
impl NamesEdit {
    /// The change, if it is one.
    pub(crate) fn new(was: &[String], is: Vec<String>) -> Option<Self> {
        (is != was).then(|| Self {
            was: was.to_vec(),
            is,
        })
    }

    /// Makes the same change to the list as it stands. Where Baton changed it as well, the later change decides,
    /// so that a file that is imported once more undoes nothing; a later file's adds and takes away names.
    fn apply(&self, names: &mut Vec<String>, is_file_later: bool) -> bool {
        let then = if *names == self.was {
            self.is.clone()
        } else if is_file_later {
            Names::between(&self.was, &self.is).applied_to(names)
        } else {
            return false;
        };
        let is_changed = *names != then;
        *names = then;
        is_changed
    }
}

#[cfg(feature = "import")]
impl Edit {
    /// Makes the same change to the note as it stands; `at` is when it was made. A state that cannot follow on
    /// where it stands changes nothing. Says whether anything changed it.
    pub(crate) fn apply(&self, note: &mut Note, at: UtcMillis) -> bool {
        let is_file_later = at > note.updated;
        let mut is_changed = false;
        for (names, edit) in [
            (&mut note.tags, &self.tags),
            (&mut note.people, &self.people),
        ] {
            is_changed |= edit
                .as_ref()
                .is_some_and(|edit| edit.apply(names, is_file_later));
        }
        let at = at.max(note.updated);
        let step = |state| note.advance(state, at, Origin::Import);
        is_changed | self.state.map(step).is_some_and(|step| step == Ok(true))
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
