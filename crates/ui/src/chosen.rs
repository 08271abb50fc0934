//! A text that somebody chose in a page or pasted into another page of Baton, on its way to this one.

use crate::tab_memory::{keep_in_tab, kept_in_tab};
use baton_webext::Area;

/// Where such a text waits, as the page's address says: `#chosen=<key>`, or `#private=<key>` for one that
/// comes from a private window. Something else may stand before it, ended by `&`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The key it is kept under in the memory of the browser: `text/…`, or `html/…` for HTML.
    pub key: String,
    /// It comes from a private window: nothing of it is to be stored.
    pub is_private: bool,
}

impl Chosen {
    /// What the address of this page speaks of.
    #[must_use]
    pub fn here() -> Option<Self> {
        Self::in_hash(&address_hash())
    }

    /// What stands in the part of an address behind its `#`.
    #[must_use]
    pub fn in_hash(hash: &str) -> Option<Self> {
        hash.split('&').find_map(|part| {
            let (from, key) = part.split_once('=')?;
            let is_private = match from {
                "chosen" => false,
                "private" => true,
                _ => return None,
            };
            // Much else is kept in that memory, which no address asks for.
            let is_text = key.starts_with("text/") || key.starts_with("html/");
            is_text.then(|| Self {
                key: key.to_owned(),
                is_private,
            })
        })
    }

    /// How an address speaks of it.
    #[must_use]
    pub fn hash(&self) -> String {
        let from = if self.is_private {
            "private="
        } else {
            "chosen="
        };
        [from, &self.key].concat()
    }

    /// Whether it is HTML, as mail programs put it on the clipboard.
    #[must_use]
    pub fn is_html(&self) -> bool {
        self.key.starts_with("html/")
    }

    /// The text. It is handed over once, and stays with this tab, so that it is there when the page is
    /// loaded anew; what comes from a private window is gone then.
    pub async fn text(&self) -> Option<String> {
        let handed = baton_webext::take(Area::Session, &self.key).await;
        let Some(text) = handed else {
            return kept_in_tab(&self.key);
        };
        if !self.is_private {
            keep_in_tab(&self.key, &text);
        }
        Some(text)
    }
}

/// What stands in the address of this page behind its `#`.
#[must_use]
pub fn address_hash() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    let hash = hash.unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

#[cfg(test)]
mod tests {
    use super::Chosen;

    #[test]
    fn the_address_says_where_a_text_waits_and_what_it_is() {
        let chosen = Chosen::in_hash("chosen=text/1").unwrap();
        assert_eq!((chosen.key.as_str(), chosen.is_private), ("text/1", false));
        assert!(!chosen.is_html());
        let pasted = Chosen::in_hash("0198-note&private=html/2").unwrap();
        assert_eq!((pasted.key.as_str(), pasted.is_private), ("html/2", true));
        assert!(pasted.is_html());
        assert_eq!(pasted.hash(), "private=html/2");
        for hash in ["", "0198-note", "tab=7", "chosen", "chosen=tickets", "&&="] {
            assert_eq!(Chosen::in_hash(hash), None, "{hash}");
        }
    }
}
