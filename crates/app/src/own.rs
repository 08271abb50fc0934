//! What Baton's own pages ask: the record, its export, and what Baton does on a tab.

use crate::App;
use crate::ports::{Browser, Ports, Records};
use crate::session::Memory;
use baton_exchange as exchange;
use baton_notes::{Filter, Note, NoteId, Stored};
use baton_protocol::{
    Activity, ExportFormat, ExportedFile, Failure, NoteSummary, OwnReply, OwnRequest, PageCommand,
    StoreHealth, TabActivity,
};
use baton_recognize::provider;
use baton_worktime::UtcMillis;
use std::collections::BinaryHeap;
use std::iter;

/// The most lines a list answers with.
const MAX_LINES: usize = 200;

impl<P: Ports> App<P> {
    pub(crate) async fn own(&self, ask: OwnRequest) -> Result<OwnReply, Failure> {
        match ask {
            OwnRequest::List { filter, limit } => self.list(&filter, limit).await,
            OwnRequest::Open { id } => {
                let note = self.current(&id).await?;
                Ok(OwnReply::Note(Box::new(self.view(note).await)))
            }
            OwnRequest::Delete { id } => self.change(&id, |note, now| note.delete(now)).await,
            OwnRequest::Restore { id } => self.change(&id, |note, now| note.restore(now)).await,
            OwnRequest::Export { ids, format } => self.export(ids, format).await,
            OwnRequest::Activity { tab } => Ok(OwnReply::Activity(self.activity(tab).await)),
            OwnRequest::Settings => self.view_settings().await,
            OwnRequest::SaveSettings(settings) => self.save_settings(*settings).await,
            OwnRequest::Health => {
                let report = self.ports.records().report().await?;
                let notes = self.load_all().await?;
                let standing = notes.iter().filter(|note| !is_deleted(note)).count();
                Ok(OwnReply::Health(StoreHealth {
                    notes: u32::try_from(standing).unwrap_or(u32::MAX),
                    rebuilt: report.rebuilt,
                    damaged: report.damaged,
                    both_lost: report.both_lost,
                }))
            }
        }
    }

    async fn list(&self, filter: &str, limit: u32) -> Result<OwnReply, Failure> {
        let filter = Filter::new(filter);
        let notes = self.load_all().await?;
        let notes: Vec<&Note> = notes
            .iter()
            .filter_map(current)
            .filter(|note| note.deleted.is_none() && note.matches(&filter))
            .collect();
        let total = u32::try_from(notes.len()).unwrap_or(u32::MAX);
        let limit = usize::try_from(limit).unwrap_or(MAX_LINES).min(MAX_LINES);
        // Only as many as are asked for are put in order.
        let order = notes.iter().enumerate();
        let mut newest: BinaryHeap<_> = order
            .map(|(place, note)| (note.updated, &note.id, place))
            .collect();
        let notes = iter::from_fn(|| newest.pop())
            .take(limit)
            .map(|(_, _, place)| summary(notes[place]))
            .collect();
        Ok(OwnReply::Notes { notes, total })
    }

    async fn change(
        &self,
        id: &NoteId,
        change: fn(&mut Note, UtcMillis) -> bool,
    ) -> Result<OwnReply, Failure> {
        let _writing = self.writing.lock().await;
        let mut note = self.current(id).await?;
        if change(&mut note, self.ports.now()) {
            self.keep(&note).await?;
        }
        Ok(OwnReply::Ok)
    }

    async fn current(&self, id: &NoteId) -> Result<Note, Failure> {
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
        let mut notes = self.load_all().await?;
        notes.retain(|note| match &ids {
            Some(ids) => ids.contains(note.id()),
            None => !is_deleted(note),
        });
        if ids.is_some() && notes.is_empty() {
            return Err(Failure::NoSuchNote);
        }
        let one = ids.is_some() && notes.len() == 1;
        let setting = exchange::Setting {
            now: self.ports.now(),
            zone: &self.ports.zone(),
            zones: self.ports.zones(),
            messages: self.ports.messages(),
        };
        let file = match format {
            ExportFormat::Markdown => exchange::markdown_file(&notes, one, &setting),
            ExportFormat::Json => exchange::json_file(&notes, one, &setting),
        };
        Ok(OwnReply::File(ExportedFile {
            name: file.name,
            media_type: file.media_type.to_owned(),
            content: file.content,
        }))
    }

    /// What Baton does on a tab: the most telling of its frames that still stand.
    async fn activity(&self, tab: i32) -> TabActivity {
        let session = Memory(self.ports.session());
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

fn is_deleted(stored: &Stored) -> bool {
    matches!(stored, Stored::Current(note) if note.deleted.is_some())
}

fn current(stored: &Stored) -> Option<&Note> {
    match stored {
        Stored::Current(note) => Some(note),
        Stored::Newer(_) => None,
    }
}

fn summary(note: &Note) -> NoteSummary {
    NoteSummary {
        id: note.id.clone(),
        title: note.title().to_owned(),
        person: note.source.person.clone(),
        provider_name: provider(&note.source.provider).map_or_else(
            || note.source.provider.clone(),
            |system| system.name.to_owned(),
        ),
        state: note.state,
        updated: note.updated,
    }
}
