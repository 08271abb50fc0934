//! The write page: a note's brief on a page of its own, without a booking page around it. The note
//! stands in the address, as `write.html#<id>`; without one, a new note is written, about a link with
//! `write.html#about=<link>`.
//!
//! [`baton_editor::session`] decides what is written and kept, [`leaving`] when the page can go.

mod address;
pub mod ask;
pub mod leaving;
mod page;
mod view;

use baton_protocol::{Failure, WriteReply, WriteRequest};
use wasm_bindgen::prelude::*;

/// Shows the page in the element `#app`. The page's script calls it once the module is up.
///
/// Gives the key of the text that says why there is nothing to show, if so.
#[wasm_bindgen]
pub async fn start() -> Option<String> {
    baton_ui::panics_to_console();
    match begin().await {
        Ok(props) => {
            baton_ui::mount::<page::WritePage>(props);
            None
        }
        Err(failure) => Some(failure.text_key().to_owned()),
    }
}

async fn begin() -> Result<page::WritePageProps, Failure> {
    let (note, about, is_private, brief) = match address::wanted().await? {
        address::Wanted::Note(note) => (Some(note), None, false, None),
        address::Wanted::New { about, is_private } => (None, about, is_private, None),
        address::Wanted::Draft(draft) => (None, Some(draft.about), true, Some(draft.brief)),
    };
    let is_new = note.is_none();
    match baton_webext::ask(&WriteRequest::Begin {
        note,
        about,
        is_private,
    })
    .await?
    {
        WriteReply::View {
            note,
            mut view,
            has_left,
        } => {
            view.brief = brief.or(view.brief);
            Ok(page::WritePageProps {
                note,
                is_new,
                view: baton_editor::Told(view.into()),
                has_left,
            })
        }
        WriteReply::Writing(_) => Err(Failure::Malformed),
    }
}
