//! From a note to where it is written, and to the texts that stood in it before.

use crate::model::{Effect, Model, Opened};
use baton_notes::NoteId;
use baton_worktime::UtcMillis;

impl Model {
    /// Goes to where the open note is written; one of a newer version is not.
    pub(crate) fn edit(&mut self) -> Vec<Effect> {
        match &self.open {
            Some(Opened::Note(note)) => self.write(Some(note.id.clone())),
            _ => Vec::new(),
        }
    }

    pub(crate) fn write(&mut self, note: Option<NoteId>) -> Vec<Effect> {
        let mut effects = self.keep_edits();
        self.begin();
        effects.push(Effect::Write(note));
        effects
    }

    /// Shows a kept text beside the one that stands, or no more.
    pub(crate) fn compare(&mut self, kept: Option<UtcMillis>) -> Vec<Effect> {
        self.compared = kept;
        let at = kept.map_or("note-title", |_| "compared-heading");
        vec![Effect::Focus(at.to_owned())]
    }
}
