//! The keys of the notes page.

use crate::model::Key;
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::Callback;

/// Reports the keys of the notes page for as long as the listener is kept. A key typed into a field
/// is the field's, and one with Ctrl, Alt or Meta is the browser's.
pub(crate) fn keys(on_key: Callback<Key>) -> Option<EventListener> {
    let document = web_sys::window().and_then(|window| window.document())?;
    let options = EventListenerOptions::enable_prevent_default();
    let listen = move |event: &web_sys::Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if event.ctrl_key() || event.alt_key() || event.meta_key() || is_typed(event) {
            return;
        }
        let key = match event.key().as_str() {
            "/" => Key::Search,
            "j" => Key::Below,
            "k" => Key::Above,
            "Home" => Key::First,
            "End" => Key::Last,
            "x" => Key::Select { is_range: false },
            "X" => Key::Select { is_range: true },
            "Escape" => Key::Close,
            "e" => Key::Edit,
            "n" => Key::New,
            "?" => Key::Help,
            _ => return,
        };
        // The slash itself must not land in the field that takes the focus, nor open the browser's
        // own search; and the page must not go to its own end.
        if matches!(key, Key::Search | Key::First | Key::Last) {
            event.prevent_default();
        }
        on_key.emit(key);
    };
    Some(EventListener::new_with_options(
        &document, "keydown", options, listen,
    ))
}

fn is_typed(event: &KeyboardEvent) -> bool {
    let target = event.target();
    let element = target.and_then(|target| target.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| match element.tag_name().as_str() {
        "INPUT" => element.get_attribute("type").as_deref() != Some("checkbox"),
        tag => matches!(tag, "TEXTAREA" | "SELECT"),
    })
}
