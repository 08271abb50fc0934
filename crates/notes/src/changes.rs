//! Every way a note changes.
//!
//! Each method says whether it changed anything: telling it the same again does not, so a repeated
//! message is harmless. A change counts the revision up and moves `updated`, which never goes
//! back, even when the clock does.

use crate::attachment::Attachment;
use crate::comment::{Comment, CommentDraft};
use crate::lifecycle::{Origin, State, Step, TransitionError};
use crate::names::Names;
use crate::note::{Delivered, Delivery, Link, Note, VerdictRecord};
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
    /// Keeps the slot chosen on the booking page; `None` when none is chosen any more. Of what is booked
    /// or settled it stands: what is chosen then belongs to another booking.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn save_slot(&mut self, slot: Option<String>, at: UtcMillis) -> Result<bool, NoteDeleted> {
        self.refuse_deleted()?;
        if !self.state.leads_to(State::Booked) {
            return Ok(false);
        }
        self.save(at, |note| &mut note.source.slot, slot)
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

    /// Adds tags and takes some away. Each stands once, without white space around it, none blank.
    /// What another page did to other tags stays.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn tag(&mut self, names: &Names, at: UtcMillis) -> Result<bool, NoteDeleted> {
        self.save(at, |note| &mut note.tags, names.applied_to(&self.tags))
    }

    /// Adds people concerned and takes some away, as [`Note::tag`].
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn concern(&mut self, names: &Names, at: UtcMillis) -> Result<bool, NoteDeleted> {
        self.save(at, |note| &mut note.people, names.applied_to(&self.people))
    }

    /// Links this note to another one. `Ok(false)` when it is, or when it is the same note.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn link(&mut self, link: Link, at: UtcMillis) -> Result<bool, NoteDeleted> {
        let mut links = self.links.clone();
        if link.note != self.id && !links.contains(&link) {
            links.push(link);
        }
        self.save(at, |note| &mut note.links, links)
    }

    /// Takes a link away.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn unlink(&mut self, link: &Link, at: UtcMillis) -> Result<bool, NoteDeleted> {
        let mut links = self.links.clone();
        links.retain(|kept| kept != link);
        self.save(at, |note| &mut note.links, links)
    }

    /// Keeps a file with the note. One of the same content is there already: `Ok(false)`.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn attach(&mut self, file: Attachment, at: UtcMillis) -> Result<bool, NoteDeleted> {
        let mut files = self.attachments.clone();
        if files.iter().all(|kept| kept.sha256 != file.sha256) {
            files.push(file);
        }
        self.save(at, |note| &mut note.attachments, files)
    }

    /// Takes the file of this hash away from the note.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn detach(&mut self, sha256: &str, at: UtcMillis) -> Result<bool, NoteDeleted> {
        let mut files = self.attachments.clone();
        files.retain(|kept| kept.sha256 != sha256);
        self.save(at, |note| &mut note.attachments, files)
    }

    /// Whether keeping `draft` would take the place of a comment in the making that whoever writes it
    /// does not know: `was` are those they know.
    #[must_use]
    pub fn is_commented_elsewhere(&self, draft: &CommentDraft, was: &[CommentDraft]) -> bool {
        let stands = &self.comment_draft;
        *stands != CommentDraft::default() && stands != draft && !was.contains(stands)
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

    /// Adds a comment, which then is no longer in the making; what somebody else began (none of `was`)
    /// stays. The same one within [`SAME_COMMENT_MILLIS`] is the same comment, and a blank one without
    /// a score says nothing: `Ok(false)`.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn comment(
        &mut self,
        text: &str,
        score: Option<u8>,
        was: &[CommentDraft],
        by: Option<String>,
        at: UtcMillis,
    ) -> Result<bool, NoteDeleted> {
        self.refuse_deleted()?;
        let said = CommentDraft {
            text: text.to_owned(),
            score,
        };
        let draft = if self.is_commented_elsewhere(&said, was) {
            self.comment_draft.clone()
        } else {
            CommentDraft::default()
        };
        let text = text.trim();
        let told_before = self.comments.iter().any(|comment| {
            (comment.text.as_str(), comment.score, &comment.by) == (text, score, &by)
                && comment.at.0.abs_diff(at.0) < SAME_COMMENT_MILLIS
        });
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

    /// Keeps what the other side answered as a comment of theirs, and takes the step to
    /// [`State::Answered`] where the lifecycle has it: a matter that ended stays as it is. Told twice, it
    /// is one answer: `Ok(false)`. The person's own comment in the making stays.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn answered(
        &mut self,
        text: &str,
        score: Option<u8>,
        by: Option<String>,
        origin: Origin,
        at: UtcMillis,
    ) -> Result<bool, NoteDeleted> {
        let is_new = self.comment(text, score, &[], by.clone(), at)?;
        if is_new && self.state.leads_to(State::Answered) {
            self.step(State::Answered, origin);
            self.sign_step(by);
        }
        Ok(is_new)
    }

    /// Has it ask what became of it no earlier than at `next`.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn ask_again(&mut self, next: UtcMillis, at: UtcMillis) -> Result<bool, NoteDeleted> {
        self.save(at, |note| &mut note.ask_again, Some(next))
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
    /// A draft that was handed over in any way is sent, and so is one that was written on since it was
    /// answered; a brief that went into a booking makes the note booked wherever the lifecycle allows it.
    /// Otherwise the note stays where it is: a brief copied once more is one more delivery, not one more
    /// step. The same way within [`SAME_DELIVERY_MILLIS`] is the same delivery: `Ok(false)`.
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
            _ if self.state == State::Draft || self.asks_anew(at) => {
                self.step(State::Sent, origin);
            }
            _ => {}
        }
        Ok(true)
    }

    /// Whether what leaves at `at` was written on since the answer: it asks something new. Whoever copies
    /// an answered brief as it was waits for nothing.
    fn asks_anew(&self, at: UtcMillis) -> bool {
        let answered = self.history.last();
        let answered = answered.filter(|step| step.state == State::Answered);
        answered.is_some_and(|step| step.at < self.written.min(at))
    }

    /// Records that the booking page confirmed the booking: the note is booked, where the lifecycle
    /// allows it. One that was booked before stays where people have put it since: `Ok(false)`.
    ///
    /// # Errors
    /// [`NoteDeleted`].
    pub fn confirm(&mut self, at: UtcMillis) -> Result<bool, NoteDeleted> {
        self.refuse_deleted()?;
        let booked_before = self.history.iter().any(|step| step.state == State::Booked);
        if booked_before || !self.state.leads_to(State::Booked) {
            return Ok(false);
        }
        self.touch(at);
        self.step(State::Booked, Origin::Confirmation);
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

    /// Says who took the last step.
    pub fn sign_step(&mut self, by: Option<String>) {
        if let Some(step) = self.history.last_mut() {
            step.by = by;
        }
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

/// A name as what was done is signed with; a blank one is none.
#[must_use]
pub fn signature(name: &str) -> Option<String> {
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
#[path = "changes_tests.rs"]
mod tests;
