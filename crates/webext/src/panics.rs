//! A panic poisons the whole instance, and a call under way would never be answered: the host is
//! told, so that it can fail those calls and start a fresh instance.

use js_sys::Function;
use std::cell::RefCell;
use wasm_bindgen::JsValue;

thread_local! {
    static LISTENER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Calls `listener` with the panic's message when one happens.
pub fn report_panics_to(listener: Function) {
    LISTENER.set(Some(listener));
    std::panic::set_hook(Box::new(|panic| {
        let message = JsValue::from_str(&panic.to_string());
        LISTENER.with_borrow(|listener| {
            if let Some(listener) = listener {
                // A listener that throws cannot be helped here; the panic goes on either way.
                let _ = listener.call1(&JsValue::NULL, &message);
            }
        });
    }));
}
