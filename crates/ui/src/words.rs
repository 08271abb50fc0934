use baton_locale::Messages;
use baton_webext::BrowserMessages;

/// The text of `key` in the browser's language.
#[must_use]
pub fn text(key: &str) -> String {
    BrowserMessages.text(key, &[])
}

/// The text of `key` with `$1` … replaced by `args`.
#[must_use]
pub fn text_with(key: &str, args: &[&str]) -> String {
    BrowserMessages.text(key, args)
}
