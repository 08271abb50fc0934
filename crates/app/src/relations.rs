//! What belongs to a note and stands outside of it: the notes it is linked with, and the content of
//! its files.
//!
//! `attachment/<sha256>` is a file's content. It stays when the file is taken away from its note:
//! the store deletes nothing, another note may have the same file, and taking it away can be
//! undone. `linked/<id>` lists the notes that linked to a note, ever; each of them says for itself
//! whether it still does.

use crate::App;
use crate::ports::{Ports, ReadRecords};
use baton_notes::{Note, NoteId, Stored};
use baton_protocol::{Failure, LinkedNote, OwnReply, Relation};

/// The most notes that are remembered as linking to one; the latest stay.
pub(crate) const MAX_LINKING: usize = 200;

/// The key of a file's content.
pub(crate) fn attachment_key(sha256: &str) -> String {
    format!("attachment/{sha256}")
}

/// The key of the list of notes that linked to a note.
pub(crate) fn linked_key(id: &NoteId) -> String {
    format!("linked/{id}")
}

impl<P: Ports> App<P> {
    /// The content of a file that a note has.
    pub(crate) async fn attachment(&self, id: &NoteId, sha256: &str) -> Result<OwnReply, Failure> {
        let Some(Stored::Current(note)) = self.load(id).await? else {
            return Err(Failure::NoSuchNote);
        };
        if note.attachments.iter().all(|file| file.sha256 != sha256) {
            return Err(Failure::NoSuchFile);
        }
        let content = self.ports.records().read(&attachment_key(sha256)).await?;
        let content = content.ok_or(Failure::NoSuchFile)?;
        Ok(OwnReply::Attachment { content })
    }

    /// The notes that linked to a note, ever. A damaged list counts as none.
    pub(crate) async fn linking_to(&self, id: &NoteId) -> Result<Vec<NoteId>, Failure> {
        let list = self.ports.records().read(&linked_key(id)).await?;
        let list = list.and_then(|list| baton_json::from_str(&list).ok());
        Ok(list.unwrap_or_default())
    }

    /// The notes it links to, then the notes that link to it. What cannot be read is left out: the
    /// note is shown all the same.
    pub(crate) async fn linked_notes(&self, note: &Note) -> Vec<LinkedNote> {
        let mut linked = Vec::new();
        for link in &note.links {
            let other = self.load(&link.note).await.ok().flatten();
            let relation = Relation::of(link.kind);
            linked.push(self.linked(relation, &link.note, other.as_ref()));
        }
        for id in self.linking_to(&note.id).await.unwrap_or_default() {
            let Ok(Some(other)) = self.load(&id).await else {
                continue;
            };
            let links = match &other {
                Stored::Current(other) if other.deleted.is_none() => other.links.as_slice(),
                _ => &[],
            };
            for link in links.iter().filter(|link| link.note == note.id) {
                let relation = Relation::to_the_other(link.kind);
                linked.push(self.linked(relation, &id, Some(&other)));
            }
        }
        linked
    }

    fn linked(&self, relation: Relation, id: &NoteId, other: Option<&Stored>) -> LinkedNote {
        let (title, stands) = match other {
            Some(Stored::Current(note)) => (note.title().to_owned(), note.deleted.is_none()),
            Some(Stored::Newer(_)) => (self.newer_title(), true),
            None => (String::new(), false),
        };
        LinkedNote {
            relation,
            note: id.clone(),
            title,
            stands,
        }
    }
}
