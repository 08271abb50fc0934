//! Links, many at once, as the script that marks them hands them over.

use baton_recognize::label_of;
use baton_recognize::survey::{Snapshot, survey};
use wasm_bindgen::prelude::*;

/// What each link is, in whatever wrapper it stands: `links` holds a line of UTF-8 each, the answer a
/// byte each, 0 for nobody's page.
#[wasm_bindgen]
#[must_use]
pub fn link_labels(links: &[u8]) -> Vec<u8> {
    let links = str::from_utf8(links).unwrap_or_default();
    links.split('\n').map(|link| label_of(link) as u8).collect()
}

/// How much is found in a page, from the JSON text of what the script in it wrote down.
#[wasm_bindgen]
#[must_use]
pub fn found_in_page(snapshot: &str) -> usize {
    let read = baton_json::from_str::<Snapshot>(snapshot);
    read.map_or(0, |snapshot| survey(&snapshot).found.len())
}
