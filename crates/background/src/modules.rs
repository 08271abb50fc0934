//! The modules that `background.js` starts when there is a job for them: the desk, the finder and
//! the scout.

use baton_app::ports::{Desk, Finder, Scout};
use baton_app::{desk, finder, scout};
use baton_protocol::{Failure, Reply};
use js_sys::{Function, Promise};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::thread::LocalKey;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A function that takes the JSON text of a job and promises that of its reply.
type Worker = RefCell<Option<Function>>;

thread_local! {
    static DESK: Worker = const { RefCell::new(None) };
    static FINDER: Worker = const { RefCell::new(None) };
    static SCOUT: Worker = const { RefCell::new(None) };
}

/// Has the jobs of the desk, of the finder and of the scout done by these.
pub(crate) fn work_by(desk: Function, finder: Function, scout: Function) {
    DESK.set(Some(desk));
    FINDER.set(Some(finder));
    SCOUT.set(Some(scout));
}

/// The modules beside the background's own.
pub(crate) struct Modules;

impl Desk for Modules {
    async fn work(&self, job: desk::Job) -> Result<desk::Done, Failure> {
        work(&DESK, &job).await
    }

    async fn relay(&self, job: desk::Job) -> Result<String, Failure> {
        reply(&DESK, &job).await
    }
}

impl Finder for Modules {
    async fn find(&self, job: finder::Job) -> Result<finder::Done, Failure> {
        work(&FINDER, &job).await
    }
}

impl Scout for Modules {
    async fn look(&self, job: scout::Job) -> Result<scout::Done, Failure> {
        work(&SCOUT, &job).await
    }

    async fn relay(&self, job: scout::Job) -> Result<String, Failure> {
        reply(&SCOUT, &job).await
    }
}

async fn work<D: DeserializeOwned>(
    worker: &'static LocalKey<Worker>,
    job: &impl Serialize,
) -> Result<D, Failure> {
    let reply = reply(worker, job).await?;
    match baton_json::from_str(&reply) {
        Ok(Reply::Done(done)) => Ok(done),
        Ok(Reply::Failed(failure)) => Err(failure),
        Err(_) => Err(Failure::Engine),
    }
}

/// The JSON text of the reply.
async fn reply(worker: &'static LocalKey<Worker>, job: &impl Serialize) -> Result<String, Failure> {
    let job = serde_json::to_string(job).map_err(|_| Failure::Malformed)?;
    // Every way to get no answer is the same to the person: the module did not do it.
    answer(worker, &job).await.ok_or(Failure::Engine)
}

async fn answer(worker: &'static LocalKey<Worker>, job: &str) -> Option<String> {
    let worker = worker.with_borrow(Clone::clone)?;
    let begun = worker.call1(&JsValue::NULL, &JsValue::from_str(job)).ok()?;
    let begun: Promise = begun.dyn_into().ok()?;
    JsFuture::from(begun).await.ok()?.as_string()
}
