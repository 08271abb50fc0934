//! Every way a note changes.
//!
//! Each method says whether it changed anything: telling it the same again does not, so a repeated
//! message is harmless. A change counts the revision up and moves `updated`, which never goes
//! back, even when the clock does.

use crate::comment::{Comment, CommentDraft};
use crate::lifecycle::{Origin, State, Step, TransitionError};
use crate::note::{Delivered, Delivery, Link, Note, Source, VerdictRecord};
use baton_brief::Brief;
use baton_gate::Answers;
use baton_worktime::UtcMillis;
use std::fmt;

/// Within this many milliseconds the same way of delivery is the same delivery told twice: a
/// message repeated after the background was stopped, or a button pressed twice.
pub const SAME_DELIVERY_MILLIS: u64 = 60_000;

/// Within this many milliseconds the same comment by the same person is one told twice.
pub const SAME_COMMENT_MILLIS: u64 = 60_000;

/// The note is deleted; it must be restored before it can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoteDeleted;

impl fmt::Display for NoteDeleted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the note is deleted; it must be restored first")
    }
}

impl std::error::Error for NoteDeleted {}

impl From<NoteDeleted> for TransitionError {
    fn from(NoteDeleted: NoteDeleted) -> Self {
        Self::Deleted
    }
}

impl Note {
    /// Keeps what the booking page tells, such as a slot chosen later.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn save_source(&mut self, source: Source, at: UtcMillis) -> Result<bool, NoteDeleted> {
        self.save(at, |note| &mut note.source, source)
    }

    /// Keeps the answers.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn save_answers(&mut self, answers: Answers, at: UtcMillis) -> Result<bool, NoteDeleted> {
        let changed = self.save(at, |note| &mut note.answers, answers)?;
        Ok(self.rewritten(changed))
    }

    /// Keeps the verdict as it was shown; `None` when the answers no longer lead to one.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn save_verdict(
        &mut self,
        verdict: Option<VerdictRecord>,
        at: UtcMillis,
    ) -> Result<bool, NoteDeleted> {
        self.save(at, |note| &mut note.verdict, verdict)
    }

    /// Keeps the brief; `None` takes it away.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn save_brief(&mut self, brief: Option<Brief>, at: UtcMillis) -> Result<bool, NoteDeleted> {
        let changed = self.save(at, |note| &mut note.brief, brief)?;
        Ok(self.rewritten(changed))
    }

    /// Keeps the tags: without white space around them, each once, none blank.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn save_tags(&mut self, tags: Vec<String>, at: UtcMillis) -> Result<bool, NoteDeleted> {
        self.save(at, |note| &mut note.tags, each_once(tags))
    }

    /// Keeps the people concerned, as [`Note::save_tags`].
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn save_people(&mut self, people: Vec<String>, at: UtcMillis) -> Result<bool, NoteDeleted> {
        self.save(at, |note| &mut note.people, each_once(people))
    }

    /// Keeps the links to other notes, each once; one to the note itself is left out.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn save_links(&mut self, links: Vec<Link>, at: UtcMillis) -> Result<bool, NoteDeleted> {
        let mut kept: Vec<Link> = Vec::with_capacity(links.len());
        for link in links {
            if link.note != self.id && !kept.contains(&link) {
                kept.push(link);
            }
        }
        self.save(at, |note| &mut note.links, kept)
    }

    /// Keeps a comment in the making.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn draft_comment(
        &mut self,
        draft: CommentDraft,
        at: UtcMillis,
    ) -> Result<bool, NoteDeleted> {
        self.save(at, |note| &mut note.comment_draft, draft)
    }

    /// Adds a comment, which then is no longer in the making. The same one within [`SAME_COMMENT_MILLIS`] is the same comment, and a blank
    /// one without a score says nothing: `Ok(false)`.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn comment(
        &mut self,
        text: &str,
        score: Option<u8>,
        by: Option<String>,
        at: UtcMillis,
    ) -> Result<bool, NoteDeleted> {
        self.refuse_deleted()?;
        let text = text.trim();
        let told_before = self.comments.iter().any(|comment| {
            (comment.text.as_str(), comment.score, &comment.by) == (text, score, &by)
                && comment.at.0.abs_diff(at.0) < SAME_COMMENT_MILLIS
        });
        let draft = CommentDraft::default();
        if told_before {
            return self.draft_comment(draft, at);
        }
        if text.is_empty() && score.is_none() {
            return Ok(false);
        }
        self.comment_draft = draft;
        self.touch(at);
        self.comments.push(Comment {
            // As with steps: in order even when the clock went back.
            at: self.updated,
            text: text.to_owned(),
            by,
            score,
        });
        Ok(true)
    }

    /// Takes a step of the lifecycle. `Ok(false)` when the note stands there already.
    ///
    /// # Errors
    /// [`TransitionError`] when the note is deleted or [`State::next`] has no such step.
    pub fn advance(
        &mut self,
        to: State,
        at: UtcMillis,
        origin: Origin,
    ) -> Result<bool, TransitionError> {
        self.refuse_deleted()?;
        if self.state == to {
            return Ok(false);
        }
        if !self.state.leads_to(to) {
            return Err(TransitionError::NoSuchStep {
                from: self.state,
                to,
            });
        }
        self.touch(at);
        self.step(to, origin);
        Ok(true)
    }

    /// Records that the brief left Baton, and takes the step that follows from it, if one does.
    ///
    /// A draft that was handed over in any way is sent; a brief that went into a booking makes the note
    /// booked wherever the lifecycle allows it. Otherwise the note stays where it is: a brief
    /// copied once more is one more delivery, not one more step. The same way within
    /// [`SAME_DELIVERY_MILLIS`] is the same delivery: `Ok(false)`.
    ///
    /// # Errors
    /// [`TransitionError::Deleted`].
    pub fn deliver(
        &mut self,
        how: Delivered,
        to: Option<String>,
        at: UtcMillis,
        origin: Origin,
    ) -> Result<bool, TransitionError> {
        self.refuse_deleted()?;
        let told_before = self.deliveries.iter().any(|delivery| {
            delivery.how == how && delivery.at.0.abs_diff(at.0) < SAME_DELIVERY_MILLIS
        });
        if told_before {
            return Ok(false);
        }
        self.touch(at);
        // A message that comes late finds its place: deliveries keep the time they happened.
        let place = self
            .deliveries
            .partition_point(|delivery| delivery.at <= at);
        self.deliveries.insert(place, Delivery { how, at, to });
        match how {
            Delivered::BookedWith if self.state.leads_to(State::Booked) => {
                self.step(State::Booked, origin);
            }
            Delivered::BookedWith => {}
            _ if self.state == State::Draft => self.step(State::Sent, origin),
            _ => {}
        }
        Ok(true)
    }

    /// Makes the note a tombstone; everything in it is kept. `false` when it is one already.
    pub fn delete(&mut self, at: UtcMillis) -> bool {
        if self.deleted.is_some() {
            return false;
        }
        self.touch(at);
        self.deleted = Some(self.updated);
        true
    }

    /// Takes a deletion back. `false` when the note is not deleted.
    pub fn restore(&mut self, at: UtcMillis) -> bool {
        if self.deleted.is_none() {
            return false;
        }
        self.touch(at);
        self.deleted = None;
        true
    }

    fn save<T: PartialEq>(
        &mut self,
        at: UtcMillis,
        place: impl FnOnce(&mut Self) -> &mut T,
        value: T,
    ) -> Result<bool, NoteDeleted> {
        self.refuse_deleted()?;
        let kept = place(self);
        if *kept == value {
            return Ok(false);
        }
        *kept = value;
        self.touch(at);
        Ok(true)
    }

    /// A change of the text moves the moment it was last written.
    const fn rewritten(&mut self, changed: bool) -> bool {
        if changed {
            self.written = self.updated;
        }
        changed
    }

    const fn refuse_deleted(&self) -> Result<(), NoteDeleted> {
        if self.deleted.is_some() {
            Err(NoteDeleted)
        } else {
            Ok(())
        }
    }

    fn touch(&mut self, at: UtcMillis) {
        self.revision = self.revision.saturating_add(1);
        self.updated = self.updated.max(at);
    }

    /// Steps carry `updated`, so that the history is in order even when the clock went back.
    fn step(&mut self, to: State, origin: Origin) {
        self.state = to;
        self.history.push(Step {
            state: to,
            at: self.updated,
            from: origin,
            by: None,
        });
    }
}

/// The texts that are not blank, without white space around them, each once and in their order.
fn each_once(texts: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(texts.len());
    for text in texts {
        let text = text.trim();
        if !text.is_empty() && !kept.iter().any(|standing| standing == text) {
            kept.push(text.to_owned());
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::tests::note;

    fn at(seconds: i64) -> UtcMillis {
        note().created.plus_millis(seconds * 1_000)
    }

    fn states(note: &Note) -> Vec<State> {
        note.history.iter().map(|step| step.state).collect()
    }

    #[test]
    fn a_note_goes_from_draft_to_decided() {
        let mut note = note();
        for (n, state) in (1..).zip([
            State::Sent,
            State::Acknowledged,
            State::Answered,
            State::Decided,
        ]) {
            assert_eq!(note.advance(state, at(n), Origin::Popup), Ok(true));
        }
        assert_eq!(note.state, State::Decided);
        assert_eq!(note.revision, 5);
        assert_eq!(note.history.last().map(|step| step.at), Some(at(4)));
    }

    #[test]
    fn a_step_the_lifecycle_does_not_have_changes_nothing() {
        let mut note = note();
        let before = note.clone();
        assert_eq!(
            note.advance(State::Acknowledged, at(1), Origin::Popup),
            Err(TransitionError::NoSuchStep {
                from: State::Draft,
                to: State::Acknowledged
            })
        );
        assert_eq!(note, before);
    }

    #[test]
    fn copying_a_draft_sends_it_and_copying_again_is_only_a_delivery() {
        let mut note = note();
        assert_eq!(
            note.deliver(Delivered::Copied, None, at(10), Origin::Prompt),
            Ok(true)
        );
        assert_eq!(
            note.deliver(Delivered::Copied, None, at(100), Origin::Popup),
            Ok(true)
        );
        assert_eq!(states(&note), [State::Sent]);
        assert_eq!(note.deliveries.len(), 2);
    }

    #[test]
    fn the_same_delivery_told_twice_is_one() {
        let mut note = note();
        note.deliver(Delivered::Copied, None, at(10), Origin::Prompt)
            .unwrap();
        let once = note.clone();
        assert_eq!(
            note.deliver(Delivered::Copied, None, at(10), Origin::Prompt),
            Ok(false)
        );
        assert_eq!(
            note.deliver(Delivered::Copied, None, at(12), Origin::Prompt),
            Ok(false)
        );
        assert_eq!(note, once);
        assert_eq!(
            note.deliver(Delivered::Mailed, None, at(12), Origin::Prompt),
            Ok(true)
        );
    }

    #[test]
    fn a_delivery_that_arrives_late_is_put_in_order() {
        let mut note = note();
        note.deliver(Delivered::Mailed, None, at(500), Origin::Prompt)
            .unwrap();
        note.deliver(Delivered::Copied, None, at(100), Origin::Prompt)
            .unwrap();
        let order: Vec<_> = note
            .deliveries
            .iter()
            .map(|delivery| delivery.how)
            .collect();
        assert_eq!(order, [Delivered::Copied, Delivered::Mailed]);
        assert_eq!(note.updated, at(500));
    }

    #[test]
    fn booking_with_the_brief_books_a_draft_a_sent_and_an_answered_note() {
        for before in [State::Draft, State::Sent, State::Answered] {
            let mut note = note();
            if before != State::Draft {
                note.advance(State::Sent, at(1), Origin::Popup).unwrap();
                note.advance(before, at(1), Origin::Popup).unwrap();
            }
            note.deliver(Delivered::BookedWith, None, at(9), Origin::Prompt)
                .unwrap();
            assert_eq!(note.state, State::Booked, "from {before:?}");
        }
    }

    #[test]
    fn copying_the_rest_after_booking_leaves_the_note_booked() {
        let mut note = note();
        note.deliver(Delivered::BookedWith, None, at(1), Origin::Prompt)
            .unwrap();
        note.deliver(Delivered::Copied, None, at(2), Origin::Prompt)
            .unwrap();
        assert_eq!(states(&note), [State::Booked]);
    }

    #[test]
    fn a_deleted_note_takes_no_change_until_it_is_restored() {
        let mut note = note();
        let answers = Answers {
            done_when: "the plan is chosen".to_owned(),
            ..Answers::default()
        };
        assert!(note.delete(at(1)));
        assert!(!note.delete(at(2)), "already deleted");
        assert_eq!(note.save_answers(answers.clone(), at(3)), Err(NoteDeleted));
        assert_eq!(
            note.advance(State::Sent, at(3), Origin::Popup),
            Err(TransitionError::Deleted)
        );
        assert_eq!(
            note.deliver(Delivered::Copied, None, at(3), Origin::Popup),
            Err(TransitionError::Deleted)
        );
        assert_eq!((note.deleted, note.revision), (Some(at(1)), 2));
        assert!(note.restore(at(4)));
        assert!(!note.restore(at(5)), "not deleted");
        assert_eq!(note.save_answers(answers, at(6)), Ok(true));
    }

    #[test]
    fn a_delivery_keeps_for_whom_it_was() {
        let mut note = note();
        let to = Some("alex@example.com".to_owned());
        note.deliver(Delivered::Gmail, to.clone(), at(1), Origin::Prompt)
            .unwrap();
        let read = crate::decode(&crate::encode(&note)).unwrap();
        let crate::Stored::Current(read) = read else {
            panic!("of this schema");
        };
        assert_eq!(read.deliveries[0].to, to);
        assert_eq!(read.state, State::Sent);
    }

    #[test]
    fn a_comment_told_twice_is_one_and_comments_stay_in_order() {
        let mut note = note();
        let draft = CommentDraft {
            text: " Clear".to_owned(),
            score: Some(5),
        };
        assert_eq!(note.draft_comment(draft, at(90)), Ok(true));
        assert_eq!(note.comment(" Clear. ", Some(5), None, at(100)), Ok(true));
        assert_eq!(note.comment_draft, CommentDraft::default());
        assert_eq!(note.comment("Clear.", Some(5), None, at(130)), Ok(false));
        assert_eq!(note.comment(" \n", None, None, at(140)), Ok(false));
        assert_eq!(note.comment("Clear.", Some(4), None, at(50)), Ok(true));
        let kim = Some("Kim Sample".to_owned());
        assert_eq!(note.comment("Clear.", Some(5), kim, at(150)), Ok(true));
        let told: Vec<_> = note.comments.iter().map(|c| (c.at, c.score)).collect();
        let expected = [(at(100), Some(5)), (at(100), Some(4)), (at(150), Some(5))];
        assert_eq!(told, expected);
        assert_eq!(note.check(), Ok(()));
    }

    #[test]
    fn tags_people_and_links_are_kept_once_and_without_blanks() {
        let mut note = note();
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let tags: Vec<String> = texts(&[" q3", "budget", "", "q3 ", "  "]);
        assert_eq!(note.save_tags(tags, at(1)), Ok(true));
        assert_eq!(note.tags, ["q3", "budget"]);
        assert_eq!(note.save_tags(texts(&["q3", "budget"]), at(2)), Ok(false));
        assert_eq!(note.save_people(texts(&["Kim Sample"]), at(3)), Ok(true));
        let other = crate::NoteId::from_parts(at(0), [9; 16]);
        let link = |id: &crate::NoteId| Link {
            kind: crate::LinkKind::Follows,
            note: id.clone(),
        };
        let links = vec![link(&other), link(&note.id), link(&other)];
        assert_eq!(note.save_links(links, at(4)), Ok(true));
        assert_eq!(note.links, [link(&other)]);
        assert_eq!(note.check(), Ok(()));
    }

    #[test]
    fn saving_the_same_again_is_no_change() {
        let mut note = note();
        let answers = Answers {
            tried: "asked in March".to_owned(),
            ..Answers::default()
        };
        assert_eq!(note.save_answers(answers.clone(), at(1)), Ok(true));
        assert_eq!((note.written, note.updated), (at(1), at(1)));
        let once = note.clone();
        assert_eq!(note.save_answers(answers, at(2)), Ok(false));
        assert_eq!(note, once);
    }

    #[test]
    fn a_clock_that_goes_back_moves_nothing_back() {
        let mut note = note();
        note.advance(State::Sent, at(100), Origin::Prompt).unwrap();
        note.advance(State::Answered, at(-100), Origin::Prompt)
            .unwrap();
        note.delete(at(-200));
        assert_eq!(note.updated, at(100));
        assert_eq!(note.deleted, Some(at(100)));
        assert!(note.history.iter().all(|step| step.at == at(100)));
    }
}
