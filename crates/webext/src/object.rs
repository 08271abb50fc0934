use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// A plain JavaScript object, for the few arguments that need no codec.
pub(crate) fn object(fields: &[(&str, JsValue)]) -> Result<JsValue, JsValue> {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &JsValue::from_str(name), value)?;
    }
    Ok(object.into())
}
