//! What the page's address asks for.

use crate::model::Asked;

/// `#text=<text, percent-encoded>` or `#tab=<number>`.
pub(crate) fn asked() -> Asked {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    let hash = hash.as_deref().unwrap_or_default();
    if let Some(tab) = hash.strip_prefix("#tab=").and_then(|tab| tab.parse().ok()) {
        return Asked::Tab(tab);
    }
    let text = hash.strip_prefix("#text=").unwrap_or_default();
    let text = js_sys::decode_uri_component(text).map(String::from);
    Asked::Text(text.unwrap_or_default())
}
