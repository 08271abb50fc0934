//! The comment in the making: what is typed, and what of it is kept. Two windows can have begun one
//! each, so whatever is sent says which ones this window knows of; the background then lets none
//! take the place of another.

use baton_notes::CommentDraft;
use baton_protocol::{Failure, NoteChange};

/// Drafts that were sent and had no answer yet; of more, the eldest are forgotten.
const MAX_SENT: usize = 5;

/// A comment in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HalfSaid {
    /// As typed.
    pub draft: CommentDraft,
    /// Whether it could be kept when that was tried last.
    pub outcome: Result<(), Failure>,
    /// What is kept, as far as this window knows.
    kept: CommentDraft,
    /// What was sent since and has no answer.
    sent: Vec<CommentDraft>,
    /// How many of these were sent before the comment that is being said.
    before_said: usize,
    /// That comment. It is not kept as half a one, which would be there again once it is said.
    saying: Option<CommentDraft>,
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
            before_said: 0,
            saying: None,
        }
    }

    /// Whether all that was typed is kept, and none of it is being said.
    pub(crate) fn is_settled(&self) -> bool {
        self.draft == self.kept && self.sent.is_empty() && self.saying.is_none()
    }

    /// The change that keeps what was typed, unless it is kept or being said.
    pub(crate) fn keeps(&mut self) -> Option<NoteChange> {
        let sent_last = self.sent.last().unwrap_or(&self.kept);
        let is_sent = self.draft == *sent_last && self.outcome.is_ok();
        let is_being_said = self.saying.as_ref() == Some(&self.draft);
        if is_sent || is_being_said || self.is_settled() {
            return None;
        }
        let was = self.known();
        self.sent.push(self.draft.clone());
        if self.sent.len() > MAX_SENT {
            self.forget(1);
        }
        Some(NoteChange::DraftComment {
            draft: self.draft.clone(),
            was,
        })
    }

    /// The change that says it, unless there is nothing to say, or one is being said.
    pub(crate) fn says(&mut self) -> Option<NoteChange> {
        let CommentDraft { text, score } = self.draft.clone();
        if self.saying.is_some() || text.trim().is_empty() && score.is_none() {
            return None;
        }
        let was = self.known();
        self.before_said = self.sent.len();
        self.saying = Some(self.draft.clone());
        Some(NoteChange::Comment { text, score, was })
    }

    /// `draft` is kept now.
    pub(crate) fn is_kept(&mut self, draft: CommentDraft) {
        self.outcome = Ok(());
        let place = self.sent.iter().rposition(|sent| *sent == draft);
        self.forget(place.map_or(0, |place| place + 1));
        self.kept = draft;
    }

    /// `draft` could not be kept. Only when another window's stands there is it certain that it is
    /// not.
    pub(crate) fn is_refused(&mut self, draft: &CommentDraft, why: Failure) {
        self.outcome = Err(why);
        if why == Failure::CommentElsewhere {
            self.sent.retain(|sent| sent != draft);
        }
    }

    /// `comment` is said now. A next one may have been begun meanwhile.
    pub(crate) fn is_said(&mut self, comment: &CommentDraft) {
        self.outcome = Ok(());
        self.kept = CommentDraft::default();
        self.forget(self.before_said);
        self.before_said = 0;
        self.saying = None;
        if self.draft == *comment {
            self.draft = CommentDraft::default();
        }
    }

    /// What was to be said could not be; the change that keeps it meanwhile.
    pub(crate) fn is_not_said(&mut self) -> Option<NoteChange> {
        self.saying = None;
        self.keeps()
    }

    /// The note was read again, and `stands` is kept with it. It is shown where nothing was typed:
    /// what was read may be older than what was kept since.
    pub(crate) fn stands(&mut self, stands: CommentDraft) {
        if *self == Self::default() {
            *self = Self::of(stands);
        }
    }

    /// Forgets the eldest that were sent.
    fn forget(&mut self, count: usize) {
        let count = count.min(self.sent.len());
        self.sent.drain(..count);
        self.before_said = self.before_said.saturating_sub(count);
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

    fn typed(text: &str) -> HalfSaid {
        HalfSaid {
            draft: half(text),
            ..HalfSaid::default()
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
    fn what_is_taken_back_while_it_is_kept_does_not_come_back() {
        let mut comment = typed("Yes");
        assert!(comment.keeps().is_some());
        assert_eq!(comment.keeps(), None, "it is on its way");
        comment.draft = half("");
        assert_eq!(was(comment.keeps()), [half("Yes"), half("")]);
        comment.is_kept(half("Yes"));
        assert!(!comment.is_settled());
        comment.is_kept(half(""));
        assert!(comment.is_settled());
    }

    #[test]
    fn what_was_begun_while_a_comment_was_added_stays_known() {
        let mut comment = typed("A");
        assert!(comment.keeps().is_some());
        assert!(comment.says().is_some());
        comment.draft = half("A next");
        assert!(comment.keeps().is_some(), "its answer gets lost");
        comment.is_said(&half("A"));
        comment.draft = half("A next one");
        assert_eq!(was(comment.keeps()), [half("A next"), half("")]);
    }

    #[test]
    fn what_is_being_said_is_kept_only_once_it_could_not_be_said() {
        let mut comment = typed("A");
        assert!(comment.says().is_some());
        assert_eq!(comment.keeps(), None);
        comment.draft = half("A next");
        assert!(comment.keeps().is_some(), "another one");
        comment.draft = half("A");
        assert_eq!(comment.keeps(), None);
        assert!(comment.is_not_said().is_some());
        assert_eq!(comment.keeps(), None, "it is on its way");
    }

    #[test]
    fn what_another_window_refused_was_not_kept_and_is_tried_again() {
        let mut comment = typed("Mine");
        assert!(comment.keeps().is_some());
        comment.is_refused(&half("Mine"), Failure::CommentElsewhere);
        assert_eq!(was(comment.keeps()), [half("")]);
        comment.is_refused(&half("Mine"), Failure::StoreFull);
        assert_eq!(was(comment.keeps()), [half("Mine"), half("")]);
    }

    #[test]
    fn another_windows_comment_is_shown_where_nothing_is_typed_and_not_known_elsewhere() {
        let mut comment = typed("Mine");
        comment.stands(half("Theirs"));
        assert_eq!(comment.draft, half("Mine"));
        assert_eq!(was(comment.says()), [half("")]);
        comment.is_said(&half("Mine"));
        comment.stands(half("Theirs"));
        assert_eq!(comment.draft, half("Theirs"));
        assert_eq!(was(comment.says()), [half("Theirs")]);
    }
}
