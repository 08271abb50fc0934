//! What `background.js` calls.

use baton_app::scout;
use baton_protocol::{Failure, Reply};
use baton_webext::BrowserMessages;
use js_sys::Function;
use wasm_bindgen::prelude::*;

/// Does one job. `job` is the JSON text of a [`scout::Job`], the answer that of a [`Reply`] with
/// [`scout::Seen`].
#[wasm_bindgen]
#[must_use]
pub fn look(job: &str) -> String {
    let reply = match baton_json::from_str(job) {
        Ok(job) => Reply::Done(scout::look(job, &BrowserMessages)),
        Err(_) => Reply::Failed(Failure::Malformed),
    };
    serde_json::to_string(&reply).unwrap_or_default()
}

/// Calls `listener` with the message of the first panic: this instance is then to be replaced.
#[wasm_bindgen]
pub fn report_panics_to(listener: Function) {
    baton_webext::report_panics_to(listener);
}
