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
    baton_ui::mount::<page::AnswerPage>(());
}
