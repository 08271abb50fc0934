//! The files kept with a note: saved to disk, taken away, and one more chosen.
//!
//! A file is only ever offered for saving. What it says it is decides nothing.

use crate::model::Event;
use crate::popup::is_a_tab;
use crate::relations::{RelationEvent, Relations};
use baton_notes::{Attachment, MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, NoteId, file_text};
use baton_protocol::NoteView;
use baton_ui::{bin, file_size, text, text_with};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

/// The section of files. `takes_files` where one can be chosen: the toolbar's popup closes when the
/// browser asks for a file.
pub(crate) fn attachments(
    note: &NoteView,
    relations: &Relations,
    takes_files: bool,
    on_event: &Callback<Event>,
) -> Html {
    let files = &note.attachments;
    let has_room = files.len() + relations.on_their_way < MAX_ATTACHMENTS;
    html! {
        <section aria-labelledby="files-heading">
            <h3 id="files-heading">{ text("relations_files") }</h3>
            if !files.is_empty() {
                <ul class="files" id="files">
                    for file in files {
                        { kept(file, on_event) }
                    }
                </ul>
            }
            <p class="soft" role="status" id="files-way">
                if relations.on_their_way > 0 {
                    { text("relations_keeping") }
                }
            </p>
            if let Some(name) = &relations.refused {
                <p class="notice warn" role="alert" id="file-refused" dir="auto">
                    { text_with("relations_file_refused", &[name, &most()]) }
                </p>
            }
            if has_room {
                // In a tab the way back is the note anew, with its recording. Elsewhere no browser
                // asks for a microphone.
                <a class="button" id="record-note" href={format!("record.html#note={}", note.id)}
                    target={(!is_a_tab()).then_some("_blank")}>
                    { text("relations_record") }
                </a>
            }
            if !takes_files {
                <p class="soft">{ text("relations_files_elsewhere") }</p>
            } else if has_room {
                <div class="file-field">
                    <label for="attach">{ text("relations_attach") }</label>
                    <input class="input" type="file" id="attach" multiple=true
                        aria-describedby="attach-limits" onchange={on_choose(&note.id, on_event)} />
                    <p class="soft" id="attach-limits">
                        { text_with("relations_limits", &[&most(), &MAX_ATTACHMENTS.to_string()]) }
                    </p>
                </div>
            } else {
                <p class="soft">{ text_with("relations_full", &[&MAX_ATTACHMENTS.to_string()]) }</p>
            }
        </section>
    }
}

fn most() -> String {
    file_size(MAX_ATTACHMENT_BYTES as u64)
}

fn kept(file: &Attachment, on_event: &Callback<Event>) -> Html {
    let (save, detach) = (file.clone(), file.clone());
    html! {
        <li key={file.sha256.clone()}>
            <span class="file-name" dir="auto">{ &file.name }</span>
            <span class="soft">{ file_size(file.bytes) }</span>
            <button type="button" class="button quiet save-file"
                aria-label={text_with("relations_save_named", &[&file.name])}
                onclick={on_event.reform(move |_: MouseEvent| {
                    RelationEvent::SaveFile(save.clone()).into()
                })}>
                { text("relations_save") }
            </button>
            <button type="button" class="button icon-button detach-file"
                aria-label={text_with("relations_detach", &[&file.name])}
                onclick={on_event.reform(move |_: MouseEvent| {
                    RelationEvent::Detached(detach.clone()).into()
                })}>
                { bin() }
            </button>
        </li>
    }
}

fn on_choose(note: &NoteId, on_event: &Callback<Event>) -> Callback<yew::Event> {
    let (note, on_event) = (note.clone(), on_event.clone());
    Callback::from(move |event: yew::Event| {
        let input = event.target().and_then(|input| input.dyn_into().ok());
        let Some(input): Option<HtmlInputElement> = input else {
            return;
        };
        let files = input.files();
        let count = files.as_ref().map_or(0, web_sys::FileList::length);
        let chosen = (0..count).filter_map(|place| files.as_ref()?.get(place));
        let chosen: Vec<File> = chosen.collect();
        let (note, on_event) = (note.clone(), on_event.clone());
        // One after another, so that few bytes are in memory at once.
        spawn_local(async move {
            for file in chosen {
                on_event.emit(read(file, note.clone()).await.into());
            }
        });
        // The same file can then be chosen once more.
        input.set_value("");
    })
}

/// Reads a file for a note, unless it is too large to be looked at.
async fn read(file: File, note: NoteId) -> RelationEvent {
    #[allow(
        clippy::cast_precision_loss,
        reason = "the limit is far below where it would"
    )]
    if file.size() > MAX_ATTACHMENT_BYTES as f64 {
        return RelationEvent::FileRefused(file.name());
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(content) => {
            let bytes = js_sys::Uint8Array::new(&content).to_vec();
            RelationEvent::Attached(note, file.name(), file.type_(), file_text(&bytes))
        }
        Err(_) => RelationEvent::FileRefused(file.name()),
    }
}
