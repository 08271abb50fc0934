//! What the page's address asks for.

use baton_notes::NoteId;
use baton_protocol::Failure;
use baton_ui::{Chosen, address_hash};
use wasm_bindgen::JsValue;

/// The note that is answered, and the text that waits for it: `#<id>`, `#chosen=<key>`, or both with `&`
/// between them. The note is none where it is to be chosen.
pub(crate) fn asked() -> (Result<Option<NoteId>, Failure>, Option<Chosen>) {
    let hash = address_hash();
    let first = hash.split('&').next().unwrap_or_default();
    let note = match first.contains('=') || first.is_empty() {
        true => Ok(None),
        false => NoteId::parse(first)
            .map(Some)
            .map_err(|_| Failure::NoSuchNote),
    };
    (note, Chosen::in_hash(&hash))
}

/// Says so in the address, for when the page is loaded anew.
pub(crate) fn stand(note: Option<&NoteId>, chosen: Option<&Chosen>) {
    let note = note.map(|note| note.as_str().to_owned());
    let parts: Vec<String> = note.into_iter().chain(chosen.map(Chosen::hash)).collect();
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        let address = ["answer.html#", &parts.join("&")].concat();
        // Without it the note is to be chosen once more.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}
