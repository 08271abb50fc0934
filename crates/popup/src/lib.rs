//! The toolbar popup: what Baton does on this tab and why, and the notes. And the notes page: the
//! same notes in a tab of their own, list and open note side by side, with keys.
//!
//! [`model`] decides, natively tested; the components only show it and pass events on.

mod activity;
mod attachments;
pub mod common_parts;
mod compare;
mod conversation;
mod detail;
pub mod difference;
mod empty;
mod event;
mod export_buttons;
pub mod filters;
pub mod half_said;
mod health;
mod keys;
mod link;
mod links;
pub mod list;
mod marks;
pub mod model;
mod names;
mod narrow_row;
pub mod narrowing;
mod newer;
mod note_list;
mod popup;
pub mod relations;
mod rows;
pub mod selection;
mod selection_bar;
mod toast;
mod typed;
mod window;
mod words;
mod writing;

use wasm_bindgen::prelude::*;

/// Shows the popup in the element `#app`. The page's script calls it once the module is up.
#[wasm_bindgen]
pub fn start() {
    baton_ui::panics_to_console();
    baton_ui::mount::<popup::Popup>(());
}
