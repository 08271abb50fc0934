//! Texts that stay with a tab: a page that is loaded anew finds them, nobody else does, and they go when
//! the tab is closed.

use web_sys::Storage;

/// Keeps a text under this key. One that finds no room is not kept: it still stands in the page.
pub fn keep_in_tab(key: &str, text: &str) {
    if let Some(memory) = memory() {
        let _ = memory.set_item(key, text);
    }
}

/// The text under this key.
#[must_use]
pub fn kept_in_tab(key: &str) -> Option<String> {
    memory()?.get_item(key).ok().flatten()
}

/// Forgets the text under this key.
pub fn forget_in_tab(key: &str) {
    if let Some(memory) = memory() {
        let _ = memory.remove_item(key);
    }
}

fn memory() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}
