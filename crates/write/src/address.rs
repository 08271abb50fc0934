//! What the page's address asks for, and where the page goes when it is done.

use baton_notes::NoteId;
use baton_protocol::{Failure, PrivateDraft};
use baton_ui::address_hash;
use baton_webext::Area;
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
    /// A draft that was handed over, and is kept nowhere.
    Draft(Box<PrivateDraft>),
}

/// What the address asks for: `#<id>`, `#about=<link, percent-encoded>`, the same with `private` for one
/// from a private window, `#draft/<key>` for a draft of its own, or nothing.
///
/// # Errors
/// [`Failure::NoSuchNote`] when what stands there is no note's id.
pub(crate) async fn wanted() -> Result<Wanted, Failure> {
    let asked = address_hash();
    let asked = asked.as_str();
    if asked.starts_with("draft/") {
        // One that is gone, since the page was loaded anew, leaves a page to write privately in.
        return Ok(draft(asked).await.unwrap_or(Wanted::New {
            about: None,
            is_private: true,
        }));
    }
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

/// A draft waits under this key, for once.
async fn draft(key: &str) -> Option<Wanted> {
    let text = baton_webext::take(Area::Session, key).await?;
    let draft = js_sys::JSON::parse(&text).ok()?;
    let draft = baton_webext::from_js(draft).ok()?;
    Some(Wanted::Draft(Box::new(draft)))
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

/// Opens a note in another tab.
pub(crate) fn open(note: &str) {
    if let Some(window) = web_sys::window() {
        // What a browser does not open leaves the page as it is.
        let _ = window.open_with_url(&["notes.html#", note].concat());
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
