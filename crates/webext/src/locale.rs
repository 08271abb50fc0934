use baton_locale::Messages;
use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["browser", "i18n"], js_name = getMessage)]
    fn get_message(key: &str, substitutions: &Array) -> JsValue;
}

/// The words of `_locales` in the browser's language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BrowserMessages;

impl Messages for BrowserMessages {
    fn text(&self, key: &str, args: &[&str]) -> String {
        let substitutions: Array = args.iter().map(|arg| JsValue::from_str(arg)).collect();
        match get_message(key, &substitutions).as_string() {
            Some(text) if !text.is_empty() => text,
            _ => format!("[{key}]"),
        }
    }
}

/// The interface's language as a BCP 47 tag, such as `en` or `pt-BR`.
#[must_use]
pub fn interface_language() -> String {
    BrowserMessages.text("@@ui_locale", &[]).replace('_', "-")
}

/// The interface's reading direction: `ltr` or `rtl`.
#[must_use]
pub fn reading_direction() -> String {
    BrowserMessages.text("@@bidi_dir", &[])
}
