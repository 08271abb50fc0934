//! What the page's address asks for, and where the page goes when it is done.

use baton_notes::NoteId;
use baton_protocol::Failure;
use wasm_bindgen::JsValue;

/// What is to be written.
pub(crate) enum Wanted {
    /// A note that stands.
    Note(NoteId),
    /// A new note.
    New {
        /// The link it is about.
        about: Option<String>,
        /// It comes from a private window.
        is_private: bool,
    },
}

/// What the address asks for: `#<id>`, `#about=<link, percent-encoded>`, the same with `private` for one
/// from a private window, or nothing.
///
/// # Errors
/// [`Failure::NoSuchNote`] when what stands there is no note's id.
pub(crate) fn wanted() -> Result<Wanted, Failure> {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    let asked = hash.as_deref().unwrap_or_default().trim_start_matches('#');
    for (key, is_private) in [("about=", false), ("private=", true)] {
        if let Some(link) = asked.strip_prefix(key) {
            let link = js_sys::decode_uri_component(link).map(String::from);
            return Ok(Wanted::New {
                about: link.ok(),
                is_private,
            });
        }
    }
    match asked {
        "" => Ok(Wanted::New {
            about: None,
            is_private: false,
        }),
        id => NoteId::parse(id)
            .map(Wanted::Note)
            .map_err(|_| Failure::NoSuchNote),
    }
}

/// Puts the note into the address, so that it is found again when the page is loaded anew.
pub(crate) fn name(note: &NoteId) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        let address = format!("write.html#{note}");
        // Without it, only loading the page anew would begin another note.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// Goes to the notes page, with the note open if there is one by now. The page that is left is not
/// one to come back to.
pub(crate) fn to_notes(note: Option<&NoteId>) {
    let address = match note {
        Some(note) => format!("notes.html#{note}"),
        None => "notes.html".to_owned(),
    };
    if let Some(window) = web_sys::window() {
        // A page that cannot go stays, with everything saved.
        let _ = window.location().replace(&address);
    }
}
