//! The page where it is set when Baton asks, and how insistently: everywhere, on single sites, for a
//! while, at which hours. All of it stands in one place, each with the way back.
//!
//! [`model`] decides, natively tested; the rest shows it and asks.

pub mod hours;
pub mod model;
mod page;
mod view;

use wasm_bindgen::prelude::*;

/// Shows the page in the element `#app`. The page's script calls it once the module is up.
#[wasm_bindgen]
pub fn start() {
    baton_ui::panics_to_console();
    baton_ui::mount::<page::WhenPage>(());
}
