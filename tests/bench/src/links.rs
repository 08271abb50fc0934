//! Links, many at once, as the script that marks them hands them over.

use baton_recognize::label_of;
use wasm_bindgen::prelude::*;

/// What each link is, in whatever wrapper it stands: `links` holds a line of UTF-8 each, the answer a
/// byte each, 0 for nobody's page.
#[wasm_bindgen]
#[must_use]
pub fn link_labels(links: &[u8]) -> Vec<u8> {
    let links = str::from_utf8(links).unwrap_or_default();
    links.split('\n').map(|link| label_of(link) as u8).collect()
}
