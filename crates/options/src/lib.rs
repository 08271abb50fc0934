//! The options page: one's own hours, people and teams, the gate's numbers, templates of one's own,
//! texts for one's own calendar, and the settings as a file.
//!
//! [`model`] decides and [`form`] turns what was typed into settings; [`templates`] does both for
//! the templates. They are natively tested; the views only show them and pass events on.

pub mod booking_page;
mod event;
pub mod form;
#[cfg(test)]
mod guide_tests;
mod handed;
pub mod keeping;
pub mod model;
pub mod number;
mod page;
pub mod person_entry;
pub mod search;
pub mod templates;
pub mod unreadable;
mod view;
pub mod week_entry;

use wasm_bindgen::prelude::*;

/// Shows the page in the element `#app`. The page's script calls it once the module is up.
#[wasm_bindgen]
pub fn start() {
    baton_ui::panics_to_console();
    baton_ui::mount::<page::Options>(());
}
