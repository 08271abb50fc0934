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
    baton_ui::mount::<page::FollowUpsPage>(());
}
