//! What the page's address asks for.

use crate::model::Asked;

/// `#chosen=<key>`, where the background put the text a person chose; `#private=<key>`, the same from a
/// private window; or `#tab=<number>`.
pub(crate) fn asked() -> Asked {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    let hash = hash.as_deref().unwrap_or_default();
    let asked = hash.trim_start_matches('#').split_once('=');
    let (what, which) = asked.unwrap_or_default();
    match (what, which.parse()) {
        ("tab", Ok(tab)) => Asked::Tab(tab),
        _ => Asked::Text {
            key: which.to_owned(),
            is_private: what == "private",
        },
    }
}
