//! One codec for everything that crosses between Rust and the browser.
//!
//! Chromium carries messages and storage as JSON, Firefox clones them: only plain objects,
//! arrays, strings, booleans and numbers survive in both.

use crate::read::{Source, WrongShape};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

/// `value` as a plain JavaScript value.
///
/// # Errors
/// When `value` holds something that has no JSON form.
pub fn to_js<T: Serialize>(value: &T) -> Result<JsValue, serde_wasm_bindgen::Error> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())
}

/// `value` read as `T`.
///
/// # Errors
/// When it does not have `T`'s shape.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, WrongShape> {
    T::deserialize(Source(value))
}

/// A value's JSON text, by the browser's own writer; `None` for what has none.
pub fn to_text<T: Serialize>(value: &T) -> Option<String> {
    let value = to_js(value).ok()?;
    js_sys::JSON::stringify(&value).ok()?.as_string()
}
