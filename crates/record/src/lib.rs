//! The page where a voice or screen note is recorded, heard and kept with a note:
//! `record.html#note=<id>`.
//!
//! A page of its own, because browsers ask for a microphone or a screen in a tab only: a popup closes
//! at the question, and a side panel cannot show it.
//!
//! [`model`] decides, [`kind`] says how each kind is recorded, [`fault`] what can be in the way, all
//! natively tested; `recorder` is the browser's part, and the rest shows it.

pub mod fault;
pub mod kind;
pub mod level;
pub mod model;
mod page;
pub mod progress;
mod recorder;
mod view;
mod words;

use wasm_bindgen::prelude::*;

/// Shows the page in the element `#app`. The page's script calls it once the module is up.
#[wasm_bindgen]
pub fn start() {
    baton_ui::panics_to_console();
    baton_ui::mount::<page::RecordPage>(());
}
