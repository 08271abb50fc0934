//! The page where a note is written, outside of any booking page, and the background.

use crate::prompt::{Handover, PromptReply, PromptView};
use baton_brief::{Brief, OwnTemplateId};
use baton_gate::Answers;
use baton_notes::{Delivered, NoteId};
use serde::{Deserialize, Serialize};

/// What the page where a note is written may ask. It says each time which note it means: where the
/// page stands in a side panel, no tab tells it from others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WriteRequest {
    /// What is to be known before one writes.
    Begin {
        /// The note; a new one when `None`. Nothing is kept of a new note before it is saved.
        note: Option<NoteId>,
        /// A link that a new note is about, in whatever wrapper it came; or JSON of the
        /// [`baton_notes::Source`] that an invitation speaks of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<String>,
        /// It is begun from a private window, though this page stands in an ordinary one.
        #[serde(default)]
        is_private: bool,
    },
    /// Keep what was typed so far.
    SaveDraft {
        /// The note.
        note: NoteId,
        /// The text.
        what: Handover,
    },
    /// Draft a brief from one of the person's own templates. Changes nothing.
    Draft {
        /// The note.
        note: NoteId,
        /// The template; the one that the person's bindings call for when `None`.
        template: Option<OwnTemplateId>,
        /// The answers.
        answers: Answers,
    },
    /// The brief left Baton. Saves the text with it.
    Delivered {
        /// The note.
        note: NoteId,
        /// The answers, and the brief as it left.
        what: Handover,
        /// How.
        how: Delivered,
    },
    /// Find the notes that are like this one.
    Related {
        /// The note.
        note: NoteId,
        /// What it says so far.
        text: String,
    },
    /// Link the note, which is stored by then, to another one.
    Link {
        /// The note.
        note: NoteId,
        /// The one it follows: [`RelatedNote::note`](crate::RelatedNote::note).
        to: String,
    },
}

/// A draft that is handed to the page where it is written without being kept, because it comes from a
/// private window. It waits in the memory of the browser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrivateDraft {
    /// What it is about, as in [`WriteRequest::Begin`].
    pub about: String,
    /// Its brief.
    pub brief: Brief,
}

/// The answers to the requests of the page where a note is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WriteReply {
    /// To [`WriteRequest::Begin`].
    View {
        /// The note; its id is new where the note is.
        note: NoteId,
        /// What is to be known, as a prompt is told it.
        view: Box<PromptView>,
        /// Whether the text that stands there left Baton, so that it is kept when it is changed.
        has_left: bool,
    },
    /// To everything else: as a prompt is answered.
    Writing(PromptReply),
}
