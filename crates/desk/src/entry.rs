//! What `background.js` calls.

use baton_app::desk;
use baton_protocol::{Failure, Reply};
use baton_webext::{BrowserMessages, TemporalZones};
use js_sys::Function;
use wasm_bindgen::prelude::*;

/// Does one job. `job` is the JSON text of a [`desk::Job`], the answer that of a [`Reply`] with
/// [`desk::Made`].
#[wasm_bindgen]
#[must_use]
pub fn work(job: &str) -> String {
    let made = match baton_json::from_str(job) {
        Ok(job) => desk::work(job, &TemporalZones, &BrowserMessages),
        Err(_) => Err(Failure::Malformed),
    };
    let reply = match made {
        Ok(made) => Reply::Done(made),
        Err(failure) => Reply::Failed(failure),
    };
    serde_json::to_string(&reply).unwrap_or_default()
}

/// Calls `listener` with the message of the first panic: this instance is then to be replaced.
#[wasm_bindgen]
pub fn report_panics_to(listener: Function) {
    baton_webext::report_panics_to(listener);
}
