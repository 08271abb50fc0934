//! What is typed into the open note: kept after a pause and before the note is left, and held until
//! it is.

use crate::half_said::HalfSaid;
use crate::model::{Effect, Model, Opened};
use crate::relations::Relations;
use baton_notes::{CommentDraft, NoteId};
use baton_protocol::{Failure, NoteChange};
use std::mem;

impl Model {
    /// However long somebody types without a rest, only what came after the last pause can be lost.
    pub(crate) fn edited(&mut self) -> Vec<Effect> {
        if self.pause.is_some() {
            return Vec::new();
        }
        self.pauses += 1;
        self.pause = Some(self.pauses);
        vec![Effect::PauseEdit(self.pauses)]
    }

    /// Keeps what was typed into the open note and is not kept yet.
    pub(crate) fn keep_edits(&mut self) -> Vec<Effect> {
        self.pause = None;
        let Some(Opened::Note(note)) = &self.open else {
            return Vec::new();
        };
        let change = self.comment.keeps();
        let change = change.map(|change| Effect::Change(note.id.clone(), change));
        change.into_iter().collect()
    }

    /// Keeps everything that was typed into the open note: the comment, and names half typed.
    pub(crate) fn keep_typed(&mut self) -> Vec<Effect> {
        let mut effects = self.keep_edits();
        effects.extend(self.keep_names());
        effects
    }

    /// The open note is left. What was typed is kept, and held until it is.
    pub(crate) fn leave(&mut self) -> Vec<Effect> {
        let effects = self.keep_typed();
        self.hold();
        effects
    }

    /// The open note was deleted. Nothing can be kept with it any more; what is not kept yet is held,
    /// should it be brought back.
    pub(crate) fn leave_deleted(&mut self) {
        self.hold();
        self.open = None;
    }

    fn hold(&mut self) {
        self.pause = None;
        if let Some(Opened::Note(note)) = &self.open
            && !self.comment.is_settled()
        {
            let comment = mem::take(&mut self.comment);
            self.held.insert(note.id.clone(), comment);
        }
    }

    /// What stands in the fields of the note just opened: what is kept, unless something is held
    /// here that is not.
    pub(crate) fn fill_fields(&mut self) {
        self.searches += 1;
        self.relations = Relations::default();
        self.compared = None;
        self.comment = HalfSaid::default();
        if let Some(Opened::Note(note)) = &self.open {
            let held = self.held.remove(&note.id);
            self.comment = held.unwrap_or_else(|| HalfSaid::of(note.comment_draft.clone()));
        }
    }

    /// What an answer means for the comment in the making, of the open note or of one that was left:
    /// one that could not be added is to be kept by the change that is given.
    pub(crate) fn comment_answered(
        &mut self,
        id: &NoteId,
        change: &NoteChange,
        answer: Result<(), Failure>,
    ) -> Option<NoteChange> {
        let is_open = self.open.as_ref().is_some_and(|open| open.id() == id);
        let comment = match is_open {
            true => Some(&mut self.comment),
            false => self.held.get_mut(id),
        };
        let comment = comment?;
        let mut again = None;
        match (change, answer) {
            (NoteChange::DraftComment { draft, .. }, Ok(())) => comment.is_kept(draft.clone()),
            (NoteChange::DraftComment { draft, .. }, Err(why)) => comment.is_refused(draft, why),
            (NoteChange::Comment { text, score, .. }, Ok(())) => {
                let text = text.clone();
                let score = *score;
                comment.is_said(&CommentDraft { text, score });
            }
            (NoteChange::Comment { .. }, Err(_)) => again = comment.is_not_said(),
            _ => {}
        }
        if !is_open && comment.is_settled() {
            self.held.remove(id);
        }
        again
    }
}

#[cfg(test)]
#[path = "typed_tests.rs"]
mod tests;
