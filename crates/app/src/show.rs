//! Notes in words and as files. The background gathers the records; what is made of them at the desk
//! is handed on as it is.

use crate::App;
use crate::desk::{Job, NoteJob};
use crate::ports::{Desk, Ports};
use baton_notes::{Newer, Note, NoteId, Stored, decode};
use baton_protocol::{ExportFormat, Failure, ShowRequest};

impl<P: Ports> App<P> {
    /// The answer's JSON text, a [`Reply`](baton_protocol::Reply) with a
    /// [`ShowReply`](baton_protocol::ShowReply).
    pub(crate) async fn shown(&self, ask: ShowRequest) -> Result<String, Failure> {
        let job = match ask {
            ShowRequest::Note { id } => self.note_job(&id).await?,
            ShowRequest::File { ids, format } => self.file_job(ids, format).await?,
        };
        self.ports.desk().relay(job).await
    }

    async fn note_job(&self, id: &NoteId) -> Result<Job, Failure> {
        let record = self.note_record(id).await?.ok_or(Failure::NoSuchNote)?;
        match decode(&record).map_err(|_| Failure::StoreBroken)? {
            Stored::Current(note) => Ok(self.current_job(&note, record).await),
            Stored::Newer(Newer { id, schema, .. }) => Ok(Job::ShowNewer { id, schema }),
        }
    }

    async fn current_job(&self, note: &Note, record: String) -> Job {
        Job::ShowNote(Box::new(NoteJob {
            record,
            // Without them the note is shown all the same.
            versions: self.versions_record(&note.id).await.unwrap_or_default(),
            links: self.linked_notes(note).await,
            setup: self.setup(&self.settings().await, &note.source),
            now: self.ports.now(),
        }))
    }

    async fn file_job(
        &self,
        ids: Option<Vec<NoteId>>,
        format: ExportFormat,
    ) -> Result<Job, Failure> {
        let records = match &ids {
            Some(ids) => self.note_records_of(ids).await?,
            None => self.note_records().await?,
        };
        Ok(Job::Export {
            records: records.into_iter().map(|(_, text)| text).collect(),
            versions: match format {
                ExportFormat::Json => self.version_records(ids.as_deref()).await?,
                ExportFormat::Markdown => Vec::new(),
            },
            ids,
            format,
            now: self.ports.now(),
            zone: self.ports.zone(),
        })
    }
}
