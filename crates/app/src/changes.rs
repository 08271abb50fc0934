//! Changing notes that stand.

use crate::App;
use crate::desk::{Done, Job};
use crate::ports::{Ports, ReadRecords};
use crate::relations::{MAX_LINKING, attachment_key, linked_key};
use baton_notes::{
    Delivered, Link, Note, NoteId, Origin, State, Stored, TransitionError, decode, signature,
};
use baton_protocol::{Failure, FollowUp, MAX_MANY, ManyChanged, NoteChange, OwnReply};
use baton_worktime::UtcMillis;

/// A deletion of notes that were all deleted within this many milliseconds is one told twice: a message
/// repeated after the background was stopped.
const SAME_DELETION_MILLIS: u64 = 60_000;

/// Whether notes can be changed so by the hundred: what it writes is the notes alone.
const fn is_for_many(change: &NoteChange) -> bool {
    matches!(
        change,
        NoteChange::Delete
            | NoteChange::Restore
            | NoteChange::Advance { .. }
            | NoteChange::Tag(_)
            | NoteChange::Concern(_)
    )
}

/// A changed note, and the records that are written with it.
struct Changed {
    is_new: bool,
    beside: Vec<(String, String)>,
}

impl Changed {
    const fn alone(is_new: bool) -> Self {
        Self {
            is_new,
            beside: Vec::new(),
        }
    }
}

impl<P: Ports> App<P> {
    pub(crate) async fn change(
        &self,
        id: &NoteId,
        change: NoteChange,
        origin: Origin,
    ) -> Result<OwnReply, Failure> {
        let _writing = self.writing.lock().await;
        let mut note = self.current(id).await?;
        let changed = self.apply(&mut note, change, origin).await?;
        if changed.is_new {
            let mut records = self.records_of(&[note]).await?;
            records.extend(changed.beside);
            self.keep_records(&records).await?;
        }
        Ok(OwnReply::Ok)
    }

    /// Changes many notes alike, in one step. Those that cannot be changed are left out and counted.
    pub(crate) async fn change_many(
        &self,
        ids: Vec<NoteId>,
        change: NoteChange,
        origin: Origin,
    ) -> Result<OwnReply, Failure> {
        if ids.len() > MAX_MANY || !is_for_many(&change) {
            return Err(Failure::Malformed);
        }
        let mut told = ManyChanged::default();
        {
            let _writing = self.writing.lock().await;
            let mut notes = Vec::new();
            let mut just_deleted = Vec::new();
            let is_deletion = matches!(change, NoteChange::Delete);
            for (id, record) in self.records_by_id(&ids).await? {
                match self.changed(record, change.clone(), origin).await {
                    Ok((note, true)) => {
                        notes.push(note);
                        told.changed.push(id);
                    }
                    Ok((note, false)) if is_deletion && self.is_just_deleted(&note) => {
                        just_deleted.push(id);
                    }
                    Ok(_) => told.already.push(id),
                    Err(why) => told.refuse(why, 1),
                }
            }
            // Many are written in one step: where this deletes some, none of it was done before, and
            // somebody else deleted the others.
            match told.changed.is_empty() {
                true => told.changed = just_deleted,
                false => told.already.extend(just_deleted),
            }
            let records = self.records_of(&notes).await?;
            self.keep_records(&records).await?;
        }
        // Before there is more to take in than it is worth. Where it fails, the next search tells.
        let _ = self.up_to_date().await;
        Ok(OwnReply::ManyChanged(told))
    }

    fn is_just_deleted(&self, note: &Note) -> bool {
        let now = self.ports.now();
        let since = note.deleted.map(|at| at.0.abs_diff(now.0));
        since.is_some_and(|since| since < SAME_DELETION_MILLIS)
    }

    /// The note of a record, changed, and whether there was something to change.
    async fn changed(
        &self,
        record: Option<String>,
        change: NoteChange,
        origin: Origin,
    ) -> Result<(Note, bool), Failure> {
        let record = record.ok_or(Failure::NoSuchNote)?;
        let mut note = match decode(&record).map_err(|_| Failure::StoreBroken)? {
            Stored::Current(note) => *note,
            Stored::Newer(_) => return Err(Failure::StoreNewer),
        };
        let changed = self.apply(&mut note, change, origin).await?;
        note.check().map_err(|_| Failure::Malformed)?;
        Ok((note, changed.is_new))
    }

    async fn apply(
        &self,
        note: &mut Note,
        change: NoteChange,
        origin: Origin,
    ) -> Result<Changed, Failure> {
        let now = self.ports.now();
        let by = match change {
            NoteChange::Advance { .. } | NoteChange::Comment { .. } | NoteChange::FollowUp(_) => {
                signature(&self.settings().await.name)
            }
            _ => None,
        };
        let changed = match change {
            NoteChange::Delete => Ok(note.delete(now)),
            NoteChange::Restore => Ok(note.restore(now)),
            NoteChange::Advance { to } => {
                let is_new = note.advance(to, now, origin);
                if is_new == Ok(true) {
                    note.sign_step(by);
                }
                is_new
            }
            NoteChange::DraftComment { draft, was } => {
                if note.is_commented_elsewhere(&draft, &was) {
                    return Err(Failure::CommentElsewhere);
                }
                note.draft_comment(draft, now).map_err(Into::into)
            }
            NoteChange::Comment { text, score, was } => {
                let said = note.comment(&text, score, &was, by, now);
                said.map_err(Into::into)
            }
            NoteChange::Answer { text, score, by } => note
                .answered(&text, score, by, origin, now)
                .map_err(Into::into),
            NoteChange::FollowUp(said) => follow_up(note, said, by, origin, now),
            // These write the note together with the texts kept beside it.
            NoteChange::UseText { at } => {
                self.use_text(note.clone(), at).await?;
                return Ok(Changed::alone(false));
            }
            NoteChange::LeaveText { at } => {
                self.leave_text(note, at).await?;
                return Ok(Changed::alone(false));
            }
            NoteChange::Tag(names) => note.tag(&names, now).map_err(Into::into),
            NoteChange::Concern(names) => note.concern(&names, now).map_err(Into::into),
            NoteChange::Link(link) => return self.link(note, link).await,
            NoteChange::Unlink(link) => note.unlink(&link, now).map_err(Into::into),
            NoteChange::Attach {
                name,
                media_type,
                content,
            } => return self.attach(note, name, media_type, content).await,
            NoteChange::Detach { sha256 } => note.detach(&sha256, now).map_err(Into::into),
            NoteChange::Reattach(file) => {
                let key = attachment_key(&file.sha256);
                if self.ports.records().read(&key).await?.is_none() {
                    return Err(Failure::NoSuchFile);
                }
                note.attach(file, now).map_err(Into::into)
            }
        };
        changed.map(Changed::alone).map_err(|fault| match fault {
            TransitionError::Deleted => Failure::NoSuchNote,
            TransitionError::NoSuchStep { .. } => Failure::NoSuchStep,
        })
    }

    /// A file's content is a record of its own, written with the note.
    async fn attach(
        &self,
        note: &mut Note,
        name: String,
        media_type: String,
        content: String,
    ) -> Result<Changed, Failure> {
        let job = Job::InspectFile {
            name,
            media_type,
            content: content.clone(),
        };
        let Done::Attachment(file) = self.desk(job).await? else {
            return Err(Failure::Engine);
        };
        let beside = vec![(attachment_key(&file.sha256), content)];
        let is_new = note.attach(file, self.ports.now());
        let is_new = is_new.map_err(|_| Failure::NoSuchNote)?;
        Ok(Changed { is_new, beside })
    }

    /// The other note learns of the link by a record of its own, so that it can be shown there
    /// without reading every note.
    async fn link(&self, note: &mut Note, link: Link) -> Result<Changed, Failure> {
        if self.load(&link.note).await?.is_none() {
            return Err(Failure::NoSuchNote);
        }
        let mut linking = self.linking_to(&link.note).await?;
        let mut beside = Vec::new();
        if !linking.contains(&note.id) {
            linking.push(note.id.clone());
            linking.drain(..linking.len().saturating_sub(MAX_LINKING));
            let list = serde_json::to_string(&linking).map_err(|_| Failure::Malformed)?;
            beside.push((linked_key(&link.note), list));
        }
        let is_new = note.link(link, self.ports.now());
        let is_new = is_new.map_err(|_| Failure::NoSuchNote)?;
        Ok(Changed { is_new, beside })
    }

    pub(crate) async fn current(&self, id: &NoteId) -> Result<Note, Failure> {
        match self.load(id).await? {
            Some(Stored::Current(note)) => Ok(*note),
            Some(Stored::Newer(_)) => Err(Failure::StoreNewer),
            None => Err(Failure::NoSuchNote),
        }
    }
}

/// What was said when a note asked what became of it.
fn follow_up(
    note: &mut Note,
    said: FollowUp,
    by: Option<String>,
    origin: Origin,
    now: UtcMillis,
) -> Result<bool, TransitionError> {
    Ok(match said {
        FollowUp::Later { at } => note.ask_again(at, now)?,
        FollowUp::Reminded { again } => {
            let to = note.deliveries.last().and_then(|last| last.to.clone());
            let is_new = note.deliver(Delivered::Copied, to, now, origin)?;
            note.ask_again(again, now)? || is_new
        }
        FollowUp::Silence { text } => {
            let is_new = note.advance(State::Decided, now, origin)?;
            if is_new {
                note.sign_step(by.clone());
                note.comment(&text, None, &[], by, now)?;
            }
            is_new
        }
    })
}
