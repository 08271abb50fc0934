//! The page where notes leave Baton and come back: exports in every format, imports that are looked at
//! first, backups, and erasing everything.
//!
//! [`model`] decides, natively tested; [`taking`] and [`staging`] move notes between files and the
//! store, a part at a time, so that no number of notes fills the memory: [`source`] reads them, the background
//! alone writes them; the rest shows it.

mod drops;
mod files;
pub mod format;
pub mod letters;
pub mod model;
pub mod outcome;
mod page;
pub mod schedule;
mod scope;
mod setup;
mod source;
mod staging;
mod stands;
pub mod table;
mod taking;
pub mod tally;
mod view;
mod work;

use wasm_bindgen::prelude::*;

/// Shows the page in the element `#app`. The page's script calls it once the module is up.
#[wasm_bindgen]
pub fn start() {
    baton_ui::panics_to_console();
    baton_ui::mount::<page::TransferPage>(());
}
