//! The page where an answer that came back is pasted, read, and kept with its note
//! (`answer.html#<id>`). Where it was chosen in a page and the note is not known, the note is chosen here.
//!
//! [`model`] decides, natively tested; the rest shows it and asks. What was pasted is read here, and goes to
//! the background in one piece once the person keeps it.

mod address;
pub mod choice;
pub mod kept;
pub mod model;
mod page;
mod view;

use wasm_bindgen::prelude::*;

/// Shows the page in the element `#app`. The page's script calls it once the module is up.
#[wasm_bindgen]
pub fn start() {
    baton_ui::panics_to_console();
    let app = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(app) = app {
        yew::Renderer::<page::AnswerPage>::with_root(app).render();
    }
}
