//! A fault in a page names itself in the console, where a person can copy it from.

use std::panic;
use web_sys::console;
use web_sys::wasm_bindgen::JsValue;

/// Has every panic of this page written to its console; the console adds where it happened.
pub fn panics_to_console() {
    panic::set_hook(Box::new(|panic| {
        console::error_1(&JsValue::from_str(&panic.to_string()));
    }));
}
