//! What the page where a note is written asks: a note that stands, or one from nothing.

use crate::App;
use crate::ports::Ports;
use crate::sender::Sender;
use crate::session::Subject;
use baton_notes::{Note, NoteId, Origin, Source, Stored};
use baton_protocol::{Failure, PromptReply, WriteReply, WriteRequest};

impl<P: Ports> App<P> {
    pub(crate) async fn writer(
        &self,
        sender: &Sender,
        ask: WriteRequest,
    ) -> Result<WriteReply, Failure> {
        let (note, what, how) = match ask {
            WriteRequest::Begin {
                note,
                about,
                is_private,
            } => {
                let sender = Sender {
                    private: sender.private || is_private,
                    ..sender.clone()
                };
                return self.begin(&sender, note, about).await;
            }
            WriteRequest::Draft {
                note,
                template,
                answers,
            } => {
                let subject = self.subject(sender, note).await?;
                let draft = self.draft(&subject, template, answers);
                return draft.await.map(WriteReply::Writing);
            }
            WriteRequest::Related { note, text } => {
                let subject = self.subject(sender, note).await?;
                let related = self.related(&subject, text).await?;
                return Ok(WriteReply::Writing(PromptReply::Related(related)));
            }
            WriteRequest::Link { note, to } => {
                self.follow(&note, &to, Origin::Notes).await?;
                return Ok(WriteReply::Writing(PromptReply::Ok));
            }
            WriteRequest::SaveDraft { note, what } => (note, what, None),
            WriteRequest::Delivered { note, what, how } => (note, what, Some(how)),
        };
        if how.is_some() && what.text.brief.is_none() {
            return Err(Failure::Malformed);
        }
        let subject = self.subject(sender, note).await?;
        let write = self.write(&subject, what, how, Origin::Notes);
        write.await.map(WriteReply::Writing)
    }

    async fn begin(
        &self,
        sender: &Sender,
        note: Option<NoteId>,
        about: Option<String>,
    ) -> Result<WriteReply, Failure> {
        let mut evidence = Vec::new();
        let (subject, stands) = match note {
            Some(id) => {
                let note = self.current(&id).await?;
                if note.deleted.is_some() {
                    return Err(Failure::NoSuchNote);
                }
                let stands = note.standing();
                (of_note(note), Some(stands))
            }
            None => {
                let mut subject = from_nothing(sender, self.fresh_id());
                if let Some(link) = about {
                    let seen = self.behind(link).await?;
                    if let Some(source) = seen.source {
                        subject.url.clone_from(&source.target);
                        subject.source = source;
                        evidence = seen.reasons;
                    }
                    self.memory().begin_about(&subject).await;
                } else if subject.private {
                    // The page may stand in a window that is not.
                    self.memory().begin_about(&subject).await;
                }
                (subject, None)
            }
        };
        let note = subject.note.clone();
        let has_left = stands.as_ref().is_some_and(|stands| stands.has_left);
        let text = stands.map(|stands| stands.text);
        let view = self.prompt_view(subject, evidence, text).await;
        Ok(WriteReply::View {
            note,
            view: Box::new(view),
            has_left,
        })
    }

    /// What the note is about; of one that is not stored yet, only what it was begun about is known.
    async fn subject(&self, sender: &Sender, id: NoteId) -> Result<Subject, Failure> {
        match self.load(&id).await? {
            Some(Stored::Current(note)) => Ok(of_note(*note)),
            Some(Stored::Newer(_)) => Err(Failure::StoreNewer),
            None => {
                let begun = self.memory().begun_about(&id).await;
                Ok(begun.unwrap_or_else(|| from_nothing(sender, id)))
            }
        }
    }
}

/// A note that is stored can be changed from anywhere, as by a comment: that is the person's own
/// act, in a private window too.
fn of_note(note: Note) -> Subject {
    Subject {
        url: note.source.target.clone(),
        note: note.id,
        source: note.source,
        private: false,
    }
}

/// A page that is no tab cannot tell whether its window is private: then nothing is kept.
fn from_nothing(sender: &Sender, id: NoteId) -> Subject {
    Subject {
        note: id,
        source: Source::default(),
        url: String::new(),
        private: sender.private || sender.tab.is_none(),
    }
}
