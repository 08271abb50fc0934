//! The comment in the making: what is typed, and what of it is kept. Two windows can have begun one
//! each, so whatever is sent says which ones this window knows of; the background then lets none
//! take the place of another.

use baton_notes::CommentDraft;
use baton_protocol::{Failure, NoteChange};

/// Drafts that were sent and had no answer yet; of more, the eldest are forgotten.
const MAX_SENT: usize = 20;

/// A comment in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HalfSaid {
    /// As typed.
    pub draft: CommentDraft,
    /// Whether it could be kept when that was tried last.
    pub outcome: Result<(), Failure>,
    /// What is kept, as far as this window knows.
    kept: CommentDraft,
    /// What was sent since.
    sent: Vec<CommentDraft>,
}

impl Default for HalfSaid {
    fn default() -> Self {
        Self::of(CommentDraft::default())
    }
}

impl HalfSaid {
    /// The one that is kept with a note just opened.
    pub(crate) fn of(kept: CommentDraft) -> Self {
        Self {
            draft: kept.clone(),
            outcome: Ok(()),
            kept,
            sent: Vec::new(),
        }
    }

    /// The change that keeps what was typed, unless it is kept.
    pub(crate) fn keeps(&mut self) -> Option<NoteChange> {
        if self.draft == self.kept {
            return None;
        }
        let was = self.known();
        self.sent.push(self.draft.clone());
        if self.sent.len() > MAX_SENT {
            self.sent.remove(0);
        }
        Some(NoteChange::DraftComment {
            draft: self.draft.clone(),
            was,
        })
    }

    /// The change that says it, unless there is nothing to say.
    pub(crate) fn says(&self) -> Option<NoteChange> {
        let CommentDraft { text, score } = self.draft.clone();
        let says_something = !text.trim().is_empty() || score.is_some();
        let was = self.known();
        says_something.then_some(NoteChange::Comment { text, score, was })
    }

    /// `draft` is kept now.
    pub(crate) fn is_kept(&mut self, draft: CommentDraft) {
        self.outcome = Ok(());
        let place = self.sent.iter().position(|sent| *sent == draft);
        self.sent.drain(..place.map_or(0, |place| place + 1));
        self.kept = draft;
    }

    /// `comment` is said now. A next one may have been begun meanwhile.
    pub(crate) fn is_said(&mut self, comment: &CommentDraft) {
        self.outcome = Ok(());
        self.kept = CommentDraft::default();
        self.sent.clear();
        if self.draft == *comment {
            self.draft = CommentDraft::default();
        }
    }

    /// The note was read again, and `stands` is kept with it. It is shown unless something is typed
    /// here that is not kept.
    pub(crate) fn stands(&mut self, stands: CommentDraft) {
        if self.draft == self.kept {
            *self = Self::of(stands);
        }
    }

    fn known(&self) -> Vec<CommentDraft> {
        let mut known = self.sent.clone();
        known.push(self.kept.clone());
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn half(text: &str) -> CommentDraft {
        CommentDraft {
            text: text.to_owned(),
            score: None,
        }
    }

    fn was(change: Option<NoteChange>) -> Vec<CommentDraft> {
        match change {
            Some(NoteChange::DraftComment { was, .. } | NoteChange::Comment { was, .. }) => was,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_was_sent_without_an_answer_is_known_until_a_later_one_is_kept() {
        let mut comment = HalfSaid::of(half("A"));
        assert_eq!(comment.keeps(), None, "it is kept");
        comment.draft = half("A b");
        assert_eq!(was(comment.keeps()), [half("A")]);
        comment.draft = half("A b c");
        assert_eq!(was(comment.keeps()), [half("A b"), half("A")]);
        comment.is_kept(half("A b"));
        comment.draft = half("A b c d");
        assert_eq!(was(comment.says()), [half("A b c"), half("A b")]);
        comment.is_said(&half("A b c d"));
        assert_eq!(comment, HalfSaid::default());
        assert_eq!(comment.says(), None, "nothing to say");
    }

    #[test]
    fn another_windows_comment_is_shown_where_nothing_is_typed_and_not_known_elsewhere() {
        let mut comment = HalfSaid {
            draft: half("Mine"),
            ..HalfSaid::default()
        };
        comment.stands(half("Theirs"));
        assert_eq!(comment.draft, half("Mine"));
        assert_eq!(was(comment.keeps()), [half("")]);
        comment.is_said(&half("Mine"));
        comment.stands(half("Theirs"));
        assert_eq!(comment.draft, half("Theirs"));
        assert_eq!(was(comment.says()), [half("Theirs")]);
    }
}
