//! The session asks as a prompt does; this page asks about a note it names.

use baton_notes::NoteId;
use baton_protocol::{PromptRequest, WriteRequest};

/// The question about `note`. `None` for what only a prompt in a booking page can ask, which nothing
/// on this page leads to.
#[must_use]
pub fn about(note: &NoteId, request: &PromptRequest) -> Option<WriteRequest> {
    let note = note.clone();
    match request.clone() {
        PromptRequest::SaveDraft(what) => Some(WriteRequest::SaveDraft { note, what }),
        PromptRequest::Draft { template, answers } => Some(WriteRequest::Draft {
            note,
            template,
            answers,
        }),
        PromptRequest::Delivered { what, how } => Some(WriteRequest::Delivered { note, what, how }),
        PromptRequest::Related(text) => Some(WriteRequest::Related { note, text }),
        PromptRequest::Link(to) => Some(WriteRequest::Link { note, to }),
        PromptRequest::Redeem { .. }
        | PromptRequest::PreviewBooking { .. }
        | PromptRequest::Book(_)
        | PromptRequest::NotNow { .. }
        | PromptRequest::Offered { .. }
        | PromptRequest::Close
        | PromptRequest::Resize(_)
        | PromptRequest::OpenNotes
        | PromptRequest::OpenAsking
        | PromptRequest::OpenNote(_) => None,
    }
}
