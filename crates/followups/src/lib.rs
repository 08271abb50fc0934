//! The page where briefs that wait for an answer ask, at response-by, what became of them: answered, remind,
//! let silence decide, ask for a call, or ask again tomorrow. One press each.
//!
//! [`model`] decides, natively tested; the rest shows it and asks.

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
        yew::Renderer::<page::FollowUpsPage>::with_root(app).render();
    }
}
