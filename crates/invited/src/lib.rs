//! The page where an invitation that came is answered in writing, or declined kindly: from an `.ics` file, a
//! mail that is a file or was pasted, a link, or what was chosen in a page.
//!
//! [`model`] decides, natively tested; the rest shows it and asks. What was pasted is read here; kept is only
//! the draft that is begun with it.

pub mod draft;
mod drops;
pub mod file;
pub mod invitation;
pub mod model;
mod page;
mod view;

use wasm_bindgen::prelude::*;

/// Shows the page in the element `#app`. The page's script calls it once the module is up.
#[wasm_bindgen]
pub fn start() {
    baton_ui::panics_to_console();
    baton_ui::mount::<page::InvitedPage>(());
}
