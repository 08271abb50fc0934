//! Files that are dropped anywhere on the page.

use crate::files::Given;
use gloo::events::{EventListener, EventListenerOptions};
use web_sys::DragEvent;
use web_sys::wasm_bindgen::JsCast;
use yew::Callback;

/// Reports files that are held over the page, and those that are dropped, for as long as the listeners
/// are kept.
pub(crate) fn drops(
    on_held: &Callback<bool>,
    on_given: &Callback<Vec<Given>>,
) -> Option<[EventListener; 4]> {
    let document = web_sys::window()?.document()?;
    let listen = |name, act: Box<dyn Fn(&DragEvent)>| {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document, name, options, move |event| {
            if let Some(event) = event.dyn_ref::<DragEvent>()
                && has_files(event)
            {
                act(event);
            }
        })
    };
    let (entered, left, dropped) = (on_held.clone(), on_held.clone(), on_held.clone());
    let given = on_given.clone();
    Some([
        listen("dragenter", Box::new(move |_| entered.emit(true))),
        listen("dragover", Box::new(|event| event.prevent_default())),
        listen(
            "dragleave",
            Box::new(move |event| {
                if event.related_target().is_none() {
                    left.emit(false);
                }
            }),
        ),
        listen(
            "drop",
            Box::new(move |event| {
                event.prevent_default();
                dropped.emit(false);
                let files = event.data_transfer().and_then(|data| data.files());
                let files = files.into_iter().flat_map(|files| {
                    let all = 0..files.length();
                    all.filter_map(move |at| files.get(at)).collect::<Vec<_>>()
                });
                given.emit(files.map(Given::file).collect());
            }),
        ),
    ])
}

fn has_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().includes(&"Files".into(), 0))
}
