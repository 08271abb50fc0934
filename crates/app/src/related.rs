//! Notes that may have answered what is being written.

use crate::App;
use crate::finder::{Done, Job, Like};
use crate::ports::{Finder, Ports};
use crate::session::Subject;
use baton_notes::{Link, LinkKind, NoteId, Origin, decode};
use baton_protocol::{Failure, NoteChange, RelatedNote};

/// The most notes that are told of.
const MAX_RELATED: usize = 3;

impl<P: Ports> App<P> {
    /// The notes that are like the one about `subject`, which says `text` so far: those that are found at
    /// once. For this alone no index is made.
    pub(crate) async fn related(
        &self,
        subject: &Subject,
        text: String,
    ) -> Result<Vec<RelatedNote>, Failure> {
        let mut told = Vec::new();
        if subject.private {
            return Ok(told);
        }
        let Some(epoch) = self.standing_index(&subject.note).await? else {
            return Ok(told);
        };
        let source = &subject.source;
        let event = source.event.as_deref().unwrap_or_default();
        let job = Job::Related(Like {
            epoch,
            note: subject.note.clone(),
            person: source.person.clone(),
            provider: source.provider.clone(),
            text: [event, &source.target, &text].join("\n"),
            limit: MAX_RELATED,
        });
        let Done::Found(found) = self.ports.finder().find(job).await? else {
            return Ok(told);
        };
        let ids: Vec<NoteId> = found.hits.into_iter().map(|(id, _)| id).collect();
        for (note, record) in self.records_by_id(&ids).await? {
            let stored = record.and_then(|record| decode(&record).ok());
            // One that was deleted since is not told of.
            if let Some(stored) = stored.filter(|stored| !stored.is_deleted()) {
                let line = self.summary(&stored);
                let state = line.state.map(|state| self.state_name(state));
                told.push(RelatedNote {
                    note: note.to_string(),
                    title: line.title,
                    state: state.unwrap_or_default(),
                    updated: line.updated,
                });
            }
        }
        Ok(told)
    }

    /// Links a note to one that came before it.
    pub(crate) async fn follow(
        &self,
        note: &NoteId,
        to: &str,
        origin: Origin,
    ) -> Result<(), Failure> {
        let link = Link {
            kind: LinkKind::Follows,
            note: NoteId::parse(to).map_err(|_| Failure::Malformed)?,
        };
        self.change(note, NoteChange::Link(link), origin).await?;
        Ok(())
    }
}
