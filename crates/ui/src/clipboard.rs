use gloo::events::{EventListener, EventListenerOptions};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// Puts `plain` and `html` on the clipboard and says whether that worked.
///
/// Must be called within a click or key press. It uses `execCommand("copy")` with a `copy` handler,
/// because `navigator.clipboard` is refused in a frame when the page's Permissions-Policy forbids
/// it. The handler's own success counts, not the command's answer alone: a copy that never reached
/// the handler put something else, or nothing, on the clipboard.
#[must_use]
pub fn copy_text_and_html(plain: &str, html: &str) -> bool {
    copy(&[("text/plain", plain), ("text/html", html)])
}

/// Puts `text` on the clipboard without formatting, as [`copy_text_and_html`] does.
#[must_use]
pub fn copy_text(text: &str) -> bool {
    copy(&[("text/plain", text)])
}

/// Puts content on the clipboard by its media types.
fn copy(content: &[(&'static str, &str)]) -> bool {
    let Some(document) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.dyn_into::<web_sys::HtmlDocument>().ok())
    else {
        return false;
    };
    let placed = Rc::new(Cell::new(false));
    let listener = {
        let placed = Rc::clone(&placed);
        let content: Vec<(&str, String)> = content
            .iter()
            .map(|(media_type, text)| (*media_type, (*text).to_owned()))
            .collect();
        let options = EventListenerOptions {
            phase: gloo::events::EventListenerPhase::Capture,
            passive: false,
        };
        EventListener::new_with_options(&document, "copy", options, move |event| {
            let Some(data) = event
                .dyn_ref::<web_sys::ClipboardEvent>()
                .and_then(web_sys::ClipboardEvent::clipboard_data)
            else {
                return;
            };
            event.prevent_default();
            event.stop_immediate_propagation();
            let all = content
                .iter()
                .all(|(media_type, text)| data.set_data(media_type, text).is_ok());
            placed.set(all);
        })
    };
    let obeyed = document.exec_command("copy").unwrap_or(false);
    drop(listener);
    obeyed && placed.get()
}
