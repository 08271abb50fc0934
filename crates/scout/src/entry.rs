//! What `background.js` calls.

use baton_app::scout;
use baton_protocol::{Failure, Reply};
use baton_webext::BrowserMessages;
use baton_worktime::UtcMillis;
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

/// What [`scout::pass_at_once`] says of an address at `now`, in milliseconds since 1970: for the page that
/// stands in the place of a strict site's.
#[wasm_bindgen]
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    reason = "a moment in milliseconds, as JavaScript has it"
)]
pub fn pass_at_once(url: &str, now: f64) -> Option<String> {
    scout::pass_at_once(url, UtcMillis(now as i64))
}

/// Calls `listener` with the message of the first panic: this instance is then to be replaced.
#[wasm_bindgen]
pub fn report_panics_to(listener: Function) {
    baton_webext::report_panics_to(listener);
}
