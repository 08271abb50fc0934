//! The last moment in which a page can say what was typed.

use gloo::events::EventListener;
use web_sys::VisibilityState;
use yew::Callback;

/// Tells that the page is about to be hidden, or to go, for as long as the listeners are kept.
#[must_use]
pub fn on_leaving(tell: &Callback<()>) -> Vec<EventListener> {
    let window = web_sys::window();
    let document = window.as_ref().and_then(web_sys::Window::document);
    let (Some(window), Some(document)) = (window, document) else {
        return Vec::new();
    };
    let hidden = {
        let (tell, page) = (tell.clone(), document.clone());
        EventListener::new(&document, "visibilitychange", move |_| {
            if page.visibility_state() == VisibilityState::Hidden {
                tell.emit(());
            }
        })
    };
    let tell = tell.clone();
    let gone = EventListener::new(&window, "pagehide", move |_| tell.emit(()));
    vec![hidden, gone]
}
