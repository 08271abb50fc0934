//! What Baton's own pages ask: the record, its export, and what Baton does on a tab.

use crate::App;
use crate::desk::{Done, Job};
use crate::ports::{Browser, Ports, Records};
use crate::sender::Sender;
use baton_notes::{Filter, Newer, Note, NoteId, Origin, Stored, TransitionError};
use baton_protocol::{
    Activity, ExportFormat, Failure, NewerNote, NoteChange, NoteSummary, OwnReply, OwnRequest,
    PageCommand, StoreHealth, TabActivity,
};
use baton_recognize::provider;
use baton_worktime::UtcMillis;
use std::collections::BinaryHeap;
use std::iter;

/// The most lines a list answers with.
const MAX_LINES: usize = 200;

impl<P: Ports> App<P> {
    pub(crate) async fn own(&self, sender: &Sender, ask: OwnRequest) -> Result<OwnReply, Failure> {
        match ask {
            OwnRequest::List {
                filter,
                offset,
                limit,
            } => self.list(&filter, offset, limit).await,
            OwnRequest::Open { id } => match self.load(&id).await? {
                Some(Stored::Current(note)) => Ok(OwnReply::Note(Box::new(self.view(*note).await))),
                Some(Stored::Newer(newer)) => Ok(OwnReply::Newer(self.newer(newer))),
                None => Err(Failure::NoSuchNote),
            },
            OwnRequest::Change { id, change } => {
                self.change(&id, change, sender.origin_of_steps()).await
            }
            OwnRequest::Export { ids, format } => self.export(ids, format).await,
            OwnRequest::Activity { tab } => Ok(OwnReply::Activity(self.activity(tab).await)),
            OwnRequest::Settings => self.view_settings().await,
            OwnRequest::SaveSettings(settings) => self.save_settings(*settings).await,
            OwnRequest::Templates => self.view_templates().await,
            OwnRequest::SaveTemplates { text, base } => self.save_templates(text, base).await,
            OwnRequest::Unreadable => self.list_unreadable().await,
            OwnRequest::Discard { key } => self.discard(&key).await,
            OwnRequest::Health => {
                let report = self.ports.records().report().await?;
                let shelf = self.load_all().await?;
                let standing = shelf.notes.iter().filter(|note| !note.is_deleted()).count();
                Ok(OwnReply::Health(StoreHealth {
                    notes: u32::try_from(standing).unwrap_or(u32::MAX),
                    unreadable: shelf.unreadable,
                    rebuilt: report.rebuilt,
                    damaged: report.damaged,
                    both_lost: report.both_lost,
                }))
            }
        }
    }

    async fn list(&self, filter: &str, offset: u32, limit: u32) -> Result<OwnReply, Failure> {
        let filter = Filter::new(filter);
        let shelf = self.load_all().await?;
        let notes: Vec<&Stored> = shelf
            .notes
            .iter()
            .filter(|note| is_found(note, &filter))
            .collect();
        let total = u32::try_from(notes.len()).unwrap_or(u32::MAX);
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        let limit = usize::try_from(limit).unwrap_or(MAX_LINES).min(MAX_LINES);
        // Only as many as are asked for are put in order.
        let order = notes.iter().enumerate();
        let mut newest: BinaryHeap<_> = order
            .map(|(place, note)| (updated(note), note.id(), place))
            .collect();
        let notes = iter::from_fn(|| newest.pop())
            .skip(offset)
            .take(limit)
            .map(|(_, _, place)| self.summary(notes[place]))
            .collect();
        Ok(OwnReply::Notes { notes, total })
    }

    fn summary(&self, stored: &Stored) -> NoteSummary {
        let (title, person, provider_name, state) = match stored {
            Stored::Current(note) => (
                note.title().to_owned(),
                note.source.person.clone(),
                provider(&note.source.provider).map_or_else(
                    || note.source.provider.clone(),
                    |system| system.name.to_owned(),
                ),
                Some(note.state),
            ),
            Stored::Newer(_) => (self.newer_title(), None, String::new(), None),
        };
        NoteSummary {
            id: stored.id().clone(),
            title,
            person,
            provider_name,
            state,
            updated: updated(stored),
        }
    }

    fn newer(&self, newer: Newer) -> NewerNote {
        let schema = newer.schema.to_string();
        NewerNote {
            id: newer.id,
            title: self.newer_title(),
            text: self.ports.messages().text("newer_text", &[&schema]),
        }
    }

    fn newer_title(&self) -> String {
        self.ports.messages().text("newer_title", &[])
    }

    async fn change(
        &self,
        id: &NoteId,
        change: NoteChange,
        origin: Origin,
    ) -> Result<OwnReply, Failure> {
        let _writing = self.writing.lock().await;
        let mut note = self.current(id).await?;
        let now = self.ports.now();
        let changed = match change {
            NoteChange::Delete => Ok(note.delete(now)),
            NoteChange::Restore => Ok(note.restore(now)),
            NoteChange::Advance { to } => note.advance(to, now, origin),
            NoteChange::DraftComment(draft) => note.draft_comment(draft, now).map_err(Into::into),
            NoteChange::Comment { text, score } => {
                note.comment(&text, score, None, now).map_err(Into::into)
            }
            NoteChange::UseText { at } => {
                self.use_text(note, at).await?;
                return Ok(OwnReply::Ok);
            }
            NoteChange::LeaveText { at } => {
                self.leave_text(&note, at).await?;
                return Ok(OwnReply::Ok);
            }
            NoteChange::Tag { tags } => note.save_tags(tags, now).map_err(Into::into),
        };
        match changed {
            Ok(true) => self.keep(&note).await?,
            Ok(false) => {}
            Err(TransitionError::Deleted) => return Err(Failure::NoSuchNote),
            Err(TransitionError::NoSuchStep { .. }) => return Err(Failure::NoSuchStep),
        }
        Ok(OwnReply::Ok)
    }

    pub(crate) async fn current(&self, id: &NoteId) -> Result<Note, Failure> {
        match self.load(id).await? {
            Some(Stored::Current(note)) => Ok(*note),
            Some(Stored::Newer(_)) => Err(Failure::StoreNewer),
            None => Err(Failure::NoSuchNote),
        }
    }

    async fn export(
        &self,
        ids: Option<Vec<NoteId>>,
        format: ExportFormat,
    ) -> Result<OwnReply, Failure> {
        let records = match &ids {
            Some(ids) => self.note_records_of(ids).await?,
            None => self.note_records().await?,
        };
        let job = Job::Export {
            records: records.into_iter().map(|(_, text)| text).collect(),
            versions: match format {
                ExportFormat::Json => self.version_records(ids.as_deref()).await?,
                ExportFormat::Markdown => Vec::new(),
            },
            ids,
            format,
            now: self.ports.now(),
            zone: self.ports.zone(),
        };
        match self.desk(job).await? {
            Done::File(file) => Ok(OwnReply::File(file)),
            _ => Err(Failure::Engine),
        }
    }

    /// What Baton does on a tab: the most telling of its frames that still stand.
    pub(crate) async fn activity(&self, tab: i32) -> TabActivity {
        let session = self.memory();
        let mut found: Vec<TabActivity> = Vec::new();
        for (at, activity) in session.activities(tab).await {
            // A page that was left reports nothing any more; ask whether it is still there.
            if self
                .ports
                .browser()
                .command(at.tab, at.frame, &PageCommand::Ping)
                .await
            {
                found.push(activity);
            } else {
                session.forget_activity(at).await;
            }
        }
        found
            .into_iter()
            .min_by_key(|shown| telling(shown.activity))
            .unwrap_or(TabActivity {
                activity: Activity::Elsewhere,
                provider_name: None,
                evidence: Vec::new(),
            })
    }
}

/// Orders activities, the most telling first.
fn telling(activity: Activity) -> u8 {
    match activity {
        Activity::Prompting => 0,
        Activity::CannotPrompt => 1,
        Activity::SteppedAside => 2,
        Activity::Listing => 3,
        Activity::NotBooking => 4,
        Activity::Elsewhere => 5,
    }
}

/// Whether a note is listed. Of a newer one nothing can be read, so no search finds it.
fn is_found(stored: &Stored, filter: &Filter) -> bool {
    match stored {
        Stored::Current(note) => note.deleted.is_none() && note.matches(filter),
        Stored::Newer(_) => filter.is_empty(),
    }
}

fn updated(stored: &Stored) -> UtcMillis {
    match stored {
        Stored::Current(note) => note.updated,
        Stored::Newer(newer) => newer.id.made(),
    }
}
