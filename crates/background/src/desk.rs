//! The desk, a second module that `background.js` starts when there is a job.

use baton_app::desk::{Done, Job};
use baton_app::ports::Desk;
use baton_protocol::{Failure, Reply};
use js_sys::{Function, Promise};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static WORKER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Has jobs done by `worker`.
pub(crate) fn work_by(worker: Function) {
    WORKER.set(Some(worker));
}

/// The second module.
pub(crate) struct SecondModule;

impl Desk for SecondModule {
    async fn work(&self, job: Job) -> Result<Done, Failure> {
        let job = serde_json::to_string(&job).map_err(|_| Failure::Malformed)?;
        // Every way to get no answer is the same to the person: the desk did not do it.
        let reply = answer(&job).await.ok_or(Failure::Engine)?;
        match baton_json::from_str(&reply) {
            Ok(Reply::Done(done)) => Ok(done),
            Ok(Reply::Failed(failure)) => Err(failure),
            Err(_) => Err(Failure::Engine),
        }
    }
}

async fn answer(job: &str) -> Option<String> {
    let worker = WORKER.with_borrow(Clone::clone)?;
    let begun = worker.call1(&JsValue::NULL, &JsValue::from_str(job)).ok()?;
    let begun: Promise = begun.dyn_into().ok()?;
    JsFuture::from(begun).await.ok()?.as_string()
}
