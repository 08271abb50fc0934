//! Being woken, and telling the person.

use crate::BrowserError;
use crate::object::object;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // Nothing waits for these: what they promise differs by browser.
    #[wasm_bindgen(catch, js_namespace = ["browser", "alarms"], js_name = create)]
    fn alarms_create(name: &str, when: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "alarms"], js_name = clear)]
    fn alarms_clear(name: &str) -> Result<JsValue, JsValue>;

    // There only while the person allows notifications.
    #[wasm_bindgen(catch, js_namespace = ["browser", "notifications"], js_name = create)]
    fn notifications_create(id: &str, notification: &JsValue) -> Result<JsValue, JsValue>;
}

/// Sets the alarm of this name to a moment, in milliseconds since 1970, or clears it.
///
/// # Errors
/// What the browser answers.
pub fn set_alarm(name: &str, at: Option<i64>) -> Result<(), BrowserError> {
    match at {
        Some(at) => alarms_create(name, &object(&[("when", (at as f64).into())])?)?,
        None => alarms_clear(name)?,
    };
    Ok(())
}

/// Shows a notification, in the place of one with the same id.
///
/// # Errors
/// Where the person allows none.
pub fn notify(id: &str, message: &str) -> Result<(), BrowserError> {
    let notification = object(&[
        ("type", "basic".into()),
        ("iconUrl", "icons/baton-128.png".into()),
        ("title", "Baton".into()),
        ("message", message.into()),
    ])?;
    notifications_create(id, &notification)?;
    Ok(())
}
