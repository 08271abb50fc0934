//! The page that says what links really are: those of a text a person chose (`links.html#chosen=…`), or
//! those of a page a person looks at (`links.html#tab=…`), with what Baton does on that site.
//!
//! [`model`] decides, natively tested; the rest shows it and asks.

mod address;
pub mod item;
pub mod model;
mod page;
mod view;

use wasm_bindgen::prelude::*;

/// Shows the page in the element `#app`. The page's script calls it once the module is up.
#[wasm_bindgen]
pub fn start() {
    baton_ui::panics_to_console();
    baton_ui::mount::<page::LinksPage>(());
}
