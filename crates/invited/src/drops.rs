//! A file, a text or a link that is dropped anywhere on the page, and files that are read.

use crate::file::FileKind;
use crate::model::Event;
use baton_post::Refused;
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::js_sys::Uint8Array;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, Element, File, TextDecoder};
use yew::Callback;

/// Reports what is held over the page and dropped on it, for as long as the listeners are kept.
pub(crate) fn drops(send: &Callback<Event>) -> Option<[EventListener; 4]> {
    let document = web_sys::window()?.document()?;
    let listen = |name, act: fn(&DragEvent, &Callback<Event>)| {
        let send = send.clone();
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document, name, options, move |event| {
            if let Some(event) = event.dyn_ref::<DragEvent>() {
                act(event, &send);
            }
        })
    };
    Some([
        listen("dragenter", |event, send| {
            if takes(event) {
                send.emit(Event::Dragged(true));
            }
        }),
        listen("dragover", |event, _| {
            if takes(event) {
                event.prevent_default();
            }
        }),
        listen("dragleave", |event, send| {
            if event.related_target().is_none() {
                send.emit(Event::Dragged(false));
            }
        }),
        listen("drop", |event, send| {
            send.emit(Event::Dragged(false));
            if takes(event) {
                event.prevent_default();
                take(event, send);
            }
        }),
    ])
}

/// Reads a file, unless it is larger than a file of its kind can be.
pub(crate) fn read_file(file: &File, send: &Callback<Event>) {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size; one that is too large stays so"
    )]
    let bytes = file.size() as usize;
    let kind = FileKind::of(&file.name(), &file.type_());
    let limit = kind.most_bytes();
    if bytes > limit {
        return send.emit(Event::Refused(Refused::TooLong { bytes, limit }));
    }
    let (reading, send) = (file.array_buffer(), send.clone());
    spawn_local(async move {
        let event = match JsFuture::from(reading).await {
            Err(_) => Event::Unreadable,
            Ok(content) => match kind.text(&Uint8Array::new(&content).to_vec(), &decoded) {
                Ok(text) => Event::Came(text),
                Err(refused) => Event::Refused(refused),
            },
        };
        send.emit(event);
    });
}

/// The text of bytes in letters that the browser knows by this name.
fn decoded(name: &str, bytes: &[u8]) -> Option<String> {
    let decoder = TextDecoder::new_with_label(name).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}

/// Whether the page takes it: a file anywhere, a text beside the fields, which take theirs themselves.
fn takes(event: &DragEvent) -> bool {
    let Some(data) = event.data_transfer() else {
        return false;
    };
    has(&data, "Files") || has(&data, "text/plain") && !is_over_field(event)
}

fn has(data: &DataTransfer, kind: &str) -> bool {
    data.types().includes(&kind.into(), 0)
}

fn is_over_field(event: &DragEvent) -> bool {
    let target = event.target();
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA"))
}

fn take(event: &DragEvent, send: &Callback<Event>) {
    let Some(data) = event.data_transfer() else {
        return;
    };
    match data.files().and_then(|files| files.get(0)) {
        Some(file) => read_file(&file, send),
        None => {
            if let Ok(text) = data.get_data("text/plain") {
                send.emit(Event::Came(text));
            }
        }
    }
}
