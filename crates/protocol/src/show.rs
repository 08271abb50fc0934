//! What Baton's own pages ask to be shown or saved as it is: notes in words, and as files.

use crate::relations::LinkedNote;
use baton_notes::{Attachment, Comment, CommentDraft, Delivery, NoteId, State, Step, VersionKind};
use baton_worktime::UtcMillis;
use serde::{Deserialize, Serialize};

/// What one of Baton's own pages may ask to have put into words. The background only hands on what
/// comes of it, so it needs no code for the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShowRequest {
    /// One note.
    Note {
        /// The note.
        id: NoteId,
    },
    /// Notes as a file.
    File {
        /// The notes; all when `None`.
        ids: Option<Vec<NoteId>>,
        /// The format.
        format: ExportFormat,
    },
}

/// The answers to these requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShowReply {
    /// To [`ShowRequest::Note`].
    Note(Box<NoteView>),
    /// To [`ShowRequest::Note`], for a note of a newer schema.
    Newer(NewerNote),
    /// To [`ShowRequest::File`].
    File(ExportedFile),
}

/// A file format for notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// Markdown with front matter. Several notes become one file with a rule between them.
    Markdown,
    /// JSON that loses nothing.
    Json,
}

/// An answer that was given, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// What was asked.
    pub question: String,
    /// What was answered; points stand a line each.
    pub answer: String,
}

/// A note to look at, in words: a page needs nothing but this to show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteView {
    /// The note.
    pub id: NoteId,
    /// Its title.
    pub title: String,
    /// The person or team, if known.
    pub person: Option<String>,
    /// The meeting's length in minutes, if known.
    pub minutes: Option<u16>,
    /// Where it stands.
    pub state: State,
    /// The brief as plain text; empty before one was begun.
    pub brief: String,
    /// The verdict's sentence and the line that says its rule, once there was a verdict.
    pub verdict: Option<(String, String)>,
    /// The answers that were given, in the order of the questions.
    pub answers: Vec<Answered>,
    /// The booking page's canonical address; empty when there is none.
    pub target: String,
    /// What it asks at response-by; `None` while it waits for no answer.
    pub follow_up: Option<FollowUpView>,
    /// How it got where it stands, oldest first.
    pub history: Vec<Step>,
    /// Its tags.
    pub tags: Vec<String>,
    /// The people concerned, by name.
    pub people: Vec<String>,
    /// The notes it links to, then those that link to it.
    pub links: Vec<LinkedNote>,
    /// The files kept with it.
    pub attachments: Vec<Attachment>,
    /// What was said about it, oldest first.
    pub comments: Vec<Comment>,
    /// The comment in the making.
    pub comment_draft: CommentDraft,
    /// How the brief left Baton, oldest first.
    pub deliveries: Vec<Delivery>,
    /// Texts that stood here before, and those of other windows, as far as they are not the one that
    /// stands; the newest first.
    pub earlier: Vec<EarlierText>,
}

/// What a note that waits for an answer asks, and the texts for what a person may do then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpView {
    /// When it asks; the answer was due then.
    pub asks_at: UtcMillis,
    /// A reminder, with the brief.
    pub reminder: String,
    /// The moment by which the reminder asks for an answer.
    pub remind_by: UtcMillis,
    /// A message that asks for a call, with the brief.
    pub call: String,
    /// The sentence that is kept when silence decides; empty where the brief does not say what happens
    /// then.
    pub silence: String,
    /// A working day from now.
    pub tomorrow: UtcMillis,
}

/// A text kept beside a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierText {
    /// When it was put there.
    pub at: UtcMillis,
    /// Why it is kept.
    pub kind: VersionKind,
    /// The brief as plain text; empty where none was begun.
    pub brief: String,
    /// The answers that were given.
    pub answers: Vec<Answered>,
}

/// A note of a newer schema, in words that say why it cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewerNote {
    /// The note.
    pub id: NoteId,
    /// A title that stands for its own.
    pub title: String,
    /// What it is, and what can be done with it.
    pub text: String,
}

/// A file to be saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedFile {
    /// A file name that is safe on every system.
    pub name: String,
    /// The media type.
    pub media_type: String,
    /// The content.
    pub content: String,
}
