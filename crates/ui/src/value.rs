use wasm_bindgen::JsCast;

/// The element that `event` happened to.
#[must_use]
pub fn element_of(event: &web_sys::Event) -> Option<web_sys::Element> {
    event.target()?.dyn_into().ok()
}

/// What stands in the field that `event` happened to: an `input`, a `textarea` or a `select`.
#[must_use]
pub fn value_of(event: &web_sys::Event) -> String {
    event
        .target()
        .and_then(|field| js_sys::Reflect::get(&field, &"value".into()).ok())
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}
