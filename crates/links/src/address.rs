//! What the page's address asks for.

use crate::model::Asked;
use baton_ui::{Chosen, address_hash};

/// A text that was chosen, or `#tab=<number>`.
pub(crate) fn asked() -> Asked {
    let hash = address_hash();
    let tab = hash.strip_prefix("tab=").and_then(|tab| tab.parse().ok());
    match tab {
        Some(tab) => Asked::Tab(tab),
        None => Asked::Text(Chosen::in_hash(&hash).unwrap_or_default()),
    }
}
