//! What `background.js` calls.

use baton_app::finder::NoteIndex;
use baton_protocol::{Failure, Reply};
use baton_store::BrowserPieces;
use baton_webext::{BrowserMessages, TemporalZones, own_zone};
use gloo_timers::future::TimeoutFuture;
use js_sys::Function;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

thread_local! {
    static INDEX: Rc<NoteIndex<BrowserPieces>> =
        Rc::new(NoteIndex::new(BrowserPieces::default()));
}

/// Does one job. `job` is the JSON text of a [`baton_app::finder::Job`], the answer that of a
/// [`Reply`] with [`baton_app::finder::Done`].
#[wasm_bindgen]
pub async fn find(job: String) -> String {
    let reply = match baton_json::from_str(&job) {
        Ok(job) => {
            let index = INDEX.with(Rc::clone);
            let zone = own_zone();
            Reply::Done(
                index
                    .work(job, (&TemporalZones, &zone), &BrowserMessages)
                    .await,
            )
        }
        Err(_) => Reply::Failed(Failure::Malformed),
    };
    spawn_local(tidy());
    serde_json::to_string(&reply).unwrap_or_default()
}

/// Puts the index in order while nobody waits: a step, then whatever else waits has its turn.
async fn tidy() {
    let index = INDEX.with(Rc::clone);
    loop {
        TimeoutFuture::new(0).await;
        if !index.tidy().await {
            return;
        }
    }
}

/// Calls `listener` with the message of the first panic: this instance is then to be replaced.
#[wasm_bindgen]
pub fn report_panics_to(listener: Function) {
    baton_webext::report_panics_to(listener);
}
